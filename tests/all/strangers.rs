//! What a stranger's data or address can do: nothing but be read. `tests/browser/hostile.spec.ts` looks at the same in a browser.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use data::engine::Engine;

use crate::Changed;
use crate::http::{Answer, get, send_to};

/// Ends whatever it stands in, and runs; as JSON and TOML write it.
const EVIL: &str = r#"</title></script><script>ran()</script><img src=x onerror=ran()>\"'"#;

/// The bundle `small` with every title hostile: of the package, its tables, columns, dimensions, measures and panels.
fn hostile() -> Engine {
    Changed(|path, text| match path {
        "datapackage.json" => Some(text.replace("\"title\": \"", &format!("\"title\": \"{EVIL}"))),
        "dashboard.toml" => Some(text.replace("title = { zh = \"", &format!("title = {{ zh = \"{EVIL}"))),
        _ => None,
    })
    .engine()
}

fn asked(engine: &Engine, uri: &str) -> Answer {
    send_to(engine.clone(), Request::get(uri).body(Body::empty()).expect("a request"))
}

const PAGES: [&str; 9] = [
    "/small",
    "/small/published",
    "/small/published/s1",
    "/small/explore",
    "/small/reconcile",
    "/small/compare",
    "/small/race",
    "/small/answer?illustrative=1",
    "/small/embed/by_city",
];

#[test]
fn no_title_is_read_as_markup() {
    let engine = hostile();
    for path in PAGES {
        let answer = asked(&engine, path);
        let page = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(page.contains("<title>") && page.contains("&lt;/title&gt;&lt;/script&gt;"), "{path} has the title");
        assert_eq!(page.matches("</title>").count(), 1, "{path} has one title");
        for markup in ["<script>ran", "<img src=x"] {
            assert!(!page.contains(markup), "{path} has {markup}");
        }
    }
}

#[test]
fn scripts_run_by_the_nonce_of_their_answer_alone() {
    let mut nonces = Vec::new();
    for path in PAGES.into_iter().chain(["/", "/nowhere", "/small/embed/nothing"]) {
        let answer = get(path);
        let policy = answer.header("content-security-policy").to_string();
        let nonce = policy.split_once("script-src 'nonce-").and_then(|(_, rest)| rest.split_once('\'')).map(|(nonce, _)| nonce.to_string());
        let nonce = nonce.unwrap_or_else(|| panic!("{path} has no nonce: {policy}"));
        let page = answer.text();
        for tag in page.split("<script").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        for part in
            ["default-src 'none'; ", "img-src 'self' data: blob:; ", "object-src 'none'; ", "base-uri 'none'; ", "form-action 'self'"]
        {
            assert!(policy.contains(part), "{path} lacks {part}: {policy}");
        }
        assert_eq!(policy.ends_with("; frame-ancestors 'self'"), !path.contains("/embed/"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'self'") && !policy.contains("unsafe-eval' "), "{path}: {policy}");
        nonces.push(nonce);
    }
    let all = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), all, "no two answers have the same nonce");
}

#[test]
fn a_picture_has_a_policy_of_its_own() {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    assert_eq!(get("/small/panels/by_city.svg").header("content-security-policy"), policy);
}

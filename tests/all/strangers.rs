//! What a stranger's data or address can do: nothing but be read. `tests/browser/hostile.spec.ts` looks at the same in a browser.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use data::engine::Engine;
use proptest::prelude::*;

use crate::asked::{Answer, get, send, send_to};
use crate::{Changed, small};

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
        assert_eq!(policy.ends_with("; frame-ancestors 'none'"), !path.contains("/embed/"), "{path}: {policy}");
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

fn post(headers: &[(&str, &str)], body: &str) -> Answer {
    let request = headers.iter().fold(Request::post("/prefs"), |request, (name, value)| request.header(*name, *value));
    send(request.body(Body::from(body.to_string())).expect("a request"))
}

#[test]
fn prefs_lead_to_a_page_of_this_server_alone() {
    for (next, location) in [
        ("%2Fsmall%3Fgrade%3Dlow", "/small?grade=low"),
        ("%2Fsmall%3Fcity%3D%25E7%2594%25B2%25E5%25B8%2582%26moon%3D1", "/small?city=%E7%94%B2%E5%B8%82&moon=1"),
        ("%2Fsmall%2Fpublished%2Fs1", "/small/published/s1"),
        ("%2Fsmall%3Fq%3D%E7%94%B2%0D%0ASet-Cookie:x", "/small?q=%E7%94%B2%0D%0ASet-Cookie%3Ax"),
        ("%2F", "/"),
        // The address of the issue: a browser drops the TAB and reads `//evil.example`.
        ("/%09/evil.example", "/"),
        ("%2F%0A%2Fevil.example", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("%2F%5Cevil.example", "/%5Cevil.example"),
        ("%2F%09evil.example", "/%09evil.example"),
        ("%5C%5Cevil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("/a/b/c/d", "/"),
        ("/healthz", "/healthz"),
        ("", "/"),
    ] {
        let answer = post(&[], &format!("theme=dark&next={next}"));
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, location), "{next}");
    }
}

#[test]
fn prefs_are_set_from_pages_of_this_site_alone() {
    let host = ("host", "board.example:3000");
    for (headers, status) in [
        (vec![], 303),
        (vec![host, ("origin", "http://board.example:3000")], 303),
        (vec![host, ("origin", "https://board.example:3000"), ("sec-fetch-site", "same-origin")], 303),
        (vec![("host", "inner:80"), ("x-forwarded-host", "board.example"), ("origin", "https://board.example")], 303),
        (vec![host, ("sec-fetch-site", "none")], 303),
        (vec![host, ("origin", "http://evil.example")], 403),
        (vec![host, ("origin", "http://board.example:3001")], 403),
        (vec![host, ("origin", "null")], 403),
        (vec![host, ("origin", "http://board.example:3000"), ("sec-fetch-site", "cross-site")], 403),
        (vec![host, ("sec-fetch-site", "same-site")], 403),
    ] {
        let answer = post(&headers, "lang=en&next=/small");
        assert_eq!(answer.status.as_u16(), status, "{headers:?}");
        assert_eq!(answer.header("set-cookie").is_empty(), status == 403, "{headers:?}");
    }
}

#[test]
fn a_slash_at_the_end_leads_to_the_page() {
    for (path, location) in [
        ("/small/", "/small"),
        ("/small/?city=%E7%94%B2%E5%B8%82", "/small?city=%E7%94%B2%E5%B8%82"),
        ("/small/published/", "/small/published"),
        ("/small/published/s1/", "/small/published/s1"),
    ] {
        let answer = get(path);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, location), "{path}");
    }
    for path in ["//evil.example/", "/a/b/c/d/", "/%09/evil.example/"] {
        assert_eq!(get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(get("/%5Cevil.example/").header("location"), "/%5Cevil.example");
}

#[test]
fn an_address_beyond_8_kb_is_refused_in_words() {
    let with = |bytes: usize| format!("/small?q={}", "x".repeat(bytes - "/small?q=".len()));
    assert_eq!(get(&with(8_192)).status, StatusCode::OK);
    let answer = get(&with(8_193));
    assert_eq!(answer.status, StatusCode::URI_TOO_LONG);
    assert!(answer.text().contains("地址过长：8193 字节，最多 8192 字节") && answer.text().contains("8193 bytes of at most 8192"));
    let short = get(&format!("/small/report.json?{}", ["city=%E7%94%B2%E5%B8%82"; 60].join("&"))).header("etag").to_string();
    assert_eq!(short.len(), "W/\"\"".len() + 32, "an entity tag is a hash: {short}");
}

#[test]
fn a_bundle_without_published_figures_has_no_such_page() {
    let engine = Changed(|path, text| match path {
        "datapackage.json" => Some(text[..text.find(",\n    {\n      \"name\": \"statements\"").expect("the table")].to_string() + "]}"),
        "dashboard.toml" => Some(text.replace("statements = \"statements\"\n", "").replace("statement = \"s1\"\n", "")),
        _ => None,
    })
    .engine();
    for (path, status) in [
        ("/small", 200),
        ("/small/published", 404),
        ("/small/published/report.json", 404),
        ("/small/published/screen.json", 404),
        ("/small/reconcile", 404),
        ("/small/explore", 200),
    ] {
        assert_eq!(asked(&engine, path).status.as_u16(), status, "{path}");
    }
}

#[test]
fn crawlers_are_kept_from_filters() {
    assert!(get("/robots.txt").text().contains("Disallow: /*?\n"));
    for path in ["/small?grade=low", "/small/published", "/small/explore", "/small/embed/by_city", "/small/race?grade=low"] {
        let page = get(path).text();
        for tag in page.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let is_filter = tag.contains("data-noscroll") || tag.contains("class=\"hit\"");
            assert!(!is_filter || tag.contains("nofollow") || tag.contains("rel=\"external\""), "{path}: <a {tag}>");
        }
    }
}

/// Parts of searches, sound and not.
const PARTS: [&str; 40] = [
    "city=甲市",
    "city=乙市",
    "city=Mars",
    "city__not=丙市",
    "city__missing=any",
    "grade=low",
    "grade__gte=mid",
    "grade__gte=none",
    "output__gte=50",
    "output__lt=many",
    "firms.name__contains=甲",
    "firms.moon=1",
    "moon=1",
    "q=甲",
    "q=nothing",
    "sort=-output",
    "sort=moon",
    "page=2",
    "page=0",
    "page=99",
    "size=50",
    "cols=all",
    "cols=id,moon",
    "tab=cities",
    "tab=moons",
    "lang=en",
    "bom=0",
    "head=title",
    "vs=2020",
    "a=city=甲市",
    "b=city__not=甲市",
    "b=moon=1",
    "weight.output=0",
    "weight.firms=0",
    "weight.moon=5",
    "norm=rank",
    "agg=geometric",
    "illustrative=1",
    "by=moon",
    "chart=heatmap",
];

/// Every address in an answer: a text that begins with the bundle's.
fn addresses(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) if text.starts_with("/small") => found.push(text.clone()),
        serde_json::Value::Array(list) => list.iter().for_each(|one| addresses(one, found)),
        serde_json::Value::Object(map) => map.values().for_each(|one| addresses(one, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn canonical_addresses_are_understood(
        view in prop::sample::select(vec!["", "published", "explore", "compare", "race", "reconcile", "answer"]),
        parts in prop::sample::subsequence(PARTS.to_vec(), 0..8),
    ) {
        let engine = small();
        let notices = |url: &str| -> (Vec<String>, serde_json::Value) {
            let question = engine.ask(url).expect("the bundle");
            let (notices, value) = match question.plan.query.view.as_str() {
                "" | "published" | "explore" if question.plan.query.item.is_empty() => {
                    let report = question.report();
                    (report.notices.clone(), serde_json::to_value(&report))
                }
                _ => {
                    let sheet = question.sheet().expect("the view");
                    (sheet.notices.clone(), serde_json::to_value(&sheet))
                }
            };
            (notices.into_iter().map(|notice| notice.text.en).collect(), value.expect("JSON"))
        };
        let (_, first) = notices(&format!("/small/{view}?{}", parts.join("&")));
        let canonical = first["query"].as_str().expect("a query");
        let (said, again) = notices(canonical);
        prop_assert!(said.is_empty(), "{canonical}: {said:?}");
        prop_assert_eq!(again["query"].as_str(), Some(canonical));
        let mut found = Vec::new();
        addresses(&first, &mut found);
        found.sort();
        found.dedup();
        for url in found.iter().step_by(7) {
            let (query, said) = data::Query::parse(url);
            prop_assert!(said.is_empty(), "{url}: {said:?}");
            prop_assert_eq!(&query.to_string(), url);
        }
    }
}

#[test]
fn a_long_search_is_not_multiplied() {
    let plain = get("/small").body.len();
    for search in ["q=", "city__contains=", "moon=", "sort=", "cols=", "tab="] {
        let page = get(&format!("/small?{search}{}", "x".repeat(8_000))).body.len();
        // The forms of the header, the state for the client and a notice repeat the address; no link does.
        assert!(page < plain + 45_000, "{search}: {page} bytes, {plain} without");
    }
    let many: Vec<String> = (0..600).map(|at| format!("moon{at}=1")).collect();
    let page = get(&format!("/small?{}", many.join("&"))).body.len();
    assert!(page < plain + 45_000, "{page} bytes, {plain} without");
}

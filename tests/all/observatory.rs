//! What the headers of answers say to browsers, and their worth by the rules of the MDN HTTP Observatory (npm @mdn/mdn-http-observatory 1.4.8).

use axum::body::Body;
use axum::http::Request;
use server::site::{Site, origin};

use crate::asked::{Answer, send_to_site};
use crate::small;

fn get(site: &Site, uri: &str) -> Answer {
    send_to_site(small(), site.clone(), Request::get(uri).body(Body::empty()).expect("a request"))
}

/// The value of a directive of a Content-Security-Policy.
fn directive(policy: &str, name: &str) -> Option<Vec<String>> {
    let mut directives = policy.split(';').map(|directive| directive.split_whitespace());
    directives.find_map(|mut words| (words.next() == Some(name)).then(|| words.map(str::to_string).collect()))
}

/// The points of `src/analyzer/tests/*.js` and `src/grader/charts.js`, for answers that come by https without redirection, and whose scripts
/// are of this site. Each line is a test there; what cannot come up here is not told apart.
fn score(answer: &Answer) -> i32 {
    let policy = answer.header("content-security-policy");
    let has = |name: &str, bad: &[&str]| directive(policy, name).is_none_or(|words| words.iter().any(|word| bad.contains(&word.as_str())));
    let broad = ["*", "http:", "https:", "ftp:"];
    let unsafe_too = ["*", "http:", "https:", "ftp:", "'unsafe-inline'", "data:"];
    let csp = if policy.is_empty() {
        -25
    } else if has("script-src", &unsafe_too) || has("object-src", &broad) {
        -20
    } else if has("script-src", &["'unsafe-eval'"]) || has("style-src", &["'unsafe-eval'"]) {
        -10
    } else if has("style-src", &unsafe_too) {
        0
    } else if directive(policy, "default-src").is_some_and(|words| words == ["'none'"]) {
        10
    } else {
        5
    };
    let cookies = match answer.header("set-cookie") {
        "" => 0,
        cookie if !cookie.contains("; Secure") => -5,
        cookie if cookie.contains("; SameSite=") => 5,
        _ => 0,
    };
    let cors = if answer.header("access-control-allow-origin").is_empty() { 0 } else { -50 };
    let referrer = match answer.header("referrer-policy") {
        "no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin" => 5,
        "" => 0,
        _ => -5,
    };
    let age =
        answer.header("strict-transport-security").split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    let hsts = match age {
        None => -20,
        Some(age) if age < 15_768_000 => -10,
        Some(_) => 0,
    };
    let types = if answer.header("x-content-type-options") == "nosniff" { 0 } else { -5 };
    let frames = match (directive(policy, "frame-ancestors"), answer.header("x-frame-options")) {
        (Some(who), _) if !who.iter().any(|who| broad.contains(&who.as_str())) => 5,
        (_, "DENY" | "SAMEORIGIN") => 0,
        _ => -20,
    };
    let resource = match answer.header("cross-origin-resource-policy") {
        "same-origin" | "same-site" => 10,
        "cross-origin" | "" => 0,
        _ => -5,
    };
    let parts = [csp, cookies, cors, referrer, hsts, types, frames, resource];
    let without_extra = 100 + parts.iter().filter(|part| **part < 0).sum::<i32>();
    if without_extra >= 90 { 100 + parts.iter().sum::<i32>() } else { without_extra }
}

#[test]
fn every_page_is_worth_130_points_by_https() {
    let site = Site { https: true, ..Site::default() };
    for path in ["/", "/small", "/small?lang=en", "/small/published", "/small/explore", "/small/reconcile", "/nowhere"] {
        assert!(score(&get(&site, path)) >= 130, "{path}: {}", score(&get(&site, path)));
    }
    // Without HSTS the extra points are lost too.
    assert_eq!(score(&get(&Site::default(), "/small")), 80);
}

#[test]
fn every_answer_says_what_browsers_may_do_with_it() {
    let plain = Site::default();
    for (path, resource, frames) in [
        ("/", "same-origin", "DENY"),
        ("/small", "same-origin", "DENY"),
        ("/small/embed/by_city", "cross-origin", ""),
        ("/small/panels/by_city.svg", "cross-origin", "DENY"),
        ("/small/firms.csv", "same-origin", "DENY"),
        ("/small/report.json", "same-origin", "DENY"),
        ("/healthz", "same-origin", "DENY"),
        ("/a/b/c/d/e", "same-origin", "DENY"),
    ] {
        let answer = get(&plain, path);
        for (name, value) in [
            ("cross-origin-resource-policy", resource),
            ("x-frame-options", frames),
            ("cross-origin-opener-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
    }
}

#[test]
fn charts_are_framed_by_those_that_the_site_names() {
    let named = |origins: &[&str]| Site { embed_origins: Some(origins.iter().map(|it| it.to_string()).collect()), ..Site::default() };
    for (site, frames) in [
        (Site::default(), None),
        (named(&["https://paper.example", "https://b.example:8443"]), Some("https://paper.example https://b.example:8443")),
        (named(&[]), Some("'none'")),
    ] {
        let policy = get(&site, "/small/embed/by_city").header("content-security-policy").to_string();
        assert_eq!(directive(&policy, "frame-ancestors").map(|who| who.join(" ")).as_deref(), frames, "{policy}");
        let page = get(&site, "/small").header("content-security-policy").to_string();
        assert_eq!(directive(&page, "frame-ancestors").map(|who| who.join(" ")).as_deref(), Some("'none'"), "{page}");
    }
}

#[test]
fn by_https_cookies_are_for_https_alone() {
    let post = |site: &Site| {
        let request = Request::post("/prefs").header("origin", "https://board.example").body(Body::from("lang=en")).expect("a request");
        send_to_site(small(), site.clone(), request)
    };
    let site = Site { https: true, public_url: origin("https://board.example"), ..Site::default() };
    assert_eq!(post(&site).header("set-cookie"), "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    assert_eq!(post(&Site::default()).status.as_u16(), 403, "a form of another site");
}

//! A server that listens while its bundles load: it answers for each by what it is by then.

use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use data::engine::Engine;
use data::engine::files::Folder;
use data::engine::limits::Limits;

use crate::asked::{Answer, send_to};

fn get(engine: &Engine, uri: &str) -> Answer {
    send_to(engine.clone(), Request::get(uri).body(Body::empty()).expect("a request"))
}

#[test]
fn a_bundle_that_is_loading_is_said_to_be_and_the_others_are_served() {
    let folder = Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small"));
    let engine = Engine::awaiting(["small", "slow", "small"].map(String::from));
    assert!(engine.load(0, &folder, &Limits::default()).is_ok());
    assert!(engine.load(2, &folder, &Limits::default()).is_err(), "two of one id");
    assert_eq!((engine.loading(), engine.faulty().len()), (vec!["slow".to_string()], 1));

    for (uri, status, kind, has) in [
        ("/healthz", 200, "text/plain", "ok"),
        ("/readyz", 503, "text/plain", "slow"),
        ("/", 200, "text/html", "正在载入的数据集"),
        ("/?lang=en", 200, "text/html", "<code>slow</code>"),
        ("/small", 200, "text/html", "各市企业数"),
        ("/small/firms.csv", 200, "text/csv", "f20"),
        ("/slow", 503, "text/html", "正在载入"),
        ("/slow?lang=en", 503, "text/html", "still loading"),
        ("/slow/published/s1?lang=en", 503, "text/html", "href=\"/slow/published/s1?lang=en\""),
        ("/slow/embed/by_city", 503, "text/html", "正在载入"),
        ("/slow/report.json", 503, "text/plain", "still loading"),
        ("/slow/screen.json", 503, "text/plain", "正在载入"),
        ("/slow/firms.csv?city=x", 503, "text/plain", "“slow”"),
        ("/slow/panels/by_city.svg", 503, "text/plain", "still loading"),
        ("/other", 404, "text/html", "没有这个页面"),
        ("/other/firms.csv", 404, "text/plain", "small"),
    ] {
        let answer = get(&engine, uri);
        assert_eq!(answer.status.as_u16(), status, "{uri}");
        assert!(answer.header("content-type").starts_with(kind), "{uri}: {}", answer.header("content-type"));
        assert!(answer.text().contains(has), "{uri} lacks {has}: {}", answer.text());
        assert_eq!(answer.header("retry-after"), if status == 503 { "5" } else { "" }, "{uri}");
        if status == 503 && kind == "text/html" {
            assert!(answer.header("content-security-policy").starts_with("default-src 'none';"), "{uri}");
            assert!(!answer.text().contains("<script"), "{uri}");
        }
    }

    // The same handle, once it has come in.
    assert!(engine.load(1, &folder, &Limits::default()).is_ok() && engine.loading().is_empty());
    assert_eq!(get(&engine, "/readyz").text(), "ready\n");
    assert_eq!(get(&engine, "/slow/firms.csv").status.as_u16(), 200);
    assert_eq!(get(&engine, "/slow").status.as_u16(), 200);
    assert!(!get(&engine, "/").text().contains("正在载入的数据集"));
    assert_eq!(engine.bundles().map(|store| store.schema.id.clone()).collect::<Vec<_>>(), ["small", "slow"]);
}

#[test]
fn an_address_of_markup_stays_text_on_the_page_of_a_bundle_that_is_loading() {
    let engine = Engine::awaiting(["slow".to_string()]);
    let page = get(&engine, "/slow?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E'&a=b").text();
    assert!(page.contains("href=\"/slow?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E'&amp;a=b\""), "{page}");
}

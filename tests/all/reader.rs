//! What pages say to whom: the language that a browser asks for, titles that tell pages apart, and the way from a number to its document.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, HOST};
use data::engine::Engine;
use data::{Lang, Query};

use crate::asked::{Answer, send, send_to};
use crate::{Changed, small};

fn asked(uri: &str, accepted: &str, cookie: &str) -> Answer {
    let request = Request::get(uri).header(ACCEPT_LANGUAGE, accepted).header(COOKIE, cookie);
    send(request.body(Body::empty()).expect("a request"))
}

#[test]
fn the_first_language_is_the_one_that_the_browser_asks_for_most() {
    for (accepted, cookie, uri, lang) in [
        ("", "", "/small", Lang::Zh),
        ("en-US,en;q=0.9", "", "/small", Lang::En),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "/small", Lang::Zh),
        ("fr;q=0.9, en;q=0.3, zh-TW;q=0.7", "", "/small/compare", Lang::Zh),
        ("zh;q=0.2, EN-gb; q=0.5", "", "/small/answer", Lang::En),
        ("fr, de;q=0.5, *;q=0.1", "", "/small", Lang::Zh),
        ("en;q=0, zh;q=0.1", "", "/small", Lang::Zh),
        ("en;q=much", "", "/small", Lang::Zh),
        // Of equals the first.
        ("en, zh", "", "/", Lang::En),
        // A choice made here, then the address.
        ("en", "lang=zh", "/small", Lang::Zh),
        ("zh", "lang=en; theme=dark", "/small/reconcile", Lang::En),
        ("en", "", "/small?lang=zh", Lang::Zh),
        ("zh", "lang=zh", "/small?lang=en", Lang::En),
    ] {
        let answer = asked(uri, accepted, cookie);
        let text = answer.text();
        assert!(
            text.contains(&format!("<html lang=\"{}\"", lang.tag())),
            "{uri} for “{accepted}”, “{cookie}”: {}",
            &text[..200.min(text.len())]
        );
        let vary = answer.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(", ");
        assert!(vary.contains("accept-language") && vary.contains("cookie"), "{uri}: {vary}");
    }
    let screen = |accepted: &str| asked("/small/screen.json", accepted, "");
    assert_ne!(screen("en").body, screen("zh").body);
    assert_eq!(screen("en").header("vary"), "accept-language, cookie");
}

#[test]
fn every_page_has_a_title_of_its_own_that_says_view_and_filter() {
    let filtered = "?city=%E4%B9%99%E5%B8%82";
    for (lang, city) in [("zh", "乙市"), ("en", "Beta")] {
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        let views = ["", "/published", "/reconcile", "/race", "/compare", "/explore", "/answer"];
        let views = views.map(str::to_string).into_iter();
        let views = views.chain(["/published/s1", "/published/s2", "/facet/city", "/facet/grade", "/embed/by_city"].map(str::to_string));
        let filters = ["", "/explore", "/answer", "/embed/by_city"].map(|view| format!("{view}{filtered}"));
        for view in views.chain(filters) {
            let uri = format!("/small{view}{}lang={lang}", if view.contains('?') { "&" } else { "?" });
            let text = crate::asked::get(&uri).text();
            let title = text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(title, _)| title.to_string());
            let title = title.unwrap_or_else(|| panic!("{uri} has no title"));
            assert!(title.contains(city) || !view.contains("?city"), "{uri}: {title}");
            if let Some(other) = titles.insert(title.clone(), uri.clone()) {
                panic!("{uri} and {other} are both called {title}");
            }
        }
    }
}

/// The figures' document is a source of the bundle, with an address.
fn with_document(path: &str, text: &str) -> Option<String> {
    let source =
        r#""sources": [{ "title": "另一来源" }, { "title": "某厅《示例文件》，2024-05-01", "path": "https://publisher.example/doc" }]"#;
    (path == "datapackage.json").then(|| text.replace(r#""sources": [{ "title": "测试" }]"#, source))
}

fn page(engine: &Engine, uri: &str) -> String {
    let request = Request::get(uri).header(HOST, "stats.example:8080").body(Body::empty()).expect("a request");
    send_to(engine.clone(), request).text()
}

#[test]
fn a_figure_leads_to_its_document() {
    let engine = Changed(with_document).engine();
    // One click from the number: the figure's page. One more: the publisher's.
    assert!(page(&engine, "/small").contains(r#"href="/small/published/s1""#));
    let figure = page(&engine, "/small/published/s1?lang=en");
    assert!(figure.contains(r#"href="https://publisher.example/doc""#) && figure.contains("某厅《示例文件》，2024-05-01"), "{figure}");
    assert!(figure.contains(r#"<span lang="zh-CN"><a href="https://publisher.example/doc""#), "Chinese on an English page says so");
    // Without an address: the whole citation, or what the figure's row says.
    let without = page(&small(), "/small/published/s1");
    assert!(without.contains("示例文件") && !without.contains("publisher.example"), "{without}");
}

#[test]
fn footnotes_cite_the_document_and_lead_back() {
    let engine = Changed(with_document).engine();
    for uri in ["/small/answer", "/small/answer?lang=en&city=%E4%B9%99%E5%B8%82", "/small/answer?illustrative=1"] {
        let text = page(&engine, uri);
        let article = text.split_once(r#"id="answer""#).map(|(_, rest)| rest).unwrap_or_default();
        assert!(article.contains("某厅《示例文件》，2024-05-01"), "{uri}: {article}");
        let fragments: Vec<&str> = article.split("href=\"#").skip(1).filter_map(|rest| rest.split_once('"')).map(|(id, _)| id).collect();
        assert!(fragments.len() > 4, "{uri}: {article}");
        for id in fragments {
            assert_eq!(article.matches(&format!(" id=\"{id}\"")).count(), 1, "{uri}: {id}");
        }
        // Addresses that are read on paper: whole, and in their own script.
        assert!(article.contains(">http://stats.example:8080/small"), "{uri}: {article}");
        let link = Query::parse("/small/published/s2").0.to_string();
        assert!(article.contains(&format!(r#"href="{link}"#)), "{uri}");
    }
    let text = page(&engine, "/small/answer?city=%E4%B9%99%E5%B8%82");
    assert!(text.contains("city=乙市") && !text.contains(">http://stats.example:8080/small?city=%E4"), "{text}");
}

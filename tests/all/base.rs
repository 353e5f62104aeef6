//! A site under a path of a host that it shares: whatever it links to, loads, sends or leads to lies under that path, and is there.

use std::collections::{BTreeMap, BTreeSet};

use data::query::Base;
use serde_json::Value;

use crate::stands::Board;

fn board() -> Board {
    Board::start(|settings| {
        settings.site.base = Base::read("/stats").expect("a path");
        settings.size.rate = 0;
    })
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let lines = answer.split("\r\n\r\n").next().unwrap_or_default().lines();
    lines.filter_map(|line| line.split_once(": ")).find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
}

/// The values of attributes that hold addresses, and what the page's scripts load.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for before in [
        " href=\"",
        " src=\"",
        " action=\"",
        " formaction=\"",
        " data-add=\"",
        " data-png=\"",
        " data-range=\"",
        " from '",
        "module_or_path:'",
    ] {
        for rest in page.split(before).skip(1) {
            let end = rest.find(['"', '\'']).expect("the end of a value");
            found.push(rest[..end].replace("&amp;", "&"));
        }
    }
    found
}

/// Everything in a document that is an address of this site.
fn texts(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::String(text) if text.starts_with('/') => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|one| texts(one, found)),
        Value::Object(fields) => fields.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

#[test]
fn no_address_leaves_the_base_and_every_one_is_there() {
    let board = board();
    let mut waiting: Vec<String> = [
        "/stats/",
        "/stats/small",
        "/stats/small?lang=en&city=%E7%94%B2%E5%B8%82&vs=2020",
        "/stats/small/explore?measure=firms&by=city&split=grade&chart=stacked",
        "/stats/small/embed/by_city",
        "/stats/small/facet/city",
        "/stats/small/published",
        "/stats/small/published/s1",
        "/stats/small/answer?illustrative=1",
        "/stats/small/race?illustrative=1",
        "/stats/small/report.json",
        "/stats/small/published/report.json",
        "/stats/small/reconcile/report.json",
        "/stats/small/firms.meta.json",
        "/stats/small/reconcile.csv",
        "/stats/small/answer.csv?illustrative=1",
    ]
    .map(String::from)
    .to_vec();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut of_path: BTreeMap<String, u32> = BTreeMap::new();
    let (mut pages, mut files) = (0, 0);
    while let Some(url) = waiting.pop() {
        let answer = board.get(&url);
        assert_eq!(status(&answer), "200", "{url}");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        let kind = header(&answer, "content-type");
        let mut found = Vec::new();
        match kind.split(';').next().unwrap_or_default() {
            "text/html" => {
                pages += 1;
                found = addresses(body);
                assert!(found.len() > 1, "{url} leads somewhere");
            }
            "application/json" if !url.contains("screen.json") => {
                files += 1;
                texts(&serde_json::from_str(body).expect("JSON"), &mut found);
                assert!(!found.is_empty(), "{url} has addresses");
            }
            "text/csv" if url.contains("/reconcile.csv") || url.contains("/answer.csv") => {
                files += 1;
                found = body.split([',', '\n']).filter(|cell| cell.starts_with('/')).map(String::from).collect();
                assert!(!found.is_empty(), "{url} has addresses");
            }
            _ => files += 1,
        }
        for address in found {
            // The code of an embed stands on other sites.
            let address = address.strip_prefix("http://localhost").unwrap_or(&address);
            if address.is_empty() || address.starts_with('#') || address.starts_with("data:") || address.starts_with("https://") {
                continue;
            }
            assert!(address.starts_with("/stats/") && !address.starts_with("/stats/stats"), "{url} has {address}");
            let address = address.split('#').next().unwrap_or_default().to_string();
            // A form sends to it; a range has no ends yet.
            if address == "/stats/prefs" || address.contains("%7Bfrom%7D") {
                continue;
            }
            // Of one path a few queries.
            let path = address.split('?').next().unwrap_or_default().to_string();
            if !seen.contains(&address) && *of_path.entry(path.clone()).or_default() < 2 {
                *of_path.entry(path).or_default() += 1;
                seen.insert(address.clone());
                waiting.push(address);
            }
        }
    }
    assert!(pages >= 20 && files >= 20, "{pages} pages, {files} files");
}

#[test]
fn the_client_is_told_the_base_once_and_its_answers_are_without() {
    let board = board();
    assert_eq!(board.get("/stats/small").matches("data-base=\"/stats\"").count(), 1);
    let screen = board.get("/stats/small/screen.json");
    assert!(screen.contains("\"/small") && !screen.contains("/stats"), "{screen}");
}

#[test]
fn what_leads_elsewhere_leads_within_the_base() {
    let board = board();
    for (path, place) in [("/stats/small/", "/stats/small"), ("/stats/small/reconcile/?lang=en", "/stats/small/reconcile?lang=en")] {
        let answer = board.get(path);
        assert_eq!((status(&answer), header(&answer, "location")), ("308", place), "{path}");
    }
    let form = "lang=en&next=%2Fsmall%3Fq%3Da";
    let answer = board.ask(&format!(
        "POST /stats/prefs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    ));
    assert_eq!((status(&answer), header(&answer, "location")), ("303", "/stats/small?q=a"));
    assert!(header(&answer, "set-cookie").starts_with("lang=en; Path=/stats; "), "{answer}");
}

#[test]
fn pages_that_say_what_is_wrong_lead_within_the_base() {
    let board = board();
    for path in ["/stats/nowhere", "/stats/small/published/s99", "/stats/a/b/c/d/e", "/stats/small/published/s99/report.json"] {
        let answer = board.get(path);
        assert_eq!(status(&answer), "404", "{path}");
        let found = addresses(&answer);
        let own = found.iter().filter(|address| address.starts_with('/'));
        assert!(own.clone().count() > 0 || answer.contains(" /stats/"), "{path}: {answer}");
        assert!(own.clone().all(|address| address.starts_with("/stats/")), "{path}: {found:?}");
    }
}

#[test]
fn outside_the_base_there_are_the_probes_alone() {
    let board = board();
    for (path, expected) in [
        ("/healthz", "200"),
        ("/readyz", "200"),
        ("/stats/healthz", "200"),
        ("/stats/readyz", "200"),
        ("/stats", "200"),
        ("/stats?lang=en", "200"),
        ("/stats/", "200"),
        ("/", "404"),
        ("/small", "404"),
        ("/statistics", "404"),
        ("/stats/stats/small", "404"),
        ("/prefs", "404"),
        ("/robots.txt", "404"),
    ] {
        assert_eq!(status(&board.get(path)), expected, "{path}");
    }
    assert!(board.get("/small").contains("There are: /stats/."), "it says where the site is");
    assert!(board.get("/stats/robots.txt").contains("Disallow: /stats/*?"));
    assert_eq!(status(&board.ask("HEAD /stats/small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")), "200");
}

#[test]
fn a_tag_changes_with_the_base_for_what_holds_addresses() {
    let (board, bare) = (board(), Board::start(|_| {}));
    let tag = |answer: &str| header(answer, "etag").to_string();
    assert_ne!(tag(&board.get("/stats/small/report.json")), tag(&bare.get("/small/report.json")));
    assert_eq!(tag(&board.get("/stats/small/screen.json")), tag(&bare.get("/small/screen.json")));
}

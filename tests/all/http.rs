//! Every route over HTTP, without a network: what it answers, its headers, and the table of bad input.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use data::engine::Engine;
use data::engine::files::{Files, Folder};
use server::site::Site;
use tower::ServiceExt;

use crate::asked::{Answer, PATIENCE, get, send, send_to};
use crate::small;

const ALPHA: &str = "city=%E7%94%B2%E5%B8%82";

#[test]
fn routes_answer() {
    for (uri, status, kind, has) in [
        ("/healthz", 200, "text/plain", "ok"),
        ("/", 200, "text/html", "小数据包"),
        ("/small", 200, "text/html", "各市企业数"),
        ("/small?lang=en", 200, "text/html", "Firms by city"),
        ("/small?city=%E7%94%B2%E5%B8%82", 200, "text/html", "甲市"),
        ("/small?moon=1", 200, "text/html", "moon"),
        ("/small/report.json", 200, "application/json", "\"by_city\""),
        ("/small/firms.csv", 200, "text/csv", "f20"),
        ("/small/cities.csv", 200, "text/csv", "甲市"),
        ("/small/firms.meta.json", 200, "application/json", "bundle_version"),
        ("/small/panels/by_city.csv", 200, "text/csv", "甲市"),
        ("/small/published", 200, "text/html", "乙市企业6家"),
        ("/small/published?statements.qualifier=nearly", 200, "text/html", "近6家"),
        ("/small/published/report.json", 200, "application/json", "\"statements\""),
        ("/small/published/s2", 200, "text/html", "乙市企业6家"),
        ("/small/published/s2/report.json", 200, "application/json", "\"statement\""),
        ("/small/reconcile", 200, "text/html", "不符"),
        ("/small/reconcile?lang=en", 200, "text/html", "Constructed to fit, not a check"),
        ("/small/reconcile/report.json", 200, "application/json", "\"reconcile\""),
        ("/small/reconcile.csv", 200, "text/csv", "differs"),
        ("/small/compare", 200, "text/html", "“甲市”以外"),
        ("/small/compare?lang=en", 200, "text/html", "Other than “Alpha”"),
        ("/small/compare?a=moon%3D1", 200, "text/html", "moon"),
        ("/small/compare.csv", 200, "text/csv", "city__not"),
        ("/small/compare/report.json", 200, "application/json", "\"compare\""),
        ("/small/race", 200, "text/html", "丙市"),
        ("/small/race?weight.output=0&norm=zscore&lang=en", 200, "text/html", "Gamma"),
        ("/small/race.csv", 200, "text/csv", "place_p95"),
        ("/small/panels/race-places.svg", 200, "image/svg+xml", "权重为产值 60%"),
        ("/small/panels/race-places.csv", 200, "text/csv", "place_best,place_p5,place_p95,place_worst"),
        ("/small/panels/race-scores.csv?weight.output=0", 200, "text/csv", "丙市"),
        ("/small/panels/compare-firms.svg", 200, "image/svg+xml", "甲市"),
        ("/small/panels/race-places.svg?weight.moon=1", 400, "text/plain", "moon"),
        ("/small/panels/race-moon.svg", 404, "text/plain", "race-moon"),
        ("/small/race/report.json", 200, "application/json", "\"race\""),
        ("/small/lead", 404, "text/html", "没有这个页面"),
        ("/small/answer", 200, "text/html", "mso-footnote-id"),
        ("/small/answer?illustrative=1&lang=en", 200, "text/html", "Illustrative: "),
        ("/small/answer?illustrative=1&lang=en", 200, "text/html", "not for an official reply"),
        ("/small/answer?lang=en", 200, "text/html", "published data only;"),
        ("/small/answer.csv", 200, "text/csv", "counted"),
        ("/small/answer/report.json", 200, "application/json", "\"answer\""),
        ("/small/published/s99", 404, "text/html", "没有这个页面"),
        ("/small/published/s99/report.json", 404, "text/plain", "/small/published"),
        ("/small/nothing/report.json", 404, "text/plain", "reconcile"),
        ("/nowhere/reconcile", 404, "text/html", "没有这个页面"),
        ("/small/compare.csv?a=moon%3D1", 400, "text/plain", "moon"),
        ("/small/compare/report.json?a=moon%3D1", 400, "application/json", "moon"),
        ("/small/race.csv?weight.output=x", 400, "text/plain", "weight.output"),
        ("/small/race.csv?agg=geometric&norm=rank", 400, "text/plain", "geometric"),
        ("/small/panels/by_city.svg", 200, "image/svg+xml", "<svg"),
        ("/small/panels/scatter.svg", 200, "image/svg+xml", "<svg"),
        ("/small/panels/city_grade.svg?lang=en", 200, "image/svg+xml", "Alpha"),
        ("/nowhere", 404, "text/html", "nowhere"),
        ("/nowhere/report.json", 404, "text/plain", "small"),
        ("/nowhere/firms.csv", 404, "text/plain", "small"),
        ("/nowhere/panels/by_city.csv", 404, "text/plain", "small"),
        ("/small/moons.csv", 404, "text/plain", "firms.csv"),
        ("/small/moons.meta.json", 404, "text/plain", "firms.csv"),
        ("/small/firms.xlsx", 404, "text/plain", "firms.csv"),
        ("/small/panels/moon.csv", 404, "text/plain", "by_city.csv"),
        ("/small/panels/by_city.gif", 404, "text/plain", "by_city.svg"),
        ("/small/panels/by_city", 404, "text/plain", "{panel}.csv"),
        ("/a/b/c/d/e", 404, "text/plain", "/{bundle}"),
    ] {
        let answer = get(uri);
        assert_eq!(answer.status.as_u16(), status, "{uri}");
        assert!(answer.header("content-type").starts_with(kind), "{uri}: {}", answer.header("content-type"));
        assert!(answer.text().contains(has), "{uri} lacks {has}");
    }
}

#[test]
fn bad_input_is_answered_in_words() {
    for (query, param) in [
        ("page=0", "page"),
        ("page=abc", "page"),
        ("size=30", "size"),
        ("lang=fr", "lang"),
        ("bom=maybe", "bom"),
        ("head=both", "head"),
        ("sort=moon", "moon"),
        ("cols=moon", "moon"),
        ("moon=1", "moon"),
        ("firms.moon=1", "firms.moon"),
        ("city=Mars", "Mars"),
        ("city__like=x", "city__like"),
        ("city__gte=x", "City"),
        ("output__gte=many", "many"),
        ("output__contains=1", "Output"),
        ("output__missing=lost", "lost"),
        ("firms.day__gte=yesterday", "yesterday"),
        ("city=%FF", "city"),
        ("page=1&page=2", "page"),
    ] {
        for file in ["firms.csv", "firms.meta.json", "panels/by_city.csv", "panels/by_city.svg"] {
            let answer = get(&format!("/small/{file}?{query}"));
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{file}?{query}");
            assert!(answer.text().contains(param), "{file}?{query}: {}", answer.text());
        }
        let report = get(&format!("/small/report.json?{query}"));
        assert_eq!(report.status, StatusCode::BAD_REQUEST, "{query}");
        let report: data::Report = serde_json::from_slice(&report.body).expect("still a report");
        assert_eq!(report.notices.len(), 1, "{query}");
        let page = get(&format!("/small?{query}"));
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let text = report.notices[0].text.zh.replace('&', "&amp;").replace('<', "&lt;");
        assert!(page.text().contains(&text), "{query}: the page does not say {text}");
    }
}

#[test]
fn csv_is_what_people_can_use() {
    let answer = get("/small/firms.csv?cols=all&sort=id");
    let text = answer.text();
    assert!(text.starts_with("\u{feff}id,name,city,grade,founded,output,staff,day,basis\r\n"));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 21);
    assert_eq!(lines[1], "f01,甲一,甲市,low,2001,100,10,2024-01-01,published");
    // A missing cell is the schema's token for its reason.
    assert_eq!(lines[3], "f03,甲三,甲市,mid,2003,,10,2024-01-03,published");
    assert_eq!(lines[4], "f04,甲四,甲市,mid,2004,x,10,2024-01-04,published");
    // Text that a spreadsheet takes for a formula is guarded, a negative number is not.
    assert_eq!(lines[13], "f13,'-乙五,乙市,low,2013,-50,,2024-01-13,published");
    assert_eq!(lines[16], "f16,\"丙,二\",丙市,low,2016,,,,published");
    assert_eq!(lines[17], "f17,'=丙三,丙市,mid,2017,n/a,,,published");
    assert_eq!(lines[18], "f18,\"丙\"\"四\"\"\",,low,2018,5,,,published");
    assert_eq!(lines[19], "f19,'@丙五,丙市,low,2019,,,,published");
}

/// Browsers ask for compressed bodies; the layer that compresses reads on after a stream's end.
#[test]
fn compressed_bodies_are_whole() {
    for uri in ["/small/firms.csv", "/small/report.json", "/small/panels/by_city.csv", "/small/panels/by_city.svg"] {
        let plain = get(uri).body;
        for encoding in ["br", "gzip"] {
            // A CSV is compressed by gzip alone.
            if encoding == "br" && uri.ends_with(".csv") {
                let answer = send(Request::get(uri).header("accept-encoding", "br, gzip").body(Body::empty()).expect("a request"));
                assert_eq!(answer.header("content-encoding"), "gzip", "{uri}");
                continue;
            }
            let answer = send(Request::get(uri).header("accept-encoding", encoding).body(Body::empty()).expect("a request"));
            assert_eq!(answer.header("content-encoding"), encoding, "{uri}");
            let mut whole = Vec::new();
            match encoding {
                "br" => brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut whole).expect("brotli"),
                _ => drop(flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_end(&mut whole).expect("gzip")),
            }
            assert!(whole == plain, "{uri} in {encoding}: {} bytes, {} without", whole.len(), plain.len());
        }
    }
}

/// Each table has columns of its own: an order or a choice of columns of the one shown must not follow into files about others.
#[test]
fn every_file_that_a_page_offers_answers() {
    for search in ["", "?tab=cities&sort=-gdp", "?tab=cities&cols=name&q=a", "?tab=firms&q=%E7%94%B2&page=1&size=50&grade=low&lang=en"] {
        let page = get(&format!("/small{search}")).text();
        let links =
            page.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).filter(|tag| tag.contains(" download"));
        let hrefs: Vec<String> =
            links.filter_map(|tag| tag.split_once("href=\"")?.1.split_once('"')).map(|(href, _)| href.replace("&amp;", "&")).collect();
        assert_eq!(hrefs.len(), 17, "{search}: {hrefs:?}");
        for href in hrefs {
            let answer = get(&href);
            assert_eq!(answer.status, StatusCode::OK, "{search} offers {href}: {}", answer.text());
        }
    }
    // The words are about the table shown, in the page's charts and in their files alike: one firm of 20 is named Gamma in English only.
    let report: data::Report = serde_json::from_slice(&get("/small/report.json?tab=cities&q=gamma").body).expect("a report");
    let panel = report.panels.iter().find(|panel| panel.id == "by_city").expect("a panel");
    let file = get(&report.query.panel_file("by_city", "csv")).text();
    assert_eq!(file.lines().count(), panel.rows.len() + 1);
}

#[test]
fn csv_options() {
    let alpha = |rest: &str| get(&format!("/small/firms.csv?{ALPHA}&{rest}"));
    let plain = alpha("bom=0&cols=id,output&sort=-output").text();
    assert_eq!(
        plain,
        "id,output,basis\r\nf05,500,illustrative\r\nf02,200,published\r\nf01,100,published\r\nf08,80,published\r\nf07,70,published\r\nf06,60,inferred\r\nf03,,published\r\nf04,x,published\r\n"
    );
    let titles = alpha("bom=0&cols=id,output&head=title&lang=en").text();
    assert!(titles.starts_with("Id,\"Output (10,000 CNY)\",Basis\r\n"), "{titles}");
    // The page is ignored: all rows, always.
    let rows = |answer: Answer| answer.text().lines().count() - 1;
    assert_eq!(rows(get("/small/firms.csv?page=1&size=50")), 20);
    // A table without the column says its basis all the same.
    assert_eq!(get("/small/cities.csv?bom=0&cols=name").text(), "name,basis\r\n甲市,published\r\n乙市,published\r\n丙市,published\r\n");
}

#[test]
fn downloads_have_a_name_that_says_the_filter() {
    let answer = get(&format!("/small/firms.csv?{ALPHA}"));
    let name = answer.header("content-disposition").to_string();
    assert!(name.starts_with("attachment; filename=\"firms.csv\"; filename*=UTF-8''"), "{name}");
    // 小数据包-企业-市：甲市.csv
    assert!(name.ends_with("%E5%B0%8F%E6%95%B0%E6%8D%AE%E5%8C%85-%E4%BC%81%E4%B8%9A-%E5%B8%82%EF%BC%9A%E7%94%B2%E5%B8%82.csv"), "{name}");
}

#[test]
fn a_chart_compared_with_a_date_is_a_file_that_says_so() {
    let name = |url: &str| {
        let answer = send_to(crate::shipped(), Request::get(url).body(Body::empty()).expect("a request"));
        percent_encoding::percent_decode_str(answer.header("content-disposition")).decode_utf8_lossy().into_owned()
    };
    let file = "/jilin/panels/explore.csv?measure=population&by=city&chart=bar";
    assert!(name(&format!("{file}&vs=2020")).ends_with("-比较：2020.csv"), "{}", name(&format!("{file}&vs=2020")));
    assert!(!name(file).contains("比较"));
    // Clusters have no dates: nothing is compared.
    assert!(!name("/jilin/panels/explore.csv?measure=clusters&by=city&chart=bar&vs=2020").contains("比较"));
}

#[test]
fn the_sidecar_says_what_the_file_is() {
    let meta: serde_json::Value = serde_json::from_slice(&get(&format!("/small/firms.meta.json?{ALPHA}&sort=-output")).body).expect("JSON");
    assert_eq!(meta["url"], "/small/firms.csv?city=%E7%94%B2%E5%B8%82&sort=-output");
    assert_eq!((&meta["rows"], &meta["bundle_version"], &meta["basis"]), (&8.into(), &"1.0.0".into(), &"illustrative".into()));
    assert_eq!(meta["filters"][0]["text"]["zh"], "市：甲市");
    assert_eq!(meta["statements"][0]["id"], "s1");
    assert_eq!(get(meta["url"].as_str().expect("a URL")).text().lines().count(), 9);
}

#[test]
fn a_panel_as_csv_has_every_mark() {
    let text = get("/small/panels/output_by_city.csv?bom=0&lang=en").text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "city,label,output,share_pct,rows,rows_missing,missing,basis");
    assert!(lines[1].starts_with("甲市,Alpha,1010,94.8"), "{}", lines[1]);
    assert_eq!(lines[3], "丙市,Gamma,,,5,5,not_reported,published");
    assert_eq!(lines.len(), 5);
    let stacked = get("/small/panels/city_grade.csv?bom=0").text();
    assert_eq!(stacked.lines().nth(1), Some("甲市,甲市,low,低,4,4,0,,published"));
}

#[test]
fn a_report_is_cached_by_what_it_depends_on() {
    let first = get("/small/report.json");
    let tag = first.header("etag").to_string();
    assert!(tag.starts_with("W/\""));
    let again = |uri: &str| send(Request::get(uri).header("if-none-match", &tag).body(Body::empty()).expect("a request"));
    assert_eq!(again("/small/report.json").status, StatusCode::NOT_MODIFIED);
    assert_eq!(again("/small/report.json?grade=low").status, StatusCode::OK);
}

#[test]
fn prefs_set_cookies_and_return() {
    let post = |body: &str| send(Request::post("/prefs").body(Body::from(body.to_string())).expect("a request"));
    let answer = post("lang=en&next=%2Fsmall%3Fgrade%3Dlow");
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/small?grade=low"));
    assert!(answer.header("set-cookie").starts_with("lang=en; Path=/"));
    assert_eq!(post("theme=dark&next=//evil.example").header("location"), "/");
    assert_eq!(post("theme=purple").status, StatusCode::BAD_REQUEST);
    let english = send(Request::get("/small").header("cookie", "lang=en; theme=dark").body(Body::empty()).expect("a request")).text();
    assert!(english.contains("<html lang=\"en\"") && english.contains("data-theme=\"dark\""));
    let url_wins = send(Request::get("/small?lang=zh").header("cookie", "lang=en").body(Body::empty()).expect("a request")).text();
    assert!(url_wins.contains("<html lang=\"zh-CN\""));
}

/// Pages are made by many threads at once, and their parts by turns: each must be whole all the same.
#[test]
fn many_readers_at_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let router = server::router::router(small(), Site::default());
    let one = |at: usize| {
        let uri = ["/small", "/small/published", "/small/reconcile", "/small/race"][at % 4];
        let answer = router.clone().oneshot(Request::get(uri).body(Body::empty()).expect("a request"));
        async move {
            let (parts, body) = answer.await.expect("the router never fails").into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
            assert!(parts.status == StatusCode::OK && String::from_utf8_lossy(&body).contains("小数据包"), "{uri}: {}", parts.status);
        }
    };
    let readers: Vec<_> = (0..400).map(|at| runtime.spawn(one(at))).collect();
    runtime.block_on(async {
        for reader in readers {
            tokio::time::timeout(PATIENCE, reader).await.expect("an answer in time").expect("a whole page");
        }
    });
}

/// The bundle `small` with one cell of its firms broken.
struct Broken(Folder);

impl Files for Broken {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let bytes = self.0.read(path)?;
        if path != "firms.csv" {
            return Ok(bytes);
        }
        Ok(Cow::Owned(String::from_utf8_lossy(&bytes).replace("f05,甲五,甲市,high,2005,500", "f05,甲五,甲市,high,2005,five").into_bytes()))
    }
}

/// The bundle `small` with a name of two lines.
struct Odd(Folder);

impl Files for Odd {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let bytes = self.0.read(path)?;
        Ok(if path == "firms.csv" {
            Cow::Owned(String::from_utf8_lossy(&bytes).replace("甲五", "\"甲\n五\"").into_bytes())
        } else {
            bytes
        })
    }
}

#[test]
fn a_bundle_with_warnings_is_served_and_says_them() {
    let folder = Odd(Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small")));
    let engine = Engine::open([("small".to_string(), &folder as &dyn Files)]);
    let get = |uri: &str| send_to(engine.clone(), Request::get(uri).body(Body::empty()).expect("a request"));
    let home = get("/?lang=en").text();
    for part in ["1 warning about the data", "firms.csv:6 name “甲\n五”", "[line_break]", "id=\"small\""] {
        assert!(home.contains(part), "the home page lacks {part}");
    }
    let page = get("/small?lang=en").text();
    assert!(page.contains("1 warning about the data") && page.contains("href=\"/#small\""), "the foot of the page");
    let report: serde_json::Value = serde_json::from_str(&get("/small/report.json").text()).expect("JSON");
    let warning = &report["warnings"][0];
    assert_eq!(
        (warning["file"].as_str(), warning["row"].as_u64(), warning["rule"].as_str()),
        (Some("firms.csv"), Some(6), Some("line_break"))
    );
    assert_eq!((report["warnings"].as_array().map(Vec::len), report["bundle"]["warnings"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn a_faulty_bundle_is_not_served_and_says_why() {
    let folder = || Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small"));
    let (good, bad) = (folder(), Broken(folder()));
    let engine = Engine::open([("small".to_string(), &good as &dyn Files), ("broken".to_string(), &bad as &dyn Files)]);
    assert_eq!(engine.faulty().len(), 1);
    let get = |uri: &str| send_to(engine.clone(), Request::get(uri).body(Body::empty()).expect("a request"));
    let home = get("/").text();
    for part in ["小数据包", "broken", "firms.csv", ":6", "output", "five"] {
        assert!(home.contains(part), "the home page lacks {part}");
    }
    assert_eq!((get("/small").status, get("/broken").status), (StatusCode::OK, StatusCode::NOT_FOUND));
}

#[test]
fn pages_and_reports_agree() {
    for search in ["", "?grade=low", "?output__gte=60"] {
        let report: data::Report = serde_json::from_slice(&get(&format!("/small/report.json{search}")).body).expect("a report");
        let csv = get(&format!("/small/firms.csv{search}")).text();
        let page = get(&format!("/small{search}")).text();
        let matched = report.counts[0].matched;
        assert_eq!(csv.lines().count() as u32 - 1, matched, "{search}");
        assert!(page.contains(&format!("data-matched=\"{matched}\"")), "{search}");
    }
}

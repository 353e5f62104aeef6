//! Dimensions of many values: a page of them beside the charts, every one on a page of its own, and no link longer than an address may be.

use std::fmt::Write;

use data::engine::Engine;
use data::query::{LONGEST_ADDRESS, LONGEST_LINK};
use data::sheet::{Body, FacetPage, Sheet};

use crate::asked::get_from;
use crate::made::Made;

/// 1,200 parks; the one numbered n has n % 7 + 1 rows. Those numbered below 30 have a name of full-width letters.
fn parks() -> Engine {
    let name = |at: u32| if at < 30 { format!("Ｐａｒｋ{at:04}") } else { format!("园区编号{at:04}") };
    let rows = (0..1200).flat_map(|at| (0..=at % 7).map(move |_| name(at)));
    Made::default()
        .table("firms", "id:string park:string", rows.enumerate().map(|(id, park)| format!("f{id},{park}")))
        .dimension("park", &["firms"])
        .measure("firms", "firms", "kind = \"count\"")
        .with("[[panel]]\nid = \"by_park\"\ntitle = { zh = \"园区\", en = \"Parks\" }\nmeasure = \"firms\"\nby = \"park\"\nkind = \"bar\"\ntop = 10")
        .engine()
}

fn sheet(engine: &Engine, url: &str) -> Sheet {
    engine.ask(url).and_then(|question| question.sheet()).unwrap_or_else(|| panic!("{url}: no page"))
}

fn page(sheet: &Sheet) -> &FacetPage {
    let Body::Facet(page) = &sheet.body else { panic!("no list of values") };
    page
}

/// An address with the first `count` parks chosen.
fn chosen(count: u32) -> String {
    (30..30 + count).fold("/made?".to_string(), |mut url, at| {
        write!(url, "&park=%E5%9B%AD%E5%8C%BA%E7%BC%96%E5%8F%B7{at:04}").expect("a string grows");
        url
    })
}

#[test]
fn a_facet_lists_a_page_of_its_values_and_leads_to_the_others() {
    let engine = parks();
    let report = engine.ask("/made").expect("served").report();
    let facet = &report.facets[0];
    // Seven rows each: the numbers that leave 6 when divided by 7.
    let first: Vec<&str> = facet.values.iter().take(3).map(|value| value.value.as_str()).collect();
    assert_eq!(first, ["园区编号0034", "园区编号0041", "园区编号0048"]);
    assert_eq!((facet.values.len(), facet.hidden, facet.full), (50, 1150, false));
    let all = facet.all.as_ref().expect("a way to the others").to_string();
    assert_eq!(all, "/made/facet/park");
    let sheet = sheet(&engine, &all);
    let whole = page(&sheet);
    assert_eq!((whole.total, whole.found, whole.page, whole.pages, whole.facet.values.len()), (1200, 1200, 1, 12, 100));
    // Every value stands on just one page.
    let mut every: Vec<String> = Vec::new();
    for at in 1..=12 {
        let next = self::sheet(&engine, &format!("{all}?page={at}"));
        every.extend(page(&next).facet.values.iter().map(|value| value.value.clone()));
    }
    every.sort();
    every.dedup();
    assert_eq!(every.len(), 1200);
    // A page beyond the last is the last, and its address says so.
    let last = self::sheet(&engine, &format!("{all}?page=99"));
    assert_eq!((page(&last).page, last.query.to_string().as_str()), (12, "/made/facet/park?page=12"));
}

#[test]
fn values_are_found_by_their_words_and_chosen_without_leaving_the_list() {
    let engine = parks();
    let found = sheet(&engine, "/made/facet/park?sort=-id&find=park001&page=1");
    let values: Vec<&str> = page(&found).facet.values.iter().map(|value| value.value.as_str()).collect();
    // Seven, seven less, … rows: 13 has seven, 12 six, 19 six, 11 and 18 five.
    assert_eq!(values[..5], ["Ｐａｒｋ0013", "Ｐａｒｋ0012", "Ｐａｒｋ0019", "Ｐａｒｋ0011", "Ｐａｒｋ0018"]);
    assert_eq!((page(&found).found, page(&found).pages), (10, 1));
    let link = page(&found).facet.values[0].link.as_ref().map(ToString::to_string).expect("a link");
    assert_eq!(link, "/made/facet/park?park=%EF%BC%B0%EF%BD%81%EF%BD%92%EF%BD%8B0013&find=park001&sort=-id");
    let one = sheet(&engine, &link);
    assert_eq!((page(&one).selected, page(&one).chosen.len(), page(&one).chosen[0].count), (1, 1, 7));
    assert_eq!(page(&one).back.to_string(), "/made?park=%EF%BC%B0%EF%BD%81%EF%BD%92%EF%BD%8B0013&sort=-id");
    let none = sheet(&engine, "/made/facet/park?find=nowhere");
    assert_eq!((page(&none).found, page(&none).total, page(&none).facet.values.len()), (0, 1200, 0));
}

#[test]
fn a_list_leads_back_to_the_page_that_it_was_opened_from() {
    let engine = parks();
    for (from, to) in
        [("/made/facet/park?page=2", "/made"), ("/made/facet/park?measure=firms&by=park&find=x", "/made/explore?measure=firms&by=park")]
    {
        assert_eq!(page(&sheet(&engine, from)).back.to_string(), to);
    }
}

#[test]
fn no_link_that_adds_is_longer_than_an_address() {
    let engine = parks();
    // Each park takes 41 bytes: `&park=` and four characters of nine bytes, but for the first, and four digits.
    let full = 30 + (LONGEST_LINK as u32 - 40) / 46 - 30;
    for (count, full) in [(20, false), (full, true)] {
        let url = engine.ask(&chosen(count)).expect("served").plan.query.to_string();
        let report = engine.ask(&url).expect("served").report();
        let facet = &report.facets[0];
        assert_eq!(facet.full, full, "{count} parks, {} bytes", url.len());
        // What is chosen can always be taken out, and no link is too long to be followed.
        assert!(facet.values.iter().filter(|value| value.selected).all(|value| value.link.is_some()));
        assert!(facet.values.iter().filter_map(|value| value.link.as_ref()).all(|link| link.to_string().len() <= LONGEST_LINK));
        let list = sheet(&engine, &facet.all.as_ref().expect("a way to the others").to_string());
        assert_eq!((page(&list).selected, page(&list).facet.full), (count, full));
        assert_eq!(get_from(&engine, &url).0, 200);
        // The files of the page have longer addresses; none of them is too long.
        for file in [report.query.report_file(), report.query.csv("firms"), report.query.panel_file("by_park", "csv")] {
            assert!(file.len() <= LONGEST_ADDRESS);
            assert_eq!(get_from(&engine, &file).0, 200, "{} bytes", file.len());
        }
    }
}

#[test]
fn many_values_of_one_condition_are_one_chip() {
    let engine = parks();
    let chips = |count| engine.ask(&chosen(count)).expect("served").report().chips;
    assert_eq!(chips(20).len(), 20);
    let many = chips(21);
    let [chip] = many.as_slice() else { panic!("{} chips", many.len()) };
    assert_eq!(chip.text.zh, "park：园区编号0030、园区编号0031、园区编号0032 等 21 项");
    assert_eq!(chip.text.en, "park: 园区编号0030, 园区编号0031, 园区编号0032 and 18 more");
    assert_eq!(chip.remove.to_string(), "/made");
    // The sidecar of a file names every one.
    let (_, sidecar) = get_from(&engine, &chosen(21).replace("/made?", "/made/firms.meta.json?"));
    let sidecar: serde_json::Value = serde_json::from_str(&sidecar).expect("a sidecar is JSON");
    assert_eq!(sidecar["filters"].as_array().map(Vec::len), Some(21));
}

#[test]
fn a_page_of_many_chosen_values_stays_small() {
    let engine = parks();
    let (status, body) = get_from(&engine, &chosen(160));
    assert_eq!(status, 200);
    assert!(body.len() < 5 << 20, "{} bytes", body.len());
}

#[test]
fn what_is_no_facet_is_answered_in_words() {
    let engine = parks();
    for url in ["/made/facet/nothing", "/made/facet/nothing/report.json", "/made/facet/park?park=nowhere", "/made/facet/park?find="] {
        let (status, body) = get_from(&engine, url);
        assert_eq!(status, if url.contains("nothing") { 404 } else { 200 }, "{url}");
        assert!(body.contains("park"), "{url}: {body}");
    }
    assert_eq!(get_from(&engine, "/made/facet/park/report.json?park=nowhere").0, 400);
}

/// Sixty months: the strip shows each, with the last.
#[test]
fn the_strip_has_every_month() {
    let months = (0..60).map(|at| format!("m{at},{}-{:02}", 2020 + at / 12, at % 12 + 1));
    let engine = Made::default()
        .table("rows", "id:string month:yearmonth", months)
        .dated_by("month")
        .with(
            "[[dimension]]\nid = \"month\"\ntitle = { zh = \"月份\", en = \"Month\" }\ncolumns = { rows = \"month\" }\nrole = \"ordered\"",
        )
        .measure("rows", "rows", "kind = \"count\"")
        .engine();
    let time = engine.ask("/made").and_then(|question| question.report().time).expect("a strip");
    assert_eq!((time.values.len(), time.earlier), (60, 0));
    assert_eq!((time.values[0].value.as_str(), time.values[59].value.as_str()), ("2020-01", "2024-12"));
}

/// Without scripts a search leads to the page that it stands on.
#[test]
fn a_search_stays_on_its_page() {
    for (page, action) in [("/jilin?city=x", "/jilin"), ("/jilin/published", "/jilin/published"), ("/jilin/explore", "/jilin/explore")] {
        let (_, body) = get_from(&crate::shipped(), page);
        let form =
            body.split("<form").filter_map(|rest| rest.split('>').next()).find(|tag| tag.contains("role=\"search\"")).expect("a search");
        assert!(form.contains(&format!("action=\"{action}\"")), "{page}: {form}");
    }
}

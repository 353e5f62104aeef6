//! Text that is empty is not missing: where the empty cell is no token it is a value, with a name and a link that selects its rows; so have values
//! that a form or a careless decoder would change. Six firms: two without a park, three in parks with odd names, one whose park nobody reported.

use data::engine::Engine;
use data::engine::files::Files;

use super::Memory;

const PACKAGE: &str = r#"{ "name": "firms", "title": "企业", "resources": [
  { "name": "firms", "path": "firms.csv", "title": "企业", "schema": {
    "fields": [{ "name": "id" }, { "name": "park", "missingValues": ["NA"] }, { "name": "note", "missingValues": ["NA"] }], "primaryKey": "id" } }
] }"#;

const DASHBOARD: &str = r#"
[[dimension]]
id = "park"
title = { zh = "园区", en = "Park" }
columns = { firms = "park" }
facet = true

[[measure]]
id = "firms"
title = { zh = "企业", en = "Firms" }
table = "firms"
kind = "count"

[[panel]]
id = "by_park"
title = { zh = "各园区", en = "By park" }
kind = "bar"
measure = "firms"
by = "park"

[[tab]]
table = "firms"
"#;

fn engine() -> Engine {
    let rows = "id,park,note\nf1,,a\nf2,\"\",\nf3,\"\"\"A\"\" park\",b\nf4,\"two\nlines\",c\nf5,a\u{fffd},d\nf6,NA,e\n";
    let files = Memory(Default::default()).file("datapackage.json", PACKAGE).file("dashboard.toml", DASHBOARD).file("firms.csv", rows);
    let engine = Engine::open([("firms".to_string(), &files as &dyn Files)]);
    assert!(engine.faulty().is_empty(), "{}", engine.faulty()[0]);
    engine
}

fn ids(engine: &Engine, url: &str) -> Vec<String> {
    let question = engine.ask(url).expect("the bundle");
    assert!(question.notices.is_empty(), "{url}: {:?}", question.notices);
    question.report().table.rows.iter().map(|row| row[0].raw.clone()).collect()
}

#[test]
fn every_line_of_a_facet_has_a_name_and_a_link_that_selects_its_rows() {
    let engine = engine();
    let report = engine.ask("/firms").expect("the bundle").report();
    let values = &report.facets[0].values;
    assert_eq!(values.len(), 5);
    for (label, link, rows) in [
        ("（空）", "/firms?park=%22%22", vec!["f1", "f2"]),
        ("\"A\" park", "/firms?park=%22%5C%22A%5C%22+park%22", vec!["f3"]),
        ("two\nlines", "/firms?park=%22two%5Cnlines%22", vec!["f4"]),
        ("a\u{fffd}", "/firms?park=%22a%5Cufffd%22", vec!["f5"]),
        ("未报告", "/firms?park__missing=not_reported", vec!["f6"]),
    ] {
        let value = values.iter().find(|value| value.label.zh == label).unwrap_or_else(|| panic!("{label}: {values:?}"));
        assert_eq!(value.count as usize, rows.len(), "{label}");
        assert_eq!(value.link.as_ref().map(ToString::to_string).as_deref(), Some(link));
        assert_eq!(ids(&engine, link), rows, "{label}");
        let row = report.panels[0].rows.iter().find(|row| row.label.zh == label).expect("a bar");
        assert_eq!(row.link.to_string(), link);
    }
}

#[test]
fn a_field_left_empty_says_nothing_and_an_empty_text_is_said() {
    let engine = engine();
    assert_eq!(ids(&engine, "/firms?park=").len(), 6);
    assert_eq!(ids(&engine, "/firms?park__not=%22%22"), ["f3", "f4", "f5", "f6"]);
    assert_eq!(ids(&engine, "/firms?firms.note=%22%22"), ["f2"]);
    // A line end that a form has changed to CR LF stays what the JSON string says; a bare one is a value too.
    assert_eq!(ids(&engine, "/firms?park=two%0Alines"), ["f4"]);
    let report = engine.ask("/firms?park=%22%22&firms.note=%22%22").expect("the bundle").report();
    let chips: Vec<(&str, &str)> = report.chips.iter().map(|chip| (chip.text.zh.as_str(), chip.text.en.as_str())).collect();
    assert_eq!(chips, [("企业·note：（空）", "企业: note: (empty)"), ("园区：（空）", "Park: (empty)")]);
    let cell = &report.table.rows[0][1];
    assert_eq!((cell.raw.as_str(), cell.missing, cell.label.as_ref().map(|label| label.en.as_str())), ("", None, Some("(empty)")));
    assert_eq!(report.table.rows[0][2].label.as_ref().map(|label| label.zh.as_str()), Some("（空）"));
}

#[test]
fn what_is_not_utf8_is_a_notice_and_never_a_value() {
    let question = engine().ask("/firms?park=a%FF").expect("the bundle");
    assert_eq!(question.notices.len(), 1);
    assert!(question.notices[0].text.en.contains("not valid UTF-8"), "{:?}", question.notices);
    assert!(question.plan.filters.is_empty());
}

#[test]
fn an_empty_text_among_dates_stands_in_the_strip() {
    let package = r#"{ "name": "firms", "title": "企业", "resources": [
      { "name": "firms", "path": "firms.csv", "title": "企业", "schema": { "fields": [{ "name": "id" },
        { "name": "plan", "missingValues": ["NA"], "categories": ["", "十三五", "十四五"], "categoriesOrdered": true }] } }
    ] }"#;
    let dashboard =
        format!("time = \"plan\"\n{}", DASHBOARD.replace("park", "plan").replace("facet = true", "facet = true\nrole = \"ordered\""));
    let files = Memory(Default::default())
        .file("datapackage.json", package)
        .file("dashboard.toml", dashboard)
        .file("firms.csv", "id,plan\nf1,\nf2,\"\"\nf3,十三五\nf4,十四五\nf5,十四五\nf6,NA\n");
    let engine = Engine::open([("firms".to_string(), &files as &dyn Files)]);
    assert!(engine.faulty().is_empty(), "{}", engine.faulty()[0]);
    let time = engine.ask("/firms").and_then(|question| question.report().time).expect("a strip");
    // One firm has no plan reported: it is no date.
    let dates: Vec<_> = time.values.iter().map(|value| (value.label.zh.as_str(), value.count)).collect();
    assert_eq!(dates, [("（空）", 2), ("十三五", 1), ("十四五", 2)]);
    let link = time.values[0].link.as_ref().map(ToString::to_string).expect("a link");
    assert_eq!((link.as_str(), ids(&engine, &link)), ("/firms?plan=%22%22", vec!["f1".to_string(), "f2".to_string()]));
}

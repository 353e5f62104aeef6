//! Files out: what their names and sidecars say is what their rows follow, and what a spreadsheet would run is text, there and back.

use std::collections::BTreeMap;

use data::Query;
use data::engine::Engine;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::Value;
use server::csv;

use super::made::Made;
use crate::asked::get;

/// The name of a download for today's programs, decoded.
fn name(uri: &str) -> String {
    let answer = get(uri);
    let (_, name) = answer.header("content-disposition").split_once("filename*=UTF-8''").expect("a name");
    percent_decode_str(name).decode_utf8().expect("UTF-8").into_owned()
}

#[test]
fn a_file_is_named_after_the_conditions_that_its_rows_follow() {
    for (uri, expected) in [
        ("/small/firms.csv?grade=low", "小数据包-企业-等级：低.csv"),
        ("/small/cities.csv?grade=low", "小数据包-市.csv"),
        ("/small/cities.csv?corridor=true&grade=low", "小数据包-市-走廊：是.csv"),
        ("/small/panels/by_city.csv?grade=low", "小数据包-各市企业数-等级：低.csv"),
        // A chart keeps every value of what it is drawn by.
        ("/small/panels/by_city.csv?city=甲市&grade=low", "小数据包-各市企业数-等级：低.csv"),
    ] {
        let uri = uri.replace("甲市", "%E7%94%B2%E5%B8%82");
        assert_eq!(name(&uri), expected, "{uri}");
    }
}

#[test]
fn a_sidecar_lists_what_does_not_apply_as_ignored() {
    let meta: Value = serde_json::from_slice(&get("/small/cities.meta.json?corridor=true&grade=low").body).expect("JSON");
    assert_eq!(meta["filters"], serde_json::json!([{ "key": "corridor", "text": { "zh": "走廊：是", "en": "Corridor: Yes" } }]));
    assert_eq!(meta["ignored"], serde_json::json!([{ "key": "grade", "text": { "zh": "等级：低", "en": "Grade: Low" } }]));
    assert_eq!(meta["rows"], 2);
}

#[test]
fn the_page_says_at_the_button_what_does_not_apply() {
    let of_button = |uri: &str| {
        let page = get(uri).text().to_string();
        let (_, at) = page.split_once("id=\"export-ignores\"").expect("the words at the button");
        let (tag, rest) = at.split_once('>').expect("a tag");
        (tag.contains("hidden"), rest.split_once('<').expect("text").0.to_string())
    };
    assert_eq!(of_button("/small?grade=low&tab=cities"), (false, "不受此条件影响：等级".to_string()));
    assert_eq!(of_button("/small?grade=low&tab=cities&lang=en").1, "Does not apply here: Grade");
    assert!(of_button("/small?grade=low&tab=firms").0);
}

/// A bundle of one table whose first column is named `head`, with a cell a row.
fn with(cells: &[String]) -> Made {
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    Made::default().table("notes", "id:integer note:string", cells.iter().enumerate().map(|(at, cell)| format!("{at},{}", quoted(cell))))
}

/// The table as CSV.
fn file(engine: &Engine) -> Vec<u8> {
    let question = engine.ask_table("/made?cols=id,note", "notes").expect("served");
    let rows = question.rows().expect("a table");
    let mut bytes = csv::head(&rows, &Query { bom: false, ..Query::default() });
    bytes.extend(csv::chunk(&rows, 0));
    bytes
}

/// The cells of the column `note` as a reader of CSV has them.
fn notes(file: &[u8]) -> Vec<String> {
    let mut reader = ::csv::Reader::from_reader(file);
    reader.records().map(|record| record.expect("a record")[1].to_string()).collect()
}

#[test]
fn formulas_are_guarded_in_either_width_and_come_back() {
    let cells: BTreeMap<&str, &str> = [("=1+1", "'=1+1"), ("＝1", "'＝1"), ("－", "'－"), ("甲", "甲"), ("\u{1}x", "'\u{1}x")].into();
    let engine = with(&cells.keys().map(ToString::to_string).collect::<Vec<_>>()).engine();
    let first = file(&engine);
    assert_eq!(notes(&first), cells.values().map(ToString::to_string).collect::<Vec<_>>());
    // Read back, the page has the text without the apostrophe and the file is the same again.
    let again = with(&notes(&first)).engine();
    assert_eq!(file(&again), first);
    let report = again.ask("/made?tab=notes&cols=note").expect("served").report();
    let shown: Vec<&str> = report.table.rows.iter().map(|row| row[0].raw.as_str()).collect();
    assert_eq!(shown, cells.keys().copied().collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_file_of_ours_read_back_is_the_same_file(cells in proptest::collection::vec("['=+@＝－\\-\ta\"甲,]{1,6}", 1..6)) {
        let first = file(&with(&cells).engine());
        prop_assert_eq!(file(&with(&notes(&first)).engine()), first);
    }
}

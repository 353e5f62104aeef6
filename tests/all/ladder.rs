//! The ladder on the bundle `small`, its firms as units and its grades as rungs: every expectation worked out by hand from
//! `tests/bundles/small/firms.csv`.

use data::engine::Engine;
use data::engine::files::Files;
use data::sheet::{Body, Ladder};

use crate::Changed;

/// Firms as units, grades as rungs, and one criterion: 100 of output for the second rung.
fn with_ladder(path: &str, text: &str) -> Option<String> {
    match path {
        "criteria.csv" => Some("rung,measure,threshold,source\nmid,output,100,某厅 2024\n".to_string()),
        "datapackage.json" => Some(text.replacen(
            "\"resources\": [",
            r#""resources": [{ "name": "criteria", "path": "criteria.csv", "schema": { "fields": [
                { "name": "rung", "type": "string" }, { "name": "measure", "type": "string" },
                { "name": "threshold", "type": "number" }, { "name": "source", "type": "string" }] } },"#,
            1,
        )),
        "dashboard.toml" => Some(text.replacen(
            "[race]",
            "[[dimension]]\nid = \"firm\"\ntitle = { zh = \"企业\", en = \"Firm\" }\ncolumns = { firms = \"id\" }\n\n[ladder]\ntable = \"firms\"\nby = \"firm\"\n\
             rung = \"grade\"\ngroup = \"city\"\nyear = \"founded\"\ncriteria = \"criteria\"\n\n[race]",
            1,
        )),
        _ => None,
    }
}

fn ladder(url: &str) -> Ladder {
    let sheet = Changed(with_ladder).engine().ask(url).and_then(|question| question.sheet()).expect("a view");
    let Body::Ladder(ladder) = sheet.body else { panic!("no ladder") };
    *ladder
}

#[test]
fn units_stand_on_their_rungs() {
    let ladder = ladder("/small/ladder");
    let lanes: Vec<_> = ladder.lanes.iter().map(|lane| (lane.title.en.as_str(), lane.cards.len(), lane.criteria.len())).collect();
    assert_eq!(lanes, [("Low", 12, 0), ("Middle", 5, 1), ("High", 2, 0), ("Top", 0, 0), ("Not reported", 1, 0)]);
    // Of the twelve on the first rung only f01 (100) and f02 (200) have the output that the second needs.
    let first = &ladder.lanes[0].cards;
    let ready: Vec<&str> = first.iter().filter(|card| card.unmet.is_empty()).map(|card| card.label.zh.as_str()).collect();
    assert_eq!(ready, ["f01", "f02"]);
    // Those of a city stand together, in the order of the cities; who has none comes last.
    let groups: Vec<&str> = first.chunk_by(|a, b| a.group == b.group).map(|cards| cards[0].group.zh.as_str()).collect();
    assert_eq!(groups[..3], ["甲市", "乙市", "丙市"]);
    let lacking = first.iter().find(|card| card.label.zh == "f07").expect("a card");
    assert_eq!((lacking.unmet[0].criterion.threshold, lacking.unmet[0].has.value), (100.0, Some(70.0)));
    // A unit that reports nothing does not meet a criterion either.
    assert!(first.iter().find(|card| card.label.zh == "f15").is_some_and(|card| card.unmet[0].has.value.is_none()));
}

#[test]
fn how_many_reach_each_rung() {
    let ladder = ladder("/small/ladder");
    let groups: Vec<_> = ladder.groups.iter().map(|group| (group.label.zh.as_str(), group.at_least.clone())).collect();
    assert_eq!(groups, [("甲市", vec![7, 3, 1, 0]), ("乙市", vec![6, 3, 1, 0]), ("丙市", vec![5, 1, 0, 0])]);
    // The one firm of 2006 has no grade: it reaches no rung that is known.
    assert_eq!(ladder.years.len(), 19);
    let some = self::ladder("/small/ladder?city=%E4%B9%99%E5%B8%82");
    assert_eq!(some.lanes.iter().map(|lane| lane.cards.len()).collect::<Vec<_>>(), [3, 2, 1, 0]);
}

#[test]
fn a_criterion_names_a_rung_a_measure_and_its_source() {
    let files = Changed(|path, text| match path {
        "criteria.csv" => Some("rung,measure,threshold,source\nmoon,output,100,某厅\nmid,moon,100,\n".to_string()),
        _ => with_ladder(path, text),
    });
    let engine = Engine::open([("small".to_string(), &files as &dyn Files)]);
    let faults: Vec<_> = engine.faulty()[0].faults.iter().map(|fault| (fault.row, fault.column.clone().unwrap_or_default())).collect();
    assert_eq!(faults, [(Some(2), "rung".into()), (Some(3), "measure".into()), (Some(3), "source".into())]);
}

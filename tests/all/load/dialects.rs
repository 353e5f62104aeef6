//! What a descriptor's dialect changes in how a file is read.

use super::{base, cell, check, faults, place, sound};

const PATH: &str = r#""path": "cities.csv","#;

/// Every case is the two cities of the sound bundle, written another way.
#[test]
fn the_same_rows_written_otherwise() {
    for (dialect, text) in [
        (r#"{ "delimiter": ";" }"#, "name;corridor\n甲市;true\n乙市;false\n"),
        (r#"{ "delimiter": "\t" }"#, "name\tcorridor\n甲市\ttrue\n\"乙市\"\tfalse\n"),
        (r#"{ "delimiter": "；" }"#, "name；corridor\n甲市；true\n乙市；false\n"),
        (r#"{ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "header": true }"#, "name,corridor\n甲市,true\n乙市,false\n"),
        (r#"{ "lineTerminator": "|" }"#, "name,corridor|甲市,true|乙市,false|"),
        (r#"{ "quoteChar": "'" }"#, "name,corridor\n'甲市',true\n'乙市',false\n"),
        (r#"{ "escapeChar": "\\" }"#, "name,corridor\n\\甲市,true\n乙\\市,false\n"),
        (r#"{ "escapeChar": "\\", "quoteChar": "\"" }"#, "name,corridor\n\"甲\\市\",true\n乙市,false\n"),
        (r#"{ "skipInitialSpace": true }"#, "name, corridor\n甲市, true\n乙市,  \"false\"\n"),
        (r##"{ "commentChar": "#" }"##, "# 来源：\"某局\nname,corridor\n甲市,true\n# 注\n乙市,false\n"),
        (r#"{ "commentRows": [1, 4] }"#, "来源：\"某局\nname,corridor\n甲市,true\n合计,,,\n乙市,false\n"),
        (r#"{ "header": false }"#, "甲市,true\n乙市,false\n"),
        (r#"{ "headerRows": [] }"#, "甲市,true\n乙市,false\n"),
        (r#"{ "headerRows": [3] }"#, "表一,\n（2024 年）\nname,corridor\n甲市,true\n乙市,false\n"),
        (r#"{ "headerRows": [1, 2], "headerJoin": "" }"#, "na,corridor\nme,\n甲市,true\n乙市,false\n"),
        (r#""./meta/dialect.json""#, "name;corridor\n甲市;true\n乙市;false\n"),
    ] {
        let files = base()
            .with("datapackage.json", PATH, &format!("{PATH} \"dialect\": {dialect},"))
            .file("meta/dialect.json", r#"{ "delimiter": ";" }"#)
            .file("cities.csv", text);
        let bundle = sound(&files);
        let cells: Vec<_> = ["name", "corridor"]
            .iter()
            .flat_map(|column| (0..2).map(|row| cell(&bundle, "cities", column, row).0).collect::<Vec<_>>())
            .collect();
        assert_eq!(cells, ["甲市", "乙市", "true", "false"], "{dialect}");
        assert_eq!(bundle.data("cities").map(|data| data.frame.height()), Some(2), "{dialect}");
    }
}

#[test]
fn a_null_sequence_is_missing() {
    let files = base()
        .with(
            "datapackage.json",
            r#""path": ["firms.csv"],"#,
            r#""path": ["firms.csv"], "dialect": { "nullSequence": "\\N", "escapeChar": "\\" },"#,
        )
        .with("firms.csv", "2001", "\\N");
    assert_eq!(cell(&sound(&files), "firms", "founded", 0), ("null".to_string(), Some("not_reported")));
}

#[test]
fn a_dialect_in_a_file_is_of_the_bundle_and_read_as_strictly() {
    let says = |dialect: &str| base().with("datapackage.json", PATH, &format!("{PATH} \"dialect\": \"{dialect}\","));
    for (files, expected) in [
        (says("gone.json"), vec!["gone.json file"]),
        (says("bad.json").file("bad.json", "{"), vec!["bad.json:1 json"]),
        (says("bad.json").file("bad.json", "[]"), vec![r#"bad.json resource cities: dialect "[]" descriptor"#]),
        (says("/etc/dialect.json"), vec![r#"datapackage.json resource cities: dialect "/etc/dialect.json" path"#]),
    ] {
        let report = faults(&files);
        assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), expected, "{report}");
    }
    check(
        "datapackage.json",
        &[(
            PATH,
            r#""path": "cities.csv", "dialect": { "header": "no" },"#,
            &[r#"datapackage.json resource cities: dialect: header "no" descriptor"#],
        )],
    );
}

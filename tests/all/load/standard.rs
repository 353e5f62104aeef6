//! The spellings of Table Schema: what each promises, and what its cells become.

use data::engine::bundle::Bundle;

use super::{base, cell, faults, place, sound};

/// A table of one column beside its id, with the field's own properties and the cells given.
fn column(field: &str, cells: &[&str]) -> super::Memory {
    let rows: String = cells.iter().enumerate().map(|(row, cell)| format!("r{row},\"{}\"\n", cell.replace('"', "\"\""))).collect();
    resource(&format!(r#"{{ "fields": [{{ "name": "id" }}, {{ "name": "x", {field} }}], "primaryKey": "id" }}"#), &format!("id,x\n{rows}"))
}

/// A resource `extra` beside those of the base.
pub(super) fn resource(schema: &str, csv: &str) -> super::Memory {
    let json = format!(r#""resources": [{{ "name": "extra", "path": "extra.csv", "schema": {schema} }},"#);
    base().with("datapackage.json", r#""resources": ["#, &json).file("extra.csv", csv)
}

fn values(bundle: &Bundle, rows: usize) -> Vec<String> {
    (0..rows).map(|row| plain(&cell(bundle, "extra", "x", row).0)).collect()
}

/// A number as Rust writes it, however the frame prints it.
fn plain(text: &str) -> String {
    text.parse::<f64>().ok().filter(|_| text.contains('.')).map_or_else(|| text.to_string(), |number| number.to_string())
}

#[test]
fn cells_are_read_as_the_field_spells_them() {
    for (field, cells, expected) in [
        (
            r#""type": "boolean""#,
            &["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"][..],
            &["true", "true", "true", "true", "false", "false", "false", "false"][..],
        ),
        (r#""type": "boolean", "trueValues": ["是"], "falseValues": ["否", "无"]"#, &["是", "否", "无"], &["true", "false", "false"]),
        (r#""type": "boolean", "trueValues": ["是"]"#, &["是", "0"], &["true", "false"]),
        (
            r#""type": "number", "decimalChar": ",", "groupChar": ".""#,
            &["1.234,5", "1.234.567", "-0,25", "12"],
            &["1234.5", "1234567", "-0.25", "12"],
        ),
        (r#""type": "number", "groupChar": ",""#, &["1,234.5", "1,2345", "12,34,567"], &["1234.5", "12345", "1234567"]),
        (r#""type": "integer", "groupChar": " ""#, &["1 234 567", "-12 345", "7"], &["1234567", "-12345", "7"]),
        (
            r#""type": "number", "bareNumber": false"#,
            &["95%", "€ 95.5", "-¥95", "¥-95", "95 件", ".5 kg"],
            &["95", "95.5", "-95", "-95", "95", "0.5"],
        ),
        (r#""type": "integer", "bareNumber": false, "groupChar": ",""#, &["¥1,234 元"], &["1234"]),
        (r#""type": "any""#, &["1", "乙"], &["1", "乙"]),
        (r#""type": "yearmonth""#, &["2024-12"], &["2024-12"]),
        (r#""type": "time", "format": "default""#, &["08:30:00", "08:30:00.500"], &["08:30:00", "08:30:00.5"]),
        (
            r#""type": "datetime""#,
            &["2024-12-31T08:30:00+08:00", "2024-12-31T08:30:00Z"],
            &["2024-12-31T00:30:00+00:00", "2024-12-31T08:30:00+00:00"],
        ),
        (r#""type": "number", "missingValues": ["NaN", "INF", "-INF"]"#, &["NaN", "INF", "-INF", "1"], &["null", "null", "null", "1"]),
    ] {
        let bundle = sound(&column(field, cells));
        assert_eq!(values(&bundle, cells.len()), expected, "{field}");
    }
}

#[test]
fn cells_that_the_field_does_not_allow() {
    for (field, cells, rule) in [
        (r#""type": "boolean""#, &["yes", "是", "tRUE", "2"][..], "type"),
        (r#""type": "boolean", "trueValues": ["是"], "falseValues": ["否"]"#, &["true", "0"], "type"),
        (r#""type": "number""#, &["NaN", "INF", "-INF", "inf", "nan", "infinity", "1,5", "1e999"], "type"),
        (r#""type": "number", "decimalChar": ",""#, &["1.5", "1,5,5"], "type"),
        // A comma that may be a decimal one is not taken out.
        (r#""type": "number", "groupChar": ",""#, &["1,5", "1,23", "1234,567,8", ",123", "12,,345", "1.234,567"], "type"),
        (r#""type": "integer", "groupChar": ",""#, &["1,234.0", "1,5"], "type"),
        (r#""type": "number", "bareNumber": false"#, &["(95)", "95-", "95 万", "1-2", "约", "Rs.95", "−95", "½ 95"], "type"),
        (r#""type": "yearmonth""#, &["2024-13", "2024", "2024-1"], "type"),
        (r#""type": "time""#, &["24:00:00", "08:30", "08:30:00Z"], "type"),
        (r#""type": "datetime""#, &["2024-02-30T00:00:00", "2024-12-31 08:30:00", "2024-12-31"], "type"),
        (r#""constraints": { "minLength": 2 }"#, &["甲", "a"], "min_length"),
        (r#""constraints": { "maxLength": 2 }"#, &["甲乙丙"], "max_length"),
        (r#""type": "integer", "constraints": { "exclusiveMinimum": 9007199254740992 }"#, &["9007199254740992"], "exclusive_minimum"),
        (r#""type": "number", "constraints": { "exclusiveMaximum": "0.5" }"#, &["0.5", "0.50"], "exclusive_maximum"),
        (r#""type": "date", "constraints": { "minimum": "2024-02-01" }"#, &["2024-01-31"], "minimum"),
        (r#""type": "yearmonth", "constraints": { "maximum": "2024-02" }"#, &["2024-03"], "maximum"),
        (r#""type": "datetime", "constraints": { "maximum": "2024-02-01T00:00:00Z" }"#, &["2024-02-01T00:00:00-01:00"], "maximum"),
        (r#""type": "time", "constraints": { "minimum": "08:00:00" }"#, &["07:59:59.9"], "minimum"),
        (r#""categories": ["a", "b"], "constraints": { "enum": ["a"] }"#, &["b"], "enum"),
    ] {
        let report = faults(&column(field, cells));
        let expected: Vec<String> = (0..cells.len()).map(|row| format!("extra.csv:{} x {:?} {rule}", row + 2, cells[row])).collect();
        assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), expected, "{field}");
    }
    let mixed = faults(&column(r#""type": "datetime""#, &["2024-12-31T08:30:00", "2024-12-31T08:30:00Z"]));
    assert_eq!(mixed.faults.iter().map(place).collect::<Vec<_>>(), [r#"extra.csv:3 x "2024-12-31T08:30:00Z" type"#]);
}

#[test]
fn values_at_an_exclusive_bound_are_out_and_beside_it_in() {
    let field = r#""type": "integer", "constraints": { "exclusiveMinimum": 9007199254740992, "exclusiveMaximum": 9007199254740994 }"#;
    assert_eq!(values(&sound(&column(field, &["9007199254740993"])), 1), ["9007199254740993"]);
}

#[test]
fn a_reason_is_our_own_and_a_label_is_free() {
    let field = r#""type": "number", "missingValues": [
        { "value": "x", "label": "不适用", "reason": "not_applicable" }, { "value": "d", "label": "Withheld" },
        { "value": "s", "label": "suppressed" }, { "value": "n", "reason": "not_reported", "label": "suppressed" }]"#;
    let bundle = sound(&column(field, &["x", "d", "s", "n"]));
    let reasons: Vec<_> = (0..4).map(|row| cell(&bundle, "extra", "x", row).1.unwrap_or_default()).collect();
    assert_eq!(reasons, ["not_applicable", "not_reported", "suppressed", "not_reported"]);
}

#[test]
fn what_withholds_is_compared_as_it_is_read() {
    let schema =
        r#"{ "fields": [{ "name": "open", "type": "boolean", "suppress": { "when": ["0"], "columns": ["x"] } }, { "name": "x" }] }"#;
    let bundle = sound(&resource(schema, "open,x\nFALSE,a\n1,b\n"));
    assert_eq!(values(&bundle, 2), ["null", "b"]);
}

#[test]
fn properties_that_do_not_fit_their_field() {
    for (field, expected) in [
        (r#""type": "geopoint""#, r#"type "geopoint""#),
        (r#""type": "date", "format": "%d.%m.%Y""#, r#"format "%d.%m.%Y""#),
        (r#""format": "email""#, r#"format "email""#),
        (r#""groupChar": ",""#, r#"groupChar ",""#),
        (r#""type": "integer", "decimalChar": ",""#, r#"decimalChar ",""#),
        (r#""type": "number", "groupChar": ".""#, r#"groupChar ".""#),
        (r#""type": "number", "groupChar": "00""#, r#"groupChar "00""#),
        (r#""type": "number", "bareNumber": "no""#, r#"bareNumber "no""#),
        (r#""type": "boolean", "trueValues": "是""#, r#"trueValues "是""#),
        (r#""type": "boolean", "trueValues": ["0"]"#, r#"trueValues "0""#),
        (r#""trueValues": ["是"]"#, r#"trueValues "[\"是\"]""#),
        (r#""constraints": { "minLength": -1 }"#, r#"constraints: minLength "-1""#),
        (r#""constraints": { "minLength": 3, "maxLength": 2 }"#, r#"constraints: maxLength "2""#),
        (r#""type": "integer", "constraints": { "maxLength": 2 }"#, r#"constraints: maxLength "2""#),
        (r#""constraints": { "minimum": 1 }"#, r#"constraints: minimum "1""#),
        (r#""type": "date", "constraints": { "minimum": 2024 }"#, r#"constraints: minimum "2024""#),
        (
            r#""type": "date", "constraints": { "minimum": "2024-02-02", "exclusiveMaximum": "2024-02-01" }"#,
            r#"constraints: exclusiveMaximum "2024-02-01""#,
        ),
        (r#""constraints": { "jsonSchema": {} }"#, r#"constraints: jsonSchema "{}""#),
        (r#""missingValues": [{ "value": "x", "reason": "n/a" }]"#, r#"missingValues "n/a""#),
        (r#""missingValues": [-99]"#, r#"missingValues "-99""#),
        (r#""type": "boolean", "suppress": { "when": ["no"], "columns": ["id"] }"#, r#"suppress: when "no""#),
    ] {
        let report = faults(&column(field, &[]));
        let first = report.faults.first().map(place);
        assert_eq!(first, Some(format!("datapackage.json resource extra field x: {expected} descriptor")), "{field}\n{report}");
    }
}

/// Two tables more: `counts` refers to `years` by city and year together.
fn by_city_and_year(counts: &str) -> super::Memory {
    let resources = r#""resources": [
        { "name": "years", "path": "years.csv", "schema": { "primaryKey": ["city", "year"],
            "fields": [{ "name": "city" }, { "name": "year", "type": "year" }, { "name": "era" }] } },
        { "name": "counts", "path": "counts.csv", "schema": { "uniqueKeys": [["city", "n"]],
            "fields": [{ "name": "city" }, { "name": "year", "type": "year" }, { "name": "n", "type": "integer" }],
            "foreignKeys": [{ "fields": ["city", "year"], "reference": { "resource": "years", "fields": ["city", "year"] } }] } },"#;
    let files = base().with("datapackage.json", r#""resources": ["#, resources);
    let board = String::from_utf8(files.0["dashboard.toml"].clone()).expect("text");
    let era = "\n[[dimension]]\nid = \"era\"\ntitle = { zh = \"时期\", en = \"Era\" }\ncolumns = { years = \"era\" }\n";
    files
        .file("dashboard.toml", board + era)
        .file("years.csv", "city,year,era\n甲市,2020,early\n甲市,2021,late\n乙市,2020,late\n")
        .file("counts.csv", counts)
}

#[test]
fn a_key_of_several_columns_leads_to_one_row() {
    let files = by_city_and_year("city,year,n\n甲市,2020,1\n甲市,2021,2\n乙市,2020,3\n乙市,,4\n,2021,5\n");
    let engine = data::engine::Engine::open([("base".to_string(), &files as &dyn data::engine::files::Files)]);
    let matched = |url: &str| engine.ask_table(url, "counts").and_then(|question| question.rows()).map(|rows| rows.len());
    assert_eq!(matched("/base?era=late"), Some(2));
    assert_eq!(matched("/base?era=early"), Some(1));
    assert_eq!(matched("/base?era__missing=any"), Some(2), "a key with a missing part leads nowhere");
}

#[test]
fn keys_of_several_columns_are_checked_together() {
    for (counts, expected) in [
        ("city,year,n\n乙市,2021,1\n", vec![r#"counts.csv:2 city,year "乙市,2021" foreign_key"#]),
        ("city,year,n\n甲市,2020,1\n甲市,2021,1\n", vec![r#"counts.csv:3 city,n "甲市,1" unique_key"#]),
    ] {
        assert_eq!(faults(&by_city_and_year(counts)).faults.iter().map(place).collect::<Vec<_>>(), expected);
    }
    sound(&by_city_and_year("city,year,n\n甲市,2020,\n甲市,2021,\n,2020,1\n,2021,1\n"));
}

#[test]
fn keys_that_do_not_fit_their_tables() {
    let key = |rest: &str| format!(r#"{{ "fields": [{{ "name": "a" }}, {{ "name": "b" }}], {rest} }}"#);
    for (rest, expected) in [
        (r#""uniqueKeys": ["a"]"#, r#"schema: uniqueKeys "[\"a\"]" descriptor"#),
        (r#""uniqueKeys": [["a", "c"]]"#, r#"schema: uniqueKeys "c" reference"#),
        (
            r#""foreignKeys": [{ "fields": ["a", "b"], "reference": { "fields": ["a"] } }]"#,
            r#"schema: foreignKeys "[\"a\",\"b\"]" descriptor"#,
        ),
        (r#""foreignKeys": [{ "fields": ["a", "b"], "reference": { "fields": ["a", "c"] } }]"#, r#"schema: foreignKeys "c" reference"#),
    ] {
        let report = faults(&resource(&key(rest), "a,b\n"));
        assert_eq!(report.faults.first().map(place), Some(format!("datapackage.json resource extra: {expected}")), "{rest}\n{report}");
    }
}

#[test]
fn a_head_matches_as_the_schema_lets_it() {
    let schema = |matching: &str| {
        format!(
            r#"{{ "fieldsMatch": {matching}, "primaryKey": "id", "fields": [
                {{ "name": "id" }}, {{ "name": "x", "type": "integer" }}, {{ "name": "y", "suppress": {{ "when": ["N"], "columns": ["x"] }} }}] }}"#
        )
    };
    // The file's head with a row of r1, 7 and a, and what becomes of x; or the columns that the head is faulted for.
    type Head<'a> = (&'a str, Result<&'a str, &'a [&'a str]>);
    let cases: [(&str, &str, &[Head<'_>]); 3] = [
        (
            "y,x,id",
            "a,7,r1",
            &[
                (r#""exact""#, Err(&[""])),
                (r#"["equal"]"#, Ok("7")),
                (r#""subset""#, Ok("7")),
                (r#""superset""#, Ok("7")),
                (r#""partial""#, Ok("7")),
            ],
        ),
        (
            "z,y,x,id",
            "b,N,7,r1",
            &[
                (r#""equal""#, Err(&["z"])),
                (r#""subset""#, Ok("null suppressed")),
                (r#""superset""#, Err(&["z"])),
                (r#""partial""#, Ok("null suppressed")),
            ],
        ),
        (
            "z,id",
            "b,r1",
            &[
                (r#""exact""#, Err(&["z", "x", "y"])),
                (r#""subset""#, Err(&["x", "y"])),
                (r#""superset""#, Err(&["z"])),
                (r#""partial""#, Ok("null not_reported")),
            ],
        ),
    ];
    for (head, row, outcomes) in cases {
        for (matching, outcome) in outcomes {
            let files = resource(&schema(matching), &format!("{head}\n{row}\n"));
            match outcome {
                Ok(expected) => {
                    let (value, reason) = cell(&sound(&files), "extra", "x", 0);
                    assert_eq!(format!("{value} {}", reason.unwrap_or_default()).trim_end(), *expected, "{matching} {head}");
                }
                Err(columns) => {
                    let report = faults(&files);
                    let found: Vec<&str> = report.faults.iter().map(|fault| fault.column.as_deref().unwrap_or_default()).collect();
                    assert_eq!(found, *columns, "{matching} {head}\n{report}");
                }
            }
        }
    }
    let needed = faults(&resource(&schema(r#""partial""#), "x\n7\n"));
    assert_eq!(needed.faults.iter().map(place).collect::<Vec<_>>(), ["extra.csv:1 id header"], "a key is needed");
}

#[test]
fn a_file_is_the_one_that_was_described() {
    let schema = r#"{ "fields": [{ "name": "id" }, { "name": "x" }] }"#;
    // `md5sum`, `sha1sum` and `sha256sum` of the five bytes.
    for (said, expected) in [
        (r#""bytes": 5, "hash": "657379a7cf2f436dafff66ba8b44911f""#, None),
        (r#""hash": "md5:657379A7CF2F436DAFFF66BA8B44911F""#, None),
        (r#""hash": "sha1:7875110078ccdebe3560457003a3cf55639c652b""#, None),
        (r#""hash": "sha256:a8f3a945f11098297d7b62575e79820df34dc42223bfec71e88383f86704c511""#, None),
        (r#""bytes": 6"#, Some("extra.csv bytes")),
        (r#""hash": "657379a7cf2f436dafff66ba8b449110""#, Some("extra.csv hash")),
        (
            r#""hash": "sha256:657379a7cf2f436dafff66ba8b44911f""#,
            Some(r#"datapackage.json resource extra: hash "sha256:657379a7cf2f436dafff66ba8b44911f" descriptor"#),
        ),
        (r#""hash": "crc32:00000000""#, Some(r#"datapackage.json resource extra: hash "crc32:00000000" descriptor"#)),
        (r#""bytes": "5""#, Some(r#"datapackage.json resource extra: bytes "5" descriptor"#)),
    ] {
        let files =
            resource(schema, "id,x\n").with("datapackage.json", r#""path": "extra.csv""#, &format!(r#""path": "extra.csv", {said}"#));
        match expected {
            None => drop(sound(&files)),
            Some(expected) => assert_eq!(faults(&files).faults.iter().map(place).collect::<Vec<_>>(), [expected], "{said}"),
        }
    }
}

//! Cells and rows: what becomes of sound ones, and the fault of each rule.

use super::{base, cell, check, faults, place, sound};

#[test]
fn cells_are_typed_and_missing_for_their_reason() {
    let bundle = sound(&base());
    for (column, kind) in [("id", "str"), ("founded", "i64"), ("output", "f64"), ("staff", "i64"), ("day", "str"), ("basis", "str")] {
        let data = bundle.data("firms").expect("firms");
        assert_eq!(data.frame.column(column).expect("a column").dtype().to_string(), kind, "{column}");
        assert_eq!(data.frame.height(), 4);
    }
    for (column, row, value, reason) in [
        ("output", 0, "1.5", None),
        ("output", 1, "null", Some("not_reported")),
        ("output", 2, "null", Some("suppressed")),
        ("output", 3, "null", Some("not_applicable")),
        ("staff", 0, "10", None),
        ("staff", 3, "null", Some("not_reported")),
        ("founded", 1, "2002", None),
        ("day", 1, "2024-02-29", None),
        ("city", 3, "null", Some("not_reported")),
        ("flag", 2, "N", None),
    ] {
        assert_eq!(cell(&bundle, "firms", column, row), (value.to_string(), reason), "{column} of row {row}");
    }
    assert_eq!(cell(&bundle, "cities", "corridor", 0).0, "true");
    let firms = bundle.data("firms").expect("firms");
    assert_eq!(firms.missing.keys().collect::<Vec<_>>(), ["city", "day", "flag", "founded", "grade", "output", "staff"]);
    assert!(firms.missing.values().all(|reasons| reasons.len() == 4), "a reason a row");
}

#[test]
fn cells_that_break_a_rule() {
    check(
        "firms.csv",
        &[
            ("2001", "201", &[r#"firms.csv:2 founded "201" type"#]),
            ("2001", "1899", &[r#"firms.csv:2 founded "1899" minimum"#]),
            ("2001", "2026", &[r#"firms.csv:2 founded "2026" maximum"#]),
            (",1.5,", ",\"1,234\",", &[r#"firms.csv:2 output "1,234" type"#]),
            (",1.5,", ",inf,", &[r#"firms.csv:2 output "inf" type"#]),
            (",1.5,", ",1e999,", &[r#"firms.csv:2 output "1e999" type"#]),
            (",1.5,", ",-,", &[r#"firms.csv:2 output "-" type"#]),
            (",1.5,", ",１,", &[r#"firms.csv:2 output "１" type"#]),
            (",10,", ",10.0,", &[r#"firms.csv:2 staff "10.0" type"#]),
            (",10,", ", 10,", &[r#"firms.csv:2 staff " 10" type"#]),
            (",10,", ",9223372036854775808,", &[r#"firms.csv:2 staff "9223372036854775808" type"#]),
            (",10,", ",-1,", &[r#"firms.csv:2 staff "-1" minimum"#]),
            (",10,", ",20,", &[r#"firms.csv:3 staff "20" unique"#]),
            (",10,", ",+20,", &[r#"firms.csv:3 staff "20" unique"#]),
            ("2024-02-29", "2023-02-29", &[r#"firms.csv:3 day "2023-02-29" type"#]),
            ("2024-02-29", "1900-02-29", &[r#"firms.csv:3 day "1900-02-29" type"#]),
            ("2024-02-29", "2024-13-01", &[r#"firms.csv:3 day "2024-13-01" type"#]),
            ("2024-02-29", "2024-2-9", &[r#"firms.csv:3 day "2024-2-9" type"#]),
            ("2024-02-29", "2024-02-01-01", &[r#"firms.csv:3 day "2024-02-01-01" type"#]),
            (",high,", ",High,", &[r#"firms.csv:3 grade "High" enum"#]),
            ("inferred", "guessed", &[r#"firms.csv:3 basis "guessed" basis"#]),
            ("f2,", "f2x,", &[r#"firms.csv:3 id "f2x" pattern"#]),
            ("f2,", "f1,", &[r#"firms.csv:3 id "f1" primary_key"#]),
            ("f2,", ",", &["firms.csv:3 id primary_key"]),
            ("乙市", "丁市", &[r#"firms.csv:4 city "丁市" foreign_key"#]),
            (",N,", ",M,", &[r#"firms.csv:4 output "(D)" type"#]),
            ("f4,,low", "f4,low", &["firms.csv:5 ragged"]),
            ("f4,,low", "f4,,,low", &["firms.csv:5 ragged"]),
            (",illustrative", ",\"illustrative", &[r#"firms.csv:4 basis "\"illustrative\nf4,,low,,x,,2024-12-31,,published" quote"#]),
            ("f3,", "\"f\n3\",", &[r#"firms.csv:4 id "f\n3" pattern"#]),
        ],
    );
    check(
        "cities.csv",
        &[
            ("false", "", &[r#"cities.csv:3 corridor "" required"#]),
            ("false", "否", &[r#"cities.csv:3 corridor "否" type"#]),
            ("乙市", "甲市", &[r#"cities.csv:3 name "甲市" primary_key"#, r#"firms.csv:4 city "乙市" foreign_key"#]),
        ],
    );
    check("statements.csv", &[("exact", "about", &[r#"statements.csv:2 qualifier "about" enum"#])]);
}

#[test]
fn rows_are_counted_as_lines_of_the_file() {
    let head = "name,corridor";
    for (text, row) in [
        (format!("{head}\n甲市,true\n乙市,no\n"), 3),
        (format!("{head}\r\n甲市,true\r\n乙市,no\r\n"), 3),
        (format!("{head}\r甲市,true\r乙市,no\r"), 3),
        (format!("{head}\n甲市,true\n乙市,no"), 3),
        (format!("{head}\n\n甲市,true\n\n\n乙市,no\n\n"), 6),
        (format!("{head}\r\n\r\n甲市,true\r\n\r\n乙市,no"), 5),
        (format!("\n{head}\n甲市,true\n乙市,no"), 4),
        (format!("{head}\n\"甲\n\n市\",true\n乙市,no\n"), 5),
    ] {
        let report = faults(&base().file("cities.csv", text.clone()));
        let types: Vec<String> = report.faults.iter().filter(|fault| fault.rule == "type").map(place).collect();
        assert_eq!(types, [format!(r#"cities.csv:{row} corridor "no" type"#)], "{text:?}");
    }
}

#[test]
fn no_row_is_merged_into_another() {
    let firm = |id: &str, city: &str| format!("{id},{city},low,2001,1,,2024-12-31,,published\n");
    let head = "id,city,grade,founded,output,staff,day,flag,basis\n";
    let file = |cities: [&str; 3]| {
        base().file("firms.csv", head.to_string() + &firm("f1", cities[0]) + &firm("f2", cities[1]) + &firm("f3", cities[2]))
    };
    for (cities, expected) in [
        // Line 3's quote stays open until line 4 opens one of its own.
        (
            ["甲市", "\"乙市", "\"乙市\""],
            "firms.csv:3 city \"\\\"乙市,low,2001,1,,2024-12-31,,published\\nf3,\\\"乙市\\\",low,2001,1,,2024-12-31,,published\" quote",
        ),
        (["甲市", "\"乙\"市", "乙市"], "firms.csv:3 city \"\\\"乙\\\"市,low,2001,1,,2024-12-31,,published\" quote"),
        (["甲市", " \"乙市\"", "乙市"], "firms.csv:3 city \" \\\"乙市\\\",low,2001,1,,2024-12-31,,published\" quote"),
        (["甲市", "5\"", "乙市"], "firms.csv:3 city \"5\\\",low,2001,1,,2024-12-31,,published\" quote"),
        (["甲市", "乙市", "\"乙市"], "firms.csv:4 city \"\\\"乙市,low,2001,1,,2024-12-31,,published\" quote"),
    ] {
        let report = faults(&file(cities));
        assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), [expected], "{report}");
    }
    let open = faults(&file(["甲市", "\"乙市", "\"乙市\""])).faults[0].text.clone();
    assert!(open.en.starts_with("The quote that opens on line 3 closes before character 5 of line 4,"), "{}", open.en);
    assert!(open.zh.starts_with("第 3 行的引号在第 4 行第 5 字符之前闭合"), "{}", open.zh);
}

#[test]
fn a_whole_row_inside_quotes_is_a_fault_and_another_text_of_lines_a_warning() {
    let head = "name,corridor\n";
    let report = faults(&base().file("cities.csv", format!("{head}\"甲市,1\n乙市,true\n丙市\",true\n")));
    assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), [r#"cities.csv:2 name "甲市,1\n乙市,true\n丙市" quote"#]);
    let text = &report.faults[0].text.en;
    assert!(text.starts_with("The quotes that open on line 2 hold the whole of line 3,"), "{text}");

    let bundle = sound(&base().file("cities.csv", format!("{head}甲市,true\n乙市,true\n\"丙\n，\n市\",true\n")));
    assert_eq!(cell(&bundle, "cities", "name", 2).0, "丙\n，\n市");
    assert_eq!(bundle.warnings.list.iter().map(place).collect::<Vec<_>>(), [r#"cities.csv:4 name "丙\n，\n市" line_break"#]);
    assert!(sound(&base()).warnings.is_empty());
}

#[test]
fn blank_lines() {
    let head = "name,corridor";
    for (text, rows) in [
        (format!("\n\r\n{head}\n甲市,true\n乙市,false\n\n\r\n"), vec![]),
        (format!("{head}\n甲市,true\n\n乙市,false\n"), vec!["cities.csv:3 blank"]),
        (format!("{head}\n\n甲市,true\n\n\n乙市,false\n\n"), vec!["cities.csv:2 blank", "cities.csv:4 blank", "cities.csv:5 blank"]),
        (format!("{head}\n甲市,true\n乙市,false\n,\n"), vec!["cities.csv:4 name primary_key", r#"cities.csv:4 corridor "" required"#]),
    ] {
        let files = base().file("cities.csv", text.clone());
        if rows.is_empty() {
            assert_eq!(sound(&files).tables[0].frame.height(), 2, "{text:?}");
            continue;
        }
        let mut found: Vec<String> = faults(&files).faults.iter().map(place).collect();
        found.sort_by_key(|fault| !fault.contains("primary_key"));
        assert_eq!(found, rows, "{text:?}");
    }
}

#[test]
fn every_line_of_a_file_of_one_column_is_a_row() {
    const NOTES: &str = r#"{ "name": "notes", "path": "notes.csv", "schema": { "fields": [{ "name": "note" }]"#;
    let one = |missing: &str| {
        base().with(
            "datapackage.json",
            r#"{
      "name": "statements""#,
            &format!("{NOTES}{missing} }} }},\n{{\n\"name\": \"statements\""),
        )
    };
    for (text, cells) in [
        ("note\n一\n\n三\n", vec!["一", "", "三"]),
        ("note\r\n一\r\n\r\n三", vec!["一", "", "三"]),
        ("note\n\n\n", vec!["", ""]),
        ("\nnote\n一\n", vec!["一"]),
        ("note\n", vec![]),
    ] {
        for (missing, reason) in [("", Some("not_reported")), (r#", "missingValues": ["NA"]"#, None)] {
            let bundle = sound(&one(missing).file("notes.csv", text));
            let expected =
                |cell: &str| if cell.is_empty() && reason.is_some() { ("null".to_string(), reason) } else { (cell.to_string(), None) };
            assert_eq!(bundle.data("notes").map(|data| data.frame.height()), Some(cells.len()), "{text:?}");
            for (row, value) in cells.iter().enumerate() {
                assert_eq!(cell(&bundle, "notes", "note", row), expected(value), "{text:?} {missing}");
            }
        }
    }
}

#[test]
fn every_fault_is_found_at_once() {
    let files = base().with("firms.csv", "2001", "soon").with("firms.csv", "乙市", "丁市").with("cities.csv", "false", "nein").with(
        "dashboard.toml",
        "by = \"city\"",
        "by = \"town\"",
    );
    let report = faults(&files);
    assert_eq!(
        report.faults.iter().map(place).collect::<Vec<_>>(),
        [
            r#"dashboard.toml:48 panel by_city: by "town" reference"#,
            r#"cities.csv:3 corridor "nein" type"#,
            r#"firms.csv:2 founded "soon" type"#,
            r#"firms.csv:4 city "丁市" foreign_key"#,
        ]
    );
}

#[test]
fn faults_are_listed_up_to_the_cap_and_all_counted() {
    let rows: String = (0..250).map(|row| format!("f{row},甲市,low,{},1,many,,,published\n", 1890 + row % 20)).collect();
    let report = faults(&base().file("firms.csv", format!("id,city,grade,founded,output,staff,day,flag,basis\n{rows}")));
    // 250 rows without a whole number of staff; of every 20 years the first ten are before 1900: 12 × 10 + 10 rows.
    assert_eq!(report.counts, [("minimum", 130), ("type", 250)]);
    assert_eq!(report.count(), 380);
    assert_eq!(report.faults.len(), 200);
    let last = report.faults.iter().rfind(|fault| fault.rule == "type").map(place);
    assert_eq!(last.as_deref(), Some(r#"firms.csv:101 staff "many" type"#));
    let printed = report.print(data::Lang::En);
    assert!(printed.starts_with("firms.csv:2 founded \"1890\": Expected at least 1900. (minimum)\n"), "{printed}");
    assert!(printed.ends_with("minimum: 100 of 130 listed\ntype: 100 of 250 listed\nbundle base: 380 faults\n"), "{printed}");
    assert!(report.print(data::Lang::Zh).ends_with("数据包 base：共 380 处错误\n"));
    assert_eq!(report.to_string(), printed);
}

#[test]
fn values_are_cut_and_control_characters_escaped() {
    let report = faults(&base().with("firms.csv", "2001", &format!("\u{1b}[2J{}", "汉".repeat(500))));
    let value = report.faults[0].value.clone().unwrap_or_default();
    assert_eq!(value.chars().count(), 121, "120 and an ellipsis");
    assert!(report.to_string().starts_with("firms.csv:2 founded \"\\u{1b}[2J汉"), "{report}");
}

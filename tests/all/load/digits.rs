//! What a column promises of numbers is decided to the last digit, not by the nearest double; and one number in two spellings is one.

use super::standard::resource;
use super::{faults, place, sound};
use crate::made::Made;

/// A table of one column `x`.
fn column(field: &str, keys: &str, cells: &[&str]) -> super::Memory {
    let schema = format!(r#"{{ "fields": [{{ "name": "x", {field} }}]{keys} }}"#);
    resource(&schema, &format!("x\n{}\n", cells.join("\n")))
}

#[test]
fn numbers_that_differ_in_the_last_digit_are_two_and_other_spellings_of_one_are_one() {
    let unique = r#", "constraints": { "unique": true }"#;
    for kind in ["integer", "number"] {
        for (constraint, keys, rule) in
            [(unique, "", "unique"), ("", r#", "primaryKey": "x""#, "primary_key"), ("", r#", "uniqueKeys": [["x"]]"#, "unique_key")]
        {
            let field = format!(r#""type": "{kind}"{constraint}"#);
            drop(sound(&column(&field, keys, &["9007199254740992", "9007199254740993", "-9007199254740993"])));
            let found = faults(&column(&field, keys, &["9007199254740993", "+9007199254740993"]));
            assert_eq!(found.faults.iter().map(place).collect::<Vec<_>>(), [format!(r#"extra.csv:3 x "9007199254740993" {rule}"#)]);
        }
    }
    let field = format!(r#""type": "number"{unique}"#);
    drop(sound(&column(
        &field,
        "",
        &["0.1", "0.10000000000000000555", "123456789012345678901234567890.5", "123456789012345678901234567890.25"],
    )));
    for cells in [["0.1", "0.10"], ["1e3", "1000.0"], ["0.123456789012345678901", "12345678901234567890.1e-20"]] {
        assert_eq!(faults(&column(&field, "", &cells)).counts, [("unique", 1)], "{cells:?}");
    }
}

#[test]
fn bounds_and_lists_are_compared_to_the_last_digit() {
    for (constraints, right, wrong, rule) in [
        (r#""minimum": 9007199254740993"#, "9007199254740993", "9007199254740992", "minimum"),
        (r#""maximum": 9007199254740992"#, "9007199254740992", "9007199254740993", "maximum"),
        (r#""exclusiveMinimum": 9007199254740992"#, "9007199254740993", "9007199254740992", "exclusive_minimum"),
        (r#""exclusiveMaximum": 9007199254740993"#, "9007199254740992", "9007199254740993", "exclusive_maximum"),
        (r#""enum": [9007199254740993]"#, "9007199254740993", "9007199254740992", "enum"),
    ] {
        for kind in ["integer", "number"] {
            let field = format!(r#""type": "{kind}", "constraints": {{ {constraints} }}"#);
            drop(sound(&column(&field, "", &[right])));
            assert_eq!(faults(&column(&field, "", &[wrong])).counts, [(rule, 1)], "{field}");
        }
    }
    // A number of more digits than JSON's own is written as a text.
    for (constraints, right, wrong, rule) in [
        (r#""minimum": 0.1"#, "0.10", "0.09999999999999999999", "minimum"),
        (r#""minimum": "0.10000000000000000001""#, "0.10000000000000000001", "0.1", "minimum"),
        (r#""exclusiveMaximum": 0.3"#, "0.29999999999999999999", "0.30", "exclusive_maximum"),
        (r#""enum": ["0.10", "1e-1000"]"#, "0.1", "0.10000000000000000001", "enum"),
        (r#""enum": ["0.10", "1e-1000"]"#, "10e-1001", "0", "enum"),
    ] {
        let field = format!(r#""type": "number", "constraints": {{ {constraints} }}"#);
        drop(sound(&column(&field, "", &[right])));
        assert_eq!(faults(&column(&field, "", &[wrong])).counts, [(rule, 1)], "{field}");
    }
}

#[test]
fn a_dimension_has_a_value_for_every_number() {
    let rows = ["9007199254740993.5,1", "0.1,2", "9007199254740992.5,4", "0.10,8", "9007199254740993.5,16", "-0.10000000000000000001,32"]
        .map(String::from);
    let engine = Made::default()
        .table("t", "width:number n:integer", rows)
        .dimension("width", &["t"])
        .measure("n", "t", "kind = \"sum\"\ncolumn = \"n\"")
        .with("[[panel]]\nid = \"by\"\ntitle = { zh = \"图\", en = \"By\" }\nkind = \"bar\"\nmeasure = \"n\"\nby = \"width\"\n")
        .engine();
    let report = engine.ask("/made").expect("the bundle").report();
    let values: Vec<(&str, u64)> = report.facets[0].values.iter().map(|value| (value.value.as_str(), value.count.into())).collect();
    // The commonest first, then by value.
    assert_eq!(values, [("0.1", 2), ("9007199254740993.5", 2), ("-0.10000000000000000001", 1), ("9007199254740992.5", 1)]);
    let chosen = engine.ask("/made?width=9007199254740993.5").expect("the bundle").report();
    assert_eq!(chosen.table.matched, 2);
}

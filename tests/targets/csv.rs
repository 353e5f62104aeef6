//! A table. The first line says how it is read: the types of its columns, one letter each, then marks of its dialect; the rest is the file.
//!
//! Records are counted once more, by a plain reading of RFC 4180: a table that is loaded has every row as it stands, and one that is not has a fault
//! for each row that cannot be one.

use data::Missing;
use data::engine::bundle::Bundle;
use data::engine::fault::FaultReport;
use data::engine::limits::Limits;
use data::engine::load::load;
use serde_json::{Value, json};

use crate::Memory;
use crate::targets::told;

/// Types by their letters.
const TYPES: [(char, &str); 10] = [
    ('s', "string"),
    ('a', "any"),
    ('i', "integer"),
    ('n', "number"),
    ('b', "boolean"),
    ('y', "year"),
    ('m', "yearmonth"),
    ('d', "date"),
    ('t', "time"),
    ('z', "datetime"),
];

/// Columns at most.
const MOST: usize = 4;

const DASHBOARD: &str = r#"
[[measure]]
id = "rows"
title = { zh = "行数", en = "Rows" }
table = "rows"
kind = "count"

[[tab]]
table = "rows"
columns = []
"#;

/// How the file is read.
struct Reading {
    types: Vec<&'static str>,
    delimiter: char,
    quote: char,
    has_header: bool,
    dialect: Value,
}

/// Holds, or panics.
pub fn run(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (first, file) = (String::from_utf8_lossy(&bytes[..end]), bytes.get(end + 1..).unwrap_or_default());
    let Some(reading) = Reading::of(&first) else { return };
    let fields: Vec<Value> = reading.types.iter().zip('a'..).map(|(kind, name)| json!({ "name": name, "type": kind })).collect();
    let resource = json!({ "name": "rows", "path": "rows.csv", "dialect": reading.dialect, "schema": { "fields": fields } });
    let package = json!({ "name": "csv", "title": "表", "version": "1", "sources": [{ "title": "某局" }], "resources": [resource] });
    let files = Memory(
        [("datapackage.json", package.to_string().into_bytes()), ("dashboard.toml", DASHBOARD.into()), ("rows.csv", file.into())]
            .map(|(path, bytes)| (path.to_string(), bytes))
            .into(),
    );
    let loaded = load("csv", &files, &Limits { seconds: 20, ..Limits::default() });
    if let Err(report) = &loaded {
        told(report);
        assert!(report.faults.iter().all(|fault| fault.file == "rows.csv"), "{report}");
    }
    let Ok(text) = str::from_utf8(file) else {
        assert!(loaded.is_err(), "what is no text was loaded");
        return;
    };
    match (loaded, records(text.strip_prefix('\u{feff}').unwrap_or(text), &reading)) {
        (Ok(bundle), Some(records)) => same(&bundle, &records, &reading),
        (Ok(_), None) => panic!("a stray quote was taken for a value"),
        (Err(report), Some(records)) => counted(&report, &records, &reading),
        (Err(report), None) => assert!(["quote", "encoding", "header"].iter().any(|rule| of_rule(&report, rule) > 0), "{report}"),
    }
}

impl Reading {
    fn of(line: &str) -> Option<Reading> {
        let (letters, marks) = line.split_once(' ').unwrap_or((line, ""));
        let named = |letter| TYPES.iter().find(|(known, _)| *known == letter).map(|(_, kind)| *kind);
        let types: Option<Vec<&str>> = letters.chars().map(named).collect();
        let types = types.filter(|types| (1..=MOST).contains(&types.len()))?;
        let mut reading = Reading { types, delimiter: ',', quote: '"', has_header: true, dialect: json!({}) };
        for mark in marks.chars() {
            let (property, value) = match mark {
                ';' | '\t' | '|' => ("delimiter", json!(mark)),
                '\'' => ("quoteChar", json!(mark)),
                '-' => ("header", json!(false)),
                _ => return None,
            };
            match property {
                "delimiter" => reading.delimiter = mark,
                "quoteChar" => reading.quote = mark,
                _ => reading.has_header = false,
            }
            reading.dialect[property] = value;
        }
        Some(reading)
    }
}

/// A record's values.
struct Record {
    values: Vec<String>,
    /// Its line has nothing at all; that of a quoted empty value has.
    is_blank: bool,
}

/// The records of a file, by RFC 4180; `None`: a quote stands where none may.
fn records(text: &str, reading: &Reading) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.peek() {
        let mut record = Record { values: Vec::new(), is_blank: matches!(first, '\n' | '\r') };
        loop {
            let mut value = String::new();
            if chars.next_if_eq(&reading.quote).is_some() {
                loop {
                    match chars.next()? {
                        char if char != reading.quote => value.push(char),
                        _ if chars.next_if_eq(&reading.quote).is_some() => value.push(reading.quote),
                        _ => break,
                    }
                }
            } else {
                while let Some(char) = chars.next_if(|char| *char != reading.delimiter && !matches!(char, '\n' | '\r')) {
                    if char == reading.quote {
                        return None;
                    }
                    value.push(char);
                }
            }
            record.values.push(value);
            match chars.next() {
                Some(char) if char == reading.delimiter => {}
                Some('\r') => {
                    chars.next_if_eq(&'\n');
                    break;
                }
                None | Some('\n') => break,
                Some(_) => return None,
            }
        }
        records.push(record);
    }
    Some(records)
}

/// The records below the head, without blank lines unless those are values; and how many blank lines stand between records.
fn below<'a>(records: &'a [Record], reading: &Reading) -> (Vec<&'a Vec<String>>, usize) {
    let head = match reading.has_header {
        true => records.iter().position(|record| !record.is_blank).map_or(records.len(), |at| at + 1),
        false => 0,
    };
    let rows = &records[head..];
    if reading.types.len() == 1 {
        return (rows.iter().map(|record| &record.values).collect(), 0);
    }
    let last = rows.iter().rposition(|record| !record.is_blank).map_or(0, |at| at + 1);
    let (blank, rows): (Vec<_>, Vec<_>) = rows[..last].iter().partition(|record| record.is_blank);
    (rows.into_iter().map(|record| &record.values).collect(), blank.len())
}

/// The table has every row, cell by cell.
fn same(bundle: &Bundle, records: &[Record], reading: &Reading) {
    let (rows, blank) = below(records, reading);
    let data = bundle.data("rows").expect("the table");
    assert_eq!((data.frame.height(), blank), (rows.len(), 0), "every row is kept");
    for (column, (kind, name)) in reading.types.iter().zip('a'..).enumerate() {
        let name = name.to_string();
        let cells = data.frame.column(&name).expect("the column");
        let reasons = data.missing.get(&name);
        for (row, record) in rows.iter().enumerate() {
            assert_eq!(record.len(), reading.types.len(), "a row of another width was loaded");
            let raw = record[column].as_str();
            let cell = cells.get(row).expect("the row");
            let missing = reasons.and_then(|reasons| reasons[row]);
            assert_eq!(missing, raw.is_empty().then_some(Missing::NotReported), "{name}{row}");
            assert_eq!(cell.is_null(), raw.is_empty(), "{name}{row}");
            if !raw.is_empty() && matches!(*kind, "string" | "any") {
                assert_eq!(cell.get_str(), Some(data::guard::unguarded(raw)), "{name}{row}");
            }
            if !raw.is_empty() && matches!(*kind, "integer" | "number" | "year") {
                let number: f64 = raw.parse().expect("a number was loaded");
                assert_eq!(cell.extract::<f64>(), Some(number), "{name}{row} {raw}");
            }
        }
    }
}

fn of_rule(report: &FaultReport, rule: &str) -> usize {
    report.counts.iter().find(|(known, _)| *known == rule).map_or(0, |(_, count)| *count)
}

/// Each row that cannot be one is a fault, and no other.
fn counted(report: &FaultReport, records: &[Record], reading: &Reading) {
    if of_rule(report, "header") + of_rule(report, "encoding") > 0 {
        return;
    }
    let (rows, blank) = below(records, reading);
    let ragged = rows.iter().filter(|record| record.len() != reading.types.len()).count();
    // A row whose quotes hold a whole other row is a fault of theirs, whatever its width.
    let (told, swallowing) = (of_rule(report, "ragged"), of_rule(report, "quote"));
    let may_swallow = rows.iter().filter(|record| record.iter().any(|value| value.contains(['\n', '\r']))).count();
    assert!(told <= ragged && ragged <= told + swallowing && swallowing <= may_swallow, "{ragged} rows of another width: {report}");
    assert_eq!(of_rule(report, "blank"), blank, "{report}");
}

//! The loader: faulty bundles with the exact faults that they get, and sound ones with their cells.
//! Each case changes one place of a sound bundle of three tables, [`base`].

mod dashboards;
mod descriptors;
mod dialects;
mod digits;
mod disk;
mod empty;
mod files;
mod limits;
mod referred;
mod robust;
mod rows;
mod scan;
mod standard;
mod warnings;
mod ways;
mod words;

use data::engine::bundle::Bundle;
use data::engine::fault::{Fault, FaultReport};
use data::engine::files::Files;
use data::engine::limits::Limits;
use tests::{Memory, base};

/// Loads within the usual limits.
fn load(id: &str, files: &dyn Files) -> Result<Bundle, FaultReport> {
    data::engine::load::load(id, files, &Limits::default())
}

fn sound(files: &Memory) -> Bundle {
    match load("base", files) {
        Ok(bundle) => bundle,
        Err(report) => panic!("{report}"),
    }
}

/// No message of a parser stands in a fault.
fn assert_words(fault: &Fault) {
    for theirs in ["invalid type", "struct ", "at line ", "EOF", "missing field"] {
        assert!(!fault.text.zh.contains(theirs) && !fault.text.en.contains(theirs), "{:?}", fault.text);
    }
}

fn faults(files: &Memory) -> FaultReport {
    let Err(report) = load("base", files) else { panic!("a bundle with faults was loaded") };
    for fault in &report.faults {
        let is_han = fault.text.zh.chars().any(|char| ('\u{4e00}'..'\u{9fff}').contains(&char));
        assert!(is_han && fault.text.zh.ends_with('。') && fault.text.en.ends_with('.'), "{:?}", fault.text);
        assert_words(fault);
    }
    report
}

/// `file:row column "value" rule`.
fn place(fault: &Fault) -> String {
    let row = fault.row.map(|row| format!(":{row}")).unwrap_or_default();
    let column = fault.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
    let value = fault.value.as_ref().map(|value| format!(" {value:?}")).unwrap_or_default();
    format!("{}{row}{column}{value} {}", fault.file, fault.rule)
}

/// Changes one place of the sound bundle for each case, and compares the faults with those expected.
fn check(file: &str, cases: &[(&str, &str, &[&str])]) {
    let mut wrong = String::new();
    for (from, to, expected) in cases {
        let found = faults(&base().with(file, from, to));
        let places: Vec<String> = found.faults.iter().map(place).collect();
        if places != *expected {
            wrong.push_str(&format!("{from:?} to {to:?}: {places:#?}, expected {expected:#?}\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A cell as polars prints it, and why it is missing.
fn cell(bundle: &Bundle, table: &str, column: &str, row: usize) -> (String, Option<&'static str>) {
    let data = bundle.data(table).expect("the table");
    let value = data.frame.column(column).expect("the column").get(row).expect("the row").to_string();
    let reason = data.missing.get(column).and_then(|reasons| reasons[row]);
    (value.trim_matches('"').to_string(), reason.map(data::Missing::id))
}

//! Promises across rows, checked once all tables are read: unique values, primary keys, foreign keys. Used by `load`.

use std::collections::HashSet;
use std::fmt::Write;

use polars::prelude::{InitHashMaps, PlHashMap, PlHashSet};

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::PACKAGE;
use super::rows::Rows;
use crate::Text;
use crate::schema::{ForeignKey, Table};

/// Checks every table. `rows` stand in the order of `tables`. A budget that ends is reported, and the rest is left unchecked.
pub(super) fn check(tables: &[Table], rows: &[Rows], budget: &mut Budget<'_>, report: &mut FaultReport) {
    for (table, own) in tables.iter().zip(rows) {
        for (columns, rule) in unique_columns(tables, table) {
            unique(table, own, &columns, rule, budget, report);
        }
        if !table.primary_key.is_empty() {
            primary_key(table, own, budget, report);
        }
        for key in &table.foreign_keys {
            let there = tables.iter().zip(rows).find(|(known, _)| known.id == key.table);
            // Rows that could not be read would make every reference to them look wrong.
            if let Some((there, rows)) = there.filter(|(_, rows)| rows.complete) {
                foreign_key(table, own, key, there, rows, budget, report);
            }
        }
    }
}

/// Counts steps; true once the budget is over.
fn stops(steps: usize, budget: &mut Budget<'_>, report: &mut FaultReport) -> bool {
    if !budget.is_over() {
        report.extend(budget.step(steps, PACKAGE));
    }
    budget.is_over()
}

/// The columns that tell rows apart beside the primary key, each once, with the rule that says so: what is unique, and what others refer to.
fn unique_columns(tables: &[Table], table: &Table) -> Vec<(Vec<String>, &'static str)> {
    let fields = table.fields.iter().filter(|field| field.rules.unique).map(|field| (vec![field.id.clone()], "unique"));
    let keys = table.unique_keys.iter().map(|columns| (columns.clone(), "unique_key"));
    let referred = tables.iter().flat_map(|other| &other.foreign_keys).filter(|key| key.table == table.id);
    let mut known = HashSet::from([table.primary_key.clone()]);
    let all = fields.chain(keys).chain(referred.map(|key| (key.references.clone(), "unique")));
    all.filter(|(columns, _)| known.insert(columns.clone())).collect()
}

/// Some columns of a table, in the order of a key.
struct Key<'a> {
    rows: &'a Rows,
    places: Vec<usize>,
}

impl<'a> Key<'a> {
    /// None when the table lacks one of them.
    fn new(table: &Table, rows: &'a Rows, columns: &[String]) -> Option<Key<'a>> {
        let place = |column: &String| table.fields.place(column);
        Some(Key { rows, places: columns.iter().map(place).collect::<Option<_>>()? })
    }

    /// Writes a row's values into `out`, so that rows with other values are written otherwise; false when one is missing.
    fn write(&self, row: usize, out: &mut String) -> bool {
        out.clear();
        self.places.iter().all(|place| {
            let start = out.len();
            // Writing to a String cannot fail. The length keeps `ab`, `c` apart from `a`, `bc`.
            self.rows.columns[*place].write(row, out) && (self.places.len() == 1 || write!(out, "\u{1f}{},", out.len() - start).is_ok())
        })
    }

    /// A row's values for the eye.
    fn shown(&self, row: usize) -> String {
        let mut out = String::new();
        for (at, place) in self.places.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.rows.columns[*place].write(row, &mut out);
        }
        out
    }
}

/// Rows with a missing part are left out.
fn unique(table: &Table, rows: &Rows, columns: &[String], rule: &'static str, budget: &mut Budget<'_>, report: &mut FaultReport) {
    let Some(key) = Key::new(table, rows, columns) else { return };
    let mut known: PlHashMap<String, usize> = PlHashMap::with_capacity(rows.len());
    let mut text = String::new();
    for row in 0..rows.len() {
        if stops(columns.len(), budget, report) {
            return;
        }
        if !key.write(row, &mut text) {
            continue;
        }
        match known.get(&text) {
            None => {
                known.insert(text.clone(), row);
            }
            Some(first) => report.push_with(rule, || repeated(rows, row, *first, &columns.join(","), &key.shown(row), rule)),
        }
    }
}

fn primary_key(table: &Table, rows: &Rows, budget: &mut Budget<'_>, report: &mut FaultReport) {
    let Some(key) = Key::new(table, rows, &table.primary_key) else { return };
    for row in 0..rows.len() {
        if stops(key.places.len(), budget, report) {
            return;
        }
        for (place, column) in key.places.iter().zip(&table.primary_key) {
            // A cell of the wrong type was reported already.
            if rows.columns[*place].is_missing(row) {
                report.push_with("primary_key", || {
                    let (file, line) = rows.place(row);
                    let text = Text::new("主键不能缺失。", "A primary key must not be missing.");
                    Fault::new(file, "primary_key", text).row(line).column(column)
                });
            }
        }
    }
    unique(table, rows, &table.primary_key, "primary_key", budget, report);
}

fn repeated(rows: &Rows, row: usize, first: usize, column: &str, value: &str, rule: &'static str) -> Fault {
    let (first_file, first_line) = rows.place(first);
    let (file, line) = rows.place(row);
    let text = Text::new(
        format!("值应唯一，但 {first_file} 第 {first_line} 行已有此值。"),
        format!("Expected each value once, but line {first_line} of {first_file} has this one too."),
    );
    Fault::new(file, rule, text).row(line).column(column).value(value)
}

/// A reference with a missing part refers to nothing.
fn foreign_key(
    table: &Table,
    rows: &Rows,
    foreign: &ForeignKey,
    there: &Table,
    others: &Rows,
    budget: &mut Budget<'_>,
    report: &mut FaultReport,
) {
    let (Some(here), Some(reference)) = (Key::new(table, rows, &foreign.columns), Key::new(there, others, &foreign.references)) else {
        return;
    };
    let mut known: PlHashSet<String> = PlHashSet::with_capacity(others.len());
    let mut text = String::new();
    for row in 0..others.len() {
        if stops(1, budget, report) {
            return;
        }
        if reference.write(row, &mut text) && !known.contains(&text) {
            known.insert(text.clone());
        }
    }
    for row in 0..rows.len() {
        if stops(1, budget, report) {
            return;
        }
        if !here.write(row, &mut text) || known.contains(&text) {
            continue;
        }
        report.push_with("foreign_key", || {
            let (file, line) = rows.place(row);
            let (table, columns) = (&foreign.table, foreign.references.join(","));
            let words = Text::new(
                format!("{table}.{columns} 中没有此值：应引用其中已有的一行。"),
                format!("{table}.{columns} has no such value: expected one of its rows."),
            );
            Fault::new(file, "foreign_key", words).row(line).column(foreign.columns.join(",")).value(&here.shown(row))
        });
    }
}

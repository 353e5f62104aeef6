//! Promises across rows, checked once all tables are read: unique values, primary keys, foreign keys. Used by `load`.

use std::collections::{HashMap, HashSet};

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::PACKAGE;
use super::rows::Rows;
use crate::Text;
use crate::schema::{Field, ForeignKey, Table};

/// Checks every table. `rows` stand in the order of `tables`. A budget that ends is reported, and the rest is left unchecked.
pub(super) fn check(tables: &[Table], rows: &[Rows], budget: &mut Budget<'_>, report: &mut FaultReport) {
    // A column that others refer to must tell its rows apart.
    let referenced: HashSet<(&str, &str)> =
        tables.iter().flat_map(|table| &table.foreign_keys).map(|key| (key.table.as_str(), key.reference.as_str())).collect();
    for (table, own) in tables.iter().zip(rows) {
        let is_unique = |field: &&Field| field.rules.unique || referenced.contains(&(table.id.as_str(), field.id.as_str()));
        for field in table.fields.iter().filter(is_unique) {
            if table.primary_key != [field.id.clone()] {
                unique(table, own, &field.id, budget, report);
            }
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

fn unique(table: &Table, rows: &Rows, column: &str, budget: &mut Budget<'_>, report: &mut FaultReport) {
    let Some(at) = table.fields.place(column) else { return };
    let mut known: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    let mut text = String::new();
    for row in 0..rows.len() {
        if stops(1, budget, report) {
            return;
        }
        text.clear();
        if !rows.columns[at].write(row, &mut text) {
            continue;
        }
        match known.get(&text) {
            None => {
                known.insert(text.clone(), row);
            }
            Some(first) => report.push_with("unique", || repeated(rows, row, *first, column, &text, "unique")),
        }
    }
}

fn primary_key(table: &Table, rows: &Rows, budget: &mut Budget<'_>, report: &mut FaultReport) {
    let places: Vec<usize> = table.primary_key.iter().filter_map(|column| table.fields.place(column)).collect();
    let columns = table.primary_key.join(",");
    let mut known: HashMap<String, usize> = HashMap::with_capacity(rows.len());
    let mut text = String::new();
    for row in 0..rows.len() {
        if stops(places.len(), budget, report) {
            return;
        }
        text.clear();
        let mut whole = true;
        for (at, place) in places.iter().enumerate() {
            if at > 0 {
                text.push('\u{1f}');
            }
            if !rows.columns[*place].write(row, &mut text) {
                whole = false;
                // A cell of the wrong type was reported already.
                if rows.columns[*place].is_missing(row) {
                    report.push_with("primary_key", || {
                        let (file, line) = rows.place(row);
                        let text = Text::new("主键不能缺失。", "A primary key must not be missing.");
                        Fault::new(file, "primary_key", text).row(line).column(&table.primary_key[at])
                    });
                }
            }
        }
        if !whole {
            continue;
        }
        match known.get(&text) {
            None => {
                known.insert(text.clone(), row);
            }
            Some(first) => {
                let shown = || text.replace('\u{1f}', ",");
                report.push_with("primary_key", || repeated(rows, row, *first, &columns, &shown(), "primary_key"));
            }
        }
    }
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

fn foreign_key(
    table: &Table,
    rows: &Rows,
    key: &ForeignKey,
    there: &Table,
    others: &Rows,
    budget: &mut Budget<'_>,
    report: &mut FaultReport,
) {
    let (Some(here), Some(reference)) = (table.fields.place(&key.column), there.fields.place(&key.reference)) else { return };
    let mut known: HashSet<String> = HashSet::with_capacity(others.len());
    let mut text = String::new();
    for row in 0..others.len() {
        if stops(1, budget, report) {
            return;
        }
        text.clear();
        if others.columns[reference].write(row, &mut text) && !known.contains(&text) {
            known.insert(text.clone());
        }
    }
    for row in 0..rows.len() {
        if stops(1, budget, report) {
            return;
        }
        text.clear();
        if !rows.columns[here].write(row, &mut text) || known.contains(&text) {
            continue;
        }
        report.push_with("foreign_key", || {
            let (file, line) = rows.place(row);
            let words = Text::new(
                format!("{}.{} 中没有此值：应引用其中已有的一行。", key.table, key.reference),
                format!("{}.{} has no such value: expected one of its rows.", key.table, key.reference),
            );
            Fault::new(file, "foreign_key", words).row(line).column(&key.column).value(&text)
        });
    }
}

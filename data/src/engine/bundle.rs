//! A loaded bundle: its schema and its tables as frames. Made by `load`, asked by everything else in the engine.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use polars::prelude::DataFrame;

use super::fault::Warnings;
use super::texts::text_at;
use crate::digits::Digits;
use crate::exact::Decimals;
use crate::report::Shape;
use crate::{Missing, Schema};

/// A bundle whose every promise was checked.
#[derive(Debug)]
pub struct Bundle {
    /// What it declares.
    pub schema: Schema,
    /// Its tables, in the order of `schema.tables`.
    pub tables: Vec<TableData>,
    /// The shapes of dimensions that have boundaries, by dimension and value.
    pub shapes: BTreeMap<String, BTreeMap<String, Arc<Shape>>>,
    /// SHA-256 over its files, in hex: part of every ETag.
    pub digest: String,
    /// What is odd about its files.
    pub warnings: Warnings,
}

/// One table's rows.
#[derive(Debug)]
pub struct TableData {
    /// Typed columns in the schema's order: String, Int64 (integer, year), Float64, Boolean; a date is a String `2024-12-31`.
    /// Missing cells are null.
    pub frame: DataFrame,
    /// For each column with missing cells: why, row by row (`None` where the cell has a value).
    pub missing: BTreeMap<String, Vec<Option<Missing>>>,
    /// The columns of whole numbers, and of numbers with at most nine decimals, to the last digit.
    pub decimals: BTreeMap<String, Arc<Decimals>>,
    /// For each column with numbers that no double holds: these, by row.
    pub beyond: BTreeMap<String, HashMap<usize, Digits>>,
}

impl TableData {
    /// A column's cells as text, each value in its one spelling, `None` where missing. `None`: there is no such column.
    pub(super) fn texts(&self, column: &str) -> Option<impl Iterator<Item = Option<String>> + '_> {
        let cells = self.frame.column(column).ok()?;
        let beyond = self.beyond.get(column);
        let text = move |row| beyond.and_then(|digits| digits.get(&row)).map(Digits::to_string).or_else(|| text_at(cells, row));
        Some((0..cells.len()).map(text))
    }
}

impl TableData {
    /// Hands over each cell of a column as text, with its row. `None`: there is no such column.
    pub(super) fn each_text(&self, column: &str, mut each: impl FnMut(usize, Option<&str>)) -> Option<()> {
        match (self.frame.column(column).ok()?.str(), self.beyond.get(column)) {
            // Nothing is written anew.
            (Ok(cells), None) => cells.iter().enumerate().for_each(|(row, text)| each(row, text)),
            _ => self.texts(column)?.enumerate().for_each(|(row, text)| each(row, text.as_deref())),
        }
        Some(())
    }
}

impl Bundle {
    /// The rows of the table with this id.
    pub fn data(&self, table: &str) -> Option<&TableData> {
        let at = self.schema.tables.iter().position(|known| known.id == table)?;
        self.tables.get(at)
    }
}

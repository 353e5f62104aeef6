//! A page of a table as plain rows: its columns, those that can be chosen, and its cells.

use serde::{Deserialize, Serialize};

use super::Published;
use crate::{Basis, Missing, Query, Text};

/// One page of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TablePage {
    /// The table.
    pub table: String,
    /// Its title.
    pub title: Text,
    /// What one row is.
    pub description: Text,
    /// Columns shown.
    pub columns: Vec<Column>,
    /// Every column of the table, for the chooser.
    pub choices: Vec<ColumnChoice>,
    /// Rows shown, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The basis of each row shown.
    pub row_basis: Vec<Basis>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// Rows a page.
    pub size: u32,
    /// Rows that match.
    pub matched: u32,
    /// All rows.
    pub total: u32,
    /// Published figures that rows of the table should reproduce.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Published>,
}

/// A column of the table page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it means.
    pub description: Text,
    /// Its unit.
    pub unit: Text,
    /// True for numbers: right-aligned.
    pub numeric: bool,
    /// Whether the table is sorted by it, and which way (`true`: descending).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sorted: Option<bool>,
    /// The query sorted by it.
    pub sort: Query,
}

/// A column that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Whether it is shown.
    pub shown: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The value as in the file; empty when missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub raw: String,
    /// The number, for numeric columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Its label, where it differs from `raw` (the name behind an id, the label of a category).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// Why it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// For a dimension's cell: the query filtered to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Query>,
}

//! What a generator's spec may say: the types behind `generate.toml`. Read by `generate` only.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    /// Seed of the generator.
    pub(super) seed: u64,
    /// Maps that templates use.
    #[serde(default)]
    pub(super) lookup: Vec<Lookup>,
    /// Tables, in order: a table may refer to those before it.
    pub(super) table: Vec<TableSpec>,
}

/// A map from one text to another: written here, or two columns of a CSV.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lookup {
    /// Its name in templates.
    pub(super) name: String,
    /// The pairs.
    #[serde(default)]
    pub(super) values: BTreeMap<String, String>,
    /// The CSV with further pairs.
    pub(super) from: Option<LookupFrom>,
}

/// Two columns of a CSV that is there already.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookupFrom {
    /// The file, relative to the spec.
    pub(super) file: String,
    /// The column with what is looked up.
    pub(super) key: String,
    /// The column with the answer.
    pub(super) value: String,
}

/// One CSV.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableSpec {
    /// The file to write, relative to the spec; also its name for later tables.
    pub(super) file: String,
    /// A hand-made CSV whose rows stand first, unchanged; columns that it lacks are missing.
    pub(super) published: Option<String>,
    /// The columns written, in order.
    pub(super) columns: Vec<String>,
    /// Rows written out here.
    pub(super) list: Option<List>,
    /// Rows for each row of an earlier table.
    pub(super) each: Option<Each>,
    /// Rows drawn from an earlier table.
    pub(super) draw: Option<Draw>,
    /// What fills the columns, in order. Several entries for one column: each takes the rows that none before it took.
    #[serde(default)]
    pub(super) column: Vec<Column>,
}

/// Rows written out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The columns given.
    pub(super) heads: Vec<String>,
    /// Their cells, row by row.
    pub(super) rows: Vec<Vec<String>>,
}

/// So many rows for each row of an earlier table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Each {
    /// The earlier table's file.
    pub(super) of: String,
    /// Which of its rows.
    #[serde(default, rename = "where")]
    pub(super) only: When,
    /// Its column that says how many.
    pub(super) count: String,
    /// Column here to column there.
    pub(super) take: BTreeMap<String, String>,
}

/// Rows drawn from an earlier table, none twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draw {
    /// The earlier table's file.
    pub(super) from: String,
    /// Its column with the weight, a whole number; rows without one are not drawn.
    pub(super) weight: String,
    /// Column here to column there.
    pub(super) take: BTreeMap<String, String>,
    /// How many of what, in order.
    pub(super) quota: Vec<Quota>,
}

/// So many rows with these cells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quota {
    /// How many.
    pub(super) count: usize,
    /// Their cells.
    pub(super) set: BTreeMap<String, String>,
    /// Which rows of the earlier table may be drawn.
    #[serde(default, rename = "where")]
    pub(super) only: When,
}

/// Conditions on a row; all must hold.
pub(super) type When = BTreeMap<String, Test>;

/// A condition on one cell.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Test {
    /// It is this text.
    Is(String),
    /// It is one of these.
    Any(Vec<String>),
    /// It is a whole number from `gte` to below `lt`.
    Within {
        /// At least.
        gte: Option<i64>,
        /// Less than.
        lt: Option<i64>,
    },
}

/// What fills a column: exactly one of `text`, `pick`, `ranges`, `lognormal`, `apportion`, `first`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    /// The column.
    pub(super) id: String,
    /// Which rows; all without it.
    #[serde(default)]
    pub(super) when: When,
    /// A template: `{column}`, `{column|lookup}`, `{n}` the generated row's number, `{row}` its number in the file, `{row:4}` padded with zeros.
    pub(super) text: Option<String>,
    /// Values with their weights.
    pub(super) pick: Option<Vec<(String, u64)>>,
    /// Whole numbers: from, to, weight; even within a range.
    pub(super) ranges: Option<Vec<(i64, i64, u64)>>,
    /// A skewed amount.
    pub(super) lognormal: Option<LogNormal>,
    /// A total shared out.
    pub(super) apportion: Option<Apportion>,
    /// `true` for the largest row of each group, else `false`.
    pub(super) first: Option<First>,
    /// Rows left empty, per cent.
    #[serde(default)]
    pub(super) missing: u64,
}

/// A whole number: `median · exp(sigma · z)`, times another column, over `per`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogNormal {
    /// Half of the values are below.
    pub(super) median: f64,
    /// Spread of the logarithm.
    pub(super) sigma: f64,
    /// Multiplied by this column.
    pub(super) times: Option<String>,
    /// Divided by this.
    #[serde(default = "one")]
    pub(super) per: f64,
    /// Not below.
    #[serde(default)]
    pub(super) min: i64,
    /// Not above.
    pub(super) max: Option<i64>,
}

/// A total shared out by weight, largest remainders first, at least one each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Apportion {
    /// What the column sums to.
    pub(super) total: u64,
    /// The column with the weights, whole numbers.
    pub(super) by: String,
}

/// The largest of each group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct First {
    /// The column compared, whole numbers; of equal rows the first.
    pub(super) by: String,
    /// The column that groups.
    pub(super) within: String,
}

fn one() -> f64 {
    1.0
}

//! A URL as a value: bundle, view, clauses as written, and how the table is shown. Syntax only: `plan` gives it meaning.
//!
//! Defaults are left out, keys stand in one fixed order, one spelling per state: `Query::parse(&query.to_string())` gives the query back.

mod base;
mod codec;
mod links;
mod rebase;
mod sides;
mod spelled;

pub use base::Base;
pub use links::{CHART, FACET, LONGEST_ADDRESS, LONGEST_LINK, LONGEST_WORDS, PAGE_SIZES, RESERVED, WAS, WEIGHT};
pub use sides::side;
pub use spelled::{json_string, readable, spelled};

use serde::Deserialize;

use crate::Lang;
use crate::composite::{Aggregation, Norm};
use crate::filter::Op;

/// The whole state of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Query {
    /// The bundle: the first segment of the path. Empty on the home page.
    pub bundle: String,
    /// The view: what follows the bundle in the path. Empty for the dashboard.
    pub view: String,
    /// What the view is about, when it is one thing: what follows the view in the path.
    pub item: String,
    /// The filter: sorted by key and operator, at most one clause of each.
    pub clauses: Vec<Clause>,
    /// Words that the rows of the tab's table must contain.
    pub q: Option<String>,
    /// Words that the values of a dimension must contain, in the list of them.
    pub find: Option<String>,
    /// The column that sorts the table; the bundle's order without it.
    pub sort: Option<Sort>,
    /// The page of the table, from 1.
    pub page: u32,
    /// Rows a page: one of [`PAGE_SIZES`].
    pub size: u32,
    /// The columns shown.
    pub cols: Cols,
    /// The table shown; the bundle's first without it.
    pub tab: Option<String>,
    /// The language, when the URL says it.
    pub lang: Option<Lang>,
    /// Whether a CSV begins with a byte order mark.
    pub bom: bool,
    /// What stands in a CSV's first line.
    pub head: Head,
    /// What stands in a CSV's cells.
    pub cells: Cells,
    /// The first side of a comparison.
    pub a: Option<String>,
    /// The other sides, in their order.
    pub b: Vec<String>,
    /// Weights of measures in a composite, sorted by measure; those of the bundle where none is given.
    pub weights: Vec<(String, u32)>,
    /// How a composite makes its inputs comparable.
    pub norm: Norm,
    /// How a composite adds them up.
    pub aggregation: Aggregation,
    /// Whether rows made to illustrate count where only published ones do otherwise.
    pub illustrative: bool,
    /// What an overlapping count shows.
    pub overlap: Overlap,
    /// The date that numbers are compared with.
    pub vs: Option<String>,
    /// The parameters of a chart that the reader makes, as written, in the order of [`CHART`].
    pub chart: Vec<(String, String)>,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            bundle: String::new(),
            view: String::new(),
            item: String::new(),
            clauses: Vec::new(),
            q: None,
            find: None,
            sort: None,
            page: 1,
            size: PAGE_SIZES[0],
            cols: Cols::Default,
            tab: None,
            lang: None,
            bom: true,
            head: Head::Id,
            cells: Cells::Raw,
            a: None,
            b: Vec::new(),
            weights: Vec::new(),
            norm: Norm::default(),
            aggregation: Aggregation::default(),
            illustrative: false,
            overlap: Overlap::default(),
            vs: None,
            chart: Vec::new(),
        }
    }
}

/// Puts an item in its place in a sorted list. Lists of a query are short and grow one by one; sorting them would cost the client kilobytes.
fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    let at = list.partition_point(|known| *known <= item);
    list.insert(at, item);
}

/// One condition, as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clause {
    /// A dimension, a measure, or `table.column`.
    pub key: String,
    /// The operator.
    pub op: Op,
    /// The values: in the reader's order, without repeats, never empty.
    pub values: Vec<String>,
}

/// A column that sorts, and which way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column's id.
    pub column: String,
    /// True: largest or last first; written `-column`.
    pub descending: bool,
}

/// Which columns are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cols {
    /// Those that the bundle chose for the tab.
    #[default]
    Default,
    /// Every column of the table: `cols=all`.
    All,
    /// These, in this order: `cols=id,city`.
    These(Vec<String>),
}

/// What an overlapping count shows: awards that one holder may have several of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Overlap {
    /// Every award by itself.
    #[default]
    Awards,
    /// At least and at most how many holders there are: `overlap=bounds`.
    Bounds,
}

/// What stands in a CSV's cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cells {
    /// What the bundle's files have.
    #[default]
    Raw,
    /// Categories by their labels, truth values as yes and no, in the URL's language: `cells=label`.
    Label,
}

/// What stands in a CSV's first line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Head {
    /// Column ids.
    #[default]
    Id,
    /// Column titles in the URL's language: `head=title`.
    Title,
}

//! What a bundle declares, after loading: tables with typed fields (from `datapackage.json`), and dimensions, measures, tiles,
//! panels and tabs (from `dashboard.toml`). Everything that the interface shows about a bundle comes from here.

mod charts;
mod fit;
pub(crate) mod moment;
mod seen;
mod table;
mod views;
mod ways;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::charts::{Classing, EXPLORE, Order, PanelKind, PanelSpec, ReferenceSpec, TileSpec};
pub use self::fit::Unfit;
pub use self::seen::Seen;
pub use self::table::{At, BASIS_COLUMN, Bound, Category, End, Field, Fields, ForeignKey, Kind, Rules, Spelling, Suppress, Table};
pub use self::views::{LadderSpec, LeadSpec, RaceInputSpec, RaceSpec};
pub use self::ways::{Reached, listed};
use crate::{Basis, Text};

/// A bundle's whole vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The folder's name: first segment of every URL.
    pub id: String,
    /// `version` of the package.
    pub version: String,
    /// Its name on the page.
    pub title: Text,
    /// What it is, in a sentence or two.
    pub description: Text,
    /// Where its data comes from.
    pub sources: Vec<Source>,
    /// Its licences' names.
    pub licences: Vec<String>,
    /// Tables in the package's order.
    pub tables: Vec<Table>,
    /// Dimensions, in the order of the facets.
    pub dimensions: Vec<Dimension>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Headline tiles, in order.
    pub tiles: Vec<TileSpec>,
    /// Panels, in order.
    pub panels: Vec<PanelSpec>,
    /// Tables shown as tabs, in order.
    pub tabs: Vec<Tab>,
    /// The table of published figures, if there is one.
    pub statements: Option<String>,
    /// The dimension of dates that the page filters and compares by, if there is one.
    pub time: Option<String>,
    /// The sides that a comparison begins with, each a filter in the grammar of the URL.
    pub compare: Vec<String>,
    /// The contest, if there is one.
    pub race: Option<RaceSpec>,
    /// The ladder, if there is one.
    pub ladder: Option<LadderSpec>,
    /// What tells lead enterprises, if anything does.
    pub lead: Option<LeadSpec>,
}

/// Where data comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Publisher and title.
    pub title: String,
    /// Address, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What it is the source of: rows that rest on less are from elsewhere.
    #[serde(default, skip_serializing_if = "Basis::is_published")]
    pub basis: Basis,
}

/// A way to split and filter, across tables.
#[derive(Clone, Debug, Default)]
pub struct Dimension {
    /// Its key in URLs.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it means.
    pub description: Text,
    /// What kind of order and look it has.
    pub role: Role,
    /// Table to column, where it stands itself. Other tables get it through their foreign keys.
    pub columns: BTreeMap<String, String>,
    /// For a table that gets it by several ways that are equally near: the keys that it means, `origin` or `order.origin`.
    pub via: BTreeMap<String, String>,
    /// Its values with their labels, in order, when the bundle gives them; otherwise they come from the rows.
    pub values: Vec<Category>,
    /// Where labels come from when `values` is empty.
    pub labels: Option<Labels>,
    /// Another dimension, boolean, that marks some of its values (corridor cities).
    pub marked_by: Option<String>,
    /// Shown as a facet at the side.
    pub facet: bool,
    /// The measure that its facet and the strip of its dates show in the place of rows.
    pub counts: Option<String>,
    /// Where its values lie on a map.
    pub places: Option<Places>,
    /// Where its values stand in a tile grid.
    pub cells: Option<Cells>,
    /// The boundaries of its values.
    pub shapes: Option<Shapes>,
    /// Of dates: how far one lies from the next, in years, months or days as they are written. `None`: the smallest gap.
    pub step: Option<f64>,
}

/// The boundaries of values, from a GeoJSON file of the bundle.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shapes {
    /// The file.
    pub path: String,
    /// The property of a feature that names the value.
    pub property: String,
    /// The approval number of the map, printed on it.
    pub approval: Text,
}

/// Where values lie on a map, from a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The table.
    pub table: String,
    /// Its column with the value.
    pub value: String,
    /// Its column with degrees east.
    pub longitude: String,
    /// Its column with degrees north.
    pub latitude: String,
}

/// Where values stand in a tile grid, from a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cells {
    /// The table.
    pub table: String,
    /// Its column with the value.
    pub value: String,
    /// Its column with the place from the left, from 0.
    pub column: String,
    /// Its column with the place from the top, from 0.
    pub row: String,
    /// Its column with a short code, for squares that cannot hold a name.
    #[serde(default)]
    pub code: Option<String>,
}

/// Labels of a dimension's values, from a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The table.
    pub table: String,
    /// Its column with the value.
    pub value: String,
    /// Its column with the Chinese label.
    pub zh: String,
    /// Its column with the English label.
    pub en: String,
}

/// What kind of dimension it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// No order of its own: sorted by value.
    #[default]
    Plain,
    /// Ordered by nature, low to high.
    Ordered,
    /// A region.
    Region,
    /// A year: ordered.
    Year,
}

/// A number that can be asked for any set of rows.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// Its key in URLs.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// How it is defined, for the footnote and the documentation.
    pub description: Text,
    /// Its unit.
    pub unit: Text,
    /// The table whose rows it takes.
    pub table: String,
    /// What it does with them.
    pub formula: Formula,
    /// Clauses that are always on: `level=70&qtr=1`.
    pub filter: String,
    /// Decimals shown.
    pub decimals: u8,
    /// For a stock, counted anew at each date: the dimension of the dates, which do not add up. Where nothing fixes the date, the latest counts.
    pub stock: Option<String>,
    /// Of an indicator: over fewer units it says how far one unit moves it. Zero: never.
    pub small: u32,
}

/// What a measure does with the rows under the filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Formula {
    /// How many rows.
    #[default]
    Count,
    /// How many different values of the column.
    CountDistinct(String),
    /// The column's sum over rows that have it.
    Sum(String),
    /// The column's mean over rows that have it.
    Mean(String),
    /// The column's median over rows that have it.
    Median(String),
    /// How many different holders the rows have, when a holder has at most one row of each value of the dimension: exactly where the column
    /// names them all, else between bounds.
    Holders {
        /// The column that names the holder, if there is one.
        column: Option<String>,
        /// The dimension of which a holder has each value at most once.
        split: String,
    },
    /// Rows under these further clauses, over all rows, in per cent.
    Share(String),
    /// How much the column's sum grew from one date to another, in per cent, over the units that have both.
    Growth {
        /// The column.
        column: String,
        /// The dimension of the units.
        unit: String,
        /// The earlier date; the first without one.
        from: Option<String>,
        /// The later date; the last without one.
        to: Option<String>,
    },
    /// Sum of one column over the sum of another, over rows that have both, times a factor.
    Rate {
        /// The numerator's column.
        over: String,
        /// The denominator's column.
        under: String,
        /// 100 for per cent.
        factor: f64,
    },
}

impl Formula {
    /// True when the parts of a split add up to the whole, so that shares and stacking make sense.
    pub fn is_additive(&self) -> bool {
        matches!(self, Formula::Count | Formula::Sum(_))
    }

    /// True for an indicator: what one unit more or less moves up or down, and does not make larger or smaller by itself.
    pub fn is_indicator(&self) -> bool {
        matches!(self, Formula::Mean(_) | Formula::Median(_) | Formula::Share(_) | Formula::Rate { .. })
    }

    /// The column that a clause on the measure's key compares.
    pub fn column(&self) -> Option<&str> {
        match self {
            Formula::Sum(column) | Formula::Mean(column) | Formula::Median(column) => Some(column),
            _ => None,
        }
    }
}

/// A table shown on the page.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// The table.
    pub table: String,
    /// The columns shown unless the reader chooses.
    pub columns: Vec<String>,
    /// The order unless the reader chooses: a column, with `-` for descending. The file's order without it.
    pub sort: Option<String>,
}

impl Schema {
    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The dimension with this id.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }

    /// The measure with this id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The dimension that stands in `table.column`.
    pub fn dimension_of(&self, table: &str, column: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.columns.get(table).is_some_and(|known| known == column))
    }
}

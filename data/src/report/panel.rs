//! Charts as plain rows: what to draw, and where each mark leads.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Compared, MeasureInfo, Published};
use crate::schema::{Classing, PanelKind, Source};
use crate::{Amount, Basis, Bounds, Missing, Query, Text};

/// A chart: what to draw, and where each mark leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Its id: `panels/{id}.csv`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it draws.
    pub kind: PanelKind,
    /// The measure; in a scatter the vertical axis.
    pub measure: MeasureInfo,
    /// A scatter's horizontal axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<MeasureInfo>,
    /// The dimension's key.
    pub by: String,
    /// The dimension's title.
    pub by_title: Text,
    /// True when the marks stand in the dimension's own order, not by value.
    pub ordered: bool,
    /// What the marked values are, when the dimension marks some (`长春四辽吉松工业走廊`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Text>,
    /// The split's title and values, for stacked bars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Marks, in the order to draw.
    pub rows: Vec<Row>,
    /// The marks beyond the panel's `top`, as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Others>,
    /// The measure over everything under this panel's filter.
    pub total: Amount,
    /// The worst basis of what it counts.
    pub basis: Basis,
    /// Titles of filters that its table cannot see: they do not apply here.
    pub ignores: Vec<Text>,
    /// Where the rows come from.
    pub sources: Vec<Source>,
    /// Published figures that the chart shows: its total, and those of the dimensions that it is drawn by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Published>,
    /// A remark of the bundle.
    pub note: Text,
    /// The dimension's key of small multiples; empty without.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub per: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub per_title: Text,
    /// The measure behind the area of bubbles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sized: Option<MeasureInfo>,
    /// Whether the horizontal axis of points is logarithmic.
    #[serde(default)]
    pub log_x: bool,
    /// Whether the vertical axis of points and lines is logarithmic.
    #[serde(default)]
    pub log_y: bool,
    /// The dates of the comparison, where rows have values of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vs: Option<Compared>,
    /// The one date of the bundle that all its rows are of, as it stands before them (`2024 年`): conditions on dates do not apply to it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub dated: Text,
    /// Why bars are not compared although it was asked for.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub uncompared: Text,
    /// Of lines and areas over dates: how far one date lies from the next, in the unit of `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// How a choropleth makes its classes.
    #[serde(default)]
    pub classes: Classing,
    /// The approval number of a map with boundaries.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub approval: Text,
    /// A line that values are held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Where slopes are an index: the date of which every mark's value is 100.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub index: Text,
    /// Which marks have no index, and why.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub unindexed: Text,
    /// Why it is not made, and what would do, where it would take too much; there are no marks then.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub refused: Text,
    /// Small charts of the same kind, in the order to draw; `rows` is then what all of them together show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub multiples: Vec<Multiple>,
}

impl Panel {
    /// Whether its amounts are of several dates, so that a comparison has two numbers beside them: all rows have both, or none has.
    pub fn compares_totals(&self) -> bool {
        self.rows.first().is_some_and(|row| row.now.is_some())
    }
}

/// A line that values are held against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Where it lies.
    pub value: f64,
    /// What it is.
    pub label: Text,
}

/// One of several small charts on the same scales.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Multiple {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// The query with it chosen alone; with nothing chosen in its place when it is that already.
    pub link: Query,
    /// The query with it added to what is chosen, or taken away, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Query>,
    /// Whether the filter has it.
    #[serde(default)]
    pub selected: bool,
    /// Its marks.
    pub rows: Vec<Row>,
    /// The measure over its rows.
    pub total: Amount,
}

/// The parts of stacked bars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The dimension's key.
    pub dimension: String,
    /// Its title.
    pub title: Text,
    /// True when the values are ordered: one hue in steps.
    pub ordered: bool,
    /// The values, in order; every row has one part for each.
    pub values: Vec<SplitValue>,
}

/// One value of the split.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SplitValue {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// Whether the filter has it.
    pub selected: bool,
    /// The query with it chosen alone; with nothing chosen in its place when it is that already.
    pub link: Query,
    /// The query with it added to what is chosen, or taken away, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Query>,
    /// Why it is missing, for the part of rows without a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// One mark of a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The value in URLs; empty for rows whose value is missing, labelled with the reason.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// The measure.
    pub amount: Amount,
    /// In lines and areas over dates: where it lies, in years, months or days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// The same at the latest date, where the amount is of several dates: this is what is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Amount>,
    /// The same at the date of comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// Its share of the panel's total, in per cent; only for additive measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Its place by value, from 1; equal values share a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// In a scatter: the horizontal measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<Amount>,
    /// In stacked bars: one part for each value of the split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Amount>,
    /// Where slopes are an index: each part in per cent of the first date's; none where that is zero, missing or negative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indices: Vec<Option<f64>>,
    /// In bubbles: the measure behind the area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Amount>,
    /// In box plots: how the number is spread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// In a histogram: the interval, its end not in it but for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Bounds>,
    /// On a map: where the region lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// In a choropleth: its boundary. Not in the JSON: the picture has it.
    #[serde(skip)]
    pub shape: Option<Arc<Shape>>,
    /// In a tile grid: its cell, column and row from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<(u32, u32)>,
    /// In a tile grid: a short code, for squares that cannot hold the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Whether the dimension marks this value.
    #[serde(default)]
    pub marked: bool,
    /// Whether the filter has this value.
    #[serde(default)]
    pub selected: bool,
    /// The query with it chosen alone; with nothing chosen in its place when it is that already.
    pub link: Query,
    /// The query with it added to what is chosen, or taken away, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Query>,
}

/// How a number is spread over rows: Tukey's box plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The lowest number within one and a half interquartile ranges below the lower quartile.
    pub low: f64,
    /// The lower quartile.
    pub lower: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub upper: f64,
    /// The highest number within one and a half interquartile ranges above the upper quartile.
    pub high: f64,
    /// Numbers beyond, rising; at most those that a picture can show.
    pub outliers: Vec<f64>,
    /// How many there are beyond.
    pub beyond: u32,
}

/// The boundary of a region: polygons, each a ring and the rings of its holes, in degrees east and north.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// The polygons.
    pub polygons: Vec<Vec<Vec<(f64, f64)>>>,
}

/// Where a region lies, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// East.
    pub longitude: f64,
    /// North.
    pub latitude: f64,
}

/// The rest of a chart with too many marks: never dropped silently.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Others {
    /// How many values.
    pub count: u32,
    /// The measure over them together.
    pub amount: Amount,
    /// Their share of the panel's total, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// In stacked bars: their parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Amount>,
    /// The first of them one by one, for the table under the chart; its CSV has all.
    pub rows: Vec<Row>,
}

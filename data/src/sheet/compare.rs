//! Sides beside each other. Parts of a `Sheet`.

use serde::Serialize;

use crate::report::{MeasureInfo, Panel};
use crate::{Amount, Query, Text};

/// Sides beside each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The sides, the first being what the others are compared to.
    pub sides: Vec<Side>,
    /// One row a measure.
    pub rows: Vec<Compared>,
    /// A chart a measure: one bar a side.
    pub charts: Vec<Panel>,
    /// What may be chosen, by dimension.
    pub choices: Vec<SideChoices>,
    /// Sides at most.
    pub most: u32,
}

/// A side of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// As it stands in the URL: a filter in the grammar of the URL, or `all`.
    pub key: String,
    /// In words.
    pub label: Text,
    /// The dashboard filtered to it.
    pub link: Query,
    /// The comparison without it.
    pub remove: Query,
    /// The comparison with everything outside it as one more side; none where there is no room or no complement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_rest: Option<Query>,
}

/// A measure over every side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The measure.
    pub measure: MeasureInfo,
    /// One cell a side.
    pub cells: Vec<ComparedCell>,
    /// The measure over everything.
    pub all: Amount,
}

/// A measure over one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedCell {
    /// The value.
    pub amount: Amount,
    /// Its share of everything, in per cent, for measures whose parts add up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The value less the first side's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// The same with every digit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub difference_written: String,
    /// The value over the first side's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// True when the measure's table cannot see the side: the value is then missing.
    pub unseen: bool,
}

/// The sides that a dimension offers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideChoices {
    /// The dimension's title.
    pub title: Text,
    /// Keys and labels.
    pub values: Vec<(String, Text)>,
}

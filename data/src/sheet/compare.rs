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
    /// What may be chosen, dimension by dimension (`市州：长春市`): such words are understood as a side.
    pub choices: Vec<Text>,
    /// Sides at most.
    pub most: u32,
    /// The bundle's own comparison, where it has one and there are no sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Suggested>,
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
    /// The comparison with it as the base; none of the base itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Query>,
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
    /// The value over the first side's. Percentages have none: their difference says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// Why two values have no ratio; empty where they have one, and for percentages.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub no_ratio: Text,
    /// True when the measure's table cannot see the side: the value is then missing.
    pub unseen: bool,
}

/// A comparison to begin with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggested {
    /// Its sides in words.
    pub sides: Vec<Text>,
    /// Where it is.
    pub link: Query,
}

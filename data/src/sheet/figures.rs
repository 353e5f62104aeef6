//! Published figures against what the rows give: one of them, and all of them. Parts of a `Sheet`.

use serde::Serialize;

use crate::report::MeasureInfo;
use crate::schema::Source;
use crate::statement::{Statement, Status};
use crate::{Amount, Query, Text};

/// A published figure against what the rows give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// The figure.
    pub statement: Statement,
    /// The document that it stands in: publisher, title, date, and the publisher's address where there is one.
    pub source: Source,
    /// Its page.
    pub link: Query,
    /// The measure that should reproduce it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureInfo>,
    /// What the rows give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Amount>,
    /// Counted less published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<f64>,
    /// The same with every digit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub difference_written: String,
    /// The outcome.
    pub status: Status,
    /// Why it cannot be computed, or that it is equal when rounded; empty otherwise.
    pub why: Text,
    /// The dashboard with the rows counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Query>,
    /// The figure that this one is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// A figure as a part of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The whole.
    pub whole: Statement,
    /// Its page.
    pub link: Query,
    /// The part in per cent of the whole, as published.
    pub share: Option<f64>,
    /// Whether the part is at most the whole, as published and (where both are computed) as counted.
    pub holds: bool,
}

/// Every published figure under the filter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reconciliation {
    /// The figures, in the order of the table.
    pub rows: Vec<Checked>,
    /// How many there are without the filter.
    pub total: u32,
    /// How many of the rows have each status, in the order of [`Status::ALL`].
    pub summary: Vec<(Status, u32)>,
}

//! What a paragraph says of the current filter. Parts of a `Sheet`.

use serde::Serialize;

use crate::report::MeasureInfo;
use crate::schema::Source;
use crate::statement::Statement;
use crate::{Amount, Query, Text};

/// What a paragraph in the register of an official reply says, one fact a sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The facts, published figures first.
    pub facts: Vec<Fact>,
    /// Whether rows that were inferred or made to illustrate count.
    pub illustrative: bool,
    /// The same paragraph with the other choice.
    pub switch: Query,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// A published figure about what the filter says.
    Published {
        /// The figure.
        statement: Box<Statement>,
        /// The document: publisher, title, date.
        source: Source,
        /// Its page.
        link: Query,
    },
    /// A measure over the rows.
    Counted {
        /// The measure.
        measure: Box<MeasureInfo>,
        /// Its amount under the filter.
        amount: Amount,
        /// Where these rows come from.
        sources: Vec<Source>,
        /// The dashboard with the rows counted.
        link: Query,
        /// True when further rows are under the filter that rest on less and are left out.
        partial: bool,
        /// The largest value of the first dimension that divides it.
        #[serde(skip_serializing_if = "Option::is_none")]
        largest: Option<Box<Largest>>,
    },
}

/// The largest part of a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Largest {
    /// Its label.
    pub label: Text,
    /// Its amount.
    pub amount: Amount,
    /// Its share of the whole, in per cent.
    pub share: f64,
    /// The dashboard filtered to it.
    pub link: Query,
}

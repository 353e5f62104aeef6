//! What the engine answers to the views beside the dashboard, as plain rows: `/{bundle}/reconcile`, `/compare`, `/race` and the page of one
//! published figure. Pages, `report.json` of a view and its CSV all draw a [`Sheet`]; only the server does, so the client carries none of it.

use serde::Serialize;

use crate::composite::{Aggregation, Interval, Norm};
use crate::report::{BundleInfo, Chip, MeasureInfo, Panel};
use crate::statement::{Statement, Status};
use crate::{Amount, Basis, Notice, Query, Text};

/// The views of a bundle beside the dashboard, in the order of the navigation. The last ones are files too (`race.csv`), so no table has
/// their names.
pub const VIEWS: [&str; 4] = ["published", "reconcile", "compare", "race"];

/// The whole answer of a view.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// The query as understood, canonical.
    pub query: Query,
    /// The bundle.
    pub bundle: BundleInfo,
    /// Everything about the query that was not understood.
    pub notices: Vec<Notice>,
    /// The filter, one chip a value.
    pub chips: Vec<Chip>,
    /// The link that removes the whole filter.
    pub clear: Query,
    /// The worst basis of anything counted here.
    pub basis: Basis,
    /// What the view shows.
    pub body: Body,
}

/// What a view shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum Body {
    /// `/{bundle}/published/{id}`: one published figure and its check.
    Statement(Box<Checked>),
    /// `/{bundle}/reconcile`: every published figure and its check.
    Reconcile(Reconciliation),
    /// `/{bundle}/compare`: sides beside each other.
    Compare(Box<Comparison>),
    /// `/{bundle}/race`: a composite ranking.
    Race(Box<Race>),
}

/// A published figure against what the rows give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// The figure.
    pub statement: Statement,
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
    /// The outcome.
    pub status: Status,
    /// Why it cannot be computed; empty otherwise.
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

/// A composite ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Race {
    /// What is ranked: the dimension's title.
    pub of: Text,
    /// The measures of the composite, in the bundle's order.
    pub inputs: Vec<RaceInput>,
    /// How inputs are made comparable.
    pub norm: Norm,
    /// How they are added up.
    pub aggregation: Aggregation,
    /// Units that have every input, best first.
    pub ranked: Vec<Ranked>,
    /// Units that lack an input.
    pub unranked: Vec<Unranked>,
    /// Units left out because they rest on rows made to illustrate.
    pub left_out: u32,
    /// Scores as bars, in parts where every part is positive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<Panel>,
    /// Sets of weights drawn for the intervals of places.
    pub draws: u32,
    /// The concentration of the draws: Dirichlet(concentration × weight).
    pub concentration: u32,
}

/// A measure of a composite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RaceInput {
    /// The measure.
    pub measure: MeasureInfo,
    /// Its weight as chosen, 0 to 100.
    pub weight: u32,
    /// Its weight in the composite, in per cent: the weights add up to 100.
    pub share: f64,
    /// True when less is better.
    pub low_is_good: bool,
}

/// A unit with its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// Its place, from 1; equal scores share a place.
    pub place: u32,
    /// Its score.
    pub score: f64,
    /// The inputs as counted.
    pub inputs: Vec<Amount>,
    /// What each input contributes: they add up to the score.
    pub contributions: Vec<f64>,
    /// Its places under weights drawn around the chosen ones.
    pub interval: Interval,
    /// The worst basis of its inputs.
    pub basis: Basis,
    /// The dashboard filtered to it.
    pub link: Query,
}

/// A unit that cannot be ranked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unranked {
    /// Its label.
    pub label: Text,
    /// The inputs that it lacks, each with the reason.
    pub lacks: Vec<(Text, Text)>,
    /// The worst basis of its inputs.
    pub basis: Basis,
    /// The dashboard filtered to it.
    pub link: Query,
}

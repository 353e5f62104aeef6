//! What the engine answers to the views beside the dashboard, as plain rows: `/{bundle}/reconcile`, `/compare`, `/race`, `/ladder`, `/lead`, `/answer` and
//! the page of one published figure. Pages, `report.json` of a view and its CSV all draw a [`Sheet`]; only the server does, so the client carries none of it.

use serde::Serialize;

use crate::composite::{Aggregation, Interval, Norm};
use crate::report::{BundleInfo, Chip, MeasureInfo, Panel};
use crate::statement::{Statement, Status};
use crate::{Amount, Basis, Notice, Query, Text};

/// The views of a bundle beside the dashboard, in the order of the navigation. The last ones are files too (`race.csv`), so no table has
/// their names.
pub const VIEWS: [&str; 7] = ["published", "reconcile", "ladder", "race", "compare", "lead", "answer"];

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
    /// `/{bundle}/ladder`: units on the rungs of an order.
    Ladder(Box<Ladder>),
    /// `/{bundle}/lead`: how much hangs on lead enterprises.
    Lead(Box<Lead>),
    /// `/{bundle}/answer`: what a paragraph says of the current filter.
    Answer(Box<Answer>),
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

/// How much of each unit hangs on its lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lead {
    /// What a unit is: the dimension's title.
    pub of: Text,
    /// One table a measure.
    pub tables: Vec<LeadTable>,
    /// Units without a lead enterprise in the rows.
    pub without: u32,
}

/// One measure with and without lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadTable {
    /// The measure.
    pub measure: MeasureInfo,
    /// The units that have a lead enterprise, in the order of their places.
    pub rows: Vec<LeadRow>,
}

/// A unit with and without its lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadRow {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// The names of its lead enterprises.
    pub leads: Vec<String>,
    /// Over all its rows.
    pub total: Amount,
    /// Over all but its lead enterprises.
    pub without: Amount,
    /// What the lead enterprises are of the total, in per cent. None where a lead enterprise reports nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The Herfindahl–Hirschman index of its rows: the sum of squared shares in per cent, to 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<f64>,
    /// The same without its lead enterprises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi_without: Option<f64>,
    /// Its place among all units by total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Its place without its lead enterprises, the other units keeping theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_without: Option<u32>,
    /// The dashboard filtered to it.
    pub link: Query,
}

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
        /// Its page.
        link: Query,
    },
    /// A measure over the rows.
    Counted {
        /// The measure.
        measure: Box<MeasureInfo>,
        /// Its amount under the filter.
        amount: Amount,
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

/// Units on the rungs of an order, low to high.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ladder {
    /// The rungs, low to high.
    pub rungs: Vec<Text>,
    /// What groups the units.
    pub group_title: Text,
    /// One lane a rung, and one for units whose rung is missing.
    pub lanes: Vec<Lane>,
    /// How many reach each rung, by the year of recognition.
    pub years: Vec<Reached>,
    /// How many reach each rung, by group.
    pub groups: Vec<Reached>,
}

/// A rung with its units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lane {
    /// The rung.
    pub title: Text,
    /// What a unit needs to stand here; none where nothing is published.
    pub criteria: Vec<Criterion>,
    /// The units.
    pub cards: Vec<Card>,
    /// True for the lane of units whose rung is missing.
    pub is_missing: bool,
}

/// A threshold with its public source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Criterion {
    /// The measure.
    pub measure: MeasureInfo,
    /// At least so much.
    pub threshold: f64,
    /// Who published it.
    pub source: String,
}

/// A unit on its rung.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its label.
    pub label: Text,
    /// The dashboard filtered to it.
    pub link: Query,
    /// The year in which its rung was recognised.
    pub year: Option<String>,
    /// Why there is no year.
    pub year_missing: Option<Text>,
    /// Its group.
    pub group: Text,
    /// What it lacks for the next rung.
    pub unmet: Vec<Unmet>,
    /// What its row rests on.
    pub basis: Basis,
}

/// A criterion that a unit does not meet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unmet {
    /// The criterion.
    pub criterion: Criterion,
    /// What the unit has.
    pub has: Amount,
}

/// How many units stand at or above each rung.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reached {
    /// The year or the group.
    pub label: Text,
    /// For each rung, the units at or above it.
    pub at_least: Vec<u32>,
    /// The worst basis among them.
    pub basis: Basis,
}

//! A composite ranking. Parts of a `Sheet`.

use serde::Serialize;

use crate::composite::{Aggregation, Interval, Norm};
use crate::report::{MeasureInfo, Panel};
use crate::{Amount, Basis, Query, Text};

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
    /// Units that any row has, whatever it rests on.
    pub units: u32,
    /// The place of each of the first, and where it lies under the weights drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Panel>,
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
    /// Units that have it in published or inferred rows.
    pub sound: u32,
    /// Units that have it in any row, those made to illustrate among them.
    pub known: u32,
    /// The lowest and the highest of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(Amount, Amount)>,
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

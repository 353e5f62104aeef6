//! Units on the rungs of an order. Parts of a `Sheet`.

use serde::Serialize;

use crate::report::MeasureInfo;
use crate::{Amount, Basis, Query, Text};

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
    /// The units, those of a group together.
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
    /// The same as written.
    pub threshold_written: String,
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

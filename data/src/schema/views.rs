//! What a bundle declares for the views beside the dashboard: the contest, the ladder, lead enterprises.

use serde::{Deserialize, Serialize};

/// A contest: a composite ranking of a dimension's values.
#[derive(Clone, Debug, Default)]
pub struct RaceSpec {
    /// The dimension whose values are ranked.
    pub by: String,
    /// The measures that may enter, with the weights of the bundle.
    pub inputs: Vec<RaceInputSpec>,
}

/// A measure of a contest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaceInputSpec {
    /// The measure.
    pub measure: String,
    /// Its weight unless the reader chooses, 0 to 100.
    pub weight: u32,
    /// True when less is better.
    #[serde(default)]
    pub low_is_good: bool,
}

/// A ladder: units on the rungs of an ordered dimension.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderSpec {
    /// The table of units, a row each.
    pub table: String,
    /// The dimension whose values are the units.
    pub by: String,
    /// The ordered dimension whose values are the rungs.
    pub rung: String,
    /// The dimension that groups the units.
    pub group: String,
    /// The column with the year in which the rung was recognised.
    pub year: String,
    /// The table of criteria: columns `rung`, `measure`, `threshold`, `source`.
    pub criteria: Option<String>,
}

/// What tells lead enterprises: of which units, by what, and what is measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadSpec {
    /// The dimension whose values are the units.
    pub by: String,
    /// The table of enterprises.
    pub table: String,
    /// Its boolean column: true for a lead enterprise.
    pub flag: String,
    /// Its column with the enterprise's name.
    pub name: String,
    /// Sums over its rows.
    pub measures: Vec<String>,
}

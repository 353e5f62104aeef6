//! A number that may be missing. Not reported, suppressed, not applicable and a true zero are four different things.

use serde::{Deserialize, Serialize};

use crate::number::shortest;
use crate::{Basis, Text};

/// Why a value is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody reported it.
    NotReported,
    /// Known to the publisher and withheld.
    Suppressed,
    /// The question does not arise.
    NotApplicable,
    /// An aggregate over no rows at all.
    NoRows,
    /// What the rows add up to is beyond the numbers that a computer holds (some 1.8 × 10³⁰⁸).
    OutOfRange,
}

impl Missing {
    /// The reasons that a cell of a file can carry, in the order of the URL grammar.
    pub const OF_CELLS: [Missing; 3] = [Missing::NotReported, Missing::Suppressed, Missing::NotApplicable];

    /// The word in `datapackage.json` and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Missing::NotReported => "not_reported",
            Missing::Suppressed => "suppressed",
            Missing::NotApplicable => "not_applicable",
            Missing::NoRows => "no_rows",
            Missing::OutOfRange => "out_of_range",
        }
    }

    /// Reads the word of a file or URL.
    pub fn from_id(id: &str) -> Option<Missing> {
        Missing::OF_CELLS.into_iter().find(|reason| reason.id() == id)
    }

    /// The reasons that only a computation has.
    pub const OF_AGGREGATES: [Missing; 2] = [Missing::NoRows, Missing::OutOfRange];

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            Missing::NotReported => Text::new("未报告", "Not reported"),
            Missing::Suppressed => Text::new("依规不公布", "Suppressed"),
            Missing::NotApplicable => Text::new("不适用", "Not applicable"),
            Missing::NoRows => Text::new("没有记录", "No rows"),
            Missing::OutOfRange => Text::new("超出数值范围", "Out of range"),
        }
    }
}

/// One aggregate: its value or why there is none, over how many rows, and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The value in the measure's unit. `None` when every input is missing; then `missing` says why.
    pub value: Option<f64>,
    /// Every digit of the value where there are more than fifteen: a double need not keep them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digits: String,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// Rows under the filter that the measure counts.
    pub rows: u32,
    /// Of these, rows whose input is missing: they do not contribute to the value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lacking: u32,
    /// Of these, illustrative rows.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub illustrative: u32,
    /// The worst basis among the rows.
    pub basis: Basis,
    /// Of a count that the rows leave open: between what it lies. There is no value then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// Of an indicator over fewer units than its measure asks for: how far one unit moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<Small>,
}

/// An indicator over few units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Small {
    /// Units that have a value.
    pub units: u32,
    /// What it can be with any one of them left out and, where `added`, with one more. `None`: it rests on one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Bounds>,
    /// Whether one unit more was tried too: only of a share is known what it can be.
    #[serde(default)]
    pub added: bool,
}

/// The least and the most that a number can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

/// A number computed from others, where it is one: what overflows or is nothing over nothing is none.
pub fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}

impl Amount {
    /// The value as files write it, every digit; empty when there is none.
    pub fn written(&self) -> String {
        if self.digits.is_empty() { self.value.map(shortest).unwrap_or_default() } else { self.digits.clone() }
    }
}

/// What a part is of a whole, in per cent. None where either is below zero, the whole nothing, or the part larger: then they are no part and whole.
pub fn share(part: f64, whole: f64) -> Option<f64> {
    // Two sums of the same rows in different orders may differ in their last places.
    let is_part = part >= 0.0 && whole > 0.0 && part <= whole * (1.0 + 1e-12);
    is_part.then(|| part / whole * 100.0)
}

pub(crate) fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_wholes() {
        for (part, whole, expected) in [
            (30.0, 120.0, Some(25.0)),
            (0.0, 50.0, Some(0.0)),
            (50.0, 50.0, Some(100.0)),
            // Of 100, −60 and 10: the total is 50.
            (100.0, 50.0, None),
            (-60.0, 50.0, None),
            (0.0, 0.0, None),
            (-1.0, -2.0, None),
            (10.0, -2.0, None),
        ] {
            assert_eq!(share(part, whole), expected, "{part} of {whole}");
        }
    }
}

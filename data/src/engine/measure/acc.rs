//! The accumulator: what is known of some rows under a measure. Every aggregate of the engine goes through it.

use crate::exact::{Number, Sum};
use crate::{Basis, Missing};

/// What is known of some rows; two of them merge.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Acc {
    pub(super) rows: u32,
    pub(super) lacking: u32,
    pub(super) illustrative: u32,
    /// The worst of its rows; of none, what was said of the rows that they would be among.
    pub(super) basis: Option<Basis>,
    reasons: [u32; 3],
    pub(super) over: Sum,
    pub(super) under: Sum,
    pub(super) values: Vec<Number>,
    pub(super) codes: Vec<u32>,
    pub(super) held: Vec<(u32, u32)>,
    /// The first units, each with its part of numerator and denominator: all of them while they are few.
    pub(super) few: Vec<(Number, Number)>,
}

impl Acc {
    pub(super) fn lack(&mut self, reason: Missing) {
        self.lacking += 1;
        if let Some(place) = Missing::OF_CELLS.iter().position(|known| *known == reason) {
            self.reasons[place] += 1;
        }
    }

    /// The commonest reason; of equals the first.
    pub(super) fn reason(&self) -> Missing {
        let most = self.reasons.iter().max().copied().unwrap_or(0);
        let place = self.reasons.iter().position(|count| *count == most).unwrap_or(0);
        Missing::OF_CELLS[place]
    }

    /// True when no row was added.
    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// What it rests on: of no rows, on these others.
    pub(in crate::engine) fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Says of no rows what those rest on that they would be among.
    pub(in crate::engine) fn rest_on(&mut self, basis: Option<Basis>) {
        if self.is_empty() {
            self.basis = basis;
        }
    }

    /// Adds all that `other` knows.
    pub(in crate::engine) fn merge(&mut self, other: &Acc) {
        self.basis = match (self.is_empty(), other.is_empty()) {
            (false, true) => self.basis,
            (true, false) => other.basis,
            _ => self.basis.max(other.basis),
        };
        self.rows += other.rows;
        self.lacking += other.lacking;
        self.illustrative += other.illustrative;
        for (mine, theirs) in self.reasons.iter_mut().zip(other.reasons) {
            *mine += theirs;
        }
        self.over.merge(&other.over);
        self.under.merge(&other.under);
        self.values.extend_from_slice(&other.values);
        self.codes.extend_from_slice(&other.codes);
        self.held.extend_from_slice(&other.held);
        self.few.extend_from_slice(&other.few);
    }
}

//! The accumulator: what is known of some rows under a measure. Every aggregate of the engine goes through it, whichever backend counts.

use crate::exact::{Number, Sum};
use crate::{Basis, Missing};

/// A holder that nobody names, a value that is missing.
pub const UNKNOWN: u32 = u32::MAX;

/// What is known of some rows; two of them merge.
#[derive(Clone, Debug, Default)]
pub struct Accumulator {
    /// Rows.
    pub rows: u32,
    /// Of these, rows without what the measure takes in.
    pub lacking: u32,
    /// Of these, illustrative rows.
    pub illustrative: u32,
    /// The worst of its rows; of none, what was said of the rows that they would be among.
    pub basis: Option<Basis>,
    /// Why rows lack it, by [`Missing::OF_CELLS`].
    pub reasons: [u32; 3],
    /// The sum of numerators.
    pub over: Sum,
    /// The sum of denominators.
    pub under: Sum,
    /// What is kept row by row.
    pub lists: Option<Box<Lists>>,
}

/// What is kept of rows one by one, where a measure needs it.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The numbers, where they are asked for, and those of a median.
    pub values: Vec<Number>,
    /// Codes to count the distinct ones of.
    pub codes: Vec<u32>,
    /// Holders, [`UNKNOWN`] where nobody says, each with what it holds.
    pub held: Vec<(u32, u32)>,
    /// The first units, each with its part of numerator and denominator: all of them while they are few.
    pub few: Vec<(Number, Number)>,
}

impl Accumulator {
    /// Adds that a row lacks what the measure takes in.
    pub fn lack(&mut self, reason: Missing) {
        self.lacking += 1;
        if let Some(place) = Missing::OF_CELLS.iter().position(|known| *known == reason) {
            self.reasons[place] += 1;
        }
    }

    /// The commonest reason; of equals the first.
    pub fn reason(&self) -> Missing {
        let most = self.reasons.iter().max().copied().unwrap_or(0);
        let place = self.reasons.iter().position(|count| *count == most).unwrap_or(0);
        Missing::OF_CELLS[place]
    }

    /// True when no row was added.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// What it rests on: of no rows, on these others.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Says of no rows what those rest on that they would be among.
    pub fn rest_on(&mut self, basis: Option<Basis>) {
        if self.is_empty() {
            self.basis = basis;
        }
    }

    /// Adds a row, whatever the measure takes in of it.
    pub fn row(&mut self, basis: Basis) {
        self.rows += 1;
        self.basis = self.basis.max(Some(basis));
        self.illustrative += u32::from(basis == Basis::Illustrative);
    }

    /// Adds a unit with its part of the numerator and of the denominator, and remembers it while there are fewer than `few`.
    pub fn unit(&mut self, (over, under): (Number, Number), few: u32) {
        self.over.add(over);
        self.under.add(under);
        if self.few().len() < few as usize {
            self.lists().few.push((over, under));
        }
    }

    /// What is kept of its rows one by one, to add to.
    pub fn lists(&mut self) -> &mut Lists {
        self.lists.get_or_insert_default()
    }

    /// The numbers of its rows.
    pub fn values(&self) -> &[Number] {
        self.lists.as_ref().map_or(&[], |lists| &lists.values)
    }

    /// The codes of its rows.
    pub fn codes(&self) -> &[u32] {
        self.lists.as_ref().map_or(&[], |lists| &lists.codes)
    }

    /// The holders of its rows.
    pub fn held(&self) -> &[(u32, u32)] {
        self.lists.as_ref().map_or(&[], |lists| &lists.held)
    }

    /// The first units.
    pub fn few(&self) -> &[(Number, Number)] {
        self.lists.as_ref().map_or(&[], |lists| &lists.few)
    }

    /// Adds all that `other` knows; units are remembered while there are fewer than `few`.
    pub fn merge(&mut self, other: &Accumulator, few: u32) {
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
        if let Some(theirs) = &other.lists {
            let mine = self.lists();
            mine.values.extend_from_slice(&theirs.values);
            mine.codes.extend_from_slice(&theirs.codes);
            mine.held.extend_from_slice(&theirs.held);
            let room = (few as usize).saturating_sub(mine.few.len());
            mine.few.extend(theirs.few.iter().take(room));
        }
    }
}

//! What a measure needs to make an amount of an accumulator, and what is known of it without a filter. `amount` has the arithmetic.

mod amount;

use crate::Basis;
use crate::exact::Number;
use crate::schema::Formula;

/// A measure that can be evaluated.
pub struct Evaluator {
    /// The table's place.
    pub table: usize,
    /// How its rows come to an amount.
    pub formula: Formula,
    /// For a stock: the dimension of its dates.
    pub stock: Option<usize>,
    /// For growth: the dimension of its dates, whose conditions do not apply to it.
    pub growing: Option<usize>,
    /// The code of the one date of the bundle that all its rows are of; none where they are of several, or of none.
    pub date: Option<u32>,
    /// Over fewer units it says how far one unit moves it.
    pub small: u32,
    /// Whether every row of its table counts.
    pub takes_all: bool,
    /// What its rows rest on at worst; what its table does where it has none.
    pub basis: Basis,
    /// Decimals of the numerator's units, and of the denominator's.
    pub scales: (u8, u8),
    /// Whether a row has a number of its own.
    pub is_of_numbers: bool,
    /// The ends of the intervals of a histogram of these numbers, whatever the filter; none without numbers.
    pub edges: Vec<f64>,
}

impl Evaluator {
    /// A measure of every row of a table.
    #[cfg(test)]
    pub(super) fn of_table(table: usize, formula: Formula) -> Evaluator {
        Evaluator {
            table,
            formula,
            stock: None,
            growing: None,
            date: None,
            small: 0,
            takes_all: true,
            basis: Basis::default(),
            scales: (0, 0),
            is_of_numbers: false,
            edges: Vec::new(),
        }
    }

    /// The doubles nearest to rows' own numbers.
    pub(super) fn doubles(&self, numbers: &[Number]) -> Vec<f64> {
        numbers.iter().map(|number| number.nearest(self.scales.0)).collect()
    }

    /// True when an amount of this measure is a part of a whole.
    pub(super) fn is_additive(&self) -> bool {
        self.formula.is_additive()
    }
}

//! What is to be counted, as data. Parts of a report declare asks; the coordinator makes of them fewer counts; a backend counts.

use std::collections::HashMap;

/// One thing to count: an accumulator for each group of some rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// Which rows, and what of them.
    pub of: Of,
    /// The conditions that they pass, rising, by their places among the question's: those that their table sees and that count here.
    pub passing: Vec<usize>,
    /// Of which date they are.
    pub on: On,
    /// What they fall into groups by, in order.
    pub by: Vec<By>,
}

/// Which rows are counted, and what of them. Places are those of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// Every row of a table: how many, and what they rest on.
    Table(usize),
    /// The same of the rows that a measure takes in, of a stock those of every date.
    Rows(usize),
    /// What a measure comes to: asked of a stock, at the latest date of these rows, unless they fall into groups by its dates.
    Amount(usize),
    /// The same, with the numbers one by one.
    Numbers(usize),
}

impl Of {
    /// The measure that is asked for.
    pub fn measure(self) -> Option<usize> {
        match self {
            Of::Table(_) => None,
            Of::Rows(measure) | Of::Amount(measure) | Of::Numbers(measure) => Some(measure),
        }
    }
}

/// Of which date of a dimension rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum On {
    /// Of any.
    Any,
    /// Of the latest that any of them has.
    Latest(usize),
    /// Of this one, a code.
    Date(usize, u32),
}

/// What rows fall into groups by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A dimension's codes.
    Dimension(usize),
    /// The interval of the measure's own number, as its evaluator has them; one more for a number that is missing.
    Interval,
    /// What they rest on, a code a [`Basis`](crate::Basis).
    Basis,
}

/// What a backend counts: an accumulator for each group of rows, of whatever date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// Which rows, and what of them.
    pub of: Of,
    /// The conditions that they pass, rising, by their places among the question's.
    pub passing: Vec<usize>,
    /// What they fall into groups by.
    pub by: Vec<By>,
    /// How many groups there may be.
    pub most: usize,
}

/// Where the answer to an ask will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(pub(super) usize);

/// The asks of a whole answer: equal ones are one.
#[derive(Debug, Default)]
pub(super) struct Asks {
    list: Vec<Ask>,
    places: HashMap<Ask, usize>,
}

impl Asks {
    /// Adds an ask.
    pub(super) fn add(&mut self, ask: Ask) -> Ticket {
        if let Some(place) = self.places.get(&ask) {
            return Ticket(*place);
        }
        self.places.insert(ask.clone(), self.list.len());
        self.list.push(ask);
        Ticket(self.list.len() - 1)
    }

    /// All of them, in the order of their tickets.
    pub(super) fn list(&self) -> &[Ask] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_asks_have_one_ticket() {
        let ask = |passing: &[usize]| Ask { of: Of::Amount(1), passing: passing.to_vec(), on: On::Any, by: vec![By::Dimension(0)] };
        let mut asks = Asks::default();
        assert_eq!([asks.add(ask(&[])), asks.add(ask(&[2])), asks.add(ask(&[]))], [Ticket(0), Ticket(1), Ticket(0)]);
        assert_eq!(asks.list().len(), 2);
    }
}

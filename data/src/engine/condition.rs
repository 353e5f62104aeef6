//! The conditions of a question: those of its plan, and those that a view adds. Asks name them by their places.

use super::catalog::Catalog;
use super::ignore::Ignore;
use crate::Basis;
use crate::plan::{Filter, Target};

/// One condition on rows.
#[derive(Clone, Copy, Debug)]
pub enum Condition<'a> {
    /// A condition of a filter, on rows of the tables that see what it is about.
    Filter(&'a Filter),
    /// No row rests on something worse.
    RestsOn(Basis),
}

impl Condition<'_> {
    /// Whether it holds for rows of a table.
    pub(super) fn is_seen(&self, catalog: &Catalog, table: usize) -> bool {
        let facts = &catalog.tables[table];
        match self {
            Condition::RestsOn(_) => true,
            Condition::Filter(filter) => match &filter.target {
                Target::Dimension(id) => catalog.dimension_at(id).is_some_and(|at| facts.has[at]),
                Target::Column { table: there, .. } | Target::AnyText { table: there } => {
                    catalog.table_at(there).is_some_and(|there| facts.reaches.contains(&there))
                }
            },
        }
    }

    /// The dimension that it is about.
    fn dimension(&self) -> Option<&str> {
        match self {
            Condition::Filter(Filter { target: Target::Dimension(id), .. }) => Some(id),
            _ => None,
        }
    }
}

/// The conditions on a dimension.
pub(super) fn on(conditions: &[Condition<'_>], dimension: &str) -> Ignore {
    Ignore::these((0..conditions.len()).filter(|at| conditions[*at].dimension() == Some(dimension)))
}

/// The places of the conditions that rows of a table pass for what leaves out `ignore`.
pub(super) fn passing(catalog: &Catalog, conditions: &[Condition<'_>], table: usize, ignore: &Ignore) -> Vec<usize> {
    (0..conditions.len()).filter(|at| !ignore.has(*at) && conditions[*at].is_seen(catalog, table)).collect()
}

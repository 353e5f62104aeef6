//! The conditions of a question: those of its plan, and those that a view adds. Asks name them by their places.

use std::collections::HashSet;
use std::sync::Arc;

use super::ask::By;
use super::catalog::{Catalog, missing_code};
use super::ignore::Ignore;
use crate::plan::{Filter, Target, Test};
use crate::schema::Category;
use crate::{Basis, Missing};

/// One condition on rows.
#[derive(Clone, Copy, Debug)]
pub enum Condition<'a> {
    /// A condition of a filter, on rows of the tables that see what it is about.
    Filter(&'a Filter),
    /// No row rests on something worse.
    RestsOn(Basis),
}

/// A condition on codes that rows may fall into groups by.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// What it is about.
    pub(super) by: By,
    /// For each code whether it passes.
    pub(super) passes: Arc<[bool]>,
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

    /// The condition on codes that it is, where it is one.
    pub(super) fn folded(&self, catalog: &Catalog) -> Option<Folded> {
        match self {
            Condition::RestsOn(worst) => Some(Folded { by: By::Basis, passes: Basis::ALL.iter().map(|basis| basis <= worst).collect() }),
            Condition::Filter(Filter { target: Target::Dimension(id), test, .. }) => {
                let at = catalog.dimension_at(id)?;
                Some(Folded { by: By::Dimension(at), passes: codes_pass(&catalog.schema.dimensions[at].values, test).into() })
            }
            Condition::Filter(_) => None,
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

/// For each code of a dimension whether it passes.
pub(super) fn codes_pass(values: &[Category], test: &Test) -> Vec<bool> {
    let named: HashSet<&str> = match test {
        Test::Among(values) | Test::NoneOf(values) => values.iter().map(String::as_str).collect(),
        _ => HashSet::new(),
    };
    let passes = |category: &Category| match test {
        Test::Among(_) => named.contains(category.value.as_str()),
        Test::NoneOf(_) => !named.contains(category.value.as_str()),
        _ => false,
    };
    let mut passes: Vec<bool> = values.iter().map(passes).collect();
    for reason in Missing::OF_CELLS {
        debug_assert_eq!(missing_code(values.len(), reason) as usize, passes.len());
        passes.push(passes_missing(test, reason));
    }
    passes
}

/// Whether a value that is missing for a reason passes.
pub(super) fn passes_missing(test: &Test, reason: Missing) -> bool {
    match test {
        Test::NoneOf(_) => true,
        Test::Missing(reasons) => reasons.contains(&reason),
        _ => false,
    }
}

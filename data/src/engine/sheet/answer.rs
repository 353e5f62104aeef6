//! What a paragraph says of the current filter: published figures about just that, then measures over the rows that rest on publication;
//! with a switch over all rows.

use super::worst;
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::ignore::Ignore;
use crate::query::Clause;
use crate::schema::{BASIS_COLUMN, Role};
use crate::sheet::{Answer, Body, Fact, Largest};
use crate::{Amount, Basis, Query, share};

impl Asked<'_> {
    /// The facts, in the order of the bundle.
    pub(super) fn answer_facts(&self) -> (Basis, Body) {
        let query = &self.plan.query;
        let clauses: &[Clause] = &query.clauses;
        let about = self.store.figures.iter().filter(|figure| figure.check.as_ref().is_some_and(|check| within(&check.clauses, clauses)));
        let published = about.map(|figure| Fact::Published {
            source: self.document(&figure.statement),
            link: query.statement(&figure.statement.id),
            statement: Box::new(figure.statement.clone()),
        });
        let asked = self.resting_on(if query.illustrative { Basis::Illustrative } else { Basis::Published });
        // A measure that a published figure speaks for already is not counted again from illustrative rows made to fit it.
        let spoken: Vec<usize> = self
            .store
            .figures
            .iter()
            .filter_map(|figure| figure.check.as_ref())
            .filter(|check| same(&check.clauses, clauses))
            .map(|check| check.measure)
            .collect();
        let measures = (0..self.store.measures.len()).filter(|measure| !spoken.contains(measure));
        let facts: Vec<Fact> = published.chain(measures.filter_map(|measure| asked.counted(measure))).collect();
        let basis = worst(facts.iter().map(|fact| match fact {
            Fact::Published { .. } => Basis::Published,
            Fact::Counted { amount, .. } => amount.basis,
        }));
        let switch = Query { illustrative: !query.illustrative, ..query.clone() };
        (basis, Body::Answer(Box::new(Answer { facts, illustrative: query.illustrative, switch })))
    }

    /// A measure over the rows; none where there are no rows, or where its table cannot see the whole filter.
    fn counted(&self, measure: usize) -> Option<Fact> {
        let (spec, index) = (&self.store.schema.measures[measure], &self.store.measures[measure]);
        if (0..self.plan.filters.len()).any(|at| !self.verdicts.sees(index.table, at)) {
            return None;
        }
        let amount = self.total(measure, &Ignore::NOTHING);
        if amount.rows == 0 || (amount.value.is_none() && amount.bounds.is_none()) {
            return None;
        }
        Some(Fact::Counted {
            measure: Box::new(measure_info(spec, index)),
            largest: Some(&amount).filter(|_| index.is_additive()).and_then(|total| self.largest(measure, total)).map(Box::new),
            sources: self.sources(index.table).into_iter().filter(|source| source.basis <= amount.basis).collect(),
            link: self.rows_counted(measure, &self.plan.query.clauses),
            partial: amount.rows < self.all_rows(measure),
            amount,
        })
    }

    /// The dashboard with the rows of a measure that count here: only published ones, unless the query lets others in.
    fn rows_counted(&self, measure: usize, clauses: &[Clause]) -> Query {
        let (query, table) = (&self.plan.query, &self.store.schema.measures[measure].table);
        let rows = self.rows_of(measure, clauses);
        let column = self.store.schema.table(table).and_then(|table| table.field(BASIS_COLUMN));
        if query.illustrative || column.is_none() {
            return rows;
        }
        let dimension = self.store.schema.dimension_of(table, BASIS_COLUMN).map(|dimension| dimension.id.clone());
        let key = dimension.unwrap_or_else(|| format!("{table}.{BASIS_COLUMN}"));
        Query { tab: rows.tab.clone(), ..rows.only(&key, Basis::Published.id()) }
    }

    /// How many rows of a measure the filter has, whatever they rest on.
    fn all_rows(&self, measure: usize) -> u32 {
        Asked::new(self.store, self.plan).total(measure, &Ignore::NOTHING).rows
    }

    /// The largest region, else nothing: the division that a reader in a province asks for first.
    fn largest(&self, measure: usize, total: &Amount) -> Option<Largest> {
        let dimensions = &self.store.schema.dimensions;
        let at = dimensions.iter().position(|dimension| dimension.role == Role::Region)?;
        let dimension = &dimensions[at];
        if self.plan.query.clauses.iter().any(|clause| clause.key == dimension.id) {
            return None;
        }
        let accs = self.accumulate(measure, &[at], &Ignore::NOTHING).ok()?;
        let index = &self.store.measures[measure];
        let amounts: Vec<Amount> = (0..self.codes(at)).map(|code| index.amount(accs.get(&[code]))).collect();
        if amounts.iter().any(|amount| amount.value.is_some_and(|value| value < 0.0)) {
            // No part has a share then.
            return None;
        }
        let (code, amount) = amounts
            .into_iter()
            .take(dimension.values.len())
            .enumerate()
            .filter(|(_, amount)| amount.value.is_some())
            .reduce(|best, next| if next.1.by_value(&best.1).is_gt() { next } else { best })?;
        let (value, label) = value_and_label(dimension, code);
        let clauses = self.plan.query.only(&dimension.id, &value).clauses;
        Some(Largest { label, share: share(&amount, total)?, link: self.rows_counted(measure, &clauses), amount })
    }
}

/// Whether a filter holds every condition of another: it is about a part of what the other is about.
fn within(part: &[Clause], whole: &[Clause]) -> bool {
    whole.iter().all(|clause| part.contains(clause))
}

/// Whether two filters are the same conditions.
fn same(one: &[Clause], other: &[Clause]) -> bool {
    one.len() == other.len() && one.iter().all(|clause| other.contains(clause))
}

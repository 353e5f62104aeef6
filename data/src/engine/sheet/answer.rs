//! What a paragraph says of the current filter: published figures about just that, then measures over the rows that rest on publication;
//! with a switch over all rows.

use super::worst;
use crate::engine::answer::{Answers, Asked, measure_info, value_and_label};
use crate::engine::ask::{Asks, Of, Ticket};
use crate::engine::condition::Condition;
use crate::engine::ignore::Ignore;
use crate::query::Clause;
use crate::schema::{BASIS_COLUMN, Role};
use crate::sheet::{Answer, Body, Fact, Largest};
use crate::{Amount, Basis, Query, share};

/// A measure that was asked for.
struct FactAsked {
    measure: usize,
    total: Ticket,
    /// Over all rows, whatever they rest on.
    all: Ticket,
    /// By region, where the filter names none.
    by_region: Option<(usize, Ticket)>,
}

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
        // A measure that a published figure speaks for already is not counted again from illustrative rows made to fit it.
        let spoken: Vec<usize> = self
            .store
            .figures
            .iter()
            .filter_map(|figure| figure.check.as_ref())
            .filter(|check| same(&check.clauses, clauses))
            .map(|check| check.measure)
            .collect();
        let asked = self.with([Condition::RestsOn(if query.illustrative { Basis::Illustrative } else { Basis::Published })]);
        let mut asks = Asks::default();
        let measures = (0..self.store.measures.len()).filter(|measure| !spoken.contains(measure));
        let measures: Vec<FactAsked> = measures.filter_map(|measure| asked.ask_fact(measure, &mut asks)).collect();
        let answers = asked.answers(&asks);
        let facts: Vec<Fact> = published.chain(measures.iter().filter_map(|fact| asked.fact(fact, &answers))).collect();
        let basis = worst(facts.iter().map(|fact| match fact {
            Fact::Published { .. } => Basis::Published,
            Fact::Counted { amount, .. } => amount.basis,
        }));
        let switch = Query { illustrative: !query.illustrative, ..query.clone() };
        (basis, Body::Answer(Box::new(Answer { facts, illustrative: query.illustrative, switch })))
    }

    /// Asks for a measure over the rows, the last condition being what they rest on; nothing where its table cannot see the whole filter.
    fn ask_fact(&self, measure: usize, asks: &mut Asks) -> Option<FactAsked> {
        let table = self.store.measures[measure].table;
        let whatever = Ignore::these(std::iter::once(self.plan.filters.len()));
        if (0..self.plan.filters.len()).any(|at| !self.sees(table, at)) {
            return None;
        }
        let amount = |by: &[usize], ignore: &Ignore| self.ask(Of::Amount(measure), by, ignore).ok();
        let region = self.store.schema.dimensions.iter().position(|dimension| dimension.role == Role::Region);
        let is_filtered =
            |region: usize| self.plan.query.clauses.iter().any(|clause| clause.key == self.store.schema.dimensions[region].id);
        let region = region.filter(|region| self.store.measures[measure].is_additive() && !is_filtered(*region));
        let by_region = region.and_then(|region| Some((region, asks.add(amount(&[region], &Ignore::NOTHING)?))));
        Some(FactAsked { measure, total: asks.add(amount(&[], &Ignore::NOTHING)?), all: asks.add(amount(&[], &whatever)?), by_region })
    }

    /// The measure; none where there are no rows.
    fn fact(&self, asked: &FactAsked, answers: &Answers) -> Option<Fact> {
        let (spec, evaluator) = (&self.store.schema.measures[asked.measure], &self.store.measures[asked.measure]);
        let amount = evaluator.amount(answers.get(asked.total).ok()?.get(&[]));
        if amount.rows == 0 || (amount.value.is_none() && amount.bounds.is_none()) {
            return None;
        }
        Some(Fact::Counted {
            measure: Box::new(measure_info(spec, evaluator)),
            largest: self.largest(asked, &amount, answers).map(Box::new),
            sources: self.sources(evaluator.table).into_iter().filter(|source| source.basis <= amount.basis).collect(),
            link: self.rows_counted(asked.measure, &self.plan.query.clauses),
            // Of rows that rest on something worse there are none here.
            partial: amount.rows < answers.get(asked.all).ok()?.get(&[]).rows,
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

    /// The largest region, else nothing: the division that a reader in a province asks for first.
    fn largest(&self, asked: &FactAsked, total: &Amount, answers: &Answers) -> Option<Largest> {
        let (at, ticket) = asked.by_region?;
        let (dimension, groups) = (&self.store.schema.dimensions[at], answers.get(ticket).ok()?);
        let evaluator = &self.store.measures[asked.measure];
        let amounts: Vec<Amount> = (0..self.store.codes(at)).map(|code| evaluator.amount(groups.get(&[code]))).collect();
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
        Some(Largest { label, share: share(&amount, total)?, link: self.rows_counted(asked.measure, &clauses), amount })
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

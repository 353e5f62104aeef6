//! A histogram: how many rows have a number in each interval.

use crate::engine::accumulator::Accumulator;
use crate::engine::answer::{Answers, Asked, choose, is_selected, measure_info};
use crate::engine::ask::{Asks, By, Of, Ticket};
use crate::engine::caps::{Extent, Refusal};
use crate::engine::groups::Groups;
use crate::engine::ignore::Ignore;
use crate::engine::intervals;
use crate::filter::Op;
use crate::number::shortest;
use crate::plan::Target;
use crate::query::{Clause, Query};
use crate::report::{MeasureInfo, Multiple, Panel, Row};
use crate::schema::{Dimension, PanelSpec};
use crate::text::grouped;
use crate::{Amount, Basis, Bounds, Text, share};

/// A histogram that was asked for.
pub(super) struct HistogramAsked {
    measure: usize,
    per: Option<usize>,
    /// The conditions on its own number, which do not apply to it, and those on dates that its measure is of one of.
    own: Ignore,
    dates: Ignore,
    /// Rows by interval, and by the further dimension before it.
    whole: Ticket,
    each: Option<Ticket>,
}

impl Asked<'_> {
    /// Asks how many rows have a number of the measure's column in each interval.
    pub(super) fn ask_histogram(&self, spec: &PanelSpec, asks: &mut Asks) -> Result<HistogramAsked, Refusal> {
        let measure = self.store.measure_at(&spec.measure).ok_or(Refusal::Unseen)?;
        self.store.schema.measures[measure].formula.column().ok_or(Refusal::Unseen)?;
        let per = spec.per.as_ref().and_then(|per| self.store.dimension_at(per));
        let (own, dates) = (self.own_conditions(spec).ok_or(Refusal::Unseen)?, self.on_dates_of(measure));
        let mut rows = |by: &[usize]| {
            let mut ask = self.ask(Of::Rows(measure), by, &own.and(&dates))?;
            ask.by.push(By::Interval);
            Ok(asks.add(ask))
        };
        let (whole, each) = (rows(&[])?, per.map(|per| rows(&[per])).transpose()?);
        Ok(HistogramAsked { measure, per, own, dates, whole, each })
    }

    /// How many rows have a number of the measure's column in each interval, under every condition but those on that number; once, or once for
    /// each value of a further dimension.
    pub(super) fn histogram(&self, spec: &PanelSpec, extent: Extent, asked: &HistogramAsked, answers: &Answers) -> Result<Panel, Refusal> {
        let schema = &self.store.schema;
        let (measure, evaluator) = (&schema.measures[asked.measure], &self.store.measures[asked.measure]);
        let (table, edges) = (&schema.tables[evaluator.table], &evaluator.edges);
        let intervals = intervals::count(edges);
        let counts = |groups: &Groups, of: &[usize]| {
            let at = |interval: usize| groups.get(&[of, &[interval]].concat());
            Counts::new((0..intervals).map(at), at(intervals), evaluator.basis)
        };
        let whole = counts(answers.get(asked.whole)?, &[]);
        let each = answers.maybe(asked.each)?;
        let rows = |counts: &Counts| -> Vec<Row> {
            let ends = edges.windows(2).map(|ends| Bounds { low: ends[0], high: ends[1] });
            let interval = |(ends, amount)| self.interval(&measure.id, ends, amount, &counts.total);
            ends.zip(&counts.intervals).map(interval).collect()
        };
        let multiple = |dimension: &Dimension, code: usize, counts: Counts| {
            let category = &dimension.values[code];
            let (link, add, selected) = choose(&self.plan.query, dimension, code);
            Multiple {
                value: category.value.clone(),
                label: category.label.clone(),
                link,
                add,
                selected,
                rows: rows(&counts),
                total: counts.total,
            }
        };
        let per = asked.per.map(|per| &schema.dimensions[per]);
        let shown = |(per, groups): (&Dimension, &Groups)| -> Vec<(usize, Counts)> {
            let each = (0..per.values.len()).map(|code| (code, counts(groups, &[code])));
            each.filter(|(code, counts)| counts.total.rows > 0 || is_selected(&self.plan.query, per, *code)).collect()
        };
        let shown = per.zip(each).map(shown).unwrap_or_default();
        self.caps.allow(edges.len() * (1 + shown.len()), self.plan.query.to_string().len(), extent)?;
        let multiples = per.map(|per| shown.into_iter().map(|(code, counts)| multiple(per, code, counts)).collect()).unwrap_or_default();
        Ok(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: rows_of(table),
            against: Some(measure_info(measure, evaluator)),
            by: measure.id.clone(),
            by_title: measure.title.clone(),
            ordered: true,
            per: per.map(|per| per.id.clone()).unwrap_or_default(),
            per_title: per.map(|per| per.title.clone()).unwrap_or_default(),
            rows: rows(&whole),
            multiples,
            basis: whole.total.basis,
            total: whole.total,
            ignores: self.ignores(evaluator.table, &asked.own, &asked.dates),
            dated: self.dated(asked.measure),
            sources: self.sources(evaluator.table),
            note: spec.note.clone(),
            ..Panel::default()
        })
    }

    /// An interval of a histogram, and how many of `total` are in it.
    fn interval(&self, key: &str, ends: Bounds, amount: &Amount, total: &Amount) -> Row {
        let (link, add, selected) = self.choose_interval(key, ends);
        let count = amount.value.unwrap_or_default();
        Row {
            value: shortest(ends.low),
            label: Text::same(format!("{}–{}", said(ends.low), said(ends.high))),
            share: share(amount, total),
            interval: Some(ends),
            // A zero rests on the rows that it was counted among.
            amount: Amount { rows: count as u32, basis: if count > 0.0 { amount.basis } else { total.basis }, ..amount.clone() },
            link,
            add,
            selected,
            ..Row::default()
        }
    }

    /// The conditions on the column whose numbers a histogram counts, under whatever key they stand.
    pub(super) fn on_drawn_column(&self, spec: &PanelSpec) -> Option<Ignore> {
        let measure = &self.store.schema.measures[self.store.measure_at(&spec.measure)?];
        let (table, column) = (&measure.table, measure.formula.column()?);
        let is_on = |target: &Target| matches!(target, Target::Column { table: known, column: of } if known == table && of == column);
        Some(Ignore::these(self.plan.filters.iter().enumerate().filter(|(_, filter)| is_on(&filter.target)).map(|(at, _)| at)))
    }

    /// The query with exactly this interval of a measure's numbers, or without any when it has that; the query with all up to this interval
    /// from those that it has elsewhere; and whether the filter has the interval.
    fn choose_interval(&self, key: &str, ends: Bounds) -> (Query, Option<Query>, bool) {
        let Bounds { low, high } = ends;
        let query = &self.plan.query;
        let bound = |op: Op| query.clause(key, op).and_then(|clause| clause.values.first()?.parse::<f64>().ok());
        let (from, below, until) = (bound(Op::Gte), bound(Op::Lt), bound(Op::Lte));
        let is_bounded = from.or(below).or(until).is_some();
        let selected = is_bounded
            && from.is_none_or(|from| low >= from)
            && below.is_none_or(|below| high <= below)
            && until.is_none_or(|until| low <= until);
        // Nothing lies above the largest number, which the last interval holds.
        let end = Some(high).filter(|high| *high < f64::MAX);
        let link = match (from, below, until) == (Some(low), end, None) {
            true => query.without(key),
            false => between(query, key, Some(low), end),
        };
        let reaches = is_bounded && !selected && until.is_none();
        let least = |from: f64| from.min(low);
        let most = |below: f64| end.map(|end| below.max(end));
        let add = reaches.then(|| between(query, key, from.map(least), below.and_then(most)));
        (link, add, selected)
    }
}

/// The query with numbers of `key` from `low` on and below `high` as its only condition on them.
fn between(query: &Query, key: &str, low: Option<f64>, high: Option<f64>) -> Query {
    let mut next = query.without(key);
    let bounds = [(Op::Gte, low), (Op::Lt, high)];
    let clause = |(op, bound): (Op, Option<f64>)| Some(Clause { key: key.to_string(), op, values: vec![shortest(bound?)] });
    next.clauses.extend(bounds.into_iter().filter_map(clause));
    next.clauses.sort();
    next
}

/// How many rows have a number in each interval, and in any.
struct Counts {
    intervals: Vec<Amount>,
    total: Amount,
}

impl Counts {
    /// Of the rows of each interval, and those without a number. What it counts rests on the rows that have one; where none has, on what `else_on`
    /// says.
    fn new<'a>(intervals: impl Iterator<Item = &'a Accumulator>, lacking: &Accumulator, else_on: Basis) -> Counts {
        let basis = |acc: &Accumulator| acc.basis().filter(|_| !acc.is_empty());
        let amount = |acc: &Accumulator| Amount {
            value: Some(f64::from(acc.rows)),
            illustrative: acc.illustrative,
            basis: basis(acc).unwrap_or_default(),
            ..Amount::default()
        };
        let mut all = Accumulator::default();
        let intervals = intervals
            .map(|acc| {
                all.merge(acc, 0);
                amount(acc)
            })
            .collect();
        let total = Amount { rows: all.rows + lacking.rows, lacking: lacking.rows, basis: basis(&all).unwrap_or(else_on), ..amount(&all) };
        Counts { intervals, total }
    }
}

/// The rows of a table as a measure.
fn rows_of(table: &crate::schema::Table) -> MeasureInfo {
    MeasureInfo { id: "count".into(), title: table.title.clone(), unit: table.unit.clone(), additive: true, ..MeasureInfo::default() }
}

/// A number as it stands in a label.
fn said(number: f64) -> String {
    grouped(&shortest(number))
}

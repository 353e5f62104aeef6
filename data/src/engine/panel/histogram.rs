//! A histogram: how many rows have a number in each interval.

use crate::engine::answer::{Asked, measure_info, toggle};
use crate::engine::ignore::Ignore;
use crate::filter::Op;
use crate::number::shortest;
use crate::plan::Target;
use crate::query::{Clause, Query};
use crate::report::{MeasureInfo, Multiple, Panel, Row};
use crate::schema::{Dimension, Kind, PanelSpec};
use crate::text::grouped;
use crate::{Amount, Basis, Bounds, Text};

/// Intervals of a histogram, about.
const INTERVALS: f64 = 20.0;

impl Asked<'_> {
    /// How many rows have a number of the measure's column in each interval, under every condition but those on that number; once, or once for
    /// each value of a further dimension.
    pub(super) fn histogram(&self, spec: &PanelSpec) -> Option<Panel> {
        let schema = &self.store.schema;
        let at = self.store.measure_at(&spec.measure)?;
        let (measure, index) = (&schema.measures[at], &self.store.measures[at]);
        let (table, column) = (&schema.tables[index.table], measure.formula.column()?);
        let per = spec.per.as_ref().and_then(|per| self.store.dimension_at(per));
        let groups = self.groups(index.table, per.as_slice())?;
        let ignore = self.own_conditions(spec)?;
        let everything = Ignore::EVERYTHING;
        let rows = |ignore| self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row));
        let is_whole = table.field(column).is_some_and(|field| field.kind == Kind::Integer);
        let ever: Vec<f64> = rows(&everything).filter_map(|row| index.number(row)).collect();
        let edges = edges(ever.into_iter(), is_whole);
        let none = Counts::new(edges.len().saturating_sub(1));
        let (mut whole, mut each) = (none.clone(), vec![none; groups.size]);
        for row in rows(&ignore) {
            let (number, basis) = (index.number(row), self.store.tables[index.table].basis[row]);
            let place = number.map(|number| edges.partition_point(|edge| *edge <= number).saturating_sub(1));
            whole.add(place, basis);
            each[groups.of(row)].add(place, basis);
        }
        for counts in each.iter_mut().chain([&mut whole]).filter(|counts| counts.total.rows == counts.total.lacking) {
            counts.total.basis = index.basis();
        }
        let rows = |counts: &Counts| -> Vec<Row> {
            let ends = edges.windows(2).map(|ends| Bounds { low: ends[0], high: ends[1] });
            counts.intervals.iter().zip(ends).map(|(amount, ends)| self.interval(&measure.id, ends, amount, &counts.total)).collect()
        };
        let multiple = |dimension: &Dimension, code: usize| {
            let (category, counts) = (&dimension.values[code], &each[code]);
            let (link, selected) = toggle(&self.plan.query, dimension, code);
            (counts.total.rows > 0 || selected).then(|| Multiple {
                value: category.value.clone(),
                label: category.label.clone(),
                link,
                selected,
                rows: rows(counts),
                total: counts.total.clone(),
            })
        };
        let per = per.map(|per| &schema.dimensions[per]);
        let multiples = per.map(|per| (0..per.values.len()).filter_map(|code| multiple(per, code)).collect());
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: rows_of(table),
            against: Some(measure_info(measure, index)),
            by: measure.id.clone(),
            by_title: measure.title.clone(),
            ordered: true,
            per: per.map(|per| per.id.clone()).unwrap_or_default(),
            per_title: per.map(|per| per.title.clone()).unwrap_or_default(),
            rows: rows(&whole),
            multiples: multiples.unwrap_or_default(),
            basis: whole.total.basis,
            total: whole.total,
            ignores: self.ignores(index.table, &ignore),
            sources: self.sources(index.table),
            note: spec.note.clone(),
            ..Panel::default()
        })
    }

    /// An interval of a histogram, and how many of `total` are in it.
    fn interval(&self, key: &str, ends: Bounds, amount: &Amount, total: &Amount) -> Row {
        let (link, selected) = self.toggle_interval(key, ends.low, ends.high);
        let (count, whole) = (amount.value.unwrap_or_default(), total.value.unwrap_or_default());
        Row {
            value: shortest(ends.low),
            label: Text::same(format!("{}–{}", said(ends.low), said(ends.high))),
            share: (whole > 0.0).then(|| count / whole * 100.0),
            interval: Some(ends),
            // A zero rests on the rows that it was counted among.
            amount: Amount { rows: count as u32, basis: if count > 0.0 { amount.basis } else { total.basis }, ..amount.clone() },
            link,
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

    /// The query with exactly this interval of a measure's numbers, or without any when it has that; and whether the filter has the interval.
    fn toggle_interval(&self, key: &str, low: f64, high: f64) -> (Query, bool) {
        let query = &self.plan.query;
        let bound = |op: Op| query.clause(key, op).and_then(|clause| clause.values.first()?.parse::<f64>().ok());
        let (from, below, until) = (bound(Op::Gte), bound(Op::Lt), bound(Op::Lte));
        let is_bounded = from.or(below).or(until).is_some();
        let selected = is_bounded
            && from.is_none_or(|from| low >= from)
            && below.is_none_or(|below| high <= below)
            && until.is_none_or(|until| low <= until);
        let mut next = query.without(key);
        if (from, below, until) != (Some(low), Some(high), None) {
            for (op, value) in [(Op::Gte, low), (Op::Lt, high)] {
                next.clauses.push(Clause { key: key.to_string(), op, values: vec![shortest(value)] });
            }
            next.clauses.sort();
        }
        (next, selected)
    }
}

/// How many rows have a number in each interval, and in any.
#[derive(Clone)]
struct Counts {
    intervals: Vec<Amount>,
    total: Amount,
}

impl Counts {
    fn new(intervals: usize) -> Counts {
        let zero = Amount { value: Some(0.0), ..Amount::default() };
        Counts { intervals: vec![zero.clone(); intervals], total: zero }
    }

    /// Counts a row, whose number lies in the interval at `place`; without one it lacks a number.
    fn add(&mut self, place: Option<usize>, basis: Basis) {
        self.total.rows += 1;
        let Some(place) = place else {
            self.total.lacking += 1;
            return;
        };
        for amount in self.intervals.get_mut(place).into_iter().chain([&mut self.total]) {
            count(amount, basis);
        }
    }
}

fn count(amount: &mut Amount, basis: Basis) {
    amount.value = amount.value.map(|value| value + 1.0);
    amount.basis = amount.basis.max(basis);
    amount.illustrative += u32::from(basis == Basis::Illustrative);
}

/// The rows of a table as a measure.
fn rows_of(table: &crate::schema::Table) -> MeasureInfo {
    MeasureInfo { id: "count".into(), title: table.title.clone(), unit: table.unit.clone(), additive: true, ..MeasureInfo::default() }
}

/// A number as it stands in a label.
fn said(number: f64) -> String {
    grouped(&shortest(number))
}

/// The ends of intervals of one nice width that hold every number, the last one's end above the highest; none without numbers.
fn edges(numbers: impl Iterator<Item = f64> + Clone, is_whole: bool) -> Vec<f64> {
    let low = numbers.clone().fold(f64::INFINITY, f64::min);
    let high = numbers.fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return Vec::new();
    }
    let rough = ((high - low) / INTERVALS).max(if is_whole { 1.0 } else { f64::MIN_POSITIVE });
    let power = 10_f64.powi(rough.log10().floor() as i32);
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| rough <= step * power * 1.000_001).unwrap_or(10.0);
    let exponent = power.log10().round() as i32;
    // Multiples of a power of ten are written as they read: 0.3, not 0.30000000000000004.
    let width = if high > low { nice } else { 1.0 };
    let edge = |index: f64| if exponent < 0 { index * width / 10_f64.powi(-exponent) } else { index * width * 10_f64.powi(exponent) };
    if high == low && !is_whole {
        return vec![low, low + low.abs().max(1.0)];
    }
    let first = (low / edge(1.0) + 1e-9).floor();
    let mut edges = vec![edge(first)];
    let mut index = first;
    while edges.last().is_some_and(|last| *last <= high) && edges.len() < 200 {
        index += 1.0;
        edges.push(edge(index));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals() {
        let table: &[(&[f64], bool, &[f64])] = &[
            (&[], false, &[]),
            (&[3.0], true, &[3.0, 4.0]),
            (&[0.5], false, &[0.5, 1.5]),
            (&[0.0, 4.0], true, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
            (
                &[-1.0, 1.0],
                false,
                &[-1.0, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1],
            ),
        ];
        for (numbers, is_whole, expected) in table {
            assert_eq!(edges(numbers.iter().copied(), *is_whole), *expected, "{numbers:?}");
        }
    }
}

//! A histogram: how many rows have a number in each interval.

use crate::engine::answer::{Asked, choose, is_selected, measure_info};
use crate::engine::caps::{Extent, Refusal};
use crate::engine::ignore::Ignore;
use crate::filter::Op;
use crate::number::shortest;
use crate::plan::Target;
use crate::query::{Clause, Query};
use crate::report::{MeasureInfo, Multiple, Panel, Row};
use crate::schema::{Dimension, Kind, PanelSpec};
use crate::text::grouped;
use crate::{Amount, Basis, Bounds, Text, share};

/// Intervals of a histogram, about.
const INTERVALS: f64 = 20.0;

impl Asked<'_> {
    /// How many rows have a number of the measure's column in each interval, under every condition but those on that number; once, or once for
    /// each value of a further dimension.
    pub(super) fn histogram(&self, spec: &PanelSpec, extent: Extent) -> Result<Panel, Refusal> {
        let schema = &self.store.schema;
        let at = self.store.measure_at(&spec.measure).ok_or(Refusal::Unseen)?;
        let (measure, index) = (&schema.measures[at], &self.store.measures[at]);
        let (table, column) = (&schema.tables[index.table], measure.formula.column().ok_or(Refusal::Unseen)?);
        let per = spec.per.as_ref().and_then(|per| self.store.dimension_at(per));
        let groups = self.groups(index.table, per.as_slice())?;
        let (own, dates) = (self.own_conditions(spec).ok_or(Refusal::Unseen)?, self.on_dates_of(at));
        let ignore = own.and(&dates);
        let everything = Ignore::EVERYTHING;
        let rows = |ignore| self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row));
        let is_whole = table.field(column).is_some_and(|field| field.kind == Kind::Integer);
        let ever: Vec<f64> = rows(&everything).filter_map(|row| index.nearest(row)).collect();
        let edges = edges(ever.into_iter(), is_whole);
        let (mut whole, mut each) = (Counts::default(), groups.room::<Counts>());
        for row in rows(&ignore) {
            let (number, basis) = (index.nearest(row), self.store.tables[index.table].basis[row]);
            let place = number.map(|number| place(&edges, number));
            whole.add(place, basis);
            each.at(groups.of(row)).ok_or_else(|| self.caps.too_many_groups())?.add(place, basis);
        }
        for counts in each.each_mut().chain([&mut whole]).filter(|counts| counts.total.rows == counts.total.lacking) {
            counts.total.basis = index.basis();
        }
        let rows = |counts: &Counts| -> Vec<Row> {
            let ends = edges.windows(2).map(|ends| Bounds { low: ends[0], high: ends[1] });
            let none = Amount { value: Some(0.0), ..Amount::default() };
            let interval = |(at, ends)| self.interval(&measure.id, ends, counts.intervals.get(at).unwrap_or(&none), &counts.total);
            ends.enumerate().map(interval).collect()
        };
        let multiple = |dimension: &Dimension, code: usize| {
            let (category, counts) = (&dimension.values[code], each.get(&[code]));
            let (link, add, selected) = choose(&self.plan.query, dimension, code);
            Multiple {
                value: category.value.clone(),
                label: category.label.clone(),
                link,
                add,
                selected,
                rows: rows(counts),
                total: counts.total.clone(),
            }
        };
        let per = per.map(|per| &schema.dimensions[per]);
        let stands = |per: &Dimension, code: &usize| each.get(&[*code]).total.rows > 0 || is_selected(&self.plan.query, per, *code);
        let codes: Vec<usize> = per.map(|per| (0..per.values.len()).filter(|code| stands(per, code)).collect()).unwrap_or_default();
        self.caps.allow(edges.len() * (1 + codes.len()), self.plan.query.to_string().len(), extent)?;
        let multiples: Vec<Multiple> = per.map(|per| codes.iter().map(|code| multiple(per, *code)).collect()).unwrap_or_default();
        Ok(Panel {
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
            multiples,
            basis: whole.total.basis,
            total: whole.total,
            ignores: self.ignores(index.table, &own, &dates),
            dated: self.dated(at),
            sources: self.sources(index.table),
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

/// How many rows have a number in each interval up to the last that has some, and in any.
struct Counts {
    intervals: Vec<Amount>,
    total: Amount,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts { intervals: Vec::new(), total: Amount { value: Some(0.0), ..Amount::default() } }
    }
}

impl Counts {
    /// Counts a row, whose number lies in the interval at `place`; without one it lacks a number.
    fn add(&mut self, place: Option<usize>, basis: Basis) {
        self.total.rows += 1;
        let Some(place) = place else {
            self.total.lacking += 1;
            return;
        };
        while self.intervals.len() <= place {
            self.intervals.push(Amount { value: Some(0.0), ..Amount::default() });
        }
        count(&mut self.intervals[place], basis);
        count(&mut self.total, basis);
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

/// The interval that a number lies in: the last one holds its end too.
fn place(edges: &[f64], number: f64) -> usize {
    edges.partition_point(|edge| *edge <= number).min(edges.len().saturating_sub(1)).saturating_sub(1)
}

/// The ends of intervals of one nice width that hold every number, the last one's end above the highest (or the largest number that there is);
/// none without numbers.
fn edges(numbers: impl Iterator<Item = f64> + Clone, is_whole: bool) -> Vec<f64> {
    let low = numbers.clone().fold(f64::INFINITY, f64::min);
    let high = numbers.fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return Vec::new();
    }
    if high == low && !is_whole {
        let end = (low + low.abs().max(1.0)).min(f64::MAX);
        return vec![if end > low { low } else { low / 2.0 }, end];
    }
    // Two edges differ by more than the last place of the largest number.
    let least = (low.abs().max(high.abs()) * (4.0 * f64::EPSILON)).max(f64::MIN_POSITIVE);
    let rough = (high / INTERVALS - low / INTERVALS).max(least).max(if is_whole { 1.0 } else { 0.0 });
    // Multiples of a power of ten are what they read: 0.3, not 0.30000000000000004.
    let written = |digits: f64, exponent: i32| format!("{}e{exponent}", digits + 0.0).parse::<f64>().unwrap_or_default();
    let exponent = rough.log10().floor() as i32;
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| rough <= written(*step, exponent) * 1.000_001).unwrap_or(10.0);
    let edge = |index: f64| written(index * nice, exponent).clamp(f64::MIN, f64::MAX);
    let mut index = (low / edge(1.0)).floor();
    while edge(index) > low {
        index -= 1.0;
    }
    while edge(index + 1.0) <= low {
        index += 1.0;
    }
    let mut edges = vec![edge(index)];
    while edges.last().is_some_and(|last| *last <= high && *last < f64::MAX) {
        index += 1.0;
        edges.push(edge(index));
    }
    edges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            (&[f64::MAX], false, &[f64::MAX / 2.0, f64::MAX]),
            (&[0.0, 5e-324], false, &[0.0, 5e-308]),
        ];
        for (numbers, is_whole, expected) in table {
            assert_eq!(edges(numbers.iter().copied(), *is_whole), *expected, "{numbers:?}");
        }
    }

    /// Each number lies in the one interval that it is put into.
    fn covered(numbers: &[f64], is_whole: bool) {
        let edges = edges(numbers.iter().copied(), is_whole);
        assert!(edges.len() >= 2 && edges.len() < 40, "{numbers:?}: {} edges", edges.len());
        assert!(edges.windows(2).all(|ends| ends[0] < ends[1]), "{numbers:?}: {edges:?}");
        assert!(edges.iter().all(|edge| edge.is_finite()), "{numbers:?}: {edges:?}");
        for number in numbers {
            let holds = |ends: &[f64]| ends[0] <= *number && (*number < ends[1] || (*number == ends[1] && ends[1] == f64::MAX));
            let found: Vec<usize> = edges.windows(2).enumerate().filter(|(_, ends)| holds(ends)).map(|(at, _)| at).collect();
            assert_eq!(found, [place(&edges, *number)], "{number} in {edges:?}");
        }
    }

    #[test]
    fn odd_numbers_are_covered() {
        let next = 1.0_f64.next_up();
        for numbers in [
            vec![1.0, next],
            vec![-next, -1.0, 1.0, next],
            vec![1e16, 1e16_f64.next_up()],
            vec![-1.7e308, 1.7e308],
            vec![f64::MIN, f64::MAX],
            vec![f64::MAX.next_down(), f64::MAX],
            vec![f64::MIN, f64::MIN.next_up()],
            vec![5e-324, 1e-323],
            vec![-5e-324, 5e-324],
            vec![0.0, -0.0],
            vec![7.0; 3],
            vec![0.1, 0.2, 0.3, 0.7, 0.9, 1.1],
            vec![1e-300, 1e300],
        ] {
            covered(&numbers, false);
        }
        for numbers in [vec![0.0, 1.0], vec![9.2e18, -9.2e18], vec![9_007_199_254_740_992.0, 9_007_199_254_740_994.0]] {
            covered(&numbers, true);
        }
    }

    proptest! {
        #[test]
        fn every_number_lies_in_exactly_one_interval(numbers in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..20)) {
            covered(&numbers, false);
        }

        #[test]
        fn numbers_close_to_each_other_too(base in prop::num::f64::NORMAL, steps in prop::collection::vec(0_u64..100, 1..20)) {
            let numbers: Vec<f64> = steps.iter().map(|step| f64::from_bits(base.to_bits() + step)).filter(|number| number.is_finite()).collect();
            if !numbers.is_empty() {
                covered(&numbers, false);
            }
        }

        #[test]
        fn whole_numbers_too(numbers in prop::collection::vec(any::<i64>(), 1..20)) {
            covered(&numbers.iter().map(|number| *number as f64).collect::<Vec<f64>>(), true);
        }
    }
}

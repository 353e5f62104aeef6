//! Panels that look at single rows: how many have a number in each interval, and how a number is spread over the rows of each value.

use crate::engine::answer::{Asked, measure_info};
use crate::filter::Op;
use crate::plan::Target;
use crate::query::{Clause, Query};
use crate::report::{MeasureInfo, Panel, Row, Spread};
use crate::schema::{Kind, PanelSpec};
use crate::text::grouped;
use crate::{Amount, Basis, Bounds, Text};

/// Intervals of a histogram, about.
const INTERVALS: f64 = 20.0;

/// Numbers beyond the whiskers that the report lists for one value.
const MOST_OUTLIERS: usize = 60;

impl Asked<'_> {
    /// How many rows have a number of the measure's column in each interval, under every condition but those on that number.
    pub(super) fn histogram(&self, spec: &PanelSpec) -> Option<Panel> {
        let schema = &self.store.schema;
        let at = self.store.measure_at(&spec.measure)?;
        let (measure, index) = (&schema.measures[at], &self.store.measures[at]);
        let (table, column) = (&schema.tables[index.table], measure.formula.column()?);
        let ignore = self.on_column(&table.id, column);
        let numbers = |ignore: u64| {
            let rows = self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row));
            rows.map(|row| (index.number(row), self.store.tables[index.table].basis[row])).collect::<Vec<_>>()
        };
        let (now, ever) = (numbers(ignore), numbers(u64::MAX));
        let is_whole = table.field(column).is_some_and(|field| field.kind == Kind::Integer);
        let edges = edges(ever.iter().filter_map(|(number, _)| *number), is_whole);
        let mut amounts = vec![Amount { value: Some(0.0), ..Amount::default() }; edges.len().saturating_sub(1)];
        let mut total = Amount { value: Some(0.0), ..Amount::default() };
        for (number, basis) in &now {
            total.rows += 1;
            let Some(number) = number else {
                total.lacking += 1;
                continue;
            };
            let place = edges.partition_point(|edge| edge <= number).saturating_sub(1);
            for amount in amounts.get_mut(place).into_iter().chain([&mut total]) {
                count(amount, *basis);
            }
        }
        let whole = total.value.unwrap_or_default();
        let rows = amounts.into_iter().zip(edges.windows(2)).map(|(mut amount, ends)| {
            amount.rows = amount.value.unwrap_or_default() as u32;
            let (low, high) = (ends[0], ends[1]);
            let (link, selected) = self.toggle_interval(&measure.id, low, high);
            Row {
                value: low.to_string(),
                label: Text::same(format!("{}–{}", said(low), said(high))),
                share: (whole > 0.0).then(|| amount.value.unwrap_or_default() / whole * 100.0),
                interval: Some(Bounds { low, high }),
                amount,
                link,
                selected,
                ..Row::default()
            }
        });
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: rows_of(table),
            against: Some(measure_info(measure, index)),
            by: measure.id.clone(),
            by_title: measure.title.clone(),
            ordered: true,
            rows: rows.collect(),
            basis: total.basis,
            total,
            ignores: self.ignores(index.table, ignore),
            sources: self.sources(index.table),
            note: spec.note.clone(),
            ..Panel::default()
        })
    }

    /// For each group by `dimensions`, how the measure's column is spread.
    pub(super) fn spreads(&self, measure: usize, dimensions: &[usize], ignore: u64) -> Vec<Option<Spread>> {
        let index = &self.store.measures[measure];
        let Some(groups) = self.groups(index.table, dimensions) else { return Vec::new() };
        let mut numbers: Vec<Vec<f64>> = vec![Vec::new(); groups.size];
        for row in self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row)) {
            if let Some(number) = index.number(row) {
                numbers[groups.of(row)].push(number);
            }
        }
        numbers.into_iter().map(spread).collect()
    }

    /// The conditions on a column, under whatever key they stand.
    fn on_column(&self, table: &str, column: &str) -> u64 {
        let is_on = |target: &Target| matches!(target, Target::Column { table: known, column: of } if known == table && of == column);
        self.plan.filters.iter().enumerate().filter(|(_, filter)| is_on(&filter.target)).map(|(at, _)| 1 << at).sum()
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
                next.clauses.push(Clause { key: key.to_string(), op, values: vec![value.to_string()] });
            }
            next.clauses.sort();
        }
        (next, selected)
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
    grouped(&number.to_string())
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

/// Tukey's box plot; quartiles are interpolated between order statistics at (n − 1) p, as spreadsheets do. `None` without numbers.
fn spread(mut numbers: Vec<f64>) -> Option<Spread> {
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().checked_sub(1)?;
    let quantile = |p: f64| {
        let at = last as f64 * p;
        let (below, share) = (at.floor() as usize, at - at.floor());
        numbers[below] + (numbers[(below + 1).min(last)] - numbers[below]) * share
    };
    let (lower, median, upper) = (quantile(0.25), quantile(0.5), quantile(0.75));
    let reach = (upper - lower) * 1.5;
    let is_beyond = |number: &f64| *number < lower - reach || *number > upper + reach;
    let within = || numbers.iter().copied().filter(|number| !is_beyond(number));
    let beyond: Vec<f64> = numbers.iter().copied().filter(is_beyond).collect();
    let step = beyond.len().div_ceil(MOST_OUTLIERS).max(1);
    Some(Spread {
        low: within().next().unwrap_or(lower),
        lower,
        median,
        upper,
        high: within().next_back().unwrap_or(upper),
        outliers: beyond.iter().copied().step_by(step).collect(),
        beyond: beyond.len() as u32,
    })
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

    #[test]
    fn boxes_by_hand() {
        // Quartiles of 1 to 9 and 30: at 2.25, 4.5 and 6.75 of the order: 3.25, 5.5, 7.75; the fence is at 14.5.
        let found = spread(vec![9.0, 1.0, 30.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).expect("numbers");
        assert_eq!((found.low, found.lower, found.median, found.upper, found.high), (1.0, 3.25, 5.5, 7.75, 9.0));
        assert_eq!((found.outliers, found.beyond), (vec![30.0], 1));
        assert_eq!(spread(Vec::new()), None);
    }
}

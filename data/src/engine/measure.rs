//! Measures over arrays: the inputs made ready, and the accumulator that every aggregate of the engine goes through.

use polars::prelude::DataType;

use super::filter::Verdicts;
use super::store::{Store, texts};
use crate::plan::resolve_filter;
use crate::schema::{Formula, Measure};
use crate::{Amount, Basis, Bounds, Missing, Small, Text, finite};

/// A measure's input, row by row of its table.
pub(super) struct MeasureIndex {
    /// The table's place.
    pub(super) table: usize,
    formula: Formula,
    /// For a stock: the dimension of its dates.
    pub(super) stock: Option<usize>,
    /// For growth: the dimension of its dates, whose conditions do not apply to it.
    pub(super) growing: Option<usize>,
    /// Over fewer units it says how far one unit moves it.
    small: u32,
    /// Rows that its own `where` lets through; `None`: all.
    pub(super) within: Option<Vec<bool>>,
    input: Input,
}

enum Input {
    /// Rows alone count.
    Rows,
    /// A code for each different value.
    Codes(Vec<u32>),
    /// A number a row, NaN where missing; with the reasons of the missing.
    Numbers(Vec<f64>, String),
    /// Two numbers a row, NaN where either is missing.
    Pairs(Vec<(f64, f64)>),
    /// Whether the row is of the part.
    Part(Vec<bool>),
    /// The holder's code, [`UNKNOWN`] where nobody says, and the code of what it holds, [`UNKNOWN`] where missing.
    Holdings(Vec<(u32, u32)>),
}

/// A holder that nobody names.
const UNKNOWN: u32 = u32::MAX;

impl MeasureIndex {
    /// Makes a measure ready. An error is what is wrong with its `where` or `of`.
    pub(super) fn new(store: &Store, measure: &Measure) -> Result<MeasureIndex, Text> {
        let unknown = |what: &str| Text::new(format!("没有“{what}”"), format!("there is no “{what}”"));
        let table = store.table_at(&measure.table).ok_or_else(|| unknown(&measure.table))?;
        let frame = &store.tables[table].data.frame;
        let mask = |filter: &str| -> Result<Vec<bool>, Text> {
            let filters = resolve_filter(&store.schema, filter)?;
            let verdicts = Verdicts::new(store, &filters);
            if let Some((_, blind)) = filters.iter().enumerate().find(|(at, _)| !verdicts.sees(table, *at)) {
                let Text { zh, en } = store.blind(table, blind);
                return Err(Text::new(format!("数据表看不到“{zh}”"), format!("the table cannot see “{en}”")));
            }
            Ok((0..store.tables[table].rows).map(|row| verdicts.passes(table, row)).collect())
        };
        let numbers = |column: &str| -> Result<Vec<f64>, Text> {
            let cells = frame.column(column).map_err(|_| unknown(column))?.cast(&DataType::Float64).map_err(|_| unknown(column))?;
            let cells = cells.f64().map_err(|_| unknown(column))?;
            Ok(cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect())
        };
        let codes = |column: &str| -> Result<Vec<u32>, Text> {
            let mut known = std::collections::HashMap::new();
            let cells = frame.column(column).map_err(|_| unknown(column))?;
            let code = |text: Option<String>| match text {
                None => UNKNOWN,
                Some(text) => {
                    let next = known.len() as u32;
                    *known.entry(text).or_insert(next)
                }
            };
            Ok(texts(cells).map(code).collect())
        };
        let input = match &measure.formula {
            Formula::Count => Input::Rows,
            Formula::CountDistinct(column) => Input::Codes(codes(column)?),
            Formula::Holders { column, split } => {
                let holders = column.as_deref().map_or_else(|| Ok(vec![UNKNOWN; store.tables[table].rows]), codes)?;
                let at = store.dimension_at(split).ok_or_else(|| unknown(split))?;
                let values = store.schema.dimensions[at].values.len() as u32;
                let held = store.tables[table].codes[at].as_ref().ok_or_else(|| unknown(split))?;
                let held = held.iter().map(|code| if *code < values { *code } else { UNKNOWN });
                Input::Holdings(holders.into_iter().zip(held).collect())
            }
            Formula::Sum(column) | Formula::Mean(column) | Formula::Median(column) => Input::Numbers(numbers(column)?, column.clone()),
            Formula::Rate { over, under, .. } => Input::Pairs(numbers(over)?.into_iter().zip(numbers(under)?).collect()),
            Formula::Share(of) => Input::Part(mask(of)?),
            Formula::Growth { column, .. } => Input::Pairs(numbers(column)?.into_iter().map(|number| (number, number)).collect()),
        };
        let dates = measure.stock.as_ref().and_then(|id| store.dimension_at(id));
        let mut within = if measure.filter.is_empty() { None } else { Some(mask(&measure.filter)?) };
        let mut input = input;
        if let (Formula::Growth { unit, from, to, .. }, Input::Pairs(pairs)) = (&measure.formula, &mut input) {
            let dates = dates.ok_or_else(|| unknown("stock"))?;
            let units = store.dimension_at(unit).and_then(|at| store.tables[table].codes[at].as_ref()).ok_or_else(|| unknown(unit))?;
            let codes = store.tables[table].codes[dates].as_ref().ok_or_else(|| unknown("stock"))?;
            let values = &store.schema.dimensions[dates].values;
            let at = |date: &Option<String>, else_at: usize| match date {
                None => Ok(else_at as u32),
                Some(date) => values.iter().position(|known| known.value == *date).map(|at| at as u32).ok_or_else(|| unknown(date)),
            };
            let ends = (at(from, 0)?, at(to, values.len().saturating_sub(1))?);
            let counts = growth(pairs, (codes, units), ends, within.as_deref());
            within = Some(counts);
        }
        // Growth has both its dates; only a stock counts one of them.
        let growing = matches!(measure.formula, Formula::Growth { .. }).then_some(dates).flatten();
        let stock = dates.filter(|_| growing.is_none());
        Ok(MeasureIndex { table, formula: measure.formula.clone(), stock, growing, small: measure.small, within, input })
    }

    /// True when the row counts for the measure at all.
    pub(super) fn has(&self, row: usize) -> bool {
        self.within.as_ref().is_none_or(|within| within[row])
    }

    /// A row's own number; none where it is missing, or where the measure is not about numbers.
    pub(super) fn number(&self, row: usize) -> Option<f64> {
        match &self.input {
            Input::Numbers(numbers, _) => Some(numbers[row]).filter(|number| !number.is_nan()),
            _ => None,
        }
    }

    /// Adds a row.
    pub(super) fn add(&self, store: &Store, row: usize, acc: &mut Acc) {
        let table = &store.tables[self.table];
        let basis = table.basis[row];
        acc.rows += 1;
        acc.basis = acc.basis.max(basis);
        acc.illustrative += u32::from(basis == Basis::Illustrative);
        match &self.input {
            Input::Rows => {}
            Input::Codes(codes) if codes[row] == UNKNOWN => acc.lack(Missing::NotReported),
            Input::Codes(codes) => acc.codes.push(codes[row]),
            Input::Numbers(numbers, column) if numbers[row].is_nan() => {
                let reasons = table.data.missing.get(column);
                acc.lack(reasons.and_then(|reasons| reasons[row]).unwrap_or(Missing::NotReported));
            }
            Input::Numbers(numbers, _) if matches!(self.formula, Formula::Median(_)) => acc.values.push(numbers[row]),
            Input::Numbers(numbers, _) => self.unit(acc, numbers[row], 1.0),
            Input::Pairs(pairs) if pairs[row].0.is_nan() || pairs[row].1.is_nan() => acc.lack(Missing::NotReported),
            Input::Pairs(pairs) => self.unit(acc, pairs[row].0, pairs[row].1),
            Input::Holdings(held) => acc.held.push(held[row]),
            Input::Part(part) => self.unit(acc, f64::from(u8::from(part[row])), 1.0),
        }
    }

    /// Adds a unit with its part of the numerator and of the denominator, and remembers it while there are few.
    fn unit(&self, acc: &mut Acc, over: f64, under: f64) {
        acc.over += over;
        acc.under += under;
        if acc.few.len() < self.small as usize {
            acc.few.push((over, under));
        }
    }

    /// The amount of what was added.
    pub(super) fn amount(&self, acc: &Acc) -> Amount {
        let with = acc.rows - acc.lacking;
        let bounds = matches!(self.formula, Formula::Holders { .. }).then(|| holders(&acc.held));
        let value = match &self.formula {
            Formula::Holders { .. } => Ok(bounds.unwrap_or_default().low),
            Formula::Count => Ok(f64::from(acc.rows)),
            Formula::CountDistinct(_) => {
                let mut codes = acc.codes.clone();
                codes.sort_unstable();
                codes.dedup();
                Ok(codes.len() as f64)
            }
            _ if acc.rows == 0 => Err(Missing::NoRows),
            _ if with == 0 => Err(acc.reason()),
            Formula::Sum(_) => Ok(acc.over),
            Formula::Median(_) => Ok(middle(&sorted(&acc.values))),
            Formula::Mean(_) | Formula::Share(_) | Formula::Rate { .. } | Formula::Growth { .. } => {
                self.ratio(acc.over, acc.under).ok_or(Missing::NotApplicable)
            }
        };
        let value = value.and_then(|value| finite(value).ok_or(Missing::OutOfRange));
        // Bounds that meet are a number.
        let bounds = bounds.filter(|bounds| bounds.low < bounds.high);
        Amount {
            bounds,
            value: value.ok().filter(|_| bounds.is_none()),
            missing: value.err(),
            rows: acc.rows,
            lacking: acc.lacking,
            illustrative: acc.illustrative,
            basis: acc.basis,
            small: self.small(acc, with),
        }
    }

    /// A numerator over its denominator in the measure's unit; none over nothing.
    fn ratio(&self, over: f64, under: f64) -> Option<f64> {
        let factor = match self.formula {
            Formula::Share(_) => 100.0,
            Formula::Rate { factor, .. } => factor,
            _ => 1.0,
        };
        let growth = matches!(self.formula, Formula::Growth { .. });
        (under != 0.0).then(|| if growth { (over / under - 1.0) * 100.0 } else { over * factor / under })
    }

    /// How far one unit moves an indicator over `units` units, when they are few.
    fn small(&self, acc: &Acc, units: u32) -> Option<Small> {
        if units == 0 || units >= self.small {
            return None;
        }
        let added = matches!(self.formula, Formula::Share(_));
        let moved: Vec<f64> = if matches!(self.formula, Formula::Median(_)) {
            let values = sorted(&acc.values);
            // Without the largest the median is least, without the smallest most.
            let rests = [&values[..values.len() - 1], &values[1..]];
            rests.into_iter().filter(|rest| !rest.is_empty()).map(middle).collect()
        } else {
            let less = acc.few.iter().filter(|_| units > 1).map(|(over, under)| (acc.over - over, acc.under - under));
            let more = [(acc.over, acc.under + 1.0), (acc.over + 1.0, acc.under + 1.0)].into_iter().filter(|_| added);
            less.chain(more).filter_map(|(over, under)| self.ratio(over, under)).filter_map(finite).collect()
        };
        let bounds = Bounds {
            low: moved.iter().copied().fold(f64::INFINITY, f64::min),
            high: moved.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        Some(Small { units, range: (!moved.is_empty()).then_some(bounds), added })
    }

    /// True when an amount of this measure is a part of a whole.
    pub(super) fn is_additive(&self) -> bool {
        self.formula.is_additive()
    }
}

/// What is known of some rows; two of them merge.
#[derive(Clone, Debug, Default)]
pub(super) struct Acc {
    rows: u32,
    lacking: u32,
    illustrative: u32,
    basis: Basis,
    reasons: [u32; 3],
    over: f64,
    under: f64,
    values: Vec<f64>,
    codes: Vec<u32>,
    held: Vec<(u32, u32)>,
    /// The first units, each with its part of numerator and denominator: all of them while they are few.
    few: Vec<(f64, f64)>,
}

impl Acc {
    fn lack(&mut self, reason: Missing) {
        self.lacking += 1;
        if let Some(place) = Missing::OF_CELLS.iter().position(|known| *known == reason) {
            self.reasons[place] += 1;
        }
    }

    /// The commonest reason; of equals the first.
    fn reason(&self) -> Missing {
        let most = self.reasons.iter().max().copied().unwrap_or(0);
        let place = self.reasons.iter().position(|count| *count == most).unwrap_or(0);
        Missing::OF_CELLS[place]
    }

    /// True when no row was added.
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds all that `other` knows.
    pub(super) fn merge(&mut self, other: &Acc) {
        self.rows += other.rows;
        self.lacking += other.lacking;
        self.illustrative += other.illustrative;
        self.basis = self.basis.max(other.basis);
        for (mine, theirs) in self.reasons.iter_mut().zip(other.reasons) {
            *mine += theirs;
        }
        self.over += other.over;
        self.under += other.under;
        self.values.extend_from_slice(&other.values);
        self.codes.extend_from_slice(&other.codes);
        self.held.extend_from_slice(&other.held);
        self.few.extend_from_slice(&other.few);
    }
}

/// Makes pairs of numerator and denominator of a column for growth: the later date's number and nothing, or nothing and the earlier one's. A unit
/// that lacks a date is missing at both. The answer is which rows count: those of the two dates.
fn growth(pairs: &mut [(f64, f64)], (dates, units): (&[u32], &[u32]), (from, to): (u32, u32), within: Option<&[bool]>) -> Vec<bool> {
    let counts = |row: usize| within.is_none_or(|within| within[row]) && (dates[row] == from || dates[row] == to);
    let mut has: std::collections::HashMap<u32, (bool, bool)> = std::collections::HashMap::new();
    for (row, (number, _)) in pairs.iter().enumerate() {
        if counts(row) && !number.is_nan() {
            let ends = has.entry(units[row]).or_default();
            ends.0 |= dates[row] == from;
            ends.1 |= dates[row] == to;
        }
    }
    for (row, pair) in pairs.iter_mut().enumerate() {
        let number = if has.get(&units[row]) == Some(&(true, true)) { pair.0 } else { f64::NAN };
        *pair = match (number.is_nan(), dates[row] == to) {
            (true, _) => (f64::NAN, f64::NAN),
            (false, true) => (number, 0.0),
            (false, false) => (0.0, number),
        };
    }
    (0..pairs.len()).map(counts).collect()
}

/// How many holders pairs of holder and thing held can have, when a holder has a thing at most once. At least: those named, and as many as
/// hold the commonest thing. At most: those named, and one more for each row that names nobody.
fn holders(held: &[(u32, u32)]) -> Bounds {
    let mut named: Vec<u32> = held.iter().map(|(holder, _)| *holder).filter(|holder| *holder != UNKNOWN).collect();
    named.sort_unstable();
    named.dedup();
    let unnamed = held.iter().filter(|(holder, _)| *holder == UNKNOWN).count();
    let mut pairs = held.to_vec();
    pairs.sort_unstable();
    let mut of_thing: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (at, (holder, thing)) in pairs.iter().enumerate() {
        // The same holder and thing twice is one holding.
        let again = *holder != UNKNOWN && at > 0 && pairs[at - 1] == (*holder, *thing);
        if *thing != UNKNOWN && !again {
            *of_thing.entry(*thing).or_default() += 1;
        }
    }
    let most = of_thing.values().max().copied().unwrap_or_default();
    Bounds { low: named.len().max(most) as f64, high: (named.len() + unnamed) as f64 }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// The median of rising values: the middle one, or the mean of the two middle ones.
fn middle(values: &[f64]) -> f64 {
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { values[half - 1].midpoint(values[half]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        for (values, expected) in [
            (vec![3.0], 3.0),
            (vec![1.0, 3.0, 10.0], 3.0),
            (vec![1.0, 3.0, 10.0, 20.0], 6.5),
            (vec![1.7e308, 1.7e308], 1.7e308),
            (vec![-1.7e308, 1.7e308], 0.0),
        ] {
            assert_eq!(middle(&values), expected, "{values:?}");
        }
    }
}

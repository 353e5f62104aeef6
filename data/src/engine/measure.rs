//! Measures over arrays: the inputs made ready, and the accumulator that every aggregate of the engine goes through.

use std::sync::Arc;

use polars::prelude::DataType;

use super::filter::Verdicts;
use super::store::{Store, texts};
use crate::exact::{Decimals, Number, Sum};
use crate::number::{Decimal, shortest};
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
    /// What its rows rest on at worst; what its table does where it has none.
    basis: Basis,
    input: Input,
    /// Decimals of the numerator's units, and of the denominator's.
    scales: (u8, u8),
}

enum Input {
    /// Rows alone count.
    Rows,
    /// A code for each different value.
    Codes(Vec<u32>),
    /// A number a row; with the column of the reasons of the missing.
    Numbers(Numbers, String),
    /// Two numbers a row; `None` where either is missing.
    Pairs(Pairs),
    /// Whether the row is of the part.
    Part(Vec<bool>),
    /// The holder's code, [`UNKNOWN`] where nobody says, and the code of what it holds, [`UNKNOWN`] where missing.
    Holdings(Vec<(u32, u32)>),
}

/// A numerator and a denominator a row.
type Pairs = Vec<Option<(Number, Number)>>;

/// The numbers of a column.
enum Numbers {
    Decimals(Arc<Decimals>),
    /// NaN where missing.
    Doubles(Vec<f64>),
}

impl Numbers {
    fn get(&self, row: usize) -> Option<Number> {
        match self {
            Numbers::Decimals(decimals) => decimals.units[row].map(Number::Units),
            Numbers::Doubles(doubles) => Some(doubles[row]).filter(|double| !double.is_nan()).map(Number::Double),
        }
    }

    fn scale(&self) -> u8 {
        if let Numbers::Decimals(decimals) = self { decimals.scale } else { 0 }
    }

    fn zero(&self) -> Number {
        if let Numbers::Decimals(_) = self { Number::Units(0) } else { Number::Double(0.0) }
    }
}

/// What a measure comes to: the nearest double, and every digit where they are known.
struct Value {
    nearest: f64,
    exact: Option<Decimal>,
}

impl Value {
    fn nearest(nearest: f64) -> Value {
        Value { nearest, exact: None }
    }

    fn exact(exact: Decimal) -> Value {
        Value { nearest: exact.nearest(), exact: Some(exact) }
    }

    /// Every digit, where a double need not keep them.
    fn digits(&self) -> String {
        self.exact.map(Decimal::digits).unwrap_or_default()
    }
}

/// From here on a double need not keep the whole digits.
const LONG: f64 = 1e15;

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
        let numbers = |column: &str| -> Result<Numbers, Text> {
            if let Some(decimals) = store.tables[table].data.decimals.get(column) {
                return Ok(Numbers::Decimals(decimals.clone()));
            }
            let cells = frame.column(column).map_err(|_| unknown(column))?.cast(&DataType::Float64).map_err(|_| unknown(column))?;
            let cells = cells.f64().map_err(|_| unknown(column))?;
            Ok(Numbers::Doubles(cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect()))
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
        let rows = store.tables[table].rows;
        let mut scales = (0, 0);
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
            Formula::Sum(column) | Formula::Mean(column) | Formula::Median(column) => {
                let numbers = numbers(column)?;
                scales.0 = numbers.scale();
                Input::Numbers(numbers, column.clone())
            }
            Formula::Rate { over, under, .. } => {
                let (over, under) = (numbers(over)?, numbers(under)?);
                scales = (over.scale(), under.scale());
                Input::Pairs((0..rows).map(|row| over.get(row).zip(under.get(row))).collect())
            }
            Formula::Share(of) => Input::Part(mask(of)?),
            Formula::Growth { column, .. } => Input::Numbers(numbers(column)?, column.clone()),
        };
        let dates = measure.stock.as_ref().and_then(|id| store.dimension_at(id));
        let mut within = if measure.filter.is_empty() { None } else { Some(mask(&measure.filter)?) };
        let mut input = input;
        if let (Formula::Growth { unit, from, to, .. }, Input::Numbers(numbers, _)) = (&measure.formula, &input) {
            let dates = dates.ok_or_else(|| unknown("stock"))?;
            let units = store.dimension_at(unit).and_then(|at| store.tables[table].codes[at].as_ref()).ok_or_else(|| unknown(unit))?;
            let codes = store.tables[table].codes[dates].as_ref().ok_or_else(|| unknown("stock"))?;
            let values = &store.schema.dimensions[dates].values;
            let at = |date: &Option<String>, else_at: usize| match date {
                None => Ok(else_at as u32),
                Some(date) => values.iter().position(|known| known.value == *date).map(|at| at as u32).ok_or_else(|| unknown(date)),
            };
            let ends = (at(from, 0)?, at(to, values.len().saturating_sub(1))?);
            let (pairs, counts) = growth(numbers, (codes, units), ends, within.as_deref());
            scales = (numbers.scale(), numbers.scale());
            (input, within) = (Input::Pairs(pairs), Some(counts));
        }
        // Growth has both its dates; only a stock counts one of them.
        let growing = matches!(measure.formula, Formula::Growth { .. }).then_some(dates).flatten();
        let stock = dates.filter(|_| growing.is_none());
        let counted = store.tables[table].basis.iter().enumerate().filter(|(row, _)| within.as_ref().is_none_or(|within| within[*row]));
        let basis = counted.map(|(_, basis)| *basis).max().unwrap_or(store.tables[table].worst);
        Ok(MeasureIndex { table, formula: measure.formula.clone(), stock, growing, small: measure.small, within, basis, input, scales })
    }

    /// True when the row counts for the measure at all.
    pub(super) fn has(&self, row: usize) -> bool {
        self.within.as_ref().is_none_or(|within| within[row])
    }

    /// A row's own number; none where it is missing, or where the measure is not about numbers.
    pub(super) fn number(&self, row: usize) -> Option<Number> {
        if let Input::Numbers(numbers, _) = &self.input { numbers.get(row) } else { None }
    }

    /// The double nearest to a row's own number.
    pub(super) fn nearest(&self, row: usize) -> Option<f64> {
        Some(self.number(row)?.nearest(self.scales.0))
    }

    /// The doubles nearest to rows' own numbers.
    pub(super) fn doubles(&self, numbers: &[Number]) -> Vec<f64> {
        numbers.iter().map(|number| number.nearest(self.scales.0)).collect()
    }

    /// An amount with the median of its rows' own numbers in the place of its value.
    pub(super) fn median(&self, amount: Amount, numbers: &[Number]) -> Amount {
        let value = (!numbers.is_empty()).then(|| middle(&sorted(numbers), self.scales.0));
        let missing = amount.missing.filter(|_| value.is_none());
        Amount { value: value.as_ref().map(|it| it.nearest), digits: value.map(|it| it.digits()).unwrap_or_default(), missing, ..amount }
    }

    /// What its rows rest on at worst: what a zero rests on that no row is under the filter for.
    pub(super) fn basis(&self) -> Basis {
        self.basis
    }

    /// Adds a row.
    pub(super) fn add(&self, store: &Store, row: usize, acc: &mut Acc) {
        let table = &store.tables[self.table];
        let basis = table.basis[row];
        acc.rows += 1;
        acc.basis = acc.basis.max(Some(basis));
        acc.illustrative += u32::from(basis == Basis::Illustrative);
        match &self.input {
            Input::Rows => {}
            Input::Codes(codes) if codes[row] == UNKNOWN => acc.lack(Missing::NotReported),
            Input::Codes(codes) => acc.codes.push(codes[row]),
            Input::Numbers(numbers, column) => match numbers.get(row) {
                None => {
                    let reasons = table.data.missing.get(column);
                    acc.lack(reasons.and_then(|reasons| reasons[row]).unwrap_or(Missing::NotReported));
                }
                Some(number) if matches!(self.formula, Formula::Median(_)) => acc.values.push(number),
                Some(number) => self.unit(acc, (number, Number::Units(1))),
            },
            Input::Pairs(pairs) => match pairs[row] {
                None => acc.lack(Missing::NotReported),
                Some(pair) => self.unit(acc, pair),
            },
            Input::Holdings(held) => acc.held.push(held[row]),
            Input::Part(part) => self.unit(acc, (Number::Units(i64::from(part[row])), Number::Units(1))),
        }
    }

    /// Adds a unit with its part of the numerator and of the denominator, and remembers it while there are few.
    fn unit(&self, acc: &mut Acc, (over, under): (Number, Number)) {
        acc.over.add(over);
        acc.under.add(under);
        if acc.few.len() < self.small as usize {
            acc.few.push((over, under));
        }
    }

    /// The amount of what was added.
    pub(super) fn amount(&self, acc: &Acc) -> Amount {
        let with = acc.rows - acc.lacking;
        let bounds = matches!(self.formula, Formula::Holders { .. }).then(|| holders(&acc.held));
        let value = match &self.formula {
            Formula::Holders { .. } => Ok(Value::nearest(bounds.unwrap_or_default().low)),
            Formula::Count => Ok(Value::nearest(f64::from(acc.rows))),
            Formula::CountDistinct(_) => {
                let mut codes = acc.codes.clone();
                codes.sort_unstable();
                codes.dedup();
                Ok(Value::nearest(codes.len() as f64))
            }
            _ if acc.rows == 0 => Err(Missing::NoRows),
            _ if with == 0 => Err(acc.reason()),
            Formula::Sum(_) => Ok(Value { nearest: acc.over.nearest(self.scales.0), exact: acc.over.exact(self.scales.0) }),
            Formula::Median(_) => Ok(middle(&sorted(&acc.values), self.scales.0)),
            Formula::Mean(_) | Formula::Share(_) | Formula::Rate { .. } | Formula::Growth { .. } => {
                self.ratio(&acc.over, &acc.under).ok_or(Missing::NotApplicable)
            }
        };
        let value = value.and_then(|value| if value.nearest.is_finite() { Ok(value) } else { Err(Missing::OutOfRange) });
        // Bounds that meet are a number.
        let bounds = bounds.filter(|bounds| bounds.low < bounds.high);
        let known = value.as_ref().ok().filter(|_| bounds.is_none());
        Amount {
            bounds,
            value: known.map(|value| value.nearest),
            digits: known.map(Value::digits).unwrap_or_default(),
            missing: value.err(),
            rows: acc.rows,
            lacking: acc.lacking,
            illustrative: acc.illustrative,
            basis: acc.basis.unwrap_or(self.basis),
            small: self.small(acc, with),
        }
    }

    /// A numerator over its denominator in the measure's unit, rounded once; none over nothing. Where a double does not keep the whole digits, with
    /// nine decimals.
    fn ratio(&self, over: &Sum, under: &Sum) -> Option<Value> {
        let growth = matches!(self.formula, Formula::Growth { .. });
        let gain = growth.then(|| over.minus(under));
        let (over, factor) = (gain.as_ref().unwrap_or(over), self.factor());
        let nearest = over.over(self.scales.0, (under, self.scales.1), factor).or_else(|| {
            let (over, under) = (over.nearest(self.scales.0), under.nearest(self.scales.1));
            (under != 0.0).then(|| over * factor.nearest() / under)
        })?;
        let exact = over.exact(self.scales.0).zip(under.exact(self.scales.1)).filter(|_| nearest.abs() >= LONG);
        Some(Value { nearest, exact: exact.and_then(|(over, under)| over.divided(under, factor, Decimals::MOST_SCALE)) })
    }

    /// What quotients are multiplied by.
    fn factor(&self) -> Decimal {
        match self.formula {
            Formula::Share(_) | Formula::Growth { .. } => 100.into(),
            Formula::Rate { factor, .. } => Decimal::parse(&shortest(factor)).unwrap_or(1.into()),
            _ => 1.into(),
        }
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
            rests.into_iter().filter(|rest| !rest.is_empty()).map(|rest| middle(rest, self.scales.0).nearest).collect()
        } else {
            let less = acc.few.iter().filter(|_| units > 1).map(|(over, under)| (acc.over.without(*over), acc.under.without(*under)));
            let one = Number::Units(-1);
            let more = [(acc.over.clone(), acc.under.without(one)), (acc.over.without(one), acc.under.without(one))];
            less.chain(more.into_iter().filter(|_| added)).filter_map(|(over, under)| finite(self.ratio(&over, &under)?.nearest)).collect()
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
    /// The worst of its rows; of none, what was said of the rows that they would be among.
    basis: Option<Basis>,
    reasons: [u32; 3],
    over: Sum,
    under: Sum,
    values: Vec<Number>,
    codes: Vec<u32>,
    held: Vec<(u32, u32)>,
    /// The first units, each with its part of numerator and denominator: all of them while they are few.
    few: Vec<(Number, Number)>,
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

    /// What it rests on: of no rows, on these others.
    pub(super) fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Says of no rows what those rest on that they would be among.
    pub(super) fn rest_on(&mut self, basis: Option<Basis>) {
        if self.is_empty() {
            self.basis = basis;
        }
    }

    /// Adds all that `other` knows.
    pub(super) fn merge(&mut self, other: &Acc) {
        self.basis = match (self.is_empty(), other.is_empty()) {
            (false, true) => self.basis,
            (true, false) => other.basis,
            _ => self.basis.max(other.basis),
        };
        self.rows += other.rows;
        self.lacking += other.lacking;
        self.illustrative += other.illustrative;
        for (mine, theirs) in self.reasons.iter_mut().zip(other.reasons) {
            *mine += theirs;
        }
        self.over.merge(&other.over);
        self.under.merge(&other.under);
        self.values.extend_from_slice(&other.values);
        self.codes.extend_from_slice(&other.codes);
        self.held.extend_from_slice(&other.held);
        self.few.extend_from_slice(&other.few);
    }
}

/// For growth, a pair a row: the later date's number over nothing, or nothing over the earlier one's. A unit that lacks a date is missing at
/// both. With them, which rows count: those of the two dates.
fn growth(numbers: &Numbers, (dates, units): (&[u32], &[u32]), (from, to): (u32, u32), within: Option<&[bool]>) -> (Pairs, Vec<bool>) {
    let counts = |row: usize| within.is_none_or(|within| within[row]) && (dates[row] == from || dates[row] == to);
    let mut has: std::collections::HashMap<u32, (bool, bool)> = std::collections::HashMap::new();
    for row in 0..dates.len() {
        if counts(row) && numbers.get(row).is_some() {
            let ends = has.entry(units[row]).or_default();
            ends.0 |= dates[row] == from;
            ends.1 |= dates[row] == to;
        }
    }
    let pair = |row: usize| {
        let number = numbers.get(row).filter(|_| has.get(&units[row]) == Some(&(true, true)))?;
        Some(if dates[row] == to { (number, numbers.zero()) } else { (numbers.zero(), number) })
    };
    ((0..dates.len()).map(pair).collect(), (0..dates.len()).map(counts).collect())
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

fn sorted(values: &[Number]) -> Vec<Number> {
    let mut values = values.to_vec();
    values.sort_unstable_by(Number::by_value);
    values
}

/// The median of rising values: the middle one, or the mean of the two middle ones.
fn middle(values: &[Number], scale: u8) -> Value {
    let half = values.len() / 2;
    let (low, high) = if values.len() % 2 == 1 { (values[half], values[half]) } else { (values[half - 1], values[half]) };
    match (low, high) {
        // Half of a number of units is five times as many tenths.
        (Number::Units(low), Number::Units(high)) => {
            Value::exact(Decimal { units: (i128::from(low) + i128::from(high)) * 5, scale: scale + 1 })
        }
        (Number::Double(low), Number::Double(high)) => Value::nearest(low.midpoint(high)),
        (low, _) => Value::nearest(low.nearest(scale)),
    }
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
            let values: Vec<Number> = values.into_iter().map(Number::Double).collect();
            assert_eq!(middle(&values, 0).nearest, expected, "{values:?}");
        }
        // 0.1 and 0.2: 0.15, not 0.15000000000000002.
        assert_eq!(middle(&[Number::Units(1), Number::Units(2)], 1).nearest, 0.15);
    }
}

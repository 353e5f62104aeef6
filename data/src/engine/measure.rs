//! Measures over arrays: the inputs made ready, and rows added to accumulators. `acc` is the accumulator, `amount` what it comes to.

mod acc;
mod amount;

use std::sync::Arc;

use polars::prelude::DataType;

pub(super) use self::acc::Acc;
use super::filter::Verdicts;
use super::store::Store;
use crate::exact::{Decimals, Number};
use crate::plan::resolve_filter;
use crate::schema::{Formula, Measure};
use crate::{Basis, Missing, Text};

/// A measure's input, row by row of its table.
pub(super) struct MeasureIndex {
    /// The table's place.
    pub(super) table: usize,
    formula: Formula,
    /// For a stock: the dimension of its dates.
    pub(super) stock: Option<usize>,
    /// For growth: the dimension of its dates, whose conditions do not apply to it.
    pub(super) growing: Option<usize>,
    /// The code of the one date of the bundle that all its rows are of; none where they are of several, or of none.
    pub(super) date: Option<u32>,
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

/// A holder that nobody names.
const UNKNOWN: u32 = u32::MAX;

impl MeasureIndex {
    /// Makes a measure ready. An error is what is wrong with its `where` or `of`.
    pub(super) fn new(store: &Store, measure: &Measure) -> Result<MeasureIndex, Text> {
        let unknown = |what: &str| Text::new(format!("没有“{what}”"), format!("there is no “{what}”"));
        let table = store.table_at(&measure.table).ok_or_else(|| unknown(&measure.table))?;
        let data = &store.tables[table].data;
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
            if let Some(decimals) = data.decimals.get(column) {
                return Ok(Numbers::Decimals(decimals.clone()));
            }
            let cells = data.frame.column(column).map_err(|_| unknown(column))?.cast(&DataType::Float64).map_err(|_| unknown(column))?;
            let cells = cells.f64().map_err(|_| unknown(column))?;
            Ok(Numbers::Doubles(cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect()))
        };
        let codes = |column: &str| -> Result<Vec<u32>, Text> {
            let mut known = std::collections::HashMap::new();
            let code = |text: Option<String>| match text {
                None => UNKNOWN,
                Some(text) => {
                    let next = known.len() as u32;
                    *known.entry(text).or_insert(next)
                }
            };
            Ok(data.texts(column).ok_or_else(|| unknown(column))?.map(code).collect())
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
        let date = if growing.is_none() { store.one_date(table, within.as_deref()) } else { None };
        Ok(MeasureIndex {
            table,
            formula: measure.formula.clone(),
            stock,
            growing,
            date,
            small: measure.small,
            within,
            basis,
            input,
            scales,
        })
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

    /// True when an amount of this measure is a part of a whole.
    pub(super) fn is_additive(&self) -> bool {
        self.formula.is_additive()
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

//! What measures take in, row by row: the inputs made ready, and rows added to accumulators.

use std::collections::HashMap;
use std::sync::Arc;

use polars::prelude::{DataType, PlHashMap};

use super::Memory;
use super::mask::{Known, Mask};
use crate::engine::accumulator::{Accumulator, UNKNOWN};
use crate::engine::catalog::blind;
use crate::engine::condition::Condition;
use crate::engine::evaluator::Evaluator;
use crate::engine::intervals;
use crate::exact::{Decimals, Number};
use crate::plan::resolve_filter;
use crate::schema::{Formula, Kind, Measure};
use crate::{Missing, Schema, Text};

/// A measure's input, row by row of its table.
pub(in crate::engine) struct Input {
    /// Rows that its own `where` lets through, rising; `None`: all.
    pub(super) own: Option<Vec<u32>>,
    takes: Takes,
    /// Units that are remembered one by one.
    few: u32,
    /// Whether its numbers are kept one by one: for a median.
    keeps_numbers: bool,
    /// Decimals of its numbers' units.
    scale: u8,
    /// The ends of the intervals of a histogram.
    edges: Vec<f64>,
}

enum Takes {
    /// Rows alone count.
    Rows,
    /// A code for each different value.
    Codes(Vec<u32>),
    /// A number a row; with the column of the reasons of the missing.
    Numbers(Numbers, String),
    /// Two numbers a row, `None` where either is missing; with the columns of the reasons, the first that has one saying why.
    Pairs(Pairs, Vec<String>),
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

impl Input {
    /// Makes a measure ready. An error is what is wrong with its `where` or `of`.
    pub(in crate::engine) fn new(memory: &Memory, schema: &Schema, measure: &Measure) -> Result<(Input, Evaluator), Text> {
        let unknown = |what: &str| Text::new(format!("没有“{what}”"), format!("there is no “{what}”"));
        let table = super::table_at(schema, &measure.table).ok_or_else(|| unknown(&measure.table))?;
        let (rows, fields) = (&memory.tables[table], &schema.tables[table]);
        let dimension_at = |id: &str| schema.dimensions.iter().position(|dimension| dimension.id == id);
        let passing = |filter: &str| -> Result<Vec<u32>, Text> {
            let filters = resolve_filter(schema, filter)?;
            let conditions: Vec<Condition<'_>> = filters.iter().map(Condition::Filter).collect();
            let mask = Mask::new(&mut Known::new(), memory, schema, table, &conditions);
            if let Some(at) = mask.unseen() {
                let Text { zh, en } = blind(schema, table, &filters[at]);
                return Err(Text::new(format!("数据表看不到“{zh}”"), format!("the table cannot see “{en}”")));
            }
            let bits = mask.bits(&(0..conditions.len()).collect::<Vec<_>>());
            Ok((0..rows.count).filter(|row| mask.passes(*row, &bits)).map(|row| row as u32).collect())
        };
        let numbers = |column: &str| -> Result<Numbers, Text> {
            if let Some(decimals) = rows.data.decimals.get(column) {
                return Ok(Numbers::Decimals(decimals.clone()));
            }
            let cells =
                rows.data.frame.column(column).map_err(|_| unknown(column))?.cast(&DataType::Float64).map_err(|_| unknown(column))?;
            let cells = cells.f64().map_err(|_| unknown(column))?;
            Ok(Numbers::Doubles(cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect()))
        };
        let codes = |column: &str| -> Result<Vec<u32>, Text> {
            let (mut known, mut codes) = (PlHashMap::<String, u32>::default(), Vec::with_capacity(rows.count));
            let code = |_, text: Option<&str>| {
                let Some(text) = text else { return codes.push(UNKNOWN) };
                let code = known.get(text).copied().unwrap_or_else(|| {
                    let next = known.len() as u32;
                    *known.entry(text.to_string()).or_insert(next)
                });
                codes.push(code);
            };
            rows.data.each_text(column, code).ok_or_else(|| unknown(column))?;
            Ok(codes)
        };
        let mut scales = (0, 0);
        let mut takes = match &measure.formula {
            Formula::Count => Takes::Rows,
            Formula::CountDistinct(column) => Takes::Codes(codes(column)?),
            Formula::Holders { column, split } => {
                let holders = column.as_deref().map_or_else(|| Ok(vec![UNKNOWN; rows.count]), codes)?;
                let at = dimension_at(split).ok_or_else(|| unknown(split))?;
                let values = schema.dimensions[at].values.len() as u32;
                let held = rows.codes[at].as_ref().ok_or_else(|| unknown(split))?;
                let held = held.iter().map(|code| if *code < values { *code } else { UNKNOWN });
                Takes::Holdings(holders.into_iter().zip(held).collect())
            }
            Formula::Sum(column) | Formula::Mean(column) | Formula::Median(column) | Formula::Growth { column, .. } => {
                let numbers = numbers(column)?;
                scales.0 = numbers.scale();
                Takes::Numbers(numbers, column.clone())
            }
            Formula::Rate { over, under, .. } => {
                let columns = vec![over.clone(), under.clone()];
                let (over, under) = (numbers(over)?, numbers(under)?);
                scales = (over.scale(), under.scale());
                Takes::Pairs((0..rows.count).map(|row| over.get(row).zip(under.get(row))).collect(), columns)
            }
            Formula::Share(of) => {
                let mut part = vec![false; rows.count];
                passing(of)?.into_iter().for_each(|row| part[row as usize] = true);
                Takes::Part(part)
            }
        };
        let dates = measure.stock.as_deref().and_then(dimension_at);
        let mut own = if measure.filter.is_empty() { None } else { Some(passing(&measure.filter)?) };
        let is_growth = matches!(measure.formula, Formula::Growth { .. });
        if let (Formula::Growth { unit, from, to, .. }, Takes::Numbers(numbers, column)) = (&measure.formula, &takes) {
            let dates = dates.ok_or_else(|| unknown("stock"))?;
            let at = dimension_at(unit).ok_or_else(|| unknown(unit))?;
            let known = schema.dimensions[at].values.len() as u32;
            // Who is not known is no unit.
            let units = rows.codes[at].as_ref().ok_or_else(|| unknown(unit))?.iter().map(|code| Some(*code).filter(|code| *code < known));
            let units: Vec<Option<u32>> = units.collect();
            let codes = rows.codes[dates].as_ref().ok_or_else(|| unknown("stock"))?;
            let values = &schema.dimensions[dates].values;
            let at = |date: &Option<String>, else_at: usize| match date {
                None => Ok(else_at as u32),
                Some(date) => values.iter().position(|known| known.value == *date).map(|at| at as u32).ok_or_else(|| unknown(date)),
            };
            let ends = (at(from, 0)?, at(to, values.len().saturating_sub(1))?);
            let (pairs, counts) = growth(numbers, (codes, &units), ends, own.as_deref());
            scales = (numbers.scale(), numbers.scale());
            (takes, own) = (Takes::Pairs(pairs, vec![column.clone()]), Some(counts));
        }
        let mut input = Input {
            own,
            takes,
            few: measure.small,
            keeps_numbers: matches!(measure.formula, Formula::Median(_)),
            scale: scales.0,
            edges: Vec::new(),
        };
        let is_of_numbers = matches!(input.takes, Takes::Numbers(..));
        if let Some(column) = measure.formula.column().filter(|_| is_of_numbers) {
            let is_whole = fields.field(column).is_some_and(|field| field.kind == Kind::Integer);
            input.edges = intervals::edges(input.rows(rows.count).filter_map(|row| input.nearest(row)), is_whole);
        }
        let evaluator = Evaluator {
            table,
            formula: measure.formula.clone(),
            // Growth has both its dates; only a stock counts one of them.
            stock: dates.filter(|at| !is_growth && rows.codes[*at].is_some()),
            growing: dates.filter(|_| is_growth),
            date: if is_growth { None } else { memory.one_date(schema, table, &input) },
            small: measure.small,
            takes_all: input.own.is_none(),
            basis: input.rows(rows.count).map(|row| rows.basis[row]).max().unwrap_or(rows.worst),
            scales,
            is_of_numbers,
            edges: input.edges.clone(),
        };
        Ok((input, evaluator))
    }

    /// The rows that it takes in at all, of a table of `count`.
    fn rows(&self, count: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let all = if self.own.is_none() { 0..count } else { 0..0 };
        self.own.iter().flatten().map(|row| *row as usize).chain(all)
    }

    /// A row's own number; none where it is missing, or where the measure is not about numbers.
    fn number(&self, row: usize) -> Option<Number> {
        if let Takes::Numbers(numbers, _) = &self.takes { numbers.get(row) } else { None }
    }

    /// The double nearest to a row's own number.
    fn nearest(&self, row: usize) -> Option<f64> {
        Some(self.number(row)?.nearest(self.scale))
    }

    /// The interval of a row's own number; the place behind the last where it is missing.
    pub(super) fn interval(&self, row: usize) -> usize {
        self.nearest(row).map_or_else(|| intervals::count(&self.edges), |number| intervals::place(&self.edges, number))
    }

    /// Adds what it takes in of a row, which is counted already; with the number itself where it is asked for.
    pub(super) fn add(&self, memory: &Memory, table: usize, row: usize, with_numbers: bool, acc: &mut Accumulator) {
        let reason = |column: &String| memory.tables[table].data.missing.get(column).and_then(|reasons| reasons[row]);
        match &self.takes {
            Takes::Rows => {}
            Takes::Codes(codes) if codes[row] == UNKNOWN => acc.lack(Missing::NotReported),
            Takes::Codes(codes) => acc.lists().codes.push(codes[row]),
            Takes::Numbers(numbers, column) => match numbers.get(row) {
                None => acc.lack(reason(column).unwrap_or(Missing::NotReported)),
                Some(number) => {
                    if with_numbers || self.keeps_numbers {
                        acc.lists().values.push(number);
                    }
                    if !self.keeps_numbers {
                        acc.unit((number, Number::Units(1)), self.few);
                    }
                }
            },
            Takes::Pairs(pairs, columns) => match pairs[row] {
                None => acc.lack(columns.iter().find_map(reason).unwrap_or(Missing::NotReported)),
                Some(pair) => acc.unit(pair, self.few),
            },
            Takes::Holdings(held) => acc.lists().held.push(held[row]),
            Takes::Part(part) => acc.unit((Number::Units(i64::from(part[row])), Number::Units(1)), self.few),
        }
    }
}

impl Memory {
    /// The one date of the bundle that all rows are of that a measure takes in; a bundle of one date has no others to tell it from.
    fn one_date(&self, schema: &Schema, table: usize, input: &Input) -> Option<u32> {
        let time = schema.dimensions.iter().position(|dimension| Some(&dimension.id) == schema.time.as_ref())?;
        let known = Some(schema.dimensions[time].values.len()).filter(|known| *known > 1)?;
        let codes = self.tables[table].codes[time].as_deref()?;
        let mut dates = input.rows(codes.len()).map(|row| codes[row]);
        let first = dates.next().filter(|date| (*date as usize) < known)?;
        dates.all(|date| date == first).then_some(first)
    }
}

/// For growth, a pair a row: the later date's number over nothing, or nothing over the earlier one's. A unit that lacks a date is missing at
/// both. With them, which rows count: those of the two dates.
fn growth(numbers: &Numbers, (dates, units): (&[u32], &[Option<u32>]), (from, to): (u32, u32), own: Option<&[u32]>) -> (Pairs, Vec<u32>) {
    let all: Vec<u32> = own.map_or_else(|| (0..dates.len() as u32).collect(), <[u32]>::to_vec);
    let counts: Vec<u32> = all.into_iter().filter(|row| [from, to].contains(&dates[*row as usize])).collect();
    let mut has: HashMap<u32, (bool, bool)> = HashMap::new();
    for row in counts.iter().map(|row| *row as usize) {
        if numbers.get(row).is_some() {
            let Some(unit) = units[row] else { continue };
            let ends = has.entry(unit).or_default();
            ends.0 |= dates[row] == from;
            ends.1 |= dates[row] == to;
        }
    }
    let pair = |row: usize| {
        let number = numbers.get(row).filter(|_| units[row].and_then(|unit| has.get(&unit)) == Some(&(true, true)))?;
        Some(if dates[row] == to { (number, numbers.zero()) } else { (numbers.zero(), number) })
    };
    ((0..dates.len()).map(pair).collect(), counts)
}

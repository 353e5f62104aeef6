//! Conditions over arrays: for each row of a table one bit for each condition that it fails. A part that leaves out the conditions on its own
//! dimension looks at the other bits, so that every part shares one mask.

use std::collections::{HashMap, HashSet};

use polars::prelude::{Expr, IntoLazy, LiteralValue, NamedFrom, Series, col, lit};

use super::{Memory, NO_ROW, table_at};
use crate::engine::bundle::TableData;
use crate::engine::condition::{Condition, codes_pass, passes_missing};
use crate::fold::folded;
use crate::number::Real;
use crate::plan::{Filter, Target, Test};
use crate::schema::{Category, Dimension, Field, Kind};
use crate::{Missing, Schema, stop};

/// What a condition on a column lets through, by its place: asked once, whichever tables see it.
pub(super) type Known = HashMap<usize, Vec<bool>>;

/// The verdict of conditions on each row of a table.
pub(super) struct Mask {
    /// Words of 64 bits that a row has, a bit a condition; none where nothing is asked.
    words: usize,
    /// The words of the rows, one after another: a bit is set when the row fails the condition.
    fails: Vec<u64>,
    /// The first condition that the table cannot see.
    unseen: Option<usize>,
}

impl Mask {
    /// Asks every condition of every row of a table.
    pub(super) fn new(known: &mut Known, memory: &Memory, schema: &Schema, table: usize, conditions: &[Condition<'_>]) -> Mask {
        let words = conditions.len().div_ceil(64);
        let mut mask = Mask { words, fails: vec![0; words * memory.tables[table].count], unseen: None };
        for (place, condition) in conditions.iter().enumerate() {
            stop::look();
            let is_seen = match condition {
                Condition::RestsOn(worst) => {
                    mask.fail(place, memory.tables[table].basis.iter().map(|basis| basis <= worst));
                    true
                }
                Condition::Filter(filter) => match &filter.target {
                    Target::Dimension(id) => mask.ask_dimension(memory, schema, table, id, &filter.test, place),
                    Target::Column { table: there, .. } | Target::AnyText { table: there } => {
                        table_at(schema, there).is_some_and(|there| {
                            let passes = known.entry(place).or_insert_with(|| column_of(memory, schema, there, filter));
                            mask.ask_rows(memory, table, there, passes, filter, place)
                        })
                    }
                },
            };
            if !is_seen {
                mask.unseen.get_or_insert(place);
            }
        }
        mask
    }

    /// The first condition that the table cannot see.
    pub(super) fn unseen(&self) -> Option<usize> {
        self.unseen
    }

    /// The bits of some conditions; none where none is among them.
    pub(super) fn bits(&self, passing: &[usize]) -> Vec<u64> {
        if passing.is_empty() {
            return Vec::new();
        }
        let mut bits = vec![0; self.words];
        passing.iter().for_each(|place| bits[place / 64] |= 1 << (place % 64));
        bits
    }

    /// Whether a row passes the conditions of these bits.
    pub(super) fn passes(&self, row: usize, bits: &[u64]) -> bool {
        match bits {
            [] => true,
            [bits] => self.fails[row] & bits == 0,
            _ => self.fails[row * self.words..][..self.words].iter().zip(bits).all(|(fails, bits)| fails & bits == 0),
        }
    }

    /// Marks the rows that do not pass a condition.
    fn fail(&mut self, place: usize, passes: impl Iterator<Item = bool>) {
        let (word, bit) = (place / 64, 1 << (place % 64));
        for (fails, passes) in self.fails.chunks_exact_mut(self.words).zip(passes) {
            if !passes {
                fails[word] |= bit;
            }
        }
    }

    fn ask_dimension(&mut self, memory: &Memory, schema: &Schema, table: usize, id: &str, test: &Test, place: usize) -> bool {
        let Some(at) = schema.dimensions.iter().position(|dimension| dimension.id == id) else { return false };
        let Some(codes) = &memory.tables[table].codes[at] else { return false };
        let passes = codes_pass(&schema.dimensions[at].values, test);
        self.fail(place, codes.iter().map(|code| passes[*code as usize]));
        true
    }

    fn ask_rows(&mut self, memory: &Memory, table: usize, there: usize, passes: &[bool], filter: &Filter, place: usize) -> bool {
        let Some((_, rows)) = memory.tables[table].reach.iter().find(|(reached, _)| *reached == there) else { return false };
        // A row that refers to nothing has nothing reported there; a measure takes it in no more than any other that is not its own.
        let nothing = filter.measure.is_none() && passes_missing(&filter.test, Missing::NotReported);
        let passed = |row: &u32| if *row == NO_ROW { nothing } else { passes[*row as usize] };
        self.fail(place, rows.iter().map(passed));
        true
    }
}

/// Asks a condition of a table's own column, or of its texts; of a measure's key only rows pass that the measure takes in.
fn column_of(memory: &Memory, schema: &Schema, table: usize, filter: &Filter) -> Vec<bool> {
    let Target::Column { column, .. } = &filter.target else { return any_text_passes(memory, schema, table, &filter.test) };
    let mut passes = column_passes(memory, schema, table, column, &filter.test);
    let measure = filter.measure.as_deref().and_then(|id| schema.measures.iter().position(|measure| measure.id == id));
    if let Some(own) = measure.and_then(|at| memory.measures[at].own.as_deref()) {
        let mut both = vec![false; passes.len()];
        own.iter().for_each(|row| both[*row as usize] = passes[*row as usize]);
        passes = both;
    }
    passes
}

/// Asks a condition of one column.
fn column_passes(memory: &Memory, schema: &Schema, table: usize, column: &str, test: &Test) -> Vec<bool> {
    let data = &memory.tables[table].data;
    let kind = schema.tables[table].field(column).map_or(Kind::String, |field| field.kind);
    let cell = col(column);
    match test {
        Test::Among(_) | Test::NoneOf(_) if kind.is_number() || kind == Kind::Year => numbers_pass(data, column, test),
        Test::Among(values) => run(data, cell.is_in(literal(kind, values), false), false),
        Test::NoneOf(values) => run(data, cell.is_in(literal(kind, values), false).not(), true),
        Test::AtLeast(_) | Test::AtMost(_) | Test::Below(_) => numbers_pass(data, column, test),
        Test::From(day) => run(data, cell.gt_eq(lit(day.as_str())), false),
        Test::Until(day) => run(data, cell.lt_eq(lit(day.as_str())), false),
        Test::Before(day) => run(data, cell.lt(lit(day.as_str())), false),
        Test::Contains(words) => memory.contains(table, column, &folded(words)),
        Test::Missing(reasons) => match data.missing.get(column) {
            None => vec![false; data.frame.height()],
            Some(missing) => missing.iter().map(|reason| reason.is_some_and(|reason| reasons.contains(&reason))).collect(),
        },
    }
}

/// Asks a condition of a column of numbers: to the last digit where they are decimals.
fn numbers_pass(data: &TableData, column: &str, test: &Test) -> Vec<bool> {
    let missing = matches!(test, Test::NoneOf(_));
    let values: Vec<Real> = match test {
        Test::Among(values) | Test::NoneOf(values) => values.iter().filter_map(|value| Real::parse(value)).collect(),
        _ => Vec::new(),
    };
    let Some(decimals) = data.decimals.get(column) else {
        let values: Vec<f64> = values.into_iter().map(Real::nearest).collect();
        let passes = |number: f64| match test {
            Test::Among(_) => values.contains(&number),
            Test::NoneOf(_) => !values.contains(&number),
            Test::AtLeast(bound) => number >= bound.nearest(),
            Test::AtMost(bound) => number <= bound.nearest(),
            Test::Below(bound) => number < bound.nearest(),
            _ => false,
        };
        let cells = data.frame.column(column).and_then(|column| column.f64().cloned()).expect("numbers that are no decimals are doubles");
        return cells.iter().map(|number| number.map_or(missing, passes)).collect();
    };
    // A value between two units of the column equals no cell.
    let at = |number: &Real| number.at(decimals.scale);
    let values: HashSet<i128> = values.iter().map(at).filter(|(_, is_same)| *is_same).map(|(units, _)| units).collect();
    let bound = match test {
        Test::AtLeast(bound) | Test::AtMost(bound) | Test::Below(bound) => at(bound),
        _ => (0, true),
    };
    let passes = |number: i64| {
        let (number, (units, is_same)) = (i128::from(number), bound);
        match test {
            Test::Among(_) => values.contains(&number),
            Test::NoneOf(_) => !values.contains(&number),
            Test::AtLeast(_) => number > units || (is_same && number == units),
            Test::AtMost(_) => number <= units,
            Test::Below(_) => number < units || (!is_same && number == units),
            _ => false,
        }
    };
    decimals.units.iter().map(|number| number.map_or(missing, passes)).collect()
}

/// Asks for words in any text of a table: its text columns, and the labels of its dimensions.
fn any_text_passes(memory: &Memory, schema: &Schema, table: usize, test: &Test) -> Vec<bool> {
    let rows = &memory.tables[table];
    let mut passes = vec![false; rows.count];
    let Test::Contains(words) = test else { return passes };
    let words = folded(words);
    let here = &schema.tables[table];
    let own: Vec<(&Dimension, &[u32])> = schema
        .dimensions
        .iter()
        .zip(&rows.codes)
        .filter_map(|(dimension, codes)| Some((dimension, codes.as_deref()?)))
        .filter(|(dimension, _)| dimension.columns.contains_key(&here.id))
        .collect();
    let dimension_of = |field: &Field| own.iter().any(|(dimension, _)| dimension.columns.get(&here.id) == Some(&field.id));
    // The texts of a dimension are searched once each, with their labels.
    for field in here.fields.iter().filter(|field| field.kind == Kind::String && !dimension_of(field)) {
        for (passes, has) in passes.iter_mut().zip(memory.contains(table, &field.id, &words)) {
            *passes |= has;
        }
    }
    for (dimension, codes) in own {
        let is_text = dimension.columns.get(&here.id).and_then(|column| here.field(column)).is_some_and(|field| field.kind == Kind::String);
        let has = |category: &Category| {
            let texts = [&category.label.zh, &category.label.en, &category.value];
            texts.iter().take(if is_text { 3 } else { 2 }).any(|text| folded(text).contains(&words))
        };
        let has: Vec<bool> = dimension.values.iter().map(has).collect();
        for (passes, code) in passes.iter_mut().zip(codes) {
            *passes |= has.get(*code as usize).copied().unwrap_or(false);
        }
    }
    passes
}

/// A clause's values as the column's type; numbers are compared by `numbers_pass`.
fn literal(kind: Kind, values: &[String]) -> Expr {
    let series = match kind {
        Kind::YearMonth | Kind::Date | Kind::Time | Kind::DateTime => {
            Series::new("values".into(), values.iter().filter_map(|value| kind.moment(value)).collect::<Vec<String>>())
        }
        Kind::Boolean => Series::new("values".into(), values.iter().map(|value| value == "true").collect::<Vec<bool>>()),
        _ => Series::new("values".into(), values),
    };
    Expr::Literal(LiteralValue::Series(polars::prelude::SpecialEq::new(series))).implode(false)
}

/// Evaluates a condition over a table; `missing` is the verdict on a missing cell.
fn run(data: &TableData, condition: Expr, missing: bool) -> Vec<bool> {
    let frame = data.frame.clone().lazy().select([condition.fill_null(lit(missing)).alias("passes")]).collect();
    let frame = frame.expect("a condition fits its column: `plan` checked the operator against the type, the loader the column");
    let passes = frame.column("passes").and_then(|column| column.bool().cloned()).expect("a condition is a boolean");
    passes.iter().map(|is| is.unwrap_or(missing)).collect()
}

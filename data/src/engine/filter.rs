//! Filters over arrays: for each row of each table, one bit for each condition that it fails. A panel that ignores the conditions
//! on its own dimension masks their bits out, so one pass serves every panel, facet and count.

use std::collections::HashSet;

use polars::prelude::{Expr, IntoLazy, LiteralValue, NamedFrom, Series, col, lit};

use super::bundle::TableData;
use super::ignore::{Ignore, place};
use super::store::{NO_ROW, Store, missing_code};
use crate::fold::folded;
use crate::number::Real;
use crate::plan::{Filter, Target, Test};
use crate::schema::{Kind, Table};
use crate::stop::{self, BLOCK};
use crate::{Basis, Missing};

/// The verdict of each condition on each row.
pub(super) struct Verdicts {
    /// Words of 64 bits that a row has: a bit for each condition, and one for rows refused for what they rest on.
    words: usize,
    /// For each table the words of its rows, one after another: a bit is set when the row fails the condition.
    fails: Vec<Vec<u64>>,
    /// For each table and condition: whether it can see it.
    sees: Vec<Vec<bool>>,
    /// For each condition, the dimension it is about.
    dimensions: Vec<Option<String>>,
}

impl Verdicts {
    /// Asks every condition of every row that can see it.
    pub(super) fn new(store: &Store, filters: &[Filter]) -> Verdicts {
        let words = filters.len() / 64 + 1;
        let mut verdicts = Verdicts {
            words,
            fails: store.tables.iter().map(|table| vec![0; table.rows * words]).collect(),
            sees: vec![vec![false; filters.len()]; store.tables.len()],
            dimensions: Vec::new(),
        };
        for (at, filter) in filters.iter().enumerate() {
            match &filter.target {
                Target::Dimension(id) => {
                    verdicts.dimensions.push(Some(id.clone()));
                    verdicts.ask_dimension(store, id, &filter.test, at);
                }
                Target::Column { table, column } => {
                    verdicts.dimensions.push(None);
                    // The measure is of this table.
                    let measure = filter.measure.as_deref().and_then(|id| store.measure_at(id)).map(|at| &store.measures[at]);
                    verdicts.ask_rows(store, table, at, &filter.test, |data, of| {
                        let mut passes = column_passes(data, of, column, &filter.test);
                        if let Some(measure) = measure {
                            passes.iter_mut().enumerate().for_each(|(row, passes)| *passes &= measure.has(row));
                        }
                        passes
                    });
                }
                Target::AnyText { table } => {
                    verdicts.dimensions.push(None);
                    verdicts.ask_rows(store, table, at, &filter.test, |_, _| any_text_passes(store, table, &filter.test));
                }
            }
        }
        verdicts
    }

    /// Lets no row pass that rests on something worse than `worst`.
    pub(super) fn refuse_beyond(&mut self, store: &Store, worst: Basis) {
        let beyond_conditions = self.dimensions.len();
        for (at, table) in store.tables.iter().enumerate() {
            self.fail(at, beyond_conditions, table.basis.iter().map(|basis| *basis <= worst));
        }
    }

    /// True when the row passes every condition.
    pub(super) fn passes(&self, table: usize, row: usize) -> bool {
        Ignore::NOTHING.covers(&self.fails[table][row * self.words..][..self.words])
    }

    /// The rows of a table that pass every condition but those in `ignore`.
    pub(super) fn rows<'a>(&'a self, table: usize, ignore: &'a Ignore) -> impl Iterator<Item = usize> + 'a {
        let rows = self.fails[table].chunks_exact(self.words).enumerate().inspect(|(row, _)| {
            if row % BLOCK == 0 {
                stop::look();
            }
        });
        rows.filter(move |(_, fails)| ignore.covers(fails)).map(|(row, _)| row)
    }

    /// True when the table can see condition `at`.
    pub(super) fn sees(&self, table: usize, at: usize) -> bool {
        self.sees[table][at]
    }

    /// The conditions on a dimension.
    pub(super) fn on(&self, dimension: &str) -> Ignore {
        Ignore::these(self.dimensions.iter().enumerate().filter(|(_, known)| known.as_deref() == Some(dimension)).map(|(at, _)| at))
    }

    /// Marks the rows that do not pass condition `at`.
    fn fail(&mut self, table: usize, at: usize, passes: impl Iterator<Item = bool>) {
        stop::look();
        let (word, bit) = place(at);
        for (fails, passes) in self.fails[table].chunks_exact_mut(self.words).zip(passes) {
            if !passes {
                fails[word] |= bit;
            }
        }
    }

    fn ask_dimension(&mut self, store: &Store, id: &str, test: &Test, condition: usize) {
        let Some(at) = store.dimension_at(id) else { return };
        let values = &store.schema.dimensions[at].values;
        let mut passes: Vec<bool> = values
            .iter()
            .map(|category| match test {
                Test::Among(among) => among.contains(&category.value),
                Test::NoneOf(none) => !none.contains(&category.value),
                _ => false,
            })
            .collect();
        for reason in Missing::OF_CELLS {
            debug_assert_eq!(missing_code(values.len(), reason) as usize, passes.len());
            passes.push(passes_missing(test, reason));
        }
        for (table, index) in store.tables.iter().enumerate() {
            let Some(codes) = &index.codes[at] else { continue };
            self.sees[table][condition] = true;
            self.fail(table, condition, codes.iter().map(|code| passes[*code as usize]));
        }
    }

    fn ask_rows(&mut self, store: &Store, table: &str, condition: usize, test: &Test, ask: impl Fn(&TableData, &Table) -> Vec<bool>) {
        let Some(there) = store.table_at(table) else { return };
        let passes = ask(&store.tables[there].data, &store.schema.tables[there]);
        for (here, index) in store.tables.iter().enumerate() {
            let Some((_, rows)) = index.reach.iter().find(|(reached, _)| *reached == there) else { continue };
            self.sees[here][condition] = true;
            let passed = |row: &u32| if *row == NO_ROW { passes_missing(test, Missing::NotReported) } else { passes[*row as usize] };
            self.fail(here, condition, rows.iter().map(passed));
        }
    }
}

fn passes_missing(test: &Test, reason: Missing) -> bool {
    match test {
        Test::NoneOf(_) => true,
        Test::Missing(reasons) => reasons.contains(&reason),
        _ => false,
    }
}

/// Asks a condition of one column.
fn column_passes(data: &TableData, table: &Table, column: &str, test: &Test) -> Vec<bool> {
    let kind = table.field(column).map_or(Kind::String, |field| field.kind);
    let cell = col(column);
    match test {
        Test::Among(_) | Test::NoneOf(_) if kind.is_number() || kind == Kind::Year => numbers_pass(data, column, test),
        Test::Among(values) => run(data, cell.is_in(literal(kind, values), false), false),
        Test::NoneOf(values) => run(data, cell.is_in(literal(kind, values), false).not(), true),
        Test::AtLeast(_) | Test::AtMost(_) | Test::Below(_) => numbers_pass(data, column, test),
        Test::From(day) => run(data, cell.gt_eq(lit(day.as_str())), false),
        Test::Until(day) => run(data, cell.lt_eq(lit(day.as_str())), false),
        Test::Before(day) => run(data, cell.lt(lit(day.as_str())), false),
        Test::Contains(words) => contains(data, column, &folded(words)),
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
fn any_text_passes(store: &Store, table: &str, test: &Test) -> Vec<bool> {
    let (Some(at), Test::Contains(words)) = (store.table_at(table), test) else { return Vec::new() };
    let index = &store.tables[at];
    let words = folded(words);
    let mut passes = vec![false; index.rows];
    for field in store.schema.tables[at].fields.iter().filter(|field| field.kind == Kind::String) {
        for (passes, has) in passes.iter_mut().zip(contains(&index.data, &field.id, &words)) {
            *passes |= has;
        }
    }
    for (dimension, codes) in store.schema.dimensions.iter().zip(&index.codes) {
        let (Some(codes), true) = (codes, dimension.columns.contains_key(table)) else { continue };
        let has: Vec<bool> = dimension
            .values
            .iter()
            .map(|category| [&category.label.zh, &category.label.en].iter().any(|label| folded(label).contains(&words)))
            .collect();
        for (passes, code) in passes.iter_mut().zip(codes) {
            *passes |= has.get(*code as usize).copied().unwrap_or(false);
        }
    }
    passes
}

/// Whether a text cell contains words, given folded; false where it is missing.
fn contains(data: &TableData, column: &str, words: &str) -> Vec<bool> {
    let cells = data.frame.column(column).and_then(|column| column.str().cloned()).expect("`plan` searches text columns only");
    let has = |cell: Option<&str>| {
        stop::step();
        cell.is_some_and(|text| folded(text).contains(words))
    };
    cells.iter().map(has).collect()
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

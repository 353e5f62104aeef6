//! What measures take in, as further columns of the wide frame of their table. For each measure `m`:
//!
//! - `own:m`: whether it takes the row in at all. It stands among the table's own cells, so that tables that refer to it see it too.
//! - `a:m` and `b:m`: what it takes of the row: parts of a numerator and a denominator; a value's or a holder's code, and the code of what is held. Null
//!   where the row lacks it, and then `why:m` is the reason.
//! - `interval:m`: the interval of its number, one more where it is missing.

use data::Missing;
use data::engine::catalog::Catalog;
use data::plan::resolve_filter;
use data::schema::{Formula, Measure};
use polars::prelude::*;

use super::Oracle;
use super::cells::{name, reason};
use super::ways::of;

impl Oracle {
    /// The own cells of a table with the rows that its measures take in.
    pub(super) fn with_rows_of_measures(&self, table: usize) -> PolarsResult<DataFrame> {
        let mut cells = self.own[table].clone();
        for measure in self.measures_of(table) {
            let mut takes = self.matching(&measure.filter);
            if let Some((from, to)) = self.ends(measure) {
                let date = col(name("dim", measure.stock.as_deref().unwrap_or_default()));
                takes = takes.and(date.clone().eq(lit(from)).or(date.eq(lit(to))));
            }
            let takes = self.wide[table]
                .clone()
                .lazy()
                .select([takes.alias(name("own", &measure.id)), col("row")])
                .without_optimizations()
                .collect()?;
            cells.with_column(takes.column(&name("own", &measure.id))?.clone())?;
        }
        Ok(cells)
    }

    /// The wide frame of a table with what its measures take in.
    pub(super) fn with_what_measures_take(&self, catalog: &Catalog, table: usize) -> PolarsResult<DataFrame> {
        let mut columns = Vec::new();
        for (measure, evaluator) in self.schema.measures.iter().zip(&catalog.measures).filter(|(_, evaluator)| evaluator.table == table) {
            let id = &measure.id;
            let own = col(of(&measure.table, &name("own", id))).alias(name("own", id));
            let (a, b, why) = self.takes(measure)?;
            columns.extend([own, a.alias(name("a", id)), b.alias(name("b", id)), why.alias(name("why", id))]);
            if let Some(column) = measure.formula.column() {
                let number = col(of(&measure.table, &name("f", column)));
                columns.push(interval(number, &evaluator.edges).alias(name("interval", id)));
            }
        }
        self.wide[table].clone().lazy().with_columns(columns).without_optimizations().collect()
    }

    fn measures_of(&self, table: usize) -> impl Iterator<Item = &Measure> {
        let id = &self.schema.tables[table].id;
        self.schema.measures.iter().filter(move |measure| measure.table == *id)
    }

    /// The rows that pass a bundle's own filter.
    fn matching(&self, filter: &str) -> Expr {
        let filters = resolve_filter(&self.schema, filter).expect("the bundle was served");
        filters.iter().map(|filter| self.filter(filter)).fold(lit(true), Expr::and)
    }

    /// The two dates of growth: the first and the last of its dates unless the bundle says otherwise.
    fn ends(&self, measure: &Measure) -> Option<(u32, u32)> {
        let Formula::Growth { from, to, .. } = &measure.formula else { return None };
        let dates = &self.schema.dimension(measure.stock.as_deref()?)?.values;
        let place = |date: &Option<String>, other: usize| match date {
            Some(date) => dates.iter().position(|known| known.value == *date),
            None => Some(other),
        };
        Some((place(from, 0)? as u32, place(to, dates.len().saturating_sub(1))? as u32))
    }

    /// What a measure takes of a row: two parts, and why it lacks them.
    fn takes(&self, measure: &Measure) -> PolarsResult<(Expr, Expr, Expr)> {
        let cell = |what: &str, column: &str| col(of(&measure.table, &name(what, column)));
        let (nothing, unreported) = (lit(NULL).cast(DataType::Int64), lit(reason(Missing::NotReported)));
        Ok(match &measure.formula {
            Formula::Count => (lit(1_i64), lit(1_i64), unreported),
            Formula::Sum(column) | Formula::Mean(column) | Formula::Median(column) => (cell("n", column), lit(1_i64), cell("w", column)),
            Formula::CountDistinct(column) => (code(cell("t", column))?, lit(1_i64), cell("w", column)),
            Formula::Share(of) => (self.matching(of).cast(DataType::Int64), lit(1_i64), unreported),
            Formula::Rate { over, under, .. } => {
                // Why the first input that lacks is missing.
                let why = when(cell("n", over).is_null()).then(cell("w", over)).otherwise(cell("w", under));
                let both = |number: &str| when(cell("n", over).is_not_null().and(cell("n", under).is_not_null())).then(cell("n", number));
                (both(over).otherwise(lit(NULL)), both(under).otherwise(lit(NULL)), why)
            }
            Formula::Holders { column, split } => {
                let values = self.schema.dimension(split).map_or(0, |split| split.values.len()) as u32;
                let held = col(name("dim", split));
                let holder = column.as_ref().map_or(Ok(nothing), |column| code(cell("t", column)))?;
                (holder, when(held.clone().lt(lit(values))).then(held).otherwise(lit(NULL)), unreported)
            }
            Formula::Growth { column, unit, .. } => {
                let (number, own) = (cell("n", column), cell("own", &measure.id));
                let (from, to) = self.ends(measure).expect("the bundle was served");
                let date = col(name("dim", measure.stock.as_deref().unwrap_or_default()));
                let units = self.schema.dimension(unit).map_or(0, |unit| unit.values.len()) as u32;
                let unit = col(name("dim", unit));
                let is_at = |end: u32| own.clone().and(date.clone().eq(lit(end))).and(number.clone().is_not_null());
                let has = |end: u32| is_at(end).any(true).over([unit.clone()]);
                let counts = has(from)?.and(has(to)?).and(number.clone().is_not_null()).and(unit.lt(lit(units)));
                // Of the later date the row is a part of the numerator, else of the denominator.
                let zero = number.clone() - number.clone();
                let part = |is: Expr| when(counts.clone()).then(when(is).then(number.clone()).otherwise(zero.clone())).otherwise(lit(NULL));
                let is_later = date.clone().eq(lit(to));
                let why = when(number.clone().is_null()).then(cell("w", column)).otherwise(unreported);
                (part(is_later.clone()), part(is_later.not()), why)
            }
        })
    }
}

/// A code for each different text: the first row that has it.
fn code(text: Expr) -> PolarsResult<Expr> {
    let first = col("row").min().over([text.clone()])?;
    Ok(when(text.is_not_null()).then(first).otherwise(lit(NULL)))
}

/// The interval `[from, to)` that a number lies in, the last one's end in it too; one more where there is none.
fn interval(number: Expr, edges: &[f64]) -> Expr {
    let intervals = edges.len().saturating_sub(1) as u32;
    let reached = edges.iter().map(|edge| number.clone().gt_eq(lit(*edge)).cast(DataType::UInt32)).fold(lit(0_u32), |all, one| all + one);
    let last = lit(intervals.saturating_sub(1));
    let place = when(reached.clone().gt(lit(intervals))).then(last).otherwise(reached - lit(1_u32));
    when(number.is_null()).then(lit(intervals)).otherwise(place).cast(DataType::UInt32)
}

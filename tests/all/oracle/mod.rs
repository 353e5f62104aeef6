//! The oracle: a second backend, made of plain polars and of what the documentation says, that the engine must agree with. It knows nothing of the
//! backend that is served, and everything above a backend is the engine's own.
//!
//! - `cells`: a table's cells as columns. `ways`: what a table sees of others. `conditions`: what rows pass. `takes`: what measures take in.
//! - `counts`: rows in groups. `listing`: rows in order, and their cells.
//! - `facts`: what is known of a bundle without a look at its rows.
//! - `bundles` with `dashboards`, `queries`: what is asked of what. `agrees`: both backends give the same answers. `faults`: where they do not.

mod agrees;
mod bundles;
mod cells;
mod conditions;
mod counts;
mod dashboards;
mod facts;
mod faults;
mod listing;
mod queries;
mod takes;
mod ways;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use data::Schema;
use data::engine::ask::Count;
use data::engine::backend::{Backend, Counter, Listing, RawCell};
use data::engine::bundle::{Bundle, TableData};
use data::engine::catalog::Catalog;
use data::engine::condition::Condition;
use data::engine::groups::{Groups, TooMany};
use polars::prelude::{Column, DataFrame, IntoLazy, PolarsResult, col};

/// A bundle's rows as frames.
pub(crate) struct Oracle {
    schema: Schema,
    tables: Vec<TableData>,
    /// For each table its own cells: see `cells`.
    own: Vec<DataFrame>,
    /// For each table and each of its foreign keys, which row leads where: see `ways`.
    links: Vec<Vec<DataFrame>>,
    /// For each table all that it sees, and what its measures take in: see `ways` and `takes`.
    wide: Vec<DataFrame>,
}

impl Oracle {
    /// Indexes the rows of a bundle whose catalogue is known.
    pub(crate) fn new(bundle: Bundle, catalog: &Catalog) -> PolarsResult<Oracle> {
        let (schema, tables) = (catalog.schema.clone(), bundle.tables);
        let own = (0..tables.len()).map(|table| cells::own(&schema, &tables, table)).collect::<PolarsResult<_>>()?;
        let mut oracle = Oracle { schema, tables, own, links: Vec::new(), wide: Vec::new() };
        oracle.links = oracle.schema.tables.iter().map(|table| oracle.links(table)).collect::<PolarsResult<_>>()?;
        oracle.wide = oracle.see()?;
        oracle.own = (0..oracle.own.len()).map(|table| oracle.with_rows_of_measures(table)).collect::<PolarsResult<_>>()?;
        oracle.wide = oracle.see()?;
        oracle.wide = (0..oracle.wide.len()).map(|table| oracle.with_what_measures_take(catalog, table)).collect::<PolarsResult<_>>()?;
        Ok(oracle)
    }
}

/// How the oracle counts.
pub(crate) struct Counting {
    pub(crate) oracle: Arc<Oracle>,
    /// Whether rollups are refused, as far as a backend can tell them: counts of every row, of at most as many groups as a rollup may have. What they
    /// would answer is then counted under its own conditions, the first time that it is asked.
    pub(crate) without_rollups: bool,
}

impl Backend for Counting {
    fn counter<'a>(&'a self, catalog: &'a Catalog, conditions: Vec<Condition<'a>>) -> Box<dyn Counter + 'a> {
        Box::new(Reading { counting: self, catalog, conditions, passed: RefCell::default() })
    }

    fn codes(&self, table: usize, dimension: usize, rows: &[u32]) -> Vec<usize> {
        self.oracle.codes_of(table, dimension, rows).expect("the table has the dimension")
    }

    fn read(&self, _: &Catalog, table: usize, columns: &[String], rows: &[u32], each: &mut dyn FnMut(usize, RawCell<'_>)) {
        for line in self.oracle.cells_of(table, columns, rows).expect("the table sees the columns") {
            for (at, cell) in line.iter().enumerate() {
                each(at, RawCell { text: cell.text.as_deref().map_err(|reason| *reason), code: cell.code });
            }
        }
    }
}

/// The rows read for one question.
struct Reading<'a> {
    counting: &'a Counting,
    catalog: &'a Catalog,
    conditions: Vec<Condition<'a>>,
    /// For a table and a condition which rows pass.
    passed: RefCell<BTreeMap<(usize, usize), Column>>,
}

impl Reading<'_> {
    /// Which rows of a table pass a condition.
    fn passing(&self, table: usize, at: usize) -> PolarsResult<Column> {
        if let Some(passed) = self.passed.borrow().get(&(table, at)) {
            return Ok(passed.clone());
        }
        let oracle = &self.counting.oracle;
        let passes = oracle.condition(&self.conditions[at]).alias(format!("if:{at}"));
        // The row is there so that what holds of every row is said of each.
        let frame = oracle.wide[table].clone().lazy().select([passes, col("row")]).without_optimizations().collect()?;
        let passed = frame.columns()[0].clone();
        self.passed.borrow_mut().insert((table, at), passed.clone());
        Ok(passed)
    }

    fn refuses(&self, count: &Count) -> bool {
        let rows = self.catalog.tables[self.catalog.table_of(count.of)].rows;
        self.counting.without_rollups && count.passing.is_empty() && count.most == (rows / 8).max(4_096)
    }
}

impl Counter for Reading<'_> {
    fn groups(&self, counts: &[Count]) -> Vec<Result<Groups, TooMany>> {
        let counted = |count: &Count| if self.refuses(count) { Err(TooMany) } else { self.counted(count).expect("polars counts") };
        counts.iter().map(counted).collect()
    }

    fn rows(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32> {
        let rows = self.listed(listing).expect("polars sorts");
        rows.into_iter().skip(skip).take(take).collect()
    }
}

//! Rows in the order of a column, and their cells.

use data::Missing;
use data::engine::backend::Listing;
use data::schema::Seen;
use polars::prelude::*;

use super::cells::name;
use super::{Oracle, Reading};

impl Reading<'_> {
    /// All rows of a listing.
    pub(super) fn listed(&self, listing: &Listing) -> PolarsResult<Vec<u32>> {
        let oracle = &self.counting.oracle;
        let wide = &oracle.wide[listing.table];
        let mut columns = listing.passing.iter().map(|at| self.passing(listing.table, *at)).collect::<PolarsResult<Vec<Column>>>()?;
        let passes = columns.iter().map(|passes| col(passes.name().clone())).fold(lit(true), Expr::and);
        columns.push(wide.column("row")?.clone());
        let mut rows = DataFrame::new(wide.height(), columns)?.lazy().filter(passes).select([col("row")]);
        let descending = listing.sort.as_ref().is_some_and(|(_, descending)| *descending);
        match listing.sort.as_ref().and_then(|(column, _)| oracle.seen(listing.table, column)) {
            Some(seen) => {
                let key = oracle.key(&seen);
                let there = oracle.there(listing.table, &seen, &[key.alias("key")])?;
                let order = SortMultipleOptions::default().with_order_descending_multi([descending, false]).with_nulls_last(true);
                rows = rows.left_join(there, col("row"), col("row")).sort(["key", "row"], order);
            }
            None => rows = rows.sort(["row"], SortMultipleOptions::default()),
        }
        Ok(rows.without_optimizations().collect()?.column("row")?.u32()?.into_no_null_iter().collect())
    }
}

/// A cell: its value in every digit or why it has none, and the code of its value where the column is a dimension's.
#[derive(Clone)]
pub(super) struct OwnCell {
    pub(super) text: Result<String, Missing>,
    pub(super) code: Option<u32>,
}

impl Oracle {
    /// A column as a table sees it.
    fn seen(&self, table: usize, column: &str) -> Option<Seen<'_>> {
        self.schema.seen(&self.schema.tables[table].id, column)
    }

    /// For each `row` of a table some own cells of the row where a column that it sees stands.
    fn there(&self, table: usize, seen: &Seen<'_>, cells: &[Expr]) -> PolarsResult<LazyFrame> {
        let own = &self.own[self.place(&seen.reached.table.id)];
        let cells = own.clone().lazy().select([&[col("row").alias("place")], cells].concat()).without_optimizations().collect()?.lazy();
        let there = self.follow(table, &seen.reached.path)?.left_join(cells, col("there"), col("place"));
        Ok(there.sort(["row"], SortMultipleOptions::default()))
    }

    /// The code of a column's dimension; none where it is missing, or where no dimension stands in it.
    fn code(&self, seen: &Seen<'_>) -> Option<Expr> {
        let dimension = self.schema.dimension_of(&seen.reached.table.id, &seen.field.id)?;
        let code = col(name("d", &dimension.id));
        Some(when(code.clone().lt(lit(dimension.values.len() as u32))).then(code).otherwise(lit(NULL)))
    }

    /// What a column sorts by: its dimension's order, else its numbers, else its texts.
    fn key(&self, seen: &Seen<'_>) -> Expr {
        let field = seen.field;
        let value = if field.kind.is_number() { name("n", &field.id) } else { name("t", &field.id) };
        self.code(seen).unwrap_or_else(|| col(value))
    }

    /// The codes of rows of a table.
    pub(super) fn codes_of(&self, table: usize, dimension: usize, rows: &[u32]) -> PolarsResult<Vec<usize>> {
        let codes = self.wide[table].column(&name("dim", &self.schema.dimensions[dimension].id))?.u32()?;
        Ok(rows.iter().filter_map(|row| codes.get(*row as usize)).map(|code| code as usize).collect())
    }

    /// The cells of rows of a table; of a column that it does not see what a row rests on.
    pub(super) fn cells_of(&self, table: usize, columns: &[String], rows: &[u32]) -> PolarsResult<Vec<Vec<OwnCell>>> {
        let mut cells: Vec<Vec<OwnCell>> = vec![Vec::new(); rows.len()];
        for column in columns {
            let found = match self.seen(table, column) {
                Some(seen) => self.cells_seen(table, &seen)?,
                None => {
                    let basis = self.wide[table].column("basis")?.u32()?.clone();
                    let said = |basis: u32| OwnCell { text: Ok(data::Basis::ALL[basis as usize].id().to_string()), code: None };
                    basis.into_no_null_iter().map(said).collect()
                }
            };
            cells.iter_mut().zip(rows).for_each(|(cells, row)| cells.push(found[*row as usize].clone()));
        }
        Ok(cells)
    }

    /// Every cell of a column that a table sees, each with its value in every digit, or why it has none: a row that refers to nothing reports nothing.
    fn cells_seen(&self, table: usize, seen: &Seen<'_>) -> PolarsResult<Vec<OwnCell>> {
        let code = self.code(seen).unwrap_or(lit(NULL)).cast(DataType::UInt32);
        let cells = [col(name("t", &seen.field.id)).alias("text"), col(name("w", &seen.field.id)).alias("why"), code.alias("code")];
        let frame = self.there(table, seen, &cells)?.without_optimizations().collect()?;
        let (texts, whys, codes) = (frame.column("text")?.str()?, frame.column("why")?.u32()?, frame.column("code")?.u32()?);
        let why = |place: Option<u32>| place.map_or(Missing::NotReported, |place| Missing::OF_CELLS[place as usize]);
        let cells = texts.iter().zip(whys.iter()).zip(codes.iter());
        Ok(cells.map(|((text, reason), code)| OwnCell { text: text.map(String::from).ok_or_else(|| why(reason)), code }).collect())
    }
}

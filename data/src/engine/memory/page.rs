//! Rows in the order of a column, and their cells.

use polars::prelude::{Column, IdxCa, IntoColumn, NamedFrom, NewChunkedArray, Series};

use super::{Memory, NO_ROW, Reading, sort, table_at, walk};
use crate::engine::backend::{Listing, RawCell};
use crate::engine::texts::text_at;
use crate::exact::Decimals;
use crate::{Missing, Schema, stop};

impl Reading<'_> {
    /// The rows of a listing.
    pub(super) fn listed(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32> {
        let mask = self.mask(listing.table);
        let bits = mask.bits(&listing.passing);
        let passing = (0..mask.count()).filter(|row| {
            stop::step();
            mask.passes(*row, &bits)
        });
        let key = listing.sort.as_ref().and_then(|(column, _)| sort_key(self.memory, &self.catalog.schema, listing.table, column));
        let Some((key, (_, descending))) = key.zip(listing.sort.as_ref()) else {
            return passing.skip(skip).take(take).map(|row| row as u32).collect();
        };
        let rows: Vec<u32> = passing.map(|row| row as u32).collect();
        let key = key.take(&IdxCa::from_vec("row".into(), rows.clone())).expect("rows stand in their table");
        let rows = sort::by_cells(rows, &key, *descending).expect("keys are texts, numbers, days or truth values");
        rows.into_iter().skip(skip).take(take).collect()
    }
}

/// What a column sorts by: a dimension by the order of its values, everything else by itself.
fn sort_key(memory: &Memory, schema: &Schema, table: usize, column: &str) -> Option<Column> {
    let seen = schema.seen(&schema.tables[table].id, column)?;
    let there = &memory.tables[table_at(schema, &seen.reached.table.id)?];
    let own = || -> Option<Column> {
        let at = schema.dimensions.iter().position(|dimension| dimension.columns.get(&seen.reached.table.id) == Some(&seen.field.id))?;
        let values = schema.dimensions[at].values.len() as u32;
        let codes = there.codes[at].as_ref()?;
        let codes: Vec<Option<u32>> = codes.iter().map(|code| Some(*code).filter(|code| *code < values)).collect();
        Some(Series::new(column.into(), codes).into_column())
    };
    // Doubles would sort decimals of many digits alike.
    let exact = || Some(Series::new(column.into(), &there.data.decimals.get(&seen.field.id)?.units).into_column());
    let key = own().or_else(exact).or_else(|| there.data.frame.column(&seen.field.id).ok().cloned())?;
    if seen.reached.path.is_empty() {
        return Some(key);
    }
    let rows = memory.follow(schema, table, &seen.reached.path)?;
    let rows = IdxCa::from_iter_options("row".into(), rows.into_iter().map(|row| Some(row).filter(|row| *row != NO_ROW)));
    key.take(&rows).ok()
}

/// The cells of rows of a table.
pub(super) fn cells(memory: &Memory, schema: &Schema, table: usize, columns: &[String], rows: &[u32]) -> Vec<Vec<RawCell>> {
    let readers: Vec<Option<Reader<'_>>> = columns.iter().map(|column| Reader::new(memory, schema, table, column)).collect();
    let basis = &memory.tables[table].basis;
    let cell = |reader: &Option<Reader<'_>>, row: u32| match reader {
        Some(reader) => reader.cell(row),
        None => RawCell { text: Ok(basis[row as usize].id().to_string()), code: None },
    };
    rows.iter().map(|row| readers.iter().map(|reader| cell(reader, *row)).collect()).collect()
}

/// Reads the cells of one column.
struct Reader<'a> {
    cells: &'a Column,
    decimals: Option<&'a Decimals>,
    missing: Option<&'a Vec<Option<Missing>>>,
    codes: Option<&'a [u32]>,
    /// The way to the column's table, walked for each cell: a file's part of a few rows costs no more than its rows.
    steps: Vec<&'a [u32]>,
}

impl<'a> Reader<'a> {
    /// `None`: the table has no such column.
    fn new(memory: &'a Memory, schema: &'a Schema, table: usize, column: &str) -> Option<Reader<'a>> {
        let seen = schema.seen(&schema.tables[table].id, column)?;
        let rows = &memory.tables[table_at(schema, &seen.reached.table.id)?];
        let at = schema.dimensions.iter().position(|dimension| dimension.columns.get(&seen.reached.table.id) == Some(&seen.field.id));
        Some(Reader {
            cells: rows.data.frame.column(&seen.field.id).ok()?,
            decimals: rows.data.decimals.get(&seen.field.id).map(AsRef::as_ref),
            missing: rows.data.missing.get(&seen.field.id),
            codes: at.and_then(|at| rows.codes[at].as_deref()),
            steps: memory.steps(schema, table, &seen.reached.path)?,
        })
    }

    fn cell(&self, row: u32) -> RawCell {
        // A row that refers to nothing reports nothing.
        let row = Some(walk(row, &self.steps)).filter(|row| *row != NO_ROW).map(|row| row as usize);
        let written = row.and_then(|row| match self.decimals {
            Some(decimals) => decimals.get(row).map(|decimal| decimal.to_string()),
            None => text_at(self.cells, row),
        });
        let reason = || row.and_then(|row| self.missing?.get(row).copied().flatten()).unwrap_or(Missing::NotReported);
        RawCell { text: written.ok_or_else(reason), code: row.and_then(|row| Some(self.codes?[row])) }
    }
}

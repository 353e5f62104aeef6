//! The rows of a listing, and their cells.

use polars::prelude::Column;

use super::{Memory, NO_ROW, Reading, table_at, walk};
use crate::engine::backend::{Listing, RawCell};
use crate::engine::texts::text_at;
use crate::exact::Decimals;
use crate::{Missing, Schema, stop};

/// Fewer rows than one of so many are sorted by themselves, where there is no order of all yet.
const FEW: usize = 16;

impl Reading<'_> {
    /// The rows of a listing.
    pub(super) fn listed(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32> {
        let (schema, count) = (&self.catalog.schema, self.memory.tables[listing.table].count);
        let mask = (!listing.passing.is_empty()).then(|| self.mask(listing.table));
        let bits = mask.as_ref().map(|mask| mask.bits(&listing.passing)).unwrap_or_default();
        let passes = |row: &u32| {
            stop::step();
            mask.as_ref().is_none_or(|mask| mask.passes(*row as usize, &bits))
        };
        let in_file = || (0..count as u32).filter(passes);
        let page = |rows: &mut dyn Iterator<Item = u32>| rows.skip(skip).take(take).collect();
        let Some((column, descending)) = &listing.sort else { return page(&mut in_file()) };
        let key = (listing.table, column.clone(), *descending);
        if mask.is_some() && self.memory.kept_order(&key).is_none() {
            let most = count / FEW;
            let few: Vec<u32> = in_file().take(most + 1).collect();
            if few.len() <= most {
                return page(&mut self.memory.ordered(schema, &key, few).into_iter());
            }
        }
        match self.memory.order(schema, key) {
            Some(order) => page(&mut order.iter().copied().filter(passes)),
            None => page(&mut in_file()),
        }
    }
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

//! The memory backend: a bundle's rows as frames and plain arrays in this process.
//!
//! - [`input`]: what a measure takes in, row by row. `mask`: a bit a row and condition. `scan`: rows added to accumulators. `page`: the rows
//!   of a listing in their `order`; `cells`: what stands in them; `search`: the same as it is searched. `values`: the values of dimensions, and what tables have beside them.

mod cells;
pub(super) mod input;
mod mask;
mod order;
mod page;
mod scan;
mod search;
pub(super) mod values;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use polars::prelude::{InitHashMaps, PlHashMap};

use self::cells::{Gathered, Reader};
use self::input::Input;
use self::mask::{Known, Mask};
use self::order::Orders;
use self::search::Searched;
use super::ask::Count;
use super::backend::{Backend, Counter, Listing, RawCell};
use super::bundle::TableData;
use super::catalog::{Catalog, TableFacts, missing_code};
use super::condition::Condition;
use super::groups::{Groups, TooMany};
use crate::schema::{BASIS_COLUMN, Dimension, ForeignKey};
use crate::{Basis, Missing, Schema, stop};

/// Rows whose cells are gathered at a time.
const GATHERED: usize = 500;

/// A row that refers to nothing.
pub(super) const NO_ROW: u32 = u32::MAX;

/// A bundle's rows.
pub(super) struct Memory {
    pub(super) tables: Vec<Rows>,
    pub(super) measures: Vec<Input>,
    orders: Orders,
    searched: Searched,
}

/// A table's rows as arrays.
pub(super) struct Rows {
    pub(super) data: TableData,
    pub(super) count: usize,
    pub(super) basis: Vec<Basis>,
    /// The worst of its rows; without rows what the table says of them.
    pub(super) worst: Basis,
    /// For each dimension of the schema: a code a row, or `None` when the table cannot see it. A code from the number of values on
    /// stands for a missing value: see [`missing_code`].
    pub(super) codes: Vec<Option<Vec<u32>>>,
    /// For each of its foreign keys, the row there of each row here.
    keys: Vec<Vec<u32>>,
    /// The tables that it sees, itself first, each with the row there for each row here.
    reach: Vec<(usize, Vec<u32>)>,
}

/// The rows read for one question: its conditions are asked once of a table.
pub(super) struct Reading<'a> {
    memory: &'a Memory,
    catalog: &'a Catalog,
    conditions: Vec<Condition<'a>>,
    known: RefCell<Known>,
    masks: RefCell<BTreeMap<usize, Rc<Mask>>>,
}

impl Reading<'_> {
    fn mask(&self, table: usize) -> Rc<Mask> {
        if let Some(mask) = self.masks.borrow().get(&table) {
            return mask.clone();
        }
        let mask = Mask::new(&mut self.known.borrow_mut(), self.memory, &self.catalog.schema, table, &self.conditions);
        self.masks.borrow_mut().entry(table).or_insert(Rc::new(mask)).clone()
    }
}

impl Backend for Memory {
    fn counter<'a>(&'a self, catalog: &'a Catalog, conditions: Vec<Condition<'a>>) -> Box<dyn Counter + 'a> {
        let (known, masks) = (RefCell::default(), RefCell::default());
        Box::new(Reading { memory: self, catalog, conditions, known, masks })
    }

    fn codes(&self, table: usize, dimension: usize, rows: &[u32]) -> Vec<usize> {
        let codes = self.tables[table].codes[dimension].as_deref().unwrap_or_default();
        rows.iter().map(|row| codes[*row as usize] as usize).collect()
    }

    fn read(&self, catalog: &Catalog, table: usize, columns: &[String], rows: &[u32], each: &mut dyn FnMut(usize, RawCell<'_>)) {
        let readers: Vec<Reader<'_>> = columns.iter().map(|column| Reader::new(self, &catalog.schema, table, column)).collect();
        let mut buffer = String::new();
        for rows in rows.chunks(GATHERED) {
            let gathered: Vec<Gathered<'_>> = readers.iter().map(|reader| reader.gather(rows)).collect();
            for row in 0..rows.len() {
                gathered.iter().enumerate().for_each(|(at, cells)| each(at, cells.cell(row, &mut buffer)));
            }
        }
    }
}

impl Counter for Reading<'_> {
    fn groups(&self, counts: &[Count]) -> Vec<Result<Groups, TooMany>> {
        self.scan(counts)
    }

    fn rows(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32> {
        self.listed(listing, skip, take)
    }
}

impl Memory {
    /// Indexes the rows of a schema whose dimensions have their values. Its measures are still to come.
    pub(super) fn new(schema: &Schema, data: Vec<TableData>) -> Memory {
        let keys: Vec<Vec<Vec<u32>>> = (0..data.len()).map(|table| row_maps(schema, &data, table)).collect();
        let rows = |((data, keys), table): ((TableData, Vec<Vec<u32>>), &crate::schema::Table)| {
            let count = data.frame.height();
            let mut basis = vec![table.basis; count];
            // A table without the column says it of all its rows.
            data.each_text(BASIS_COLUMN, |row, text| basis[row] = text.and_then(Basis::from_id).unwrap_or(table.basis));
            let worst = basis.iter().copied().max().unwrap_or(table.basis);
            Rows { data, count, basis, worst, codes: Vec::new(), keys, reach: Vec::new() }
        };
        let tables = data.into_iter().zip(keys).zip(&schema.tables).map(rows).collect();
        let mut memory = Memory { tables, measures: Vec::new(), orders: Orders::default(), searched: Searched::default() };
        let reach: Vec<_> = schema.tables.iter().enumerate().map(|(at, table)| memory.reach(schema, at, &table.id)).collect();
        memory.tables.iter_mut().zip(reach).for_each(|(table, reach)| table.reach = reach);
        memory.index_dimensions(schema);
        memory
    }

    /// What is known of each table without a look at its rows.
    pub(super) fn facts(&self, schema: &Schema) -> Vec<TableFacts> {
        let time = schema.time.as_deref().and_then(|id| schema.dimensions.iter().position(|dimension| dimension.id == id));
        let dates = |rows: &Rows| {
            let known = time.map_or(0, |time| schema.dimensions[time].values.len());
            let codes = time.and_then(|time| rows.codes[time].as_ref()).into_iter().flatten();
            codes.filter(|code| (**code as usize) < known).collect::<std::collections::HashSet<_>>().len()
        };
        let facts = |rows: &Rows| TableFacts {
            rows: rows.count,
            worst: rows.worst,
            has: rows.codes.iter().map(Option::is_some).collect(),
            reaches: rows.reach.iter().map(|(there, _)| *there).collect(),
            dates: dates(rows),
        };
        self.tables.iter().map(facts).collect()
    }

    /// The tables that a table sees, itself first, with the row there of each row here.
    fn reach(&self, schema: &Schema, table: usize, id: &str) -> Vec<(usize, Vec<u32>)> {
        let reached = schema.reach(id).into_iter();
        reached.filter_map(|reached| Some((table_at(schema, &reached.table.id)?, self.follow(schema, table, &reached.path)?))).collect()
    }

    /// For each row of a table the row where a way ends, [`NO_ROW`] where it breaks off.
    fn follow(&self, schema: &Schema, table: usize, path: &[&ForeignKey]) -> Option<Vec<u32>> {
        let steps = self.steps(schema, table, path)?;
        stop::look();
        Some((0..self.tables[table].count as u32).map(|row| walk(row, &steps)).collect())
    }

    /// For each key of a way from a table, the row that it leads to from each row.
    fn steps(&self, schema: &Schema, table: usize, path: &[&ForeignKey]) -> Option<Vec<&[u32]>> {
        let mut from = table;
        let mut steps = Vec::with_capacity(path.len());
        for key in path {
            let place = schema.tables[from].foreign_keys.iter().position(|known| known == *key)?;
            steps.push(self.tables[from].keys[place].as_slice());
            from = table_at(schema, &key.table)?;
        }
        Some(steps)
    }

    fn index_dimensions(&mut self, schema: &Schema) {
        // Codes where a dimension stands itself, then everywhere through the foreign keys.
        let own = |table: usize| -> Vec<Option<Vec<u32>>> {
            let column = |dimension: &Dimension| {
                let column = dimension.columns.get(&schema.tables[table].id)?;
                Some(encode(&self.tables[table].data, column, dimension))
            };
            schema.dimensions.iter().map(column).collect()
        };
        let own: Vec<Vec<Option<Vec<u32>>>> = (0..self.tables.len()).map(own).collect();
        let code_of = |table: usize, dimension: &Dimension, at: usize| -> Option<Vec<u32>> {
            let (reached, _) = schema.locate(&schema.tables[table].id, dimension)?;
            let codes = own[table_at(schema, &reached.table.id)?][at].as_ref()?;
            let lost = missing_code(dimension.values.len(), Missing::NotReported);
            let rows = self.follow(schema, table, &reached.path)?;
            Some(rows.iter().map(|&row| codes.get(row as usize).copied().unwrap_or(lost)).collect())
        };
        let all: Vec<Vec<Option<Vec<u32>>>> = (0..self.tables.len())
            .map(|table| schema.dimensions.iter().enumerate().map(|(at, dimension)| code_of(table, dimension, at)).collect())
            .collect();
        for (table, codes) in self.tables.iter_mut().zip(all) {
            table.codes = codes;
        }
    }
}

fn table_at(schema: &Schema, id: &str) -> Option<usize> {
    schema.tables.iter().position(|table| table.id == id)
}

/// Where a way leads from a row, [`NO_ROW`] where it breaks off.
fn walk(row: u32, steps: &[&[u32]]) -> u32 {
    steps.iter().fold(row, |row, step| step.get(row as usize).copied().unwrap_or(NO_ROW))
}

/// For each foreign key of a table, the row that it leads to from each row; a key to no table leads nowhere.
fn row_maps(schema: &Schema, data: &[TableData], table: usize) -> Vec<Vec<u32>> {
    let map = |key: &ForeignKey| {
        let there = schema.tables.iter().position(|known| known.id == key.table)?;
        row_map(&data[table], &key.columns, &data[there], &key.references)
    };
    schema.tables[table].foreign_keys.iter().map(|key| map(key).unwrap_or_default()).collect()
}

/// For each row of `from`, the row of `to` whose `references` equal its `columns`; none where a part is missing.
fn row_map(from: &TableData, columns: &[String], to: &TableData, references: &[String]) -> Option<Vec<u32>> {
    let mut rows = vec![NO_ROW; from.frame.height()];
    if let ([column], [reference]) = (columns, references) {
        let mut there: PlHashMap<String, u32> = PlHashMap::with_capacity(to.frame.height());
        to.each_text(reference, |row, key| there.extend(key.map(|key| (key.to_string(), row as u32))))?;
        from.each_text(column, |row, key| rows[row] = key.and_then(|key| there.get(key).copied()).unwrap_or(NO_ROW))?;
        return Some(rows);
    }
    let there: PlHashMap<Vec<String>, u32> =
        keys(to, references)?.into_iter().enumerate().filter_map(|(row, key)| Some((key?, row as u32))).collect();
    for (row, key) in rows.iter_mut().zip(keys(from, columns)?) {
        *row = key.and_then(|key| there.get(&key).copied()).unwrap_or(NO_ROW);
    }
    Some(rows)
}

/// The values of some columns row by row; none where one is missing.
fn keys(data: &TableData, columns: &[String]) -> Option<Vec<Option<Vec<String>>>> {
    let mut keys = vec![Some(Vec::with_capacity(columns.len())); data.frame.height()];
    for column in columns {
        data.each_text(column, |row, text| match (keys[row].as_mut(), text) {
            (Some(parts), Some(text)) => parts.push(text.to_string()),
            _ => keys[row] = None,
        })?;
    }
    Some(keys)
}

/// A dimension's codes of a column's cells.
fn encode(data: &TableData, column: &str, dimension: &Dimension) -> Vec<u32> {
    let codes: PlHashMap<&str, u32> =
        dimension.values.iter().enumerate().map(|(at, category)| (category.value.as_str(), at as u32)).collect();
    let reasons = data.missing.get(column);
    let missing = |row: usize| {
        let reason = reasons.and_then(|reasons| reasons.get(row).copied().flatten()).unwrap_or(Missing::NotReported);
        missing_code(dimension.values.len(), reason)
    };
    let mut encoded = Vec::with_capacity(data.frame.height());
    let found = data.each_text(column, |row, text| {
        encoded.push(text.and_then(|text| codes.get(text).copied()).unwrap_or_else(|| missing(row)));
    });
    found.map(|()| encoded).unwrap_or_default()
}

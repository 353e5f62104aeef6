//! A bundle made ready to answer: every dimension a dictionary of codes over every table that has or reaches it, every measure's
//! input a plain array. Built once after loading; `answer` and its parts only read it. `values` has the values of dimensions.

mod values;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use polars::prelude::{AnyValue, Column};

use self::values::dimension_values;
use super::budget::Budget;
use super::bundle::{Bundle, TableData};
use super::caps::{Caps, Refusal};
use super::fault::{Fault, Warnings};
use super::figures::{self, Figure};
use super::measure::MeasureIndex;
use super::sheet::ladder;
use crate::plan::{Filter, Target};
use crate::report::{Place, Shape};
use crate::schema::{BASIS_COLUMN, Dimension, ForeignKey, listed};
use crate::{Basis, Missing, Schema, Text, number, stop};

/// The file that what is made of the whole bundle is about.
const PLACE: &str = "dashboard.toml";

/// A row that refers to nothing.
pub(super) const NO_ROW: u32 = u32::MAX;

/// A bundle ready to answer.
pub struct Store {
    /// Its schema, with the values of every dimension filled in.
    pub schema: Schema,
    /// SHA-256 over its files, in hex.
    pub digest: String,
    /// What is odd about its files.
    pub warnings: Warnings,
    pub(super) tables: Vec<TableIndex>,
    pub(super) measures: Vec<MeasureIndex>,
    /// For each dimension: which of its values are marked.
    pub(super) marks: Vec<Vec<bool>>,
    /// For each dimension: where its values lie on a map; empty without places.
    pub(super) places: Vec<Vec<Option<Place>>>,
    /// For each dimension: the boundaries of its values; empty without shapes.
    pub(super) shapes: Vec<Vec<Option<Arc<Shape>>>>,
    /// For each dimension: the cell of its values in a tile grid; empty without a layout.
    pub(super) cells: Vec<Vec<Option<Cell>>>,
    /// The published figures.
    pub(super) figures: Vec<Figure>,
}

/// A value's place in a tile grid.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Column and row.
    pub(super) at: (u32, u32),
    /// A short code; empty without one.
    pub(super) code: String,
}

/// A table's rows as arrays.
pub(super) struct TableIndex {
    pub(super) data: TableData,
    pub(super) rows: usize,
    pub(super) basis: Vec<Basis>,
    /// The worst of its rows; without rows what the table says of them.
    pub(super) worst: Basis,
    /// For each dimension of the schema: a code a row, or `None` when the table cannot see it. A code from the number of values on
    /// stands for a missing value: see [`missing_code`].
    pub(super) codes: Vec<Option<Vec<u32>>>,
    /// For each of its foreign keys, the row there of each row here.
    keys: Vec<Vec<u32>>,
    /// The tables that it sees, itself first, each with the row there for each row here.
    pub(super) reach: Vec<(usize, Vec<u32>)>,
}

/// The code of a missing value of a dimension with `values` values.
pub(super) fn missing_code(values: usize, reason: Missing) -> u32 {
    let place = Missing::OF_CELLS.iter().position(|known| *known == reason).unwrap_or(0);
    (values + place) as u32
}

impl Store {
    /// Makes a bundle ready. An error is what of its own filters and checks does not resolve, or the limit that was passed.
    pub(super) fn new(bundle: Bundle, budget: &mut Budget<'_>) -> Result<Store, Vec<Fault>> {
        let Bundle { mut schema, tables: data, shapes, digest, warnings } = bundle;
        fits(&schema, &data, budget)?;
        let keys: Vec<Vec<Vec<u32>>> = (0..data.len()).map(|table| row_maps(&schema, &data, table)).collect();
        for at in 0..schema.dimensions.len() {
            in_time(budget)?;
            let values = dimension_values(&schema, &data, &schema.dimensions[at]);
            schema.dimensions[at].values = values;
        }
        let tables: Vec<TableIndex> = data
            .into_iter()
            .zip(keys)
            .zip(&schema.tables)
            .map(|((data, keys), table)| {
                let rows = data.frame.height();
                let basis: Vec<Basis> = match data.frame.column(BASIS_COLUMN) {
                    Ok(column) => texts(column).map(|text| text.and_then(|text| Basis::from_id(&text)).unwrap_or(table.basis)).collect(),
                    Err(_) => vec![table.basis; rows],
                };
                let worst = basis.iter().copied().max().unwrap_or(table.basis);
                TableIndex { data, rows, basis, worst, codes: Vec::new(), keys, reach: Vec::new() }
            })
            .collect();
        let mut store = Store {
            schema,
            digest,
            warnings,
            tables,
            measures: Vec::new(),
            marks: Vec::new(),
            places: Vec::new(),
            shapes: Vec::new(),
            cells: Vec::new(),
            figures: Vec::new(),
        };
        let reach = store.schema.tables.iter().enumerate().map(|(at, table)| store.reach(at, &table.id)).collect::<Vec<_>>();
        store.tables.iter_mut().zip(reach).for_each(|(table, reach)| table.reach = reach);
        in_time(budget)?;
        store.index_dimensions();
        store.marks = store.schema.dimensions.iter().map(|dimension| store.marked(dimension)).collect();
        store.places = store.schema.dimensions.iter().map(|dimension| store.placed(dimension)).collect();
        store.cells = store.schema.dimensions.iter().map(|dimension| store.laid_out(dimension)).collect();
        let mut faults = Vec::new();
        for dimension in &store.schema.dimensions {
            let found = shapes.get(&dimension.id);
            let known: HashSet<&str> = dimension.values.iter().map(|category| category.value.as_str()).collect();
            for value in found.iter().flat_map(|found| found.keys()).filter(|value| !known.contains(value.as_str())) {
                let path = dimension.shapes.as_ref().map(|shapes| shapes.path.clone()).unwrap_or_default();
                let text = Text::new("维度没有这个值。", "The dimension has no such value.");
                faults.push(Fault::new(path, "reference", text).column(format!("dimension {}", dimension.id)).value(value));
            }
            store
                .shapes
                .push(found.map(|found| dimension.values.iter().map(|it| found.get(&it.value).cloned()).collect()).unwrap_or_default());
        }
        for measure in store.schema.measures.clone() {
            in_time(budget)?;
            match MeasureIndex::new(&store, &measure) {
                Ok(index) => store.measures.push(index),
                Err(text) => faults.push(Fault::new(PLACE, "filter", text).column(format!("measure {}", measure.id))),
            }
        }
        faults.extend(store.schema.tiles.iter().filter_map(|tile| {
            let split = store.schema.dimension(tile.split.as_ref()?)?;
            let Err(Refusal::Beyond(text)) = Caps::default().allow_values(split.values.len(), 0) else { return None };
            Some(Fault::new(PLACE, "limit", text).column(format!("tile {}", tile.id)).value(&split.id))
        }));
        if faults.is_empty() {
            (store.figures, faults) = figures::read(&store, budget);
            faults.extend(ladder::faults(&store));
        }
        if faults.is_empty() { Ok(store) } else { Err(faults) }
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> u32 {
        self.table_at(table).map_or(0, |at| self.tables[at].rows as u32)
    }

    /// The place of a table in the schema.
    pub(super) fn table_at(&self, id: &str) -> Option<usize> {
        self.schema.tables.iter().position(|table| table.id == id)
    }

    /// The place of a dimension in the schema.
    pub(super) fn dimension_at(&self, id: &str) -> Option<usize> {
        self.schema.dimensions.iter().position(|dimension| dimension.id == id)
    }

    /// The place of a measure in the schema.
    pub(super) fn measure_at(&self, id: &str) -> Option<usize> {
        self.schema.measures.iter().position(|measure| measure.id == id)
    }

    /// The tables that a table sees, itself first, with the row there of each row here.
    fn reach(&self, table: usize, id: &str) -> Vec<(usize, Vec<u32>)> {
        let reached = self.schema.reach(id).into_iter();
        reached.filter_map(|reached| Some((self.table_at(&reached.table.id)?, self.follow(table, &reached.path)?))).collect()
    }

    /// For each row of a table the row where a way ends, [`NO_ROW`] where it breaks off.
    pub(super) fn follow(&self, table: usize, path: &[&ForeignKey]) -> Option<Vec<u32>> {
        let steps = self.steps(table, path)?;
        stop::look();
        Some((0..self.tables[table].rows as u32).map(|row| walk(row, &steps)).collect())
    }

    /// For each key of a way from a table, the row that it leads to from each row.
    pub(super) fn steps(&self, table: usize, path: &[&ForeignKey]) -> Option<Vec<&[u32]>> {
        let mut from = table;
        let mut steps = Vec::with_capacity(path.len());
        for key in path {
            let place = self.schema.tables[from].foreign_keys.iter().position(|known| known == *key)?;
            steps.push(self.tables[from].keys[place].as_slice());
            from = self.table_at(&key.table)?;
        }
        Some(steps)
    }

    /// What a filter that a table cannot see is about: where several ways lead there, with these.
    pub(super) fn blind(&self, table: usize, filter: &Filter) -> Text {
        let (Target::Column { table: there, .. } | Target::AnyText { table: there }) = &filter.target else { return filter.title.clone() };
        let ways = self.schema.ways(&self.schema.tables[table].id, there);
        if ways.len() < 2 {
            return filter.title.clone();
        }
        let (Text { zh, en }, ways) = (&filter.title, listed(&ways));
        Text::new(
            format!("{zh}（有多条途径：{}，未指明一条）", ways.zh),
            format!("{en} (several ways lead there, none is named: {})", ways.en),
        )
    }

    fn index_dimensions(&mut self) {
        // Codes where a dimension stands itself, then everywhere through the foreign keys.
        let own: Vec<Vec<Option<Vec<u32>>>> = (0..self.tables.len())
            .map(|table| {
                let id = &self.schema.tables[table].id;
                self.schema
                    .dimensions
                    .iter()
                    .map(|dimension| dimension.columns.get(id).map(|column| encode(&self.tables[table].data, column, dimension)))
                    .collect()
            })
            .collect();
        let code_of = |table: usize, dimension: &Dimension, at: usize| -> Option<Vec<u32>> {
            let (reached, _) = self.schema.locate(&self.schema.tables[table].id, dimension)?;
            let codes = own[self.table_at(&reached.table.id)?][at].as_ref()?;
            let lost = missing_code(dimension.values.len(), Missing::NotReported);
            let rows = self.follow(table, &reached.path)?;
            Some(rows.iter().map(|&row| codes.get(row as usize).copied().unwrap_or(lost)).collect())
        };
        let all: Vec<Vec<Option<Vec<u32>>>> = (0..self.tables.len())
            .map(|table| self.schema.dimensions.iter().enumerate().map(|(at, dimension)| code_of(table, dimension, at)).collect())
            .collect();
        for (table, codes) in self.tables.iter_mut().zip(all) {
            table.codes = codes;
        }
    }
}

/// Where a way leads from a row, [`NO_ROW`] where it breaks off.
pub(super) fn walk(row: u32, steps: &[&[u32]]) -> u32 {
    steps.iter().fold(row, |row, step| step.get(row as usize).copied().unwrap_or(NO_ROW))
}

/// The bundle goes on being made ready while there is time.
fn in_time(budget: &mut Budget<'_>) -> Result<(), Vec<Fault>> {
    budget.time(PLACE).map_or(Ok(()), |fault| Err(vec![fault]))
}

/// Whether what is kept beside the columns fits: a code a row for each dimension that a table has or reaches, a place for each table.
fn fits(schema: &Schema, data: &[TableData], budget: &mut Budget<'_>) -> Result<(), Vec<Fault>> {
    for (table, data) in schema.tables.iter().zip(data) {
        let has = |dimension: &&Dimension| schema.locate(&table.id, dimension).is_some();
        let width = schema.reach(&table.id).len() + table.foreign_keys.len() + schema.dimensions.iter().filter(has).count();
        if let Some(fault) = budget.keep((data.frame.height() * width) as u64, PLACE) {
            return Err(vec![fault]);
        }
    }
    in_time(budget)
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
    let there = keys(to, references)?;
    let rows: HashMap<Vec<String>, u32> = there.into_iter().enumerate().filter_map(|(row, key)| Some((key?, row as u32))).collect();
    let here = keys(from, columns)?;
    Some(here.into_iter().map(|key| key.and_then(|key| rows.get(&key).copied()).unwrap_or(NO_ROW)).collect())
}

/// The values of some columns row by row; none where one is missing.
fn keys(data: &TableData, columns: &[String]) -> Option<Vec<Option<Vec<String>>>> {
    let mut keys = vec![Some(Vec::with_capacity(columns.len())); data.frame.height()];
    for column in columns {
        for (key, text) in keys.iter_mut().zip(data.texts(column)?) {
            match (key.as_mut(), text) {
                (Some(parts), Some(text)) => parts.push(text),
                _ => *key = None,
            }
        }
    }
    Some(keys)
}

/// A column's cells as text: what a file would say, `None` where missing.
pub(super) fn texts(column: &Column) -> impl Iterator<Item = Option<String>> + '_ {
    (0..column.len()).map(|row| text_at(column, row))
}

/// One cell as text.
pub(super) fn text_at(column: &Column, row: usize) -> Option<String> {
    match column.get(row).ok()? {
        AnyValue::Null => None,
        AnyValue::String(text) => Some(text.to_string()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Boolean(is) => Some(is.to_string()),
        AnyValue::Int64(number) => Some(number.to_string()),
        AnyValue::Float64(number) => Some(number::shortest(number)),
        other => Some(other.to_string()),
    }
}

fn encode(data: &TableData, column: &str, dimension: &Dimension) -> Vec<u32> {
    let codes: HashMap<&str, u32> =
        dimension.values.iter().enumerate().map(|(at, category)| (category.value.as_str(), at as u32)).collect();
    let reasons = data.missing.get(column);
    let missing = |row: usize| {
        let reason = reasons.and_then(|reasons| reasons.get(row).copied().flatten()).unwrap_or(Missing::NotReported);
        missing_code(dimension.values.len(), reason)
    };
    let Some(texts) = data.texts(column) else { return Vec::new() };
    texts.enumerate().map(|(row, text)| text.and_then(|text| codes.get(text.as_str()).copied()).unwrap_or_else(|| missing(row))).collect()
}

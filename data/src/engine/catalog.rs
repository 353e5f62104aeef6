//! What is known of a bundle without a look at its rows: what every part of a report is declared and assembled from.

use std::sync::Arc;

use super::ask::{By, Of};
use super::evaluator::Evaluator;
use super::fault::Warnings;
use super::figures::Figure;
use super::intervals;
use super::sheet::ladder::Declared;
use crate::plan::{Filter, Target};
use crate::report::{Place, Shape};
use crate::schema::listed;
use crate::{Basis, Missing, Schema, Text};

/// A bundle's catalogue.
#[derive(Default)]
pub struct Catalog {
    /// Its schema, with the values of every dimension filled in.
    pub schema: Schema,
    /// SHA-256 over its files, in hex.
    pub digest: String,
    /// What is odd about its files.
    pub warnings: Warnings,
    /// Its tables, in the order of the schema.
    pub tables: Vec<TableFacts>,
    /// Its measures, in the order of the schema.
    pub measures: Vec<Evaluator>,
    /// For each dimension: which of its values are marked.
    pub(super) marks: Vec<Vec<bool>>,
    /// For each dimension: where its values lie on a map; empty without places.
    pub(super) places: Vec<Vec<Option<Place>>>,
    /// For each dimension: the boundaries of its values; empty without shapes.
    pub(super) shapes: Vec<Vec<Option<Arc<Shape>>>>,
    /// For each dimension: the cell of its values in a tile grid; empty without a layout.
    pub(super) cells: Vec<Vec<Option<Cell>>>,
    /// The criteria of the rungs of its ladder.
    pub(super) criteria: Vec<Declared>,
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

/// What is known of a table.
pub struct TableFacts {
    /// How many rows it has.
    pub rows: usize,
    /// The worst that a row of it rests on; without rows what the table says of them.
    pub worst: Basis,
    /// For each dimension of the schema: whether it has or reaches it.
    pub has: Vec<bool>,
    /// The tables that it sees, itself among them.
    pub reaches: Vec<usize>,
    /// How many of the bundle's dates its rows are of.
    pub dates: usize,
}

impl Catalog {
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

    /// The place of the table whose rows are asked for.
    pub fn table_of(&self, of: Of) -> usize {
        match of {
            Of::Table(table) => table,
            Of::Rows(measure) | Of::Amount(measure) | Of::Numbers(measure) => self.measures[measure].table,
        }
    }

    /// How many codes there are of what rows fall into groups by.
    pub fn size(&self, of: Of, by: By) -> usize {
        match by {
            By::Dimension(at) => self.codes(at),
            By::Interval => of.measure().map_or(0, |at| intervals::count(&self.measures[at].edges)) + 1,
            By::Basis => Basis::ALL.len(),
        }
    }

    /// The worst that any of these rows rests on.
    pub fn worst_of(&self, of: Of) -> Basis {
        of.measure().map_or_else(|| self.tables[self.table_of(of)].worst, |at| self.measures[at].basis)
    }

    /// How many codes a dimension has: its values, then its kinds of missing.
    pub fn codes(&self, dimension: usize) -> usize {
        self.schema.dimensions[dimension].values.len() + Missing::OF_CELLS.len()
    }

    /// What a filter that a table cannot see is about: where several ways lead there, with these.
    pub(super) fn blind(&self, table: usize, filter: &Filter) -> Text {
        blind(&self.schema, table, filter)
    }
}

/// The same of a schema alone.
pub(super) fn blind(schema: &Schema, table: usize, filter: &Filter) -> Text {
    let (Target::Column { table: there, .. } | Target::AnyText { table: there }) = &filter.target else { return filter.title.clone() };
    let ways = schema.ways(&schema.tables[table].id, there);
    if ways.len() < 2 {
        return filter.title.clone();
    }
    let (Text { zh, en }, ways) = (&filter.title, listed(&ways));
    Text::new(format!("{zh}（有多条途径：{}，未指明一条）", ways.zh), format!("{en} (several ways lead there, none is named: {})", ways.en))
}

/// The code of a missing value of a dimension with `values` values.
pub fn missing_code(values: usize, reason: Missing) -> u32 {
    let place = Missing::OF_CELLS.iter().position(|known| *known == reason).unwrap_or(0);
    (values + place) as u32
}

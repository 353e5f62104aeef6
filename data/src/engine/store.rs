//! A bundle made ready to answer: its catalogue, and the backend that counts its rows. Built once after loading; `answer` and the parts of a
//! report only read it.

use std::collections::HashSet;
use std::ops::Deref;

use super::backend::Backend;
use super::budget::Budget;
use super::bundle::{Bundle, TableData};
use super::caps::{Caps, Refusal};
use super::catalog::Catalog;
use super::fault::Fault;
use super::figures;
use super::memory::Memory;
use super::memory::input::Input;
use super::memory::values::dimension_values;
use super::rollups::Rollups;
use super::sheet::ladder;
use crate::schema::Dimension;
use crate::{Schema, Text};

/// The file that what is made of the whole bundle is about.
const PLACE: &str = "dashboard.toml";

/// A bundle ready to answer.
pub struct Store {
    catalog: Catalog,
    pub(super) backend: Box<dyn Backend>,
    pub(super) rollups: Rollups,
}

impl Deref for Store {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

impl Store {
    /// The same bundle, its rows counted by another backend.
    pub fn counted_by(self, backend: Box<dyn Backend>) -> Store {
        Store { rollups: Rollups::of(&self.catalog), backend, ..self }
    }

    /// Makes a bundle ready. An error is what of its own filters and checks does not resolve, or the limit that was passed.
    pub(super) fn new(bundle: Bundle, budget: &mut Budget<'_>) -> Result<Store, Vec<Fault>> {
        let Bundle { mut schema, tables: data, shapes, digest, warnings } = bundle;
        fits(&schema, &data, budget)?;
        for at in 0..schema.dimensions.len() {
            in_time(budget)?;
            let values = dimension_values(&schema, &data, &schema.dimensions[at]);
            schema.dimensions[at].values = values;
        }
        in_time(budget)?;
        let mut memory = Memory::new(&schema, data);
        let mut catalog = Catalog { digest, warnings, tables: memory.facts(&schema), ..Catalog::default() };
        let mut faults = Vec::new();
        for dimension in &schema.dimensions {
            catalog.marks.push(memory.marked(&schema, dimension));
            catalog.places.push(memory.placed(&schema, dimension));
            catalog.cells.push(memory.laid_out(&schema, dimension));
            let found = shapes.get(&dimension.id);
            let known: HashSet<&str> = dimension.values.iter().map(|category| category.value.as_str()).collect();
            for value in found.iter().flat_map(|found| found.keys()).filter(|value| !known.contains(value.as_str())) {
                let path = dimension.shapes.as_ref().map(|shapes| shapes.path.clone()).unwrap_or_default();
                let text = Text::new("维度没有这个值。", "The dimension has no such value.");
                faults.push(Fault::new(path, "reference", text).column(format!("dimension {}", dimension.id)).value(value));
            }
            catalog
                .shapes
                .push(found.map(|found| dimension.values.iter().map(|it| found.get(&it.value).cloned()).collect()).unwrap_or_default());
        }
        for measure in &schema.measures {
            in_time(budget)?;
            match Input::new(&memory, &schema, measure) {
                Ok((input, evaluator)) => {
                    memory.measures.push(input);
                    catalog.measures.push(evaluator);
                }
                Err(text) => faults.push(Fault::new(PLACE, "filter", text).column(format!("measure {}", measure.id))),
            }
        }
        faults.extend(schema.tiles.iter().filter_map(|tile| {
            let split = schema.dimension(tile.split.as_ref()?)?;
            let Err(Refusal::Beyond(text)) = Caps::default().allow_values(split.values.len(), 0) else { return None };
            Some(Fault::new(PLACE, "limit", text).column(format!("tile {}", tile.id)).value(&split.id))
        }));
        catalog.schema = schema;
        if faults.is_empty() {
            (catalog.figures, faults) = figures::read(&catalog, &memory, budget);
            let (criteria, wrong) = ladder::read(&catalog, &memory);
            catalog.criteria = criteria;
            faults.extend(wrong);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let rollups = Rollups::of(&catalog);
        Ok(Store { catalog, backend: Box::new(memory), rollups })
    }
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

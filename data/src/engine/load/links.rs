//! What the dashboard says of rows: the statements that tiles name, and the values that their splits have. Used by `load`.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::super::budget::Budget;
use super::super::fault::FaultReport;
use super::rows::Rows;
use super::{DASHBOARD, Faults};
use crate::{Schema, Text};

/// Checks the tiles while there is time; `lines` has the line of each in the dashboard.
pub(super) fn check(schema: &Schema, rows: &[Rows], lines: &[Option<u64>], budget: &mut Budget<'_>, report: &mut FaultReport) {
    let mut cells = Cells { schema, rows, known: HashMap::new() };
    for (tile, line) in schema.tiles.iter().zip(lines) {
        for (value, id) in &tile.statements {
            let has_id = schema.statements.as_ref().and_then(|table| cells.have(table, "id", id, budget, report));
            let has_value = match value.is_empty() {
                true => None,
                false => is_value(&mut cells, &tile.measure, tile.split.as_deref(), value, budget, report),
            };
            if budget.is_over() {
                return;
            }
            let mut faults = Faults { report, file: DASHBOARD, line: *line, place: format!("tile {}", tile.id) };
            let key = if value.is_empty() { "statement".to_string() } else { format!("statements: {value}") };
            if let (Some(table), Some(false)) = (&schema.statements, has_id) {
                let text = Text::new(format!("表 {table} 中没有此 id。"), format!("Table {table} has no such id."));
                faults.add("reference", &key, id, text);
            }
            if has_value == Some(false) {
                let text = Text::new("split 的维度没有这个取值。", "The dimension of the split has no such value.");
                faults.add("reference", &key, value, text);
            }
        }
    }
}

/// Whether a value is among the categories or the cells of the dimension, as the measure's table sees it.
fn is_value(
    cells: &mut Cells<'_>,
    measure: &str,
    split: Option<&str>,
    value: &str,
    budget: &mut Budget<'_>,
    report: &mut FaultReport,
) -> Option<bool> {
    let schema = cells.schema;
    let dimension = schema.dimension(split?)?;
    let (reached, column) = schema.locate(&schema.measure(measure)?.table, dimension)?;
    let categories = &reached.table.field(&column)?.categories;
    let is_category = categories.iter().any(|category| category.value == value);
    if is_category { Some(true) } else { cells.have(&reached.table.id, &column, value, budget, report) }
}

/// The texts of the columns asked about so far.
struct Cells<'a> {
    schema: &'a Schema,
    rows: &'a [Rows],
    known: HashMap<(usize, usize), HashSet<String>>,
}

impl Cells<'_> {
    /// Whether a column has a cell with this text. `None`: not all rows could be read, or there is no time, which was reported.
    fn have(&mut self, table: &str, column: &str, text: &str, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<bool> {
        let at = self.schema.tables.iter().position(|known| known.id == table)?;
        let place = self.schema.tables[at].fields.place(column)?;
        let rows = self.rows.get(at).filter(|rows| rows.complete)?;
        let texts = match self.known.entry((at, place)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(texts(rows, place, budget, report)?),
        };
        Some(texts.contains(text))
    }
}

/// The texts of a column. `None`: there is no time, which was reported.
fn texts(rows: &Rows, place: usize, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<HashSet<String>> {
    let (mut texts, mut cell) = (HashSet::new(), String::new());
    for row in 0..rows.len() {
        if let Some(fault) = budget.step(1, DASHBOARD) {
            report.push(fault);
            return None;
        }
        cell.clear();
        if rows.columns[place].write(row, &mut cell) && !texts.contains(&cell) {
            texts.insert(cell.clone());
        }
    }
    Some(texts)
}

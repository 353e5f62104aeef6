//! What the dashboard says of rows: the statements that tiles name, and the values that their splits have. Used by `load`.

use super::super::fault::FaultReport;
use super::rows::Rows;
use super::{DASHBOARD, Faults};
use crate::{Schema, Text};

/// Checks the tiles; `lines` has the line of each in the dashboard.
pub(super) fn check(schema: &Schema, rows: &[Rows], lines: &[Option<u64>], report: &mut FaultReport) {
    for (tile, line) in schema.tiles.iter().zip(lines) {
        let mut faults = Faults { report, file: DASHBOARD, line: *line, place: format!("tile {}", tile.id) };
        for (value, id) in &tile.statements {
            let key = if value.is_empty() { "statement".to_string() } else { format!("statements: {value}") };
            if let Some(table) = &schema.statements
                && has(schema, rows, table, "id", id) == Some(false)
            {
                let text = Text::new(format!("表 {table} 中没有此 id。"), format!("Table {table} has no such id."));
                faults.add("reference", &key, id, text);
            }
            if !value.is_empty() && is_value(schema, rows, &tile.measure, tile.split.as_deref(), value) == Some(false) {
                let text = Text::new("split 的维度没有这个取值。", "The dimension of the split has no such value.");
                faults.add("reference", &key, value, text);
            }
        }
    }
}

/// Whether a value is among the categories or the cells of the dimension, as the measure's table sees it.
fn is_value(schema: &Schema, rows: &[Rows], measure: &str, split: Option<&str>, value: &str) -> Option<bool> {
    let dimension = schema.dimension(split?)?;
    let (reached, column) = schema.locate(&schema.measure(measure)?.table, dimension)?;
    let categories = &reached.table.field(&column)?.categories;
    let is_category = categories.iter().any(|category| category.value == value);
    if is_category { Some(true) } else { has(schema, rows, &reached.table.id, &column, value) }
}

/// Whether a column has a cell with this text. `None`: not all rows could be read.
fn has(schema: &Schema, rows: &[Rows], table: &str, column: &str, text: &str) -> Option<bool> {
    let at = schema.tables.iter().position(|known| known.id == table)?;
    let place = schema.tables[at].fields.place(column)?;
    let rows = rows.get(at).filter(|rows| rows.complete)?;
    let mut cell = String::new();
    Some((0..rows.len()).any(|row| {
        cell.clear();
        rows.columns[place].write(row, &mut cell) && cell == text
    }))
}

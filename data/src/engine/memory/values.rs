//! The values of a dimension: in order with their labels, and what tables have beside them: a mark, a place on a map, a cell of a tile grid.

use std::collections::{HashMap, HashSet};

use polars::prelude::{Column, PlHashSet};

use super::{Memory, table_at};
use crate::engine::bundle::TableData;
use crate::engine::catalog::Cell;
use crate::engine::texts::{text_at, texts};
use crate::report::Place;
use crate::schema::{Category, Dimension, Kind, Role};
use crate::{Schema, Text, number};

/// The values of a dimension, in order: from its labels' table, or the categories of a column, or else from the rows; values that
/// only rows have come last.
pub(in crate::engine) fn dimension_values(schema: &Schema, data: &[TableData], dimension: &Dimension) -> Vec<Category> {
    let columns: Vec<(usize, &str)> =
        schema.tables.iter().enumerate().filter_map(|(at, table)| Some((at, dimension.columns.get(&table.id)?.as_str()))).collect();
    let fields = || columns.iter().filter_map(|(at, column)| schema.tables[*at].field(column));
    let mut values = dimension.values.clone();
    if values.is_empty() {
        values = labelled(schema, data, dimension);
    }
    if values.is_empty() {
        values = fields().find(|field| !field.categories.is_empty()).map(|field| field.categories.clone()).unwrap_or_default();
    }
    if values.is_empty() && fields().any(|field| field.kind == Kind::Boolean) {
        let category = |value: &str, zh, en| Category { value: value.into(), label: Text::new(zh, en) };
        values = vec![category("true", "是", "Yes"), category("false", "否", "No")];
    }
    let mut found: Vec<String> = Vec::new();
    let mut known: PlHashSet<String> = values.iter().map(|category| category.value.clone()).collect();
    for (at, column) in &columns {
        data[*at].each_text(column, |_, text| {
            if let Some(text) = text.filter(|text| !known.contains(*text)) {
                known.insert(text.to_string());
                found.push(text.to_string());
            }
        });
    }
    let is_numeric = dimension.role == Role::Year || fields().all(|field| matches!(field.kind, Kind::Integer | Kind::Number | Kind::Year));
    found.sort_by(|a, b| if is_numeric { number::by_value(a, b) } else { a.cmp(b) });
    values.extend(found.into_iter().map(|value| Category { label: Text::of_value(&value), value }));
    for Category { value, label } in &mut values {
        let named = Text::of_value(value);
        if label.en.is_empty() {
            label.en = if label.zh.is_empty() { named.en } else { label.zh.clone() };
        }
        if label.zh.is_empty() {
            label.zh = named.zh;
        }
    }
    values
}

/// The values of its labels' table; of several rows with a value the first counts.
fn labelled(schema: &Schema, data: &[TableData], dimension: &Dimension) -> Vec<Category> {
    let Some(labels) = &dimension.labels else { return Vec::new() };
    let frame = schema.tables.iter().position(|table| table.id == labels.table).map(|at| &data[at].frame);
    let column = |id: &str| frame.and_then(|frame| frame.column(id).ok());
    let (Some(values), Some(zh), Some(en)) = (column(&labels.value), column(&labels.zh), column(&labels.en)) else { return Vec::new() };
    let mut known = HashSet::new();
    (0..values.len())
        .filter_map(|row| {
            let value = text_at(values, row)?;
            let label = Text::new(text_at(zh, row).unwrap_or_default(), text_at(en, row).unwrap_or_default());
            known.insert(value.clone()).then_some(Category { value, label })
        })
        .collect()
}

impl Memory {
    /// Which values of `dimension` its marking dimension marks, looked up in the first table that has both.
    pub(in crate::engine) fn marked(&self, schema: &Schema, dimension: &Dimension) -> Vec<bool> {
        let mut marked = vec![false; dimension.values.len()];
        let at = |id: &String| schema.dimensions.iter().position(|known| known.id == *id);
        let (Some(here), Some(mark)) = (at(&dimension.id), dimension.marked_by.as_ref().and_then(at)) else {
            return marked;
        };
        let mark_is = schema.dimensions[mark].values.iter().position(|category| category.value == "true");
        let labels = dimension.labels.as_ref().and_then(|labels| table_at(schema, &labels.table));
        for table in labels.into_iter().chain(0..self.tables.len()) {
            let (Some(codes), Some(marks)) = (&self.tables[table].codes[here], &self.tables[table].codes[mark]) else { continue };
            for (code, is) in codes.iter().zip(marks) {
                if let Some(slot) = marked.get_mut(*code as usize) {
                    *slot |= Some(*is as usize) == mark_is;
                }
            }
            break;
        }
        marked
    }

    /// Where its values lie on a map; empty without places.
    pub(in crate::engine) fn placed(&self, schema: &Schema, dimension: &Dimension) -> Vec<Option<Place>> {
        let Some(places) = &dimension.places else { return Vec::new() };
        let pairs = self.pairs(schema, dimension, &places.table, [&places.value, &places.longitude, &places.latitude]);
        pairs.into_iter().map(|pair| pair.map(|(longitude, latitude)| Place { longitude, latitude })).collect()
    }

    /// The cells of its values in a tile grid; empty without a layout.
    pub(in crate::engine) fn laid_out(&self, schema: &Schema, dimension: &Dimension) -> Vec<Option<Cell>> {
        let Some(cells) = &dimension.cells else { return Vec::new() };
        let pairs = self.pairs(schema, dimension, &cells.table, [&cells.value, &cells.column, &cells.row]);
        let frame = table_at(schema, &cells.table).map(|at| &self.tables[at].data.frame);
        let texts =
            |id: &str| frame.and_then(|frame| frame.column(id).ok()).map(|column| texts(column).collect::<Vec<_>>()).unwrap_or_default();
        let (values, codes) = (texts(&cells.value), cells.code.as_deref().map(texts).unwrap_or_default());
        // Of several rows with a value the first counts.
        let rows: HashMap<&str, usize> =
            values.iter().enumerate().rev().filter_map(|(row, value)| Some((value.as_deref()?, row))).collect();
        let code = |value: &String| codes.get(*rows.get(value.as_str())?).cloned().flatten();
        let cell = |(pair, category): (Option<(f64, f64)>, &Category)| {
            let (column, row) = pair?;
            Some(Cell { at: (column as u32, row as u32), code: code(&category.value).unwrap_or_default() })
        };
        pairs.into_iter().zip(&dimension.values).map(cell).collect()
    }

    /// For each value of a dimension the two numbers that a table has beside it.
    fn pairs(&self, schema: &Schema, dimension: &Dimension, table: &str, [value, first, second]: [&str; 3]) -> Vec<Option<(f64, f64)>> {
        let mut pairs = vec![None; dimension.values.len()];
        let Some(frame) = table_at(schema, table).map(|at| &self.tables[at].data.frame) else { return pairs };
        let (Ok(values), Ok(first), Ok(second)) = (frame.column(value), frame.column(first), frame.column(second)) else { return pairs };
        let number = |column: &Column, row: usize| text_at(column, row)?.parse::<f64>().ok();
        let places: HashMap<&str, usize> =
            dimension.values.iter().enumerate().map(|(at, category)| (category.value.as_str(), at)).collect();
        for row in 0..values.len() {
            let Some(text) = text_at(values, row) else { continue };
            if let Some(&at) = places.get(text.as_str()) {
                pairs[at] = pairs[at].or(number(first, row).zip(number(second, row)));
            }
        }
        pairs
    }
}

//! Dimensions of `dashboard.toml`: each has columns of the right type, a way there from every table that sees it, and what it names beside
//! its values. Used by `board`.

use super::Faults;
use super::board::{column_of, no_dimension, no_measure, no_table};
use super::dashboard::DimensionToml;
use super::names;
use crate::schema::{Dimension, Field, Kind, Role, listed};
use crate::{Schema, Text};

/// A dimension, with the columns that it has in tables.
pub(super) fn dimension(schema: &Schema, mut toml: DimensionToml, faults: &mut Faults<'_>) -> Dimension {
    if toml.columns.is_empty() {
        faults.add("descriptor", "columns", "", Text::new("至少应在一个数据表中有一列。", "Expected a column of at least one table."));
    }
    let fields: Vec<&Field> =
        toml.columns.iter().filter_map(|(table, column)| column_of(schema, table, column, "columns", faults)).collect();
    if toml.role == Role::Year && fields.iter().any(|field| !matches!(field.kind, Kind::Year | Kind::Integer)) {
        let text = Text::new("role 为 year，列的类型应为 year 或 integer。", "The role is year: expected columns of type year or integer.");
        faults.add("descriptor", "role", "", text);
    }
    if let Some(step) = toml.step {
        let is_dated = matches!(toml.role, Role::Year | Role::Ordered);
        if !(is_dated && step.is_finite() && step > 0.0) {
            let text = Text::new(
                "应为大于零的数，且维度的 role 为 year 或 ordered。",
                "Expected a number above zero, of a dimension whose role is year or ordered.",
            );
            faults.add("descriptor", "step", &step.to_string(), text);
        }
    }
    if let Some(labels) = &toml.labels {
        for column in [&labels.value, &labels.zh, &labels.en] {
            column_of(schema, &labels.table, column, "labels", faults);
        }
    }
    if let Some(places) = &toml.places {
        column_of(schema, &places.table, &places.value, "places", faults);
        numbers_of(schema, &places.table, [&places.longitude, &places.latitude], "places", faults);
    }
    if let Some(cells) = &toml.cells {
        column_of(schema, &cells.table, &cells.value, "cells", faults);
        numbers_of(schema, &cells.table, [&cells.column, &cells.row], "cells", faults);
        if let Some(code) = &cells.code {
            column_of(schema, &cells.table, code, "cells", faults);
        }
    }
    if let Some(shapes) = &mut toml.shapes {
        shapes.path = names::inside(&shapes.path).to_string();
        if !names::is_path(&shapes.path) {
            faults.add("path", "shapes", &shapes.path, names::path_text());
        }
        if shapes.approval.is_empty() {
            faults.add("descriptor", "shapes", "", Text::new("应写明地图审图号。", "Expected the map's approval number."));
        }
    }
    if toml.labels.is_none()
        && toml.role == Role::Ordered
        && fields.iter().all(|field| field.categories.is_empty() && field.kind != Kind::Boolean && !field.kind.is_moment())
    {
        let text = Text::new(
            "role 为 ordered，次序应由列的 categories 或 labels 的表给出，或列的类型为 yearmonth、date 等。",
            "The role is ordered: expected the order from the column's categories, from a table of labels, or from a type such as yearmonth or date.",
        );
        faults.add("descriptor", "role", "", text);
    }
    Dimension {
        id: toml.id,
        title: toml.title,
        description: toml.description,
        role: toml.role,
        columns: toml.columns,
        via: toml.via,
        values: Vec::new(),
        labels: toml.labels,
        marked_by: toml.marked_by,
        facet: toml.facet,
        counts: toml.counts,
        step: toml.step,
        places: toml.places,
        cells: toml.cells,
        shapes: toml.shapes,
    }
}

/// What `via` names is a way to the dimension, and no table is left with two.
pub(super) fn ways(schema: &Schema, dimension: &Dimension, faults: &mut Faults<'_>) {
    for (table, named) in &dimension.via {
        if schema.table(table).is_none() {
            no_table(schema, "via", table, faults);
        } else if dimension.columns.contains_key(table) {
            let text =
                Text::new("数据表自身有此维度的列，不经外键。", "The table has a column of the dimension itself: no key leads there.");
            faults.add("descriptor", "via", table, text);
        } else if schema.ways_of(table, dimension).is_empty() {
            let unnamed = Dimension { columns: dimension.columns.clone(), ..Dimension::default() };
            let Text { zh, en } = listed(&schema.ways_of(table, &unnamed));
            let text = Text::new(
                format!("数据表 {table} 没有这条通往该维度的途径，可选：{zh}。"),
                format!("Table {table} has no such way to the dimension; expected one of {en}."),
            );
            faults.add("reference", "via", named, text);
        }
    }
    for table in &schema.tables {
        let ways = schema.ways_of(&table.id, dimension);
        // Where all begin with one key, they part at a table further on, which is named itself.
        let part_here = ways.iter().any(|way| way.path.first() != ways[0].path.first());
        if part_here {
            let (id, first) = (&table.id, ways[0].name());
            let Text { zh, en } = listed(&ways);
            let text = Text::new(
                format!("数据表 {id} 到该维度有多条途径：{zh}。应指明一条，如 via = {{ {id} = \"{first}\" }}。"),
                format!("Table {id} reaches the dimension by several ways: {en}. Name one, such as via = {{ {id} = \"{first}\" }}."),
            );
            faults.add("reference", "via", id, text);
        }
    }
}

/// The marking dimension is boolean, and some table has both.
pub(super) fn marked_by(schema: &Schema, dimension: &Dimension, unread: &[String], faults: &mut Faults<'_>) {
    let Some(id) = &dimension.marked_by else { return };
    let Some(mark) = schema.dimension(id) else {
        no_dimension(schema, "marked_by", id, unread, faults);
        return;
    };
    let mut fields = mark.columns.iter().filter_map(|(table, column)| schema.table(table)?.field(column));
    if fields.any(|field| field.kind != Kind::Boolean) {
        faults.add("descriptor", "marked_by", id, Text::new("应为布尔（boolean）维度。", "Expected a boolean dimension."));
    } else if !schema.tables.iter().any(|table| schema.locate(&table.id, dimension).is_some() && schema.locate(&table.id, mark).is_some()) {
        let text = Text::new("没有同时含有两个维度的数据表。", "No table has or reaches both dimensions.");
        faults.add("reference", "marked_by", id, text);
    }
}

/// The measure in the place of rows adds up, and its table has the dimension.
pub(super) fn counts(schema: &Schema, dimension: &Dimension, unread: &[String], faults: &mut Faults<'_>) {
    let Some(id) = &dimension.counts else { return };
    let Some(measure) = schema.measure(id) else {
        no_measure(schema, "counts", id, unread, faults);
        return;
    };
    if !measure.formula.is_additive() {
        let text = Text::new("应为可相加的指标，如个数或合计。", "Expected a measure that adds up, such as a count or a sum.");
        faults.add("descriptor", "counts", id, text);
    } else if schema.locate(&measure.table, dimension).is_none() {
        faults.add("reference", "counts", id, Text::new("其数据表不含此维度。", "Its table neither has nor reaches the dimension."));
    }
}

/// Columns of numbers that must be there.
fn numbers_of(schema: &Schema, table: &str, columns: [&String; 2], place: &str, faults: &mut Faults<'_>) {
    for column in columns {
        if column_of(schema, table, column, place, faults).is_some_and(|field| !field.kind.is_number()) {
            faults.add(
                "descriptor",
                place,
                column,
                Text::new("应为数值列（integer 或 number）。", "Expected a column of numbers (integer or number)."),
            );
        }
    }
}

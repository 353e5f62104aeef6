//! `dashboard.toml` against the tables: every name that it uses is looked up, and it becomes the rest of the `Schema`. Used by `load`;
//! `dimensions` has its dimensions, `charts` its measures, tiles and panels.

use std::collections::HashSet;

use super::super::fault::FaultReport;
use super::dashboard::{Dashboard, Entry, TabToml};
use super::tables::{id_text, no_column, some_of};
use super::{DASHBOARD, Faults, charts, dimensions, names};
use crate::schema::{Field, Formula, Kind, LadderSpec, LeadSpec, Role, Tab};
use crate::{Schema, Text};

/// The columns of a table of published figures (data/README.md).
const STATEMENT_COLUMNS: [&str; 12] =
    ["id", "subject", "indicator", "scope", "value", "unit", "qualifier", "as_of", "document", "section", "paragraph", "phrase"];

/// Fills in the schema from the dashboard. The answer is the line of each tile, for what `links` finds later.
pub(super) fn read(dashboard: Dashboard, schema: &mut Schema, report: &mut FaultReport) -> Vec<Option<u64>> {
    let unread = dashboard.unread;
    let mut faults = Faults { report, file: DASHBOARD, line: None, place: String::new() };
    if let Some(entry) = dashboard.statements {
        faults.at("statements", "", entry.line);
        statements(schema, &entry.value, &mut faults);
        schema.statements = Some(entry.value);
    }
    let marks: Vec<(Option<u64>, usize)> = dashboard.dimensions.iter().map(|entry| entry.line).zip(0..).collect();
    for entry in dashboard.dimensions {
        faults.at("dimension", &entry.value.id, entry.line);
        let dimension = dimensions::dimension(schema, entry.value, &mut faults);
        key(schema, &dimension.id, &mut faults);
        schema.dimensions.push(dimension);
    }
    for entry in dashboard.measures {
        faults.at("measure", &entry.value.id, entry.line);
        let measure = charts::measure(schema, entry.value, &mut faults);
        key(schema, &measure.id, &mut faults);
        schema.measures.push(measure);
    }
    for (line, at) in marks {
        faults.at("dimension", &schema.dimensions[at].id, line);
        dimensions::ways(schema, &schema.dimensions[at], &mut faults);
        dimensions::marked_by(schema, &schema.dimensions[at], &unread, &mut faults);
        dimensions::counts(schema, &schema.dimensions[at], &unread, &mut faults);
    }
    let lines = dashboard.tiles.iter().map(|entry| entry.line).collect();
    for entry in dashboard.tiles {
        faults.at("tile", &entry.value.id, entry.line);
        identify(&entry.value.id, schema.tiles.iter().any(|tile| tile.id == entry.value.id), &mut faults);
        let tile = charts::tile(schema, entry.value, &unread, &mut faults);
        schema.tiles.push(tile);
    }
    for entry in dashboard.panels {
        faults.at("panel", &entry.value.id, entry.line);
        identify(&entry.value.id, schema.panels.iter().any(|panel| panel.id == entry.value.id), &mut faults);
        let panel = charts::panel(schema, entry.value, &unread, &mut faults);
        schema.panels.push(panel);
    }
    tabs(schema, dashboard.tabs, &mut faults);
    if let Some(entry) = dashboard.race {
        faults.at("race", "", entry.line);
        schema.race = Some(charts::race(schema, entry.value, &unread, &mut faults));
    }
    if let Some(entry) = dashboard.ladder {
        faults.at("ladder", "", entry.line);
        ladder(schema, &entry.value, &unread, &mut faults);
        schema.ladder = Some(entry.value);
    }
    if let Some(entry) = dashboard.lead {
        faults.at("lead", "", entry.line);
        lead(schema, &entry.value, &unread, &mut faults);
        schema.lead = Some(entry.value);
    }
    if let Some(entry) = dashboard.time {
        faults.at("time", "", entry.line);
        match schema.dimension(&entry.value) {
            None => no_dimension(schema, "time", &entry.value, &unread, &mut faults),
            Some(dimension) if !matches!(dimension.role, Role::Ordered | Role::Year) => {
                faults.add(
                    "descriptor",
                    "time",
                    &entry.value,
                    Text::new("应为有次序的维度，如年份。", "Expected an ordered dimension, such as a year."),
                );
            }
            Some(_) => schema.time = Some(entry.value),
        }
    }
    schema.compare = dashboard.compare.map(|entry| entry.value).unwrap_or_default();
    lines
}

impl Faults<'_> {
    /// The faults that follow are about this entry.
    fn at(&mut self, kind: &str, id: &str, line: Option<u64>) {
        self.place = format!("{kind} {id}").trim_end().to_string();
        self.line = line;
    }
}

/// The id of a tile or panel.
fn identify(id: &str, is_taken: bool, faults: &mut Faults<'_>) {
    if !names::is_id(id) {
        faults.add("id", "id", id, id_text());
    }
    if is_taken {
        faults.add("duplicate", "id", id, Text::new("此 id 已被使用。", "The id is taken already."));
    }
}

/// The id of a dimension or measure: both are keys of URLs, so they share one set of names.
fn key(schema: &Schema, id: &str, faults: &mut Faults<'_>) {
    if !names::is_key(id) {
        faults.add("id", "id", id, id_text());
    }
    if schema.dimension(id).is_some() || schema.measure(id).is_some() {
        let text = Text::new("此 id 已被另一维度或指标使用。", "Another dimension or measure has this id already.");
        faults.add("duplicate", "id", id, text);
    }
}

fn statements(schema: &mut Schema, id: &str, faults: &mut Faults<'_>) {
    let Some(table) = schema.tables.iter_mut().find(|table| table.id == id) else {
        no_table(schema, "table", id, faults);
        return;
    };
    for column in STATEMENT_COLUMNS {
        if table.field(column).is_none() {
            faults.add("reference", "columns", column, no_column(table));
        }
    }
    if table.field("value").is_some_and(|field| !field.kind.is_number()) {
        faults.add(
            "descriptor",
            "columns",
            "value",
            Text::new("应为数值列（integer 或 number）。", "Expected a column of numbers (integer or number)."),
        );
    }
    // Tiles name statements by id.
    if let Some(rules) = table.fields.rules_mut("id") {
        rules.unique = true;
    }
}

/// The table has the three dimensions and the year, the rungs are ordered, and criteria have their columns.
fn ladder(schema: &Schema, spec: &LadderSpec, unread: &[String], faults: &mut Faults<'_>) {
    column_of(schema, &spec.table, &spec.year, "year", faults);
    for (key, id) in [("by", &spec.by), ("rung", &spec.rung), ("group", &spec.group)] {
        match schema.dimension(id) {
            None => no_dimension(schema, key, id, unread, faults),
            Some(dimension) if schema.locate(&spec.table, dimension).is_none() => {
                faults.add("reference", key, id, Text::new("数据表看不到这个维度。", "The table cannot see this dimension."));
            }
            Some(dimension) if key == "rung" && dimension.role != Role::Ordered => {
                faults.add(
                    "descriptor",
                    key,
                    id,
                    Text::new("应为有次序（role = ordered）的维度。", "Expected a dimension of role ordered."),
                );
            }
            Some(_) => {}
        }
    }
    for column in spec.criteria.iter().flat_map(|table| ["rung", "measure", "threshold", "source"].map(|column| (table, column))) {
        column_of(schema, column.0, column.1, "criteria", faults);
    }
}

/// The columns are there and of the right type, and every measure is a sum over the same table.
fn lead(schema: &Schema, spec: &LeadSpec, unread: &[String], faults: &mut Faults<'_>) {
    let flag = column_of(schema, &spec.table, &spec.flag, "flag", faults);
    if flag.is_some_and(|field| field.kind != Kind::Boolean) {
        faults.add("descriptor", "flag", &spec.flag, Text::new("应为布尔（boolean）列。", "Expected a boolean column."));
    }
    column_of(schema, &spec.table, &spec.name, "name", faults);
    match schema.dimension(&spec.by) {
        None => no_dimension(schema, "by", &spec.by, unread, faults),
        Some(dimension) if schema.locate(&spec.table, dimension).is_none() => {
            faults.add("reference", "by", &spec.by, Text::new("数据表看不到这个维度。", "The table cannot see this dimension."));
        }
        Some(_) => {}
    }
    for id in &spec.measures {
        match schema.measure(id) {
            None => no_measure(schema, "measures", id, unread, faults),
            Some(measure) if measure.table != spec.table || !matches!(measure.formula, Formula::Sum(_)) => {
                let text = Text::new("应为同一数据表的 sum 指标。", "Expected a sum over the same table.");
                faults.add("descriptor", "measures", id, text);
            }
            Some(_) => {}
        }
    }
}

fn tabs(schema: &mut Schema, entries: Vec<Entry<TabToml>>, faults: &mut Faults<'_>) {
    for Entry { line, value: toml } in entries {
        faults.at("tab", &toml.table, line);
        if schema.tabs.iter().any(|tab| tab.table == toml.table) {
            faults.add("duplicate", "table", &toml.table, Text::new("此表已是一个标签页。", "The table is a tab already."));
        }
        let Some(table) = schema.table(&toml.table) else {
            no_table(schema, "table", &toml.table, faults);
            continue;
        };
        let mut listed = HashSet::new();
        for column in &toml.columns {
            if schema.seen(&table.id, column).is_none() {
                faults.add("reference", "columns", column, no_column(table));
            } else if !listed.insert(column) {
                faults.add("duplicate", "columns", column, Text::new("同一列列出了两次。", "The column is listed twice."));
            }
        }
        if let Some(sort) = &toml.sort
            && schema.seen(&table.id, sort.strip_prefix('-').unwrap_or(sort)).is_none()
        {
            faults.add("reference", "sort", sort, no_column(table));
        }
        schema.tabs.push(Tab { table: toml.table, columns: toml.columns, sort: toml.sort });
    }
}

/// A column that must be there.
pub(super) fn column_of<'a>(schema: &'a Schema, table: &str, column: &str, place: &str, faults: &mut Faults<'_>) -> Option<&'a Field> {
    let Some(found) = schema.table(table) else {
        no_table(schema, place, table, faults);
        return None;
    };
    let field = found.field(column);
    if field.is_none() {
        faults.add("reference", place, column, no_column(found));
    }
    field
}

/// There is no such table; these there are.
pub(super) fn no_table(schema: &Schema, place: &str, id: &str, faults: &mut Faults<'_>) {
    missing("数据表", "table", schema.tables.iter().map(|table| table.id.as_str()), place, id, faults);
}

/// There is no such dimension, unless it could not be read.
pub(super) fn no_dimension(schema: &Schema, place: &str, id: &str, unread: &[String], faults: &mut Faults<'_>) {
    if !unread.iter().any(|unread| unread == id) {
        missing("维度", "dimension", schema.dimensions.iter().map(|dimension| dimension.id.as_str()), place, id, faults);
    }
}

/// There is no such measure, unless it could not be read.
pub(super) fn no_measure(schema: &Schema, place: &str, id: &str, unread: &[String], faults: &mut Faults<'_>) {
    if !unread.iter().any(|unread| unread == id) {
        missing("指标", "measure", schema.measures.iter().map(|measure| measure.id.as_str()), place, id, faults);
    }
}

fn missing<'a>(zh: &str, en: &str, known: impl Iterator<Item = &'a str>, place: &str, id: &str, faults: &mut Faults<'_>) {
    let list = some_of(known);
    let text = Text::new(format!("没有此{zh}，可选：{list}。"), format!("There is no such {en}; expected one of {list}."));
    faults.add("reference", place, id, text);
}

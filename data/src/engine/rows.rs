//! The rows that match, in the table's order: one page of them for the report, all of them for a file.

use polars::prelude::{Column, IdxCa, IntoColumn, NamedFrom, Series, SortOptions};

use super::answer::Asked;
use super::ignore::Ignore;
use super::store::{Store, text_at};
use crate::exact::Decimals;
use crate::plan::{Plan, with_basis};
use crate::report::{Cell, Column as ColumnInfo, ColumnChoice, TablePage};
use crate::schema::{BASIS_COLUMN, Dimension, Field, Kind, Table};
use crate::{Missing, Notice, Query, Text};

impl Asked<'_> {
    /// The rows of the plan's table that match, sorted: by the column asked for, then as in the file; missing values last.
    pub(super) fn order(&self) -> Vec<u32> {
        let Some(at) = self.store.table_at(&self.plan.table) else { return Vec::new() };
        let index = &self.store.tables[at];
        let rows: Vec<u32> = self.verdicts.rows(at, &Ignore::NOTHING).map(|row| row as u32).collect();
        let Some((column, descending)) = &self.plan.sort else { return rows };
        let picks = IdxCa::from_vec("row".into(), rows.clone());
        let key = sort_key(self.store, at, column, &index.data.frame).take(&picks);
        let key = key.expect("rows stand in their table");
        let options = SortOptions::default().with_order_descending(*descending).with_nulls_last(true).with_maintain_order(true);
        let order = key.as_materialized_series().arg_sort(options);
        order.into_no_null_iter().map(|place| rows[place as usize]).collect()
    }

    /// The page asked for. A page past the last becomes the last, with a notice.
    pub(super) fn table_page(&self, notices: &mut Vec<Notice>) -> TablePage {
        let (plan, schema) = (self.plan, &self.store.schema);
        let (Some(at), Some(table)) = (self.store.table_at(&plan.table), schema.table(&plan.table)) else {
            return TablePage { page: 1, pages: 1, size: plan.query.size, ..TablePage::default() };
        };
        let index = &self.store.tables[at];
        let order = self.order();
        let size = plan.query.size;
        let pages = (order.len() as u32).div_ceil(size).max(1);
        let page = plan.query.page.min(pages);
        if page != plan.query.page {
            notices.push(Notice::new(
                "page",
                format!("没有第 {} 页：共 {pages} 页，显示最后一页。", plan.query.page),
                format!("There is no page {}: the last of {pages} is shown.", plan.query.page),
            ));
        }
        let rows: Vec<usize> =
            order.iter().skip((page - 1) as usize * size as usize).take(size as usize).map(|row| *row as usize).collect();
        let fields: Vec<&Field> = plan.columns.iter().filter_map(|column| table.field(column)).collect();
        let columns = fields.iter().map(|field| ColumnInfo {
            id: field.id.clone(),
            title: field.title.clone(),
            description: field.description.clone(),
            unit: field.unit.clone(),
            numeric: field.kind.is_number(),
            sorted: plan.sort.as_ref().filter(|(column, _)| *column == field.id).map(|(_, descending)| *descending),
            sort: sort_link(plan, field),
        });
        let choices = table.fields.iter().map(|field| ColumnChoice {
            id: field.id.clone(),
            title: field.title.clone(),
            shown: plan.columns.contains(&field.id),
        });
        let cells: Vec<CellMaker> = fields.iter().map(|field| CellMaker::new(self.store, at, table, field)).collect();
        TablePage {
            table: table.id.clone(),
            title: table.title.clone(),
            description: table.description.clone(),
            columns: columns.collect(),
            choices: choices.collect(),
            rows: rows.iter().map(|row| cells.iter().map(|maker| maker.cell(*row, &plan.query)).collect()).collect(),
            row_basis: rows.iter().map(|row| index.basis[*row]).collect(),
            page,
            pages,
            size,
            matched: order.len() as u32,
            total: index.rows as u32,
            published: self.store.figures_of_table(at, &plan.query),
        }
    }
}

/// What a column sorts by: a dimension by the order of its values, everything else by itself.
fn sort_key(store: &Store, table: usize, column: &str, frame: &polars::prelude::DataFrame) -> Column {
    let id = &store.schema.tables[table].id;
    if let Some(dimension) = store.schema.dimension_of(id, column) {
        let at = store.dimension_at(&dimension.id);
        if let Some(codes) = at.and_then(|at| store.tables[table].codes[at].as_ref()) {
            let values = dimension.values.len() as u32;
            let codes: Vec<Option<u32>> = codes.iter().map(|code| Some(*code).filter(|code| *code < values)).collect();
            return Series::new(column.into(), codes).into_column();
        }
    }
    // Doubles would sort decimals of many digits alike.
    match store.tables[table].data.decimals.get(column) {
        Some(decimals) => Series::new(column.into(), &decimals.units).into_column(),
        None => frame.column(column).cloned().expect("the plan names a column of the table"),
    }
}

/// The link of a column's head: numbers largest first. The order that stands without asking turns round at once.
fn sort_link(plan: &Plan, field: &Field) -> Query {
    let first = match (&plan.query.sort, &plan.sort) {
        (None, Some((column, descending))) if *column == field.id => !descending,
        _ => field.kind.is_number(),
    };
    plan.query.sorted_by(&field.id, first)
}

/// Makes the cells of one column.
struct CellMaker<'a> {
    cells: &'a Column,
    decimals: Option<&'a Decimals>,
    field: &'a Field,
    missing: Option<&'a Vec<Option<Missing>>>,
    dimension: Option<(&'a Dimension, &'a Vec<u32>)>,
    /// True for the ids of published figures, which have a page each.
    is_figure: bool,
}

impl<'a> CellMaker<'a> {
    fn new(store: &'a Store, table: usize, schema: &'a Table, field: &'a Field) -> CellMaker<'a> {
        let index = &store.tables[table];
        let dimension = store.schema.dimension_of(&schema.id, &field.id).and_then(|dimension| {
            let codes = index.codes[store.dimension_at(&dimension.id)?].as_ref()?;
            Some((dimension, codes))
        });
        CellMaker {
            cells: index.data.frame.column(&field.id).expect("a field is a column of its frame"),
            decimals: index.data.decimals.get(&field.id).map(AsRef::as_ref),
            field,
            missing: index.data.missing.get(&field.id),
            dimension,
            is_figure: field.id == "id" && store.schema.statements.as_ref() == Some(&schema.id),
        }
    }

    fn reason(&self, row: usize) -> Option<Missing> {
        self.missing.and_then(|reasons| reasons.get(row).copied().flatten())
    }

    fn cell(&self, row: usize, query: &Query) -> Cell {
        let Some(raw) = exactly(self.cells, self.decimals, row) else {
            return Cell { missing: Some(self.reason(row).unwrap_or(Missing::NotReported)), ..Cell::default() };
        };
        let category = self.dimension.and_then(|(dimension, codes)| dimension.values.get(codes[row] as usize));
        let own = self.field.categories.iter().find(|category| category.value == raw);
        let label = category.or(own).map(|category| category.label.clone()).filter(|label| !label.is_empty());
        let yes_no = || match (self.field.kind, raw.as_str()) {
            (Kind::Boolean, "true") => Some(Text::new("是", "Yes")),
            (Kind::Boolean, _) => Some(Text::new("否", "No")),
            _ => None,
        };
        Cell {
            number: if self.field.kind.is_number() { raw.parse().ok() } else { None },
            label: label.or_else(yes_no).filter(|label| label.zh != raw || label.en != raw),
            link: match self.dimension {
                Some((dimension, _)) => Some(query.only(&dimension.id, &raw)),
                None => self.is_figure.then(|| query.statement(&raw)),
            },
            missing: None,
            raw,
        }
    }
}

/// All rows that match, for a file: what stands in each cell is asked one by one, so that nothing of their size is built.
pub struct RowSet {
    store: std::sync::Arc<Store>,
    table: usize,
    columns: Vec<String>,
    order: Vec<u32>,
}

/// One cell of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum FileCell {
    /// Text: guarded against formulas where a spreadsheet will read it.
    Text(String),
    /// A number, a year, a day or a truth value, written raw.
    Raw(String),
}

impl RowSet {
    pub(super) fn new(store: std::sync::Arc<Store>, plan: &Plan) -> Option<RowSet> {
        let table = store.table_at(&plan.table)?;
        let order = Asked::new(&store, plan).order();
        Some(RowSet { table, columns: with_basis(&plan.columns), order, store })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// True when no row matches.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The columns: id and title.
    pub fn columns(&self) -> Vec<(String, Text)> {
        let table = &self.store.schema.tables[self.table];
        let title = |id: &String| match table.field(id) {
            Some(field) => unit_title(field),
            None => Text::new("依据", "Basis"),
        };
        self.columns.iter().map(|id| (id.clone(), title(id))).collect()
    }

    /// The cells of the rows from `start`, at most `count` rows. A missing cell is the schema's token for its reason.
    pub fn chunk(&self, start: usize, count: usize) -> Vec<Vec<FileCell>> {
        let table = &self.store.schema.tables[self.table];
        let index = &self.store.tables[self.table];
        let cell = |id: &String, row: usize| -> FileCell {
            match (table.field(id), index.data.frame.column(id)) {
                (Some(field), Ok(cells)) => {
                    file_cell(field, exactly(cells, index.data.decimals.get(id).map(AsRef::as_ref), row), index.data.missing.get(id), row)
                }
                _ => FileCell::Raw(index.basis[row].id().to_string()),
            }
        };
        let rows = self.order.iter().skip(start).take(count);
        rows.map(|row| self.columns.iter().map(|id| cell(id, *row as usize)).collect()).collect()
    }
}

/// A cell as text, a decimal with every digit.
fn exactly(cells: &Column, decimals: Option<&Decimals>, row: usize) -> Option<String> {
    match decimals {
        Some(decimals) => decimals.get(row).map(|decimal| decimal.to_string()),
        None => text_at(cells, row),
    }
}

fn file_cell(field: &Field, text: Option<String>, missing: Option<&Vec<Option<Missing>>>, row: usize) -> FileCell {
    match text {
        Some(text) if field.kind == Kind::String && field.id != BASIS_COLUMN => FileCell::Text(text),
        Some(text) => FileCell::Raw(text),
        None => {
            let reason = missing.and_then(|reasons| reasons.get(row).copied().flatten()).unwrap_or(Missing::NotReported);
            let token = field.missing.iter().find(|(_, known)| *known == reason);
            FileCell::Raw(token.map_or_else(|| reason_token(reason), |(token, _)| token.clone()))
        }
    }
}

/// What stands for a reason that the schema has no token for (cells that another column withholds).
fn reason_token(reason: Missing) -> String {
    if reason == Missing::NotReported { String::new() } else { reason.id().to_string() }
}

/// A column's title with its unit, as a table head on paper has it.
fn unit_title(field: &Field) -> Text {
    let with = |title: &str, unit: &str, open: &str, close: &str| {
        if unit.is_empty() { title.to_string() } else { format!("{title}{open}{unit}{close}") }
    };
    Text::new(with(&field.title.zh, &field.unit.zh, "（", "）"), with(&field.title.en, &field.unit.en, " (", ")"))
}

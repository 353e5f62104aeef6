//! The rows that match, in the table's order: one page of them for the report, all of them for a file.

use polars::prelude::{Column, IdxCa, IntoColumn, NamedFrom, NewChunkedArray, Series};

use super::answer::Asked;
use super::ignore::Ignore;
use super::sort;
use super::store::{NO_ROW, Store, text_at, walk};
use crate::exact::Decimals;
use crate::plan::{Plan, with_basis};
use crate::query::Cells;
use crate::report::{Cell, Column as ColumnInfo, ColumnChoice, TablePage};
use crate::schema::{BASIS_COLUMN, Dimension, Field, Kind, Schema, Seen, Table};
use crate::{Basis, Lang, Missing, Notice, Query, Text};

impl Asked<'_> {
    /// The rows of the plan's table that match, sorted: by the column asked for, then as in the file; missing values last.
    pub(super) fn order(&self) -> Vec<u32> {
        let Some(at) = self.store.table_at(&self.plan.table) else { return Vec::new() };
        let rows: Vec<u32> = self.verdicts.rows(at, &Ignore::NOTHING).map(|row| row as u32).collect();
        let Some((column, descending)) = &self.plan.sort else { return rows };
        let picks = IdxCa::from_vec("row".into(), rows.clone());
        let Some(key) = sort_key(self.store, at, column) else { return rows };
        let key = key.take(&picks).expect("rows stand in their table");
        sort::by_cells(rows, &key, *descending).expect("keys are texts, numbers, days or truth values")
    }

    /// The page asked for. A page past the last becomes the last, with a notice.
    pub(super) fn table_page(&self, notices: &mut Vec<Notice>) -> TablePage {
        let (plan, schema) = (self.plan, &self.store.schema);
        let (Some(at), Some(table)) = (self.store.table_at(&plan.table), schema.table(&plan.table)) else { return TablePage::default() };
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
        let makers: Vec<CellMaker> = plan.columns.iter().filter_map(|column| CellMaker::new(self.store, at, column)).collect();
        let titles = schema.heads(table, &plan.columns, |field| field.title.clone());
        let columns = makers.iter().zip(&plan.columns).zip(titles).map(|((CellMaker { field, .. }, id), title)| ColumnInfo {
            id: id.clone(),
            title,
            description: field.description.clone(),
            unit: field.unit.clone(),
            numeric: field.kind.is_number(),
            sorted: plan.sort.as_ref().filter(|(column, _)| column == id).map(|(_, descending)| *descending),
            sort: sort_link(plan, id, field),
        });
        let offered = offered(schema, table, &plan.columns);
        let titles = schema.heads(table, &offered, |field| field.title.clone());
        let choices = offered.into_iter().zip(titles).map(|(id, title)| ColumnChoice { shown: plan.columns.contains(&id), id, title });
        TablePage {
            table: table.id.clone(),
            title: table.title.clone(),
            description: table.description.clone(),
            columns: columns.collect(),
            choices: choices.collect(),
            rows: rows.iter().map(|row| makers.iter().map(|maker| maker.cell(*row, &plan.query)).collect()).collect(),
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

/// The columns to choose from: the table's own, then those of other tables that the bundle shows or the reader has chosen.
fn offered(schema: &Schema, table: &Table, shown: &[String]) -> Vec<String> {
    let own = table.fields.iter().map(|field| &field.id);
    let of_bundle = schema.tabs.iter().filter(|tab| tab.table == table.id).flat_map(|tab| &tab.columns);
    let mut offered: Vec<String> = Vec::new();
    for column in own.chain(of_bundle).chain(shown) {
        if !offered.contains(column) {
            offered.push(column.clone());
        }
    }
    offered
}

/// What a column sorts by: a dimension by the order of its values, everything else by itself.
fn sort_key(store: &Store, table: usize, column: &str) -> Option<Column> {
    let seen = store.schema.seen(&store.schema.tables[table].id, column)?;
    let there = store.table_at(&seen.reached.table.id)?;
    let own = || -> Option<Column> {
        let dimension = store.schema.dimension_of(&seen.reached.table.id, &seen.field.id)?;
        let codes = store.tables[there].codes[store.dimension_at(&dimension.id)?].as_ref()?;
        let values = dimension.values.len() as u32;
        let codes: Vec<Option<u32>> = codes.iter().map(|code| Some(*code).filter(|code| *code < values)).collect();
        Some(Series::new(column.into(), codes).into_column())
    };
    // Doubles would sort decimals of many digits alike.
    let exact = || Some(Series::new(column.into(), &store.tables[there].data.decimals.get(&seen.field.id)?.units).into_column());
    let key = own().or_else(exact).or_else(|| store.tables[there].data.frame.column(&seen.field.id).ok().cloned())?;
    if seen.reached.path.is_empty() {
        return Some(key);
    }
    let rows = store.follow(table, &seen.reached.path)?;
    let rows = IdxCa::from_iter_options("row".into(), rows.into_iter().map(|row| Some(row).filter(|row| *row != NO_ROW)));
    key.take(&rows).ok()
}

/// The link of a column's head: numbers largest first. The order that stands without asking turns round at once.
fn sort_link(plan: &Plan, id: &str, field: &Field) -> Query {
    let first = match (&plan.query.sort, &plan.sort) {
        (None, Some((column, descending))) if *column == id => !descending,
        _ => field.kind.is_number(),
    };
    plan.query.sorted_by(id, first)
}

/// Makes the cells of one column.
struct CellMaker<'a> {
    cells: &'a Column,
    decimals: Option<&'a Decimals>,
    field: &'a Field,
    missing: Option<&'a Vec<Option<Missing>>>,
    dimension: Option<(&'a Dimension, &'a Vec<u32>)>,
    /// The way to the column's table, walked for each cell: a file's part of a few rows costs no more than its rows.
    steps: Vec<&'a [u32]>,
    /// Whether a cell's link says what the cell does: a condition on the dimension goes the column's way.
    filters: bool,
    /// True for the ids of published figures, which have a page each.
    is_figure: bool,
}

impl<'a> CellMaker<'a> {
    fn new(store: &'a Store, table: usize, column: &str) -> Option<CellMaker<'a>> {
        let here = &store.schema.tables[table].id;
        let Seen { reached, field } = store.schema.seen(here, column)?;
        let index = &store.tables[store.table_at(&reached.table.id)?];
        let dimension = store.schema.dimension_of(&reached.table.id, &field.id).and_then(|dimension| {
            let codes = index.codes[store.dimension_at(&dimension.id)?].as_ref()?;
            Some((dimension, codes))
        });
        let goes_there = |dimension: &Dimension| store.schema.locate(here, dimension).is_some_and(|(way, _)| way.path == reached.path);
        Some(CellMaker {
            cells: index.data.frame.column(&field.id).ok()?,
            decimals: index.data.decimals.get(&field.id).map(AsRef::as_ref),
            field,
            missing: index.data.missing.get(&field.id),
            filters: dimension.is_some_and(|(dimension, _)| goes_there(dimension)),
            dimension,
            steps: store.steps(table, &reached.path)?,
            is_figure: column == "id" && store.schema.statements.as_ref() == Some(here),
        })
    }

    /// Where a row's cell stands; `None`: the row refers to nothing.
    fn row(&self, row: usize) -> Option<usize> {
        Some(walk(row as u32, &self.steps)).filter(|row| *row != NO_ROW).map(|row| row as usize)
    }

    fn reason(&self, row: usize) -> Option<Missing> {
        self.missing.and_then(|reasons| reasons.get(row).copied().flatten())
    }

    /// What a value is called, where it is called otherwise than it is written.
    fn label(&self, row: usize, raw: &str) -> Option<Text> {
        let category = self.dimension.and_then(|(dimension, codes)| dimension.values.get(codes[row] as usize));
        let own = self.field.categories.iter().find(|category| category.value == raw);
        let label = category.or(own).map(|category| category.label.clone()).filter(|label| !label.is_empty());
        let named = || match (self.field.kind, raw) {
            (Kind::Boolean, "true") => Some(Text::new("是", "Yes")),
            (Kind::Boolean, _) => Some(Text::new("否", "No")),
            (_, "") => Some(Text::of_value("")),
            _ => None,
        };
        label.or_else(named).filter(|label| label.zh != raw || label.en != raw)
    }

    fn cell(&self, row: usize, query: &Query) -> Cell {
        let place = self.row(row);
        let Some((row, raw)) = place.and_then(|row| Some((row, exactly(self.cells, self.decimals, row)?))) else {
            let reason = place.and_then(|row| self.reason(row));
            return Cell { missing: Some(reason.unwrap_or(Missing::NotReported)), ..Cell::default() };
        };
        Cell {
            number: if self.field.kind.is_number() { raw.parse().ok() } else { None },
            label: self.label(row, &raw),
            link: match self.dimension {
                Some((dimension, _)) => self.filters.then(|| query.only(&dimension.id, &raw)),
                None => self.is_figure.then(|| query.statement(&raw)),
            },
            missing: None,
            raw,
        }
    }

    /// The cell as a file has it: `lang` where values stand by their labels. A missing cell is the schema's token for its reason.
    fn file_cell(&self, row: usize, lang: Option<Lang>) -> FileCell {
        let place = self.row(row);
        let Some((row, raw)) = place.and_then(|row| Some((row, exactly(self.cells, self.decimals, row)?))) else {
            let reason = place.and_then(|row| self.reason(row)).unwrap_or(Missing::NotReported);
            let token = self.field.missing.iter().find(|(_, known)| *known == reason);
            return FileCell::Raw(token.map_or_else(|| reason_token(reason), |(token, _)| token.clone()));
        };
        let basis = || Basis::from_id(&raw).filter(|_| self.field.id == BASIS_COLUMN).map(Basis::title);
        if let Some((lang, label)) = lang.and_then(|lang| Some((lang, basis().or_else(|| self.label(row, &raw))?))) {
            // The name of the empty text is for eyes: in a file it is empty.
            return FileCell::Text(if raw.is_empty() { raw } else { label.get(lang).to_string() });
        }
        if self.field.kind == Kind::String && self.field.id != BASIS_COLUMN { FileCell::Text(raw) } else { FileCell::Raw(raw) }
    }
}

/// All rows that match, for a file: what stands in each cell is asked one by one, so that nothing of their size is built.
pub struct RowSet {
    store: std::sync::Arc<Store>,
    table: usize,
    columns: Vec<String>,
    order: Vec<u32>,
    /// The language of labels, where values stand by them.
    lang: Option<Lang>,
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
        let lang = (plan.query.cells == Cells::Label).then_some(plan.lang);
        Some(RowSet { table, columns: with_basis(&plan.columns), order, lang, store })
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
        let schema = &self.store.schema;
        let titles = schema.heads(&schema.tables[self.table], &self.columns, Field::title_with_unit);
        self.columns.iter().cloned().zip(titles).collect()
    }

    /// The cells of the rows from `start`, at most `count` rows. A missing cell is the schema's token for its reason.
    pub fn chunk(&self, start: usize, count: usize) -> Vec<Vec<FileCell>> {
        let basis = &self.store.tables[self.table].basis;
        let makers: Vec<Option<CellMaker<'_>>> = self.columns.iter().map(|id| CellMaker::new(&self.store, self.table, id)).collect();
        let cell = |maker: &Option<CellMaker<'_>>, row: usize| match maker {
            Some(maker) => maker.file_cell(row, self.lang),
            None => FileCell::Raw(self.lang.map_or(basis[row].id().to_string(), |lang| basis[row].title().get(lang).to_string())),
        };
        let rows = self.order.iter().skip(start).take(count);
        rows.map(|row| makers.iter().map(|maker| cell(maker, *row as usize)).collect()).collect()
    }
}

/// A cell as text, a decimal with every digit.
fn exactly(cells: &Column, decimals: Option<&Decimals>, row: usize) -> Option<String> {
    match decimals {
        Some(decimals) => decimals.get(row).map(|decimal| decimal.to_string()),
        None => text_at(cells, row),
    }
}

/// What stands for a reason that the schema has no token for (cells that another column withholds).
fn reason_token(reason: Missing) -> String {
    if reason == Missing::NotReported { String::new() } else { reason.id().to_string() }
}

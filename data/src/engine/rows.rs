//! The rows that match, in the table's order: one page of them for the report, all of them for a file.

use std::borrow::Cow;
use std::sync::Arc;

use super::answer::{Answers, Asked};
use super::ask::{Ask, Asks, Of, On, Ticket};
use super::backend::{Listing, RawCell};
use super::caps::{Caps, Refusal};
use super::catalog::Catalog;
use super::ignore::Ignore;
use super::store::Store;
use crate::plan::{Plan, with_basis};
use crate::query::Cells;
use crate::report::{Cell, Column as ColumnInfo, ColumnChoice, TablePage};
use crate::schema::{BASIS_COLUMN, Dimension, Field, Kind, Schema, Seen, Table};
use crate::{Basis, Lang, Missing, Notice, Query, Text};

impl Asked<'_> {
    /// Asks how many rows of the plan's table match. `None`: there is no table.
    pub(super) fn ask_table(&self, asks: &mut Asks) -> Option<Ticket> {
        Some(self.ask_count(self.store.table_at(&self.plan.table)?, asks))
    }

    /// The rows of the plan's table that match, sorted: by the column asked for, then as in the file; missing values last.
    fn listing(&self) -> Option<Listing> {
        let table = self.store.table_at(&self.plan.table)?;
        Some(Listing { table, passing: self.passing(table, &Ignore::NOTHING), sort: self.plan.sort.clone() })
    }

    /// The places in the file of all of them, in order.
    fn order(&self) -> Vec<u32> {
        self.listing().map(|listing| self.counter.rows(&listing, 0, usize::MAX)).unwrap_or_default()
    }

    /// The rows of a table that match, in the file's order; refused where they are more than a view may have.
    pub(super) fn matching(&self, table: usize, ignore: &Ignore) -> Result<Vec<u32>, Refusal> {
        let listing = Listing { table, passing: self.passing(table, ignore), sort: None };
        let mut asks = Asks::default();
        let matched = asks.add(Ask { of: Of::Table(table), passing: listing.passing.clone(), on: On::Any, by: Vec::new() });
        self.caps.allow_rows(self.answers(&asks).get(matched)?.get(&[]).rows as usize)?;
        Ok(self.counter.rows(&listing, 0, usize::MAX))
    }

    /// The page asked for. A page past the last becomes the last, with a notice.
    pub(super) fn table_page(&self, matched: Ticket, answers: &Answers, notices: &mut Vec<Notice>) -> TablePage {
        let (plan, schema) = (self.plan, &self.store.schema);
        let (Some(listing), Some(table)) = (self.listing(), schema.table(&plan.table)) else { return TablePage::default() };
        let matched = answers.get(matched).map_or(0, |groups| groups.get(&[]).rows);
        let size = plan.query.size;
        let pages = matched.div_ceil(size).max(1);
        let page = plan.query.page.min(pages);
        if page != plan.query.page {
            notices.push(Notice::new(
                "page",
                format!("没有第 {} 页：共 {pages} 页，显示最后一页。", plan.query.page),
                format!("There is no page {}: the last of {pages} is shown.", plan.query.page),
            ));
        }
        let rows = self.counter.rows(&listing, (page - 1) as usize * size as usize, size as usize);
        let makers: Vec<CellMaker<'_>> =
            plan.columns.iter().filter_map(|column| CellMaker::new(self.store, listing.table, column)).collect();
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
        let wanted: Vec<String> = plan.columns.iter().cloned().chain([BASIS_COLUMN.to_string()]).collect();
        let mut row_basis = Vec::with_capacity(rows.len());
        let mut lines: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
        self.store.backend.read(self.store, listing.table, &wanted, &rows, &mut |at, cell| match makers.get(at) {
            Some(maker) => {
                if at == 0 {
                    lines.push(Vec::with_capacity(makers.len()));
                }
                lines.iter_mut().last().into_iter().for_each(|line| line.push(maker.cell(cell, &plan.query)));
            }
            None => row_basis.push(basis_of(table, cell)),
        });
        TablePage {
            table: table.id.clone(),
            title: table.title.clone(),
            description: table.description.clone(),
            columns: columns.collect(),
            choices: choices.collect(),
            rows: lines,
            row_basis,
            page,
            pages,
            size,
            matched,
            total: self.store.tables[listing.table].rows as u32,
            published: self.store.figures_of_table(listing.table, &plan.query),
        }
    }
}

/// What a row rests on, as its cell of the column `basis` says, else as its table does.
pub(super) fn basis_of(table: &Table, cell: RawCell<'_>) -> Basis {
    cell.text.ok().and_then(Basis::from_id).unwrap_or(table.basis)
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
    field: &'a Field,
    dimension: Option<&'a Dimension>,
    /// Whether a cell's link says what the cell does: a condition on the dimension goes the column's way.
    filters: bool,
    /// True for the ids of published figures, which have a page each.
    is_figure: bool,
}

impl<'a> CellMaker<'a> {
    fn new(catalog: &'a Catalog, table: usize, column: &str) -> Option<CellMaker<'a>> {
        let schema = &catalog.schema;
        let here = &schema.tables[table].id;
        let Seen { reached, field } = schema.seen(here, column)?;
        let dimension = schema.dimension_of(&reached.table.id, &field.id);
        let goes_there = |dimension: &Dimension| schema.locate(here, dimension).is_some_and(|(way, _)| way.path == reached.path);
        Some(CellMaker {
            field,
            filters: dimension.is_some_and(goes_there),
            dimension,
            is_figure: column == "id" && schema.statements.as_ref() == Some(here),
        })
    }

    /// What a value is called, where it is called otherwise than it is written.
    fn label(&self, raw: &str, code: Option<u32>) -> Option<Cow<'a, Text>> {
        let category = self.dimension.zip(code).and_then(|(dimension, code)| dimension.values.get(code as usize));
        let own = || self.field.categories.iter().find(|category| category.value == raw);
        let label = category.or_else(own).map(|category| &category.label).filter(|label| !label.is_empty());
        let named = || match (self.field.kind, raw) {
            (Kind::Boolean, "true") => Some(Text::new("是", "Yes")),
            (Kind::Boolean, _) => Some(Text::new("否", "No")),
            (_, "") => Some(Text::of_value("")),
            _ => None,
        };
        label.map(Cow::Borrowed).or_else(|| named().map(Cow::Owned)).filter(|label| label.zh != raw || label.en != raw)
    }

    fn cell(&self, cell: RawCell<'_>, query: &Query) -> Cell {
        let raw = match cell.text {
            Ok(raw) => raw,
            Err(reason) => return Cell { missing: Some(reason), ..Cell::default() },
        };
        Cell {
            number: if self.field.kind.is_number() { raw.parse().ok() } else { None },
            label: self.label(raw, cell.code).map(Cow::into_owned),
            link: match self.dimension {
                // By the value as the dimension spells it: 1e-7 where the cell has 0.0000001.
                Some(dimension) => {
                    let value = cell.code.and_then(|code| dimension.values.get(code as usize)).map_or(raw, |category| &category.value);
                    self.filters.then(|| query.only(&dimension.id, value))
                }
                None => self.is_figure.then(|| query.statement(raw)),
            },
            missing: None,
            raw: raw.to_string(),
        }
    }

    /// The cell as a file has it: `lang` where values stand by their labels. A missing cell is the schema's token for its reason.
    fn file_cell<'c>(&'c self, cell: RawCell<'c>, lang: Option<Lang>) -> FileCell<'c> {
        let raw = match cell.text {
            Ok(raw) => raw,
            Err(reason) => {
                let token = self.field.missing.iter().find(|(_, known)| *known == reason);
                return FileCell::Raw(token.map_or_else(|| reason_token(reason), |(token, _)| token));
            }
        };
        let is_basis = self.field.id == BASIS_COLUMN;
        if let Some(lang) = lang {
            let basis = Basis::from_id(raw).filter(|_| is_basis).map(|basis| Cow::Owned(basis.title()));
            // The name of the empty text is for eyes: in a file it is empty.
            if let Some(label) = basis.or_else(|| self.label(raw, cell.code)) {
                return FileCell::Text(match label {
                    _ if raw.is_empty() => Cow::Borrowed(raw),
                    Cow::Borrowed(label) => Cow::Borrowed(label.get(lang)),
                    Cow::Owned(label) => Cow::Owned(label.get(lang).to_string()),
                });
            }
        }
        if self.field.kind == Kind::String && !is_basis { FileCell::Text(Cow::Borrowed(raw)) } else { FileCell::Raw(raw) }
    }
}

/// All rows that match, for a file: what stands in each cell is asked one by one, so that nothing of their size is built.
pub struct RowSet {
    store: Arc<Store>,
    table: usize,
    columns: Vec<String>,
    order: Vec<u32>,
    /// The language of labels, where values stand by them.
    lang: Option<Lang>,
}

/// One cell of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum FileCell<'a> {
    /// Text: guarded against formulas where a spreadsheet will read it.
    Text(Cow<'a, str>),
    /// A number, a year, a day or a truth value, written raw.
    Raw(&'a str),
}

impl RowSet {
    pub(super) fn new(store: Arc<Store>, plan: &Plan) -> Option<RowSet> {
        let table = store.table_at(&plan.table)?;
        let order = Asked::new(&store, plan, Caps::default()).order();
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

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The columns: id and title.
    pub fn columns(&self) -> Vec<(String, Text)> {
        let schema = &self.store.schema;
        let titles = schema.heads(&schema.tables[self.table], &self.columns, Field::title_with_unit);
        self.columns.iter().cloned().zip(titles).collect()
    }

    /// Reads the cells of the rows from `start`, at most `count` rows, one after another. A missing cell is the schema's token for its reason.
    pub fn read(&self, start: usize, count: usize, mut each: impl FnMut(FileCell<'_>)) {
        let schema = &self.store.schema;
        let makers: Vec<Option<CellMaker<'_>>> = self.columns.iter().map(|id| CellMaker::new(&self.store, self.table, id)).collect();
        let end = self.order.len().min(start + count);
        let rows = &self.order[start.min(end)..end];
        self.store.backend.read(&self.store, self.table, &self.columns, rows, &mut |at, cell| match &makers[at] {
            Some(maker) => each(maker.file_cell(cell, self.lang)),
            // A file of a table without the column has it all the same.
            None => {
                let basis = basis_of(&schema.tables[self.table], cell);
                let title = basis.title();
                each(FileCell::Raw(self.lang.map_or(basis.id(), |lang| title.get(lang))));
            }
        });
    }
}

/// What stands for a reason that the schema has no token for (cells that another column withholds).
fn reason_token(reason: Missing) -> &'static str {
    if reason == Missing::NotReported { "" } else { reason.id() }
}

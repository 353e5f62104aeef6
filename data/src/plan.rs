//! `Query::resolve`: syntax meets a schema and becomes a `Plan`: typed, nothing left to interpret. What does not fit becomes a notice.
//! The engine sees only plans.

mod chart;
mod clause;
mod said;

pub use self::chart::{pairs, value, with};

use self::said::{list, named, unknown_columns, unknown_keys, unknown_values};
use crate::filter::Op;
use crate::number::Real;
use crate::query::{Clause, Cols, FACET, Query};
use crate::schema::{EXPLORE, PanelSpec, Schema, Table};
use crate::{Lang, Missing, Notice, Text};

/// Conditions in one filter of an address at most.
pub const MOST_FILTERS: usize = 60;

/// The columns of a table of published figures that are shown unless the reader chooses, in order; every such table has them.
const STATEMENT_COLUMNS: [&str; 12] =
    ["id", "indicator", "value", "qualifier", "unit", "subject", "scope", "as_of", "phrase", "document", "section", "paragraph"];

/// What is asked, in the schema's terms.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The query without what was not understood: every link and address is made from it.
    pub query: Query,
    /// The filter: a row must pass every one that its table can see.
    pub filters: Vec<Filter>,
    /// The table shown or exported.
    pub table: String,
    /// Its columns, in order: its own, and `key.column` of the tables that it refers to.
    pub columns: Vec<String>,
    /// The column that sorts it, and whether descending. The file's order without it.
    pub sort: Option<(String, bool)>,
    /// The language of titles in a file.
    pub lang: Lang,
    /// The chart that the reader makes, on its page and in its files.
    pub chart: Option<PanelSpec>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// What it is about.
    pub target: Target,
    /// What it demands.
    pub test: Test,
    /// The key, the operator and the values that remain of the clause: for chips.
    pub clause: Clause,
    /// The title of what it is about.
    pub title: Text,
    /// The labels of the clause's values, one each.
    pub labels: Vec<Text>,
    /// Of a clause on a measure's key: the measure, whose rows alone pass.
    pub measure: Option<String>,
}

/// What a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A dimension, in every table that has or reaches it.
    Dimension(String),
    /// One column of one table, and the tables that refer to it.
    Column {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// Any text of one table: the words of `q`.
    AnyText {
        /// The table.
        table: String,
    },
}

/// What a condition demands of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these; a missing value is not.
    Among(Vec<String>),
    /// None of these; a missing value passes.
    NoneOf(Vec<String>),
    /// At least this number.
    AtLeast(Real),
    /// At most this number.
    AtMost(Real),
    /// Below this number.
    Below(Real),
    /// Not before this text (days).
    From(String),
    /// Not after this text (days).
    Until(String),
    /// Before this day.
    Before(String),
    /// Contains this, letters of either case.
    Contains(String),
    /// Missing for one of these reasons.
    Missing(Vec<Missing>),
}

impl Plan {
    /// A panel of this id: the one that the reader makes, or one that the bundle declares.
    pub fn panel<'a>(&'a self, schema: &'a Schema, id: &str) -> Option<&'a PanelSpec> {
        let own = self.chart.as_ref().filter(|chart| chart.id == id);
        own.or_else(|| schema.panels.iter().find(|panel| panel.id == id))
    }
}

impl Query {
    /// Gives the query its meaning. `file`: the table that a file is asked of, instead of the tab.
    pub fn resolve(&self, schema: &Schema, file: Option<&str>) -> (Plan, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut query = self.clone();
        let chart = (self.view == EXPLORE || !self.chart.is_empty()).then(|| chart::resolve(schema, &mut query, &mut notices)).flatten();
        let table = self.resolve_table(schema, file, &mut query, &mut notices);
        resolve_vs(schema, &mut query, &mut notices);
        let mut filters = resolve_clauses(schema, &self.clauses, &mut notices);
        keep_most(&mut filters, "filter", &mut notices);
        query.clauses = filters.iter().map(|filter| filter.clause.clone()).collect();
        let mut plan = Plan { filters, lang: self.lang.unwrap_or_default(), chart, ..Plan::default() };
        if let Some(table) = table {
            if let Some(words) = &self.q {
                plan.filters.push(Filter {
                    target: Target::AnyText { table: table.id.clone() },
                    test: Test::Contains(words.clone()),
                    clause: Clause { key: "q".into(), op: Op::Contains, values: vec![words.clone()] },
                    title: Text::new(format!("{}（全文）", table.title.zh), format!("{} (any text)", table.title.en)),
                    labels: vec![Text::same(words)],
                    measure: None,
                });
            }
            plan.table = table.id.clone();
            resolve_sort(schema, table, self, &mut query, &mut plan, &mut notices);
            resolve_columns(schema, table, self, &mut query, &mut plan, &mut notices);
        }
        plan.query = query;
        (plan, notices)
    }

    fn resolve_table<'a>(&self, schema: &'a Schema, file: Option<&str>, query: &mut Query, notices: &mut Vec<Notice>) -> Option<&'a Table> {
        if let Some(file) = file {
            return schema.table(file);
        }
        if self.is_about_statements() {
            return schema.table(schema.statements.as_deref()?);
        }
        let first = schema.tabs.first().and_then(|tab| schema.table(&tab.table)).or(schema.tables.first());
        // Beside a chart that the reader makes stand the rows that it counts.
        let counted = query.charted("measure").filter(|_| self.view == EXPLORE).and_then(|id| schema.measure(id));
        let counted = counted.map(|measure| &measure.table).filter(|table| schema.tabs.iter().any(|tab| tab.table == **table));
        match &self.tab {
            None => counted.and_then(|table| schema.table(table)).or(first),
            Some(tab) if schema.tabs.iter().any(|known| &known.table == tab) => schema.table(tab),
            // A list of values that was opened from the published figures leads back to them.
            Some(tab) if self.view == FACET && schema.statements.as_ref() == Some(tab) => schema.table(tab),
            Some(tab) => {
                let known = list(schema.tabs.iter().map(|tab| tab.table.as_str()));
                let tab = named(std::iter::once(tab.as_str()));
                notices.push(Notice::new(
                    "tab",
                    format!("没有数据表{}，可选：{known}。", tab.zh),
                    format!("There is no table {}; expected one of {known}.", tab.en),
                ));
                query.tab = None;
                first
            }
        }
    }
}

/// The date of comparison is one of the bundle's dates.
fn resolve_vs(schema: &Schema, query: &mut Query, notices: &mut Vec<Notice>) {
    let Some(date) = &query.vs else { return };
    let time = schema.time.as_deref().and_then(|id| schema.dimension(id));
    if time.is_some_and(|time| time.values.iter().any(|known| known.value == *date)) {
        return;
    }
    notices.push(match time {
        None => Notice::new("vs", "vs 无法使用：这个数据包没有时间维度。", "vs has no use here: the bundle declares no dates."),
        Some(time) => unknown_values("vs", time, std::slice::from_ref(date)),
    });
    query.vs = None;
}

fn resolve_sort(schema: &Schema, table: &Table, asked: &Query, query: &mut Query, plan: &mut Plan, notices: &mut Vec<Notice>) {
    let default = schema.tabs.iter().find(|tab| tab.table == table.id).and_then(|tab| tab.sort.as_deref());
    plan.sort = default.map(|sort| match sort.strip_prefix('-') {
        Some(column) => (column.to_string(), true),
        None => (sort.to_string(), false),
    });
    let Some(sort) = &asked.sort else { return };
    if schema.seen(&table.id, &sort.column).is_some() {
        plan.sort = Some((sort.column.clone(), sort.descending));
    } else {
        notices.push(unknown_columns("sort", std::slice::from_ref(&sort.column), table));
        query.sort = None;
    }
}

fn resolve_columns(schema: &Schema, table: &Table, asked: &Query, query: &mut Query, plan: &mut Plan, notices: &mut Vec<Notice>) {
    let all = || table.fields.iter().map(|field| field.id.clone()).collect::<Vec<_>>();
    let default = || match schema.tabs.iter().find(|tab| tab.table == table.id) {
        Some(tab) if !tab.columns.is_empty() => tab.columns.clone(),
        None if schema.statements.as_ref() == Some(&table.id) => STATEMENT_COLUMNS.map(String::from).to_vec(),
        _ => all(),
    };
    plan.columns = match &asked.cols {
        Cols::Default => default(),
        Cols::All => all(),
        Cols::These(columns) => {
            let (known, unknown): (Vec<_>, Vec<_>) = columns.iter().cloned().partition(|column| schema.seen(&table.id, column).is_some());
            if !unknown.is_empty() {
                notices.push(unknown_columns("cols", &unknown, table));
            }
            query.cols = if known.is_empty() { Cols::Default } else { Cols::These(known.clone()) };
            if known.is_empty() { default() } else { known }
        }
    };
}

/// Resolves clauses alone: of a URL, or of a bundle's own `where` and `of`.
pub fn resolve_clauses(schema: &Schema, clauses: &[Clause], notices: &mut Vec<Notice>) -> Vec<Filter> {
    let (known, unknown): (Vec<_>, Vec<_>) = clauses.iter().partition(|clause| clause::is_known(schema, &clause.key));
    notices.extend(unknown_keys(schema, &unknown));
    known.into_iter().filter_map(|clause| clause::resolve(schema, clause, notices)).collect()
}

/// Keeps the first conditions of a filter that an address gives as `param`; a notice says that there were more.
pub fn keep_most(filters: &mut Vec<Filter>, param: &str, notices: &mut Vec<Notice>) {
    if filters.len() > MOST_FILTERS {
        notices.push(Notice::new(
            param,
            format!("条件过多：最多 {MOST_FILTERS} 个。"),
            format!("Too many conditions: at most {MOST_FILTERS}."),
        ));
        filters.truncate(MOST_FILTERS);
    }
}

/// Reads a bundle's own filter and resolves it; the first thing not understood is the error.
pub fn resolve_filter(schema: &Schema, filter: &str) -> Result<Vec<Filter>, Text> {
    let (query, mut notices) = Query::parse_search(filter);
    let filters = resolve_clauses(schema, &query.clauses, &mut notices);
    // A bundle's own filter says all of what it means.
    let filters = filters.into_iter().map(|filter| Filter { measure: None, ..filter }).collect();
    match notices.into_iter().next() {
        None => Ok(filters),
        Some(notice) => Err(notice.text),
    }
}

/// The columns that a file has: those of the plan, then `basis`, which is never left out.
pub fn with_basis(columns: &[String]) -> Vec<String> {
    let mut columns = columns.to_vec();
    if !columns.iter().any(|column| column == crate::schema::BASIS_COLUMN) {
        columns.push(crate::schema::BASIS_COLUMN.to_string());
    }
    columns
}

#[cfg(test)]
mod tests;

//! `Query::resolve`: syntax meets a schema and becomes a `Plan`: typed, nothing left to interpret. What does not fit becomes a notice.
//! The engine sees only plans.

mod chart;
mod said;

pub use self::chart::{pairs, with};

use self::said::{bad_value, list, unfit, unknown_column, unknown_key, unknown_value, wrong_value};
use crate::filter::Op;
use crate::query::{Clause, Cols, Query};
use crate::schema::{Dimension, EXPLORE, Field, Kind, PanelSpec, Role, Schema, Table};
use crate::text::grouped;
use crate::{Lang, Missing, Notice, Text};

/// Conditions in one filter at most: the engine keeps one bit for each.
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
    /// Its columns, in order.
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
    /// A further filter of the bundle's that its rows must pass: the one that a measure always has, for a clause on the measure's key.
    pub within: String,
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
    AtLeast(f64),
    /// At most this number.
    AtMost(f64),
    /// Below this number.
    Below(f64),
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

impl Query {
    /// Gives the query its meaning. `file`: the table that a file is asked of, instead of the tab.
    pub fn resolve(&self, schema: &Schema, file: Option<&str>) -> (Plan, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut query = self.clone();
        let chart = (self.view == EXPLORE || !self.chart.is_empty()).then(|| chart::resolve(schema, &mut query, &mut notices)).flatten();
        let table = self.resolve_table(schema, file, &mut query, &mut notices);
        resolve_vs(schema, &mut query, &mut notices);
        let mut filters = resolve_clauses(schema, &self.clauses, &mut notices);
        if filters.len() >= MOST_FILTERS {
            notices.push(Notice::new(
                "filter",
                format!("条件过多：最多 {MOST_FILTERS} 个。"),
                format!("Too many conditions: at most {MOST_FILTERS}."),
            ));
            filters.truncate(MOST_FILTERS - 1);
        }
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
                    within: String::new(),
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
            Some(tab) => {
                let known = list(schema.tabs.iter().map(|tab| tab.table.as_str()));
                notices.push(Notice::new(
                    "tab",
                    format!("没有数据表“{tab}”，可选：{known}。"),
                    format!("There is no table “{tab}”; expected one of {known}."),
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
        Some(time) => unknown_value("vs", time, date),
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
    if table.field(&sort.column).is_some() {
        plan.sort = Some((sort.column.clone(), sort.descending));
    } else {
        notices.push(unknown_column("sort", &sort.column, table));
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
            let (known, unknown): (Vec<_>, Vec<_>) = columns.iter().cloned().partition(|column| table.field(column).is_some());
            notices.extend(unknown.iter().map(|column| unknown_column("cols", column, table)));
            query.cols = if known.is_empty() { Cols::Default } else { Cols::These(known.clone()) };
            if known.is_empty() { default() } else { known }
        }
    };
}

/// Resolves clauses alone: of a URL, or of a bundle's own `where` and `of`.
pub fn resolve_clauses(schema: &Schema, clauses: &[Clause], notices: &mut Vec<Notice>) -> Vec<Filter> {
    clauses.iter().filter_map(|clause| resolve_clause(schema, clause, notices)).collect()
}

/// Reads a bundle's own filter and resolves it; the first thing not understood is the error.
pub fn resolve_filter(schema: &Schema, filter: &str) -> Result<Vec<Filter>, Text> {
    let (query, mut notices) = Query::parse_search(filter);
    let filters = resolve_clauses(schema, &query.clauses, &mut notices);
    // A bundle's own filter says all of what it means.
    let filters = filters.into_iter().map(|filter| Filter { within: String::new(), ..filter }).collect();
    match notices.into_iter().next() {
        None => Ok(filters),
        Some(notice) => Err(notice.text),
    }
}

/// What a key names.
enum Named<'a> {
    Dimension(&'a Dimension),
    Column(&'a Table, &'a Field, Text, String),
}

fn find<'a>(schema: &'a Schema, key: &str) -> Option<Named<'a>> {
    if let Some(dimension) = schema.dimension(key) {
        return Some(Named::Dimension(dimension));
    }
    if let Some(measure) = schema.measure(key) {
        let table = schema.table(&measure.table)?;
        return Some(Named::Column(table, table.field(measure.formula.column()?)?, measure.title.clone(), measure.filter.clone()));
    }
    let (table, column) = key.split_once('.')?;
    let table = schema.table(table)?;
    let field = table.field(column)?;
    let title = Text::new(format!("{}·{}", table.title.zh, field.title.zh), format!("{}: {}", table.title.en, field.title.en));
    Some(Named::Column(table, field, title, String::new()))
}

fn resolve_clause(schema: &Schema, clause: &Clause, notices: &mut Vec<Notice>) -> Option<Filter> {
    match find(schema, &clause.key) {
        None => {
            notices.push(unknown_key(schema, clause));
            None
        }
        Some(Named::Dimension(dimension)) => resolve_dimension(dimension, clause, notices),
        Some(Named::Column(table, field, title, within)) => {
            let (test, clause) = resolve_column(field, clause, &title, notices)?;
            let labels = value_labels(&clause, |value| match field.kind.is_number() && field.categories.is_empty() {
                true => Text::same(grouped(value)),
                false => label_of(&field.categories, value),
            });
            Some(Filter {
                target: Target::Column { table: table.id.clone(), column: field.id.clone() },
                test,
                clause,
                title,
                labels,
                within,
            })
        }
    }
}

/// Every operator on a dimension becomes a set of its values.
fn resolve_dimension(dimension: &Dimension, clause: &Clause, notices: &mut Vec<Notice>) -> Option<Filter> {
    let mut clause = clause.clone();
    let name = format!("{}{}", clause.key, clause.op.row().suffix);
    let known = |value: &str| dimension.values.iter().any(|category| category.value == value);
    let values = || dimension.values.iter();
    let test = match clause.op {
        Op::Is | Op::Not => {
            clause.values.retain(|value| {
                let is_known = known(value);
                if !is_known {
                    notices.push(unknown_value(&name, dimension, value));
                }
                is_known
            });
            if clause.values.is_empty() {
                return None;
            }
            if clause.op == Op::Is { Test::Among(clause.values.clone()) } else { Test::NoneOf(clause.values.clone()) }
        }
        Op::Gte | Op::Lte | Op::Lt => {
            let bound = clause.values.first()?.clone();
            let at = values().position(|category| category.value == bound);
            let number = bound.parse::<f64>().ok().filter(|_| dimension.role == Role::Year);
            let inside: Vec<String> = match (dimension.role, at, number) {
                (Role::Plain | Role::Region, _, _) => {
                    notices.push(unfit(&name, &dimension.title, "没有顺序，不能比较大小", "has no order to compare by"));
                    return None;
                }
                (_, _, Some(bound)) => values()
                    .filter(|category| category.value.parse::<f64>().is_ok_and(|year| stands(clause.op, &year, &bound)))
                    .map(|category| category.value.clone())
                    .collect(),
                (_, Some(at), None) => values()
                    .enumerate()
                    .filter(|(place, _)| stands(clause.op, place, &at))
                    .map(|(_, category)| category.value.clone())
                    .collect(),
                (_, None, None) => {
                    notices.push(unknown_value(&name, dimension, &bound));
                    return None;
                }
            };
            Test::Among(inside)
        }
        Op::Contains => {
            let words = clause.values.first()?.to_lowercase();
            Test::Among(
                values()
                    .filter(|category| {
                        [&category.value, &category.label.zh, &category.label.en].iter().any(|text| text.to_lowercase().contains(&words))
                    })
                    .map(|category| category.value.clone())
                    .collect(),
            )
        }
        Op::Missing => Test::Missing(reasons(&name, &mut clause, notices)?),
    };
    let labels = value_labels(&clause, |value| label_of(&dimension.values, value));
    Some(Filter {
        target: Target::Dimension(dimension.id.clone()),
        test,
        clause,
        title: dimension.title.clone(),
        labels,
        within: String::new(),
    })
}

/// Whether a value stands to a bound as the operator says.
fn stands<T: PartialOrd>(op: Op, value: &T, bound: &T) -> bool {
    match op {
        Op::Gte => value >= bound,
        Op::Lt => value < bound,
        _ => value <= bound,
    }
}

fn resolve_column(field: &Field, clause: &Clause, title: &Text, notices: &mut Vec<Notice>) -> Option<(Test, Clause)> {
    let mut clause = clause.clone();
    let name = format!("{}{}", clause.key, clause.op.row().suffix);
    let test = match clause.op {
        Op::Is | Op::Not => {
            clause.values.retain(|value| {
                let fault = wrong_value(field, value);
                if let Some((zh, en)) = fault {
                    notices.push(bad_value(&name, value, zh, en));
                }
                fault.is_none()
            });
            if clause.values.is_empty() {
                return None;
            }
            if clause.op == Op::Is { Test::Among(clause.values.clone()) } else { Test::NoneOf(clause.values.clone()) }
        }
        Op::Gte | Op::Lte | Op::Lt if !field.kind.is_ordered() => {
            notices.push(unfit(&name, title, "不是数值或日期，不能比较大小", "is neither a number nor a day, so it cannot be compared"));
            return None;
        }
        Op::Gte | Op::Lte | Op::Lt => {
            let bound = clause.values.first()?.clone();
            if let Some((zh, en)) = wrong_value(field, &bound) {
                notices.push(bad_value(&name, &bound, zh, en));
                return None;
            }
            match (field.kind, clause.op, bound.parse::<f64>()) {
                (Kind::Date, Op::Gte, _) => Test::From(bound),
                (Kind::Date, Op::Lt, _) => Test::Before(bound),
                (Kind::Date, _, _) => Test::Until(bound),
                (_, Op::Gte, Ok(bound)) => Test::AtLeast(bound),
                (_, Op::Lt, Ok(bound)) => Test::Below(bound),
                (_, _, Ok(bound)) => Test::AtMost(bound),
                _ => return None,
            }
        }
        Op::Contains if field.kind != Kind::String => {
            notices.push(unfit(&name, title, "不是文本，不能按包含筛选", "is not text, so it cannot be searched"));
            return None;
        }
        Op::Contains => Test::Contains(clause.values.first()?.clone()),
        Op::Missing => Test::Missing(reasons(&name, &mut clause, notices)?),
    };
    Some((test, clause))
}

fn reasons(name: &str, clause: &mut Clause, notices: &mut Vec<Notice>) -> Option<Vec<Missing>> {
    clause.values.retain(|value| {
        let known = value == "any" || Missing::from_id(value).is_some();
        if !known {
            notices.push(bad_value(
                name,
                value,
                "应为 any、not_reported、suppressed 或 not_applicable",
                "expected any, not_reported, suppressed or not_applicable",
            ));
        }
        known
    });
    if clause.values.is_empty() {
        return None;
    }
    if clause.values.iter().any(|value| value == "any") {
        return Some(Missing::OF_CELLS.to_vec());
    }
    Some(clause.values.iter().filter_map(|value| Missing::from_id(value)).collect())
}

fn value_labels(clause: &Clause, label: impl Fn(&str) -> Text) -> Vec<Text> {
    clause
        .values
        .iter()
        .map(|value| match (clause.op, Missing::from_id(value)) {
            (Op::Missing, Some(reason)) => reason.title(),
            (Op::Missing, None) => Text::new("任何原因", "for any reason"),
            (Op::Contains, _) => Text::same(value),
            _ => label(value),
        })
        .collect()
}

fn label_of(categories: &[crate::schema::Category], value: &str) -> Text {
    match categories.iter().find(|category| category.value == value) {
        Some(category) if !category.label.is_empty() => category.label.clone(),
        _ => Text::same(value),
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

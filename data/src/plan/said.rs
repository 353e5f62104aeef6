//! The sentences of `plan`: what was not understood, where, and what would be right.

use crate::query::Clause;
use crate::schema::{Dimension, Field, Kind, Schema, Table};
use crate::{Notice, Text};

/// One notice for all keys that there are not.
pub(super) fn unknown_keys(schema: &Schema, clauses: &[&Clause]) -> Option<Notice> {
    let first = clauses.first()?;
    let keys = named(clauses.iter().map(|clause| clause.key.as_str()));
    let known = list(schema.dimensions.iter().map(|dimension| dimension.id.as_str()));
    Some(Notice::new(
        format!("{}{}", first.key, first.op.row().suffix),
        format!("没有字段{}，该条件未生效。可用的维度：{known}；其他列写作 表.列。", keys.zh),
        format!("There is no key {}, so this condition does not apply. Dimensions: {known}; any other column is table.column.", keys.en),
    ))
}

/// One notice for all values that a dimension does not have.
pub(super) fn unknown_values(name: &str, dimension: &Dimension, values: &[String]) -> Notice {
    let values = named(values.iter().map(String::as_str));
    let examples = list(dimension.values.iter().take(9).map(|category| category.value.as_str()));
    Notice::new(
        name,
        format!("{}没有取值{}，该条件未生效。可用的取值如：{examples}。", dimension.title.zh, values.zh),
        format!("{} has no value {}, so this condition does not apply. Values are such as {examples}.", dimension.title.en, values.en),
    )
}

/// One notice for all columns that a table does not have.
pub(super) fn unknown_columns(name: &str, columns: &[String], table: &Table) -> Notice {
    let columns = named(columns.iter().map(String::as_str));
    let known = list(table.fields.iter().map(|field| field.id.as_str()));
    Notice::new(
        name,
        format!("数据表“{}”没有列{}，可选：{known}。", table.title.zh, columns.zh),
        format!("Table “{}” has no column {}; expected one of {known}.", table.title.en, columns.en),
    )
}

pub(super) fn unfit(name: &str, title: &Text, zh: &str, en: &str) -> Notice {
    Notice::new(name, format!("“{}”{zh}，该条件未生效。", title.zh), format!("“{}” {en}; this condition does not apply.", title.en))
}

pub(super) fn bad_value(name: &str, value: &str, zh: &str, en: &str) -> Notice {
    Notice::new(name, format!("{name}=“{value}”无法识别：{zh}。"), format!("{name}=“{value}” was not understood: {en}."))
}

/// Words in quotes: the first few, long ones cut short, and how many there are beyond.
pub(super) fn named<'a>(words: impl Iterator<Item = &'a str>) -> Text {
    const MOST: usize = 5;
    const LONGEST: usize = 60;
    let words: Vec<&str> = words.collect();
    let quoted = |word: &&str| match word.char_indices().nth(LONGEST) {
        None => format!("“{word}”"),
        Some((end, _)) => format!("“{}…”", &word[..end]),
    };
    let first: Vec<String> = words.iter().take(MOST).map(quoted).collect();
    match words.len().checked_sub(MOST) {
        None | Some(0) => Text::new(first.join("、"), first.join(", ")),
        Some(more) => Text::new(format!("{}等 {} 个", first.join("、"), words.len()), format!("{} and {more} more", first.join(", "))),
    }
}

pub(super) fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// What would be right, when `value` cannot be a value of the column.
pub(super) fn wrong_value(field: &Field, value: &str) -> Option<(&'static str, &'static str)> {
    let right = match field.kind {
        Kind::String => true,
        // A bound between two whole numbers is still a bound.
        Kind::Integer | Kind::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
        Kind::Year => value.parse::<i32>().is_ok(),
        Kind::Boolean => value == "true" || value == "false",
        Kind::YearMonth | Kind::Date | Kind::Time | Kind::DateTime => field.kind.moment(value).is_some(),
    };
    if right {
        return None;
    }
    Some(match field.kind {
        Kind::Boolean => ("应为 true 或 false", "expected true or false"),
        Kind::Year => ("应为年份", "expected a year"),
        Kind::YearMonth => ("应为年月，如 2024-12", "expected a month such as 2024-12"),
        Kind::Date => ("应为日期，如 2024-12-31", "expected a day such as 2024-12-31"),
        Kind::Time => ("应为时刻，如 08:30:00", "expected a time of day such as 08:30:00"),
        Kind::DateTime => ("应为日期和时刻，如 2024-12-31T08:30:00", "expected a day and a time such as 2024-12-31T08:30:00"),
        _ => ("应为数值", "expected a number"),
    })
}

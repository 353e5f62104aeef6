//! The sentences of `plan`: what was not understood, where, and what would be right.

use crate::query::Clause;
use crate::schema::{Dimension, Field, Kind, Schema, Table};
use crate::{Notice, Text};

pub(super) fn unknown_key(schema: &Schema, clause: &Clause) -> Notice {
    let known = list(schema.dimensions.iter().map(|dimension| dimension.id.as_str()));
    Notice::new(
        format!("{}{}", clause.key, clause.op.row().suffix),
        format!("没有字段“{}”，该条件未生效。可用的维度：{known}；其他列写作 表.列。", clause.key),
        format!(
            "There is no key “{}”, so this condition does not apply. Dimensions: {known}; any other column is table.column.",
            clause.key
        ),
    )
}

pub(super) fn unknown_value(name: &str, dimension: &Dimension, value: &str) -> Notice {
    let examples = list(dimension.values.iter().take(9).map(|category| category.value.as_str()));
    Notice::new(
        name,
        format!("{}没有取值“{value}”，该条件未生效。可用的取值如：{examples}。", dimension.title.zh),
        format!("{} has no value “{value}”, so this condition does not apply. Values are such as {examples}.", dimension.title.en),
    )
}

pub(super) fn unknown_column(name: &str, column: &str, table: &Table) -> Notice {
    let known = list(table.fields.iter().map(|field| field.id.as_str()));
    Notice::new(
        name,
        format!("数据表“{}”没有列“{column}”，可选：{known}。", table.title.zh),
        format!("Table “{}” has no column “{column}”; expected one of {known}.", table.title.en),
    )
}

pub(super) fn unfit(name: &str, title: &Text, zh: &str, en: &str) -> Notice {
    Notice::new(name, format!("“{}”{zh}，该条件未生效。", title.zh), format!("“{}” {en}; this condition does not apply.", title.en))
}

pub(super) fn bad_value(name: &str, value: &str, zh: &str, en: &str) -> Notice {
    Notice::new(name, format!("{name}=“{value}”无法识别：{zh}。"), format!("{name}=“{value}” was not understood: {en}."))
}

pub(super) fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// What would be right, when `value` cannot be a value of the column.
pub(super) fn wrong_value(field: &Field, value: &str) -> Option<(&'static str, &'static str)> {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let right = match field.kind {
        Kind::String => true,
        // A bound between two whole numbers is still a bound.
        Kind::Integer | Kind::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
        Kind::Year => value.parse::<i32>().is_ok(),
        Kind::Boolean => value == "true" || value == "false",
        Kind::Date => {
            let parts: Vec<&str> = value.split('-').collect();
            parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)
        }
    };
    if right {
        return None;
    }
    Some(match field.kind {
        Kind::Boolean => ("应为 true 或 false", "expected true or false"),
        Kind::Year => ("应为年份", "expected a year"),
        Kind::Date => ("应为日期，如 2024-12-31", "expected a day such as 2024-12-31"),
        _ => ("应为数值", "expected a number"),
    })
}

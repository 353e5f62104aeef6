//! What one value of each type looks like. Used by `column` for cells and by `fields` for the values that a descriptor lists.

use regex::{Regex, RegexBuilder};

use crate::Text;
use crate::number::shortest;
use crate::schema::Kind;

/// A finite number: digits, a point, an exponent; no separators.
pub(super) fn number(raw: &str) -> Option<f64> {
    // `parse` would also take `inf` and `nan`, and makes `1e999` infinite.
    raw.parse().ok().filter(|number: &f64| number.is_finite())
}

/// `true` or `false`.
pub(super) fn boolean(raw: &str) -> Option<bool> {
    match raw {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Four digits.
pub(super) fn year(raw: &str) -> Option<i64> {
    digits(raw, 4)
}

/// A day that the calendar has: `2024-02-29`.
pub(super) fn is_day(raw: &str) -> bool {
    let mut parts = raw.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return false };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn digits(raw: &str, count: usize) -> Option<i64> {
    (raw.len() == count && raw.bytes().all(|byte| byte.is_ascii_digit())).then(|| raw.parse().ok()).flatten()
}

/// True when `raw` is a value of the type.
pub(super) fn fits(kind: Kind, raw: &str) -> bool {
    match kind {
        Kind::String => true,
        Kind::Integer => raw.parse::<i64>().is_ok(),
        Kind::Number => number(raw).is_some(),
        Kind::Boolean => boolean(raw).is_some(),
        Kind::Year => year(raw).is_some(),
        Kind::Date => is_day(raw),
    }
}

/// How a value of the type is written once it was read: `1.50` as `1.5`.
pub(super) fn canonical(kind: Kind, raw: &str) -> String {
    match kind {
        Kind::Integer | Kind::Year => raw.parse::<i64>().map_or_else(|_| raw.to_string(), |number| number.to_string()),
        Kind::Number => number(raw).map_or_else(|| raw.to_string(), shortest),
        Kind::String | Kind::Boolean | Kind::Date => raw.to_string(),
    }
}

/// What a value of the type should look like.
pub(super) fn expected(kind: Kind) -> Text {
    match kind {
        Kind::String => Text::new("应为文本。", "Expected text."),
        Kind::Integer => Text::new(
            "应为整数，如 1234，不带千分位、单位或空格。",
            "Expected a whole number such as 1234, without separators, unit or spaces.",
        ),
        Kind::Number => Text::new(
            "应为数值，如 1234.5，不带千分位、单位或空格。",
            "Expected a number such as 1234.5, without separators, unit or spaces.",
        ),
        Kind::Boolean => Text::new("应为 true 或 false。", "Expected true or false."),
        Kind::Year => Text::new("应为四位数的年份，如 2024。", "Expected a year of four digits such as 2024."),
        Kind::Date => Text::new("应为日期，如 2024-12-31。", "Expected a day such as 2024-12-31."),
    }
}

/// The expression that matches a whole text, of at most so many bytes when compiled.
pub(super) fn whole_pattern(pattern: &str, most: u64) -> Result<Regex, regex::Error> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let build = |pattern: &str| RegexBuilder::new(pattern).size_limit(most).dfa_size_limit(most).build();
    // Alone first: `a)(b` is wrong, but would be right inside the brackets.
    build(pattern)?;
    build(&format!("^(?:{pattern})$"))
}

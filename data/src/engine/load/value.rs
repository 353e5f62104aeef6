//! What one value of each type looks like. Used by `column` for cells and by `fields` for the values that a descriptor lists.

use std::borrow::Cow;

use regex::{Regex, RegexBuilder};

use crate::Text;
use crate::digits::Digits;
use crate::schema::{Field, Kind, Spelling, moment};

/// A number as the file spells it, rewritten as `-1234.5` or `1e300`: a sign, digits, a point, an exponent. What JSON and Rust call NaN and infinite is none.
pub(super) fn number<'a>(raw: &'a str, spelling: &Spelling) -> Option<Cow<'a, str>> {
    let raw = if spelling.bare { Cow::Borrowed(raw) } else { digits_alone(raw, spelling)? };
    let plain = match spelling.group.filter(|group| raw.contains(*group)) {
        Some(group) => Cow::Owned(ungrouped(&raw, group, spelling.decimal)?),
        None => raw,
    };
    let plain = match spelling.decimal {
        '.' => plain,
        _ if plain.contains('.') => return None,
        decimal => Cow::Owned(plain.replace(decimal, ".")),
    };
    let is_spelt = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    (is_spelt && plain.parse::<f64>().is_ok()).then_some(plain)
}

/// A finite number: the nearest double, and all of it.
pub(super) fn float(raw: &str, spelling: &Spelling) -> Option<(f64, Digits)> {
    let plain = number(raw, spelling)?;
    Some((finite(&plain)?, Digits::parse(&plain)?))
}

/// What [`number`] gives as a float; `1e999` would be infinite.
pub(super) fn finite(plain: &str) -> Option<f64> {
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A whole number.
pub(super) fn whole(raw: &str, spelling: &Spelling) -> Option<i64> {
    number(raw, spelling)?.parse().ok()
}

/// The number within its words: `-¥1,234.5` as `-1,234.5`. A sign, a bracket or a multiple (`95 万`) among the words would change the number: none.
fn digits_alone<'a>(raw: &'a str, spelling: &Spelling) -> Option<Cow<'a, str>> {
    let is_digit = |char: char| char.is_ascii_digit();
    let (mut start, last) = (raw.find(is_digit)?, raw.rfind(is_digit)?);
    for sign in [spelling.decimal, '-', '+'] {
        if raw[..start].ends_with(sign) {
            start -= sign.len_utf8();
        }
    }
    let (before, inside, after) = (&raw[..start], &raw[start..=last], &raw[last + 1..]);
    let (sign, words) = match before.strip_prefix('-') {
        Some(words) if inside.starts_with(is_digit) => ("-", words),
        _ => ("", before),
    };
    if inside.starts_with(spelling.decimal) && words.ends_with(char::is_alphabetic) {
        return None;
    }
    let changes = |char: char| {
        let is_sign = matches!(char, '-' | '+' | '−' | '－' | '＋' | '–' | '(' | ')' | '（' | '）');
        is_sign || char.is_numeric() || "十百千万亿萬億".contains(char) || char == spelling.decimal || Some(char) == spelling.group
    };
    if words.contains(changes) || after.contains(changes) {
        return None;
    }
    Some(if sign.is_empty() { Cow::Borrowed(inside) } else { Cow::Owned(format!("{sign}{inside}")) })
}

/// `1,234,567.8` without its separators, which stand between two to four digits, before the decimals only, the last before three or four:
/// `1,5` is no number.
fn ungrouped(raw: &str, group: char, decimal: char) -> Option<String> {
    let end = raw.find([decimal, 'e', 'E']).unwrap_or(raw.len());
    let (whole, rest) = raw.split_at(end);
    let unsigned = whole.trim_start_matches(['+', '-']);
    let groups: Vec<&str> = unsigned.split(group).collect();
    let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, last) = (groups.first()?, groups.last()?);
    let fits = groups.iter().all(is_digits)
        && (1..=4).contains(&first.len())
        && groups[1..].iter().all(|part| (2..=4).contains(&part.len()))
        && (3..=4).contains(&last.len());
    (fits && !rest.contains(group)).then(|| format!("{}{rest}", whole.replace(group, "")))
}

/// A truth value in the file's words.
pub(super) fn boolean(raw: &str, spelling: &Spelling) -> Option<bool> {
    let is_among = |words: &[String]| words.iter().any(|word| word == raw);
    if is_among(&spelling.truths) { Some(true) } else { is_among(&spelling.falsehoods).then_some(false) }
}

/// A year of four digits.
pub(super) fn year(raw: &str) -> Option<i64> {
    moment::digits(raw, 4)
}

/// A value as it is kept and compared, `1.50` as `1.5`, 是 as `true`; none when it is not of the field's type.
pub(super) fn canonical<'a>(field: &Field, raw: &'a str) -> Option<Cow<'a, str>> {
    let spelling = &field.spelling;
    Some(match field.kind {
        Kind::String => Cow::Borrowed(raw),
        Kind::Integer => Cow::Owned(whole(raw, spelling)?.to_string()),
        Kind::Year => Cow::Owned(year(raw)?.to_string()),
        Kind::Number => Cow::Owned(float(raw, spelling)?.1.to_string()),
        Kind::Boolean => Cow::Owned(boolean(raw, spelling)?.to_string()),
        Kind::YearMonth | Kind::Date | Kind::Time | Kind::DateTime => Cow::Owned(field.kind.moment(raw)?),
    })
}

/// What a value of the field should look like.
pub(super) fn expected(field: &Field) -> Text {
    let Spelling { decimal, group, bare, truths, falsehoods } = &field.spelling;
    let (zh_group, en_group) = match group {
        Some(group) => (format!("千分位为 {group}"), format!("{group} between groups of digits")),
        None => ("不带千分位".to_string(), "without separators".to_string()),
    };
    let (zh_words, en_words) = if *bare { ("、单位或空格", ", unit or spaces") } else { ("", "") };
    match field.kind {
        Kind::String => Text::new("应为文本。", "Expected text."),
        Kind::Integer => Text::new(
            format!("应为整数，如 1234，{zh_group}{zh_words}。"),
            format!("Expected a whole number such as 1234, {en_group}{en_words}."),
        ),
        Kind::Number => Text::new(
            format!("应为数值，如 1234{decimal}5，{zh_group}{zh_words}。"),
            format!("Expected a number such as 1234{decimal}5, {en_group}{en_words}."),
        ),
        Kind::Boolean => {
            let (zh, en) = ([truths.join("、"), falsehoods.join("、")], [truths.join(", "), falsehoods.join(", ")]);
            Text::new(
                format!("应为真（{}）或假（{}）；其他写法请列入 trueValues、falseValues。", zh[0], zh[1]),
                format!("Expected true ({}) or false ({}); list other words in trueValues and falseValues.", en[0], en[1]),
            )
        }
        Kind::Year => Text::new("应为四位数的年份，如 2024。", "Expected a year of four digits such as 2024."),
        Kind::YearMonth => Text::new("应为年月，如 2024-12。", "Expected a month such as 2024-12."),
        Kind::Date => Text::new("应为日期，如 2024-12-31。", "Expected a day such as 2024-12-31."),
        Kind::Time => Text::new("应为时刻，如 08:30:00，不带时区。", "Expected a time of day such as 08:30:00, without a zone."),
        Kind::DateTime => Text::new(
            "应为日期和时刻，如 2024-12-31T08:30:00 或 2024-12-31T08:30:00+08:00；同一列要么都带时区，要么都不带。",
            "Expected a day and a time such as 2024-12-31T08:30:00 or 2024-12-31T08:30:00+08:00, in one column all with a zone or none.",
        ),
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

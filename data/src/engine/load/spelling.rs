//! How a field says that its file writes numbers, truth values and days. Used by `fields`.

use serde_json::Value;

use super::Faults;
use super::fields::shown;
use super::package::FieldJson;
use crate::Text;
use crate::schema::{Kind, Spelling};

/// The field's own spelling, the standard's where it says nothing. Every word of the standard that is not read is a fault.
pub(super) fn read(json: &FieldJson, kind: Kind, faults: &mut Faults<'_>) -> Spelling {
    let mut spelling = Spelling::default();
    let mut wrong = |key: &str, value: &Value, zh: &str, en: &str| {
        faults.add("descriptor", key, &shown(value), Text::new(zh, en));
    };
    if let Some(value) = &json.decimal_char {
        match mark(value) {
            _ if kind != Kind::Number => wrong("decimalChar", value, "只用于 number。", "Only for number."),
            Some(char) => spelling.decimal = char,
            None => wrong("decimalChar", value, MARK.0, MARK.1),
        }
    }
    if let Some(value) = &json.group_char {
        match mark(value) {
            _ if !kind.is_number() => wrong("groupChar", value, "只用于 number 和 integer。", "Only for number and integer."),
            Some(char) if char == spelling.decimal => {
                wrong("groupChar", value, "不应与 decimalChar 相同。", "Expected another character than decimalChar.");
            }
            Some(char) => spelling.group = Some(char),
            None => wrong("groupChar", value, MARK.0, MARK.1),
        }
    }
    if let Some(value) = &json.bare_number {
        match value.as_bool() {
            _ if !kind.is_number() => wrong("bareNumber", value, "只用于 number 和 integer。", "Only for number and integer."),
            Some(is) => spelling.bare = is,
            None => wrong("bareNumber", value, "应为 true 或 false。", "Expected true or false."),
        }
    }
    for (key, value) in [("trueValues", &json.true_values), ("falseValues", &json.false_values)] {
        let Some(value) = value else { continue };
        match words(value) {
            _ if kind != Kind::Boolean => wrong(key, value, "只用于 boolean。", "Only for boolean."),
            None => wrong(key, value, "应为文本列表，如 [\"是\"]。", "Expected a list of texts, such as [\"yes\"]."),
            Some(words) if key == "trueValues" => spelling.truths = words,
            Some(words) => spelling.falsehoods = words,
        }
    }
    if let Some(both) = spelling.truths.iter().find(|word| spelling.falsehoods.contains(word)) {
        let text = Text::new("不应同时在 trueValues 和 falseValues 之中。", "Expected in trueValues or in falseValues, not in both.");
        faults.add("descriptor", "trueValues", both, text);
    }
    format(json, kind, faults);
    spelling
}

const MARK: (&str, &str) = ("应为一个字符，不是数字、正负号或字母。", "Expected one character that is no digit, sign or letter.");

/// A character that may stand in a number.
fn mark(value: &Value) -> Option<char> {
    let mut chars = value.as_str()?.chars();
    let char = chars.next().filter(|char| !char.is_alphanumeric() && !char.is_control() && !matches!(char, '+' | '-' | '"'))?;
    chars.next().is_none().then_some(char)
}

fn words(value: &Value) -> Option<Vec<String>> {
    let words: Vec<String> = value.as_array()?.iter().map(|word| word.as_str().map(str::to_string)).collect::<Option<_>>()?;
    (!words.is_empty()).then_some(words)
}

/// `default` is read, and the pattern that says the same of a day. The formats of a string promise what is not checked.
fn format(json: &FieldJson, kind: Kind, faults: &mut Faults<'_>) {
    let Some(value) = &json.format else { return };
    let is_read = match value.as_str() {
        Some("default") => true,
        Some("%Y-%m-%d") => kind == Kind::Date,
        Some("%Y-%m") => kind == Kind::YearMonth,
        _ => false,
    };
    if is_read {
        return;
    }
    let text = match kind {
        Kind::String => Text::new(
            "不核对 email、uri 等格式：请删去 format，或以 constraints.pattern 写明。",
            "Formats such as email and uri are not checked: leave format out, or say it in constraints.pattern.",
        ),
        Kind::YearMonth => Text::new("只读 2024-12 这种写法：请删去 format。", "Only 2024-12 is read: leave format out."),
        Kind::Date => Text::new("只读 2024-12-31 这种写法：请删去 format。", "Only 2024-12-31 is read: leave format out."),
        Kind::Time => Text::new("只读 08:30:00 这种写法：请删去 format。", "Only 08:30:00 is read: leave format out."),
        Kind::DateTime => {
            Text::new("只读 2024-12-31T08:30:00 这种写法：请删去 format。", "Only 2024-12-31T08:30:00 is read: leave format out.")
        }
        _ => Text::new("此类型没有 format：请删去。", "The type has no format: leave it out."),
    };
    faults.add("descriptor", "format", &shown(value), text);
}

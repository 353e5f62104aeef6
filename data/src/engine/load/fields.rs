//! One field of `datapackage.json`: its type, its values and what is promised of them. Used by `tables`.

use std::collections::HashSet;

use serde_json::Value;

use super::super::budget::{self, beyond};
use super::super::limits::Limits;
use super::package::FieldJson;
use super::{Faults, names, value};
use crate::number::shortest;
use crate::schema::{BASIS_COLUMN, Category, Field, Kind, Rules};
use crate::{Basis, Missing, Text};

const KINDS: [(&str, Kind); 6] = [
    ("string", Kind::String),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("year", Kind::Year),
    ("date", Kind::Date),
];

/// A field as the schema has it. `missing`: the resource's tokens.
pub(super) fn field(json: &FieldJson, missing: &[(String, Missing)], limits: &Limits, faults: &mut Faults<'_>) -> Field {
    if !names::is_column(&json.name) {
        let text = Text::new(
            "列名不能为空或 all，不能含 __、逗号或控制字符，不能以 - 开头、以 _ 结尾，首尾不能有空格。",
            "A column's name cannot be empty or all, have __, a comma or control characters in it, begin with -, end with _, or have spaces around it.",
        );
        faults.add("id", "name", &json.name, text);
    }
    let kind = match &json.kind {
        None => Kind::String,
        Some(name) => match KINDS.iter().find(|(known, _)| known == name) {
            Some((_, kind)) => *kind,
            None => {
                let list = KINDS.map(|(known, _)| known).join(", ");
                faults.add("descriptor", "type", name, Text::new(format!("应为以下之一：{list}。"), format!("Expected one of {list}.")));
                Kind::String
            }
        },
    };
    let categories = json.categories.as_ref().map(|values| categories(values, faults)).unwrap_or_default();
    let mut field = Field {
        id: json.name.clone(),
        title: json.words.title(&json.name),
        description: json.words.description(),
        kind,
        unit: json.words.unit(),
        categories,
        ordered: json.categories_ordered,
        rules: Rules::default(),
        missing: match &json.missing_values {
            None => missing.to_vec(),
            Some(values) => missing_tokens(values, faults, "missingValues"),
        },
        suppress: json.suppress.clone(),
    };
    constraints(json, &mut field, limits, faults);
    settle_categories(&mut field, faults);
    unsupported(json, kind, faults);
    field
}

fn constraints(json: &FieldJson, field: &mut Field, limits: &Limits, faults: &mut Faults<'_>) {
    for (key, value) in &json.constraints {
        let place = format!("constraints: {key}");
        let shown = scalar(value).unwrap_or_else(|| value.to_string());
        let mut wrong = |zh: &str, en: &str| faults.add("descriptor", &place, &shown, Text::new(zh, en));
        match key.as_str() {
            "required" | "unique" => match value.as_bool() {
                Some(is) if key == "required" => field.rules.required = is,
                Some(is) => field.rules.unique = is,
                None => wrong("应为 true 或 false。", "Expected true or false."),
            },
            "minimum" | "maximum" => {
                let bound = scalar(value).and_then(|text| value::number(&text));
                match bound {
                    _ if !matches!(field.kind, Kind::Integer | Kind::Number | Kind::Year) => {
                        wrong("只用于 integer、number 和 year。", "Only for integer, number and year.");
                    }
                    None => wrong("应为数值。", "Expected a number."),
                    Some(_) if key == "minimum" => field.rules.minimum = bound,
                    Some(_) => field.rules.maximum = bound,
                }
            }
            "pattern" => match value.as_str() {
                _ if field.kind != Kind::String => wrong("只用于 string。", "Only for string."),
                None => wrong("应为正则表达式。", "Expected a regular expression."),
                Some(pattern) => match value::whole_pattern(pattern, limits.pattern_bytes) {
                    Ok(_) => field.rules.pattern = Some(pattern.to_string()),
                    Err(regex::Error::CompiledTooBig(_)) => {
                        let text = beyond("pattern_bytes", limits.pattern_bytes, "字节（编译后）", "bytes of the pattern, compiled");
                        faults.add(budget::RULE, &place, pattern, text);
                    }
                    Err(error) => {
                        let error = error.to_string();
                        let last = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
                        let text = Text::new(format!("不是有效的正则表达式：{last}。"), format!("Not a valid regular expression: {last}."));
                        faults.add("descriptor", &place, pattern, text);
                    }
                },
            },
            "enum" => match value.as_array() {
                None => wrong("应为取值列表。", "Expected a list of values."),
                Some(values) => enumerated(field, categories(values, faults), &place, faults),
            },
            _ => faults.add("descriptor", &place, &shown, not_supported()),
        }
    }
    if let (Some(minimum), Some(maximum)) = (field.rules.minimum, field.rules.maximum)
        && minimum > maximum
    {
        let text = {
            let minimum = shortest(minimum);
            Text::new(format!("不应小于 minimum（{minimum}）。"), format!("Expected at least minimum ({minimum})."))
        };
        faults.add("descriptor", "constraints: maximum", &shortest(maximum), text);
    }
}

/// `enum` gives the values, or else the same ones as `categories`.
fn enumerated(field: &mut Field, values: Vec<Category>, place: &str, faults: &mut Faults<'_>) {
    if field.categories.is_empty() {
        field.categories = values;
        return;
    }
    let set = |list: &[Category]| list.iter().map(|category| category.value.clone()).collect::<HashSet<_>>();
    let (of_categories, of_enum) = (set(&field.categories), set(&values));
    let only_one = values
        .iter()
        .filter(|one| !of_categories.contains(&one.value))
        .chain(field.categories.iter().filter(|one| !of_enum.contains(&one.value)));
    let text = Text::new("应同时列入 enum 和 categories，或只写其一。", "Expected in both enum and categories, or give one of them only.");
    for category in only_one {
        faults.add("descriptor", place, &category.value, text.clone());
    }
}

/// Values are of the field's type and written as they will be compared; a basis column has its own.
fn settle_categories(field: &mut Field, faults: &mut Faults<'_>) {
    for category in &mut field.categories {
        if !value::fits(field.kind, &category.value) {
            faults.add("descriptor", "categories", &category.value, value::expected(field.kind));
        }
        category.value = value::canonical(field.kind, &category.value);
        if field.id == BASIS_COLUMN && Basis::from_id(&category.value).is_none() {
            let text = Text::new("应为 published、inferred 或 illustrative。", "Expected published, inferred or illustrative.");
            faults.add("basis", "categories", &category.value, text);
        }
    }
    let mut listed = HashSet::new();
    for category in &field.categories {
        if !listed.insert(&category.value) {
            faults.add("duplicate", "categories", &category.value, Text::new("同一取值列出了两次。", "The value is listed twice."));
        }
    }
    if field.id == BASIS_COLUMN && field.categories.is_empty() {
        field.categories = Basis::ALL.iter().map(|basis| Category { value: basis.id().to_string(), label: basis.title() }).collect();
    }
}

/// Categories are values, or `{ value, label, label_en }`.
fn categories(values: &[Value], faults: &mut Faults<'_>) -> Vec<Category> {
    let mut out = Vec::new();
    for json in values {
        let (value, label, label_en) = match json {
            Value::Object(json) => (json.get("value").and_then(scalar), word(json, "label"), word(json, "label_en")),
            _ => (scalar(json), None, None),
        };
        let Some(value) = value else {
            let text = Text::new("应为取值，或 { value, label, label_en }。", "Expected a value, or { value, label, label_en }.");
            faults.add("descriptor", "categories", &json.to_string(), text);
            continue;
        };
        let zh = label.clone().or_else(|| label_en.clone()).unwrap_or_else(|| value.clone());
        let en = label_en.or(label).unwrap_or_else(|| value.clone());
        out.push(Category { value, label: Text::new(zh, en) });
    }
    out
}

/// Missing values are tokens, or `{ value, label }` with the reason as label.
pub(super) fn missing_tokens(values: &[Value], faults: &mut Faults<'_>, place: &str) -> Vec<(String, Missing)> {
    let mut out: Vec<(String, Missing)> = Vec::new();
    let mut listed = HashSet::new();
    for json in values {
        let (token, label) = match json {
            Value::Object(json) => (word(json, "value"), word(json, "label")),
            _ => (json.as_str().map(str::to_string), None),
        };
        let Some(token) = token else {
            let text = Text::new("应为文本，或 { value, label }。", "Expected a text, or { value, label }.");
            faults.add("descriptor", place, &json.to_string(), text);
            continue;
        };
        let reason = match &label {
            None => Missing::NotReported,
            Some(label) => Missing::from_id(label).unwrap_or_else(|| {
                let text = Text::new(
                    "label 应为 not_reported、suppressed 或 not_applicable。",
                    "Expected the label not_reported, suppressed or not_applicable.",
                );
                faults.add("descriptor", place, label, text);
                Missing::NotReported
            }),
        };
        if !listed.insert(token.clone()) {
            faults.add("duplicate", place, &token, Text::new("同一缺失记号列出了两次。", "The token is listed twice."));
            continue;
        }
        out.push((token, reason));
    }
    out
}

/// Ways of writing values that the standard allows and we do not read.
fn unsupported(json: &FieldJson, kind: Kind, faults: &mut Faults<'_>) {
    let is_text = |value: &&Value, text: &str| value.as_str() == Some(text);
    let is_list = |value: &&Value, text: &str| value.as_array().is_some_and(|list| list.len() == 1 && list[0].as_str() == Some(text));
    let is_plain = |value: &&Value| is_text(value, "default") || (kind == Kind::Date && is_text(value, "%Y-%m-%d"));
    let format = json.format.as_ref().filter(|value| !is_plain(value));
    for (key, value) in [
        // The other formats of a string (email, uri …) promise what is not checked.
        ("format", format),
        ("decimalChar", json.decimal_char.as_ref().filter(|value| !is_text(value, "."))),
        ("groupChar", json.group_char.as_ref()),
        ("bareNumber", json.bare_number.as_ref().filter(|value| value.as_bool() != Some(true))),
        ("trueValues", json.true_values.as_ref().filter(|value| !is_list(value, "true"))),
        ("falseValues", json.false_values.as_ref().filter(|value| !is_list(value, "false"))),
    ] {
        if let Some(value) = value {
            faults.add("descriptor", key, &scalar(value).unwrap_or_else(|| value.to_string()), not_supported());
        }
    }
}

/// A promise that would not be checked.
pub(super) fn not_supported() -> Text {
    Text::new(
        "标准中的这一写法本程序不支持，请删去或换一种写法（见 data/README.md）。",
        "This part of the standard is not supported here: take it out or write it another way (see data/README.md).",
    )
}

/// A JSON text, number or truth value as a file would write it.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}

fn word(json: &serde_json::Map<String, Value>, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_string)
}

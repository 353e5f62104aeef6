//! One field of `datapackage.json`: its type, its values and what is promised of them. Used by `tables`.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::super::budget::{self, beyond};
use super::super::limits::Limits;
use super::package::FieldJson;
use super::{Faults, names, spelling, value};
use crate::schema::{At, BASIS_COLUMN, Bound, Category, End, Field, Kind, Rules, Spelling, Suppress};
use crate::{Basis, Missing, Text};

const KINDS: [(&str, Kind); 10] = [
    ("string", Kind::String),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("year", Kind::Year),
    ("yearmonth", Kind::YearMonth),
    ("date", Kind::Date),
    ("time", Kind::Time),
    ("datetime", Kind::DateTime),
    // What may be anything is read as text.
    ("any", Kind::String),
];

/// A field as the schema has it. `missing`: the resource's tokens.
pub(super) fn field(json: &FieldJson, missing: &[(String, Missing)], limits: &Limits, faults: &mut Faults<'_>) -> Field {
    if !names::is_column(&json.name) {
        let text = Text::new(
            "列名不能为空或 all，不能含 __ 或控制字符，不能以 - 开头、以 _ 结尾，首尾不能有空格。",
            "A column's name cannot be empty or all, have __ or control characters in it, begin with -, end with _, or have spaces around it.",
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
        spelling: spelling::read(json, kind, faults),
        rules: Rules::default(),
        missing: match &json.missing_values {
            None => missing.to_vec(),
            Some(values) => missing_tokens(values, faults, "missingValues"),
        },
        suppress: None,
    };
    field.categories = settled(&field, field.categories.clone(), "categories", faults);
    constraints(json, &mut field, limits, faults);
    if field.id == BASIS_COLUMN && field.categories.is_empty() {
        field.categories = Basis::ALL.iter().map(|basis| Category { value: basis.id().to_string(), label: basis.title() }).collect();
    }
    field.suppress = json.suppress.clone().map(|suppress| withholding(&field, suppress, faults));
    field
}

/// What withholds, as its cells will be compared.
fn withholding(field: &Field, suppress: Suppress, faults: &mut Faults<'_>) -> Suppress {
    let mut when = Vec::new();
    for value in &suppress.when {
        match value::canonical(field, value) {
            Some(value) => when.push(value.into_owned()),
            None => faults.add("descriptor", "suppress: when", value, value::expected(field)),
        }
    }
    Suppress { when, ..suppress }
}

fn constraints(json: &FieldJson, field: &mut Field, limits: &Limits, faults: &mut Faults<'_>) {
    for (key, value) in &json.constraints {
        let place = format!("constraints: {key}");
        let shown = shown(value);
        let mut wrong = |zh: &str, en: &str| faults.add("descriptor", &place, &shown, Text::new(zh, en));
        match key.as_str() {
            "required" | "unique" => match value.as_bool() {
                Some(is) if key == "required" => field.rules.required = is,
                Some(is) => field.rules.unique = is,
                None => wrong("应为 true 或 false。", "Expected true or false."),
            },
            "minLength" | "maxLength" => match value.as_u64().and_then(|count| usize::try_from(count).ok()) {
                _ if field.kind != Kind::String => wrong("只用于 string。", "Only for string."),
                None => wrong("应为不小于 0 的整数。", "Expected a whole number from 0."),
                count if key == "minLength" => field.rules.min_length = count,
                count => field.rules.max_length = count,
            },
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
            _ => match End::ALL.into_iter().find(|end| end.key() == key) {
                Some(end) => bound(field, end, value, &place, faults),
                None => wrong(
                    "没有此约束，可选：required、unique、enum、minimum、maximum、exclusiveMinimum、exclusiveMaximum、minLength、maxLength、pattern。",
                    "There is no such constraint; expected one of required, unique, enum, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern.",
                ),
            },
        }
    }
    let Rules { bounds, min_length, max_length, .. } = &field.rules;
    for lower in bounds.iter().filter(|bound| bound.end.is_lower()) {
        for upper in bounds.iter().filter(|bound| !bound.end.is_lower() && bound.at < lower.at) {
            let (key, at) = (lower.end.key(), &lower.at);
            let text = Text::new(format!("不应小于 {key}（{at}）。"), format!("Expected at least {key} ({at})."));
            faults.add("descriptor", &format!("constraints: {}", upper.end.key()), &upper.at.to_string(), text);
        }
    }
    if let (Some(least), Some(most)) = (min_length, max_length)
        && least > most
    {
        let text = Text::new(format!("不应小于 minLength（{least}）。"), format!("Expected at least minLength ({least})."));
        faults.add("descriptor", "constraints: maxLength", &most.to_string(), text);
    }
}

/// A bound is a value of the field's type, written as JSON has it or as the file would.
fn bound(field: &mut Field, end: End, json: &Value, place: &str, faults: &mut Faults<'_>) {
    let shown = shown(json);
    if !field.kind.is_ordered() {
        let text = Text::new("只用于数值、年份、日期和时间。", "Only for numbers, years, days and times.");
        faults.add("descriptor", place, &shown, text);
        return;
    }
    let plain = Spelling::default();
    let spelling = if json.is_number() { &plain } else { &field.spelling };
    let text = scalar(json).filter(|_| !json.is_boolean()).unwrap_or_default();
    let at = match field.kind {
        Kind::Integer => value::whole(&text, spelling).map(At::Whole),
        Kind::Year => value::year(&text).map(At::Whole),
        Kind::Number => value::float(&text, spelling).map(|(number, digits)| At::Number(number, digits)),
        kind => kind.moment(&text).map(At::Text),
    };
    match at {
        Some(at) => field.rules.bounds.push(Bound { end, at }),
        None => faults.add("descriptor", place, &shown, value::expected(field)),
    }
}

/// `enum` gives the values, or else those of `categories` that are allowed.
fn enumerated(field: &mut Field, values: Vec<Category>, place: &str, faults: &mut Faults<'_>) {
    let values = settled(field, values, place, faults);
    if field.categories.is_empty() {
        field.categories = values;
        return;
    }
    let known: HashSet<&str> = field.categories.iter().map(|category| category.value.as_str()).collect();
    let text =
        Text::new("categories 中没有此值：enum 应是其中一部分。", "The categories have no such value: expected enum to be some of them.");
    for category in values.iter().filter(|category| !known.contains(category.value.as_str())) {
        faults.add("descriptor", place, &category.value, text.clone());
    }
    let allowed: HashSet<&str> = values.iter().map(|category| category.value.as_str()).collect();
    field.categories.retain(|category| allowed.contains(category.value.as_str()));
}

/// Values are of the field's type, written as they will be compared, each once; a basis column has its own.
fn settled(field: &Field, categories: Vec<Category>, place: &str, faults: &mut Faults<'_>) -> Vec<Category> {
    let mut listed = HashSet::new();
    let mut out = Vec::new();
    for category in categories {
        let Some(value) = value::canonical(field, &category.value).map(Cow::into_owned) else {
            faults.add("descriptor", place, &category.value, value::expected(field));
            continue;
        };
        if field.id == BASIS_COLUMN && Basis::from_id(&value).is_none() {
            let text = Text::new("应为 published、inferred 或 illustrative。", "Expected published, inferred or illustrative.");
            faults.add("basis", place, &value, text);
        } else if !listed.insert(value.clone()) {
            faults.add("duplicate", place, &value, Text::new("同一取值列出了两次。", "The value is listed twice."));
        } else {
            out.push(Category { value, ..category });
        }
    }
    out
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

/// Missing values are tokens, or `{ value, label, reason }`. The label is free; without a reason of ours it may be the reason itself.
pub(super) fn missing_tokens(values: &[Value], faults: &mut Faults<'_>, place: &str) -> Vec<(String, Missing)> {
    let mut out: Vec<(String, Missing)> = Vec::new();
    let mut listed = HashSet::new();
    for json in values {
        let object = json.as_object();
        let is_text = |key: &str| object.and_then(|json| json.get(key)).is_none_or(Value::is_string);
        let word = |key: &str| object.and_then(|json| word(json, key));
        let Some(token) = json.as_str().map(str::to_string).or_else(|| word("value")).filter(|_| is_text("label") && is_text("reason"))
        else {
            let text = Text::new(
                "应为文本，或 { value, label, reason }，三者都是文本。",
                "Expected a text, or { value, label, reason } with texts.",
            );
            faults.add("descriptor", place, &json.to_string(), text);
            continue;
        };
        let reason = match (word("reason"), word("label")) {
            (Some(reason), _) => Missing::from_id(&reason).unwrap_or_else(|| {
                let text = Text::new(
                    "reason 应为 not_reported、suppressed 或 not_applicable。",
                    "Expected the reason not_reported, suppressed or not_applicable.",
                );
                faults.add("descriptor", place, &reason, text);
                Missing::NotReported
            }),
            (None, label) => label.and_then(|label| Missing::from_id(&label)).unwrap_or(Missing::NotReported),
        };
        if !listed.insert(token.clone()) {
            faults.add("duplicate", place, &token, Text::new("同一缺失记号列出了两次。", "The token is listed twice."));
            continue;
        }
        out.push((token, reason));
    }
    out
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

/// A JSON value for the eye.
pub(super) fn shown(value: &Value) -> String {
    scalar(value).unwrap_or_else(|| value.to_string())
}

fn word(json: &serde_json::Map<String, Value>, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_string)
}

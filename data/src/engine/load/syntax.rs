//! The two descriptors as text: JSON and TOML that cannot be read become faults with their line. Used by `load` and `dashboard`.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::super::fault::{Fault, FaultReport};
use crate::Text;

/// The bytes of a descriptor as text; bytes that are no UTF-8 are a fault.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8], report: &mut FaultReport) -> Option<&'a str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let line = line_of(bytes, error.valid_up_to());
            report.push(
                Fault::new(file, "encoding", Text::new("应为 UTF-8 编码，请另存为 UTF-8。", "Expected UTF-8: save the file as UTF-8."))
                    .row(line),
            );
            None
        }
    }
}

/// Reads JSON; a fault names the line and, in its text, the character in the line.
pub(super) fn json<T: DeserializeOwned>(file: &str, text: &str, report: &mut FaultReport) -> Option<T> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let whole = error.to_string();
            let message = whole.rfind(" at line ").map_or(whole.as_str(), |at| &whole[..at]);
            let said = in_words(message);
            let column = error.column();
            let text = Text::new(format!("第 {column} 字符：{}", said.zh), format!("Character {column}: {}", said.en));
            let rule = if error.is_data() { "descriptor" } else { "json" };
            report.push(match key_of(message) {
                Some(key) => Fault::new(file, rule, text).row(error.line() as u64).column(key),
                None => Fault::new(file, rule, text).row(error.line() as u64),
            });
            None
        }
    }
}

/// What toml says about a place in `input`. `place`: the entry it is about.
pub(super) fn toml_fault(file: &str, input: &str, error: &toml::de::Error, rule: &'static str, place: Option<&str>) -> Fault {
    let fault = Fault::new(file, rule, in_words(error.message())).row(line(input, error.span()));
    match (place, key_of(error.message())) {
        (None, None) => fault,
        (Some(place), None) => fault.column(place),
        (None, Some(key)) => fault.column(key),
        (Some(place), Some(key)) => fault.column(format!("{place}: {key}")),
    }
}

/// The line where a span begins.
pub(super) fn line(input: &str, span: Option<Range<usize>>) -> Option<u64> {
    span.map(|span| line_of(input.as_bytes(), span.start))
}

/// The line, from 1, of the byte at `offset`.
fn line_of(bytes: &[u8], offset: usize) -> u64 {
    1 + bytes[..offset.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() as u64
}

/// The key that a message of serde names.
fn key_of(message: &str) -> Option<&str> {
    ["unknown field `", "missing field `", "duplicate field `"].iter().find_map(|start| message.strip_prefix(start)?.split('`').next())
}

/// A message of serde in both languages.
fn in_words(message: &str) -> Text {
    let zh = translate(message).unwrap_or_else(|| format!("无法读取：{message}"));
    let mut en: String = message.trim().replace('\n', " ");
    if let Some(first) = en.get(..1) {
        en = first.to_uppercase() + &en[1..];
    }
    if !en.ends_with('.') {
        en.push('.');
    }
    Text::new(zh + "。", en)
}

fn translate(message: &str) -> Option<String> {
    let expected = |rest: &str| rest.replace("expected one of ", "应为以下之一：").replace("expected ", "应为 ").replace(", ", "、");
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (key, rest) = rest.split_once(", ")?;
        return Some(format!("没有名为 {key} 的键，{}", expected(rest)));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (value, rest) = rest.split_once(", ")?;
        return Some(format!("不能取 {value}，{}", expected(rest)));
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return Some(format!("缺少键 {key}"));
    }
    if let Some(key) = message.strip_prefix("duplicate field ") {
        return Some(format!("键 {key} 重复"));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, rest) = rest.split_once(", ")?;
        return Some(format!("类型不对：写的是 {found}，{}", expected(rest)));
    }
    None
}

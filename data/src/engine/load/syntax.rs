//! Descriptors as text, and JSON as a tree: what cannot be read becomes a fault with its line and character, in words. Used by `load`,
//! `shapes` and `dashboard`; `words` has the words.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::words;
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

/// Reads JSON in which no object has a key twice, while there is time.
pub(super) fn json(file: &str, text: &str, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<Value> {
    let time = RefCell::new(Time { file, budget, over: None });
    let mut reader = serde_json::Deserializer::from_str(text);
    // The recursion limit of serde_json keeps deep brackets from the stack.
    let value = InTime(&time).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match (value, time.into_inner().over) {
        (Ok(value), _) => return Some(value),
        (Err(_), Some(over)) => report.push(over),
        (Err(error), None) => {
            let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
            let said = words::json(&error, character(line, error.column().saturating_sub(1)));
            report.push(Fault::new(file, "json", said).row(error.line() as u64));
        }
    }
    None
}

/// The budget of a file that is being read; `over` has the fault once there is no time left.
struct Time<'a, 'b> {
    file: &'a str,
    budget: &'a mut Budget<'b>,
    over: Option<Fault>,
}

/// Reads one value, each of which is a step.
#[derive(Clone, Copy)]
struct InTime<'t, 'a, 'b>(&'t RefCell<Time<'a, 'b>>);

impl InTime<'_, '_, '_> {
    fn step<E: Error>(self) -> Result<(), E> {
        let mut time = self.0.borrow_mut();
        let file = time.file;
        time.over = time.budget.step(1, file);
        if time.over.is_some() { Err(E::custom("no time is left")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for InTime<'_, '_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.step()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for InTime<'_, '_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Value, E> {
        Ok(Value::Bool(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_string()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = items.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(words::twice(&key)));
            }
            map.insert(key, entries.next_value_seed(self)?);
        }
        Ok(Value::Object(map))
    }
}

/// The line where a span begins, and the character in it.
pub(super) fn place(input: &str, span: Range<usize>) -> (u64, usize) {
    (line_of(input.as_bytes(), span.start), character(input, span.start))
}

/// The line, from 1, of the byte at `offset`.
fn line_of(bytes: &[u8], offset: usize) -> u64 {
    1 + bytes[..offset.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() as u64
}

/// The character in its line, from 1, of the byte at `offset`.
fn character(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    1 + String::from_utf8_lossy(&before[start..]).chars().count()
}

//! A JSON object of a descriptor, read key by key. A value of another type than its key takes is a fault that says what stands there and what
//! would be right, and counts as left out; so does `null`, without a fault. Used by `package`.

use serde_json::{Map, Value};

use super::Faults;
use super::fields::shown;
use crate::Text;

/// An object, and where it stands: `schema: `, behind the place of the faults.
pub(super) struct Object {
    json: Map<String, Value>,
    within: String,
}

/// What a key takes.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Truth,
    List,
    Object,
}

impl Shape {
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Shape::Text => ("文本", "a text"),
            Shape::Truth => ("真假值 true 或 false", "true or false"),
            Shape::List => ("列表 [ ]", "a list [ ]"),
            Shape::Object => ("对象 { }", "an object { }"),
        }
    }
}

impl Object {
    /// `key`: where the value stands, empty for a whole file. `None`: it is no object, which was reported.
    pub(super) fn new(value: Value, key: &str, faults: &mut Faults<'_>) -> Option<Object> {
        match value {
            Value::Object(json) => Some(Object { json, within: if key.is_empty() { String::new() } else { format!("{key}: ") } }),
            other => {
                other_than(Shape::Object, &other, key, faults);
                None
            }
        }
    }

    /// The value of a key, whatever it is.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.json.remove(key).filter(|value| !value.is_null())
    }

    /// The value of a key that must be there: an object, or what stands for one.
    pub(super) fn needed_value(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Value> {
        if self.lacks(key) { self.missing(Shape::Object, key, faults) } else { self.take(key) }
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            other => self.wrong(Shape::Text, &other, key, faults),
        }
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<String> {
        if self.lacks(key) { self.missing(Shape::Text, key, faults) } else { self.text(key, faults) }
    }

    /// `true` or `false`.
    pub(super) fn truth(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<bool> {
        match self.take(key)? {
            Value::Bool(is) => Some(is),
            other => self.wrong(Shape::Truth, &other, key, faults),
        }
    }

    /// A list.
    pub(super) fn list(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Vec<Value>> {
        match self.take(key)? {
            Value::Array(list) => Some(list),
            other => self.wrong(Shape::List, &other, key, faults),
        }
    }

    /// A list of texts that must be there.
    pub(super) fn texts(&mut self, key: &str, faults: &mut Faults<'_>) -> Vec<String> {
        if self.lacks(key) {
            return self.missing(Shape::List, key, faults).unwrap_or_default();
        }
        let mut texts = Vec::new();
        for (at, value) in self.list(key, faults).into_iter().flatten().enumerate() {
            match value {
                Value::String(text) => texts.push(text),
                other => other_than(Shape::Text, &other, &self.place(&format!("{key}[{at}]")), faults),
            }
        }
        texts
    }

    /// A list of objects; what is none is left out.
    pub(super) fn objects(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Vec<Object>> {
        let list = self.list(key, faults)?;
        let key = self.place(key);
        Some(list.into_iter().enumerate().filter_map(|(at, value)| Object::new(value, &format!("{key}[{at}]"), faults)).collect())
    }

    /// A list of objects that must be there; what is none is left out.
    pub(super) fn needed_objects(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Vec<Object>> {
        if self.lacks(key) { self.missing(Shape::List, key, faults) } else { self.objects(key, faults) }
    }

    /// An object.
    pub(super) fn object(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Object> {
        Object::new(self.take(key)?, &self.place(key), faults)
    }

    /// An object that must be there.
    pub(super) fn needed_object(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Object> {
        if self.lacks(key) { self.missing(Shape::Object, key, faults) } else { self.object(key, faults) }
    }

    /// What is left of it.
    pub(super) fn rest(self) -> Map<String, Value> {
        self.json
    }

    /// The same, from where its faults have a place of their own.
    pub(super) fn alone(self) -> Object {
        Object { within: String::new(), ..self }
    }

    fn place(&self, key: &str) -> String {
        format!("{}{key}", self.within)
    }

    fn lacks(&self, key: &str) -> bool {
        self.json.get(key).is_none_or(Value::is_null)
    }

    fn wrong<T>(&self, shape: Shape, found: &Value, key: &str, faults: &mut Faults<'_>) -> Option<T> {
        other_than(shape, found, &self.place(key), faults);
        None
    }

    fn missing<T>(&self, shape: Shape, key: &str, faults: &mut Faults<'_>) -> Option<T> {
        let (zh, en) = shape.said();
        faults.add(
            "descriptor",
            &self.place(key),
            "",
            Text::new(format!("缺少此键：应为{zh}。"), format!("The key is missing: expected {en}.")),
        );
        None
    }
}

fn other_than(shape: Shape, found: &Value, key: &str, faults: &mut Faults<'_>) {
    let expected = shape.said();
    let there = match found {
        Value::Null => ("null", "null"),
        Value::Bool(_) => ("真假值", "a truth value"),
        Value::Number(_) => ("数值", "a number"),
        Value::String(_) => ("文本", "a text"),
        Value::Array(_) => ("列表", "a list"),
        Value::Object(_) => ("对象", "an object"),
    };
    let text = Text::new(format!("应为{}，写的是{}。", expected.0, there.0), format!("Expected {}, found {}.", expected.1, there.1));
    faults.add("descriptor", key, &shown(found), text);
}

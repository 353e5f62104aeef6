//! JSON as the client reads it. serde's derived readers would cost the client as much as the charts do; this is one small parser, and `read`
//! makes a report of what it gives. Called by `read`.

use data::query::json_string;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text; `None` when it is not JSON.
    pub(super) fn parse(text: &str) -> Option<Json> {
        let mut parser = Parser { text, at: 0 };
        let value = parser.value(0)?;
        parser.space();
        (parser.at == text.len()).then_some(value)
    }
}

/// How deep values may lie in each other.
const DEEPEST: u8 = 60;

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes past `word`, if it stands here.
    fn eat(&mut self, word: &str) -> Option<()> {
        self.space();
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        self.space();
        match self.peek()? {
            _ if depth > DEEPEST => None,
            b'n' => self.eat("null").map(|()| Json::Null),
            b't' => self.eat("true").map(|()| Json::Bool(true)),
            b'f' => self.eat("false").map(|()| Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut list = Vec::new();
                self.items("]", &mut |parser| {
                    list.push(parser.value(depth + 1)?);
                    Some(())
                })?;
                Some(Json::List(list))
            }
            b'{' => {
                let mut object = Vec::new();
                self.items("}", &mut |parser| {
                    let name = parser.string()?;
                    parser.eat(":")?;
                    object.push((name, parser.value(depth + 1)?));
                    Some(())
                })?;
                Some(Json::Object(object))
            }
            _ => self.number(),
        }
    }

    /// The items between the bracket that stands here and `close`.
    fn items(&mut self, close: &str, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            self.space();
            item(self)?;
            if self.eat(",").is_none() {
                return self.eat(close);
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let rest = self.text.get(self.at..)?;
        let length = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let number = float(rest.get(..length)?)?;
        self.at += length;
        Some(Json::Number(number))
    }

    fn string(&mut self) -> Option<String> {
        self.eat("\"")?;
        json_string(self.text, &mut self.at)
    }
}

/// A number. The browser has a parser of its own, which spares the client the tables of Rust's.
#[cfg(target_arch = "wasm32")]
fn float(text: &str) -> Option<f64> {
    let number = leptos::web_sys::js_sys::Number::from(leptos::wasm_bindgen::JsValue::from_str(text)).value_of();
    (!text.is_empty() && !number.is_nan()).then_some(number)
}

#[cfg(not(target_arch = "wasm32"))]
fn float(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let text = |text: &str| Json::Text(text.to_string());
        for (written, value) in [
            ("null", Some(Json::Null)),
            (" true ", Some(Json::Bool(true))),
            ("-1.5e3", Some(Json::Number(-1500.0))),
            (r#""a\"\\\/\n\u957f\ud83d\ude00春""#, Some(text("a\"\\/\n长😀春"))),
            ("[]", Some(Json::List(Vec::new()))),
            (r#"[1, "x"]"#, Some(Json::List(vec![Json::Number(1.0), text("x")]))),
            (r#"{"a" : {}}"#, Some(Json::Object(vec![("a".into(), Json::Object(Vec::new()))]))),
            ("", None),
            ("[1,]", None),
            ("[1", None),
            ("nul", None),
            ("1 2", None),
            ("1-2", None),
            (r#""\ud83d""#, None),
            (r#""\ud83d\u0041""#, None),
            (r#""\u12""#, None),
            (r#"{"a"}"#, None),
        ] {
            assert_eq!(Json::parse(written), value, "{written}");
        }
        assert_eq!(Json::parse(&"[".repeat(5000)), None);
    }
}

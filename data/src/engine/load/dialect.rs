//! How a file is written: the standard's Table Dialect as a value. `tables` reads it from the descriptor, `scan` obeys it.

use serde_json::{Map, Value};

use super::{Faults, fields};
use crate::Text;

/// A Table Dialect. No mark is empty or another's beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Stands between two fields.
    pub delimiter: String,
    /// Ends a line; `None`: CR LF, LF or CR, each of them.
    pub line_end: Option<String>,
    /// Encloses a field; `None`: nothing does.
    pub quote: Option<char>,
    /// Inside quotes, two quotes are one.
    pub double_quote: bool,
    /// Makes the character behind it a plain one.
    pub escape: Option<char>,
    /// Spaces behind a delimiter are not of the field.
    pub skip_initial_space: bool,
    /// A line that begins with it is left out.
    pub comment: Option<String>,
    /// Rows left out, from 1, ascending.
    pub comment_rows: Vec<usize>,
    /// The rows of the header, from 1, ascending; none: the file has no header. Comments are counted.
    pub header_rows: Vec<usize>,
    /// Stands between the cells of a column's header of several rows.
    pub header_join: String,
    /// A field written so is missing.
    pub null: Option<String>,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect {
            delimiter: ",".into(),
            line_end: None,
            quote: Some('"'),
            double_quote: true,
            escape: None,
            skip_initial_space: false,
            comment: None,
            comment_rows: Vec::new(),
            header_rows: vec![1],
            header_join: " ".into(),
            null: None,
        }
    }
}

impl Dialect {
    /// Whether the row, from 1, is one that the dialect leaves out.
    pub(super) fn leaves_out(&self, row: usize) -> bool {
        let is_above = self.header_rows.last().is_some_and(|last| row < *last) && self.header_rows.binary_search(&row).is_err();
        is_above || self.comment_rows.binary_search(&row).is_ok()
    }
}

/// Reads a dialect as a descriptor has it; what is wrong is a fault.
pub(super) fn read(json: &Map<String, Value>, faults: &mut Faults<'_>) -> Dialect {
    let mut dialect = Dialect::default();
    let has_quote = json.contains_key("quoteChar");
    for (key, value) in json {
        let shown = fields::shown(value);
        let mut wrong = |text: Text| faults.add("descriptor", &format!("dialect: {key}"), &shown, text);
        let text = value.as_str().filter(|text| !text.is_empty()).map(str::to_string);
        let char = text.as_ref().and_then(|text| Some(text.chars().next()?).filter(|char| char.len_utf8() == text.len()));
        let is = value.as_bool();
        let rows: Option<Vec<usize>> =
            value.as_array().and_then(|rows| rows.iter().map(|row| row.as_u64().filter(|row| *row > 0).map(|row| row as usize)).collect());
        match (key.as_str(), text, char, is, rows) {
            ("delimiter", Some(text), ..) => dialect.delimiter = text,
            // Written out, the default means what it means left out: each of the usual line ends.
            ("lineTerminator", Some(text), ..) => dialect.line_end = Some(text).filter(|text| text != "\r\n"),
            ("quoteChar", _, Some(char), ..) => dialect.quote = Some(char),
            ("escapeChar", _, Some(char), ..) => {
                dialect.escape = Some(char);
                // The standard has one or the other; both where both are written.
                dialect.quote = dialect.quote.filter(|_| has_quote);
            }
            ("commentChar", Some(text), ..) => dialect.comment = Some(text),
            ("nullSequence", Some(text), ..) => dialect.null = Some(text),
            ("headerJoin", ..) if value.is_string() => dialect.header_join = value.as_str().unwrap_or_default().to_string(),
            ("doubleQuote", .., Some(is), _) => dialect.double_quote = is,
            ("skipInitialSpace", .., Some(is), _) => dialect.skip_initial_space = is,
            ("header", .., Some(false), _) => dialect.header_rows.clear(),
            ("header", .., Some(true), _) => {}
            ("commentRows", .., Some(mut rows)) => {
                rows.sort_unstable();
                dialect.comment_rows = rows;
            }
            ("headerRows", .., Some(rows)) if rows.is_sorted_by(|a: &usize, b| a < b) => {
                dialect.header_rows = if json.get("header") == Some(&Value::Bool(false)) { Vec::new() } else { rows };
            }
            ("quoteChar" | "escapeChar", ..) => wrong(Text::new("应为一个字符。", "Expected one character.")),
            ("delimiter" | "lineTerminator" | "commentChar" | "nullSequence" | "headerJoin", ..) => {
                wrong(Text::new("应为一个或几个字符。", "Expected one or more characters."));
            }
            ("doubleQuote" | "skipInitialSpace" | "header", ..) => wrong(Text::new("应为 true 或 false。", "Expected true or false.")),
            ("commentRows" | "headerRows", ..) => {
                wrong(Text::new(
                    "应为行号列表，从 1 起，依次增大，如 [1, 2]。",
                    "Expected a list of row numbers from 1, ascending, such as [1, 2].",
                ));
            }
            _ => {}
        }
    }
    clashes(&dialect, faults);
    dialect
}

/// Two marks of which one begins like the other cannot be told apart.
fn clashes(dialect: &Dialect, faults: &mut Faults<'_>) {
    let marks = [
        ("delimiter", Some(dialect.delimiter.clone())),
        ("quoteChar", dialect.quote.map(String::from)),
        ("escapeChar", dialect.escape.map(String::from)),
        ("commentChar", dialect.comment.clone()),
        ("lineTerminator", dialect.line_end.clone()),
        ("lineTerminator", dialect.line_end.is_none().then(|| "\r".into())),
        ("lineTerminator", dialect.line_end.is_none().then(|| "\n".into())),
    ];
    for (at, (key, mark)) in marks.iter().enumerate() {
        let Some(mark) = mark else { continue };
        for (other, earlier) in &marks[..at] {
            if earlier.as_ref().is_some_and(|earlier| earlier.starts_with(mark.as_str()) || mark.starts_with(earlier.as_str())) {
                let text = Text::new(
                    format!("与 {other} 分不开：应为不同的字符。"),
                    format!("Not to be told from {other}: expected other characters."),
                );
                faults.add("descriptor", &format!("dialect: {key}"), mark, text);
            }
        }
    }
}

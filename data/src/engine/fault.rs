//! What is wrong with a bundle: every fault with its place, capped at [`CAP`] a rule, with the full count. Shown by `clusterboard check` and on `/`.

use std::fmt;

use serde::Serialize;

use crate::{Lang, Text};

/// Faults listed for one rule; the rest are only counted.
pub const CAP: usize = 100;

/// Characters of a value that a fault quotes.
const LONGEST_VALUE: usize = 120;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file, relative to the bundle.
    pub file: String,
    /// The line in the file, from 1 (the header is line 1), where it is about a row.
    pub row: Option<u64>,
    /// The column, or the key in a descriptor.
    pub column: Option<String>,
    /// The value as written.
    pub value: Option<String>,
    /// The rule's id: `type`, `required`, `unique`, `enum`, `minimum`, `maximum`, `pattern`, `primary_key`, `foreign_key`, `header`, `ragged`, `encoding`, `descriptor` …
    pub rule: &'static str,
    /// What is wrong and what would be right.
    pub text: Text,
}

impl Fault {
    /// A fault in `file`; the rest of its place is added with [`row`](Fault::row), [`column`](Fault::column) and [`value`](Fault::value).
    pub fn new(file: impl Into<String>, rule: &'static str, text: Text) -> Fault {
        Fault { file: file.into(), row: None, column: None, value: None, rule, text }
    }

    /// With the line in the file.
    pub fn row(mut self, row: impl Into<Option<u64>>) -> Fault {
        self.row = row.into();
        self
    }

    /// With the column, or the key in a descriptor.
    pub fn column(mut self, column: impl Into<String>) -> Fault {
        self.column = Some(column.into());
        self
    }

    /// With the value as written; a long one is cut.
    pub fn value(mut self, value: &str) -> Fault {
        self.value = Some(match value.char_indices().nth(LONGEST_VALUE) {
            None => value.to_string(),
            Some((end, _)) => format!("{}…", &value[..end]),
        });
        self
    }

    /// One line for a terminal: `file:row column "value": text (rule)`. Control characters are escaped.
    pub fn print(&self, lang: Lang) -> String {
        let mut out = self.file.clone();
        if let Some(row) = self.row {
            out.push_str(&format!(":{row}"));
        }
        if let Some(column) = &self.column {
            out.push_str(&format!(" {column}"));
        }
        if let Some(value) = &self.value {
            out.push_str(&format!(" \"{value}\""));
        }
        out.push_str(&format!(": {} ({})", self.text.get(lang), self.rule));
        let mut plain = String::with_capacity(out.len());
        for char in out.chars() {
            if char.is_control() { plain.extend(char.escape_default()) } else { plain.push(char) }
        }
        plain
    }
}

/// All that is wrong with one bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FaultReport {
    /// The bundle's id.
    pub bundle: String,
    /// Faults in the order found, at most [`CAP`] of each rule.
    pub faults: Vec<Fault>,
    /// How many there are of each rule, in the order first found.
    pub counts: Vec<(&'static str, usize)>,
}

impl FaultReport {
    /// A report on the bundle `bundle`, empty so far.
    pub fn new(bundle: &str) -> FaultReport {
        FaultReport { bundle: bundle.to_string(), ..FaultReport::default() }
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        self.push_with(fault.rule, || fault);
    }

    /// Counts a fault of `rule`, and makes and lists it unless [`CAP`] of the rule are listed already.
    pub fn push_with(&mut self, rule: &'static str, fault: impl FnOnce() -> Fault) {
        let at = match self.counts.iter().position(|(known, _)| *known == rule) {
            Some(at) => at,
            None => {
                self.counts.push((rule, 0));
                self.counts.len() - 1
            }
        };
        self.counts[at].1 += 1;
        if self.counts[at].1 <= CAP {
            self.faults.push(fault());
        }
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many faults there are, listed or not.
    pub fn count(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// For a terminal: a line a fault, then for each rule how many of how many are listed, then the sum.
    pub fn print(&self, lang: Lang) -> String {
        let mut out = String::new();
        for fault in &self.faults {
            out.push_str(&fault.print(lang));
            out.push('\n');
        }
        for (rule, count) in &self.counts {
            let (listed, count) = (grouped((*count).min(CAP)), grouped(*count));
            out.push_str(&match lang {
                Lang::Zh => format!("{rule}：共 {count} 处，列出 {listed} 处\n"),
                Lang::En => format!("{rule}: {listed} of {count} listed\n"),
            });
        }
        let (bundle, count) = (&self.bundle, grouped(self.count()));
        out.push_str(&match lang {
            Lang::Zh => format!("数据包 {bundle}：共 {count} 处错误\n"),
            Lang::En => format!("bundle {bundle}: {count} faults\n"),
        });
        out
    }
}

impl fmt::Display for FaultReport {
    /// As [`print`](FaultReport::print) in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print(Lang::En))
    }
}

/// `2345` as `2,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

//! What is wrong with a bundle: every fault with its place, capped at [`CAP`] a rule, with the full count. What is only odd about it is a
//! warning: it has the shape of a fault, and the bundle is served. Shown by `clusterboard check` and on `/`; warnings also in `report.json`.

use std::fmt;

use serde::Serialize;

use crate::report::Warning;
use crate::text::{self, counted};
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

impl From<&Fault> for Warning {
    /// As a report has it.
    fn from(fault: &Fault) -> Warning {
        let Fault { file, row, column, value, rule, text } = fault.clone();
        Warning { file, row, column, value, rule: rule.to_string(), text }
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
    /// What is odd beside them.
    pub warnings: Warnings,
}

/// What is odd about one bundle: it is served all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Warnings {
    /// Warnings in the order found, at most [`CAP`] of each rule.
    pub list: Vec<Fault>,
    /// How many there are of each rule, in the order first found.
    pub counts: Vec<(&'static str, usize)>,
}

impl Warnings {
    /// True when nothing is odd.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many warnings there are, listed or not.
    pub fn count(&self) -> usize {
        sum(&self.counts)
    }

    /// For a terminal: a line a warning, then for each rule how many of how many are listed.
    pub fn print(&self, lang: Lang) -> String {
        let word = match lang {
            Lang::Zh => "提示：",
            Lang::En => "warning: ",
        };
        print_list(&self.list, &self.counts, word, lang)
    }
}

/// Counts one of `rule`; true while fewer than [`CAP`] of it are listed.
fn is_listed(counts: &mut Vec<(&'static str, usize)>, rule: &'static str) -> bool {
    let at = match counts.iter().position(|(known, _)| *known == rule) {
        Some(at) => at,
        None => {
            counts.push((rule, 0));
            counts.len() - 1
        }
    };
    counts[at].1 += 1;
    counts[at].1 <= CAP
}

fn sum(counts: &[(&'static str, usize)]) -> usize {
    counts.iter().map(|(_, count)| count).sum()
}

fn print_list(list: &[Fault], counts: &[(&'static str, usize)], word: &str, lang: Lang) -> String {
    let mut out = String::new();
    for fault in list {
        out.push_str(&format!("{word}{}\n", fault.print(lang)));
    }
    for (rule, count) in counts {
        let (listed, count) = (grouped((*count).min(CAP)), grouped(*count));
        out.push_str(&match lang {
            Lang::Zh => format!("{word}{rule}：共 {count} 处，列出 {listed} 处\n"),
            Lang::En => format!("{word}{rule}: {listed} of {count} listed\n"),
        });
    }
    out
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
        if is_listed(&mut self.counts, rule) {
            self.faults.push(fault());
        }
    }

    /// Adds a warning.
    pub fn warn(&mut self, warning: Fault) {
        self.warn_with(warning.rule, || warning);
    }

    /// Counts a warning of `rule`, and makes and lists it unless [`CAP`] of the rule are listed already.
    pub fn warn_with(&mut self, rule: &'static str, warning: impl FnOnce() -> Fault) {
        if is_listed(&mut self.warnings.counts, rule) {
            self.warnings.list.push(warning());
        }
    }

    /// Adds a fault, if there is one.
    pub fn extend(&mut self, fault: Option<Fault>) {
        fault.into_iter().for_each(|fault| self.push(fault));
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many faults there are, listed or not.
    pub fn count(&self) -> usize {
        sum(&self.counts)
    }

    /// For a terminal: a line a fault, then for each rule how many of how many are listed, the same for warnings, then the sum of faults.
    pub fn print(&self, lang: Lang) -> String {
        let mut out = print_list(&self.faults, &self.counts, "", lang);
        out.push_str(&self.warnings.print(lang));
        let bundle = &self.bundle;
        out.push_str(&match lang {
            Lang::Zh => format!("数据包 {bundle}：共 {} 处错误\n", grouped(self.count())),
            Lang::En => format!("bundle {bundle}: {}\n", counted(self.count(), ["fault", "faults"])),
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
    text::grouped(&number.to_string())
}

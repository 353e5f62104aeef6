//! The records of one file, as the scanner passes them: the header, blank lines, widths, and quotes that swallowed lines. What is no record is
//! a fault worded here, and reading goes on behind it. Used by `rows`.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::super::budget::Budget;
use super::super::fault::{CAP, Fault, FaultReport};
use super::dialect::Dialect;
use super::scan::{Broken, Flaw, LONG, Record, Scanner, Step};
use crate::Text;
use crate::guard::unguarded;
use crate::text::counted;

/// A file's text and where its lines end: found once, and only when a fault asks.
pub(super) struct Lines {
    text: Cow<'static, str>,
    ends: OnceCell<Vec<usize>>,
}

impl Lines {
    pub(super) fn new(text: Cow<'static, str>) -> Lines {
        Lines { text, ends: OnceCell::new() }
    }

    /// The line, from 1, of the byte at `offset`.
    pub(super) fn at(&self, offset: usize) -> u64 {
        1 + self.ends().partition_point(|end| *end < offset) as u64
    }

    /// The character in its line, from 1, at `offset`.
    fn character(&self, offset: usize) -> usize {
        let ends = self.ends();
        let before = ends.partition_point(|end| *end < offset);
        let start = before.checked_sub(1).map_or(0, |before| ends[before] + 1);
        1 + self.text[start..offset].chars().count()
    }

    fn ends(&self) -> &[usize] {
        self.ends.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let is_end = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            (0..bytes.len()).filter(|at| is_end(*at)).collect()
        })
    }
}

/// Reads one file record by record.
pub(super) struct Records<'a> {
    path: &'a str,
    lines: &'a Lines,
    dialect: &'a Dialect,
    scanner: Scanner<'a>,
    /// The record that [`next`](Records::next) found.
    pub(super) record: Record,
    /// The names of the columns.
    head: Vec<String>,
    /// Where the first of the blank lines stand that are faults if a record follows, and how many there are.
    blank: (Vec<usize>, usize),
    /// False once something was no record.
    pub(super) complete: bool,
}

impl<'a> Records<'a> {
    /// At the beginning of a file.
    pub(super) fn new(path: &'a str, lines: &'a Lines, dialect: &'a Dialect) -> Records<'a> {
        let scanner = Scanner::new(&lines.text, dialect);
        Records { path, lines, dialect, scanner, record: Record::default(), head: Vec::new(), blank: (Vec::new(), 0), complete: true }
    }

    /// The value of a field of the record.
    pub(super) fn get(&self, column: usize) -> &str {
        self.record.get(&self.lines.text, column)
    }

    /// Reads the header: its names, and where it begins. `columns`: the names of a file without one. `None`: there is none, which was reported.
    pub(super) fn head(
        &mut self,
        columns: impl Iterator<Item = String>,
        budget: &mut Budget<'_>,
        report: &mut FaultReport,
    ) -> Option<(&[String], usize)> {
        if self.dialect.header_rows.is_empty() {
            self.head = columns.collect();
            return Some((&self.head, 0));
        }
        let mut names: Vec<Vec<String>> = Vec::new();
        let mut start = None;
        let mut rows = 0;
        while rows < self.dialect.header_rows.len() {
            match self.step(budget, report) {
                _ if budget.is_over() => return None,
                Some(Step::Record) if self.record.is_blank() => {}
                Some(Step::Record) => {
                    rows += 1;
                    start.get_or_insert(self.record.range.start);
                    names.resize(names.len().max(self.record.len()), Vec::new());
                    for (name, cell) in names.iter_mut().zip(self.record.values(&self.lines.text)) {
                        // A merged cell of a spreadsheet stands in one row only, or in each of them.
                        if rows == 1 || (!cell.is_empty() && name.last().is_none_or(|last| last != cell)) {
                            name.retain(|above| !above.is_empty());
                            name.push(unguarded(cell).to_string());
                        }
                    }
                }
                Some(Step::Comment) => {}
                Some(Step::Broken(broken)) => {
                    self.broken(&broken, report);
                    return None;
                }
                None => {
                    let text = Text::new("文件为空，应有表头。", "The file is empty: expected a header.");
                    report.push(Fault::new(self.path, "header", text).row(1));
                    self.complete = false;
                    return None;
                }
            }
        }
        self.head = names.iter().map(|name| name.join(&self.dialect.header_join)).collect();
        Some((&self.head, start.unwrap_or_default()))
    }

    /// One step of the scanner; `None` at the end, or where a limit was passed, which is reported.
    fn step(&mut self, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<Step> {
        let (path, start) = (self.path, self.scanner.position());
        let mut over = None;
        let step = self.scanner.step_while(&mut self.record, &mut |fields| {
            over = budget.count(fields, path, "columns", budget.limits.columns, ("列", "columns")).or_else(|| budget.step(LONG, path));
            over.is_none()
        });
        let over = over.or_else(|| budget.step(1 + self.record.len() % LONG, path));
        if let Some(fault) = over {
            report.push(fault.row(self.lines.at(start)));
            self.complete = false;
            return None;
        }
        step
    }

    /// Goes to the next record of the header's width; false at the end.
    pub(super) fn next(&mut self, budget: &mut Budget<'_>, report: &mut FaultReport) -> bool {
        while let Some(step) = self.step(budget, report) {
            match step {
                Step::Comment => {}
                Step::Broken(broken) => self.broken(&broken, report),
                // In a file of one column every line is a value.
                Step::Record if self.record.is_blank() && self.head.len() > 1 => {
                    self.blank.1 += 1;
                    if self.blank.0.len() < CAP {
                        self.blank.0.push(self.record.range.start);
                    }
                }
                Step::Record => {
                    self.blank_lines(report);
                    if self.is_whole(report) {
                        return true;
                    }
                    self.complete = false;
                }
            }
        }
        false
    }

    /// Blank lines between records; those at the end are nothing.
    fn blank_lines(&mut self, report: &mut FaultReport) {
        let (starts, count) = std::mem::take(&mut self.blank);
        for at in 0..count {
            report.push_with("blank", || {
                let start = starts.get(at).copied().unwrap_or_default();
                let text = Text::new(
                    "数据中间有空行：请删去；若是一行缺失值，应写出分隔符。",
                    "A blank line between rows: take it out; a row of missing values is written with its delimiters.",
                );
                Fault::new(self.path, "blank", text).row(self.lines.at(start))
            });
        }
    }

    /// Whether the record has the width of the header and no field of it holds another record.
    fn is_whole(&self, report: &mut FaultReport) -> bool {
        let (lines, record) = (self.lines, &self.record);
        if let Some((column, inside)) = record.swallowed(&lines.text, self.dialect) {
            report.push_with("quote", || {
                let (from, to) = (lines.at(record.start(column)), lines.at(inside));
                let text = Text::new(
                    format!("从第 {from} 行开始的引号内含有第 {to} 行整行，其分隔符数与本行相同：多半是某处多了或少了一个引号，否则请去掉值内的换行。"),
                    format!("The quotes that open on line {from} hold the whole of line {to}, which has as many delimiters as a row: likely a quote too many or too few; else take the line breaks out of the value."),
                );
                Fault::new(self.path, "quote", text).row(from).column(self.name(column)).value(self.get(column))
            });
            return false;
        }
        if record.len() != self.head.len() {
            report.push_with("ragged", || {
                let (found, expected) = (record.len(), self.head.len());
                let text = Text::new(
                    format!("此行有 {found} 个值，表头有 {expected} 列：请检查分隔符与引号。"),
                    format!(
                        "The row has {}, the header {}: check delimiters and quotes.",
                        counted(found, ["value", "values"]),
                        counted(expected, ["column", "columns"])
                    ),
                );
                Fault::new(self.path, "ragged", text).row(lines.at(record.range.start))
            });
            return false;
        }
        for column in record.over_lines(&lines.text) {
            report.warn_with("line_break", || {
                let text = Text::new("值内有换行，占多行。", "The value has line breaks in it: it stands on several lines.");
                Fault::new(self.path, "line_break", text)
                    .row(lines.at(record.start(column)))
                    .column(self.name(column))
                    .value(self.get(column))
            });
        }
        true
    }

    fn broken(&mut self, broken: &Broken, report: &mut FaultReport) {
        self.complete = false;
        report.push_with("quote", || {
            let (from, to, character) = (self.lines.at(broken.field), self.lines.at(broken.at), self.lines.character(broken.at));
            let text = &self.lines.text;
            let rest = &text[broken.at..];
            let value = match broken.flaw {
                Flaw::LeftOpen => text[broken.field..].trim_end_matches(['\n', '\r']),
                _ => &text[broken.field..broken.at + rest.find(['\n', '\r']).unwrap_or(rest.len())],
            };
            let is_after_space = text[broken.field..broken.at].chars().all(|char| char == ' ') && broken.field < broken.at;
            let fault = Fault::new(self.path, "quote", said(broken.flaw, from, to, character, is_after_space)).row(from).value(value);
            if self.head.is_empty() { fault } else { fault.column(self.name(broken.column)) }
        });
    }

    /// A column's name; its number beyond the header.
    fn name(&self, column: usize) -> String {
        self.head.get(column).cloned().unwrap_or_else(|| (column + 1).to_string())
    }
}

/// What is wrong with a quote that opens on line `from` and goes wrong at `character` of line `to`.
fn said(flaw: Flaw, from: u64, to: u64, character: usize, is_after_space: bool) -> Text {
    match flaw {
        Flaw::LeftOpen => Text::new(
            format!("第 {from} 行的引号未闭合：直到文件末尾都会成为同一个值。"),
            format!("The quote that opens on line {from} is left open: everything to the end of the file would be one value."),
        ),
        Flaw::AfterQuote => Text::new(
            format!(
                "第 {from} 行的引号在第 {to} 行第 {character} 字符之前闭合，其后应为分隔符或行尾：请补上或删去引号，值内的引号应写两次。"
            ),
            format!(
                "The quote that opens on line {from} closes before character {character} of line {to}, and neither a delimiter nor a line end follows: \
                 a quote is missing or too many; inside a value it is written twice."
            ),
        ),
        Flaw::StrayQuote if is_after_space => Text::new(
            format!("第 {to} 行第 {character} 字符：引号之前有空格，请删去空格，或在 dialect 中将 skipInitialSpace 设为 true。"),
            format!(
                "Line {to}, character {character}: a space stands before the quote; take it out, or set skipInitialSpace in the dialect."
            ),
        ),
        Flaw::StrayQuote => Text::new(
            format!("第 {to} 行第 {character} 字符：值不以引号开头，其中却有引号；应将整个值用引号括起，其中的引号写两次。"),
            format!(
                "Line {to}, character {character}: a quote in a value that does not begin with one; enclose the whole value in quotes and write the quote inside it twice."
            ),
        ),
        Flaw::LastEscape => Text::new(
            format!("第 {to} 行：文件以转义符结尾，其后应有字符。"),
            format!("Line {to}: the file ends with an escape character, and nothing follows it."),
        ),
    }
}

//! A table's CSV files to checked columns. Every record keeps the place where it begins, so that later checks can name its line. Used by `load`.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::column::Cells;
use super::decode::decode;
use super::dialect::Dialect;
use super::records::{Lines, Records};
use super::tables::{DataFiles, some_of};
use super::value;
use crate::Text;
use crate::guard::unguarded;
use crate::schema::Table;

/// A table's rows as read.
pub(super) struct Rows {
    /// One for each field.
    pub(super) columns: Vec<Cells>,
    files: Vec<FileRows>,
    /// False when rows were left out because they could not be read: what refers to them cannot be judged.
    pub(super) complete: bool,
}

/// Where the rows of one file begin.
struct FileRows {
    path: String,
    first: usize,
    starts: Vec<usize>,
    lines: Lines,
}

impl Rows {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.columns.first().map_or(0, Cells::len)
    }

    /// The file and the line of a row.
    pub(super) fn place(&self, row: usize) -> (&str, u64) {
        let at = self.files.partition_point(|file| file.first <= row).saturating_sub(1);
        match self.files.get(at) {
            Some(file) => (&file.path, file.starts.get(row - file.first).map_or(1, |start| file.lines.at(*start))),
            None => ("", 1),
        }
    }
}

/// A field that withholds others: its place, its values that do, and the places of the others.
struct Withholding<'a> {
    column: usize,
    when: &'a [String],
    columns: Vec<usize>,
}

/// How the files of a table are read.
struct Reading<'a> {
    table: &'a Table,
    dialect: &'a Dialect,
    withholding: Vec<Withholding<'a>>,
}

/// Reads and checks a table's files. `read` gives a file's bytes, or has reported why not.
pub(super) fn read(
    table: &Table,
    files: &DataFiles,
    mut bytes: impl FnMut(&str, &mut Budget<'_>, &mut FaultReport) -> Option<Cow<'static, [u8]>>,
    budget: &mut Budget<'_>,
    report: &mut FaultReport,
) -> Rows {
    let mut rows = Rows {
        columns: table.fields.iter().map(|field| Cells::new(field, budget.limits.pattern_bytes)).collect(),
        files: Vec::new(),
        complete: true,
    };
    let place = |id: &String| table.fields.place(id);
    let withholding: Vec<Withholding<'_>> = table
        .fields
        .iter()
        .enumerate()
        .filter_map(|(column, field)| {
            let suppress = field.suppress.as_ref()?;
            Some(Withholding { column, when: &suppress.when, columns: suppress.columns.iter().filter_map(place).collect() })
        })
        .collect();
    let reading = Reading { table, dialect: &files.dialect, withholding };
    for path in &files.paths {
        if budget.is_over() {
            rows.complete = false;
            break;
        }
        let text = bytes(path, budget, report).and_then(|bytes| decode(path, bytes, files.encoding, report));
        match text {
            Some(text) => read_file(&reading, path, text, &mut rows, budget, report),
            None => rows.complete = false,
        }
    }
    rows
}

fn read_file(
    reading: &Reading<'_>,
    path: &str,
    text: Cow<'static, str>,
    rows: &mut Rows,
    budget: &mut Budget<'_>,
    report: &mut FaultReport,
) {
    let Reading { table, dialect, withholding } = reading;
    // A cell is compared with its tokens, and a withholding one with what it withholds.
    let steps = table.fields.iter().map(|field| 1 + field.missing.len()).sum::<usize>()
        + withholding.iter().map(|field| field.when.len() + field.columns.len()).sum::<usize>();
    let first = rows.len();
    let lines = Lines::new(text);
    let mut starts = Vec::new();
    let mut records = Records::new(path, &lines, dialect);
    let columns = table.fields.iter().map(|field| field.id.clone());
    let is_sound = match records.head(columns, report) {
        Some((head, start)) => match budget.count(head.len(), path, "columns", budget.limits.columns, ("列", "columns")) {
            Some(fault) => {
                report.push(fault);
                false
            }
            None => check_head(table, path, head, &|| lines.at(start), report),
        },
        None => false,
    };
    let mut withheld = vec![false; table.fields.len()];
    while is_sound && records.next(report) {
        let start = records.record.range.start;
        if let Some(fault) = budget.row(table.fields.len(), steps, path) {
            report.push(fault.row(lines.at(start)));
            rows.complete = false;
            break;
        }
        starts.push(start);
        if !withholding.is_empty() {
            withheld.fill(false);
            for field in withholding {
                let value = value::canonical(&table.fields[field.column], unguarded(records.get(field.column)));
                if value.is_some_and(|value| field.when.iter().any(|when| *when == value)) {
                    field.columns.iter().for_each(|column| withheld[*column] = true);
                }
            }
        }
        for (at, ((cells, field), withheld)) in rows.columns.iter_mut().zip(&table.fields).zip(&withheld).enumerate() {
            let raw = records.get(at);
            cells.push(raw, *withheld, &mut |rule, text| {
                let line = || lines.at(records.record.start(at));
                report.push_with(rule, || Fault::new(path, rule, text()).row(line()).column(&field.id).value(raw));
            });
        }
    }
    rows.complete &= is_sound && records.complete;
    rows.files.push(FileRows { path: path.to_string(), first, starts, lines });
}

/// Compares the header with the schema; false when the rows below it cannot be read.
fn check_head(table: &Table, path: &str, head: &[String], line: &dyn Fn() -> u64, report: &mut FaultReport) -> bool {
    let before = report.count();
    let mut fault = |column: &str, zh: String, en: String| {
        report.push(Fault::new(path, "header", Text::new(zh, en)).row(line()).column(column));
    };
    let mut seen = HashSet::new();
    for column in head {
        if !seen.insert(column) {
            fault(column, format!("表头中“{column}”出现多次。"), format!("The header has “{column}” more than once."));
        } else if table.field(column).is_none() {
            fault(
                column,
                format!("schema 中没有列“{column}”：请在 datapackage.json 中声明或从文件中删去。"),
                format!("The schema has no column “{column}”: declare it in datapackage.json or take it out of the file."),
            );
        }
    }
    for field in &table.fields {
        if !seen.contains(&field.id) {
            fault(&field.id, format!("表头缺少列“{}”。", field.id), format!("The header lacks the column “{}”.", field.id));
        }
    }
    if report.count() == before && !head.iter().eq(table.fields.iter().map(|field| field.id.as_str())) {
        let order = some_of(table.fields.iter().map(|field| field.id.as_str()));
        let text = Text::new(
            format!("列的次序与 schema 不同，应为 {order}。"),
            format!("The columns stand in another order than in the schema: expected {order}."),
        );
        report.push(Fault::new(path, "header", text).row(line()));
    }
    report.count() == before
}

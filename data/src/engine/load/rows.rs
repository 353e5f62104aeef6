//! A table's CSV files to checked columns. Every record keeps the place where it begins, so that later checks can name its line. Used by `load`.

use std::borrow::Cow;

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::column::Cells;
use super::decode::decode;
use super::records::{Lines, Records};
use super::tables::DataFiles;
use super::value;
use crate::Missing;
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
    files: &'a DataFiles,
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
    let reading = Reading { table, files, withholding };
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
    let Reading { table, files, withholding } = reading;
    // A cell is compared with its tokens, and a withholding one with what it withholds.
    let steps = table.fields.iter().map(|field| 1 + field.missing.len()).sum::<usize>()
        + withholding.iter().map(|field| field.when.len() + field.columns.len()).sum::<usize>();
    let first = rows.len();
    let lines = Lines::new(text);
    let mut starts = Vec::new();
    let mut records = Records::new(path, &lines, &files.dialect);
    let columns = table.fields.iter().map(|field| field.id.clone());
    let places = match records.head(columns, budget, report) {
        Some((head, start)) => match budget.count(head.len(), path, "columns", budget.limits.columns, ("列", "columns")) {
            Some(fault) => {
                report.push(fault);
                None
            }
            None => files.matching.places(table, path, head, &|| lines.at(start), report),
        },
        None => None,
    };
    let is_sound = places.is_some();
    let places = places.unwrap_or_default();
    let mut withheld = vec![false; table.fields.len()];
    while is_sound && records.next(budget, report) {
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
                let value =
                    places[field.column].and_then(|place| value::canonical(&table.fields[field.column], unguarded(records.get(place))));
                if value.is_some_and(|value| field.when.iter().any(|when| *when == value)) {
                    field.columns.iter().for_each(|column| withheld[*column] = true);
                }
            }
        }
        for (at, ((cells, field), withheld)) in rows.columns.iter_mut().zip(&table.fields).zip(&withheld).enumerate() {
            let Some(place) = places[at] else {
                cells.miss(if *withheld { Missing::Suppressed } else { Missing::NotReported });
                continue;
            };
            let raw = records.get(place);
            cells.push(raw, *withheld, &mut |rule, text| {
                let line = || lines.at(records.record.start(place));
                report.push_with(rule, || Fault::new(path, rule, text()).row(line()).column(&field.id).value(raw));
            });
        }
    }
    rows.complete &= is_sound && records.complete;
    rows.files.push(FileRows { path: path.to_string(), first, starts, lines });
}

//! A table's CSV files to checked columns. Every record keeps the place where it begins, so that later checks can name its line. Used by `load`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use super::super::fault::{Fault, FaultReport};
use super::column::Cells;
use super::decode::decode;
use super::tables::DataFiles;
use crate::Text;
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

/// Where lines end: found once, and only when a fault asks.
struct Lines {
    text: Cow<'static, str>,
    ends: OnceCell<Vec<usize>>,
}

impl Lines {
    fn new(text: Cow<'static, str>) -> Lines {
        Lines { text, ends: OnceCell::new() }
    }

    /// The line, from 1, of the byte at `offset`.
    fn at(&self, offset: usize) -> u64 {
        let ends = self.ends.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let is_end = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            (0..bytes.len()).filter(|at| is_end(*at)).collect()
        });
        1 + ends.partition_point(|end| *end < offset) as u64
    }
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

/// Reads and checks a table's files. `read` gives a file's bytes, or has reported why not.
pub(super) fn read(
    table: &Table,
    files: &DataFiles,
    mut bytes: impl FnMut(&str, &mut FaultReport) -> Option<Cow<'static, [u8]>>,
    report: &mut FaultReport,
) -> Rows {
    let mut rows = Rows { columns: table.fields.iter().map(Cells::new).collect(), files: Vec::new(), complete: true };
    let place = |id: &String| table.fields.iter().position(|field| &field.id == id);
    let withholding: Vec<Withholding<'_>> = table
        .fields
        .iter()
        .enumerate()
        .filter_map(|(column, field)| {
            let suppress = field.suppress.as_ref()?;
            Some(Withholding { column, when: &suppress.when, columns: suppress.columns.iter().filter_map(place).collect() })
        })
        .collect();
    for path in &files.paths {
        let text = bytes(path, report).and_then(|bytes| decode(path, bytes, files.encoding, report));
        match text {
            Some(text) => read_file(table, path, text, &withholding, &mut rows, report),
            None => rows.complete = false,
        }
    }
    rows
}

/// Stands after the text, so that a quote left open is noticed: it swallows this record.
const SENTINEL: &[u8] = b"\n\0\n";

fn read_file(
    table: &Table,
    path: &str,
    text: Cow<'static, str>,
    withholding: &[Withholding<'_>],
    rows: &mut Rows,
    report: &mut FaultReport,
) {
    let first = rows.len();
    let lines = Lines::new(text);
    let text = lines.text.as_bytes();
    let mut starts = Vec::new();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.chain(SENTINEL));
    let mut record = StringRecord::new();
    let mut head: Option<Vec<String>> = None;
    let mut withheld = vec![false; table.fields.len()];
    loop {
        let before = reader.position().byte() as usize;
        // The reader leaves the rest of a line's end, and empty lines, to the next record.
        let rest = text.get(before..).unwrap_or_default();
        let start = before + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if start >= text.len() {
            break;
        }
        if let Err(error) = reader.read_record(&mut record) {
            let text = Text::new(format!("无法读取 CSV：{error}。"), format!("The CSV cannot be read: {error}."));
            report.push(Fault::new(path, "csv", text).row(lines.at(start)));
            rows.complete = false;
            head.get_or_insert_with(Vec::new);
            break;
        }
        if reader.position().byte() as usize > text.len() + 1 {
            let words = Text::new(
                "引号未闭合：从此行起到文件末尾都成了同一个值。",
                "A quote is left open: everything from this line to the end became one value.",
            );
            let value = record.iter().next_back().unwrap_or_default().trim_end_matches(['\n', '\r', '\0']);
            report.push(Fault::new(path, "quote", words).row(lines.at(start)).value(value));
            rows.complete = false;
            head.get_or_insert_with(Vec::new);
            break;
        }
        let Some(head) = &head else {
            if !check_head(table, path, &record, &|| lines.at(start), report) {
                rows.complete = false;
                head = Some(Vec::new());
                break;
            }
            head = Some(record.iter().map(str::to_string).collect());
            continue;
        };
        if record.len() != head.len() {
            report.push_with("ragged", || {
                let (found, expected) = (record.len(), head.len());
                let text = Text::new(
                    format!("此行有 {found} 个值，表头有 {expected} 列：请检查逗号与引号。"),
                    format!("The row has {found} values, the header {expected} columns: check commas and quotes."),
                );
                Fault::new(path, "ragged", text).row(lines.at(start))
            });
            rows.complete = false;
            continue;
        }
        starts.push(start);
        if !withholding.is_empty() {
            withheld.fill(false);
            for field in withholding {
                let value = &record[field.column];
                if field.when.iter().any(|when| when == value) {
                    field.columns.iter().for_each(|column| withheld[*column] = true);
                }
            }
        }
        for (((cells, field), raw), withheld) in rows.columns.iter_mut().zip(&table.fields).zip(&record).zip(&withheld) {
            cells.push(raw, *withheld, &mut |rule, text| {
                report.push_with(rule, || Fault::new(path, rule, text()).row(lines.at(start)).column(&field.id).value(raw));
            });
        }
    }
    if head.is_none() {
        let text = Text::new("文件为空，应有表头。", "The file is empty: expected a header.");
        report.push(Fault::new(path, "header", text).row(1));
        rows.complete = false;
    }
    rows.files.push(FileRows { path: path.to_string(), first, starts, lines });
}

/// Compares the header with the schema; false when the rows below it cannot be read.
fn check_head(table: &Table, path: &str, head: &StringRecord, line: &dyn Fn() -> u64, report: &mut FaultReport) -> bool {
    let before = report.count();
    let mut fault = |column: &str, zh: String, en: String| {
        report.push(Fault::new(path, "header", Text::new(zh, en)).row(line()).column(column));
    };
    for (at, column) in head.iter().enumerate() {
        if head.iter().take(at).any(|earlier| earlier == column) {
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
        if !head.iter().any(|column| column == field.id) {
            fault(&field.id, format!("表头缺少列“{}”。", field.id), format!("The header lacks the column “{}”.", field.id));
        }
    }
    if report.count() == before && !head.iter().eq(table.fields.iter().map(|field| field.id.as_str())) {
        let order = table.fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>().join(",");
        let text = Text::new(
            format!("列的次序与 schema 不同，应为 {order}。"),
            format!("The columns stand in another order than in the schema: expected {order}."),
        );
        report.push(Fault::new(path, "header", text).row(line()));
    }
    report.count() == before
}

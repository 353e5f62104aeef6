//! CSV that people can use: RFC 4180 with CRLF, a byte order mark for Excel unless asked otherwise, raw numbers, and text that a
//! spreadsheet would take for a formula guarded by an apostrophe. Used by `table`, `panel` and the command line.

use data::engine::rows::{FileCell, RowSet};
use data::guard::guarded;
use data::query::Head;
use data::{Query, stop};

/// The byte order mark that makes Excel read UTF-8.
pub const BOM: &str = "\u{feff}";

/// Lines written at a time.
pub const CHUNK: usize = 2_000;

/// The lines of a file, each a list of cells.
pub fn lines<L, C>(lines: L) -> Vec<u8>
where
    L: IntoIterator,
    L::Item: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let mut writer = writer();
    for line in lines {
        stop::look();
        writer.write_record(line).expect("writing to memory, lines of equal length");
    }
    writer.into_inner().expect("writing to memory")
}

/// What comes before the rows: the mark, and the columns' ids or titles.
pub fn head(rows: &RowSet, query: &Query) -> Vec<u8> {
    let lang = query.lang.unwrap_or_default();
    let names: Vec<String> = rows
        .columns()
        .into_iter()
        .map(|(id, title)| guarded(if query.head == Head::Title { title.get(lang) } else { &id }).into_owned())
        .collect();
    let mut bytes = if query.bom { BOM.as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(lines([names]));
    bytes
}

/// The rows from `start`, at most [`CHUNK`] of them.
pub fn chunk(rows: &RowSet, start: usize) -> Vec<u8> {
    let (mut writer, columns) = (writer(), rows.width());
    let mut at = 0;
    rows.read(start, CHUNK, |cell| {
        stop::step();
        let written = match &cell {
            FileCell::Text(text) => writer.write_field(&*guarded(text)),
            FileCell::Raw(text) => writer.write_field(text),
        };
        written.expect("writing to memory");
        at += 1;
        if at % columns == 0 {
            writer.write_record(None::<&[u8]>).expect("writing to memory, lines of equal length");
        }
    });
    writer.into_inner().expect("writing to memory")
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

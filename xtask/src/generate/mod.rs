//! `cargo xtask generate SPEC`: makes the illustrative rows of a bundle from a spec in TOML, always the same bytes. Called by `main`.
//!
//! A spec names tables; each is written as the rows of a hand-made CSV (`published`), then generated rows. Rows come from a `list`, from
//! `each` row of an earlier table, or by a `draw` from one; then every `column` fills them, column by column, each from a random stream of
//! its own (so that editing one column leaves the others as they were). Columns that are not in `columns` are scratch: usable, not written.
//!
//! - [`spec`]: what a spec may say. [`random`]: the pinned generator and its arithmetic. [`rows`]: where rows come from. [`fill`]: columns.

mod fill;
mod random;
mod rows;
mod spec;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use spec::{Spec, TableSpec};

/// One row: column to text; a missing cell is empty or absent.
type Row = BTreeMap<String, String>;

/// Lookups by name.
type Lookups = BTreeMap<String, BTreeMap<String, String>>;

/// Writes the tables of the spec beside it.
pub(crate) fn run(spec: &Path) -> Result<(), String> {
    for (path, bytes) in tables(spec)? {
        fs::write(&path, &bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

/// The tables of the spec in memory: each file's path and bytes (UTF-8 without byte order mark, LF).
pub(crate) fn tables(spec: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let folder = spec.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(spec).map_err(|error| format!("cannot read {}: {error}", spec.display()))?;
    build(&text, folder).map_err(|error| format!("{}: {error}", spec.display()))
}

fn build(text: &str, folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let spec: Spec = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut lookups = Lookups::new();
    for lookup in &spec.lookup {
        let mut known = lookup.values.clone();
        if let Some(from) = &lookup.from {
            for row in read(&folder.join(&from.file))?.1 {
                known.insert(cell(&row, &from.key).to_string(), cell(&row, &from.value).to_string());
            }
        }
        lookups.insert(lookup.name.clone(), known);
    }
    let mut made: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut files = Vec::new();
    for table in &spec.table {
        let all = complete(table, spec.seed, folder, &lookups, &made).map_err(|error| format!("table {}: {error}", table.file))?;
        files.push((folder.join(&table.file), write(&table.columns, &all)?));
        made.insert(table.file.clone(), all);
    }
    Ok(files)
}

/// Every row of a table: the published ones, then the generated ones.
fn complete(table: &TableSpec, seed: u64, folder: &Path, lookups: &Lookups, made: &BTreeMap<String, Vec<Row>>) -> Result<Vec<Row>, String> {
    let mut all = Vec::new();
    if let Some(published) = &table.published {
        let (heads, rows) = read(&folder.join(published))?;
        if let Some(stray) = heads.iter().find(|head| !table.columns.contains(head)) {
            return Err(format!("{published} has a column {stray:?} that `columns` does not name"));
        }
        all = rows;
    }
    let before = all.len();
    let mut rows = rows::start(table, seed, made)?;
    fill::columns(table, seed, before, lookups, &mut rows)?;
    all.extend(rows);
    Ok(all)
}

/// The text of a cell; empty when missing.
fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn read(path: &Path) -> Result<(Vec<String>, Vec<Row>), String> {
    let say = |error: csv::Error| format!("{}: {error}", path.display());
    let mut reader = csv::Reader::from_path(path).map_err(say)?;
    let heads: Vec<String> = reader.headers().map_err(say)?.iter().map(str::to_string).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(say)?;
        rows.push(heads.iter().cloned().zip(record.iter().map(str::to_string)).collect());
    }
    Ok((heads, rows))
}

fn write(columns: &[String], rows: &[Row]) -> Result<Vec<u8>, String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(columns).map_err(|error| error.to_string())?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| cell(row, column))).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

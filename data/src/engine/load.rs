//! Files to [`Bundle`]: descriptors read and checked, data files read and checked cell by cell, then the promises across rows.
//! Every fault is reported at once. Called by `Engine::open` and `clusterboard check`.
//!
//! - `syntax` with `words`, `package` with `object`, `dashboard`: the descriptors as written. `names`: what ids and paths may look like.
//! - `address`: where a bundle's links may lead.
//! - `size`: how much they declare. `tables` with `fields` and `spelling`, `board` with `dimensions` and `charts`: what they mean, as a `Schema`.
//! - `decode`, [`scan`] by a [`dialect`], `records`, `integrity`, `rows` with `head`, `column`, `value`: data files to typed columns. `keys`: unique values and references. `alike`: values that look like others. `links`: what the dashboard says of rows.

mod address;
mod alike;
mod board;
mod charts;
mod column;
mod dashboard;
mod decode;
pub mod dialect;
mod dimensions;
mod fields;
mod head;
mod integrity;
mod keys;
mod links;
mod names;
mod object;
mod package;
mod records;
mod rows;
pub mod scan;
mod shapes;
mod size;
mod spelling;
mod syntax;
mod tables;
mod value;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

use polars::prelude::DataFrame;
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::column::Finished;
use self::rows::Rows;
use super::budget::Budget;
use super::bundle::{Bundle, TableData};
use super::fault::{Fault, FaultReport};
use super::files::{Files, NoFile};
use super::limits::Limits;
use crate::Text;
use crate::schema::Table;

/// The descriptor of the data.
pub(super) const PACKAGE: &str = "datapackage.json";

/// The descriptor of the page.
const DASHBOARD: &str = "dashboard.toml";

/// Reads and checks the bundle `id`. The error has everything that is wrong with it, capped as [`FaultReport`] says; where a limit was
/// passed, everything until then.
pub fn load(id: &str, files: &dyn Files, limits: &Limits) -> Result<Bundle, FaultReport> {
    load_within(id, files, &mut Budget::new(limits))
}

/// The same within a budget that is to last for what comes after, too.
pub(super) fn load_within(id: &str, files: &dyn Files, budget: &mut Budget<'_>) -> Result<Bundle, FaultReport> {
    let mut report = FaultReport::new(id);
    if !names::is_bundle(id) {
        let text = Text::new(
            "文件夹名应由小写字母、数字和 - 组成，以字母开头，不能是 pkg、api、healthz、readyz、metrics、new、keyboard。",
            "Expected a folder's name of small letters, digits and -, beginning with a letter, and not pkg, api, healthz, readyz, metrics, new or keyboard.",
        );
        report.push(Fault::new(PACKAGE, "bundle_id", text).value(id));
    }
    let mut source = Source { files, hash: Sha256::new() };
    let before = report.count();
    let mut documents = Documents { source: &mut source, budget };
    let package = documents.json(PACKAGE, &mut report).and_then(|json| package::read(json, &mut documents, &mut report));
    let is_typed = report.count() == before;
    let board = source
        .read(DASHBOARD, true, budget, &mut report)
        .filter(|_| !budget.is_over())
        .and_then(|bytes| dashboard::read(syntax::text(DASHBOARD, &bytes, &mut report)?, budget, &mut report));
    let Some(package) = package else { return Err(report) };
    if budget.is_over() {
        return Err(report);
    }

    let before = report.count();
    address::check(&package, &mut report);
    if !package.is_whole {
        return Err(report);
    }
    let (mut schema, data_files) = tables::read(id, &package, budget.limits, &mut report);
    // What a wrong descriptor says of cells is not worth checking them against.
    let is_sound = is_typed && report.count() == before;
    let lines = board.map(|board| board::read(board, &mut schema, &mut report));
    if !is_sound {
        return Err(report);
    }
    let rows: Vec<Rows> = schema
        .tables
        .iter()
        .zip(&data_files)
        .map(|(table, files)| {
            let read = |path: &str, budget: &mut Budget<'_>, report: &mut FaultReport| {
                let bytes = source.read(path, false, budget, report)?;
                files.integrity.check(path, &bytes, report);
                Some(bytes)
            };
            rows::read(table, files, read, budget, &mut report)
        })
        .collect();
    let mut shapes = BTreeMap::new();
    for dimension in &schema.dimensions {
        let Some(of) = &dimension.shapes else { continue };
        let json = Documents { source: &mut source, budget }.json(&of.path, &mut report);
        if let Some(json) = json {
            shapes.insert(dimension.id.clone(), shapes::read(of, json, budget, &mut report));
        }
    }
    if !budget.is_over() {
        keys::check(&schema.tables, &rows, budget, &mut report);
    }
    if !budget.is_over() {
        alike::check(&schema, &rows, budget, &mut report);
    }
    if let (false, Some(lines)) = (budget.is_over(), &lines) {
        links::check(&schema, &rows, lines, budget, &mut report);
    }
    if !report.is_empty() {
        return Err(report);
    }
    let mut tables = Vec::new();
    for (table, rows) in schema.tables.iter().zip(rows) {
        tables.push(frame(table, rows).map_err(|error| {
            let text = Text::new(format!("无法建立数据表：{error}。"), format!("The table cannot be built: {error}."));
            let mut report = FaultReport::new(id);
            report.push(Fault::new(PACKAGE, "table", text).column(format!("resource {}", table.id)));
            report
        })?);
    }
    let digest = source.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Bundle { schema, tables, shapes, digest, warnings: report.warnings })
}

fn frame(table: &Table, rows: Rows) -> polars::prelude::PolarsResult<TableData> {
    let height = rows.len();
    let mut columns = Vec::new();
    let (mut missing, mut decimals, mut beyond) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (field, cells) in table.fields.iter().zip(rows.columns) {
        let Finished { column, missing: reasons, decimals: exact, beyond: digits } = cells.finish();
        columns.push(column);
        if !reasons.is_empty() {
            missing.insert(field.id.clone(), reasons);
        }
        if !digits.is_empty() {
            beyond.insert(field.id.clone(), digits);
        }
        decimals.extend(exact.map(|exact| (field.id.clone(), Arc::new(exact))));
    }
    Ok(TableData { frame: DataFrame::new(height, columns)?, missing, decimals, beyond })
}

/// The bundle's files, each hashed as it is read.
struct Source<'a> {
    files: &'a dyn Files,
    hash: Sha256,
}

impl Source<'_> {
    /// The bytes of a file; one that cannot be read is a fault, and one that is too long ends loading. `is_document`: it is read into a tree.
    fn read(&mut self, path: &str, is_document: bool, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<Cow<'static, [u8]>> {
        match self.files.read_within(path, budget.next_file(is_document)) {
            Ok(bytes) => {
                budget.read(bytes.len());
                for part in [path.as_bytes(), &bytes] {
                    self.hash.update((part.len() as u64).to_le_bytes());
                    self.hash.update(part);
                }
                Some(bytes)
            }
            Err(error) => {
                let no_file = error.get_ref().and_then(|error| error.downcast_ref::<NoFile>());
                let text = match (error.kind(), no_file) {
                    (ErrorKind::FileTooLarge, _) => {
                        report.extend(budget.too_long(path, is_document));
                        return None;
                    }
                    (_, Some(no_file)) => no_file.text(),
                    (ErrorKind::NotFound, _) => Text::new("没有此文件。", "There is no such file."),
                    _ => Text::new(format!("无法读取文件：{error}。"), format!("The file cannot be read: {error}.")),
                };
                report.push(Fault::new(path, "file", text));
                None
            }
        }
    }
}

/// The bundle's JSON files, read within a budget.
struct Documents<'a, 'f, 'l> {
    source: &'a mut Source<'f>,
    budget: &'a mut Budget<'l>,
}

impl Documents<'_, '_, '_> {
    /// The value of a JSON file; one that cannot be read is a fault.
    fn json(&mut self, path: &str, report: &mut FaultReport) -> Option<Value> {
        let bytes = self.source.read(path, true, self.budget, report)?;
        syntax::json(path, syntax::text(path, &bytes, report)?, self.budget, report)
    }
}

/// Faults of a descriptor, all in one place of it.
struct Faults<'a> {
    report: &'a mut FaultReport,
    file: &'a str,
    line: Option<u64>,
    /// What they are about: `resource clusters`, `dimension city`.
    place: String,
}

impl Faults<'_> {
    /// Those of another place, in this file or another.
    fn of<'b>(&'b mut self, file: &'b str, place: String) -> Faults<'b> {
        Faults { report: self.report, file, line: self.line, place }
    }

    /// Adds one about `key` there. An empty value is left out.
    fn add(&mut self, rule: &'static str, key: &str, value: &str, text: Text) {
        let fault = Fault::new(self.file, rule, text).row(self.line).column(format!("{}: {key}", self.place));
        self.report.push(if value.is_empty() { fault } else { fault.value(value) });
    }
}

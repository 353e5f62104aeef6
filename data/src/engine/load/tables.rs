//! `datapackage.json` to tables: what each resource promises, checked as far as it can be without the data. Used by `load`.

use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;
use serde_json::Value;

use super::super::fault::{Fault, FaultReport};
use super::super::limits::Limits;
use super::dialect::{self, Dialect};
use super::fields::{self, missing_tokens, shown};
use super::head::Matching;
use super::integrity::Integrity;
use super::package::{Package, Referred, Resource};
use super::{Faults, PACKAGE, decode, names};
use crate::schema::{BASIS_COLUMN, ForeignKey, Kind, Table};
use crate::{Basis, Missing, Schema, Text};

/// The files of one table.
pub(super) struct DataFiles {
    /// The descriptor that has the table's schema.
    pub(super) schema: String,
    pub(super) paths: Vec<String>,
    pub(super) encoding: &'static Encoding,
    pub(super) dialect: Dialect,
    pub(super) matching: Matching,
    pub(super) integrity: Integrity,
}

/// The package as the schema has it, and the files of each table.
pub(super) fn read(id: &str, package: &Package, limits: &Limits, report: &mut FaultReport) -> (Schema, Vec<DataFiles>) {
    let mut schema = Schema {
        id: id.to_string(),
        version: package.version.clone().unwrap_or_default(),
        title: package.words.title(package.name.as_deref().unwrap_or(id)),
        description: package.words.description(),
        sources: package.sources.iter().map(|source| source.source()).collect(),
        licences: package.licenses.iter().map(|licence| licence.licence()).collect(),
        ..Schema::default()
    };
    if package.resources.is_empty() {
        let text = Text::new("至少应有一个资源（数据表）。", "Expected at least one resource: a table.");
        report.push(Fault::new(PACKAGE, "descriptor", text).column("package: resources"));
    }
    let mut files = Vec::new();
    for resource in &package.resources {
        let mut faults = Faults { report, file: PACKAGE, line: None, place: format!("resource {}", resource.name) };
        if schema.table(&resource.name).is_some() {
            faults.add("duplicate", "name", &resource.name, Text::new("已有同名资源。", "There is a resource of this name already."));
            continue;
        }
        let data = data_files(resource, &mut faults);
        schema.tables.push(table(&schema, resource, &data.dialect, limits, &mut faults));
        files.push(data);
    }
    same_names(&schema, report);
    for (table, files) in schema.tables.iter().zip(&files) {
        references(&schema, table, &files.schema, report);
    }
    (schema, files)
}

fn data_files(resource: &Resource, faults: &mut Faults<'_>) -> DataFiles {
    let mut files = DataFiles {
        schema: resource.schema.file.clone(),
        paths: Vec::new(),
        encoding: encoding_rs::UTF_8,
        dialect: Dialect::default(),
        matching: Matching::default(),
        integrity: Integrity::default(),
    };
    match names_of(&resource.path) {
        Some(paths) if !paths.is_empty() => files.paths = paths.iter().map(|path| names::inside(path).to_string()).collect(),
        _ => {
            faults.add("path", "path", &shown(&resource.path), Text::new("应为文件名或文件名列表。", "Expected a file or a list of files."))
        }
    }
    let mut listed = HashSet::new();
    for path in &files.paths {
        let is_new = listed.insert(path);
        if !names::is_path(path) {
            faults.add("path", "path", path, names::path_text());
        } else if !names::is_csv(path) {
            faults.add("path", "path", path, Text::new("应为 CSV 文件（.csv）。", "Expected a CSV file (.csv)."));
        } else if !is_new {
            faults.add("duplicate", "path", path, Text::new("同一文件列出了两次。", "The file is listed twice."));
        }
    }
    if let Some(name) = &resource.encoding {
        match decode::encoding(name) {
            Some(encoding) => files.encoding = encoding,
            None => {
                let text = Text::new(
                    "应为 WHATWG 编码标准中的名称，如 utf-8、gb18030、gbk、big5、utf-16le。",
                    "Expected a label of the WHATWG's Encoding Standard such as utf-8, gb18030, gbk, big5, utf-16le.",
                );
                faults.add("descriptor", "encoding", name, text);
            }
        }
    }
    files.integrity = Integrity::read(resource, files.paths.len(), faults);
    files.matching = matching(resource, &mut faults.of(&resource.schema.file, faults.place.clone()));
    if resource.compression.is_some() {
        faults.add("descriptor", "compression", "", Text::new("不支持压缩文件。", "Compressed files are not supported."));
    }
    files.dialect = dialect(resource, faults);
    files
}

/// A table's dialect, named in the file that has it.
fn dialect(resource: &Resource, faults: &mut Faults<'_>) -> Dialect {
    let Some(Referred { file, json }) = &resource.dialect else { return Dialect::default() };
    let mut faults = faults.of(file, faults.place.clone());
    if let Value::Object(json) = json {
        return dialect::read(json, &mut faults);
    }
    let text = Text::new("应为对象，或数据包内一个 JSON 文件的路径。", "Expected an object, or the path of a JSON file in the bundle.");
    faults.add("descriptor", "dialect", &shown(json), text);
    Dialect::default()
}

fn table(schema: &Schema, resource: &Resource, dialect: &Dialect, limits: &Limits, faults: &mut Faults<'_>) -> Table {
    // `report.json` and `report.csv` are the bundle's own.
    if !names::is_table(&resource.name) {
        let text = Text::new(
            "资源名不能为空，不能含 /、\\、__ 或控制字符，不能以 .、- 开头、以 _ 结尾，首尾不能有空格，不能与保留名相同。",
            "A resource's name cannot be empty, have /, \\, __ or control characters in it, begin with . or -, end with _, have spaces around it, or be a reserved one.",
        );
        faults.add("id", "name", &resource.name, text);
    }
    let mut table = Table {
        id: resource.name.clone(),
        title: resource.words.title(&resource.name),
        description: resource.words.description(),
        unit: resource.words.unit(),
        sources: match &resource.sources {
            Some(sources) => sources.iter().map(|source| source.source()).collect(),
            None => schema.sources.clone(),
        },
        ..Table::default()
    };
    if let Some(word) = &resource.basis {
        match Basis::from_id(word) {
            Some(basis) => table.basis = basis,
            None => faults.add(
                "basis",
                "basis",
                word,
                Text::new("应为 published、inferred 或 illustrative。", "Expected published, inferred or illustrative."),
            ),
        }
    }
    declared(resource, &mut table, dialect, limits, &mut faults.of(&resource.schema.file, faults.place.clone()));
    table
}

/// What its schema says of it.
fn declared(resource: &Resource, table: &mut Table, dialect: &Dialect, limits: &Limits, faults: &mut Faults<'_>) {
    let mut missing = match &resource.schema.missing_values {
        None => vec![(String::new(), Missing::NotReported)],
        Some(values) => missing_tokens(values, faults, "missingValues"),
    };
    let null = |missing: &mut Vec<(String, Missing)>| {
        let null = dialect.null.iter().filter(|null| !missing.iter().any(|(token, _)| token == *null)).cloned().collect::<Vec<_>>();
        missing.extend(null.into_iter().map(|null| (null, Missing::NotReported)));
    };
    null(&mut missing);
    if resource.schema.fields.is_empty() {
        faults.add("descriptor", "schema: fields", "", Text::new("至少应有一列。", "Expected at least one column."));
    }
    for field in &resource.schema.fields {
        if table.field(&field.name).is_some() {
            faults.add("duplicate", "schema: fields", &field.name, Text::new("已有同名列。", "There is a column of this name already."));
            continue;
        }
        let place = format!("{} field {}", faults.place, field.name);
        let mut field = fields::field(field, &missing, limits, &mut faults.of(faults.file, place));
        null(&mut field.missing);
        table.fields.push(field);
    }
    match names_of(&resource.schema.primary_key) {
        Some(columns) => table.primary_key = columns,
        None => {
            let value = shown(&resource.schema.primary_key);
            faults.add(
                "descriptor",
                "schema: primaryKey",
                &value,
                Text::new("应为列名或列名列表。", "Expected a column or a list of columns."),
            );
        }
    }
    for key in &resource.schema.foreign_keys {
        match (names_of(&key.fields), names_of(&key.references)) {
            (Some(columns), Some(references)) if !columns.is_empty() && columns.len() == references.len() => {
                let there = if key.resource.is_empty() { &table.id } else { &key.resource };
                table.foreign_keys.push(ForeignKey { columns, table: there.clone(), references });
            }
            _ => faults.add(
                "descriptor",
                "schema: foreignKeys",
                &shown(&key.fields),
                Text::new("应为一列或数列，引用同样多的列。", "Expected a column, or several, that refer to as many columns."),
            ),
        }
    }
    unique_keys(resource, table, faults);
}

/// `fieldsMatch` is a word; the standard's own profile has it as a list of one.
fn matching(resource: &Resource, faults: &mut Faults<'_>) -> Matching {
    let Some(value) = &resource.schema.fields_match else { return Matching::default() };
    let words = names_of(value).unwrap_or_default();
    let known = Matching::WORDS.iter().find(|(word, _)| words == [*word]);
    known.map(|(_, matching)| *matching).unwrap_or_else(|| {
        let text = Text::new("应为 exact、equal、subset、superset 或 partial。", "Expected exact, equal, subset, superset or partial.");
        faults.add("descriptor", "schema: fieldsMatch", &shown(value), text);
        Matching::default()
    })
}

fn unique_keys(resource: &Resource, table: &mut Table, faults: &mut Faults<'_>) {
    let Some(value) = &resource.schema.unique_keys else { return };
    let columns = |key: &Value| key.as_array().and_then(|_| names_of(key)).filter(|columns| !columns.is_empty());
    match value.as_array().and_then(|keys| keys.iter().map(columns).collect::<Option<Vec<_>>>()) {
        Some(keys) => table.unique_keys = keys,
        None => {
            let text = Text::new(
                "应为列名列表的列表，如 [[\"city\", \"year\"]]。",
                "Expected a list of lists of columns, such as [[\"city\", \"year\"]].",
            );
            faults.add("descriptor", "schema: uniqueKeys", &shown(value), text);
        }
    }
}

/// Where names have dots, `table.column` could be a column of either of two tables.
fn same_names(schema: &Schema, report: &mut FaultReport) {
    let mut known: HashMap<String, &str> = HashMap::new();
    let dotted = schema.tables.iter().any(|table| table.id.contains('.'));
    for table in schema.tables.iter().filter(|_| dotted) {
        for field in &table.fields {
            let name = format!("{}.{}", table.id, field.id);
            if let Some(other) = known.insert(name.clone(), &table.id) {
                let text = Text::new(
                    format!("与资源 {other} 的列在地址中同名：请改资源名或列名。"),
                    format!("In an address it is named like a column of the resource {other}: rename a resource or a column."),
                );
                let place = format!("resource {} field {}: name", table.id, field.id);
                report.push(Fault::new(PACKAGE, "duplicate", text).column(place).value(&name));
            }
        }
    }
}

/// Checks what needs all tables: keys and references.
fn references(schema: &Schema, table: &Table, file: &str, report: &mut FaultReport) {
    let mut faults = Faults { report, file, line: None, place: format!("resource {}", table.id) };
    for column in &table.primary_key {
        if table.field(column).is_none() {
            faults.add("reference", "schema: primaryKey", column, no_column(table));
        }
    }
    for column in table.unique_keys.iter().flatten().filter(|column| table.field(column).is_none()) {
        faults.add("reference", "schema: uniqueKeys", column, no_column(table));
    }
    for key in &table.foreign_keys {
        let place = "schema: foreignKeys";
        for column in key.columns.iter().filter(|column| table.field(column).is_none()) {
            faults.add("reference", place, column, no_column(table));
        }
        let Some(other) = schema.table(&key.table) else {
            let list = some_of(schema.tables.iter().map(|table| table.id.as_str()));
            let text = Text::new(format!("没有此资源，可选：{list}。"), format!("There is no such resource; expected one of {list}."));
            faults.add("reference", place, &key.table, text);
            continue;
        };
        for (column, reference) in key.columns.iter().zip(&key.references) {
            match (table.field(column), other.field(reference)) {
                (_, None) => faults.add("reference", place, reference, no_column(other)),
                (Some(here), Some(there)) if here.kind != there.kind => {
                    let text = Text::new(
                        format!("类型与所引用的列 {}.{} 不同。", other.id, there.id),
                        format!("Its type differs from that of the column it refers to, {}.{}.", other.id, there.id),
                    );
                    faults.add("descriptor", place, column, text);
                }
                _ => {}
            }
        }
    }
    for field in &table.fields {
        let mut faults = faults.of(file, format!("resource {} field {}", table.id, field.id));
        for column in field.suppress.iter().flat_map(|suppress| &suppress.columns) {
            let is_key = table.primary_key.contains(column);
            match table.field(column) {
                None => faults.add("reference", "suppress", column, no_column(table)),
                Some(other) if other.rules.required || is_key || other.id == field.id || other.id == BASIS_COLUMN => {
                    let text = Text::new(
                        "此列不能隐去：它是必填列、主键、basis 或本列自身。",
                        "This column cannot be withheld: it is required, of the primary key, basis, or the field itself.",
                    );
                    faults.add("descriptor", "suppress", column, text);
                }
                Some(_) => {}
            }
        }
        if field.id == BASIS_COLUMN && field.kind != Kind::String {
            faults.add("descriptor", "type", "", Text::new("basis 列的类型应为 string。", "The column basis should be a string."));
        }
    }
}

/// A name, or a list of names; none when nothing is written.
fn names_of(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(name) => Some(vec![name.clone()]),
        Value::Array(names) => names.iter().map(|name| name.as_str().map(str::to_string)).collect(),
        _ => None,
    }
}

/// What an id should look like.
pub(super) fn id_text() -> Text {
    Text::new(
        "应由小写字母、数字、- 或 _ 组成，以字母开头，不含 __，不以 _ 结尾，不与保留名相同。",
        "Expected small letters, digits, - and _, beginning with a letter, without __, not ending with _, and no reserved name.",
    )
}

/// Names in a row: the first ones where there are many.
pub(super) fn some_of<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let first = names.by_ref().take(40).collect::<Vec<_>>().join(", ");
    if names.next().is_some() { first + ", …" } else { first }
}

/// There is no such column; these there are.
pub(super) fn no_column(table: &Table) -> Text {
    let list = some_of(table.fields.iter().map(|field| field.id.as_str()));
    Text::new(
        format!("数据表 {} 没有此列，可选：{list}。", table.id),
        format!("Table {} has no such column; expected one of {list}.", table.id),
    )
}

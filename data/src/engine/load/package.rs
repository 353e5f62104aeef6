//! `datapackage.json` as written: Data Package v2 and our extensions (data/README.md). Properties unknown to us are allowed, as the
//! standard allows them; what could be written in several ways stays a JSON value until `tables` reads it. A schema or a dialect that is
//! the path of a file is read from there. Called by `load`, used by `tables`.

use serde_json::{Map, Value};

use super::super::fault::FaultReport;
use super::object::Object;
use super::size::Declared;
use super::{Documents, Faults, PACKAGE, names};
use crate::schema::{Source, Suppress};
use crate::{Basis, Text};

/// The whole file.
pub(super) struct Package {
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) words: Words,
    pub(super) sources: Vec<SourceJson>,
    pub(super) licenses: Vec<SourceJson>,
    pub(super) resources: Vec<Resource>,
    /// False when something has no name or no schema: what refers to it cannot be judged.
    pub(super) is_whole: bool,
}

/// Titles and descriptions in both languages.
#[derive(Default)]
pub(super) struct Words {
    title: Option<String>,
    title_en: Option<String>,
    description: Option<String>,
    description_en: Option<String>,
    unit: Option<String>,
    unit_en: Option<String>,
}

impl Words {
    fn read(json: &mut Object, faults: &mut Faults<'_>) -> Words {
        let mut text = |key| json.text(key, faults);
        Words {
            title: text("title"),
            title_en: text("title_en"),
            description: text("description"),
            description_en: text("description_en"),
            unit: text("unit"),
            unit_en: text("unit_en"),
        }
    }

    /// The title, or `id` without one.
    pub(super) fn title(&self, id: &str) -> Text {
        let title = both(&self.title, &self.title_en);
        if title.is_empty() { Text::same(id) } else { title }
    }

    /// The description; empty without one.
    pub(super) fn description(&self) -> Text {
        both(&self.description, &self.description_en)
    }

    /// The unit or counting word; empty without one.
    pub(super) fn unit(&self) -> Text {
        both(&self.unit, &self.unit_en)
    }
}

/// A text with one language missing is the other language's.
fn both(zh: &Option<String>, en: &Option<String>) -> Text {
    let either = |first: &Option<String>, second: &Option<String>| first.clone().or_else(|| second.clone()).unwrap_or_default();
    Text::new(either(zh, en), either(en, zh))
}

/// A source or a licence.
pub(super) struct SourceJson {
    name: Option<String>,
    title: Option<String>,
    pub(super) path: Option<String>,
    basis: Basis,
}

impl SourceJson {
    /// As the schema has it; without a title, its address.
    pub(super) fn source(&self) -> Source {
        let title = self.title.clone().or_else(|| self.path.clone()).unwrap_or_default();
        Source { title, path: self.path.clone(), basis: self.basis }
    }

    /// A licence's name.
    pub(super) fn licence(&self) -> String {
        [&self.name, &self.title, &self.path].into_iter().flatten().next().cloned().unwrap_or_default()
    }
}

/// One table.
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) words: Words,
    pub(super) path: Value,
    pub(super) basis: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) sources: Option<Vec<SourceJson>>,
    pub(super) schema: TableSchema,
    pub(super) dialect: Option<Referred>,
    pub(super) compression: Option<Value>,
    pub(super) bytes: Option<Value>,
    pub(super) hash: Option<Value>,
}

/// A part that stands in the package or in a file of its own.
pub(super) struct Referred {
    /// The file that has it.
    pub(super) file: String,
    pub(super) json: Value,
}

/// A table's schema.
#[derive(Default)]
pub(super) struct TableSchema {
    /// The file that has it: the package, or its own.
    pub(super) file: String,
    /// False when a field has no name.
    is_whole: bool,
    pub(super) fields: Vec<FieldJson>,
    pub(super) primary_key: Value,
    pub(super) foreign_keys: Vec<ForeignKeyJson>,
    pub(super) missing_values: Option<Vec<Value>>,
    pub(super) unique_keys: Option<Value>,
    pub(super) fields_match: Option<Value>,
}

/// A column.
pub(super) struct FieldJson {
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) words: Words,
    pub(super) constraints: Map<String, Value>,
    pub(super) categories: Option<Vec<Value>>,
    pub(super) categories_ordered: bool,
    pub(super) missing_values: Option<Vec<Value>>,
    pub(super) suppress: Option<Suppress>,
    pub(super) format: Option<Value>,
    pub(super) decimal_char: Option<Value>,
    pub(super) group_char: Option<Value>,
    pub(super) bare_number: Option<Value>,
    pub(super) true_values: Option<Value>,
    pub(super) false_values: Option<Value>,
}

/// A reference to another table.
pub(super) struct ForeignKeyJson {
    pub(super) fields: Value,
    /// Empty or left out: the table itself.
    pub(super) resource: String,
    pub(super) references: Value,
}

/// Reads the package, and the schemas and dialects that it names, until it declares more than the limits allow. `None`: there is nothing to
/// go on with, which was reported.
pub(super) fn read(json: Value, documents: &mut Documents<'_, '_, '_>, report: &mut FaultReport) -> Option<Package> {
    let mut faults = Faults { report, file: PACKAGE, line: None, place: "package".to_string() };
    let mut json = Object::new(json, "", &mut faults)?;
    let mut package = Package {
        name: json.text("name", &mut faults),
        version: json.text("version", &mut faults),
        words: Words::read(&mut json, &mut faults),
        sources: sources(&mut json, "sources", &mut faults).unwrap_or_default(),
        licenses: sources(&mut json, "licenses", &mut faults).unwrap_or_default(),
        resources: Vec::new(),
        is_whole: true,
    };
    let resources = json.needed_objects("resources", &mut faults)?;
    let mut declared = Declared::default();
    for (at, mut json) in resources.into_iter().enumerate() {
        let Some(name) = json.needed("name", &mut faults) else {
            package.is_whole = false;
            continue;
        };
        let mut faults = Faults { report: faults.report, place: format!("resource {name}"), ..faults };
        let Some(resource) = resource(name, json.alone(), documents, &mut faults) else {
            package.is_whole = false;
            continue;
        };
        declared.add(&resource.schema);
        declared.check(at + 1, documents.budget, faults.report);
        if documents.budget.is_over() {
            return None;
        }
        package.is_whole &= resource.schema.is_whole;
        package.resources.push(resource);
    }
    Some(package)
}

fn sources(json: &mut Object, key: &str, faults: &mut Faults<'_>) -> Option<Vec<SourceJson>> {
    let list = json.objects(key, faults)?;
    let source = |mut json: Object| {
        let mut text = |key| json.text(key, faults);
        let (name, title, path, word) = (text("name"), text("title"), text("path"), text("basis"));
        let basis = word.as_deref().map_or(Some(Basis::default()), Basis::from_id);
        if basis.is_none() {
            let text = Text::new("应为 published、inferred 或 illustrative。", "Expected published, inferred or illustrative.");
            faults.add("basis", &format!("{key}: basis"), word.as_deref().unwrap_or_default(), text);
        }
        SourceJson { name, title, path, basis: basis.unwrap_or_default() }
    };
    Some(list.into_iter().map(source).collect())
}

/// `None`: it has no schema that can be read.
fn resource(name: String, mut json: Object, documents: &mut Documents<'_, '_, '_>, faults: &mut Faults<'_>) -> Option<Resource> {
    let dialect = json.take("dialect").and_then(|value| referred(value, "dialect", documents, faults));
    let schema = json.needed_value("schema", faults).and_then(|value| referred(value, "schema", documents, faults));
    let resource = Resource {
        name,
        words: Words::read(&mut json, faults),
        path: json.take("path").unwrap_or_default(),
        basis: json.text("basis", faults),
        encoding: json.text("encoding", faults),
        sources: sources(&mut json, "sources", faults),
        dialect,
        compression: json.take("compression"),
        bytes: json.take("bytes"),
        hash: json.take("hash"),
        schema: TableSchema::default(),
    };
    let Referred { file, json } = schema?;
    let mut faults = faults.of(&file, faults.place.clone());
    let schema = table_schema(Object::new(json, "schema", &mut faults)?, &mut faults);
    Some(Resource { schema: TableSchema { file, ..schema }, ..resource })
}

/// What stands in a descriptor, or in the file of the bundle that it names. `None`: it cannot be read, which was reported.
fn referred(json: Value, key: &str, documents: &mut Documents<'_, '_, '_>, faults: &mut Faults<'_>) -> Option<Referred> {
    let Value::String(path) = &json else { return Some(Referred { file: PACKAGE.to_string(), json }) };
    let file = names::inside(path);
    if !names::is_path(file) {
        faults.add("path", key, path, names::path_text());
        return None;
    }
    Some(Referred { file: file.to_string(), json: documents.json(file, faults.report)? })
}

fn table_schema(mut json: Object, faults: &mut Faults<'_>) -> TableSchema {
    let fields = json.needed_objects("fields", faults);
    let mut is_whole = fields.is_some();
    let mut read = Vec::new();
    for mut json in fields.unwrap_or_default() {
        match json.needed("name", faults) {
            Some(name) => {
                let place = format!("{} field {name}", faults.place);
                read.push(field(name, json.alone(), &mut faults.of(faults.file, place)));
            }
            None => is_whole = false,
        }
    }
    let keys = json.objects("foreignKeys", faults).unwrap_or_default();
    TableSchema {
        file: String::new(),
        is_whole,
        fields: read,
        primary_key: json.take("primaryKey").unwrap_or_default(),
        foreign_keys: keys.into_iter().filter_map(|json| foreign_key(json, faults)).collect(),
        missing_values: json.list("missingValues", faults),
        unique_keys: json.take("uniqueKeys"),
        fields_match: json.take("fieldsMatch"),
    }
}

fn foreign_key(mut json: Object, faults: &mut Faults<'_>) -> Option<ForeignKeyJson> {
    let mut reference = json.needed_object("reference", faults)?;
    Some(ForeignKeyJson {
        fields: json.take("fields").unwrap_or_default(),
        resource: reference.text("resource", faults).unwrap_or_default(),
        references: reference.take("fields").unwrap_or_default(),
    })
}

fn field(name: String, mut json: Object, faults: &mut Faults<'_>) -> FieldJson {
    FieldJson {
        name,
        kind: json.text("type", faults),
        words: Words::read(&mut json, faults),
        constraints: json.object("constraints", faults).map(Object::rest).unwrap_or_default(),
        categories: json.list("categories", faults),
        categories_ordered: json.truth("categoriesOrdered", faults).unwrap_or_default(),
        missing_values: json.list("missingValues", faults),
        suppress: json.object("suppress", faults).map(|json| suppress(json, faults)),
        format: json.take("format"),
        decimal_char: json.take("decimalChar"),
        group_char: json.take("groupChar"),
        bare_number: json.take("bareNumber"),
        true_values: json.take("trueValues"),
        false_values: json.take("falseValues"),
    }
}

/// Ours, so that its keys are known: another one is a fault.
fn suppress(mut json: Object, faults: &mut Faults<'_>) -> Suppress {
    let suppress = Suppress { when: json.texts("when", faults), columns: json.texts("columns", faults) };
    for key in json.rest().keys() {
        faults.add(
            "descriptor",
            "suppress",
            key,
            Text::new("没有这个键，应为 when、columns。", "There is no such key; expected when, columns."),
        );
    }
    suppress
}

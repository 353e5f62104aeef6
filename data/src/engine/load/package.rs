//! `datapackage.json` as written: Data Package v2 and our extensions (data/README.md). Properties unknown to us are allowed, as the
//! standard allows them; what could be written in several ways stays a JSON value until `tables` reads it. Used by `tables` only.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::Text;
use crate::schema::{Source, Suppress};

/// The whole file.
#[derive(Deserialize)]
pub(super) struct Package {
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    #[serde(flatten)]
    pub(super) words: Words,
    #[serde(default)]
    pub(super) sources: Vec<SourceJson>,
    #[serde(default)]
    pub(super) licenses: Vec<SourceJson>,
    pub(super) resources: Vec<Resource>,
}

/// Titles and descriptions in both languages.
#[derive(Default, Deserialize)]
pub(super) struct Words {
    title: Option<String>,
    title_en: Option<String>,
    description: Option<String>,
    description_en: Option<String>,
    unit: Option<String>,
    unit_en: Option<String>,
}

impl Words {
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
#[derive(Clone, Deserialize)]
pub(super) struct SourceJson {
    name: Option<String>,
    title: Option<String>,
    pub(super) path: Option<String>,
}

impl SourceJson {
    /// As the schema has it; without a title, its address.
    pub(super) fn source(&self) -> Source {
        Source { title: self.title.clone().or_else(|| self.path.clone()).unwrap_or_default(), path: self.path.clone() }
    }

    /// A licence's name.
    pub(super) fn licence(&self) -> String {
        [&self.name, &self.title, &self.path].into_iter().flatten().next().cloned().unwrap_or_default()
    }
}

/// One table.
#[derive(Deserialize)]
pub(super) struct Resource {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) words: Words,
    #[serde(default)]
    pub(super) path: Value,
    pub(super) basis: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) sources: Option<Vec<SourceJson>>,
    pub(super) schema: TableSchema,
    #[serde(default)]
    pub(super) dialect: Value,
    pub(super) compression: Option<Value>,
    pub(super) bytes: Option<Value>,
    pub(super) hash: Option<Value>,
}

/// A table's schema.
#[derive(Deserialize)]
pub(super) struct TableSchema {
    pub(super) fields: Vec<FieldJson>,
    #[serde(rename = "primaryKey", default)]
    pub(super) primary_key: Value,
    #[serde(rename = "foreignKeys", default)]
    pub(super) foreign_keys: Vec<ForeignKeyJson>,
    #[serde(rename = "missingValues")]
    pub(super) missing_values: Option<Vec<Value>>,
    #[serde(rename = "uniqueKeys")]
    pub(super) unique_keys: Option<Value>,
    #[serde(rename = "fieldsMatch")]
    pub(super) fields_match: Option<Value>,
}

/// A column.
#[derive(Deserialize)]
pub(super) struct FieldJson {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    #[serde(flatten)]
    pub(super) words: Words,
    #[serde(default)]
    pub(super) constraints: Map<String, Value>,
    pub(super) categories: Option<Vec<Value>>,
    #[serde(rename = "categoriesOrdered", default)]
    pub(super) categories_ordered: bool,
    #[serde(rename = "missingValues")]
    pub(super) missing_values: Option<Vec<Value>>,
    pub(super) suppress: Option<Suppress>,
    pub(super) format: Option<Value>,
    #[serde(rename = "decimalChar")]
    pub(super) decimal_char: Option<Value>,
    #[serde(rename = "groupChar")]
    pub(super) group_char: Option<Value>,
    #[serde(rename = "bareNumber")]
    pub(super) bare_number: Option<Value>,
    #[serde(rename = "trueValues")]
    pub(super) true_values: Option<Value>,
    #[serde(rename = "falseValues")]
    pub(super) false_values: Option<Value>,
}

/// A reference to another table.
#[derive(Deserialize)]
pub(super) struct ForeignKeyJson {
    pub(super) fields: Value,
    pub(super) reference: ReferenceJson,
}

/// Where a reference leads.
#[derive(Deserialize)]
pub(super) struct ReferenceJson {
    /// Empty or left out: the table itself.
    #[serde(default)]
    pub(super) resource: String,
    pub(super) fields: Value,
}

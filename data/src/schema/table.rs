//! Tables as a package declares them: fields with types, rules and missing values, keys.

use std::collections::HashMap;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::Source;
use crate::{Basis, Missing, Text};

/// The column with a row's basis, wherever a table has it.
pub const BASIS_COLUMN: &str = "basis";

/// One table (a resource of the package).
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The resource's name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What one row is.
    pub description: Text,
    /// The counting word: `个`, `家`; in English the noun in the plural.
    pub unit: Text,
    /// Columns in the file's order.
    pub fields: Fields,
    /// The columns that identify a row.
    pub primary_key: Vec<String>,
    /// References to other tables (one column each).
    pub foreign_keys: Vec<ForeignKey>,
    /// The table's own sources, else the package's.
    pub sources: Vec<Source>,
    /// The basis of every row when there is no column `basis`.
    pub basis: Basis,
}

/// Columns in order, each found by its id at once, however many there are.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    list: Vec<Field>,
    places: HashMap<String, usize>,
}

impl Fields {
    /// Where the column with this id stands.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Adds a column at the end. Of two with one id the first is found.
    pub fn push(&mut self, field: Field) {
        self.places.entry(field.id.clone()).or_insert(self.list.len());
        self.list.push(field);
    }

    /// What the column with this id promises, to be changed.
    pub fn rules_mut(&mut self, id: &str) -> Option<&mut Rules> {
        let at = self.place(id)?;
        Some(&mut self.list[at].rules)
    }
}

impl Deref for Fields {
    type Target = [Field];

    fn deref(&self) -> &[Field] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Fields {
    type Item = &'a Field;
    type IntoIter = std::slice::Iter<'a, Field>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl From<Vec<Field>> for Fields {
    fn from(fields: Vec<Field>) -> Fields {
        let mut all = Fields::default();
        fields.into_iter().for_each(|field| all.push(field));
        all
    }
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its id: the head in the file.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it means.
    pub description: Text,
    /// Its type.
    pub kind: Kind,
    /// Its unit, for numbers.
    pub unit: Text,
    /// The values it may have, in order, with their labels. Empty: any.
    pub categories: Vec<Category>,
    /// True when the categories are ordered from low to high.
    pub ordered: bool,
    /// What the schema promises of each value.
    pub rules: Rules,
    /// The tokens that stand for a missing value, and why each is missing.
    pub missing: Vec<(String, Missing)>,
    /// Columns that this one withholds: when its value is one of `when`, the cells of `columns` in the row are suppressed.
    pub suppress: Option<Suppress>,
}

/// What the schema promises of a column's values.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// No cell is missing.
    pub required: bool,
    /// No value stands twice.
    pub unique: bool,
    /// Smallest number.
    pub minimum: Option<f64>,
    /// Largest number.
    pub maximum: Option<f64>,
    /// A regular expression for the whole text.
    pub pattern: Option<String>,
}

/// Our extension to a field: its values withhold others.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppress {
    /// The values that withhold.
    pub when: Vec<String>,
    /// The columns withheld.
    pub columns: Vec<String>,
}

/// A value of a categorical field, or of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The value in the file and in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
}

/// A column's type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text.
    #[default]
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A year.
    Year,
    /// A day, `2024-12-31`.
    Date,
}

impl Kind {
    /// True for what can be summed.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Integer | Kind::Number)
    }

    /// True for what `__gte` and `__lte` compare.
    pub fn is_ordered(self) -> bool {
        self.is_number() || matches!(self, Kind::Year | Kind::Date)
    }
}

/// A column that refers to the primary key of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The column here.
    pub column: String,
    /// The table referred to.
    pub table: String,
    /// The column there.
    pub reference: String,
}

impl Table {
    /// The column with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.place(id).map(|at| &self.fields[at])
    }
}

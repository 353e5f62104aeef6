//! Tables as a package declares them: fields with types, rules and missing values, keys.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::{Source, moment};
use crate::digits::Digits;
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
    /// Further columns that together tell rows apart, where none of them is missing.
    pub unique_keys: Vec<Vec<String>>,
    /// References to other tables.
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
    /// How its file writes numbers and truth values.
    pub spelling: Spelling,
    /// What the schema promises of each value.
    pub rules: Rules,
    /// The tokens that stand for a missing value, and why each is missing.
    pub missing: Vec<(String, Missing)>,
    /// Columns that this one withholds: when its value is one of `when`, the cells of `columns` in the row are suppressed.
    pub suppress: Option<Suppress>,
}

/// How a file writes a column's numbers and truth values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// What stands before the decimals.
    pub decimal: char,
    /// What may stand between groups of digits.
    pub group: Option<char>,
    /// False: words may stand around the digits (`¥95`, `95 %`); they are not read.
    pub bare: bool,
    /// What says `true`.
    pub truths: Vec<String>,
    /// What says `false`.
    pub falsehoods: Vec<String>,
}

impl Default for Spelling {
    /// The standard's own.
    fn default() -> Spelling {
        Spelling {
            decimal: '.',
            group: None,
            bare: true,
            truths: ["true", "True", "TRUE", "1"].map(str::to_string).to_vec(),
            falsehoods: ["false", "False", "FALSE", "0"].map(str::to_string).to_vec(),
        }
    }
}

/// What the schema promises of a column's values.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// No cell is missing.
    pub required: bool,
    /// No value stands twice.
    pub unique: bool,
    /// What values lie between.
    pub bounds: Vec<Bound>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// Most characters.
    pub max_length: Option<usize>,
    /// A regular expression for the whole text.
    pub pattern: Option<String>,
}

/// A value that a column's values do not pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// On which side, and whether they may reach it.
    pub end: End,
    /// The value.
    pub at: At,
}

/// Which end of a column's values a bound is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The smallest value allowed.
    Minimum,
    /// The largest value allowed.
    Maximum,
    /// Every value is larger.
    ExclusiveMinimum,
    /// Every value is smaller.
    ExclusiveMaximum,
}

impl End {
    /// All of them.
    pub const ALL: [End; 4] = [End::Minimum, End::Maximum, End::ExclusiveMinimum, End::ExclusiveMaximum];

    /// The constraint of the standard.
    pub fn key(self) -> &'static str {
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"][self as usize]
    }

    /// The rule of a fault.
    pub fn rule(self) -> &'static str {
        ["minimum", "maximum", "exclusive_minimum", "exclusive_maximum"][self as usize]
    }

    /// True when it is the smaller end.
    pub fn is_lower(self) -> bool {
        matches!(self, End::Minimum | End::ExclusiveMinimum)
    }

    /// Whether a value that stands so to the bound is allowed.
    pub fn admits(self, order: Ordering) -> bool {
        match self {
            End::Minimum => order.is_ge(),
            End::Maximum => order.is_le(),
            End::ExclusiveMinimum => order.is_gt(),
            End::ExclusiveMaximum => order.is_lt(),
        }
    }

    /// What is expected of a value.
    pub fn said(self, at: &At) -> Text {
        match self {
            End::Minimum => Text::new(format!("应不小于 {at}。"), format!("Expected at least {at}.")),
            End::Maximum => Text::new(format!("应不大于 {at}。"), format!("Expected at most {at}.")),
            End::ExclusiveMinimum => Text::new(format!("应大于 {at}。"), format!("Expected more than {at}.")),
            End::ExclusiveMaximum => Text::new(format!("应小于 {at}。"), format!("Expected less than {at}.")),
        }
    }
}

/// The value of a bound, of its column's type.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum At {
    /// Of an integer or a year.
    Whole(i64),
    /// Of a number: the nearest double, which tells most apart, and all of it.
    Number(f64, Digits),
    /// Of a day, month, time or moment.
    Text(String),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Whole(number) => number.fmt(f),
            At::Number(_, digits) => digits.fmt(f),
            At::Text(text) => f.write_str(text),
        }
    }
}

/// Our extension to a field: its values withhold others.
#[derive(Clone, Debug, Default)]
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
    /// A month, `2024-12`.
    YearMonth,
    /// A day, `2024-12-31`.
    Date,
    /// A time of day, `08:30:00`.
    Time,
    /// A day and a time, `2024-12-31T08:30:00`; with a zone it is kept in UTC.
    DateTime,
}

impl Kind {
    /// True for what can be summed.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Integer | Kind::Number)
    }

    /// True for what `__gte` and `__lte` compare.
    pub fn is_ordered(self) -> bool {
        self.is_number() || self == Kind::Year || self.is_moment()
    }

    /// True for what is kept as a text whose order is the order in time.
    pub fn is_moment(self) -> bool {
        matches!(self, Kind::YearMonth | Kind::Date | Kind::Time | Kind::DateTime)
    }

    /// A moment as it is kept; none when `raw` is no value of the type. See [`moment`].
    pub fn moment(self, raw: &str) -> Option<String> {
        match self {
            Kind::YearMonth => moment::is_month(raw).then(|| raw.to_string()),
            Kind::Date => moment::is_day(raw).then(|| raw.to_string()),
            Kind::Time => moment::time(raw),
            Kind::DateTime => moment::moment(raw),
            _ => None,
        }
    }
}

/// Columns whose values together are those of one row of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns here.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: String,
    /// The columns there, one for each here.
    pub references: Vec<String>,
}

impl ForeignKey {
    /// What it is called: its column, several joined by `+`.
    pub fn name(&self) -> String {
        self.columns.join("+")
    }
}

impl Table {
    /// The column with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.place(id).map(|at| &self.fields[at])
    }
}

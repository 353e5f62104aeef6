//! What the engine answers to a query: the whole page as plain rows. Charts, facets, tiles, tables, `report.json` and the sidecar
//! all draw this and nothing else. Labels are in both languages, so a report does not depend on the reader's.
//! `panel` has the charts, `table` the page of a table.

mod panel;
mod table;

use serde::{Deserialize, Serialize};

pub use self::panel::{Multiple, Others, Panel, Place, Reference, Row, Shape, Split, SplitValue, Spread};
pub use self::table::{Cell, Column, ColumnChoice, TablePage};

use crate::schema::Source;
use crate::{Amount, Basis, Notice, Query, Text};

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The query as understood, canonical.
    pub query: Query,
    /// The bundle.
    pub bundle: BundleInfo,
    /// Everything about the query that was not understood.
    pub notices: Vec<Notice>,
    /// The filter, one chip a value.
    pub chips: Vec<Chip>,
    /// The link that removes the whole filter.
    pub clear: Query,
    /// Rows of each tab's table: matched and total.
    pub counts: Vec<TableCount>,
    /// Headline numbers.
    pub tiles: Vec<Tile>,
    /// Facets at the side.
    pub facets: Vec<Facet>,
    /// Charts.
    pub panels: Vec<Panel>,
    /// On the page of the chart that a reader makes: what it can be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The dates, where the bundle has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// One page of one table.
    pub table: TablePage,
    /// What is odd about the bundle's files, whatever the query; at most a hundred of each rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The worst basis of anything counted here.
    pub basis: Basis,
}

/// One odd thing in a bundle's files: no fault, but likely not what was meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file, relative to the bundle.
    pub file: String,
    /// The line in the file, from 1, where it is about a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column, or the key in a descriptor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The value as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The rule's id.
    pub rule: String,
    /// What is odd and what would be right.
    pub text: Text,
}

/// The bundle in a few words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BundleInfo {
    /// Its id: the first segment of its URLs.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// Its version.
    pub version: String,
    /// Where its data comes from.
    pub sources: Vec<Source>,
    /// Its licences' names.
    pub licences: Vec<String>,
    /// The views that it has beside the dashboard, in the order of the navigation.
    pub views: Vec<String>,
    /// How many warnings its files gave, listed or not.
    pub warnings: u32,
}

/// The bundle's dates as a strip: a range of them filters, one of them is compared with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The dimension.
    pub dimension: String,
    /// Its title.
    pub title: Text,
    /// What the counts count: the title of the table, or of the measure.
    pub counts: Text,
    /// The measure of the amounts, where the dimension names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureInfo>,
    /// The query without any condition on the dates.
    pub base: Query,
    /// The dates in order, each with its rows under every other condition; a link is that date alone.
    pub values: Vec<FacetValue>,
    /// How many earlier dates there are than those listed.
    pub earlier: u32,
    /// The page of all dates, where not all are listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Query>,
    /// What numbers can be compared with.
    pub versus: Vec<ChoiceOption>,
}

/// One parameter of the chart that a reader makes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The parameter.
    pub key: String,
    /// Its title.
    pub title: Text,
    /// Whether it is one of the smaller ones, which not every kind of chart has.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// What it can be.
    pub options: Vec<ChoiceOption>,
}

/// One value of a parameter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// The group that it stands in with those beside it; empty where there are no groups.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub group: Text,
    /// The query with it.
    pub link: Query,
    /// Whether the chart has it.
    #[serde(default)]
    pub selected: bool,
    /// Why it cannot be; empty when it can.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub why: Text,
}

/// One value of the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chip {
    /// The key it is about.
    pub key: String,
    /// The condition in words: `市州：长春市`.
    pub text: Text,
    /// The query without it.
    pub remove: Query,
}

/// How many rows of a table match the filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableCount {
    /// The table.
    pub table: String,
    /// Its title.
    pub title: Text,
    /// The counting word.
    pub unit: Text,
    /// Rows on the page of the table shown; zero for the other tables.
    pub shown: u32,
    /// Rows that match the filter.
    pub matched: u32,
    /// All rows.
    pub total: u32,
    /// The worst basis among the rows that match.
    pub basis: Basis,
    /// Titles of filters that the table cannot see: they do not apply to it.
    pub ignores: Vec<Text>,
    /// The link to the tab.
    pub link: Query,
}

/// A measure as it stands beside numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeasureInfo {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its unit.
    pub unit: Text,
    /// Its definition.
    pub description: Text,
    /// Decimals shown.
    pub decimals: u8,
    /// True when parts add up to the whole.
    pub additive: bool,
    /// Over fewer units an indicator says how far one unit moves it; zero: never.
    #[serde(default, skip_serializing_if = "crate::amount::is_zero")]
    pub small: u32,
}

/// A headline: one number, or one for each value of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The measure.
    pub measure: MeasureInfo,
    /// The dimension's key of the split; empty without.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub split: String,
    /// One entry, or one for each value of the split.
    pub values: Vec<TileValue>,
    /// Why there are none, where they would be too many, and what would do.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub refused: Text,
    /// The worst basis of the values.
    pub basis: Basis,
    /// Titles of filters that its table cannot see.
    pub ignores: Vec<Text>,
    /// The dates of the comparison, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vs: Option<Compared>,
    /// Why there is none although one was asked for.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub uncompared: Text,
    /// Where awards overlap: the switch between counting them and counting who holds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<TileOverlap>,
}

/// The switch of a tile whose rows are awards that one holder may have several of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TileOverlap {
    /// The query that counts every award.
    pub awards: Query,
    /// The query that counts holders: exactly, or between bounds.
    pub bounds: Query,
    /// Whether holders are shown.
    pub is_bounds: bool,
    /// What the count of holders assumes.
    pub why: Text,
}

/// The dates of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The latest date shown.
    pub now: Text,
    /// The date that it is held against.
    pub before: Text,
}

/// A number of a tile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TileValue {
    /// The value of the split; empty for the only number.
    pub label: Text,
    /// Under the filter.
    pub value: Amount,
    /// The same at the latest date, where the value is of several dates: this is what is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Amount>,
    /// The same at the date of comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// Without the filter.
    pub total: Amount,
    /// What was published of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// For a split: the query with this value chosen alone; with none of them when it is that already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Query>,
    /// The query with it added to what is chosen, or taken away, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Query>,
    /// For a split: whether the filter has this value.
    #[serde(default)]
    pub selected: bool,
}

/// A published figure beside a computed one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The statement's id.
    pub id: String,
    /// Its value.
    pub value: f64,
    /// Its value as written.
    pub written: String,
    /// `exact`, `cumulative`, `over` or `nearly`.
    pub qualifier: String,
    /// The few words that carry it.
    pub phrase: String,
    /// The document, section and paragraph.
    pub place: String,
    /// Its page.
    pub link: Query,
}

/// A dimension at the side, with its values as links.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The dimension.
    pub dimension: String,
    /// Its title.
    pub title: Text,
    /// Whether its values have an order, so that ranges of them can be chosen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// What the counts count: the title of the table, or of the measure.
    pub counts: Text,
    /// The measure of the amounts, where the dimension names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureInfo>,
    /// Values: selected ones stay although nothing matches them. A missing value stands last, with the reason as its label.
    pub values: Vec<FacetValue>,
    /// How many further values there are beyond those listed.
    pub hidden: u32,
    /// The page of all values, where not all are listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Query>,
    /// The filter is so long that some values have no link.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub full: bool,
    /// The worst basis of what is counted.
    pub basis: Basis,
}

/// One value of a facet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// Rows with this value under every other filter.
    pub count: u32,
    /// The measure over them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// Every digit of it where there are more than fifteen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digits: String,
    /// Whether the filter has it.
    pub selected: bool,
    /// The query with it toggled. `None`: its address would be too long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Query>,
}

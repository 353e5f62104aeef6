//! How much hangs on lead enterprises. Parts of a `Sheet`.

use serde::Serialize;

use crate::report::{MeasureInfo, Panel};
use crate::{Amount, Query, Text};

/// How much of each unit hangs on its lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lead {
    /// What a unit is: the dimension's title.
    pub of: Text,
    /// One table a measure.
    pub tables: Vec<LeadTable>,
    /// Units without a lead enterprise in the rows.
    pub without: u32,
}

/// One measure with and without lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadTable {
    /// The measure.
    pub measure: MeasureInfo,
    /// The units that have a lead enterprise, in the order of their places.
    pub rows: Vec<LeadRow>,
    /// The shares of the lead enterprises, and concentration with and without them; each only where two units have it.
    pub charts: Vec<Panel>,
}

/// A unit with and without its lead enterprises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeadRow {
    /// The value in URLs.
    pub value: String,
    /// Its label.
    pub label: Text,
    /// The names of its lead enterprises.
    pub leads: Vec<String>,
    /// Over all its rows.
    pub total: Amount,
    /// Over all but its lead enterprises.
    pub without: Amount,
    /// What the lead enterprises are of the total, in per cent. None where a lead enterprise reports nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The Herfindahl–Hirschman index of its rows: the sum of squared shares in per cent, to 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi: Option<f64>,
    /// The same without its lead enterprises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hhi_without: Option<f64>,
    /// Its place among all units by total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Its place without its lead enterprises, the other units keeping theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_without: Option<u32>,
    /// The dashboard filtered to it.
    pub link: Query,
}

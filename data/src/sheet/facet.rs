//! All values of a dimension, to choose among. Parts of a `Sheet`.

use serde::Serialize;

use crate::Query;
use crate::report::{Facet, FacetValue};

/// A page of the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FacetPage {
    /// The dimension, with the values of this page.
    pub facet: Facet,
    /// The values chosen, the first fifty.
    pub chosen: Vec<FacetValue>,
    /// How many are chosen.
    pub selected: u32,
    /// How many contain the words sought.
    pub found: u32,
    /// How many there are.
    pub total: u32,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// The page that the list was opened from, under the filter.
    pub back: Query,
}

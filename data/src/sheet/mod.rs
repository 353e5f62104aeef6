//! What the engine answers to the views beside the dashboard, as plain rows: `/{bundle}/reconcile`, `/compare`, `/race`, `/ladder`, `/lead`,
//! `/answer` and the page of one published figure; one file each. Pages, `report.json` of a view and its CSV all draw a [`Sheet`]; only the server does, so the client carries none of it.

mod answer;
mod compare;
mod facet;
mod figures;
mod ladder;
mod lead;
mod race;

use serde::Serialize;

pub use self::answer::{Answer, Fact, Largest};
pub use self::compare::{Compared, ComparedCell, Comparison, Side, Suggested};
pub use self::facet::FacetPage;
pub use self::figures::{Checked, Part, Reconciliation};
pub use self::ladder::{Card, Criterion, Ladder, Lane, Reached, Unmet};
pub use self::lead::{Lead, LeadRow, LeadTable};
pub use self::race::{Race, RaceInput, Ranked, Unranked};
use crate::report::{BundleInfo, Chip, MeasureInfo, Panel};
use crate::{Basis, Notice, Query, Text};

/// The views of a bundle beside the dashboard, in the order of the navigation. All but the first are files too (`race.csv`), so no
/// table has their names.
pub const VIEWS: [&str; 8] = ["published", "reconcile", "ladder", "race", "compare", "lead", "explore", "answer"];

/// The views whose charts are files of their own: `panels/race-places.svg`. The id of such a chart begins with its view.
pub const CHARTED: [&str; 3] = ["compare", "race", "lead"];

/// The whole answer of a view.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
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
    /// The worst basis of anything counted here.
    pub basis: Basis,
    /// What the view shows.
    pub body: Body,
}

/// What a view shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum Body {
    /// `/{bundle}/published/{id}`: one published figure and its check.
    Statement(Box<Checked>),
    /// `/{bundle}/embed/{panel}`: one chart alone.
    Embed(Box<Panel>),
    /// `/{bundle}/reconcile`: every published figure and its check.
    Reconcile(Reconciliation),
    /// `/{bundle}/compare`: sides beside each other.
    Compare(Box<Comparison>),
    /// `/{bundle}/race`: a composite ranking.
    Race(Box<Race>),
    /// `/{bundle}/ladder`: units on the rungs of an order.
    Ladder(Box<Ladder>),
    /// `/{bundle}/lead`: how much hangs on lead enterprises.
    Lead(Box<Lead>),
    /// `/{bundle}/answer`: what a paragraph says of the current filter.
    Answer(Box<Answer>),
    /// `/{bundle}/facet/{dimension}`: all values of a dimension, page by page.
    Facet(Box<FacetPage>),
    /// A view that would take too much: why, and what would do.
    Refused {
        /// The reason.
        why: Text,
    },
}

impl Body {
    /// The charts that it has.
    pub fn panels(&self) -> Vec<&Panel> {
        match self {
            Body::Embed(panel) => vec![panel],
            Body::Compare(comparison) => comparison.charts.iter().collect(),
            Body::Race(race) => race.places.iter().chain(&race.chart).collect(),
            Body::Lead(lead) => lead.tables.iter().flat_map(|table| &table.charts).collect(),
            _ => Vec::new(),
        }
    }

    /// The measures that it has numbers of.
    pub fn measures(&self) -> Vec<&MeasureInfo> {
        match self {
            Body::Embed(panel) => vec![&panel.measure],
            Body::Compare(comparison) => comparison.rows.iter().map(|row| &row.measure).collect(),
            Body::Lead(lead) => lead.tables.iter().map(|table| &table.measure).collect(),
            _ => Vec::new(),
        }
    }
}

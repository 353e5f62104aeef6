//! What a row, and so a number, rests on. The basis of an aggregate is the worst of its rows'.

use serde::{Deserialize, Serialize};

use crate::Text;

/// Ordered from best to worst, so that the worst of several is their `max`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Published, with its source.
    #[default]
    Published,
    /// Inferred from what is published, with the inference.
    Inferred,
    /// Made to illustrate: no fact about anyone.
    Illustrative,
}

impl Basis {
    /// Every basis, best first: the categories of a `basis` column.
    pub const ALL: [Basis; 3] = [Basis::Published, Basis::Inferred, Basis::Illustrative];

    /// The word in files and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Inferred => "inferred",
            Basis::Illustrative => "illustrative",
        }
    }

    /// Reads the word in a file.
    pub fn from_id(id: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.id() == id)
    }

    /// Whether it is the best, which documents leave out.
    pub fn is_published(&self) -> bool {
        *self == Basis::Published
    }

    /// The word on the screen.
    pub fn title(self) -> Text {
        match self {
            Basis::Published => Text::new("公布", "Published"),
            Basis::Inferred => Text::new("推断", "Inferred"),
            Basis::Illustrative => Text::new("示例", "Illustrative"),
        }
    }
}

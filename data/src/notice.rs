//! One thing about a request that was not understood or needs saying: shown on the page, and the body of a 400 elsewhere.

use serde::{Deserialize, Serialize};

use crate::Text;

/// What was wrong, where, and what would be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The parameter it is about, as written: `city`, `page`, `gdp__gte`.
    pub param: String,
    /// The sentence, in both languages.
    pub text: Text,
}

impl Notice {
    /// A notice about `param`.
    pub fn new(param: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Notice {
        Notice { param: param.into(), text: Text::new(zh, en) }
    }
}

//! What can be done with a value of a facet beside adding it: it alone, all but it, the range from it or up to it. Called by the facets at the
//! side and on pages of their own.

use data::Query;
use data::filter::Op;
use data::report::FacetValue;

/// What can be done with a value of a facet beside adding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It alone.
    Only,
    /// All but it.
    Not,
    /// It and what follows in the order.
    From,
    /// It and what comes before.
    Until,
}

impl Way {
    /// Those of a value, in the order in which they stand; `ordered`: whether values have an order, without which there are no ranges.
    pub(crate) fn of(ordered: bool) -> impl Iterator<Item = Way> {
        [Way::Only, Way::Not, Way::From, Way::Until].into_iter().take(if ordered { 4 } else { 2 })
    }

    /// Its name, for words and classes.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Way::Only => "only",
            Way::Not => "not",
            Way::From => "from",
            Way::Until => "until",
        }
    }

    /// Where it leads; nowhere when the address would be too long.
    pub(crate) fn href(self, query: &Query, key: &str, value: &FacetValue) -> Option<String> {
        let value = &value.value;
        let link = match self {
            Way::Only => query.only(key, value),
            Way::Not => query.excluding(key, value),
            Way::From => query.bounded(key, Op::Gte, value),
            Way::Until => query.bounded(key, Op::Lte, value),
        };
        Some(link).filter(Query::is_short).map(|link| link.to_string())
    }

    /// Whether the filter has it.
    pub(crate) fn stands(self, query: &Query, key: &str, value: &FacetValue) -> bool {
        let op = match self {
            Way::Only => return query.only(key, &value.value).clauses == query.clauses,
            Way::Not => Op::Not,
            Way::From => Op::Gte,
            Way::Until => Op::Lte,
        };
        query.says(key, op, &value.value)
    }
}

/// What the filter says of a value, as classes of its line; nothing of a missing one that it does not have.
pub(crate) fn classes(query: &Query, key: &str, value: &FacetValue) -> String {
    let mut classes = if value.selected { "on " } else { "" }.to_string();
    for way in [Way::Not, Way::From, Way::Until] {
        if !value.value.is_empty() && way.stands(query, key, value) {
            classes += way.id();
            classes.push(' ');
        }
    }
    classes.truncate(classes.trim_end().len());
    classes
}

//! Forms that lead to an address: where they lead, and what they keep of the query. Called by every search and chooser.

use data::Query;
use leptos::prelude::*;

use super::live::field;

/// The address of the query's page, without its search.
pub(crate) fn action(query: &Query) -> String {
    Query { bundle: query.bundle.clone(), view: query.view.clone(), item: query.item.clone(), ..Query::default() }.to_string()
}

/// Everything that the query says, as hidden fields.
pub(crate) fn kept(query: &Query) -> Vec<AnyView> {
    form_urlencoded::parse(query.search().trim_start_matches('?').as_bytes())
        .map(|(name, value)| field(&name, Signal::stored(value.into_owned())))
        .collect()
}

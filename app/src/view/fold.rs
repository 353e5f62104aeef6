//! What stands behind a disclosure where the page is narrow: a checkbox that styles read, so that it opens without scripts and keeps its
//! state while the page changes. Called by the facets and the chooser.

use leptos::prelude::*;

use super::live::{Value, el, input};

/// The checkbox, its label, and what it opens.
pub(super) fn fold(id: &'static str, title: Signal<String>, content: AnyView) -> Vec<AnyView> {
    vec![
        input(vec!["checkbox".attribute("type"), id.attribute("id"), "vh".attribute("class")]),
        el!("label" { "for" = id } [title]),
        el!("div" { "class" = "folded" } [content]),
    ]
}

//! What stands behind a disclosure where the page is narrow: a checkbox that styles read, so that it opens without scripts and keeps its
//! state while the page changes. Called by the facets and the chooser.

use leptos::prelude::*;

use super::live::el;

/// The checkbox, its label, and what it opens.
pub(super) fn fold(id: &'static str, title: Signal<String>, content: AnyView) -> Vec<AnyView> {
    vec![
        view! { <input type="checkbox" id=id class="vh"/> }.into_any(),
        el!("label" { "for" = id } [title]),
        el!("div" { "class" = "folded" } [content]),
    ]
}

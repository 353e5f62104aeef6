//! The document's title. On the server it goes into the head; in the browser it is one property, which spares the client leptos_meta.
//! Called by every page.

use data::Lang;
use data::report::{BundleInfo, Chip};
use leptos::prelude::*;

use crate::words::words;

/// Conditions that a title names.
const MOST_NAMED: usize = 3;

/// A page's title: what it shows, under which filter, of which bundle.
pub(crate) fn title_of(view: &str, chips: &[Chip], bundle: &BundleInfo, lang: Lang) -> String {
    let mut filter = chips.iter().take(MOST_NAMED).map(|chip| chip.text.get(lang)).collect::<Vec<_>>().join(words(lang).semicolon);
    if chips.len() > MOST_NAMED {
        filter.push('…');
    }
    let parts = [view, &filter, bundle.title.get(lang)].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// Names the document after what `of` says.
#[cfg(feature = "ssr")]
pub(crate) fn document_title(of: Signal<String>) {
    use leptos_meta::Title;
    // It is told to the head's context as soon as it is made; it is no part of the body. It is read now: when the head is written, the signal
    // may be gone with a render that was begun anew. leptos_meta 0.8.7 writes it into the head as it stands, so it is escaped here.
    let text = html_escape::encode_text(&written(&of.get_untracked())).into_owned();
    drop(view! { <Title text/> });
}

/// Names the document after what `of` says, and again when that changes.
#[cfg(not(feature = "ssr"))]
pub(crate) fn document_title(of: Signal<String>) {
    Effect::new(move |_| document().set_title(&written(&of.get())));
}

fn written(of: &str) -> String {
    format!("{of} · Clusterboard")
}

//! The document's title. On the server it goes into the head; in the browser it is one property, which spares the client leptos_meta.
//! Called by every page.

use leptos::prelude::*;

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

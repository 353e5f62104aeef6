//! What was not understood of the address, in sentences, and why the last address could not be shown. Called by the dashboard.

use leptos::prelude::*;

use super::live::{anew, el, flag, text};
use super::shown::Shown;
use crate::load::LoadError;

/// The sentences; nothing when all is well.
pub(crate) fn notices(shown: Shown) -> AnyView {
    let failure = text(move || match shown.failure.get() {
        None => String::new(),
        Some(LoadError::NotFound(_)) => shown.words().not_found_why.to_string(),
        Some(LoadError::Failed(text)) => shown.text(&text),
    });
    let sentences = move || shown.read(|screen, lang| screen.notices.iter().map(|notice| el!("li"[notice.text.get(lang)])).collect());
    el!("div" [
        el!("p" { "role" = "alert", "class" = "failure", "hidden" = flag(move || shown.failure.with(Option::is_none)) } [failure]),
        el!("div" { "role" = "status", "class" = "notices", "hidden" = shown.holds(|screen| screen.notices.is_empty()) } [
            el!("ul" [anew(sentences)]),
        ]),
    ])
}

//! What was not understood of the address, in sentences, and why the address asked for last could not be shown. Called by the dashboard.

use leptos::ev::{self, on};
use leptos::prelude::*;

use super::live::{Child, Value, anew, el, element, flag, text};
use super::shown::Shown;
use crate::load::LoadError;

/// The sentences; nothing when all is well.
pub(crate) fn notices(shown: Shown) -> AnyView {
    let sentences = move || shown.read(|screen, lang| screen.notices.iter().map(|notice| el!("li"[notice.text.get(lang)])).collect());
    el!("div" { "role" = "status", "class" = "notices", "hidden" = shown.holds(|screen| screen.notices.is_empty()) } [
        el!("ul" [anew(sentences)]),
    ])
}

/// Why there is no answer, and a way to ask again: in view wherever on the page the reader is.
pub(crate) fn failure_message(shown: Shown) -> AnyView {
    let why = text(move || match shown.failure.get() {
        None => String::new(),
        Some(LoadError::NotFound(_)) => shown.words().not_found_why.to_string(),
        Some(LoadError::Failed(text)) => shown.text(&text),
    });
    let again = move |_| shown.ask(shown.asked.with_untracked(|(url, _)| url.clone()));
    let name = shown.word(|words| words.again);
    el!("div" { "role" = "alert", "class" = "failure", "hidden" = flag(move || shown.failure.with(Option::is_none)) } [
        el!("p"[why]),
        el!("p" [shown.word(|words| words.as_before)]),
        element(
            "button",
            vec!["button".attribute("type"), "button".attribute("class"), on(ev::click, again).into_any_attr()],
            vec![name.view()],
        ),
    ])
}

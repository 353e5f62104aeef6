//! Pages that only say something: an address that leads nowhere (404), and a report that failed (500). Called by the routes and by the
//! dashboard.

use data::{Lang, Text};
use leptos::prelude::*;

use super::{Reading, here};
use crate::view::header::header;
use crate::view::live::{el, text};
use crate::view::title::document_title;
use crate::words::{Words, words};

/// Says that there is nothing here and leads home.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    set_status(404);
    saying(|words| words.not_found, |lang| words(lang).not_found_why.to_string(), None)
}

/// The same, with what there is instead where that is known.
pub(crate) fn missing(why: Text) -> AnyView {
    if why.is_empty() {
        return view! { <NotFound/> }.into_any();
    }
    set_status(404);
    saying(|words| words.not_found, move |lang| why.get(lang).to_string(), None)
}

/// Says what went wrong, and leads to the same address once more and home.
pub(crate) fn failed(sentence: Text) -> AnyView {
    set_status(500);
    let Reading(lang) = expect_context::<Reading>();
    let again = el!("a" { "href" = text(here()), "rel" = "external" } [text(move || words(lang.get()).again.to_string())]);
    let again = el!("p"[again]);
    saying(|words| words.failed, move |lang| sentence.get(lang).to_string(), Some(again))
}

fn saying(title: fn(&Words) -> &'static str, why: impl Fn(Lang) -> String + Send + Sync + 'static, again: Option<AnyView>) -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let title = text(move || title(words(lang.get())).to_string());
    document_title(title);
    el!("div" [
        header(text(String::new), ""),
        el!("main" { "id" = "main", "class" = "plain", "tabindex" = "-1" } [
            el!("h1" [title]),
            el!("p" { "role" = "alert" } [text(move || why(lang.get()))]),
            again,
            el!("p" [el!("a" { "href" = "/", "rel" = "external" } [text(move || words(lang.get()).to_home.to_string())])]),
        ]),
    ])
}

/// Sets the status of the answer, on the server.
fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(answer), Ok(status)) = (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status)) {
        answer.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

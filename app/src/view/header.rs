//! The line at the top: where one is, the language and the theme. The two forms post to `/prefs`, which sets a cookie and leads back, so they
//! work without scripts. Called by every page.

use data::{Lang, Query};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::live::{el, field, flag, text};
use crate::page::{Prefs, Reading};
use crate::words::{Words, words};

/// The header. `title`: the bundle's, empty where there is none.
pub(crate) fn header(title: Signal<String>) -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let prefs = expect_context::<Prefs>();
    let location = use_location();
    let word = move |pick: fn(&Words) -> &'static str| text(move || pick(words(lang.get())).to_string());
    let other = move |pick: fn(Lang) -> &'static str| text(move || pick(lang.get().other()).to_string());
    let address = move |without_lang: bool| {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() {
            path
        } else if without_lang && search.contains("lang=") {
            let (query, _) = Query::parse(&format!("{path}?{search}"));
            Query { lang: None, ..query }.to_string()
        } else {
            format!("{path}?{search}")
        }
    };
    let theme = RwSignal::new(if prefs.theme == Some("dark") { "light" } else { "dark" }.to_string());
    Effect::new(move |_| {
        if prefs.theme.is_none() && system_is_dark() {
            theme.set("light".to_string());
        }
    });
    let nowhere = flag(move || title.with(String::is_empty));
    let switch = word(|words| words.theme);
    el!("header" { "class" = "top" } [
        el!("a" { "class" = "skip", "href" = "#main", "rel" = "external" } [word(|words| words.skip)]),
        el!("a" { "class" = "brand", "href" = "/", "rel" = "external" } ["Clusterboard"]),
        el!("h1" { "class" = "bundle", "hidden" = nowhere } [title]),
        el!("nav" { "class" = "views", "hidden" = nowhere, "aria-label" = word(|words| words.views) } [
            el!("a" { "href" = text(move || location.pathname.get()), "aria-current" = "page" } [word(|words| words.dashboard)]),
        ]),
        el!("form" { "id" = "lang", "method" = "post", "action" = "/prefs" } [
            field("lang", other(Lang::code)),
            field("next", text(move || address(true))),
            el!("button" { "type" = "submit", "lang" = other(Lang::tag) } [other(|lang| words(lang).language)]),
        ]),
        el!("form" { "id" = "theme", "method" = "post", "action" = "/prefs" } [
            field("theme", theme.into()),
            field("next", text(move || address(false))),
            el!("button" { "type" = "submit", "aria-label" = switch, "title" = switch } [
                el!("span" { "class" = "moon", "aria-hidden" = "true" }),
            ]),
        ]),
    ])
}

/// Whether the system asks for a dark page.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn system_is_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
}

/// The server does not know.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn system_is_dark() -> bool {
    false
}

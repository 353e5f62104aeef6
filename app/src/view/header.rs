//! The line at the top: where one is, the language and the theme. The two forms post to `/prefs`, which sets a cookie and leads back, so they
//! work without scripts. Called by every page.

use data::report::BundleInfo;
use data::{Lang, Query};
use leptos::prelude::*;

use super::live::{Child, el, field, flag, text};
use crate::page::{Prefs, Reading, here};
use crate::words::{Words, words};

/// The links of the navigation: the dashboard, and each view that the bundle has, under the same filter. They load anew: the views are documents.
pub(crate) fn nav_links(query: &Query, bundle: &BundleInfo, lang: Lang) -> Vec<AnyView> {
    let views = std::iter::once("").chain(bundle.views.iter().map(String::as_str));
    let link = |view: &str| {
        let here = (view == query.view).then(|| "page".to_string());
        // What is chosen is compared.
        let link = if view == "compare" { query.compared() } else { query.on_view(view) };
        el!("a" { "href" = link.to_string(), "aria-current" = here, "rel" = "external" } [words(lang).view(view)])
    };
    views.map(link).collect()
}

/// The header. `title`: the bundle's, empty where there is none; `nav`: its links.
pub(crate) fn header(title: Signal<String>, nav: impl Child) -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let prefs = expect_context::<Prefs>();
    let here = here();
    let word = move |pick: fn(&Words) -> &'static str| text(move || pick(words(lang.get())).to_string());
    let other = move |pick: fn(Lang) -> &'static str| text(move || pick(lang.get().other()).to_string());
    let address = move |without_lang: bool| {
        let address = here();
        if without_lang && address.contains("lang=") {
            return Query { lang: None, ..Query::parse(&address).0 }.to_string();
        }
        address
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
            nav,
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

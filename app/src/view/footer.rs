//! The foot of the page: sources, licences, version, and the whole report as JSON. Called by the dashboard.

use data::schema::Source;
use leptos::prelude::*;

use super::live::{Child, anew, el};
use super::shown::Shown;
use crate::screen::Picture;
use crate::words::words;

/// Where everything comes from.
pub(crate) fn footer(shown: Shown) -> AnyView {
    el!("footer" { "class" = "foot" } [
        el!("p" [shown.says(|screen, lang| screen.bundle.description.get(lang).to_string())]),
        el!("p" { "hidden" = shown.holds(|screen| screen.bundle.sources.is_empty()) } [
            el!("b" [shown.word(|words| words.sources)]),
            el!("span" { "class" = "sources" } [anew(move || shown.screen.with(|screen| source_list(&screen.bundle.sources)))]),
        ]),
        // On paper the sources of charts are footnotes.
        el!("ol" { "class" = "notes print-only" } [anew(move || {
            let note = |picture: &Picture| el!("li" { "class" = "sources" } [source_list(&picture.sources)]);
            shown.screen.with(|screen| screen.pictures.iter().map(note).collect())
        })]),
        el!("p" [
            el!("span" { "hidden" = shown.holds(|screen| screen.bundle.licences.is_empty()) } [
                el!("b" [shown.word(|words| words.licence)]),
                shown.says(|screen, _| screen.bundle.licences.join(", ")),
            ]),
            el!("span" [el!("b" [shown.word(|words| words.version)]), shown.says(|screen, _| screen.bundle.version.clone())]),
            // The warnings themselves are listed on the home page.
            el!("a" {
                "href" = shown.says(|screen, _| format!("/#{}", screen.bundle.id)),
                "rel" = "external",
                "hidden" = shown.holds(|screen| screen.bundle.warnings == 0),
            } [shown.says(|screen, lang| words(lang).warnings(screen.bundle.warnings))]),
            el!("span" { "class" = "print-only" } [el!("b" [shown.word(|words| words.printed_on)]), el!("span" { "class" = "printed-on" })]),
            el!("a" { "href" = shown.says(|screen, _| screen.query.report_file()), "download" = "", "rel" = "external" } [
                shown.word(|words| words.whole_report),
            ]),
        ]),
    ])
}

/// What a bundle's address may begin with to be a link.
const LINKS: [&str; 3] = ["https://", "http://", "mailto:"];

/// Sources as links where they have an address that a browser can follow.
pub(crate) fn source_list(sources: &[Source]) -> Vec<AnyView> {
    let written = |source: &Source| {
        let path = source.path.clone().filter(|path| LINKS.iter().any(|link| path.starts_with(link)));
        el!("span"[match path {
            Some(path) => el!("a" { "href" = path, "rel" = "external noreferrer" } [source.title.as_str()]),
            None => source.title.as_str().view(),
        }])
    };
    sources.iter().map(written).collect()
}

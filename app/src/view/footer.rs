//! The foot of the page: sources, licences, version, and the whole report as JSON. Called by the dashboard.

#[cfg(feature = "ssr")]
use data::report::MeasureInfo;
use data::report::Tile;
use data::schema::Source;
use data::{Basis, Lang, Text};
use leptos::prelude::*;

use super::live::{Child, anew, el};
use super::shown::Shown;
use super::tiles::exact;
use super::tongue::tongue;
use crate::page::KEYBOARD;
use crate::screen::{Picture, Screen};
use crate::words::words;

/// Where everything comes from.
pub(crate) fn footer(shown: Shown) -> AnyView {
    el!("footer" { "class" = "foot" } [
        el!("p" [shown.says(|screen, lang| screen.bundle.description.get(lang).to_string())]),
        el!("p" { "hidden" = shown.holds(|screen| screen.bundle.sources.is_empty()) } [
            el!("b" [shown.word(|words| words.sources)]),
            el!("span" { "class" = "sources" } [anew(move || shown.read(|screen, lang| source_list(&screen.bundle.sources, lang)))]),
        ]),
        // On paper the sources of charts are footnotes.
        el!("ol" { "class" = "notes print-only" } [anew(move || {
            let note = |picture: &Picture, lang| el!("li" { "class" = "sources" } [source_list(&picture.sources, lang)]);
            shown.read(|screen, lang| screen.pictures.iter().map(|picture| note(picture, lang)).collect())
        })]),
        el!("details" { "class" = "definitions" } [
            el!("summary" [shown.word(|words| words.definitions)]),
            el!("dl" [anew(move || shown.read(definitions))]),
        ]),
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
            el!("button" { "type" = "button", "class" = "needs-script", "data-print" = "" } [shown.word(|words| words.print)]),
            el!("a" { "href" = shown.says(|screen, _| screen.query.report_file()), "download" = "", "rel" = "external" } [
                shown.word(|words| words.whole_report),
            ]),
            keyboard_link(shown.word(|words| words.keyboard)),
        ]),
        printed(shown.word(|words| words.printed_on)),
    ])
}

/// On paper: the day and the address, which `take.js` writes.
pub(crate) fn printed(on: impl Child) -> AnyView {
    el!("p" { "class" = "print-only printed" } [
        el!("b" [on]),
        el!("span" { "class" = "printed-on" }),
        el!("span" { "class" = "printed-from" }),
    ])
}

/// What the measures of the tiles and the columns of the table mean, and numbers of tiles to the last digit: what a pointer finds at them.
fn definitions(screen: &Screen, lang: Lang) -> Vec<AnyView> {
    let tile = |tile: &Tile| {
        let exactly: Vec<String> = tile.values.iter().filter_map(|value| exact(tile, value, lang)).collect();
        let here = (!exactly.is_empty()).then(|| words(lang).exactly(&exactly.join(words(lang).semicolon)));
        defined(&tile.measure.title, &tile.measure.description, here, lang)
    };
    let columns = screen.table.columns.iter().map(|column| defined(&column.title, &column.description, None, lang));
    screen.tiles.iter().map(tile).chain(columns).flatten().chain(bases(lang)).collect()
}

/// What a name means, and what more there is to say of it; nothing where there is neither.
fn defined(title: &Text, means: &Text, more: Option<String>, lang: Lang) -> Option<AnyView> {
    let says = [Some(means.get(lang).to_string()), more].into_iter().flatten().filter(|text| !text.is_empty());
    let says = says.collect::<Vec<_>>().join(" ");
    (!says.is_empty()).then(|| el!("div" [el!("dt" [title.get(lang)]), el!("dd" [says])]))
}

/// What each mark of a basis means: the sentence that a pointer finds at it.
pub(crate) fn bases(lang: Lang) -> Vec<AnyView> {
    let line = |basis: Basis| el!("div" [el!("dt" [basis.title().get(lang)]), el!("dd" [words(lang).basis_why(basis)])]);
    Basis::ALL.into_iter().map(line).collect()
}

/// The same behind a word, at the foot of other pages, with what their `measures` mean.
#[cfg(feature = "ssr")]
pub(crate) fn marks<'a>(measures: impl Iterator<Item = &'a MeasureInfo>, lang: Lang) -> AnyView {
    let lines: Vec<AnyView> = measures.filter_map(|measure| defined(&measure.title, &measure.description, None, lang)).collect();
    let word = if lines.is_empty() { words(lang).marks } else { words(lang).definitions };
    el!("details" { "class" = "definitions" } [el!("summary" [word]), el!("dl" [lines, bases(lang)])])
}

/// Leads to the page about keys and marks.
pub(crate) fn keyboard_link(name: impl Child) -> AnyView {
    el!("a" { "href" = format!("/{KEYBOARD}"), "rel" = "external" } [name])
}

/// What a bundle's address may begin with to be a link.
const LINKS: [&str; 3] = ["https://", "http://", "mailto:"];

/// Sources as links where they have an address that a browser can follow.
pub(crate) fn source_list(sources: &[Source], lang: Lang) -> Vec<AnyView> {
    let written = |source: &Source| {
        let path = source.path.clone().filter(|path| LINKS.iter().any(|link| path.starts_with(link)));
        el!("span" { "lang" = tongue(&source.title, lang) } [match path {
            Some(path) => el!("a" { "href" = path, "rel" = "external noreferrer" } [source.title.as_str()]),
            None => source.title.as_str().view(),
        }])
    };
    sources.iter().map(written).collect()
}

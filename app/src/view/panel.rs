//! A panel: title, what one sees, legend, picture, and under it the source, the table twin and the files. Called by the dashboard.

use leptos::prelude::*;

use super::basis::basis_mark;
use super::chart::chart;
use super::figure::figures;
use super::footer::source_list;
use super::legend::legend_list;
use super::live::{anew, each, el, flag, maybe};
use super::shown::{Part, Shown};
use super::tongue::tongue;
use super::twin::twin;
use crate::screen::Picture;
use crate::words::words;

/// The element that says how a chart is walked through.
pub(crate) const KEYS: &str = "chart-keys";

/// The panels, in the bundle's order.
pub(crate) fn panels(shown: Shown) -> AnyView {
    let ids = move || shown.screen.with(|screen| screen.pictures.iter().map(|panel| panel.id.clone()).collect());
    el!("section" { "class" = "panels", "aria-labelledby" = "panels-title", "hidden" = shown.holds(|screen| screen.pictures.is_empty()) } [
        el!("h2" { "class" = "vh", "id" = "panels-title" } [shown.word(|words| words.charts)]),
        el!("p" { "class" = "vh", "id" = KEYS } [shown.word(|words| words.chart_keys)]),
        each(ids, move |id| figure(shown, id)),
    ])
}

fn figure(shown: Shown, id: String) -> AnyView {
    let (name, of) = (id.clone(), id.clone());
    let panel = shown.part(move |screen| screen.pictures.iter().find(|panel| panel.id == name));
    let empty = panel.holds(|panel| panel.empty);
    el!("figure" {
        "class" = panel.says(|panel, _| format!("panel {}", panel.stand)),
        "id" = format!("panel-{id}"),
        "data-panel" = id,
        "data-kind" = panel.says(|panel, _| panel.kind.clone()),
    } [
        el!("figcaption" [
            el!("h3" [
                panel.says(|panel, _| panel.title.clone()),
                basis_mark(shown, move || panel.with(|panel| panel.basis)),
            ]),
            el!("p" { "class" = "finding" } [panel.says(|panel, _| panel.finding.clone())]),
            el!("p" { "class" = "vh", "id" = format!("summary-{of}") } [panel.says(|panel, _| panel.summary.clone())]),
        ]),
        legend_list(shown, panel),
        el!("div" { "class" = "empty", "hidden" = flag(move || !empty.get()) } [nothing(shown)]),
        chart(panel),
        el!("div" { "class" = "under" } [
            el!("p" { "class" = "note", "hidden" = panel.holds(|panel| panel.note.is_empty()) } [
                panel.says(|panel, _| panel.note.clone()),
            ]),
            el!("p" { "class" = "ignores", "hidden" = panel.holds(|panel| panel.ignores.is_empty()) } [
                panel.says(|panel, _| panel.ignores.clone()),
            ]),
            el!("p" { "class" = "figures", "hidden" = panel.holds(|panel| panel.published.is_empty()) } [anew(move || panel.read(|panel, lang| {
                figures(&panel.published, &panel.id, panel.basis, lang)
            }))]),
            el!("details" { "class" = "source" } [
                el!("summary" [
                    shown.word(|words| words.source),
                    el!("span" {
                        "class" = "sources",
                        "lang" = maybe(move || panel.read(|panel, lang| tongue(&words(lang).first_source(&panel.sources), lang))),
                    } [panel.says(|panel, lang| words(lang).first_source(&panel.sources))]),
                ]),
                el!("p" { "class" = "sources" } [anew(move || panel.read(|panel, lang| source_list(&panel.sources, lang)))]),
            ]),
            el!("p" { "class" = "files" } [
                word(shown, panel),
                png(shown, panel),
                file(shown, panel, "SVG", |panel, _| panel.svg.clone()),
                file(shown, panel, "CSV", |panel, _| panel.csv.clone()),
                embed(shown, panel, &of),
            ]),
            twin(shown, panel, &of),
        ]),
    ])
}

/// Why there is nothing to draw, and the way back.
fn nothing(shown: Shown) -> AnyView {
    let why = shown.says(|screen, lang| {
        let conditions: Vec<&str> = screen.chips.iter().filter(|chip| chip.key != "vs").map(|chip| chip.text.get(lang)).collect();
        words(lang).nothing_matches(&conditions.join(words(lang).semicolon))
    });
    let undo = shown.says(|screen, _| screen.chips.last().map(|chip| chip.remove.to_string()).unwrap_or_default());
    el!("p" [
        why,
        " ",
        el!("a" { "href" = undo, "hidden" = shown.holds(|screen| screen.chips.is_empty()), "rel" = "nofollow", "data-noscroll" = "" } [
            shown.word(|words| words.remove_last),
        ]),
    ])
}

fn file(shown: Shown, panel: Part<Picture>, label: &'static str, href: fn(&Picture, data::Lang) -> String) -> AnyView {
    let name = super::text(move || panel.with(|panel| format!("{label}{}{}", shown.words().of, panel.title)));
    el!("a" { "href" = panel.says(href), "download" = "", "rel" = "external", "aria-label" = name } [label])
}

/// The chart alone, and the code that puts it into another page.
fn embed(shown: Shown, panel: Part<Picture>, id: &str) -> AnyView {
    let id = id.to_string();
    let name = super::text(move || panel.with(|panel| format!("{}{}{}", shown.words().embed, shown.words().of, panel.title)));
    let href = super::text(move || shown.read(|screen, lang| format!("{}#code", screen.query.embed(&id).in_lang(lang))));
    el!("a" { "href" = href, "rel" = "external nofollow", "aria-label" = name } [shown.word(|words| words.embed)])
}

/// The chart on the clipboard with its words, which only a script can put there.
fn word(shown: Shown, panel: Part<Picture>) -> AnyView {
    el!("button" {
        "type" = "button",
        "class" = "needs-script",
        "data-word" = panel.says(|panel, _| panel.svg.clone()),
        "data-done" = shown.word(|words| words.copied),
        "data-failed" = shown.word(|words| words.not_saved),
    } [shown.word(|words| words.for_word), el!("span" { "role" = "status" })])
}

/// The picture as a PNG, which only a script can make.
fn png(shown: Shown, panel: Part<Picture>) -> AnyView {
    el!("button" {
        "type" = "button",
        "class" = "needs-script",
        "data-png" = panel.says(|panel, _| panel.svg.clone()),
        "data-name" = panel.says(|panel, _| panel.title.clone()),
        "data-done" = shown.word(|words| words.saved),
        "data-failed" = shown.word(|words| words.not_saved),
    } ["PNG", el!("span" { "role" = "status" })])
}

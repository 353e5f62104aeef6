//! A chart of a view beside the dashboard: its marks say more on hover and focus and lead to the dashboard, under it are its table and its files.
//! Called by the views that have charts.

use data::Lang;
use data::report::Panel;
use data::sheet::Sheet;
use leptos::prelude::*;

use super::frame::table;
use super::still;
use crate::screen::{Columns, Line, Picture, Spot, Stand};
use crate::view::basis::still_exception;
use crate::view::live::el;
use crate::words::words;

/// The charts beside each other, where there are any.
pub(super) fn charts<'a>(panels: impl IntoIterator<Item = &'a Panel>, sheet: &Sheet, lang: Lang) -> Option<AnyView> {
    let panels: Vec<&Panel> = panels.into_iter().collect();
    let columns = Columns::of(panels.iter().copied(), &sheet.query, lang);
    let drawn: Vec<AnyView> = panels.iter().map(|panel| chart(panel, columns.stand(&panel.id), sheet, lang)).collect();
    (!drawn.is_empty()).then(|| el!("div" { "class" = "panels" } [drawn]))
}

fn chart(panel: &Panel, stand: [Stand; 2], sheet: &Sheet, lang: Lang) -> AnyView {
    let shown = Picture::of(panel, &sheet.query, stand, lang);
    let way = |spot: &Spot| panel.rows.iter().find(|row| row.value == spot.value).map(|row| row.link.to_string());
    let hits = shown.spots.iter().map(|spot| still::hit(spot, way(spot))).collect::<Vec<_>>();
    el!("figure" { "class" = format!("panel {}", shown.stand), "data-panel" = panel.id.as_str(), "data-kind" = shown.kind.as_str() } [
        el!("figcaption" [
            el!("h3" [shown.title.as_str(), still_exception(panel.basis, sheet.basis, lang)]),
            el!("p" { "class" = "finding" } [shown.finding.as_str()]),
            still::summary(&shown),
        ]),
        still::legend(&shown, lang),
        el!("div" { "class" = "chart" } [
            el!("div" { "class" = "plot" } [
                still::pictures(&shown),
                el!("ul" { "class" = "hits", "aria-label" = shown.title.as_str() } [hits]),
            ]),
        ]),
        el!("div" { "class" = "under" } [still::note(&shown), still::source(&shown.sources, lang), files(&shown, lang), twin(&shown, way, lang)]),
    ])
}

/// The chart as files; a PNG only a script can make.
fn files(shown: &Picture, lang: Lang) -> AnyView {
    let word = words(lang);
    let named = |kind: &str| format!("{kind}{}{}", word.of, shown.title);
    el!("p" { "class" = "files" } [
        el!("button" {
            "type" = "button",
            "class" = "needs-script",
            "data-png" = shown.svg.as_str(),
            "data-name" = shown.title.as_str(),
            "data-done" = word.saved,
            "data-failed" = word.not_saved,
        } ["PNG", el!("span" { "role" = "status" })]),
        el!("a" { "href" = shown.svg.as_str(), "download" = "", "aria-label" = named("SVG") } ["SVG"]),
        el!("a" { "href" = shown.csv.as_str(), "download" = "", "aria-label" = named("CSV") } ["CSV"]),
    ])
}

/// The chart as a table, whose cells lead where its marks do.
fn twin(shown: &Picture, way: impl Fn(&Spot) -> Option<String>, lang: Lang) -> AnyView {
    let word = words(lang);
    let heads = shown.twin.heads.iter().map(|head| (head.text.clone(), head.numeric)).collect();
    let line = |line: &Line| {
        let cell = |(at, cell): (usize, &String)| match line.link(at, &shown.spots).and_then(&way) {
            Some(href) => el!("a" { "href" = href, "rel" = "nofollow" } [cell.as_str()]),
            None => cell.clone().into_any(),
        };
        let numeric = shown.twin.heads.iter().map(|head| head.numeric);
        line.cells.iter().enumerate().map(cell).zip(numeric).collect()
    };
    el!("details" { "class" = "twin", "id" = format!("twin-{}", shown.id) } [
        el!("summary" [word.table]),
        el!("button" {
            "type" = "button",
            "class" = "needs-script",
            "data-copy-table" = "",
            "data-done" = word.copied,
            "data-failed" = word.not_saved,
        } [word.copy_table, el!("span" { "role" = "status" })]),
        table(&shown.title, heads, shown.twin.lines.iter().map(line).collect()),
    ])
}

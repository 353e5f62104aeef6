//! A panel: title, what one sees, legend, picture, and under it the source, the table twin and the files. Called by the dashboard.

use data::report::Panel;
use data::schema::PanelKind;
use leptos::prelude::*;

use super::basis::basis_mark;
use super::chart::chart;
use super::figure::figures;
use super::footer::source_list;
use super::legend::legend_list;
use super::live::{anew, each, el, flag, text};
use super::shown::{Part, Shown};
use super::twin::twin;
use crate::chart::ChartData;
use crate::finding;
use crate::words::words;

/// The panels, in the bundle's order.
pub(crate) fn panels(shown: Shown) -> AnyView {
    let ids = move || shown.report.with(|report| report.panels.iter().map(|panel| panel.id.clone()).collect());
    el!("section" { "class" = "panels", "aria-labelledby" = "panels-title", "hidden" = shown.holds(|report| report.panels.is_empty()) } [
        el!("h2" { "class" = "vh", "id" = "panels-title" } [shown.word(|words| words.charts)]),
        each(ids, move |id| figure(shown, id)),
    ])
}

fn figure(shown: Shown, id: String) -> AnyView {
    let (name, of) = (id.clone(), id.clone());
    let panel = shown.part(move |report| report.panels.iter().find(|panel| panel.id == name));
    let data = Memo::new(move |_| {
        let lang = shown.lang.get();
        panel.with(|panel| Some(ChartData::from_panel(panel, lang)))
    });
    let empty = panel.holds(|panel| panel.total.rows == 0);
    el!("figure" {
        "class" = "panel",
        "id" = format!("panel-{id}"),
        "data-panel" = id,
        "data-kind" = panel.says(|panel, _| kind_name(panel.kind).to_string()),
    } [
        el!("figcaption" [
            el!("h3" [
                panel.says(|panel, lang| panel.title.get(lang).to_string()),
                basis_mark(shown, move || panel.with(|panel| panel.basis)),
            ]),
            el!("p" { "class" = "finding" } [panel.says(finding::finding)]),
        ]),
        legend_list(shown, panel, data),
        el!("div" { "class" = "empty", "hidden" = flag(move || !empty.get()) } [nothing(shown)]),
        chart(shown, panel, data, empty),
        el!("div" { "class" = "under" } [
            el!("p" { "class" = "note", "hidden" = panel.holds(|panel| panel.note.is_empty()) } [
                panel.says(|panel, lang| panel.note.get(lang).to_string()),
            ]),
            el!("p" { "class" = "ignores", "hidden" = panel.holds(|panel| panel.ignores.is_empty()) } [
                panel.says(|panel, lang| words(lang).ignores(&panel.ignores, lang)),
            ]),
            el!("p" { "class" = "figures", "hidden" = panel.holds(|panel| panel.published.is_empty()) } [anew(move || panel.with(|panel| {
                figures(&panel.published, &panel.id, panel.basis, shown.lang.get())
            }))]),
            el!("p" { "class" = "source" } [
                shown.word(|words| words.source),
                el!("span" { "class" = "sources" } [anew(move || panel.with(|panel| source_list(&panel.sources)))]),
            ]),
            el!("p" { "class" = "files" } [file(shown, panel, "svg", "SVG"), file(shown, panel, "csv", "CSV")]),
            twin(shown, panel, &of),
        ]),
    ])
}

fn kind_name(kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Bar => "bar",
        PanelKind::Stacked => "stacked",
        PanelKind::Scatter => "scatter",
    }
}

/// Why there is nothing to draw, and the way back.
fn nothing(shown: Shown) -> AnyView {
    let why = shown.says(|report, lang| {
        let conditions: Vec<&str> = report.chips.iter().map(|chip| chip.text.get(lang)).collect();
        words(lang).nothing_matches(&conditions.join(words(lang).semicolon))
    });
    let undo = shown.says(|report, _| report.chips.last().map(|chip| chip.remove.to_string()).unwrap_or_default());
    el!("p" [
        why,
        " ",
        el!("a" { "href" = undo, "hidden" = shown.holds(|report| report.chips.is_empty()), "data-noscroll" = "" } [
            shown.word(|words| words.remove_last),
        ]),
    ])
}

fn file(shown: Shown, panel: Part<Panel>, ending: &'static str, label: &'static str) -> AnyView {
    let href = text(move || {
        shown.read(|report, lang| {
            // A picture has words in it.
            let query = if ending == "svg" { report.query.in_lang(lang) } else { report.query.clone() };
            panel.with(|panel| query.panel_file(&panel.id, ending))
        })
    });
    let name = text(move || panel.with(|panel| format!("{label}{}{}", shown.words().of, shown.text(&panel.title))));
    el!("a" { "href" = href, "download" = "", "rel" = "external", "aria-label" = name } [label])
}

//! What the colours of a chart mean; the parts of stacks are links that toggle them. Called by the panel.

use data::report::Panel;
use leptos::prelude::*;

use super::current;
use super::live::{each, el, flag, text};
use super::shown::{Part, Shown};
use crate::chart::ChartData;
use crate::chart::legend::{Entry, Swatch, legend};

/// The legend; hidden where there is nothing to explain.
pub(super) fn legend_list(shown: Shown, panel: Part<Panel>, data: Memo<Option<ChartData>>) -> AnyView {
    let entries = move || data.with(|data| data.as_ref().map(legend).unwrap_or_default());
    let places = move || entries().iter().map(|entry| format!("{} {}", entry.role.property(), entry.label)).collect();
    let one = move |key: String| {
        let entry = entries().into_iter().find(|entry| format!("{} {}", entry.role.property(), entry.label) == key);
        entry.map(|entry| legend_entry(panel, entry)).unwrap_or_else(|| el!("li"))
    };
    el!("ul" {
        "class" = "legend",
        "hidden" = flag(move || entries().is_empty()),
        "aria-label" = shown.word(|words| words.legend),
    } [each(places, one)])
}

/// An entry that is no link.
pub(crate) fn still_entry(entry: &Entry) -> AnyView {
    el!("li"[el!("span" [sample(entry), entry.label.as_str()])])
}

fn sample(entry: &Entry) -> AnyView {
    let class = match entry.swatch {
        Swatch::Fill => "chart-swatch",
        Swatch::Line => "chart-swatch chart-swatch-line",
        Swatch::Hatch => "chart-swatch chart-swatch-hatch",
    };
    el!("span" { "class" = class, "style" = format!("--swatch:var({})", entry.role.property()), "aria-hidden" = "true" })
}

fn legend_entry(panel: Part<Panel>, entry: Entry) -> AnyView {
    let Some(part) = entry.part else { return still_entry(&entry) };
    let value = move |get: fn(&data::report::SplitValue) -> String| {
        text(move || panel.with(|panel| panel.split.as_ref()?.values.get(part).map(get)).unwrap_or_default())
    };
    let selected = Signal::derive(move || panel.with(|panel| current(panel.split.as_ref()?.values.get(part)?.selected)));
    el!("li" [
        el!("a" { "href" = value(|value| value.link.to_string()), "aria-current" = selected, "data-noscroll" = "" } [sample(&entry), entry.label]),
    ])
}

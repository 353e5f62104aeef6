//! What the colours of a chart mean; the parts of stacks are links that choose them. Called by the panel.

use leptos::prelude::*;

use super::current;
use super::live::{each, el, flag, maybe, text};
use super::shown::{Part, Shown};
use crate::screen::{Entry, Picture};

/// The legend; hidden where there is nothing to explain.
pub(super) fn legend_list(shown: Shown, panel: Part<Picture>) -> AnyView {
    let keys = move || panel.with(|panel| panel.legend.iter().map(|entry| format!("{} {}", entry.colour, entry.label)).collect());
    el!("ul" {
        "class" = "legend",
        "hidden" = flag(move || panel.with(|panel| panel.legend.is_empty())),
        "aria-label" = shown.word(|words| words.legend),
    } [each(keys, move |key| legend_entry(panel, key))])
}

/// An entry that is no link.
pub(crate) fn still_entry(entry: &Entry) -> AnyView {
    el!("li"[el!("span" [sample(entry), entry.label.as_str()])])
}

fn sample(entry: &Entry) -> AnyView {
    el!("span" { "class" = entry.class.as_str(), "style" = format!("--swatch:var({})", entry.colour), "aria-hidden" = "true" })
}

fn legend_entry(panel: Part<Picture>, key: String) -> AnyView {
    let find = move |panel: &Picture| panel.legend.iter().find(|entry| format!("{} {}", entry.colour, entry.label) == key).cloned();
    let first = panel.with(&find).unwrap_or_default();
    if first.href.is_empty() {
        return still_entry(&first);
    }
    let entry = Memo::new(move |_: Option<&Entry>| panel.with(&find).unwrap_or_default());
    el!("li" [
        el!("a" {
            "href" = text(move || entry.with(|entry| entry.href.clone())),
            "data-add" = maybe(move || entry.with(|entry| Some(entry.add.clone()).filter(|add| !add.is_empty()))),
            "data-alone" = first.alone.as_str(),
            "aria-current" = maybe(move || entry.with(|entry| current(entry.selected))),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [sample(&first), first.label.as_str()]),
    ])
}

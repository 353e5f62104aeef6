//! A chart that stands still: its pictures, its legend, its sources. Called by the embed and by the views beside the dashboard.

use data::Lang;
use data::schema::Source;
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;

use crate::screen::{Picture, Spot};
use crate::view::footer::source_list;
use crate::view::legend::still_entry;
use crate::view::live::{Value, el, element};
use crate::view::panel::KEYS;
use crate::view::tongue::tongue;
use crate::words::words;

/// The picture in the widths that it is drawn for; the style shows one.
pub(super) fn pictures(picture: &Picture) -> Vec<AnyView> {
    let drawn = |class: &'static str, svg: &str| {
        element("div", vec![class.attribute("class"), inner_html(svg.to_string()).into_any_attr()], Vec::new())
    };
    let full = (!picture.full.is_empty()).then(|| drawn("picture full", &picture.full));
    [drawn("picture narrow", &picture.narrow), drawn("picture wide", &picture.wide)].into_iter().chain(full).collect()
}

/// The picture in words, for those who do not see it.
pub(super) fn summary(picture: &Picture) -> AnyView {
    el!("p" { "class" = "vh", "id" = format!("summary-{}", picture.id) } [picture.summary.as_str()])
}

/// How the keyboard goes through a chart: once a page.
pub(super) fn keys(lang: Lang) -> AnyView {
    el!("p" { "class" = "vh", "id" = KEYS } [words(lang).chart_keys])
}

/// What its inks mean, where that needs saying.
pub(super) fn legend(picture: &Picture, lang: Lang) -> Option<AnyView> {
    let entries: Vec<AnyView> = picture.legend.iter().map(still_entry).collect();
    (!entries.is_empty()).then(|| el!("ul" { "class" = "legend", "aria-label" = words(lang).legend } [entries]))
}

/// What the reader must know of it.
pub(super) fn note(picture: &Picture) -> Option<AnyView> {
    (!picture.note.is_empty()).then(|| el!("p" { "class" = "note" } [picture.note.as_str()]))
}

/// Where its numbers come from: the first source in a line, all behind it.
pub(super) fn source(sources: &[Source], lang: Lang) -> Option<AnyView> {
    let first = words(lang).first_source(sources);
    (!sources.is_empty()).then(|| {
        el!("details" { "class" = "source" } [
            el!("summary" [words(lang).source, el!("span" { "class" = "sources", "lang" = tongue(&first, lang) } [first])]),
            el!("p" { "class" = "sources" } [source_list(sources, lang)]),
        ])
    })
}

/// A mark that leads somewhere, or nowhere; what it says on hover and focus.
pub(super) fn hit(spot: &Spot, href: Option<String>) -> AnyView {
    el!("li" { "style" = spot.place.as_str(), "class" = if spot.at_end { "end" } else { "" } } [
        el!("a" {
            "class" = "hit",
            "href" = href,
            "rel" = "nofollow",
            "tabindex" = spot.part.then(|| "-1".to_string()),
            "data-depth" = spot.part.then(|| "2".to_string()),
            "aria-label" = spot.label.as_str(),
            "aria-current" = spot.selected.then(|| "true".to_string()),
        }),
        el!("span" { "class" = "ink" }),
    ])
}

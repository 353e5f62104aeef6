//! A chart that stands still: its pictures, its legend, its sources. Called by the embed and by the views beside the dashboard.

use data::Lang;
use data::schema::Source;
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;

use crate::screen::Picture;
use crate::view::footer::source_list;
use crate::view::legend::still_entry;
use crate::view::live::{Value, el, element};
use crate::words::words;

/// The picture in both widths; the style shows one.
pub(super) fn pictures(picture: &Picture) -> Vec<AnyView> {
    let drawn = |class: &'static str, svg: &str| {
        element("div", vec![class.attribute("class"), inner_html(svg.to_string()).into_any_attr()], Vec::new())
    };
    vec![drawn("picture narrow", &picture.narrow), drawn("picture wide", &picture.wide)]
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

/// Where its numbers come from.
pub(super) fn source(sources: &[Source], lang: Lang) -> Option<AnyView> {
    let list = || el!("p" { "class" = "source" } [words(lang).source, el!("span" { "class" = "sources" } [source_list(sources)])]);
    (!sources.is_empty()).then(list)
}

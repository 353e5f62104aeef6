//! Published figures beside computed ones: each a link to its page, with the words that carry it on hover and focus. Called by tiles, panels and
//! the table.

use data::report::Published;
use data::text::grouped;
use data::{Basis, Lang};
use leptos::prelude::*;

use super::live::el;
use super::tongue::tongue;
use crate::words::words;

/// A figure. `id` is its tooltip's in the document; `made_to_fit`: illustrative rows were made to give it.
pub(super) fn published(figure: &Published, id: &str, made_to_fit: bool, lang: Lang) -> AnyView {
    let word = words(lang);
    let value = word.published(&figure.qualifier, &grouped(&figure.written));
    el!("span" { "class" = "published" } [
        el!("a" { "href" = figure.link.to_string(), "rel" = "external", "aria-describedby" = id } [value]),
        el!("span" { "class" = "tip", "role" = "tooltip", "id" = id } [
            el!("q" { "lang" = tongue(&figure.phrase, lang) } [figure.phrase.as_str()]),
            el!("span" { "class" = "place", "lang" = tongue(&figure.place, lang) } [figure.place.as_str()]),
            made_to_fit.then(|| el!("span" { "class" = "place" } [word.made_to_fit])),
        ]),
    ])
}

/// The figures that a chart or table shows. `place` tells their tooltips apart from others of the document.
pub(super) fn figures(figures: &[Published], place: &str, basis: Basis, lang: Lang) -> Vec<AnyView> {
    let one = |figure: &Published| published(figure, &format!("{place}-{}", figure.id), basis == Basis::Illustrative, lang);
    figures.iter().map(one).collect()
}

//! The mark beside everything that does not rest on published rows alone. Called by panels, tiles, facets and tables.

use data::{Basis, Lang};
use leptos::prelude::*;

use super::live::{el, flag, text};
use super::shown::Shown;
use crate::words::words;

/// 示例 in amber, 推断 in grey; nothing for what is published. It follows the basis.
pub(crate) fn basis_mark(shown: Shown, basis: impl Fn() -> Basis + Send + Sync + 'static) -> AnyView {
    let basis = Signal::derive(basis);
    el!("span" {
        "class" = text(move || class_of(basis.get()).to_string()),
        "hidden" = flag(move || basis.get() == Basis::Published),
        "title" = text(move || shown.words().basis_why(basis.get()).to_string()),
    } [text(move || shown.text(&basis.get().title()))])
}

/// The same of something that does not change.
pub(crate) fn still_mark(basis: Basis, lang: Lang) -> Option<AnyView> {
    let mark = || el!("span" { "class" = class_of(basis), "title" = words(lang).basis_why(basis) } [basis.title().get(lang)]);
    (basis != Basis::Published).then(mark)
}

fn class_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Illustrative => "basis illustrative",
        Basis::Inferred => "basis inferred",
        Basis::Published => "basis",
    }
}

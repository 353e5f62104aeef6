//! What numbers rest on. A page, a table and a chart say it once, at their head; beside a single number it stands only where that differs from
//! the head. Called by every view.

use data::{Basis, Lang};
use leptos::prelude::*;

use super::live::{el, flag, text};
use super::shown::Shown;
use crate::words::words;

/// The mark at a head, 示例 in amber or 推断 in grey; nothing where all is published. It follows the basis.
pub(crate) fn basis_mark(shown: Shown, basis: impl Fn() -> Basis + Send + Sync + 'static) -> AnyView {
    let basis = Signal::derive(basis);
    mark(shown, basis, flag(move || basis.get() == Basis::Published))
}

/// The mark of what differs from the page's head.
pub(crate) fn exception_mark(shown: Shown, basis: impl Fn() -> Basis + Send + Sync + 'static) -> AnyView {
    let basis = Signal::derive(basis);
    mark(shown, basis, flag(move || shown.screen.with(|screen| screen.basis == basis.get())))
}

fn mark(shown: Shown, basis: Signal<Basis>, hidden: Signal<bool>) -> AnyView {
    el!("span" {
        "class" = text(move || class_of(basis.get()).to_string()),
        "hidden" = hidden,
        "title" = text(move || shown.words().basis_why(basis.get()).to_string()),
    } [text(move || shown.text(&basis.get().title()))])
}

/// The page's head: what its numbers rest on, in a sentence; nothing where all is published.
pub(crate) fn page_basis(shown: Shown) -> AnyView {
    el!("p" {
        "class" = shown.says(|screen, _| rests(screen.basis).to_string()),
        "hidden" = shown.holds(|screen| screen.basis == Basis::Published),
    } [shown.says(|screen, lang| words(lang).page_rests(screen.basis))])
}

/// The same on a page without scripts.
#[cfg(feature = "ssr")]
pub(crate) fn still_page_basis(basis: Basis, lang: Lang) -> Option<AnyView> {
    (basis != Basis::Published).then(|| el!("p" { "class" = rests(basis) } [words(lang).page_rests(basis)]))
}

/// The mark at a head that does not change: pages without scripts have them.
#[cfg(feature = "ssr")]
pub(crate) fn still_mark(basis: Basis, lang: Lang) -> Option<AnyView> {
    still_exception(basis, Basis::Published, lang)
}

/// The mark of what differs from the basis that its head names.
pub(crate) fn still_exception(basis: Basis, head: Basis, lang: Lang) -> Option<AnyView> {
    let mark = || el!("span" { "class" = class_of(basis), "title" = words(lang).basis_why(basis) } [basis.title().get(lang)]);
    (basis != head).then(mark)
}

fn class_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Illustrative => "basis illustrative",
        Basis::Inferred => "basis inferred",
        Basis::Published => "basis",
    }
}

fn rests(basis: Basis) -> &'static str {
    if basis == Basis::Illustrative { "rests illustrative" } else { "rests" }
}

//! The table: its tabs and tools, the rows, the pages. Called by the dashboard.

use data::{Basis, Lang};
use leptos::prelude::*;

use super::basis::basis_mark;
use super::figure::figures;
use super::live::{anew, el};
use super::shown::Shown;
use super::table_grid::grid;
use super::table_tools::{columns, export, pager, search, tabs};
use crate::screen::Screen;
use crate::words::words;

/// The section with the table.
pub(crate) fn table_section(shown: Shown) -> AnyView {
    el!("section" { "id" = "table", "aria-labelledby" = "table-title" } [
        el!("h2" { "class" = "vh", "id" = "table-title" } [shown.word(|words| words.data_table)]),
        tabs(shown),
        el!("div" { "class" = "tools" } [search(shown), columns(shown), export(shown)]),
        el!("p" { "class" = "about", "hidden" = shown.holds(|screen| screen.table.description.is_empty()) } [
            shown.says(|screen, lang| screen.table.description.get(lang).to_string()),
            basis_mark(shown, move || shown.screen.with(|screen| basis(screen))),
        ]),
        el!("p" { "class" = "figures", "hidden" = shown.holds(|screen| screen.table.published.is_empty()) } [anew(move || {
            shown.read(|screen, lang| figures(&screen.table.published, "table", screen.basis, lang))
        })]),
        el!("p" { "class" = "ignores", "hidden" = shown.holds(|screen| ignored(screen, Lang::Zh).is_empty()) } [shown.says(ignored)]),
        grid(shown),
        pager(shown),
    ])
}

/// The worst basis of the rows that match.
pub(super) fn basis(screen: &Screen) -> Basis {
    screen.counts.iter().find(|count| count.table == screen.table.table).map_or(screen.basis, |count| count.basis)
}

/// The filters that the table cannot see, in a sentence.
pub(super) fn ignored(screen: &Screen, lang: Lang) -> String {
    let count = screen.counts.iter().find(|count| count.table == screen.table.table);
    match count {
        Some(count) if !count.ignores.is_empty() => words(lang).ignores(&count.ignores, lang),
        _ => String::new(),
    }
}

//! The rows of the table: heads that sort, numbers to the right, cells that filter, and what is missing with its reason. Called by the table
//! section.

use data::report::{Cell, Column, TablePage};
use data::text::grouped;
use data::{Basis, Lang};
use leptos::prelude::*;

use super::basis::still_exception;
use super::live::{anew, each, el};
use super::shown::Shown;
use super::table::basis;
use super::tongue::tongue;
use super::twin::class;
use super::wrapped::{self, around};
use crate::format;
use crate::words::words;

/// Heads and rows, scrolling inside their own box.
pub(super) fn grid(shown: Shown) -> AnyView {
    let title = shown.says(|screen, lang| screen.table.title.get(lang).to_string());
    let columns = move || shown.screen.with(|screen| screen.table.columns.iter().map(|column| column.id.clone()).collect());
    let body = move || shown.read(|screen, lang| rows(&screen.table, basis(screen), lang));
    let nothing = shown.holds(|screen| !screen.table.rows.is_empty());
    el!("div" [
        el!("div" { "class" = "scroll", "tabindex" = "0", "role" = "region", "aria-label" = title } [
            el!("table" [
                el!("caption" { "class" = "vh" } [title]),
                el!("thead" [el!("tr" [each(columns, move |id| head(shown, id))])]),
                el!("tbody" [anew(body)]),
            ]),
        ]),
        el!("p" { "class" = "empty", "hidden" = nothing } [shown.word(|words| words.no_rows)]),
    ])
}

fn head(shown: Shown, id: String) -> AnyView {
    let column = shown.part(move |screen| screen.table.columns.iter().find(|column| column.id == id));
    el!("th" {
        "scope" = "col",
        "class" = column.says(|column, _| class(column.numeric).to_string()),
        "aria-sort" = column.maybe(order),
    } [
        el!("a" {
            "href" = column.says(|column, _| column.sort.to_string()),
            "title" = column.says(|column, lang| column.description.get(lang).to_string()),
            "rel" = "nofollow",
            "data-noscroll" = "",
            "class" = column.says(|column, lang| wrapped::class(&headed(column, lang)).to_string()),
            "style" = column.says(|column, lang| wrapped::least(&headed(column, lang))),
        } [
            column.says(|column, lang| column.title.get(lang).to_string()),
            el!("small" { "hidden" = column.holds(|column| column.unit.is_empty()) } [
                column.says(|column, lang| words(lang).in_brackets(column.unit.get(lang))),
            ]),
            el!("span" { "class" = "order", "aria-hidden" = "true" }),
        ]),
    ])
}

/// A head's words: its unit is among them, and the arrow of the order ends them.
fn headed(column: &Column, lang: Lang) -> String {
    let title = match column.unit.get(lang) {
        "" => column.title.get(lang).to_string(),
        unit => words(lang).beside(column.title.get(lang), unit),
    };
    format!("{title}\u{a0}↑")
}

fn order(column: &Column) -> Option<String> {
    column.sorted.map(|descending| if descending { "descending" } else { "ascending" }.to_string())
}

fn rows(page: &TablePage, head: Basis, lang: Lang) -> Vec<AnyView> {
    let row = |(at, row): (usize, &Vec<Cell>)| {
        let basis = page.row_basis.get(at).copied().unwrap_or_default();
        let mut cells: Vec<AnyView> = Vec::new();
        for (column, value) in page.columns.iter().zip(row) {
            let shown = cell(column, value, lang);
            let says = if value.missing.is_some() { String::new() } else { written(column, value, lang) };
            cells.push(match (cells.is_empty(), column.numeric) {
                (true, _) => {
                    let mark = still_exception(basis, head, lang);
                    let marked = mark.as_ref().map(|_| format!("{says} {}", basis.title().get(lang)));
                    let whole = around(marked.as_ref().unwrap_or(&says), vec![shown, " ".into_any(), mark.into_any()]);
                    el!("th" { "scope" = "row", "lang" = said_in(value, &says, lang) } [whole])
                }
                (false, true) => el!("td" { "class" = class(true) } [shown]),
                (false, false) => el!("td" { "lang" = said_in(value, &says, lang) } [around(&says, vec![shown])]),
            });
        }
        el!("tr" { "data-basis" = basis.id() } [cells])
    };
    page.rows.iter().enumerate().map(row).collect()
}

/// The language of a text that is not in the page's.
fn said_in(cell: &Cell, text: &str, lang: Lang) -> Option<String> {
    cell.number.is_none().then(|| tongue(text, lang)).flatten()
}

fn cell(column: &Column, cell: &Cell, lang: Lang) -> AnyView {
    if let Some(reason) = cell.missing {
        let reason = reason.title();
        return el!("span" { "class" = "missing", "title" = reason.get(lang) } [
            el!("span" { "aria-hidden" = "true" } [format::NO_VALUE]),
            el!("span" { "class" = "vh" } [reason.get(lang)]),
        ]);
    }
    let text = written(column, cell, lang);
    match &cell.link {
        // A published figure has a page of its own, which is a document.
        Some(link) if !link.item.is_empty() => el!("a" { "href" = link.to_string(), "rel" = "external" } [text]),
        Some(link) => el!("a" { "href" = link.to_string(), "rel" = "nofollow", "data-noscroll" = "" } [text]),
        None => text.into_any(),
    }
}

/// A cell's words: its label, or its number with every digit (of more than three decimals rounded), or what the file has.
fn written(column: &Column, cell: &Cell, lang: Lang) -> String {
    match (&cell.label, cell.number) {
        (Some(label), _) => label.get(lang).to_string(),
        (None, Some(number)) if column.numeric => {
            let decimals = cell.raw.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let is_plain = decimals <= usize::from(format::MOST_DECIMALS) && !cell.raw.contains('e');
            if is_plain { grouped(&cell.raw) } else { format::number(number, format::MOST_DECIMALS) }
        }
        _ => match cell.raw.as_str() {
            "true" => words(lang).yes.to_string(),
            "false" => words(lang).no.to_string(),
            raw => raw.to_string(),
        },
    }
}

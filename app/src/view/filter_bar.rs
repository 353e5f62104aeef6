//! The filter as a sentence that stays in sight, in one line: chips, how many rows of the table shown match, and the ways to take the result
//! along; the other tables' counts and further files stand behind disclosures. Called by the dashboard.

use data::query::{Cells, Cols, Head};
use data::report::TableCount;
use data::{Lang, Query};
use leptos::ev::{self, on};
use leptos::prelude::*;

use super::live::{Value, anew, each, el, element, flag, text};
use super::shown::{Part, Shown};
use super::table::ignored;
use crate::format;
use crate::screen::Screen;
use crate::words::words;

/// The bar under the header.
pub(crate) fn filter_bar(shown: Shown) -> AnyView {
    let unfiltered = shown.holds(|screen| screen.chips.is_empty());
    let names = move || shown.screen.with(|screen| screen.chips.iter().map(|chip| chip.text.zh.clone()).collect());
    el!("section" { "class" = "bar", "aria-label" = shown.word(|words| words.filter) } [
        el!("p" { "class" = "unfiltered", "hidden" = flag(move || !unfiltered.get()) } [shown.word(|words| words.unfiltered)]),
        el!("ul" { "class" = "chips", "hidden" = unfiltered, "aria-label" = shown.word(|words| words.conditions) } [
            each(names, move |name| chip(shown, name)),
        ]),
        el!("a" { "id" = "clear", "href" = shown.says(|screen, _| screen.clear.to_string()), "hidden" = unfiltered, "rel" = "nofollow", "data-noscroll" = "" } [
            shown.word(|words| words.clear),
        ]),
        counts(shown),
        take(shown),
    ])
}

/// One condition, with the link that removes it.
fn chip(shown: Shown, name: String) -> AnyView {
    let chip = shown.part(move |screen| screen.chips.iter().find(|chip| chip.text.zh == name));
    el!("li" [
        el!("a" {
            "href" = chip.says(|chip, _| chip.remove.to_string()),
            "aria-label" = chip.says(|chip, lang| format!("{}{}", words(lang).remove, chip.text.get(lang))),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [
            el!("span" { "class" = "name" } [chip.says(|chip, lang| chip.text.get(lang).to_string())]),
            el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
        ]),
    ])
}

/// How many rows of the table shown match; behind it the same of every table.
fn counts(shown: Shown) -> AnyView {
    let lines = move || shown.read(|screen, lang| screen.counts.iter().map(|one| count(one, lang)).collect());
    let of_shown: Part<TableCount> = shown.part(|screen| screen.counts.iter().find(|count| count.table == screen.table.table));
    el!("details" { "class" = "menu matches" } [
        el!("summary" [
            el!("span" { "aria-live" = "polite" } [
                el!("span" { "class" = "folds name" } [of_shown.says(|count, lang| count.title.get(lang).to_string())]),
                " ",
                el!("b" [of_shown.says(|count, _| format::count(count.matched))]),
                el!("span" { "class" = "folds" } [of_shown.says(|count, _| format!(" / {}", format::count(count.total)))]),
            ]),
            el!("span" { "class" = "caret", "aria-hidden" = "true" }),
        ]),
        el!("ul" { "class" = "counts", "aria-label" = shown.word(|words| words.counts) } [
            el!("li" { "aria-hidden" = "true" } [shown.word(|words| words.counts)]),
            anew(lines),
        ]),
    ])
}

/// How many rows of a table match, and the filters that it cannot see.
fn count(count: &TableCount, lang: Lang) -> AnyView {
    let ignores = (!count.ignores.is_empty()).then(|| el!("small"[words(lang).ignores(&count.ignores, lang)]));
    el!("li" {
        "data-count" = count.table.as_str(),
        "data-matched" = count.matched.to_string(),
        "data-total" = count.total.to_string(),
    } [
        format!("{} ", count.title.get(lang)),
        el!("b" [format::count(count.matched)]),
        format!(" / {}", format::with_unit(&format::count(count.total), count.unit.get(lang))),
        ignores,
    ])
}

/// The link, the CSV, and what else the result can be had as.
fn take(shown: Shown) -> AnyView {
    let whole = shown.says(|screen, lang| csv(screen, in_words(&screen.query, lang)));
    let all_columns = shown.says(|screen, lang| csv(screen, in_words(&screen.query, lang).showing(Cols::All)));
    let raw = shown.says(|screen, _| csv(screen, screen.query.clone()));
    let without_bom = shown.says(|screen, lang| csv(screen, Query { bom: false, ..in_words(&screen.query, lang) }));
    let sidecar = shown.says(|screen, _| screen.query.sidecar(&screen.table.table));
    let more = shown.word(|words| words.export_more);
    el!("div" { "class" = "take" } [
        compare(shown),
        copy(shown),
        el!("a" {
            "id" = "export",
            "class" = "button",
            "href" = whole,
            "download" = "",
            "rel" = "external",
            "aria-label" = shown.says(|screen, lang| words(lang).export_csv_of(screen.table.title.get(lang), screen.table.matched)),
            "aria-describedby" = "export-ignores",
        } [
            el!("span" { "class" = "folds" } [shown.word(|words| words.export)]),
            "CSV",
            el!("span" { "class" = "folds what" } [
                shown.word(|words| words.of),
                el!("span" { "class" = "name" } [shown.says(|screen, lang| screen.table.title.get(lang).to_string())]),
                el!("span" [shown.says(|screen, lang| words(lang).rows_in_file(screen.table.matched))]),
            ]),
        ]),
        el!("details" { "class" = "menu" } [
            el!("summary" { "aria-label" = more, "title" = more } [el!("span" { "class" = "caret", "aria-hidden" = "true" })]),
            el!("ul" [
                file(all_columns, shown.word(|words| words.all_columns)),
                file(raw, shown.word(|words| words.raw_values)),
                file(without_bom, shown.word(|words| words.without_bom)),
                file(sidecar, shown.word(|words| words.sidecar)),
                el!("li" { "id" = "export-ignores", "class" = "ignores", "hidden" = shown.holds(|screen| ignored(screen, Lang::Zh).is_empty()) } [
                    shown.says(ignored),
                ]),
            ]),
        ]),
    ])
}

/// What is chosen side by side: its values are the sides, in the order of the address.
fn compare(shown: Shown) -> AnyView {
    el!("a" {
        "id" = "compare",
        "class" = "button",
        "href" = shown.says(|screen, _| screen.query.compared().to_string()),
        "hidden" = shown.holds(|screen| !screen.bundle.views.iter().any(|view| view == "compare")),
        "rel" = "external nofollow",
    } [
        el!("span" { "class" = "glyph bars", "aria-hidden" = "true" }),
        el!("span" { "class" = "folds" } [shown.word(|words| words.view("compare"))]),
    ])
}

/// Copies the address; hidden where that does not work.
fn copy(shown: Shown) -> AnyView {
    let copied = RwSignal::new(None);
    let asked = move || shown.screen.with(|screen| screen.query.to_string());
    let hidden = flag(move || !(shown.live.get() && clipboard_works()));
    // What was copied is the link of the page only until the next click.
    let is_copied = Memo::new(move |_| copied.get() == Some(asked()));
    let name = text(move || if is_copied.get() { shown.words().copied } else { shown.words().copy_link }.to_string());
    let glyph = text(move || if is_copied.get() { "glyph done" } else { "glyph link" }.to_string());
    let copy_now = move |_| {
        copy_address();
        copied.set(Some(asked()));
    };
    element(
        "button",
        vec!["button".attribute("type"), "copy".attribute("id"), hidden.attribute("hidden"), on(ev::click, copy_now).into_any_attr()],
        vec![el!("span" { "class" = glyph, "aria-hidden" = "true" }), el!("span" { "class" = "folds" } [name])],
    )
}

fn file(href: Signal<String>, name: Signal<String>) -> AnyView {
    el!("li"[el!("a" { "href" = href, "download" = "", "rel" = "external" } [name])])
}

/// The query of a file for a reader: titles for heads, labels for values.
pub(super) fn in_words(query: &Query, lang: Lang) -> Query {
    Query { head: Head::Title, cells: Cells::Label, lang: Some(lang), ..query.clone() }
}

/// The address of the table shown as a file.
pub(super) fn csv(screen: &Screen, query: Query) -> String {
    query.csv(&screen.table.table)
}

/// Browsers offer the clipboard to secure pages only.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn clipboard_works() -> bool {
    window().is_secure_context()
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn copy_address() {
    let window = window();
    if let Ok(address) = window.location().href() {
        // Whether the reader allows it shows in the browser.
        let _ = window.navigator().clipboard().write_text(&address);
    }
}

/// The server copies nothing.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn clipboard_works() -> bool {
    false
}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn copy_address() {}

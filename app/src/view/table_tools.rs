//! What stands around the table's rows: tabs, search, the column chooser, the table as a file, pages. Called by the table section.

use data::Query;
use data::query::{Cols, LONGEST_WORDS, PAGE_SIZES};
use data::report::TablePage;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::current;
use super::filter_bar::{csv, in_words};
use super::form::{action, kept};
use super::haste::go;
use super::live::{self, anew, each, el, maybe, text};
use super::shown::Shown;
use crate::format;
use crate::screen::Screen;
use crate::words::words;

/// One tab a table, each with how many of its rows match.
pub(super) fn tabs(shown: Shown) -> AnyView {
    let tables = move || shown.screen.with(|screen| screen.counts.iter().map(|count| count.table.clone()).collect());
    el!("nav" { "class" = "tabs", "aria-label" = shown.word(|words| words.tables) } [
        el!("ul" [each(tables, move |table| tab(shown, table))]),
    ])
}

fn tab(shown: Shown, table: String) -> AnyView {
    let (name, here) = (table.clone(), table.clone());
    let count = shown.part(move |screen| screen.counts.iter().find(|count| count.table == name));
    let here = maybe(move || shown.screen.with(|screen| (screen.table.table == here).then(|| "page".to_string())));
    el!("li" [
        el!("a" {
            "href" = count.says(|count, _| count.link.to_string()),
            "aria-current" = here,
            "data-tab" = table,
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [
            count.says(|count, lang| format!("{} ", count.title.get(lang))),
            el!("small" [count.says(|count, _| format::count(count.matched))]),
        ]),
    ])
}

/// Words that the rows must contain: a GET form, which scripts turn into a link.
pub(super) fn search(shown: Shown) -> AnyView {
    let input = NodeRef::<Input>::new();
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let words = input.value();
        let next = shown.screen.with_untracked(|screen| {
            let words = words.trim();
            Query { q: (!words.is_empty()).then(|| words.to_string()), ..screen.query.without_search() }
        });
        go(shown, &next, "");
    };
    let sought = shown.says(|screen, _| screen.query.q.clone().unwrap_or_default());
    // What somebody has typed by the time an answer arrives stays.
    Effect::new(move |before: Option<String>| {
        let now = sought.get();
        if let (Some(before), Some(input)) = (before, input.get())
            && input.value() == before
        {
            input.set_value(&now);
        }
        now
    });
    let others = move || shown.screen.with(|screen| kept(&screen.query.without_search()));
    view! {
        <form class="search" role="search" method="get" action=live::led(shown.says(|screen, _| action(&screen.query))) on:submit=search>
            {anew(others)}
            <input
                type="search"
                name="q"
                maxlength=LONGEST_WORDS.to_string()
                node_ref=input
                value=sought
                placeholder=shown.word(|words| words.search_hint)
                aria-label=shown.word(|words| words.search)
            />
            <button type="submit">{shown.word(|words| words.search)}</button>
        </form>
    }
    .into_any()
}

/// The table as a file for a reader: every row that matches, in the columns shown.
pub(super) fn export(shown: Shown) -> AnyView {
    el!("a" {
        "class" = "button",
        "href" = shown.says(|screen, lang| csv(screen, in_words(&screen.query, lang))),
        "download" = "",
        "rel" = "external",
    } [shown.says(|screen, lang| {
        let word = words(lang);
        format!("{}CSV{}{}{}", word.export, word.of, screen.table.title.get(lang), word.rows_in_file(screen.table.matched))
    })])
}

/// Which columns are shown: a link each, and links to all and to the bundle's choice.
pub(super) fn columns(shown: Shown) -> AnyView {
    let ids = move || shown.screen.with(|screen| screen.table.choices.iter().map(|choice| choice.id.clone()).collect());
    let all = shown.says(|screen, _| screen.query.showing(Cols::All).to_string());
    let default = shown.says(|screen, _| screen.query.showing(Cols::Default).to_string());
    el!("details" { "class" = "menu columns" } [
        el!("summary" [shown.word(|words| words.columns)]),
        el!("div" { "class" = "sheet" } [
            el!("p" [
                el!("a" { "href" = all, "rel" = "nofollow", "data-noscroll" = "" } [shown.word(|words| words.all_columns)]),
                el!("a" { "href" = default, "rel" = "nofollow", "data-noscroll" = "" } [shown.word(|words| words.default_columns)]),
            ]),
            el!("ul" [each(ids, move |id| choice(shown, id))]),
        ]),
    ])
}

fn choice(shown: Shown, id: String) -> AnyView {
    let name = id.clone();
    let choice = shown.part(move |screen| screen.table.choices.iter().find(|choice| choice.id == name));
    let toggled = text(move || shown.screen.with(|screen| with_column_toggled(&screen.query, &screen.table, &id)));
    el!("li" [
        el!("a" { "href" = toggled, "aria-current" = choice.maybe(|choice| current(choice.shown)), "rel" = "nofollow", "data-noscroll" = "" } [
            el!("span" { "class" = "tick", "aria-hidden" = "true" }),
            choice.says(|choice, lang| choice.title.get(lang).to_string()),
        ]),
    ])
}

/// The address with a column added at its place in the table, or taken away; the last one stays.
fn with_column_toggled(query: &Query, table: &TablePage, id: &str) -> String {
    let is_shown = |id: &str| table.columns.iter().any(|column| column.id == id);
    let mut columns: Vec<String> = table.columns.iter().map(|column| column.id.clone()).collect();
    if is_shown(id) {
        columns.retain(|column| column != id || table.columns.len() == 1);
    } else {
        // After the shown column that stands before it in the table.
        let before = table.choices.iter().take_while(|choice| choice.id != id).filter(|choice| is_shown(&choice.id)).last();
        let at = before.and_then(|before| columns.iter().position(|column| *column == before.id)).map_or(0, |at| at + 1);
        columns.insert(at, id.to_string());
    }
    query.showing(Cols::These(columns)).to_string()
}

/// Which rows are shown, the way to the others, and how many at a time.
pub(super) fn pager(shown: Shown) -> AnyView {
    let range = shown.says(|screen, lang| {
        let TablePage { page, size, matched, .. } = screen.table;
        let first = if matched == 0 { 0 } else { page.saturating_sub(1) * size + 1 };
        words(lang).rows_of(first, (page * size).min(matched), matched)
    });
    let previous = shown.says(|screen, _| to_page(screen, screen.table.page.saturating_sub(1).max(1)));
    let next = shown.says(|screen, _| to_page(screen, screen.table.page + 1));
    let (first, last) = (shown.holds(|screen| screen.table.page <= 1), shown.holds(|screen| screen.table.page >= screen.table.pages));
    el!("nav" { "class" = "pager", "aria-label" = shown.word(|words| words.pages) } [
        el!("span" { "class" = "range" } [range]),
        el!("a" { "class" = "button", "rel" = "prev nofollow", "href" = previous, "hidden" = first, "data-noscroll" = "" } [
            shown.word(|words| words.previous),
        ]),
        el!("span" [shown.says(|screen, lang| words(lang).page_of(screen.table.page, screen.table.pages))]),
        el!("a" { "class" = "button", "rel" = "next nofollow", "href" = next, "hidden" = last, "data-noscroll" = "" } [
            shown.word(|words| words.next),
        ]),
        el!("span" { "class" = "sizes" } [
            shown.word(|words| words.rows_a_page),
            PAGE_SIZES.map(|size| page_size(shown, size)).into_iter().collect::<Vec<_>>(),
        ]),
    ])
}

fn page_size(shown: Shown, size: u32) -> AnyView {
    let href = text(move || shown.screen.with(|screen| screen.query.sized(size).to_string()));
    let here = maybe(move || shown.screen.with(|screen| current(screen.table.size == size)));
    el!("a" { "href" = href, "aria-current" = here, "rel" = "nofollow", "data-noscroll" = "" } [size.to_string()])
}

fn to_page(screen: &Screen, page: u32) -> String {
    screen.query.at_page(page).to_string()
}

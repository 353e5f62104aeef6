//! The table under a chart. While it is closed it waits: nobody reads it, and its rows would cost a click more than the picture does. Called by
//! the panel.

use leptos::ev::{self, on};
use leptos::prelude::*;

use super::live::{Value, anew, el, element};
use super::shown::{Part, Shown};
use crate::screen::{Head, Line, Picture, Twin};

/// A disclosure with the table of the panel `id`.
pub(super) fn twin(shown: Shown, panel: Part<Picture>, id: &str) -> AnyView {
    let title = panel.says(|panel, _| panel.title.clone());
    let id = format!("twin-{id}");
    let (place, open) = (id.clone(), RwSignal::new(false));
    let look = move || open.set(is_open(&place));
    // It may have been opened before scripts ran.
    let first = look.clone();
    Effect::new(move |_| first());
    let rows = move |make: fn(&Twin) -> Vec<AnyView>| {
        let now = || panel.with(|panel| make(&panel.twin));
        if open.get() { now() } else { untrack(now) }
    };
    let table = el!("div" { "class" = "scroll", "tabindex" = "0", "role" = "region", "aria-label" = title } [
        el!("table" [
            el!("caption" { "class" = "vh" } [title]),
            el!("thead" [el!("tr" [anew(move || rows(heads))])]),
            el!("tbody" [anew(move || rows(lines))]),
        ]),
    ]);
    let copy = el!("button" {
        "type" = "button",
        "class" = "needs-script",
        "data-copy-table" = "",
        "data-done" = shown.word(|words| words.copied),
        "data-failed" = shown.word(|words| words.not_saved),
    } [shown.word(|words| words.copy_table), el!("span" { "role" = "status" })]);
    // A click that opens it comes before `toggle`, which may come a frame late: no frame shows rows of before.
    let opening = move |_| {
        if !open.get_untracked() {
            open.set(true);
        }
    };
    let events = [on(ev::click, opening).into_any_attr(), on(ev::toggle, move |_| look()).into_any_attr()];
    let attributes = ["twin".attribute("class"), id.attribute("id")].into_iter().chain(events).collect();
    element("details", attributes, vec![el!("summary"[shown.word(|words| words.table)]), copy, table])
}

/// Whether the disclosure with this id is open.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn is_open(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|details| details.has_attribute("open"))
}

/// On the server nothing is opened.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn is_open(_id: &str) -> bool {
    false
}

/// Numbers stand to the right.
pub(super) fn class(numeric: bool) -> &'static str {
    if numeric { "number" } else { "" }
}

fn heads(twin: &Twin) -> Vec<AnyView> {
    twin.heads.iter().map(|Head { text, numeric }| el!("th" { "scope" = "col", "class" = class(*numeric) } [text.as_str()])).collect()
}

fn lines(twin: &Twin) -> Vec<AnyView> {
    let line = |Line { id, cells }: &Line| {
        let cell = |(at, cell): (usize, &String)| match twin.heads.get(at) {
            _ if at == 0 => el!("th" { "scope" = "row" } [cell.as_str()]),
            Some(head) => el!("td" { "class" = class(head.numeric) } [cell.as_str()]),
            None => el!("td"[cell.as_str()]),
        };
        let id = (!id.is_empty()).then(|| id.clone());
        el!("tr" { "id" = id } [cells.iter().enumerate().map(cell).collect::<Vec<_>>()])
    };
    twin.lines.iter().map(line).collect()
}

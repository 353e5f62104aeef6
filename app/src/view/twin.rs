//! The table under a chart. While it is closed it waits: nobody reads it, and its rows would cost a click more than the picture does. Called by
//! the panel.

use data::Lang;
use leptos::ev::{self, on};
use leptos::prelude::*;

use super::current;
use super::live::{Child, Value, anew, el, element};
use super::shown::{Part, Shown};
use super::tongue::tongue;
use crate::screen::{Head, Line, Picture, Spot};

/// A disclosure with the table of the panel `id`.
pub(super) fn twin(shown: Shown, panel: Part<Picture>, id: &str) -> AnyView {
    let title = panel.says(|panel, _| panel.title.clone());
    let id = format!("twin-{id}");
    let (place, open) = (id.clone(), RwSignal::new(false));
    let look = move || open.set(is_open(&place));
    // It may have been opened before scripts ran.
    let first = look.clone();
    Effect::new(move |_| first());
    let rows = move |make: fn(&Picture, Lang) -> Vec<AnyView>| {
        let now = || panel.read(make);
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

fn heads(panel: &Picture, _: Lang) -> Vec<AnyView> {
    let head = |Head { text, numeric }: &Head| el!("th" { "scope" = "col", "class" = class(*numeric) } [text.as_str()]);
    panel.twin.heads.iter().map(head).collect()
}

fn lines(panel: &Picture, lang: Lang) -> Vec<AnyView> {
    let line = |line: &Line| {
        let cell = |(at, text): (usize, &String)| {
            let content = match line.link(at, &panel.spots) {
                Some(spot) => mark(spot, text),
                None => text.as_str().view(),
            };
            let is_number = panel.twin.heads.get(at).is_some_and(|head| head.numeric);
            match at {
                0 => el!("th" { "scope" = "row", "lang" = tongue(text, lang) } [content]),
                _ => el!("td" { "class" = class(is_number) } [content]),
            }
        };
        let id = (!line.id.is_empty()).then(|| line.id.clone());
        el!("tr" { "id" = id } [line.cells.iter().enumerate().map(cell).collect::<Vec<_>>()])
    };
    panel.twin.lines.iter().map(line).collect()
}

/// The same link as the mark's in the picture, which may be too small to press.
fn mark(spot: &Spot, text: &str) -> AnyView {
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    el!("a" {
        "href" = spot.href.as_str(),
        "data-add" = filled(&spot.add),
        "data-alone" = filled(&spot.alone),
        "aria-current" = current(spot.selected),
        "rel" = "nofollow",
        "data-noscroll" = "",
    } [text])
}

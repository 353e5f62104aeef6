//! The strip of dates under the filter bar: a bar for each, whose rows it counts; a range of them filters, and behind a disclosure one of them
//! is compared with. Called by the dashboard.

use data::Lang;
use data::query::spelled;
use data::report::{ChoiceOption, FacetValue, Time};
use leptos::prelude::*;

use super::counted::Counted;
use super::current;
use super::form::{action, kept};
use super::live::{anew, each, el, text};
use super::shown::{Part, Shown};
use crate::words::words;

/// The strip; hidden where the bundle has no dates.
pub(crate) fn time_strip(shown: Shown) -> AnyView {
    let time = shown.part(|screen| screen.time.as_ref());
    let none = shown.holds(|screen| screen.time.is_none());
    let keys = move || time.with(|time| time.values.iter().map(|value| value.value.clone()).collect());
    el!("section" { "class" = "time", "hidden" = none, "aria-label" = time.says(|time, lang| time.title.get(lang).to_string()) } [
        el!("h2" [
            time.says(|time, lang| time.title.get(lang).to_string()),
            el!("small" [time.says(|time, lang| Counted::from(time).title(lang))]),
        ]),
        el!("ul" {
            "class" = "strip",
            "aria-label" = time.says(|time, lang| time.title.get(lang).to_string()),
            "data-range" = time.says(|time, _| time.base.ranged(&time.dimension, false)),
        } [each(keys, move |key| date(shown, time, key))]),
        el!("details" { "class" = "menu" } [
            el!("summary" [shown.word(|words| words.dates_more), el!("span" { "class" = "caret", "aria-hidden" = "true" })]),
            more(shown, time),
        ]),
    ])
}

/// What else can be done with dates: a range of them chosen, one compared with, the earlier ones found.
fn more(shown: Shown, time: Part<Time>) -> AnyView {
    el!("div" { "class" = "sheet" } [
        el!("form" { "method" = "get", "action" = time.says(|time, _| action(&time.base)) } [
            anew(move || time.with(|time| kept(&time.base))),
            bound(shown, time, "gte"),
            bound(shown, time, "lte"),
            el!("button" { "type" = "submit", "class" = "button" } [shown.word(|words| words.apply)]),
        ]),
        el!("p" { "class" = "small needs-script" } [shown.word(|words| words.drag)]),
        el!("p" { "class" = "versus" } [
            shown.word(|words| words.compare_with),
            each(
                move || time.with(|time| time.versus.iter().map(|option| option.value.clone()).collect()),
                move |value| versus(shown, value),
            ),
        ]),
        el!("p" { "class" = "small", "hidden" = time.holds(|time| time.all.is_none()) } [
            el!("a" { "href" = time.maybe(|time| time.all.as_ref().map(ToString::to_string)), "rel" = "nofollow external" } [
                time.says(|time, lang| words(lang).further_values(time.earlier)),
            ]),
        ]),
    ])
}

/// A date: a bar as high as its rows or its measure, over its label.
fn date(shown: Shown, time: Part<Time>, key: String) -> AnyView {
    let name = key.clone();
    let value: Part<FacetValue> = shown.part(move |screen| screen.time.as_ref()?.values.iter().find(|value| value.value == name));
    let of = move |get: fn(Counted<'_>, &FacetValue, Lang) -> String| {
        text(move || time.read(|time, lang| value.with(|value| get(time.into(), value, lang))))
    };
    el!("li"[el!("a" {
        "href" = value.maybe(|value| value.link.as_ref().map(ToString::to_string)),
        "aria-current" = value.maybe(|value| current(value.selected)),
        "rel" = "nofollow",
        "data-noscroll" = "",
        "data-from" = spelled(&key).into_owned(),
        "data-until" = spelled(&key).into_owned(),
    } [
        el!("b" [of(|counted, value, lang| counted.number(value, lang))]),
        el!("span" { "class" = "rise", "style" = of(|counted, value, _| format!("--high:{}%", counted.share(value))), "aria-hidden" = "true" }),
        el!("span" [value.says(|value, lang| value.label.get(lang).to_string())]),
    ])])
}

/// A bound of the range, for those who would rather choose than drag, and without scripts.
fn bound(shown: Shown, time: Part<Time>, op: &'static str) -> AnyView {
    let name = time.with(|time| format!("{}__{op}", time.dimension));
    let chosen = move |time: &Time| {
        let mut ends = time.values.iter().filter(|value| value.selected).map(|value| value.value.clone());
        if op == "gte" { ends.next() } else { ends.next_back() }
    };
    let options = move || {
        time.read(|time, lang| {
            let chosen = chosen(time);
            let any = el!("option" { "value" = "" } [words(lang).any]);
            let option = |value: &FacetValue| {
                let selected = (chosen.as_ref() == Some(&value.value)).then(String::new);
                el!("option" { "value" = spelled(&value.value).into_owned(), "selected" = selected } [value.label.get(lang)])
            };
            std::iter::once(any).chain(time.values.iter().map(option)).collect()
        })
    };
    let label = shown.word(if op == "gte" { |words| words.from } else { |words| words.until });
    el!("label" [label, el!("select" { "name" = name } [anew(options)])])
}

/// A date to compare with.
fn versus(shown: Shown, key: String) -> AnyView {
    let option: Part<ChoiceOption> = shown.part(move |screen| screen.time.as_ref()?.versus.iter().find(|option| option.value == key));
    el!("a" {
        "href" = option.says(|option, _| option.link.to_string()),
        "aria-current" = option.maybe(|option| current(option.selected)),
        "rel" = "nofollow",
        "data-noscroll" = "",
    } [option.says(|option, lang| option.label.get(lang).to_string())])
}

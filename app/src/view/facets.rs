//! Facets at the side: each value a link that adds it, with how many rows it has under every other filter, and behind a
//! disclosure at a value that the filter names the links to it alone, to all others, and to the range from it or up to it; a facet of many
//! values has its search. Called by the dashboard.

use data::query::LONGEST_WORDS;
use data::report::{Facet, FacetValue};
use data::{Lang, Query};
use leptos::prelude::*;

use super::basis::exception_mark;
use super::counted::Counted;
use super::current;
use super::fold::fold;
use super::form::{action, kept};
use super::live::{Value, anew, each, el, flag, input, maybe, text};
use super::shown::{Part, Shown};
use super::tongue::tongue;
use super::way::{Way, classes};
use crate::words::words;

/// Values shown before 'more'; `style/side.css` hides the others until then.
const FIRST: usize = 8;

/// More values than these are searched.
const MANY: usize = 16;

/// All facets; behind a disclosure where the page is narrow.
pub(crate) fn facets(shown: Shown) -> AnyView {
    let keys = move || shown.screen.with(|screen| screen.facets.iter().map(|facet| facet.dimension.clone()).collect());
    let title = shown.word(|words| words.facets);
    el!("aside" { "class" = "facets fold", "aria-label" = title } [
        el!("h2" { "class" = "vh" } [title]),
        fold("facets-open", title, each(keys, move |dimension| facet(shown, dimension))),
    ])
}

fn facet(shown: Shown, dimension: String) -> AnyView {
    let name = dimension.clone();
    let facet = shown.part(move |screen| screen.facets.iter().find(|facet| facet.dimension == name));
    let keys = move || facet.with(|facet| facet.values.iter().map(key).collect());
    let of = dimension.clone();
    let folded = move |facet: &Facet| shown.screen.with(|screen| folded(&screen.query, facet));
    let searched = facet.with(|facet| facet.values.len() + facet.hidden as usize > MANY);
    el!("section" { "class" = "facet", "data-facet" = dimension } [
        el!("h3" [
            facet.says(|facet, lang| facet.title.get(lang).to_string()),
            el!("small" [facet.says(|facet, lang| Counted::from(facet).title(lang))]),
            exception_mark(shown, move || facet.with(|facet| facet.basis)),
        ]),
        searched.then(|| search(shown, facet)),
        el!("ul" [each(keys, move |name| value(shown, facet, of.clone(), name))]),
        el!("details" { "class" = "more", "hidden" = flag(move || facet.with(|facet| folded(facet) == 0)) } [
            el!("summary" [
                el!("span" { "class" = "open" } [text(move || facet.with(|facet| shown.words().more(folded(facet))))]),
                el!("span" { "class" = "close" } [shown.word(|words| words.fewer)]),
            ]),
        ]),
        el!("p" { "class" = "small", "hidden" = facet.holds(|facet| facet.all.is_none()) } [
            el!("a" { "href" = facet.maybe(|facet| facet.all.as_ref().map(ToString::to_string)), "rel" = "nofollow external" } [
                facet.says(|facet, lang| words(lang).further_values(facet.hidden)),
            ]),
        ]),
        el!("p" { "class" = "small full", "hidden" = facet.holds(|facet| !facet.full) } [shown.word(|words| words.full)]),
    ])
}

/// Words that values must contain: those listed at once, which a script does; all of them on a page of their own.
fn search(shown: Shown, facet: Part<Facet>) -> AnyView {
    let list = move || {
        shown.screen.with(|screen| {
            let query = &screen.query;
            let tab = if query.is_about_statements() { Some(screen.table.table.clone()) } else { query.tab.clone() };
            facet.with(|facet| query.facet_of(&facet.dimension, tab))
        })
    };
    let name = text(move || format!("{}{}", shown.words().find, facet.read(|facet, lang| words(lang).in_brackets(facet.title.get(lang)))));
    el!("form" { "class" = "search", "method" = "get", "action" = text(move || action(&list())) } [
        anew(move || kept(&list())),
        input(vec![
            "search".attribute("type"),
            "find".attribute("name"),
            LONGEST_WORDS.to_string().attribute("maxlength"),
            name.attribute("aria-label"),
        ]),
        el!("button" { "type" = "submit" } [shown.word(|words| words.find)]),
        el!("p" { "class" = "small none" } [shown.word(|words| words.no_values)]),
    ])
}

/// A missing value has no value of its own: its reason tells it apart.
fn key(value: &FacetValue) -> String {
    format!("{}|{}", value.value, value.label.zh)
}

/// Values that wait behind 'more'.
fn folded(query: &Query, facet: &Facet) -> usize {
    facet.values.iter().skip(FIRST).filter(|value| classes(query, &facet.dimension, value).is_empty()).count()
}

fn value(shown: Shown, facet: Part<Facet>, dimension: String, name: String) -> AnyView {
    let value = shown.part(move |screen| {
        screen.facets.iter().find(|facet| facet.dimension == dimension)?.values.iter().find(|value| key(value) == name)
    });
    let of = move |get: fn(Counted<'_>, &FacetValue, Lang) -> String| {
        text(move || facet.read(|facet, lang| value.with(|value| get(facet.into(), value, lang))))
    };
    let says = text(move || of_query(shown, facet, value, classes));
    let named = move || !says.with(String::is_empty) && value.with(|value| !value.value.is_empty());
    let ways = move || if named() { vec![String::new()] } else { Vec::new() };
    el!("li" { "class" = says } [
        el!("a" {
            "href" = value.maybe(|value| value.link.as_ref().map(ToString::to_string)),
            "aria-current" = value.maybe(|value| current(value.selected)),
            "style" = of(|counted, value, _| format!("--share:{}%", counted.share(value))),
            "data-value" = value.says(|value, _| value.value.clone()),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [
            el!("span" { "class" = "name", "lang" = maybe(move || value.read(|value, lang| tongue(value.label.get(lang), lang))) } [
                value.says(|value, lang| value.label.get(lang).to_string()),
            ]),
            el!("span" { "class" = "count" } [of(|counted, value, lang| counted.number(value, lang))]),
            el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
        ]),
        each(ways, move |_| menu(shown, facet, value)),
    ])
}

/// Something of the filter and a value.
fn of_query<O: Default>(shown: Shown, facet: Part<Facet>, value: Part<FacetValue>, get: impl Fn(&Query, &str, &FacetValue) -> O) -> O {
    shown.screen.with(|screen| facet.with(|facet| value.with(|value| get(&screen.query, &facet.dimension, value))))
}

/// What else can be done with a value, behind a disclosure.
fn menu(shown: Shown, facet: Part<Facet>, value: Part<FacetValue>) -> AnyView {
    let link = |way: Way| {
        el!("a" {
            "href" = maybe(move || of_query(shown, facet, value, |query, key, value| way.href(query, key, value))),
            "data-alone" = (way == Way::Only).then(|| facet.with(|facet| facet.dimension.clone())),
            "aria-current" = maybe(move || of_query(shown, facet, value, |query, key, value| current(way.stands(query, key, value)))),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [text(move || value.read(|value, lang| words(lang).way(way.id(), value.label.get(lang))))])
    };
    el!("details" { "class" = "menu ways" } [
        el!("summary" { "aria-label" = value.says(|value, lang| words(lang).ways(value.label.get(lang))) } ["⋯"]),
        el!("div" { "class" = "sheet" } [Way::of(facet.with(|facet| facet.ordered)).map(link).collect::<Vec<_>>()]),
    ])
}

//! Facets at the side: each value a link that adds it, with how many rows it has under every other filter, and behind a
//! disclosure at the value pointed at or chosen the links to it alone, to all others, and to the range from it or up to it; a facet of many
//! values has its search. Called by the dashboard.

use data::query::LONGEST_WORDS;
use data::report::{Facet, FacetValue};
use data::{Lang, Query};
use leptos::ev::{self, on};
use leptos::prelude::*;

use super::basis::exception_mark;
use super::counted::Counted;
use super::current;
use super::fold::fold;
use super::form::{action, kept};
use super::live::{Value, anew, each, el, element, flag, led, text};
use super::shown::{Part, Shown};
use super::way::{Way, classes};
use crate::screen::Screen;
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
    let (near, sought) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = move || {
        let words = sought.with(|sought| sought.trim().to_lowercase());
        facet.with(|facet| facet.values.iter().filter(|value| has(value, &words)).map(key).collect::<Vec<_>>())
    };
    let (of, query_of) = (dimension.clone(), dimension.clone());
    let folded = Signal::derive(move || facet.with(|facet| shown.screen.with(|screen| folded(&screen.query, &query_of, facet))));
    let searched = facet.with(|facet| facet.values.len() + facet.hidden as usize > MANY).then(|| search(shown, facet, &dimension, sought));
    el!("section" {
        "class" = text(move || if sought.with(String::is_empty) { "facet" } else { "facet found" }.to_string()),
        "data-facet" = dimension,
    } [
        el!("h3" [
            facet.says(|facet, lang| facet.title.get(lang).to_string()),
            el!("small" [facet.says(|facet, lang| Counted::from(facet).title(lang))]),
            exception_mark(shown, move || facet.with(|facet| facet.basis)),
        ]),
        searched,
        el!("ul" [each(found, move |name| value(shown, facet, of.clone(), name, near))]),
        el!("details" { "class" = "more", "hidden" = flag(move || folded.get() == 0) } [
            el!("summary" [
                el!("span" { "class" = "open" } [text(move || shown.words().more(folded.get()))]),
                el!("span" { "class" = "close" } [shown.word(|words| words.fewer)]),
            ]),
        ]),
        el!("p" { "class" = "small", "hidden" = flag(move || sought.with(String::is_empty) || !found().is_empty()) } [
            shown.word(|words| words.no_values),
        ]),
        el!("p" { "class" = "small", "hidden" = facet.holds(|facet| facet.all.is_none()) } [
            el!("a" { "href" = facet.maybe(|facet| facet.all.as_ref().map(ToString::to_string)), "rel" = "nofollow external" } [
                facet.says(|facet, lang| words(lang).further_values(facet.hidden)),
            ]),
        ]),
        el!("p" { "class" = "small full", "hidden" = facet.holds(|facet| !facet.full) } [shown.word(|words| words.full)]),
    ])
}

/// Words that values must contain: those listed at once, all of them on a page of their own.
fn search(shown: Shown, facet: Part<Facet>, dimension: &str, sought: RwSignal<String>) -> AnyView {
    let of = dimension.to_string();
    let list = move |screen: &Screen| {
        let Query { tab, .. } = &screen.query;
        let tab = if screen.query.is_about_statements() { Some(screen.table.table.clone()) } else { tab.clone() };
        screen.query.facet_of(&of, tab)
    };
    let to = list.clone();
    let name =
        text(move || format!("{}{}{}", shown.words().find, shown.words().of, facet.read(|facet, lang| facet.title.get(lang).to_string())));
    view! {
        <form class="search" method="get" action=led(text(move || shown.screen.with(|screen| action(&to(screen)))))>
            {anew(move || shown.screen.with(|screen| kept(&list(screen))))}
            <input
                type="search"
                name="find"
                maxlength=LONGEST_WORDS.to_string()
                aria-label=name
                on:input=move |event| sought.set(event_target_value(&event))
            />
            <button type="submit">{shown.word(|words| words.find)}</button>
        </form>
    }
    .into_any()
}

/// Whether a value has the words sought, in either language.
fn has(value: &FacetValue, words: &str) -> bool {
    words.is_empty() || [&value.value, &value.label.zh, &value.label.en].into_iter().any(|text| text.to_lowercase().contains(words))
}

/// A missing value has no value of its own: its reason tells it apart.
fn key(value: &FacetValue) -> String {
    format!("{}|{}", value.value, value.label.zh)
}

/// Values that wait behind 'more'.
fn folded(query: &Query, dimension: &str, facet: &Facet) -> usize {
    facet.values.iter().skip(FIRST).filter(|value| classes(query, dimension, value).is_empty()).count()
}

fn value(shown: Shown, facet: Part<Facet>, dimension: String, name: String, near: RwSignal<String>) -> AnyView {
    let (of, me) = (dimension.clone(), name.clone());
    let value =
        shown.part(move |screen| screen.facets.iter().find(|facet| facet.dimension == of)?.values.iter().find(|value| key(value) == me));
    let says = move |get: fn(Counted<'_>, &FacetValue, Lang) -> String| {
        text(move || facet.read(|facet, lang| value.with(|value| get(facet.into(), value, lang))))
    };
    let of = dimension.clone();
    let stands = Memo::new(move |_: Option<&String>| shown.screen.with(|screen| value.with(|value| classes(&screen.query, &of, value))));
    let here = name.clone();
    let ways = move || {
        let shows = near.with(|near| *near == here) || stands.with(|stands| !stands.is_empty());
        if shows && value.with(|value| !value.value.is_empty()) { vec![here.clone()] } else { Vec::new() }
    };
    let points = move || {
        if near.with_untracked(|near| *near != name) {
            near.set(name.clone());
        }
    };
    let focuses = points.clone();
    let attributes = vec![
        text(move || stands.get()).attribute("class"),
        on(ev::pointerover, move |_| points()).into_any_attr(),
        on(ev::focusin, move |_| focuses()).into_any_attr(),
    ];
    element(
        "li",
        attributes,
        vec![
            el!("a" {
                "href" = value.maybe(|value| value.link.as_ref().map(ToString::to_string)),
                "aria-current" = value.maybe(|value| current(value.selected)),
                "style" = says(|counted, value, _| format!("--share:{}%", counted.share(value))),
                "data-value" = value.says(|value, _| value.value.clone()),
                "rel" = "nofollow",
                "data-noscroll" = "",
            } [
                el!("span" { "class" = "name" } [value.says(|value, lang| value.label.get(lang).to_string())]),
                el!("span" { "class" = "count" } [says(|counted, value, lang| counted.number(value, lang))]),
                el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
            ]),
            each(ways, move |_| menu(shown, facet, value, &dimension)),
        ],
    )
}

/// What else can be done with a value, behind a disclosure.
fn menu(shown: Shown, facet: Part<Facet>, value: Part<FacetValue>, dimension: &str) -> AnyView {
    let ordered = facet.with(|facet| facet.ordered);
    el!("details" { "class" = "menu ways" } [
        el!("summary" { "aria-label" = value.says(|value, lang| words(lang).ways(value.label.get(lang))) } ["⋯"]),
        el!("div" { "class" = "sheet" } [Way::of(ordered).map(|way| link(shown, value, dimension, way)).collect::<Vec<_>>()]),
    ])
}

fn link(shown: Shown, value: Part<FacetValue>, dimension: &str, way: Way) -> AnyView {
    let (of, key) = (dimension.to_string(), dimension.to_string());
    let next = move || shown.screen.with(|screen| value.with(|value| way.link(&screen.query, &of, &value.value)));
    let stands = move || shown.screen.with(|screen| value.with(|value| way.stands(&screen.query, &key, &value.value)));
    el!("a" {
        "href" = Signal::derive(move || Some(next()).filter(Query::is_short).map(|next| next.to_string())),
        "data-alone" = (way == Way::Only).then(|| dimension.to_string()),
        "aria-current" = Signal::derive(move || current(stands())),
        "rel" = "nofollow",
        "data-noscroll" = "",
    } [text(move || value.read(|value, lang| words(lang).way(way.id(), value.label.get(lang))))])
}

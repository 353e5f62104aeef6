//! Facets at the side: each value a link that toggles it, with how many rows it has under every other filter. Called by the dashboard.

use data::Lang;
use data::report::{Facet, FacetValue};
use leptos::prelude::*;

use super::basis::exception_mark;
use super::counted::Counted;
use super::current;
use super::fold::fold;
use super::live::{each, el, text};
use super::shown::{Part, Shown};
use crate::words::words;

/// Values shown before 'more'; `style/side.css` hides the others until then.
const FIRST: usize = 8;

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
    el!("section" { "class" = "facet", "data-facet" = dimension } [
        el!("h3" [
            facet.says(|facet, lang| facet.title.get(lang).to_string()),
            el!("small" [facet.says(|facet, lang| Counted::from(facet).title(lang))]),
            exception_mark(shown, move || facet.with(|facet| facet.basis)),
        ]),
        el!("ul" [each(keys, move |name| value(shown, facet, of.clone(), name))]),
        el!("details" { "class" = "more", "hidden" = facet.holds(|facet| folded(facet) == 0) } [
            el!("summary" [
                el!("span" { "class" = "open" } [facet.says(|facet, lang| words(lang).more(folded(facet)))]),
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

/// A missing value has no value of its own: its reason tells it apart.
fn key(value: &FacetValue) -> String {
    format!("{}|{}", value.value, value.label.zh)
}

/// Values that wait behind 'more'.
fn folded(facet: &Facet) -> usize {
    facet.values.iter().skip(FIRST).filter(|value| !value.selected).count()
}

fn value(shown: Shown, facet: Part<Facet>, dimension: String, name: String) -> AnyView {
    let value = shown.part(move |screen| {
        screen.facets.iter().find(|facet| facet.dimension == dimension)?.values.iter().find(|value| key(value) == name)
    });
    let of = move |get: fn(Counted<'_>, &FacetValue, Lang) -> String| {
        text(move || facet.read(|facet, lang| value.with(|value| get(facet.into(), value, lang))))
    };
    el!("li" { "class" = value.says(|value, _| if value.selected { "on" } else { "" }.to_string()) } [
        el!("a" {
            "href" = value.maybe(|value| value.link.as_ref().map(ToString::to_string)),
            "aria-current" = value.maybe(|value| current(value.selected)),
            "style" = of(|counted, value, _| format!("--share:{}%", counted.share(value))),
            "data-value" = value.says(|value, _| value.value.clone()),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [
            el!("span" { "class" = "name" } [value.says(|value, lang| value.label.get(lang).to_string())]),
            el!("span" { "class" = "count" } [of(|counted, value, lang| counted.number(value, lang))]),
            el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
        ]),
    ])
}

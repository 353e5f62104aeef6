//! A chart on the page: plotters' picture in two widths, and over it the HTML links that make it one: each is focusable, says its value and
//! carries its tooltip. The picture is replaced whole; the links are keyed, so the one that has the focus stays. Called by the panel.

use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;

use super::current;
use super::live::{each, el, element, text};
use super::shown::Part;
use crate::screen::{Picture, Spot};

/// Picture and links.
pub(super) fn chart(panel: Part<Picture>) -> AnyView {
    let keys = move || panel.with(|panel| panel.spots.iter().map(|spot| spot.key.clone()).collect());
    el!("div" { "class" = "chart", "hidden" = panel.holds(|panel| panel.empty) } [
        el!("div" { "class" = "plot" } [
            picture("picture narrow", panel, |panel| &panel.narrow),
            picture("picture wide", panel, |panel| &panel.wide),
            el!("ul" { "class" = "hits", "aria-label" = panel.says(|panel, _| panel.title.clone()) } [
                each(keys, move |key| link(panel, key)),
            ]),
        ]),
    ])
}

fn picture(class: &'static str, panel: Part<Picture>, ink: fn(&Picture) -> &String) -> AnyView {
    use super::live::Value;
    let svg = text(move || panel.with(|panel| ink(panel).clone()));
    element("div", vec![class.attribute("class"), inner_html(svg).into_any_attr()], Vec::new())
}

fn link(panel: Part<Picture>, key: String) -> AnyView {
    let spot = Memo::new(move |_: Option<&Option<Spot>>| panel.with(|panel| panel.spots.iter().find(|spot| spot.key == key).cloned()));
    let find = move |get: fn(&Spot) -> Option<String>| spot.with(|spot| spot.as_ref().and_then(get));
    let says = move |get: fn(&Spot) -> Option<String>| text(move || find(get).unwrap_or_default());
    let maybe = move |get: fn(&Spot) -> Option<String>| Signal::derive(move || find(get));
    el!("li" { "style" = says(|spot| Some(spot.place.clone())), "class" = says(|spot| spot.at_end.then(|| "end".to_string())) } [
        el!("a" {
            "class" = "hit",
            "href" = says(|spot| Some(spot.href.clone())),
            "rel" = maybe(|spot| spot.outside.then(|| "external".to_string())),
            "tabindex" = maybe(|spot| spot.part.then(|| "-1".to_string())),
            "aria-label" = says(|spot| Some(spot.label.clone())),
            "aria-current" = maybe(|spot| current(spot.selected)),
            "data-value" = says(|spot| Some(spot.value.clone())),
            "data-noscroll" = "",
        }),
        el!("span" { "class" = "ink", "aria-hidden" = "true" } [
            el!("span" { "class" = "tip" } [
                el!("b" [says(|spot| Some(spot.tip().0))]),
                el!("span" [says(|spot| Some(spot.tip().1))]),
            ]),
        ]),
    ])
}

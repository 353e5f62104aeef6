//! A chart on the page: plotters' picture in two widths, and over it the HTML links that make it one: each is focusable and says its
//! value, in a tooltip too. The picture is replaced whole; the links are keyed, so the one that has the focus stays.
//! Called by the panel.

use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;
use leptos::tachys::html::style::style;

use super::current;
use super::live::{Value, each, el, element, maybe, text};
use super::shown::Part;
use crate::screen::{Picture, Spot};

/// Picture and links. Without scripts Tab stops at every mark but the parts of marks; `keys.js` makes the chart one stop.
pub(super) fn chart(panel: Part<Picture>) -> AnyView {
    let keys = move || panel.with(|panel| panel.spots.iter().map(|spot| spot.key.clone()).collect());
    el!("div" { "class" = "chart", "hidden" = panel.holds(|panel| panel.empty) } [
        el!("div" { "class" = "plot" } [
            picture("picture narrow", panel, |panel| &panel.narrow),
            picture("picture wide", panel, |panel| &panel.wide),
            picture("picture full", panel, |panel| &panel.full),
            el!("ul" {
                "class" = "hits",
                "aria-label" = panel.says(|panel, _| panel.title.clone()),
                "data-range" = panel.says(|panel, _| panel.range.clone()),
            } [each(keys, move |key| link(panel, key))]),
        ]),
    ])
}

fn picture(class: &'static str, panel: Part<Picture>, ink: fn(&Picture) -> &String) -> AnyView {
    let svg = text(move || panel.with(|panel| ink(panel).clone()));
    element("div", vec![class.attribute("class"), inner_html(svg).into_any_attr()], Vec::new())
}

/// A link over a mark.
fn link(panel: Part<Picture>, key: String) -> AnyView {
    let spot = Memo::new(move |_: Option<&Option<Spot>>| panel.with(|panel| panel.spots.iter().find(|spot| spot.key == key).cloned()));
    let find = move |get: fn(&Spot) -> Option<String>| spot.with(|spot| spot.as_ref().and_then(get));
    let says = move |get: fn(&Spot) -> Option<String>| text(move || find(get).unwrap_or_default());
    let of = move |get: fn(&Spot) -> Option<String>| maybe(move || find(get));
    let filled = move |get: fn(&Spot) -> &String| {
        maybe(move || spot.with(|spot| spot.as_ref().map(|spot| get(spot).clone()).filter(|text| !text.is_empty())))
    };
    let is_part = move || spot.with(|spot| spot.as_ref().is_some_and(|spot| spot.part));
    let attributes = vec![
        "hit".attribute("class"),
        says(|spot| Some(spot.href.clone())).attribute("href"),
        filled(|spot| &spot.add).attribute("data-add"),
        filled(|spot| &spot.alone).attribute("data-alone"),
        says(|spot| Some(if spot.outside { "external" } else { "nofollow" }.to_string())).attribute("rel"),
        // Only said at first: once scripts run, they decide.
        untrack(is_part).then(|| "-1".to_string()).attribute("tabindex"),
        of(|spot| (spot.part && spot.alone.is_empty()).then(|| "2".to_string())).attribute("data-depth"),
        says(|spot| Some(spot.label.clone())).attribute("aria-label"),
        of(|spot| current(spot.selected)).attribute("aria-current"),
        says(|spot| Some(spot.value.clone())).attribute("data-value"),
        filled(|spot| &spot.from).attribute("data-from"),
        filled(|spot| &spot.until).attribute("data-until"),
        "".attribute("data-noscroll"),
    ];
    // A style of this kind is left alone while the page wakes: where links lie does not travel with the page a second time.
    let place = vec![
        style(says(|spot| Some(spot.place.clone()))).into_any_attr(),
        says(|spot| spot.at_end.then(|| "end".to_string())).attribute("class"),
    ];
    element("li", place, vec![element("a", attributes, Vec::new()), el!("span" { "class" = "ink" })])
}

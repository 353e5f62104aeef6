//! A chart on the page: plotters' picture in two widths, and over it the HTML links that make it one: each is focusable, says its value and
//! carries its tooltip. The picture is replaced whole; the links are keyed, so the one that has the focus stays. Called by the panel.

use leptos::ev::{self, on};
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;
use leptos::tachys::html::style::style;

use super::current;
use super::live::{Value, each, el, element, text};
use super::shown::{Part, Shown};
use crate::screen::{Picture, Spot};

/// Picture and links.
pub(super) fn chart(shown: Shown, panel: Part<Picture>) -> AnyView {
    let keys = move || panel.with(|panel| panel.spots.iter().map(|spot| spot.key.clone()).collect());
    // Once scripts run a chart is one Tab stop: the link that had the focus last, else the first; arrow keys go on from there.
    let last = RwSignal::new(String::new());
    let stop = Memo::new(move |_: Option<&String>| {
        let first = |spots: &[Spot]| spots.first().map(|spot| spot.key.clone()).unwrap_or_default();
        panel.with(|panel| {
            let stands = last.with(|last| panel.spots.iter().any(|spot| spot.key == *last));
            if stands { last.get() } else { first(&panel.spots) }
        })
    });
    let stops = move |spot: &Spot| if shown.live.get() { stop.with(|stop| *stop == spot.key) } else { !spot.part };
    let attributes = vec![
        "hits".attribute("class"),
        panel.says(|panel, _| panel.title.clone()).attribute("aria-label"),
        panel.says(|panel, _| panel.range.clone()).attribute("data-range"),
        on(ev::keydown, move |event| arrow(&event)).into_any_attr(),
    ];
    el!("div" { "class" = "chart", "hidden" = panel.holds(|panel| panel.empty) } [
        el!("div" { "class" = "plot" } [
            picture("picture narrow", panel, |panel| &panel.narrow),
            picture("picture wide", panel, |panel| &panel.wide),
            picture("picture full", panel, |panel| &panel.full),
            element("ul", attributes, vec![each(keys, move |key| link(panel, key, last, stops))]),
        ]),
    ])
}

fn picture(class: &'static str, panel: Part<Picture>, ink: fn(&Picture) -> &String) -> AnyView {
    let svg = text(move || panel.with(|panel| ink(panel).clone()));
    element("div", vec![class.attribute("class"), inner_html(svg).into_any_attr()], Vec::new())
}

/// A link over a mark. `last`: the one that had the focus; `stops`: whether Tab stops at this one.
fn link(panel: Part<Picture>, key: String, last: RwSignal<String>, stops: impl Fn(&Spot) -> bool + Send + Sync + 'static) -> AnyView {
    let focused = key.clone();
    let spot = Memo::new(move |_: Option<&Option<Spot>>| panel.with(|panel| panel.spots.iter().find(|spot| spot.key == key).cloned()));
    let find = move |get: fn(&Spot) -> Option<String>| spot.with(|spot| spot.as_ref().and_then(get));
    let says = move |get: fn(&Spot) -> Option<String>| text(move || find(get).unwrap_or_default());
    let maybe = move |get: fn(&Spot) -> Option<String>| Signal::derive(move || find(get));
    let tab = Signal::derive(move || spot.with(|spot| spot.as_ref().filter(|spot| !stops(spot)).map(|_| "-1".to_string())));
    let attributes = vec![
        "hit".attribute("class"),
        says(|spot| Some(spot.href.clone())).attribute("href"),
        says(|spot| Some(if spot.outside { "external" } else { "nofollow" }.to_string())).attribute("rel"),
        tab.attribute("tabindex"),
        says(|spot| Some(spot.label.clone())).attribute("aria-label"),
        maybe(|spot| current(spot.selected)).attribute("aria-current"),
        says(|spot| Some(spot.value.clone())).attribute("data-value"),
        maybe(|spot| Some(spot.from.clone()).filter(|from| !from.is_empty())).attribute("data-from"),
        maybe(|spot| Some(spot.until.clone()).filter(|until| !until.is_empty())).attribute("data-until"),
        "".attribute("data-noscroll"),
        on(ev::focus, move |_| last.set(focused.clone())).into_any_attr(),
    ];
    // A style of this kind is left alone while the page wakes: where links lie does not travel with the page a second time.
    let place = vec![
        style(says(|spot| Some(spot.place.clone()))).into_any_attr(),
        says(|spot| spot.at_end.then(|| "end".to_string())).attribute("class"),
    ];
    let ink = el!("span" { "class" = "ink", "aria-hidden" = "true" } [
        el!("span" { "class" = "tip" } [
            el!("b" [says(|spot| Some(spot.tip().0))]),
            el!("span" [says(|spot| Some(spot.tip().1))]),
        ]),
    ]);
    element("li", place, vec![element("a", attributes, Vec::new()), ink])
}

/// Moves the focus to the link before or after the one that has it, in reading order.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn arrow(event: &leptos::web_sys::KeyboardEvent) {
    use leptos::wasm_bindgen::JsCast;
    let here = document().active_element().and_then(|link| link.parent_element());
    let Some(here) = here.filter(|_| !event.ctrl_key() && !event.alt_key() && !event.meta_key() && !event.shift_key()) else { return };
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => here.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => here.previous_element_sibling(),
        "Home" => here.parent_element().and_then(|list| list.first_element_child()),
        "End" => here.parent_element().and_then(|list| list.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    let link = next.and_then(|next| next.first_element_child()).and_then(|link| link.dyn_into::<leptos::web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        link.focus().ok();
    }
}

/// The server has no keys.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn arrow(_event: &leptos::web_sys::KeyboardEvent) {}

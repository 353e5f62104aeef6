//! A chart on the page: plotters' picture in two widths, and over it the HTML links that make it one: each is focusable and says its
//! value, in a tooltip too. The picture is replaced whole; the links are keyed, so the one that has the focus stays. Arrow keys go through them.
//! Called by the panel.

use leptos::ev::{self, on};
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;
use leptos::tachys::html::style::style;

use super::current;
use super::live::{Value, each, el, element, text};
use super::shown::{Part, Shown};
use crate::screen::{Picture, Spot};

/// The element that says how a chart is walked through.
pub(super) const KEYBOARD: &str = "chart-keys";

/// Picture and links. Once scripts run a chart is one Tab stop: what of it had the focus last, else the chart itself; arrow keys go on from
/// there.
pub(super) fn chart(shown: Shown, panel: Part<Picture>) -> AnyView {
    let keys = move || panel.with(|panel| panel.spots.iter().map(|spot| spot.key.clone()).collect());
    // The key of a link; empty for the chart.
    let last = RwSignal::new(String::new());
    let stop = Memo::new(move |_: Option<&String>| {
        panel
            .with(|panel| last.with(|last| panel.spots.iter().find(|spot| spot.key == *last).map(|spot| spot.key.clone())))
            .unwrap_or_default()
    });
    let stops = move |spot: &Spot| if shown.live.get() { stop.with(|stop| *stop == spot.key) } else { !spot.part };
    let tab = move || shown.live.get().then(|| stop.with(|stop| if stop.is_empty() { "0" } else { "-1" }).to_string());
    let keyboard = move || shown.live.get().then(|| KEYBOARD.to_string());
    let attributes = vec![
        "hits".attribute("class"),
        text(move || panel.with(|panel| if shown.live.get() { panel.summary.clone() } else { panel.title.clone() }))
            .attribute("aria-label"),
        Signal::derive(keyboard).attribute("aria-describedby"),
        Signal::derive(tab).attribute("tabindex"),
        panel.says(|panel, _| panel.range.clone()).attribute("data-range"),
        on(ev::focus, move |_| last.set(String::new())).into_any_attr(),
        on(ev::keydown, move |event| arrow(&event, &untrack(|| panel.with(|panel| panel.spots.iter().map(depth).collect::<Vec<_>>()))))
            .into_any_attr(),
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
    let filled = move |get: fn(&Spot) -> &String| {
        Signal::derive(move || spot.with(|spot| spot.as_ref().map(|spot| get(spot).clone()).filter(|text| !text.is_empty())))
    };
    let tab = Signal::derive(move || spot.with(|spot| spot.as_ref().filter(|spot| !stops(spot)).map(|_| "-1".to_string())));
    let attributes = vec![
        "hit".attribute("class"),
        says(|spot| Some(spot.href.clone())).attribute("href"),
        filled(|spot| &spot.add).attribute("data-add"),
        filled(|spot| &spot.alone).attribute("data-alone"),
        says(|spot| Some(if spot.outside { "external" } else { "nofollow" }.to_string())).attribute("rel"),
        tab.attribute("tabindex"),
        says(|spot| Some(spot.label.clone())).attribute("aria-label"),
        maybe(|spot| current(spot.selected)).attribute("aria-current"),
        says(|spot| Some(spot.value.clone())).attribute("data-value"),
        filled(|spot| &spot.from).attribute("data-from"),
        filled(|spot| &spot.until).attribute("data-until"),
        "".attribute("data-noscroll"),
        on(ev::focus, move |_| last.set(focused.clone())).into_any_attr(),
    ];
    // A style of this kind is left alone while the page wakes: where links lie does not travel with the page a second time.
    let place = vec![
        style(says(|spot| Some(spot.place.clone()))).into_any_attr(),
        says(|spot| spot.at_end.then(|| "end".to_string())).attribute("class"),
    ];
    element("li", place, vec![element("a", attributes, Vec::new()), el!("span" { "class" = "ink" })])
}

/// How deep in its chart a mark lies: as many conditions as it stands for, or its like where it is no filter.
fn depth(spot: &Spot) -> usize {
    if spot.alone.is_empty() { 1 + usize::from(spot.part) } else { spot.alone.split(' ').count() }
}

/// Where a key leads from one of the marks, or from the chart, in the tree that their depths make in reading order: the chart, its marks (of
/// small multiples first each chart), the parts of a mark. Down goes in, up goes out, left and right go along.
#[cfg(any(test, all(feature = "hydrate", not(feature = "ssr"))))]
fn next(depths: &[usize], here: Option<usize>, key: &str) -> Option<Option<usize>> {
    let Some(here) = here else { return (key == "ArrowDown" && !depths.is_empty()).then_some(Some(0)) };
    let mine = depths[here];
    let like = |at: &usize| depths[*at] == mine;
    let inside = |at: &usize| depths[*at] >= mine;
    let mut after = (here + 1..depths.len()).take_while(inside).filter(like);
    let mut before = (0..here).rev().take_while(inside).filter(like);
    match key {
        "ArrowDown" => Some(here + 1).filter(|at| depths.get(*at).is_some_and(|depth| *depth > mine)).map(Some),
        "ArrowUp" => Some((0..here).rev().find(|at| depths[*at] < mine)),
        "ArrowRight" => after.next().map(Some),
        "ArrowLeft" => before.next().map(Some),
        "End" => after.last().map(Some),
        "Home" => before.last().map(Some),
        _ => None,
    }
}

/// Moves the focus among a chart and its links.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn arrow(event: &leptos::web_sys::KeyboardEvent, depths: &[usize]) {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{Element, HtmlElement};
    let list = event.current_target().and_then(|list| list.dyn_into::<Element>().ok());
    let Some(list) = list.filter(|_| !event.ctrl_key() && !event.alt_key() && !event.meta_key() && !event.shift_key()) else { return };
    let items = list.children();
    let focused = document().active_element().and_then(|link| link.parent_element());
    let here = (0..items.length()).find(|at| items.item(*at) == focused).map(|at| at as usize).filter(|at| *at < depths.len());
    if !matches!(event.key().as_str(), "ArrowDown" | "ArrowUp" | "ArrowRight" | "ArrowLeft" | "End" | "Home") {
        return;
    }
    event.prevent_default();
    let Some(next) = next(depths, here, &event.key()) else { return };
    let target = match next {
        Some(at) => items.item(at as u32).and_then(|item| item.first_element_child()),
        None => Some(list),
    };
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        target.focus().ok();
    }
}

/// The server has no keys.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn arrow(_event: &leptos::web_sys::KeyboardEvent, _depths: &[usize]) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_through_a_chart() {
        let spot = |alone: &str, part: bool| depth(&Spot { alone: alone.to_string(), part, ..Spot::default() });
        let (mark, part) = (spot("city", false), spot("city grade", true));
        let stack = [mark, part, part, mark, part, spot("", false), spot("", true)];
        let bars = [mark, mark, spot("", false)];
        for (what, depths, from, key, to) in [
            ("into the chart", &stack[..], None, "ArrowDown", Some(Some(0))),
            ("beside the chart there is nothing", &stack, None, "ArrowRight", None),
            ("into a mark", &stack, Some(0), "ArrowDown", Some(Some(1))),
            ("along parts", &stack, Some(1), "ArrowRight", Some(Some(2))),
            ("no further than the mark's parts", &stack, Some(2), "ArrowRight", None),
            ("nothing is in a part", &stack, Some(2), "ArrowDown", None),
            ("out of a part", &stack, Some(2), "ArrowUp", Some(Some(0))),
            ("along marks", &stack, Some(0), "ArrowRight", Some(Some(3))),
            ("back along marks", &stack, Some(5), "ArrowLeft", Some(Some(3))),
            ("out of a mark", &stack, Some(3), "ArrowUp", Some(None)),
            ("into the others", &stack, Some(5), "ArrowDown", Some(Some(6))),
            ("the last mark", &stack, Some(0), "End", Some(Some(5))),
            ("the first part", &stack, Some(2), "Home", Some(Some(1))),
            ("along bars", &bars, Some(1), "ArrowRight", Some(Some(2))),
            ("nothing is in a bar", &bars, Some(0), "ArrowDown", None),
            ("other keys", &bars, Some(0), "a", None),
        ] {
            assert_eq!(next(depths, from, key), to, "{what}");
        }
    }
}

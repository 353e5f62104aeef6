//! A chart on the page: plotters' picture in two widths, and over it the HTML links that make it one: each is focusable, says its value and
//! carries its tooltip. The picture is replaced whole; the links are keyed, so the one that has the focus stays. Called by the panel.

use data::report::Panel;
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;

use super::current;
use super::hits::{Spot, spots};
use super::live::{each, el, element, text};
use super::shown::{Part, Shown};
use crate::chart::{ChartData, Drawing, Size, draw};

/// Picture and links.
pub(super) fn chart(shown: Shown, panel: Part<Panel>, data: Memo<Option<ChartData>>, empty: Signal<bool>) -> AnyView {
    let drawing = |size: Size| Memo::new(move |_: Option<&Option<Drawing>>| data.with(|data| data.as_ref().map(|data| draw(data, size))));
    let (narrow, wide) = (drawing(Size::Narrow), drawing(Size::Wide));
    let spots = Memo::new(move |_: Option<&Vec<Spot>>| {
        let both = |narrow: &Option<Drawing>, wide: &Option<Drawing>| {
            let (Some(narrow), Some(wide)) = (narrow, wide) else { return Vec::new() };
            shown.read(|report, lang| panel.with(|panel| spots(&report.query, panel, narrow, wide, lang)))
        };
        narrow.with(|narrow| wide.with(|wide| both(narrow, wide)))
    });
    let keys = move || spots.with(|spots| spots.iter().map(|spot| spot.key.clone()).collect());
    el!("div" { "class" = "chart", "hidden" = empty } [
        el!("div" { "class" = "plot" } [
            picture("picture narrow", narrow),
            picture("picture wide", wide),
            el!("ul" { "class" = "hits", "aria-label" = panel.says(|panel, lang| panel.title.get(lang).to_string()) } [
                each(keys, move |key| link(spots, key)),
            ]),
        ]),
    ])
}

fn picture(class: &'static str, drawing: Memo<Option<Drawing>>) -> AnyView {
    use super::live::Value;
    let svg = text(move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.svg.clone()).unwrap_or_default()));
    element("div", vec![class.attribute("class"), inner_html(svg).into_any_attr()], Vec::new())
}

fn link(spots: Memo<Vec<Spot>>, key: String) -> AnyView {
    let spot = Memo::new(move |_: Option<&Option<Spot>>| spots.with(|spots| spots.iter().find(|spot| spot.key == key).cloned()));
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

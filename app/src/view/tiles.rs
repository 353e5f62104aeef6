//! Headline numbers: each under the filter, with its total and what was published of it. Called by the dashboard.

use data::report::{Tile, TileOverlap, TileValue};
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use super::basis::exception_mark;
use super::current;
use super::figure::published;
use super::live::{anew, each, el, maybe};
use super::shown::{Part, Shown};
use crate::format;
use crate::words::{plural, words};

/// Numbers of a tile that stand beside each other; further ones stand under them.
const MOST_PARTS: usize = 6;

/// The row of tiles.
pub(crate) fn tiles(shown: Shown) -> AnyView {
    let ids = move || shown.screen.with(|screen| screen.tiles.iter().map(|tile| tile.id.clone()).collect());
    // Where the row scrolls, the keys find it: by its links, else itself.
    let stop = maybe(move || shown.screen.with(|screen| (!screen.tiles.iter().any(has_links)).then(|| "0".to_string())));
    el!("section" {
        "class" = "tiles",
        "aria-labelledby" = "tiles-title",
        "tabindex" = stop,
        "hidden" = shown.holds(|screen| screen.tiles.is_empty()),
    } [
        el!("h2" { "class" = "vh", "id" = "tiles-title" } [shown.word(|words| words.headlines)]),
        each(ids, move |id| tile(shown, id)),
    ])
}

fn has_links(tile: &Tile) -> bool {
    tile.overlap.is_some() || tile.values.iter().any(|value| value.link.is_some() || value.published.is_some())
}

fn tile(shown: Shown, id: String) -> AnyView {
    let name = id.clone();
    let tile = shown.part(move |screen| screen.tiles.iter().find(|tile| tile.id == name));
    let places = move || tile.with(|tile| (0..tile.values.len()).map(|at| at.to_string()).collect());
    let of = id.clone();
    el!("section" {
        "class" = tile.says(|tile, _| if tile.values.len() > 1 { "tile split" } else { "tile" }.to_string()),
        "style" = tile.says(|tile, _| format!("--parts:{}", parts(tile))),
        "data-tile" = id,
    } [
        el!("h3" { "title" = tile.says(|tile, lang| tile.measure.description.get(lang).to_string()) } [
            tile.says(|tile, lang| tile.title.get(lang).to_string()),
            exception_mark(shown, move || tile.with(|tile| tile.basis)),
        ]),
        el!("div" [
            el!("ul" [each(places, move |at| value(shown, tile, of.clone(), at.parse().unwrap_or_default()))]),
            el!("p" { "class" = "overlap", "hidden" = tile.holds(|tile| tile.overlap.is_none()) } [anew(move || {
                tile.read(|tile, lang| tile.overlap.as_ref().map(|overlap| switch(overlap, lang))).unwrap_or_default()
            })]),
            el!("p" { "class" = "small", "hidden" = tile.holds(|tile| tile.refused.is_empty()) } [
                tile.says(|tile, lang| tile.refused.get(lang).to_string()),
            ]),
            el!("p" { "class" = "ignores", "hidden" = tile.holds(|tile| tile.ignores.is_empty()) } [
                tile.says(|tile, lang| words(lang).ignores(&tile.ignores, lang)),
            ]),
        ]),
    ])
}

/// How much of the row a tile takes, whatever its numbers are: words beside a number take as much as another number.
fn parts(tile: &Tile) -> usize {
    tile.values.len().max(1 + usize::from(tile.overlap.is_some())).min(MOST_PARTS)
}

/// One number of a tile: the number, its unit, and what stands beside it. A number of a split is a link.
fn value(shown: Shown, tile: Part<Tile>, id: String, at: usize) -> AnyView {
    let of = id.clone();
    let value = shown.part(move |screen| screen.tiles.iter().find(|tile| tile.id == of)?.values.get(at));
    let read = move |get: fn(&Tile, &TileValue, Lang) -> String| {
        super::text(move || tile.read(|tile, lang| tile.values.get(at).map(|value| get(tile, value, lang))).unwrap_or_default())
    };
    let precise = maybe(move || tile.read(|tile, lang| exact(tile, tile.values.get(at)?, lang)));
    let figure = el!("span" { "class" = read(|_, value, _| figure_class(&value.value).to_string()), "title" = precise } [
        el!("b" [read(|tile, value, lang| Scaled::of(tile, value, lang).number(&value.value))]),
        el!("span" { "class" = "unit" } [read(|tile, value, lang| {
            let scaled = Scaled::of(tile, value, lang);
            plural::unit(&scaled.number(&value.value), &scaled.unit)
        })]),
    ]);
    let linked = value.with(|value| value.link.is_some());
    let head = if linked {
        el!("a" {
            "href" = value.says(|value, _| value.link.as_ref().map(ToString::to_string).unwrap_or_default()),
            "data-add" = value.maybe(|value| value.add.as_ref().map(ToString::to_string)),
            "data-alone" = tile.says(|tile, _| tile.split.clone()),
            "aria-current" = value.maybe(|value| current(value.selected)),
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [figure, el!("span" { "class" = "label" } [value.says(|value, lang| value.label.get(lang).to_string())])])
    } else {
        figure
    };
    let beside = move || {
        let place = format!("published-{id}-{at}");
        tile.read(|tile, lang| tile.values.get(at).map(|value| beside(tile, value, &place, lang))).unwrap_or_default()
    };
    el!("li" [head, el!("span" { "class" = "beside" } [anew(beside)])])
}

/// The switch between awards and holders, and what the latter assumes.
fn switch(overlap: &TileOverlap, lang: Lang) -> Vec<AnyView> {
    let word = words(lang);
    let link = |query: &Query, name: &str, here: bool| el!("a" { "href" = query.to_string(), "aria-current" = current(here), "rel" = "nofollow", "data-noscroll" = "" } [name]);
    vec![
        link(&overlap.awards, word.by_award, !overlap.is_bounds),
        link(&overlap.bounds, word.by_holder, overlap.is_bounds),
        el!("span"[if overlap.is_bounds { overlap.why.get(lang) } else { word.may_overlap }]),
    ]
}

/// How a tile writes its numbers: both of a pair in the same unit, per cent close to the number.
struct Scaled {
    scale: format::Scale,
    close: &'static str,
    unit: String,
}

impl Scaled {
    fn of(tile: &Tile, value: &TileValue, lang: Lang) -> Scaled {
        let pair = [&value.value, &value.total].into_iter().filter_map(|amount| amount.value);
        let pair = pair.chain([&value.value, &value.total].into_iter().filter_map(|amount| amount.bounds).map(|bounds| bounds.high));
        let largest = pair.fold(0.0_f64, |most, value| most.max(value.abs()));
        let scale = format::scale(largest, tile.measure.unit.get(lang), tile.measure.decimals, lang);
        let (close, unit) = if scale.unit == "%" { ("%", String::new()) } else { ("", scale.unit.clone()) };
        Scaled { scale, close, unit }
    }

    fn number(&self, amount: &Amount) -> String {
        let number = |value| format!("{}{}", self.scale.number(value), self.close);
        match (amount.value, amount.bounds) {
            (Some(value), _) => number(value),
            (None, Some(bounds)) => format!("{}–{}", number(bounds.low), number(bounds.high)),
            (None, None) => format::NO_VALUE.to_string(),
        }
    }
}

/// A number over few units stands in grey.
fn figure_class(amount: &Amount) -> &'static str {
    if amount.small.is_some() { "figure few" } else { "figure" }
}

/// The number unscaled, with its unit; nothing where it is written so. The foot of the page has it too.
pub(super) fn exact(tile: &Tile, value: &TileValue, lang: Lang) -> Option<String> {
    let is_scaled = Scaled::of(tile, value, lang).scale.divisor != 1.0 && value.value.value.is_some();
    is_scaled.then(|| format::amount(&value.value, &tile.measure, lang))
}

/// Why a number is missing, what it is a part of, how many rows lack theirs, what was published.
fn beside(tile: &Tile, value: &TileValue, id: &str, lang: Lang) -> Vec<AnyView> {
    let word = words(lang);
    let mut remarks = Vec::new();
    if let Some(reason) = value.value.missing.filter(|_| value.value.value.is_none()) {
        remarks.push(reason.title().get(lang).to_string());
    }
    if (value.value.value, value.value.bounds) != (value.total.value, value.total.bounds) {
        remarks.push(word.of_total(&Scaled::of(tile, value, lang).number(&value.total), tile.measure.additive));
    }
    let now = value.now.as_ref().unwrap_or(&value.value);
    if let (Some(now), Some(before), Some(vs)) = (now.value, value.before.as_ref().and_then(|before| before.value), &tile.vs) {
        let grown = (before > 0.0).then(|| (now / before - 1.0) * 100.0);
        remarks.push(word.against(vs, &format::change(now - before, grown, &tile.measure, lang)));
    }
    if !tile.uncompared.is_empty() {
        remarks.push(tile.uncompared.get(lang).to_string());
    }
    remarks.extend(value.value.small.map(|small| format::small(&small, &tile.measure, lang)));
    if value.value.lacking > 0 {
        remarks.push(word.lacking(value.value.lacking));
    }
    let mut beside: Vec<AnyView> = remarks.into_iter().map(|remark| el!("span"[remark])).collect();
    let made_to_fit = value.total.basis == Basis::Illustrative;
    beside.extend(value.published.as_ref().map(|figure| published(figure, id, made_to_fit, lang)));
    beside
}

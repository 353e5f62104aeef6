//! `/{bundle}/facet/{dimension}`: every value of a dimension, to search and to choose among, page by page.

use data::query::LONGEST_WORDS;
use data::report::{Facet, FacetValue};
use data::sheet::{FacetPage, Sheet};
use data::{Lang, Query};
use leptos::prelude::*;

use super::say;
use crate::format;
use crate::view::basis::still_mark;
use crate::view::counted::Counted;
use crate::view::current;
use crate::view::form;
use crate::view::live::{self, el};
use crate::view::way::{Way, classes};
use crate::words::{plural, words};

pub(super) fn draw(sheet: &Sheet, page: &FacetPage, lang: Lang) -> Vec<AnyView> {
    let facet = &page.facet;
    let head = el!("div" { "class" = "sheet-head" } [
        el!("h2" [facet.title.get(lang), still_mark(sheet.basis, lang)]),
        el!("p" { "class" = "lede" } [lede(sheet, page, lang)]),
    ]);
    let among = el!("div" { "class" = "among" } [
        search(sheet, lang),
        el!("a" { "id" = "back", "class" = "button", "href" = page.back.to_string() } [say(lang, "返回图表", "Back to the charts")]),
    ]);
    let full = facet.full.then(|| el!("p" { "class" = "notices full", "role" = "status" } [words(lang).full]));
    let values = el!("section" { "class" = "facet values", "data-facet" = facet.dimension.as_str() } [list(&sheet.query, page, &facet.values, lang)]);
    let pager = (page.pages > 1).then(|| pager(&sheet.query, page, lang));
    [Some(head), Some(among), chosen(&sheet.query, page, lang), full, Some(values), pager].into_iter().flatten().collect()
}

/// How many values there are, and what stands behind each.
fn lede(sheet: &Sheet, page: &FacetPage, lang: Lang) -> String {
    let counts = Counted::from(&page.facet).title(lang);
    let (found, total) = (format::count(page.found), format::count(page.total));
    match (lang, &sheet.query.find) {
        (Lang::Zh, None) => format!("共 {total} 个值，各附{counts}数。点选即筛选，可选多个。"),
        (Lang::Zh, Some(words)) => format!("共 {total} 个值，其中 {found} 个含“{words}”，各附{counts}数。点选即筛选，可选多个。"),
        (Lang::En, None) => {
            format!(
                "{}, each with its number ({counts}). Choose as many as you want to filter by.",
                plural::counted(page.total, ["value", "values"])
            )
        }
        (Lang::En, Some(words)) => {
            format!(
                "{found} of {} with “{words}”, each with its number ({counts}). Choose as many as you want to filter by.",
                plural::counted(page.total, ["value", "values"])
            )
        }
    }
}

/// Words that the values must contain: a GET form.
fn search(sheet: &Sheet, lang: Lang) -> AnyView {
    let query = Query { find: None, page: 1, ..sheet.query.clone() };
    let (path, others) = (form::action(&query), form::kept(&query));
    let (name, find) = (say(lang, "查找", "Find"), sheet.query.find.clone().unwrap_or_default());
    view! {
        <form class="search" role="search" method="get" action=live::led(Signal::stored(path))>
            {others}
            <input type="search" name="find" maxlength=LONGEST_WORDS.to_string() value=find aria-label=name placeholder=say(lang, "名称或代码", "Name or code")/>
            <button type="submit">{name}</button>
        </form>
    }
    .into_any()
}

/// The values chosen, each with the link that takes it out.
fn chosen(query: &Query, page: &FacetPage, lang: Lang) -> Option<AnyView> {
    let further = page.selected - page.chosen.len() as u32;
    let title = match lang {
        Lang::Zh => format!("已选 {} 个", format::count(page.selected)),
        Lang::En => format!("{} chosen", format::count(page.selected)),
    };
    let more = (further > 0).then(|| match lang {
        Lang::Zh => format!("另有 {} 个已选，可查找后取消。", format::count(further)),
        Lang::En => format!("{} not listed: find them to take them out.", plural::counted(further, ["more is", "more are"])),
    });
    // What stands in the list below anyway is not listed twice.
    let listed = page.facet.values.iter().filter(|value| value.selected).count();
    (page.selected as usize > listed).then(|| {
        el!("section" { "class" = "facet values chosen" } [
            el!("h3" [title]),
            list(query, page, &page.chosen, lang),
            more.map(|more| el!("p" { "class" = "small" } [more])),
        ])
    })
}

fn list(query: &Query, page: &FacetPage, values: &[FacetValue], lang: Lang) -> AnyView {
    let counted = Counted::from(&page.facet);
    let value = |value: &FacetValue| {
        el!("li" { "class" = classes(query, &page.facet.dimension, value) } [
            el!("a" {
                "href" = value.link.as_ref().map(ToString::to_string),
                "aria-current" = current(value.selected),
                "style" = format!("--share:{}%", counted.share(value)),
                "data-value" = value.value.as_str(),
                "rel" = "nofollow",
            } [
                el!("span" { "class" = "name" } [value.label.get(lang)]),
                el!("span" { "class" = "count" } [counted.number(value, lang)]),
                el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
            ]),
            (!value.value.is_empty()).then(|| ways(query, &page.facet, value, lang)),
        ])
    };
    if values.is_empty() {
        return el!("p" { "class" = "empty" } [say(lang, "没有含这些字的值。", "No value contains these words.")]);
    }
    el!("ul"[values.iter().map(value).collect::<Vec<_>>()])
}

/// What else can be done with a value, behind a disclosure.
fn ways(query: &Query, facet: &Facet, value: &FacetValue, lang: Lang) -> AnyView {
    let (word, name) = (words(lang), value.label.get(lang));
    let link = |way: Way| {
        el!("a" {
            "href" = way.href(query, &facet.dimension, value),
            "aria-current" = current(way.stands(query, &facet.dimension, value)),
            "rel" = "nofollow",
        } [word.way(way.id(), name)])
    };
    el!("details" { "class" = "menu ways" } [
        el!("summary" { "aria-label" = word.ways(name) } ["⋯"]),
        el!("div" { "class" = "sheet" } [Way::of(facet.ordered).map(link).collect::<Vec<_>>()]),
    ])
}

fn pager(query: &Query, page: &FacetPage, lang: Lang) -> AnyView {
    let word = words(lang);
    let at = |to: u32| query.at_page(to).to_string();
    let step = |rel: &str, to: u32, name: &str| el!("a" { "class" = "button", "rel" = format!("{rel} nofollow"), "href" = at(to) } [name]);
    el!("nav" { "class" = "pager", "aria-label" = word.pages } [
        (page.page > 1).then(|| step("prev", page.page - 1, word.previous)),
        el!("span" [word.page_of(page.page, page.pages)]),
        (page.page < page.pages).then(|| step("next", page.page + 1, word.next)),
    ])
}

//! What every one of these pages has around its own content: header, filter, notices, files, sources.

use data::report::MeasureInfo;
use data::sheet::Sheet;
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use super::{say, still};
use crate::finding;
use crate::format;
use crate::screen::{Picture, Stand};
use crate::view::basis::{still_exception, still_mark};
use crate::view::footer::source_list;
use crate::view::header::{header, nav_links};
use crate::view::live::{el, text};
use crate::view::title::document_title;
use crate::words::words;

/// The page around `main`.
pub(super) fn draw(sheet: &Sheet, lang: Lang, main: Vec<AnyView>) -> AnyView {
    let name = sheet.bundle.title.get(lang).to_string();
    let view = words(lang).view(&sheet.query.view);
    let title = format!("{view} · {name}");
    document_title(text(move || title.clone()));
    let nav = nav_links(&sheet.query, &sheet.bundle, lang);
    el!("div" { "class" = "page" } [
        header(text(move || name.clone()), nav),
        (sheet.query.item.is_empty() || !sheet.chips.is_empty()).then(|| bar(sheet, lang)),
        el!("main" { "id" = "main", "class" = "sheet-page", "tabindex" = "-1" } [notices(sheet, lang), main]),
        footer(sheet, lang),
    ])
}

/// The filter, one chip a value, and the files.
fn bar(sheet: &Sheet, lang: Lang) -> AnyView {
    let word = words(lang);
    let chips = sheet.chips.iter().map(|chip| {
        let says = chip.text.get(lang).to_string();
        el!("li"[el!("a" { "href" = chip.remove.to_string(), "rel" = "nofollow", "aria-label" = format!("{}{says}", word.remove) } [
            says,
            el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
        ])])
    });
    let mut parts = Vec::new();
    if sheet.chips.is_empty() {
        parts.push(el!("p" { "class" = "unfiltered" } [word.unfiltered]));
    } else {
        parts.push(el!("ul" { "class" = "chips", "aria-label" = word.conditions } [chips.collect::<Vec<_>>()]));
        parts.push(el!("a" { "id" = "clear", "href" = sheet.clear.to_string(), "rel" = "nofollow" } [word.clear]));
    }
    let csv = Query { lang: Some(lang), ..sheet.query.clone() }.view_file();
    // What is about one thing is no file of its own.
    let files = sheet.query.item.is_empty().then(|| {
        el!("div" { "class" = "take" } [
            el!("a" { "id" = "export", "class" = "button", "href" = csv, "download" = "" } [word.export_csv]),
        ])
    });
    el!("section" { "class" = "bar", "aria-label" = word.filter } [parts, files])
}

fn notices(sheet: &Sheet, lang: Lang) -> Option<AnyView> {
    let items = sheet.notices.iter().map(|notice| el!("li"[notice.text.get(lang)])).collect::<Vec<_>>();
    (!items.is_empty()).then(|| el!("div" { "role" = "status", "class" = "notices" } [el!("ul"[items])]))
}

fn footer(sheet: &Sheet, lang: Lang) -> AnyView {
    let word = words(lang);
    el!("footer" { "class" = "foot" } [
        el!("p" [sheet.bundle.description.get(lang)]),
        el!("p" [el!("b" [word.sources]), el!("span" { "class" = "sources" } [source_list(&sheet.bundle.sources)])]),
        el!("p" [
            el!("b" [word.version]),
            el!("span" [sheet.bundle.version.as_str()]),
            // The warnings themselves are listed on the home page.
            (sheet.bundle.warnings > 0).then(|| {
                el!("a" { "href" = format!("/#{}", sheet.bundle.id) } [word.warnings(sheet.bundle.warnings)])
            }),
            el!("a" { "href" = sheet.query.report_file(), "download" = "" } [word.whole_report]),
        ]),
    ])
}

/// The page's title with its mark, and what the page is.
pub(super) fn head(sheet: &Sheet, lang: Lang, lede: &str) -> AnyView {
    el!("div" { "class" = "sheet-head" } [
        el!("h2" [words(lang).view(&sheet.query.view), still_mark(sheet.basis, lang)]),
        el!("p" { "class" = "lede" } [lede]),
    ])
}

/// A table that scrolls inside its own box. The first cell of a line heads it.
pub(super) fn table(caption: &str, heads: Vec<(String, bool)>, lines: Vec<Vec<(AnyView, bool)>>) -> AnyView {
    let class = |numeric: bool| if numeric { "number" } else { "" };
    let heads = heads.into_iter().map(|(head, numeric)| el!("th" { "scope" = "col", "class" = class(numeric) } [head])).collect::<Vec<_>>();
    let line = |line: Vec<(AnyView, bool)>| {
        let cell = |(at, (cell, numeric)): (usize, (AnyView, bool))| match at {
            0 => el!("th" { "scope" = "row", "class" = class(numeric) } [cell]),
            _ => el!("td" { "class" = class(numeric) } [cell]),
        };
        el!("tr"[line.into_iter().enumerate().map(cell).collect::<Vec<_>>()])
    };
    el!("div" { "class" = "scroll", "tabindex" = "0", "role" = "region", "aria-label" = caption } [
        el!("table" [
            el!("caption" { "class" = "vh" } [caption]),
            el!("thead" [el!("tr" [heads])]),
            el!("tbody" [lines.into_iter().map(line).collect::<Vec<_>>()]),
        ]),
    ])
}

/// An amount with its unit, marked where it rests on something else than `head`; a missing one with its reason.
pub(super) fn amount(amount: &Amount, measure: &MeasureInfo, head: Basis, lang: Lang) -> AnyView {
    let value = match amount.missing {
        Some(reason) if amount.value.is_none() => words(lang).missing_because(reason.title().get(lang)),
        _ => format::amount(amount, measure, lang),
    };
    let few = amount.small.map(|small| el!("small" [" ", format::small(&small, measure, lang)]));
    el!("span" { "class" = few.as_ref().map(|_| "few".to_string()) } [value, " ", still_exception(amount.basis, head, lang), few])
}

/// A chart as a picture: its numbers stand in the page's table.
pub(super) fn figure(panel: &data::report::Panel, lang: Lang) -> AnyView {
    let shown = Picture::of(panel, &Query::default(), [Stand::Column(0); 2], lang);
    let (note, source) = (still::note(&shown), still::source(&panel.sources, lang));
    el!("figure" { "class" = "panel", "data-panel" = panel.id.as_str() } [
        el!("figcaption" [
            el!("h3" [panel.title.get(lang), still_mark(panel.basis, lang)]),
            el!("p" { "class" = "vh" } [finding::summary(panel, lang)]),
        ]),
        still::legend(&shown, lang),
        el!("div" { "class" = "chart" } [el!("div" { "class" = "plot" } [still::pictures(&shown)])]),
        (source.is_some() || note.is_some()).then(|| el!("div" { "class" = "under" } [note, source])),
    ])
}

/// A link to the rows that a number counts.
pub(super) fn rows_link(rows: &Query, lang: Lang) -> AnyView {
    el!("a" { "href" = rows.to_string() } [say(lang, "查看记录", "Rows")])
}

//! What every one of these pages has around its own content: header, filter, notices, files, sources.

use data::report::{MeasureInfo, Panel};
use data::sheet::{Body, Sheet};
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use super::{say, still};
use crate::format::{self, Scale};

use crate::view::basis::{still_exception, still_page_basis};
use crate::view::footer::{keyboard_link, marks, printed, source_list};
use crate::view::header::{header, nav_links};
use crate::view::live::{el, text};
use crate::view::title::{document_title, title_of};
use crate::view::wrapped::around;
use crate::words::words;

/// The page around `main`.
pub(super) fn draw(sheet: &Sheet, lang: Lang, main: Vec<AnyView>) -> AnyView {
    let name = sheet.bundle.title.get(lang).to_string();
    let title = title_of(&subject(sheet, lang), &sheet.chips, &sheet.bundle, lang);
    document_title(text(move || title.clone()));
    let nav = nav_links(&sheet.query, &sheet.bundle, lang);
    el!("div" { "class" = "page" } [
        header(text(move || name.clone()), nav),
        bar(sheet, lang),
        el!("main" { "id" = "main", "class" = "sheet-page", "tabindex" = "-1" } [notices(sheet, lang), main]),
        footer(sheet, lang),
    ])
}

/// What a page is about, for its title.
fn subject(sheet: &Sheet, lang: Lang) -> String {
    let view = words(lang).view(&sheet.query.view);
    let about = match &sheet.body {
        Body::Statement(checked) => {
            let it = &checked.statement;
            format!("{}{}{} {}", it.subject.get(lang), say(lang, "", ", "), it.indicator.get(lang), it.written)
        }
        Body::Facet(page) => return page.facet.title.get(lang).to_string(),
        Body::Compare(comparison) => {
            let sides: Vec<&str> = comparison.sides.iter().map(|side| side.label.get(lang)).collect();
            sides.join(say(lang, "、", ", "))
        }
        Body::Answer(answer) if answer.illustrative => say(lang, "含示例", "illustrative rows too").to_string(),
        _ => String::new(),
    };
    if about.is_empty() { view.to_string() } else { format!("{view}{}{about}", say(lang, "：", ": ")) }
}

/// The filter, one chip a value, and the ways to take the page along. What is about one thing has no filter and is no file of its own.
fn bar(sheet: &Sheet, lang: Lang) -> AnyView {
    let word = words(lang);
    let is_one = !sheet.query.item.is_empty();
    let chips = sheet.chips.iter().map(|chip| {
        let says = chip.text.get(lang).to_string();
        el!("li"[el!("a" { "href" = chip.remove.to_string(), "rel" = "nofollow", "aria-label" = format!("{}{says}", word.remove) } [
            el!("span" { "class" = "name" } [says]),
            el!("span" { "class" = "undo", "aria-hidden" = "true" } ["×"]),
        ])])
    });
    let mut parts = Vec::new();
    if !sheet.chips.is_empty() {
        parts.push(el!("ul" { "class" = "chips", "aria-label" = word.conditions } [chips.collect::<Vec<_>>()]));
        parts.push(el!("a" { "id" = "clear", "href" = sheet.clear.to_string(), "rel" = "nofollow" } [word.clear]));
    } else if !is_one {
        parts.push(el!("p" { "class" = "unfiltered" } [word.unfiltered]));
    }
    let csv = Query { lang: Some(lang), ..sheet.query.clone() }.view_file();
    let status = || el!("span" { "role" = "status" });
    el!("section" { "class" = "bar", "aria-label" = if is_one { say(lang, "本页", "This page") } else { word.filter } } [
        parts,
        el!("div" { "class" = "take" } [
            el!("button" {
                "type" = "button",
                "class" = "needs-script",
                "data-copy-link" = sheet.query.in_lang(lang).to_string(),
                "data-done" = word.copied,
                "data-failed" = word.not_saved,
            } [word.copy_link, status()]),
            el!("button" { "type" = "button", "class" = "needs-script", "data-print" = "" } [word.print]),
            (!is_one).then(|| el!("a" { "id" = "export", "class" = "button", "href" = csv, "download" = "", "aria-label" = word.export_csv } [
                el!("span" { "class" = "folds" } [word.export]),
                "CSV",
            ])),
        ]),
    ])
}

fn notices(sheet: &Sheet, lang: Lang) -> Option<AnyView> {
    let items = sheet.notices.iter().map(|notice| el!("li"[notice.text.get(lang)])).collect::<Vec<_>>();
    (!items.is_empty()).then(|| el!("div" { "role" = "status", "class" = "notices" } [el!("ul"[items])]))
}

fn footer(sheet: &Sheet, lang: Lang) -> AnyView {
    let word = words(lang);
    let note = |panel: &Panel| el!("li" { "class" = "sources" } [source_list(&panel.sources, lang)]);
    el!("footer" { "class" = "foot" } [
        el!("p" [sheet.bundle.description.get(lang)]),
        el!("p" [el!("b" [word.sources]), el!("span" { "class" = "sources" } [source_list(&sheet.bundle.sources, lang)])]),
        // On paper the sources of charts are footnotes.
        el!("ol" { "class" = "notes print-only" } [sheet.body.panels().into_iter().map(note).collect::<Vec<_>>()]),
        marks(sheet.body.measures().into_iter(), lang),
        el!("p" [
            el!("b" [word.version]),
            el!("span" [sheet.bundle.version.as_str()]),
            // The warnings themselves are listed on the home page.
            (sheet.bundle.warnings > 0).then(|| {
                el!("a" { "href" = format!("/#{}", sheet.bundle.id) } [word.warnings(sheet.bundle.warnings)])
            }),
            el!("a" { "href" = sheet.query.report_file(), "download" = "" } [word.whole_report]),
            keyboard_link(word.keyboard),
        ]),
        printed(word.printed_on),
        (!sheet.body.panels().is_empty()).then(|| still::keys(lang)),
    ])
}

/// The page's title, what the page is, and what it rests on: said here once.
pub(super) fn head(sheet: &Sheet, lang: Lang, lede: &str) -> AnyView {
    el!("div" { "class" = "sheet-head" } [
        el!("h2" [words(lang).view(&sheet.query.view)]),
        el!("p" { "class" = "lede" } [lede]),
        still_page_basis(sheet.basis, lang),
    ])
}

/// The cells of a line, each with whether it is a number. The first heads it.
pub(super) type Cells = Vec<(AnyView, bool)>;

/// A table that scrolls inside its own box.
pub(super) fn table(caption: &str, heads: Vec<(String, bool)>, lines: Vec<Cells>) -> AnyView {
    grouped_table(caption, heads, vec![(None, lines)])
}

/// The same with its lines in groups, each under a line of its own that says what they share.
pub(super) fn grouped_table(caption: &str, heads: Vec<(String, bool)>, groups: Vec<(Option<String>, Vec<Cells>)>) -> AnyView {
    let class = |numeric: bool| if numeric { "number" } else { "" };
    let width = heads.len().to_string();
    let heads = heads
        .iter()
        .map(|(head, numeric)| el!("th" { "scope" = "col", "class" = class(*numeric) } [around(head, vec![head.clone().into_any()])]));
    let heads = heads.collect::<Vec<_>>();
    let line = |line: Cells| {
        let cell = |(at, (cell, numeric)): (usize, (AnyView, bool))| match at {
            0 => el!("th" { "scope" = "row", "class" = class(numeric) } [cell]),
            _ => el!("td" { "class" = class(numeric) } [cell]),
        };
        el!("tr"[line.into_iter().enumerate().map(cell).collect::<Vec<_>>()])
    };
    let group = |(shared, lines): (Option<String>, Vec<Cells>)| {
        let shared = shared.map(|shared| {
            el!("tr" { "class" = "shared" } [el!("th" { "scope" = "rowgroup", "colspan" = width.as_str() } [el!("span"[shared])])])
        });
        el!("tbody" [shared, lines.into_iter().map(line).collect::<Vec<_>>()])
    };
    el!("div" { "class" = "scroll", "tabindex" = "0", "role" = "region", "aria-label" = caption } [
        el!("table" [
            el!("caption" { "class" = "vh" } [caption]),
            el!("thead" [el!("tr" [heads])]),
            groups.into_iter().map(group).collect::<Vec<_>>(),
        ]),
    ])
}

/// An amount with its unit, marked where it rests on something else than `head`; a missing one with its reason.
pub(super) fn amount(amount: &Amount, measure: &MeasureInfo, head: Basis, lang: Lang) -> AnyView {
    let value = match amount.missing {
        Some(reason) if amount.value.is_none() => words(lang).missing_because(reason.title().get(lang)),
        _ => format::amount(amount, measure, lang),
    };
    let few = amount.small.map(|small| el!("small"[format::small(&small, measure, lang)]));
    let class = if few.is_some() { "amount few" } else { "amount" };
    el!("span" { "class" = class } [marked(value, amount.basis, head, lang), few])
}

/// An amount in the unit that its column's head names, marked and with its reason as above.
pub(super) fn scaled(amount: &Amount, scale: &Scale, head: Basis, lang: Lang) -> AnyView {
    let number = match (amount.missing, amount.value) {
        (Some(reason), None) => words(lang).missing_because(reason.title().get(lang)),
        (_, Some(value)) if scale.divisor != 1.0 => scale.number(value),
        _ => format::value(amount, scale.decimals),
    };
    marked(number, amount.basis, head, lang)
}

/// A number with its mark, which has a place of its own before it, so that numbers stay in line.
pub(super) fn marked(value: String, basis: Basis, head: Basis, lang: Lang) -> AnyView {
    el!("span" { "class" = "marked" } [still_exception(basis, head, lang), el!("span" [value])])
}

/// A link to the rows that a number counts.
pub(super) fn rows_link(rows: &Query, lang: Lang) -> AnyView {
    el!("a" { "href" = rows.to_string() } [say(lang, "查看记录", "Rows")])
}

//! `/{bundle}/embed/{panel}`: one chart alone, for a frame in another page. Its marks filter in place; the whole page is one link away.

use data::report::Panel;
use data::sheet::Sheet;
use data::{Basis, Lang, Query};
use leptos::prelude::*;

use super::{say, still};
use crate::page::outside;
use crate::screen::{Picture, Stand};
use crate::view::basis::still_mark;
use crate::view::footer::{printed, source_list};
use crate::view::live::{el, text};
use crate::view::title::{document_title, title_of};
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, panel: &Panel, lang: Lang) -> AnyView {
    let picture = Picture::of(panel, &sheet.query, [Stand::Column(0); 2], lang);
    let title = title_of(&picture.title, &sheet.chips, &sheet.bundle, lang);
    document_title(text(move || title.clone()));
    let home = Query { item: String::new(), view: String::new(), ..sheet.query.clone() };
    let home =
        if panel.id == data::schema::EXPLORE { Query { view: panel.id.clone(), ..home } } else { Query { chart: Vec::new(), ..home } };
    // What leads to the table under the chart on the page leads nowhere here.
    let hits = picture.spots.iter().map(|spot| still::hit(spot, (!spot.outside).then(|| spot.href.clone()))).collect::<Vec<_>>();
    let chips: Vec<&str> = sheet.chips.iter().map(|chip| chip.text.get(lang)).collect();
    let notices = sheet.notices.iter().map(|notice| el!("p" { "class" = "ignores" } [notice.text.get(lang)])).collect::<Vec<_>>();
    el!("main" { "class" = "embed", "id" = "main" } [
        el!("figure" { "class" = "panel", "data-panel" = panel.id.as_str(), "data-kind" = picture.kind.as_str() } [
            el!("figcaption" [
                el!("h1" [picture.title.as_str(), still_mark(panel.basis, lang)]),
                el!("p" { "class" = "finding" } [picture.finding.as_str()]),
                still::summary(&picture),
            ]),
            notices,
            (!chips.is_empty()).then(|| el!("p" { "class" = "ignores" } [
                words(lang).filter, say(lang, "：", ": "), chips.join(words(lang).semicolon), " ",
                el!("a" { "href" = sheet.clear.to_string(), "rel" = "nofollow" } [words(lang).clear]),
            ])),
            still::legend(&picture, lang),
            el!("div" { "class" = "chart" } [
                el!("div" { "class" = "plot" } [
                    still::pictures(&picture),
                    el!("ul" { "class" = "hits", "aria-label" = picture.title.as_str() } [hits]),
                ]),
            ]),
            el!("div" { "class" = "under" } [
                (panel.basis != Basis::Published).then(|| el!("p" { "class" = "note" } [words(lang).basis_why(panel.basis)])),
                still::note(&picture),
                still::source(&picture.sources, lang),
                el!("p" { "class" = "print-only sources" } [source_list(&picture.sources, lang)]),
                el!("p" { "class" = "files" } [
                    el!("a" { "href" = home.to_string(), "target" = "_top" } [sheet.bundle.title.get(lang)]),
                    el!("a" { "href" = picture.csv.as_str(), "download" = "" } ["CSV"]),
                ]),
                code(sheet, panel, &picture, lang),
                printed(words(lang).printed_on),
                still::keys(lang),
            ]),
        ]),
    ])
}

/// How wide a frame is that the code makes, in pixels.
const WIDTH: i32 = 720;
/// What the page has around its chart on either side, and above and below it together.
const MARGINS: [i32; 2] = [16, 44];
/// The height of the line that says what the chart rests on.
const NOTE: i32 = 18;

/// The code that puts the chart into another page, with the height that it takes there.
fn code(sheet: &Sheet, panel: &Panel, picture: &Picture, lang: Lang) -> AnyView {
    let word = words(lang);
    let title = html_escape::encode_double_quoted_attribute(&picture.title).into_owned();
    let src = outside(&sheet.query.in_lang(lang).to_string());
    let src = html_escape::encode_double_quoted_attribute(&src).into_owned();
    let basis = if panel.basis == Basis::Published { 0 } else { NOTE };
    let height = picture.height(WIDTH - 2 * MARGINS[0]) + MARGINS[1] + basis;
    let code = format!(
        "<iframe src=\"{src}\" title=\"{title}\" width=\"{WIDTH}\" height=\"{height}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>"
    );
    let size = match lang {
        Lang::Zh => format!("{WIDTH} × {height} 像素"),
        Lang::En => format!("{WIDTH} × {height} pixels"),
    };
    el!("details" { "class" = "code" } [
        el!("summary" [say(lang, "嵌入代码", "Embed code")]),
        el!("div" { "id" = "code" } [
            el!("p" [size, " ", el!("button" {
                "type" = "button",
                "class" = "needs-script",
                "data-copy-from" = "#code textarea",
                "data-done" = word.copied,
                "data-failed" = word.not_saved,
            } [say(lang, "复制代码", "Copy code"), el!("span" { "role" = "status" })])]),
            el!("textarea" { "readonly" = "", "rows" = "4", "aria-label" = say(lang, "嵌入代码", "Embed code") } [code]),
        ]),
    ])
}

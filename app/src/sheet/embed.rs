//! `/{bundle}/embed/{panel}`: one chart alone, for a frame in another page. Its marks filter in place; the whole page is one link away.

use data::report::Panel;
use data::sheet::Sheet;
use data::{Lang, Query};
use leptos::prelude::*;

use super::{say, still};
use crate::screen::{Picture, Spot, Stand};
use crate::view::basis::still_mark;
use crate::view::live::{el, text};
use crate::view::title::document_title;
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, panel: &Panel, lang: Lang) -> AnyView {
    let picture = Picture::of(panel, &sheet.query, [Stand::Column(0); 2], lang);
    let title = format!("{} · {}", picture.title, sheet.bundle.title.get(lang));
    document_title(text(move || title.clone()));
    let home = Query { item: String::new(), view: String::new(), ..sheet.query.clone() };
    let home =
        if panel.id == data::schema::EXPLORE { Query { view: panel.id.clone(), ..home } } else { Query { chart: Vec::new(), ..home } };
    let chips: Vec<&str> = sheet.chips.iter().map(|chip| chip.text.get(lang)).collect();
    let notices = sheet.notices.iter().map(|notice| el!("p" { "class" = "ignores" } [notice.text.get(lang)])).collect::<Vec<_>>();
    el!("main" { "class" = "embed", "id" = "main" } [
        el!("figure" { "class" = "panel", "data-panel" = panel.id.as_str(), "data-kind" = picture.kind.as_str() } [
            el!("figcaption" [
                el!("h1" [picture.title.as_str(), still_mark(panel.basis, lang)]),
                el!("p" { "class" = "finding" } [picture.finding.as_str()]),
                el!("p" { "class" = "vh" } [picture.summary.as_str()]),
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
                    el!("ul" { "class" = "hits", "aria-label" = picture.title.as_str() } [picture.spots.iter().map(hit).collect::<Vec<_>>()]),
                ]),
            ]),
            el!("div" { "class" = "under" } [
                still::note(&picture),
                still::source(&picture.sources, lang),
                el!("p" { "class" = "files" } [
                    el!("a" { "href" = home.to_string(), "target" = "_top" } [sheet.bundle.title.get(lang)]),
                    el!("a" { "href" = picture.csv.as_str(), "download" = "" } ["CSV"]),
                ]),
            ]),
        ]),
    ])
}

/// A mark as a link; what leads to the table under the chart on the page leads nowhere here.
fn hit(spot: &Spot) -> AnyView {
    let (name, says) = spot.tip();
    el!("li" { "style" = spot.place.as_str(), "class" = if spot.at_end { "end" } else { "" } } [
        el!("a" {
            "class" = "hit",
            "href" = (!spot.outside).then(|| spot.href.clone()),
            "rel" = "nofollow",
            "tabindex" = spot.part.then(|| "-1".to_string()),
            "aria-label" = spot.label.as_str(),
            "aria-current" = spot.selected.then(|| "true".to_string()),
        }),
        el!("span" { "class" = "ink" }),
        el!("span" { "class" = "tip", "aria-hidden" = "true" } [el!("b" [name]), el!("span" [says])]),
    ])
}

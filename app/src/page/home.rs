//! `/`: the bundles that are served, and what is wrong with those that are not. It has nothing that needs scripts, so it loads none, and only
//! the server has its code.

use data::Lang;
use leptos::prelude::*;
use leptos_meta::Title;

use super::Reading;
use crate::format;
use crate::load::{BundleSummary, FaultSummary, load_home};
use crate::view::header::header;
use crate::view::live::{el, text};
use crate::words::words;

/// The home page.
pub(super) fn home() -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let lang = lang.get_untracked();
    let word = words(lang);
    let home = load_home();
    let mut main = vec![el!("h1"[word.datasets]), el!("p" { "class" = "lede" } [word.datasets_lede])];
    if home.bundles.is_empty() && home.loading.is_empty() {
        main.push(el!("p"[word.no_datasets]));
    }
    main.push(el!("ul" { "class" = "bundles" } [home.bundles.into_iter().map(|bundle| card(bundle, lang)).collect::<Vec<_>>()]));
    if !home.loading.is_empty() {
        main.push(el!("section" { "class" = "loading" } [
            el!("h2" [match lang {
                Lang::Zh => "正在载入的数据集",
                Lang::En => "Datasets still loading",
            }]),
            el!("ul" [home.loading.into_iter().map(|id| el!("li" [el!("code" [id])])).collect::<Vec<_>>()]),
        ]));
    }
    if !home.faulty.is_empty() {
        main.push(el!("section" { "class" = "faulty" } [
            el!("h2" [word.not_served]),
            el!("p" [word.not_served_why]),
            home.faulty.into_iter().map(|faults| fault_list(faults, lang)).collect::<Vec<_>>(),
        ]));
    }
    let page = el!("div" [
        header(text(String::new), ""),
        el!("main" { "id" = "main", "class" = "plain home", "tabindex" = "-1" } [main]),
    ]);
    (view! { <Title text="Clusterboard"/> }, page).into_any()
}

fn card(bundle: BundleSummary, lang: Lang) -> AnyView {
    let count = |(title, rows, unit): &(data::Text, u32, data::Text)| {
        format!("{} {}", title.get(lang), format::with_unit(&format::count(*rows), unit.get(lang)))
    };
    let counts = bundle.tables.iter().map(count).collect::<Vec<_>>().join(words(lang).comma);
    let warned = (bundle.warnings > 0).then(|| {
        let lines = bundle.warned.iter().map(|line| el!("li"[line.get(lang)])).collect::<Vec<_>>();
        el!("details" { "class" = "small" } [
            el!("summary"[words(lang).warnings(bundle.warnings)]),
            el!("ol" { "class" = "faults" } [lines]),
        ])
    });
    el!("li" { "id" = bundle.id.as_str() } [
        el!("h2" [el!("a" { "href" = format!("/{}", bundle.id), "rel" = "external" } [bundle.title.get(lang)])]),
        el!("p" [bundle.description.get(lang)]),
        el!("p" { "class" = "small" } [counts]),
        el!("p" { "class" = "small" } [format!("{} {}", words(lang).version, bundle.version)]),
        warned,
    ])
}

fn fault_list(faults: FaultSummary, lang: Lang) -> AnyView {
    let lines = faults.lines.iter().map(|line| el!("li"[line.get(lang)])).collect::<Vec<_>>();
    el!("details" { "open" = "" } [
        el!("summary" [el!("code" [faults.id]), " ", words(lang).faults(faults.count)]),
        el!("ol" { "class" = "faults" } [lines]),
    ])
}

//! `/`: the bundles that are served, each with its first chart and what it holds, and what is wrong with those that are not. It has nothing that
//! needs scripts, so it loads none, and only the server has its code.

use data::report::Panel;
use data::schema::Source;
use data::statement::Status;
use data::{Lang, Text};
use leptos::prelude::*;
use leptos::tachys::html::element::inner_html;
use leptos_meta::Title;

use super::Reading;
use super::keyboard::keyboard_foot;
use super::not_found::failed;
use crate::chart::{ChartData, Size, draw};
use crate::finding;
use crate::format;
use crate::load::{BundleSummary, FaultSummary, HomeData, LoadError, load_home};
use crate::sheet::say;
use crate::view::basis::still_mark;
use crate::view::footer::source_list;
use crate::view::header::header;
use crate::view::live::{Value, el, element, text};
use crate::words::words;

/// The home page.
pub(super) fn home() -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let lang = lang.get_untracked();
    let page = Suspend::new(async move {
        match load_home().await {
            Ok(home) => listed(home, lang),
            Err(LoadError::NotFound(sentence) | LoadError::Failed(sentence)) => failed(sentence),
        }
    });
    view! { <Suspense>{page}</Suspense> }.into_any()
}

fn listed(home: HomeData, lang: Lang) -> AnyView {
    let word = words(lang);
    let mut main = vec![el!("h1"[word.datasets]), el!("p" { "class" = "lede" } [word.datasets_lede])];
    if home.bundles.is_empty() && home.loading.is_empty() {
        main.push(el!("p"[word.no_datasets]));
    }
    main.push(el!("ul" { "class" = "bundles" } [home.bundles.into_iter().map(|bundle| card(bundle, lang)).collect::<Vec<_>>()]));
    if !home.loading.is_empty() {
        main.push(el!("section" { "class" = "loading" } [
            el!("h2" [say(lang, "正在载入的数据集", "Datasets still loading")]),
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
        el!("main" { "id" = "main", "class" = "home", "tabindex" = "-1" } [main]),
        keyboard_foot(lang),
    ]);
    (view! { <Title text="Clusterboard"/> }, page).into_any()
}

fn card(bundle: BundleSummary, lang: Lang) -> AnyView {
    let warned = (bundle.warnings > 0).then(|| {
        let lines = bundle.warned.iter().map(|line| el!("li"[line.get(lang)])).collect::<Vec<_>>();
        el!("details" { "class" = "small" } [
            el!("summary"[words(lang).warnings(bundle.warnings)]),
            el!("ol" { "class" = "faults" } [lines]),
        ])
    });
    let facts = [
        bundle.years.as_ref().map(|years| (say(lang, "时期", "Period"), period(years).into_any())),
        Some((say(lang, "记录", "Rows"), rows(&bundle.tables, lang))),
        (!bundle.sources.is_empty()).then(|| (words(lang).sources, sources(&bundle.sources, lang))),
        (!bundle.checks.is_empty()).then(|| (say(lang, "核对", "Checks"), checks(&bundle, lang))),
        Some((words(lang).version, bundle.version.as_str().to_string().into_any())),
    ];
    let fact = |(name, says): (&'static str, AnyView)| el!("div" [el!("dt"[name]), el!("dd"[says])]);
    el!("li" { "id" = bundle.id.as_str() } [
        el!("h2" [el!("a" { "href" = format!("/{}", bundle.id), "rel" = "external" } [bundle.title.get(lang)])]),
        el!("p" [bundle.description.get(lang)]),
        el!("div" { "class" = "glimpse" } [bundle.chart.as_ref().map(|chart| picture(chart, lang))]),
        el!("dl" [facts.into_iter().flatten().map(fact).collect::<Vec<_>>()]),
        el!("div" [warned]),
    ])
}

/// The first chart, as its page has it on a phone: the whole of it is behind the bundle's own link.
fn picture(chart: &Panel, lang: Lang) -> AnyView {
    let svg = draw(&ChartData::from_panel(chart, lang), Size::Narrow).svg;
    el!("figure" [
        el!("figcaption" [chart.title.get(lang), still_mark(chart.basis, lang), el!("span" { "class" = "vh" } [finding::summary(chart, lang)])]),
        element("div", vec!["picture".attribute("class"), inner_html(svg).into_any_attr()], Vec::new()),
    ])
}

fn period([first, last]: &[String; 2]) -> String {
    if first == last { first.clone() } else { format!("{first}–{last}") }
}

/// The rows of each table.
fn rows(tables: &[(Text, u32, Text)], lang: Lang) -> AnyView {
    let count = |(title, rows, unit): &(Text, u32, Text)| el!("li" [title.get(lang), " ", el!("b" [format::with_unit(&format::count(*rows), unit.get(lang))])]);
    el!("ul"[tables.iter().map(count).collect::<Vec<_>>()])
}

/// The first source, the others behind it.
fn sources(sources: &[Source], lang: Lang) -> AnyView {
    let Some((first, rest)) = sources.split_first() else { return ().into_any() };
    let more = (!rest.is_empty()).then(|| {
        let count = rest.len();
        let summary = match lang {
            Lang::Zh => format!("另有 {count} 项"),
            Lang::En => format!("and {count} more"),
        };
        let listed = source_list(rest, lang).into_iter().map(|source| el!("li"[source])).collect::<Vec<_>>();
        el!("details" [el!("summary"[summary]), el!("ul"[listed])])
    });
    el!("div" [source_list(std::slice::from_ref(first), lang), more])
}

/// What became of the published figures, and where each is set beside its count.
fn checks(bundle: &BundleSummary, lang: Lang) -> AnyView {
    let outcome = |(status, count): &(Status, u32)| {
        let class = format!("status {}", status.id().replace('_', "-"));
        el!("li" [el!("span" { "class" = class } [status.title().get(lang)]), " ", el!("b" [format::count(*count)])])
    };
    let outcomes = bundle.checks.iter().filter(|(_, count)| *count > 0).map(outcome).collect::<Vec<_>>();
    el!("div" [
        el!("ul"[outcomes]),
        el!("a" { "href" = format!("/{}/reconcile", bundle.id), "rel" = "external" } [say(lang, "逐条对账", "Figure by figure")]),
    ])
}

fn fault_list(faults: FaultSummary, lang: Lang) -> AnyView {
    let lines = faults.lines.iter().map(|line| el!("li"[line.get(lang)])).collect::<Vec<_>>();
    el!("details" { "open" = "" } [
        el!("summary" [el!("code" [faults.id]), " ", words(lang).faults(faults.count)]),
        el!("ol" { "class" = "faults" } [lines]),
    ])
}

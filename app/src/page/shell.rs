//! The document around every page: its head, the client's files, the reader's language and theme. Only the server writes it.

use data::Lang;
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

use super::{App, Prefs, has_scripts, prefs};
use crate::load::Assets;

/// A small square of bars, so that browsers do not ask for `/favicon.ico`.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' \
                    fill='%2305697D'/%3E%3Cpath d='M3 4.5h10M3 8h7M3 11.5h4' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

/// What only a browser can do to take a page along.
const TAKE: &str = include_str!("take.js");

/// Ranges by dragging.
const CHARTS: &str = include_str!("charts.js");

/// What three columns of charts take.
const COLUMNS: &str = include_str!("columns.js");

/// What a choice of the chart that a reader makes does.
const CHOOSER: &str = include_str!("chooser.js");

/// The keyboard within a chart.
const KEYS: &str = include_str!("keys.js");

/// Tooltips, and what Esc does.
const TIPS: &str = include_str!("tips.js");

/// The document around the app. `options` name the client's files, unless the context holds [`Assets`].
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let prefs = Prefs::current();
    let lang = prefs::lang_of_request().unwrap_or(prefs.lang);
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    let scripts = url.as_ref().is_some_and(|url| has_scripts(url.path()));
    let is_of_bundle = url.is_some_and(|url| !data::Query::parse(url.path()).0.bundle.is_empty());
    let assets = use_context::<Assets>()
        .unwrap_or_else(|| Assets { css: format!("/{}/{}.css", options.site_pkg_dir, options.output_name), scripts: true });
    let loads = assets.scripts && scripts;
    let head = view! {
        {loads.then(|| client(&options))}
        <MetaTags/>
    };
    let body = view! {
        <App/>
        {is_of_bundle.then(|| view! { <script nonce=use_nonce() inner_html=[TAKE, KEYS, TIPS, COLUMNS].map(spare).concat()></script> })}
        {scripts.then(|| view! { <script nonce=use_nonce() inner_html=[CHARTS, CHOOSER].map(spare).concat()></script> })}
    };
    document(prefs, lang, assets.css, head, body)
}

/// A script without its comments and indents, which every page would carry.
fn spare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// An HTML document in the reader's language and theme. `css`: the style sheet's address, empty without one.
pub(super) fn document(prefs: Prefs, lang: Lang, css: String, head: impl IntoView, body: impl IntoView) -> impl IntoView {
    let base = Some(prefs.base.path()).filter(|base| !base.is_empty());
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-lang=prefs.lang.code() data-theme=prefs.theme data-base=base>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                {(!css.is_empty()).then(|| view! { <link rel="stylesheet" href=css/> })}
                <link rel="icon" href=ICON/>
                {head}
            </head>
            <body>{body}</body>
        </html>
    }
}

/// What loads the client. Every script has the answer's nonce, and so has the hint that fetches one early: Leptos' own hint lacks it.
fn client(options: &LeptosOptions) -> impl IntoView + use<> {
    let file = |ending: &str| format!("/{}/{}{ending}", options.site_pkg_dir, options.output_name);
    let (glue, module) = (file(".js"), file("_bg.wasm"));
    let wake = format!("import init,{{hydrate}} from '{glue}';init({{module_or_path:'{module}'}}).then(hydrate)");
    view! {
        <link rel="modulepreload" href=glue nonce=use_nonce()/>
        <link rel="preload" href=module r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce() inner_html=wake></script>
    }
}

//! The document and its routes: the shell that the server wraps around every page, and the app that both sides run inside it. Called by the
//! server's router (`shell`, `App`) and by `hydrate`.

// The component macro writes `pub` props and functions even where a module keeps them to itself.
#![allow(unreachable_pub)]

mod dashboard;
mod home;
mod not_found;
mod prefs;

use data::Lang;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::location::RequestUrl;
use leptos_router::{SsrMode, path};

use self::dashboard::Dashboard;
use self::home::Home;
use self::not_found::NotFound;
pub use self::prefs::Prefs;
use crate::load::Assets;

/// A small square of bars, so that browsers do not ask for `/favicon.ico`.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' \
                    fill='%2305697D'/%3E%3Cpath d='M3 4.5h10M3 8h7M3 11.5h4' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

/// The document around the app. `options` name the client's files, unless the context holds [`Assets`].
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let prefs = Prefs::current();
    let lang = prefs::lang_of_request().unwrap_or(prefs.lang);
    // The home page needs no scripts.
    let at_home = use_context::<RequestUrl>().and_then(|url| url.parse().ok()).is_some_and(|url| url.path() == "/");
    let assets = use_context::<Assets>()
        .unwrap_or_else(|| Assets { css: format!("/{}/{}.css", options.site_pkg_dir, options.output_name), scripts: true });
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-lang=prefs.lang.code() data-theme=prefs.theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                {(!assets.css.is_empty()).then(|| view! { <link rel="stylesheet" href=assets.css/> })}
                <link rel="icon" href=ICON/>
                {(assets.scripts && !at_home).then(|| view! { <HydrationScripts options/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Every page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Pages/>
        </Router>
    }
}

/// The language in which a page is read: the URL's, else the cookie's. Pages find it in their context.
#[derive(Clone, Copy)]
pub struct Reading(pub Memo<Lang>);

#[component]
fn Pages() -> impl IntoView {
    let prefs = Prefs::current();
    let search = use_location().search;
    let lang = Memo::new(move |_| search.with(|search| prefs::lang_of_search(search)).unwrap_or(prefs.lang));
    provide_context(Reading(lang));
    provide_context(prefs);
    Effect::new(move |_| prefs::say_lang(lang.get()));
    view! {
        <FlatRoutes fallback=NotFound>
            <Route path=path!("") view=Home ssr=SsrMode::Async/>
            <Route path=path!(":bundle") view=Dashboard ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

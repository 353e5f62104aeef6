//! The document and its routes: the shell that the server wraps around every page, and the app that both sides run inside it. Called by the
//! server's router (`shell`, `App`) and by `hydrate`.

// The component macro writes `pub` props and functions even where a module keeps them to itself.
#![allow(unreachable_pub)]

mod course;
mod dashboard;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod keyboard;
pub(crate) mod not_found;
mod place;
mod prefs;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod waiting;

use data::Lang;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};

use self::dashboard::Dashboard;
#[cfg(feature = "ssr")]
use self::home::home;
#[cfg(feature = "ssr")]
use self::keyboard::keyboard;
use self::not_found::NotFound;
#[cfg(feature = "ssr")]
pub use self::place::Origin;
#[cfg(feature = "ssr")]
pub(crate) use self::place::outside;
pub(crate) use self::place::{base, here};
pub use self::prefs::Prefs;
#[cfg(feature = "ssr")]
pub use self::prefs::lang_of;
#[cfg(feature = "ssr")]
pub use self::shell::shell;
#[cfg(feature = "ssr")]
pub use self::waiting::waiting;
#[cfg(feature = "ssr")]
use crate::sheet::sheet_page;

/// The page that says how to use the others by keyboard: its only segment.
pub const KEYBOARD: &str = "keyboard";

/// Every page.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    leptos_meta::provide_meta_context();
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
    // What has scripts is a dashboard: the client needs no route to tell its pages apart.
    #[cfg(feature = "ssr")]
    return view! {
        <FlatRoutes fallback=NotFound>
            <Route path=path!("") view=home ssr=SsrMode::Async/>
            <Route path=path!("keyboard") view=keyboard ssr=SsrMode::Async/>
            <Route path=path!(":bundle") view=Dashboard ssr=SsrMode::Async/>
            <Route path=path!(":bundle/published") view=Dashboard ssr=SsrMode::Async/>
            <Route path=path!(":bundle/explore") view=Dashboard ssr=SsrMode::Async/>
            <Route path=path!(":bundle/published/:id") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/embed/:panel") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/facet/:dimension") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/reconcile") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/compare") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/race") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/ladder") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/lead") view=sheet_page ssr=SsrMode::Async/>
            <Route path=path!(":bundle/answer") view=sheet_page ssr=SsrMode::Async/>
        </FlatRoutes>
    }
    .into_any();
    #[cfg(not(feature = "ssr"))]
    view! {
        <FlatRoutes fallback=NotFound>
            <Route path=path!("*page") view=Dashboard ssr=SsrMode::Async/>
        </FlatRoutes>
    }
    .into_any()
}

/// Whether the page at this path has scripts: the dashboard, the list of published figures and the chart that a reader makes.
#[cfg(feature = "ssr")]
fn has_scripts(path: &str) -> bool {
    let (query, _) = data::Query::parse(path);
    !matches!(query.bundle.as_str(), "" | KEYBOARD) && query.item.is_empty() && matches!(query.view.as_str(), "" | "published" | "explore")
}

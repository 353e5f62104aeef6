//! The document and its routes: the shell that the server wraps around every page, and the app that both sides run inside it. Called by the
//! server's router (`shell`, `App`) and by `hydrate`.

// The component macro writes `pub` props and functions even where a module keeps them to itself.
#![allow(unreachable_pub)]

mod dashboard;
mod home;
mod not_found;
mod prefs;
#[cfg(feature = "ssr")]
mod shell;

use data::Lang;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};

use self::dashboard::Dashboard;
use self::home::Home;
use self::not_found::NotFound;
pub use self::prefs::Prefs;
#[cfg(feature = "ssr")]
pub use self::shell::shell;

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
    view! {
        <FlatRoutes fallback=NotFound>
            <Route path=path!("") view=Home ssr=SsrMode::Async/>
            <Route path=path!(":bundle") view=Dashboard ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

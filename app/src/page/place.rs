//! Where the site lies, and where in it the reader is: a page writes addresses with the base, and reads its own without.

use data::query::Base;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Prefs;

/// The path under which the site lies, of the page that is being made.
pub(crate) fn base() -> Base {
    use_context::<Prefs>().map(|prefs| prefs.base).unwrap_or_default()
}

/// The address at which the reader is, path and search, as the site knows it: on the server it comes so.
pub(crate) fn here() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let location = use_location();
    #[cfg(not(feature = "ssr"))]
    let base = base();
    move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        #[cfg(not(feature = "ssr"))]
        let path = base.off(&path).map(str::to_string).unwrap_or_default();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }
}

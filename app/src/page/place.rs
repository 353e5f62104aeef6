//! Where the site lies, and where in it the reader is: a page writes addresses with the base, and reads its own without. In the browser also
//! the steps of its history, which a page takes itself.

use data::query::Base;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Prefs;

/// The path under which the site lies, of the page that is being made.
pub(crate) fn base() -> Base {
    use_context::<Prefs>().map(|prefs| prefs.base).unwrap_or_default()
}

/// Where readers have the site: scheme and host.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Origin(pub String);

/// An address of this site as it stands outside of it.
#[cfg(feature = "ssr")]
pub(crate) fn outside(address: &str) -> String {
    let Origin(origin) = use_context().unwrap_or_default();
    format!("{origin}{}", base().before(address.to_string()))
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

/// Puts an address, as the site knows it, into the browser's bar as the next step of its history. The router is told as of any other step: its
/// own way of taking one leaves the address as it was after a step forward.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(super) fn step_to(url: &str) {
    let address = base().before(url.to_string());
    if let Ok(history) = window().history()
        && history.push_state_with_url(&(step() + 1).into(), "", Some(&address)).is_ok()
        && let Ok(event) = web_sys::Event::new("popstate")
    {
        window().dispatch_event(&event).ok();
    }
}

/// Which step of the page's history the browser is at, counted from the one at which it was first loaded.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(super) fn step() -> i32 {
    let state = window().history().and_then(|history| history.state());
    state.ok().and_then(|state| state.as_f64()).unwrap_or_default() as i32
}

/// Goes forward in the browser's history, or back where `steps` are below zero.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(super) fn go(steps: i32) {
    if steps != 0
        && let Ok(history) = window().history()
    {
        history.go_with_delta(steps).ok();
    }
}

/// The server takes no steps.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(super) fn step_to(_url: &str) {}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(super) fn step() -> i32 {
    0
}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(super) fn go(_steps: i32) {}

//! Addresses that a reader is led to: those of this server's own pages alone, written anew. `prefs` leads back to one, `router` from one with a
//! slash at its end.

use std::sync::LazyLock;

use data::Query;
use form_urlencoded::Serializer;

use crate::router::PAGES;

static KNOWN: LazyLock<matchit::Router<()>> = LazyLock::new(|| {
    let mut known = matchit::Router::new();
    for page in PAGES.iter() {
        // Two pages never have the same path.
        known.insert(page.path(), ()).ok();
    }
    known
});

/// The address of a page as this server writes it, its parameters as they were. `None`: no page is there.
pub fn own(url: &str) -> Option<String> {
    let (path, search) = url.split_once('?').unwrap_or((url, ""));
    KNOWN.at(path).ok()?;
    let path = Query::parse(path).0.to_string();
    let search = Serializer::new(String::new()).extend_pairs(form_urlencoded::parse(search.as_bytes())).finish();
    Some(if search.is_empty() { path } else { format!("{path}?{search}") })
}

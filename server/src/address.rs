//! Addresses that a reader is led to: those of this server's own pages alone, written anew. `prefs` leads back to one, `router` from one with a
//! slash at its end.

use std::sync::LazyLock;

use data::Query;
use form_urlencoded::Serializer;

use crate::router::PAGES;

static KNOWN: LazyLock<matchit::Router<String>> = LazyLock::new(|| {
    let mut known = matchit::Router::new();
    for page in PAGES.iter() {
        // Two pages never have the same path.
        known.insert(page.path(), page.path().to_string()).ok();
    }
    known
});

/// What kind of address a path is: one of few, whatever is asked for.
pub fn route(path: &str) -> &'static str {
    if let Ok(page) = KNOWN.at(path) {
        return page.value;
    }
    let file = path.rsplit('/').next().unwrap_or_default();
    match file.rsplit_once('.').map(|(_, ending)| ending) {
        _ if path.starts_with("/pkg/") => "/pkg/{file}",
        Some("csv") if path.contains("/panels/") => "/{bundle}/panels/{panel}.csv",
        Some("svg") => "/{bundle}/panels/{panel}.svg",
        Some("csv") => "/{bundle}/{table}.csv",
        Some("json") => "report.json",
        _ if matches!(path, "/prefs" | "/robots.txt") => "/prefs",
        _ => "other",
    }
}

/// The address of a page as this server writes it, its parameters as they were. `None`: no page is there.
pub fn own(url: &str) -> Option<String> {
    let (path, search) = url.split_once('?').unwrap_or((url, ""));
    KNOWN.at(path).ok()?;
    let path = Query::parse(path).0.to_string();
    let search = Serializer::new(String::new()).extend_pairs(form_urlencoded::parse(search.as_bytes())).finish();
    Some(if search.is_empty() { path } else { format!("{path}?{search}") })
}

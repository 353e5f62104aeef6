//! HEAD costs nothing: what would be answered is known once the address is understood. What is not found or not understood costs nothing either,
//! and is answered as to GET. Called by `front`.

use app::page::KEYBOARD;
use axum::body::Body;
use axum::http::Uri;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::response::Response;
use data::Query;
use data::engine::Engine;

use crate::address;
use crate::router::READER;

/// The head of what is there; `None`: there is nothing, or the query was not understood.
pub fn answer(engine: &Engine, uri: &Uri) -> Option<Response> {
    let path = uri.path();
    let (place, file) = path.rsplit_once('/')?;
    let search = uri.query().map(|search| format!("?{search}")).unwrap_or_default();
    let kind = match file.rsplit_once('.') {
        None => {
            address::own(path)?;
            if !matches!(Query::parse(path).0.bundle.as_str(), "" | KEYBOARD) {
                engine.ask(&format!("{path}{search}")).filter(|question| question.has_view())?;
            }
            "text/html; charset=utf-8"
        }
        Some((table, "csv")) if place.matches('/').count() == 1 => {
            engine.ask_table(&format!("{place}{search}"), table).filter(|question| question.notices.is_empty())?;
            "text/csv; charset=utf-8"
        }
        Some((panel, ending @ ("csv" | "svg"))) => {
            let bundle = place.strip_suffix("/panels")?;
            engine.ask(&format!("{bundle}{search}")).filter(|question| question.has_panel(panel) && question.notices.is_empty())?;
            if ending == "csv" { "text/csv; charset=utf-8" } else { "image/svg+xml; charset=utf-8" }
        }
        Some(("report" | "screen", "json")) => {
            engine.ask(&format!("{place}{search}")).filter(|question| question.has_view() && question.notices.is_empty())?;
            "application/json"
        }
        Some(_) => return None,
    };
    let depends = (kind.starts_with("text/html") || file.starts_with("screen.")).then_some((VARY, READER));
    let head = Response::builder().header(CONTENT_TYPE, kind).header(CACHE_CONTROL, "no-cache");
    depends.into_iter().fold(head, |head, (name, value)| head.header(name, value)).body(Body::empty()).ok()
}

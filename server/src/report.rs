//! `/{bundle}/report.json`: the whole report, as the page draws it. The client's one way to it. A query that was not understood whole is
//! answered with 400 and the report on the rest, its notices in it.

use std::time::Instant;

use axum::Json;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderName, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::state::State;

/// The report on `url`.
pub async fn file(state: State, url: String, bundle: &str, headers: &HeaderMap) -> Result<Response, Error> {
    let tag = state.engine.ask(&url).map(|question| tag(question.digest(), &question.plan.query.to_string()));
    let Some(tag) = tag else { return Err(state.no_bundle(bundle)) };
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cached = [(ETAG, tag.clone()), (CACHE_CONTROL, "no-cache".to_string())];
    if known.split(',').any(|known| known.trim() == tag) {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    let begun = Instant::now();
    let report = state.blocking(move |engine| engine.ask(&url).map(|question| question.report())).await?;
    let Some(report) = report else { return Err(state.no_bundle(bundle)) };
    let timing = [(HeaderName::from_static("server-timing"), format!("report;dur={:.2}", begun.elapsed().as_secs_f64() * 1000.0))];
    if report.notices.is_empty() {
        Ok((cached, timing, Json(report)).into_response())
    } else {
        Ok((StatusCode::BAD_REQUEST, timing, Json(report)).into_response())
    }
}

/// The entity tag: the bundle's files, the program's version, the canonical query.
fn tag(digest: &str, query: &str) -> String {
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    format!("W/\"{}-{}-{query}\"", &digest[..digest.len().min(16)], env!("CARGO_PKG_VERSION"))
}

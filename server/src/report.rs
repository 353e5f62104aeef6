//! `/{bundle}/report.json`: the whole report; and `screen.json`, the same as the page shows it to a reader of one language: the client's one
//! way to it. A query that was not understood whole is answered with 400 and the report on the rest, its notices in it.

use std::time::Instant;

use app::screen::Screen;
use axum::Json;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderName, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data::Notice;
use data::engine::{Engine, Question};
use data::query::Base;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::router::READER;
use crate::state::{State, no_item};

/// The report on `url`.
pub async fn file(state: State, url: String, bundle: &str, headers: &HeaderMap) -> Result<Response, Error> {
    let base = state.site.base;
    answer(state, url, bundle, headers, base, "", |_, question| {
        let report = question.report();
        (report.notices.clone(), report)
    })
    .await
}

/// The screen of `url`, in the language of the address, else the reader's.
pub async fn screen(state: State, url: String, bundle: &str, headers: &HeaderMap) -> Result<Response, Error> {
    let lang = app::page::lang_of(&url, headers);
    let arrangements = state.arrangements.clone();
    let screen = move |engine: &Engine, question: &Question| {
        let report = question.report();
        (report.notices.clone(), Screen::of(report, &arrangements.of(engine, question, lang), lang))
    };
    // The client puts the base before addresses itself.
    let mut response = answer(state, url, bundle, headers, Base::default(), lang.code(), screen).await?;
    response.headers_mut().insert(VARY, READER);
    Ok(response)
}

async fn answer<T: Serialize + Send + 'static>(
    state: State,
    url: String,
    bundle: &str,
    headers: &HeaderMap,
    base: Base,
    form: &str,
    make: impl FnOnce(&Engine, &Question) -> (Vec<Notice>, T) + Send + 'static,
) -> Result<Response, Error> {
    let Some(question) = state.engine.ask(&url) else { return Err(state.no_bundle(bundle)) };
    if !question.has_view() {
        return Err(no_item(&question, state.site.base));
    }
    let tag = tag(question.digest(), &format!("{form}{base}"), &question.plan.query.to_string());
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cached = [(ETAG, tag.clone()), (CACHE_CONTROL, "no-cache".to_string())];
    if known.split(',').any(|known| known.trim() == tag) {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    let begun = Instant::now();
    let (notices, made) = state.blocking(move |engine| make(engine, &question)).await?;
    let timing = [(HeaderName::from_static("server-timing"), format!("report;dur={:.2}", begun.elapsed().as_secs_f64() * 1000.0))];
    let status = if notices.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok((status, cached, timing, base.while_written(|| Json(made).into_response())).into_response())
}

/// The entity tag: a hash over the bundle's files, the program's version, the form of the answer, the canonical query.
fn tag(digest: &str, form: &str, query: &str) -> String {
    let hash = Sha256::digest([digest, env!("CARGO_PKG_VERSION"), form, query].join("\n"));
    let hex: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

//! What is said of bundles that are still loading: 503 with `Retry-After`, a page to whoever opens a page, plain text to whoever asks for a
//! file; and `/readyz`. Called by the router before its routes.

use app::page::{Prefs, lang_of, waiting};
use axum::extract::{Request, State as Extract};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use data::{Query, Text};

use crate::state::State;
use crate::{assets, policy};

/// After how many seconds to ask again.
const AGAIN: (axum::http::HeaderName, &str) = (RETRY_AFTER, "5");

/// Answers in the place of a bundle that is still loading.
pub async fn not_ready(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let bundle = Query::parse(path).0.bundle;
    if !state.engine.is_loading(&bundle) {
        return next.run(request).await;
    }
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file {
        let text = Text::new(
            format!("数据包“{bundle}”正在载入，请稍后再试。"),
            format!("The bundle “{bundle}” is still loading: please try again in a moment."),
        );
        return plain(&text);
    }
    let (url, headers) = (request.uri().to_string(), request.headers());
    let prefs = Prefs { base: state.site.base, ..Prefs::of(headers) };
    let page = waiting(&bundle, &url, prefs, lang_of(&url, headers), assets::css(prefs.base));
    (StatusCode::SERVICE_UNAVAILABLE, [AGAIN], [(CONTENT_SECURITY_POLICY, policy::without_scripts(path, &state.site))], Html(page))
        .into_response()
}

/// `/readyz`: 200 once no bundle is loading any more.
pub async fn readyz(Extract(state): Extract<State>) -> Response {
    let loading = state.engine.loading().join(", ");
    if loading.is_empty() {
        return "ready\n".into_response();
    }
    plain(&Text::new(format!("正在载入：{loading}。"), format!("Still loading: {loading}.")))
}

fn plain(text: &Text) -> Response {
    let body = format!("{}\n{}\n", text.zh, text.en);
    (StatusCode::SERVICE_UNAVAILABLE, [AGAIN], [(CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}

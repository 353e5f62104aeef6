//! What browsers may do with an answer: what a page may load and run, who may frame it, who may load it. Texts of bundles are escaped where they
//! are written; this is the second wall. `page` sets the policy of what Leptos renders, `panel` that of pictures, the router the rest.

use std::sync::Arc;

use axum::extract::{Request, State as Extract};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::site::Site;

/// Of an SVG file opened by itself: it draws, and nothing else.
pub const PICTURE: (HeaderName, &str) = (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// Sets the policy of the page about to be rendered: its context has the nonce that its scripts carry. So a whole page is never cached for
/// another reader; `screen.json` may be.
pub fn of_page(site: &Site) {
    let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_string()).unwrap_or_default();
    if let Ok(policy) = HeaderValue::from_str(&page(&nonce, &frames(&path, site))) {
        answer.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

/// The policy of a page whose scripts have `nonce`.
fn page(nonce: &str, frames: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'{frames}"
    )
}

/// The policy of a page at `path` that has no scripts.
pub fn without_scripts(path: &str, site: &Site) -> String {
    let frames = frames(path, site);
    format!("default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'{frames}")
}

/// Who may frame a page at `path`: a chart to embed anybody, or those that the site names; another page nobody.
fn frames(path: &str, site: &Site) -> String {
    match &site.embed_origins {
        _ if !is_embed(path) => "; frame-ancestors 'none'".to_string(),
        None => String::new(),
        Some(origins) if origins.is_empty() => "; frame-ancestors 'none'".to_string(),
        Some(origins) => format!("; frame-ancestors {}", origins.join(" ")),
    }
}

/// `/{bundle}/embed/{panel}`.
fn is_embed(path: &str) -> bool {
    path.split('/').nth(2) == Some("embed")
}

/// What no page here uses.
const UNUSED: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);

/// Two years.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What every answer says to browsers, beside its own policy. Charts to embed and pictures may be loaded by other sites.
pub async fn of_answer(Extract(site): Extract<Arc<Site>>, request: Request, next: Next) -> Response {
    let is_embed = is_embed(request.uri().path());
    let mut response = next.run(request).await;
    let headers: &mut HeaderMap = response.headers_mut();
    let is_picture = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"image/svg+xml"));
    let resource = if is_embed || is_picture { "cross-origin" } else { "same-origin" };
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static(resource));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("permissions-policy"), UNUSED);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // It knows no lists: who may frame a chart only `frame-ancestors` says.
    if !is_embed {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if site.https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

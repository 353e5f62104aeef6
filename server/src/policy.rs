//! What a page may load and run: the header `Content-Security-Policy`. Texts of bundles are escaped where they are written; this is the second
//! wall. `page` sets it on what Leptos renders, `panel` on pictures.

use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Of an SVG file opened by itself: it draws, and nothing else.
pub const PICTURE: (HeaderName, &str) = (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// Sets the policy of the page about to be rendered: its context has the nonce that its scripts carry. So a whole page is never cached for
/// another reader; `screen.json` may be.
pub fn of_page() {
    let (Some(nonce), Some(answer)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_string()).unwrap_or_default();
    if let Ok(policy) = HeaderValue::from_str(&page(&nonce, is_embed(&path))) {
        answer.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

/// The policy of a page whose scripts have `nonce`. A chart to embed may stand in a frame of any page, others in those of their own site only.
fn page(nonce: &str, framed: bool) -> String {
    let frames = if framed { "" } else { "; frame-ancestors 'self'" };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'{frames}"
    )
}

/// The policy of a page at `path` that has no scripts.
pub fn without_scripts(path: &str) -> String {
    let frames = if is_embed(path) { "" } else { "; frame-ancestors 'self'" };
    format!("default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'{frames}")
}

/// `/{bundle}/embed/{panel}`.
fn is_embed(path: &str) -> bool {
    path.split('/').nth(2) == Some("embed")
}

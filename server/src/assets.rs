//! The client's files: `/pkg/{file}`, compressed beforehand, cached for good because their names carry the hash of their content.
//! `cargo xtask client` writes them; a release build embeds them, a debug build reads them from the disk. The router merges `routes`;
//! the page's shell asks `manifest` for the names.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data::query::Base;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../target/site/pkg"]
struct Files;

/// The names of the client's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Leptos' `output_name`: the glue is `/pkg/{output}.js`, the module `/pkg/{output}_bg.wasm`.
    pub output: String,
    /// The style sheet's file name under `/pkg/`.
    pub css: String,
}

/// The names of the client's files; none when the client was not built, and pages then work without scripts.
pub fn manifest() -> Option<Manifest> {
    let manifest: serde_json::Value = serde_json::from_slice(&Files::get("manifest.json")?.data).ok()?;
    let name = |key: &str| manifest[key].as_str().map(str::to_owned);
    Some(Manifest { output: name("output")?, css: name("css")? })
}

/// The style sheet's address; empty when the client was not built.
pub fn css(base: Base) -> String {
    manifest().map(|manifest| base.before(format!("/pkg/{}", manifest.css))).unwrap_or_default()
}

/// `/pkg/{file}`.
pub fn routes() -> Router {
    Router::new().route("/pkg/{file}", get(file))
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(kind) = content_type(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let encoding = Encoding::ALL.into_iter().find(|encoding| encoding.is_accepted(accepted)).unwrap_or(Encoding::Identity);
    let stored = format!("{name}{}", encoding.ending());
    let Some(content) = Files::get(&stored) else { return StatusCode::NOT_FOUND.into_response() };

    // The name carries the content's hash, so it is all that an entity tag needs.
    let tag = format!("\"{stored}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = match known {
        Some(known) if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) => {
            StatusCode::NOT_MODIFIED.into_response()
        }
        _ => ([(CONTENT_TYPE, kind)], Body::from(content.data)).into_response(),
    };
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    };
    set(ETAG, &tag);
    set(VARY, "accept-encoding");
    set(CACHE_CONTROL, "public, max-age=31536000, immutable");
    if let Some(token) = encoding.token() {
        set(CONTENT_ENCODING, token);
    }
    response
}

/// The type of what may be asked for by this name; `manifest.json` and the compressed files may not.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        _ => None,
    }
}

/// How a file is stored, best first.
#[derive(Clone, Copy)]
enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    /// What `xtask` appends to the file's name.
    fn ending(self) -> &'static str {
        match self {
            Encoding::Brotli => ".br",
            Encoding::Gzip => ".gz",
            Encoding::Identity => "",
        }
    }

    /// The token in `Accept-Encoding` and `Content-Encoding`.
    fn token(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Identity => None,
        }
    }

    /// Whether `Accept-Encoding` lists it, other than with `q=0`.
    fn is_accepted(self, header: &str) -> bool {
        let Some(token) = self.token() else { return true };
        header.split(',').any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(token));
            let refused = parts.any(|part| part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0));
            named && !refused
        })
    }
}

//! How the tests ask the router, without a network: an address or a request, of the bundle `small` or of another engine. Called by every test of a
//! route.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use data::engine::Engine;
use server::site::Site;
use tower::ServiceExt;

use crate::small;

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub(super) fn send(request: Request<Body>) -> Answer {
    send_to(small(), request)
}

/// A request that waits for ever is a fault of the server, and must not hold up the whole run.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn send_to(engine: Engine, request: Request<Body>) -> Answer {
    send_to_site(engine, Site::default(), request)
}

pub(super) fn send_to_site(engine: Engine, site: Site, request: Request<Body>) -> Answer {
    let what = format!("{} {}", request.method(), request.uri());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let answer = async {
        let response = server::router::router(engine, site).oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    };
    let answer = runtime.block_on(async { tokio::time::timeout(PATIENCE, answer).await });
    runtime.shutdown_background();
    answer.unwrap_or_else(|_| panic!("{what} was not answered within {} seconds", PATIENCE.as_secs()))
}

/// The status and the text of an address of another engine.
pub(super) fn get_from(engine: &Engine, uri: &str) -> (u16, String) {
    let answer = send_to(engine.clone(), Request::get(uri).body(Body::empty()).expect("a request"));
    (answer.status.as_u16(), answer.text())
}

pub(super) fn get(uri: &str) -> Answer {
    send(Request::get(uri).body(Body::empty()).expect("a request"))
}

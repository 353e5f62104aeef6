//! What is counted of a server, in Prometheus' text: `/metrics` on an address of its own (`--metrics-bind`), which readers need not reach. `front`
//! and `listen` count; what is only looked at is looked at when asked.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data::engine::{Engine, ram};
use hyper::Request;
use hyper::body::Incoming;
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TEXT_FORMAT, TextEncoder};

use tower::ServiceExt;

use crate::gate::Gate;
use crate::listen::Answers;
use crate::presence::Presence;
use crate::settings::{Settings, Sizes};

/// Upper ends of the classes of times, in seconds.
const CLASSES: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];

/// What is counted.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    refused: IntCounterVec,
    /// Requests under way.
    pub in_flight: IntGauge,
    /// Connections open.
    pub connections: IntGauge,
    waiting: IntGauge,
    memory: IntGauge,
    rows: IntGaugeVec,
    bundles: IntGaugeVec,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Result<Metrics, prometheus::Error> {
        let name = |name: &str, help: &str| Opts::new(format!("clusterboard_{name}"), help);
        let seconds = HistogramOpts::new("clusterboard_request_seconds", "From a request to the last byte of its answer.");
        let it = Metrics {
            registry: Registry::new(),
            requests: IntCounterVec::new(name("requests_total", "Requests answered."), &["route", "status"])?,
            seconds: HistogramVec::new(seconds.buckets(CLASSES.to_vec()), &["route"])?,
            refused: IntCounterVec::new(name("refused_total", "Requests and connections turned away, by status or reason."), &["reason"])?,
            in_flight: IntGauge::with_opts(name("requests_in_flight", "Requests under way."))?,
            connections: IntGauge::with_opts(name("connections", "Connections open, those to /metrics among them."))?,
            waiting: IntGauge::with_opts(name("requests_waiting", "Requests that wait for their turn."))?,
            memory: IntGauge::with_opts(name("memory_bytes", "Memory that the process holds."))?,
            rows: IntGaugeVec::new(name("rows", "Rows of a bundle's table."), &["bundle", "table"])?,
            bundles: IntGaugeVec::new(name("bundle", "1 for each bundle served."), &["bundle", "version"])?,
        };
        it.registry.register(Box::new(it.requests.clone()))?;
        it.registry.register(Box::new(it.seconds.clone()))?;
        it.registry.register(Box::new(it.refused.clone()))?;
        for gauge in [&it.in_flight, &it.connections, &it.waiting, &it.memory] {
            it.registry.register(Box::new(gauge.clone()))?;
        }
        it.registry.register(Box::new(it.rows.clone()))?;
        it.registry.register(Box::new(it.bundles.clone()))?;
        Ok(it)
    }

    /// A request on `route` was answered with `status`.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        let code = status.to_string();
        self.requests.with_label_values(&[route, &code]).inc();
        self.seconds.with_label_values(&[route]).observe(took.as_secs_f64());
        if matches!(status, 408 | 413 | 421 | 429 | 503) {
            self.refused(&code);
        }
    }

    /// Something was turned away.
    pub fn refused(&self, reason: &str) {
        self.refused.with_label_values(&[reason]).inc();
    }

    /// Everything as text.
    pub fn text(&self, engine: &Engine, gate: &Gate) -> Result<Vec<u8>, prometheus::Error> {
        self.waiting.set(gate.waiting() as i64);
        self.memory.set(ram::held().unwrap_or_default() as i64);
        self.rows.reset();
        self.bundles.reset();
        for store in engine.bundles() {
            let schema = &store.schema;
            self.bundles.with_label_values(&[schema.id.as_str(), schema.version.as_str()]).set(1);
            for table in &schema.tables {
                self.rows.with_label_values(&[schema.id.as_str(), table.id.as_str()]).set(i64::from(store.rows(&table.id)));
            }
        }
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

/// Connections at once to `/metrics`.
const CONNECTIONS: usize = 16;

/// What answers on the address of `/metrics`.
pub struct Scraped {
    router: Router,
    metrics: Arc<Metrics>,
    request: Duration,
}

impl Scraped {
    /// What is counted of a server of `engine` whose turns are those of `gate`.
    pub fn new(metrics: Arc<Metrics>, engine: Engine, gate: Arc<Gate>, settings: &Settings) -> Scraped {
        let counted = metrics.clone();
        let text = async move || match counted.text(&engine, &gate) {
            Ok(text) => ([(CONTENT_TYPE, TEXT_FORMAT)], text).into_response(),
            Err(error) => crate::error::Error::Internal(error.to_string()).into_response(),
        };
        Scraped { router: Router::new().route("/metrics", get(text)), metrics, request: settings.time.request }
    }

    /// What holds of its connections: the readers' times, and few at once.
    pub fn settings(of: &Settings) -> Settings {
        let size = Sizes { connections: CONNECTIONS, client_connections: CONNECTIONS, ..of.size.clone() };
        Settings { size, ..of.clone() }
    }
}

impl Answers for Scraped {
    async fn answer(&self, _: SocketAddr, presence: &Arc<Presence>, request: Request<Incoming>) -> Response {
        let _under_way = presence.request(self.request);
        self.router.clone().oneshot(request.map(axum::body::Body::new)).await.unwrap_or_else(|never| match never {})
    }

    fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }
}

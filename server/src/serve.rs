//! The life of a server: listening, with the bundles loading meanwhile, until SIGTERM or Ctrl-C; then requests under way are finished, within the
//! drain. A second signal ends it at once. SIGHUP changes nothing: there is nothing to read anew.

use std::io;
use std::sync::Arc;

use data::engine::Engine;
use data::engine::limits::Limits;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::bundles::{self, Found};
use crate::front::Front;
use crate::listen;
use crate::metrics::{Metrics, Scraped};
use crate::settings::Settings;

/// Threads that listen, read and write: they do nothing else.
const FRONT: usize = 2;

/// Threads for blocking work beside those in their turn: what is left of work whose client has gone.
const SPARE: usize = 8;

/// Serves until told to stop. Bundles are served as they become ready.
pub fn serve(bundles: Vec<Found>, settings: Settings) -> io::Result<()> {
    let front = Builder::new_multi_thread().worker_threads(FRONT).thread_name("front").enable_all().build()?;
    let work = Builder::new_multi_thread()
        .worker_threads(settings.size.work)
        .max_blocking_threads(settings.size.work + SPARE)
        .thread_name("work")
        .enable_all()
        .build()?;
    let served = front.block_on(run(bundles, settings, &work));
    // What still runs for clients that were cut off ends with the process.
    work.shutdown_background();
    front.shutdown_background();
    served
}

async fn run(bundles: Vec<Found>, settings: Settings, work: &Runtime) -> io::Result<()> {
    let signals = Signals::new()?;
    let listener = TcpListener::bind(&settings.bind).await?;
    let address = listener.local_addr()?;
    let is_loopback = address.ip().to_canonical().is_loopback();
    if !is_loopback && !settings.open {
        return Err(io::Error::other(
            "everyone who reaches this address could read every bundle: if they may, say so with --access open; else listen on 127.0.0.1",
        ));
    }
    tracing::info!("listening on http://{address}{}", settings.site.base);
    if !is_loopback {
        tracing::warn!(bundles = names(&bundles), "everyone who reaches {address} can read every bundle");
    }
    let engine = bundles::awaiting(&bundles).with_caps(settings.caps);
    let (loading, limits) = (engine.clone(), settings.limits.clone());
    std::thread::Builder::new().name("load".into()).spawn(move || load(&loading, &bundles, &limits))?;
    let settings = Arc::new(settings);
    let metrics = Arc::new(Metrics::new().map_err(io::Error::other)?);
    let front = Arc::new(Front::new(engine.clone(), settings.clone(), work.handle().clone(), is_loopback, metrics.clone()));
    front.memory().watch()?;
    if let Some(bind) = &settings.metrics_bind {
        let listener =
            TcpListener::bind(bind).await.map_err(|error| io::Error::new(error.kind(), format!("--metrics-bind {bind}: {error}")))?;
        let scraped = Arc::new(Scraped::new(metrics, engine, front.gate().clone(), &settings));
        let settings = Arc::new(Scraped::settings(&settings));
        // To the end of the process, the drain included.
        let never = CancellationToken::new();
        tokio::spawn(async move { listen::accept(listener, scraped, settings, &never, &never).await });
    }
    let (stop, now) = (CancellationToken::new(), CancellationToken::new());
    tokio::spawn(signals.heed(stop.clone(), now.clone()));
    listen::accept(listener, front, settings, &stop, &now).await;
    Ok(())
}

fn names(bundles: &[Found]) -> String {
    bundles.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ")
}

/// One bundle after the other, in the order of the home page; then what first clicks ask of them.
fn load(engine: &Engine, bundles: &[Found], limits: &Limits) {
    for (at, (id, files)) in bundles.iter().enumerate() {
        match engine.load(at, files.as_ref(), limits) {
            Ok(store) => {
                tracing::info!(bundle = id, version = store.schema.version, warnings = store.warnings.count(), "serving");
            }
            Err(report) => tracing::warn!(bundle = id, faults = report.count(), "not served: see / or `clusterboard check`"),
        }
    }
    engine.warm();
}

/// The signals that a server heeds.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn new() -> io::Result<Signals> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// The first to stop, the second to stop now.
    async fn heed(mut self, stop: CancellationToken, now: CancellationToken) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => {}
                _ = self.interrupt.recv() => {}
                _ = self.hang_up.recv() => {
                    tracing::info!("SIGHUP: nothing to read anew");
                    continue;
                }
            }
            if stop.is_cancelled() {
                now.cancel();
            } else {
                tracing::info!("stopping: finishing requests under way");
                stop.cancel();
            }
        }
    }
}

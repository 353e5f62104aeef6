//! Listening, with the bundles loading meanwhile, and draining on Ctrl-C or SIGTERM: requests under way are finished first.

use data::engine::limits::Limits;
use data::engine::{Caps, Engine};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::bundles::{self, Found};

/// Serves until told to stop. `bind`: an address or a host's name, with a port. Bundles are served as they become ready.
pub async fn serve(bundles: Vec<Found>, limits: Limits, caps: Caps, bind: &str) -> std::io::Result<()> {
    let listener = TcpListener::bind(bind).await?;
    tracing::info!("listening on http://{}", listener.local_addr()?);
    let engine = bundles::awaiting(&bundles).with_caps(caps);
    let loading = engine.clone();
    std::thread::Builder::new().name("load".into()).spawn(move || load(&loading, &bundles, &limits))?;
    axum::serve(listener, crate::router::router(engine)).with_graceful_shutdown(stop()).await?;
    tracing::info!("drained");
    Ok(())
}

/// One bundle after the other, in the order of the home page.
fn load(engine: &Engine, bundles: &[Found], limits: &Limits) {
    for (at, (id, files)) in bundles.iter().enumerate() {
        match engine.load(at, files.as_ref(), limits) {
            Ok(store) => {
                tracing::info!(bundle = id, version = store.schema.version, warnings = store.warnings.count(), "serving");
            }
            Err(report) => tracing::warn!(bundle = id, faults = report.count(), "not served: see / or `clusterboard check`"),
        }
    }
}

async fn stop() {
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
    tracing::info!("stopping: finishing requests under way");
}

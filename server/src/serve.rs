//! Listening, and draining on Ctrl-C or SIGTERM: requests under way are finished first.

use data::engine::Engine;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until told to stop.
pub async fn serve(engine: Engine, bind: &str) -> std::io::Result<()> {
    let listener = TcpListener::bind(bind).await?;
    for store in engine.bundles() {
        tracing::info!(bundle = store.schema.id, version = store.schema.version, warnings = store.warnings.count(), "serving");
    }
    for report in engine.faulty() {
        tracing::warn!(bundle = report.bundle, faults = report.count(), "not served: see / or `clusterboard check`");
    }
    tracing::info!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, crate::router::router(engine)).with_graceful_shutdown(stop()).await?;
    tracing::info!("drained");
    Ok(())
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

//! Connections: as many as there may be, in all and of one client, each for as long as it is in use, and none longer than the drain once the
//! server is told to stop. Called by `serve` for its readers, whose requests go to `front`, and for `metrics`.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::client::Connections;
use crate::metrics::Metrics;
use crate::paced::Paced;
use crate::presence::Presence;
use crate::settings::Settings;

/// Descriptors that are no connections: files, the listener, the runtimes, refusals.
const OTHER: u64 = 128;

/// Connections that are being told that there are too many.
const REFUSALS: usize = 32;

/// Bytes that a connection holds for its reader, and of a request's head at most.
const BUFFER: usize = 64 * 1_024;

/// Heads of fields in a request.
const FIELDS: usize = 100;

/// Streams of one connection by HTTP/2: what SETTINGS_MAX_CONCURRENT_STREAMS says.
pub const STREAMS: u32 = 32;

/// What a connection too many is told.
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\nConnection: close\r\n\r\n\
                    连接数已满，请稍后再试。\nToo many connections: please try again in a moment.\n";

/// What a client with a connection too many is told.
const GREEDY: &str = "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\nConnection: close\r\n\r\n\
                      来自您地址的连接过多，请稍后再试。\nToo many connections from your address: please try again in a moment.\n";

/// What answers requests of connections.
pub trait Answers: Send + Sync + 'static {
    /// Answers a request of the connection from `peer`, which is in use meanwhile.
    fn answer(&self, peer: SocketAddr, presence: &Arc<Presence>, request: Request<Incoming>) -> impl Future<Output = Response> + Send;

    /// Where connections are counted.
    fn metrics(&self) -> &Arc<Metrics>;
}

/// Raises the limit on descriptors as far as it goes; how many connections there may be under it.
pub fn connections(wanted: usize) -> usize {
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
    let most = usize::try_from(descriptors.saturating_sub(OTHER)).unwrap_or(usize::MAX).max(1);
    if wanted > most {
        tracing::warn!("{most} connections at once instead of {wanted}: the process may have {descriptors} descriptors (ulimit -n)");
    }
    wanted.min(most)
}

/// Serves until `stop`; then finishes what is under way, until the drain is over or `now`.
pub async fn accept(
    listener: TcpListener,
    front: Arc<impl Answers>,
    settings: Arc<Settings>,
    stop: &CancellationToken,
    now: &CancellationToken,
) {
    let places = Arc::new(Semaphore::new(connections(settings.size.connections)));
    let clients = Connections::new(settings.size.client_connections, &settings.trusted);
    let refusals = Arc::new(Semaphore::new(REFUSALS));
    let graceful = GracefulShutdown::new();
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // The client has gone, or there is no descriptor left: the next one may do better.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let place = match (clients.enter(peer), places.clone().try_acquire_owned()) {
            (Some(client), Ok(place)) => Ok((client, place)),
            (None, _) => Err(("client_connections", GREEDY)),
            (_, Err(_)) => Err(("connections", FULL)),
        };
        match place {
            Ok(place) => {
                let connection = connection(stream, peer, front.clone(), settings.clone(), graceful.watcher());
                let open = front.metrics().connections.clone();
                open.inc();
                tokio::spawn(async move {
                    connection.await;
                    open.dec();
                    drop(place);
                });
            }
            Err((reason, words)) => {
                front.metrics().refused(reason);
                if let Ok(place) = refusals.clone().try_acquire_owned() {
                    tokio::spawn(async move {
                        tokio::time::timeout(Duration::from_secs(2), refuse(stream, words)).await.ok();
                        drop(place);
                    });
                }
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => tracing::info!("drained"),
        () = tokio::time::sleep(settings.time.drain) => tracing::warn!("the drain is over: connections still open are closed"),
        () = now.cancelled() => tracing::warn!("told to stop again: connections still open are closed"),
    }
}

/// One connection, to its end.
async fn connection(stream: TcpStream, peer: SocketAddr, front: Arc<impl Answers>, settings: Arc<Settings>, watcher: Watcher) {
    prepare(&stream, settings.time.stall);
    let presence = Presence::new();
    let stream = Paced::new(stream, presence.clone(), settings.time.stall, settings.size.least_rate);
    let asked = presence.clone();
    let service = service_fn(move |request| {
        let (front, presence) = (front.clone(), asked.clone());
        async move { Ok::<_, Infallible>(front.answer(peer, &presence, request).await) }
    });
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(BUFFER).max_headers(FIELDS);
    http.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS).max_send_buf_size(BUFFER).max_header_list_size(BUFFER as u32);
    let http = if settings.h2c { http } else { http.http1_only() };
    let connection = watcher.watch(http.serve_connection(TokioIo::new(stream), service).into_owned());
    tokio::select! {
        ended = connection => {
            if let Err(error) = ended {
                tracing::debug!(error, "a connection ended");
            }
        }
        () = presence.over(settings.time.head) => {}
    }
}

/// Writes are small and at once; what the kernel holds for a slow reader is bounded, so that its pace is seen; a peer that is not there any more
/// is found out.
fn prepare(stream: &TcpStream, stall: Duration) {
    let socket = SockRef::from(stream);
    let set = [socket.set_tcp_nodelay(true), socket.set_tcp_notsent_lowat(BUFFER as u32), socket.set_tcp_user_timeout(Some(stall))];
    if let Some(error) = set.into_iter().find_map(Result::err) {
        tracing::debug!(%error, "a connection's options");
    }
}

/// Tells a connection that it is too many, and takes what it has sent, so that the words arrive.
async fn refuse(mut stream: TcpStream, words: &str) -> std::io::Result<()> {
    stream.write_all(words.as_bytes()).await?;
    stream.shutdown().await?;
    let mut sent = [0; 1_024];
    while stream.read(&mut sent).await? > 0 {}
    Ok(())
}

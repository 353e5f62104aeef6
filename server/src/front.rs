//! What every request passes before the router: is it one that may be asked, may this client ask, is there room to answer. Answers are made on
//! the work's own runtime, so that this one always has time to listen, to say no, and for `/healthz`. `listen` calls it.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use data::Text;
use data::engine::Engine;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_util::sync::DropGuard;
use tokio_util::task::AbortOnDropHandle;
use tower::ServiceExt;

use crate::client::{self, Rate};
use crate::error::{Error, no_such};
use crate::gate::Gate;
use crate::listen::Answers;
use crate::log::{Access, Line};
use crate::memory::Memory;
use crate::metrics::Metrics;
use crate::presence::{self, Presence};
use crate::settings::Settings;
use crate::visit::Visit;
use crate::{address, head, router};

/// Bytes of a request's body at most: the one form there is has three fields, one of them an address.
const LONGEST_BODY: usize = 16 * 1_024;

/// The marker of an answer that is made while it is read: the rest of it takes further turns.
#[derive(Clone, Copy)]
pub struct Streamed;

/// What every request passes.
pub struct Front {
    engine: Engine,
    router: Router,
    work: Handle,
    gate: Arc<Gate>,
    /// Of each request under way, to the last byte of its answer.
    places: Arc<Semaphore>,
    rate: Rate,
    settings: Arc<Settings>,
    is_loopback: bool,
    memory: Arc<Memory>,
    metrics: Arc<Metrics>,
    access: Arc<Access>,
}

impl Front {
    /// The front of a server whose answers are made on `work`. `is_loopback`: it listens to this machine alone.
    pub fn new(engine: Engine, settings: Arc<Settings>, work: Handle, is_loopback: bool, metrics: Arc<Metrics>) -> Front {
        let gate = Arc::new(Gate::new(settings.size.work, settings.size.waiting, settings.time.turn));
        let access = Arc::new(Access::new(settings.access_log, std::io::stdout()));
        let memory = Memory::capped(settings.memory);
        let rate = Rate::new(settings.size.rate);
        let requests = settings.size.requests.unwrap_or(settings.size.connections);
        let places = Arc::new(Semaphore::new(requests.min(Semaphore::MAX_PERMITS)));
        let router = router::router(engine.clone(), settings.site.clone());
        Front { engine, router, work, gate, places, rate, settings, is_loopback, memory, metrics, access }
    }

    /// The turns at making answers.
    pub fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    /// The memory that answers may be made in.
    pub fn memory(&self) -> &Arc<Memory> {
        &self.memory
    }

    /// The place of a request among those under way; `None`: it needs none.
    fn place(&self, path: &str) -> Result<Option<OwnedSemaphorePermit>, Error> {
        if is_light(path) {
            return Ok(None);
        }
        self.places.clone().try_acquire_owned().map(Some).map_err(|_| busy())
    }

    /// `within`: what its address means within the site.
    async fn pass(&self, client: IpAddr, visit: &Visit, request: Request<Incoming>, within: Option<Uri>) -> Result<Response, Error> {
        let (mut parts, body) = request.into_parts();
        if self.is_loopback && !self.settings.site.answers_to(&parts) {
            return Err(Error::Away(
                StatusCode::MISDIRECTED_REQUEST,
                Text::new(
                    "此服务器只应答 localhost 与 --public-url 所设的地址。",
                    "This server answers to localhost and to the address of --public-url alone.",
                ),
            ));
        }
        if !self.rate.allows(client) {
            return Err(Error::Away(
                StatusCode::TOO_MANY_REQUESTS,
                Text::new("您的请求过于频繁，请稍后再试。", "Too many requests from your address: please try again in a moment."),
            ));
        }
        let home = self.settings.site.base.before("/".to_string());
        parts.uri = within.ok_or_else(|| no_such(("页面", "page"), parts.uri.path(), [home].into_iter()))?;
        let body = if parts.method == Method::POST { whole(body, self.settings.time.body).await? } else { Bytes::new() };
        let is_light = is_light(parts.uri.path());
        let request = Request::from_parts(parts, Body::from(body));
        if is_light {
            let router = self.router.clone();
            return Ok(router.oneshot(request).await.unwrap_or_else(|never| match never {}));
        }
        if request.method() == Method::HEAD
            && let Some(answer) = head::answer(&self.engine, request.uri())
        {
            return Ok(answer);
        }
        self.make(visit, request).await
    }

    /// Has the answer made in its turn: whole, or as a stream that is made as it is read.
    async fn make(&self, visit: &Visit, request: Request<Body>) -> Result<Response, Error> {
        if self.memory.is_short() {
            return Err(Error::Away(
                StatusCode::SERVICE_UNAVAILABLE,
                Text::new("服务器内存不足，请稍后再试。", "The server is short of memory: please try again in a moment."),
            ));
        }
        let turn = Arc::new(self.gate.enter().await.ok_or_else(busy)?);
        let router = self.router.clone();
        let (in_turn, later) = (visit.in_turn(&turn), visit.clone());
        let work = async move {
            let answer = in_turn.scope(router.oneshot(request)).await.unwrap_or_else(|never| match never {});
            let (parts, body) = answer.into_parts();
            if parts.extensions.get::<Streamed>().is_some() {
                return Ok(Response::from_parts(parts, pumped(later, body)));
            }
            let bytes = axum::body::to_bytes(body, usize::MAX).await.map_err(|error| Error::Internal(error.to_string()))?;
            drop(turn);
            Ok(Response::from_parts(parts, Body::from(bytes)))
        };
        let made = AbortOnDropHandle::new(self.work.spawn(work));
        match tokio::time::timeout(self.settings.time.answer, made).await {
            Ok(made) => made.map_err(|error| Error::Internal(error.to_string()))?,
            Err(_) => {
                visit.gone.cancel();
                Err(Error::Away(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Text::new(
                        "此请求耗时过长，已中止。请缩小范围，或稍后再试。",
                        "This took too long and was stopped. Ask for less, or try again in a moment.",
                    ),
                ))
            }
        }
    }
}

impl Answers for Front {
    async fn answer(&self, peer: SocketAddr, presence: &Arc<Presence>, request: Request<Incoming>) -> Response {
        let under_way = presence.request(self.settings.time.request);
        let visit = Visit::new(self.gate.clone());
        let gone = visit.gone.clone().drop_guard();
        let client = client::address(peer, request.headers(), &self.settings.trusted);
        let within = self.settings.site.within(request.uri());
        let mut record = Record::new(&visit, client, &request, within.as_ref(), self);
        let pass = async {
            let place = within.as_ref().map_or(Ok(None), |within| self.place(within.path()))?;
            Ok((self.pass(client, &visit, request, within).await?, place))
        };
        let (mut response, place) = visit.clone().scope(pass).await.unwrap_or_else(|error: Error| (error.into_response(), None));
        record.status = response.status().as_u16();
        if let Ok(id) = HeaderValue::from_str(&visit.id) {
            response.headers_mut().insert("x-request-id", id);
        }
        response.map(|body| Body::new(Held { body, rest: Bytes::new(), record, _held: (under_way, gone, place) }))
    }

    fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }
}

/// More is asked than can be answered.
fn busy() -> Error {
    Error::Away(StatusCode::SERVICE_UNAVAILABLE, Text::new("服务器繁忙，请稍后再试。", "The server is busy: please try again in a moment."))
}

/// What costs next to nothing, and is answered whatever else there is to do.
fn is_light(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz" | "/robots.txt" | "/prefs") || path.starts_with("/pkg/")
}

/// A request's body, which must come in time.
async fn whole(body: Incoming, limit: Duration) -> Result<Bytes, Error> {
    match tokio::time::timeout(limit, Limited::new(body, LONGEST_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Error::Away(
            StatusCode::PAYLOAD_TOO_LARGE,
            Text::new(format!("请求内容过长：最多 {LONGEST_BODY} 字节。"), format!("The body has at most {LONGEST_BODY} bytes.")),
        )),
        Ok(Err(_)) => Err(Error::Away(
            StatusCode::BAD_REQUEST,
            Text::new(
                "请求内容无法读取：长度与所述不符，或分块编码有误。",
                "The body cannot be read: it is not as long as it says, or its chunks are not as they should be.",
            ),
        )),
        Err(_) => Err(Error::Away(StatusCode::REQUEST_TIMEOUT, Text::new("请求内容未能及时送达。", "The body did not come in time."))),
    }
}

/// The body, each part made when its reader has taken the one before.
fn pumped(visit: Visit, mut body: Body) -> Body {
    let (sender, receiver) = mpsc::channel(1);
    let gone = visit.gone.clone();
    let pump = visit.scope(async move {
        while let Some(frame) = body.frame().await {
            if sender.send(frame).await.is_err() {
                return;
            }
        }
    });
    tokio::spawn(async move { gone.run_until_cancelled(pump).await });
    let frames = futures::stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    Body::new(http_body_util::StreamBody::new(frames))
}

/// A request as it is written down and counted once it is over.
struct Record {
    id: Arc<str>,
    client: IpAddr,
    method: Method,
    url: String,
    route: &'static str,
    begun: Instant,
    status: u16,
    bytes: u64,
    metrics: Arc<Metrics>,
    access: Arc<Access>,
}

/// The status of a request whose client left before it was answered, as nginx has it.
const LEFT: u16 = 499;

impl Record {
    fn new(visit: &Visit, client: IpAddr, request: &Request<Incoming>, within: Option<&Uri>, front: &Front) -> Record {
        front.metrics.in_flight.inc();
        Record {
            id: visit.id.clone(),
            client,
            method: request.method().clone(),
            url: request.uri().to_string(),
            route: within.map_or("other", |uri| address::route(uri.path())),
            begun: Instant::now(),
            status: LEFT,
            bytes: 0,
            metrics: front.metrics.clone(),
            access: front.access.clone(),
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let (took, asked) = (self.begun.elapsed(), (self.method.as_str(), self.url.as_str()));
        self.metrics.in_flight.dec();
        self.metrics.answered(self.route, self.status, took);
        self.access.write(&Line { id: &self.id, client: self.client, asked, status: self.status, bytes: self.bytes, took });
    }
}

/// Bytes that are handed to a connection at a time, so that a body lasts about as long as its reader takes to read it.
const PART: usize = 32 * 1_024;

/// A body in small parts, and what lasts as long as it.
struct Held {
    body: Body,
    rest: Bytes,
    record: Record,
    _held: (presence::Request, DropGuard, Option<OwnedSemaphorePermit>),
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => self.rest = bytes,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                end => return Poll::Ready(end),
            }
        }
        let bytes = self.rest.len().min(PART);
        self.record.bytes += bytes as u64;
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(bytes)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, body) = (self.rest.len() as u64, self.body.size_hint());
        let mut hint = SizeHint::new();
        hint.set_lower(rest + body.lower());
        if let Some(upper) = body.upper() {
            hint.set_upper(rest + upper);
        }
        hint
    }
}

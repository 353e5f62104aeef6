//! How much one client may have of what there is for all: connections, and requests under way over all of them; and what holds for `/metrics`.

use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Request;
use h2::client::{ResponseFuture, SendRequest};
use server::client::Connections;
use server::listen::{self, Answers, STREAMS};
use server::metrics::Scraped;
use server::settings::Settings;
use tokio::net::TcpListener;
use tokio_util::bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::small;
use crate::stands::{Board, SOON, read_to_end, until};

#[test]
fn a_client_has_as_many_connections_as_it_may_and_its_network_is_one() {
    let trusted = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().expect("a network"));
    let clients = Connections::new(2, &trusted);
    let enter = |peer: &str| clients.enter(peer.parse().expect("an address"));
    let mut held = Vec::new();
    for (peer, has_room) in [
        ("192.0.2.1:1", true),
        ("192.0.2.1:2", true),
        ("192.0.2.1:3", false),
        ("[::ffff:192.0.2.1]:4", false),
        ("192.0.2.2:1", true),
        ("[2001:db8:1:2::1]:1", true),
        ("[2001:db8:1:2:ffff::9]:1", true),
        ("[2001:db8:1:2::3]:1", false),
        ("[2001:db8:1:3::1]:1", true),
        ("10.1.2.3:1", true),
        ("10.1.2.3:2", true),
        ("10.1.2.3:3", true),
        ("[fd00::1]:1", true),
        ("[fd00::1]:2", true),
        ("[fd00::1]:3", true),
    ] {
        let place = enter(peer);
        assert_eq!(place.is_some(), has_room, "{peer}");
        held.extend(place);
    }
    // The first connection ends.
    drop(held.remove(0));
    let again = enter("192.0.2.1:5");
    assert!(again.is_some() && enter("192.0.2.1:6").is_none());
    drop((held, again));
    assert!(["192.0.2.1:7", "[2001:db8:1:2::1]:7"].into_iter().all(|peer| enter(peer).is_some()));
}

#[test]
fn a_client_with_a_connection_too_many_is_told_so_and_finds_room_later() {
    let board = Board::start(|it| it.size.client_connections = 3);
    let held: Vec<TcpStream> = (0..3).map(|_| board.connect()).collect();
    let refused = board.get("/healthz");
    assert!(
        refused.starts_with("HTTP/1.1 429") && refused.contains("Retry-After: 5") && refused.contains("来自您地址的连接过多"),
        "{refused}"
    );
    let text = board.front.metrics().text(&small(), board.front.gate()).expect("text");
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.contains("clusterboard_refused_total{reason=\"client_connections\"} 1"), "{text}");
    drop(held);
    until("room for another connection", || board.get("/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_trusted_proxy_has_as_many_connections_as_there_are() {
    let board = Board::start(|it| {
        it.size.client_connections = 1;
        it.trusted = vec!["127.0.0.0/8".parse().expect("a network")];
    });
    let _held: Vec<TcpStream> = (0..3).map(|_| board.connect()).collect();
    assert!(board.get("/healthz").starts_with("HTTP/1.1 200"));
}

/// A connection by HTTP/2.
async fn spoken(board: &Board) -> SendRequest<Bytes> {
    let stream = tokio::net::TcpStream::connect(board.address).await.expect("a connection");
    let (client, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    tokio::spawn(connection);
    client
}

async fn asked(client: &SendRequest<Bytes>, path: &str) -> ResponseFuture {
    let request = Request::get(format!("http://localhost{path}")).body(()).expect("a request");
    client.clone().ready().await.expect("a stream").send_request(request, true).expect("a stream").0
}

async fn read(answer: ResponseFuture) -> (u16, String) {
    let (head, mut body) = answer.await.expect("an answer").into_parts();
    let mut all = Vec::new();
    while let Some(part) = body.data().await {
        let part = part.expect("a part");
        body.flow_control().release_capacity(part.len()).expect("what came in");
        all.extend(part);
    }
    (head.status.as_u16(), String::from_utf8_lossy(&all).into_owned())
}

#[test]
fn requests_under_way_are_bounded_over_all_connections_and_streams() {
    let board = Board::start(|it| {
        it.h2c = true;
        it.size.work = 1;
        it.size.requests = Some(3);
        it.time.turn = Duration::from_secs(36_000);
    });
    let turn = board.runtime.block_on(board.front.gate().turn()).expect("the one turn");
    let ask = |client: &SendRequest<Bytes>, path: &str| board.runtime.block_on(asked(client, path));
    let (one, other) = board.runtime.block_on(async { (spoken(&board).await, spoken(&board).await) });
    let waiting = [ask(&one, "/small"), ask(&one, "/small/firms.csv"), ask(&other, "/small")];
    until("three requests that wait", || board.front.gate().waiting() == 3);
    for path in ["/small", "/small/firms.csv", "/"] {
        let (status, words) = board.runtime.block_on(async { read(asked(&one, path).await).await });
        assert!(status == 503 && words.contains("服务器繁忙"), "{path}: {status} {words}");
        assert!(board.get(path).starts_with("HTTP/1.1 503"), "{path}, by HTTP/1.1");
    }
    for path in ["/healthz", "/readyz", "/robots.txt"] {
        assert_eq!(board.runtime.block_on(async { read(asked(&one, path).await).await }).0, 200, "{path}");
        assert!(board.get(path).starts_with("HTTP/1.1 200"), "{path}, by HTTP/1.1");
    }
    drop(turn);
    for answer in waiting {
        assert_eq!(board.runtime.block_on(read(answer)).0, 200);
    }
    until("room for another request", || board.get("/small").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_connection_by_http_2_is_told_how_many_streams_it_may_have() {
    use std::io::{Read, Write};
    let board = Board::start(|it| it.h2c = true);
    let mut stream = board.connect();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").expect("room to write");
    // RFC 9113, 4.1: length, type, flags, stream; 6.5.1: of SETTINGS (4) each has an identifier and a value; 3 is MAX_CONCURRENT_STREAMS.
    let mut head = [0; 9];
    stream.read_exact(&mut head).expect("a frame");
    let [high, middle, low, kind, ..] = head;
    let mut settings = vec![0; u32::from_be_bytes([0, high, middle, low]) as usize];
    stream.read_exact(&mut settings).expect("the frame");
    let streams = settings.chunks(6).find(|it| it[..2] == [0, 3]).map(|it| u32::from_be_bytes([it[2], it[3], it[4], it[5]]));
    assert_eq!((kind, streams), (4, Some(STREAMS)));
}

#[test]
fn connections_to_metrics_are_few_and_end() {
    let board = Board::start(|_| {});
    let mut settings = Settings::default();
    // Long enough that none of them ends before one too many was refused.
    settings.time.head = 20 * SOON;
    let scraped = Scraped::new(board.front.metrics().clone(), small(), board.front.gate().clone(), &settings);
    let listener = board.runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("an address");
    let settings = Arc::new(Scraped::settings(&settings));
    let most = settings.size.connections;
    board.runtime.spawn(async move {
        let never = CancellationToken::new();
        listen::accept(listener, Arc::new(scraped), settings, &never, &never).await;
    });
    let connect = || {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream
    };
    let get = |path: &str| {
        use std::io::Write;
        let mut stream = connect();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: board\r\nConnection: close\r\n\r\n").as_bytes()).expect("room to write");
        read_to_end(stream)
    };
    assert!(get("/metrics").contains("clusterboard_requests_in_flight 0"));
    assert!(get("/").starts_with("HTTP/1.1 404"));
    let silent: Vec<TcpStream> = (0..most).map(|_| connect()).collect();
    until("one too many to be refused", || get("/metrics").starts_with("HTTP/1.1 429"));
    for stream in silent {
        assert_eq!(read_to_end(stream), "", "a silent connection");
    }
    until("room for another connection", || get("/metrics").starts_with("HTTP/1.1 200"));
}

#[test]
fn readers_at_the_same_place_of_a_file_have_the_same_bytes() {
    let exports = server::export::Exports::default();
    let ask = |search: &str| {
        let question = small().ask_table(&format!("/small/firms.csv?{search}"), "firms").expect("the table");
        exports.of(&question, "firms").expect("its rows")
    };
    let (one, other) = (ask(""), ask(""));
    let (first, second) = (one.part(0), other.part(0));
    assert_eq!(first.as_ptr(), second.as_ptr());
    assert_ne!(first, ask("city=%E7%94%B2%E5%B8%82").part(0));
    // Whoever comes when nobody reads it any more has it made anew, the same.
    let before = first.to_vec();
    drop((first, second));
    assert_eq!(one.part(0), before);
}

//! What no browser sends, byte by byte over a real connection: each is answered in one way, or the connection ends; nothing that stands in a body
//! is taken for a request.

use crate::stands::Board;

const END: &str = "Host: localhost\r\nConnection: close\r\n\r\n";
const NEXT: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// The statuses of all answers that a connection gives.
fn statuses(board: &Board, sent: &str) -> Vec<u16> {
    let answers = board.ask(sent);
    let status = |rest: &str| rest[" ".len()..][..3].parse().unwrap_or_else(|_| panic!("{answers}"));
    answers.split("HTTP/1.1").skip(1).map(status).collect()
}

#[test]
fn methods_and_targets_that_there_are_not() {
    let board = Board::start(|_| {});
    for (line, status) in [
        ("TRACE /small HTTP/1.1", 405),
        ("OPTIONS /small HTTP/1.1", 405),
        ("DELETE /small/firms.csv HTTP/1.1", 405),
        ("get /small HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 404),
        ("CONNECT localhost:443 HTTP/1.1", 404),
        ("GET http://localhost/healthz HTTP/1.1", 200),
        ("GET http://evil.example/healthz HTTP/1.1", 421),
        ("GET /healthz", 400),
        ("GET /healthz HTTP/2.0", 400),
        ("GET /sm\0all HTTP/1.1", 400),
        ("GET /sm\x01all HTTP/1.1", 400),
        ("GET /sm%00all HTTP/1.1", 404),
        ("GET /small?city=%00 HTTP/1.1", 200),
        ("GET /small?city=甲市 HTTP/1.1", 200),
        ("GET /pkg/../../Cargo.toml HTTP/1.1", 404),
        ("GET /pkg/..%2f..%2fCargo.toml HTTP/1.1", 404),
    ] {
        assert_eq!(statuses(&board, &format!("{line}\r\n{END}")), [status], "{line:?}");
    }
}

#[test]
fn fields_that_are_odd_or_many() {
    let board = Board::start(|_| {});
    let cookies = "Cookie: lang=c; theme=x\r\n".repeat(90);
    let (many, long) = ("X: y\r\n".repeat(130), format!("X: {}\r\n", "x".repeat(200_000)));
    let ranges = (0..1_500).map(|at| format!("{at}-{at}")).collect::<Vec<_>>().join(",");
    let range = format!("Range: bytes={ranges}\r\n");
    let encodings = format!("Accept-Encoding: {}\r\n", "gzip,".repeat(900));
    let languages = format!("Accept-Language: {}\r\n", "en;q=0.1,".repeat(800));
    for (fields, status) in [
        ("X: a\0b\r\n", 400),
        ("X: a\r b\r\n", 400),
        ("X: a\r\n b\r\n", 400),
        ("X : a\r\n", 400),
        ("Host: evil.example\r\n", 421),
        ("Transfer-Encoding : chunked\r\n", 400),
        (&*cookies, 200),
        (&*many, 431),
        (&*long, 431),
        (&*range, 200),
        ("Range: bytes=99999999999999999999-\r\n", 200),
        (&*encodings, 200),
        ("Accept-Encoding: *;q=0, br;q=abc, ,,\r\n", 200),
        (&*languages, 200),
        ("X-Forwarded-For: ::::,999.9.9.9\r\n", 200),
        ("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n", 200),
        ("Expect: 100-continue\r\n", 200),
        ("Expect: wonders\r\n", 200),
    ] {
        let request = format!("GET /small/firms.csv HTTP/1.1\r\n{fields}{END}");
        assert_eq!(statuses(&board, &request), [status], "{:?}", fields.chars().take(60).collect::<String>());
    }
}

/// A form's head with `framing`, and what follows it.
fn form(framing: &str, body: &str) -> String {
    format!("POST /prefs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n{framing}\r\n\r\n{body}")
}

#[test]
fn bodies_that_are_not_as_they_say() {
    let board = Board::start(|_| {});
    let chunked = "Transfer-Encoding: chunked\r\nConnection: close";
    let (trailers, extension) = ("X: y\r\n".repeat(3_000), "a".repeat(100_000));
    for (framing, body, status) in [
        (chunked, "7\r\nlang=en\r\n0\r\n\r\n", 303),
        (chunked, "7;a=b\r\nlang=en\r\n0\r\nX: y\r\nHost: evil.example\r\n\r\n", 303),
        (chunked, &*format!("7\r\nlang=en\r\n0\r\n{trailers}\r\n"), 400),
        (chunked, &*format!("7;{extension}\r\nlang=en\r\n0\r\n\r\n"), 400),
        (chunked, "fffffffffffffffff\r\nlang=en\r\n0\r\n\r\n", 400),
        (chunked, "zz\r\nlang=en\r\n0\r\n\r\n", 400),
        (chunked, "-1\r\nlang=en\r\n0\r\n\r\n", 400),
        (chunked, &*format!("7fffffffffffffff\r\n{}", "x".repeat(30_000)), 413),
        ("Content-Length: 3\r\nContent-Length: 7", "lang=en", 400),
        ("Content-Length: +7", "lang=en", 400),
        ("Content-Length: 99999999999999999999999", "lang=en", 400),
        ("Transfer-Encoding: gzip", "lang=en", 400),
        ("Transfer-Encoding: chunked, identity", "lang=en", 400),
    ] {
        assert_eq!(statuses(&board, &form(framing, body)), [status], "{framing:?}, {:?}", body.chars().take(60).collect::<String>());
    }
}

#[test]
fn a_body_is_never_a_request() {
    let board = Board::start(|_| {});
    let hidden = "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let whole = |method: &str, path: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{hidden}", hidden.len())
    };
    for (sent, answers) in [
        (whole("GET", "/healthz") + NEXT, vec![200, 200]),
        (whole("HEAD", "/healthz") + NEXT, vec![200, 200]),
        (whole("POST", "/small") + NEXT, vec![405, 200]),
        // Two lengths: after the answer the connection ends.
        (form("Content-Length: 3\r\nTransfer-Encoding: chunked", "7\r\nlang=en\r\n0\r\n\r\n") + NEXT, vec![303]),
        (NEXT.replace("Connection: close\r\n", "").repeat(50) + NEXT, vec![200; 51]),
    ] {
        assert_eq!(statuses(&board, &sent), answers, "{:?}", sent.chars().take(80).collect::<String>());
    }
}

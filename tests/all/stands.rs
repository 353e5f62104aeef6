//! A server under attack, over real sockets: what a client holds on to ends, what is too much is refused in words, and the probes answer all
//! the while. Times are short in the settings and long in the patience: that it ends is tested, not how fast.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use server::front::Front;
use server::metrics::Metrics;
use server::settings::Settings;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::asked::get;
use crate::small;

const PATIENCE: Duration = Duration::from_secs(60);
pub(super) const SOON: Duration = Duration::from_millis(300);

/// A server of the bundle `small` on a port of its own.
pub(super) struct Board {
    pub(super) runtime: Runtime,
    pub(super) address: SocketAddr,
    pub(super) front: Arc<Front>,
    stop: CancellationToken,
    now: CancellationToken,
    over: tokio::sync::oneshot::Receiver<()>,
}

impl Board {
    pub(super) fn start(change: impl FnOnce(&mut Settings)) -> Board {
        let mut settings = Settings::default();
        change(&mut settings);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let settings = Arc::new(settings);
        let front = Arc::new(Front::new(
            small(),
            settings.clone(),
            runtime.handle().clone(),
            true,
            Arc::new(Metrics::new().expect("names of their own")),
        ));
        let (stop, now) = (CancellationToken::new(), CancellationToken::new());
        let (ended, over) = tokio::sync::oneshot::channel();
        let (served, told) = (front.clone(), (stop.clone(), now.clone()));
        runtime.spawn(async move {
            server::listen::accept(listener, served, settings, &told.0, &told.1).await;
            ended.send(()).ok();
        });
        Board { runtime, address, front, stop, now, over }
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    pub(super) fn send(&self, text: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).expect("room to write");
        stream
    }

    /// The whole answer to a request, and the connection's end.
    pub(super) fn ask(&self, text: &str) -> String {
        read_to_end(self.send(text))
    }

    pub(super) fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    /// Waits until the server has ended.
    fn ends(self) {
        let Board { runtime, over, .. } = self;
        let ended = runtime.block_on(async { tokio::time::timeout(PATIENCE, over).await });
        assert!(ended.is_ok(), "the server still runs");
        runtime.shutdown_background();
    }
}

/// What comes until the other side ends the connection, which it must.
pub(super) fn read_to_end(mut stream: TcpStream) -> String {
    let (mut all, mut part) = (Vec::new(), [0; 4_096]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(read) => all.extend(&part[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("the connection did not end: {error}"),
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// Waits until something holds.
pub(super) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(10));
    }
}

const HEALTHZ: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[test]
fn connections_that_ask_nothing_end() {
    let board = Board::start(|it| it.time.head = SOON);
    for (what, sent, answered) in [
        ("a silent socket", "", ""),
        ("half a head", "GET / HTTP/1.1\r\nHost: local", ""),
        ("an idle client", HEALTHZ, "HTTP/1.1 200"),
        ("a second request that never comes whole", &format!("{HEALTHZ}GET /heal"), "HTTP/1.1 200"),
        ("HTTP/2, which is off", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
    ] {
        let answer = board.ask(sent);
        assert!(answer.starts_with(answered), "{what}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 2").count(), usize::from(!answered.is_empty()), "{what}: {answer}");
    }
}

#[test]
fn a_head_that_drips_ends() {
    let board = Board::start(|it| it.time.head = SOON);
    let mut stream = board.send("GET / HTTP/1.1\r\n");
    until("the end of a dripping head", || {
        std::thread::sleep(Duration::from_millis(20));
        stream.write_all(b"X-Drop: 1\r\n").is_err()
    });
}

#[test]
fn a_body_that_does_not_come_is_answered_and_ends() {
    let board = Board::start(|it| it.time.body = SOON);
    let post = |length: usize, body: &str| {
        board.ask(&format!(
            "POST /prefs HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Connection: close\r\n\r\n{body}"
        ))
    };
    assert!(post(7, "lang=en").starts_with("HTTP/1.1 303"));
    let late = post(100, "lang=");
    assert!(late.starts_with("HTTP/1.1 408") && late.contains("未能及时送达"), "{late}");
    let long = post(20_000, &"x".repeat(20_000));
    assert!(long.starts_with("HTTP/1.1 413") && long.contains("16384"), "{long}");
}

/// Requests whose answers are more than any buffer on the way holds.
fn pipelined(board: &Board) -> TcpStream {
    let request = "GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n";
    board.send(&request.repeat(400))
}

#[test]
fn a_reader_that_takes_nothing_ends() {
    let board = Board::start(|it| it.time.stall = SOON);
    let mut stream = pipelined(&board);
    until("the end of a stalled reader", || {
        std::thread::sleep(Duration::from_millis(50));
        stream.write_all(b"\r\n").is_err()
    });
}

#[test]
fn a_reader_below_the_least_rate_ends() {
    let board = Board::start(|it| {
        it.time.stall = 4 * SOON;
        it.size.least_rate = 1_000_000_000;
    });
    let mut stream = pipelined(&board);
    let mut part = vec![0; 32 * 1_024];
    until("the end of a slow reader", || {
        std::thread::sleep(Duration::from_millis(50));
        !matches!(stream.read(&mut part), Ok(1..))
    });
}

#[test]
fn a_request_that_lasts_too_long_ends() {
    let board = Board::start(|it| {
        it.time.request = SOON;
        it.time.body = Duration::from_secs(36_000);
    });
    assert_eq!(board.ask("POST /prefs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"), "");
}

#[test]
fn a_stop_waits_for_no_client_that_stalls() {
    for stalled in ["", "GET / HTTP/1.1\r\nHos", "POST /prefs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"] {
        let board = Board::start(|it| it.time.drain = SOON);
        let _held = board.send(stalled);
        assert!(board.get("/healthz").starts_with("HTTP/1.1 200"));
        board.stop.cancel();
        board.ends();
    }
}

#[test]
fn a_second_stop_ends_at_once() {
    let board = Board::start(|it| {
        it.time.drain = Duration::from_secs(36_000);
        it.time.head = Duration::from_secs(36_000);
    });
    let _held = board.send("GET / HTTP/1.1\r\nHos");
    assert!(board.get("/healthz").starts_with("HTTP/1.1 200"));
    board.stop.cancel();
    board.now.cancel();
    board.ends();
}

#[test]
fn a_connection_too_many_is_told_so_and_finds_room_later() {
    let board = Board::start(|it| {
        it.size.connections = 4;
        it.time.head = 8 * SOON;
    });
    let held: Vec<TcpStream> = (0..4).map(|_| board.connect()).collect();
    let refused = board.get("/healthz");
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("Retry-After: 5") && refused.contains("连接数已满"), "{refused}");
    until("room for another connection", || board.get("/healthz").starts_with("HTTP/1.1 200"));
    drop(held);
}

#[test]
fn while_all_turns_are_taken_probes_answer_and_the_rest_is_told_to_come_again() {
    let board = Board::start(|it| {
        it.size.work = 1;
        it.size.waiting = 1;
        it.time.turn = 4 * SOON;
    });
    let turn = board.runtime.block_on(board.front.gate().turn()).expect("the one turn");
    for path in ["/healthz", "/readyz", "/robots.txt"] {
        assert!(board.get(path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let waiting = board.send("GET /small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    until("a request that waits", || board.front.gate().waiting() == 1);
    // One waits: there is no room for another.
    for path in ["/small", "/small/firms.csv", "/small/report.json", "/small/panels/by_city.svg", "/"] {
        let refused = board.get(path).to_lowercase();
        assert!(
            refused.starts_with("http/1.1 503") && refused.contains("retry-after: 5") && refused.contains("服务器繁忙"),
            "{path}: {refused}"
        );
    }
    let head = board.ask("HEAD /small/firms.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200"), "HEAD takes no turn: {head}");
    assert!(read_to_end(waiting).starts_with("HTTP/1.1 503"), "it waited too long");
    drop(turn);
    assert!(board.get("/small").starts_with("HTTP/1.1 200"));
}

#[test]
fn who_leaves_waits_no_longer() {
    let board = Board::start(|it| {
        it.size.work = 1;
        it.time.turn = Duration::from_secs(36_000);
    });
    let turn = board.runtime.block_on(board.front.gate().turn()).expect("the one turn");
    let waiting: Vec<TcpStream> = (0..8).map(|_| board.send("GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n")).collect();
    until("eight requests that wait", || board.front.gate().waiting() == 8);
    drop(waiting);
    until("no request that waits", || board.front.gate().waiting() == 0);
    drop(turn);
    assert!(board.get("/small").starts_with("HTTP/1.1 200"));
}

#[test]
fn each_client_has_a_rate_of_its_own() {
    let board = Board::start(|it| {
        it.size.rate = 1;
        it.trusted = vec!["127.0.0.0/8".parse().expect("a network")];
    });
    let from = |client: &str| {
        board.ask(&format!("GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {client}\r\nConnection: close\r\n\r\n"))
    };
    until("an answer with 429", || {
        let answer = from("203.0.113.1, 192.0.2.7").to_lowercase();
        let refused = answer.starts_with("http/1.1 429");
        assert!(!refused || (answer.contains("retry-after: 5") && answer.contains("请求过于频繁")), "{answer}");
        refused
    });
    // Another client; and what stands to the left anyone can write.
    assert!(from("192.0.2.7, 198.51.100.9").starts_with("HTTP/1.1 200"));
}

#[test]
fn clients_are_told_apart_by_what_trusted_proxies_say() {
    let trusted = ["10.0.0.0/8", "fd00::/8", "127.0.0.1/32"].map(|network| network.parse().expect("a network"));
    for (peer, forwarded, client) in [
        ("192.0.2.1:9", "", "192.0.2.1"),
        ("192.0.2.1:9", "203.0.113.5", "192.0.2.1"),
        ("127.0.0.1:9", "", "127.0.0.1"),
        ("127.0.0.1:9", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1:9", "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1:9", "6.6.6.6, 203.0.113.5, 10.1.2.3", "203.0.113.5"),
        ("127.0.0.1:9", "10.9.9.9, 10.1.2.3", "10.9.9.9"),
        ("127.0.0.1:9", "203.0.113.5, unknown, 10.1.2.3", "10.1.2.3"),
        ("127.0.0.1:9", "203.0.113.5:4711", "203.0.113.5"),
        ("127.0.0.1:9", "[2001:db8::7]:4711", "2001:db8::7"),
        ("[::ffff:127.0.0.1]:9", "::ffff:203.0.113.5", "203.0.113.5"),
        ("[fd00::1]:9", "2001:db8::7", "2001:db8::7"),
    ] {
        let mut headers = axum::http::HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        }
        let found = server::client::address(peer.parse().expect("an address"), &headers, &trusted);
        assert_eq!(found.to_string(), client, "{peer} {forwarded}");
    }
}

#[test]
fn a_subscriber_of_ipv6_has_one_rate() {
    let rate = server::client::Rate::new(1);
    let allowed = (0..40_u16).filter(|at| rate.allows(format!("2001:db8:1:2::{at:x}").parse().expect("an address"))).count();
    assert!((10..20).contains(&allowed), "{allowed} of 40 at once");
    assert!(rate.allows("2001:db8:1:3::1".parse().expect("an address")));
    let any = server::client::Rate::new(0);
    assert!((0..10_000).all(|_| any.allows("192.0.2.1".parse().expect("an address"))));
}

#[test]
fn on_this_machine_only_its_own_names_are_answered() {
    let board = Board::start(|it| it.site.public_url = server::site::origin("https://board.example"));
    for (host, status) in [
        ("localhost", 200),
        ("LOCALHOST:3000", 200),
        ("127.0.0.1", 200),
        ("127.9.9.9:80", 200),
        ("[::1]:3000", 200),
        ("[::ffff:127.0.0.1]", 200),
        ("board.example", 200),
        ("board.example:443", 200),
        ("board.example:80", 421),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("192.168.1.1", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        ("localhost\r\nHost: evil.example", 421),
    ] {
        let answer = board.ask(&format!("GET /robots.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{host}: {answer}");
        assert_eq!(status == 421, answer.contains("--public-url"), "{host}: {answer}");
    }
    let absolute = board.ask("GET http://evil.example/small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(absolute.starts_with("HTTP/1.1 421"), "{absolute}");
}

#[test]
fn head_says_what_get_does() {
    let board = Board::start(|it| it.size.rate = 0);
    for path in [
        "/",
        "/small",
        "/small?moon=1",
        "/small/published",
        "/small/published/s1",
        "/small/compare",
        "/small/nothing",
        "/nowhere",
        "/small/firms.csv",
        "/small/firms.csv?city=Mars",
        "/small/moons.csv",
        "/small/reconcile.csv",
        "/small/panels/by_city.csv",
        "/small/panels/by_city.svg",
        "/small/panels/moon.svg",
        "/small/report.json",
        "/small/screen.json",
        "/small/report.json?moon=1",
        "/small/reconcile/report.json",
        "/healthz",
        "/a/b/c/d/e",
    ] {
        let head = board.ask(&format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        let (head, body) = head.split_once("\r\n\r\n").expect("a head");
        let got = get(path);
        assert!(head.starts_with(&format!("HTTP/1.1 {}", got.status.as_u16())), "{path}: {head}, {}", got.status);
        let kind = head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-type: ").map(str::to_string));
        assert_eq!(kind.unwrap_or_default(), got.header("content-type"), "{path}");
        assert_eq!(body, "", "{path}");
    }
}

#[test]
fn a_table_comes_whole_over_a_connection() {
    let board = Board::start(|_| {});
    let answer = board.get("/small/firms.csv?bom=0");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("chunked"), "{head}");
    assert!(body.contains("f01,") && body.contains("f20,") && body.ends_with("\r\n0\r\n\r\n"), "{body}");
}

//! What a client sends: the bytes of one request, to a server on this machine that believes its neighbour's `X-Forwarded-For`. The answer is no
//! fault of the server's, its head has the server's own fields alone, and nothing that was asked is read as markup.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use server::front::Front;
use server::metrics::Metrics;
use server::settings::Settings;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::small;

/// What no text of ours has: as markup it would have been asked for.
const MARKUP: [&str; 2] = ["<zq", "zq=\"\""];

/// The fields that answers have, in small letters.
const FIELDS: [&str; 25] = [
    "accept-ch",
    "allow",
    "cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-length",
    "content-security-policy",
    "content-type",
    "critical-ch",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "location",
    "permissions-policy",
    "referrer-policy",
    "retry-after",
    "server-timing",
    "set-cookie",
    "transfer-encoding",
    "vary",
    "x-content-type-options",
    "x-frame-options",
    "x-request-id",
];

/// A request that comes to no end in this time is a fault.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a request that lacks something waits for.
const SOON: Duration = Duration::from_millis(200);

/// Holds, or panics.
pub fn run(bytes: &[u8]) {
    let answer = ask(&closing(bytes));
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        assert!(answer.is_empty(), "half an answer: {:?}", String::from_utf8_lossy(&answer));
        return;
    };
    let head = str::from_utf8(&answer[..end]).expect("a head of ASCII");
    assert!(head.split("\r\n").all(|line| line.bytes().all(|byte| (b' '..=b'~').contains(&byte))), "{head:?}");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse::<u16>().ok()).expect("a status");
    assert!((100..500).contains(&status), "{head}");
    let mut is_markup = false;
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
        assert!(FIELDS.contains(&name.to_lowercase().as_str()), "{line}");
        match name.to_lowercase().as_str() {
            "location" => assert!(value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\"), "{line}"),
            "set-cookie" => {
                let value = value.strip_suffix("; Path=/; Max-Age=31536000; SameSite=Lax");
                let known = ["lang=zh", "lang=en", "theme=auto", "theme=light", "theme=dark"];
                assert!(value.is_some_and(|value| known.contains(&value)), "{line}");
            }
            "content-type" => is_markup = value.starts_with("text/html") || value.starts_with("image/svg"),
            _ => {}
        }
    }
    let body = String::from_utf8_lossy(&answer[end..]);
    assert!(!is_markup || !MARKUP.iter().any(|markup| body.contains(markup)), "{head}\n{body}");
}

/// The request, after which the connection is to end.
fn closing(bytes: &[u8]) -> Vec<u8> {
    match bytes.windows(4).position(|window| window == b"\r\n\r\n") {
        Some(end) => [&bytes[..end], b"\r\nConnection: close", &bytes[end..]].concat(),
        None => [bytes, b"\r\nConnection: close\r\n\r\n"].concat(),
    }
}

/// What is answered until the connection ends.
fn ask(bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address()).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // A server that has answered before all was sent may have left.
    stream.write_all(bytes).ok();
    let (mut all, mut part) = (Vec::new(), [0; 16 * 1_024]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => return all,
            Ok(read) => all.extend(&part[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return all,
            // libFuzzer's clock.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => panic!("the connection did not end: {error}"),
        }
    }
}

/// Where the server listens; it lasts as long as the process.
fn address() -> SocketAddr {
    static SERVER: OnceLock<(Runtime, SocketAddr)> = OnceLock::new();
    SERVER.get_or_init(serve).1
}

fn serve() -> (Runtime, SocketAddr) {
    let mut settings = Settings { trusted: vec!["127.0.0.0/8".parse().expect("a network")], ..Settings::default() };
    settings.size.rate = 0;
    (settings.time.head, settings.time.body) = (SOON, SOON);
    settings.site.public_url = server::site::origin("https://board.example");
    let settings = Arc::new(settings);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("an address");
    let metrics = Arc::new(Metrics::new().expect("names of their own"));
    let front = Arc::new(Front::new(small(), settings.clone(), runtime.handle().clone(), true, metrics));
    runtime.spawn(async move {
        let never = CancellationToken::new();
        server::listen::accept(listener, front, settings, &never, &never).await;
    });
    (runtime, address)
}

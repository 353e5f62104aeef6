//! What the server says of itself: the line of each request, and what is counted.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use server::error::failed;
use server::gate::Gate;
use server::listen::Answers;
use server::log::{Access, Line};
use server::router::caught;
use server::settings::AccessLog;
use server::visit::Visit;
use tower::ServiceExt;

use crate::stands::{Board, until};

/// Everything that is written to it.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic").clone()).expect("UTF-8")
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn line(url: &str) -> Line<'_> {
    let client = "2001:db8::7".parse().expect("an address");
    Line { id: "a-1", client, asked: ("GET", url), status: 200, bytes: 1_234, took: Duration::from_micros(12_345) }
}

#[test]
fn a_request_is_one_line_of_the_form_asked_for() {
    for (form, written) in [
        (AccessLog::Off, vec![]),
        (AccessLog::Text, vec![" a-1 2001:db8::7 GET /small?q=\\\"\\u{1b}[31m 200 1234 0.012\n"]),
        (
            AccessLog::Json,
            vec![
                "\"url\":\"/small?q=\\\"\\u001b[31m\"",
                "\"status\":200",
                "\"bytes\":1234",
                "\"seconds\":0.012",
                "\"client\":\"2001:db8::7\"",
            ],
        ),
    ] {
        let paper = Paper::default();
        let access = Access::new(form, paper.clone());
        access.write(&line("/small?q=\"\u{1b}[31m"));
        drop(access);
        let text = paper.text();
        assert_eq!(text.lines().count(), usize::from(form != AccessLog::Off), "{form:?}: {text}");
        for part in written {
            assert!(text.contains(part), "{form:?}: {text} lacks {part}");
        }
    }
}

/// A pipe that nobody reads from, or that has lost its reader.
struct Stuck {
    is_lost: bool,
}

impl Write for Stuck {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        if self.is_lost {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        loop {
            std::thread::park();
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_of_lines_that_is_stuck_or_gone_holds_nobody_up() {
    for is_lost in [false, true] {
        let access = Access::new(AccessLog::Text, Stuck { is_lost });
        for _ in 0..50_000 {
            access.write(&line("/"));
        }
    }
}

#[test]
fn a_fault_of_ours_is_told_with_the_id_of_the_request() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let visit = Visit::new(Arc::new(Gate::new(1, 1, Duration::from_secs(1))));
    let text = runtime.block_on(visit.clone().scope(async { failed("a cause that stays in the log") }));
    assert!(text.zh.contains(&format!("请求编号：{}。", visit.id)) && text.en.contains(&format!("Request {}.", visit.id)), "{text:?}");
    assert!(!text.en.contains("cause"), "{text:?}");
}

#[test]
fn a_panic_ends_one_request() {
    let routes = Router::new().route("/", get(async || "here")).route("/fails", get(async || -> &str { panic!("the fault of a test") }));
    let routes = caught(routes);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let status = |path: &str| {
        let asked = routes.clone().oneshot(Request::get(path).body(Body::empty()).expect("a request"));
        runtime.block_on(asked).expect("the router never fails").status().as_u16()
    };
    assert_eq!((status("/fails"), status("/"), status("/fails")), (500, 200, 500));
}

#[test]
fn what_is_counted_is_told_to_prometheus() {
    let board = Board::start(|_| {});
    for path in ["/small", "/small?lang=en", "/small/firms.csv", "/nowhere/x.csv", "/a/b/c/d/e", "/%F0%9F%8C%99"] {
        let answer = board.get(path).to_lowercase();
        assert!(answer.contains("x-request-id: "), "{path}: {answer}");
    }
    let text = || String::from_utf8(board.front.metrics().text(&crate::small(), board.front.gate()).expect("text")).expect("UTF-8");
    until("every request to be over", || text().contains("clusterboard_requests_in_flight 0"));
    let text = text();
    for line in [
        "clusterboard_requests_total{route=\"/{bundle}\",status=\"200\"} 2",
        "clusterboard_requests_total{route=\"/{bundle}/{table}.csv\",status=\"200\"} 1",
        "clusterboard_requests_total{route=\"/{bundle}/{table}.csv\",status=\"404\"} 1",
        "clusterboard_requests_total{route=\"other\",status=\"404\"} 1",
        "clusterboard_request_seconds_count{route=\"/{bundle}\"} 3",
        "clusterboard_rows{bundle=\"small\",table=\"firms\"} 20",
        "clusterboard_bundle{bundle=\"small\",version=\"1.0.0\"} 1",
        "clusterboard_requests_waiting 0",
        "# TYPE clusterboard_memory_bytes gauge",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
}

#[test]
fn beyond_the_cap_on_memory_nothing_is_made_but_the_probes_answer() {
    let board = Board::start(|it| it.memory = 1);
    board.front.memory().watch().expect("a thread");
    until("a request refused", || board.get("/small").starts_with("HTTP/1.1 503"));
    assert!(board.get("/small/firms.csv").contains("服务器内存不足"));
    assert!(board.get("/healthz").starts_with("HTTP/1.1 200"));
}

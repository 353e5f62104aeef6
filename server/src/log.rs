//! What the server says of itself: messages to standard error, and a line a request to standard output. Both are written by threads of their
//! own that drop lines rather than wait: a reader of them that is slow or gone never stops serving. Called by `cli` and `front`.

use std::io::{IsTerminal, Write};
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde_json::json;
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::settings::AccessLog;

/// Begins to write messages, those about panics too. What has not been written is, for a moment, when the guard is dropped.
pub fn start() -> WorkerGuard {
    let (writer, guard) = writer(std::io::stderr());
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .log_internal_errors(false)
        .with_writer(writer)
        .init();
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    guard
}

fn writer(to: impl Write + Send + 'static) -> (NonBlocking, WorkerGuard) {
    NonBlockingBuilder::default().lossy(true).buffered_lines_limit(8_192).finish(to)
}

/// The line of each request.
pub struct Access {
    form: AccessLog,
    writer: Mutex<(NonBlocking, WorkerGuard)>,
}

/// A request that is over.
pub struct Line<'a> {
    /// Of the request.
    pub id: &'a str,
    /// Who asked.
    pub client: IpAddr,
    /// How, and for what.
    pub asked: (&'a str, &'a str),
    /// What it was answered with; 499: its client left before.
    pub status: u16,
    /// Bytes of the answer's body that were handed to the connection.
    pub bytes: u64,
    /// How long it took, to the last of them.
    pub took: Duration,
}

impl Access {
    /// The lines in a form, to `to`.
    pub fn new(form: AccessLog, to: impl Write + Send + 'static) -> Access {
        Access { form, writer: Mutex::new(writer(to)) }
    }

    /// Writes a line.
    pub fn write(&self, line: &Line<'_>) {
        let Line { id, client, asked: (method, url), status, bytes, took } = line;
        let (time, seconds) = (humantime::format_rfc3339_millis(SystemTime::now()), took.as_secs_f64());
        let text = match self.form {
            AccessLog::Off => return,
            AccessLog::Text => format!("{time} {id} {client} {method} {} {status} {bytes} {seconds:.3}\n", url.escape_debug()),
            AccessLog::Json => {
                let line = json!({
                    "time": time.to_string(), "id": id, "client": client, "method": method, "url": url, "status": status, "bytes": bytes,
                    "seconds": (seconds * 1_000.0).round() / 1_000.0,
                });
                format!("{line}\n")
            }
        };
        if let Ok(mut writer) = self.writer.lock() {
            // A line that finds no room is dropped.
            writer.0.write_all(text.as_bytes()).ok();
        }
    }
}

//! What `serve` is told, resolved: only typed values, nothing left to read. `config` makes it of flags, environment and file; `serve` and what it
//! starts read it.

use std::path::PathBuf;
use std::time::Duration;

use data::engine::limits::Limits;
use data::engine::{Caps, ram};
use ipnet::IpNet;

use crate::site::Site;

/// Everything that the server can be told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen: a name or an address, and a port.
    pub bind: String,
    /// Whether everyone who reaches `bind` may read, beyond this machine too.
    pub open: bool,
    /// Folders of bundles beside those shipped.
    pub data: Vec<PathBuf>,
    /// What each bundle may take while it loads.
    pub limits: Limits,
    /// What a part of an answer may take.
    pub caps: Caps,
    /// How long anything may last.
    pub time: Times,
    /// How much there may be at once.
    pub size: Sizes,
    /// Proxies whose `Forwarded` headers are believed.
    pub trusted: Vec<IpNet>,
    /// Bytes of memory beyond which nothing more is loaded or made.
    pub memory: u64,
    /// The line of each request on standard output.
    pub access_log: AccessLog,
    /// Where `/metrics` is: a name or an address, and a port.
    pub metrics_bind: Option<String>,
    /// What the server is to its readers' browsers.
    pub site: Site,
    /// Whether HTTP/2 without TLS is spoken too.
    pub h2c: bool,
}

/// How a request is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessLog {
    /// Not at all.
    Off,
    /// Words between spaces.
    Text,
    /// An object of JSON.
    Json,
}

/// How long anything may last.
#[derive(Clone, Debug)]
pub struct Times {
    /// Until a request has come in whole: from the connection, or from the answer before.
    pub head: Duration,
    /// Until a request's body has.
    pub body: Duration,
    /// Waiting for one's turn to have something made.
    pub turn: Duration,
    /// Making an answer.
    pub answer: Duration,
    /// A request, to the last byte that its reader takes.
    pub request: Duration,
    /// Without taking a byte of an answer.
    pub stall: Duration,
    /// Finishing requests when told to stop.
    pub drain: Duration,
}

/// How much there may be at once.
#[derive(Clone, Debug)]
pub struct Sizes {
    /// Connections.
    pub connections: usize,
    /// Connections of one client.
    pub client_connections: usize,
    /// Requests under way; `None`: as many as connections.
    pub requests: Option<usize>,
    /// Answers being made.
    pub work: usize,
    /// Requests waiting for their turn.
    pub waiting: usize,
    /// Requests a second of one client, of which ten seconds' worth may come at once; 0: any number.
    pub rate: u32,
    /// Bytes a second that the reader of an answer takes at least.
    pub least_rate: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        let seconds = Duration::from_secs;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Settings {
            bind: "127.0.0.1:3000".to_string(),
            open: false,
            data: Vec::new(),
            limits: Limits::default(),
            caps: Caps::default(),
            time: Times {
                head: seconds(20),
                body: seconds(10),
                turn: seconds(10),
                answer: seconds(60),
                request: seconds(1_800),
                stall: seconds(60),
                drain: seconds(10),
            },
            size: Sizes {
                connections: 4_096,
                client_connections: 256,
                requests: None,
                work: cores,
                waiting: 128 * cores,
                rate: 100,
                least_rate: 256,
            },
            trusted: Vec::new(),
            memory: ram::half(),
            access_log: AccessLog::Off,
            metrics_bind: None,
            site: Site::default(),
            h2c: false,
        }
    }
}

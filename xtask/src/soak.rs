//! `cargo xtask bench soak`: two hundred readers for some minutes against the release server, as `tests/browser/soak.mjs` has them. Fails on an
//! error of the server's and on memory that keeps growing.

use crate::browser::{Scripts, Server};
use crate::{Result, serve};

/// The memory that the server may take, in MiB.
const MEMORY: u32 = 1_024;

/// Builds the release server and lets it be read.
pub(crate) fn run(minutes: u32) -> Result<()> {
    let binary = serve::release()?;
    let scripts = Scripts::prepare()?;
    // Every reader is a client of its own, behind a proxy.
    let server = Server::start_with(&binary, None, &["--trusted-proxy", "127.0.0.1", "--memory", &format!("{MEMORY}MiB")])?;
    let settings = [("SERVER_PID", server.id()), ("MEMORY", MEMORY), ("MINUTES", minutes)];
    scripts.run_with("soak", &server, &settings.map(|(name, value)| (name, value.to_string())))
}

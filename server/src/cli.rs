//! The command line: `serve`, `check`, `export`. Exit codes: 0 done, 1 the answer is no (faults, a query not understood), 2 cannot try.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use data::Amount;
use data::Lang;
use data::engine::Engine;
use data::engine::files::Folder;
use data::engine::limits::Limits;
use data::sheet::Body;
use data::statement::Status;
use data::text::counted;
use tracing_subscriber::EnvFilter;

use crate::config::{self, Given};
use crate::error::Error;
use crate::{bundles, csv, serve, table};

#[derive(Parser)]
#[command(name = "clusterboard", version, about = "Industrial-cluster statistics dashboard")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the shipped bundles, and others beside them. Every setting is also the variable CLUSTERBOARD_NAME and a key of the file of --config
    Serve {
        #[command(flatten)]
        given: Given,
    },
    /// Check a bundle: prints every fault, or every warning and every published figure against its rows; exit code 1 when there is a fault or a figure differs
    Check {
        /// The bundle's folder
        dir: PathBuf,
        #[command(flatten)]
        limits: LimitArgs,
    },
    /// Write a table as CSV to standard output: 'BUNDLE/TABLE.csv?QUERY'
    Export {
        /// The address as in a browser, without the host
        address: String,
        /// A bundle's folder, or a folder of bundles
        #[arg(long, value_name = "DIR")]
        data: Vec<PathBuf>,
        #[command(flatten)]
        limits: LimitArgs,
    },
}

#[derive(Args)]
struct LimitArgs {
    /// Let each bundle take more while it loads, or less: 'rows=50000000'. README.md has the names and what they are without it
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = config::limit)]
    limits: Vec<(String, u64)>,
}

impl LimitArgs {
    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for limit in &self.limits {
            config::apply(&mut limits, limit);
        }
        limits
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Serve { given } => run_serve(&given),
        Command::Check { dir, limits } => run_check(dir, &limits.limits()),
        Command::Export { address, data, limits } => run_export(&address, &data, &limits.limits()),
    }
}

fn run_serve(given: &Given) -> ExitCode {
    let settings = match config::resolve(given, |name| std::env::var(name).ok()) {
        Ok(settings) => settings,
        Err(mistakes) => return cannot(&mistakes.join("\nclusterboard: ")),
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let bundles = match bundles::find(&settings.data) {
        Ok(bundles) => bundles,
        Err(error) => return cannot(&format!("--data {:?}: {error}", settings.data)),
    };
    let bind = settings.bind.clone();
    match serve::serve(bundles, settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cannot(&format!("{bind}: {error}")),
    }
}

fn run_check(dir: PathBuf, limits: &Limits) -> ExitCode {
    if !dir.is_dir() {
        return cannot(&format!("{}: no such folder", dir.display()));
    }
    let id = bundles::id_of(&dir);
    let engine = Engine::awaiting([id.clone()]);
    if let Err(report) = engine.load(0, &Folder(dir), limits) {
        print!("{report}");
        return ExitCode::from(1);
    }
    for store in engine.bundles() {
        for table in &store.schema.tables {
            println!("{}: {}", table.id, counted(store.rows(&table.id) as usize, ["row", "rows"]));
        }
    }
    for store in engine.bundles().filter(|store| !store.warnings.is_empty()) {
        print!("{}", store.warnings.print(Lang::En));
    }
    println!("no faults");
    print_checks(&engine, &id)
}

/// Every published figure against its rows, a line each; exit code 1 when one differs.
fn print_checks(engine: &Engine, id: &str) -> ExitCode {
    let sheet = engine.ask(&format!("/{id}/reconcile")).and_then(|question| question.sheet());
    let Some(Body::Reconcile(reconciliation)) = sheet.map(|sheet| sheet.body) else { return ExitCode::SUCCESS };
    for row in &reconciliation.rows {
        let it = &row.statement;
        let counted = row.counted.as_ref().filter(|it| it.value.is_some()).map_or("-".to_string(), Amount::written);
        let qualifier = it.qualifier.id();
        println!("{}: published {} ({qualifier}), counted {counted}: {} {}", it.id, it.written, row.status.id(), row.why.en);
    }
    for (status, count) in &reconciliation.summary {
        println!("{}: {count}", status.id());
    }
    let differs = reconciliation.rows.iter().any(|row| row.status == Status::Differs || row.part.as_ref().is_some_and(|part| !part.holds));
    if differs { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn run_export(address: &str, folders: &[PathBuf], limits: &Limits) -> ExitCode {
    let engine = match bundles::open(folders, limits) {
        Ok(engine) => engine,
        Err(error) => return cannot(&format!("--data {folders:?}: {error}")),
    };
    let (path, search) = address.trim_start_matches('/').split_once('?').unwrap_or((address.trim_start_matches('/'), ""));
    let Some((bundle, table)) = path.split_once('/').and_then(|(bundle, file)| Some((bundle, file.strip_suffix(".csv")?))) else {
        return cannot(&format!("“{address}”: expected BUNDLE/TABLE.csv?QUERY"));
    };
    let question = match table::ask(&engine, &format!("/{bundle}?{search}"), table) {
        Ok(question) => question,
        Err(error) => return refuse(error),
    };
    let Some(rows) = question.rows() else { return cannot("the table has no rows to write") };
    let mut out = std::io::stdout().lock();
    let chunks = (0..rows.len()).step_by(csv::CHUNK).map(|start| csv::chunk(&rows, start));
    for bytes in std::iter::once(csv::head(&rows, &question.plan.query)).chain(chunks) {
        if let Err(error) = out.write_all(&bytes) {
            return cannot(&format!("standard output: {error}"));
        }
    }
    ExitCode::SUCCESS
}

fn refuse(error: Error) -> ExitCode {
    let texts = match error {
        Error::NotFound(text) | Error::Bad(text) | Error::Refused(text) | Error::TooLong(text) | Error::Away(_, text) => vec![text],
        Error::NotUnderstood(notices) => notices.into_iter().map(|notice| notice.text).collect(),
        Error::Internal(cause) => return cannot(&cause),
    };
    for text in texts {
        eprintln!("{}\n{}", text.zh, text.en);
    }
    ExitCode::from(1)
}

fn cannot(what: &str) -> ExitCode {
    eprintln!("clusterboard: {what}");
    ExitCode::from(2)
}

//! The command line: `serve`, `config check`, `check`, `export`, `generate`. Exit codes: 0 done, 1 the answer is no (faults, mistakes, a query not understood), 2 cannot
//! try, memory that the system does not give included.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{Args, Parser, Subcommand};
use data::Amount;
use data::Lang;
use data::engine::Engine;
use data::engine::files::Folder;
use data::engine::limits::Limits;
use data::sheet::Body;
use data::statement::Status;
use data::text::counted;
use signal_hook::consts::SIGABRT;
use signal_hook::flag::register_conditional_shutdown;

use crate::config::{self, Given};
use crate::error::Error;
use crate::generate::{self, Failed};
use crate::{bundles, csv, line, log, serve, table};

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
    /// The settings that `serve` would have
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
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
    /// Make a bundle of illustrative rows, as many as wanted: the same seed gives the same bytes
    Generate {
        #[command(subcommand)]
        what: GenerateCommand,
    },
}

#[derive(Subcommand)]
enum GenerateCommand {
    /// Enterprises of prefectures and industries, skewed as real ones are
    Enterprises {
        /// How many
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(generate::MOST_ROWS)))]
        rows: u32,
        /// Another seed gives other rows
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The folder to write into: one that is empty, or not there yet
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Read the settings, print those that were given and where, or every mistake; exit code 1 when there is one
    Check {
        #[command(flatten)]
        given: Given,
    },
}

#[derive(Args)]
struct LimitArgs {
    /// Let each bundle take more while it loads, or less: 'rows=50000000'. README.md has the names and what they are without it
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = limit)]
    limits: Vec<(String, u64)>,
}

fn limit(text: &str) -> Result<(String, u64), String> {
    config::limit(text).map_err(|expected| format!("expected {expected}"))
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
    // What the system gives no memory for ends by SIGABRT.
    if let Err(error) = register_conditional_shutdown(SIGABRT, CANNOT.into(), Arc::new(AtomicBool::new(true))) {
        return cannot(&format!("signals: {error}"));
    }
    let line: Vec<OsString> = std::env::args_os().collect();
    let takes_settings = line.get(1).is_some_and(|command| command == "serve" || command == "config");
    let parsed = if takes_settings {
        line::read_all(line, |line| Cli::try_parse_from(line))
    } else {
        Cli::try_parse_from(line).map(|cli| (cli, Vec::new()))
    };
    let (cli, mistakes) = parsed.unwrap_or_else(|error| error.exit());
    match cli.command {
        Command::Serve { given } => run_serve(&given.with(mistakes)),
        Command::Config { command: ConfigCommand::Check { given } } => run_config(&given.with(mistakes)),
        Command::Check { dir, limits } => run_check(dir, &limits.limits()),
        Command::Export { address, data, limits } => run_export(&address, &data, &limits.limits()),
        Command::Generate { what: GenerateCommand::Enterprises { rows, seed, out } } => run_generate(rows, seed, &out),
    }
}

/// Nothing could be tried.
const CANNOT: u8 = 2;

fn run_serve(given: &Given) -> ExitCode {
    let settings = match config::resolve(given, &config::environment()) {
        Ok(settings) => settings,
        Err(mistakes) => return cannot(&mistakes.join("\nclusterboard: ")),
    };
    let bundles = match bundles::find(&settings.data) {
        Ok(bundles) => bundles,
        Err(error) => return cannot(&format!("--data {:?}: {error}", settings.data)),
    };
    let _messages = log::start();
    let bind = settings.bind.clone();
    match serve::serve(bundles, settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cannot(&format!("{bind}: {error}")),
    }
}

fn run_config(given: &Given) -> ExitCode {
    let found = config::resolve(given, &config::environment())
        .and_then(|settings| bundles::find(&settings.data).map_err(|error| vec![format!("data = {:?}: {error}", settings.data)]));
    match found {
        Ok(_) => printed(|out| {
            for (name, values, place) in config::told(given, &config::environment()) {
                writeln!(out, "{name} = {}  ({place})", values.join(", "))?;
            }
            writeln!(out, "no mistakes; every other setting is as in `clusterboard serve --help`")
        }),
        Err(mistakes) => then(printed(|out| mistakes.iter().try_for_each(|mistake| writeln!(out, "{mistake}"))), ExitCode::from(1)),
    }
}

/// `code`, unless what came before could not be done.
fn then(said: ExitCode, code: ExitCode) -> ExitCode {
    if said == ExitCode::SUCCESS { code } else { said }
}

/// Writes to standard output; a reader that has gone is no panic.
fn printed(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cannot(&format!("standard output: {error}")),
    }
}

fn run_check(dir: PathBuf, limits: &Limits) -> ExitCode {
    if !dir.is_dir() {
        return cannot(&format!("{}: no such folder", dir.display()));
    }
    let id = bundles::id_of(&dir);
    let engine = Engine::awaiting([id.clone()]);
    if let Err(report) = engine.load(0, &Folder(dir), limits) {
        return then(printed(|out| write!(out, "{report}")), ExitCode::from(1));
    }
    let mut differs = false;
    let said = printed(|out| {
        for store in engine.bundles() {
            for table in &store.schema.tables {
                writeln!(out, "{}: {}", table.id, counted(store.rows(&table.id) as usize, ["row", "rows"]))?;
            }
        }
        for store in engine.bundles().filter(|store| !store.warnings.is_empty()) {
            write!(out, "{}", store.warnings.print(Lang::En))?;
        }
        writeln!(out, "no faults")?;
        differs = print_checks(&engine, &id, out)?;
        Ok(())
    });
    if differs { then(said, ExitCode::from(1)) } else { said }
}

/// Every published figure against its rows, a line each; whether one differs.
fn print_checks(engine: &Engine, id: &str, out: &mut dyn Write) -> std::io::Result<bool> {
    let sheet = engine.ask(&format!("/{id}/reconcile")).and_then(|question| question.sheet());
    let Some(Body::Reconcile(reconciliation)) = sheet.map(|sheet| sheet.body) else { return Ok(false) };
    for row in &reconciliation.rows {
        let it = &row.statement;
        let counted = row.counted.as_ref().filter(|it| it.value.is_some()).map_or("-".to_string(), Amount::written);
        let qualifier = it.qualifier.id();
        writeln!(out, "{}: published {} ({qualifier}), counted {counted}: {} {}", it.id, it.written, row.status.id(), row.why.en)?;
    }
    for (status, count) in &reconciliation.summary {
        writeln!(out, "{}: {count}", status.id())?;
    }
    Ok(reconciliation.rows.iter().any(|row| row.status == Status::Differs || row.part.as_ref().is_some_and(|part| !part.holds)))
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
    printed(|out| {
        out.write_all(&csv::head(&rows, &question.plan.query))?;
        (0..rows.len()).step_by(csv::CHUNK).try_for_each(|start| out.write_all(&csv::chunk(&rows, start)))
    })
}

fn run_generate(rows: u32, seed: u64, out: &Path) -> ExitCode {
    match generate::enterprises(rows, seed, out) {
        Ok(()) => printed(|to| writeln!(to, "{}: {}", out.display(), counted(rows as usize, ["row", "rows"]))),
        Err(Failed::NotEmpty) => cannot(&format!("{}: not empty: expected a folder that is, or one that is not there yet", out.display())),
        Err(Failed::Io(error)) => cannot(&format!("{}: {error}", out.display())),
    }
}

fn refuse(error: Error) -> ExitCode {
    let texts = match error {
        Error::NotFound(text) | Error::Bad(text) | Error::Refused(text) | Error::TooLong(text) | Error::Away(_, text) => vec![text],
        Error::NotUnderstood(notices) => notices.into_iter().map(|notice| notice.text).collect(),
        Error::Internal(cause) => return cannot(&cause),
    };
    for text in texts {
        say(&format!("{}\n{}", text.zh, text.en));
    }
    ExitCode::from(1)
}

fn cannot(what: &str) -> ExitCode {
    say(&format!("clusterboard: {what}"));
    ExitCode::from(CANNOT)
}

/// Writes to standard error, if anyone reads there.
fn say(what: &str) {
    writeln!(std::io::stderr(), "{what}").ok();
}

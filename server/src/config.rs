//! What can be set, one row each: the flag `--name` of `serve`, the environment variable `CLUSTERBOARD_NAME` and the key `name` of the file are
//! the same setting, and win in this order. Every mistake is told at once. Called by `cli`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bytesize::ByteSize;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use data::engine::limits::Limits;
use data::query::Base;

use crate::settings::{AccessLog, Settings};
use crate::site::origin;

/// One thing that can be set.
struct Setting {
    /// As in `--name` and in the file.
    name: &'static str,
    /// What its value is; empty: it is on or off.
    value: &'static str,
    /// What it does, and what holds without it.
    help: &'static str,
    /// Whether it may be given several times.
    many: bool,
    /// Reads a value, or says what was expected.
    set: fn(&mut Settings, &str) -> Result<(), String>,
}

const fn one(name: &'static str, value: &'static str, help: &'static str, set: fn(&mut Settings, &str) -> Result<(), String>) -> Setting {
    Setting { name, value, help, many: false, set }
}

const fn many(name: &'static str, value: &'static str, help: &'static str, set: fn(&mut Settings, &str) -> Result<(), String>) -> Setting {
    Setting { name, value, help, many: true, set }
}

/// Every setting, in the order of `--help`.
const SETTINGS: &[Setting] = &[
    one("bind", "HOST:PORT", "Address to listen on [127.0.0.1:3000]", |it, text| put(&mut it.bind, place(text))),
    one("access", "open", "Everyone who reaches the address may read: wanted beyond this machine", |it, text| {
        put(&mut it.open, if text == "open" { Ok(true) } else { Err("open") })
    }),
    one("public-url", "URL", "The address that readers use, where a proxy stands before this one: https://board.example", |it, text| {
        it.site.public_url = Some(origin(text).ok_or("an address without a path, such as https://board.example; the path is base-path")?);
        Ok(())
    }),
    one("base-path", "PATH", "The path under which readers have the site, where it shares a host: /stats", |it, text| {
        it.site.base = Base::read(text).ok_or("a path of letters, digits and - . _ ~, such as /stats")?;
        Ok(())
    }),
    one("https", "", "Readers come by https alone: HSTS, and cookies for https only", |it, text| put(&mut it.site.https, truth(text))),
    many("embed-origins", "ORIGIN", "Who may frame a chart: https://paper.example, or none [anyone]", |it, text| {
        let origins = it.site.embed_origins.get_or_insert_default();
        if text != "none" {
            let origin = origin(text).ok_or("none, or an origin such as https://paper.example")?;
            origins.push(origin.as_str().trim_end_matches('/').to_string());
        }
        Ok(())
    }),
    many("data", "DIR", "A bundle's folder, or a folder of bundles, beside those shipped", |it, text| {
        it.data.push(PathBuf::from(text));
        Ok(())
    }),
    many("limit", "NAME=NUMBER", "Let each bundle take more while it loads, or less: rows=50000000", |it, text| {
        limit(text).map(|set| apply(&mut it.limits, &set))
    }),
    one("most-groups", "N", "Groups that a part of an answer may count, and lines of a chart's file [200000]", |it, text| {
        put(&mut it.caps.groups, count(text))
    }),
    one("connections", "N", "Connections at once, as far as the system lets the process have them [4096]", |it, text| {
        put(&mut it.size.connections, count(text))
    }),
    one("client-connections", "N", "Connections at once of one client, unless it is a trusted proxy [256]", |it, text| {
        put(&mut it.size.client_connections, count(text))
    }),
    one("requests", "N", "Requests under way at once, over all connections [as many as connections]", |it, text| {
        it.size.requests = Some(count(text)?);
        Ok(())
    }),
    one("work", "N", "Answers made at once [as many as there are cores]", |it, text| put(&mut it.size.work, threads(text))),
    one("waiting", "N", "Requests that wait for their turn; more are answered with 503 [128 a core]", |it, text| {
        put(&mut it.size.waiting, whole(text))
    }),
    one("rate", "N", "Requests a second of one client, ten seconds' worth at once; 0: any number [100]", |it, text| {
        put(&mut it.size.rate, whole(text))
    }),
    one("head-time", "TIME", "Until a request has come in: from the connection, or from the answer before [20s]", |it, text| {
        put(&mut it.time.head, time(text))
    }),
    one("body-time", "TIME", "Until a request's body has come in [10s]", |it, text| put(&mut it.time.body, time(text))),
    one("turn-time", "TIME", "Waiting for one's turn [10s]", |it, text| put(&mut it.time.turn, time(text))),
    one("answer-time", "TIME", "Making an answer [1m]", |it, text| put(&mut it.time.answer, time(text))),
    one("request-time", "TIME", "A request, to the last byte that its reader takes [30m]", |it, text| {
        put(&mut it.time.request, time(text))
    }),
    one("stall-time", "TIME", "A reader that takes nothing of an answer [1m]", |it, text| put(&mut it.time.stall, time(text))),
    one("least-rate", "N", "Bytes a second that a reader takes at least, in the long run; 0: none [256]", |it, text| {
        put(&mut it.size.least_rate, whole(text))
    }),
    one("drain", "TIME", "Finishing requests when told to stop; a second signal ends at once [10s]", |it, text| {
        put(&mut it.time.drain, time(text))
    }),
    many("trusted-proxy", "NETWORK", "A proxy whose X-Forwarded-For is believed: 10.0.0.0/8, 127.0.0.1", |it, text| {
        let address = || text.parse::<std::net::IpAddr>().ok().map(ipnet::IpNet::from);
        let network = text.parse().ok().or_else(address).ok_or("an address or a network such as 10.0.0.0/8")?;
        it.trusted.push(network);
        Ok(())
    }),
    one(
        "memory",
        "SIZE",
        "Memory beyond which nothing more is loaded or made [half of the machine's, or of the control group's]",
        |it, text| {
            it.memory = text.parse::<ByteSize>().map(|size| size.as_u64()).map_err(|_| "a size such as 8G")?;
            it.limits.memory_bytes = it.memory;
            Ok(())
        },
    ),
    one("access-log", "FORM", "A line for each request on standard output: off, text or json [off]", |it, text| {
        put(
            &mut it.access_log,
            match text {
                "off" => Ok(AccessLog::Off),
                "text" => Ok(AccessLog::Text),
                "json" => Ok(AccessLog::Json),
                _ => Err("off, text or json"),
            },
        )
    }),
    one("metrics-bind", "HOST:PORT", "Serve /metrics there, for Prometheus [nowhere]", |it, text| {
        it.metrics_bind = Some(place(text)?);
        Ok(())
    }),
    one("h2c", "", "Speak HTTP/2 without TLS too, to a proxy that wants it", |it, text| put(&mut it.h2c, truth(text))),
];

fn put<T, E: ToString>(place: &mut T, value: Result<T, E>) -> Result<(), String> {
    *place = value.map_err(|expected| expected.to_string())?;
    Ok(())
}

fn place(text: &str) -> Result<String, &'static str> {
    let port = text.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    port.map(|_| text.to_string()).ok_or("a name or an address, and a port, such as localhost:3000")
}

fn truth(text: &str) -> Result<bool, &'static str> {
    text.parse().map_err(|_| "true or false")
}

fn whole<T: std::str::FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "a whole number")
}

fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("a whole number of at least 1")
}

/// Each is a thread.
fn threads(text: &str) -> Result<usize, &'static str> {
    count(text).ok().filter(|count| *count <= 1_024).ok_or("a whole number from 1 to 1024")
}

fn time(text: &str) -> Result<Duration, &'static str> {
    humantime::parse_duration(text).ok().filter(|time| !time.is_zero()).ok_or("a time such as 10s or 5m")
}

/// Reads a limit of a bundle: one of the names, and a whole number.
pub fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let known = Limits::default().named().map(|(name, _)| name);
    if !known.contains(&name) {
        return Err(format!("one of {}", known.join(", ")));
    }
    let value = value.parse().map_err(|_| format!("a whole number, such as {name}=1000"))?;
    Ok((name.to_string(), value))
}

/// Sets a limit that was read.
pub fn apply(limits: &mut Limits, (name, value): &(String, u64)) {
    for (known, limit) in limits.named() {
        if known == name {
            *limit = *value;
        }
    }
}

/// What was given on the command line, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Given {
    flags: BTreeMap<&'static str, Vec<String>>,
    file: Option<PathBuf>,
    mistakes: Vec<String>,
}

impl Given {
    /// With what was wrong on the command line beside it.
    pub fn with(self, mistakes: Vec<String>) -> Given {
        Given { mistakes, ..self }
    }
}

/// That a name is none of those there are; which one may have been meant.
pub(crate) fn unknown(name: &str, known: &[&str]) -> String {
    let near = |known: &&&str| strsim::jaro(name, known);
    let nearest = known.iter().max_by(|a, b| near(a).total_cmp(&near(b))).filter(|known| near(known) > 0.7);
    let instead = nearest.map_or_else(|| format!("there are: {}", known.join(", ")), |nearest| format!("did you mean {nearest}?"));
    format!("there is no setting “{name}”; {instead}")
}

/// Variables that are no settings though they are named so: Kubernetes and Docker give a container the addresses of the services beside it.
const OF_OTHERS: [&str; 2] = ["CLUSTERBOARD_SERVICE_", "CLUSTERBOARD_PORT"];

/// The name of a setting's variable.
fn variable(name: &str) -> String {
    format!("{VARIABLES}{}", name.to_uppercase().replace('-', "_"))
}

/// What begins the name of a variable.
const VARIABLES: &str = "CLUSTERBOARD_";

/// The variables of this process that may be settings.
pub fn environment() -> Environment {
    let all = std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()));
    all.filter(|(name, _)| name.starts_with(VARIABLES)).collect()
}

/// Variables by their names.
pub type Environment = BTreeMap<String, String>;

impl clap::Args for Given {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config").long("config").value_name("FILE").help("A TOML file of these settings, each by its name");
        let args = SETTINGS.iter().map(|it| {
            // Given too often is told of with what else is wrong.
            let arg = Arg::new(it.name).long(it.name).help(it.help).action(ArgAction::Append);
            match it.value {
                "" => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
                value => arg.value_name(value),
            }
        });
        command.arg(file).args(args)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Given::augment_args(command)
    }
}

impl clap::FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Given, clap::Error> {
        let mut given = Given::default();
        given.update_from_arg_matches(matches)?;
        Ok(given)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<String>("config").map(PathBuf::from);
        for it in SETTINGS.iter().filter(|it| matches.value_source(it.name) == Some(ValueSource::CommandLine)) {
            self.flags.insert(it.name, matches.get_many(it.name).into_iter().flatten().cloned().collect());
        }
        Ok(())
    }
}

/// What was given: each setting that is not left as it is, its values, and where they stand.
type Told = (&'static str, Vec<String>, String);

/// What a process was told, whether it can be understood or not: of the command line, the environment and the file.
pub fn told(given: &Given, environment: &Environment) -> Vec<Told> {
    gathered(given, environment).0
}

/// What was told, and what is wrong with its names.
fn gathered(given: &Given, environment: &Environment) -> (Vec<Told>, Vec<String>) {
    let mut mistakes = given.mistakes.clone();
    let of_file = "config";
    let names: Vec<&str> = names().into_iter().chain([of_file]).collect();
    for name in environment.keys().filter(|name| !OF_OTHERS.iter().any(|others| name.starts_with(others))) {
        if !names.iter().any(|known| variable(known) == *name) {
            let written = name.trim_start_matches(VARIABLES).to_lowercase().replace('_', "-");
            mistakes.push(format!("{name}: {}", unknown(&written, &names)));
        }
    }
    let file = given.file.clone().or_else(|| environment.get(&variable(of_file)).map(PathBuf::from));
    let written = file.as_ref().map(|path| read(path, &mut mistakes)).unwrap_or_default();
    let told = SETTINGS.iter().filter_map(|it| {
        let variable = variable(it.name);
        let of_environment = || {
            let text = environment.get(&variable)?;
            let values = if it.many { text.split(',').map(|one| one.trim().to_string()).collect() } else { vec![text.clone()] };
            Some((it.name, values, variable.clone()))
        };
        let of_file = || Some((it.name, written.get(it.name)?.clone(), format!("{}: {}", file.as_ref()?.display(), it.name)));
        let of_flags = given.flags.get(it.name).map(|values| (it.name, values.clone(), format!("--{}", it.name)));
        of_flags.or_else(of_environment).or_else(of_file)
    });
    (told.collect(), mistakes)
}

/// The settings of a process: of the command line, the environment and the file; else each mistake.
pub fn resolve(given: &Given, environment: &Environment) -> Result<Settings, Vec<String>> {
    let (told, mut mistakes) = gathered(given, environment);
    let mut settings = Settings::default();
    for (name, values, place) in told {
        let Some(it) = SETTINGS.iter().find(|it| it.name == name) else { continue };
        if values.len() > 1 && !it.many {
            mistakes.push(format!("{place}: expected one value"));
            continue;
        }
        for value in values {
            if let Err(expected) = (it.set)(&mut settings, &value) {
                mistakes.push(format!("{place} = “{value}”: expected {expected}"));
            }
        }
    }
    if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
}

/// The settings of a file by their names, each a list of values as they would be written in a flag.
fn read(path: &std::path::Path, mistakes: &mut Vec<String>) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
    let table = text.and_then(|text| text.parse::<toml::Table>().map_err(|error| error.to_string()));
    let table = match table {
        Ok(table) => table,
        Err(error) => {
            mistakes.push(format!("{}: {}", path.display(), error.trim_end()));
            return BTreeMap::new();
        }
    };
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !SETTINGS.iter().any(|it| it.name == name) {
            mistakes.push(format!("{}: {}", path.display(), unknown(&name, &names())));
            continue;
        }
        let written = match value {
            toml::Value::Array(list) => list.iter().map(scalar).collect(),
            value => scalar(&value).map(|value| vec![value]),
        };
        match written {
            Some(written) => drop(values.insert(name, written)),
            None => mistakes.push(format!("{}: {name}: expected a text, a whole number, true or false, or a list of them", path.display())),
        }
    }
    values
}

fn scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The names of all settings.
pub fn names() -> Vec<&'static str> {
    SETTINGS.iter().map(|it| it.name).collect()
}

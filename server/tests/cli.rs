//! The program itself: exit codes of `check`, `--limit`, `--bind` with a name, and bundles that are served while others still load.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A folder of its own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A bundle of one table of firms and their cities, in `parent`.
fn bundle(parent: &Path, id: &str, rows: &str) -> PathBuf {
    let folder = parent.join(id);
    fs::create_dir_all(&folder).expect("a folder");
    let package = r#"{ "name": "cli", "title": "示例", "resources": [{ "name": "firms", "path": "firms.csv", "title": "企业",
        "schema": { "fields": [{ "name": "id" }, { "name": "city" }], "primaryKey": "id" } }] }"#;
    fs::write(folder.join("datapackage.json"), package).expect("a file");
    fs::write(folder.join("dashboard.toml"), "[[tab]]\ntable = \"firms\"\n").expect("a file");
    fs::write(folder.join("firms.csv"), format!("id,city\n{rows}")).expect("a file");
    folder
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clusterboard"));
    command.args(arguments).env("NO_COLOR", "1").env("RUST_LOG", "info");
    command
}

/// `check` on a bundle: the exit code, and what it prints.
fn check(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = program(&["check", &folder.to_string_lossy()]).args(more).output().expect("the program runs");
    (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

#[test]
fn check_is_0_with_warnings_1_with_faults_and_2_where_it_cannot_try() {
    let parent = folder("check");
    for (id, rows, code, says) in [
        ("sound", "f1,甲市\nf2,乙市\n", 0, "no faults"),
        ("odd", "f1,甲市\nf2,甲市 \n", 0, "warning: firms.csv:3 city"),
        ("faulty", "f1,甲市\nf1,乙市\n", 1, "firms.csv:3 id \"f1\""),
    ] {
        let (found, said) = check(&bundle(&parent, id, rows), &[]);
        assert_eq!(found, Some(code), "{id}: {said}");
        assert!(said.contains(says), "{id}: {said}");
    }
    assert_eq!(check(&parent.join("gone"), &[]).0, Some(2));
}

#[test]
fn a_limit_of_the_command_line_is_kept_and_another_name_is_refused() {
    let bundle = bundle(&folder("limits"), "two", "f1,甲市\nf2,乙市\n");
    for (limit, code, says) in [
        ("rows=2", 0, "no faults"),
        ("rows=1", 1, "Beyond the limit rows: at most 1"),
        ("file_bytes=10", 1, "Beyond the limit file_bytes: at most 10"),
        ("seconds=x", 2, "expected a whole number, such as seconds=1000"),
        ("moons=1", 2, "expected one of file_bytes"),
    ] {
        let (found, said) = check(&bundle, &["--limit", limit]);
        assert_eq!(found, Some(code), "{limit}: {said}");
        assert!(said.contains(says), "{limit}: {said}");
    }
}

#[test]
fn every_mistake_of_flags_environment_and_file_is_told_at_once() {
    let file = folder("mistakes").join("board.toml");
    fs::write(&file, "wrok = 2\nrate = -1\n").expect("a file");
    let file = file.to_string_lossy().into_owned();
    let line = [
        "--memroy",
        "8G",
        "--moon=1",
        "stray",
        "--drain",
        "ten",
        "--bind",
        "a:1",
        "--bind",
        "b:2",
        "--https=maybe",
        "-x",
        "--stall-time",
        "--config",
        &file,
        "--connections",
    ];
    let expected = [
        "--memroy: there is no setting “memroy”; did you mean memory?",
        "--moon: there is no setting “moon”; there are: bind, access, ",
        "“stray”: expected a flag",
        "“-x”: expected a flag",
        "--stall-time: expected a value",
        "--connections: expected a value",
        "--drain = “ten”: expected a time such as 10s or 5m",
        "--bind: expected one value",
        "--https = “maybe”: expected true or false",
        "CLUSTERBOARD_LEAST_RAT: there is no setting “least-rat”; did you mean least-rate?",
        "CLUSTERBOARD_WAITING = “many”: expected a whole number",
        &format!("{file}: there is no setting “wrok”; did you mean work?"),
        &format!("{file}: rate = “-1”: expected a whole number"),
    ];
    for (command, code) in [(vec!["serve"], 2), (vec!["config", "check"], 1)] {
        let mut command = program(&command);
        command.args(line).env("CLUSTERBOARD_LEAST_RAT", "1").env("CLUSTERBOARD_WAITING", "many");
        let Output { status, stdout, stderr } = command.output().expect("the program runs");
        let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
        assert_eq!(status.code(), Some(code), "{said}");
        for mistake in expected {
            assert_eq!(said.matches(mistake).count(), 1, "{mistake} in {said}");
        }
        assert_eq!(said.lines().count(), expected.len(), "{said}");
    }
}

#[test]
fn the_settings_that_are_shipped_are_understood() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/clusterboard.toml");
    let Output { status, stdout, .. } = program(&["config", "check", "--config", shipped]).output().expect("the program runs");
    let said = String::from_utf8_lossy(&stdout);
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(said.contains("public-url = https://board.example") && said.contains("no mistakes"), "{said}");
}

#[test]
fn help_and_a_command_that_there_is_not_are_told_as_ever() {
    for (line, code, says) in [
        (vec!["serve", "--help"], 0, "--base-path"),
        (vec!["config", "check", "--help"], 0, "--base-path"),
        (vec!["config", "chekc"], 2, "a similar subcommand exists: 'check'"),
        (vec!["config"], 2, "Usage"),
        (vec!["--version"], 0, "clusterboard "),
    ] {
        let Output { status, stdout, stderr } = program(&line).output().expect("the program runs");
        let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
        assert_eq!(status.code(), Some(code), "{line:?}: {said}");
        assert!(said.contains(says), "{line:?}: {said}");
    }
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Listens on some port of `localhost`.
    fn start(data: &Path) -> Server {
        let mut command = program(&["serve", "--bind", "localhost:0", "--data", &data.to_string_lossy()]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| Some(line.split_once("listening on http://")?.1.to_string()));
        // Its log is read on, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address: address.expect("it listens") }
    }

    /// The whole answer to a request, head and body.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn a_bundle_is_served_while_the_next_one_loads() {
    let data = folder("serve");
    bundle(&data, "first", "f1,甲市\n");
    // Seconds of loading, and milliseconds between the two requests below.
    let rows: String = (0..1_000_000).map(|at| format!("f{at},甲市\n")).collect();
    bundle(&data, "second", &rows);
    let server = Server::start(&data);
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    let mut first = server.get("/first/firms.csv");
    while first.starts_with("HTTP/1.1 503") {
        assert!(first.to_lowercase().contains("retry-after: "), "{first}");
        std::thread::yield_now();
        first = server.get("/first/firms.csv");
    }
    let second = server.get("/second/firms.csv");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("f1,甲市"), "{first}");
    assert!(second.starts_with("HTTP/1.1 503") && second.to_lowercase().contains("retry-after: "), "{second}");
}

#[test]
fn generated_enterprises_are_a_sound_bundle_and_the_same_for_a_seed() {
    let parent = folder("generate");
    let generate = |name: &str, seed: &str| {
        let out = parent.join(name);
        let arguments = ["generate", "enterprises", "--rows", "2000", "--seed", seed, "--out", &out.to_string_lossy()];
        let Output { status, stdout, stderr } = program(&arguments).output().expect("the program runs");
        (out, status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
    };
    let (first, code, said) = generate("first", "7");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("2,000 rows"), "{said}");
    let (code, said) = check(&first, &[]);
    assert!(code == Some(0) && said.contains("no faults") && !said.contains("warning"), "{said}");
    let rows = |folder: &Path| fs::read_to_string(folder.join("enterprises.csv")).expect("the rows");
    let (again, other) = (generate("again", "7").0, generate("other", "8").0);
    assert!(rows(&first) == rows(&again) && rows(&first) != rows(&other));
    // By Zipf's law with the exponent 1.1 the first of nine cities has 38 of a hundred firms.
    let of = |city: &str| rows(&first).lines().filter(|line| line.split(',').nth(2) == Some(city)).count();
    assert!((690..850).contains(&of("长春市")) && of("长春市") > of("吉林市") && of("辽源市") > 20, "{} {}", of("长春市"), of("辽源市"));
    let (_, code, said) = generate("first", "7");
    assert!(code == Some(2) && said.contains("not empty"), "{said}");
}

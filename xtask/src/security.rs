//! That what SECURITY.md says of the program holds in its source, and that the tests which it names are there. Only tests.

use std::fs;

use crate::dependencies::sources;
use crate::shell::workspace;

/// What would write a file, open a connection or run a program.
const DOING: [&str; 11] = [
    "fs::write",
    "fs::create_dir",
    "fs::remove",
    "fs::rename",
    "fs::copy",
    "File::create",
    ".write(true)",
    ".append(true)",
    "process::Command",
    "TcpStream::connect",
    "UdpSocket",
];

/// Writes a bundle into an empty folder, at the command line's word alone.
const GENERATE: &str = "server/src/generate.rs";

#[test]
fn the_program_writes_no_file_opens_no_connection_and_runs_no_program() {
    let read = |path: &str| fs::read_to_string(workspace().join(path)).expect("a source");
    for member in ["app", "data", "server"] {
        let mut text = String::new();
        sources(&workspace().join(member).join("src"), &mut text);
        let text = text.replace(&read(GENERATE), "");
        let calls = |text: &str| text.matches("generate::").count();
        assert!(member != "server" || calls(&text) == calls(&read("server/src/cli.rs")), "others than the command line generate");
        for doing in DOING {
            assert!(!text.contains(doing), "{member} has {doing}");
        }
    }
}

#[test]
fn the_tests_that_security_md_names_are_there() {
    let text = fs::read_to_string(workspace().join("SECURITY.md")).expect("SECURITY.md");
    let named: Vec<&str> = text.split('`').filter(|word| word.starts_with("tests/")).collect();
    assert!(named.len() >= 6, "{named:?}");
    for path in named {
        assert!(workspace().join(path).exists(), "there is no {path}");
    }
}

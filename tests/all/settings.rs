//! What the server can be told, and by whom: flags before the environment before the file, and every mistake at once.

use std::time::Duration;

use clap::{Args, Command, FromArgMatches};
use server::config::{Given, names, resolve};
use server::settings::Settings;

/// The settings of flags, variables and a file.
fn told(flags: &[&str], variables: &[(&str, &str)], file: Option<&str>) -> Result<Settings, Vec<String>> {
    let path = std::env::temp_dir().join(format!("clusterboard-{}-{:?}.toml", std::process::id(), std::thread::current().id()));
    let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let mut line = vec!["serve".to_string()];
    if let Some(file) = file {
        std::fs::write(&path, file).expect("a writable folder");
        line.push(format!("--config={}", path.display()));
    }
    line.extend(flags.iter().map(|flag| flag.to_string()));
    let matches = Given::augment_args(Command::new("serve")).try_get_matches_from(line).expect("flags that there are");
    let given = Given::from_arg_matches(&matches).expect("flags");
    let settings = resolve(&given, &variables);
    let place = path.display().to_string();
    settings.map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.replace(&place, "FILE")).collect())
}

#[test]
fn flags_win_over_the_environment_over_the_file() {
    let file = "drain = \"1s\"\nconnections = 7\nwork = 3\ndata = [\"a\", \"b\"]\nh2c = true\n";
    let variables = [("CLUSTERBOARD_DRAIN", "2s"), ("CLUSTERBOARD_CONNECTIONS", "8"), ("CLUSTERBOARD_TRUSTED_PROXY", "10.0.0.0/8, ::1")];
    let settings = told(&["--drain", "3s"], &variables, Some(file)).expect("sound settings");
    assert_eq!((settings.time.drain, settings.size.connections, settings.size.work), (Duration::from_secs(3), 8, 3));
    assert_eq!((settings.data.len(), settings.trusted.len(), settings.h2c), (2, 2, true));
    assert_eq!(settings.bind, "127.0.0.1:3000");
}

#[test]
fn every_mistake_is_told_at_once() {
    let file = "moon = 1\nwork = 0\nbind = [\"a:1\", \"b:2\"]\nrate = 1.5\n";
    let variables = [("CLUSTERBOARD_WAITING", "many"), ("CLUSTERBOARD_TRUSTED_PROXY", "10.0.0.0/8,moon")];
    let flags = ["--drain", "ten", "--limit", "moons=1", "--limit", "rows=x", "--public-url", "https://a.example/b", "--base-path", "b"];
    let mistakes = told(&flags, &variables, Some(file)).expect_err("mistakes");
    for told in [
        "FILE: there is no setting “moon”; there are: bind, access,",
        "FILE: rate: expected a text, a whole number, true or false, or a list of them",
        "FILE: bind: expected one value",
        "FILE: work = “0”: expected a whole number from 1 to 1024",
        "--drain = “ten”: expected a time such as 10s or 5m",
        "--limit = “moons=1”: expected one of file_bytes,",
        "--limit = “rows=x”: expected a whole number, such as rows=1000",
        "--public-url = “https://a.example/b”: expected an address without a path, such as https://board.example; the path is base-path",
        "--base-path = “b”: expected a path of letters, digits and - . _ ~, such as /stats",
        "CLUSTERBOARD_WAITING = “many”: expected a whole number",
        "CLUSTERBOARD_TRUSTED_PROXY = “moon”: expected an address or a network such as 10.0.0.0/8",
    ] {
        assert!(mistakes.iter().any(|mistake| mistake.starts_with(told)), "{told} is not among {mistakes:#?}");
    }
    assert_eq!(mistakes.len(), 11, "{mistakes:#?}");
}

#[test]
fn a_variable_that_is_no_setting_is_a_mistake_but_not_one_of_the_container() {
    let of_container = [
        ("CLUSTERBOARD_PORT", "tcp://10.0.0.1:3000"),
        ("CLUSTERBOARD_PORT_3000_TCP_ADDR", "10.0.0.1"),
        ("CLUSTERBOARD_SERVICE_HOST", "10.0.0.1"),
    ];
    told(&[], &of_container, None).expect("sound settings");
    let mistakes = told(&[], &[("CLUSTERBOARD_DRIAN", "5s"), ("CLUSTERBOARD_MOON", "1"), ("CLUSTERBOARD_DRAIN", "5s")], None);
    let mistakes = mistakes.expect_err("two mistakes");
    assert_eq!(mistakes[0], "CLUSTERBOARD_DRIAN: there is no setting “drian”; did you mean drain?");
    assert!(mistakes[1].starts_with("CLUSTERBOARD_MOON: there is no setting “moon”; there are: bind, access, "), "{mistakes:?}");
    assert_eq!(mistakes.len(), 2, "{mistakes:?}");
}

#[test]
fn a_file_that_is_not_there_is_a_mistake() {
    let mistakes = told(&["--config=/nowhere/board.toml"], &[], None).expect_err("no file");
    assert!(mistakes.len() == 1 && mistakes[0].starts_with("/nowhere/board.toml: "), "{mistakes:?}");
}

#[test]
fn the_readme_names_every_setting() {
    let readme = include_str!("../../README.md");
    for name in names() {
        assert!(readme.contains(&format!("`{name}`")), "README.md lacks the setting {name}");
    }
}

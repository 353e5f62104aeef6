//! `cargo xtask bench fuzz`: every fuzz target for some seconds, and a table of what it did. The targets are built for libFuzzer on the stable
//! toolchain, with edges counted in this workspace's crates alone (`tests/fuzz/rustc`), so that polars is not built once more.

use std::fs;
use std::process::Command;

use crate::{Result, shell};

/// The targets of `tests/fuzz`, each with the longest input that is worth trying.
const TARGETS: [(&str, usize); 5] = [("query", 400), ("csv", 300), ("documents", 9_000), ("geojson", 2_000), ("headers", 1_500)];

/// Runs each target for so many seconds. Inputs that are new go into `target/fuzz`, those that fail too, and end the run.
pub(crate) fn run(seconds: u32) -> Result<()> {
    let folder = shell::workspace().join("tests/fuzz");
    let mut build = shell::cargo();
    // With `data` beside it polars has the features that the tests build it with.
    build.args(["build", "-p", "data", "-p", "fuzz", "--bins"]).env("RUSTC_WORKSPACE_WRAPPER", folder.join("rustc"));
    shell::run(&mut build)?;
    let target = shell::target()?;
    let mut table = vec![["target", "executions", "a second", "corpus", "edges"].map(String::from)];
    for (name, longest) in TARGETS {
        let (found, failed) = (target.join("fuzz").join(name), target.join("fuzz").join(format!("{name}-failed-")));
        fs::create_dir_all(&found).map_err(|error| format!("cannot make {}: {error}", found.display()))?;
        let mut run = Command::new(target.join("debug").join(name));
        run.args([&found, &folder.join("corpus").join(name)]);
        run.args([format!("-max_total_time={seconds}"), format!("-max_len={longest}"), format!("-artifact_prefix={}", failed.display())]);
        let said = run.args(["-timeout=20", "-print_final_stats=1"]).output().map_err(|error| format!("cannot start {name}: {error}"))?;
        let said = String::from_utf8_lossy(&said.stderr).into_owned() + if said.status.success() { "" } else { "\nfailed" };
        if said.ends_with("\nfailed") {
            return Err(format!("{said}\nthe fuzz target {name} failed; its input is beside {}", found.display()));
        }
        table.push(row(name, &said));
    }
    for row in table {
        println!("{:<10} {:>12} {:>10} {:>8} {:>8}", row[0], row[1], row[2], row[3], row[4]);
    }
    Ok(())
}

/// A row of the table, from what libFuzzer says.
fn row(name: &str, said: &str) -> [String; 5] {
    let last = |mark: &str| {
        let found = said.rsplit_once(mark).map(|(_, rest)| rest.trim_start());
        found.and_then(|rest| rest.split(|char: char| !char.is_ascii_digit()).next()).unwrap_or("-").to_string()
    };
    let executions = last("stat::number_of_executed_units:");
    [name.to_string(), executions, last("stat::average_exec_per_sec:"), last(" corp: "), last(" cov: ")]
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_row_has_the_last_figures() {
        let said = "#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 40Mb\n#9\tNEW    cov: 25 ft: 30 corp: 2/5b lim: 4 exec/s: 0 rss: 41Mb\n\
                    Done 1000 runs in 2 second(s)\nstat::number_of_executed_units: 1000\nstat::average_exec_per_sec:     500\n";
        assert_eq!(row("csv", said), ["csv", "1000", "500", "2", "25"]);
    }
}

//! The binary `clusterboard`: see `server::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}

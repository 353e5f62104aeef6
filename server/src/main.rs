//! The binary `clusterboard`: see `server::cli`.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// jemalloc, since it gives back: after 200 slow readers of a CSV of a million rows (112 MB above rest) 3 MB were left two seconds later; glibc's
/// allocator took 128 MB and kept them. `.cargo/config.toml` has its settings.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    server::cli::run()
}

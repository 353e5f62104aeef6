//! `cargo xtask bench --rows N`: what the engine takes for N generated rows, beside what polars alone takes: `tests/benches/rows.rs`.

use crate::{Result, shell};

/// Builds it in release, and runs it.
pub(crate) fn run(rows: u32) -> Result<()> {
    let rows = rows.to_string();
    shell::run(shell::cargo().args([
        "bench",
        "-p",
        "data",
        "-p",
        "tests",
        "--features",
        "data/engine",
        "--bench",
        "rows",
        "--",
        "--rows",
        &rows,
    ]))
}

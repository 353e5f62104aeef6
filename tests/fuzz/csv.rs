//! A table, for libFuzzer: `tests/targets/csv.rs` says what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::targets::csv::run(bytes));

//! An address, for libFuzzer: `tests/targets/query.rs` says what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::targets::query::run(bytes));

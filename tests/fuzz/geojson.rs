//! Boundaries, for libFuzzer: `tests/targets/geojson.rs` says what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::targets::geojson::run(bytes));

//! The two documents of a bundle, for libFuzzer: `tests/targets/documents.rs` says what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::targets::documents::run(bytes));

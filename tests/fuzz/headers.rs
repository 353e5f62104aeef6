//! What a client sends, for libFuzzer: `tests/targets/headers.rs` says what must hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::targets::headers::run(bytes));

//! The corpus of the fuzz targets, on the stable toolchain: what `tests/targets` promises holds for every input that was ever worth keeping, and for
//! changes to it, the same ones at each run.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tests::targets::TARGETS;

/// The inputs of a target by name: files of `tests/fuzz/corpus/{target}`.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut inputs: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let path = file.expect("a file").path();
            (path.display().to_string(), fs::read(&path).expect("bytes"))
        })
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 4, "{target} has a corpus");
    inputs
}

/// Runs a target with its corpus, then with so many changes to it. What panics is printed before.
fn replay(target: &str, changes: usize) {
    let (_, run) = TARGETS.into_iter().find(|(name, _)| *name == target).expect("a target");
    let inputs = corpus(target);
    for (name, bytes) in &inputs {
        println!("{name}");
        run(bytes);
    }
    let mut runner = TestRunner::deterministic();
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..8usize, prop::collection::vec(any::<u8>(), 0..4));
    for _ in 0..changes {
        let (which, at, cut, put) = change.new_tree(&mut runner).expect("a change").current();
        let mut bytes = which.get(&inputs).1.clone();
        let start = at.index(bytes.len() + 1);
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, put);
        println!("{:?}", String::from_utf8_lossy(&bytes));
        run(&bytes);
    }
}

#[test]
fn addresses_mean_what_they_meant() {
    replay("query", 1_000);
}

#[test]
fn tables_keep_every_row_or_say_why_not() {
    replay("csv", 1_000);
}

#[test]
fn documents_are_understood_or_told() {
    replay("documents", 40);
}

#[test]
fn boundaries_are_drawn_or_told() {
    replay("geojson", 200);
}

#[test]
fn requests_are_answered_in_our_own_words() {
    replay("headers", 60);
}

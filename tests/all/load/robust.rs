//! Whatever bytes a bundle has, it is loaded or its faults are told: no panic.

use proptest::prelude::*;

use super::{Memory, assert_words, base, load};

/// One change to the bytes of one file.
fn change(files: &mut Memory, file: usize, at: usize, cut: usize, put: &[u8]) {
    let names: Vec<String> = files.0.keys().cloned().collect();
    if let Some(bytes) = files.0.get_mut(&names[file % names.len()]) {
        let start = at % (bytes.len() + 1);
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
    }
}

fn answers(files: &Memory) {
    match load("base", files) {
        Ok(bundle) => assert_eq!(bundle.tables.len(), bundle.schema.tables.len()),
        Err(report) => {
            assert!(report.count() > 0 && report.to_string().lines().count() > 1);
            report.faults.iter().for_each(assert_words);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes(changes in prop::collection::vec((any::<usize>(), any::<usize>(), 0..12usize, prop::collection::vec(any::<u8>(), 0..4)), 1..4)) {
        let mut files = base();
        for (file, at, cut, put) in changes {
            change(&mut files, file, at, cut, &put);
        }
        answers(&files);
    }

    #[test]
    fn changed_marks(changes in prop::collection::vec((any::<usize>(), any::<usize>(), 0..3usize, "[\",\n\r{}\\[\\]:= x1-]{0,3}"), 1..4)) {
        let mut files = base();
        for (file, at, cut, put) in changes {
            change(&mut files, file, at, cut, put.as_bytes());
        }
        answers(&files);
    }

    #[test]
    fn any_bytes(file in any::<usize>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut files = base();
        change(&mut files, file, 0, usize::MAX / 2, &bytes);
        answers(&files);
    }
}

#[test]
fn deep_and_odd_descriptors() {
    let deep = "[".repeat(100_000);
    for (file, text) in [
        ("datapackage.json", deep.clone()),
        ("datapackage.json", "null".into()),
        ("datapackage.json", "[]".into()),
        ("datapackage.json", r#"{"resources": [{"name": "a", "schema": {"fields": []}}]}"#.into()),
        ("datapackage.json", r#"{"resources": []}"#.into()),
        ("dashboard.toml", format!("a = {deep}")),
        ("dashboard.toml", "dimension = 1".into()),
        ("dashboard.toml", "[dimension]\nid = 1".into()),
        ("dashboard.toml", "statements = ['a']".into()),
        ("cities.csv", format!("name,corridor\n{}", ",".repeat(100_000))),
        ("cities.csv", "\"".repeat(99_999)),
        ("cities.csv", "\0".repeat(1000)),
    ] {
        let files = base().file(file, text.clone());
        assert!(load("base", &files).is_err(), "{file}: {:.80}", text);
        answers(&files);
    }
}

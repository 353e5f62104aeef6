//! That `xtask/dependencies.md` gives a reason for each direct dependency, and that each crate uses what its manifest names. Only tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::shell::workspace;

const MEMBERS: [&str; 6] = ["app", "data", "server", "tests", "tests/fuzz", "xtask"];

/// Named for its features: Leptos hands it on.
const FOR_FEATURES: &str = "web-sys";

fn manifest(path: &str) -> toml::Table {
    let text = fs::read_to_string(workspace().join(path)).expect("a manifest");
    text.parse().expect("a manifest is TOML")
}

/// The dependencies that a member's manifest names, of every kind; but for the workspace's own crates.
fn dependencies(member: &str) -> BTreeSet<String> {
    let manifest = manifest(&format!("{member}/Cargo.toml"));
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = kinds.iter().filter_map(|kind| manifest.get(*kind)?.as_table());
    tables.flat_map(|table| table.keys().cloned()).filter(|name| !MEMBERS.contains(&name.as_str())).collect()
}

/// Who uses each dependency.
fn users() -> BTreeMap<String, String> {
    let mut users: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for member in MEMBERS {
        dependencies(member).into_iter().for_each(|name| users.entry(name).or_default().push(member));
    }
    users.into_iter().map(|(name, members)| (name, members.join(", "))).collect()
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let table = fs::read_to_string(workspace().join("xtask/dependencies.md")).expect("the table");
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_string()).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = table.lines().filter(|line| line.starts_with("| `")).map(cells).collect();
    for row in &rows {
        assert!(row.len() == 6 && row[1..5].iter().all(|cell| !cell.is_empty()), "a cell is lacking or too many: {row:?}");
    }
    let told: Vec<(String, String)> = rows.iter().map(|row| (row[1].trim_matches('`').to_string(), row[2].clone())).collect();
    let lacking = |a: &[(String, String)], b: &[(String, String)]| a.iter().filter(|one| !b.contains(one)).cloned().collect::<Vec<_>>();
    let used: Vec<(String, String)> = users().into_iter().collect();
    assert_eq!((lacking(&used, &told), lacking(&told, &used)), (Vec::new(), Vec::new()), "without a line; without a dependency");
    assert_eq!(told, used, "in alphabetical order, each once");
}

#[test]
fn the_workspace_names_no_dependency_that_no_crate_has() {
    let manifest = manifest("Cargo.toml");
    let named = manifest["workspace"]["dependencies"].as_table().expect("a table");
    let named: BTreeSet<&String> = named.keys().filter(|name| !MEMBERS.contains(&name.as_str())).collect();
    assert_eq!(named, users().keys().collect());
}

/// All Rust of a folder.
pub(crate) fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn a_crate_uses_what_its_manifest_names() {
    for member in MEMBERS {
        let mut text = String::new();
        sources(&workspace().join(member), &mut text);
        // `tower::` says so, `axum::tower::` and `my_tower::` do not.
        let is_used = |library: &str| {
            let path = format!("{library}::");
            let stands_first =
                |(at, _): (usize, &str)| !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':'));
            text.match_indices(&path).any(stands_first)
        };
        for name in dependencies(member).into_iter().filter(|name| name != FOR_FEATURES) {
            // The one library whose name is not its package's.
            let library = if name == "md-5" { "md5".to_string() } else { name.replace('-', "_") };
            assert!(is_used(&library), "{member} names {name} and does not use it");
        }
    }
}

//! The Jilin spec against the committed files and the published totals, and the spec language on small cases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::random::{Stream, exp};
use super::{Row, build, cell, read, tables};

fn bundle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/bundles/jilin")
}

fn table(file: &str) -> Vec<Row> {
    read(&bundle().join(file)).expect("the bundle has this table").1
}

fn counts(rows: &[Row], column: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(cell(row, column).to_string()).or_default() += 1;
    }
    counts
}

#[test]
fn the_committed_files_are_what_the_spec_makes() {
    let made = tables(&bundle().join("generate.toml")).expect("the spec holds");
    assert_eq!(made.len(), 3);
    for (path, bytes) in made {
        let committed = fs::read(&path).expect("the file is committed");
        assert!(committed == bytes, "{} differs: run `cargo xtask generate data/bundles/jilin/generate.toml`", path.display());
    }
}

#[test]
fn sub_clusters_fit_the_reply() {
    let rows = table("clusters.csv");
    assert_eq!(rows.len(), 56);
    let by_city = counts(&rows, "city");
    assert_eq!(by_city.len(), 9);
    let corridor: BTreeSet<String> =
        table("regions.csv").iter().filter(|row| cell(row, "in_corridor") == "true").map(|row| cell(row, "name_zh").to_string()).collect();
    assert_eq!(corridor.len(), 5);
    assert_eq!(corridor.iter().map(|city| by_city[city]).sum::<usize>(), 31);
    assert_eq!(counts(&rows, "basis"), BTreeMap::from([("illustrative".to_string(), 50), ("inferred".to_string(), 6)]));
    let national: Vec<&str> = rows.iter().filter(|row| cell(row, "tier") == "国家级").map(|row| cell(row, "name_zh")).collect();
    assert_eq!(national, ["长春市汽车集群"]);
    for row in &rows {
        assert_eq!(cell(row, "name_zh").ends_with("（示例）"), cell(row, "basis") == "illustrative", "{row:?}");
    }
}

#[test]
fn awards_fit_the_reply() {
    let rows = table("factories.csv");
    let expected = [("省级数字化车间（生产线）", 96), ("省级智能工厂", 50), ("省级未来工厂", 7), ("国家卓越级智能工厂", 4)];
    assert_eq!(counts(&rows, "grade"), expected.iter().map(|(grade, count)| (grade.to_string(), *count)).collect());
    let city: BTreeMap<String, String> =
        table("enterprises.csv").iter().map(|row| (cell(row, "id").to_string(), cell(row, "city").to_string())).collect();
    for row in &rows {
        assert_eq!(city[cell(row, "enterprise")], cell(row, "city"), "{row:?}");
        assert_eq!(cell(row, "basis"), "illustrative");
    }
}

#[test]
fn illustrative_enterprises_keep_to_illustrative_clusters() {
    let basis: BTreeMap<String, String> =
        table("clusters.csv").iter().map(|row| (cell(row, "id").to_string(), cell(row, "basis").to_string())).collect();
    let rows = table("enterprises.csv");
    let mut leads: BTreeMap<&str, usize> =
        basis.iter().filter(|(_, basis)| *basis == "illustrative").map(|(id, _)| (id.as_str(), 0)).collect();
    for row in &rows {
        let illustrative = cell(row, "basis") == "illustrative";
        assert_eq!(cell(row, "name").starts_with("示例企业 "), illustrative, "{row:?}");
        if illustrative {
            let lead = leads.get_mut(cell(row, "cluster")).expect("an illustrative cluster");
            *lead += usize::from(cell(row, "is_lead") == "true");
        } else {
            assert_eq!(cell(row, "employees"), "", "{row:?}");
            assert_ne!(cell(row, "source"), "", "{row:?}");
        }
    }
    assert!(leads.values().all(|count| *count == 1), "{leads:?}");
}

#[test]
fn sizes_follow_the_official_classes() {
    for row in table("enterprises.csv") {
        let (Ok(staff), Ok(output)) = (cell(&row, "employees").parse::<u32>(), cell(&row, "output_wan").parse::<u32>()) else { continue };
        let class = match (staff, output) {
            (1000.., 40000..) => "大型",
            (300.., 2000..) => "中型",
            (20.., 300..) => "小型",
            _ => "微型",
        };
        assert_eq!(cell(&row, "size_class"), class, "{row:?}");
        assert_eq!(cell(&row, "above_scale"), (output >= 2000).to_string(), "{row:?}");
    }
}

#[test]
fn statements_stand_in_the_reply() {
    let rows = table("statements.csv");
    assert_eq!(rows.len(), 30);
    let values: Vec<&str> = rows.iter().map(|row| cell(row, "value")).collect();
    let expected = "167 74 4 26 37 4 7 50 96 13 100000000 61 41 870 14086 132 9 8 4 60 130 2 3 3 3 10 56 9 31 300";
    assert_eq!(values.join(" "), expected);
    let reply = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts/jilin-reply-2025-43.txt");
    let Ok(reply) = fs::read_to_string(reply) else { return };
    let reply: String = reply.split_whitespace().collect();
    for row in &rows {
        assert_eq!(reply.matches(cell(row, "phrase")).count(), 1, "{row:?}");
    }
}

/// The one table that a spec makes, as text.
fn made(spec: &str) -> Result<String, String> {
    let files = build(&format!("seed = 43\n{spec}"), Path::new("."))?;
    Ok(String::from_utf8(files.into_iter().next_back().expect("a table").1).expect("UTF-8"))
}

#[test]
fn the_language_on_small_cases() {
    let two = "[[table]]\nfile = \"t.csv\"\ncolumns = [\"a\", \"b\"]\nlist = { heads = [\"a\"], rows = [[\"3\"], [\"1\"]] }\n";
    let column = |rest: &str| made(&format!("{two}[[table.column]]\nid = \"b\"\n{rest}"));
    let cases = [
        ("text = \"{a}-{n:2}-{row}\"", "a,b\n3,3-01-1\n1,1-02-2\n"),
        ("pick = [[\"x\", 1]]", "a,b\n3,x\n1,x\n"),
        ("pick = [[\"x\", 1]]\nmissing = 100", "a,b\n3,\n1,\n"),
        ("when = { a = \"3\" }\ntext = \"x\"", "a,b\n3,x\n1,\n"),
        ("when = { a = { gte = 1, lt = 3 } }\ntext = \"x\"", "a,b\n3,\n1,x\n"),
        ("when = { a = \"3\" }\ntext = \"x\"\n[[table.column]]\nid = \"b\"\ntext = \"y\"", "a,b\n3,x\n1,y\n"),
        ("ranges = [[7, 7, 1]]", "a,b\n3,7\n1,7\n"),
        ("lognormal = { median = 10.0, sigma = 0.0, times = \"a\", per = 2.0, max = 14 }", "a,b\n3,14\n1,5\n"),
        ("apportion = { total = 10, by = \"a\" }", "a,b\n3,7\n1,3\n"),
        ("first = { by = \"a\", within = \"none\" }", "a,b\n3,true\n1,false\n"),
    ];
    for (rest, expected) in cases {
        assert_eq!(column(rest).as_deref(), Ok(expected), "{rest}");
    }
    let faults = [
        ("", "exactly one of"),
        ("text = \"{c}\"", "there is no column \"c\" yet"),
        ("text = \"{a|en}\"", "there is no lookup \"en\""),
        ("text = \"{a\"", "without `}`"),
        ("pick = []", "`pick` has no weights"),
        ("ranges = [[2, 1, 1]]", "is empty"),
        ("apportion = { total = 1, by = \"a\" }", "too small"),
        ("first = { by = \"c\", within = \"a\" }", "should hold a whole number"),
        ("colour = 1", "unknown field"),
    ];
    for (rest, expected) in faults {
        let error = column(rest).expect_err(rest);
        assert!(error.contains(expected), "{rest}: {error}");
    }
}

#[test]
fn draws_take_no_row_twice_and_fill_their_quota() {
    let spec = |count: u32| {
        format!(
            "[[table]]\nfile = \"a.csv\"\ncolumns = [\"a\"]\nlist = {{ heads = [\"a\"], rows = [[\"1\"], [\"2\"], [\"x\"]] }}\n\
             [[table]]\nfile = \"b.csv\"\ncolumns = [\"a\", \"k\"]\ndraw = {{ from = \"a.csv\", weight = \"a\", take = {{ a = \"a\" }}, quota = [\
             {{ count = {count}, set = {{ k = \"z\" }} }}] }}\n"
        )
    };
    let drawn = made(&spec(2)).expect("two rows have a weight");
    let lines: BTreeSet<&str> = drawn.lines().collect();
    assert_eq!(lines, BTreeSet::from(["a,k", "1,z", "2,z"]));
    assert!(made(&spec(3)).expect_err("only two").contains("too few rows"));
}

#[test]
fn numbers_are_pinned() {
    for x in [-6.0_f64, -1.0, 0.0, 0.5, 1.0, 6.0] {
        assert!((exp(x) / x.exp() - 1.0).abs() < 1e-9, "{x}");
    }
    let mut stream = Stream::new(43, "a");
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..10_000 {
        let z = stream.normal();
        sum += z;
        squares += z * z;
    }
    assert!((sum / 10_000.0).abs() < 0.03 && (squares / 10_000.0 - 1.0).abs() < 0.05, "mean 0, variance 1");
    let mut tally = [0_u32; 3];
    for _ in 0..4_000 {
        tally[stream.weighted(&[1, 0, 3]).expect("weights")] += 1;
    }
    assert!(tally[1] == 0 && (900..1100).contains(&tally[0]), "{tally:?}");
}

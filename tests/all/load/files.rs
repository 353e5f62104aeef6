//! Files of a bundle: encodings, several files of one table, headers, and files that are not there.

use super::{base, cell, check, faults, load, place, sound};

/// `name,corridor / 甲市,true / 乙市,false` in GB18030: 甲 BCD7, 乙 D2D2, 市 CAD0.
const GB18030: &[u8] = b"name,corridor\n\xBC\xD7\xCA\xD0,true\n\xD2\xD2\xCA\xD0,false\n";

const SAYS_GB18030: (&str, &str) = (r#""path": "cities.csv","#, r#""path": "cities.csv", "encoding": "GB18030","#);

#[test]
fn encodings() {
    let utf8 = base().0["cities.csv"].clone();
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), &utf8].concat();
    let gb18030 = base().with("datapackage.json", SAYS_GB18030.0, SAYS_GB18030.1);
    let gb_mark = [b"\x84\x31\x95\x33".as_slice(), GB18030].concat();
    for files in [
        base(),
        base().file("cities.csv", with_mark.clone()),
        gb18030.clone().file("cities.csv", GB18030),
        gb18030.clone().file("cities.csv", gb_mark),
    ] {
        let bundle = sound(&files);
        assert_eq!(cell(&bundle, "cities", "name", 0).0, "甲市");
        assert_eq!(cell(&bundle, "cities", "name", 1).0, "乙市");
    }
    // U+3400 takes four bytes.
    let rare = [GB18030, b"\x81\x39\xEE\x39,true\n"].concat();
    assert_eq!(cell(&sound(&gb18030.clone().file("cities.csv", rare)), "cities", "name", 2).0, "㐀");

    for (files, expected) in [
        (
            base().file("cities.csv", GB18030),
            vec![
                "cities.csv:2 \"\u{fffd}\u{fffd}\u{fffd}\u{fffd},true\" encoding",
                "cities.csv:3 \"\u{fffd}\u{fffd}\u{fffd}\u{fffd},false\" encoding",
            ],
        ),
        (gb18030.clone().file("cities.csv", with_mark), vec!["cities.csv:1 encoding"]),
        (gb18030.file("cities.csv", b"name,corridor\nb,true\n\xFF,true\n"), vec!["cities.csv:3 \"\u{fffd},true\" encoding"]),
        (base().file("cities.csv", b"\xFF\xFEn\0"), vec!["cities.csv:1 \"\u{fffd}\u{fffd}n\\0\" encoding"]),
        (base().file("datapackage.json", b"{\n\"\xFF\": 1}"), vec!["datapackage.json:2 encoding"]),
        (base().file("dashboard.toml", b"# ok\n# \xFF\n"), vec!["dashboard.toml:2 encoding"]),
    ] {
        let found = faults(&files);
        // Cities that could not be read are not held against the firms that refer to them.
        assert_eq!(found.faults.iter().map(place).collect::<Vec<_>>(), expected, "{found}");
    }
}

#[test]
fn several_files_of_one_table() {
    let two = base()
        .with("datapackage.json", r#""path": "cities.csv","#, r#""path": ["cities.csv", "more/cities.csv"],"#)
        .file("more/cities.csv", "name,corridor\r\n丙市,true\r\n丁市,false\r\n");
    let bundle = sound(&two);
    assert_eq!(bundle.data("cities").map(|data| data.frame.height()), Some(4));
    assert_eq!(cell(&bundle, "cities", "name", 3).0, "丁市");
    for (text, expected) in [
        ("name,corridor\n丙市,true\n甲市,false\n", vec![r#"more/cities.csv:3 name "甲市" primary_key"#]),
        ("name,corridor\n丙市,x\n", vec![r#"more/cities.csv:2 corridor "x" type"#]),
        ("corridor,name\ntrue,丙市\n", vec!["more/cities.csv:1 header"]),
        ("name\n丙市\n", vec!["more/cities.csv:1 corridor header"]),
        ("name,corridor,gdp\n丙市,true,1\n", vec!["more/cities.csv:1 gdp header"]),
        ("name,corridor,name\n丙市,true,丙市\n", vec!["more/cities.csv:1 name header"]),
        ("Name,corridor\n丙市,true\n", vec!["more/cities.csv:1 Name header", "more/cities.csv:1 name header"]),
        ("", vec!["more/cities.csv:1 header"]),
        ("\r\n\r\n", vec!["more/cities.csv:1 header"]),
        ("\"name,corridor\n丙市,true\n", vec!["more/cities.csv:1 \"\\\"name,corridor\\n丙市,true\" quote"]),
    ] {
        let found = faults(&two.clone().file("more/cities.csv", text));
        assert_eq!(found.faults.iter().map(place).collect::<Vec<_>>(), expected, "{text:?}\n{found}");
    }
    let first = load("base", &two.clone().file("more/cities.csv", "name,corridor\n"));
    assert_eq!(first.ok().and_then(|bundle| bundle.data("cities").map(|data| data.frame.height())), Some(2), "a file without rows");
}

#[test]
fn files_that_are_not_there() {
    for gone in ["datapackage.json", "dashboard.toml", "cities.csv"] {
        let mut files = base();
        files.0.remove(gone);
        assert_eq!(faults(&files).faults.iter().map(place).collect::<Vec<_>>(), [format!("{gone} file")]);
    }
}

#[test]
fn paths_stay_inside_the_bundle() {
    let long = [
        "../cities.csv",
        "a/../../cities.csv",
        "/etc/cities.csv",
        "./cities.csv",
        "a//cities.csv",
        "https://example.org/cities.csv",
        r"c:\\cities.csv",
        "c:cities.csv",
        r"a\u0000.csv",
        "",
        "cities.xlsx",
        "datapackage.json",
    ];
    for path in long {
        let found = faults(&base().with("datapackage.json", r#""path": "cities.csv""#, &format!(r#""path": "{path}""#)));
        let places: Vec<_> = found.faults.iter().map(|fault| (fault.rule, fault.column.as_deref())).collect();
        assert_eq!(places, [("path", Some("resource cities: path"))], "{path}: {found}");
    }
    check(
        "datapackage.json",
        &[
            (r#"["firms.csv"]"#, r#"["firms.csv", "firms.csv"]"#, &[r#"datapackage.json resource firms: path "firms.csv" duplicate"#]),
            (r#"["firms.csv"]"#, "[]", &["datapackage.json resource firms: path \"[]\" path"]),
            (r#"["firms.csv"]"#, "7", &["datapackage.json resource firms: path \"7\" path"]),
        ],
    );
}

#[test]
fn the_digest_changes_with_every_file() {
    let digest = sound(&base()).digest;
    assert_eq!(digest.len(), 64);
    assert_eq!(sound(&base()).digest, digest);
    for (file, from, to) in [
        ("firms.csv", "2001", "2009"),
        ("dashboard.toml", "产值", "总产值"),
        ("datapackage.json", "2.1", "2.2"),
        ("statements.csv", "企业2家", "企业 2 家"),
    ] {
        assert_ne!(sound(&base().with(file, from, to)).digest, digest, "{file}");
    }
}

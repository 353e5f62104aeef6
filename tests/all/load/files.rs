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
        (base().file("cities.csv", b"\xFF\xFEn\0"), vec!["cities.csv:1 encoding"]),
        (base().file("datapackage.json", b"{\n\"\xFF\": 1}"), vec!["datapackage.json:2 encoding"]),
        (base().file("dashboard.toml", b"# ok\n# \xFF\n"), vec!["dashboard.toml:2 encoding"]),
    ] {
        let found = faults(&files);
        // Cities that could not be read are not held against the firms that refer to them.
        assert_eq!(found.faults.iter().map(place).collect::<Vec<_>>(), expected, "{found}");
    }
}

/// A text in UTF-16, least byte first or last.
fn utf16(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(of).collect()
}

#[test]
fn encodings_have_the_names_that_the_web_gives_them() {
    let text = "name,corridor\n甲市,true\n乙市,false\n";
    let big5 = b"name,corridor\n\xA5\xD2\xA5\xAB,true\n\xA4\x41\xA5\xAB,false\n";
    let with_mark = [b"\xFF\xFE".as_slice(), &utf16(text, u16::to_le_bytes)].concat();
    for (label, bytes) in [
        ("gbk", GB18030.to_vec()),
        ("GB2312", GB18030.to_vec()),
        ("x-gbk", GB18030.to_vec()),
        ("big5", big5.to_vec()),
        ("utf8", text.into()),
        ("utf-16le", utf16(text, u16::to_le_bytes)),
        ("utf-16", with_mark),
        ("utf-16be", utf16(text, u16::to_be_bytes)),
    ] {
        let path = format!(r#""path": "./cities.csv", "encoding": "{label}","#);
        let bundle = sound(&base().with("datapackage.json", SAYS_GB18030.0, &path).file("cities.csv", bytes));
        assert_eq!((cell(&bundle, "cities", "name", 0).0, cell(&bundle, "cities", "name", 1).0), ("甲市".into(), "乙市".into()), "{label}");
        assert!(bundle.warnings.is_empty(), "{label}");
    }
}

#[test]
fn each_wrong_encoding_gets_the_advice_that_helps() {
    let text = "name,corridor\n甲市,true\n乙市,false\n";
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let little = || utf16(text, u16::to_le_bytes);
    let big = || utf16(text, u16::to_be_bytes);
    let utf32: Vec<u8> = text.chars().flat_map(|char| (char as u32).to_le_bytes()).collect();
    for (label, bytes, row, advice) in [
        ("utf-8", marked(b"\xFF\xFE", little()), 1, "byte order mark of UTF-16LE: save the file as UTF-8, or set encoding to utf-16le."),
        ("gb18030", marked(b"\xFF\xFE", little()), 1, "byte order mark of UTF-16LE: save the file as UTF-8, or set encoding to utf-16le."),
        ("utf-8", marked(b"\xFE\xFF", big()), 1, "byte order mark of UTF-16BE: save the file as UTF-8, or set encoding to utf-16be."),
        ("utf-8", little(), 1, "looks like UTF-16LE without a byte order mark: save the file as UTF-8, or set encoding to utf-16le."),
        ("gb18030", big(), 1, "looks like UTF-16BE without a byte order mark: save the file as UTF-8, or set encoding to utf-16be."),
        ("utf-16le", big(), 1, "looks like UTF-16BE without a byte order mark: save the file as UTF-8, or set encoding to utf-16be."),
        ("utf-16le", text.into(), 1, "so it is not UTF-16: set encoding to utf-8."),
        ("utf-16le", GB18030.to_vec(), 1, "so it is not UTF-16: set encoding to gb18030."),
        ("gb18030", marked(b"\xEF\xBB\xBF", text.into()), 1, "byte order mark of UTF-8: set encoding to utf-8."),
        ("utf-8", marked(b"\xFF\xFE\0\0", utf32), 1, "This is UTF-32, which is not supported: save the file as UTF-8."),
        ("utf-8", b"PK\x03\x04\x14\0".to_vec(), 1, "save it in Excel or WPS as “CSV UTF-8 (comma delimited)”."),
        ("gb18030", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0".to_vec(), 1, "save it in Excel or WPS as “CSV UTF-8 (comma delimited)”."),
        ("utf-8", b"\x1F\x8B\x08".to_vec(), 1, "decompress it first."),
        ("utf-8", b"name,corridor\n\0a,true\n".to_vec(), 2, "export the file anew from the program that wrote it."),
        ("utf-8", GB18030.to_vec(), 2, "if Excel or WPS on a Chinese Windows wrote it, set encoding to gb18030."),
        // Latin-1: an E9 before a comma is no GB18030 either.
        ("utf-8", b"name,corridor\ncaf\xE9,true\n".to_vec(), 2, "or set encoding to what the file is written in."),
        ("big5", "name,corridor\n甲,true\n".into(), 2, "Not valid Big5 but UTF-8: set encoding to utf-8."),
        // 吉林 twice are four characters of three bytes: 鍚夋灄 in GB18030.
        (
            "gb18030",
            "name,corridor\n吉林,true\n吉林,false\n".into(),
            2,
            "this line is “吉林,true” and would read “鍚夋灄,true”. Set encoding to utf-8.",
        ),
    ] {
        let path = format!(r#""path": "cities.csv", "encoding": "{label}","#);
        let report = faults(&base().with("datapackage.json", SAYS_GB18030.0, &path).file("cities.csv", bytes));
        let fault = &report.faults[0];
        assert!(fault.text.en.ends_with(advice), "{label}: {report}");
        assert_eq!((fault.row, fault.rule), (Some(row), "encoding"), "{report}");
    }
    // Three such characters and fewer may be chance: it is read as declared, with a warning.
    let path = r#""path": "cities.csv", "encoding": "gb18030","#;
    let few = base()
        .with("datapackage.json", SAYS_GB18030.0, path)
        .file("cities.csv", "name,corridor\n吉林,true\n")
        .file("firms.csv", "id,city,grade,founded,output,staff,day,flag,basis\n");
    let bundle = sound(&few);
    assert_eq!(cell(&bundle, "cities", "name", 0).0, "鍚夋灄");
    assert_eq!(bundle.warnings.list.iter().map(place).collect::<Vec<_>>(), ["cities.csv:2 encoding"]);
    let text = &bundle.warnings.list[0].text.en;
    assert!(text.contains("reads “鍚夋灄,true”, as UTF-8 “吉林,true”"), "{text}");
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
        ".//cities.csv",
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

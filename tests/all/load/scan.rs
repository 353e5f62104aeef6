//! The scanner alone: what a text's records are, what is none, and that every byte is accounted for.

use data::engine::load::dialect::Dialect;
use data::engine::load::scan::{Broken, Flaw, Record, Scanner, Step};
use proptest::prelude::*;

/// A text as records, and what stopped being one.
fn scan(text: &str, dialect: &Dialect) -> (Vec<Vec<String>>, Vec<Broken>) {
    let mut scanner = Scanner::new(text, dialect);
    let mut record = Record::default();
    let (mut records, mut broken) = (Vec::new(), Vec::new());
    while let Some(step) = scanner.step(&mut record) {
        match step {
            Step::Record => records.push(record.values(text).map(str::to_string).collect()),
            Step::Comment => {}
            Step::Broken(it) => broken.push(it),
        }
    }
    (records, broken)
}

#[test]
fn records_to_the_letter_of_rfc_4180() {
    let cases: &[(&str, &[&[&str]])] = &[
        ("", &[]),
        ("\n", &[&[""]]),
        ("a", &[&["a"]]),
        ("a,", &[&["a", ""]]),
        (",", &[&["", ""]]),
        ("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]),
        ("a,b\nc,d", &[&["a", "b"], &["c", "d"]]),
        ("a\rb\r\nc\n\nd", &[&["a"], &["b"], &["c"], &[""], &["d"]]),
        (" a , b ", &[&[" a ", " b "]]),
        (r#""a","b""#, &[&["a", "b"]]),
        (r#""a,b","""c""","","#, &[&["a,b", r#""c""#, "", ""]]),
        ("\"a\r\nb\",c\n", &[&["a\r\nb", "c"]]),
        ("\"甲\"\"乙\",丙\n", &[&["甲\"乙", "丙"]]),
    ];
    for (text, expected) in cases {
        let (records, _) = scan(text, &Dialect::default());
        assert_eq!(records, *expected, "{text:?}");
    }
}

#[test]
fn a_stray_quote_costs_its_own_line_and_no_other() {
    // Bytes: a letter or a mark is one, a Chinese character three.
    for (text, rest, broken) in [
        ("f1,\"a,1\nf2,\"b\",2\nf3,c,3\n", vec!["f2", "f3"], Broken { flaw: Flaw::AfterQuote, field: 3, column: 1, at: 12 }),
        ("f1,\"a\"b,1\nf2,b,2\n", vec!["f2"], Broken { flaw: Flaw::AfterQuote, field: 3, column: 1, at: 6 }),
        ("f1, \"a\",1\nf2,b,2\n", vec!["f2"], Broken { flaw: Flaw::StrayQuote, field: 3, column: 1, at: 4 }),
        ("f1,5\",1\nf2,b,2\n", vec!["f2"], Broken { flaw: Flaw::StrayQuote, field: 3, column: 1, at: 4 }),
        ("f1,a,1\n\"f2,b,2\nf3,c,3\n", vec!["f1", "f3"], Broken { flaw: Flaw::LeftOpen, field: 7, column: 0, at: 7 }),
        ("f1,\"甲\"市,1\nf2,b,2", vec!["f2"], Broken { flaw: Flaw::AfterQuote, field: 3, column: 1, at: 8 }),
    ] {
        let (records, found) = scan(text, &Dialect::default());
        assert_eq!(records.iter().map(|record| record[0].as_str()).collect::<Vec<_>>(), rest, "{text:?}");
        assert_eq!(found, [broken], "{text:?}");
    }
}

#[test]
fn dialects() {
    let plain = Dialect::default();
    for (dialect, text, expected) in [
        (Dialect { delimiter: ";".into(), ..plain.clone() }, "a;b,c\n", vec![vec!["a", "b,c"]]),
        (Dialect { delimiter: "::".into(), ..plain.clone() }, "a::b:c\n", vec![vec!["a", "b:c"]]),
        (Dialect { delimiter: "；".into(), ..plain.clone() }, "甲；“乙\n", vec![vec!["甲", "“乙"]]),
        (Dialect { line_end: Some("|".into()), ..plain.clone() }, "a,b\n|c,d", vec![vec!["a", "b\n"], vec!["c", "d"]]),
        (Dialect { quote: Some('\''), ..plain.clone() }, "'a,''b',\"c\"\n", vec![vec!["a,'b", "\"c\""]]),
        (Dialect { quote: None, ..plain.clone() }, "\"a,5\"\n", vec![vec!["\"a", "5\""]]),
        (Dialect { quote: None, escape: Some('\\'), ..plain.clone() }, "a\\,b,\\\\c\\\nd,\"\n", vec![vec!["a,b", "\\c\nd", "\""]]),
        (Dialect { escape: Some('\\'), ..plain.clone() }, "\"a\\\"b\",c\n", vec![vec!["a\"b", "c"]]),
        (Dialect { quote: None, escape: Some('\\'), null: Some("\\N".into()), ..plain.clone() }, "\\N,a\\Nb\n", vec![vec!["\\N", "aNb"]]),
        (Dialect { skip_initial_space: true, ..plain.clone() }, "a,  \"b\", c\n", vec![vec!["a", "b", "c"]]),
        (Dialect { comment: Some("#".into()), ..plain.clone() }, "# \"x\na,#b\n", vec![vec!["a", "#b"]]),
        (Dialect { comment_rows: vec![2], ..plain.clone() }, "a\n\"b\nc\n", vec![vec!["a"], vec!["c"]]),
        (Dialect { header_rows: vec![2, 4], ..plain }, "\"title\na\n--\nb\nc\n", vec![vec!["a"], vec!["b"], vec!["c"]]),
    ] {
        assert_eq!(
            scan(text, &dialect),
            (expected.iter().map(|it| it.iter().map(|it| it.to_string()).collect()).collect(), vec![]),
            "{text:?}"
        );
    }
    let (records, broken) = scan("\"a\"\"b\"\n", &Dialect { double_quote: false, ..Dialect::default() });
    assert_eq!((records.len(), broken[0].flaw), (0, Flaw::AfterQuote));
    let (records, broken) = scan("a\\", &Dialect { quote: None, escape: Some('\\'), ..Dialect::default() });
    assert_eq!((records.len(), broken[0].flaw), (0, Flaw::LastEscape));
}

#[test]
fn a_whole_record_inside_quotes_is_found() {
    for (text, expected) in [
        ("a,\"甲,1\nb,乙,2\nc,丙\",3\n", Some((1, 9))),
        ("a,\"甲,1\r\nb,乙,2\r\nc,丙\",3\n", Some((1, 10))),
        ("a,\"甲,1\nc,丙\",3\n", None),
        ("a,\"甲\n乙\n丙\",3\n", None),
        ("\"a\nb\nc\"\n", Some((0, 3))),
    ] {
        let dialect = Dialect::default();
        let mut record = Record::default();
        assert_eq!(Scanner::new(text, &dialect).step(&mut record), Some(Step::Record));
        assert_eq!(record.swallowed(text, &dialect), expected, "{text:?}");
    }
}

#[test]
fn many_open_quotes_take_no_square() {
    // The square of these lines would not end.
    for line in ["\"\n", "a,\"b\n", "\"\"\"\n", "\"\"x\n", "\"\\\"\n"] {
        let text = line.repeat(200_000);
        scan(&text, &Dialect::default());
        scan(&text, &Dialect { escape: Some('\\'), ..Dialect::default() });
        scan(&text, &Dialect { double_quote: false, ..Dialect::default() });
    }
}

fn any_dialect() -> impl Strategy<Value = Dialect> {
    let mark = prop::sample::select(vec![",", ";", "\t", "::", "；"]);
    let end = prop::sample::select(vec![None, Some("\n"), Some("|"), Some("\r\r")]);
    let quote = prop::sample::select(vec![Some('"'), Some('\''), None]);
    let escape = prop::sample::select(vec![None, Some('\\')]);
    let comment = prop::sample::select(vec![None, Some("#")]);
    (mark, end, quote, escape, comment, any::<bool>(), any::<bool>()).prop_map(|(mark, end, quote, escape, comment, double, skip)| {
        Dialect {
            delimiter: mark.into(),
            line_end: end.map(str::to_string),
            quote,
            double_quote: double,
            escape,
            skip_initial_space: skip,
            comment: comment.map(str::to_string),
            ..Dialect::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(records in prop::collection::vec(prop::collection::vec("[a-c\"',;\\\\\n\r 甲#]{0,4}", 1..4), 0..5), all_quoted in any::<bool>(), end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
        let field = |text: &String| {
            let needs = all_quoted || text.contains(['"', ',', '\n', '\r']);
            if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
        };
        let text: String = records.iter().map(|record| record.iter().map(field).collect::<Vec<_>>().join(",") + end).collect();
        prop_assert_eq!(scan(&text, &Dialect::default()), (records, vec![]));
    }

    #[test]
    fn every_byte_is_in_a_record_a_separator_or_a_fault(bytes in prop::collection::vec(prop_oneof![prop::sample::select(b"\",;'\n\r\\#| \t:a".to_vec()), any::<u8>()], 0..80), dialect in any_dialect()) {
        let text = String::from_utf8_lossy(&bytes);
        let mut scanner = Scanner::new(&text, &dialect);
        let mut record = Record::default();
        let mut at = 0;
        while let Some(step) = scanner.step(&mut record) {
            match step {
                Step::Record => {
                    prop_assert_eq!(&record.range, &(at..scanner.position()));
                    // Fields and what stands between them are the whole record.
                    let mut end = at;
                    for column in 0..record.len() {
                        prop_assert_eq!(record.start(column), end);
                        end = record.end(column);
                        prop_assert!(column + 1 == record.len() || text[end..].starts_with(&dialect.delimiter));
                        end += if column + 1 < record.len() { dialect.delimiter.len() } else { 0 };
                    }
                    let rest = &text[end..record.range.end];
                    prop_assert!(rest.is_empty() || dialect.line_end.as_deref().is_none_or(|it| it == rest));
                    prop_assert!(rest.is_empty() || dialect.line_end.is_some() || matches!(rest, "\n" | "\r" | "\r\n"));
                    record.swallowed(&text, &dialect);
                }
                Step::Comment => {}
                Step::Broken(broken) => prop_assert!(at <= broken.field && broken.field <= broken.at && broken.at <= text.len()),
            }
            prop_assert!(scanner.position() > at, "each step goes on");
            at = scanner.position();
        }
        prop_assert_eq!(at, text.len());
    }
}

//! The worked example of `data/README.md` is true: its three files load, and its report is part of the real one.

use std::borrow::Cow;
use std::io;

use data::engine::Engine;
use data::engine::files::Files;
use serde_json::Value;

const README: &str = include_str!("../../data/README.md");

/// The fenced blocks of one language after the example's heading.
fn blocks(language: &str) -> Vec<String> {
    let (_, example) = README.split_once("## A worked example").expect("the example");
    let open = format!("```{language}\n");
    example.split(&open).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0.to_string())).collect()
}

struct Example;

impl Files for Example {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let block = match path {
            "firms.csv" => blocks("csv").into_iter().next(),
            "datapackage.json" => blocks("json").into_iter().next(),
            "dashboard.toml" => blocks("toml").into_iter().next(),
            _ => None,
        };
        block.map(|block| Cow::Owned(block.into_bytes())).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// Everything in `part` stands in `whole`; `…` stands for the rest, a list may be cut where its elements are longer.
fn part_of(part: &Value, whole: &Value, at: &str) {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            for (key, value) in part.iter().filter(|(key, _)| *key != "…") {
                part_of(value, whole.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"));
            }
        }
        (Value::Array(part), Value::Array(whole)) if at.ends_with("columns") => part_of(&part[0], whole.last().unwrap_or(&Value::Null), at),
        (Value::Array(part), Value::Array(whole)) => {
            assert_eq!(part.len(), whole.len(), "{at}");
            for (place, (part, whole)) in part.iter().zip(whole).enumerate() {
                part_of(part, whole, &format!("{at}[{place}]"));
            }
        }
        _ => assert_eq!(part, whole, "{at}"),
    }
}

#[test]
fn the_worked_example_is_true() {
    let engine = Engine::open([("example".to_string(), &Example as &dyn Files)]);
    if let Some(report) = engine.faulty().first() {
        panic!("{report}");
    }
    let report = engine.ask("/example?city=甲市").expect("served").report();
    let shown: Value = serde_json::from_str(&blocks("json")[1]).expect("the example's report is JSON");
    part_of(&shown, &serde_json::to_value(&report).expect("plain data"), "report");
}

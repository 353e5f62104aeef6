//! Both backends give the same answers, to the byte: reports, views, files of panels and rows of tables.

use std::sync::Arc;

use data::engine::limits::Limits;
use data::engine::store::Store;
use data::engine::{Caps, Engine, Question, load, open_one};
use proptest::prelude::*;
use serde_json::{Value, json};
use tests::Memory;

use super::bundles::{Recipe, recipes};
use super::queries::questions;
use super::{Counting, Oracle};

/// Bundles tried, unless `PROPTEST_CASES` says how many: some ten seconds.
const CASES: u32 = 10;

/// Questions of each at most.
const QUESTIONS: usize = 4;

/// The bundle made ready.
fn store(files: &Memory) -> Store {
    open_one("made", files, &Limits::default()).unwrap_or_else(|report| panic!("{report}"))
}

/// The oracle of a bundle.
fn oracle(files: &Memory) -> Arc<Oracle> {
    let bundle = load::load("made", files, &Limits::default()).unwrap_or_else(|report| panic!("{report}"));
    Arc::new(Oracle::new(bundle, &store(files)).expect("polars reads the rows"))
}

/// Everything that is answered to a question.
fn answered(question: &Question) -> Value {
    let view = question.plan.query.view.as_str();
    let page = question.sheet().map_or_else(|| json!(question.report()), |sheet| json!(sheet));
    let panels = question.schema().panels.iter().chain(&question.plan.chart);
    let panels: Vec<_> = panels.filter(|_| matches!(view, "" | "explore")).map(|panel| question.panel_whole(&panel.id)).collect();
    let rows = question.rows().expect("a table");
    // A file is written part by part.
    let mut lines = String::new();
    for (start, count) in [(0, 5), (5, rows.len())] {
        rows.read(start, count, |cell| lines += &format!("{cell:?} "));
    }
    json!({ "page": page, "panels": panels, "counts": question.counts(), "lines": lines })
}

/// The first place where two answers differ.
fn difference(path: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().zip(b.values()).find_map(|((key, a), b)| difference(&format!("{path}.{key}"), a, b))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(at, (a, b))| difference(&format!("{path}[{at}]"), a, b))
        }
        _ => (one != other).then(|| format!("{path}: served {one}, oracle {other}")),
    }
}

/// Asks both engines, and says where they differ.
fn asked(served: &Engine, oracle: &Engine, url: &str) -> Result<(), TestCaseError> {
    let ask = |engine: &Engine| answered(&engine.ask(url).expect("the bundle is served"));
    let found = difference("", &ask(served), &ask(oracle));
    prop_assert!(found.is_none(), "{url}\n{}", found.unwrap_or_default());
    Ok(())
}

fn agree(recipe: &Recipe, urls: &[String]) -> Result<(), TestCaseError> {
    let files = recipe.files();
    let caps = if recipe.board[47].is_multiple_of(4) { Caps { groups: 6, ..Caps::default() } } else { Caps::default() };
    let oracle = oracle(&files);
    let untrue = oracle.untrue(&store(&files)).expect("polars counts");
    prop_assert!(untrue.is_empty(), "{untrue:?}");
    let counted = |without_rollups: bool| {
        let counting = Counting { oracle: oracle.clone(), without_rollups };
        Engine::serving([store(&files).counted_by(Box::new(counting))]).with_caps(caps)
    };
    let (served, by_oracle) = (Engine::serving([store(&files)]).with_caps(caps), counted(false));
    for url in urls.iter().chain(urls.first()) {
        asked(&served, &by_oracle, url)?;
    }
    // What is taken from rollups by now is what is counted under each condition.
    if caps == Caps::default() {
        for url in urls {
            asked(&served, &counted(true), url)?;
        }
    }
    Ok(())
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

#[test]
fn rollups_that_are_too_large_are_done_without() {
    let urls = [
        "/made/explore?measure=output&by=firm&grade=low",
        "/made/explore?measure=total&by=trade&split=city&chart=heatmap&year__lte=2021&firm__not=f900",
    ];
    agree(&Recipe::large(), &urls.map(String::from)).unwrap_or_else(|error| panic!("{error}"));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn both_backends_give_the_same_answers(recipe in recipes(), questions in questions(QUESTIONS)) {
        let urls: Vec<String> = questions.iter().map(|question| question.url()).collect();
        agree(&recipe, &urls)?;
    }
}

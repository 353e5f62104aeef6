//! What the fuzz targets in `fuzz/` call, one module each: whatever bytes there are, something holds. `all/fuzz.rs` calls them with the corpus and
//! with changes to it, so that the ordinary tests hold what was found.

pub mod csv;
pub mod documents;
pub mod geojson;
pub mod headers;
pub mod query;

use std::sync::Arc;

use data::engine::Engine;
use data::engine::fault::FaultReport;
use data::engine::files::Files;
use data::engine::limits::Limits;

/// What a target does with bytes.
type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 5] =
    [("query", query::run), ("csv", csv::run), ("documents", documents::run), ("geojson", geojson::run), ("headers", headers::run)];

/// An engine with one bundle, or what is wrong with it.
fn loaded(id: &str, files: &dyn Files) -> Result<Engine, Arc<FaultReport>> {
    let engine = Engine::awaiting([id.to_string()]);
    let limits = Limits { seconds: 20, ..Limits::default() };
    engine.load(0, files, &limits).map(|_| engine)
}

/// Faults are in words of both languages, none of them a parser's, and none that the loader itself broke.
fn told(report: &FaultReport) {
    assert!(report.count() > 0, "neither loaded nor faulty");
    for fault in &report.faults {
        let (zh, en) = (&fault.text.zh, &fault.text.en);
        let is_han = zh.chars().any(|char| ('\u{4e00}'..'\u{9fff}').contains(&char));
        assert!(is_han && zh.ends_with('。') && en.ends_with('.'), "{:?}", fault.text);
        assert!(fault.rule != "internal", "{report}");
        // Names that a file has are quoted.
        let is_quoted = |theirs: &str| [&fault.column, &fault.value].into_iter().flatten().any(|it| it.contains(theirs));
        let is_theirs = |theirs: &&str| (zh.contains(theirs) || en.contains(theirs)) && !is_quoted(theirs);
        assert!(!["invalid type", "struct ", "at line ", "missing field"].iter().any(is_theirs), "{:?}", fault.text);
    }
    let print = report.to_string();
    assert!(print.lines().all(|line| !line.chars().any(char::is_control)), "{print:?}");
}

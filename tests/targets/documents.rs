//! The two documents of a bundle: `datapackage.json`, a line `----`, `dashboard.toml`, either of them empty for a sound one; the data files are sound.
//! Either the faults are told, or the bundle is served and answers every view in both languages.

use app::screen::{Columns, Screen};
use data::{Lang, sheet};

use crate::base;
use crate::targets::{loaded, told};

const BETWEEN: &[u8] = b"\n----\n";

/// Holds, or panics.
pub fn run(bytes: &[u8]) {
    let at = bytes.windows(BETWEEN.len()).position(|window| window == BETWEEN);
    let (package, dashboard) = at.map_or((bytes, &[][..]), |at| (&bytes[..at], &bytes[at + BETWEEN.len()..]));
    let mut files = base();
    for (path, document) in [("datapackage.json", package), ("dashboard.toml", dashboard)] {
        if !document.is_empty() {
            files = files.file(path, document);
        }
    }
    let engine = match loaded("base", &files) {
        Ok(engine) => engine,
        Err(report) => return told(&report),
    };
    for view in ["", "published", "explore"].into_iter().chain(sheet::VIEWS) {
        let question = engine.ask(&format!("/base/{view}")).expect("the bundle is served");
        if !question.has_view() {
            continue;
        }
        assert!(question.notices.is_empty(), "{view}: {:?}", question.notices);
        if !matches!(view, "" | "published" | "explore") {
            let sheet = question.sheet().expect("a view that the bundle has");
            serde_json::to_string(&sheet).expect("JSON");
            continue;
        }
        let report = question.report();
        serde_json::to_string(&report).expect("JSON");
        for lang in [Lang::Zh, Lang::En] {
            serde_json::to_string(&Screen::of(report.clone(), &Columns::default(), lang)).expect("JSON");
        }
    }
}

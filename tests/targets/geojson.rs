//! Boundaries. The bytes are the GeoJSON file of a dimension whose values are 甲市 and 乙市: its shapes are drawn, or its faults are told.

use std::collections::BTreeSet;

use app::chart::{ChartData, Size, draw};
use data::Lang;

use crate::targets::{loaded, told};
use crate::{Memory, base};

const FILE: &str = "cities.geojson";

/// Holds, or panics.
pub fn run(bytes: &[u8]) {
    let engine = match loaded("base", &bundle().file(FILE, bytes)) {
        Ok(engine) => engine,
        Err(report) => {
            told(&report);
            assert!(report.faults.iter().all(|fault| fault.file == FILE), "{report}");
            return;
        }
    };
    let report = engine.ask("/base/explore?measure=count&by=city&chart=choropleth").expect("the bundle is served").report();
    assert!(report.notices.is_empty(), "{:?}", report.notices);
    let rows: BTreeSet<&str> = report.panels[0].rows.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(rows, BTreeSet::from(["", "乙市", "甲市"]), "a firm has no city");
    for lang in [Lang::Zh, Lang::En] {
        for size in [Size::Wide, Size::Narrow] {
            let svg = draw(&ChartData::from_panel(&report.panels[0], lang), size).svg;
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "no number of a picture is none: {svg}");
        }
    }
}

fn bundle() -> Memory {
    let shapes = r#"shapes = { path = "cities.geojson", property = "name", approval = { zh = "审图号：甲", en = "Approval A" } }"#;
    base().with("dashboard.toml", "marked_by = \"corridor\"", &format!("marked_by = \"corridor\"\n{shapes}"))
}

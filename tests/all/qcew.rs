//! A real case of size: the QCEW of 2016 for New Jersey's counties, as published, under the descriptor in `tests/bundles/qcew-nj`.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use data::engine::files::{Files, Folder};
use data::engine::limits::Limits;
use data::engine::{Engine, open_one};

/// The descriptor over the files as published.
struct Overlay(Folder, Folder);

impl Files for Overlay {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.0.read(path).or_else(|_| self.1.read(path))
    }
}

/// Where the files lie; in CI they must.
fn files() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/realdata/qcew-nj-2016");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").is_err(), "{} is missing in CI", folder.display());
    println!("not run: {} is not here", folder.display());
    None
}

#[test]
fn counties_of_new_jersey() {
    let Some(folder) = files() else { return };
    let overlay = Overlay(Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/qcew-nj")), Folder(folder));
    if let Err(report) = open_one("qcew-nj", &overlay, &Limits::default()) {
        panic!("{report}");
    }
    let engine = Engine::open([("qcew-nj".to_string(), &overlay as &dyn Files)]);
    // What a page takes: of so many rows a few passes the first time, and none from then on.
    let work = |search: &str| engine.ask(&format!("/qcew-nj{search}")).expect("served").measured().1;
    for search in ["", "?county=34003"] {
        let (first, again) = (work(search), work(search));
        assert!(first.counts <= 40 && first.passes <= 4, "{search}: {first:?}");
        assert_eq!((again.asks, again.counts, again.passes), (first.asks, 0, 0), "{search}");
    }
    let report = engine.ask("/qcew-nj").expect("served").report();
    assert_eq!(report.counts[0].total, 142_232);
    let employment = report.tiles.iter().find(|tile| tile.measure.id == "employment").expect("a tile of employment");
    assert_eq!(employment.values[0].total.value, Some(3_733_574.0), "first quarter, month 1, all industries");

    let map = report.panels.iter().find(|panel| panel.id == "wages_by_county").expect("a choropleth");
    assert_eq!((map.rows.len(), map.rows.iter().filter(|row| row.shape.is_some()).count()), (21, 21), "a boundary for every county");
    assert_eq!(map.approval.en, "Boundaries: US Census Bureau, 2017");

    let table = report.counts[0].table.clone();
    let matched = |search: &str| {
        let report = engine.ask(&format!("/qcew-nj?{search}")).expect("served").report();
        assert!(report.notices.is_empty(), "{search}: {:?}", report.notices);
        report.counts[0].matched
    };
    let key = |column: &str| format!("{table}.{column}");
    // Withheld cells are missing with their reason, not zero: 64,308 rows of the files carry the code N.
    assert_eq!(matched(&format!("{}__missing=suppressed", key("month1_emplvl"))), 64_308);
    assert_eq!(matched(&format!("{}__missing=any", key("month1_emplvl"))), 64_308);
    assert_eq!(matched(&format!("{}__missing=any", key("qtrly_estabs_count"))), 0);

    // A filtered export has exactly the rows that the page counts.
    for search in [format!("{}=34001", key("area_fips")), format!("{}=70&{}=1", key("agglvl_code"), key("qtr"))] {
        let rows = engine.ask_table(&format!("/qcew-nj?{search}"), &table).and_then(|question| question.rows()).expect("rows");
        assert_eq!(rows.len() as u32, matched(&search), "{search}");
    }
    let level = format!("{}=70&{}=1", key("agglvl_code"), key("qtr"));
    assert_eq!(matched(&level), 21, "one row a county");

    // The contest of the counties: published figures throughout, so every county stands, ranked or with what it lacks.
    let sheet = engine.ask("/qcew-nj/race").and_then(|question| question.sheet()).expect("a contest");
    let data::sheet::Body::Race(race) = &sheet.body else { panic!("no race") };
    assert_eq!((race.ranked.len() + race.unranked.len(), race.left_out), (21, 0));
    assert!(race.ranked.len() >= 15, "{} counties have every input", race.ranked.len());
    for row in &race.ranked {
        assert!((row.contributions.iter().sum::<f64>() - row.score).abs() < 1e-9, "{}", row.value);
        assert!((1..=row.place).contains(&row.interval.best) && row.interval.worst >= row.place, "{}", row.value);
    }
}

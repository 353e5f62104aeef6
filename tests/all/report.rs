//! Reports on the bundle `small`: twenty rows, every expectation worked out by hand from `tests/bundles/small/firms.csv`.

use data::report::{Panel, Report, Row};
use data::{Amount, Basis, Missing};

use crate::small;

fn ask(search: &str) -> Report {
    small().ask(&format!("/small{search}")).expect("the bundle is served").report()
}

fn panel<'a>(report: &'a Report, id: &str) -> &'a Panel {
    report.panels.iter().find(|panel| panel.id == id).expect("a panel")
}

/// Value by label, in the panel's order.
fn bars(panel: &Panel) -> Vec<(&str, Option<f64>)> {
    panel.rows.iter().map(|row| (row.label.en.as_str(), row.amount.value)).collect()
}

fn tile(report: &Report, id: &str) -> (Option<f64>, Option<f64>) {
    let tile = report.tiles.iter().find(|tile| tile.id == id).expect("a tile");
    (tile.values[0].value.value, tile.values[0].total.value)
}

fn matched(report: &Report, table: &str) -> (u32, u32) {
    let count = report.counts.iter().find(|count| count.table == table).expect("a count");
    (count.matched, count.total)
}

#[test]
fn every_measure_over_everything() {
    let report = ask("");
    for (id, value) in [
        ("firms", 20.0),
        ("output", 1065.0),
        ("mean", 1065.0 / 13.0),
        ("median", 40.0),
        ("cities", 3.0),
        ("corridor", 70.0),
        ("per_head", 11.1),
        ("low", 12.0),
        ("gdp", 600.0),
    ] {
        let (now, total) = tile(&report, id);
        let near = |it: Option<f64>| it.is_some_and(|it| (it - value).abs() < 1e-9);
        assert!(near(now) && near(total), "{id}: {now:?}, {total:?}, expected {value}");
    }
    assert_eq!(report.tiles[0].values[0].published.as_ref().map(|it| (it.value, it.qualifier.as_str())), Some((20.0, "exact")));
    assert_eq!((matched(&report, "firms"), matched(&report, "cities")), ((20, 20), (3, 3)));
    assert_eq!(report.basis, Basis::Illustrative);
    assert!(report.notices.is_empty() && report.chips.is_empty());
}

#[test]
fn missing_values_are_not_zero_and_keep_their_reason() {
    let report = ask("");
    let output = panel(&report, "output_by_city");
    assert_eq!(bars(output), [("Alpha", Some(1010.0)), ("Beta", Some(50.0))]);
    assert_eq!(
        output.rows[0].amount,
        Amount {
            value: Some(1010.0),
            digits: String::new(),
            missing: None,
            rows: 8,
            lacking: 2,
            illustrative: 1,
            basis: Basis::Illustrative,
            bounds: None,
            small: None
        }
    );
    let others = output.others.as_ref().expect("others");
    assert_eq!((others.count, others.amount.value, others.amount.rows, others.amount.lacking), (2, Some(5.0), 6, 5));
    let names: Vec<_> = others.rows.iter().map(|row| (row.label.en.as_str(), row.amount.value, row.amount.missing)).collect();
    assert_eq!(names, [("Gamma", None, Some(Missing::NotReported)), ("Not reported", Some(5.0), None)]);
    let none = ask("?city=%E4%B8%99%E5%B8%82&grade=top");
    assert_eq!(tile(&none, "firms").0, Some(0.0));
    assert_eq!(none.tiles[1].values[0].value.missing, Some(Missing::NoRows));
    let suppressed = ask("?output__missing=suppressed");
    assert_eq!((matched(&suppressed, "firms").0, suppressed.tiles[1].values[0].value.missing), (1, Some(Missing::Suppressed)));
}

#[test]
fn a_panel_ignores_the_clause_on_its_own_dimension() {
    let report = ask("?city=%E7%94%B2%E5%B8%82");
    let by_city = panel(&report, "by_city");
    assert_eq!(bars(by_city), [("Alpha", Some(8.0)), ("Beta", Some(6.0)), ("Gamma", Some(5.0)), ("Not reported", Some(1.0))]);
    let flags: Vec<_> = by_city.rows.iter().map(|row| (row.selected, row.marked)).collect();
    assert_eq!(flags, [(true, true), (false, true), (false, false), (false, false)]);
    assert_eq!(by_city.rows[0].link.to_string(), "/small");
    let links: Vec<_> = by_city.rows.iter().skip(2).map(|row| row.link.to_string()).collect();
    assert_eq!(links, ["/small?city=%E4%B8%99%E5%B8%82", "/small?city__missing=not_reported"]);
    let adds: Vec<_> = by_city.rows.iter().map(|row| row.add.as_ref().map(ToString::to_string)).collect();
    let both = |other: &str| Some(format!("/small?city=%E7%94%B2%E5%B8%82&city={other}"));
    assert_eq!(adds, [None, both("%E4%B9%99%E5%B8%82"), both("%E4%B8%99%E5%B8%82"), None], "the same where nothing is added to");
    let by_grade = panel(&report, "by_grade");
    assert_eq!(
        bars(by_grade),
        [("Low", Some(4.0)), ("Middle", Some(2.0)), ("High", Some(1.0)), ("Top", Some(0.0)), ("Not reported", Some(1.0))]
    );
    assert_eq!(by_grade.rows[0].share, Some(50.0));
    assert_eq!((tile(&report, "firms"), matched(&report, "firms"), matched(&report, "cities")), ((Some(8.0), Some(20.0)), (8, 20), (1, 3)));
    assert_eq!(tile(&report, "gdp"), (Some(300.0), Some(600.0)));
}

#[test]
fn a_filter_travels_to_the_tables_that_refer() {
    let corridor = ask("?corridor=true");
    assert_eq!((matched(&corridor, "firms").0, matched(&corridor, "cities").0), (14, 2));
    let grade = ask("?grade=high");
    assert_eq!((matched(&grade, "firms").0, matched(&grade, "cities").0), (2, 3));
    let blind = &grade.counts.iter().find(|count| count.table == "cities").expect("a count").ignores;
    assert_eq!(blind.iter().map(|title| title.en.as_str()).collect::<Vec<_>>(), ["Grade"]);
    let column = ask("?cities.gdp__gte=200");
    assert_eq!((matched(&column, "firms").0, matched(&column, "cities").0), (14, 2));
}

#[test]
fn every_operator_counts_rows() {
    for (search, rows) in [
        ("?city=%E7%94%B2%E5%B8%82&city=%E4%B9%99%E5%B8%82", 14),
        ("?city__not=%E7%94%B2%E5%B8%82", 12),
        ("?city__missing=any", 1),
        ("?city__contains=a&lang=en", 19),
        ("?grade__gte=mid", 7),
        ("?grade__lte=low", 12),
        ("?output__gte=60", 6),
        ("?output__lte=0", 2),
        ("?output__gte=60&output__lte=100", 4),
        ("?output__missing=any", 7),
        ("?output__missing=not_reported", 5),
        ("?output__missing=not_applicable", 1),
        ("?firms.output=10", 1),
        ("?firms.output__not=10", 19),
        ("?firms.founded=2001&firms.founded=2002", 2),
        ("?firms.founded__gte=2015", 6),
        ("?firms.day__gte=2024-01-10", 4),
        ("?firms.day__lte=2024-01-02", 2),
        ("?firms.name__contains=beta", 1),
        ("?firms.id=f01", 1),
        ("?q=%E7%94%B2", 8),
        ("?q=gamma", 5),
        ("?q=BETA", 7),
        ("?q=nothing", 0),
        ("?firms.basis=illustrative", 1),
    ] {
        let report = ask(search);
        assert!(report.notices.is_empty(), "{search}: {:?}", report.notices);
        assert_eq!(matched(&report, "firms").0, rows, "{search}");
        assert_eq!(report.table.matched, rows, "{search}");
        assert_eq!(tile(&report, "firms").0, Some(f64::from(rows)), "{search}");
        let sum: f64 = panel(&ask(search), "city_grade").total.value.expect("a count");
        let own = search.contains("city");
        assert!(own || sum == f64::from(rows), "{search}: the panel counts {sum}");
    }
}

#[test]
fn stacks_and_points() {
    let report = ask("");
    let stacked = panel(&report, "city_grade");
    let split = stacked.split.as_ref().expect("a split");
    assert!(split.ordered);
    assert_eq!(split.values.iter().map(|it| it.label.en.as_str()).collect::<Vec<_>>(), ["Low", "Middle", "High", "Top", "Not reported"]);
    let parts = |row: &Row| row.parts.iter().map(|part| part.value.unwrap_or(-1.0)).collect::<Vec<_>>();
    assert_eq!(
        stacked.rows.iter().map(parts).collect::<Vec<_>>(),
        [vec![4.0, 2.0, 1.0, 0.0, 1.0], vec![3.0, 2.0, 1.0, 0.0, 0.0], vec![4.0, 1.0, 0.0, 0.0, 0.0], vec![1.0, 0.0, 0.0, 0.0, 0.0]]
    );
    let scatter = panel(&report, "scatter");
    let points: Vec<_> = scatter.rows.iter().map(|row| (row.x.as_ref().and_then(|x| x.value), row.amount.value)).collect();
    assert_eq!(points, [(Some(300.0), Some(8.0)), (Some(200.0), Some(6.0)), (Some(100.0), Some(5.0)), (None, Some(1.0))]);
}

#[test]
fn facets_keep_what_is_selected() {
    let report = ask("?grade=top&city=%E7%94%B2%E5%B8%82");
    let grades = report.facets.iter().find(|facet| facet.dimension == "grade").expect("a facet");
    let values: Vec<_> = grades.values.iter().map(|it| (it.value.as_str(), it.count, it.selected)).collect();
    assert_eq!(values, [("low", 4, false), ("mid", 2, false), ("high", 1, false), ("top", 0, true), ("", 1, false)]);
    assert_eq!(grades.values[3].link.as_ref().map(ToString::to_string).as_deref(), Some("/small?city=%E7%94%B2%E5%B8%82"));
    let cities = report.facets.iter().find(|facet| facet.dimension == "city").expect("a facet");
    assert_eq!(cities.values.iter().map(|it| it.count).collect::<Vec<_>>(), [0, 0, 0, 0]);
}

#[test]
fn the_table_sorts_totally_and_pages() {
    let ids = |search: &str| -> Vec<String> { ask(search).table.rows.into_iter().map(|row| row[0].raw.clone()).collect() };
    assert_eq!(ids("?sort=-output")[..5], ["f05", "f02", "f01", "f08", "f07"]);
    assert_eq!(ids("?sort=output")[..3], ["f13", "f14", "f18"]);
    // Missing values stand last either way, in the file's order.
    assert_eq!(ids("?sort=-output")[13..], ["f03", "f04", "f15", "f16", "f17", "f19", "f20"]);
    assert_eq!(ids("?sort=output")[13..], ["f03", "f04", "f15", "f16", "f17", "f19", "f20"]);
    // A dimension sorts by its own order: low, mid, high, and equals as in the file.
    assert_eq!(ids("?sort=-grade")[..4], ["f05", "f12", "f03", "f04"]);
    let page = ask("?page=9");
    assert_eq!((page.table.page, page.table.pages, page.notices.len()), (1, 1, 1));
    assert_eq!(page.query.to_string(), "/small");
    let cell = &ask("?q=f03").table.rows[0][4];
    assert_eq!((cell.missing, cell.number), (Some(Missing::NotReported), None));
    let city = &ask("").table.rows[0][2];
    assert_eq!(city.link.as_ref().map(ToString::to_string).as_deref(), Some("/small?city=%E7%94%B2%E5%B8%82"));
    assert_eq!(city.label.as_ref().map(|label| label.en.as_str()), Some("Alpha"));
}

#[test]
fn chips_say_the_filter_and_remove_one_value() {
    let report = ask("?city=%E7%94%B2%E5%B8%82&city=%E4%B9%99%E5%B8%82&output__gte=10&q=x");
    let chips: Vec<_> = report.chips.iter().map(|chip| (chip.text.zh.as_str(), chip.remove.to_string())).collect();
    assert_eq!(
        chips,
        [
            ("市：甲市", "/small?city=%E4%B9%99%E5%B8%82&output__gte=10&q=x".to_string()),
            ("市：乙市", "/small?city=%E7%94%B2%E5%B8%82&output__gte=10&q=x".to_string()),
            ("产值 ≥ 10", "/small?city=%E7%94%B2%E5%B8%82&city=%E4%B9%99%E5%B8%82&q=x".to_string()),
            ("企业（全文）含“x”", "/small?city=%E7%94%B2%E5%B8%82&city=%E4%B9%99%E5%B8%82&output__gte=10".to_string()),
        ]
    );
    assert_eq!(report.clear.to_string(), "/small");
}

#[test]
fn a_report_survives_its_own_json() {
    for search in ["", "?city=%E7%94%B2%E5%B8%82&sort=-output", "?moon=1"] {
        let report = ask(search);
        let json = serde_json::to_string(&report).expect("a report is plain data");
        assert_eq!(serde_json::from_str::<Report>(&json).expect("its own JSON"), report, "{search}");
    }
}

#[test]
fn an_indicator_over_few_units_says_how_far_one_moves_it() {
    // `small = 10` on all four measures.
    let small = |search: &str, id: &str| {
        let report = ask(search);
        report.tiles.iter().find(|tile| tile.id == id).expect("a tile").values[0].value.small
    };
    let says = |search: &str, id: &str, units: u32, range: Option<(f64, f64)>, added: bool| {
        let found = small(search, id).expect("few units");
        assert_eq!((found.units, found.added, found.range.is_some()), (units, added, range.is_some()), "{search} {id}");
        if let (Some(found), Some((low, high))) = (found.range, range) {
            assert!((found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9, "{search} {id}: {found:?}, not {low} to {high}");
        }
    };
    let alpha = "?city=%E7%94%B2%E5%B8%82";
    // Outputs of Alpha: 60 70 80 100 200 500, each of 10 staff.
    says(alpha, "mean", 6, Some((510.0 / 5.0, 950.0 / 5.0)), false);
    says(alpha, "median", 6, Some((80.0, 100.0)), false);
    says(alpha, "per_head", 6, Some((510.0 / 50.0, 950.0 / 50.0)), false);
    // Of five firms of middle grade four are in the corridor: 3/4, 4/4; 4/6, 5/6.
    says("?grade=mid", "corridor", 5, Some((400.0 / 6.0, 100.0)), true);
    // Of both of high grade: 1/1; 2/3, 3/3.
    says("?grade=high", "corridor", 2, Some((200.0 / 3.0, 100.0)), true);
    // One firm: its mean without it is nothing; a share with one more is 1/2 or 2/2.
    let one = "?city=%E7%94%B2%E5%B8%82&grade=high";
    says(one, "mean", 1, None, false);
    says(one, "corridor", 1, Some((50.0, 100.0)), true);
    // Thirteen outputs and twenty firms are enough, and a count never says it.
    assert_eq!((small("", "mean"), small("", "corridor"), small(alpha, "firms")), (None, None, None));
}

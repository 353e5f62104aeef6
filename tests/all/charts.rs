//! Charts of every kind through the page where a reader makes them, on the bundle `small`: expectations worked out by hand from
//! `tests/bundles/small/firms.csv`; and what the page says of combinations that cannot be.

use data::report::{Panel, Report};
use data::schema::PanelKind;
use data::{Bounds, Query};

use data::engine::limits::Limits;
use data::engine::open_one;

use crate::{Changed, small};

/// The outputs of Alpha: 60 70 80 100 200 500; of Beta: -50 0 10 20 30 40; and 5 of a firm whose city nobody reported.
fn explore(search: &str) -> Report {
    small().ask(&format!("/small/explore{search}")).expect("the bundle is served").report()
}

fn chart(search: &str) -> Panel {
    let report = explore(search);
    assert!(report.notices.is_empty(), "{search}: {:?}", report.notices);
    report.panels.into_iter().next().expect("a chart")
}

#[test]
fn what_is_not_said_is_filled_in() {
    let report = explore("");
    assert_eq!(report.query.to_string(), "/small/explore?measure=firms&by=city");
    let table: &[(&str, &str)] = &[
        ("?chart=heatmap", "/small/explore?measure=firms&by=city&split=corridor&chart=heatmap"),
        ("?chart=line", "/small/explore?measure=firms&by=grade&chart=line"),
        ("?measure=gdp", "/small/explore?measure=gdp&by=city"),
        ("?chart=histogram&measure=output", "/small/explore?measure=output&chart=histogram"),
        (
            "?by=city&split=grade&chart=grouped&top=5&order=natural",
            "/small/explore?measure=firms&by=city&split=grade&chart=grouped&order=natural&top=5",
        ),
    ];
    for (search, canonical) in table {
        let report = explore(search);
        assert_eq!((report.query.to_string().as_str(), report.notices.len()), (*canonical, 0), "{search}");
        assert_eq!(Query::parse(canonical).0, report.query, "{search}");
    }
}

#[test]
fn intervals_count_every_row_once_and_lead_to_their_rows() {
    let panel = chart("?chart=histogram&measure=output");
    let counts: Vec<(f64, f64)> =
        panel.rows.iter().filter_map(|row| Some((row.interval?.low, row.amount.value?))).filter(|(_, count)| *count > 0.0).collect();
    assert_eq!(counts, [(-50.0, 1.0), (0.0, 6.0), (50.0, 3.0), (100.0, 1.0), (200.0, 1.0), (500.0, 1.0)]);
    assert_eq!(panel.rows[2].interval, Some(Bounds { low: 50.0, high: 100.0 }));
    assert_eq!((panel.total.value, panel.total.rows, panel.total.lacking), (Some(13.0), 20, 7));
    for row in &panel.rows {
        let search = row.link.to_string();
        let report = small().ask(&search).expect("the bundle is served").report();
        assert!(report.notices.is_empty(), "{search}: {:?}", report.notices);
        assert_eq!(Some(f64::from(report.counts[0].matched)), row.amount.value, "{search}");
        // The chart keeps its context, and marks the interval.
        let selected: Vec<bool> = report.panels[0].rows.iter().map(|row| row.selected).collect();
        assert_eq!(selected.iter().filter(|is| **is).count(), 1, "{search}");
        assert_eq!(report.panels[0].total.value, Some(13.0), "{search}");
        let again = &report.panels[0].rows[selected.iter().position(|is| *is).unwrap_or_default()];
        assert_eq!(again.link.clauses, [], "a second click takes it away");
    }
}

#[test]
fn a_histogram_for_each_value_has_the_same_intervals() {
    let panel = chart("?chart=histogram&measure=output&per=city");
    let counts = |city: &str| -> (Vec<(f64, f64)>, u32, u32) {
        let multiple = panel.multiples.iter().find(|multiple| multiple.label.en == city).expect("a small chart");
        let ends = |rows: &[data::report::Row]| rows.iter().filter_map(|row| row.interval).collect::<Vec<_>>();
        assert_eq!(ends(&multiple.rows), ends(&panel.rows), "{city}");
        let counted = multiple.rows.iter().filter_map(|row| Some((row.interval?.low, row.amount.value?)));
        (counted.filter(|(_, count)| *count > 0.0).collect(), multiple.total.rows, multiple.total.lacking)
    };
    assert_eq!(counts("Alpha"), (vec![(50.0, 3.0), (100.0, 1.0), (200.0, 1.0), (500.0, 1.0)], 8, 2));
    assert_eq!(counts("Beta"), (vec![(-50.0, 1.0), (0.0, 5.0)], 6, 0));
    assert_eq!(counts("Gamma"), (vec![], 5, 5));
    // The firm whose city nobody reported is in the whole alone.
    assert_eq!((panel.total.value, panel.total.rows), (Some(13.0), 20));
    // A city chosen stays among the others.
    assert_eq!(chart("?chart=histogram&measure=output&per=city&city=甲市").multiples.len(), 3);
}

#[test]
fn boxes() {
    let panel = chart("?chart=box&measure=output&by=city");
    let spread = |city: &str| panel.rows.iter().find(|row| row.label.en == city).and_then(|row| row.spread.clone()).expect("a box");
    let alpha = spread("Alpha");
    assert_eq!((alpha.low, alpha.lower, alpha.median, alpha.upper, alpha.high), (60.0, 72.5, 90.0, 175.0, 200.0));
    assert_eq!((alpha.outliers, alpha.beyond), (vec![500.0], 1));
    let beta = spread("Beta");
    assert_eq!((beta.low, beta.lower, beta.median, beta.upper, beta.high), (0.0, 2.5, 15.0, 27.5, 40.0));
    assert_eq!(beta.outliers, [-50.0]);
    assert!(panel.rows.iter().find(|row| row.label.en == "Gamma").is_some_and(|row| row.spread.is_none()));
}

#[test]
fn small_multiples_show_the_same_marks_in_the_same_order() {
    let panel = chart("?measure=firms&by=city&per=grade");
    type Rows<'a> = Vec<(&'a str, Option<f64>)>;
    let charts: Vec<(&str, Rows<'_>)> = panel
        .multiples
        .iter()
        .map(|one| (one.label.en.as_str(), one.rows.iter().map(|row| (row.label.en.as_str(), row.amount.value)).collect()))
        .collect();
    let row = |alpha: f64, beta: f64, gamma: f64, nobody: f64| {
        vec![("Alpha", Some(alpha)), ("Beta", Some(beta)), ("Gamma", Some(gamma)), ("Not reported", Some(nobody))]
    };
    let labels: Vec<&str> = charts.iter().map(|(label, _)| *label).collect();
    assert_eq!(labels.len(), 3);
    assert_eq!(charts[0].1, row(4.0, 3.0, 4.0, 1.0));
    assert_eq!(charts[1].1, row(2.0, 2.0, 1.0, 0.0));
    assert_eq!(charts[2].1, row(1.0, 1.0, 0.0, 0.0));
    // A filter on the charts' own dimension marks one and leaves the others.
    let filtered = chart("?measure=firms&by=city&per=grade&grade=mid");
    assert_eq!(filtered.multiples.iter().map(|one| one.selected).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(filtered.multiples[0].rows[0].amount.value, Some(4.0));
    // But running shares are of the largest first: of low firms Gamma has more than Beta.
    let pareto = chart("?measure=firms&by=city&per=grade&chart=pareto");
    let low: Vec<(&str, Option<f64>)> = pareto.multiples[0].rows.iter().map(|row| (row.label.en.as_str(), row.amount.value)).collect();
    assert_eq!(low[..3], [("Alpha", Some(4.0)), ("Gamma", Some(4.0)), ("Beta", Some(3.0))]);
}

#[test]
fn lines_and_cells_hold_their_parts() {
    let line = chart("?measure=firms&by=grade&chart=line&split=city");
    assert_eq!(line.rows.iter().map(|row| row.value.as_str()).collect::<Vec<_>>()[..3], ["low", "mid", "high"]);
    let parts = |panel: &Panel, row: usize| panel.rows[row].parts.iter().map(|part| part.value).collect::<Vec<_>>();
    assert_eq!(parts(&line, 0)[..3], [Some(4.0), Some(3.0), Some(4.0)]);
    let cells = chart("?measure=mean_output&by=city&split=grade&chart=heatmap");
    // Means of Alpha: 60? has no grade; low 100 200 70 80, mid none, high 500.
    let alpha = cells.rows.iter().position(|row| row.label.en == "Alpha").expect("a row");
    assert_eq!(parts(&cells, alpha)[..3], [Some(112.5), None, Some(500.0)]);
}

#[test]
fn what_cannot_be_is_said_and_never_drawn_otherwise() {
    let table: &[(&str, &str)] = &[
        ("?measure=nothing", "measure"),
        ("?by=nothing", "by"),
        ("?chart=pie", "chart"),
        ("?top=0", "top"),
        ("?chart=box&measure=output&top=5", "top"),
        ("?per=grade&top=5", "top"),
        ("?order=up", "order"),
        ("?log=z", "log"),
        ("?by=city&split=city&chart=heatmap", "split"),
        ("?by=city&chart=line", "by"),
        ("?measure=mean_output&chart=pareto", "measure"),
        ("?measure=gdp&by=grade", "by"),
        ("?measure=firms&chart=histogram", "measure"),
        ("?measure=holders", "measure"),
        ("?by=city&by=grade", "by"),
    ];
    for (search, param) in table {
        let report = explore(search);
        assert_eq!(
            report.notices.iter().map(|notice| notice.param.as_str()).collect::<Vec<_>>(),
            [*param],
            "{search}: {:?}",
            report.notices
        );
        let canonical = report.query.to_string();
        let again = small().ask(&canonical).expect("the bundle is served").report();
        assert!(again.notices.is_empty() && !again.panels.is_empty(), "{search}: {canonical} {:?}", again.notices);
    }
}

#[test]
fn every_option_leads_to_a_chart_or_says_why_not() {
    let mut pages = vec![String::new()];
    pages.extend(PanelKind::ALL.map(|kind| format!("?chart={}", kind.name())));
    for search in pages {
        for choice in explore(&search).choices {
            assert_eq!(choice.options.iter().filter(|option| option.selected).count(), 1, "{search} {}", choice.key);
            for option in choice.options {
                let url = option.link.to_string();
                if option.why.is_empty() {
                    let report = small().ask(&url).expect("the bundle is served").report();
                    assert!(report.notices.is_empty(), "{search} {}={}: {url} {:?}", choice.key, option.value, report.notices);
                    assert_eq!(report.query, option.link, "{search} {}={}", choice.key, option.value);
                    let there = report
                        .choices
                        .iter()
                        .find(|other| other.key == choice.key)
                        .and_then(|other| other.options.iter().find(|it| it.value == option.value));
                    assert!(there.is_some_and(|it| it.selected), "{search} {}={} is not what {url} shows", choice.key, option.value);
                } else {
                    assert!(!option.selected && !option.why.zh.is_empty() && !option.why.en.is_empty(), "{search} {}", choice.key);
                }
            }
        }
    }
}

/// Two squares and their names, and what a dashboard says of them.
const SHAPES: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"name":"甲市"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]}},
  {"type":"Feature","properties":{"name":"乙市"},"geometry":{"type":"MultiPolygon","coordinates":[[[[2,1],[3,1],[3,2],[2,2],[2,1]]]]}}]}"#;

fn with_shapes(path: &str, text: &str) -> Option<String> {
    match path {
        "dashboard.toml" => {
            let shapes = "marked_by = \"corridor\"\nshapes = { path = \"./cities.geojson\", property = \"name\", approval = { zh = \"审图号：甲\", en = \"Approval A\" } }";
            Some(text.replacen("marked_by = \"corridor\"", shapes, 1))
        }
        "cities.geojson" => Some(SHAPES.to_string()),
        _ => None,
    }
}

#[test]
fn a_bundle_brings_its_own_boundaries() {
    let engine = Changed(with_shapes).engine();
    let report = engine.ask("/small/explore?measure=firms&by=city&chart=choropleth").expect("the bundle is served").report();
    assert!(report.notices.is_empty(), "{:?}", report.notices);
    let panel = &report.panels[0];
    let shapes = |label: &str| {
        panel.rows.iter().find(|row| row.label.en == label).and_then(|row| row.shape.as_ref()).map(|shape| shape.polygons.len())
    };
    assert_eq!((shapes("Alpha"), shapes("Beta"), shapes("Gamma")), (Some(1), Some(1), None));
    let svg = app::chart::draw(&app::chart::ChartData::from_panel(panel, data::Lang::Zh), app::chart::Size::Wide).svg;
    assert!(svg.contains("审图号：甲") && svg.contains("无边界：丙市"), "{svg}");
    // Without boundaries the chooser says what is lacking.
    let kinds = explore("").choices.into_iter().find(|choice| choice.key == "chart").expect("kinds");
    let without = kinds.options.into_iter().find(|option| option.value == "choropleth").expect("a choropleth");
    assert!(without.why.en.contains("GeoJSON"), "{:?}", without.why);
}

#[test]
fn boundaries_that_are_wrong() {
    type Change = fn(&str, &str) -> Option<String>;
    let table: &[(Change, &str)] = &[
        (|path, text| if path == "cities.geojson" { Some("{}".into()) } else { with_shapes(path, text) }, "FeatureCollection"),
        (
            |path, text| if path == "cities.geojson" { Some(SHAPES.replace("\"name\"", "\"title\"")) } else { with_shapes(path, text) },
            "features[0].properties.name",
        ),
        (
            |path, text| if path == "cities.geojson" { Some(SHAPES.replace("乙市", "丁市")) } else { with_shapes(path, text) },
            "The dimension has no such value",
        ),
        (
            |path, text| {
                if path == "cities.geojson" { Some(SHAPES.replace("[2,1],[3,1]", "[2,1],[300,1]")) } else { with_shapes(path, text) }
            },
            "in degrees",
        ),
        (
            |path, text| {
                if path == "cities.geojson" {
                    Some(SHAPES.replace("\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]", "\"Point\",\"coordinates\":[1,1]"))
                } else {
                    with_shapes(path, text)
                }
            },
            "features[0]",
        ),
        (
            |path, text| Some(with_shapes(path, text)?.replace("zh = \"审图号：甲\", en = \"Approval A\"", "zh = \"\", en = \"\"")),
            "approval number",
        ),
    ];
    for (change, said) in table {
        let Err(report) = open_one("small", &Changed(*change), &Limits::default()) else { panic!("served, and should say {said}") };
        assert!(report.to_string().contains(said), "{said}: {report}");
    }
}

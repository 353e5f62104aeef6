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
    // What is added to a range of numbers is all up to it.
    let ranged = chart("?chart=histogram&measure=output&output__gte=50&output__lt=100");
    let adds: Vec<Option<String>> = ranged.rows.iter().take(5).map(|row| row.add.as_ref().map(ToString::to_string)).collect();
    let all =
        |from: &str, below: &str| Some(format!("/small/explore?output__gte={from}&output__lt={below}&measure=output&chart=histogram"));
    assert_eq!(adds, [all("-50", "100"), all("0", "100"), None, all("50", "150"), all("50", "200")]);
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
    pages.extend(["?chart=slope&index=first".to_string(), "?top=7".to_string()]);
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

#[test]
fn the_chooser_has_five_selects_and_what_a_kind_takes_besides() {
    let mut drawn = Vec::new();
    for kind in PanelKind::ALL {
        // Maps have no places in this bundle: bars stand for them.
        let Report { choices, panels, .. } = explore(&format!("?measure=output&chart={}", kind.name()));
        let kind = panels[0].kind;
        drawn.push(kind);
        let keys = |further: bool| choices.iter().filter(|it| it.further == further).map(|it| it.key.as_str()).collect::<Vec<_>>();
        assert_eq!(keys(false), ["measure", "by", "split", "per", "chart"], "{kind:?}");
        let further: &[&str] = match kind {
            PanelKind::Bar | PanelKind::Grouped | PanelKind::Stacked | PanelKind::Percent | PanelKind::Pareto | PanelKind::Heatmap => {
                &["order", "top"]
            }
            PanelKind::Line => &["log"],
            PanelKind::Slope => &["index"],
            PanelKind::Scatter => &["against", "log"],
            PanelKind::Bubble => &["against", "sized", "log"],
            _ => &[],
        };
        assert_eq!(keys(true), further, "{kind:?}");
    }
    drawn.dedup();
    assert_eq!(drawn.len(), 14, "{drawn:?}");
    let choices = explore("").choices;
    let groups = |key: &str| -> Vec<(String, usize)> {
        let options = &choices.iter().find(|choice| choice.key == key).expect("a choice").options;
        options.chunk_by(|a, b| a.group == b.group).map(|of| (of[0].group.en.clone(), of.len())).collect()
    };
    let of = |groups: &[(&str, usize)]| groups.iter().map(|(name, count)| (name.to_string(), *count)).collect::<Vec<_>>();
    assert_eq!(groups("measure"), of(&[("Firms", 8), ("Cities", 1)]));
    assert_eq!(groups("by"), of(&[("Places", 1), ("Categories", 1), ("Dates and grades", 1)]));
    assert_eq!(groups("split"), of(&[("", 1), ("Places", 1), ("Categories", 1), ("Dates and grades", 1)]));
    let kinds = [("Comparison", 2), ("Parts of a whole", 3), ("Change", 3), ("Relation", 3), ("Distribution", 2), ("Maps", 3)];
    assert_eq!(groups("chart"), of(&kinds));
    // What a kind has no use for is greyed, and says so.
    let scatter = explore("?chart=scatter").choices;
    let split = &scatter.iter().find(|choice| choice.key == "split").expect("a choice").options;
    assert!(split[0].why.is_empty() && split[1..].iter().all(|option| option.why.zh == "此类图用不到拆分维度（split）。"), "{split:?}");
}

#[test]
fn a_form_makes_the_chart_that_a_link_makes() {
    for kind in PanelKind::ALL {
        let shown = explore(&format!("?chart={}", kind.name()));
        for choice in &shown.choices {
            for option in choice.options.iter().filter(|option| option.why.is_empty()) {
                let chosen = |other: &str| {
                    let of = shown.choices.iter().find(|it| it.key == other).expect("a choice");
                    of.options.iter().find(|it| it.selected).map(|it| it.value.clone()).unwrap_or_default()
                };
                let mut form: Vec<(&str, String)> = shown.choices.iter().map(|it| (it.key.as_str(), chosen(&it.key))).collect();
                form.iter_mut().filter(|(key, _)| *key == choice.key).for_each(|(_, value)| value.clone_from(&option.value));
                let sent = send(&shown, &form);
                assert!(sent.notices.is_empty(), "{kind:?} {form:?}: {:?}", sent.notices);
                assert_eq!(sent.query, option.link, "{kind:?} {form:?}");
            }
        }
    }
}

/// What a form says of the chart that it was offered for.
fn send(shown: &Report, form: &[(&str, String)]) -> Report {
    let was = Query { chart: shown.query.chart.clone(), ..Query::default() }.search();
    let mut query = Query { chart: Vec::new(), ..shown.query.clone() }.charting("was", Some(was.trim_start_matches('?')));
    // An empty field says nothing.
    for (key, value) in form.iter().filter(|(_, value)| !value.is_empty()) {
        query = query.charting(key, Some(value));
    }
    small().ask(&query.to_string()).expect("the bundle is served").report()
}

#[test]
fn a_form_may_change_several_parameters() {
    let shown = explore("?measure=firms&by=city");
    let form = |changes: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let mut form = vec![("measure", "firms"), ("by", "city"), ("chart", "bar"), ("top", "30")];
        for (key, value) in changes {
            form.retain(|(known, _)| known != key);
            form.push((key, value));
        }
        form.into_iter().map(|(key, value)| (key, value.to_string())).collect()
    };
    let made = |changes: &[(&'static str, &str)]| {
        let report = send(&shown, &form(changes));
        (report.query.to_string(), report.notices.iter().map(|notice| notice.param.clone()).collect::<Vec<_>>())
    };
    let nothing: Vec<String> = Vec::new();
    assert_eq!(made(&[]), ("/small/explore?measure=firms&by=city".to_string(), nothing.clone()));
    let three = made(&[("split", "grade"), ("chart", "grouped"), ("measure", "mean_output")]);
    assert_eq!(three, ("/small/explore?measure=mean_output&by=city&split=grade&chart=grouped".to_string(), nothing));
    // Only a form's own words are understood.
    assert_eq!(explore("?was=measure%3Dnothing").notices[0].param, "was");
    assert_eq!(explore("?was=city%3Dx").notices[0].param, "was");
    // What does not go together is said as of any address.
    assert_eq!(made(&[("chart", "pareto"), ("measure", "mean_output")]).1, ["measure"]);
}

#[test]
fn an_index_by_hand() {
    // Outputs of Alpha: 450 low, none mid, 500 high, none top, 60 without a grade, which is no place in the order; of Beta −40 low; of Gamma none; 5 low of a firm without a city.
    let panel = chart("?measure=output&by=city&split=grade&chart=slope&index=first");
    let of = |panel: &Panel, label: &str| -> Vec<Option<f64>> {
        let row = panel.rows.iter().find(|row| row.label.en == label).expect("a row");
        row.indices.iter().map(|index| index.map(|index| (index * 100.0).round() / 100.0)).collect()
    };
    assert_eq!(of(&panel, "Alpha"), [Some(100.0), None, Some(111.11), None, None]);
    assert_eq!(of(&panel, "Beta"), [None; 5]);
    assert_eq!(of(&panel, "Gamma"), [None; 5]);
    assert_eq!(of(&panel, "Not reported"), [Some(100.0), None, None, None, None]);
    assert_eq!((panel.index.en.as_str(), panel.title.en.as_str()), ("Low", "Index of Output by City, Grade"));
    assert_eq!(panel.unindexed.en, "no index where Low is missing: Gamma; no index where Low is negative: Beta");
    assert_eq!(panel.unindexed.zh, "低缺失，无指数：丙市；低为负，无指数：乙市");
    // Firms of each city: 4, 2, 1; 3, 2, 1; 4, 1, 0.
    let panel = chart("?measure=firms&by=city&split=grade&chart=slope&index=first");
    assert_eq!(of(&panel, "Alpha")[..3], [Some(100.0), Some(50.0), Some(25.0)]);
    assert_eq!(of(&panel, "Beta")[..3], [Some(100.0), Some(66.67), Some(33.33)]);
    assert_eq!(of(&panel, "Gamma")[..3], [Some(100.0), Some(25.0), Some(0.0)]);
    assert!(panel.unindexed.is_empty() && panel.refused.is_empty(), "{panel:?}");
    // One firm has an output of 500, and no city has one of the first grade: nothing can be 100.
    let panel = chart("?measure=firms&by=city&split=grade&chart=slope&index=first&output__gte=500");
    assert!(panel.rows.is_empty() && panel.refused.en.starts_with("Nothing is above zero in Low:"), "{:?}", panel.refused);
    // An index is of slopes.
    assert_eq!(explore("?index=first").notices[0].param, "index");
    assert_eq!(explore("?chart=slope&index=2020").notices[0].param, "index");
    assert_eq!(explore("?chart=slope&index=first").choices.iter().filter(|it| it.key == "index").count(), 1);
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

//! Charts of every kind through the page where a reader makes them, on the bundle `small`: expectations worked out by hand from
//! `tests/bundles/small/firms.csv`; and what the page says of combinations that cannot be.

use data::report::{Panel, Report};
use data::schema::PanelKind;
use data::{Bounds, Query};

use data::engine::limits::Limits;
use data::engine::open_one;

use crate::made::Made;
use crate::{Changed, shipped, small};

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

#[test]
fn a_stock_counts_at_one_date() {
    let total = |search: &str| {
        let report = shipped().ask(&format!("/jilin/explore?measure=population&by=city{search}")).expect("the bundle is served").report();
        report.panels[0].total.value.map(|value| (value * 1e4).round() / 1e4)
    };
    // Sums of the nine published figures of each date; never both dates together.
    assert_eq!((total(""), total("&pop_year=2024"), total("&pop_year=2020")), (Some(2262.09), Some(2262.09), Some(2350.2971)));
    assert_eq!(total("&pop_year=2020&pop_year=2024"), Some(2262.09));
    let slope =
        shipped().ask("/jilin/explore?measure=population&by=city&split=pop_year&chart=slope").expect("the bundle is served").report();
    let changchun = &slope.panels[0].rows[0];
    assert_eq!(
        (changchun.label.en.as_str(), changchun.parts.iter().map(|part| part.value).collect::<Vec<_>>()),
        ("Changchun", vec![Some(906.6906), Some(908.51)])
    );
}

#[test]
fn an_earlier_date_stands_beside_the_present_one() {
    let ask = |url: &str| shipped().ask(url).expect("the bundle is served").report();
    let report = ask("/jilin/explore?measure=population&by=city&vs=2020");
    assert!(report.notices.is_empty(), "{:?}", report.notices);
    let panel = &report.panels[0];
    let pair = |label: &str| {
        let row = panel.rows.iter().find(|row| row.label.en == label).expect("a row");
        (row.amount.value, row.before.as_ref().and_then(|before| before.value))
    };
    assert_eq!(panel.vs.as_ref().map(|dates| (dates.now.en.as_str(), dates.before.en.as_str())), Some(("2024", "2020")));
    assert!(!panel.compares_totals() && panel.uncompared.is_empty());
    assert_eq!((pair("Changchun"), pair("Tonghua")), ((Some(908.51), Some(906.6906)), (Some(116.97), Some(130.2778))));
    // A chart that shows the dates, growth itself, and a table without dates are compared with nothing; bars say why.
    for (url, why) in [
        ("/jilin/explore?measure=population&by=city&split=pop_year&chart=slope&vs=2020", ""),
        ("/jilin/explore?measure=population_growth&by=city&vs=2020", "不与2020比较：该指标自有起止日期"),
        ("/jilin/explore?measure=clusters&by=city&vs=2020", "不与2020比较：该指标不分日期"),
        ("/jilin/explore?measure=population&by=city&pop_year=2020&vs=2020", "不与2020比较：所示即2020"),
        ("/national/explore?measure=prefectures&by=region&vs=2022", "不与2022比较：该指标没有2022的数据"),
        // The measure is of 2024 alone.
        ("/national/explore?measure=gdp&by=prefecture&vs=2023", "不与2023比较：该指标没有2023的数据"),
    ] {
        let panel = &ask(url).panels[0];
        assert!(panel.vs.is_none() && panel.rows.iter().all(|row| row.before.is_none()), "{url}");
        assert_eq!(panel.uncompared.zh, why, "{url}");
    }
    // Firms announced in 2024 and in 2023; both are the file's own figures.
    let tile = ask("/national?year=2024&vs=2023").tiles.into_iter().find(|tile| tile.id == "batch_firms").expect("a tile");
    let before = tile.values[0].before.as_ref().and_then(|before| before.value);
    assert_eq!((tile.values[0].value.value, before), (Some(3012.0), Some(3673.0)));
    assert!(tile.values[0].now.is_none());
    for (url, param) in [("/jilin?vs=1999", "vs"), ("/small?vs=2020", "vs")] {
        let engine = if url.starts_with("/small") { small() } else { shipped() };
        let report = engine.ask(url).expect("the bundle is served").report();
        assert_eq!(report.notices.iter().map(|notice| notice.param.as_str()).collect::<Vec<_>>(), [param], "{url}");
    }
}

#[test]
fn a_sum_over_dates_is_never_held_against_one_of_them() {
    let report = shipped().ask("/national?vs=2022").expect("the bundle is served").report();
    let tile = |id: &str| report.tiles.iter().find(|tile| tile.id == id).expect("a tile");
    let value = |amount: &Option<data::Amount>| amount.as_ref().and_then(|amount| amount.value);
    // Six batches: 248 + 1748 + 2930 + 4359 + 3673 + 3012. What is compared is 2024, 3012, with 2022, 4359.
    let batches = tile("batch_firms");
    let shown = &batches.values[0];
    assert_eq!((shown.value.value, value(&shown.now), value(&shown.before)), (Some(15970.0), Some(3012.0), Some(4359.0)));
    assert_eq!(batches.vs.as_ref().map(|dates| (dates.now.zh.as_str(), dates.before.zh.as_str())), Some(("2024", "2022")));
    // 189 prefectures have 2024 alone, and clusters no dates: neither grew from nothing.
    for (id, why) in [
        ("prefectures", "Not compared with 2022: this measure has nothing for 2022"),
        ("clusters", "Not compared with 2022: this measure has no dates"),
    ] {
        let tile = tile(id);
        assert_eq!((tile.vs.is_none(), value(&tile.values[0].before), tile.uncompared.en.as_str()), (true, None, why), "{id}");
    }
    // The dates left by the filter: of 2019 to 2021 the latest is 2021, 2930.
    let report = shipped().ask("/national?year__lte=2021&vs=2022").expect("the bundle is served").report();
    let tile = report.tiles.iter().find(|tile| tile.id == "batch_firms").expect("a tile");
    let shown = &tile.values[0];
    assert_eq!((shown.value.value, value(&shown.now), value(&shown.before)), (Some(4926.0), Some(2930.0), Some(4359.0)));
}

#[test]
fn the_date_of_comparison_is_a_chip() {
    let report = shipped().ask("/national?year__gte=2020&vs=2022").expect("the bundle is served").report();
    let chips: Vec<(&str, String)> = report.chips.iter().map(|chip| (chip.text.en.as_str(), chip.remove.to_string())).collect();
    assert_eq!(chips[0], ("Compared with: 2022", report.chips[0].remove.to_string()));
    assert_eq!((chips.len(), report.chips[0].remove.vs.as_ref()), (2, None));
    assert_eq!(report.clear.vs, None);
}

#[test]
fn the_strip_of_dates() {
    let time = |url: &str| shipped().ask(url).expect("the bundle is served").report().time.expect("a strip");
    let all = time("/national");
    let dates: Vec<(&str, u32, bool)> = all.values.iter().map(|value| (value.value.as_str(), value.count, value.selected)).collect();
    assert_eq!(dates, ["2019", "2020", "2021", "2022", "2023", "2024"].map(|year| (year, 1, false)));
    // The dimension names a measure: the firms announced in each year.
    let firms: Vec<Option<f64>> = all.values.iter().map(|value| value.amount).collect();
    assert_eq!(firms, [248.0, 1748.0, 2930.0, 4359.0, 3673.0, 3012.0].map(Some));
    assert_eq!(all.counts.en, "Little giants by batch");
    assert_eq!(all.values[1].link.as_ref().map(ToString::to_string).as_deref(), Some("/national?year=2020"));
    let some = time("/national?year__gte=2021&year__lte=2023");
    assert_eq!(some.values.iter().map(|value| value.selected).collect::<Vec<_>>(), [false, false, true, true, true, false]);
    assert_eq!(some.base.to_string(), "/national");
    let one = time("/national?year=2020&vs=2019");
    assert_eq!(one.values[1].link.as_ref().map(ToString::to_string).as_deref(), Some("/national?vs=2019"));
    assert_eq!(one.versus.iter().find(|option| option.selected).map(|option| option.value.as_str()), Some("2019"));
}

#[test]
fn growth_by_hand() {
    let rows = |search: &str| -> Vec<(String, Option<f64>)> {
        let report = shipped().ask(&format!("/jilin/explore?measure=population_growth&{search}")).expect("the bundle is served").report();
        report.panels[0].rows.iter().map(|row| (row.label.en.clone(), row.amount.value.map(|value| (value * 1e6).round() / 1e6))).collect()
    };
    // 908.51 / 906.6906 and 116.97 / 130.2778, less one.
    let cities = rows("by=city");
    assert!(cities.contains(&("Changchun".into(), Some(0.200664))) && cities.contains(&("Tonghua".into(), Some(-10.214941))), "{cities:?}");
    // The five corridor cities: 1722.56 / 1775.5249. A condition on the dates themselves does not apply.
    let corridor = rows("by=corridor&pop_year=2024");
    assert_eq!(corridor[0].1, Some(-2.983056));
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

#[test]
fn months_are_an_order_a_time_axis_and_a_range() {
    // March is absent; the file has them in no order.
    let rows = ["2024-04,4", "2023-12,1", "2024-01,2", "2024-02,3", "2023-12,10"].map(String::from);
    let engine = Made::default()
        .table("sales", "month:yearmonth tons:integer", rows)
        .with("[[dimension]]\nid = \"month\"\ntitle = { zh = \"月\", en = \"Month\" }\nrole = \"ordered\"\ncolumns = { sales = \"month\" }\nfacet = true")
        .measure("tons", "sales", "kind = \"sum\"\ncolumn = \"tons\"")
        .with("[[panel]]\nid = \"by_month\"\ntitle = { zh = \"各月\", en = \"By month\" }\nkind = \"line\"\nmeasure = \"tons\"\nby = \"month\"")
        .engine();
    let report = engine.ask("/made").expect("the bundle").report();
    let months: Vec<(&str, u64)> = report.facets[0].values.iter().map(|value| (value.value.as_str(), value.count.into())).collect();
    assert_eq!(months, [("2023-12", 2), ("2024-01", 1), ("2024-02", 1), ("2024-04", 1)]);
    let panel = &report.panels[0];
    let january = 2024.0 * 12.0;
    assert_eq!(panel.rows.iter().map(|row| row.at).collect::<Vec<_>>(), [-1.0, 0.0, 1.0, 3.0].map(|month| Some(january + month)));
    assert_eq!((panel.step, panel.rows[0].amount.value), (Some(1.0), Some(11.0)));
    let from = engine.ask("/made?month__gte=2024-02").expect("the bundle");
    assert!(from.notices.is_empty(), "{:?}", from.notices);
    assert_eq!(from.report().table.matched, 2);
}

#[test]
fn lines_over_years_know_where_the_years_lie() {
    let panel = shipped().ask("/national").expect("the bundle is served").panel("little_giants_by_batch").expect("a panel");
    assert_eq!(panel.rows.iter().map(|row| row.at).collect::<Vec<_>>(), [2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0].map(Some));
    assert_eq!(panel.step, Some(1.0));
    // Bars have no such axis.
    let bars = shipped().ask("/national/explore?measure=batch_firms&by=year&chart=bar").expect("the bundle is served").report();
    assert!(bars.panels[0].step.is_none() && bars.panels[0].rows.iter().all(|row| row.at.is_none()));
}

//! Numbers come out as they went in: exact, in numeric order, to the last digit.

use app::finding;
use data::report::Report;
use data::sheet::Body;
use data::statement::Status;
use data::{Basis, Lang};
use server::csv;

use crate::asked::get_from;
use crate::made::Made;

fn ask(engine: &data::engine::Engine, search: &str) -> Report {
    let report = engine.ask(&format!("/made{search}")).expect("served").report();
    assert_eq!(report.notices, [], "{search}");
    report
}

/// A table's file, without the mark.
fn file(engine: &data::engine::Engine, search: &str) -> String {
    let question = engine.ask_table(&format!("/made{search}"), "t").expect("a table");
    let rows = question.rows().expect("rows");
    String::from_utf8(csv::chunk(&rows, 0)).expect("UTF-8").replace("\r\n", "\n")
}

#[test]
fn a_dimension_of_numbers_stands_in_numeric_order() {
    for (kind, values, order) in [
        ("integer", vec!["10", "9", "100", "1", "11", "2"], vec!["1", "2", "9", "10", "11", "100"]),
        ("number", vec!["0.5", "-1", "-10"], vec!["-10", "-1", "0.5"]),
        ("year", vec!["2022", "2010", "2011"], vec!["2010", "2011", "2022"]),
        ("string", vec!["10", "9", "1"], vec!["1", "10", "9"]),
    ] {
        let rows = values.iter().map(|value| value.to_string());
        let engine =
            Made::default().table("t", &format!("d:{kind}"), rows).dimension("d", &["t"]).measure("rows", "t", "kind = \"count\"").engine();
        let report = ask(&engine, "/explore?measure=rows&by=d");
        let facet: Vec<&str> = report.facets[0].values.iter().map(|it| it.value.as_str()).collect();
        let chart: Vec<&str> = report.panels[0].rows.iter().map(|it| it.value.as_str()).collect();
        assert_eq!((&facet, &chart), (&order, &order), "{kind}");
        let cells = |search: &str| -> Vec<String> { ask(&engine, search).table.rows.iter().map(|row| row[0].raw.clone()).collect() };
        assert_eq!(cells("?sort=d"), order, "{kind}");
        let lines = file(&engine, "?sort=-d");
        let first: Vec<&str> = lines.lines().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(first, order.iter().rev().copied().collect::<Vec<_>>(), "{kind}");
    }
}

#[test]
fn numbers_come_back_by_value() {
    let values = ["0.1", "1e300", "1E+21", "-2.50", "5e-324", "123456789012345680000", "100", "0.000001"];
    let engine = Made::default().table("t", "x:number", values.iter().map(|value| value.to_string())).engine();
    let lines = file(&engine, "");
    let written: Vec<&str> = lines.lines().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(written, ["0.1", "1e300", "1e21", "-2.5", "5e-324", "123456789012345680000", "100", "0.000001"]);
    for (value, written) in values.iter().zip(&written) {
        assert_eq!(value.parse::<f64>(), written.parse::<f64>());
    }
}

/// Three rows of `x` by `d`, with published figures: `id, value, qualifier, check`.
fn stated(column: &str, rows: &[&str], figures: &[(&str, &str, &str)]) -> data::engine::Engine {
    let kind = "id:string subject:string indicator:string scope:string value:number unit:string qualifier:string as_of:string document:string section:string paragraph:integer phrase:string check:string part_of:string unchecked:string";
    let line = |(at, (value, qualifier, check)): (usize, &(&str, &str, &str))| {
        format!("s{at},甲,乙,丙,{value},个,{qualifier},2024,文,一,1,话,{check},,")
    };
    Made::default()
        .with("statements = \"statements\"")
        .table("t", &format!("d:string x:{column} part:boolean"), rows.iter().map(|row| row.to_string()))
        .table("statements", kind, figures.iter().enumerate().map(line))
        .dimension("d", &["t"])
        .measure("rows", "t", "kind = \"count\"")
        .measure("total", "t", "kind = \"sum\"\ncolumn = \"x\"")
        .measure("mean", "t", "kind = \"mean\"\ncolumn = \"x\"")
        .measure("median", "t", "kind = \"median\"\ncolumn = \"x\"")
        .measure("share", "t", "kind = \"share\"\nof = \"t.part=true\"")
        .engine()
}

fn checks(engine: &data::engine::Engine) -> Vec<(Status, Option<f64>, String)> {
    let sheet = engine.ask("/made/reconcile").and_then(|question| question.sheet()).expect("a sheet");
    let Body::Reconcile(all) = sheet.body else { panic!("no reconciliation") };
    all.rows.into_iter().map(|row| (row.status, row.difference, row.why.en)).collect()
}

#[test]
fn published_figures_are_checked_without_binary_noise() {
    for (rows, published) in [(vec!["a,0.1,true", "b,0.2,false"], "0.3"), (vec!["a,4.35,true", "b,4.35,true", "c,4.35,false"], "13.05")] {
        let engine = stated("number", &rows, &[(published, "exact", "total")]);
        assert_eq!(checks(&engine), [(Status::Equal, Some(0.0), String::new())], "{published}");
    }
    let equal_when_rounded = || "Equal when rounded.".to_string();
    let figures = [
        ("66.7", "exact", "share"),
        ("66.70", "exact", "share"),
        ("66.7", "cumulative", "share"),
        ("67", "exact", "share"),
        ("66.6", "exact", "share"),
        ("3", "exact", "rows"),
        ("2", "exact", "rows"),
        ("0.6", "exact", "total"),
        ("0.5", "over", "total"),
        ("0.6", "nearly", "total"),
    ];
    let found = checks(&stated("number", &["a,0.1,true", "b,0.2,true", "c,0.3,false"], &figures));
    let outcomes: Vec<(Status, &str)> = found.iter().map(|(status, _, why)| (*status, why.as_str())).collect();
    assert_eq!(
        outcomes,
        [
            (Status::Equal, equal_when_rounded().as_str()),
            (Status::Differs, ""),
            (Status::Equal, equal_when_rounded().as_str()),
            (Status::Equal, equal_when_rounded().as_str()),
            (Status::Differs, ""),
            (Status::Equal, ""),
            (Status::Differs, ""),
            (Status::Equal, ""),
            (Status::Differs, ""),
            (Status::Differs, ""),
        ]
    );
    let sheet = stated("number", &["a,0.1,true"], &figures).ask("/made/published/s1").and_then(|question| question.sheet());
    let Some(Body::Statement(checked)) = sheet.map(|sheet| sheet.body) else { panic!("no statement") };
    assert_eq!((checked.statement.written.as_str(), checked.statement.value), ("66.70", 66.7));
}

#[test]
fn sums_means_and_medians_carry_the_right_value() {
    let engine = stated("number", &["a,0.1,true", "b,0.2,true", "c,-0.3,false"], &[]);
    let value = |measure: &str, filter: &str| {
        let report = ask(&engine, &format!("/explore?measure={measure}&by=d{filter}"));
        report.panels[0].total.value
    };
    // The total of a chart leaves out what is asked of its own dimension: another column filters.
    assert_eq!(value("total", ""), Some(0.0));
    assert_eq!(value("total", "&t.part=true"), Some(0.3));
    assert_eq!(value("mean", "&t.part=true"), Some(0.15));
    assert_eq!(value("median", "&t.part=true"), Some(0.15));
    assert_eq!(value("share", ""), Some(200.0 / 3.0));
    let sheet = engine.ask("/made/compare?a=d%3Da&b=t.part%3Dtrue&b=all").and_then(|question| question.sheet()).expect("a sheet");
    let Body::Compare(comparison) = sheet.body else { panic!("no comparison") };
    let total = comparison.rows.iter().find(|row| row.measure.id == "total").expect("a measure");
    let differences: Vec<(&str, Option<f64>)> =
        comparison.sides.iter().zip(&total.cells).map(|(side, cell)| (side.key.as_str(), cell.difference)).collect();
    // 0.3 less 0.1 is 0.2, not 0.19999999999999998; 0 less 0.1.
    assert_eq!(differences, [("d=a", None), ("t.part=true", Some(0.2)), ("all", Some(-0.1))]);
}

#[test]
fn sums_in_any_order_are_alike() {
    // Doubles beyond any decimal: added one after another they would give 0, 1, 1.1 or 2 by their order.
    let numbers = ["1e300", "1", "-1e300", "0.1", "1e16", "-1e16", "1"];
    for turn in 0..numbers.len() {
        let mut turned = numbers;
        turned.rotate_left(turn);
        let rows = turned.map(|number| format!("{},{number},true", if number.contains('e') { "a" } else { "b" }));
        let engine = stated("number", &rows.each_ref().map(String::as_str), &[]);
        let report = ask(&engine, "/explore?measure=total&by=d");
        let groups: Vec<_> = report.panels[0].rows.iter().map(|row| (row.value.as_str(), row.amount.value)).collect();
        assert_eq!((report.panels[0].total.value, groups), (Some(2.1), vec![("b", Some(2.1)), ("a", Some(0.0))]), "{turned:?}");
    }
}

/// The ends of i64, and what doubles mistake for their neighbours.
const LONG: [&str; 5] = ["-9223372036854775808", "9007199254740992", "9007199254740993", "9223372036854775806", "9223372036854775807"];

#[test]
fn whole_numbers_keep_every_digit() {
    let rows: Vec<String> = LONG.iter().enumerate().map(|(at, number)| format!("k{at},{number},true")).collect();
    let engine = stated("integer", &rows.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    let found = |search: &str| -> Vec<String> {
        file(&engine, search).lines().filter_map(|line| line.split(',').nth(1)).map(str::to_string).collect()
    };
    for (search, expected) in [
        ("", &LONG[..]),
        ("?t.x__gte=9007199254740993", &LONG[2..]),
        ("?t.x=9007199254740993", &LONG[2..3]),
        ("?t.x__not=9007199254740993&t.x__gte=0", &["9007199254740992", "9223372036854775806", "9223372036854775807"]),
        ("?t.x__lt=9007199254740993", &LONG[..2]),
        ("?t.x__lte=9007199254740992", &LONG[..2]),
        ("?t.x__gte=9223372036854775807", &LONG[4..]),
        ("?t.x__lte=-9223372036854775808", &LONG[..1]),
        ("?t.x__gte=9223372036854775807.5", &[]),
        ("?t.x__gte=9007199254740992.5&t.x__lt=9007199254740993.5", &LONG[2..3]),
        ("?t.x__lte=1e300", &LONG[..]),
        ("?t.x__gte=-1e300", &LONG[..]),
        ("?t.x=1.5", &[]),
    ] {
        assert_eq!(found(search), expected, "{search}");
    }
    let report = ask(&engine, "?t.x=9007199254740993&sort=-x");
    assert_eq!(
        (report.table.rows[0][1].raw.as_str(), report.chips[0].text.en.as_str()),
        ("9007199254740993", "t: x: 9,007,199,254,740,993")
    );
    assert_eq!(report.chips[0].remove.to_string(), "/made?sort=-x");
    // 2 × 9223372036854775806.5 − 2^63 + two of 2^53: 9241386435364257790, which no double is.
    let report = ask(&engine, "/explore?measure=total&by=d");
    let panel = &report.panels[0];
    let last = panel.rows.iter().find(|row| row.value == "k4").expect("a row");
    assert_eq!((panel.total.digits.as_str(), last.amount.digits.as_str()), ("9241386435364257790", "9223372036854775807"));
    let label = app::finding::mark_label(panel, last, data::Lang::En);
    assert!(label.contains("9,223,372,036,854,775,807"), "{label}");
    let (status, csv) = get_from(&engine, "/made/panels/explore.csv?bom=0&measure=total&by=d");
    assert_eq!(status, 200);
    assert!(csv.contains("\r\nk2,k2,9007199254740993,"), "{csv}");
    let (_, page) = get_from(&engine, "/made?lang=en");
    assert!(page.contains("9,223,372,036,854,775,806") && !page.contains('⁸'), "every digit on the page");
}

#[test]
fn decimals_are_compared_and_written_to_the_last_digit() {
    let rows = ["a,1234567890.123456789,true", "b,1234567890.12345679,true", "c,0.30,false"];
    let engine = stated("number", &rows, &[]);
    let found = |search: &str| -> Vec<String> {
        file(&engine, search).lines().filter_map(|line| line.split(',').nth(1)).map(str::to_string).collect()
    };
    for (search, expected) in [
        ("?sort=x", vec!["0.3", "1234567890.123456789", "1234567890.12345679"]),
        ("?t.x=1234567890.123456789", vec!["1234567890.123456789"]),
        ("?t.x__gte=1234567890.1234567895", vec!["1234567890.12345679"]),
        ("?t.x__lt=1234567890.12345679&t.x__gte=0.3", vec!["1234567890.123456789", "0.3"]),
        ("?t.x=0.3", vec!["0.3"]),
        ("?t.x__lte=0.3", vec!["0.3"]),
    ] {
        assert_eq!(found(search), expected, "{search}");
    }
    let report = ask(&engine, "/explore?measure=total&by=d");
    assert_eq!(report.panels[0].total.written(), "2469135780.546913579");
}

#[test]
fn a_zero_rests_on_the_rows_that_it_was_counted_among() {
    let engine = Made::default()
        .table("t", "d:string e:string basis:string", ["a,x,illustrative", "b,x,published", "b,y,published"].map(String::from))
        .table("u", "d:string e:string basis:string", ["a,x,inferred"].map(String::from))
        .dimension("d", &["t", "u"])
        .dimension("e", &["t", "u"])
        .measure("rows", "t", "kind = \"count\"")
        .measure("others", "u", "kind = \"count\"\nwhere = \"e=x\"")
        .engine();
    let bases = |search: &str| -> Vec<(String, Option<f64>, Basis)> {
        let report = ask(&engine, search);
        report.panels[0].rows.iter().map(|row| (row.value.clone(), row.amount.value, row.amount.basis)).collect()
    };
    let row = |value: &str, count: f64, basis: Basis| (value.to_string(), Some(count), basis);
    // Of e = y only published rows are left: the zero of a rests on them.
    assert_eq!(bases("/explore?measure=rows&by=d&e=y"), [row("b", 1.0, Basis::Published), row("a", 0.0, Basis::Published)]);
    // None left at all: on all rows of the measure.
    let none = ask(&engine, "/explore?measure=rows&by=e&d=a&e=y&t.e=y");
    assert_eq!((none.panels[0].total.value, none.panels[0].total.basis), (Some(0.0), Basis::Illustrative));
    assert_eq!((none.counts[0].matched, none.counts[0].basis), (0, Basis::Illustrative));
    let sheet = engine.ask("/made/compare?a=e%3Dx&b=d%3Db%26t.e%3Dz&b=e%3Dy").and_then(|question| question.sheet()).expect("a sheet");
    let Body::Compare(comparison) = sheet.body else { panic!("no comparison") };
    let others = comparison.rows.iter().find(|row| row.measure.id == "others").expect("a measure");
    let cells: Vec<_> =
        comparison.sides.iter().zip(&others.cells).map(|(side, cell)| (side.key.as_str(), cell.amount.value, cell.amount.basis)).collect();
    assert!(cells.contains(&("e=y", Some(0.0), Basis::Inferred)), "{cells:?}");
    let (status, csv) = get_from(&engine, "/made/panels/explore.csv?bom=0&measure=rows&by=d&e=y");
    assert_eq!(status, 200);
    assert!(csv.contains("\r\na,a,0,0,0,0,,published\r\n"), "{csv}");
}

/// 2^53 and what doubles mistake for it.
const NEXT: [&str; 2] = ["9007199254740992", "9007199254740993"];

#[test]
fn places_are_by_every_digit() {
    let rows = [format!("a,x,{},true", NEXT[0]), format!("b,y,{},false", NEXT[1])];
    let engine = Made::default()
        .table("t", "d:string e:string x:integer part:boolean", rows)
        .dimension("d", &["t"])
        .dimension("e", &["t"])
        .measure("rows", "t", "kind = \"count\"")
        .measure("total", "t", "kind = \"sum\"\ncolumn = \"x\"")
        .measure("mean", "t", "kind = \"mean\"\ncolumn = \"x\"")
        .measure("median", "t", "kind = \"median\"\ncolumn = \"x\"")
        .engine();
    for measure in ["total", "mean", "median"] {
        let report = ask(&engine, &format!("/explore?measure={measure}&by=d"));
        let panel = &report.panels[0];
        let places: Vec<_> = panel.rows.iter().map(|row| (row.value.as_str(), row.amount.written(), row.rank)).collect();
        assert_eq!(places, [("b", NEXT[1].to_string(), Some(1)), ("a", NEXT[0].to_string(), Some(2))], "{measure}");
        let first = ask(&engine, &format!("/explore?measure={measure}&by=d&chart=box&order=value"));
        let medians: Vec<String> = first.panels[0].rows.iter().map(|row| row.amount.written()).collect();
        assert_eq!(medians, [NEXT[1], NEXT[0]], "{measure}");
    }
    let named = |search: &str, lang: Lang| finding::finding(&ask(&engine, &format!("/explore?by=d{search}")).panels[0], lang);
    for (search, expected) in [
        ("&measure=total", "b 9,007,199,254,740,993，占 50.0%，居首位"),
        ("&measure=mean", "b 9,007,199,254,740,993，居首位"),
        ("&measure=total&d=a", "a 9,007,199,254,740,992，占 50.0%，居第 2 位"),
        ("&measure=total&d=a&d=b", "所选 2 项合计 18,014,398,509,481,985，占 100.0%"),
        ("&measure=total&chart=heatmap&split=e", "b、y最高，9,007,199,254,740,993"),
        ("&measure=total&chart=stacked&split=e", "b 9,007,199,254,740,993，占 50.0%，居首位"),
        ("&measure=total&chart=scatter&against=rows", "total最高：b；rows最高：b、a"),
        ("&measure=total&chart=box", "中位数b最高，9,007,199,254,740,993；a最低，9,007,199,254,740,992"),
    ] {
        assert_eq!(named(search, Lang::Zh), expected, "{search}");
    }
    let sheet = engine.ask("/made/compare?a=d%3Da&b=d%3Db").and_then(|question| question.sheet()).expect("a sheet");
    let Body::Compare(comparison) = sheet.body else { panic!("no comparison") };
    let total = comparison.rows.iter().find(|row| row.measure.id == "total").expect("a measure");
    assert_eq!((total.cells[1].difference, total.cells[1].difference_written.as_str()), (Some(1.0), "1"));
    let (_, csv) = get_from(&engine, "/made/compare.csv?bom=0&a=d%3Da&b=t.part%3Dfalse&b=all");
    // b less a, and everything less a.
    assert!(csv.contains(",9007199254740993,50,1,1,,") && csv.contains(",18014398509481985,100,9007199254740993,2,"), "{csv}");
}

#[test]
fn distinct_numbers_are_told_apart_by_every_digit() {
    // Three of four differ; the second and the third as doubles are one.
    let rows = ["1.10", "9007199254740993.25", "9007199254740993.5", "1.1"];
    let engine = Made::default()
        .table("t", "id:string x:number", rows.iter().enumerate().map(|(at, x)| format!("r{at},{x}")))
        .dimension("id", &["t"])
        .measure("kinds", "t", "kind = \"count_distinct\"\ncolumn = \"x\"")
        .engine();
    assert_eq!(ask(&engine, "/explore?measure=kinds&by=id").panels[0].total.value, Some(3.0));
}

/// Two leading firms in two cities, whose numbers differ in the last place only: a race, a ladder, lead firms and facets by them.
#[test]
fn places_beside_the_dashboard_are_by_every_digit() {
    let rows = [
        format!("f1,a,{},true,2024-01,2020", NEXT[0]),
        format!("f2,b,{},true,2024-01,2020", NEXT[1]),
        "f3,c,1,false,2024-02,2020".to_string(),
    ];
    let dimension = |id: &str, rest: &str| {
        format!(
            "[[dimension]]\nid = \"{id}\"\ntitle = {{ zh = \"{id}\", en = \"{id}\" }}\ncolumns = {{ firms = \"{id}\" }}\nfacet = true\n{rest}\n"
        )
    };
    let engine = Made::default()
        .with("[race]\nby = \"city\"\n[[race.input]]\nmeasure = \"total\"\nweight = 100\n[[race.input]]\nmeasure = \"rows\"\nweight = 0")
        .with("[lead]\ntable = \"firms\"\nby = \"city\"\nflag = \"flag\"\nname = \"firm\"\nmeasures = [\"total\"]")
        .with("[ladder]\ntable = \"firms\"\nby = \"firm\"\nrung = \"grade\"\ngroup = \"city\"\nyear = \"since\"\ncriteria = \"criteria\"")
        .table("firms", "firm:string city:string x:integer flag:boolean grade:yearmonth since:integer", rows)
        .table("criteria", "rung:string measure:string threshold:number source:string", [format!("2024-02,total,{},文", NEXT[1])])
        .with(&dimension("city", "role = \"region\"\ncounts = \"total\""))
        .with(&dimension("firm", ""))
        .with(&dimension("grade", "role = \"ordered\""))
        .measure("total", "firms", "kind = \"sum\"\ncolumn = \"x\"")
        .measure("rows", "firms", "kind = \"count\"")
        .engine();
    let sheet = |view: &str| engine.ask(&format!("/made/{view}")).and_then(|question| question.sheet()).expect("a sheet").body;
    for norm in ["minmax", "zscore", "rank"] {
        let Body::Race(race) = sheet(&format!("race?norm={norm}&illustrative=1")) else { panic!("no race") };
        let places: Vec<_> = race.ranked.iter().map(|row| (row.value.as_str(), row.place)).collect();
        assert_eq!(places, [("b", 1), ("a", 2), ("c", 3)], "{norm}");
    }
    let Body::Lead(lead) = sheet("lead") else { panic!("no leads") };
    let places: Vec<_> = lead.tables[0].rows.iter().map(|row| (row.value.as_str(), row.place, row.place_without)).collect();
    assert_eq!(places, [("b", Some(1), None), ("a", Some(2), None)]);
    let Body::Ladder(ladder) = sheet("ladder") else { panic!("no ladder") };
    let lacks: Vec<_> = ladder.lanes.iter().flat_map(|lane| &lane.cards).map(|card| (card.label.en.as_str(), card.unmet.len())).collect();
    assert_eq!(lacks, [("f1", 1), ("f2", 0), ("f3", 0)]);
    let report = ask(&engine, "");
    let facet: Vec<&str> = report.facets[0].values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!(facet, ["b", "a", "c"]);
    // Beside them stands every digit.
    for page in ["/made", "/made/facet/city"] {
        let (_, body) = get_from(&engine, page);
        let facet = body.split("data-facet=\"city\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a facet");
        let numbers: Vec<&str> = facet.split("class=\"count\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert_eq!(numbers, ["9,007,199,254,740,993", "9,007,199,254,740,992", "1"], "{page}");
    }
}

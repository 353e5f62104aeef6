//! Two ways to one table: a dimension names the one that it means, and what a bundle leaves open is a fault or is said. Three flows between three
//! cities, and two trades, each of one flow.

use data::Report;
use data::engine::Engine;
use data::engine::fault::Fault;
use data::engine::files::Files;

use super::place;
use crate::made::Made;

/// `via`: a line of the dimension.
fn flows(via: &str) -> Made {
    let to =
        |column: &str, table: &str, id: &str| format!(r#"{{"fields":"{column}","reference":{{"resource":"{table}","fields":"{id}"}}}}"#);
    let (origin, destination, flow) = (to("origin", "cities", "name"), to("destination", "cities", "name"), to("flow", "flows", "id"));
    let flows = ["a,甲,乙,10", "b,甲,丙,20", "c,乙,甲,5"].map(String::from);
    Made::default()
        .measure("tons", "flows", "kind = \"sum\"\ncolumn = \"tons\"")
        .with(&format!(
            "[[dimension]]\nid = \"city\"\ntitle = {{ zh = \"市\", en = \"City\" }}\ncolumns = {{ cities = \"name\" }}\n{via}\nfacet = true"
        ))
        .with("[[tile]]\nid = \"tons\"\nmeasure = \"tons\"")
        .with("[[panel]]\nid = \"by_city\"\ntitle = { zh = \"各市\", en = \"By city\" }\nkind = \"bar\"\nmeasure = \"tons\"\nby = \"city\"")
        .table("flows", "id:string origin:string destination:string tons:number", flows)
        .schema(&format!(r#""primaryKey":"id","foreignKeys":[{origin},{destination}]"#))
        .table("trades", "id:string flow:string", ["t1,a", "t2,c"].map(String::from))
        .schema(&format!(r#""primaryKey":"id","foreignKeys":[{flow}]"#))
        .table("cities", "name:string pop:number", ["甲,300", "乙,200", "丙,100"].map(String::from))
        .schema(r#""primaryKey":"name""#)
}

fn engine(files: &Made) -> Engine {
    Engine::open([("made".to_string(), files as &dyn Files)])
}

fn report(engine: &Engine, search: &str) -> Report {
    engine.ask(&format!("/made?{search}")).unwrap_or_else(|| panic!("{}", engine.faulty()[0])).report()
}

fn faults(files: &Made) -> Vec<Fault> {
    engine(files).faulty().iter().flat_map(|report| report.faults.clone()).collect()
}

#[test]
fn a_dimension_left_open_is_a_fault_that_lists_the_ways() {
    let found = faults(&flows(""));
    let fault = &found[0];
    assert_eq!(place(fault), "dashboard.toml:7 dimension city: via \"flows\" reference");
    assert_eq!(fault.text.zh, "数据表 flows 到该维度有多条途径：origin、destination。应指明一条，如 via = { flows = \"origin\" }。");
    assert_eq!(
        fault.text.en,
        "Table flows reaches the dimension by several ways: origin, destination. Name one, such as via = { flows = \"origin\" }."
    );
    // The trades' two ways part at the flows: one fault is enough.
    assert_eq!(found.iter().filter(|fault| fault.column.as_deref() == Some("dimension city: via")).count(), 1);
}

#[test]
fn a_via_that_leads_nowhere_is_a_fault() {
    for (via, place_of, says) in [
        ("via = { flows = \"moon\" }", "dashboard.toml:7 dimension city: via \"moon\" reference", "origin, destination"),
        ("via = { moon = \"origin\" }", "dashboard.toml:7 dimension city: via \"moon\" reference", "flows, trades, cities"),
        ("via = { cities = \"name\", flows = \"origin\" }", "dashboard.toml:7 dimension city: via \"cities\" descriptor", "itself"),
    ] {
        let found = faults(&flows(via));
        assert_eq!(place(&found[0]), place_of);
        assert!(found[0].text.en.contains(says), "{via}: {}", found[0].text.en);
    }
}

/// Tons of 甲, 乙 and 丙 in the chart; flows, trades and cities that match `city=甲`.
#[test]
fn every_use_of_a_dimension_goes_the_way_that_it_names() {
    for (via, tons, matched) in [
        ("via = { flows = \"origin\" }", [30.0, 5.0, 0.0], [2, 1, 1]),
        ("via = { flows = \"destination\" }", [5.0, 10.0, 20.0], [1, 1, 1]),
        // Trades may go another way than the flows themselves.
        ("via = { flows = \"origin\", trades = \"flow.destination\" }", [30.0, 5.0, 0.0], [2, 1, 1]),
    ] {
        let engine = engine(&flows(via));
        let report = report(&engine, "city=甲");
        let of = |city: &str| {
            let rows = &report.panels[0].rows;
            rows.iter().find(|row| row.value == city).and_then(|row| row.amount.value).unwrap_or(0.0)
        };
        assert_eq!([of("甲"), of("乙"), of("丙")], tons, "{via}");
        assert_eq!(report.counts.iter().map(|count| count.matched).collect::<Vec<_>>(), matched, "{via}");
        assert_eq!(report.tiles[0].values[0].value.value, Some(tons[0]), "{via}");
    }
    let trades = report(&engine(&flows("via = { flows = \"origin\", trades = \"flow.destination\" }")), "city=乙&tab=trades");
    assert_eq!(trades.table.rows.iter().map(|row| row[0].raw.as_str()).collect::<Vec<_>>(), ["t1"]);
}

#[test]
fn a_condition_with_two_ways_is_not_seen_and_the_page_says_why() {
    let engine = engine(&flows("via = { flows = \"origin\" }"));
    let reason = "cities·pop（有多条途径：origin、destination，未指明一条）";
    let filtered = report(&engine, "cities.pop__gte=150");
    assert_eq!(filtered.counts.iter().map(|count| count.matched).collect::<Vec<_>>(), [3, 2, 2]);
    assert_eq!(filtered.counts[0].ignores[0].zh, reason);
    assert_eq!(filtered.panels[0].ignores[0].zh, reason);
    assert_eq!(filtered.counts[1].ignores[0].en, "cities: pop (several ways lead there, none is named: flow.origin, flow.destination)");
    assert!(filtered.counts[2].ignores.is_empty());
    // The words of a search are about the table shown; what refers to it by two ways does not see them.
    let sought = report(&engine, "tab=cities&q=甲");
    assert_eq!(sought.counts.iter().map(|count| count.matched).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(sought.counts[0].ignores[0].zh, "cities（全文）（有多条途径：origin、destination，未指明一条）");
}

#[test]
fn a_where_with_two_ways_is_a_fault() {
    let files = flows("via = { flows = \"origin\" }").measure("near", "flows", "kind = \"count\"\nwhere = \"cities.pop__gte=150\"");
    let found = faults(&files);
    assert_eq!(place(&found[0]), "dashboard.toml measure near filter");
    assert!(found[0].text.zh.contains("origin、destination"), "{}", found[0].text.zh);
}

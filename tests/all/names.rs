//! Names as the standard allows them: tables and columns with Chinese, dots, commas and capitals, from the bundle through the grammar to files.

use axum::body::Body;
use axum::http::Request;
use data::engine::files::Files;
use data::engine::{Engine, Question};

use crate::asked::send_to;
use crate::made::Made;

/// Three tables, of which the second is named like a column of the first would be.
fn made() -> Made {
    let rows = |rows: &[&str]| rows.iter().map(|row| row.to_string()).collect::<Vec<_>>();
    Made::default()
        .table("企业.2024", "id:string 产值,万元:number A.b:string", rows(&["f1,10,x", "f2,20,y", "f3,30,x"]))
        .table("企业", "id:string 2023.id:string 2024年:integer", rows(&["a,b,7", "c,d,9"]))
        .table("Firms", "id:string", rows(&["f9"]))
        .with("[[dimension]]\nid = \"kind\"\ntitle = { zh = \"类\", en = \"Kind\" }\ncolumns = { \"企业.2024\" = \"A.b\" }\nfacet = true")
        .measure("output", "企业.2024", "kind = \"sum\"\ncolumn = \"产值,万元\"")
}

fn ids(question: &Question) -> Vec<String> {
    assert!(question.notices.is_empty(), "{:?}", question.notices);
    question.report().table.rows.iter().map(|row| row[0].raw.clone()).collect()
}

#[test]
fn tables_and_columns_of_any_name_are_filtered_sorted_and_shown() {
    let engine = made().engine();
    for (search, expected) in [
        ("企业.2024.id=f2", vec!["f2"]),
        ("企业.2024.产值,万元__gte=20", vec!["f2", "f3"]),
        ("企业.2024.A.b=x", vec!["f1", "f3"]),
        ("kind=x", vec!["f1", "f3"]),
        ("sort=-产值,万元", vec!["f3", "f2", "f1"]),
        ("tab=企业&企业.2024年__lte=7", vec!["a"]),
        // A column of the shorter name, where the longer one has none of it.
        ("tab=企业&企业.2023.id=d", vec!["c"]),
        ("tab=Firms&Firms.id=f9", vec!["f9"]),
    ] {
        assert_eq!(ids(&engine.ask(&format!("/made?{search}")).expect("the bundle")), expected, "{search}");
    }
    for (search, columns) in [
        ("cols=id,A.b", vec!["id", "A.b"]),
        ("cols=产值,万元&cols=id", vec!["产值,万元", "id"]),
        ("cols=产值,万元&cols=产值,万元", vec!["产值,万元"]),
    ] {
        let question = engine.ask(&format!("/made?{search}")).expect("the bundle");
        assert!(question.notices.is_empty(), "{search}: {:?}", question.notices);
        assert_eq!(question.plan.columns, columns, "{search}");
        let again = engine.ask(&question.plan.query.to_string()).expect("the bundle");
        assert_eq!(again.plan.columns, columns, "{}", question.plan.query);
    }
}

#[test]
fn the_page_links_to_files_of_tables_of_any_name() {
    let engine = made().engine();
    let report = engine.ask("/made?cols=产值,万元&cols=id").expect("the bundle").report();
    let csv = report.query.csv("企业.2024");
    assert_eq!(csv, "/made/%E4%BC%81%E4%B8%9A.2024.csv?cols=%E4%BA%A7%E5%80%BC%2C%E4%B8%87%E5%85%83&cols=id");
    for (address, line) in [
        (format!("{csv}&bom=0"), "\"产值,万元\",id,basis"),
        ("/made/%E4%BC%81%E4%B8%9A.csv?bom=0".into(), "id,2023.id,2024年,basis"),
        ("/made/Firms.csv?bom=0".into(), "id,basis"),
    ] {
        let answer = send_to(engine.clone(), Request::get(&address).body(Body::empty()).expect("a request"));
        assert_eq!(answer.status.as_u16(), 200, "{address}");
        assert_eq!(answer.text().lines().next(), Some(line), "{address}");
        assert!(answer.header("content-disposition").is_ascii(), "{}", answer.header("content-disposition"));
    }
    let sidecar = send_to(engine, Request::get(report.query.sidecar("企业.2024")).body(Body::empty()).expect("a request"));
    assert!(sidecar.text().contains("\"table\":\"企业.2024\""), "{}", sidecar.text());
}

#[test]
fn two_columns_that_an_address_could_not_tell_apart_are_a_fault() {
    let made = Made::default().table("a", "b.c:string", []).table("a.b", "c:string", []);
    let engine = Engine::open([("made".to_string(), &made as &dyn Files)]);
    let faulty = engine.faulty();
    let found: Vec<_> = faulty.iter().flat_map(|report| &report.faults).map(|fault| (fault.rule, fault.value.as_deref())).collect();
    assert_eq!(found, [("duplicate", Some("a.b.c"))]);
}

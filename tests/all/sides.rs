//! Sides of a comparison: their order, by what name they are found, and which of their numbers are divided by each other. Expectations are worked
//! out by hand.

use data::engine::Engine;
use data::sheet::{Body, Comparison, Sheet};
use data::{Query, Text};

use crate::made::Made;
use crate::small;

fn compare(engine: &Engine, url: &str) -> (Sheet, Comparison) {
    let sheet = engine.ask(url).and_then(|question| question.sheet()).unwrap_or_else(|| panic!("{url} is no view"));
    let Body::Compare(comparison) = &sheet.body else { panic!("no comparison") };
    let comparison = comparison.as_ref().clone();
    (sheet, comparison)
}

fn keys(comparison: &Comparison) -> Vec<&str> {
    comparison.sides.iter().map(|side| side.key.as_str()).collect()
}

#[test]
fn sides_stand_in_the_order_of_the_address_and_the_first_is_the_base() {
    let (sheet, comparison) = compare(&small(), "/small/compare?b=all&a=city%3D乙市&b=city%3D甲市&b=all");
    assert_eq!(keys(&comparison), ["city=乙市", "all", "city=甲市"]);
    // Six firms, twenty, eight.
    let firms = comparison.rows.iter().find(|row| row.measure.id == "firms").expect("a measure");
    assert_eq!(firms.cells.iter().map(|cell| cell.difference).collect::<Vec<_>>(), [None, Some(14.0), Some(2.0)]);
    let first = comparison.sides.iter().map(|side| side.first.as_ref().map(|query| (query.a.clone(), query.b.clone())));
    let of = |a: &str, b: [&str; 2]| Some((Some(a.to_string()), b.map(str::to_string).to_vec()));
    let expected = [None, of("all", ["city=乙市", "city=甲市"]), of("city=甲市", ["city=乙市", "all"])];
    assert_eq!(first.collect::<Vec<_>>(), expected);
    assert_eq!(
        (sheet.query.a.as_deref(), sheet.query.b.as_slice()),
        (Some("city=乙市"), ["all", "city=甲市"].map(str::to_string).as_slice())
    );

    // What is chosen on the dashboard is compared in the order in which it was; the other conditions stay.
    let chosen = Query::parse("/small?grade=low&city=甲市&city=乙市").0.compared();
    let (_, comparison) = compare(&small(), &chosen.to_string());
    assert_eq!(keys(&comparison), ["city=甲市", "city=乙市"]);
    // Three firms of the second city are low (10, -50 and 0), and four of the first.
    let firms = comparison.rows.iter().find(|row| row.measure.id == "firms").expect("a measure");
    assert_eq!(firms.cells.iter().map(|cell| cell.amount.value).collect::<Vec<_>>(), [Some(4.0), Some(3.0)]);
}

#[test]
fn when_the_last_side_is_taken_out_none_is_left() {
    let (_, one) = compare(&small(), "/small/compare?a=city%3D甲市");
    let (sheet, none) = compare(&small(), &one.sides[0].remove.to_string());
    assert_eq!((none.sides.len(), none.charts.len(), sheet.notices.len()), (0, 0, 0));
    assert_eq!(sheet.query.to_string(), "/small/compare?a=none");
    let suggested = none.suggested.expect("the bundle's own comparison");
    assert_eq!(suggested.sides.iter().map(|side| side.zh.as_str()).collect::<Vec<_>>(), ["甲市", "“甲市”以外"]);
    assert_eq!(suggested.link.to_string(), "/small/compare");
    // An address that was not understood begins no other comparison either.
    let (sheet, none) = compare(&small(), "/small/compare?a=moon%3D1");
    assert_eq!((none.sides.len(), sheet.notices.len()), (0, 1));
}

#[test]
fn a_side_is_found_by_its_name() {
    for (name, key) in [
        ("甲市", "city=甲市"),
        ("Alpha", "city=甲市"),
        (" aLPHA ", "city=甲市"),
        ("市：甲市", "city=甲市"),
        ("City: Alpha", "city=甲市"),
        ("alp", "city=甲市"),
        ("丙", "city=丙市"),
        ("高", "grade=high"),
        ("Middle", "grade=mid"),
        ("全部", "all"),
        ("everything", "all"),
    ] {
        let url = Query { bundle: "small".into(), view: "compare".into(), a: Some(name.to_string()), ..Query::default() }.to_string();
        let (sheet, comparison) = compare(&small(), &url);
        assert_eq!((keys(&comparison), sheet.notices.len()), (vec![key], 0), "{name}");
    }
    for (name, said) in [("市", "市：甲市、市：乙市、市：丙市"), ("火星", "火星"), ("moon=1", "moon")] {
        let url = Query { bundle: "small".into(), view: "compare".into(), a: Some(name.to_string()), ..Query::default() }.to_string();
        let (sheet, comparison) = compare(&small(), &url);
        let notice = sheet.notices.first().map(|notice| notice.text.zh.as_str()).unwrap_or_default();
        assert!(comparison.sides.is_empty() && notice.contains(said), "{name}: {notice}");
    }
    let (_, comparison) = compare(&small(), "/small/compare?a=city%3D甲市");
    let choices = &comparison.choices;
    assert!(
        choices.contains(&Text::new("市：乙市", "City: Beta")) && choices.contains(&Text::new("等级：低", "Grade: Low")),
        "{choices:?}"
    );
    assert!(!choices.contains(&Text::new("市：甲市", "City: Alpha")), "what is a side already is not offered");
}

#[test]
fn only_amounts_with_a_zero_of_their_own_are_divided() {
    let rows = ["a,2020,10,5,0.2", "a,2024,20,0,0", "b,2020,7,-3,4", "b,2024,7,0,0"];
    let engine = Made::default()
        .table("t", "d:string year:year x:integer y:integer z:number", rows.map(str::to_string))
        .dimension("d", &["t"])
        .with("[[dimension]]\nid = \"year\"\nrole = \"year\"\ntitle = { zh = \"年\", en = \"year\" }\ncolumns = { t = \"year\" }\nfacet = true")
        .measure("sum", "t", "kind = \"sum\"\ncolumn = \"x\"")
        .measure("growth", "t", "kind = \"growth\"\ncolumn = \"x\"\nsplit = \"d\"\nstock = \"year\"")
        .measure("share", "t", "kind = \"share\"\nof = \"year=2020\"")
        .measure("balance", "t", "kind = \"sum\"\ncolumn = \"y\"")
        .measure("rest", "t", "kind = \"sum\"\ncolumn = \"z\"\ndecimals = 0")
        .engine();
    let (_, comparison) = compare(&engine, "/made/compare?a=d%3Da&b=d%3Db");
    let second = |measure: &str| {
        let row = comparison.rows.iter().find(|row| row.measure.id == measure).expect("a measure");
        let cell = &row.cells[1];
        (cell.difference, cell.ratio, cell.no_ratio.zh.clone())
    };
    // 30 and 14.
    assert_eq!(second("sum"), (Some(-16.0), Some(14.0 / 30.0), String::new()));
    // Grown by 100 % and by none: 100 percentage points less, which is no multiple of anything.
    assert_eq!(second("growth"), (Some(-100.0), None, String::new()));
    assert_eq!(second("share"), (Some(0.0), None, String::new()));
    assert_eq!(second("balance"), (Some(-8.0), None, "有负值".to_string()));
    // 0.2, shown without decimals, and 4.
    assert_eq!(second("rest"), (Some(3.8), None, "基准为零或接近零".to_string()));
}

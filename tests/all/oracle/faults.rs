//! Where the backend that is served once departed from the documentation: what the oracle came upon, in minimal cases.

use data::Missing;

use crate::made::Made;

#[test]
fn a_rate_without_inputs_says_why() {
    let engine = Made::default()
        .table("t", "a:number b:number", ["s,1", "s,2"].map(String::from))
        .schema(r#""missingValues":[{"value":"s","reason":"suppressed"}]"#)
        .measure("rate", "t", "kind = \"rate\"\nover = \"a\"\nunder = \"b\"")
        .measure("sum", "t", "kind = \"sum\"\ncolumn = \"a\"")
        .with("[[tile]]\nid = \"rate\"\nmeasure = \"rate\"\n[[tile]]\nid = \"sum\"\nmeasure = \"sum\"\n")
        .engine();
    let tiles = engine.ask("/made").expect("the bundle").report().tiles;
    let why: Vec<Option<Missing>> = tiles.iter().map(|tile| tile.values[0].value.missing).collect();
    assert_eq!(why, [Some(Missing::Suppressed); 2]);
}

#[test]
fn rows_of_no_unit_do_not_grow() {
    // Of the units only a has both dates; who is not known is no unit.
    let rows = ["a,2020,10", "a,2024,20", ",2020,10", ",2024,90"].map(String::from);
    let engine = Made::default()
        .table("t", "unit:string year:year n:integer", rows)
        .dimension("unit", &["t"])
        .with("[[dimension]]\nid = \"year\"\ntitle = { zh = \"年\", en = \"Year\" }\nrole = \"year\"\ncolumns = { t = \"year\" }")
        .measure("growth", "t", "kind = \"growth\"\ncolumn = \"n\"\nsplit = \"unit\"\nstock = \"year\"")
        .with("[[tile]]\nid = \"growth\"\nmeasure = \"growth\"\n")
        .engine();
    let tile = &engine.ask("/made").expect("the bundle").report().tiles[0];
    assert_eq!(tile.values[0].value.value, Some(100.0));
}

#[test]
fn a_cell_of_a_dimension_of_numbers_has_the_spelling_of_its_value() {
    let engine = Made::default()
        .table("t", "width:number", ["0.0000001", "2"].map(String::from))
        .dimension("width", &["t"])
        .measure("rows", "t", "kind = \"count\"")
        .engine();
    let report = engine.ask("/made").expect("the bundle").report();
    for row in &report.table.rows {
        let link = row[0].link.as_ref().expect("a link").to_string();
        let (there, url) = (engine.ask(&link).expect("the bundle").report(), link);
        assert_eq!((there.notices.len(), there.counts[0].matched), (0, 1), "{url}");
    }
}

#[test]
fn a_cell_beyond_doubles_has_every_digit() {
    let engine = Made::default()
        .table("t", "width:number", ["0.10000000000000000001", "2"].map(String::from))
        .dimension("width", &["t"])
        .measure("rows", "t", "kind = \"count\"")
        .engine();
    let report = engine.ask("/made").expect("the bundle").report();
    assert_eq!(report.table.rows[0][0].raw, "0.10000000000000000001");
    let link = report.table.rows[0][0].link.as_ref().expect("a link").to_string();
    assert_eq!(engine.ask(&link).expect("the bundle").report().counts[0].matched, 1, "{link}");
}

#[test]
fn a_measures_key_lets_only_its_own_rows_pass() {
    // a2 refers to no firm, and so to none that the measure takes in; f1 is none of them either.
    let engine = Made::default()
        .table("firms", "id:string grade:string n:integer", ["f1,low,1", "f2,high,2"].map(String::from))
        .table("awards", "id:string firm:string", ["a1,f1", "a2,", "a3,f2"].map(String::from))
        .schema(r#""foreignKeys":[{"fields":["firm"],"reference":{"resource":"firms","fields":["id"]}}]"#)
        .dimension("grade", &["firms"])
        .measure("some", "firms", "kind = \"sum\"\ncolumn = \"n\"\nwhere = \"grade=high\"")
        .engine();
    let matched = |url: &str| engine.ask(url).expect("the bundle").report().counts[1].matched;
    assert_eq!([matched("/made?some__not=7"), matched("/made?some__missing=any")], [1, 0]);
}

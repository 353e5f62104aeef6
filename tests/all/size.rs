//! Bundles and addresses of many values: any number of conditions, and caps on what one answer may take.

use data::Missing;
use data::sheet::Body;

use crate::made::Made;

/// Two tables that share five dimensions; `wide` has 70 columns more, all 0 in its first row and 1 in its second.
fn wide() -> Made {
    let columns: Vec<String> = (0..70).map(|at| format!(" c{at:02}:integer")).collect();
    let row = |id: &str, cell: &str| format!("{id},x,x,x,x,x{}", format!(",{cell}").repeat(70));
    let mut made = Made::default()
        .table(
            "wide",
            &format!("id:string city:string d1:string d2:string d3:string d4:string{}", columns.concat()),
            [row("r0", "0"), row("r1", "1")],
        )
        .table("regions", "city:string d1:string d2:string d3:string d4:string gdp:number", ["x,x,x,x,x,13572.24".to_string()]);
    for dimension in ["city", "d1", "d2", "d3", "d4"] {
        made = made.dimension(dimension, &["wide", "regions"]);
    }
    let every: Vec<String> = (0..70).map(|at| format!("wide.c{at:02}__gte={}", u8::from(at == 65))).collect();
    made.measure("rows", "wide", "kind = \"count\"").measure("gdp", "regions", "kind = \"sum\"\ncolumn = \"gdp\"").measure(
        "ones",
        "wide",
        &format!("kind = \"count\"\nwhere = \"{}\"", every.join("&")),
    )
}

/// `count` conditions on columns that every row passes.
fn conditions(count: usize) -> String {
    (0..count).map(|at| format!("wide.c{at:02}__gte=0")).collect::<Vec<_>>().join("&")
}

#[test]
fn conditions_beyond_64_stay_apart() {
    let engine = wide().engine();
    // The side's last condition is the 65th: it is not the first one, which the table of regions sees.
    let side = "d1%3Dx%26d2%3Dx%26d3%3Dx%26d4%3Dx%26wide.c60%3D1";
    let sheet = engine.ask(&format!("/made/compare?city=x&{}&a={side}", conditions(59))).and_then(|question| question.sheet());
    let sheet = sheet.expect("a comparison");
    assert_eq!(sheet.notices, []);
    let Body::Compare(comparison) = &sheet.body else { panic!("no comparison") };
    let cell = |measure: &str| {
        let row = comparison.rows.iter().find(|row| row.measure.id == measure).expect("a measure");
        (row.cells[0].amount.value, row.cells[0].amount.missing, row.cells[0].unseen)
    };
    assert_eq!(cell("rows"), (Some(1.0), None, false));
    assert_eq!(cell("gdp"), (None, Some(Missing::NotApplicable), true));
    // A measure's own conditions are 70; its 66th alone is not met by both rows.
    assert_eq!(cell("ones"), (Some(1.0), None, false));
}

#[test]
fn at_most_sixty_conditions_are_sixty() {
    let engine = wide().engine();
    for (count, kept, notices) in [(59, 59, 0), (60, 60, 0), (61, 60, 1)] {
        let question = engine.ask(&format!("/made?{}", conditions(count))).expect("served");
        assert_eq!((question.plan.filters.len(), question.notices.len()), (kept, notices), "{count}");
        let side = conditions(count).replace('=', "%3D").replace('&', "%26");
        let sheet = engine.ask(&format!("/made/compare?a={side}")).and_then(|question| question.sheet()).expect("a comparison");
        assert_eq!(sheet.notices.len(), notices, "a side of {count}");
    }
}

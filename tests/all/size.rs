//! Bundles and addresses of many values: any number of conditions, and caps on what one answer may take.

use std::sync::OnceLock;

use data::Missing;
use data::engine::files::Files;
use data::engine::{Caps, Engine};
use data::report::Panel;
use data::sheet::Body;

use crate::asked::get_from;
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

/// A hundred thousand rows, each with a value of its own in two dimensions; and three dimensions of 400, 300 and 50 values.
pub(super) fn crowd() -> Engine {
    static CROWD: OnceLock<Engine> = OnceLock::new();
    let open = || {
        let row = |at: u32| format!("v{at:05},w{:05},a{:03},b{:03},c{:02},{at}", at * 7919 % 100_000, at % 400, at % 300, at % 50);
        let mut made = Made::default().table("rows", "d0:string d1:string a1:string b1:string c1:string n:integer", (0..100_000).map(row));
        for id in ["d0", "d1", "a1", "b1", "c1"] {
            made = made.with(&format!(
                "[[dimension]]\nid = \"{id}\"\ntitle = {{ zh = \"{id}\", en = \"{id}\" }}\ncolumns = {{ rows = \"{id}\" }}"
            ));
        }
        let race = "[race]\nby = \"d0\"\n[[race.input]]\nmeasure = \"n\"\nweight = 1\n[[race.input]]\nmeasure = \"rows\"\nweight = 1";
        made.measure("rows", "rows", "kind = \"count\"").measure("n", "rows", "kind = \"sum\"\ncolumn = \"n\"").with(race).engine()
    };
    CROWD.get_or_init(open).clone()
}

fn explore(engine: &Engine, search: &str) -> Panel {
    let report = engine.ask(&format!("/made/explore?{search}")).expect("served").report();
    assert_eq!(report.notices, [], "{search}");
    report.panels.into_iter().next().expect("a chart")
}

#[test]
fn a_dimension_of_many_values_is_ranked() {
    let panel = explore(&crowd(), "measure=n&by=d0");
    assert!(panel.refused.is_empty());
    let first: Vec<(&str, Option<f64>, Option<u32>)> =
        panel.rows.iter().take(2).map(|row| (row.value.as_str(), row.amount.value, row.rank)).collect();
    assert_eq!(first, [("v99999", Some(99_999.0), Some(1)), ("v99998", Some(99_998.0), Some(2))]);
    let others = panel.others.expect("the rest as one");
    // The sum of 0 to 99,969.
    assert_eq!((panel.rows.len(), others.count, others.amount.value, others.rows.len()), (30, 99_970, Some(4_996_950_465.0), 100));
    assert_eq!(others.rows[99].rank, Some(130));
    let (status, csv) = get_from(&crowd(), "/made/panels/explore.csv?measure=n&by=d0&bom=0");
    assert_eq!((status, csv.lines().count()), (200, 100_001));
}

#[test]
fn what_would_take_too_much_is_refused_with_the_reason() {
    let engine = crowd();
    for (search, zh, en, file) in [
        ("measure=rows&by=d0&split=d1&chart=heatmap", "共 3,000,000 个图形", "3,000,000 marks", "共 10,000,000,000 行"),
        // 400 bars of 300 parts: once together, and for each of 50 values.
        ("measure=rows&by=a1&split=b1&per=c1&chart=grouped", "共 6,120,000 个图形", "6,120,000 marks", "共 6,120,000 行"),
        ("measure=rows&by=d0&per=d1", "共 10,000,100,000 个图形", "10,000,100,000 marks", "共 10,000,100,000 行"),
        ("measure=n&by=d0&per=d1&chart=box", "共 10,000,100,000 个图形", "10,000,100,000 marks", "共 10,000,100,000 行"),
        ("measure=n&per=d1&chart=histogram", "个图形", "marks", "行"),
    ] {
        let panel = explore(&engine, search);
        assert!(panel.refused.zh.contains(zh) && panel.refused.en.contains(en), "{search}: {:?}", panel.refused);
        assert!(panel.rows.is_empty() && panel.multiples.is_empty() && panel.others.is_none(), "{search}");
        let (status, page) = get_from(&engine, &format!("/made/explore?{search}"));
        assert!(status == 200 && page.contains(zh) && page.contains("未绘出") && page.len() < 500_000, "{search}: {} bytes", page.len());
        let (status, json) = get_from(&engine, &format!("/made/explore/report.json?{search}"));
        assert!(status == 200 && json.contains(en), "{search}");
        let (status, svg) = get_from(&engine, &format!("/made/panels/explore.svg?{search}&lang=en"));
        assert!(status == 200 && svg.contains("Not drawn"), "{search}");
        let (status, csv) = get_from(&engine, &format!("/made/panels/explore.csv?{search}"));
        assert!(status == 400 && csv.contains(file), "{search}: {csv}");
    }
}

#[test]
fn caps_are_the_servers_to_set() {
    let caps = |caps: Caps| crowd().with_caps(caps);
    let panel = explore(&caps(Caps { groups: 99_999, ..Caps::default() }), "measure=n&by=d0");
    assert_eq!(panel.refused.en, "More than 99,999 groups: not counted. Filter, or choose dimensions of fewer values.");
    assert!(explore(&caps(Caps { groups: 100_000, ..Caps::default() }), "measure=n&by=d0").refused.is_empty());
    assert!(explore(&caps(Caps { marks: 30, ..Caps::default() }), "measure=n&by=d0").refused.is_empty());
    assert!(
        explore(&caps(Caps { marks: 29, ..Caps::default() }), "measure=n&by=d0").refused.en.starts_with("30 marks are more than the 29")
    );
    // 30 links of a long address.
    let long = (0..300).map(|at| format!("&a1=a{at:03}")).collect::<String>();
    let engine = caps(Caps { bytes: 90_000, ..Caps::default() });
    assert!(explore(&engine, "measure=n&by=d0").refused.is_empty());
    assert!(explore(&engine, &format!("measure=n&by=d0{long}")).refused.en.contains("too long"));
}

#[test]
fn a_contest_of_too_many_is_refused_with_the_reason() {
    let (status, page) = get_from(&crowd(), "/made/race");
    assert!(status == 200 && page.contains("共 100,000 行，超过本页上限 10,000 行"), "{status}");
    let (status, csv) = get_from(&crowd(), "/made/race.csv");
    assert!(status == 400 && csv.contains("100,000"), "{status}");
    let (status, json) = get_from(&crowd(), "/made/race/report.json");
    assert!(status == 200 && json.contains("100,000 rows are more than the 10,000 of this page."), "{status}");
    let (status, csv) = get_from(&crowd(), "/made/race.csv?a1=a007&bom=0");
    assert_eq!((status, csv.lines().count()), (200, 251));
}

/// `values` values of `d`, a tile split by them, and a facet that counts a measure.
fn tiled(values: usize) -> Made {
    let dimension =
        "[[dimension]]\nid = \"d\"\ntitle = { zh = \"维\", en = \"d\" }\ncolumns = { t = \"d\" }\nfacet = true\ncounts = \"total\"";
    Made::default()
        .table("t", "d:string x:integer", (0..values).map(|row| format!("v{row},{}", row + 1)))
        .with(dimension)
        .measure("total", "t", "kind = \"sum\"\ncolumn = \"x\"")
        .with("[[tile]]\nid = \"total\"\nmeasure = \"total\"\nsplit = \"d\"")
}

#[test]
fn a_tile_of_too_many_values_is_a_fault() {
    let files = tiled(10_001);
    let engine = Engine::open([("made".to_string(), &files as &dyn Files)]);
    let faulty = engine.faulty();
    let said = faulty.first().map(ToString::to_string).unwrap_or_default();
    assert!(said.contains("tile total") && said.contains("10,001") && said.contains("(limit)"), "{said}");
    assert_eq!(tiled(10_000).engine().faulty().len(), 0);
}

#[test]
fn what_takes_too_much_beside_the_charts_says_so() {
    let engine = tiled(20).engine();
    let of = |groups: usize| {
        let engine = engine.clone().with_caps(Caps { groups, ..Caps::default() });
        let report = engine.ask("/made").expect("served").report();
        let (tile, facet) = (&report.tiles[0], &report.facets[0]);
        let first = &facet.values[0];
        (tile.values.len(), tile.refused.en.clone(), facet.counts.en.clone(), facet.measure.is_some(), first.count, first.amount)
    };
    // v19 has the largest number; of rows each has one.
    assert_eq!(of(200), (20, String::new(), "total".to_string(), true, 1, Some(20.0)));
    let refused = "More than 10 groups: not counted. Filter, or choose dimensions of fewer values.".to_string();
    assert_eq!(of(10), (0, refused.clone(), "t".to_string(), false, 1, None));
    let (_, page) = get_from(&engine.with_caps(Caps { groups: 10, ..Caps::default() }), "/made?lang=en");
    assert!(page.contains(&refused), "the page says why");
}

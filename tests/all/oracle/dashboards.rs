//! What random bundles show: dimensions of each role, measures of each kind, and some of the tiles, panels and tabs that go with them.

use super::bundles::pick;

/// Published figures, with checks.
pub(super) const STATEMENTS: &str = "id,subject,indicator,scope,value,unit,qualifier,as_of,document,section,paragraph,phrase,check
s1,firms,count,all,12,x,exact,2024,doc,1,1,twelve,firms
s2,firms,output,low,30.5,x,over,2024,doc,1,2,thirty,output?grade=low
s3,stats,total,all,100,x,nearly,2024,doc,1,3,hundred,total?stats.trade=a
";

/// Conditions of measures of firms; none of them now and then.
const OF_FIRMS: [&str; 12] = [
    "",
    "",
    "grade=low",
    "firms.trade__not=b",
    "year__gte=2020",
    "firms.staff__gte=2",
    "kind=K",
    "corridor=true&grade__not=high",
    "firms.note__contains=ab",
    "grade__missing=any",
    "firms.output__missing=suppressed",
    "cities.pop__lt=100",
];

/// Conditions of measures of stats.
const OF_STATS: [&str; 6] = ["", "", "stats.trade__not=a", "year__lte=2021", "city__missing=any", "stats.m__gte=1"];

const DIMENSIONS: &str = r#"
[[dimension]]
id = "zone"
columns = { zones = "name" }
via = { flows = "origin" }
facet = true
[[dimension]]
id = "kind"
columns = { zones = "kind" }
via = { flows = "destination" }
[[dimension]]
id = "city"
role = "region"
columns = { cities = "name" }
via = { flows = "destination" }
labels = { table = "cities", value = "name", zh = "name", en = "name_en" }
marked_by = "corridor"
places = { table = "cities", value = "name", longitude = "lon", latitude = "lat" }
cells = { table = "cities", value = "name", column = "left", row = "top" }
facet = true
[[dimension]]
id = "corridor"
columns = { cities = "corridor" }
via = { flows = "origin" }
facet = true
[[dimension]]
id = "grade"
role = "ordered"
columns = { firms = "grade" }
facet = true
[[dimension]]
id = "year"
role = "year"
columns = { firms = "year", stats = "year" }
facet = true
[[dimension]]
id = "month"
role = "ordered"
columns = { awards = "month" }
facet = true
[[dimension]]
id = "trade"
columns = { firms = "trade", stats = "trade" }
facet = true
[[dimension]]
id = "band"
columns = { firms = "band" }
[[dimension]]
id = "level"
columns = { awards = "level" }
[[dimension]]
id = "firm"
columns = { firms = "id" }
[[dimension]]
id = "rests"
columns = { firms = "basis" }
facet = true
"#;

/// Measures, each with its table, its lines, and whether it may have conditions of its own.
pub(super) const MEASURES: [(&str, &str, &str, bool); 23] = [
    ("firms", "firms", "kind = \"count\"", false),
    ("output", "firms", "kind = \"sum\"\ncolumn = \"output\"", false),
    ("some", "firms", "kind = \"sum\"\ncolumn = \"output\"", true),
    ("staff", "firms", "kind = \"sum\"\ncolumn = \"staff\"", true),
    ("mean", "firms", "kind = \"mean\"\ncolumn = \"staff\"\nsmall = 10", true),
    ("median", "firms", "kind = \"median\"\ncolumn = \"wages\"\nsmall = 5", true),
    ("trades", "firms", "kind = \"count_distinct\"\ncolumn = \"trade\"", true),
    ("high", "firms", "kind = \"share\"\nof = \"grade=high\"\nsmall = 8", true),
    ("rich", "firms", "kind = \"share\"\nof = \"firms.wages__gte=0.2&corridor__not=true\"", true),
    ("rate", "firms", "kind = \"rate\"\nover = \"wages\"\nunder = \"staff\"\nfactor = 100\nsmall = 6", true),
    ("now", "firms", "kind = \"count\"\nstock = \"year\"", true),
    ("total", "stats", "kind = \"sum\"\ncolumn = \"n\"\nstock = \"year\"", true),
    ("level_of", "stats", "kind = \"mean\"\ncolumn = \"n\"\nstock = \"year\"\nsmall = 4", true),
    ("middle", "stats", "kind = \"median\"\ncolumn = \"m\"\nstock = \"year\"", true),
    ("added", "stats", "kind = \"sum\"\ncolumn = \"m\"", true),
    ("growth", "stats", "kind = \"growth\"\ncolumn = \"n\"\nsplit = \"trade\"\nstock = \"year\"", true),
    ("growth_of", "stats", "kind = \"growth\"\ncolumn = \"m\"\nsplit = \"city\"\nstock = \"year\"", false),
    ("awards", "awards", "kind = \"count\"", false),
    ("holders", "awards", "kind = \"holders\"\ncolumn = \"holder\"\nsplit = \"level\"", false),
    ("unnamed", "awards", "kind = \"holders\"\nsplit = \"level\"\nwhere = \"grade__not=low\"", false),
    ("points", "awards", "kind = \"sum\"\ncolumn = \"points\"", false),
    ("flow", "flows", "kind = \"sum\"\ncolumn = \"amount\"", false),
    ("pop", "cities", "kind = \"sum\"\ncolumn = \"pop\"", false),
];

const TILES: [&str; 9] = [
    "measure = \"firms\"\nstatement = \"s1\"",
    "measure = \"output\"",
    "measure = \"firms\"\nsplit = \"grade\"",
    "measure = \"awards\"\nholders = \"holders\"",
    "measure = \"total\"\nsplit = \"trade\"",
    "measure = \"growth\"",
    "measure = \"median\"\nsplit = \"year\"",
    "measure = \"unnamed\"",
    "measure = \"now\"",
];

const PANELS: [&str; 22] = [
    "kind = \"bar\"\nmeasure = \"output\"\nby = \"city\"\ntop = 3",
    "kind = \"bar\"\nmeasure = \"rate\"\nby = \"trade\"\nreference = { value = 1, label = { zh = \"一\", en = \"One\" } }",
    "kind = \"bar\"\nmeasure = \"firms\"\nby = \"firm\"\ntop = 5",
    "kind = \"grouped\"\nmeasure = \"median\"\nby = \"grade\"\nsplit = \"corridor\"",
    "kind = \"stacked\"\nmeasure = \"some\"\nby = \"trade\"\nsplit = \"grade\"\ntop = 4",
    "kind = \"percent\"\nmeasure = \"firms\"\nby = \"zone\"\nsplit = \"rests\"",
    "kind = \"pareto\"\nmeasure = \"firms\"\nby = \"band\"",
    "kind = \"line\"\nmeasure = \"total\"\nby = \"year\"\nsplit = \"trade\"",
    "kind = \"area\"\nmeasure = \"added\"\nby = \"year\"\nsplit = \"kind\"",
    "kind = \"slope\"\nmeasure = \"total\"\nby = \"trade\"\nsplit = \"year\"",
    "kind = \"scatter\"\nmeasure = \"output\"\nagainst = \"mean\"\nby = \"city\"\nper = \"kind\"",
    "kind = \"bubble\"\nmeasure = \"rate\"\nagainst = \"total\"\nsized = \"firms\"\nby = \"trade\"",
    "kind = \"heatmap\"\nmeasure = \"high\"\nby = \"trade\"\nsplit = \"year\"\ntop = 3",
    "kind = \"histogram\"\nmeasure = \"output\"",
    "kind = \"histogram\"\nmeasure = \"median\"\nper = \"grade\"",
    "kind = \"box\"\nmeasure = \"some\"\nby = \"city\"",
    "kind = \"box\"\nmeasure = \"level_of\"\nby = \"trade\"\nper = \"corridor\"",
    "kind = \"map\"\nmeasure = \"flow\"\nby = \"city\"",
    "kind = \"grid\"\nmeasure = \"growth_of\"\nby = \"city\"",
    "kind = \"bar\"\nmeasure = \"points\"\nby = \"level\"\nper = \"month\"",
    "kind = \"bar\"\nmeasure = \"trades\"\nby = \"year\"\norder = \"value\"",
    "kind = \"bar\"\nmeasure = \"now\"\nby = \"rests\"",
];

const REST: &str = r#"
[race]
by = "city"
[[race.input]]
measure = "output"
weight = 40
[[race.input]]
measure = "mean"
weight = 60
[[race.input]]
measure = "total"
weight = 0
[ladder]
table = "firms"
by = "firm"
rung = "grade"
group = "city"
year = "year"
[lead]
by = "city"
table = "firms"
flag = "is_lead"
name = "id"
measures = ["output", "staff"]
[[tab]]
table = "firms"
columns = ["id", "city", "city.name", "city.zone.name", "grade", "output", "wages", "band", "day", "is_lead"]
"#;

const TABS: &str = r#"
[[tab]]
table = "awards"
columns = ["id", "firm.city.zone.kind", "firm.output", "month", "points"]
[[tab]]
table = "stats"
sort = "-n"
[[tab]]
table = "flows"
columns = ["origin.name", "destination.name", "amount"]
[[tab]]
table = "cities"
sort = "name"
"#;

/// `dashboard.toml`, as dice fall. `is_dated`: every year is known, whether rows are of it or not.
pub(super) fn written(dice: &[u8; 48], is_dated: bool) -> String {
    let mut dice = dice.iter().copied();
    let mut die = || dice.next().unwrap_or_default();
    let title = |id: &str| format!("title = {{ zh = \"{id}\", en = \"{id}\" }}");
    let mut board =
        "statements = \"statements\"\ntime = \"year\"\ncompare = [\"corridor=true\", \"corridor__not=true\", \"grade=low\"]\n".to_string();
    let counts = [None, Some(("trade", "output")), Some(("year", "total")), Some(("city", "flow")), Some(("grade", "now"))];
    let counts = pick(&counts, die());
    for entry in DIMENSIONS.split("[[dimension]]").skip(1) {
        let id = entry.split('"').nth(1).unwrap_or_default();
        let counts = counts.filter(|(dimension, _)| *dimension == id).map(|(_, measure)| format!("counts = \"{measure}\"\n"));
        board += &format!("[[dimension]]{entry}{}\n{}", title(id), counts.unwrap_or_default());
    }
    for (id, table, lines, may) in MEASURES {
        let filter = if table == "stats" { pick(&OF_STATS, die()) } else { pick(&OF_FIRMS, die()) };
        let filter = Some(filter).filter(|filter| may && !filter.is_empty()).map(|filter| format!("where = \"{filter}\"\n"));
        board += &format!("[[measure]]\nid = \"{id}\"\n{}\ntable = \"{table}\"\n{lines}\n{}", title(id), filter.unwrap_or_default());
        if id == "growth_of" && is_dated {
            board += "from = \"2020\"\nto = \"2024\"\n";
        }
    }
    for tile in TILES.iter().filter(|_| die() % 3 == 0) {
        board += &format!("[[tile]]\nid = \"tile-{}\"\n{tile}\n", board.len());
    }
    let first = usize::from(die()) % PANELS.len();
    let count = usize::from(die()) % 5;
    for panel in (0..count).map(|step| PANELS[(first + step * 5) % PANELS.len()]) {
        board += &format!("[[panel]]\nid = \"panel-{}\"\n{}\n{panel}\n", board.len(), title("panel"));
    }
    let sort = pick(&["", "sort = \"-output\"\n", "sort = \"city.zone.name\"\n", "sort = \"grade\"\n"], die());
    board + REST + sort + TABS
}

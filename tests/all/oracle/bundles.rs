//! Random bundles as files in memory. Their tables are always the same seven, of random rows:
//!
//! ```text
//! zones ◀── cities ◀── firms ◀── awards
//!             ▲ ▲──── stats
//!             ╚══════ flows (by two keys)        statements
//! ```
//!
//! `dashboards` says what is made of them.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use proptest::prelude::*;
use serde_json::{Value, json};
use tests::Memory;

use super::dashboards;

/// What a bundle is made of: dice, a list of them a row.
#[derive(Clone)]
pub(super) struct Recipe {
    zones: Vec<[u8; 3]>,
    cities: Vec<[u8; 6]>,
    firms: Vec<[u8; 13]>,
    awards: Vec<[u8; 6]>,
    stats: Vec<[u8; 6]>,
    flows: Vec<[u8; 4]>,
    /// How often the rows of firms and stats stand in them, each time changed.
    times: usize,
    /// How columns are written.
    styles: [u8; 8],
    /// What the dashboard shows.
    pub(super) board: [u8; 48],
}

/// Bundles of few rows, now and then of thousands.
pub(super) fn recipes() -> impl Strategy<Value = Recipe> {
    let rows = (
        prop::collection::vec(any::<[u8; 3]>(), 0..4),
        prop::collection::vec(any::<[u8; 6]>(), 0..6),
        prop::collection::vec(any::<[u8; 13]>(), 0..40),
        prop::collection::vec(any::<[u8; 6]>(), 0..20),
        prop::collection::vec(any::<[u8; 6]>(), 0..30),
        prop::collection::vec(any::<[u8; 4]>(), 0..10),
    );
    let times = prop_oneof![9 => Just(1_usize), 1 => Just(150_usize)];
    let board = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<[u8; 16]>());
    (rows, times, any::<[u8; 8]>(), board).prop_map(|((zones, cities, firms, awards, stats, flows), times, styles, board)| {
        let mut all = [0; 48];
        [board.0, board.1, board.2].concat().into_iter().zip(&mut all).for_each(|(die, place)| *place = die);
        Recipe { zones, cities, firms, awards, stats, flows, times, styles, board: all }
    })
}

impl fmt::Debug for Recipe {
    /// The files that have rows, so that what fails can be looked at.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = self.files().0;
        let texts = files.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
        texts
            .filter(|(path, text)| text.lines().count() > 1 && *path != "statements.csv")
            .try_for_each(|(path, text)| writeln!(f, "\n{path}:\n{text}"))
    }
}

/// One of some, as a die falls.
pub(super) fn pick<T: Copy>(of: &[T], die: u8) -> T {
    of[usize::from(die) % of.len()]
}

/// Names, in letters and signs that a search takes for others.
pub(super) const NAMES: [&str; 8] = ["汽车", "ＡＢ", "ab", "Straße", "cafe\u{301}", "K, L", "x \"y\"", "z"];
pub(super) const TRADES: [&str; 6] = ["a", "b", "C", "汽车", "d e", "%"];
pub(super) const GRADES: [&str; 3] = ["low", "mid", "high"];
pub(super) const YEARS: [&str; 4] = ["2019", "2020", "2021", "2024"];

/// Cells without a value, by reason.
const MISSING: [&str; 3] = ["", "x", "n/a"];

/// Numbers by how they are kept: whole ones, decimals, doubles.
const NUMBERS: [&[&str]; 3] = [
    &["0", "1", "-2", "7", "12", "100", "9007199254740993", "3", "3"],
    &["0.1", "0.2", "0.30", "-1.5", "66.70", "12", "0", "1e3", "-0.00001"],
    &["0.12345678901", "1e300", "-1e300", "0.1", "5e-324", "-2.5", "1.7e308", "3", "1e-11"],
];

/// A value, or now and then none.
fn or_missing(values: &[&str], die: u8) -> String {
    match usize::from(die) {
        die @ 0..24 => MISSING[die % 3].to_string(),
        die => values[die % values.len()].to_string(),
    }
}

/// A key of one of so many rows; now and then none.
fn key(of: &str, rows: usize, die: u8) -> String {
    match usize::from(die) {
        die if rows == 0 || die < 30 => MISSING[die % 3].to_string(),
        die => format!("{of}{}", die % rows),
    }
}

/// A file of rows.
fn csv(head: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut file = head.to_string();
    for cells in rows {
        let quoted = |cell: String| if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell };
        let line: Vec<String> = cells.into_iter().map(quoted).collect();
        write!(file, "\n{}", line.join(",")).expect("a string grows");
    }
    file.push('\n');
    file.into_bytes()
}

/// The same rows so many times, each time changed.
fn again<const N: usize>(rows: &[[u8; N]], times: usize) -> impl Iterator<Item = [u8; N]> {
    let changed = |row: [u8; N], time: usize| std::array::from_fn(|at| (usize::from(row[at]) + time * (2 * at + 3)) as u8);
    (0..times).flat_map(move |time| rows.iter().map(move |row| changed(*row, time)))
}

impl Recipe {
    /// One of some four thousand firms, more than a rollup has room for, and as many stats.
    pub(super) fn large() -> Recipe {
        fn rows<const N: usize>(count: usize) -> Vec<[u8; N]> {
            (0..count).map(|row| std::array::from_fn(|at| (41 * row + 77 * at + row * at) as u8)).collect()
        }
        let (zones, cities, firms, awards, stats, flows) = (rows(3), rows(5), rows(20), rows(20), rows(20), rows(9));
        Recipe { zones, cities, firms, awards, stats, flows, times: 210, styles: [1; 8], board: [1; 48] }
    }

    /// The bundle's files.
    pub(super) fn files(&self) -> Memory {
        let Recipe { zones, cities, firms, awards, stats, flows, times, styles, .. } = self;
        let numbers = |style: usize| NUMBERS[usize::from(styles[style]) % 3];
        let (bases, months) = (["published", "published", "inferred", "illustrative"], ["2024-01", "2024-02", "2024-06"]);
        let count = firms.len() * times;
        let trade = |die: u8, row: usize| if row < 300 { or_missing(&TRADES, die) } else { format!("t{}", row % 450) };
        let zones_csv = csv(
            "id,name,kind,basis",
            zones.iter().enumerate().map(|(at, die)| {
                vec![format!("z{at}"), or_missing(&NAMES, die[0]), or_missing(&["K", "L"], die[1]), or_missing(&bases, die[2])]
            }),
        );
        let cities_csv = csv(
            "id,zone,name,name_en,corridor,pop,lon,lat,left,top",
            cities.iter().enumerate().map(|(at, die)| {
                let name = if die[1] < 20 { MISSING[at % 3].to_string() } else { format!("市{at}") };
                let corridor = or_missing(&["true", "false"], die[2]);
                vec![
                    format!("c{at}"),
                    key("z", zones.len(), die[0]),
                    name,
                    format!("City {}", at % 3),
                    corridor,
                    or_missing(numbers(0), die[3]),
                    format!("{}.5", die[4] % 90),
                    "45".into(),
                    at.to_string(),
                    (die[5] % 3).to_string(),
                ]
            }),
        );
        let firms_csv = csv(
            "id,city,grade,year,trade,output,staff,wages,note,day,is_lead,holder,band,basis",
            again(firms, *times).enumerate().map(|(at, die)| {
                vec![
                    format!("f{at}"),
                    key("c", cities.len(), die[0]),
                    or_missing(&GRADES, die[1]),
                    or_missing(&YEARS, die[2]),
                    trade(die[3], at),
                    or_missing(numbers(1), die[4]),
                    or_missing(NUMBERS[0], die[5]),
                    or_missing(numbers(2), die[6]),
                    or_missing(&NAMES, die[7]),
                    or_missing(&["2024-01-31", "2023-12-01", "2024-02-29"], die[8]),
                    or_missing(&["true", "false", "false"], die[9]),
                    or_missing(&["h1", "h2", "h3"], die[10]),
                    or_missing(numbers(3), die[11]),
                    or_missing(&bases, die[12]),
                ]
            }),
        );
        let awards_csv = csv(
            "id,firm,level,month,points,holder",
            awards.iter().enumerate().map(|(at, die)| {
                let firm = key("f", count.min(200), die[0]);
                vec![
                    format!("a{at}"),
                    firm,
                    or_missing(&["A", "B", "C"], die[1]),
                    or_missing(&months, die[2]),
                    or_missing(numbers(4), die[3]),
                    or_missing(&["h1", "h2"], die[4]),
                ]
            }),
        );
        let stats_csv = csv(
            "city,trade,year,n,m,basis",
            again(stats, *times).enumerate().map(|(at, die)| {
                vec![
                    key("c", cities.len(), die[0]),
                    trade(die[1], at),
                    or_missing(&YEARS, die[2]),
                    or_missing(numbers(5), die[3]),
                    or_missing(NUMBERS[0], die[4]),
                    or_missing(&bases, die[5]),
                ]
            }),
        );
        let flows_csv = csv(
            "origin,destination,amount",
            flows.iter().map(|die| vec![key("c", cities.len(), die[0]), key("c", cities.len(), die[1]), or_missing(numbers(6), die[2])]),
        );
        let files: [(&str, Vec<u8>); 9] = [
            ("datapackage.json", self.package().to_string().into_bytes()),
            ("dashboard.toml", dashboards::written(&self.board, self.is_dated()).into_bytes()),
            ("zones.csv", zones_csv),
            ("cities.csv", cities_csv),
            ("firms.csv", firms_csv),
            ("awards.csv", awards_csv),
            ("stats.csv", stats_csv),
            ("flows.csv", flows_csv),
            ("statements.csv", dashboards::STATEMENTS.as_bytes().to_vec()),
        ];
        Memory(files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect::<BTreeMap<_, _>>())
    }

    /// Whether every year is known, whether rows are of it or not.
    fn is_dated(&self) -> bool {
        self.styles[7] % 4 < 2
    }

    fn package(&self) -> Value {
        let kind = |style: usize| if self.styles[style].is_multiple_of(3) { "integer" } else { "number" };
        let key = |column: &str, table: &str| json!({ "fields": [column], "reference": { "resource": table, "fields": ["id"] } });
        let table = |name: &str, columns: &[(&str, &str)], keys: Vec<Value>| {
            let field = |(name, kind): &(&str, &str)| {
                let mut field = json!({ "name": name, "type": kind, "title": name });
                if *name == "grade" {
                    field["categories"] = json!(GRADES);
                    field["categoriesOrdered"] = json!(true);
                }
                if *name == "kind" {
                    field["categories"] = json!(["K", "L"]);
                }
                if *name == "year" && self.is_dated() {
                    field["categories"] = json!([2019, 2020, 2021, 2024]);
                }
                // The empty text is a value of trades, now and then.
                let missing = if *name == "trade" && self.styles[7].is_multiple_of(2) { &MISSING[1..] } else { &MISSING[..] };
                let reasons = ["suppressed", "not_applicable"];
                let token = |token: &&str| match MISSING.iter().position(|known| known == token) {
                    Some(at @ 1..) => json!({ "value": token, "reason": reasons[at - 1] }),
                    _ => json!({ "value": token, "reason": "not_reported" }),
                };
                field["missingValues"] = Value::Array(missing.iter().map(token).collect());
                field
            };
            let fields: Vec<Value> = columns.iter().map(field).collect();
            json!({ "name": name, "path": format!("{name}.csv"), "title": name, "unit": "行", "schema": { "fields": fields, "foreignKeys": keys } })
        };
        let text = "string";
        let mut flows = table(
            "flows",
            &[("origin", text), ("destination", text), ("amount", kind(6))],
            vec![key("origin", "cities"), key("destination", "cities")],
        );
        flows["basis"] = json!("inferred");
        let firms = [
            ("id", text),
            ("city", text),
            ("grade", text),
            ("year", "year"),
            ("trade", text),
            ("output", kind(1)),
            ("staff", "integer"),
            ("wages", kind(2)),
            ("note", text),
            ("day", "date"),
            ("is_lead", "boolean"),
            ("holder", text),
            ("band", kind(3)),
            ("basis", text),
        ];
        let cities = [
            ("id", text),
            ("zone", text),
            ("name", text),
            ("name_en", text),
            ("corridor", "boolean"),
            ("pop", kind(0)),
            ("lon", "number"),
            ("lat", "number"),
            ("left", "integer"),
            ("top", "integer"),
        ];
        let awards = [("id", text), ("firm", text), ("level", text), ("month", "yearmonth"), ("points", kind(4)), ("holder", text)];
        let stats = [("city", text), ("trade", text), ("year", "year"), ("n", kind(5)), ("m", "integer"), ("basis", text)];
        let statements: Vec<(&str, &str)> = dashboards::STATEMENTS
            .lines()
            .next()
            .unwrap_or_default()
            .split(',')
            .map(|column| (column, if column == "value" { "number" } else { text }))
            .collect();
        json!({ "name": "made", "title": "made", "version": "1", "sources": [{ "title": "made" }], "resources": [
            table("zones", &[("id", text), ("name", text), ("kind", text), ("basis", text)], vec![]),
            table("cities", &cities, vec![key("zone", "zones")]),
            table("firms", &firms, vec![key("city", "cities")]),
            table("awards", &awards, vec![key("firm", "firms")]),
            table("stats", &stats, vec![key("city", "cities")]),
            flows,
            table("statements", &statements, vec![]),
        ] })
    }
}

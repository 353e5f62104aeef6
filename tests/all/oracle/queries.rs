//! Random questions: conditions on dimensions, numbers, texts and what is missing, dates to compare with, tables in any order, charts of every kind, and
//! the views beside the dashboard.

use std::fmt;

use data::schema::PanelKind;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

use super::bundles::{GRADES, NAMES, TRADES, YEARS, pick};
use super::dashboards::MEASURES;

/// A question: dice for its conditions, and for the rest.
#[derive(Clone)]
pub(super) struct Asked {
    conditions: Vec<[u8; 3]>,
    dice: [u8; 24],
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url())
    }
}

/// Questions to ask one after another.
pub(super) fn questions(count: usize) -> impl Strategy<Value = Vec<Asked>> {
    let dice = (any::<[u8; 12]>(), any::<[u8; 12]>());
    let one = (prop::collection::vec(any::<[u8; 3]>(), 0..4), dice).prop_map(|(conditions, (first, rest))| {
        let dice = std::array::from_fn(|at| if at < 12 { first[at] } else { rest[at - 12] });
        Asked { conditions, dice }
    });
    prop::collection::vec(one, 1..=count)
}

const DIMENSIONS: [&str; 12] = ["zone", "kind", "city", "corridor", "grade", "year", "month", "trade", "band", "level", "firm", "rests"];
const NUMBERS: [&str; 13] = [
    "output",
    "some",
    "staff",
    "mean",
    "median",
    "total",
    "pop",
    "points",
    "firms.band",
    "cities.pop",
    "stats.n",
    "flows.amount",
    "awards.points",
];
const BOUNDS: [&str; 13] =
    ["0", "1", "0.2", "-2", "3", "12.0", "66.7", "66.699", "1e300", "9007199254740993", "9007199254740992.5", "-1e-30", "1e-11"];
const TEXTS: [&str; 6] = ["firms.note", "zones.name", "cities.name", "firms.id", "stats.trade", "awards.holder"];
const WORDS: [&str; 9] = ["汽", "AB", "é", "STRASSE", "k", "1", "h1", "\"", " "];
const REASONS: [&str; 4] = ["any", "not_reported", "suppressed", "not_applicable"];
const OTHERS: [(&str, &str); 7] = [
    ("firms.day__gte", "2024-01-31"),
    ("firms.day__lt", "2024-02-29"),
    ("firms.day", "2023-12-01"),
    ("firms.is_lead", "true"),
    ("firms.is_lead__not", "true"),
    ("stats.year", "2020"),
    ("firms.basis", "inferred"),
];
const COLUMNS: [&str; 8] = ["output", "-output", "city.name", "-city.zone.name", "grade", "-band", "day", "-n"];

/// Views beside the dashboard, `*` being a dimension.
const VIEWS: [&str; 11] = [
    "/facet/*",
    "/facet/trade",
    "/compare",
    "/race",
    "/ladder",
    "/lead",
    "/answer",
    "/reconcile",
    "/published",
    "/published/s2",
    "/embed/explore",
];

/// Values of a dimension, as far as every bundle has them.
fn values(dimension: &str, die: u8) -> String {
    match dimension {
        "zone" => pick(&NAMES, die).to_string(),
        "kind" => pick(&["K", "L"], die).to_string(),
        "city" => format!("市{}", die % 6),
        "corridor" => pick(&["true", "false"], die).to_string(),
        "grade" => pick(&GRADES, die).to_string(),
        "year" => pick(&YEARS, die).to_string(),
        "month" => pick(&["2024-01", "2024-02", "2024-06"], die).to_string(),
        "trade" => pick(&[&TRADES[..], &["t5", "t301"]].concat(), die).to_string(),
        "band" => pick(&["0.1", "3", "12", "66.7"], die).to_string(),
        "level" => pick(&["A", "B"], die).to_string(),
        "firm" => format!("f{}", u32::from(die) * 3),
        _ => pick(&["published", "inferred", "illustrative"], die).to_string(),
    }
}

fn condition([kind, key, value]: [u8; 3]) -> (String, String) {
    let dimension = pick(&DIMENSIONS, key);
    let bound = |suffix: &str| (format!("{}{suffix}", pick(&NUMBERS, key)), pick(&BOUNDS, value).to_string());
    let of_text = |suffix: &str, value: &str| (format!("{}{suffix}", pick(&TEXTS, key)), value.to_string());
    match kind % 16 {
        0..=3 => (dimension.to_string(), values(dimension, value)),
        4 | 5 => (format!("{dimension}__not"), values(dimension, value)),
        6 => (format!("{dimension}__missing"), pick(&REASONS, value).to_string()),
        7 => {
            let dimension = pick(&["year", "grade", "month"], key);
            (format!("{dimension}{}", pick(&["__gte", "__lte", "__lt"], value)), values(dimension, value / 3))
        }
        8 => bound("__gte"),
        9 => bound("__lte"),
        10 => bound("__lt"),
        11 => bound(pick(&["", "__not"], value / 16)),
        12 => (format!("{}__missing", pick(&NUMBERS, key)), pick(&REASONS, value).to_string()),
        13 => of_text("__contains", pick(&WORDS, value)),
        14 => of_text(pick(&["", "__not"], value / 16), pick(&NAMES, value)),
        _ => {
            let (name, value) = pick(&OTHERS, value);
            (name.to_string(), value.to_string())
        }
    }
}

impl Asked {
    /// Its address, of the bundle `made`.
    pub(super) fn url(&self) -> String {
        let mut dice = self.dice.iter().copied();
        let mut die = || dice.next().unwrap_or_default();
        let dimension = pick(&DIMENSIONS, die());
        let view = match usize::from(die()) {
            0..90 => "",
            90..180 => "/explore",
            die => VIEWS[die % VIEWS.len()],
        };
        let view = view.replace('*', dimension);
        let mut pairs: Vec<(String, String)> = self.conditions.iter().map(|dice| condition(*dice)).collect();
        let mut put = |name: &str, value: &str| pairs.push((name.to_string(), value.to_string()));
        if view.ends_with("/explore") {
            let measure = |die: u8| pick(&MEASURES, die).0;
            put("measure", measure(die()));
            put("by", dimension);
            for (name, value, rarely) in [
                ("split", pick(&DIMENSIONS, die()), false),
                ("per", pick(&DIMENSIONS, die()), true),
                ("chart", pick(&PanelKind::ALL, die()).name(), false),
                ("against", measure(die()), false),
                ("sized", measure(die()), false),
                ("top", pick(&["2", "400"], die()), true),
                ("order", "value", true),
            ] {
                if die() % 4 >= if rarely { 3 } else { 1 } {
                    put(name, value);
                }
            }
        }
        let (words, column, date, tab) = (die(), die(), die(), die());
        for (name, value, one_in, die) in [
            ("q", pick(&WORDS, words), 6, words / 9),
            ("sort", pick(&COLUMNS, column), 2, column / 8),
            ("vs", pick(&YEARS, date), 3, date / 4),
            ("tab", pick(&["awards", "stats", "flows", "cities"], tab), 2, tab / 4),
            ("page", "2", 4, tab / 8),
            ("cols", "all", 3, column / 16),
            ("cells", "label", 4, words / 32),
            ("overlap", "bounds", 3, date / 16),
            ("illustrative", "1", 2, date / 32),
            ("a", "city=市1", 2, date / 64),
            ("b", "grade__missing=any&output__gte=1", 3, tab / 64),
        ] {
            if die % one_in == 0 {
                put(name, value);
            }
        }
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let search: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!("/made{view}?{}", search.join("&"))
    }
}

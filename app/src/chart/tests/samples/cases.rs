//! What every kind must stand: one, nine, forty and four hundred marks; nothing but zeros, nothing at all, negative, huge and tiny values. Those that
//! the other files do not have already.

use std::sync::Arc;

use super::*;
use ::data::Bounds;
use ::data::report::{Multiple, Place, Shape, Spread};
use ::data::schema::Classing;

/// The kinds by the names of their samples.
pub(in crate::chart::tests) const KINDS: [(&str, PanelKind); 17] = [
    ("bars", PanelKind::Bar),
    ("grouped", PanelKind::Grouped),
    ("stacked", PanelKind::Stacked),
    ("percent", PanelKind::Percent),
    ("pareto", PanelKind::Pareto),
    ("line", PanelKind::Line),
    ("area", PanelKind::Area),
    ("slope", PanelKind::Slope),
    ("scatter", PanelKind::Scatter),
    ("bubble", PanelKind::Bubble),
    ("heatmap", PanelKind::Heatmap),
    ("histogram", PanelKind::Histogram),
    ("box", PanelKind::Box),
    ("map", PanelKind::Map),
    ("grid", PanelKind::Grid),
    ("choropleth", PanelKind::Choropleth),
    ("multiples", PanelKind::Bar),
];

/// The cases by their names.
pub(in crate::chart::tests) const CASES: [&str; 9] =
    ["one", "nine", "forty", "four-hundred", "all-zero", "all-missing", "negative", "huge", "tiny"];

/// Of each kind what no other file has.
const HERE: [(&str, &[&str]); 17] = [
    ("bars", &["four-hundred"]),
    ("grouped", &["four-hundred"]),
    ("stacked", &CASES),
    ("percent", &["four-hundred"]),
    ("pareto", &["four-hundred"]),
    ("line", &["nine", "four-hundred"]),
    ("area", &["nine", "four-hundred"]),
    ("slope", &["four-hundred"]),
    ("scatter", &["forty", "four-hundred", "all-zero", "negative", "huge", "tiny"]),
    ("bubble", &["four-hundred", "all-zero", "huge", "tiny"]),
    ("heatmap", &["four-hundred"]),
    ("histogram", &["nine", "four-hundred"]),
    ("box", &["four-hundred"]),
    ("map", &["four-hundred"]),
    ("grid", &["four-hundred"]),
    ("choropleth", &["one", "forty", "four-hundred", "negative", "tiny"]),
    ("multiples", &["nine", "forty", "four-hundred", "all-zero", "all-missing", "negative", "tiny"]),
];

pub(super) fn all() -> Vec<Sample> {
    let kind = |name: &str| KINDS.iter().find(|(known, _)| *known == name).expect("a kind of this name").1;
    let of = |(name, cases): &(&str, &[&str])| -> Vec<Sample> {
        let sample = |case: &&str| {
            let mut panel = if *name == "multiples" { multiples(case) } else { of_kind(kind(name), &values(case)) };
            if *case == "huge" {
                panel.measure = measure("产值", "Output", "元", "CNY", 0);
            }
            let name: &'static str = format!("{name}-{case}").leak();
            Sample { name, panel: Panel { id: name.into(), ..panel }, lang: Lang::Zh }
        };
        cases.iter().map(sample).collect()
    };
    HERE.iter().flat_map(of).chain(multiples_of_kinds()).collect()
}

/// Small multiples of the kinds that `cells` and `shapes` do not have.
fn multiples_of_kinds() -> impl Iterator<Item = Sample> {
    let names = ["grouped", "percent", "pareto", "line", "area", "slope", "bubble", "histogram", "box"];
    names.into_iter().map(|name| {
        let kind = KINDS.iter().find(|(known, _)| *known == name).expect("a kind of this name").1;
        let one = |at: usize| {
            let values: Vec<Option<f64>> = (0..9).map(|place| Some((17 - (place * (at + 2)) % 13 * (at + 1) % 17) as f64)).collect();
            let label = Text::same(["汽车", "农产品加工", "光电信息"][at]);
            Multiple { value: label.zh.clone(), label, rows: of_kind(kind, &values).rows, ..Multiple::default() }
        };
        let whole = of_kind(kind, &values("nine"));
        let name: &'static str = format!("multiples-{name}").leak();
        Sample { name, panel: Panel { id: name.into(), multiples: (0..3).map(one).collect(), ..whole }, lang: Lang::Zh }
    })
}

fn values(case: &str) -> Vec<Option<f64>> {
    let falling = |count: usize| (0..count).map(|at| Some(((count - at) * (count - at)) as f64)).collect();
    match case {
        "one" => vec![Some(17.0)],
        "nine" => CITIES.iter().map(|city| Some(city.2)).collect(),
        "forty" => falling(40),
        "four-hundred" => falling(400),
        "all-zero" => vec![Some(0.0); 6],
        "all-missing" => vec![None; 6],
        "negative" => [12.5, 3.0, 0.0, -2.5, -8.1, 1.4, -0.6].map(Some).to_vec(),
        "huge" => [1e12, 3.4e11, 5.6e9, 1.0].map(Some).to_vec(),
        "tiny" => [1e-9, 4.25e-10, 6e-11, 0.0].map(Some).to_vec(),
        _ => panic!("no case {case}"),
    }
}

fn amount(value: Option<f64>) -> Amount {
    value.map_or_else(|| Amount { missing: Some(Missing::Suppressed), ..Amount::default() }, known)
}

/// A panel with all that any kind needs of its marks.
fn of_kind(kind: PanelKind, values: &[Option<f64>]) -> Panel {
    use PanelKind::{Area, Grouped, Heatmap, Line, Percent, Slope, Stacked};
    let label = |at: usize| match (kind, CITIES.get(at).filter(|_| values.len() <= CITIES.len())) {
        (Line | Area, _) => Text::same(format!("{} 年 {} 月", 1992 + at / 12, 1 + at % 12)),
        (_, Some((zh, en, ..))) => Text::new(*zh, *en),
        _ => Text::new(format!("开发区 {}", at + 1), format!("Zone {}", at + 1)),
    };
    let split = matches!(kind, Grouped | Stacked | Percent | Slope | Heatmap);
    let size = values.iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    let rows = values.iter().enumerate().map(|(at, value)| {
        let share = |share: f64| amount(value.map(|value| value * share));
        let (column, line) = (at as u32 % 20, at as u32 / 20);
        Row {
            amount: share(1.0),
            parts: if split { vec![share(0.5), share(0.2), share(0.3)] } else { Vec::new() },
            x: Some(amount(value.map(|_| if size > 0.0 { size } else { 1.0 } * (at * 37 % values.len()) as f64))),
            size: Some(amount(value.map(f64::abs))),
            place: Some(Place { longitude: 122.0 + f64::from(column) * 0.4, latitude: 46.0 - f64::from(line) * 0.3 }),
            cell: Some((column, line)),
            shape: Some(square(column, line)),
            interval: Some(Bounds { low: at as f64 * 12.5, high: (at + 1) as f64 * 12.5 }),
            spread: value.map(|value| spread(value, size)),
            ..row(label(at), 0.0)
        }
    });
    let named = |name: &str| SplitValue { value: name.into(), label: Text::same(name), ..SplitValue::default() };
    let years = Split { dimension: "year".into(), ordered: true, values: ["2020", "2022", "2024"].map(named).to_vec(), ..Split::default() };
    let decimals = u8::from(size > 0.0 && size < 100.0);
    let points = kind.is_points() || kind == PanelKind::Histogram;
    Panel {
        kind,
        ordered: matches!(kind, Line | Area),
        split: split.then_some(years),
        measure: measure("产值", "Output", "亿元", "100 million CNY", decimals),
        against: points.then(|| measure("营业收入", "Revenue", "亿元", "100 million CNY", 1)),
        sized: (kind == PanelKind::Bubble).then(|| measure("从业人员", "Employees", "万人", "10,000 people", 1)),
        classes: Classing::Quantile,
        approval: if kind == PanelKind::Choropleth { Text::new("示例（虚构区域）", "Made-up regions") } else { Text::default() },
        ..panel("case", rows.collect())
    }
}

fn square(column: u32, line: u32) -> Arc<Shape> {
    let (left, top) = (122.0 + f64::from(column) * 0.4, 46.0 - f64::from(line) * 0.3);
    Arc::new(Shape { polygons: vec![vec![vec![(left, top), (left + 0.4, top), (left + 0.4, top - 0.3), (left, top - 0.3), (left, top)]]] })
}

/// Around a median, the same way for every value.
fn spread(median: f64, size: f64) -> Spread {
    let outliers = vec![median + size * 0.4];
    let [low, lower, upper, high] = [-0.2, -0.1, 0.1, 0.3].map(|by| median + size * by);
    Spread { low, lower, median, upper, high, beyond: 1, outliers }
}

/// Small multiples: as many as the case has marks, each of four bars; of the cases of values two with all of them.
fn multiples(case: &str) -> Panel {
    let values = values(case);
    let counted = matches!(case, "nine" | "forty" | "four-hundred");
    let (count, marks) = if counted { (values.len(), 4) } else { (2, values.len()) };
    let whole = of_kind(PanelKind::Bar, &values);
    let one = |at: usize| {
        let mut rows = whole.rows[..marks].to_vec();
        for (place, row) in rows.iter_mut().enumerate() {
            row.amount.value = row.amount.value.map(|_| values[(at + place) % values.len()].unwrap_or(0.0));
        }
        let label = Text::same(format!("产业门类 {}", at + 1));
        Multiple { value: label.zh.clone(), label, rows, ..Multiple::default() }
    };
    Panel { multiples: (0..count).map(one).collect(), rows: Vec::new(), ..whole }
}

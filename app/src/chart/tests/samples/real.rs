//! Samples of what real bundles brought up: 'others' that outweigh the rest, names that end alike, one city far above the others, heads
//! of three lines, long names in squares, a filter that leaves a corner of a map.

use ::data::report::{Others, Place};

use super::*;

const COUNTIES: [(&str, f64, f64, f64); 9] = [
    ("Bergen", 435_050.0, 16_000.0, 6.96e9),
    ("Middlesex", 403_779.0, 16_897.0, 6.82e9),
    ("Essex", 331_775.0, 17_922.0, 5.95e9),
    ("Morris", 281_546.0, 22_142.0, 6.23e9),
    ("Monmouth", 247_539.0, 13_155.0, 3.26e9),
    ("Hudson", 245_860.0, 19_833.0, 4.88e9),
    ("Mercer", 240_930.0, 18_469.0, 4.45e9),
    ("Cumberland", 57_888.0, 10_553.0, 6.1e8),
    ("Salem", 19_893.0, 14_294.0, 2.8e8),
];
/// Residents in 2020 and 2024, ten thousands.
const RESIDENTS: [(f64, f64); 9] = [
    (906.7, 908.5),
    (362.4, 349.5),
    (130.3, 117.0),
    (194.2, 188.6),
    (181.5, 163.9),
    (95.2, 88.9),
    (225.3, 209.0),
    (155.1, 145.1),
    (99.7, 91.6),
];
const INDUSTRIES: [&str; 11] =
    ["汽车和零部件", "石化", "农产品和食品深加工", "医药健康", "装备制造", "电子信息", "新能源汽车", "新材料", "钢铁", "纺织", "建材"];
const PROVINCES: [(&str, u32, u32, f64); 8] = [
    ("Heilongjiang", 6, 0, 13.0),
    ("Inner Mongolia", 4, 1, 12.0),
    ("Jilin", 6, 1, 14.0),
    ("Xizang (Tibet)", 0, 2, 0.0),
    ("Jiangsu", 5, 2, 113.0),
    ("Zhejiang", 5, 3, 107.0),
    ("Guangdong", 4, 4, 106.0),
    ("Hong Kong", 5, 4, 1.0),
];

fn split(names: &[&str], ordered: bool) -> Split {
    let value = |name: &&str| SplitValue { value: (*name).into(), label: Text::same(*name), ..SplitValue::default() };
    Split { dimension: "s".into(), ordered, values: names.iter().map(value).collect(), ..Split::default() }
}

/// Four cities, and all the others together far above them.
fn heavy(kind: PanelKind) -> Panel {
    let mut panel = values("heavy", &[Some(40.0), Some(31.0), Some(22.0), Some(13.0)]);
    let parts = |sum: f64| vec![known(sum / 4.0), known(sum * 3.0 / 4.0)];
    for row in &mut panel.rows {
        row.parts = parts(row.amount.value.unwrap_or(0.0));
    }
    panel.others = Some(Others { count: 52, amount: known(310.0), parts: parts(310.0), ..Others::default() });
    panel.split = (kind == PanelKind::Grouped).then(|| split(&["2020", "2024"], true));
    Panel { kind, ..panel }
}

fn counties(kind: PanelKind) -> Panel {
    let row = |(name, jobs, wage, sum): &(&str, f64, f64, f64)| {
        let label = Text::same(format!("{name} County, New Jersey"));
        let value = if kind.is_points() { *wage } else { *jobs };
        Row { x: Some(known(*jobs)), size: Some(known(*sum)), ..super::row(label, value) }
    };
    Panel {
        kind,
        measure: measure("工资", "Wage per job", "美元", "USD", 0),
        against: Some(measure("就业", "Employment", "人", "people", 0)),
        sized: (kind == PanelKind::Bubble).then(|| measure("工资总额", "Wages", "美元", "USD", 0)),
        ..panel("counties", COUNTIES.iter().map(row).collect())
    }
}

fn residents() -> Panel {
    let mut panel = cities();
    for (row, (before, now)) in panel.rows.iter_mut().zip(RESIDENTS) {
        (row.parts, row.amount) = (vec![known(before), known(now)], known(now));
    }
    let measure = measure("常住人口", "Residents", "万人", "10,000 people", 1);
    Panel { kind: PanelKind::Slope, split: Some(split(&["2020", "2024"], true)), measure, ..panel }
}

fn industries() -> Panel {
    let mut panel = cities();
    for (at, row) in panel.rows.iter_mut().enumerate() {
        row.parts = (0..INDUSTRIES.len()).map(|part| known(((at * 5 + part * 7) % 11 / 4) as f64)).collect();
    }
    Panel { kind: PanelKind::Heatmap, split: Some(split(&INDUSTRIES, false)), ..panel }
}

fn provinces() -> Panel {
    let row =
        |(name, column, line, value): &(&str, u32, u32, f64)| Row { cell: Some((*column, *line)), ..super::row(Text::same(*name), *value) };
    Panel { kind: PanelKind::Grid, ..panel("provinces", PROVINCES.iter().map(row).collect()) }
}

/// Forty places over a country, of which ten in one province have a value.
fn corner() -> Panel {
    let place = |at: usize| {
        let longitude = if at < 10 { 118.0 + (at * 7 % 10) as f64 / 2.5 } else { 90.0 + (at * 37 % 40) as f64 };
        let latitude = if at < 10 { 31.5 + (at * 3 % 10) as f64 / 3.0 } else { 22.0 + (at * 23 % 30) as f64 };
        Place { longitude, latitude }
    };
    let row = |at: usize| Row {
        place: Some(place(at)),
        amount: if at < 10 {
            known(26_727.0 / (at + 1) as f64)
        } else {
            Amount { missing: Some(Missing::Suppressed), ..Amount::default() }
        },
        ..super::row(Text::same(format!("地级市 {}", at + 1)), 0.0)
    };
    Panel { kind: PanelKind::Map, mark: None, ..panel("corner", (0..40).map(row).collect()) }
}

pub(super) fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &'static str, panel: Panel, lang: Lang| {
        samples.push(Sample { name, panel: Panel { id: name.into(), ..panel }, lang });
    };
    add("bars-others-heavy", heavy(PanelKind::Bar), Lang::Zh);
    add("grouped-others-heavy", heavy(PanelKind::Grouped), Lang::Zh);
    add("pareto-others-heavy", heavy(PanelKind::Pareto), Lang::Zh);
    let mut hatched = illustrate(heavy(PanelKind::Bar), 0);
    if let Some(others) = &mut hatched.others {
        others.amount.basis = Basis::Illustrative;
    }
    add("bars-others-heavy-illustrative", hatched, Lang::En);
    add("bars-counties", counties(PanelKind::Bar), Lang::En);
    add("scatter-counties", counties(PanelKind::Scatter), Lang::En);
    add("bubble-counties-selected", select(counties(PanelKind::Bubble), &[1]), Lang::En);
    add("slope-residents", residents(), Lang::Zh);
    add("slope-residents-selected", select(residents(), &[0]), Lang::En);
    add("heatmap-industries", industries(), Lang::Zh);
    add("grid-provinces-en", provinces(), Lang::En);
    add("map-corner", corner(), Lang::Zh);
    samples
}

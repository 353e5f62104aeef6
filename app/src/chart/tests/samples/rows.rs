//! Samples of grouped and hundred-per-cent bars, Pareto charts, histograms, box plots, slopes.

use ::data::report::{Others, Panel, Reference, Row, Split, SplitValue, Spread};
use ::data::schema::PanelKind;
use ::data::{Amount, Bounds, Lang, Missing, Text};

use super::{Sample, cities, illustrate, known, labels, measure, panel, row, select, stacked, values};

const GRADES: [&str; 4] = ["省级数字化车间", "省级智能工厂", "省级未来工厂", "国家卓越级"];
const LONG: [&str; 4] = [
    "长春市轨道交通装备先进制造业子集群核心承载区",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    "医药",
    "新能源和智能网联汽车产业发展示范集聚区（示例）及其配套园区",
];

pub(super) fn all() -> Vec<Sample> {
    let kinds = [grouped, percent, pareto, histogram, boxes, places, slope];
    kinds.into_iter().flat_map(|samples| samples()).collect()
}

fn zh(name: &'static str, panel: Panel) -> Sample {
    Sample { name, panel: Panel { id: name.into(), ..panel }, lang: Lang::Zh }
}

fn en(name: &'static str, panel: Panel) -> Sample {
    Sample { lang: Lang::En, ..zh(name, panel) }
}

fn missing() -> Amount {
    Amount { missing: Some(Missing::NotReported), ..Amount::default() }
}

fn amounts(values: &[Option<f64>]) -> Vec<Amount> {
    values.iter().map(|value| value.map_or_else(missing, known)).collect()
}

/// A panel of `kind` whose rows have parts by `names`; the row's value is their sum.
fn parts(kind: PanelKind, names: &[&str], ordered: bool, rows: Vec<(Text, Vec<Option<f64>>)>) -> Panel {
    let value = |name: &&str| SplitValue { value: (*name).into(), label: Text::same(*name), ..SplitValue::default() };
    let rows = rows.into_iter().map(|(label, values)| {
        let sum = values.iter().flatten().sum();
        Row { parts: amounts(&values), amount: if values.iter().any(Option::is_some) { known(sum) } else { missing() }, ..row(label, sum) }
    });
    let rows = rows.collect();
    let split = Split { dimension: "s".into(), ordered, values: names.iter().map(value).collect(), ..Split::default() };
    Panel { kind, split: Some(split), rows, measure: measure("产值", "Output", "亿元", "100 million CNY", 1), ..panel("p", Vec::new()) }
}

fn forty() -> impl Iterator<Item = Text> {
    (0..40).map(|index| Text::new(format!("行业 {:02}", index + 1), format!("Industry {:02}", index + 1)))
}

fn choose_part(mut panel: Panel, part: usize) -> Panel {
    if let Some(split) = &mut panel.split {
        split.values[part].selected = true;
    }
    panel
}

/// Nine cities in three years.
fn years(kind: PanelKind) -> Panel {
    let rows = cities().rows.into_iter().enumerate().map(|(at, city)| {
        let now = city.amount.value.unwrap_or(0.0) * 12.0;
        let before = now * [0.62, 1.1, 0.8, 0.7, 1.25, 0.9, 0.45, 1.0, 2.4][at];
        (city.label, vec![Some(before), Some((now + before) / 2.0 + 3.0), Some(now)])
    });
    let mut panel = parts(kind, &["2020", "2022", "2024"], true, rows.collect());
    for (row, city) in panel.rows.iter_mut().zip(cities().rows) {
        row.marked = city.marked;
    }
    panel.mark = cities().mark;
    panel
}

/// The same as an index of 2020.
fn index(mut panel: Panel) -> Panel {
    for row in &mut panel.rows {
        row.indices = row.parts.iter().map(|part| part.index(&row.parts[0])).collect();
    }
    Panel { index: Text::same("2020"), ..panel }
}

/// The same few rows with parts of every difficult size.
fn difficult(kind: PanelKind, values: &[[Option<f64>; 3]]) -> Panel {
    let names = cities().rows.into_iter().map(|city| city.label);
    parts(kind, &["2020", "2022", "2024"], true, names.zip(values.iter().map(|values| values.to_vec())).collect())
}

fn long(kind: PanelKind) -> Panel {
    let row = |(index, label): (usize, &&str)| {
        let value = 40.0 - 7.0 * index as f64;
        (Text::same(*label), vec![Some(value * 1.3), Some(value), Some(value * 0.8 + 4.0)])
    };
    let names = ["二〇二〇年规模以上工业企业", "2022 above designated size, preliminary", "2024"];
    parts(kind, &names, false, LONG.iter().enumerate().map(row).collect())
}

fn crowd(kind: PanelKind) -> Panel {
    let row = |(index, label): (usize, Text)| {
        let value = 900.0 - 21.0 * index as f64;
        (label, vec![Some(value * (0.6 + (index * 7 % 11) as f64 / 20.0)), Some(value * 0.9), Some(value)])
    };
    parts(kind, &["2020", "2022", "2024"], true, forty().enumerate().map(row).collect())
}

fn huge() -> [[Option<f64>; 3]; 4] {
    [[Some(1e12), Some(3.4e11), Some(5.6e11)], [Some(5.6e9), None, Some(1.0)], [Some(0.0); 3], [Some(2.2e11), Some(3e11), Some(4.1e11)]]
}

fn tiny() -> [[Option<f64>; 3]; 2] {
    [[Some(1e-9), Some(4.25e-10), Some(6e-10)], [Some(3e-10), Some(0.0), Some(8.5e-10)]]
}

fn some() -> [[Option<f64>; 3]; 5] {
    [
        [Some(12.0), None, Some(18.5)],
        [None, Some(4.0), Some(6.0)],
        [Some(3.0), Some(2.0), None],
        [None; 3],
        [Some(0.0), Some(7.0), Some(9.0)],
    ]
}

fn negative() -> [[Option<f64>; 3]; 4] {
    [
        [Some(12.5), Some(8.1), Some(-3.2)],
        [Some(-2.5), Some(-8.1), Some(4.0)],
        [Some(6.0), Some(0.0), Some(2.0)],
        [Some(-1.0), Some(-4.4), Some(-6.3)],
    ]
}

fn grouped() -> Vec<Sample> {
    use PanelKind::Grouped;
    let mut one = years(Grouped);
    one.rows.truncate(1);
    let wide = ["汽车", "化工", "医药", "装备", "光电", "食品", "纤维", "冶金", "轻工"];
    let categories = Panel { kind: Grouped, ..stacked("c", &wide, false) };
    vec![
        zh("grouped-nine", years(Grouped)),
        en("grouped-nine-en", years(Grouped)),
        zh("grouped-illustrative", illustrate(years(Grouped), 4)),
        zh("grouped-row-selected", select(years(Grouped), &[1])),
        zh("grouped-part-selected", choose_part(years(Grouped), 2)),
        zh("grouped-one", one),
        zh("grouped-forty", crowd(Grouped)),
        zh("grouped-categories", categories),
        zh("grouped-long", long(Grouped)),
        en("grouped-long-en", long(Grouped)),
        zh("grouped-all-missing", difficult(Grouped, &[[None; 3]; 4])),
        zh("grouped-some-missing", difficult(Grouped, &some())),
        zh("grouped-all-zero", difficult(Grouped, &[[Some(0.0); 3]; 4])),
        zh("grouped-negative", difficult(Grouped, &negative())),
        en("grouped-huge", difficult(Grouped, &huge())),
        zh("grouped-tiny", difficult(Grouped, &tiny())),
    ]
}

fn percent() -> Vec<Sample> {
    use PanelKind::Percent;
    let grades = |ordered| {
        let mut panel = Panel { kind: Percent, ..stacked("g", &GRADES, ordered) };
        panel.rows[8].parts = vec![known(0.0); 4];
        panel.rows[8].amount = known(0.0);
        panel
    };
    let mut one = grades(true);
    one.rows.truncate(1);
    let wide = ["汽车", "化工", "医药", "装备", "光电", "食品", "纤维", "冶金", "轻工"];
    vec![
        zh("percent-nine", grades(true)),
        en("percent-nine-en", grades(false)),
        zh("percent-illustrative", illustrate(grades(true), 3)),
        zh("percent-row-selected", select(grades(true), &[1])),
        zh("percent-part-selected", choose_part(grades(true), 1)),
        zh("percent-one", one),
        zh("percent-forty", crowd(Percent)),
        zh("percent-categories", Panel { kind: Percent, ..stacked("c", &wide, false) }),
        zh("percent-long", long(Percent)),
        zh("percent-all-missing", difficult(Percent, &[[None; 3]; 4])),
        zh("percent-some-missing", difficult(Percent, &some())),
        en("percent-some-missing-en", difficult(Percent, &some())),
        zh("percent-all-zero", difficult(Percent, &[[Some(0.0); 3]; 4])),
        zh("percent-negative", difficult(Percent, &negative())),
        zh("percent-huge", difficult(Percent, &huge())),
        zh("percent-tiny", difficult(Percent, &tiny())),
    ]
}

fn pareto() -> Vec<Sample> {
    let of = |panel: Panel| Panel { kind: PanelKind::Pareto, ..panel };
    let many = forty().enumerate().map(|(index, label)| row(label, ((40 - index) * (40 - index)) as f64)).collect();
    let mut others = of(values("o", &[Some(40.0), Some(31.0), Some(22.0), Some(13.0)]));
    others.others = Some(Others { count: 12, amount: known(27.0), ..Others::default() });
    let mut growth = values("g", &[Some(12.5), Some(3.0), Some(0.0), Some(-2.5), None]);
    growth.measure = measure("利润", "Profit", "亿元", "100 million CNY", 1);
    let mut huge = values("h", &[Some(1e12), Some(3.4e11), Some(5.6e9), Some(1.0)]);
    huge.measure = measure("产值", "Output", "元", "CNY", 0);
    vec![
        zh("pareto-nine", of(cities())),
        en("pareto-nine-en", of(cities())),
        zh("pareto-illustrative", illustrate(of(cities()), 2)),
        zh("pareto-selected", select(of(cities()), &[1, 4])),
        zh("pareto-one", of(values("one", &[Some(17.0)]))),
        zh("pareto-forty", of(panel("f", many))),
        zh("pareto-others", others),
        zh("pareto-long", of(labels("l", &LONG))),
        zh("pareto-all-missing", of(values("m", &[None; 4]))),
        zh("pareto-some-missing", of(values("s", &[Some(12.0), Some(4.0), Some(0.0), None, None]))),
        zh("pareto-all-zero", of(values("z", &[Some(0.0); 4]))),
        zh("pareto-negative", of(growth.clone())),
        en("pareto-negative-en", of(growth)),
        zh("pareto-huge", of(huge.clone())),
        en("pareto-huge-en", of(huge)),
        zh("pareto-tiny", of(values("t", &[Some(1e-9), Some(4.25e-10), Some(0.0)]))),
    ]
}

/// Intervals of one width from `from`, with counts.
fn intervals(from: f64, width: f64, counts: &[Option<f64>]) -> Panel {
    let rows = counts.iter().enumerate().map(|(at, count)| {
        let (low, high) = (from + width * at as f64, from + width * (at + 1) as f64);
        let amount = count.map_or_else(missing, known);
        Row { amount, interval: Some(Bounds { low, high }), ..row(Text::same(format!("{low}–{high}")), 0.0) }
    });
    Panel {
        kind: PanelKind::Histogram,
        measure: measure("企业数", "Enterprises", "家", "", 0),
        against: Some(measure("营业收入", "Revenue", "万元", "10,000 CNY", 1)),
        ..panel("h", rows.collect())
    }
}

fn histogram() -> Vec<Sample> {
    let counts = [4.0, 19.0, 42.0, 57.0, 38.0, 22.0, 11.0, 5.0, 0.0, 2.0, 0.0, 1.0].map(Some);
    let usual = || intervals(0.0, 500.0, &counts);
    let many: Vec<Option<f64>> = (0..40).map(|index| Some(f64::from((index * 17 % 23) * (40 - index)))).collect();
    let mut unnamed = intervals(0.0, 2.5, &counts);
    unnamed.against = None;
    vec![
        zh("histogram-usual", usual()),
        en("histogram-usual-en", usual()),
        zh("histogram-illustrative", illustrate(usual(), 0)),
        zh("histogram-selected", select(usual(), &[3])),
        zh("histogram-one", intervals(100.0, 100.0, &[Some(3.0)])),
        zh("histogram-alike", intervals(5.0, 0.0, &[Some(2.0)])),
        zh("histogram-forty", intervals(0.0, 12.5, &many)),
        zh("histogram-unnamed", unnamed),
        zh("histogram-all-missing", intervals(0.0, 10.0, &[None; 6])),
        zh("histogram-some-missing", intervals(0.0, 10.0, &[Some(3.0), None, Some(0.0), Some(5.0), None, Some(1.0)])),
        zh("histogram-all-zero", intervals(0.0, 10.0, &[Some(0.0); 6])),
        zh("histogram-negative", intervals(-30.0, 10.0, &[Some(2.0), Some(7.0), Some(9.0), Some(12.0), Some(3.0)])),
        zh("histogram-huge", intervals(0.0, 2e11, &[Some(1.3e6), Some(8e5), Some(2e5), Some(100.0), Some(5e4)])),
        zh("histogram-tiny", intervals(0.0, 1e-9, &[Some(3.0), Some(2.0), Some(1.0), Some(1.0)])),
    ]
}

/// Five numbers and some beyond.
fn spread(five: [f64; 5], outliers: Vec<f64>) -> Option<Spread> {
    let [low, lower, median, upper, high] = five;
    Some(Spread { low, lower, median, upper, high, beyond: outliers.len() as u32, outliers })
}

fn spreads(spreads: Vec<(Text, Option<Spread>)>) -> Panel {
    let rows = spreads.into_iter().map(|(label, spread)| {
        let amount = spread.as_ref().map_or_else(missing, |spread| known(spread.median));
        Row { spread, amount, ..row(label, 0.0) }
    });
    Panel { kind: PanelKind::Box, measure: measure("研发强度", "R&D intensity", "%", "%", 1), ..panel("b", rows.collect()) }
}

fn difficult_spreads(list: Vec<Option<Spread>>) -> Panel {
    spreads(cities().rows.into_iter().map(|city| city.label).zip(list).collect())
}

fn boxes() -> Vec<Sample> {
    let nine = || {
        let list = cities().rows.into_iter().enumerate().map(|(at, city)| {
            let base = [3.2, 2.4, 2.9, 1.8, 2.2, 1.2, 1.9, 1.5, 2.6][at];
            let outliers = [vec![7.9, 8.8, 9.4], vec![6.6], vec![], vec![], vec![5.1, 5.2], vec![], vec![0.1, 6.0], vec![], vec![]];
            (city.label, spread([base * 0.2, base * 0.7, base, base * 1.3, base * 2.0], outliers[at].clone()))
        });
        Panel { reference: Some(Reference { value: 2.3, label: Text::new("全省", "Province") }), ..spreads(list.collect()) }
    };
    let mut one = nine();
    one.rows.truncate(1);
    let many = forty().enumerate().map(|(at, label)| {
        let base = 1.0 + (at * 13 % 29) as f64 / 4.0;
        (label, spread([base * 0.4, base * 0.8, base, base * 1.5, base * 2.2], vec![base * 3.0; at % 3]))
    });
    let crowded = spread([0.0, 40.0, 60.0, 90.0, 160.0], (0..400).map(|index| 165.0 + f64::from(index)).collect());
    let long = LONG.iter().map(|label| (Text::same(*label), spread([1.0, 2.0, 4.0, 5.0, 9.0], vec![11.0])));
    let mut small = nine();
    for row in &mut small.rows[5..] {
        row.amount.small = Some(::data::Small { units: 3, ..::data::Small::default() });
    }
    small.measure.small = 10;
    let flat = spread([0.0; 5], Vec::new());
    let scaled = |factor: f64| {
        difficult_spreads(vec![
            spread([factor * 0.1, factor * 0.3, factor * 0.5, factor * 0.6, factor], vec![factor * 1.4]),
            spread([factor * 0.001, factor * 0.002, factor * 0.003, factor * 0.004, factor * 0.005], Vec::new()),
        ])
    };
    let mut huge = scaled(1e12);
    huge.measure = measure("产值", "Output", "元", "CNY", 0);
    vec![
        zh("box-nine", nine()),
        en("box-nine-en", nine()),
        zh("box-illustrative", illustrate(nine(), 3)),
        zh("box-selected", select(nine(), &[1])),
        zh("box-few", small),
        zh("box-one", one),
        zh("box-forty", spreads(many.collect())),
        zh("box-crowded", difficult_spreads(vec![crowded, spread([5.0, 20.0, 30.0, 45.0, 80.0], Vec::new())])),
        zh("box-long", spreads(long.collect())),
        zh("box-all-missing", difficult_spreads(vec![None; 4])),
        zh("box-some-missing", difficult_spreads(vec![spread([1.0, 2.0, 3.0, 4.0, 6.0], vec![9.0]), None, spread([2.0; 5], Vec::new())])),
        zh("box-all-zero", difficult_spreads(vec![flat; 4])),
        zh(
            "box-negative",
            difficult_spreads(vec![spread([-9.0, -4.0, -1.0, 2.0, 8.0], vec![-20.0]), spread([-3.0, -2.0, 0.0, 1.0, 4.0], vec![])]),
        ),
        zh("box-huge", huge.clone()),
        en("box-huge-en", huge),
        zh("box-tiny", scaled(1e-9)),
    ]
}

/// Places of a ranking: best, from, the place, to, worst.
fn ranked(places: Vec<(Text, Option<[f64; 5]>)>) -> Panel {
    let list = places.into_iter().map(|(label, five)| (label, five.and_then(|five| spread(five, Vec::new()))));
    Panel { kind: PanelKind::Interval, measure: measure("位次", "Place", "", "", 0), ..spreads(list.collect()) }
}

fn places() -> Vec<Sample> {
    let five = |at: usize| {
        let (place, loose) = (at as f64 + 1.0, (at * 5 % 7) as f64);
        [(place - loose * 2.0).max(1.0), (place - loose).max(1.0), place, place + loose, place + loose * 3.0]
    };
    let of = |labels: Vec<Text>| labels.into_iter().enumerate().map(|(at, label)| (label, Some(five(at)))).collect::<Vec<_>>();
    let named = || cities().rows.into_iter().map(|city| city.label).collect::<Vec<Text>>();
    let one = vec![(named().remove(0), Some([1.0, 1.0, 1.0, 2.0, 4.0]))];
    let mut some = of(named());
    some[2].1 = None;
    vec![
        zh("interval-nine", ranked(of(named()))),
        en("interval-nine-en", ranked(of(named()))),
        zh("interval-illustrative", illustrate(ranked(of(named())), 3)),
        zh("interval-one", ranked(one)),
        zh("interval-forty", ranked(of(forty().collect()))),
        zh("interval-long", ranked(of(LONG.iter().map(|label| Text::same(*label)).collect()))),
        zh("interval-some-missing", ranked(some)),
        zh("interval-all-missing", ranked(named().into_iter().map(|label| (label, None)).collect())),
    ]
}

fn slope() -> Vec<Sample> {
    use PanelKind::Slope;
    let mut one = years(Slope);
    one.rows.truncate(1);
    let many = (0..120).map(|index| {
        let value = 100.0 + f64::from(index * 37 % 120) * 6.0;
        let label = Text::new(format!("开发区 {}", index + 1), format!("Zone {}", index + 1));
        (label, vec![Some(value * (0.7 + f64::from(index * 13 % 17) / 20.0)), Some(value)])
    });
    let many = parts(Slope, &["2020", "2024"], true, many.collect());
    let single = parts(Slope, &["2024"], true, vec![(Text::same("长春市"), vec![Some(3.0)]), (Text::same("吉林市"), vec![None])]);
    let mut others = years(Slope);
    others.rows.truncate(4);
    others.others = Some(Others { count: 5, amount: known(90.0), parts: vec![known(80.0), known(85.0), known(90.0)], ..Others::default() });
    vec![
        zh("slope-nine", years(Slope)),
        en("slope-nine-en", years(Slope)),
        zh("slope-illustrative", illustrate(years(Slope), 4)),
        zh("slope-selected", select(years(Slope), &[1, 6])),
        zh("slope-index", index(years(Slope))),
        en("slope-index-en", index(select(years(Slope), &[1]))),
        zh("slope-index-missing", index(difficult(Slope, &some()))),
        zh("slope-one", one),
        zh("slope-others", others),
        zh("slope-forty", crowd(Slope)),
        zh("slope-many", many.clone()),
        en("slope-many-selected", select(many.clone(), &[5, 50, 51])),
        zh("slope-many-illustrative", illustrate(many, 60)),
        zh("slope-long", long(Slope)),
        zh("slope-one-column", single),
        zh("slope-all-missing", difficult(Slope, &[[None; 3]; 4])),
        zh("slope-some-missing", difficult(Slope, &some())),
        zh("slope-all-zero", difficult(Slope, &[[Some(0.0); 3]; 4])),
        zh("slope-negative", difficult(Slope, &negative())),
        en("slope-huge", difficult(Slope, &huge())),
        zh("slope-tiny", difficult(Slope, &tiny())),
    ]
}

//! Samples of lines, areas, points on logarithmic axes, bubbles, reference lines.

use ::data::report::{Panel, Reference, Row, Split, SplitValue};
use ::data::schema::PanelKind;
use ::data::{Amount, Lang, Missing, Text};

use super::{CITIES, Sample, cities, illustrate, known, measure, panel, row, scatter, select};

fn missing() -> Amount {
    Amount { missing: Some(Missing::Suppressed), ..Amount::default() }
}

fn amount(value: Option<f64>) -> Amount {
    value.map_or_else(missing, known)
}

/// A line or an area of one series over the years from `first`.
fn years(id: &str, kind: PanelKind, first: u32, values: &[Option<f64>]) -> Panel {
    let rows = values.iter().zip(first..).map(|(value, year)| Row { amount: amount(*value), ..row(Text::same(year.to_string()), 0.0) });
    let title = Text::new("各年产值", "Output by year");
    Panel { kind, title, measure: measure("产值", "Output", "亿元", "100 million CNY", 1), ordered: true, ..panel(id, rows.collect()) }
}

/// A line of three years and one that lies ten years off.
pub(super) fn far_years() -> Panel {
    dated(years("", PanelKind::Line, 2010, &OUTPUT[..4]), &[2010, 2011, 2012, 2022])
}

/// The marks of a panel at these years, a step of one year between.
fn dated(mut panel: Panel, years: &[u32]) -> Panel {
    for (row, year) in panel.rows.iter_mut().zip(years) {
        row.label = Text::same(year.to_string());
        row.at = Some(f64::from(*year));
    }
    panel.step = Some(1.0);
    panel
}

const OUTPUT: [Option<f64>; 8] = [Some(412.0), Some(455.5), Some(430.2), Some(498.7), Some(560.1), Some(603.3), Some(640.8), Some(702.4)];

fn output(id: &str, kind: PanelKind) -> Panel {
    years(id, kind, 2017, &OUTPUT)
}

/// The same in parts: as many series as there are names.
fn parts(id: &str, kind: PanelKind, names: &[Text], marks: usize, value: impl Fn(usize, usize) -> Option<f64>) -> Panel {
    let mut panel = years(id, kind, 2017, &vec![Some(0.0); marks]);
    let named = |name: &Text| SplitValue { value: name.zh.clone(), label: name.clone(), ..SplitValue::default() };
    panel.split = Some(Split { dimension: "industry".into(), values: names.iter().map(named).collect(), ..Split::default() });
    for (mark, row) in panel.rows.iter_mut().enumerate() {
        row.parts = (0..names.len()).map(|series| amount(value(mark, series))).collect();
        row.amount = known(row.parts.iter().filter_map(|part| part.value).sum());
    }
    panel
}

fn industries() -> Vec<Text> {
    [
        ("汽车", "Motor vehicles"),
        ("石化", "Petrochemicals"),
        ("医药", "Pharmaceuticals"),
        ("装备制造", "Equipment"),
        ("光电信息", "Optoelectronics"),
    ]
    .map(|(zh, en)| Text::new(zh, en))
    .to_vec()
}

fn curve(mark: usize, series: usize) -> Option<f64> {
    let (mark, series) = (mark as f64, series as f64);
    Some(((400.0 - 80.0 * series) + mark * (20.0 - 5.0 * series) + ((mark * 7.0 + series * 3.0) % 5.0) * 11.0).round())
}

fn five(id: &str, kind: PanelKind) -> Panel {
    parts(id, kind, &industries(), 8, curve)
}

fn numbered(count: usize) -> Vec<Text> {
    (1..=count).map(|index| Text::same(format!("行业 {index:02}"))).collect()
}

fn pick(mut panel: Panel, series: &[usize]) -> Panel {
    if let Some(split) = &mut panel.split {
        for index in series {
            split.values[*index].selected = true;
        }
    }
    panel
}

fn hold(mut panel: Panel, value: f64, zh: &str, en: &str) -> Panel {
    panel.reference = Some(Reference { value, label: Text::new(zh, en) });
    panel
}

fn scale(mut panel: Panel, factor: f64) -> Panel {
    panel.measure = measure("产值", "Output", "元", "CNY", 0);
    for amount in panel.rows.iter_mut().flat_map(|row| row.parts.iter_mut().chain([&mut row.amount])) {
        amount.value = amount.value.map(|value| value * factor);
    }
    panel
}

/// Nine cities: GDP, sub-clusters, and the people behind the area.
fn bubbles(id: &str) -> Panel {
    let mut panel = Panel { kind: PanelKind::Bubble, ..scatter(id) };
    panel.sized = Some(measure("从业人员", "Employees", "万人", "10,000 people", 1));
    for (row, size) in panel.rows.iter_mut().zip([86.0, 31.5, 12.2, 9.0, 14.8, 7.5, 11.0, 6.1, 0.4]) {
        row.size = Some(known(size));
    }
    panel
}

fn crowd(id: &str, count: u32) -> Panel {
    let rows = (0..count).map(|index| Row {
        x: Some(known(2000.0 + f64::from(index * 37 % count) * 250.0)),
        size: Some(known(f64::from(index * index % 97))),
        ..row(Text::same(format!("区域 {}", index + 1)), 100.0 + f64::from(index * 13 % count) * 9.0)
    });
    Panel { rows: rows.collect(), mark: None, ..bubbles(id) }
}

fn both(panel: Panel, kinds: [(&'static str, PanelKind); 2]) -> impl Iterator<Item = Sample> {
    kinds.into_iter().map(move |(name, kind)| Sample { name, panel: Panel { id: name.into(), kind, ..panel.clone() }, lang: Lang::Zh })
}

pub(super) fn all() -> Vec<Sample> {
    use PanelKind::{Area, Bar, Line};
    let mut samples = Vec::new();
    let one = |name: &'static str, panel: Panel, lang: Lang| Sample { name, panel: Panel { id: name.into(), ..panel }, lang };
    let zh = |name: &'static str, panel: Panel| one(name, panel, Lang::Zh);

    // Lines and areas of one series.
    samples.extend(both(output("", Line), [("line-years", Line), ("area-years", Area)]));
    samples.push(one("line-years-en", output("", Line), Lang::En));
    samples.extend(both(illustrate(output("", Line), 4), [("line-illustrative", Line), ("area-illustrative", Area)]));
    samples.extend(both(select(output("", Line), &[4]), [("line-selected", Line), ("area-selected", Area)]));
    samples.extend(both(years("", Line, 2024, &[Some(412.0)]), [("line-one", Line), ("area-one", Area)]));
    let forty: Vec<Option<f64>> = (0..40).map(|index| Some(100.0 + f64::from(index * index % 37) * 3.0)).collect();
    samples.extend(both(years("", Line, 1985, &forty), [("line-forty", Line), ("area-forty", Area)]));
    let far = far_years();
    samples.extend(both(far.clone(), [("line-far-years", Line), ("area-far-years", Area)]));
    samples.extend(both(select(far, &[1]), [("line-far-years-selected", Line), ("area-far-years-selected", Area)]));
    let mut unknown = dated(years("", Line, 2010, &OUTPUT), &[1949, 1952, 1953, 1954, 2010, 2011, 2013]);
    unknown.rows[7].label = Text::new("未报告", "Not reported");
    samples.extend(both(unknown, [("line-far-years-unknown", Line), ("area-far-years-unknown", Area)]));
    let long = [
        "2023 年第三季度（初步核算，未经审定）",
        "2023 年第四季度（初步核算，未经审定）",
        "2024 年第一季度（快报）",
        "2024 年第二季度（快报，不含新设立企业）",
    ];
    let mut names = years("", Line, 2021, &OUTPUT[..4]);
    for (row, name) in names.rows.iter_mut().zip(long) {
        row.label = Text::same(name);
    }
    samples.extend(both(names, [("line-long-labels", Line), ("area-long-labels", Area)]));
    samples.extend(both(years("", Line, 2017, &[None; 6]), [("line-all-missing", Line), ("area-all-missing", Area)]));
    let gaps = [Some(40.0), None, Some(31.0), Some(36.5), None, None, Some(52.0), Some(47.0)];
    samples.extend(both(years("", Line, 2017, &gaps), [("line-some-missing", Line), ("area-some-missing", Area)]));
    samples.extend(both(years("", Line, 2017, &[Some(0.0); 6]), [("line-all-zero", Line), ("area-all-zero", Area)]));
    let growth = [Some(6.2), Some(3.5), Some(-1.8), Some(-4.4), Some(0.0), Some(5.1), Some(2.4)];
    samples.extend(both(years("", Line, 2018, &growth), [("line-negative", Line), ("area-negative", Area)]));
    let huge = [Some(1e12), Some(1.4e12), Some(9.1e11), Some(2.2e12)];
    samples.extend(both(scale(years("", Line, 2021, &huge), 1.0), [("line-huge", Line), ("area-huge", Area)]));
    samples.push(one("line-huge-en", scale(years("", Line, 2021, &huge), 1.0), Lang::En));
    samples.extend(both(scale(years("", Line, 2021, &huge), 1e-21), [("line-tiny", Line), ("area-tiny", Area)]));
    samples.push(zh("line-far-from-zero", years("", Line, 2017, &[Some(96.2), Some(97.0), Some(98.4), Some(97.7), Some(99.1)])));
    samples.push(zh("line-reference", hold(output("", Line), 550.0, "十四五目标", "Target")));
    samples.push(zh("area-reference", hold(five("", Area), 1800.0, "十四五目标", "Target")));
    samples.push(one(
        "area-reference-within-en",
        hold(illustrate(five("", Area), 5), 900.0, "十四五目标", "Target of the 14th plan"),
        Lang::En,
    ));
    samples.push(zh("line-reference-beyond", hold(output("", Line), 1200.0, "2030 年规划目标（全省先进制造业集群产值合计）", "Target")));
    let log = [Some(3.0), Some(18.0), Some(0.0), Some(240.0), Some(-5.0), Some(7200.0), Some(41_000.0)];
    samples.push(zh("line-log", Panel { log_y: true, ..years("", Line, 2018, &log) }));
    samples.push(one("line-log-en", Panel { log_y: true, ..years("", Line, 2018, &log) }, Lang::En));

    // Several series.
    samples.extend(both(five("", Line), [("line-series", Line), ("area-series", Area)]));
    let far = dated(five("", Line), &[2010, 2011, 2012, 2014, 2019, 2020, 2021, 2024]);
    samples.extend(both(far, [("line-series-far-years", Line), ("area-series-far-years", Area)]));
    samples.push(one("line-series-en", five("", Line), Lang::En));
    samples.push(one("area-series-en", five("", Area), Lang::En));
    samples.extend(both(illustrate(five("", Line), 5), [("line-series-illustrative", Line), ("area-series-illustrative", Area)]));
    samples.extend(both(pick(five("", Line), &[1]), [("line-series-picked", Line), ("area-series-picked", Area)]));
    let chosen = pick(select(five("", Line), &[3]), &[2]);
    samples.extend(both(chosen, [("line-series-year-picked", Line), ("area-series-year-picked", Area)]));
    samples.extend(both(select(five("", Line), &[7]), [("line-series-year", Line), ("area-series-year", Area)]));
    let crossing = |mark: usize, series: usize| Some(100.0 + ((mark * (series + 3) * 5) % 23) as f64 / 10.0);
    samples.extend(both(parts("", Line, &numbered(12), 10, crossing), [("line-twelve", Line), ("area-twelve", Area)]));
    let spread = |mark: usize, series: usize| Some(((series * 29 + 7) % 41 * (10 + mark)) as f64);
    samples.extend(both(parts("", Line, &numbered(40), 8, spread), [("line-forty-series", Line), ("area-forty-series", Area)]));
    samples.push(zh("line-forty-series-picked", pick(parts("", Line, &numbered(40), 8, spread), &[0, 20])));
    let holes = |mark: usize, series: usize| {
        curve(mark, series).filter(|_| !(mark * 3 + series * 5).is_multiple_of(7) && (series != 4 || mark < 4))
    };
    samples.extend(both(parts("", Line, &industries(), 8, holes), [("line-series-missing", Line), ("area-series-missing", Area)]));
    samples.extend(both(parts("", Line, &industries(), 8, |_, _| Some(0.0)), [("line-series-zero", Line), ("area-series-zero", Area)]));
    samples.extend(both(parts("", Line, &industries(), 1, curve), [("line-series-one", Line), ("area-series-one", Area)]));
    let mut ordered = parts("", Area, &industries(), 24, curve);
    if let Some(split) = &mut ordered.split {
        split.ordered = true;
    }
    samples.extend(both(ordered, [("line-ordered", Line), ("area-ordered", Area)]));
    let long: Vec<Text> = [
        "Manufacture of motor vehicles, trailers and semi-trailers of every description",
        "新能源和智能网联汽车产业发展示范集聚区（示例）及其配套园区",
        "医药",
    ]
    .map(Text::same)
    .to_vec();
    samples.extend(both(parts("", Line, &long, 6, curve), [("line-series-long", Line), ("area-series-long", Area)]));

    // Points.
    let log = Panel { log_x: true, log_y: true, ..scatter("") };
    samples.push(zh("scatter-log", log.clone()));
    let mut zeros = log;
    zeros.rows[3].amount = known(0.0);
    zeros.rows[6].x = Some(known(-4.0));
    samples.push(zh("scatter-log-left-out", zeros.clone()));
    samples.push(one("scatter-log-left-out-en", zeros, Lang::En));
    let mut wide = Panel { log_x: true, ..scatter("") };
    for (row, x) in wide.rows.iter_mut().zip([1e-9, 3e-7, 0.002, 0.5, 12.0, 800.0, 9e4, 4e8, 1e12]) {
        row.x = Some(known(x));
    }
    samples.push(zh("scatter-log-wide", wide));
    samples.push(zh("scatter-reference", hold(scatter(""), 6.2, "全省平均", "Average")));
    samples.push(one("scatter-reference-en", hold(scatter(""), 13.5, "Target", "Target of the five-year plan"), Lang::En));
    let mut nothing = scatter("");
    for row in &mut nothing.rows {
        row.x = Some(missing());
    }
    samples.push(zh("scatter-all-missing", nothing));
    samples.push(zh("scatter-one", Panel { rows: scatter("").rows[..1].to_vec(), ..scatter("") }));

    // Bubbles.
    samples.push(zh("bubble-nine", bubbles("")));
    samples.push(one("bubble-nine-en", bubbles(""), Lang::En));
    samples.push(zh("bubble-log", Panel { log_x: true, log_y: true, ..bubbles("") }));
    samples.push(zh("bubble-illustrative", illustrate(bubbles(""), 0)));
    samples.push(zh("bubble-selected", select(bubbles(""), &[1, 4])));
    samples.push(zh("bubble-reference", hold(bubbles(""), 6.2, "全省平均", "Average")));
    samples.push(zh("bubble-one", Panel { rows: bubbles("").rows[..1].to_vec(), ..bubbles("") }));
    samples.push(zh("bubble-forty", crowd("", 40)));
    let mut holes = bubbles("");
    holes.rows[0].size = Some(missing());
    holes.rows[1].amount = missing();
    holes.rows[2].x = None;
    holes.rows[3].size = Some(known(0.0));
    samples.push(zh("bubble-some-missing", holes));
    let mut nothing = bubbles("");
    for row in &mut nothing.rows {
        row.size = Some(missing());
    }
    samples.push(zh("bubble-all-missing", nothing));
    let mut extreme = bubbles("");
    extreme.sized = Some(measure("产值", "Output", "元", "CNY", 0));
    for (row, (.., gdp)) in extreme.rows.iter_mut().zip(CITIES) {
        row.size = Some(known(gdp * gdp * 17_000.0));
        row.x = Some(known(gdp * 1e9));
        row.amount = known(gdp * 1e-12);
    }
    extreme.against = Some(measure("地区生产总值", "GDP", "元", "CNY", 0));
    samples.push(one("bubble-huge-tiny-en", extreme, Lang::En));
    let mut negative = bubbles("");
    for (row, x) in negative.rows.iter_mut().zip([-12.5, 3.0, 4.1, -2.0, -8.8, 6.0, 1.2, 0.0, 2.5]) {
        row.x = Some(known(x));
    }
    negative.against = Some(measure("增速", "Growth", "%", "%", 1));
    samples.push(zh("bubble-negative", negative));
    let names = ["长春市轨道交通装备先进制造业子集群核心承载区及其配套园区", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"];
    let mut long = bubbles("");
    for (index, row) in long.rows.iter_mut().enumerate() {
        row.label = Text::same(format!("{} {index}", names[index % 2]));
    }
    samples.push(zh("bubble-long-labels", Panel { rows: long.rows[..4].to_vec(), ..long }));

    // Bars against a line.
    samples.push(zh("bars-reference", Panel { kind: Bar, ..hold(cities(), 6.2, "全省平均", "Average") }));
    samples.push(one(
        "bars-reference-beyond-en",
        hold(select(cities(), &[0]), 30.0, "目标", "Target of the provincial plan for 2030"),
        Lang::En,
    ));
    samples.push(zh("bars-reference-scaled", hold(scale(cities(), 1e9), 9.5e9, "规模以上企业平均", "Average")));
    samples
}

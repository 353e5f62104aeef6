//! The panels behind the golden pictures.

mod axes;
pub(super) mod cases;
pub(super) mod cells;
mod real;
mod rows;
mod shapes;

use ::data::report::{MeasureInfo, Others, Panel, Row, Split, SplitValue};
use ::data::schema::PanelKind;
use ::data::{Amount, Basis, Lang, Missing, Small, Text};

/// A panel with the name of its pictures.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) panel: Panel,
    pub(super) lang: Lang,
}

const CITIES: [(&str, &str, f64, f64); 9] = [
    ("长春市", "Changchun", 17.0, 7632.2),
    ("吉林市", "Jilin City", 9.0, 1720.4),
    ("通化市", "Tonghua", 7.0, 682.5),
    ("延边朝鲜族自治州", "Yanbian", 6.0, 1003.6),
    ("四平市", "Siping", 5.0, 640.1),
    ("白山市", "Baishan", 4.0, 607.9),
    ("松原市", "Songyuan", 4.0, 1010.8),
    ("白城市", "Baicheng", 3.0, 612.3),
    ("辽源市", "Liaoyuan", 1.0, 532.7),
];

fn measure(zh: &str, en: &str, unit_zh: &str, unit_en: &str, decimals: u8) -> MeasureInfo {
    MeasureInfo {
        id: String::from("m"),
        title: Text::new(zh, en),
        unit: Text::new(unit_zh, unit_en),
        decimals,
        additive: true,
        ..MeasureInfo::default()
    }
}

fn known(value: f64) -> Amount {
    Amount { value: Some(value), rows: 1, ..Amount::default() }
}

fn row(label: Text, value: f64) -> Row {
    Row { value: label.zh.clone(), label, amount: known(value), ..Row::default() }
}

fn panel(id: &str, rows: Vec<Row>) -> Panel {
    let title = Text::new("各市州子集群数量", "Sub-clusters by prefecture");
    Panel { id: id.into(), title, measure: measure("子集群", "Sub-clusters", "个", "clusters", 0), rows, ..Panel::default() }
}

/// Nine cities by value; corridor cities marked.
pub(super) fn cities() -> Panel {
    let rows = CITIES.iter().map(|(zh, en, value, _)| Row {
        marked: ["Changchun", "Jilin City", "Siping", "Songyuan", "Liaoyuan"].contains(en),
        share: Some(value / 56.0 * 100.0),
        ..row(Text::new(*zh, *en), *value)
    });
    Panel { mark: Some(Text::new("工业走廊", "Industrial corridor")), total: known(56.0), ..panel("cities", rows.collect()) }
}

fn values(id: &str, values: &[Option<f64>]) -> Panel {
    let mut panel = cities();
    panel.id = id.into();
    panel.rows.truncate(values.len());
    for (row, value) in panel.rows.iter_mut().zip(values) {
        row.amount = value.map_or_else(|| Amount { missing: Some(Missing::Suppressed), ..Amount::default() }, known);
    }
    panel
}

fn labels(id: &str, labels: &[&str]) -> Panel {
    panel(id, labels.iter().enumerate().map(|(index, label)| row(Text::same(*label), f64::from(40 - 7 * index as u32))).collect())
}

fn select(mut panel: Panel, chosen: &[usize]) -> Panel {
    for index in chosen {
        panel.rows[*index].selected = true;
    }
    panel
}

fn illustrate(mut panel: Panel, from: usize) -> Panel {
    panel.basis = Basis::Illustrative;
    for row in &mut panel.rows[from..] {
        row.amount.basis = Basis::Illustrative;
        for part in &mut row.parts {
            part.basis = Basis::Illustrative;
        }
    }
    panel
}

fn stacked(id: &str, names: &[&str], ordered: bool) -> Panel {
    let mut panel = cities();
    panel.id = id.into();
    panel.kind = PanelKind::Stacked;
    panel.title = Text::new("各市州智能工厂（按等级）", "Smart-factory awards by prefecture and grade");
    let value = |name: &&str| SplitValue { value: (*name).into(), label: Text::same(*name), ..SplitValue::default() };
    panel.split = Some(Split { dimension: "grade".into(), ordered, values: names.iter().map(value).collect(), ..Split::default() });
    for (at, row) in panel.rows.iter_mut().enumerate() {
        row.parts = (0..names.len()).map(|part| known(((9 - at) * (names.len() - part) * 3 / (1 + part)) as f64)).collect();
        row.amount = known(row.parts.iter().filter_map(|part| part.value).sum());
        row.share = None;
    }
    panel
}

fn scatter(id: &str) -> Panel {
    let mut panel = cities();
    panel.id = id.into();
    panel.kind = PanelKind::Scatter;
    panel.title = Text::new("子集群数量与地区生产总值", "Sub-clusters against GDP");
    panel.against = Some(measure("地区生产总值", "GDP", "亿元", "100 million CNY", 1));
    for (row, (.., gdp)) in panel.rows.iter_mut().zip(CITIES) {
        row.x = Some(known(gdp));
    }
    panel
}

/// Every sample, by name.
pub(super) fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &'static str, panel: Panel, lang: Lang| samples.push(Sample { name, panel, lang });
    add("bars-none", panel("none", Vec::new()), Lang::Zh);
    add("bars-one", values("one", &[Some(17.0)]), Lang::Zh);
    add("bars-nine", cities(), Lang::Zh);
    add("bars-nine-en", cities(), Lang::En);
    let forty = (0..40).map(|index| row(Text::same(format!("行业 {:02}", index + 1)), f64::from((40 - index) * (40 - index)))).collect();
    add("bars-forty", panel("forty", forty), Lang::Zh);
    let long_zh = [
        "省级数字化车间（生产线）",
        "长春市轨道交通装备先进制造业子集群核心承载区",
        "医药",
        "新能源和智能网联汽车产业发展示范集聚区（示例）及其配套园区",
    ];
    add("bars-long-han", labels("han", &long_zh), Lang::Zh);
    let long_en = [
        "Provincial digital workshops (production lines)",
        "Pharmaceutical and biotechnological manufacturing of every kind and description",
        "Motor vehicles",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    ];
    add("bars-long-latin", labels("latin", &long_en), Lang::En);
    add("bars-all-zero", values("zero", &[Some(0.0); 5]), Lang::Zh);
    add("bars-all-missing", values("missing", &[None; 5]), Lang::Zh);
    add("bars-some-missing", values("some", &[Some(12.0), Some(4.0), Some(0.0), None, None]), Lang::Zh);
    let mut growth = values("growth", &[Some(12.5), Some(3.0), Some(0.0), Some(-2.5), Some(-8.1), None]);
    growth.measure = measure("增速", "Growth", "%", "%", 1);
    add("bars-negative", growth, Lang::Zh);
    let mut huge = values("huge", &[Some(1e12), Some(3.4e11), Some(5.6e9), Some(1.0)]);
    huge.measure = measure("产值", "Output", "元", "CNY", 0);
    add("bars-huge", huge.clone(), Lang::Zh);
    add("bars-huge-en", huge, Lang::En);
    add("bars-tiny", values("tiny", &[Some(1e-9), Some(4.25e-10), Some(0.0)]), Lang::Zh);
    let mut others = values("others", &[Some(40.0), Some(31.0), Some(22.0), Some(13.0)]);
    others.others = Some(Others { count: 12, amount: known(27.0), ..Others::default() });
    add("bars-others", others, Lang::Zh);
    add("bars-selected", select(cities(), &[1, 4]), Lang::Zh);
    add("bars-illustrative", illustrate(cities(), 0), Lang::Zh);
    add("bars-illustrative-selected", select(illustrate(cities(), 2), &[0, 3]), Lang::Zh);
    let mut few = values("few", &[Some(80.0), Some(66.7), Some(55.4), Some(30.4)]);
    few.measure = MeasureInfo { small: 10, ..measure("走廊占比", "Corridor share", "%", "%", 1) };
    for (row, units) in few.rows.iter_mut().zip([5, 3, 56, 23]) {
        row.amount.small = (units < 10).then_some(Small { units, ..Small::default() });
    }
    add("bars-few", few, Lang::Zh);
    let grades = ["省级数字化车间", "省级智能工厂", "省级未来工厂", "国家卓越级"];
    let mut empty_row = stacked("grades", &grades, true);
    empty_row.rows[8].parts = vec![known(0.0); 4];
    empty_row.rows[8].amount = known(0.0);
    add("stacked-ordered", empty_row.clone(), Lang::Zh);
    add("stacked-illustrative", illustrate(stacked("hatched", &grades, true), 0), Lang::Zh);
    add("stacked-row-selected", select(empty_row.clone(), &[1]), Lang::Zh);
    let mut by_grade = empty_row;
    if let Some(split) = &mut by_grade.split {
        split.values[1].selected = true;
    }
    add("stacked-part-selected", by_grade, Lang::Zh);
    add(
        "stacked-categories",
        stacked("categories", &["汽车", "化工", "医药", "装备", "光电", "食品", "纤维", "冶金", "轻工"], false),
        Lang::Zh,
    );
    add("scatter-nine", scatter("scatter"), Lang::Zh);
    add("scatter-nine-en", scatter("scatter-en"), Lang::En);
    add("scatter-selected", select(scatter("scatter-selected"), &[2]), Lang::Zh);
    add("scatter-illustrative", illustrate(scatter("scatter-illustrative"), 0), Lang::Zh);
    let crowd = (0..24).map(|index| Row {
        x: Some(known(2000.0 + f64::from(index * 37 % 24) * 25.0)),
        ..row(Text::same(format!("区域 {}", index + 1)), 100.0 + f64::from(index * 13 % 24))
    });
    add("scatter-crowded", Panel { rows: crowd.collect(), id: "crowded".into(), mark: None, ..scatter("crowded") }, Lang::Zh);
    samples
        .extend(axes::all().into_iter().chain(rows::all()).chain(cells::all()).chain(shapes::all()).chain(real::all()).chain(cases::all()));
    samples
}

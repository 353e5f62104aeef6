//! Samples of heatmaps, tile grids, maps, small multiples.

use super::axes::far_years;
use super::*;
use ::data::report::{Multiple, Place, Reference};

const INDUSTRIES: [&str; 8] = ["汽车", "石化", "医药", "装备", "光电信息", "农产品加工", "新材料", "冶金建材"];
const INDUSTRIES_EN: [&str; 8] =
    ["Motor vehicles", "Petrochemicals", "Pharma", "Equipment", "Optoelectronics", "Food processing", "New materials", "Metals"];
/// Longitude, latitude, column and row of the nine cities.
const PLACES: [(f64, f64, u32, u32); 9] = [
    (125.32, 43.82, 2, 1),
    (126.55, 43.84, 3, 1),
    (125.94, 41.73, 2, 3),
    (129.51, 42.91, 4, 2),
    (124.35, 43.17, 1, 2),
    (126.42, 41.94, 3, 3),
    (124.83, 45.14, 1, 0),
    (122.84, 45.62, 0, 0),
    (125.14, 42.89, 2, 2),
];

fn missing() -> Amount {
    Amount { missing: Some(Missing::Suppressed), ..Amount::default() }
}

/// A heatmap of rows and columns; a value for each cell.
fn heat(id: &str, rows: &[Text], columns: &[Text], value: &dyn Fn(usize, usize) -> Option<f64>) -> Panel {
    let title = |column: &Text| SplitValue { value: column.zh.clone(), label: column.clone(), ..SplitValue::default() };
    let split = Split { dimension: "industry".into(), values: columns.iter().map(title).collect(), ..Split::default() };
    let rows = rows.iter().enumerate().map(|(at, label)| {
        let parts: Vec<Amount> = (0..columns.len()).map(|column| value(at, column).map_or_else(missing, known)).collect();
        Row { amount: known(parts.iter().filter_map(|part| part.value).sum()), parts, ..self::row(label.clone(), 0.0) }
    });
    Panel {
        kind: PanelKind::Heatmap,
        title: Text::new("各市州各产业子集群数量", "Sub-clusters by prefecture and industry"),
        split: Some(split),
        ..panel(id, rows.map(|row| Row { value: row.label.zh.clone(), ..row }).collect())
    }
}

fn city_names() -> Vec<Text> {
    CITIES.iter().map(|(zh, en, ..)| Text::new(*zh, *en)).collect()
}

fn industries() -> Vec<Text> {
    INDUSTRIES.iter().zip(INDUSTRIES_EN).map(|(zh, en)| Text::new(*zh, en)).collect()
}

/// Nine cities by eight industries, some zero.
fn heatmap(id: &str) -> Panel {
    let mut panel = heat(id, &city_names(), &industries(), &|row, column| {
        Some((((9 - row) * (9 - column)) as f64 / 4.0 - (row * 5 % 4) as f64).max(0.0).floor())
    });
    for row in &mut panel.rows {
        row.marked = ["长春市", "吉林市", "四平市", "松原市", "辽源市"].contains(&row.value.as_str());
    }
    Panel { mark: Some(Text::new("工业走廊", "Industrial corridor")), ..panel }
}

fn numbered(word: &str, count: usize) -> Vec<Text> {
    (1..=count).map(|number| Text::same(format!("{word}{number:02}"))).collect()
}

/// The nine cities with a value each, places and cells.
fn regions(id: &str, kind: PanelKind, values: &[Option<f64>]) -> Panel {
    let mut panel = values_of(id, values);
    panel.kind = kind;
    for (row, (longitude, latitude, column, line)) in panel.rows.iter_mut().zip(PLACES) {
        row.place = Some(Place { longitude, latitude });
        row.cell = Some((column, line));
    }
    panel
}

fn values_of(id: &str, values: &[Option<f64>]) -> Panel {
    super::values(id, values)
}

fn counts() -> Vec<Option<f64>> {
    CITIES.iter().map(|city| Some(city.2)).collect()
}

fn many(id: &str, kind: PanelKind, count: usize) -> Panel {
    let rows = (0..count).map(|at| Row {
        place: Some(Place { longitude: 120.0 + (at * 37 % 101) as f64 / 10.0, latitude: 41.0 + (at * 53 % 97) as f64 / 20.0 }),
        cell: Some(((at % 8) as u32, (at / 8) as u32)),
        ..row(Text::same(format!("区域 {}", at + 1)), ((count - at) * (count - at)) as f64)
    });
    Panel { kind, ..panel(id, rows.collect()) }
}

/// The same chart for several years.
fn multiples(mut panel: Panel, labels: &[&str]) -> Panel {
    let rows = std::mem::take(&mut panel.rows);
    let shrink =
        |amount: &Amount, by: usize| Amount { value: amount.value.map(|value| (value / (by as f64 + 1.0)).floor()), ..amount.clone() };
    let one = |(at, label): (usize, &&str)| Multiple {
        value: (*label).into(),
        label: Text::same(*label),
        rows: rows
            .iter()
            .map(|row| Row {
                amount: shrink(&row.amount, at),
                parts: row.parts.iter().map(|part| shrink(part, at)).collect(),
                ..row.clone()
            })
            .collect(),
        ..Multiple::default()
    };
    panel.multiples = labels.iter().enumerate().map(one).collect();
    panel
}

/// Nine cities with places and cells.
pub(in crate::chart::tests) fn nine(kind: PanelKind) -> Panel {
    regions("nine", kind, &counts())
}

/// Nine cities by eight industries.
pub(in crate::chart::tests) fn nine_by_eight() -> Panel {
    heatmap("nine-by-eight")
}

/// The nine cities in each of some years.
pub(in crate::chart::tests) fn years(labels: &[&str]) -> Panel {
    multiples(cities(), labels)
}

pub(super) fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &'static str, panel: Panel, lang: Lang| samples.push(Sample { name, panel, lang });
    heatmaps(&mut add);
    places(&mut add);
    for (name, lang) in [("multiples-bars", Lang::Zh), ("multiples-bars-en", Lang::En)] {
        add(name, multiples(cities(), &["2021", "2022", "2023", "2024"]), lang);
    }
    let grades = ["省级数字化车间", "省级智能工厂", "省级未来工厂", "国家卓越级"];
    // One scale of time for all of them.
    let regions_over_years = multiples(far_years(), &["东部", "中部", "西部"]);
    add("multiples-far-years", regions_over_years.clone(), Lang::Zh);
    add("multiples-far-years-area", Panel { kind: PanelKind::Area, ..regions_over_years }, Lang::Zh);
    add("multiples-stacked", multiples(stacked("many-grades", &grades, true), &["2022", "2023", "2024"]), Lang::Zh);
    add("multiples-scatter", multiples(scatter("many-scatter"), &["2023", "2024"]), Lang::Zh);
    add("multiples-heatmap", multiples(heatmap("many-heat"), &["2022", "2023", "2024"]), Lang::Zh);
    add("multiples-map", multiples(regions("many-map", PanelKind::Map, &counts()), &["2023", "2024"]), Lang::Zh);
    add("multiples-grid", multiples(regions("many-grid", PanelKind::Grid, &counts()), &["2022", "2023", "2024"]), Lang::Zh);
    // The line's label needs two lines in the slimmer picture, so it has two in both.
    let label = Text::new("全省九个市州子集群个数的算术平均", "Mean of the nine prefectures");
    let held = Panel { reference: Some(Reference { value: 56.0 / 9.0, label }), ..cities() };
    add("multiples-reference", multiples(held, &["2023", "2024"]), Lang::Zh);
    let mut chosen = multiples(illustrate(cities(), 0), &["2021", "2022", "2023"]);
    chosen.multiples[1].selected = true;
    add("multiples-selected", chosen, Lang::Zh);
    let mut row_chosen = multiples(select(cities(), &[1]), &["2021", "2022"]);
    row_chosen.multiples[1].rows.truncate(4);
    row_chosen.multiples[1].rows[3].amount = missing();
    add("multiples-row-selected", row_chosen, Lang::Zh);
    let mut huge = cities();
    huge.rows.truncate(4);
    huge.measure = measure("产值", "Output", "元", "CNY", 0);
    for row in &mut huge.rows {
        row.amount = known(row.amount.value.unwrap_or(0.0) * 5.8e10 * if row.marked { 1.0 } else { -0.2 });
    }
    let long = ["长春市轨道交通装备先进制造业子集群核心承载区及其配套产业园区（示例）", "2024"];
    add("multiples-huge", multiples(huge, &long), Lang::Zh);
    add("multiples-one", multiples(cities(), &["2024"]), Lang::Zh);
    let names: Vec<String> = (0..30).map(|at| format!("行业 {:02}", at + 1)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut few = cities();
    few.rows.truncate(3);
    add("multiples-thirty", multiples(few, &names), Lang::Zh);
    samples
}

fn heatmaps(add: &mut dyn FnMut(&'static str, Panel, Lang)) {
    add("heatmap-nine", heatmap("heat"), Lang::Zh);
    add("heatmap-nine-en", heatmap("heat-en"), Lang::En);
    add("heatmap-illustrative", illustrate(heatmap("heat-hatched"), 4), Lang::Zh);
    add("heatmap-row-selected", select(heatmap("heat-row"), &[1]), Lang::Zh);
    let by_column = |mut panel: Panel| {
        if let Some(split) = &mut panel.split {
            split.values[2].selected = true;
        }
        panel
    };
    add("heatmap-column-selected", by_column(heatmap("heat-column")), Lang::Zh);
    add("heatmap-cell-selected", by_column(select(illustrate(heatmap("heat-cell"), 6), &[0, 7])), Lang::Zh);
    let years = numbered("20", 12);
    add(
        "heatmap-years",
        heat("heat-years", &city_names(), &years, &|row, column| (row + column != 9).then_some((row * 7 + column * 3) as f64)),
        Lang::Zh,
    );
    add("heatmap-one", heat("heat-one", &city_names()[..1], &industries()[..1], &|_, _| Some(17.0)), Lang::Zh);
    add(
        "heatmap-forty",
        heat("heat-forty", &numbered("县（市、区）", 40), &numbered("产业门类", 40), &|row, column| {
            Some(((row * column) % 61) as f64)
        }),
        Lang::Zh,
    );
    let tall = heat("heat-tall", &numbered("County ", 70), &numbered("Sector ", 3), &|row, column| Some((row * 3 + column) as f64));
    add("heatmap-seventy-en", tall, Lang::En);
    let names = numbered("区域 ", 400);
    add("heatmap-columns", heat("heat-columns", &names[..3], &names, &|row, column| Some((row + column) as f64)), Lang::Zh);
    let long: Vec<Text> = ["省级数字化车间（生产线）", "长春市轨道交通装备先进制造业子集群核心承载区", "医药"].map(Text::same).to_vec();
    add("heatmap-long", heat("heat-long", &long, &long, &|row, column| Some((row + column) as f64)), Lang::Zh);
    let latin: Vec<Text> =
        ["Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "Motor vehicles", "Pharmaceutical and biotechnological manufacturing"]
            .map(Text::same)
            .to_vec();
    add("heatmap-long-en", heat("heat-latin", &latin, &latin, &|row, column| Some((row * column) as f64)), Lang::En);
    let trades: Vec<Text> = [
        "Automobiles",
        "Petrochemicals",
        "Pharmaceuticals and biotechnology",
        "Equipment manufacturing",
        "Optoelectronics",
        "Agricultural products and food processing",
        "Metallurgy",
        "Telecommunications",
        "Textiles",
        "Construction materials",
        "Electricity",
        "Transportation",
    ]
    .map(Text::same)
    .to_vec();
    add("heatmap-upward-en", heat("heat-upward", &city_names(), &trades, &|row, column| Some((row * column) as f64)), Lang::En);
    add("heatmap-all-missing", heat("heat-missing", &city_names()[..3], &industries()[..4], &|_, _| None), Lang::Zh);
    add(
        "heatmap-some-missing",
        heat("heat-some", &city_names()[..4], &industries()[..5], &|row, column| (row != column).then_some((row * column) as f64 * 6.0)),
        Lang::Zh,
    );
    add("heatmap-all-zero", heat("heat-zero", &city_names()[..3], &industries()[..4], &|_, _| Some(0.0)), Lang::Zh);
    let mut growth =
        heat("heat-growth", &city_names(), &industries()[..6], &|row, column| Some((row as f64 - 3.0) * 2.4 + column as f64 * 1.3 - 2.0));
    growth.measure = measure("增速", "Growth", "%", "%", 1);
    add("heatmap-negative", growth, Lang::Zh);
    let mut quotient = heat("heat-quotient", &city_names(), &industries(), &|row, column| {
        (row + column != 5).then_some(((row * 5 + column * 7) % 17) as f64 * 0.2)
    });
    quotient.measure = measure("区位商", "Location quotient", "", "", 2);
    quotient.reference = Some(Reference { value: 1.0, label: Text::new("与全省相同", "as in the province") });
    add("heatmap-quotient", quotient.clone(), Lang::Zh);
    add("heatmap-quotient-en", quotient, Lang::En);
    let mut huge = heat("heat-huge", &city_names()[..4], &industries()[..4], &|row, column| Some(1e12 / (1 + row * column * 9) as f64));
    huge.measure = measure("产值", "Output", "元", "CNY", 0);
    add("heatmap-huge", huge, Lang::Zh);
    add(
        "heatmap-tiny",
        heat("heat-tiny", &city_names()[..3], &industries()[..3], &|row, column| Some(1e-9 / (1 + row + column) as f64)),
        Lang::Zh,
    );
}

fn places(add: &mut dyn FnMut(&'static str, Panel, Lang)) {
    const TINY: [Option<f64>; 3] = [Some(1e-9), Some(4.25e-10), Some(0.0)];
    const MIXED: [Option<f64>; 9] = [Some(12.5), Some(3.0), Some(0.0), Some(-2.5), Some(-8.1), None, Some(1.4), Some(-0.6), Some(4.2)];
    let names: [(PanelKind, [&'static str; 14]); 2] = [
        (
            PanelKind::Map,
            [
                "map-nine",
                "map-nine-en",
                "map-illustrative",
                "map-selected",
                "map-one",
                "map-forty",
                "map-all-missing",
                "map-some-missing",
                "map-all-zero",
                "map-negative",
                "map-huge",
                "map-tiny",
                "map-long",
                "map-few",
            ],
        ),
        (
            PanelKind::Grid,
            [
                "grid-nine",
                "grid-nine-en",
                "grid-illustrative",
                "grid-selected",
                "grid-one",
                "grid-forty",
                "grid-all-missing",
                "grid-some-missing",
                "grid-all-zero",
                "grid-negative",
                "grid-huge",
                "grid-tiny",
                "grid-long",
                "grid-few",
            ],
        ),
    ];
    for (kind, names) in names {
        let id = |name: usize| names[name];
        let nine = |name: usize| regions(names[name], kind, &counts());
        add(id(0), nine(0), Lang::Zh);
        add(id(1), nine(1), Lang::En);
        add(id(2), illustrate(nine(2), 3), Lang::Zh);
        add(id(3), select(nine(3), &[1, 5]), Lang::Zh);
        add(id(4), regions(id(4), kind, &[Some(17.0)]), Lang::Zh);
        add(id(5), many(id(5), kind, 40), Lang::Zh);
        add(id(6), regions(id(6), kind, &[None; 5]), Lang::Zh);
        let mut some = regions(id(7), kind, &[Some(12.0), Some(4.0), None, Some(6.0), None, Some(1.0)]);
        (some.rows[3].place, some.rows[3].cell) = (None, None);
        add(id(7), some, Lang::Zh);
        add(id(8), regions(id(8), kind, &[Some(0.0); 5]), Lang::Zh);
        let mut growth = illustrate(regions(id(9), kind, &MIXED), 7);
        growth.measure = measure("增速", "Growth", "%", "%", 1);
        add(id(9), growth, Lang::Zh);
        let mut huge = regions(id(10), kind, &[Some(1e12), Some(3.4e11), Some(5.6e9), Some(1.0)]);
        huge.measure = measure("产值", "Output", "元", "CNY", 0);
        add(id(10), huge, Lang::En);
        add(id(11), regions(id(11), kind, &TINY), Lang::Zh);
        let mut long = nine(12);
        long.rows[0].label = Text::same("长春市轨道交通装备先进制造业子集群核心承载区");
        long.rows[3].label = Text::same("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk");
        for row in &mut long.rows[4..] {
            (row.place, row.cell) = (None, None);
        }
        add(id(12), long, Lang::Zh);
        let mut few = nine(13);
        few.measure = MeasureInfo { small: 10, ..measure("走廊占比", "Corridor share", "%", "%", 1) };
        few.rows[6].amount.small = Some(Small { units: 3, ..Small::default() });
        few.rows[0].amount.small = Some(Small { units: 5, ..Small::default() });
        add(id(13), few, Lang::Zh);
    }
}

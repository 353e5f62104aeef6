//! Findings and labels, worked out by hand.

use data::report::Others;
use data::report::{Split, SplitValue, Spread};
use data::{Missing, Text};

use super::*;

fn known(value: f64) -> Amount {
    Amount { value: Some(value), rows: 5, ..Amount::default() }
}

fn lost(reason: Missing) -> Amount {
    Amount { missing: Some(reason), ..Amount::default() }
}

fn row(zh: &str, en: &str, value: f64, share: f64, rank: u32) -> Row {
    Row { value: zh.into(), label: Text::new(zh, en), amount: known(value), share: Some(share), rank: Some(rank), ..Row::default() }
}

/// Clusters by city: 17 + 9 + 5 of 56, the rest in 'others'.
fn cities() -> Panel {
    Panel {
        title: Text::new("各市州子集群", "Clusters by city"),
        measure: MeasureInfo {
            title: Text::new("子集群", "Clusters"),
            unit: Text::new("个", "clusters"),
            additive: true,
            ..Default::default()
        },
        rows: vec![
            row("长春市", "Changchun", 17.0, 30.357, 1),
            row("吉林市", "Jilin City", 9.0, 16.071, 2),
            row("松原市", "Songyuan", 5.0, 8.929, 3),
        ],
        others: Some(Others { count: 6, amount: known(25.0), share: Some(44.643), ..Others::default() }),
        total: known(56.0),
        ..Panel::default()
    }
}

fn both(panel: &Panel) -> (String, String) {
    (finding(panel, Lang::Zh), finding(panel, Lang::En))
}

fn check(panel: &Panel, zh: &str, en: &str) {
    assert_eq!(both(panel), (zh.to_string(), en.to_string()));
}

#[test]
fn the_largest() {
    let mut panel = cities();
    check(&panel, "长春市 17 个，占 30.4%，居首位", "Changchun 17 clusters, 30.4% of the total, ranks first");
    panel.basis = Basis::Illustrative;
    check(&panel, "示例：长春市 17 个，占 30.4%，居首位", "Illustrative: Changchun 17 clusters, 30.4% of the total, ranks first");
    panel.basis = Basis::Published;
    panel.ordered = true;
    check(&panel, "长春市 17 个，占 30.4%，为最多", "Changchun 17 clusters, 30.4% of the total, the most");
    panel.rows.truncate(1);
    panel.others = None;
    panel.rows[0].share = None;
    check(&panel, "长春市 17 个", "Changchun 17 clusters");
}

#[test]
fn of_one_date() {
    let panel = Panel { dated: Text::new("2024 年", "2024"), ..cities() };
    check(&panel, "长春市 17 个，占 30.4%，居首位；2024 年的数", "Changchun 17 clusters, 30.4% of the total, ranks first; of 2024 only");
}

/// 2,929,025 × 10,000 CNY are 29.29 billion; both ends of a slope have the unit of the larger.
#[test]
fn in_the_unit_of_the_chart() {
    let mut panel = cities();
    panel.measure.unit = Text::new("万元", "10,000 CNY");
    panel.rows[0].amount = known(2_929_025.0);
    check(&panel, "长春市 292.9 亿元，占 30.4%，居首位", "Changchun 29.29 billion CNY, 30.4% of the total, ranks first");
    panel.kind = PanelKind::Slope;
    panel.measure.unit = Text::new("人", "people");
    panel.rows.truncate(1);
    panel.rows[0].parts = vec![known(990_000.0), known(1_010_000.0)];
    check(
        &panel,
        "1 项上升，0 项下降；长春市变动最大，99.0 万人 至 101.0 万人（+2.0%）",
        "1 rises, 0 fall; Changchun moves most, 0.99 million people to 1.01 million people (+2.0%)",
    );
}

/// Of 189 prefectures 80 have a product of 0 to 2,000 hundred millions, which are 0 to 200 thousand millions: 42.3 %.
#[test]
fn intervals_have_the_unit_of_the_axis() {
    let mut panel = cities();
    panel.kind = PanelKind::Histogram;
    panel.against = Some(MeasureInfo { unit: Text::new("亿元", "100 million CNY"), ..MeasureInfo::default() });
    panel.rows = vec![Row { interval: Some(Bounds { low: 0.0, high: 2000.0 }), ..row("0–2,000", "0–2,000", 80.0, 42.328, 1) }];
    check(&panel, "0–2,000 亿元最多，80 个，占 42.3%", "Most lie in 0–200 billion CNY: 80 clusters, 42.3% of all");
    assert_eq!(mark_label(&panel, &panel.rows[0], Lang::Zh), "0–2,000 亿元：80 个，占 42.3%，第 1 位，公布");
    assert_eq!(mark_label(&panel, &panel.rows[0], Lang::En), "0–200 billion CNY: 80 clusters, 42.3% of the total, rank 1, published");
}

#[test]
fn nothing_at_all() {
    let mut panel = cities();
    panel.others = None;
    for row in &mut panel.rows {
        row.amount = lost(Missing::Suppressed);
    }
    check(&panel, "没有可显示的数值（依规不公布）", "No value to show (suppressed)");
    panel.rows[1].amount = lost(Missing::NotReported);
    check(&panel, "没有可显示的数值", "No value to show");
    panel.rows.clear();
    check(&panel, "没有符合条件的记录", "No records match the filter");
}

#[test]
fn ties_and_equals() {
    let mut panel = cities();
    panel.rows[1].amount = known(17.0);
    check(&panel, "长春市、吉林市并列第一，各 17 个", "Changchun, Jilin City tie for first at 17 clusters each");
    for row in &mut panel.rows {
        row.amount = known(0.0);
    }
    check(&panel, "3 项均为 0 个", "All 3 stand at 0 clusters");
    panel.rows.push(row("白城市", "Baicheng", 0.0, 0.0, 1));
    panel.rows.push(row("白山市", "Baishan", -1.0, 0.0, 5));
    check(
        &panel,
        "长春市、吉林市、松原市等 4 项并列第一，各 0 个",
        "Changchun, Jilin City, Songyuan and 1 more tie for first at 0 clusters each",
    );
}

#[test]
fn selected() {
    let mut panel = cities();
    panel.rows[1].selected = true;
    check(&panel, "吉林市 9 个，占 16.1%，居第 2 位", "Jilin City 9 clusters, 16.1% of the total, rank 2");
    panel.rows[0].selected = true;
    check(&panel, "所选 2 项合计 26 个，占 46.4%", "The 2 selected have 26 clusters, 46.4% of the total");
    panel.measure.additive = false;
    for row in &mut panel.rows {
        row.share = None;
    }
    check(&panel, "长春市 17 个；吉林市 9 个", "Changchun 17 clusters; Jilin City 9 clusters");
    panel.rows[0].amount = lost(Missing::NotReported);
    panel.rows[1].selected = false;
    check(&panel, "长春市 未报告", "Changchun Not reported");
}

#[test]
fn stacks() {
    let mut panel = cities();
    panel.kind = PanelKind::Stacked;
    let value = |zh: &str, en: &str| SplitValue { label: Text::new(zh, en), ..SplitValue::default() };
    panel.split = Some(Split { values: vec![value("省级", "Provincial"), value("国家级", "National")], ..Split::default() });
    panel.rows[0].parts = vec![known(12.0), known(5.0)];
    check(
        &panel,
        "长春市 17 个，占 30.4%，居首位；其中省级 12 个",
        "Changchun 17 clusters, 30.4% of the total, ranks first; Provincial 12 clusters of these",
    );
    assert_eq!(part_label(&panel, &panel.rows[0], 0, Lang::Zh), "长春市 省级：12 个，占长春市 70.6%，公布");
    assert_eq!(part_label(&panel, &panel.rows[0], 1, Lang::En), "Changchun National: 5 clusters, 29.4% of Changchun, published");
    assert_eq!(part_label(&panel, &panel.rows[0], 2, Lang::En), "");
    panel.rows[0].parts = vec![known(17.0), known(0.0)];
    check(&panel, "长春市 17 个，占 30.4%，居首位", "Changchun 17 clusters, 30.4% of the total, ranks first");
}

#[test]
fn scatters() {
    let mut panel = cities();
    panel.kind = PanelKind::Scatter;
    panel.against = Some(MeasureInfo {
        title: Text::new("地区生产总值", "GDP"),
        unit: Text::new("亿元", "100 million CNY"),
        decimals: 1,
        ..Default::default()
    });
    for (row, gdp) in panel.rows.iter_mut().zip([7632.2, 1600.0, 900.0]) {
        row.x = Some(known(gdp));
    }
    check(&panel, "长春市的子集群和地区生产总值均为最高", "Changchun highest on both Clusters and GDP");
    panel.rows[1].amount = known(20.0);
    check(&panel, "子集群最高：吉林市；地区生产总值最高：长春市", "Highest Clusters: Jilin City; highest GDP: Changchun");
    panel.rows[2].x = Some(lost(Missing::NotReported));
    panel.rows[0].selected = true;
    check(
        &panel,
        "长春市子集群 17 个，地区生产总值 7,632.2 亿元；另有 1 项缺值，未绘出",
        "Changchun: Clusters 17 clusters, GDP 763.22 billion CNY; 1 without a value not drawn",
    );
    assert_eq!(mark_label(&panel, &panel.rows[0], Lang::Zh), "长春市：子集群 17 个，地区生产总值 7,632.2 亿元，公布，已选");
    assert_eq!(mark_label(&panel, &panel.rows[2], Lang::Zh), "松原市：子集群 5 个，地区生产总值 未报告，公布");
}

#[test]
fn labels() {
    let mut panel = cities();
    panel.mark = Some(Text::new("工业走廊", "industrial corridor"));
    panel.rows[0].marked = true;
    panel.rows[0].selected = true;
    panel.rows[0].amount.basis = Basis::Illustrative;
    let label = |panel: &Panel, at: usize, lang| mark_label(panel, &panel.rows[at], lang);
    assert_eq!(label(&panel, 0, Lang::Zh), "长春市：17 个，占 30.4%，第 1 位，工业走廊，示例，已选");
    assert_eq!(
        label(&panel, 0, Lang::En),
        "Changchun: 17 clusters, 30.4% of the total, rank 1, industrial corridor, illustrative, selected"
    );
    panel.rows[1].amount.lacking = 2;
    assert_eq!(label(&panel, 1, Lang::Zh), "吉林市：9 个，占 16.1%，第 2 位，5 条中 2 条缺值，公布");
    panel.rows[1].amount = lost(Missing::Suppressed);
    assert_eq!(label(&panel, 1, Lang::Zh), "吉林市：依规不公布，公布");
    let others = panel.others.clone().unwrap_or_default();
    assert_eq!(others_label(&panel, &others, Lang::Zh), "其他 6 项：25 个，占 44.6%，公布");
    assert_eq!(others_label(&panel, &others, Lang::En), "6 others: 25 clusters, 44.6% of the total, published");
    assert_eq!(summary(&panel, Lang::En).split(". ").next(), Some("Bar chart: Clusters by city, 9 entries, 56 clusters in total"));
}

#[test]
fn one_is_one_in_english() {
    assert_eq!((others_name(1, Lang::En), others_name(2, Lang::En)), ("1 other".into(), "2 others".into()));
    let mut panel = cities();
    panel.rows.truncate(1);
    panel.others = None;
    assert!(summary(&panel, Lang::En).starts_with("Bar chart: Clusters by city, 1 entry, "));
    panel.rows[0].amount = Amount { lacking: 1, rows: 1, ..known(1.0) };
    panel.rows[0].rank = None;
    let label = |panel: &Panel| mark_label(panel, &panel.rows[0], Lang::En);
    assert_eq!(label(&panel), "Changchun: 1 cluster, 30.4% of the total, 1 of 1 row lacks a value, published");
    panel.rows[0].amount = Amount { lacking: 2, rows: 5, ..known(3.0) };
    assert_eq!(label(&panel), "Changchun: 3 clusters, 30.4% of the total, 2 of 5 rows lack a value, published");
}

#[test]
fn one_value_is_no_first() {
    let mut panel = cities();
    panel.others = None;
    panel.rows[1].amount = known(0.0);
    panel.rows[2].amount = lost(Missing::Suppressed);
    check(&panel, "长春市 17 个，占 30.4%", "Changchun 17 clusters, 30.4% of the total");
}

/// Cities in three years.
fn slope(values: &[[Option<f64>; 3]]) -> Panel {
    let years = ["2020", "2022", "2024"].map(|year| SplitValue { value: year.into(), label: Text::same(year), ..SplitValue::default() });
    let mut panel = cities();
    panel.kind = PanelKind::Slope;
    panel.split = Some(Split { values: years.to_vec(), ..Split::default() });
    for (row, values) in panel.rows.iter_mut().zip(values) {
        row.parts = values.map(|value| value.map_or_else(|| lost(Missing::NotReported), known)).to_vec();
    }
    panel
}

#[test]
fn a_slope_of_one_date_says_so() {
    let one = slope(&[[None, Some(17.0), None], [None, Some(9.0), None], [None, None, None]]);
    check(&one, "只有2022有数值，一个日期看不出升降", "Only 2022 has values: one date shows no rise or fall");
    let none = slope(&[[None, None, None]; 3]);
    check(&none, "没有可显示的数值", "No value to show");
    // Drawn from 2020 to 2024, as which none has both.
    let apart = slope(&[[Some(1.0), Some(2.0), None], [None, Some(9.0), Some(4.0)], [None, None, None]]);
    check(&apart, "没有一项兼有首尾两个日期的数值", "Nothing has values at both the first and the last date");
    let moved = slope(&[[Some(10.0), None, Some(15.0)], [Some(8.0), None, Some(6.0)], [None, Some(1.0), None]]);
    check(
        &moved,
        "1 项上升，1 项下降；长春市变动最大，10 个 至 15 个（+50.0%）",
        "1 rises, 1 falls; Changchun moves most, 10 clusters to 15 clusters (+50.0%)",
    );
}

#[test]
fn places_and_how_far_they_move() {
    let ranked = |(zh, en, five): (&str, &str, [f64; 5])| {
        let [low, lower, median, upper, high] = five;
        let spread = Some(Spread { low, lower, median, upper, high, ..Spread::default() });
        Row { spread, share: None, ..row(zh, en, median, 0.0, median as u32) }
    };
    let rows = [("长春市", "Changchun", [1.0, 1.0, 1.0, 1.0, 2.0]), ("吉林市", "Jilin City", [1.0, 2.0, 2.0, 6.0, 9.0])];
    let panel = Panel { kind: PanelKind::Interval, rows: rows.map(ranked).to_vec(), ..Panel::default() };
    check(&panel, "长春市居首，九成位次 1；吉林市位次变动最大，2–6", "Changchun leads, nine of ten places 1; Jilin City moves most, 2–6");
    assert_eq!(mark_label(&panel, &panel.rows[1], Lang::Zh), "吉林市：第 2 位，九成位次 2–6，最好至最差 1–9，公布");
    assert_eq!(mark_label(&panel, &panel.rows[1], Lang::En), "Jilin City: rank 2, nine of ten places 2–6, best to worst 1–9, published");
}

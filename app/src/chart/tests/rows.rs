//! Rows and what is drawn like them: every mark has one place; positions by hand.

use super::*;

const KINDS: [PanelKind; 6] =
    [PanelKind::Grouped, PanelKind::Percent, PanelKind::Pareto, PanelKind::Histogram, PanelKind::Box, PanelKind::Slope];

fn mine(check: impl Fn(&str, &ChartData, &Drawing)) {
    let named = samples::all().into_iter().map(|sample| (sample.name, ChartData::from_panel(&sample.panel, sample.lang)));
    for (name, data) in named.filter(|(_, data)| KINDS.contains(&data.kind) && data.multiples.is_empty()) {
        for size in [Size::Small, Size::Narrow, Size::Wide] {
            check(&format!("{name} {:?} {size:?}", data.kind), &data, &draw(&data, size));
        }
    }
}

#[test]
fn every_mark_has_its_own_place() {
    mine(|name, data, drawing| {
        for hit in &drawing.hits {
            assert!(hit.x >= 0.0 && hit.y >= 0.0 && hit.x + hit.w <= 100.02 && hit.y + hit.h <= 100.02, "{name}: {hit:?}");
        }
        for mark in &data.marks {
            let rows = drawing.hits.iter().filter(|hit| hit.row == mark.target && hit.part.is_none()).count();
            assert_eq!(rows, 1, "{name}: {}", mark.label);
        }
    });
}

/// The elements of a sample's picture.
fn of(name: &str, size: Size) -> Vec<Element> {
    let sample = samples::all().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
    elements(&draw(&ChartData::from_panel(&sample.panel, sample.lang), size).svg)
}

/// Left, top, right, bottom of the filled rectangles.
fn rects(elements: &[Element]) -> Vec<[f64; 4]> {
    let filled = elements.iter().filter(|element| element.name == "rect" && element.get("fill") != Some("none"));
    filled
        .map(|rect| {
            let (x, y) = (rect.number("x"), rect.number("y"));
            [x, y, x + rect.number("width"), y + rect.number("height")]
        })
        .collect()
}

#[test]
fn grouped_by_hand() {
    // One city (36 wide), 126.48, 168.24 and 204: bars from 36 + 6 + 2 to 358 - 1 - ('204.0' 35 + 6), of 12 with 3 between.
    let bars = rects(&of("grouped-one", Size::Narrow));
    let right = |value: f64| (44.0 + 272.0 * value / 204.0).round();
    assert_eq!(bars, [[44.0, 8.0, right(126.48), 20.0], [44.0, 23.0, right(168.24), 35.0], [44.0, 38.0, 316.0, 50.0]]);
}

#[test]
fn histogram_by_hand() {
    // One interval of 3: the axis to 3 ('3' is 8 wide); '100' and '200' are 24 wide, half of it 13 with a unit. Of
    // the width one interval has a third.
    let bars = rects(&of("histogram-one", Size::Narrow));
    assert_eq!(bars, [[16.0, 24.0, 16.0 + 109.0 - 1.0, 196.0]]);
}

/// The middles of the filled circles of a radius.
fn circles(elements: &[Element], radius: f64) -> Vec<(f64, f64)> {
    let filled = elements.iter().filter(|element| element.name == "circle" && element.get("fill") != Some("none"));
    filled.filter(|circle| circle.number("r") == radius).map(|circle| (circle.number("cx"), circle.number("cy"))).collect()
}

#[test]
fn percent_by_hand() {
    // 108, 40, 18 and 6 of 172, from 44 to 358 - 1 - ('计 172' 39 + 6); a unit between.
    let pieces = rects(&of("percent-one", Size::Narrow));
    let spans: Vec<(f64, f64)> = pieces.iter().map(|[left, _, right, _]| (*left, *right)).collect();
    assert_eq!(spans, [(44.0, 211.0), (212.0, 274.0), (275.0, 302.0), (303.0, 311.0)]);
}

#[test]
fn what_is_no_whole_has_no_percent_bar_and_says_so() {
    // Of 12.5, 8.1, −3.2; −2.5, −8.1, 4; 6, 0, 2 and three below zero only the third is a whole: of two parts.
    for size in [Size::Narrow, Size::Wide] {
        let (negative, zero) = (of("percent-negative", size), of("percent-all-zero", size));
        let said = |elements: &[Element], end: &str| -> Vec<String> {
            elements.iter().map(|element| element.text.clone()).filter(|text| text.ends_with(end)).collect()
        };
        assert_eq!(said(&negative, "不计占比"), ["1 项为负，不计占比", "2 项为负，不计占比", "3 项为负，不计占比"]);
        assert_eq!((said(&negative, "%").len() - 5, rects(&negative).len()), (2, 2));
        assert_eq!((said(&zero, "合计为 0，不计占比").len(), rects(&zero).len()), (4, 0));
    }
}

#[test]
fn pareto_by_hand() {
    // 40, 31, 22, 13 and 27 of 133, from 96 + 6 + 2 to 358 - 1 - (12 + '40' 16 + 12 + '累计占比' 48).
    let points = circles(&of("pareto-others", Size::Narrow), 3.0);
    let across: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    assert_eq!(across, [40.0, 71.0, 93.0, 106.0, 133.0].map(|sum| 104.0 + (165.0 * sum / 133.0_f64).round()));
}

#[test]
fn boxes_by_hand() {
    // The axis from 0 to 10, from 36 + 6 + 2 + 3 to 358 - 1 - 9 ('10' is 16 wide): 2 to 4, nothing, and twice 2.
    let boxes = rects(&of("box-some-missing", Size::Narrow));
    assert_eq!(boxes, [[107.0, 8.0, 167.0, 30.0], [107.0, 76.0, 109.0, 98.0]]);
}

#[test]
fn slope_by_hand() {
    // From '126.5' (35) + 9 to 358 - ('长春市' 36 + 8 + '204.0' 35) - 9 - 1; the lower end at the bottom.
    let ends = circles(&of("slope-one", Size::Narrow), 3.0);
    assert_eq!(ends, [(44.0, 250.0), (44.0, 250.0), (269.0, 30.0), (269.0, 30.0)]);
}

#[test]
fn a_shared_axis_is_kept() {
    // Half of the axis for the largest value of small multiples that reach twice as far.
    for name in ["grouped-one", "pareto-one", "histogram-one", "box-one", "slope-one"] {
        let sample = samples::all().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
        let mut data = ChartData::from_panel(&sample.panel, sample.lang);
        let alone = draw(&data, Size::Wide).svg;
        data.domain = Some((0.0, 400.0));
        let shared = draw(&data, Size::Wide);
        assert_ne!(alone, shared.svg, "{name}");
        let numbers: Vec<String> = texts(&shared).into_iter().map(|(text, _)| text).filter(|text| text == "400").collect();
        assert_eq!(numbers.len(), usize::from(matches!(data.kind, PanelKind::Histogram | PanelKind::Box)), "{name}");
    }
}

#[test]
fn legends_say_what_is_not_labelled() {
    let entries = |name: &str| -> Vec<String> {
        let sample = samples::all().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
        legend(&ChartData::from_panel(&sample.panel, sample.lang)).into_iter().map(|entry| entry.label).collect()
    };
    assert_eq!(entries("grouped-one"), ["2020", "2022", "2024", "工业走廊"]);
    // The columns of a slope chart have heads.
    assert_eq!(entries("slope-illustrative"), ["工业走廊", "斜纹：含示例数据"]);
    assert_eq!(entries("pareto-nine"), ["折线：累计占比", "工业走廊"]);
    assert_eq!(entries("pareto-negative"), ["工业走廊"]);
    assert_eq!(entries("box-nine").len(), 2);
}

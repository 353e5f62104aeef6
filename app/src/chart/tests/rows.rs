//! Rows and what is drawn like them: every mark has one place; positions by hand.

use super::*;

const KINDS: [PanelKind; 7] = [
    PanelKind::Grouped,
    PanelKind::Percent,
    PanelKind::Pareto,
    PanelKind::Histogram,
    PanelKind::Box,
    PanelKind::Interval,
    PanelKind::Slope,
];

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
fn intervals_by_hand() {
    // Places 1 to 4, from 36 + 6 + 2 + 4 to 358 - 1 - ('1–2' 24 + 6 + 4): 275 for three steps; the place itself is the first.
    let picture = of("interval-one", Size::Narrow);
    assert_eq!(rects(&picture), [[48.0, 15.0, 140.0, 23.0]]);
    assert_eq!(circles(&picture, 4.0), [(48.0, 19.0)]);
    let numbers: Vec<&str> = picture.iter().map(|element| element.text.as_str()).filter(|text| !text.is_empty()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "位次", "1–2", "长春市"]);
}

#[test]
fn slope_by_hand() {
    // From '126.5' (35) + 9 to 358 - ('长春市' 36 + 8 + '204.0' 35) - 9 - 1; the lower end at the bottom.
    let ends = circles(&of("slope-one", Size::Narrow), 3.0);
    assert_eq!(ends, [(44.0, 250.0), (44.0, 250.0), (269.0, 30.0), (269.0, 30.0)]);
}

/// The colour of each line of a slope chart, in the order drawn, and how thick it is.
fn lines(elements: &[Element]) -> Vec<(String, i32)> {
    let paths = elements.iter().filter(|element| element.name == "polyline" && element.number("stroke-width") > 0.0);
    paths.map(|path| (path.get("stroke").unwrap_or_default().to_string(), path.number("stroke-width") as i32)).collect()
}

#[test]
fn slopes_colour_the_largest_changes() {
    // Twelvefold 17, 9, 5, 4, 5, 5, 5, 4 and 2, from 0.62, 1.1, 0.8, 0.7, 1.25, 0.9, 0.45, 1 and 2.4 of it.
    let data = |name: &str| {
        let sample = samples::all().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
        ChartData::from_panel(&sample.panel, sample.lang)
    };
    let nine = data("slope-nine");
    let mut changes: Vec<(f64, &str)> =
        nine.marks.iter().filter_map(|mark| Some(((mark.parts[2].value? - mark.parts[0].value?).abs(), mark.label.as_str()))).collect();
    changes.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert!(changes[2].0 > changes[3].0, "{changes:?}");
    let (series, grey) = (color::Role::Series.hex(), color::Role::Others.hex());
    for size in [Size::Narrow, Size::Wide, Size::Full] {
        let drawn = lines(&elements(&draw(&nine, size).svg));
        let of = |wanted: &str, thickness: i32| drawn.iter().filter(|line| **line == (wanted.to_string(), thickness)).count();
        assert_eq!((of(&series, 2), of(&grey, 1), drawn.len()), (3, 6, 9), "{size:?}: {drawn:?}");
    }
    // What is selected is coloured too, and the largest changes pale.
    let selected = lines(&of("slope-selected", Size::Wide));
    assert_eq!(selected.iter().filter(|line| line.0 == series && line.1 == 2).count(), 2, "{selected:?}");
    assert!(selected.iter().any(|line| line.0 == color::Role::Faded.hex()), "{selected:?}");
}

#[test]
fn slopes_are_labelled_at_both_ends() {
    let drawing = |name: &str, size: Size| -> Vec<String> {
        of(name, size).iter().filter(|element| element.name == "text").map(|element| element.text.clone()).collect()
    };
    // 204 × 0.62 = 126.48, and 204: on a page both with the name, on a phone the first alone.
    for size in [Size::Wide, Size::Full] {
        let texts = drawing("slope-one", size);
        assert!(texts.contains(&"长春市\u{2002}126.5".to_string()) && texts.contains(&"长春市\u{2002}204.0".to_string()), "{texts:?}");
    }
    let texts = drawing("slope-one", Size::Narrow);
    assert!(texts.contains(&"126.5".to_string()) && texts.contains(&"长春市\u{2002}204.0".to_string()), "{texts:?}");
    // An index begins at 100, which is said once: 1 / 0.62 = 161.3.
    let texts = drawing("slope-index", Size::Wide);
    assert_eq!(texts.iter().filter(|text| *text == "100").count(), 1, "{texts:?}");
    assert!(texts.contains(&"长春市\u{2002}161.3".to_string()) && texts.contains(&"指数，2020 = 100".to_string()), "{texts:?}");
}

#[test]
fn segments_of_a_stack_have_paper_between_them() {
    for name in ["stacked-ordered", "stacked-categories", "percent-categories"] {
        for size in [Size::Narrow, Size::Wide, Size::Full] {
            let segments = rects(&of(name, size));
            let rows: std::collections::BTreeSet<i64> = segments.iter().map(|at| at[1] as i64).collect();
            for row in rows {
                let mut along: Vec<[f64; 4]> = segments.iter().copied().filter(|at| at[1] as i64 == row && at[2] - at[0] > 2.0).collect();
                along.sort_by(|a, b| a[0].total_cmp(&b[0]));
                assert!(along.windows(2).all(|pair| pair[1][0] - pair[0][2] >= 1.0), "{name} {size:?}: {along:?}");
            }
        }
    }
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
    assert_eq!(entries("slope-illustrative"), ["彩色：变动最大者", "工业走廊", "斜纹：含示例数据"]);
    assert_eq!(entries("slope-selected")[0], "彩色：已选与变动最大者");
    assert_eq!(entries("slope-one"), ["工业走廊"]);
    assert_eq!(entries("pareto-nine"), ["折线：累计占比", "工业走廊"]);
    assert_eq!(entries("pareto-negative"), ["工业走廊"]);
    assert_eq!(entries("box-nine").len(), 2);
}

//! What must hold of the charts in `samples::rows`: at every size, and with hundreds of marks, no text over another and none outside;
//! positions by hand.

use ::data::Lang;

use super::*;

const KINDS: [PanelKind; 6] =
    [PanelKind::Grouped, PanelKind::Percent, PanelKind::Pareto, PanelKind::Histogram, PanelKind::Box, PanelKind::Slope];

fn mine(check: impl Fn(&str, &ChartData, &Drawing)) {
    let named = samples::all().into_iter().map(|sample| (sample.name, ChartData::from_panel(&sample.panel, sample.lang)));
    let crowds = samples::rows::crowds().into_iter().map(|panel| ("crowd", ChartData::from_panel(&panel, Lang::Zh)));
    for (name, data) in named.chain(crowds).filter(|(_, data)| KINDS.contains(&data.kind) && data.multiples.is_empty()) {
        for size in [Size::Small, Size::Narrow, Size::Wide] {
            check(&format!("{name} {:?} {size:?}", data.kind), &data, &draw(&data, size));
        }
    }
}

fn texts(drawing: &Drawing) -> Vec<(String, Bounds)> {
    let elements = elements(&drawing.svg);
    elements.iter().filter(|element| element.name == "text").map(|element| (element.text.clone(), text_box(element))).collect()
}

#[test]
fn no_text_over_another() {
    mine(|name, _, drawing| {
        let room = Bounds { left: 0, top: 0, right: drawing.width as i32, bottom: drawing.height as i32 };
        let texts = texts(drawing);
        for (index, (text, at)) in texts.iter().enumerate() {
            assert!(at.within(&room), "{name}: '{text}' at {at:?}");
            for (other, beside) in &texts[..index] {
                assert!(!at.overlaps(beside), "{name}: '{text}' on '{other}' at {at:?}");
            }
        }
    });
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
    // One interval of 3: the axis to 3 ('3' is 8 wide); '100' and '200' are 24 wide, half of it 13 with a unit.
    let bars = rects(&of("histogram-one", Size::Narrow));
    assert_eq!(bars, [[16.0, 24.0, 358.0 - 13.0 - 1.0, 196.0]]);
}

//! Golden pictures, as files that a person can open (`tests/golden/*.svg`; `UPDATE_EXPECT=1` rewrites them: then look at them), and
//! what must hold of every picture: hits lie on the ink, texts lie inside, labels of points do not overlap.

mod axes;
mod cells;
mod rows;
mod samples;

use expect_test::expect_file;

use super::paint::Bounds;
use super::*;
use samples::Sample;

/// An element of a picture: its name, its attributes, its text.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{} lacks {name}", self.name))
    }
}

/// The elements of a picture, in order; its patterns left out. What stands in a picture inside is moved to its place in the whole.
fn elements(svg: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    // Where each picture around a line begins.
    let mut places = vec![(0.0, 0.0)];
    for line in svg.lines().filter(|line| !line.starts_with("<defs>")) {
        if line == "</svg>" {
            places.pop();
        }
        if line.starts_with("</") {
            continue;
        }
        let (tag, rest) = line.trim_start_matches('<').split_once('>').expect("a tag closes on its line");
        let (name, attributes) = tag.trim_end_matches('/').split_once(' ').expect("every element has attributes");
        let (left, top) = places.last().copied().unwrap_or_default();
        let mut pairs = Vec::new();
        let mut quoted = attributes.split('"');
        while let (Some(key), Some(value)) = (quoted.next(), quoted.next()) {
            let key = key.trim().trim_end_matches('=');
            let by = match key {
                "x" | "cx" | "x1" | "x2" => left,
                "y" | "cy" | "y1" | "y2" => top,
                _ => 0.0,
            };
            let moved = value.parse::<f64>().ok().filter(|_| by != 0.0).map(|value| (value + by).to_string());
            let shifted = |pair: &str| {
                let (x, y) = pair.split_once(',').expect("a point");
                format!("{},{}", x.parse::<f64>().expect("x") + left, y.parse::<f64>().expect("y") + top)
            };
            let moved = if key == "points" { Some(value.split_whitespace().map(shifted).collect::<Vec<_>>().join(" ")) } else { moved };
            pairs.push((key.to_string(), moved.unwrap_or_else(|| value.to_string())));
        }
        let text = rest.trim_end_matches("</text>").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let element = Element { name: name.to_string(), attributes: pairs, text };
        if name == "svg" {
            let at = |key: &str| element.get(key).map_or(0.0, |_| element.number(key));
            places.push((at("x"), at("y")));
        }
        elements.push(element);
    }
    elements
}

/// The box of a text by our estimate.
fn text_box(element: &Element) -> Bounds {
    let size: i32 = element.get("font-size").map_or(text::FONT_SIZE, |size| size.parse::<f64>().expect("a size").round() as i32);
    let (x, width) = (element.number("x") as i32, text::width_at(&element.text, size));
    if element.get("transform").is_some() {
        let bottom = element.number("y") as i32;
        return Bounds { left: x - 1, top: bottom - width, right: x + size + 2, bottom };
    }
    let left = match element.get("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2,
        _ => x,
    };
    let top = element.number("y") as i32 - 1;
    Bounds { left, top, right: left + width, bottom: top + size + 3 }
}

/// The texts of a picture and their boxes.
fn texts(drawing: &Drawing) -> Vec<(String, Bounds)> {
    let elements = elements(&drawing.svg);
    elements.iter().filter(|element| element.name == "text").map(|element| (element.text.clone(), text_box(element))).collect()
}

fn every(check: impl Fn(&Sample, Size, &ChartData, &Drawing)) {
    for sample in samples::all() {
        for size in [Size::Narrow, Size::Wide] {
            let data = ChartData::from_panel(&sample.panel, sample.lang);
            check(&sample, size, &data, &draw(&data, size));
        }
    }
}

/// The box of a polygon: left, top, width, height.
fn polygon_box(element: &Element) -> (f64, f64, f64, f64) {
    let points = element.get("points").unwrap_or_default();
    let pairs: Vec<(f64, f64)> = points
        .split_whitespace()
        .filter_map(|pair| pair.split_once(','))
        .map(|(x, y)| (x.parse().expect("x"), y.parse().expect("y")))
        .collect();
    let ends = |get: fn(&(f64, f64)) -> f64| {
        (pairs.iter().map(get).fold(f64::INFINITY, f64::min), pairs.iter().map(get).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (ends(|pair| pair.0), ends(|pair| pair.1));
    (left, top, right - left, bottom - top)
}

fn close_to(a: &(f64, f64, f64, f64), b: (f64, f64, f64, f64)) -> bool {
    [a.0 - b.0, a.1 - b.1, a.2 - b.2, a.3 - b.3].iter().all(|gap| gap.abs() < 0.2)
}

/// The marks of a chart, or of each of its small multiples.
fn groups(data: &ChartData) -> Vec<(Option<usize>, &[data::Mark])> {
    if data.multiples.is_empty() {
        return vec![(None, &data.marks)];
    }
    data.multiples.iter().enumerate().map(|(at, small)| (Some(at), small.marks.as_slice())).collect()
}

/// Whether a value has a place on an axis.
fn on_axis(log: bool, value: Option<f64>) -> bool {
    value.is_some_and(|value| !log || value > 0.0)
}

/// Whether a picture of this kind has a place for the mark.
fn can_show(data: &ChartData, mark: &data::Mark) -> bool {
    let point = || on_axis(data.log_y, mark.value) && on_axis(data.log_x, mark.x);
    match data.kind {
        PanelKind::Scatter => point(),
        PanelKind::Bubble => point() && mark.size.is_some_and(|size| size > 0.0),
        PanelKind::Map => mark.place.is_some() && mark.value.is_some_and(|value| value > 0.0),
        PanelKind::Grid => mark.cell.is_some(),
        PanelKind::Choropleth => mark.shape.is_some(),
        PanelKind::Line | PanelKind::Area if mark.parts.is_empty() => mark.value.is_some(),
        PanelKind::Line | PanelKind::Area => mark.parts.iter().any(|part| part.value.is_some()),
        PanelKind::Slope => mark.parts.iter().filter(|part| part.value.is_some()).count() >= 2,
        _ => true,
    }
}

#[test]
fn golden_pictures() {
    every(|sample, size, _, drawing| {
        expect_file![format!("../../../tests/golden/{}-{}.svg", sample.name, size.name())].assert_eq(&drawing.svg);
    });
}

#[test]
fn golden_small_pictures() {
    let names =
        ["line-years", "line-series", "line-forty", "line-log", "area-series", "scatter-nine", "scatter-log-left-out", "bubble-nine"];
    for sample in samples::all().into_iter().filter(|sample| names.contains(&sample.name)) {
        let drawing = draw(&ChartData::from_panel(&sample.panel, sample.lang), Size::Small);
        expect_file![format!("../../../tests/golden/{}-{}.svg", sample.name, Size::Small.name())].assert_eq(&drawing.svg);
    }
}

#[test]
fn golden_downloads() {
    for name in ["bars-illustrative", "stacked-illustrative", "scatter-nine"] {
        let sample = samples::all().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
        let data = ChartData::from_panel(&sample.panel, sample.lang);
        let footer =
            ["筛选：全部".to_string(), "来源：吉林省工业和信息化厅，吉工信议案〔2025〕43号；示例数据不代表任何真实企业".to_string()];
        let finding = crate::finding::finding(&sample.panel, sample.lang);
        let svg = standalone(&data, Size::Wide, sample.panel.title.get(sample.lang), &finding, &footer);
        assert!(svg.contains("</title>") && !svg.contains("var(") && svg.matches("<svg ").count() == 2);
        expect_file![format!("../../../tests/golden/download-{name}.svg")].assert_eq(&svg);
    }
}

#[test]
fn every_kind_in_every_case() {
    let names: Vec<&str> = samples::all().iter().map(|sample| sample.name).collect();
    for (kind, _) in samples::cases::KINDS {
        for case in samples::cases::CASES {
            let found = names.iter().filter(|name| **name == format!("{kind}-{case}")).count();
            assert_eq!(found, 1, "{kind}-{case}");
        }
    }
}

#[test]
fn texts_lie_inside_and_apart() {
    for sample in samples::all() {
        let data = ChartData::from_panel(&sample.panel, sample.lang);
        for size in [Size::Small, Size::Narrow, Size::Wide, Size::Full] {
            let drawing = draw(&data, size);
            let room = Bounds { left: 0, top: 0, right: drawing.width as i32, bottom: drawing.height as i32 };
            let mut boxes: Vec<(String, Bounds)> = texts(&drawing);
            // From the top down, so that only those that begin before another ends need to be held against it.
            boxes.sort_by_key(|(_, at)| at.top);
            for (index, (text, at)) in boxes.iter().enumerate() {
                assert!(at.within(&room), "{} {size:?}: '{text}' at {at:?}", sample.name);
                for (other, beside) in boxes[index + 1..].iter().take_while(|(_, beside)| beside.top < at.bottom) {
                    assert!(!at.overlaps(beside), "{} {size:?}: '{text}' {at:?} on '{other}' {beside:?}", sample.name);
                }
            }
        }
    }
}

#[test]
fn points_have_labels() {
    every(|sample, size, data, drawing| {
        if !data.kind.is_points() || !data.multiples.is_empty() {
            return;
        }
        let named = |text: &str| data.marks.iter().any(|mark| mark.label.starts_with(text));
        let labels = texts(drawing).iter().filter(|(text, _)| named(text)).count();
        let shown = data.marks.iter().filter(|mark| can_show(data, mark)).count();
        // Bubbles leave less room.
        let least = if data.kind == PanelKind::Bubble { shown.min(9) * 2 / 3 } else { shown.min(9) };
        assert!(labels >= least, "{} {size:?}: only {labels} labels", sample.name);
    });
}

#[test]
fn all_sizes_have_the_same_hits() {
    for sample in samples::all() {
        let data = ChartData::from_panel(&sample.panel, sample.lang);
        let hits = |size: Size| -> std::collections::HashSet<(Target, Option<usize>, Option<usize>)> {
            draw(&data, size).hits.iter().map(|hit| (hit.row, hit.part, hit.multiple)).collect()
        };
        assert!(hits(Size::Narrow) == hits(Size::Wide), "{}", sample.name);
        assert!(hits(Size::Narrow) == hits(Size::Full), "{}", sample.name);
    }
}

#[test]
fn hits_lie_on_the_ink() {
    every(|sample, size, data, drawing| {
        let (width, height) = (f64::from(drawing.width), f64::from(drawing.height));
        let elements = elements(&drawing.svg);
        let filled = |element: &&Element| element.get("fill").is_some_and(|fill| fill != "none");
        // Two decimals of a per cent are more than that in a tall picture.
        let close = |a: f64, b: f64| (a - b).abs() < 0.06_f64.max(height / 8000.0);
        for hit in drawing.hits.iter().filter(|hit| hit.mark.w > 0.0) {
            let (x, y) = (hit.mark.x / 100.0 * width, hit.mark.y / 100.0 * height);
            let (w, h) = (hit.mark.w / 100.0 * width, hit.mark.h / 100.0 * height);
            // What has parts, and no ink of its own, spans them.
            let spans = hit.part.is_none() && !data.series.is_empty();
            let found = spans
                || elements.iter().filter(filled).any(|element| match element.name.as_str() {
                    "circle" => close(element.number("cx"), x + w / 2.0) && close(element.number("cy"), y + h / 2.0),
                    "rect" => {
                        close(element.number("x"), x)
                            && close(element.number("y"), y)
                            && close(element.number("width"), w)
                            && close(element.number("height"), h)
                    }
                    "polygon" => close_to(&polygon_box(element), (x, y, w, h)),
                    _ => false,
                });
            assert!(found, "{} {size:?}: no ink under {hit:?}", sample.name);
        }
        for hit in &drawing.hits {
            assert!(hit.x >= 0.0 && hit.y >= 0.0 && hit.x + hit.w <= 100.02 && hit.y + hit.h <= 100.02, "{} {hit:?}", sample.name);
        }
        // Every mark that the picture can show has a hit, and every part that it can show has one of its own.
        for (multiple, marks) in groups(data).into_iter().filter(|(multiple, _)| multiple.is_none_or(|at| at < 24)) {
            // A heatmap has sixty rows at most.
            let rows = if data.kind == PanelKind::Heatmap { 60 } else { usize::MAX };
            for mark in marks.iter().take(rows).filter(|mark| can_show(data, mark)) {
                let mine = || drawing.hits.iter().filter(|hit| hit.row == mark.target && hit.multiple == multiple);
                assert!(mine().next().is_some(), "{} {size:?}: {} cannot be reached", sample.name, mark.label);
                for (part, _) in
                    mark.parts.iter().enumerate().filter(|(_, part)| on_axis(data.log_y, part.value) && part.value != Some(0.0))
                {
                    let Some(index) = data.series.get(part).and_then(|series| series.index) else { continue };
                    // A heatmap has the columns that fit in some size.
                    let fitting = drawing.hits.iter().filter_map(|hit| hit.part).max().unwrap_or(0);
                    if data.kind == PanelKind::Heatmap && part > fitting.max(7) {
                        continue;
                    }
                    let reached = mine().filter(|hit| hit.part == Some(index)).count();
                    // What is no whole has no percent bar.
                    let is_drawn = data.kind != PanelKind::Slope && (data.kind != PanelKind::Percent || mark.below == 0);
                    let expected = usize::from(is_drawn);
                    assert_eq!(reached, expected, "{} {size:?}: part {index} of {}", sample.name, mark.label);
                }
            }
        }
    });
}

#[test]
fn hatching_means_illustrative() {
    every(|sample, size, data, drawing| {
        let marks = groups(data).into_iter().flat_map(|(_, marks)| marks);
        let hatched = marks.into_iter().any(|mark| mark.illustrative || mark.parts.iter().any(|part| part.illustrative));
        assert_eq!(drawing.svg.contains("url(#hatch-"), hatched, "{} {size:?}", sample.name);
        assert!(!drawing.svg.contains("FE00"), "{} {size:?}: a marker is left", sample.name);
    });
}

#[test]
fn what_is_illustrative_throughout_is_drawn_plain() {
    let mut panel = samples::cities();
    panel.rows.iter_mut().for_each(|row| row.amount.basis = ::data::Basis::Illustrative);
    let hatched = |panel: &::data::report::Panel| {
        let data = ChartData::from_panel(panel, ::data::Lang::Zh);
        let says = legend(&data).iter().any(|entry| entry.label == "斜纹：含示例数据");
        (draw(&data, Size::Narrow).svg.matches("url(#hatch-").count(), says)
    };
    assert_eq!(hatched(&panel), (0, false));
    panel.rows[1].amount.basis = ::data::Basis::Inferred;
    assert_eq!(hatched(&panel), (panel.rows.len() - 1, true));
}

#[test]
fn bars_by_hand() {
    // Two bars, 10 and 5, labels of 3 Han (36 wide): bars begin at 36 + 6 + 2, the longest ends at 358 - 1 - (16 + 6).
    let mut panel = samples::cities();
    panel.rows.truncate(2);
    for (row, value) in panel.rows.iter_mut().zip([10.0, 5.0]) {
        row.amount.value = Some(value);
        row.marked = false;
    }
    let drawing = draw(&ChartData::from_panel(&panel, ::data::Lang::Zh), Size::Narrow);
    let rects: Vec<(f64, f64)> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.name == "rect")
        .map(|element| (element.number("x"), element.number("x") + element.number("width")))
        .collect();
    assert_eq!(rects, [(44.0, 335.0), (44.0, 190.0)]);
    assert_eq!((drawing.width, drawing.height), (358, 2 + 2 * 34 + 2));
}

#[test]
fn labels_are_escaped() {
    let mut panel = samples::cities();
    panel.rows[0].label = ::data::Text::same("<b>\u{7}&\"");
    let svg = draw(&ChartData::from_panel(&panel, ::data::Lang::Zh), Size::Wide).svg;
    assert!(svg.contains("&lt;b&gt; &amp;&quot;") && !svg.contains("<b>"));
}

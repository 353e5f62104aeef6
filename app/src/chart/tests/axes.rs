//! Lines, areas, bubbles and reference lines against positions found by hand.

use ::data::Lang;

use super::super::color::Role;
use super::super::data::{Mark, Part, Series};
use super::*;

/// A chart of `kind` with one mark for each value, from 2021.
fn chart(kind: PanelKind, values: &[Option<f64>]) -> ChartData {
    let mut data = ChartData::from_panel(&samples::cities(), Lang::Zh);
    data.kind = kind;
    data.mark_title = None;
    let mark = |(index, value): (usize, &Option<f64>)| Mark {
        target: Target::Row(index),
        label: (2021 + index).to_string(),
        value: *value,
        ..Mark::default()
    };
    data.marks = values.iter().enumerate().map(mark).collect();
    data
}

/// The same in parts: `rows` by mark.
fn split(kind: PanelKind, rows: &[&[f64]]) -> ChartData {
    let mut data = chart(kind, &vec![Some(1.0); rows.len()]);
    let series =
        |index: usize| Series { label: format!("行业{index}"), role: Role::category(index), index: Some(index), selected: false };
    data.series = (0..rows[0].len()).map(series).collect();
    for (mark, values) in data.marks.iter_mut().zip(rows) {
        mark.parts = values.iter().map(|value| Part { value: Some(*value), illustrative: false }).collect();
    }
    data
}

fn attributes(drawing: &Drawing, name: &str, attribute: &str) -> Vec<String> {
    let found = elements(&drawing.svg).into_iter().filter(|element| element.name == name);
    found.map(|element| element.get(attribute).unwrap_or_default().trim().to_string()).collect()
}

#[test]
fn lines_by_hand() {
    // Ticks 0 to 30: numbers 16 wide, so the plot begins at 16 + 8; the last value, 20, needs 16 + 12 at the right. Points lie 8 inside.
    // The plot is 204 high below 10: 20 lies at 10 + 68, 10 at 10 + 136.
    let drawing = draw(&chart(PanelKind::Line, &[Some(10.0), Some(0.0), Some(20.0)]), Size::Narrow);
    assert_eq!(attributes(&drawing, "polyline", "points"), ["32,146 177,214 322,78"]);
    let centres: Vec<String> = attributes(&drawing, "circle", "cx");
    assert_eq!(centres, ["32", "177", "322"]);
    assert_eq!(drawing.hits.len(), 3);
    // From the middle between the first and the second mark to that between the second and the third; over the whole height.
    let hit = &drawing.hits[1];
    let close = |a: f64, b: f64| (a - b).abs() < 0.01;
    assert!(close(hit.x, 104.0 / 3.58) && close(hit.w, 145.0 / 3.58), "{hit:?}");
}

#[test]
fn a_missing_value_is_a_gap_and_others_follow_on_nothing() {
    let mut data = chart(PanelKind::Line, &[Some(10.0), Some(12.0), None, Some(8.0), Some(9.0)]);
    let drawing = draw(&data, Size::Wide);
    assert_eq!(attributes(&drawing, "polyline", "points").len(), 2);
    assert_eq!((attributes(&drawing, "circle", "r").len(), drawing.hits.len()), (4, 5));
    data.marks[4].target = Target::Others;
    assert_eq!(attributes(&draw(&data, Size::Wide), "polyline", "points").len(), 1);
    data.kind = PanelKind::Area;
    // One shape of two marks; two values alone.
    assert_eq!(attributes(&draw(&data, Size::Wide), "polygon", "points").len(), 1);
}

#[test]
fn dates_lie_at_their_places_and_a_line_breaks_where_more_than_one_step_is_absent() {
    let at = |kind: PanelKind, years: &[Option<f64>], step: f64| {
        let mut data = chart(kind, &vec![Some(10.0); years.len()]);
        data.step = Some(step);
        for (mark, year) in data.marks.iter_mut().zip(years) {
            mark.at = *year;
        }
        draw(&data, Size::Narrow)
    };
    // The plot begins at 16 + 8 and ends at 358 - 28; points lie 8 inside: 32 to 322, 290 for twelve years.
    let far = [2010.0, 2011.0, 2012.0, 2022.0].map(Some);
    let drawing = at(PanelKind::Line, &far, 1.0);
    assert_eq!(attributes(&drawing, "circle", "cx"), ["32", "56", "80", "322"]);
    let lines =
        |drawing: &Drawing| attributes(drawing, "polyline", "points").iter().map(|line| line.split(' ').count()).collect::<Vec<_>>();
    assert_eq!(lines(&drawing), [3]);
    // One step may be absent, not two; with a step of ten years none is.
    assert_eq!(lines(&at(PanelKind::Line, &[2010.0, 2012.0, 2013.0, 2016.0, 2017.0].map(Some), 1.0)), [3, 2]);
    assert_eq!(lines(&at(PanelKind::Line, &far, 10.0)), [4]);
    // What has no date stands behind, and follows on nothing.
    let drawing = at(PanelKind::Line, &[Some(2010.0), Some(2011.0), Some(2013.0), None], 1.0);
    assert_eq!((lines(&drawing), attributes(&drawing, "circle", "cx").len()), (vec![3], 4));
    // An area of three years, and one year alone.
    assert_eq!(attributes(&at(PanelKind::Area, &far, 1.0), "polygon", "points").len(), 1);
}

#[test]
fn areas_by_hand() {
    // Stacks of 10 and 20: 0 to 20 over 204 units below 10. Both areas are high enough for their names, 32 wide.
    let drawing = draw(&split(PanelKind::Area, &[&[5.0, 5.0], &[10.0, 10.0]]), Size::Narrow);
    assert_eq!(attributes(&drawing, "polygon", "points"), ["24,163 314,112 314,214 24,214", "24,112 314,10 314,112 24,163"]);
    let parts: Vec<Option<usize>> = drawing.hits.iter().map(|hit| hit.part).collect();
    assert_eq!(parts, [None, Some(0), Some(1), None, Some(0), Some(1)]);
}

#[test]
fn axes_hold_the_domain_they_are_given() {
    let mut data = chart(PanelKind::Line, &[Some(10.0), Some(20.0)]);
    data.domain = Some((0.0, 40.0));
    let points = attributes(&draw(&data, Size::Narrow), "polyline", "points");
    assert!(points[0].contains(",163 ") && points[0].ends_with(",112"), "{points:?}");
    data.kind = PanelKind::Bar;
    let widths = attributes(&draw(&data, Size::Narrow), "rect", "width");
    let ratio = |at: usize| widths[at].parse::<f64>().expect("a width");
    assert!((ratio(1) / ratio(0) - 2.0).abs() < 0.02 && ratio(1) < 170.0, "{widths:?}");
}

#[test]
fn a_reference_line_widens_the_axis() {
    let mut data = chart(PanelKind::Line, &[Some(10.0), Some(20.0)]);
    data.reference = Some((38.0, "目标".into()));
    let drawing = draw(&data, Size::Narrow);
    // 0 to 40: 38 lies at 10 + 204 / 20.
    let dashed: Vec<Element> = elements(&drawing.svg).into_iter().filter(|element| element.get("stroke-dasharray").is_some()).collect();
    assert!(dashed.len() == 1 && dashed[0].get("points").is_some_and(|points| points.contains(",20 ")));
    assert!(drawing.svg.contains("目标：38"));
    data.kind = PanelKind::Bar;
    assert!(draw(&data, Size::Narrow).svg.contains("目标：38"));
}

#[test]
fn large_bubbles_lie_below_small_ones() {
    let mut data = chart(PanelKind::Bubble, &[Some(10.0), Some(10.0), Some(30.0)]);
    data.against = Some(("产值".into(), data.scale.clone()));
    for (mark, (x, size)) in data.marks.iter_mut().zip([(10.0, 1.0), (10.0, 4.0), (20.0, 16.0)]) {
        (mark.x, mark.size) = (Some(x), Some(size));
    }
    let drawing = draw(&data, Size::Wide);
    let rows: Vec<Target> = drawing.hits.iter().map(|hit| hit.row).collect();
    assert_eq!(rows, [Target::Row(2), Target::Row(1), Target::Row(0)]);
    // Each on a disc of paper one unit wider.
    assert_eq!(attributes(&drawing, "circle", "r"), ["29", "28", "15", "14", "8", "7"]);
    data.largest = Some(64.0);
    assert_eq!(attributes(&draw(&data, Size::Wide), "circle", "r"), ["15", "14", "8", "7", "5", "4"]);
}

#[test]
fn of_many_lines_the_legend_names_those_that_stand_out() {
    let rows: Vec<f64> = (0..14).map(f64::from).collect();
    let mut data = split(PanelKind::Line, &[&rows, &rows]);
    data.series[2].selected = true;
    let entries = legend(&data);
    let parts: Vec<Option<usize>> = entries.iter().map(|entry| entry.part).collect();
    assert_eq!(parts, [2, 8, 9, 10, 11, 12, 13].map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    assert_eq!((entries[1].role, entries[7].label.as_str()), (Role::Category(2), "其他 7 项"));
}

#[test]
fn whatever_the_data_texts_keep_apart_and_hits_lie_inside() {
    let shapes: [fn(usize) -> Option<f64>; 7] = [
        |index| Some((index * 37 % 101) as f64),
        |index| Some(1e12 + (index * 7 % 13) as f64 * 1e10),
        |index| Some((index * 7 % 13) as f64 * 1e-9),
        |index| Some((index * 7 % 13) as f64 - 6.0).filter(|_| index % 3 != 1),
        |index| Some(1000.0 + (index * 7 % 13) as f64 * 1e-4),
        |_| Some(0.0),
        |_| None,
    ];
    let names: [fn(usize) -> String; 3] = [
        |index| (1900 + index).to_string(),
        |index| format!("{index} Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"),
        |index| format!("新能源和智能网联汽车产业发展示范集聚区及其配套园区 {index}"),
    ];
    let kinds = [(PanelKind::Line, 0), (PanelKind::Line, 5), (PanelKind::Line, 30), (PanelKind::Area, 0), (PanelKind::Area, 7)];
    let points = [(PanelKind::Scatter, 0), (PanelKind::Bubble, 0)];
    for (kind, parts) in kinds.into_iter().chain(points) {
        for (count, shape, name) in [1, 2, 9, 40, 400]
            .into_iter()
            .flat_map(|count| shapes.into_iter().enumerate().map(move |(at, shape)| (count, shape, names[at % 3])))
        {
            // A crowd of labels takes long to place, one of markers to read.
            if kind.is_points() && count > 9 || count * parts > 3000 {
                continue;
            }
            let values: Vec<Option<f64>> = (0..count).map(shape).collect();
            let mut data = chart(kind, &values);
            data.scale = crate::format::scale(values.iter().flatten().fold(0.0, |most, value| value.abs().max(most)), "元", 0, Lang::Zh);
            data.scaled = data.scale.divisor > 1.0;
            data.against = Some(("Gross regional product at constant prices".into(), data.scale.clone()));
            data.sized = data.against.clone();
            data.series = (0..parts)
                .map(|index| Series { label: name(index), role: Role::category(index), index: Some(index), selected: index == 3 })
                .collect();
            for (index, mark) in data.marks.iter_mut().enumerate() {
                mark.label = name(index);
                mark.selected = index == count / 2;
                (mark.x, mark.size) = (shape(index + 3), shape(index + 5).map(f64::abs));
                mark.parts = (0..parts).map(|part| Part { value: shape(index + part * 5), illustrative: index % 4 == 3 }).collect();
            }
            for (log, reference) in [(false, None), (true, Some(5.0)), (false, Some(1e6))] {
                (data.log_x, data.log_y) = (log, log && kind != PanelKind::Area);
                data.reference = reference.map(|value| (value, name(0)));
                let sizes = if count == 400 { &[Size::Narrow][..] } else { &[Size::Small, Size::Narrow, Size::Wide] };
                for size in sizes.iter().copied() {
                    let drawing = draw(&data, size);
                    let case = format!("{kind:?} of {parts}, {count} marks like {:?}, {size:?}, log {log}", &values[..1]);
                    let room = Bounds { left: 0, top: 0, right: drawing.width as i32, bottom: drawing.height as i32 };
                    let boxes: Vec<Bounds> = elements(&drawing.svg).iter().filter(|element| element.name == "text").map(text_box).collect();
                    for (index, at) in boxes.iter().enumerate() {
                        assert!(at.within(&room), "{case}: {at:?} leaves the picture");
                        assert!(!boxes[..index].iter().any(|other| other.overlaps(at)), "{case}: {at:?} on another");
                    }
                    for hit in &drawing.hits {
                        assert!(hit.x >= 0.0 && hit.y >= 0.0 && hit.w >= 0.0 && hit.h >= 0.0, "{case}: {hit:?}");
                        assert!(hit.x + hit.w <= 100.02 && hit.y + hit.h <= 100.02, "{case}: {hit:?}");
                    }
                }
            }
        }
    }
}

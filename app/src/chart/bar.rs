//! Horizontal bars for names: one a mark, from zero, the value at its end. Called by `draw`.

use super::data::ChartData;
use super::paint::picture;
use super::rows::Frame;
use super::{Drawing, Size, key, others};

/// What the bars must reach: zero, the values and the reference line.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let further = data.marks.iter().filter_map(|mark| mark.before).chain(data.reference.as_ref().map(|(value, _)| *value));
    let (below, above) = further.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let low = data.marks.iter().filter_map(|mark| mark.value).fold(below, f64::min);
    (low, others::end(data, |mark| mark.value.unwrap_or(0.0)).max(above))
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let frame = Frame::new(data, size, data.range(extent));
    let bar = |row: usize| frame.value_bar(data, row);
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        for (row, mark) in data.marks.iter().enumerate() {
            others::bar(canvas, &frame, bar(row), mark.value, data.ink(mark));
            frame.value(canvas, data, row, frame.with_tick(bar(row), mark.before));
        }
        for (row, mark) in data.marks.iter().enumerate() {
            if let Some(before) = mark.before {
                frame.tick(canvas, row, before);
            }
        }
        frame.draw(canvas, data);
        frame.reference(canvas, data, &bar);
    });
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: frame.hits(data, &bar) }
}

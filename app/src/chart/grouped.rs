//! Horizontal bars side by side: in each mark's row one thin bar for each value of the split, from zero, its value at its
//! end, or an axis below. Called by `draw`; the legend is the view's.

use super::axis::{Axis, FOOT, Look};
use super::data::ChartData;
use super::paint::{Bounds, Fill, picture};
use super::rows::{Frame, Room, beside, value_role};
use super::{Drawing, Size, key, others};

/// The distance of bars with values at their ends: that of two lines of text.
const VALUED: (i32, i32) = (15, 12);
/// The distance of bars without, and their thickness.
const BARE: (i32, i32) = (10, 9);
/// Beyond so many series an axis stands for the values.
const MOST: usize = 6;

/// A bar: its row, its series, its ink.
struct Bar {
    series: usize,
    value: Option<f64>,
    at: Bounds,
    fill: Fill,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let valued = data.series.len() <= MOST;
    let (pitch, thin) = if valued { VALUED } else { BARE };
    let thickness = Some(pitch * data.series.len().max(1) as i32 + thin - pitch);
    let extent = data.range(extent);
    let look = Look { title: &data.measure, scale: &data.scale, wanted: 4, log: false, lang: data.lang };
    let mut axis = (!valued).then(|| Axis::new(extent, &look));
    let room = match &axis {
        Some(axis) => Room { foot: FOOT, titled: true, right: axis.last() / 2 + 1, ..Room::default() },
        None => Room::of(data.marks.iter().flat_map(|mark| &mark.parts).map(|part| (part.value, data.number(part.value)))),
    };
    let frame = Frame::with(data, size, axis.as_ref().map_or(extent, Axis::domain), Room { thickness, ..room });
    let plot = Bounds { left: frame.scale.range.0, top: frame.top, right: frame.scale.range.1, bottom: frame.bottom };
    if let Some(axis) = &mut axis {
        axis.place(plot.left, plot.right);
    }
    let rows: Vec<Vec<Bar>> = (0..data.marks.len()).map(|row| bars(data, &frame, row, (pitch, thin))).collect();
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        if let Some(axis) = &axis {
            axis.draw_down(canvas, plot, frame.width);
        }
        for (mark, bars) in data.marks.iter().zip(&rows) {
            for bar in bars {
                others::bar(canvas, &frame, bar.at, bar.value, bar.fill);
                if valued {
                    beside(canvas, &data.number(bar.value), bar.at, bar.value, value_role(data, mark, bar.value));
                }
            }
        }
        frame.draw(canvas, data);
    });
    let percent = frame.percent();
    let mut hits = Vec::new();
    for (row, mark) in data.marks.iter().enumerate() {
        let whole = rows[row].iter().map(|bar| bar.at).fold(frame.bar(row, 0.0, 0.0), |sum, at| Bounds {
            left: sum.left.min(at.left),
            right: sum.right.max(at.right),
            ..sum
        });
        hits.push(percent.hit(frame.band(row), whole, mark.target, None));
        for bar in rows[row].iter().filter(|bar| bar.at.right > bar.at.left) {
            let Some(part) = data.series[bar.series].index else { continue };
            let top = (bar.at.top + bar.at.bottom) / 2 - pitch / 2;
            let reach = Bounds { left: frame.label_band(row).right, top, right: frame.width, bottom: top + pitch };
            hits.push(percent.hit(reach, bar.at, mark.target, Some(part)));
        }
    }
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits }
}

/// The lowest and the highest value of any bar, zero included.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let low = data.marks.iter().flat_map(|mark| &mark.parts).filter_map(|part| part.value).fold(0.0, f64::min);
    (low, others::end(data, |mark| mark.parts.iter().filter_map(|part| part.value).fold(0.0, f64::max)))
}

/// The bars of a row, one below the other.
fn bars(data: &ChartData, frame: &Frame, row: usize, (pitch, thin): (i32, i32)) -> Vec<Bar> {
    let mark = &data.marks[row];
    let bar = |(place, (series, part)): (usize, (&super::data::Series, &super::data::Part))| {
        let at = frame.bar(row, 0.0, part.value.unwrap_or(0.0));
        let top = at.top + pitch * place as i32;
        let fill = data.part_ink(mark, *part, series);
        // Without a choice of series a selected row has each of its bars outlined.
        let selected = fill.selected || (mark.selected && !data.split_filtered());
        Bar { series: place, value: part.value, at: Bounds { top, bottom: top + thin, ..at }, fill: Fill { selected, ..fill } }
    };
    data.series.iter().zip(&mark.parts).enumerate().map(bar).collect()
}

//! Box plots after Tukey: how a number is spread over the rows of each mark. One row a mark, one measured axis below. Called by `draw`.

use super::axis::{Axis, FOOT, Look};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::rows::{Frame, GAP, Room};
use super::scale::ends;
use super::{Drawing, Size, key};
use crate::format;

/// Half the height of a whisker's end.
const CAP: i32 = 4;
/// The width of a box that has room for its median.
const THIN: i32 = 6;
/// The radius of outliers.
const OUTLIER: i32 = 2;
/// Outliers of a row at most; more would be one thick line.
const MOST: usize = 60;

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let known = ends(numbers(data));
    let measured = known.is_some() || data.domain.is_some();
    let wanted = if matches!(size, Size::Wide | Size::Full) { 5 } else { 4 };
    let look = Look { title: &data.measure, scale: &data.scale, wanted, log: false, lang: data.lang };
    let mut axis = Axis::new(data.domain.or(known).unwrap_or((0.0, 1.0)), &look);
    let right = (axis.last() / 2 + 1).max(OUTLIER + 1);
    let room = Room { foot: if measured { FOOT } else { 0 }, titled: true, left: OUTLIER + 1, right, ..Room::default() };
    let frame = Frame::with(data, size, axis.domain(), room);
    axis.place(frame.scale.range.0, frame.scale.range.1);
    let plot = Bounds { left: frame.scale.range.0, top: frame.top, right: frame.scale.range.1, bottom: frame.bottom };
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        if measured {
            axis.draw_down(canvas, plot, frame.width);
        }
        for row in 0..data.marks.len() {
            draw_row(canvas, data, &frame, row);
        }
        if let Some(at) = frame.reference_label(canvas, data) {
            canvas.path(&[(at, frame.top - 2), (at, frame.bottom)], Role::Ink, 1, true);
        }
        frame.draw_labels(canvas, data);
    });
    let ink = |row: usize| quartiles(&frame, row, &data.marks[row]);
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: frame.hits(data, &ink) }
}

/// From the lowest number to the highest.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    ends(numbers(data)).unwrap_or((0.0, 1.0))
}

/// Whiskers' ends, outliers and, where there are any, the reference.
fn numbers(data: &ChartData) -> impl Iterator<Item = f64> {
    let spreads = || data.marks.iter().filter_map(|mark| mark.spread.as_ref());
    let reference = data.reference.as_ref().map(|(value, _)| *value).filter(|_| spreads().next().is_some());
    spreads().flat_map(|spread| [spread.low, spread.high].into_iter().chain(spread.outliers.iter().copied())).chain(reference)
}

/// The box of a row: at least two units wide; without width for a mark without numbers.
fn quartiles(frame: &Frame, row: usize, mark: &Mark) -> Bounds {
    let start = frame.scale.range.0;
    let (left, right) = mark.spread.as_ref().map_or((start, start), |spread| {
        let (left, right) = (frame.scale.at(spread.lower), frame.scale.at(spread.upper));
        (left, right.max(left + 2))
    });
    Bounds { left, right, ..frame.bar(row, 0.0, 0.0) }
}

/// The whiskers, the box, the median and the outliers of a row.
fn draw_row(canvas: &mut Canvas<'_>, data: &ChartData, frame: &Frame, row: usize) {
    let (mark, y) = (&data.marks[row], frame.middle(row));
    let at = quartiles(frame, row, mark);
    let Some(spread) = &mark.spread else {
        canvas.text(format::NO_VALUE, (at.left + GAP, y), Anchor::Start, Role::Muted);
        return;
    };
    let fill = data.ink(mark);
    let role = if fill.faded { Role::Faded } else { fill.role };
    for (end, side) in [(frame.scale.at(spread.low), at.left), (frame.scale.at(spread.high), at.right)] {
        canvas.line((end, y), (side, y), role, 1);
        canvas.line((end, y - CAP), (end, y + CAP), role, 1);
    }
    canvas.bar(at, fill);
    // Within the box even at its end; a box too thin for a line is one itself.
    if at.right - at.left >= THIN {
        let median = frame.scale.at(spread.median).max(at.left + 2).min(at.right - 2);
        canvas.line((median, at.top + 1), (median, at.bottom - 1), over(fill), 2);
    }
    for x in shown(&spread.outliers, |value| frame.scale.at(value)) {
        canvas.ring((x, y), OUTLIER as u32, role);
    }
}

/// Where outliers stand: each place once, and at most [`MOST`] of them, evenly chosen, the first and the last among them.
fn shown(outliers: &[f64], place: impl Fn(f64) -> i32) -> Vec<i32> {
    let mut places: Vec<i32> = outliers.iter().map(|value| place(*value)).collect();
    places.dedup();
    if places.len() <= MOST {
        return places;
    }
    (0..MOST).map(|index| places[index * (places.len() - 1) / (MOST - 1)]).collect()
}

/// The role of the median over its box: the paper's on full ink.
fn over(fill: Fill) -> Role {
    if fill.hatched || fill.faded || fill.role == Role::Others { Role::Ink } else { Role::Paper }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outliers_are_thinned_evenly() {
        assert_eq!(shown(&[1.0, 1.2, 5.0], |value| value.round() as i32), [1, 5]);
        let many: Vec<f64> = (0..400).map(f64::from).collect();
        let places = shown(&many, |value| value as i32);
        assert_eq!((places.len(), places[0], places[1], places[59]), (60, 0, 6, 399));
    }
}

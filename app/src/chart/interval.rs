//! Places in a ranking and how far they move: one row a mark, from the best place to the worst a thin line, where most lie a thick one, a disc at
//! the place itself, and at the end the places where most lie. The axis begins at the first place. Called by `draw`.

use super::axis::FOOT;
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::rows::{Frame, GAP, Room};
use super::scale::{Linear, ticks};
use super::spaced::spaced;
use super::{Drawing, Size, key, text};
use crate::format;

/// Half the height of the thick line.
const HALF: i32 = 4;
/// The radius of the disc.
const DISC: i32 = 4;

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let widest = data.marks.iter().map(|mark| text::width(&most(mark))).max().unwrap_or(0);
    let room = Room { foot: FOOT, titled: true, left: DISC, right: widest + GAP + DISC, ..Room::default() };
    let frame = Frame::with(data, size, data.range(extent), room);
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        axis(canvas, data, &frame);
        for (row, mark) in data.marks.iter().enumerate() {
            draw_row(canvas, data, &frame, (row, mark));
        }
        frame.draw_labels(canvas, data);
    });
    let ink = |row: usize| thick(&frame, row, &data.marks[row]);
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: frame.hits(data, &ink) }
}

/// From the first place to the worst of any mark.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    (1.0, data.marks.iter().filter_map(|mark| mark.spread.as_ref()).fold(2.0, |worst, spread| worst.max(spread.high)))
}

/// Where most places of a mark lie: `2–7`.
fn most(mark: &Mark) -> String {
    mark.spread.as_ref().map_or_else(|| format::NO_VALUE.to_string(), |it| format::places(it.lower, it.upper))
}

/// The thick line of a row; the disc where it has no length, and nothing for a mark without places.
fn thick(frame: &Frame, row: usize, mark: &Mark) -> Bounds {
    let (start, middle) = (frame.scale.range.0, frame.middle(row));
    let (left, right) = mark.spread.as_ref().map_or((start, start), |it| (frame.scale.at(it.lower), frame.scale.at(it.upper)));
    if mark.spread.is_some() && left == right {
        return Bounds::around((left, middle), DISC);
    }
    Bounds { left, right, top: middle - HALF, bottom: middle + HALF }
}

fn draw_row(canvas: &mut Canvas<'_>, data: &ChartData, frame: &Frame, (row, mark): (usize, &Mark)) {
    let (at, y) = (thick(frame, row, mark), frame.middle(row));
    let Some(it) = &mark.spread else {
        canvas.text(&most(mark), (at.right + GAP, y), Anchor::Start, Role::Muted);
        return;
    };
    let [low, place, high] = [it.low, it.median, it.high].map(|place| frame.scale.at(place));
    canvas.line((low, y), (high, y), Role::Series, 1);
    canvas.bar(at, Fill { role: Role::Faded, ..data.ink(mark) });
    canvas.disc((place, y), DISC as u32 + 1, Role::Paper);
    canvas.disc((place, y), DISC as u32, Role::Ink);
    canvas.text(&most(mark), (high.max(place + DISC) + GAP, y), Anchor::Start, data.text_role(mark));
}

/// Hair-thin lines down the rows, their places below them, and what they are.
fn axis(canvas: &mut Canvas<'_>, data: &ChartData, frame: &Frame) {
    let Linear { domain: (first, last), .. } = frame.scale;
    let inner = ticks(0.0, last, 5).values.into_iter().filter(|place| *place > first && *place <= last && place.fract() == 0.0);
    let places = || std::iter::once(first).chain(inner.clone()).map(|place| (frame.scale.at(place), format::number(place, 0)));
    for (x, _) in places() {
        canvas.line((x, frame.top), (x, frame.bottom), Role::Grid, 1);
    }
    for (middle, number) in spaced(places(), (0, frame.width)) {
        canvas.text(&number, (middle, frame.bottom + 15), Anchor::Middle, Role::Muted);
    }
    canvas.text(&data.measure, (frame.width, frame.bottom + 30), Anchor::End, Role::Muted);
}

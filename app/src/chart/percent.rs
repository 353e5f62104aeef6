//! Horizontal bars of 100 per cent: each mark's parts as shares of their sum, what that sum is at the end. Called by `draw`; the legend
//! is the view's. A share is written where it fits; parts below zero have none and are slivers on the other side of the axis.

use ::data::Lang;

use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::rows::{Frame, Room, beside};
use super::spaced::spaced;
use super::stacked::{Piece, draw_row, hits, pieces, whole};
use super::{Drawing, Size, key, text};
use crate::format;

/// Shares on the axis.
const TICKS: [f64; 5] = [0.0, 25.0, 50.0, 75.0, 100.0];
/// The line of the axis's numbers.
const FOOT: i32 = 18;
/// Between a share and the ends of its part.
const INSIDE: i32 = 4;

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let ends: Vec<String> = data.marks.iter().map(|mark| end(data, mark)).collect();
    let room = Room { foot: FOOT, ..Room::of(ends.iter().map(|end| (None, end.clone()))) };
    let frame = Frame::with(data, size, data.range(extent), room);
    let rows: Vec<Vec<Piece>> = data.marks.iter().enumerate().map(|(row, mark)| pieces(data, &frame, row, one_per_cent(mark))).collect();
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        for (row, pieces) in rows.iter().enumerate() {
            let mark = &data.marks[row];
            draw_row(canvas, data, &frame, row, pieces);
            for piece in pieces {
                let value = mark.parts[piece.series].value.filter(|value| *value > 0.0 && is_whole(mark));
                if let Some(value) = value {
                    share(canvas, piece, value / one_per_cent(mark));
                }
            }
            beside(canvas, &ends[row], whole(&frame, row, pieces), None, Role::Muted);
        }
        // As many numbers as stand apart.
        let every = match frame.scale.range.1 - frame.scale.range.0 {
            160.. => 1,
            80.. => 2,
            _ => 4,
        };
        let ticks = TICKS.into_iter().step_by(every).map(|tick| (frame.scale.at(tick), format!("{}%", format::number(tick, 0))));
        for (middle, number) in spaced(ticks, (0, frame.width)) {
            canvas.text(&number, (middle, frame.bottom + 10), Anchor::Middle, Role::Muted);
        }
        frame.draw(canvas, data);
    });
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: hits(data, &frame, &rows) }
}

/// The axis of every such chart.
pub(super) fn extent(_: &ChartData) -> (f64, f64) {
    (0.0, 100.0)
}

/// Parts below zero leave nothing that the others would be shares of.
fn is_whole(mark: &Mark) -> bool {
    mark.parts.iter().all(|part| part.value.is_none_or(|value| value >= 0.0))
}

/// What 100 per cent of a mark are: its parts above zero.
fn base(mark: &Mark) -> f64 {
    mark.parts.iter().filter_map(|part| part.value).filter(|value| *value > 0.0).sum()
}

fn one_per_cent(mark: &Mark) -> f64 {
    let base = base(mark);
    if base > 0.0 { base / 100.0 } else { 1.0 }
}

/// The words at a bar's end: of how much, and which parts it leaves out.
fn end(data: &ChartData, mark: &Mark) -> String {
    let base = base(mark);
    if base <= 0.0 {
        return format::NO_VALUE.to_string();
    }
    let count = |keep: fn(Option<f64>) -> bool| mark.parts.iter().filter(|part| keep(part.value)).count() as u32;
    let (missing, below) = (count(|value| value.is_none()), count(|value| value.is_some_and(|value| value < 0.0)));
    let (of, lacks, negative) = match data.lang {
        Lang::Zh => ("计 ", "，缺 ", "，负 "),
        Lang::En => ("of ", ", missing ", ", below 0: "),
    };
    let mut words = format!("{of}{}", data.number(Some(base)));
    for (what, count) in [(lacks, missing), (negative, below)] {
        if count > 0 {
            words.push_str(what);
            words.push_str(&format::count(count));
        }
    }
    words
}

/// A share within its part, where it fits and can be read.
fn share(canvas: &mut Canvas<'_>, piece: &Piece, share: f64) {
    let (number, at) = (format::percent(share), piece.at);
    let width = text::width(&number);
    if width + 2 * INSIDE > at.right - at.left {
        return;
    }
    let Some(over) = over(piece.fill) else { return };
    let middle = ((at.left + at.right) / 2, (at.top + at.bottom) / 2);
    if piece.fill.hatched {
        // Hatch lines would run through the digits.
        let (left, top) = (middle.0 - width / 2 - 2, middle.1 - 7);
        canvas.rect(Bounds { left, top, right: left + width + 4, bottom: top + 14 }, Role::Paper);
    }
    canvas.text(&number, middle, Anchor::Middle, over);
}

/// The role of text that stands on a fill; none where no text could be read.
fn over(fill: Fill) -> Option<Role> {
    if fill.hatched || fill.faded { Some(Role::Ink) } else { fill.role.bears_text().then(|| fill.role.text_on()) }
}

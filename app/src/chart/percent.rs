//! Horizontal bars of 100 per cent: each mark's parts as shares of their sum, what that sum is at the end. Called by `draw`; the legend
//! is the view's. A share is written where it fits. A mark with a part below zero, or of nothing, is no whole: it has no bar, and says why.

use ::data::Lang;
use ::data::exact::sum_of;

use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::rows::{Frame, GAP, Room, beside};
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
    // What has no bar has the bar's room for its words.
    let beyond = data.marks.iter().zip(&ends).filter(|(mark, _)| whole_of(mark).is_some()).map(|(_, end)| (None, end.clone()));
    let room = Room { foot: FOOT, ..Room::of(beyond.chain([(None, format::NO_VALUE.to_string())])) };
    let frame = Frame::with(data, size, data.range(extent), room);
    let of_row = |(row, mark)| whole_of(mark).map(|whole| pieces(data, &frame, row, whole / 100.0)).unwrap_or_default();
    let rows: Vec<Vec<Piece>> = data.marks.iter().enumerate().map(of_row).collect();
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        for (row, pieces) in rows.iter().enumerate() {
            let mark = &data.marks[row];
            draw_row(canvas, data, &frame, row, pieces);
            for piece in pieces {
                if let Some((part, whole)) = mark.parts[piece.series].value.zip(whole_of(mark)) {
                    share(canvas, piece, part * 100.0 / whole);
                }
            }
            let bar = whole(&frame, row, pieces);
            beside(canvas, &text::ellipsize(&ends[row], frame.width - bar.right - GAP), bar, None, Role::Muted);
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

/// What 100 per cent of a mark are: its parts together. None where one is below zero, or all are nothing.
fn whole_of(mark: &Mark) -> Option<f64> {
    let whole = sum_of(mark.parts.iter().filter_map(|part| part.value));
    Some(whole).filter(|whole| mark.below == 0 && *whole > 0.0)
}

/// The words at a bar's end: of how much, and which parts it leaves out; or why there is no bar.
fn end(data: &ChartData, mark: &Mark) -> String {
    let Some(whole) = whole_of(mark) else {
        let below = format::count(mark.below);
        return match (mark.below, data.lang) {
            (0, _) if mark.parts.iter().all(|part| part.value.is_none()) => format::NO_VALUE.to_string(),
            (0, Lang::Zh) => "合计为 0，不计占比".to_string(),
            (0, Lang::En) => "total 0: no shares".to_string(),
            (_, Lang::Zh) => format!("{below} 项为负，不计占比"),
            (_, Lang::En) => format!("{below} below 0: no shares"),
        };
    };
    let missing = mark.parts.iter().filter(|part| part.value.is_none()).count() as u32;
    let (of, lacks) = match data.lang {
        Lang::Zh => ("计 ", "，缺 "),
        Lang::En => ("of ", ", missing "),
    };
    let lacks = if missing > 0 { format!("{lacks}{}", format::count(missing)) } else { String::new() };
    format!("{of}{}{lacks}", data.number(Some(whole)))
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

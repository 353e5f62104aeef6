//! Horizontal stacks: one bar a mark in parts by the split, the total at its end. Called by `draw`, its pieces by
//! percent; the legend is the view's.

use super::data::ChartData;
use super::paint::{Bounds, Canvas, Fill, picture};
use super::rows::Frame;
use super::{Drawing, Hit, Size, key};

/// A part of a stack: its series, its ink, its fill.
pub(super) struct Piece {
    pub(super) series: usize,
    pub(super) at: Bounds,
    pub(super) fill: Fill,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let frame = Frame::new(data, size, data.range(extent));
    let rows: Vec<Vec<Piece>> = (0..data.marks.len()).map(|row| pieces(data, &frame, row, 1.0)).collect();
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        for (row, pieces) in rows.iter().enumerate() {
            draw_row(canvas, data, &frame, row, pieces);
            frame.value(canvas, data, row, whole(&frame, row, pieces));
        }
        frame.draw(canvas, data);
    });
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: hits(data, &frame, &rows) }
}

/// From the first piece of a row to the last; of a row without pieces the place beside the axis.
pub(super) fn whole(frame: &Frame, row: usize, pieces: &[Piece]) -> Bounds {
    pieces.iter().map(|piece| piece.at).fold(frame.bar(row, 0.0, 0.0), |sum, at| Bounds {
        left: sum.left.min(at.left),
        right: sum.right.max(at.right),
        ..sum
    })
}

/// The pieces of a row and what its state adds.
pub(super) fn draw_row(canvas: &mut Canvas<'_>, data: &ChartData, frame: &Frame, row: usize, pieces: &[Piece]) {
    // Selected outlines are drawn last, so that no neighbour covers them.
    for piece in pieces.iter().filter(|piece| !piece.fill.selected).chain(pieces.iter().filter(|piece| piece.fill.selected)) {
        canvas.bar(piece.at, piece.fill);
    }
    // A selected row has one outline; a selected part has its own.
    if data.marks[row].selected && !data.split_filtered() && !pieces.is_empty() {
        canvas.chosen(whole(frame, row, pieces));
    }
}

/// A hit for each row, over all of it, then one for each of its pieces, over that.
pub(super) fn hits(data: &ChartData, frame: &Frame, rows: &[Vec<Piece>]) -> Vec<Hit> {
    let percent = frame.percent();
    let mut hits = Vec::new();
    for (row, mark) in data.marks.iter().enumerate() {
        hits.push(percent.hit(frame.band(row), whole(frame, row, &rows[row]), mark.target, None));
        for piece in &rows[row] {
            let Bounds { top, bottom, .. } = frame.band(row);
            if let Some(part) = data.series[piece.series].index {
                hits.push(percent.hit(Bounds { top, bottom, ..piece.at }, piece.at, mark.target, Some(part)));
            }
        }
    }
    hits
}

/// The lowest and the highest end of any stack, zero included.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let ends = |keep: fn(&f64) -> bool| {
        data.marks.iter().map(move |mark| mark.parts.iter().filter_map(|part| part.value).filter(keep).sum::<f64>())
    };
    (ends(|value| *value < 0.0).fold(0.0, f64::min), ends(|value| *value > 0.0).fold(0.0, f64::max))
}

/// The parts of a row that have a length, in units of `unit`: positive ones to the right of zero, negative ones to the left, a gap of
/// one picture unit between.
pub(super) fn pieces(data: &ChartData, frame: &Frame, row: usize, unit: f64) -> Vec<Piece> {
    let mark = &data.marks[row];
    let (mut low, mut high) = (0.0, 0.0);
    let mut pieces: Vec<Piece> = Vec::new();
    for (series, part) in mark.parts.iter().enumerate() {
        let Some(value) = part.value.filter(|value| *value != 0.0) else { continue };
        let base = if value < 0.0 { &mut low } else { &mut high };
        let mut at = frame.bar(row, *base / unit, (*base + value) / unit);
        *base += value;
        if at.right - at.left > 2 {
            if value < 0.0 {
                at.left += 1;
            } else {
                at.right -= 1;
            }
        }
        pieces.push(Piece { series, at, fill: data.part_ink(mark, *part, &data.series[series]) });
    }
    pieces
}

//! The frame that bars and stacks share: one row a mark, a column of labels, the value at the bar's end. Called by bar and stacked.

use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas};
use super::scale::Linear;
use super::text::{self, LINE_HEIGHT};
use super::{Percent, Size};

/// Between the labels and the bars, and between a bar and its value.
const GAP: i32 = 6;
/// The height of the line that says the unit.
const UNIT_LINE: i32 = 20;

/// Where everything in a picture of rows lies.
pub(super) struct Frame {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Where the labels end.
    labels: i32,
    /// The labels' lines.
    lines: Vec<Vec<String>>,
    pub(super) scale: Linear,
    top: i32,
    pitch: i32,
    thickness: i32,
}

impl Frame {
    /// Lays out the rows of `data` for bars that reach `extent` (the lowest and the highest value, zero included).
    pub(super) fn new(data: &ChartData, size: Size, extent: (f64, f64)) -> Frame {
        let width = size.width();
        let limit = match size {
            Size::Small => 104,
            Size::Narrow => 128,
            Size::Wide => 196,
        };
        let lines: Vec<Vec<String>> = data.marks.iter().map(|mark| text::wrap(&mark.label, limit)).collect();
        let labels = lines.iter().flatten().map(|line| text::width(line)).max().unwrap_or(0);
        let labels = data.gutter.unwrap_or(labels);
        let two_lines = lines.iter().any(|lines| lines.len() > 1);
        let (pitch, thickness) = match data.marks.len() {
            _ if two_lines => (38, 20),
            1..=4 => (34, 22),
            5..=20 => (28, 18),
            _ => (24, 16),
        };
        // Values stand beyond the bars' ends: room on the right, and on the left when some are negative.
        let room = |below: bool| {
            let widest = |mark: &Mark| {
                let negative = mark.value.is_some_and(|value| value < 0.0);
                if negative == below { text::width(&data.number(mark.value)) + if below { 2 * GAP } else { GAP } } else { 0 }
            };
            // Small multiples have the room of the longest bar of all, so that equal values have equal lengths.
            let end = data.domain.map(|(low, high)| Mark { value: Some(if below { low } else { high }), ..Mark::default() });
            data.marks.iter().chain(&end).map(widest).max().unwrap_or(0)
        };
        let (left, right) = (labels + GAP + 2 + room(true), width - 1 - room(false));
        let top = if data.scaled { UNIT_LINE } else { 2 };
        let height = top + pitch * data.marks.len() as i32 + 2;
        let scale = Linear { domain: extent, range: (left, right.max(left + 1)) };
        Frame { width, height, labels, lines, scale, top, pitch, thickness }
    }

    /// The middle height of a row.
    pub(super) fn middle(&self, row: usize) -> i32 {
        self.top + self.pitch * row as i32 + self.pitch / 2
    }

    /// The bar of a row from one value to another: at least one unit long when they differ.
    pub(super) fn bar(&self, row: usize, from: f64, to: f64) -> Bounds {
        let (a, b) = (self.scale.at(from.min(to)), self.scale.at(from.max(to)));
        let (left, right) = if a == b && from != to { if to < from { (a - 1, b) } else { (a, b + 1) } } else { (a, b) };
        let top = self.middle(row) - self.thickness / 2;
        Bounds { left, top, right, bottom: top + self.thickness }
    }

    /// The whole row, from edge to edge.
    pub(super) fn band(&self, row: usize) -> Bounds {
        let top = self.top + self.pitch * row as i32;
        Bounds { left: 0, top, right: self.width, bottom: top + self.pitch }
    }

    /// The row's label column.
    pub(super) fn label_band(&self, row: usize) -> Bounds {
        Bounds { right: self.labels + GAP, ..self.band(row) }
    }

    pub(super) fn percent(&self) -> Percent {
        Percent { width: self.width, height: self.height }
    }

    /// The labels, the line under marked ones, the line that bars stand on, and the unit when the values are scaled.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        for (row, (mark, lines)) in data.marks.iter().zip(&self.lines).enumerate() {
            let role = if data.filtered && !mark.selected { Role::Muted } else { Role::Ink };
            let first = self.middle(row) - LINE_HEIGHT * (lines.len() as i32 - 1) / 2;
            let mut y = first;
            for line in lines {
                canvas.text(line, (self.labels, y), Anchor::End, role);
                y += LINE_HEIGHT;
            }
            if mark.marked {
                let y = y - LINE_HEIGHT + 8;
                let width = lines.last().map_or(0, |line| text::width(line));
                canvas.line((self.labels - width, y), (self.labels, y), Role::Mark, 1);
            }
        }
        let zero = self.scale.at(0.0);
        canvas.line((zero, self.top), (zero, self.height - 2), Role::Axis, 1);
        if data.scaled {
            let unit = match data.lang {
                ::data::Lang::Zh => format!("单位：{}", data.unit()),
                ::data::Lang::En => format!("Unit: {}", data.unit()),
            };
            canvas.text(&unit, (self.width, UNIT_LINE / 2 - 2), Anchor::End, Role::Muted);
        }
    }

    /// The value of a row beyond its bar's end.
    pub(super) fn value(&self, canvas: &mut Canvas<'_>, data: &ChartData, row: usize, bar: Bounds) {
        let mark = &data.marks[row];
        let role = if mark.value.is_none() || (data.filtered && !mark.selected) { Role::Muted } else { Role::Ink };
        let number = data.number(mark.value);
        if mark.value.is_some_and(|value| value < 0.0) {
            canvas.text(&number, (bar.left - GAP, self.middle(row)), Anchor::End, role);
        } else {
            canvas.text(&number, (bar.right + GAP, self.middle(row)), Anchor::Start, role);
        }
    }
}

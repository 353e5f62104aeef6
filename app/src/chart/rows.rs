//! The frame that bars, stacks and boxes share: one row a mark, a column of labels, the value at the bar's end. Called by bar, grouped,
//! stacked, percent, pareto and boxes.

use ::data::schema::PanelKind;

use super::color::Role;
use super::data::{ChartData, Labels, Mark};
use super::paint::{Anchor, Bounds, Canvas};
use super::scale::Linear;
use super::text::{self, LINE_HEIGHT};
use super::{Hit, Percent, Size, gutter, reference, unit};

/// Between the labels and the bars, and between a bar and its value.
pub(super) const GAP: i32 = 6;
/// The height of the line that says what the reference line is.
const REFERENCE_LINE: i32 = 18;
/// Between the bars of one row and those of the next, where a row has several.
const BETWEEN: i32 = 12;

/// What a kind of rows needs around its bars.
#[derive(Clone, Copy, Default)]
pub(super) struct Room {
    /// The thickness of a row's bars together; without one by the number of rows.
    pub(super) thickness: Option<i32>,
    /// To the left of the bars, for values below zero.
    pub(super) left: i32,
    /// To the right of the bars.
    pub(super) right: i32,
    /// Above the rows, under the unit.
    pub(super) head: i32,
    /// Below the rows.
    pub(super) foot: i32,
    /// Of that on the right: what stands beyond the values, and is not in their unit.
    pub(super) beyond: i32,
    /// An axis says the unit.
    pub(super) titled: bool,
}

impl Room {
    /// Room for `(value, its text)` beyond the bars' ends: on the right, and on the left when some are negative.
    pub(super) fn of(values: impl Iterator<Item = (Option<f64>, String)>) -> Room {
        values.fold(Room::default(), |room, (value, number)| {
            let width = text::width(&number) + GAP;
            if value.is_some_and(|value| value < 0.0) {
                Room { left: room.left.max(width + GAP), ..room }
            } else {
                Room { right: room.right.max(width), ..room }
            }
        })
    }

    /// Room for the value of each mark.
    pub(super) fn of_values(data: &ChartData) -> Room {
        // Small multiples have the room of the longest bar of all, so that equal values have equal lengths.
        let ends = data.domain.map(|(low, high)| [low, high]).into_iter().flatten().map(Some);
        Room::of(data.marks.iter().map(|mark| mark.value).chain(ends).map(|value| (value, data.number(value))))
    }
}

/// Where everything in a picture of rows lies.
pub(super) struct Frame {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Where the column of labels ends.
    labels: i32,
    /// The labels' lines.
    lines: Vec<Vec<String>>,
    pub(super) scale: Linear,
    pub(super) top: i32,
    /// Where the rows end.
    pub(super) bottom: i32,
    /// Where each row begins and ends.
    rows: Vec<(i32, i32)>,
    thickness: i32,
    /// Where the line of the unit ends, when the picture has one.
    unit: Option<i32>,
    /// What the line is that rows are held against.
    reference: Vec<String>,
}

impl Frame {
    /// Lays out the rows of `data` for bars that reach `extent` (the lowest and the highest value, zero included), each mark's value at
    /// its end.
    pub(super) fn new(data: &ChartData, size: Size, extent: (f64, f64)) -> Frame {
        Frame::with(data, size, extent, Room::of_values(data))
    }

    /// The same with `room` around the bars.
    pub(super) fn with(data: &ChartData, size: Size, extent: (f64, f64), room: Room) -> Frame {
        // A quarter of the picture is the bars', whatever stands beside them; two pictures pay for one column of labels.
        let left_over = size.width() * 3 / 4 - room.left - room.right - 3;
        let limit = match data.labels {
            Labels::Own => gutter::limit(size).min(left_over - GAP),
            Labels::First | Labels::Beside => gutter::SHARED.min(2 * left_over - GAP),
        };
        let limit = limit.max(24);
        let lines: Vec<Vec<String>> = data.marks.iter().map(|mark| gutter::lines(&mark.label, limit)).collect();
        let labels = lines.iter().map(|lines| text::widest(lines)).max().unwrap_or(0);
        let labels = data.gutter.unwrap_or(labels) + GAP;
        let (wide, slim) = (size.width() + labels / 2, size.width() - (labels - labels / 2));
        let (width, labels) = match data.labels {
            Labels::Own => (size.width(), labels),
            Labels::First => (wide, labels),
            Labels::Beside => (slim, 0),
        };
        let (pitch, thickness) = match (room.thickness, data.marks.len()) {
            (Some(thickness), _) => ((thickness + BETWEEN).max(24), thickness),
            (_, 1..=4) => (34, 22),
            (_, 5..=20) => (28, 18),
            _ => (26, 16),
        };
        let (left, right) = (labels + 2 + room.left, width - 1 - room.right);
        let unit = (data.scaled && !room.titled).then_some(width - room.beyond);
        // Rows beside each other begin at one height: the label has as many lines in both.
        let widest = if data.labels == Labels::Own { width } else { slim };
        let reference = if has_reference(data) { reference::words(data, widest).unwrap_or_default() } else { Vec::new() };
        let over = reference.len().checked_sub(1).map_or(0, |more| REFERENCE_LINE + LINE_HEIGHT * more as i32);
        let top = if unit.is_some() { unit::LINE } else { 2 } + room.head + over;
        // A label on several lines makes its own row higher, and no other.
        let mut bottom = top;
        let rows: Vec<(i32, i32)> = lines
            .iter()
            .map(|lines| {
                let from = bottom;
                bottom += pitch.max(LINE_HEIGHT * lines.len() as i32 + 8);
                (from, bottom)
            })
            .collect();
        let scale = Linear { domain: extent, range: (left, right.max(left + 1)) };
        Frame { width, height: bottom + 2 + room.foot, labels, lines, scale, top, bottom, rows, thickness, unit, reference }
    }

    /// The middle height of a row.
    pub(super) fn middle(&self, row: usize) -> i32 {
        let (from, to) = self.rows[row];
        from + (to - from) / 2
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
        let (top, bottom) = self.rows[row];
        Bounds { left: 0, top, right: self.width, bottom }
    }

    /// The row's label column.
    pub(super) fn label_band(&self, row: usize) -> Bounds {
        Bounds { right: self.labels, ..self.band(row) }
    }

    /// The bar of a row's value, from zero.
    pub(super) fn value_bar(&self, data: &ChartData, row: usize) -> Bounds {
        self.bar(row, 0.0, data.marks[row].value.unwrap_or(0.0))
    }

    /// One hit for each row, over all of it; its mark lies where `ink` says.
    pub(super) fn hits(&self, data: &ChartData, ink: &dyn Fn(usize) -> Bounds) -> Vec<Hit> {
        let hit = |(row, mark): (usize, &Mark)| self.percent().hit(self.band(row), ink(row), mark.target, None);
        data.marks.iter().enumerate().map(hit).collect()
    }

    pub(super) fn percent(&self) -> Percent {
        Percent { width: self.width, height: self.height }
    }

    /// The labels, the line under marked ones, the line that bars stand on, and the unit when the values are scaled.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        self.draw_labels(canvas, data);
        let zero = self.scale.at(0.0);
        canvas.line((zero, self.top), (zero, self.bottom), Role::Axis, 1);
        if let Some(end) = self.unit {
            unit::draw(canvas, &unit::words(data), end);
        }
    }

    /// The labels, and the line under marked ones.
    pub(super) fn draw_labels(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        if data.labels == Labels::Beside {
            return;
        }
        for (row, (mark, lines)) in data.marks.iter().zip(&self.lines).enumerate() {
            gutter::draw(canvas, lines, (self.labels - GAP, self.middle(row)), data.text_role(mark), mark.marked);
        }
    }

    /// The label of the line that rows are held against, over them; where the line lies.
    pub(super) fn reference_label(&self, canvas: &mut Canvas<'_>, data: &ChartData) -> Option<i32> {
        let (value, _) = data.reference.as_ref()?;
        let (x, width) = (self.scale.at(*value), text::widest(&self.reference));
        let (at, anchor) = match x {
            _ if x < width / 2 => (0, Anchor::Start),
            _ if x + width - width / 2 > self.width => (self.width, Anchor::End),
            _ => (x, Anchor::Middle),
        };
        let first = self.top - REFERENCE_LINE / 2 - LINE_HEIGHT * (self.reference.len() as i32 - 1);
        canvas.lines(&self.reference, (at, first), anchor, Role::Muted);
        Some(x)
    }

    /// The dashed line that bars are held against, with its label: down all rows but through no value.
    pub(super) fn reference(&self, canvas: &mut Canvas<'_>, data: &ChartData, bar: &dyn Fn(usize) -> Bounds) {
        let Some(x) = self.reference_label(canvas, data) else { return };
        let mut from = self.top;
        let mut until = |canvas: &mut Canvas<'_>, gap: (i32, i32)| {
            canvas.path(&[(x, from), (x, gap.0)], Role::Muted, 1, true);
            from = gap.1;
        };
        for (row, mark) in data.marks.iter().enumerate() {
            let (at, wide, middle) = (bar(row), text::width(&data.number(mark.value)), self.middle(row));
            let below = mark.value.is_some_and(|value| value < 0.0);
            let (left, right) = if below { (at.left - GAP - wide, at.left - GAP) } else { (at.right + GAP, at.right + GAP + wide) };
            let fill = data.ink(mark);
            if x > left - 2 && x < right + 2 {
                until(canvas, (middle - LINE_HEIGHT / 2, middle + LINE_HEIGHT / 2));
            } else if x > at.left && x < at.right && !fill.faded && !fill.hatched && fill.role != Role::Others {
                until(canvas, (at.top, at.bottom));
                canvas.path(&[(x, at.top), (x, at.bottom)], Role::Paper, 1, true);
            }
        }
        until(canvas, (self.height - 2, self.height));
    }

    /// A bar together with its tick: values stand beyond both.
    pub(super) fn with_tick(&self, bar: Bounds, before: Option<f64>) -> Bounds {
        let at = before.map(|before| self.scale.at(before));
        at.map_or(bar, |at| Bounds { left: bar.left.min(at - 2), right: bar.right.max(at + 2), ..bar })
    }

    /// A tick across a row's bar: where it stood at the date of comparison.
    pub(super) fn tick(&self, canvas: &mut Canvas<'_>, row: usize, value: f64) {
        let (at, half) = (self.scale.at(value), self.thickness / 2 + 3);
        let middle = self.middle(row);
        canvas.rect(Bounds { left: at - 2, top: middle - half, right: at + 2, bottom: middle + half }, Role::Paper);
        canvas.line((at, middle - half), (at, middle + half), Role::Ink, 2);
    }

    /// The value of a row beyond its bar's end.
    pub(super) fn value(&self, canvas: &mut Canvas<'_>, data: &ChartData, row: usize, bar: Bounds) {
        let mark = &data.marks[row];
        beside(canvas, &data.number(mark.value), bar, mark.value, value_role(data, mark, mark.value));
    }
}

/// A text beyond a bar's end: to the left of the bar of a negative value.
pub(super) fn beside(canvas: &mut Canvas<'_>, text: &str, bar: Bounds, value: Option<f64>, role: Role) {
    let y = (bar.top + bar.bottom) / 2;
    if value.is_some_and(|value| value < 0.0) {
        canvas.text(text, (bar.left - GAP, y), Anchor::End, role);
    } else {
        canvas.text(text, (bar.right + GAP, y), Anchor::Start, role);
    }
}

/// The role of a number in the row of `mark`: grey when it is missing or the filter leaves the mark out.
pub(super) fn value_role(data: &ChartData, mark: &Mark, value: Option<f64>) -> Role {
    if value.is_none() { Role::Muted } else { data.text_role(mark) }
}

/// Whether the rows are held against a line: only bars and boxes.
fn has_reference(data: &ChartData) -> bool {
    matches!(data.kind, PanelKind::Bar | PanelKind::Box) && data.reference.is_some()
}

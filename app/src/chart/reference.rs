//! The line that values are held against: dashed, with what it is and its value. Called by scatter, course and rows.

use ::data::Lang;

use super::axis::Axis;
use super::color::Role;
use super::data::ChartData;
use super::paint::{Anchor, Bounds, Canvas};
use super::text::{self, FONT_SIZE, LINE_HEIGHT};
use crate::format;

/// Between the line and its label.
const GAP: i32 = 2;

/// Lines of a label at most.
const MOST_LINES: usize = 3;
/// In less room a label is all line ends: the value stands alone.
const LEAST: i32 = 72;

/// A line across the plot with its label, laid out.
pub(super) struct Reference {
    pub(super) line: ((i32, i32), (i32, i32)),
    words: Vec<String>,
    /// The box of the label; `None` where there is no room for it.
    pub(super) at: Option<Bounds>,
    /// It ends at the right end of its room.
    at_right: bool,
}

/// What the line is and its value, on lines at most `limit` wide: the value always stands.
pub(super) fn words(data: &ChartData, limit: i32) -> Option<Vec<String>> {
    let (value, label) = data.reference.as_ref()?;
    let scaled = value / data.scale.divisor;
    // As many decimals as the line needs to lie where it says.
    let exact = |decimals: u8| {
        let power = f64::from(10_u32.pow(u32::from(decimals)));
        ((scaled * power).round() / power - scaled).abs() <= scaled.abs() * 1e-6
    };
    let decimals = (data.scale.decimals.min(3)..3).find(|decimals| exact(*decimals)).unwrap_or(3.max(data.scale.decimals));
    let number = format::number(scaled, decimals);
    if label.is_empty() {
        return Some(vec![number]);
    }
    let colon = match data.lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    };
    let words = format!("{label}{colon}{number}");
    let lines = text::fits(&words, limit, MOST_LINES).filter(|_| limit >= LEAST.min(text::width(&words)));
    Some(lines.unwrap_or_else(|| vec![number]))
}

impl Reference {
    /// The line at its value on `y`. Its label stands above it at the right end of `room`, unless there is less ink under another of its
    /// places: below, or at the left end. `ink` counts what lies under a box.
    pub(super) fn across(data: &ChartData, y: &Axis, plot: Bounds, room: Bounds, ink: &dyn Fn(Bounds) -> usize) -> Option<Reference> {
        let at = y.at(data.reference.as_ref()?.0)?;
        let words = words(data, room.right - room.left)?;
        let width = text::widest(&words);
        let height = LINE_HEIGHT * (words.len() as i32 - 1) + FONT_SIZE + 2;
        let boxed = |right: bool, above: bool| {
            let left = if right { room.right - width } else { room.left };
            let top = if above { at - GAP - height } else { at + GAP };
            Bounds { left, top, right: left + width, bottom: top + height }
        };
        let places = [boxed(true, true), boxed(true, false), boxed(false, true), boxed(false, false)];
        let label = places.into_iter().filter(|place| place.within(&room)).min_by_key(|place| ink(*place));
        Some(Reference {
            line: ((plot.left, at), (plot.right, at)),
            words,
            at: label,
            at_right: label.is_some_and(|at| at.right == room.right),
        })
    }

    /// The same, its label in an upper corner of `room` where it would lie on ink and there is none.
    pub(super) fn clear(self, room: Bounds, ink: &dyn Fn(Bounds) -> usize) -> Reference {
        let Some(at) = self.at.filter(|at| ink(*at) > 0) else { return self };
        let corner = |right: bool| {
            let left = if right { room.right - (at.right - at.left) } else { room.left };
            (Bounds { left, top: room.top, right: left + at.right - at.left, bottom: room.top + at.bottom - at.top }, right)
        };
        match [corner(true), corner(false)].into_iter().find(|(at, _)| ink(*at) == 0) {
            Some((at, at_right)) => Reference { at: Some(at), at_right, ..self },
            None => self,
        }
    }

    /// The line, but not through the `names` of points.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, names: &[Bounds]) {
        let ((mut from, y), (to, _)) = self.line;
        let mut gaps: Vec<(i32, i32)> =
            names.iter().filter(|name| name.top < y && name.bottom > y).map(|name| (name.left - GAP, name.right + GAP)).collect();
        gaps.sort_unstable();
        for (left, right) in gaps.into_iter().chain([(to, to)]) {
            if left.min(to) > from {
                canvas.path(&[(from, y), (left.min(to), y)], Role::Muted, 1, true);
            }
            from = from.max(right);
        }
        if let Some(at) = self.at {
            let (x, anchor) = if self.at_right { (at.right, Anchor::End) } else { (at.left, Anchor::Start) };
            canvas.lines(&self.words, (x, at.top + (FONT_SIZE + 2) / 2), anchor, Role::Muted);
        }
    }
}

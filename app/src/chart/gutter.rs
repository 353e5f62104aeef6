//! The column of labels beside rows: how wide, on how many lines, how drawn. Called by rows, heatmap, slope and course, and by
//! multiples, whose pictures share it.

use super::Size;
use super::color::Role;
use super::data::Mark;
use super::paint::{Anchor, Canvas};
use super::text::{self, LINE_HEIGHT};

/// Lines of a label at most.
const MOST_LINES: usize = 8;

/// How wide a label may be that two pictures beside each other share.
pub(super) const SHARED: i32 = 168;

/// How wide a label may be.
pub(super) fn limit(size: Size) -> i32 {
    match size {
        Size::Small => 124,
        Size::Narrow => 128,
        Size::Wide => 196,
        Size::Full => 340,
    }
}

/// The lines of a label, each at most `limit` wide.
pub(super) fn lines(label: &str, limit: i32) -> Vec<String> {
    text::whole(label, limit, MOST_LINES)
}

/// The width of the widest label, each at most `limit` wide.
pub(super) fn width(marks: &[Mark], limit: i32) -> i32 {
    marks.iter().map(|mark| text::widest(&lines(&mark.label, limit))).max().unwrap_or(0)
}

/// A label that ends at `x` and whose lines lie around the height `y`; with a line under it when it is marked.
pub(super) fn draw(canvas: &mut Canvas<'_>, lines: &[String], (x, y): (i32, i32), role: Role, marked: bool) {
    let more = LINE_HEIGHT * (lines.len() as i32 - 1);
    let y = y - more / 2;
    canvas.lines(lines, (x, y), Anchor::End, role);
    if marked {
        let y = y + more + 8;
        let width = lines.last().map_or(0, |line| text::width(line));
        canvas.line((x - width, y), (x, y), Role::Mark, 1);
    }
}

//! The bar of 'others' where it would leave the rest slivers: it reaches the end of the axis, with a break across it. Called by bar,
//! grouped, pareto and the legend.

use ::data::schema::PanelKind;

use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Bounds, Canvas, Fill};
use super::rows::Frame;
use super::{Target, bar, grouped, pareto};

/// 'Others' are broken beyond so many times the longest other bar.
const MOST: f64 = 1.5;
/// So many times the longest other bar they then reach.
const REACH: f64 = 1.25;
/// From the bar's end to the break, its width, its slant.
const BREAK: (i32, i32, i32) = (18, 5, 6);

/// The upper end of an axis for bars of these lengths.
pub(super) fn end(data: &ChartData, longest: impl Fn(&Mark) -> f64) -> f64 {
    let most = |others: bool| data.marks.iter().filter(|mark| (mark.target == Target::Others) == others).map(&longest).fold(0.0, f64::max);
    let (named, others) = (most(false), most(true));
    if named > 0.0 && others > named * MOST { named * REACH } else { named.max(others) }
}

/// Whether some bar of a chart is broken.
pub(super) fn broken(data: &ChartData) -> bool {
    let end = match data.kind {
        PanelKind::Bar => bar::extent(data).1,
        PanelKind::Grouped => grouped::extent(data).1,
        PanelKind::Pareto => pareto::extent(data).1,
        _ => return false,
    };
    let parts = data.kind == PanelKind::Grouped;
    let beyond = |value: Option<f64>| value.is_some_and(|value| value > end);
    data.marks.iter().any(|mark| if parts { mark.parts.iter().any(|part| beyond(part.value)) } else { beyond(mark.value) })
}

/// The bar of a value, where it has a length; with a break across it where the axis does not reach the value.
pub(super) fn bar(canvas: &mut Canvas<'_>, frame: &Frame, at: Bounds, value: Option<f64>, fill: Fill) {
    if at.right > at.left {
        canvas.bar(at, fill);
    }
    if value.is_none_or(|value| value <= frame.scale.domain.1) {
        return;
    }
    let ((left, width, slant), (top, bottom)) = ((at.right - BREAK.0, BREAK.1, BREAK.2), (at.top - 1, at.bottom + 1));
    let corners = [(left, bottom), (left + slant, top), (left + slant + width, top), (left + width, bottom)];
    canvas.polygon(&corners, Fill::plain(Role::Paper));
    canvas.line(corners[0], corners[1], Role::Others, 1);
    canvas.line(corners[2], corners[3], Role::Others, 1);
}

//! Labelled points: one a mark, two measures. Called by `draw`. Labels never overlap: `labels` places them.

pub(super) mod labels;

use ::data::Lang;

use super::color::Role;
use super::data::ChartData;
use super::paint::{Anchor, Bounds, Canvas, picture};
use super::scale::{Linear, Ticks, ticks};
use super::{Drawing, Percent, Size, key, text};
use crate::format::{self, Scale};

/// The radius of a point.
const RADIUS: i32 = 5;
/// Half the side of the area that can be clicked.
const REACH: i32 = 12;
/// The line of the vertical axis's title.
const HEAD: i32 = 24;
/// The lines of the horizontal axis's numbers and title.
const FOOT: i32 = 40;

/// A point that can be drawn: its mark, its place.
struct Point {
    mark: usize,
    at: (i32, i32),
}

/// One axis: its ticks, the numbers beside them, where they lie.
struct Axis {
    ticks: Ticks,
    numbers: Vec<String>,
    title: String,
    scale: Linear,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let width = size.width();
    let height = match size {
        Size::Small => 260,
        Size::Narrow => 360,
        Size::Wide => 360,
    };
    let plot_height = height - HEAD - FOOT;
    let mut y = Axis::new(data.domain.unwrap_or_else(|| extent(data)), (&data.measure, &data.scale), 4, data.lang);
    let (title, scale) = data.against.as_ref().map_or(("", &data.scale), |(title, scale)| (title.as_str(), scale));
    let mut x =
        Axis::new(data.domain_x.unwrap_or_else(|| extent_x(data)), (title, scale), if size == Size::Wide { 5 } else { 4 }, data.lang);
    let numbers = y.numbers.iter().map(|number| text::width(number)).max().unwrap_or(0);
    let last = x.numbers.last().map_or(0, |number| text::width(number));
    let first = x.numbers.first().map_or(0, |number| text::width(number));
    let plot =
        Bounds { left: (numbers + 8).max(first / 2 + 1), top: HEAD, right: width - (last / 2 + 1).max(8), bottom: HEAD + plot_height };
    y.scale.range = (plot.bottom, plot.top);
    x.scale.range = (plot.left, plot.right);

    let points: Vec<Point> = data
        .marks
        .iter()
        .enumerate()
        .filter_map(|(mark, row)| Some(Point { mark, at: (x.scale.at(row.x?), y.scale.at(row.value?)) }))
        .collect();
    let requests: Vec<labels::Request> = points
        .iter()
        .map(|point| {
            let mark = &data.marks[point.mark];
            labels::Request { text: text::ellipsize(&mark.label, 150), at: point.at, radius: RADIUS, first: mark.selected }
        })
        .collect();
    let room = Bounds { left: plot.left + 2, top: plot.top - 6, right: width, bottom: plot.bottom - 1 };
    let placed = labels::place(&requests, None, room);

    let svg = picture(&key(data, size), width, height, &|canvas| {
        axes(canvas, &x, &y, plot, width);
        for label in placed.iter().flatten() {
            if let Some((from, to)) = label.leader {
                canvas.line(from, to, Role::Axis, 1);
            }
        }
        for point in &points {
            canvas.point(point.at, RADIUS as u32, data.ink(&data.marks[point.mark]));
        }
        for ((point, request), label) in points.iter().zip(&requests).zip(&placed) {
            let Some(label) = label else { continue };
            let mark = &data.marks[point.mark];
            let role = if data.filtered && !mark.selected { Role::Muted } else { Role::Ink };
            let at = label.at;
            canvas.text(&request.text, (at.left, (at.top + at.bottom) / 2), Anchor::Start, role);
            if mark.marked {
                canvas.line((at.left, at.bottom), (at.right, at.bottom), Role::Mark, 1);
            }
        }
    });
    let percent = Percent { width, height };
    let square = |(x, y): (i32, i32), half: i32| Bounds { left: x - half, top: y - half, right: x + half, bottom: y + half };
    let hits = points
        .iter()
        .map(|point| percent.hit(square(point.at, REACH), square(point.at, RADIUS), data.marks[point.mark].target, None))
        .collect();
    Drawing { svg, width: width as u32, height: height as u32, hits }
}

/// What the vertical axis must hold.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    range(data.marks.iter().filter_map(|mark| mark.value))
}

/// What the horizontal axis must hold.
pub(super) fn extent_x(data: &ChartData) -> (f64, f64) {
    range(data.marks.iter().filter_map(|mark| mark.x))
}

/// The largest size of its bubbles.
pub(super) fn largest(data: &ChartData) -> f64 {
    data.marks.iter().filter_map(|mark| mark.size).fold(0.0, f64::max)
}

fn range(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (low, high) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

impl Axis {
    /// An axis that holds a range; its range is set when the picture is laid out. It begins at zero unless the values lie far from it.
    fn new((low, high): (f64, f64), (title, scale): (&str, &Scale), wanted: u32, lang: Lang) -> Axis {
        let near_zero = low >= 0.0 && low <= high / 2.0;
        let margin = (high - low) / 20.0;
        let from = if near_zero { 0.0 } else { low - margin };
        let ticks = ticks(from / scale.divisor, (high + margin) / scale.divisor, wanted);
        let numbers = ticks.values.iter().map(|tick| format::number(*tick, ticks.decimals)).collect();
        let ends = (ticks.values.first().copied().unwrap_or(0.0), ticks.values.last().copied().unwrap_or(1.0));
        let title = match (scale.unit.as_str(), lang) {
            ("", _) => title.to_string(),
            (unit, Lang::Zh) => format!("{title}（{unit}）"),
            (unit, Lang::En) => format!("{title} ({unit})"),
        };
        let domain = (ends.0 * scale.divisor, ends.1 * scale.divisor);
        Axis { ticks, numbers, title, scale: Linear { domain, range: (0, 0) } }
    }

    /// Where the tick at `index` lies: of the first and last exactly the ends.
    fn tick(&self, index: usize) -> i32 {
        let last = self.ticks.values.len().saturating_sub(1).max(1) as i64;
        let (from, to) = (i64::from(self.scale.range.0), i64::from(self.scale.range.1));
        (from + (to - from) * index as i64 / last) as i32
    }
}

/// Few hair-thin gridlines, numbers, and the titles with their units.
fn axes(canvas: &mut Canvas<'_>, x: &Axis, y: &Axis, plot: Bounds, width: i32) {
    for (index, number) in y.numbers.iter().enumerate() {
        let at = y.tick(index);
        let role = if at == plot.bottom { Role::Axis } else { Role::Grid };
        canvas.line((plot.left, at), (plot.right, at), role, 1);
        canvas.text(number, (plot.left - 6, at), Anchor::End, Role::Muted);
    }
    for (index, number) in x.numbers.iter().enumerate() {
        let at = x.tick(index);
        canvas.line((at, plot.top), (at, plot.bottom), Role::Grid, 1);
        canvas.text(number, (at, plot.bottom + 11), Anchor::Middle, Role::Muted);
    }
    canvas.text(&text::ellipsize(&y.title, width - 4), (0, 8), Anchor::Start, Role::Muted);
    canvas.text(&text::ellipsize(&x.title, width - 4), (width, plot.bottom + 30), Anchor::End, Role::Muted);
}

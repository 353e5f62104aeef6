//! How many rows have a number in each interval: bars beside each other on a measured axis. Called by `draw`.

use super::axis::{Axis, FOOT, GAP, Head, Look, titled};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, picture};
use super::scale::{Linear, ends};
use super::spaced::fit;
use super::{Drawing, Percent, Size, key, text};
use crate::format::{self, Scale};

/// So many intervals fill the width.
const FEW: i32 = 3;

/// A column: its mark, the band that can be clicked, its bar.
struct Column {
    mark: usize,
    band: Bounds,
    bar: Bounds,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let width = size.width();
    let height = match size {
        Size::Small => 196,
        Size::Narrow => 236,
        Size::Wide => 276,
        Size::Full => 320,
    };
    let mut y = vertical(data);
    let head = Head::new(&y.title, 0, width, data.lang);
    let plain = Scale { divisor: 1.0, unit: String::new(), decimals: 0 };
    let (name, scale) = data.against.as_ref().map_or(("", &plain), |(name, scale)| (name.as_str(), scale));
    let all_ends = all_ends(data);
    let half = |end: Option<&String>| end.map_or(0, |number| text::width(number) / 2 + 1);
    let all = numbers(&all_ends, 1, scale);
    let plot = Bounds {
        left: (y.width() + GAP + 2).max(half(all.first())),
        top: head.height(),
        right: width - half(all.last()).max(8),
        bottom: height - FOOT,
    };
    y.place(plot.bottom, plot.top);
    let zero = y.zero().unwrap_or(plot.bottom);
    // One or two intervals do not fill the picture.
    let few = if data.domain_x.is_none() { (data.marks.len() as i32).min(FEW) } else { FEW };
    let x_right = plot.left + (plot.right - plot.left) * few / FEW;
    let x_scale = Linear { domain: data.range_x(extent_x), range: (plot.left, x_right) };
    let middle = |end: f64| if x_scale.domain.1 > x_scale.domain.0 { x_scale.at(end) } else { (plot.left + x_right) / 2 };
    let under = |step: usize| {
        let middles = all_ends.iter().step_by(step).map(|end| middle(*end));
        fit(middles.zip(numbers(&all_ends, step, scale)).collect(), (0, width))
    };
    let under = (1..=all_ends.len()).find_map(under).unwrap_or_default();
    let columns = columns(data, x_scale, &y, plot);

    let svg = picture(&key(data, size), width, height, &|canvas| {
        y.draw_across(canvas, plot, None);
        for column in &columns {
            draw_column(canvas, data, column, plot);
        }
        canvas.line((plot.left, zero), (plot.right, zero), Role::Axis, 1);
        for (middle, number) in &under {
            canvas.text(number, (*middle, plot.bottom + 15), Anchor::Middle, Role::Muted);
        }
        head.draw(canvas);
        let foot = titled(name, &scale.unit, data.lang);
        canvas.text(&text::ellipsize(&foot, width - 4), (width, plot.bottom + 30), Anchor::End, Role::Muted);
    });
    let percent = Percent { width, height };
    let hits = columns.iter().map(|column| percent.hit(column.band, column.bar, data.marks[column.mark].target, None)).collect();
    Drawing { svg, width: width as u32, height: height as u32, hits }
}

/// The lowest and the highest count, zero included.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let values = || data.marks.iter().filter_map(|mark| mark.value);
    (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
}

/// From the first interval to the last.
pub(super) fn extent_x(data: &ChartData) -> (f64, f64) {
    ends(data.marks.iter().filter_map(|mark| mark.interval).flat_map(|(low, high)| [low, high])).unwrap_or((0.0, 0.0))
}

/// The axis of counts: whole numbers where counts are whole.
fn vertical(data: &ChartData) -> Axis {
    let (low, high) = data.range(extent);
    let whole = data.scale.decimals == 0 && data.scale.divisor == 1.0;
    let (range, wanted) = match (low == 0.0 && high == 0.0, whole && high - low < 4.0) {
        (true, _) => ((0.0, 1.0), 1),
        (false, true) => ((low, high), (high - low).max(1.0) as u32),
        (false, false) => ((low, high), 4),
    };
    Axis::new(range, &Look { title: &data.measure, scale: &data.scale, wanted, log: false, lang: data.lang })
}

/// The ends of all intervals, rising, each once.
fn all_ends(data: &ChartData) -> Vec<f64> {
    let mut ends: Vec<f64> = data.marks.iter().filter_map(|mark| mark.interval).flat_map(|(low, high)| [low, high]).collect();
    ends.sort_by(f64::total_cmp);
    // The end of one interval is the start of the next, but for rounding.
    let (low, high) = extent_x(data);
    let slack = (high / 1e3 - low / 1e3) / ends.len().max(1) as f64;
    ends.dedup_by(|a, b| *a - *b <= slack);
    ends
}

/// The numbers of every `step`th end.
fn numbers(ends: &[f64], step: usize, scale: &Scale) -> Vec<String> {
    format::exact(&ends.iter().step_by(step).map(|end| end / scale.divisor).collect::<Vec<_>>())
}

/// The columns from the left: one unit between bars where there is room; a mark without an interval has none.
fn columns(data: &ChartData, x: Linear, y: &Axis, plot: Bounds) -> Vec<Column> {
    let column = |(mark, row): (usize, &Mark)| {
        let (low, high) = row.interval?;
        // All numbers alike: one column.
        let (left, right) = if x.domain.1 > x.domain.0 { (x.at(low), x.at(high)) } else { x.range };
        let right = right.max(left + 1);
        let band = Bounds { left, right, top: plot.top, bottom: plot.bottom };
        let at = |value: f64| y.at(value).unwrap_or(plot.bottom);
        let (zero, end) = (at(0.0), at(row.value.unwrap_or(0.0)));
        let bar = match row.value {
            Some(value) if value != 0.0 => {
                let (top, bottom) = if value > 0.0 { (end.min(zero - 1), zero) } else { (zero, end.max(zero + 1)) };
                Bounds { left, right: if right - left > 3 { right - 1 } else { right }, top, bottom }
            }
            _ => Bounds { left, right: left, top: zero, bottom: zero },
        };
        Some(Column { mark, band, bar })
    };
    data.marks.iter().enumerate().filter_map(column).collect()
}

/// The bar of a column; a short dash above the axis where the value is missing.
fn draw_column(canvas: &mut Canvas<'_>, data: &ChartData, column: &Column, plot: Bounds) {
    let mark = &data.marks[column.mark];
    if column.bar.right > column.bar.left {
        canvas.bar(column.bar, data.ink(mark));
    } else if mark.value.is_none() {
        let (middle, half) = ((column.band.left + column.band.right) / 2, ((column.band.right - column.band.left) / 2 - 1).clamp(1, 5));
        canvas.line((middle - half, plot.bottom - 8), (middle + half, plot.bottom - 8), Role::Muted, 1);
    }
}

//! How many rows have a number in each interval: bars beside each other on a measured axis. Called by `draw`.

use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, picture};
use super::ruler::{Ruler, fit, title};
use super::scale::Linear;
use super::{Drawing, Percent, Size, key, text};
use crate::format::{self, Scale};

/// The line of the vertical axis's title.
const HEAD: i32 = 24;
/// The lines of the horizontal axis's numbers and title.
const FOOT: i32 = 44;

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
        Size::Small => 200,
        Size::Narrow => 240,
        Size::Wide => 280,
    };
    let y = vertical(data);
    let plain = Scale { divisor: 1.0, unit: String::new(), decimals: 0 };
    let (name, scale) = data.against.as_ref().map_or(("", &plain), |(name, scale)| (name.as_str(), scale));
    let ends = ends(data);
    let half = |end: Option<&String>| end.map_or(0, |number| text::width(number) / 2 + 1);
    let all = numbers(&ends, 1, scale);
    let plot =
        Bounds { left: (y.width() + 8).max(half(all.first())), top: HEAD, right: width - half(all.last()).max(8), bottom: height - FOOT };
    let y_scale = Linear { domain: y.domain, range: (plot.bottom, plot.top) };
    // One or two intervals do not fill the picture.
    let few = if data.domain_x.is_none() { (data.marks.len() as i32).min(FEW) } else { FEW };
    let x_right = plot.left + (plot.right - plot.left) * few / FEW;
    let x_scale = Linear { domain: data.domain_x.unwrap_or_else(|| extent_x(data)), range: (plot.left, x_right) };
    let middle = |end: f64| if x_scale.domain.1 > x_scale.domain.0 { x_scale.at(end) } else { (plot.left + x_right) / 2 };
    let under = |step: usize| {
        let middles = ends.iter().step_by(step).map(|end| middle(*end));
        fit(middles.zip(numbers(&ends, step, scale)).collect(), (0, width))
    };
    let under = (1..=ends.len()).find_map(under).unwrap_or_default();
    let columns = columns(data, x_scale, y_scale, plot);

    let svg = picture(&key(data, size), width, height, &|canvas| {
        for (tick, number) in &y.ticks {
            let at = y_scale.at(*tick);
            canvas.line((plot.left, at), (plot.right, at), Role::Grid, 1);
            canvas.text(number, (plot.left - 6, at), Anchor::End, Role::Muted);
        }
        for column in &columns {
            draw_column(canvas, data, column, plot);
        }
        let zero = y_scale.at(0.0);
        canvas.line((plot.left, zero), (plot.right, zero), Role::Axis, 1);
        for (middle, number) in &under {
            canvas.text(number, (*middle, plot.bottom + 16), Anchor::Middle, Role::Muted);
        }
        let head = title(&data.measure, &data.scale, data.lang);
        canvas.text(&text::ellipsize(&head, width - 4), (0, 8), Anchor::Start, Role::Muted);
        let foot = title(name, scale, data.lang);
        canvas.text(&text::ellipsize(&foot, width - 4), (width, plot.bottom + 34), Anchor::End, Role::Muted);
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
    let ends = || data.marks.iter().filter_map(|mark| mark.interval);
    (ends().map(|(low, _)| low).fold(f64::INFINITY, f64::min), ends().map(|(_, high)| high).fold(f64::NEG_INFINITY, f64::max))
}

/// The axis of counts: whole numbers where counts are whole.
fn vertical(data: &ChartData) -> Ruler {
    let (low, high) = extent(data);
    if low == 0.0 && high == 0.0 {
        return Ruler::new((0.0, 1.0), data.domain, &data.scale, 1);
    }
    let whole = data.scale.decimals == 0 && data.scale.divisor == 1.0;
    let steps = if whole && high - low < 4.0 { (high - low).max(1.0) as u32 } else { 4 };
    Ruler::new((low, high), data.domain, &data.scale, steps)
}

/// The ends of all intervals, rising, each once.
fn ends(data: &ChartData) -> Vec<f64> {
    let mut ends: Vec<f64> = data.marks.iter().filter_map(|mark| mark.interval).flat_map(|(low, high)| [low, high]).collect();
    ends.sort_by(f64::total_cmp);
    // The end of one interval is the start of the next, but for rounding.
    let slack = (extent_x(data).1 - extent_x(data).0) / ends.len().max(1) as f64 / 1e3;
    ends.dedup_by(|a, b| *a - *b <= slack);
    ends
}

/// The numbers of every `step`th end, in as few decimals as say it exactly.
fn numbers(ends: &[f64], step: usize, scale: &Scale) -> Vec<String> {
    let shown: Vec<f64> = ends.iter().step_by(step).map(|end| end / scale.divisor).collect();
    let span = shown.last().copied().unwrap_or(0.0) - shown.first().copied().unwrap_or(0.0);
    let slack = span / shown.len().max(1) as f64 / 1e3;
    let exact = |decimals: &u8| {
        let power = f64::from(10_u32.pow(u32::from(*decimals)));
        shown.iter().all(|end| (end - (end * power).round() / power).abs() <= slack)
    };
    let decimals = (0..=format::MOST_DECIMALS).find(exact).unwrap_or(format::MOST_DECIMALS);
    shown.iter().map(|end| format::number(*end, if *end == 0.0 { 0 } else { decimals })).collect()
}

/// The columns from the left: one unit between bars where there is room; a mark without an interval has none.
fn columns(data: &ChartData, x: Linear, y: Linear, plot: Bounds) -> Vec<Column> {
    let column = |(mark, row): (usize, &Mark)| {
        let (low, high) = row.interval?;
        // All numbers alike: one column.
        let (left, right) = if x.domain.1 > x.domain.0 { (x.at(low), x.at(high)) } else { x.range };
        let right = right.max(left + 1);
        let band = Bounds { left, right, top: plot.top, bottom: plot.bottom };
        let (zero, end) = (y.at(0.0), y.at(row.value.unwrap_or(0.0)));
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

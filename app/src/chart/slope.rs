//! Two values of each mark joined by a line: what rose, what fell, what changed places. Called by `draw`. Labels stand beside the ends
//! and are pushed apart; a mark that lacks an end is listed below.

use super::apart::apart;
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::scale::{self, Linear};
use super::text::{self, LINE_HEIGHT};
use super::{Drawing, Percent, Size, gutter, key, unit};

/// The radius of the ends, and of those without a label.
const RADIUS: (i32, i32) = (3, 2);
/// From the middle of an end to its label: where labels stand beside their ends, and where some are moved.
const BESIDE: (i32, i32) = (9, 20);
/// The least distance of two labels, and what each gets of the picture's height.
const PITCH: (i32, i32) = (15, 16);
/// The line of the columns' heads, and from there to the highest end.
const HEAD: i32 = 30;
/// The least height of the lines.
const LEAST: i32 = 220;
/// How far labels may go beyond the scale.
const BEYOND: i32 = 60;
/// Between a name and its value: wider than a space, since names may end in numbers.
const SPACE: &str = "\u{2002}";
/// Between the lines and the list of marks that lack an end.
const APART: i32 = 8;
/// Beyond so many marks only some carry labels.
const MOST: usize = 40;
/// Of these: the highest and the lowest at the end, the steepest rises and falls.
const EXTREME: usize = 4;
/// The labels of selected marks at most.
const CHOSEN: usize = 24;

/// A mark with both ends: its line, and its labels' heights when it carries them.
struct Slope {
    mark: usize,
    from: (i32, i32),
    to: (i32, i32),
    labels: Option<(i32, i32)>,
}

/// Where the columns lie.
struct Layout {
    width: i32,
    height: i32,
    /// The middles of the ends.
    left: i32,
    right: i32,
    /// From an end to its label, in either column.
    gap: i32,
    top: i32,
    bottom: i32,
    /// The heights that labels may take: a crowd at an end of the scale goes beyond it on both sides.
    labels: (i32, i32),
    /// The heads of both columns, line by line.
    heads: [Vec<String>; 2],
    /// The name of each mark, line by line.
    names: Vec<Vec<String>>,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let ends = columns(data);
    let pair = |mark: &Mark| Some((end(mark, ends.0)?, end(mark, ends.1)?));
    let whole: Vec<usize> = (0..data.marks.len()).filter(|mark| pair(&data.marks[*mark]).is_some()).collect();
    let broken: Vec<usize> = (0..data.marks.len()).filter(|mark| pair(&data.marks[*mark]).is_none()).collect();
    let labelled = labelled(data, &whole, &pair);
    let mut layout = Layout::new(data, size, ends, &labelled, (whole.len(), &broken));
    layout.fit(&slopes(data, &layout, &whole, &labelled, &pair));
    let slopes = slopes(data, &layout, &whole, &labelled, &pair);
    let below = |place: usize| -> i32 { broken[..place].iter().map(|mark| pitch(&layout.names[*mark])).sum() };
    let listed = |place: usize| layout.labels.1 + APART + PITCH.1 + below(place);

    let svg = picture(&key(data, size), layout.width, layout.height, &|canvas| {
        if data.scaled {
            unit::draw(canvas, &unit::words(data), layout.width);
        }
        heads(canvas, &layout);
        // What the filter has lies on what it leaves out.
        let rank = |slope: &Slope| (slope.labels.is_some(), data.marks[slope.mark].selected);
        for level in [(false, false), (false, true), (true, false), (true, true)] {
            for slope in slopes.iter().filter(|slope| rank(slope) == level) {
                line(canvas, data, slope);
            }
        }
        for slope in &slopes {
            labels(canvas, data, &layout, slope, pair(&data.marks[slope.mark]));
        }
        for (place, mark) in broken.iter().enumerate() {
            let (mark, y) = (&data.marks[*mark], listed(place));
            canvas.text(&data.number(end(mark, ends.0)), (layout.left - layout.gap, y), Anchor::End, Role::Muted);
            let x = layout.right + layout.gap;
            named(canvas, &layout.names[broken[place]], &data.number(end(mark, ends.1)), (x, y), Role::Muted);
        }
    });

    let percent = Percent { width: layout.width, height: layout.height };
    let hits = (0..data.marks.len()).filter_map(|mark| {
        let target = data.marks[mark].target;
        if let Some(slope) = slopes.iter().find(|slope| slope.mark == mark) {
            return Some(percent.hit(layout.reach(slope), Bounds::around(slope.to, radius(slope)), target, None));
        }
        let y = listed(broken.iter().position(|other| *other == mark)?);
        let top = y - PITCH.1 / 2;
        let reach = Bounds { left: 0, top, right: layout.width, bottom: top + pitch(&layout.names[mark]) };
        Some(percent.hit(reach, Bounds { left: layout.right, top: y, right: layout.right, bottom: y }, target, None))
    });
    Drawing { hits: hits.collect(), svg, width: layout.width as u32, height: layout.height as u32 }
}

/// The lowest and the highest end of any line.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let (from, to) = columns(data);
    let both = data.marks.iter().filter_map(|mark| Some([end(mark, from)?, end(mark, to)?]));
    scale::ends(both.flatten()).unwrap_or((0.0, 0.0))
}

/// The first and the last series that have values; where only one has, it and one that lacks them.
fn columns(data: &ChartData) -> (usize, usize) {
    let has = |series: &usize| data.marks.iter().any(|mark| end(mark, *series).is_some());
    let last = data.series.len().saturating_sub(1);
    match ((0..=last).find(has), (0..=last).rev().find(has)) {
        (Some(from), Some(to)) if from < to => (from, to),
        (Some(only), _) if only > 0 => (0, only),
        // One series alone: the other column is past the last and has no values.
        _ => (0, last.max(1)),
    }
}

fn end(mark: &Mark, series: usize) -> Option<f64> {
    mark.parts.get(series).and_then(|part| part.value)
}

type Ends<'a> = dyn Fn(&Mark) -> Option<(f64, f64)> + 'a;

/// The marks that carry labels: all, or the selected and the extreme ones.
fn labelled(data: &ChartData, whole: &[usize], pair: &Ends<'_>) -> Vec<usize> {
    if whole.len() <= MOST {
        return whole.to_vec();
    }
    let mut chosen: Vec<usize> = whole.iter().copied().filter(|mark| data.marks[*mark].selected).take(CHOSEN).collect();
    let by = |key: fn((f64, f64)) -> f64| {
        let mut order: Vec<(f64, usize)> = whole.iter().filter_map(|mark| Some((key(pair(&data.marks[*mark])?), *mark))).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        order.into_iter().map(|(_, mark)| mark).collect::<Vec<usize>>()
    };
    for (order, count) in [(by(|(_, to)| to), EXTREME), (by(|(from, to)| to - from), EXTREME / 2)] {
        chosen.extend(order.iter().take(count).chain(order.iter().rev().take(count)));
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// What a name gets of the picture's height.
fn pitch(name: &[String]) -> i32 {
    PITCH.1 + LINE_HEIGHT * (name.len() as i32 - 1)
}

impl Layout {
    fn new(data: &ChartData, size: Size, ends: (usize, usize), labelled: &[usize], (whole, broken): (usize, &[usize])) -> Layout {
        let width = size.width();
        let widest = |series: usize| data.marks.iter().map(|mark| text::width(&data.number(end(mark, series)))).max().unwrap_or(0);
        let (from, to) = (widest(ends.0), widest(ends.1));
        let gap = if labelled.len() > 1 { BESIDE.1 } else { BESIDE.0 };
        // A sixth of the picture is the lines', whatever the names.
        let name = gutter::limit(size).min(width - width / 6 - 2 * gap - from - to - 6).max(24);
        let space = text::width(SPACE);
        let names: Vec<Vec<String>> = data.marks.iter().map(|mark| gutter::lines(&mark.label, name)).collect();
        let words = names.iter().map(|name| text::widest(name)).max().unwrap_or(0) + space + to;
        let (left, right) = (from + gap, width - words - gap - 1);
        // Each head has the half of the picture that it stands in.
        let middle = (left + right) / 2;
        let head = |series: usize, room: i32| data.series.get(series).map(|series| gutter::lines(&series.label, room)).unwrap_or_default();
        let heads = [head(ends.0, middle - 4), head(ends.1, width - middle - 4)];
        let more = heads.iter().map(Vec::len).max().unwrap_or(1).saturating_sub(1) as i32;
        let top = HEAD + LINE_HEIGHT * more + if data.scaled { unit::LINE } else { 0 };
        let high = |marks: &[usize]| -> i32 { marks.iter().map(|mark| pitch(&names[*mark])).sum() };
        let bottom = if whole == 0 { top - PITCH.1 - APART } else { top + high(labelled).max(LEAST) };
        let height = bottom + 10 + if broken.is_empty() { 0 } else { APART + PITCH.1 / 2 + high(broken) };
        // Small multiples have their ends at the same heights.
        let beyond = if data.domain.is_some() || whole == 0 { 0 } else { BEYOND };
        let labels = (top - beyond, bottom + beyond);
        Layout { width, height, left, right: right.max(left + 1), gap, top, bottom, labels, heads, names }
    }

    /// How high a mark's label is.
    fn label(&self, mark: usize) -> i32 {
        PITCH.0 * self.names[mark].len() as i32
    }

    /// Makes room for the labels that go beyond the scale.
    fn fit(&mut self, slopes: &[Slope]) {
        // Half of what a label has more than a line.
        let more = |slope: &Slope| (self.label(slope.mark) - PITCH.0 + 1) / 2;
        let labels = || slopes.iter().filter_map(|slope| slope.labels.map(|(left, right)| (left, right, more(slope))));
        let up = labels().map(|(left, right, more)| self.top - left.min(right - more)).fold(0, i32::max);
        let down = labels().map(|(left, right, more)| left.max(right + more) - self.bottom).fold(0, i32::max);
        self.labels = (self.top, self.bottom + up + down);
        (self.top, self.bottom, self.height) = (self.top + up, self.bottom + up, self.height + up + down);
    }

    /// The area that can be clicked: the band of the right label, with the end where the label stands beside it.
    fn reach(&self, slope: &Slope) -> Bounds {
        let (x, y) = slope.to;
        match slope.labels {
            Some((_, label)) => {
                let left = if (label - y).abs() <= PITCH.0 - PITCH.1 / 2 { x - PITCH.1 / 2 } else { x + RADIUS.0 + 2 };
                let half = (self.label(slope.mark) + 1) / 2;
                Bounds { left, top: label - half, right: self.width, bottom: label + half }
            }
            None => Bounds::around(slope.to, PITCH.1 / 2),
        }
    }
}

/// The lines, with labels pushed apart.
fn slopes(data: &ChartData, layout: &Layout, whole: &[usize], labelled: &[usize], pair: &Ends<'_>) -> Vec<Slope> {
    let (low, high) = data.range(extent);
    // All ends alike lie in the middle.
    let domain = if high > low { (low, high) } else { (low - 1.0, low + 1.0) };
    let scale = Linear { domain, range: (layout.bottom, layout.top) };
    let mut slopes: Vec<Slope> = whole
        .iter()
        .filter_map(|mark| {
            let (from, to) = pair(&data.marks[*mark])?;
            let (from, to) = ((layout.left, scale.at(from)), (layout.right, scale.at(to)));
            Some(Slope { mark: *mark, from, to, labels: labelled.contains(mark).then_some((from.1, to.1)) })
        })
        .collect();
    // Ends at one height: the labels in the order of the other column.
    let moved = |key: fn(&Slope) -> (i32, i32), height: &dyn Fn(usize) -> i32| {
        let mut order: Vec<usize> = (0..slopes.len()).filter(|at| slopes[*at].labels.is_some()).collect();
        order.sort_by_key(|at| key(&slopes[*at]));
        let wants: Vec<i32> = order.iter().map(|at| key(&slopes[*at]).0).collect();
        let heights: Vec<i32> = order.iter().map(|at| height(slopes[*at].mark)).collect();
        let half = PITCH.0 / 2;
        let room = (layout.labels.0 - half, layout.labels.1 + PITCH.0 - half);
        order.into_iter().zip(apart(&wants, &heights, room)).collect::<Vec<(usize, i32)>>()
    };
    let left = moved(|slope| (slope.from.1, slope.to.1), &|_| PITCH.0);
    let right = moved(|slope| (slope.to.1, slope.from.1), &|mark| layout.label(mark));
    for (at, y) in left {
        slopes[at].labels = slopes[at].labels.map(|(_, right)| (y, right));
    }
    for (at, y) in right {
        slopes[at].labels = slopes[at].labels.map(|(left, _)| (left, y));
    }
    slopes
}

fn radius(slope: &Slope) -> i32 {
    if slope.labels.is_some() { RADIUS.0 } else { RADIUS.1 }
}

/// The ink of a line's ends: grey without labels, hatched where it rests on illustrative rows.
fn ink(data: &ChartData, slope: &Slope) -> Fill {
    let mark = &data.marks[slope.mark];
    let fill = data.ink(mark);
    let role = if slope.labels.is_some() { fill.role } else { Role::Others };
    Fill { role, hatched: fill.hatched || mark.parts.iter().any(|part| part.illustrative), ..fill }
}

/// A line and its ends: hair-thin without labels, dashed where it rests on illustrative rows.
fn line(canvas: &mut Canvas<'_>, data: &ChartData, slope: &Slope) {
    let fill = ink(data, slope);
    let (role, thickness) = match slope.labels {
        None => (Role::Grid, 1),
        Some(_) if fill.faded => (Role::Faded, 1),
        Some(_) => (fill.role, 2),
    };
    canvas.path(&[slope.from, slope.to], role, thickness, fill.hatched);
    for at in [slope.from, slope.to] {
        // The paper's ground, so that no line shows through a pale end.
        canvas.point(at, radius(slope) as u32, Fill::plain(Role::Paper));
        canvas.point(at, radius(slope) as u32, fill);
    }
}

/// The value on the left, name and value on the right, with a hair-thin leader where the label is moved.
fn labels(canvas: &mut Canvas<'_>, data: &ChartData, layout: &Layout, slope: &Slope, pair: Option<(f64, f64)>) {
    let (Some((left, right)), Some((from, to))) = (slope.labels, pair) else { return };
    let mark = &data.marks[slope.mark];
    let role = data.text_role(mark);
    for ((x, y), label, side) in [(slope.from, left, -1), (slope.to, right, 1)] {
        if (label - y).abs() > 1 {
            canvas.line((x + side * (RADIUS.0 + 2), y), (x + side * (layout.gap - 3), label), Role::Axis, 1);
        }
    }
    let (x, name) = (layout.right + layout.gap, &layout.names[slope.mark]);
    canvas.text(&data.number(Some(from)), (layout.left - layout.gap, left), Anchor::End, role);
    let first = right - layout.label(slope.mark) / 2 + PITCH.0 / 2;
    named(canvas, name, &data.number(Some(to)), (x, first), role);
    if mark.marked {
        let (last, y) = (name.last().map_or("", String::as_str), first + LINE_HEIGHT * (name.len() as i32 - 1) + 7);
        canvas.line((x, y), (x + text::width(last), y), Role::Mark, 1);
    }
}

/// A name from its first line on, and the value after its last.
fn named(canvas: &mut Canvas<'_>, name: &[String], value: &str, (x, y): (i32, i32), role: Role) {
    let Some((last, before)) = name.split_last() else { return };
    canvas.lines(before, (x, y), Anchor::Start, role);
    canvas.text(&format!("{last}{SPACE}{value}"), (x, y + LINE_HEIGHT * before.len() as i32), Anchor::Start, role);
}

/// The columns' heads over their hair-thin lines.
fn heads(canvas: &mut Canvas<'_>, layout: &Layout) {
    let (middle, y) = ((layout.left + layout.right) / 2, layout.labels.0 - HEAD + 8);
    for (lines, x, room) in [(&layout.heads[0], layout.left, (0, middle - 4)), (&layout.heads[1], layout.right, (middle + 4, layout.width))]
    {
        if layout.bottom > layout.top {
            canvas.line((x, layout.top), (x, layout.bottom), Role::Grid, 1);
        }
        let width = text::widest(lines);
        let at = x.min(room.1 - (width - width / 2)).max(room.0 + width / 2);
        canvas.lines(lines, (at, y - LINE_HEIGHT * (lines.len() as i32 - 1)), Anchor::Middle, Role::Muted);
    }
}

//! Two values of each mark joined by a line: what rose, what fell, what changed places. What the filter has and what changed most is
//! coloured, the rest is grey. Called by `draw`; `has_grey` by the legend. Labels stand beside the ends and are pushed apart; a mark that
//! lacks an end is listed below.

mod ends;

pub(super) use self::ends::has_grey;

use self::ends::{Ends, coloured, columns, end, labelled};
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

/// A mark with both ends: its line, and its labels' heights when it carries them.
struct Slope {
    mark: usize,
    from: (i32, i32),
    to: (i32, i32),
    labels: Option<(i32, i32)>,
    coloured: bool,
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
    first: First,
}

/// What stands beside the ends on the left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// Name and value, as on the right.
    Named,
    /// The value, where there is no room for two names.
    Value,
    /// Once the 100 at which an index begins.
    Hundred,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let ends = columns(&data.marks, data.series.len());
    let pair = |mark: &Mark| Some((end(mark, ends.0)?, end(mark, ends.1)?));
    let whole: Vec<usize> = (0..data.marks.len()).filter(|mark| pair(&data.marks[*mark]).is_some()).collect();
    let broken: Vec<usize> = (0..data.marks.len()).filter(|mark| pair(&data.marks[*mark]).is_none()).collect();
    let coloured = coloured(&data.marks, &whole, &pair);
    let labelled = labelled(data, &whole, &coloured, &pair);
    let mut layout = Layout::new(data, size, ends, &labelled, (whole.len(), &broken));
    layout.fit(&slopes(data, &layout, &whole, (&labelled, &coloured), &pair));
    let slopes = slopes(data, &layout, &whole, (&labelled, &coloured), &pair);
    let below = |place: usize| -> i32 { broken[..place].iter().map(|mark| pitch(&layout.names[*mark])).sum() };
    let listed = |place: usize| layout.labels.1 + APART + PITCH.1 + below(place);

    let svg = picture(&key(data, size), layout.width, layout.height, &|canvas| {
        if data.scaled {
            unit::draw(canvas, &unit::words(data), layout.width);
        }
        heads(canvas, &layout);
        // What is coloured lies on what is grey, and what the filter has on that.
        let mut order: Vec<&Slope> = slopes.iter().collect();
        order.sort_by_key(|slope| (slope.labels.is_some(), slope.coloured, data.marks[slope.mark].selected));
        order.into_iter().for_each(|slope| line(canvas, data, slope));
        if let (First::Hundred, Some(slope)) = (layout.first, slopes.first()) {
            canvas.text("100", (layout.left - layout.gap, slope.from.1), Anchor::End, Role::Ink);
        }
        for slope in &slopes {
            labels(canvas, data, &layout, slope, pair(&data.marks[slope.mark]));
        }
        for (place, mark) in broken.iter().enumerate() {
            let (mark, y) = (&data.marks[*mark], listed(place));
            canvas.text(&data.number(end(mark, ends.0)), (layout.left - layout.gap, y), Anchor::End, Role::Muted);
            let x = layout.right + layout.gap;
            named(canvas, &layout.names[broken[place]], &data.number(end(mark, ends.1)), (x, y), (Anchor::Start, Role::Muted));
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
    let (from, to) = columns(&data.marks, data.series.len());
    let both = data.marks.iter().filter_map(|mark| Some([end(mark, from)?, end(mark, to)?]));
    scale::ends(both.flatten()).unwrap_or((0.0, 0.0))
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
        let first = match size {
            _ if !data.index.is_empty() => First::Hundred,
            Size::Small | Size::Narrow => First::Value,
            Size::Wide | Size::Full => First::Named,
        };
        // A sixth of the picture is the lines', whatever the names; a third where they stand on both sides.
        let space = text::width(SPACE);
        let room = match first {
            First::Named => (width - width / 3 - 2 * (gap + space) - from - to - 6) / 2,
            First::Value | First::Hundred => width - width / 6 - 2 * gap - from - to - 6,
        };
        let name = gutter::limit(size).min(room).max(24);
        let names: Vec<Vec<String>> = data.marks.iter().map(|mark| gutter::lines(&mark.label, name)).collect();
        let widest_name = names.iter().map(|name| text::widest(name)).max().unwrap_or(0);
        let before = if first == First::Named { widest_name + space } else { 0 };
        let (left, right) = (before + from + gap, width - (widest_name + space + to) - gap - 1);
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
        Layout { width, height, left, right: right.max(left + 1), gap, top, bottom, labels, heads, names, first }
    }

    /// How high a mark's label is on the right.
    fn label(&self, mark: usize) -> i32 {
        PITCH.0 * self.names[mark].len() as i32
    }

    /// How high it is on the left.
    fn first_label(&self, mark: usize) -> i32 {
        if self.first == First::Named { self.label(mark) } else { PITCH.0 }
    }

    /// Makes room for the labels that go beyond the scale.
    fn fit(&mut self, slopes: &[Slope]) {
        // Half of what a label has more than a line.
        let half = |height: i32| (height - PITCH.0 + 1) / 2;
        let reach = |slope: &Slope| {
            let (left, right) = slope.labels?;
            let more = (half(self.first_label(slope.mark)), half(self.label(slope.mark)));
            Some(((left - more.0).min(right - more.1), (left + more.0).max(right + more.1)))
        };
        let (up, down) = slopes
            .iter()
            .filter_map(reach)
            .fold((0, 0), |(up, down), (top, bottom)| (up.max(self.top - top), down.max(bottom - self.bottom)));
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

/// The lines, with labels pushed apart; which marks are labelled, and which coloured.
fn slopes(data: &ChartData, layout: &Layout, whole: &[usize], (labelled, coloured): (&[usize], &[usize]), pair: &Ends<'_>) -> Vec<Slope> {
    let (low, high) = data.range(extent);
    // All ends alike lie in the middle.
    let domain = if high > low { (low, high) } else { (low - 1.0, low + 1.0) };
    let scale = Linear { domain, range: (layout.bottom, layout.top) };
    let mut slopes: Vec<Slope> = whole
        .iter()
        .filter_map(|mark| {
            let (from, to) = pair(&data.marks[*mark])?;
            let (from, to) = ((layout.left, scale.at(from)), (layout.right, scale.at(to)));
            let labels = labelled.contains(mark).then_some((from.1, to.1));
            Some(Slope { mark: *mark, from, to, labels, coloured: coloured.contains(mark) })
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
    let left = moved(|slope| (slope.from.1, slope.to.1), &|mark| layout.first_label(mark));
    let right = moved(|slope| (slope.to.1, slope.from.1), &|mark| layout.label(mark));
    for (at, y) in left.into_iter().filter(|_| layout.first != First::Hundred) {
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

/// The ink of a line's ends: grey where it is not coloured, hatched where it rests on illustrative rows.
fn ink(data: &ChartData, slope: &Slope) -> Fill {
    let mark = &data.marks[slope.mark];
    let fill = data.ink(mark);
    let role = if slope.coloured { fill.role } else { Role::Others };
    Fill { role, hatched: fill.hatched || mark.parts.iter().any(|part| part.illustrative), ..fill }
}

/// A line and its ends: grey where it is not coloured, hair-thin without labels, dashed where it rests on illustrative rows.
fn line(canvas: &mut Canvas<'_>, data: &ChartData, slope: &Slope) {
    let fill = ink(data, slope);
    let (role, thickness) = match (slope.coloured, slope.labels) {
        (false, None) => (Role::Grid, 1),
        (false, Some(_)) => (Role::Others, 1),
        (true, _) if fill.faded => (Role::Faded, 1),
        (true, _) => (fill.role, 2),
    };
    canvas.path(&[slope.from, slope.to], role, thickness, fill.hatched);
    for at in [slope.from, slope.to] {
        // The paper's ground, so that no line shows through a pale end.
        canvas.point(at, radius(slope) as u32, Fill::plain(Role::Paper));
        canvas.point(at, radius(slope) as u32, fill);
    }
}

/// Name and value on both sides, or on the left the value alone, with a hair-thin leader where a label is moved.
fn labels(canvas: &mut Canvas<'_>, data: &ChartData, layout: &Layout, slope: &Slope, pair: Option<(f64, f64)>) {
    let (Some((left, right)), Some((from, to))) = (slope.labels, pair) else { return };
    let mark = &data.marks[slope.mark];
    let role = if slope.coloured { data.text_role(mark) } else { Role::Muted };
    for ((x, y), label, side) in [(slope.from, left, -1), (slope.to, right, 1)] {
        if (label - y).abs() > 1 {
            canvas.line((x + side * (RADIUS.0 + 2), y), (x + side * (layout.gap - 3), label), Role::Axis, 1);
        }
    }
    let (x, name) = (layout.right + layout.gap, &layout.names[slope.mark]);
    // The middle of a label's first line.
    let line = |middle: i32, height: i32| middle - height / 2 + PITCH.0 / 2;
    let (before, beside) = ((layout.left - layout.gap, line(left, layout.first_label(slope.mark))), line(right, layout.label(slope.mark)));
    match layout.first {
        First::Named => named(canvas, name, &data.number(Some(from)), before, (Anchor::End, role)),
        First::Value => canvas.text(&data.number(Some(from)), before, Anchor::End, role),
        First::Hundred => {}
    }
    named(canvas, name, &data.number(Some(to)), (x, beside), (Anchor::Start, role));
    if mark.marked {
        let (last, y) = (name.last().map_or("", String::as_str), beside + LINE_HEIGHT * (name.len() as i32 - 1) + 7);
        canvas.line((x, y), (x + text::width(last), y), Role::Mark, 1);
    }
}

/// A name from its first line on, and the value after its last.
fn named(canvas: &mut Canvas<'_>, name: &[String], value: &str, (x, y): (i32, i32), (anchor, role): (Anchor, Role)) {
    let Some((last, before)) = name.split_last() else { return };
    canvas.lines(before, (x, y), anchor, role);
    canvas.text(&format!("{last}{SPACE}{value}"), (x, y + LINE_HEIGHT * before.len() as i32), anchor, role);
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

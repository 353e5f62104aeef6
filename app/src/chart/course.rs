//! The frame that lines and areas share: an ordered dimension from left to right, an axis of values from below, and names at the right
//! end. Called by line and area.

use ::data::Lang;

use super::apart::apart;
use super::axis::{Axis, GAP, Head, Look};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas};
use super::text::{self, LINE_HEIGHT};
use super::{Percent, Size, Target, gutter, unit};

/// Between two labels of the horizontal axis.
const SPACE: i32 = 8;
/// The widest label of the horizontal axis.
const LABEL: i32 = 132;
/// Between the plot and the names at its right end: room for a leader.
const LEADER: i32 = 12;
/// Lines of a label at most.
const MOST_LINES: usize = 4;
/// Half the widest band behind a selected mark.
const BAND: i32 = 24;

/// A name at the right end of the plot.
pub(super) struct Tag {
    /// Its words, line by line.
    pub(super) lines: Vec<String>,
    /// Where the ink that it names ends.
    pub(super) end: (i32, i32),
    /// Its ink's role.
    pub(super) role: Role,
    /// Its words are muted.
    pub(super) muted: bool,
}

impl Tag {
    fn height(&self) -> i32 {
        LINE_HEIGHT * self.lines.len() as i32
    }
}

/// A label of the horizontal axis.
struct Label {
    mark: usize,
    lines: Vec<String>,
    left: i32,
    right: i32,
}

/// Where everything lies.
pub(super) struct Course {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) plot: Bounds,
    pub(super) y: Axis,
    /// Where each mark lies.
    pub(super) xs: Vec<i32>,
    inset: i32,
    /// Whether each mark and the next follow on each other.
    joined: Vec<bool>,
    head: Head,
    labels: Vec<Label>,
}

/// The lines of a name at the right end.
pub(super) fn tag_lines(name: &str, size: Size) -> Vec<String> {
    let widest = match size {
        Size::Small => 76,
        Size::Narrow => 96,
        Size::Wide => 136,
        Size::Full => 196,
    };
    // A little more for a long word.
    let word = name.split(text::BETWEEN_WORDS).map(text::width).max().unwrap_or(0);
    gutter::lines(name, widest.max(word.min(widest * 5 / 4)))
}

/// The width of the widest of some names at the right end.
pub(super) fn widest(names: impl Iterator<Item = Vec<String>>) -> i32 {
    names.map(|lines| text::widest(&lines)).max().unwrap_or(0)
}

impl Course {
    /// Lays out the frame. `range` is what the values need, `tag` the width of the widest name, `inset` how far from the plot's sides the
    /// first and the last mark lie, `left_out` how many marks a logarithmic axis cannot show.
    pub(super) fn new(data: &ChartData, size: Size, range: (f64, f64), tag: i32, inset: i32, left_out: usize) -> Course {
        let width = size.width();
        let look = Look { title: "", scale: &data.scale, wanted: 4, log: data.log_y, lang: data.lang };
        let mut y = Axis::new(data.domain.unwrap_or(range), &look);
        let head = Head::new(&head(data), left_out, width, data.lang);
        let plot_height = match size {
            Size::Small => 132,
            Size::Narrow => 204,
            Size::Wide => 232,
            Size::Full => 300,
        };
        let right = width - if tag > 0 { tag + LEADER } else { 8 };
        let left = (y.width() + GAP + 2).min(right - 40);
        let plot = Bounds { left, top: head.height(), right, bottom: head.height() + plot_height };
        y.place(plot.bottom, plot.top);
        let xs = across(&places(data), plot.left + inset, plot.right - inset);
        let joined = data.marks.windows(2).map(|pair| follows(&pair[0], &pair[1], data.step)).collect();
        let labels = labels(data, &xs, width);
        let lines = labels.iter().map(|label| label.lines.len()).max().unwrap_or(1) as i32;
        let height = plot.bottom + 11 + LINE_HEIGHT * lines;
        Course { width, height, plot, y, xs, inset, joined, head, labels }
    }

    pub(super) fn percent(&self) -> Percent {
        Percent { width: self.width, height: self.height }
    }

    /// Whether a mark and the next follow on each other.
    pub(super) fn joined(&self, mark: usize) -> bool {
        self.joined.get(mark).is_some_and(|joined| *joined)
    }

    /// The radius of the marker of a value: smaller where marks are many.
    pub(super) fn radius(&self) -> i32 {
        match self.step() {
            0..4 => 1,
            4..12 => 2,
            _ => 3,
        }
    }

    /// The least distance of two marks.
    fn step(&self) -> i32 {
        least_gap(&self.xs).unwrap_or(self.plot.right - self.plot.left)
    }

    /// The column of a mark, over the plot's whole height: to the middles between it and its neighbours.
    pub(super) fn column(&self, mark: usize) -> Bounds {
        let middle = |a: usize, b: usize| Some((self.xs.get(a)? + self.xs.get(b)?) / 2);
        let left = mark.checked_sub(1).and_then(|before| middle(before, mark)).unwrap_or(self.plot.left);
        let right = middle(mark, mark + 1).unwrap_or(self.plot.right);
        Bounds { left, right, top: self.plot.top, bottom: self.plot.bottom }
    }

    /// The same as something to click: wide enough at the ends.
    pub(super) fn reach(&self, mark: usize) -> Bounds {
        let (column, x) = (self.column(mark), self.xs[mark]);
        let first = mark == 0;
        let last = mark + 1 == self.xs.len();
        let left = if first { column.left.min(x - 8) } else { column.left };
        let right = if last { column.right.max(x + 8) } else { column.right };
        Bounds { left: left.max(0), right: right.min(self.width).max(left + 1), ..column }
    }

    /// Below the plot, where a mark's label stands.
    pub(super) fn foot(&self, mark: usize) -> Bounds {
        Bounds { top: self.plot.bottom, bottom: self.height, ..self.reach(mark) }
    }

    /// A point on the ground, for a mark without ink.
    pub(super) fn nothing(&self, mark: usize) -> Bounds {
        Bounds { left: self.xs[mark], right: self.xs[mark], top: self.plot.bottom, bottom: self.plot.bottom }
    }

    /// The bands behind selected marks, the gridlines with their numbers, the labels.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        for (mark, x) in self.xs.iter().enumerate().filter(|(mark, _)| data.marks[*mark].selected) {
            let column = self.column(mark);
            let at = Bounds { left: column.left.max(x - BAND), right: column.right.min(x + BAND), ..column };
            canvas.wash(at, Role::Grid);
        }
        self.y.draw_across(canvas, self.plot, self.y.zero());
        self.head.draw(canvas);
        for label in &self.labels {
            let role = if data.marks[label.mark].selected { Role::Ink } else { Role::Muted };
            canvas.lines(&label.lines, ((label.left + label.right) / 2, self.plot.bottom + 16), Anchor::Middle, role);
        }
    }

    /// Where names stand: right of the ink that ends last, apart from each other.
    pub(super) fn tag_boxes(&self, tags: &[Tag]) -> Vec<Bounds> {
        let ends: Vec<i32> = tags.iter().map(|tag| tag.end.1).collect();
        let left = tags.iter().map(|tag| tag.end.0).max().unwrap_or(0) + self.inset + LEADER;
        let heights: Vec<i32> = tags.iter().map(Tag::height).collect();
        let boxed = |(tag, y): (&Tag, i32)| {
            let top = y - tag.height() / 2;
            Bounds { left, top, right: left + text::widest(&tag.lines), bottom: top + tag.height() }
        };
        tags.iter().zip(apart(&ends, &heights, self.tag_room())).map(boxed).collect()
    }

    /// Names in their boxes; a leader leads to one that had to move or whose ink ends early.
    pub(super) fn draw_tags(&self, canvas: &mut Canvas<'_>, tags: &[Tag], boxes: &[Bounds]) {
        for (tag, at) in tags.iter().zip(boxes) {
            let y = at.top + tag.height() / 2;
            let early = tag.end.0 + self.inset + LEADER < at.left;
            if early || (y - tag.end.1).abs() > 4 {
                canvas.line((tag.end.0 + 5, tag.end.1), (at.left - 3, y), if early { Role::Axis } else { tag.role }, 1);
            }
            let role = if tag.muted { Role::Muted } else { Role::Ink };
            canvas.lines(&tag.lines, (at.left, at.top + LINE_HEIGHT / 2), Anchor::Start, role);
        }
    }

    /// What names leave of the plot: they stand within it where all ink ends early, and the wider side of them is left.
    pub(super) fn beside(&self, names: &[Bounds]) -> Bounds {
        let ends = names.iter().fold((self.width, 0), |(left, right), name| (left.min(name.left - 8), right.max(name.right + 8)));
        let (before, after) = (ends.0.min(self.plot.right), ends.1.max(self.plot.left));
        if before - self.plot.left >= self.plot.right - after {
            return Bounds { right: before, ..self.plot };
        }
        Bounds { left: after, ..self.plot }
    }

    /// From where to where names stand at the right end: half a line above the plot, and not on the labels below it.
    fn tag_room(&self) -> (i32, i32) {
        (self.plot.top - LINE_HEIGHT / 2, self.plot.bottom + LINE_HEIGHT / 2 - 2)
    }

    /// As many of the names as there is room for, the first before the others.
    pub(super) fn fitting(&self, tags: Vec<Tag>) -> Vec<Tag> {
        let mut room = self.tag_room().1 - self.tag_room().0;
        let fits = |tag: &Tag| {
            let fits = tag.height() <= room;
            room -= if fits { tag.height() } else { 0 };
            fits
        };
        tags.into_iter().filter(fits).collect()
    }
}

/// Where marks lie beside each other: dates at their places, what has no date behind them; else all at equal distances.
fn places(data: &ChartData) -> Vec<f64> {
    let dates: Vec<f64> = data.marks.iter().map_while(|mark| mark.at).collect();
    let even = || (0..data.marks.len()).map(|index| index as f64).collect();
    let ([first, .., last], true) = (dates.as_slice(), dates.windows(2).all(|pair| pair[0] < pair[1])) else { return even() };
    if data.marks[dates.len()..].iter().any(|mark| mark.at.is_some()) {
        return even();
    }
    let mean = (last - first) / (dates.len() - 1) as f64;
    let behind = (1..=data.marks.len() - dates.len()).map(|place| last + mean * place as f64).collect::<Vec<f64>>();
    [dates, behind].concat()
}

/// Places between two ends; one alone in the middle.
fn across(places: &[f64], from: i32, to: i32) -> Vec<i32> {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Vec::new() };
    let at = |place: &f64| (f64::from(to - from) * (place - first) / (last - first)) as i32;
    places.iter().map(|place| if last > first { from + at(place) } else { (from + to) / 2 }).collect()
}

/// Whether a line goes from a mark to the next: not to 'others', of dates not to what has none, and not where more than one step is absent.
fn follows(mark: &Mark, next: &Mark, step: Option<f64>) -> bool {
    match (step, mark.at, next.at) {
        _ if next.target == Target::Others => false,
        (Some(step), Some(at), Some(then)) => ((then - at) / step).round() <= 2.0,
        (Some(_), ..) => false,
        (None, ..) => true,
    }
}

/// The least distance of two places.
fn least_gap(xs: &[i32]) -> Option<i32> {
    xs.windows(2).map(|pair| pair[1] - pair[0]).min()
}

/// The words over the plot: the unit when values are scaled, and that the axis is logarithmic.
fn head(data: &ChartData) -> String {
    let unit = if data.scaled { unit::words(data) } else { String::new() };
    match (data.log_y, data.lang, unit.is_empty()) {
        (false, ..) => unit,
        (true, Lang::Zh, true) => String::from("对数轴"),
        (true, Lang::Zh, false) => format!("{unit}，对数轴"),
        (true, Lang::En, true) => String::from("Log scale"),
        (true, Lang::En, false) => format!("{unit}, log scale"),
    }
}

/// The labels of the horizontal axis: all of them on one line, or on up to four; or else the first, the last, the selected and as many others
/// between as have room, at equal distances where the marks are.
fn labels(data: &ChartData, xs: &[i32], width: i32) -> Vec<Label> {
    let label = |mark: usize, lines: Vec<String>| {
        let wide = text::widest(&lines);
        let left = (xs[mark] - wide / 2).clamp(0, (width - wide).max(0));
        Label { mark, lines, left, right: left + wide }
    };
    let apart = |a: &Label, b: &Label| a.right + SPACE <= b.left || b.right + SPACE <= a.left;
    let all_apart = |labels: &[Label]| labels.windows(2).all(|pair| apart(&pair[0], &pair[1]));
    let marks = &data.marks;
    let step = least_gap(xs).unwrap_or(width - SPACE);
    let is_even = xs.windows(2).all(|pair| pair[1] - pair[0] <= step + 1);
    let one: Vec<Label> = marks.iter().enumerate().map(|(index, mark)| label(index, vec![mark.label.clone()])).collect();
    if all_apart(&one) && marks.iter().all(|mark| text::width(&mark.label) <= LABEL.max(step - SPACE)) {
        return one;
    }
    let narrow = step * 4 / 5;
    for (limit, most) in (2..=MOST_LINES).flat_map(|most| [(step - SPACE, most), (narrow, most)]) {
        let even = |mark: &Mark| Some(text::lines(&mark.label, limit, most)).filter(|lines| text::is_whole(&mark.label, lines));
        let wrapped: Option<Vec<Label>> = marks.iter().enumerate().map(|(index, mark)| Some(label(index, even(mark)?))).collect();
        if let Some(wrapped) = wrapped.filter(|wrapped| step >= 40 && all_apart(wrapped)) {
            return wrapped;
        }
    }
    let last = marks.len().saturating_sub(1);
    let limits = [LABEL, 100, 76, 52, 36];
    for limit in limits {
        let short = |mark: usize| label(mark, text::whole(&marks[mark].label, limit, MOST_LINES));
        let mut kept: Vec<Label> = Vec::new();
        let wanted = [0, last].into_iter().chain((0..marks.len()).filter(|mark| marks[*mark].selected));
        for mark in wanted {
            let label = short(mark);
            if kept.iter().all(|other| other.mark != mark && apart(other, &label)) {
                kept.push(label);
            }
        }
        if last > 0 && !kept.iter().any(|label| label.mark == last) {
            continue;
        }
        let between = |step: usize| -> Vec<Label> {
            (0..marks.len()).step_by(step).map(short).filter(|label| kept.iter().all(|other| apart(other, label))).collect()
        };
        if !is_even {
            // Dates that lie unevenly: each that has room beside those before it.
            for label in (0..marks.len()).map(short) {
                if kept.iter().all(|other| apart(other, &label)) {
                    kept.push(label);
                }
            }
            return kept;
        }
        let fits = |step: &usize| all_apart(&between(*step));
        if let Some(step) = (1..=last.max(1)).find(fits) {
            // The step whose last gap is most like the others; half as much weighs how much wider it is.
            let uneven = |other: usize| {
                let gap = between(other).last().map_or(other, |label| last - label.mark);
                gap.abs_diff(other) * 100 / other + (other - step) * 50 / step
            };
            let step = (step..=2 * step).filter(fits).min_by_key(|other| uneven(*other)).unwrap_or(step);
            let between = between(step);
            kept.extend(between);
            return kept;
        }
    }
    Vec::new()
}

//! Areas over an ordered dimension: parts that add up, laid on one another from zero; a marker at the top of each, the name beside the
//! right end of those that are high there. Called by `draw`; the legend names all.

use super::axis;
use super::color::Role;
use super::course::{Course, Tag, tag_lines, widest};
use super::data::{ChartData, Mark, Part};
use super::paint::{Bounds, Canvas, Fill, picture};
use super::reference::Reference;
use super::{Drawing, Hit, Size, key};

/// As high must the right end of an area be for its name to stand beside it.
const NAMED: i32 = 15;

/// A mark so near to a label has its area under it.
const BESIDE: i32 = 48;

/// What a mark has of one series: where it lies and how it is filled.
#[derive(Clone, Copy)]
struct Slice {
    /// Away from zero.
    top: i32,
    /// Towards zero.
    base: i32,
    fill: Fill,
    /// False for a part that is zero: its area is drawn, but there is nothing to click.
    some: bool,
}

/// The area of a series: its slices by mark; `None` where the part is missing.
struct Area {
    series: Option<usize>,
    slices: Vec<Option<Slice>>,
}

/// What the axis must hold: the lowest and the highest end of any stack, zero and the reference line included.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let ends = |keep: fn(f64) -> bool| {
        data.marks.iter().map(move |mark| data.values(mark).iter().filter_map(|part| part.value).filter(|value| keep(*value)).sum::<f64>())
    };
    let reference = || data.reference.iter().map(|(value, _)| *value);
    let low = ends(|value| value < 0.0).chain(reference()).fold(0.0, f64::min);
    let high = ends(|value| value > 0.0).chain(reference()).fold(0.0, f64::max);
    if low == 0.0 && high == 0.0 { (0.0, 1.0) } else { (low, high) }
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let name = |series: usize| tag_lines(&data.series[series].label, size);
    let tag = widest((0..data.series.len()).map(name));
    // The scale of values lies the same with and without names.
    let draft = Course::new(data, size, extent(data), tag, 0, 0);
    let named: Vec<usize> = areas(data, &draft).iter().filter_map(|area| area.series.filter(|_| area.height_at_end() >= NAMED)).collect();
    let tag = widest(named.iter().map(|series| name(*series)));
    let course = Course::new(data, size, extent(data), tag, 0, 0);
    let areas = areas(data, &course);
    let mut highest: Vec<&Area> = areas.iter().collect();
    highest.sort_by_key(|area| -area.height_at_end());
    let tag = |area: &Area| {
        let series = area.series.filter(|series| named.contains(series))?;
        let slice = area.slices.last().copied().flatten()?;
        let end = (course.xs.last().copied()?, (slice.top + slice.base) / 2);
        Some(Tag { lines: name(series), end, role: data.series[series].role, muted: slice.fill.faded })
    };
    let tags = course.fitting(highest.into_iter().filter_map(tag).collect());
    let boxes = course.tag_boxes(&tags);
    let nothing = areas.iter().all(|area| area.slices.iter().flatten().next().is_none());
    let slices = || areas.iter().flat_map(|area| course.xs.iter().copied().zip(area.slices.iter().copied()));
    let under = |at: Bounds| slices().filter(|(x, slice)| slice.is_some_and(|slice| slice.touches(*x, at))).count();
    let room = course.beside(&boxes);
    let reference = Reference::across(data, &course.y, course.plot, room, &under).filter(|_| !nothing).map(|line| line.clear(room, &under));
    let svg = picture(&key(data, size), course.width, course.height, &|canvas| {
        course.draw(canvas, data);
        // Selected outlines are drawn over all, so that no neighbour covers them.
        for selected in [false, true] {
            for area in &areas {
                area.draw(canvas, &course, selected);
            }
        }
        if let Some(zero) = course.y.zero() {
            canvas.line((course.plot.left, zero), (course.plot.right, zero), Role::Axis, 1);
        }
        for area in &areas {
            area.markers(canvas, &course);
        }
        if let Some(reference) = &reference {
            // On paper, or it could not be seen before the areas.
            let (from, to) = reference.line;
            canvas.path(&[from, to], Role::Paper, 3, false);
            if let Some(at) = reference.at.filter(|at| under(*at) > 0) {
                canvas.rect(Bounds { left: at.left - 3, right: at.right + 3, ..at }, Role::Paper);
            }
            reference.draw(canvas, &boxes);
        }
        course.draw_tags(canvas, &tags, &boxes);
        if nothing {
            axis::nothing(canvas, course.plot, data.lang);
        }
    });
    Drawing { svg, width: course.width as u32, height: course.height as u32, hits: hits(data, &course, &areas) }
}

impl Slice {
    /// Whether a box lies on its area, at the mark at `x` or beside it.
    fn touches(&self, x: i32, at: Bounds) -> bool {
        let (top, bottom) = (self.top.min(self.base), self.top.max(self.base));
        x >= at.left - BESIDE && x <= at.right + BESIDE && top < at.bottom && bottom > at.top
    }
}

/// Every area, in the order of the series: positive parts upwards from zero, negative ones downwards.
fn areas(data: &ChartData, course: &Course) -> Vec<Area> {
    let series = (0..data.series.len()).map(Some).chain(data.series.is_empty().then_some(None));
    let mut areas: Vec<Area> = series.map(|series| Area { series, slices: Vec::new() }).collect();
    let at = |value: f64| course.y.at(value).unwrap_or(course.plot.bottom);
    for mark in &data.marks {
        let (mut low, mut high) = (0.0, 0.0);
        let parts = data.values(mark);
        for (place, area) in areas.iter_mut().enumerate() {
            let part = parts.get(place).copied().unwrap_or_default();
            let slice = part.value.map(|value| {
                let base = if value < 0.0 { &mut low } else { &mut high };
                let from = *base;
                *base += value;
                Slice { top: at(*base), base: at(from), fill: fill(data, mark, area.series, part), some: value != 0.0 }
            });
            area.slices.push(slice);
        }
    }
    areas
}

fn fill(data: &ChartData, mark: &Mark, series: Option<usize>, part: Part) -> Fill {
    match series {
        Some(series) => data.part_ink(mark, part, &data.series[series]),
        // A single area: a selected mark stands out by the others' paleness.
        None => Fill { selected: false, ..data.ink(mark) },
    }
}

impl Area {
    fn height_at_end(&self) -> i32 {
        self.slices.last().copied().flatten().map_or(0, |slice| (slice.base - slice.top).abs())
    }

    /// One shape for as many marks as stand side by side and look alike. Between two that do not, each goes half of the way. Either those
    /// that are selected or the others.
    fn draw(&self, canvas: &mut Canvas<'_>, course: &Course, selected: bool) {
        let mut mark = 0;
        while mark < self.slices.len() {
            let Some(first) = self.slices[mark].filter(|slice| slice.fill.selected == selected) else {
                mark += 1;
                continue;
            };
            let mut last = mark;
            while course.joined(last) && self.slices[last + 1].is_some_and(|next| next.fill == first.fill) {
                last += 1;
            }
            let (mut upper, mut lower) = (Vec::new(), Vec::new());
            let mut add = |(x, top, base): (i32, i32, i32)| {
                upper.push((x, top));
                lower.push((x, base));
            };
            if let Some(half) = mark.checked_sub(1).and_then(|before| self.between(course, before)) {
                add(half);
            }
            for (x, slice) in course.xs[mark..=last].iter().zip(self.slices[mark..=last].iter().flatten()) {
                add((*x, slice.top, slice.base));
            }
            if let Some(half) = self.between(course, last) {
                add(half);
            }
            if let [only] = upper.as_slice() {
                // A value alone: an area without width.
                canvas.path(&[*only, lower[0]], first.fill.role, 3, first.fill.hatched);
            } else {
                let outline: Vec<(i32, i32)> = upper.iter().chain(lower.iter().rev()).copied().collect();
                canvas.polygon(&outline, first.fill);
                if !first.fill.selected && !first.fill.faded && !first.fill.hatched {
                    canvas.path(&lower, Role::Paper, 1, false);
                }
            }
            mark = last + 1;
        }
    }

    /// The middle between a mark and the next, where the area has both.
    fn between(&self, course: &Course, mark: usize) -> Option<(i32, i32, i32)> {
        let (a, b) = (self.slices[mark]?, (*self.slices.get(mark + 1).filter(|_| course.joined(mark))?)?);
        Some(((course.xs[mark] + course.xs[mark + 1]) / 2, (a.top + b.top) / 2, (a.base + b.base) / 2))
    }

    fn markers(&self, canvas: &mut Canvas<'_>, course: &Course) {
        let radius = course.radius() as u32;
        for (x, slice) in course.xs.iter().zip(&self.slices) {
            if let Some(slice) = slice.filter(|slice| slice.some) {
                canvas.disc((*x, slice.top), radius + 1, Role::Paper);
                canvas.point((*x, slice.top), radius, slice.fill);
            }
        }
    }
}

/// One for each mark of a single area; for several, one at each mark's label and one for each part.
fn hits(data: &ChartData, course: &Course, areas: &[Area]) -> Vec<Hit> {
    let (percent, radius) = (course.percent(), course.radius());
    let mut hits = Vec::new();
    for (mark, row) in data.marks.iter().enumerate() {
        let x = course.xs[mark];
        let ink = |slice: Slice| Bounds::around((x, slice.top), radius);
        let slices: Vec<(Option<usize>, Slice)> =
            areas.iter().filter_map(|area| Some((area.series, area.slices[mark].filter(|slice| slice.some)?))).collect();
        let whole = slices
            .iter()
            .map(|(_, slice)| ink(*slice))
            .reduce(|a, b| Bounds { top: a.top.min(b.top), bottom: a.bottom.max(b.bottom), ..a })
            .unwrap_or_else(|| course.nothing(mark));
        if data.series.is_empty() {
            hits.push(percent.hit(Bounds { bottom: course.height, ..course.reach(mark) }, whole, row.target, None));
            continue;
        }
        hits.push(percent.hit(course.foot(mark), whole, row.target, None));
        for (series, slice) in slices {
            let (top, bottom) = (slice.top.min(slice.base), slice.top.max(slice.base));
            let reach = Bounds { top: top.min(bottom - 4).max(0), bottom, ..course.reach(mark) };
            if let Some(part) = series.and_then(|series| data.series[series].index) {
                hits.push(percent.hit(reach, ink(slice), row.target, Some(part)));
            }
        }
    }
    hits
}

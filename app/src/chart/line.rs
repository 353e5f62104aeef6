//! Lines over an ordered dimension: one, or one for each value of the split; a point at each value, the name at the right end. Called
//! by `draw`; `roles` by the legend too.

use super::axis::{self, range};
use super::color::{CATEGORIES, Role};
use super::course::{Course, Tag, tag_lines, widest};
use super::data::{ChartData, Mark};
use super::paint::{Bounds, Canvas, Fill, picture};
use super::reference::Reference;
use super::{Drawing, Size, key, scatter};

/// More lines than these are grey, but for some.
const MOST: usize = 12;
/// How far from the plot's sides the first and the last mark lie.
const INSET: i32 = 8;
/// Half the side of the area around a point that can be clicked.
const REACH: i32 = 12;

/// A line: its series, how it is drawn, its points by mark.
struct Curve {
    series: Option<usize>,
    role: Role,
    faded: bool,
    selected: bool,
    /// One of too many: grey and without a name.
    background: bool,
    points: Vec<Option<Point>>,
    /// Neighbouring values: what the line joins. A missing value is a gap.
    pieces: Vec<(Point, Point)>,
}

/// A value on its line.
#[derive(Clone, Copy)]
struct Point {
    at: (i32, i32),
    fill: Fill,
}

/// The colour of each series; `None` for the grey lines behind, where there are more than twelve.
pub(super) fn roles(data: &ChartData) -> Vec<Option<Role>> {
    if data.series.len() <= MOST {
        return data.series.iter().map(|series| Some(series.role)).collect();
    }
    // The selected, then those that end highest, until as many stand out as there are colours.
    let last = |series: usize| data.marks.iter().rev().find_map(|mark| mark.parts.get(series)?.value).unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<usize> = (0..data.series.len()).collect();
    order.sort_by(|a, b| data.series[*b].selected.cmp(&data.series[*a].selected).then(last(*b).total_cmp(&last(*a))));
    order.truncate(CATEGORIES);
    order.sort_unstable();
    let role = |(index, series): (usize, &super::data::Series)| {
        let place = order.iter().position(|known| *known == index)?;
        Some(if data.split_ordered { series.role } else { Role::category(place) })
    };
    data.series.iter().enumerate().map(role).collect()
}

/// What the axis of values must hold: the values and the reference line.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let reference = data.reference.as_ref().map(|(value, _)| *value);
    range(data.marks.iter().flat_map(|mark| data.values(mark)).filter_map(|part| part.value).chain(reference), data.log_y)
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let unshown = |mark: &&Mark| data.values(mark).iter().any(|part| part.value.is_some_and(|value| data.log_y && value <= 0.0));
    let left_out = data.marks.iter().filter(unshown).count();
    let roles = roles(data);
    let name = |series: Option<usize>| match series {
        Some(series) => tag_lines(&data.series[series].label, size),
        None => vec![data.number(data.marks.iter().rev().find_map(|mark| mark.value))],
    };
    let named: Vec<Option<usize>> = if data.series.is_empty() {
        vec![None]
    } else {
        (0..data.series.len()).filter(|series| roles[*series].is_some()).map(Some).collect()
    };
    let tag = widest(named.iter().map(|series| name(*series)));
    let course = Course::new(data, size, extent(data), tag, INSET, left_out);
    let mut curves = curves(data, &course, &roles);
    // Behind: grey lines; then what the filter leaves out; selected ones on top.
    curves.sort_by_key(|curve| (!curve.background, !curve.faded, curve.selected));

    let mut ends: Vec<(&Curve, (i32, i32))> = curves
        .iter()
        .filter(|curve| !curve.background)
        .filter_map(|curve| Some((curve, curve.points.iter().flatten().last()?.at)))
        .collect();
    // Without room for all: the selected, then the highest.
    ends.sort_by_key(|(curve, end)| (!curve.selected, end.1));
    let tag = |(curve, end): (&Curve, (i32, i32))| Tag { lines: name(curve.series), end, role: curve.role, muted: curve.faded };
    let tags = course.fitting(ends.into_iter().map(tag).collect());

    let pieces: Vec<((i32, i32), (i32, i32))> = curves.iter().flat_map(|curve| &curve.pieces).map(|(from, to)| (from.at, to.at)).collect();
    let boxes = course.tag_boxes(&tags);
    let under = |at: Bounds| pieces.iter().filter(|piece| scatter::touches(**piece, at)).count();
    let nothing = curves.iter().all(|curve| curve.points.iter().flatten().next().is_none());
    let reference = Reference::across(data, &course.y, course.plot, course.beside(&boxes), &under).filter(|_| !nothing);
    let svg = picture(&key(data, size), course.width, course.height, &|canvas| {
        course.draw(canvas, data);
        if let Some(reference) = &reference {
            reference.draw(canvas, &boxes);
        }
        for curve in &curves {
            curve.draw(canvas, curve.radius(&course));
        }
        course.draw_tags(canvas, &tags, &boxes);
        if nothing {
            axis::nothing(canvas, course.plot, data.lang);
        }
    });
    Drawing { svg, width: course.width as u32, height: course.height as u32, hits: hits(data, &course, &curves) }
}

/// Every line, in the order of the series.
fn curves(data: &ChartData, course: &Course, roles: &[Option<Role>]) -> Vec<Curve> {
    let single = data.series.is_empty();
    let line = |series: usize| {
        let selected = data.series.get(series).is_some_and(|series| series.selected);
        let faded = data.split_filtered() && !selected;
        let role = if single { Some(Role::Series) } else { roles[series] };
        let point = |(mark, x): (usize, &i32)| {
            let row = &data.marks[mark];
            let part = *data.values(row).get(series)?;
            let role = if single { data.ink(row).role } else { role.unwrap_or(Role::Others) };
            let fill = Fill { role, hatched: part.illustrative, faded, selected: row.selected && !faded };
            Some(Point { at: (*x, course.y.at(part.value?)?), fill })
        };
        let points: Vec<Option<Point>> = course.xs.iter().enumerate().map(point).collect();
        let pieces = points.windows(2).enumerate().filter(|(mark, _)| course.joined(*mark)).filter_map(|(_, pair)| pair[0].zip(pair[1]));
        Curve {
            pieces: pieces.collect(),
            series: (!single).then_some(series),
            role: if faded { Role::Faded } else { role.unwrap_or(Role::Others) },
            faded,
            selected,
            background: role.is_none(),
            points,
        }
    };
    (0..data.series.len().max(1)).map(line).collect()
}

impl Curve {
    /// The radius of its points.
    fn radius(&self, course: &Course) -> i32 {
        if self.background { 1 } else { course.radius() }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, radius: i32) {
        let thickness = match self {
            Curve { selected: true, .. } => 3,
            Curve { faded: true, .. } | Curve { background: true, .. } => 1,
            _ => 2,
        };
        // As far as it goes in one manner: dashed where either end is illustrative.
        let mut run: Vec<(i32, i32)> = Vec::new();
        let mut dashed = false;
        for (from, to) in &self.pieces {
            let now = from.fill.hatched || to.fill.hatched;
            if run.last() != Some(&from.at) || now != dashed {
                if run.len() > 1 {
                    canvas.path(&run, self.role, thickness, dashed);
                }
                run = vec![from.at];
                dashed = now;
            }
            run.push(to.at);
        }
        if run.len() > 1 {
            canvas.path(&run, self.role, thickness, dashed);
        }
        for point in self.points.iter().flatten() {
            // Paper behind what can be seen through.
            if point.fill.hatched || point.fill.faded {
                canvas.disc(point.at, radius as u32, Role::Paper);
            }
            canvas.point(point.at, radius as u32, point.fill);
        }
    }
}

/// One for each mark of a single line; for several, one at each mark's label and one at each point.
fn hits(data: &ChartData, course: &Course, curves: &[Curve]) -> Vec<super::Hit> {
    let percent = course.percent();
    let ink = |curve: &Curve, mark: usize| {
        let radius = curve.radius(course);
        curve.points[mark].map(|point| Bounds::around(point.at, radius))
    };
    let mut hits = Vec::new();
    for (mark, row) in data.marks.iter().enumerate() {
        let mut points: Vec<(usize, Bounds)> =
            curves.iter().filter_map(|curve| Some((curve.series.unwrap_or(0), ink(curve, mark)?))).collect();
        points.sort_by_key(|(series, at)| (at.top, *series));
        let whole = points.iter().map(|(_, at)| *at).reduce(|a, b| Bounds { top: a.top.min(b.top), bottom: a.bottom.max(b.bottom), ..a });
        let whole = whole.unwrap_or_else(|| course.nothing(mark));
        if data.series.is_empty() {
            hits.push(percent.hit(Bounds { bottom: course.height, ..course.reach(mark) }, whole, row.target, None));
            continue;
        }
        hits.push(percent.hit(course.foot(mark), whole, row.target, None));
        let middle = |(_, at): &(usize, Bounds)| (at.top + at.bottom) / 2;
        for (place, point) in points.iter().enumerate() {
            // Half of the way to the points above and below belongs to each.
            let y = middle(point);
            let above = place.checked_sub(1).map_or(0, |above| (middle(&points[above]) + y) / 2);
            let below = points.get(place + 1).map_or(course.plot.bottom, |below| (middle(below) + y) / 2);
            let column = course.reach(mark);
            let reach = Bounds {
                left: column.left.max(course.xs[mark] - REACH),
                right: column.right.min(course.xs[mark] + REACH),
                top: above.max(y - REACH).min(y - 2),
                bottom: below.min(y + REACH).max(y + 2),
            };
            if let Some(part) = data.series[point.0].index {
                hits.push(percent.hit(reach, point.1, row.target, Some(part)));
            }
        }
    }
    hits
}

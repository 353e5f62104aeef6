//! Labelled points: one a mark, two measures; in bubbles the area is a third. Called by `draw`. Labels never overlap: `labels` places
//! them; `bubbles` says how large points are.

mod bubbles;
pub(super) mod labels;

use ::data::schema::PanelKind;

use self::bubbles::{SizeLegend, Sizes};
pub(super) use self::labels::touches;
use super::axis::{self, Axis, FOOT, GAP, Head, Look, range};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Bounds, Canvas, Fill, picture};
use super::reference::Reference;
use super::{Drawing, Percent, Size, elbow, key, text};

/// The radius of a point, and of one in a crowd.
const RADIUS: (i32, i32) = (5, 3);
/// As far may a bubble reach beyond the plot: not to the numbers of the axes.
const RIM: i32 = 2;
/// Points that are not yet a crowd.
const CROWD: usize = 100;
/// Half the side of the area that can be clicked.
const REACH: i32 = 12;
/// The widest label.
const LABEL: i32 = 150;
/// As many points have labels; the rest are said by their hits.
const MOST_LABELS: usize = 60;

/// A point that can be drawn: its mark, its place, its radius, its fill.
struct Point {
    mark: usize,
    at: (i32, i32),
    radius: i32,
    fill: Fill,
}

/// Where everything lies.
struct Layout {
    width: i32,
    height: i32,
    head: Head,
    plot: Bounds,
    x: Axis,
    y: Axis,
    /// In the order to draw.
    points: Vec<Point>,
    sizes: Option<SizeLegend>,
}

/// What the vertical axis must hold: the values and the reference line.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let reference = data.reference.as_ref().map(|(value, _)| *value);
    range(data.marks.iter().filter_map(|mark| mark.value).chain(reference), data.log_y)
}

/// What the horizontal axis must hold.
pub(super) fn extent_x(data: &ChartData) -> (f64, f64) {
    range(data.marks.iter().filter_map(|mark| mark.x), data.log_x)
}

/// The largest size of its bubbles.
pub(super) fn largest(data: &ChartData) -> f64 {
    data.marks.iter().filter_map(|mark| mark.size).fold(0.0, f64::max)
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let layout = Layout::new(data, size);
    let (plot, points) = (layout.plot, &layout.points);
    let under = |at: Bounds| points.iter().filter(|point| Bounds::around(point.at, point.radius).overlaps(&at)).count();
    let room = Bounds { top: plot.top - 6, bottom: plot.bottom - 1, ..plot };
    let reference = Reference::across(data, &layout.y, plot, room, &under).filter(|_| !points.is_empty());
    let requests: Vec<labels::Request> = points.iter().map(|point| layout.request(data, point)).collect();
    let room = Bounds { left: plot.left + 2, right: layout.width, ..room };
    let placed = labels::place(&requests, reference.as_ref().and_then(|line| line.at), room);

    let svg = picture(&key(data, size), layout.width, layout.height, &|canvas| {
        layout.axes(canvas);
        if let Some(reference) = &reference {
            let names: Vec<Bounds> = placed.iter().flatten().map(|label| label.at).collect();
            reference.draw(canvas, &names);
        }
        placed.iter().flatten().for_each(|label| label.draw_leader(canvas));
        // What the filter has lies on what it leaves out; links keep their order, or the focus would be lost.
        let left_out = |point: &&Point| !(data.filtered && data.marks[point.mark].selected);
        for point in points.iter().filter(left_out).chain(points.iter().filter(|point| !left_out(point))) {
            if data.kind == PanelKind::Bubble {
                // Between bubbles that overlap.
                canvas.disc(point.at, point.radius as u32 + 1, Role::Paper);
            }
            canvas.point(point.at, point.radius as u32, point.fill);
        }
        if points.is_empty() {
            axis::nothing(canvas, plot, data.lang);
        }
        for ((point, request), label) in points.iter().zip(&requests).zip(&placed) {
            let mark = &data.marks[point.mark];
            if let Some(label) = label {
                label.draw(canvas, &request.lines, data.text_role(mark), mark.marked);
            }
        }
    });
    let percent = Percent { width: layout.width, height: layout.height };
    let hits = points
        .iter()
        .map(|point| {
            let reach = Bounds::around(point.at, point.radius.max(elbow(point.at, points.iter().map(|other| other.at), REACH)));
            percent.hit(reach, Bounds::around(point.at, point.radius), data.marks[point.mark].target, None)
        })
        .collect();
    Drawing { svg, width: layout.width as u32, height: layout.height as u32, hits }
}

impl Layout {
    fn new(data: &ChartData, size: Size) -> Layout {
        let width = size.width();
        let look = |log| Look { title: &data.measure, scale: &data.scale, wanted: 4, log, lang: data.lang };
        let mut y = Axis::new(data.range(extent), &look(data.log_y));
        let (title, scale) = data.against.as_ref().map_or(("", &data.scale), |(title, scale)| (title.as_str(), scale));
        let (plot_height, wanted) = match size {
            Size::Small => (196, 3),
            Size::Narrow => (296, 4),
            Size::Wide => (296, 5),
            Size::Full => (380, 8),
        };
        let mut x = Axis::new(data.range_x(extent_x), &Look { title, scale, wanted, ..look(data.log_x) });
        let bubbles = match data.largest {
            // Alike in all small multiples, however many bubbles are in each.
            Some(most) => Sizes::new(most, 0, size),
            None => Sizes::new(largest(data), data.marks.len(), size),
        };
        let sizes = data.sized.as_ref().and_then(|sized| SizeLegend::new(sized, bubbles, width, data.lang));

        let complete = data.marks.iter().filter(|mark| mark.x.is_some() && mark.value.is_some() && radius(data, mark, bubbles).is_some());
        let left_out = complete.count() - points(data, &x, &y, bubbles).len();
        let head = Head::new(&y.title, left_out, width, data.lang);
        let last = x.last();
        let first = x.numbers.first().map_or(0, |number| text::width(number));
        let (left, top) = ((y.width() + GAP + 2).max(first / 2 + 1), head.height());
        let plot = Bounds { left, top, right: width - (last / 2 + 1).max(8), bottom: top + plot_height };

        // Bubbles on the rim of the plot push the ends of the axes inwards, until all lie in it; in small multiples all alike.
        let alike = if data.kind == PanelKind::Bubble && data.domain.is_some() { bubbles.largest } else { 0 };
        let mut ends = Bounds { left: plot.left + alike, top: plot.top + alike, right: plot.right - alike, bottom: plot.bottom - alike };
        let rim = if data.kind == PanelKind::Bubble { RIM } else { RADIUS.0 };
        for _ in 0..4 {
            x.place(ends.left, ends.right);
            y.place(ends.bottom, ends.top);
            let points = points(data, &x, &y, bubbles);
            let beyond = |over: &dyn Fn(Bounds) -> i32| {
                points.iter().filter(|_| alike == 0).map(|point| over(Bounds::around(point.at, point.radius - rim))).fold(0, i32::max)
            };
            ends.left += beyond(&|at| plot.left - at.left);
            ends.right -= beyond(&|at| at.right - plot.right);
            ends.top += beyond(&|at| plot.top - at.top);
            ends.bottom -= beyond(&|at| at.bottom - plot.bottom);
        }
        let mut points = points(data, &x, &y, bubbles);
        // Small bubbles lie on large ones.
        points.sort_by_key(|point| -point.radius);
        let height = plot.bottom + FOOT + sizes.as_ref().map_or(0, |sizes| sizes.height);
        Layout { width, height, head, plot, x, y, points, sizes }
    }

    fn request(&self, data: &ChartData, point: &Point) -> labels::Request {
        ::data::stop::look();
        let mark = &data.marks[point.mark];
        let named = point.mark < MOST_LABELS || mark.selected;
        let lines = if named { labels::lines(&mark.label, LABEL) } else { Vec::new() };
        // What the filter has, else the largest bubbles.
        let large = data.kind == PanelKind::Bubble && self.points.iter().all(|other| other.radius * 3 <= point.radius * 4);
        let first = if data.filtered { mark.selected } else { large };
        labels::Request { lines, at: point.at, radius: point.radius, first }
    }

    /// Few hair-thin gridlines, numbers, and the titles with their units.
    fn axes(&self, canvas: &mut Canvas<'_>) {
        let plot = self.plot;
        self.y.draw_across(canvas, plot, Some(plot.bottom));
        self.x.draw_down(canvas, plot, self.width);
        self.head.draw(canvas);
        if let Some(sizes) = &self.sizes {
            sizes.draw(canvas, plot.bottom + FOOT);
        }
    }
}

/// The points that can be drawn, in the order of their marks.
fn points(data: &ChartData, x: &Axis, y: &Axis, bubbles: Sizes) -> Vec<Point> {
    let point = |(index, mark): (usize, &Mark)| {
        let at = (x.at(mark.x?)?, y.at(mark.value?)?);
        Some(Point { mark: index, at, radius: radius(data, mark, bubbles)?, fill: data.ink(mark) })
    };
    data.marks.iter().enumerate().filter_map(point).collect()
}

/// The radius of a mark's point; `None` for a bubble without an area.
fn radius(data: &ChartData, mark: &Mark, bubbles: Sizes) -> Option<i32> {
    match data.kind {
        PanelKind::Bubble => bubbles.radius(mark.size?),
        _ => Some(if data.marks.len() > CROWD { RADIUS.1 } else { RADIUS.0 }),
    }
}

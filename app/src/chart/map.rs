//! A circle at the place of each region, its area the value: a symbol map without boundaries. Called by `draw`. Names are placed as those
//! of points are.
//! Of small multiples the axes of the domain are longitude across and latitude upwards.

use ::data::Lang;

use super::cells;
use super::classes::Step;
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::projection::Projection;
use super::scale::ends;
use super::scatter::labels::{Request, lines, place};
use super::text;
use super::{Drawing, Percent, Size, elbow, key};
use crate::format;

/// The radius of the smallest circle.
const SMALLEST: i32 = 3;
/// Half the side of the area that can be clicked, at least.
const REACH: i32 = 12;
/// Circles that are not yet a crowd.
const CROWD: usize = 40;
/// Between the outermost circles and the edge: room for half a line of text.
const EDGE: i32 = 12;
/// The height of the map at least; at most it is as high as wide.
const LOWEST: i32 = 140;
/// Circles with names; the rest are said by their hits.
const MOST_LABELS: usize = 60;
/// Of these the largest are placed before the others.
const KEPT: usize = 5;
/// Room beside the map for the outermost names.
const BESIDE: i32 = 80;
/// A line of a name and its value is at most so wide.
const NAME: i32 = 150;
/// Between a circle of the key and its number, and between two of them.
const KEY_GAP: (i32, i32) = (5, 14);

/// A circle in its place.
struct Circle<'a> {
    mark: &'a Mark,
    value: f64,
    at: (i32, i32),
    radius: i32,
}

/// Where everything lies.
struct Layout<'a> {
    key: Option<Key>,
    /// In the order of the marks.
    circles: Vec<Circle<'a>>,
    remarks: Vec<String>,
    top: i32,
    height: i32,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let width = size.width();
    let layout = Layout::new(data, size);
    // The largest first, so that none is hidden, and what the filter has last.
    let mut order: Vec<&Circle<'_>> = layout.circles.iter().collect();
    order.sort_by_key(|circle| (data.filtered && circle.mark.selected, -circle.radius));
    let labelled = |place: usize, circle: &Circle<'_>| place < MOST_LABELS || circle.mark.selected;
    let requests: Vec<Request> = order
        .iter()
        .enumerate()
        .map(|(place, circle)| Request {
            lines: if labelled(place, circle) { label(data, circle) } else { Vec::new() },
            at: circle.at,
            radius: circle.radius,
            first: if data.filtered { circle.mark.selected } else { place < KEPT },
        })
        .collect();
    let bottom = layout.height - cells::remarks_height(&layout.remarks);
    let placed = place(&requests, None, Bounds { left: 0, top: layout.top, right: width, bottom: bottom - 1 });
    let svg = picture(&key(data, size), width, layout.height, &|canvas| {
        if let Some(key) = &layout.key {
            key.draw(canvas);
        }
        placed.iter().flatten().for_each(|label| label.draw_leader(canvas));
        for circle in &order {
            circle.draw(canvas, data);
        }
        for ((circle, request), label) in order.iter().zip(&requests).zip(&placed) {
            if let Some(label) = label {
                label.draw(canvas, &request.lines, data.text_role(circle.mark), circle.mark.marked);
            }
        }
        cells::draw_remarks(canvas, &layout.remarks, bottom);
        if order.is_empty() {
            canvas.text(nothing(data.lang), (width / 2, (layout.top + bottom) / 2), Anchor::Middle, Role::Muted);
        }
    });
    let percent = Percent { width, height: layout.height };
    let hit = |circle: &Circle<'_>| {
        let reach = Bounds::around(circle.at, circle.radius.max(elbow(circle.at, layout.circles.iter().map(|other| other.at), REACH)));
        percent.hit(reach, Bounds::around(circle.at, circle.radius), circle.mark.target, None)
    };
    let hits = layout.circles.iter().map(hit).collect();
    Drawing { svg, width: width as u32, height: layout.height as u32, hits }
}

/// The longitudes and the latitudes of all the places with a value; without one of all.
pub(super) fn extents(data: &ChartData) -> ((f64, f64), (f64, f64)) {
    let valued = data.marks.iter().any(|mark| mark.place.is_some() && mark.value.is_some());
    let places = || data.marks.iter().filter(|mark| mark.value.is_some() || !valued).filter_map(|mark| mark.place);
    let ends = |get: fn((f64, f64)) -> f64| ends(places().map(get)).unwrap_or((0.0, 0.0));
    (ends(|place| place.0), ends(|place| place.1))
}

/// The largest value, whatever its sign: that of the largest circle.
pub(super) fn largest(data: &ChartData) -> f64 {
    data.marks.iter().filter(|mark| mark.place.is_some()).filter_map(|mark| mark.value).fold(0.0, |most, value| most.max(value.abs()))
}

/// The radius of the largest circle. A crowd has smaller ones, so that together they have no more ink; those of small multiples must agree.
fn largest_radius(data: &ChartData, size: Size) -> i32 {
    let alone = match size {
        Size::Small => 16,
        Size::Narrow => 22,
        Size::Wide | Size::Full => 30,
    };
    let count = data.marks.iter().filter(|mark| mark.place.is_some() && mark.value.is_some()).count();
    if data.largest.is_some() || count <= CROWD {
        return alone;
    }
    ((f64::from(alone) * (CROWD as f64 / count as f64).sqrt()).round() as i32).max(2 * SMALLEST)
}

/// The radius of a circle whose area stands for `value`.
fn radius(value: f64, most: f64, largest: i32) -> i32 {
    let share = if most > 0.0 { (value.abs() / most).min(1.0) } else { 0.0 };
    ((f64::from(largest) * share.sqrt()).round() as i32).max(SMALLEST)
}

impl Layout<'_> {
    fn new(data: &ChartData, size: Size) -> Layout<'_> {
        let width = size.width();
        let most = data.largest.unwrap_or_else(|| largest(data));
        let key = data.largest.is_none().then(|| Key::new(data, most, size));
        let top = key.as_ref().map_or(0, |key| key.height);
        let own = extents(data);
        let (east, north) = (data.domain_x.unwrap_or(own.0), data.domain.unwrap_or(own.1));
        let largest = largest_radius(data, size);
        let edge = largest + EDGE;
        let room = (width - 2 * edge - BESIDE, width - 2 * edge);
        let projection = Projection::new(east, north, room);
        let mut map_height = (projection.height + 2 * edge).max(LOWEST);
        let centre = (width / 2, top + map_height / 2);
        let circle = |mark: &'_ Mark| -> Option<((i32, i32), f64)> { Some((projection.at(mark.place?, centre), mark.value?)) };
        let mut circles: Vec<Circle<'_>> = data
            .marks
            .iter()
            .filter_map(|mark| circle(mark).map(|(at, value)| Circle { mark, value, at, radius: radius(value, most, largest) }))
            .collect();
        if data.domain.is_none() {
            // Nothing stands beyond the outermost circles but half a line of text; the places of small multiples must agree.
            let first = circles.iter().map(|circle| circle.at.1 - circle.radius).min().unwrap_or(top);
            let last = circles.iter().map(|circle| circle.at.1 + circle.radius).max().unwrap_or(top);
            map_height = (last - first + 2 * EDGE).max(LOWEST);
            let up = (first + last) / 2 - top - map_height / 2;
            circles.iter_mut().for_each(|circle| circle.at.1 -= up);
        }
        let (no_place, no_value) = match data.lang {
            Lang::Zh => ("无坐标", "缺数值"),
            Lang::En => ("Without a place", "Without a value"),
        };
        let without: Vec<&Mark> = data.marks.iter().filter(|mark| mark.place.is_none()).collect();
        let missing: Vec<&Mark> = data.marks.iter().filter(|mark| mark.place.is_some() && mark.value.is_none()).collect();
        let mut remarks = cells::left_out(no_place, &without, width, data.lang);
        remarks.extend(cells::left_out(no_value, &missing, width, data.lang));
        let height = top + map_height + cells::remarks_height(&remarks);
        Layout { key, circles, remarks, top, height }
    }
}

impl Circle<'_> {
    /// Filled when positive, hollow otherwise, with a hair of paper around it where circles overlap.
    fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        let (fill, radius) = (data.ink(self.mark), self.radius as u32);
        canvas.disc(self.at, radius + 1, Role::Paper);
        if self.value > 0.0 {
            canvas.point(self.at, radius, fill);
            return;
        }
        let paper = Fill { role: if fill.hatched { Role::Grid } else { Role::Paper }, faded: false, ..fill };
        canvas.point(self.at, radius, paper);
        if !fill.selected {
            canvas.ring(self.at, radius, if fill.faded { Role::Faded } else { fill.role });
        }
    }
}

/// The name and the value beside a circle.
fn label(data: &ChartData, circle: &Circle<'_>) -> Vec<String> {
    let number = data.number(Some(circle.value));
    lines(&format!("{} {number}", circle.mark.label), NAME.max(text::width(&number)))
}

fn nothing(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没有可标的地点",
        Lang::En => "No places to draw",
    }
}

/// What circles mean: hollow ones of round values.
pub(super) struct Key {
    /// The middle and radius of a circle, and its words.
    circles: Vec<((i32, i32), i32, String)>,
    /// What hollow circles on the map mean, where there are some.
    remark: Option<(String, i32, i32)>,
    pub(super) height: i32,
}

impl Key {
    pub(super) fn new(data: &ChartData, most: f64, size: Size) -> Key {
        let largest = largest_radius(data, size);
        let whole = data.scale.decimals == 0 && data.scale.divisor == 1.0 && most >= 1.0;
        let mut circles: Vec<((i32, i32), i32, String)> = Vec::new();
        // About half the largest, and about a tenth.
        let steps = [2.0, 10.0].map(|share| Step::new(most / data.scale.divisor / share, whole));
        let shown = if most > 0.0 { &steps[..] } else { &[] };
        let tallest = shown.first().map_or(0, |step| radius(step.times(1.0) * data.scale.divisor, most, largest));
        let mut left = 1;
        for step in shown {
            let value = step.times(1.0);
            let radius = radius(value * data.scale.divisor, most, largest);
            if circles.last().is_some_and(|(_, last, _)| *last <= radius) {
                continue;
            }
            let number = format::number(value, step.decimals());
            // The unit once.
            let words = if circles.is_empty() { format::with_unit(&number, data.unit()) } else { number };
            let room = if circles.is_empty() { size.width() * 2 / 3 } else { size.width() };
            let words = text::ellipsize(&words, room - left - 2 * radius - KEY_GAP.0);
            let end = left + 2 * radius + KEY_GAP.0 + text::width(&words);
            circles.push(((left + radius, 1 + tallest), radius, words));
            left = end + KEY_GAP.1;
        }
        let hollow = data.marks.iter().any(|mark| mark.place.is_some() && mark.value.is_some_and(|value| value < 0.0));
        let remark = hollow.then(|| {
            let words = match data.lang {
                Lang::Zh => "空心：零或负值",
                Lang::En => "hollow: zero or below",
            };
            (text::ellipsize(words, size.width() - left), left, 1 + tallest)
        });
        let height = if circles.is_empty() { 0 } else { 2 * tallest + 8 };
        Key { circles, remark, height }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        for ((x, y), radius, words) in &self.circles {
            canvas.ring((*x, *y), *radius as u32, Role::Axis);
            canvas.text(words, (x + radius + KEY_GAP.0, *y), Anchor::Start, Role::Muted);
        }
        if let Some((words, x, y)) = &self.remark {
            canvas.text(words, (*x, *y), Anchor::Start, Role::Muted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_by_hand() {
        // A quarter of the value has half the radius.
        assert_eq!([16.0, 4.0, 0.0, -4.0, 99.0].map(|value| radius(value, 16.0, 30)), [30, 15, 3, 15, 30]);
        assert_eq!(radius(1.0, 0.0, 30), SMALLEST);
    }
}

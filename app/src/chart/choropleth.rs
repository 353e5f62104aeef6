//! Regions in the ink of their class: a choropleth over the bundle's own boundaries, with the map's approval number on it. Called by `draw`.

use std::sync::Arc;

use ::data::Lang;
use ::data::report::Shape;

use super::breaks;
use super::cells;
use super::color::{Role, STEPS};
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::projection::Projection;
use super::scatter::touches;
use super::text::{self, LINE_HEIGHT};
use super::{Drawing, Percent, Size, key, scale};

/// The side of a sample of the legend.
const SWATCH: i32 = 12;
/// Between a sample and its words, and between two entries.
const GAP: (i32, i32) = (5, 14);
/// Between a name and the boundary beside it.
const MARGIN: i32 = 4;
/// Steps across and down a region in which a place for its name is looked for.
const LATTICE: i32 = 16;
/// Between the map and the picture's edge.
const EDGE: i32 = 4;

/// A region in its place.
struct Region<'a> {
    mark: &'a Mark,
    role: Option<Role>,
    /// Polygons, each a ring and the rings of its holes, in picture units.
    polygons: Vec<Vec<Vec<(i32, i32)>>>,
    /// Which of them is the largest.
    body: usize,
    /// Around the largest polygon.
    around: Bounds,
    /// The middle of the largest polygon, in any case within it.
    middle: (i32, i32),
}

/// What the inks mean, above the map.
pub(super) struct Legend {
    entries: Vec<Entry>,
    pub(super) height: i32,
}

/// An entry of the legend: its ink, paper for a missing value; its place and words.
struct Entry {
    role: Role,
    at: (i32, i32),
    words: String,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let width = size.width();
    let values = data.classed.clone().unwrap_or_else(|| values(data));
    let bounds = breaks::bounds(&values, STEPS, data.classes);
    // Small multiples have one legend together.
    let legend = data.classed.is_none().then(|| legend(data, &values, &bounds, width));
    let top = legend.as_ref().map_or(0, |legend| legend.height);
    let (regions, bottom) = regions(data, &bounds, size, top);
    let lost: Vec<&Mark> = data.marks.iter().filter(|mark| mark.shape.is_none()).collect();
    let no_shape = match data.lang {
        Lang::Zh => "无边界",
        Lang::En => "Without a boundary",
    };
    let remarks = cells::left_out(no_shape, &lost, width, data.lang);
    let approval = text::lines(&data.approval, width, 2);
    let under = bottom + LINE_HEIGHT * approval.len() as i32 + 4;
    let height = under + cells::remarks_height(&remarks);
    let svg = picture(&key(data, size), width, height, &|canvas| {
        if let Some(legend) = &legend {
            legend.draw(canvas);
        }
        // What is chosen lies on top, so that no neighbour covers its outline.
        for region in regions.iter().filter(|region| !region.mark.selected).chain(regions.iter().filter(|region| region.mark.selected)) {
            region.draw(canvas, data);
        }
        let mut taken: Vec<Bounds> = Vec::new();
        for region in &regions {
            region.name(canvas, data, &mut taken);
        }
        canvas.lines(&approval, (width, bottom + 8), Anchor::End, Role::Muted);
        cells::draw_remarks(canvas, &remarks, under);
    });
    let percent = Percent { width, height };
    let hits = regions.iter().map(|region| percent.hit(region.reach((width, height)), region.around, region.mark.target, None)).collect();
    Drawing { svg, width: width as u32, height: height as u32, hits }
}

/// The values of all shapes.
pub(super) fn values(data: &ChartData) -> Vec<f64> {
    data.marks.iter().filter(|mark| mark.shape.is_some()).filter_map(|mark| mark.value).collect()
}

/// The classes with their ends.
fn legend(data: &ChartData, values: &[f64], bounds: &[f64], width: i32) -> Legend {
    let mut words: Vec<(Role, String)> = Vec::new();
    for (class, until) in bounds.iter().enumerate() {
        let in_class = || values.iter().copied().filter(|value| breaks::class(bounds, *value) == class);
        let from = in_class().fold(f64::INFINITY, f64::min);
        let number = |value: f64| data.number(Some(value));
        // A dash beside a minus could not be told from it.
        let to = match data.lang {
            _ if from >= 0.0 => "–",
            Lang::Zh => " 至 ",
            Lang::En => " to ",
        };
        let range = if from < *until { format!("{}{to}{}", number(from), number(*until)) } else { number(*until) };
        words.push((Role::step(class, bounds.len()), range));
    }
    if let Some((_, first)) = words.first_mut() {
        *first = crate::format::with_unit(first, data.unit());
    }
    if data.marks.iter().any(|mark| mark.shape.is_some() && mark.value.is_none()) {
        let missing = match data.lang {
            Lang::Zh => "— 缺失",
            Lang::En => "— missing",
        };
        words.push((Role::Paper, missing.to_string()));
    }
    let (mut x, mut y) = (0, 1);
    let mut entries = Vec::new();
    for (role, words) in words {
        let words = text::ellipsize(&words, width - SWATCH - GAP.0);
        let end = x + SWATCH + GAP.0 + text::width(&words);
        if end > width && x > 0 {
            (x, y) = (0, y + LINE_HEIGHT + 3);
        }
        let at = (x, y);
        x += SWATCH + GAP.0 + text::width(&words) + GAP.1;
        entries.push(Entry { role, at, words });
    }
    let height = if entries.is_empty() { 0 } else { y + LINE_HEIGHT + 8 };
    Legend { entries, height }
}

/// The regions laid out, and where the map ends.
fn regions<'a>(data: &'a ChartData, bounds: &[f64], size: Size, top: i32) -> (Vec<Region<'a>>, i32) {
    let width = size.width();
    let (east, north) = (data.range_x(extent_x), data.range(extent));
    let projection = Projection::new(east, north, (width - 2 * EDGE, width - 2 * EDGE));
    let height = projection.height + 2 * EDGE;
    let at = |place: (f64, f64)| projection.at(place, (width / 2, top + height / 2));
    let region = |mark: &'a Mark| {
        let shape = mark.shape.as_ref()?;
        let polygons: Vec<Vec<Vec<(i32, i32)>>> =
            shape.polygons.iter().map(|polygon| polygon.iter().map(|ring| thinned(ring, &at)).collect()).collect();
        let body = (0..polygons.len()).max_by_key(|polygon| polygons[*polygon].first().map_or(0, |ring| area(ring)))?;
        let around = around(polygons[body].first()?.iter().copied());
        let role = mark.value.map(|value| Role::step(breaks::class(bounds, value), bounds.len()));
        Some(Region { mark, role, middle: within(&polygons[body], around), body, around, polygons })
    };
    (data.marks.iter().filter_map(region).collect(), top + height)
}

/// A ring in picture units without points that fall on one another.
fn thinned(ring: &[(f64, f64)], at: &impl Fn((f64, f64)) -> (i32, i32)) -> Vec<(i32, i32)> {
    let mut points: Vec<(i32, i32)> = ring.iter().copied().map(at).collect();
    points.dedup();
    points
}

/// Twice the area of a ring.
fn area(ring: &[(i32, i32)]) -> i64 {
    edges(ring).map(cross).sum::<i64>().abs()
}

/// Twice the area of the triangle that an edge makes with the origin.
fn cross((a, b): ((i32, i32), (i32, i32))) -> i64 {
    i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
}

/// The centre of gravity of a ring; of a line the middle of its points.
fn middle(ring: &[(i32, i32)]) -> (i32, i32) {
    let (mut twice, mut x, mut y) = (0_i64, 0_i64, 0_i64);
    for (a, b) in edges(ring) {
        let cross = cross((a, b));
        twice += cross;
        x += (i64::from(a.0) + i64::from(b.0)) * cross;
        y += (i64::from(a.1) + i64::from(b.1)) * cross;
    }
    if twice == 0 {
        let so_far = around(ring.iter().copied());
        return ((so_far.left + so_far.right) / 2, (so_far.top + so_far.bottom) / 2);
    }
    ((x / (3 * twice)) as i32, (y / (3 * twice)) as i32)
}

/// The centre of gravity of a polygon's ring, else of the points of a lattice over it that which lies deepest within.
fn within(polygon: &[Vec<(i32, i32)>], around: Bounds) -> (i32, i32) {
    let centre = middle(&polygon[0]);
    if holds(polygon, centre) {
        return centre;
    }
    let depth = |(x, y): (i32, i32)| {
        let far = |(px, py): (i32, i32)| (px - x).pow(2) + (py - y).pow(2);
        let halves = |ring: &[(i32, i32)]| edges(ring).flat_map(|(a, b)| [a, ((a.0 + b.0) / 2, (a.1 + b.1) / 2)]).map(far).min();
        polygon.iter().filter_map(|ring| halves(ring)).min()
    };
    lattice(around).filter(|place| holds(polygon, *place)).max_by_key(|place| depth(*place)).unwrap_or(centre)
}

/// The points of a lattice over a box.
fn lattice(at: Bounds) -> impl Iterator<Item = (i32, i32)> {
    let along = |from: i32, to: i32, place: i32| from + (to - from) * place / LATTICE;
    (1..LATTICE).flat_map(move |row| (1..LATTICE).map(move |column| (along(at.left, at.right, column), along(at.top, at.bottom, row))))
}

fn edges(ring: &[(i32, i32)]) -> impl Iterator<Item = ((i32, i32), (i32, i32))> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Whether a point lies within a polygon and not in a hole: a ray to the right crosses its rings an odd number of times.
fn holds(polygon: &[Vec<(i32, i32)>], (x, y): (i32, i32)) -> bool {
    let crosses = |((ax, ay), (bx, by)): ((i32, i32), (i32, i32))| {
        (ay > y) != (by > y) && i64::from(x - ax) < i64::from(bx - ax) * i64::from(y - ay) / i64::from(by - ay)
    };
    polygon.iter().flat_map(|ring| edges(ring)).filter(|edge| crosses(*edge)).count() % 2 == 1
}

fn around(points: impl Iterator<Item = (i32, i32)>) -> Bounds {
    let start = Bounds { left: i32::MAX, top: i32::MAX, right: i32::MIN, bottom: i32::MIN };
    points.fold(start, |so_far, (x, y)| Bounds {
        left: so_far.left.min(x),
        top: so_far.top.min(y),
        right: so_far.right.max(x),
        bottom: so_far.bottom.max(y),
    })
}

/// The latitudes of all shapes.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    ends(data, |point| point.1)
}

/// The longitudes of all shapes.
pub(super) fn extent_x(data: &ChartData) -> (f64, f64) {
    ends(data, |point| point.0)
}

fn ends(data: &ChartData, get: fn((f64, f64)) -> f64) -> (f64, f64) {
    let shapes: Vec<&Arc<Shape>> = data.marks.iter().filter_map(|mark| mark.shape.as_ref()).collect();
    scale::ends(shapes.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten().copied()).map(get)).unwrap_or((0.0, 0.0))
}

impl Legend {
    /// The legend of all the shapes of a chart.
    pub(super) fn of(data: &ChartData, width: i32) -> Legend {
        let values = values(data);
        legend(data, &values, &breaks::bounds(&values, STEPS, data.classes), width)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        self.entries.iter().for_each(|entry| entry.draw(canvas));
    }
}

impl Entry {
    fn draw(&self, canvas: &mut Canvas<'_>) {
        let (x, y) = self.at;
        let sample = Bounds { left: x, top: y, right: x + SWATCH, bottom: y + SWATCH };
        canvas.rect(sample, self.role);
        if self.role == Role::Paper {
            canvas.outline(sample, Role::Axis);
        }
        canvas.text(&self.words, (x + SWATCH + GAP.0, y + SWATCH / 2), Anchor::Start, Role::Muted);
    }
}

impl Region<'_> {
    fn fill(&self, data: &ChartData) -> Fill {
        let role = self.role.unwrap_or(Role::Paper);
        let role = if self.mark.small && self.role.is_some() { Role::Others } else { role };
        Fill { role, hatched: self.mark.illustrative && self.role.is_some(), faded: data.filtered && !self.mark.selected, selected: false }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        let fill = self.fill(data);
        let outline = match self.mark.selected {
            true => (Role::Selected, 2),
            false => (if self.role.is_none() { Role::Axis } else { Role::Paper }, 1),
        };
        for polygon in &self.polygons {
            for (ring, place) in polygon.iter().zip(0..) {
                if place == 0 {
                    canvas.polygon(ring, fill);
                } else {
                    canvas.polygon(ring, Fill::plain(Role::Paper));
                }
                let closed: Vec<(i32, i32)> = ring.iter().chain(ring.first()).copied().collect();
                canvas.path(&closed, outline.0, outline.1, false);
            }
        }
    }

    /// The name and, under it, the value, as near to the middle as they fit into the region and cover no other; else the name alone.
    fn name(&self, canvas: &mut Canvas<'_>, data: &ChartData, taken: &mut Vec<Bounds>) {
        let (label, number) = (&self.mark.label, data.number(self.mark.value));
        // On one line, else on two.
        let narrow = text::unbroken(label, text::width(label) * 3 / 5, 2).into_iter();
        let names = [vec![label.clone()]].into_iter().chain(narrow);
        let valued = names.clone().map(|name| name.into_iter().chain([number.clone()]).collect::<Vec<String>>());
        let mut forms = valued.chain(names);
        let Some((at, lines)) = forms.find_map(|lines| Some((self.place(&lines, taken)?, lines))) else { return };
        let (x, y) = ((at.left + at.right) / 2, at.top + LINE_HEIGHT / 2);
        let fill = self.fill(data);
        if fill.hatched {
            canvas.rect(at, Role::Paper);
        }
        let role = if fill.hatched || fill.faded || self.role.is_none() { Role::Ink } else { fill.role.text_on() };
        canvas.lines(&lines, (x, y), Anchor::Middle, role);
        taken.push(at);
    }

    /// A box for some lines within the largest polygon, free of the boxes `taken`.
    fn place(&self, lines: &[String], taken: &[Bounds]) -> Option<Bounds> {
        let (across, down) = (text::widest(lines) / 2 + MARGIN, LINE_HEIGHT * lines.len() as i32);
        let boxed = |(x, y): (i32, i32)| Bounds { left: x - across, top: y - down / 2, right: x + across, bottom: y - down / 2 + down };
        let polygon = &self.polygons[self.body];
        let fits = |at: &Bounds| {
            at.within(&self.around)
                && !taken.iter().any(|other| other.overlaps(at))
                && holds(polygon, ((at.left + at.right) / 2, (at.top + at.bottom) / 2))
                && !polygon.iter().flat_map(|ring| edges(ring)).any(|edge| touches(edge, *at))
        };
        let mut places: Vec<(i32, i32)> = lattice(self.around).collect();
        places.sort_by_key(|(x, y)| (x - self.middle.0).pow(2) + (y - self.middle.1).pow(2));
        [self.middle].into_iter().chain(places).map(boxed).find(fits)
    }

    /// Where it can be clicked: around its middle, within its bounds, so that neighbours' boxes hardly meet.
    fn reach(&self, (width, height): (i32, i32)) -> Bounds {
        let (x, y) = self.middle;
        let (across, down) = ((self.around.right - self.around.left) * 3 / 10, (self.around.bottom - self.around.top) * 3 / 10);
        let (across, down) = (across.max(8), down.max(8));
        Bounds { left: (x - across).max(0), top: (y - down).max(0), right: (x + across).min(width), bottom: (y + down).min(height) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middles_by_hand() {
        // A square of ten, and a triangle: a third of the way from its base.
        assert_eq!(middle(&[(0, 0), (10, 0), (10, 10), (0, 10)]), (5, 5));
        assert_eq!(middle(&[(0, 0), (9, 0), (0, 9)]), (3, 3));
        assert_eq!(middle(&[(0, 0), (10, 4)]), (5, 2));
        assert_eq!(area(&[(0, 0), (10, 0), (10, 10), (0, 10)]), 200);
    }

    #[test]
    fn within_by_hand() {
        // An angle: a square of 32 less its upper right quarter and more. The centre of gravity lies in what is missing.
        let angle = vec![vec![(0, 0), (4, 0), (4, 28), (32, 28), (32, 32), (0, 32)]];
        let at = Bounds { left: 0, top: 0, right: 32, bottom: 32 };
        assert!(!holds(&angle, middle(&angle[0])) && holds(&angle, (2, 16)) && !holds(&angle, (16, 16)) && !holds(&angle, (40, 30)));
        assert_eq!(within(&angle, at).0.min(32 - within(&angle, at).1), 2);
        // A hole is not within.
        let ring = vec![vec![(0, 0), (30, 0), (30, 30), (0, 30)], vec![(10, 10), (20, 10), (20, 20), (10, 20)]];
        assert!(!holds(&ring, (15, 15)) && holds(&ring, (5, 15)));
    }
}

//! Small multiples: one small picture of the same kind a value, all on the same scales, two or three in a row where there is room. Called by
//! `draw`. Each is drawn by `draw` itself and stands inside as a picture of its own.

use ::data::Lang;
use ::data::schema::PanelKind;

use super::cells::{self, Head};
use super::color::Role;
use super::data::{ChartData, Labels, Mark, Small};
use super::paint::{Anchor, Bounds, Canvas, picture};
use super::text::{FONT_SIZE, LINE_HEIGHT};
use super::{Area, Drawing, Hit, Percent, Size, Target, draw as draw_one, grid, gutter, key, map, scatter};
use super::{area, bar, boxes, choropleth, grouped, histogram, interval, line, pareto, percent, slope, stacked, unit};
use crate::format;
use crate::words::plural::counted;

/// Pictures at most.
const MOST: usize = 24;
/// Between two pictures beside each other.
const ACROSS: i32 = 16;
/// Between two rows of pictures.
const DOWN: i32 = 20;
/// The line of a picture's label.
const LABEL: i32 = 22;
/// The line under the pictures.
const LINE: i32 = 20;

/// What draws a piece of a picture.
type Ink<'a> = Box<dyn Fn(&mut Canvas<'_>) + 'a>;

/// A small picture in its place.
struct Placed {
    drawing: Drawing,
    left: i32,
    /// Where its label begins.
    top: i32,
    /// Where the picture does.
    under: i32,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let shown = &data.multiples[..data.multiples.len().min(MOST)];
    let (inner, columns) = match size {
        Size::Wide if shown.len() > 1 => (Size::Small, 2),
        Size::Full if shown.len() > 1 => (Size::Narrow, 3),
        _ => (size, 1),
    };
    let shared = Shared::new(data, inner, columns);
    let (top, head) = shared.head(size);
    let (placed, bottom) = place(data, &shared, columns, top);
    let more = data.multiples.len() - shown.len();
    let (width, height) = (size.width(), bottom + if more > 0 { LINE } else { 0 });
    let around = picture(&format!("{}-all", key(data, size)), width, height, &|canvas| {
        head(canvas);
        for (small, at) in shown.iter().zip(&placed) {
            let role = if left_out(data, small) { Role::Muted } else { Role::Ink };
            let mut y = at.top + LABEL / 2 - 3;
            for line in label(small, at.drawing.width as i32) {
                canvas.text_at(&line, (at.left, y), Anchor::Start, role, FONT_SIZE, true);
                y += LINE_HEIGHT;
            }
        }
        if more > 0 {
            canvas.text(&not_drawn(more, data.lang), (0, height - LINE / 2), Anchor::Start, Role::Muted);
        }
    });
    let mut svg = around.trim_end().trim_end_matches("</svg>").to_string();
    let percent = Percent { width, height };
    let mut hits = Vec::new();
    for (index, at) in placed.iter().enumerate() {
        let (x, y, drawing) = (at.left, at.under, &at.drawing);
        let place = format!("<svg x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" ", drawing.width, drawing.height);
        svg.push_str(&drawing.svg.replacen("<svg ", &place, 1));
        let label = Bounds { left: x, top: at.top, right: x + drawing.width as i32, bottom: y };
        hits.push(Hit { multiple: Some(index), ..percent.hit(label, Bounds { right: x, ..label }, Target::Multiple(index), None) });
        hits.extend(drawing.hits.iter().map(|hit| moved(hit, index, (x, y), drawing, percent)));
    }
    svg.push_str("</svg>\n");
    Drawing { svg, width: width as u32, height: height as u32, hits }
}

/// The small pictures in rows, and where the last row ends.
fn place(data: &ChartData, shared: &Shared, columns: usize, top: i32) -> (Vec<Placed>, i32) {
    let shown = &data.multiples[..data.multiples.len().min(MOST)];
    let mut placed: Vec<Placed> = Vec::new();
    let mut bottom = top;
    for row in shown.chunks(columns) {
        let top = if placed.is_empty() { top } else { bottom + DOWN };
        let (first, mut left) = (placed.len(), 0);
        let drawings: Vec<Drawing> = row
            .iter()
            .enumerate()
            .map(|(column, small)| draw_one(&shared.one(data, small, first + column, column), shared.inner))
            .collect();
        // Pictures beside each other begin at one height.
        let lines = row.iter().zip(&drawings).map(|(small, drawing)| label(small, drawing.width as i32).len()).max().unwrap_or(1);
        let under = top + LABEL + LINE_HEIGHT * (lines as i32 - 1);
        for drawing in drawings {
            bottom = bottom.max(under + drawing.height as i32);
            let next = left + drawing.width as i32 + ACROSS;
            placed.push(Placed { drawing, left, top, under });
            left = next;
        }
    }
    (placed, bottom)
}

/// The lines of a picture's label. They are measured at the common weight; bold is wider.
fn label(small: &Small, width: i32) -> Vec<String> {
    gutter::lines(&small.label, width * 9 / 10)
}

/// Whether the filter has other multiples, and not this one.
fn left_out(data: &ChartData, small: &Small) -> bool {
    !small.selected && data.multiples.iter().any(|other| other.selected)
}

/// A small picture's hit in the whole.
fn moved(hit: &Hit, index: usize, (x, y): (i32, i32), drawing: &Drawing, whole: Percent) -> Hit {
    let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
    let across = |value: f64| value * f64::from(drawing.width) / f64::from(whole.width);
    let down = |value: f64| value * f64::from(drawing.height) / f64::from(whole.height);
    let (left, top) = (f64::from(x) * 100.0 / f64::from(whole.width), f64::from(y) * 100.0 / f64::from(whole.height));
    let area = |area: Area| Area {
        x: round(left + across(area.x)),
        y: round(top + down(area.y)),
        w: round(across(area.w)),
        h: round(down(area.h)),
    };
    let Area { x, y, w, h } = area(Area { x: hit.x, y: hit.y, w: hit.w, h: hit.h });
    Hit { x, y, w, h, multiple: Some(index), mark: area(hit.mark), ..hit.clone() }
}

/// What all the pictures have in common: a chart of all their marks, and the ranges that these need.
struct Shared {
    all: ChartData,
    /// The size of each picture.
    inner: Size,
    gutter: i32,
    domain: (f64, f64),
    domain_x: Option<(f64, f64)>,
    largest: Option<f64>,
    /// Whether pictures beside each other have one column of labels: those with the same rows, each a single mark.
    labels: bool,
}

impl Shared {
    fn new(data: &ChartData, inner: Size, columns: usize) -> Shared {
        let marks: Vec<Mark> = data.multiples.iter().flat_map(|small| small.marks.iter().cloned()).collect();
        let all = ChartData { marks, multiples: Vec::new(), ..data.clone() };
        let (domain_x, largest) = match all.kind {
            PanelKind::Scatter => (Some(scatter::extent_x(&all)), None),
            PanelKind::Bubble => (Some(scatter::extent_x(&all)), Some(scatter::largest(&all))),
            PanelKind::Choropleth => (Some(choropleth::extent_x(&all)), None),
            PanelKind::Map => (Some(map::extents(&all).0), Some(map::largest(&all))),
            PanelKind::Grid => {
                let (first, last) = grid::columns(&all.marks);
                (Some((f64::from(first), f64::from(last))), None)
            }
            _ => (None, None),
        };
        let rows = |small: &Small| small.marks.iter().map(|mark| mark.label.clone()).collect::<Vec<_>>();
        let labels = columns > 1
            && matches!(all.kind, PanelKind::Bar | PanelKind::Box)
            && data.multiples.windows(2).all(|pair| rows(&pair[0]) == rows(&pair[1]));
        let limit = if labels { gutter::SHARED } else { gutter::limit(inner) };
        Shared { domain: extent(&all), domain_x, largest, gutter: gutter::width(&all.marks, limit), labels, inner, all }
    }

    /// The chart of one picture in its column.
    fn one(&self, data: &ChartData, small: &Small, index: usize, column: usize) -> ChartData {
        let mut marks = small.marks.clone();
        let left_out = left_out(data, small);
        if left_out {
            marks.iter_mut().for_each(|mark| mark.selected = false);
        }
        ChartData {
            id: format!("{}-{index}", data.id),
            marks,
            multiples: Vec::new(),
            scaled: false,
            filtered: data.filtered || left_out,
            domain: Some(self.domain),
            domain_x: self.domain_x,
            largest: self.largest,
            classed: (data.kind == PanelKind::Choropleth).then(|| choropleth::values(&self.all)),
            gutter: Some(self.gutter),
            labels: match column {
                _ if !self.labels => Labels::Own,
                0 => Labels::First,
                _ => Labels::Beside,
            },
            ..data.clone()
        }
    }

    /// What is said once above them, and how high it is: the unit when the values are scaled, what cells' inks or circles mean.
    fn head(&self, size: Size) -> (i32, Ink<'_>) {
        let width = size.width();
        match self.all.kind {
            PanelKind::Heatmap | PanelKind::Grid => {
                let head = Head::new(&self.all, &cells::classes(&self.all), width);
                (head.height, Box::new(move |canvas| head.draw(canvas)))
            }
            PanelKind::Choropleth => {
                let legend = choropleth::Legend::of(&self.all, width);
                (legend.height, Box::new(move |canvas| legend.draw(canvas)))
            }
            PanelKind::Map => {
                let all = ChartData { largest: self.largest, ..self.all.clone() };
                let head = map::Key::new(&all, self.largest.unwrap_or(0.0), self.inner);
                (head.height, Box::new(move |canvas| head.draw(canvas)))
            }
            kind if self.all.scaled && !kind.is_points() => {
                let draw = move |canvas: &mut Canvas<'_>| {
                    unit::draw(canvas, &unit::words(&self.all), width);
                };
                (unit::LINE, Box::new(draw))
            }
            _ => (0, Box::new(|_| {})),
        }
    }
}

/// What the axis of values must hold, by kind.
fn extent(all: &ChartData) -> (f64, f64) {
    match all.kind {
        PanelKind::Bar => bar::extent(all),
        PanelKind::Grouped => grouped::extent(all),
        PanelKind::Stacked => stacked::extent(all),
        PanelKind::Percent => percent::extent(all),
        PanelKind::Pareto => pareto::extent(all),
        PanelKind::Line => line::extent(all),
        PanelKind::Area => area::extent(all),
        PanelKind::Slope => slope::extent(all),
        PanelKind::Scatter | PanelKind::Bubble => scatter::extent(all),
        PanelKind::Heatmap | PanelKind::Grid => cells::extent(all),
        PanelKind::Histogram => histogram::extent(all),
        PanelKind::Box => boxes::extent(all),
        PanelKind::Interval => interval::extent(all),
        PanelKind::Map => map::extents(all).1,
        PanelKind::Choropleth => choropleth::extent(all),
    }
}

fn not_drawn(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {} 个小图未画，见下表", format::count(count as u32)),
        Lang::En => counted(count as u32, ["more is not drawn: see the table", "more are not drawn: see the table"]),
    }
}

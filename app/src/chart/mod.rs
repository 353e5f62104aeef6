//! Pictures of panels: `draw(&ChartData, Size) -> Drawing`, the same function on the server and in the browser. Called by the chart
//! view, the SVG download and the tests; knows nothing of Leptos.
//!
//! # Layout
//! - [`data`]: what a picture needs, in one language. [`legend`]: what its colours mean, for the view. [`standalone`]: the download.
//! - `bar`, `stacked`, `scatter` …: one file a chart, all of one shape: lay out, draw, hits. Ink and hits come from one layout.
//! - `rows`, `cells`: what kinds with rows, and kinds with cells, share. `classes`: a scale of colours. `multiples`: several in one.
//! - [`color`]: the roles of ink. [`text`]: estimated widths. `scale`: positions and ticks. `paint`: plotters.

mod apart;
mod area;
mod axis;
mod bar;
mod boxes;
mod breaks;
mod cells;
mod choropleth;
mod classes;
pub mod color;
mod course;
pub mod data;
mod grid;
mod grouped;
mod gutter;
mod heatmap;
mod histogram;
mod interval;
pub mod legend;
mod line;
mod map;
mod multiples;
mod others;
mod paint;
mod pareto;
mod percent;
mod projection;
mod reference;
mod rows;
mod scale;
mod scatter;
mod slope;
mod spaced;
mod stacked;
pub mod standalone;
pub mod text;
mod unit;

#[cfg(test)]
mod tests;

use ::data::schema::PanelKind;

pub use self::data::ChartData;
pub use self::legend::legend;
pub use self::standalone::standalone;

/// Which of the variants: chosen by the width of the figure, so that text keeps its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 272 units: one of two small multiples beside each other.
    Small,
    /// 358 units: a phone.
    Narrow,
    /// 560 units: half a page.
    Wide,
    /// 1120 units: a whole page, for what gains from width.
    Full,
}

impl Size {
    /// The width in picture units.
    pub fn width(self) -> i32 {
        match self {
            Size::Small => 272,
            Size::Narrow => 358,
            Size::Wide => 560,
            Size::Full => 1120,
        }
    }

    /// `narrow` or `wide`: part of the picture's inner ids, and a class for the view.
    pub fn name(self) -> &'static str {
        match self {
            Size::Small => "small",
            Size::Narrow => "narrow",
            Size::Wide => "wide",
            Size::Full => "full",
        }
    }
}

/// A picture and where it can be clicked.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// An `<svg>` without a fixed size, hidden from screen readers: the hits speak for it.
    pub svg: String,
    /// Width in picture units.
    pub width: u32,
    /// Height in picture units.
    pub height: u32,
    /// One for each mark, in the order of the rows; for stacks a row's own hit, then its parts.
    pub hits: Vec<Hit>,
}

/// Where a mark can be clicked. Positions are in per cent of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// The mark.
    pub row: Target,
    /// For a part of a stack, a point of a line, a cell of a heatmap: its place in the split.
    pub part: Option<usize>,
    /// In small multiples: which of them.
    pub multiple: Option<usize>,
    /// Where its ink is, for the highlight and the tooltip; without width for a missing value.
    pub mark: Area,
}

/// A rectangle in per cent of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// What a hit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// An index in the panel's rows, or in those of one of its small multiples.
    Row(usize),
    /// The bar 'others'.
    Others,
    /// A small multiple as a whole: its head.
    Multiple(usize),
}

impl Default for Target {
    fn default() -> Target {
        Target::Row(0)
    }
}

/// Draws a chart.
pub fn draw(data: &ChartData, size: Size) -> Drawing {
    match data.kind {
        _ if !data.multiples.is_empty() => multiples::draw(data, size),
        _ if data.marks.is_empty() => empty(data, size),
        PanelKind::Bar => bar::draw(data, size),
        PanelKind::Grouped => grouped::draw(data, size),
        PanelKind::Stacked => stacked::draw(data, size),
        PanelKind::Percent => percent::draw(data, size),
        PanelKind::Pareto => pareto::draw(data, size),
        PanelKind::Line => line::draw(data, size),
        PanelKind::Area => area::draw(data, size),
        PanelKind::Slope => slope::draw(data, size),
        PanelKind::Scatter | PanelKind::Bubble => scatter::draw(data, size),
        PanelKind::Heatmap => heatmap::draw(data, size),
        PanelKind::Histogram => histogram::draw(data, size),
        PanelKind::Box => boxes::draw(data, size),
        PanelKind::Interval => interval::draw(data, size),
        PanelKind::Map => map::draw(data, size),
        PanelKind::Grid => grid::draw(data, size),
        PanelKind::Choropleth => choropleth::draw(data, size),
    }
}

/// The picture of nothing: one line of words, so that the space stays.
fn empty(data: &ChartData, size: Size) -> Drawing {
    let (width, height) = (size.width(), 96);
    let svg = paint::picture(&key(data, size), width, height, &|canvas| {
        let words = if data.refused { crate::finding::not_drawn(data.lang) } else { crate::finding::no_records(data.lang) };
        canvas.text(words, (width / 2, height / 2), paint::Anchor::Middle, color::Role::Muted);
    });
    Drawing { svg, width: width as u32, height: height as u32, hits: Vec::new() }
}

/// How far from its middle a point can be clicked: to half way to the nearest other one, at most `most`.
fn elbow(at: (i32, i32), others: impl Iterator<Item = (i32, i32)>, most: i32) -> i32 {
    // As many points, as often.
    ::data::stop::look();
    let far = |other: (i32, i32)| (other.0 - at.0).abs().max((other.1 - at.1).abs());
    others.map(far).filter(|far| *far > 0).fold(most, |least, far| least.min((far + 1) / 2))
}

/// The key of a picture's patterns: its panel and size.
fn key(data: &ChartData, size: Size) -> String {
    let mut key: String = data.id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    key.push('-');
    key.push_str(size.name());
    key
}

/// From picture units to per cent, with four decimals: a tall picture has thousands of units.
#[derive(Clone, Copy)]
struct Percent {
    width: i32,
    height: i32,
}

impl Percent {
    fn area(self, at: paint::Bounds) -> Area {
        let part = |value: i32, whole: i32| (f64::from(value) * 1_000_000.0 / f64::from(whole)).round() / 10_000.0;
        Area {
            x: part(at.left, self.width),
            y: part(at.top, self.height),
            w: part(at.right - at.left, self.width),
            h: part(at.bottom - at.top, self.height),
        }
    }

    fn hit(self, reach: paint::Bounds, ink: paint::Bounds, row: Target, part: Option<usize>) -> Hit {
        let Area { x, y, w, h } = self.area(reach);
        Hit { x, y, w, h, row, part, multiple: None, mark: self.area(ink) }
    }
}

//! The canvas of every chart: plotters' SVG backend with roles for colours, and the finishing of its text. Called by bar, stacked,
//! scatter and standalone.
//!
//! plotters writes one literal colour for each shape and a fixed size. Finishing drops the size, the repeated font and the empty
//! attributes, and puts a pattern where a shape is hatched. The canvas draws in whole picture units and never measures text.

use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, FontTransform, ShapeStyle, TextStyle};

use data::stop;

use super::color::{ROLES, Role};
use super::text::{FONT_SIZE, LINE_HEIGHT, printable};

/// The distance of hatch lines.
const HATCH: u32 = 6;
/// The thickness of the outline of selected marks.
const CHOSEN: u32 = 2;
/// What is added to the thickness of dashed lines until the picture is finished.
const DASHED: u32 = 100;
/// Ink and gap of dashed lines.
const DASHES: &str = "4 3";
/// Red and green of the colours that stand for a pattern until the picture is finished; blue is the role's index.
const MARKER: &str = "#FE00";

/// A rectangle in whole picture units: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Bounds {
    /// The square around a point, its sides `half` away.
    pub(super) fn around((x, y): (i32, i32), half: i32) -> Bounds {
        Bounds { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    pub(super) fn overlaps(&self, other: &Bounds) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn within(&self, outer: &Bounds) -> bool {
        self.left >= outer.left && self.right <= outer.right && self.top >= outer.top && self.bottom <= outer.bottom
    }
}

/// How a mark is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fill {
    pub(super) role: Role,
    /// Illustrative, and nothing else.
    pub(super) hatched: bool,
    /// Left out by the filter: pale, with an outline.
    pub(super) faded: bool,
    /// Chosen by the filter: with a strong outline.
    pub(super) selected: bool,
}

impl Fill {
    /// A role's ink as it is.
    pub(super) fn plain(role: Role) -> Fill {
        Fill { role, hatched: false, faded: false, selected: false }
    }
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture being drawn.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// Draws a picture of `width` × `height` and finishes its text. `key` tells its patterns from those of other pictures on the page.
pub(super) fn picture(key: &str, width: i32, height: i32, draw: &dyn Fn(&mut Canvas<'_>)) -> String {
    let mut raw = String::new();
    let mut canvas = Canvas { backend: SVGBackend::with_string(&mut raw, (width as u32, height as u32)) };
    draw(&mut canvas);
    // Writing into a string cannot fail, here and below: the backend's errors are those of files.
    canvas.backend.present().ok();
    drop(canvas);
    finish(&raw, key, width, height)
}

impl<'a> Canvas<'a> {
    /// What everything is drawn with, as long as somebody waits for the picture.
    fn ink(&mut self) -> &mut SVGBackend<'a> {
        stop::look();
        &mut self.backend
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, at: Bounds, role: Role) {
        self.ink().draw_rect((at.left, at.top), (at.right, at.bottom), &role.rgb(), true).ok();
    }

    /// The outline of a rectangle.
    pub(super) fn outline(&mut self, at: Bounds, role: Role) {
        self.ink().draw_rect((at.left, at.top), (at.right, at.bottom), &role.rgb(), false).ok();
    }

    /// A bar or a part of one, with what its state adds.
    pub(super) fn bar(&mut self, at: Bounds, fill: Fill) {
        let (from, to) = ((at.left, at.top), (at.right, at.bottom));
        if fill.hatched {
            self.ink().draw_rect(from, to, &marker(fill), true).ok();
        } else {
            let alpha = if fill.faded || fill.role == Role::Others { 0.25 } else { 1.0 };
            self.ink().draw_rect(from, to, &fill.role.rgb().mix(alpha), true).ok();
        }
        match edge(fill) {
            Some((role, 1)) => self.ink().draw_rect(from, to, &role.rgb(), false).ok(),
            Some(_) => {
                self.chosen(at);
                None
            }
            None => None,
        };
    }

    /// The strong outline of what the filter has.
    pub(super) fn chosen(&mut self, at: Bounds) {
        let (from, to) = ((at.left, at.top), (at.right, at.bottom));
        let corners = [from, (to.0, from.1), to, (from.0, to.1), from, (to.0, from.1)];
        self.ink().draw_path(corners, &stroke(Role::Selected, CHOSEN)).ok();
    }

    /// A point, with what its state adds.
    pub(super) fn point(&mut self, at: (i32, i32), radius: u32, fill: Fill) {
        if fill.hatched {
            self.ink().draw_circle(at, radius, &marker(fill), true).ok();
        } else {
            let alpha = if fill.faded { 0.25 } else { 1.0 };
            self.ink().draw_circle(at, radius, &fill.role.rgb().mix(alpha), true).ok();
        }
        if let Some((role, thickness)) = edge(fill) {
            self.ink().draw_circle(at, radius, &stroke(role, thickness), false).ok();
        }
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), role: Role, thickness: u32) {
        self.ink().draw_line(from, to, &stroke(role, thickness)).ok();
    }

    /// A line through `points`.
    pub(super) fn path(&mut self, points: &[(i32, i32)], role: Role, thickness: u32, dashed: bool) {
        let thickness = if dashed { thickness + DASHED } else { thickness };
        self.ink().draw_path(points.iter().copied(), &stroke(role, thickness)).ok();
    }

    /// A filled shape, with what its state adds.
    pub(super) fn polygon(&mut self, points: &[(i32, i32)], fill: Fill) {
        if fill.hatched {
            self.ink().fill_polygon(points.iter().copied(), &marker(fill)).ok();
        } else {
            let alpha = if fill.faded || fill.role == Role::Others { 0.25 } else { 1.0 };
            self.ink().fill_polygon(points.iter().copied(), &fill.role.rgb().mix(alpha)).ok();
        }
        if let Some((role, thickness)) = edge(fill) {
            self.ink().draw_path(points.iter().chain(points.first()).copied(), &stroke(role, thickness)).ok();
        }
    }

    /// A plain disc.
    pub(super) fn disc(&mut self, at: (i32, i32), radius: u32, role: Role) {
        self.ink().draw_circle(at, radius, &role.rgb(), true).ok();
    }

    /// A circle without a filling.
    pub(super) fn ring(&mut self, at: (i32, i32), radius: u32, role: Role) {
        self.ink().draw_circle(at, radius, &stroke(role, 1), false).ok();
    }

    /// A pale ground behind marks.
    pub(super) fn wash(&mut self, at: Bounds, role: Role) {
        self.ink().draw_rect((at.left, at.top), (at.right, at.bottom), &role.rgb().mix(0.5), true).ok();
    }

    /// One line of text whose middle height is `y`. What XML forbids becomes spaces.
    pub(super) fn text(&mut self, text: &str, at: (i32, i32), anchor: Anchor, role: Role) {
        self.text_at(text, at, anchor, role, FONT_SIZE, false);
    }

    /// Lines of text below each other, the middle height of the first at `y`.
    pub(super) fn lines(&mut self, lines: &[String], (x, y): (i32, i32), anchor: Anchor, role: Role) {
        for (line, place) in lines.iter().zip(0..) {
            self.text(line, (x, y + LINE_HEIGHT * place), anchor, role);
        }
    }

    /// One line that reads upwards from `at`, its middle height at x.
    pub(super) fn text_up(&mut self, text: &str, (x, y): (i32, i32), role: Role) {
        let color = role.rgb();
        let font = (FontFamily::Name("inherit"), f64::from(FONT_SIZE) * 1.24);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(HPos::Left, VPos::Top)).transform(FontTransform::Rotate270);
        self.ink().draw_text(&printable(text), &style, (x - FONT_SIZE * 2 / 5, y)).ok();
    }

    /// One line in any size and weight.
    pub(super) fn text_at(&mut self, text: &str, (x, y): (i32, i32), anchor: Anchor, role: Role, size: i32, bold: bool) {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // plotters divides the size by 1.24 and puts the baseline of `Top` 0.76 em below y; digits and Han centre about 0.36 em above it.
        let color = role.rgb();
        let style =
            TextStyle::from((FontFamily::Name("inherit"), f64::from(size) * 1.24)).color(&color).pos(Pos::new(horizontal, VPos::Top));
        let style = if bold { TextStyle { font: style.font.style(FontStyle::Bold), ..style } } else { style };
        self.ink().draw_text(&printable(text), &style, (x, y - size * 2 / 5)).ok();
    }
}

fn stroke(role: Role, thickness: u32) -> ShapeStyle {
    ShapeStyle { color: role.rgb().to_rgba(), filled: false, stroke_width: thickness }
}

/// The outline that a state asks for: its role and thickness.
fn edge(fill: Fill) -> Option<(Role, u32)> {
    match fill {
        Fill { selected: true, .. } => Some((Role::Selected, CHOSEN)),
        Fill { faded: true, .. } => Some((Role::Faded, 1)),
        Fill { hatched: true, role, .. } | Fill { role: role @ Role::Others, .. } => Some((role, 1)),
        _ => None,
    }
}

fn marker(fill: Fill) -> plotters::style::RGBAColor {
    plotters::style::RGBColor(0xFE, 0x00, fill.role.index() as u8).mix(if fill.faded { 0.4 } else { 1.0 })
}

/// plotters' text, one element a line, without its size, its repeated attributes and its markers.
fn finish(raw: &str, key: &str, width: i32, height: i32) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"{FONT_SIZE}\" aria-hidden=\"true\" focusable=\"false\">\n"
    );
    for (index, (role, ..)) in ROLES.into_iter().enumerate() {
        if raw.contains(&format!("fill=\"{MARKER}{index:02X}\"")) {
            let ink = role.hex();
            svg.push_str(&format!(
                "<defs><pattern id=\"hatch-{key}-{index}\" width=\"{HATCH}\" height=\"{HATCH}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <rect width=\"{HATCH}\" height=\"{HATCH}\" fill=\"{ink}\" opacity=\"0.35\"/><rect width=\"1.4\" height=\"{HATCH}\" fill=\"{ink}\"/></pattern></defs>\n"
            ));
        }
    }
    let mut in_text = false;
    for line in raw.lines().skip(1) {
        stop::step();
        if in_text && line != "</text>" {
            svg.push_str(line);
            continue;
        }
        in_text = line.starts_with("<text");
        let mut line = line.to_string();
        if let (true, Some(at)) = (line.starts_with('<'), line.find(" stroke-width=\"10")) {
            // 100 more than its thickness, which is below ten.
            let thickness = line[at + 17..at + 18].to_string();
            line.replace_range(at..at + 19, &format!(" stroke-width=\"{thickness}\" stroke-dasharray=\"{DASHES}\""));
        }
        for noise in [" opacity=\"1\"", " stroke=\"none\"", " font-family=\"inherit\"", " font-size=\"12\"", " text-anchor=\"start\""] {
            if line.starts_with('<') {
                line = line.replace(noise, "");
            }
        }
        if let Some(at) = line.find(MARKER) {
            let index = u8::from_str_radix(&line[at + 5..at + 7], 16).unwrap_or_default();
            line.replace_range(at..at + 7, &format!("url(#hatch-{key}-{index})"));
        }
        svg.push_str(&line);
        if !in_text {
            svg.push('\n');
        }
    }
    svg
}

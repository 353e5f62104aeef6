//! What cells of heatmaps and tile grids share: their ink by class, the head that says what the inks mean, the remarks under the picture.
//! Called by heatmap, grid, map and multiples.

use ::data::Lang;
use ::data::schema::PanelKind;

use super::classes::Classes;
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, Fill};
use super::scale::ends;
use super::text::{self, LINE_HEIGHT};
use super::unit;
use crate::format;

/// The height and the least width of a class in the head.
const SWATCH: (i32, i32) = (10, 34);
/// Between entries of the head.
const APART: i32 = 14;
/// Between the head and the cells.
const UNDER: i32 = 8;

/// The lowest and the highest value of any cell; zero and zero without one.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    ends(values(data).flatten()).unwrap_or((0.0, 0.0))
}

/// The classes of a chart's cells; small multiples share them.
pub(super) fn classes(data: &ChartData) -> Classes {
    Classes::new(data, data.range(extent))
}

/// The value of every cell: of a heatmap one for each part, of a tile grid one for each mark.
fn values(data: &ChartData) -> impl Iterator<Item = Option<f64>> {
    let split = data.kind == PanelKind::Heatmap;
    data.marks.iter().flat_map(move |mark| {
        let own = (!split).then_some(mark.value);
        let parts = data.series.iter().enumerate().filter(move |_| split).map(|(part, _)| mark.parts.get(part).and_then(|part| part.value));
        own.into_iter().chain(parts)
    })
}

/// A cell: where it lies, what it says, how it is drawn.
pub(super) struct Cell {
    pub(super) at: Bounds,
    pub(super) value: Option<f64>,
    /// Rests on illustrative rows.
    pub(super) hatched: bool,
    /// Left out by the filter.
    pub(super) faded: bool,
    /// Rests on few units.
    pub(super) small: bool,
}

impl Cell {
    /// Draws the cell without its text. A missing value is paper with a hair outline, and so is zero, with the digit.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, classes: &Classes) {
        match self.ink(classes) {
            Some(Role::Paper) if self.hatched => canvas.bar(self.at, Fill { hatched: true, ..Fill::plain(Role::Grid) }),
            None | Some(Role::Paper) => blank(canvas, self.at),
            Some(role) => canvas.bar(self.at, Fill { role, hatched: self.hatched, faded: self.faded, selected: false }),
        }
    }

    /// One line of text in the cell, its middle height at `y`. On hatching it has paper behind it.
    pub(super) fn write(&self, canvas: &mut Canvas<'_>, classes: &Classes, words: &str, y: i32) {
        let middle = (self.at.left + self.at.right) / 2;
        if self.hatched && self.value.is_some() {
            let half = text::width(words) / 2 + 2;
            canvas.rect(Bounds { left: middle - half, top: y - 7, right: middle + half, bottom: y + 7 }, Role::Paper);
        }
        canvas.text(words, (middle, y), Anchor::Middle, self.text_role(classes));
    }

    /// The role of its text.
    pub(super) fn text_role(&self, classes: &Classes) -> Role {
        match self.ink(classes) {
            None => Role::Muted,
            Some(_) if self.hatched || self.faded => Role::Ink,
            Some(role) => role.text_on(),
        }
    }

    fn ink(&self, classes: &Classes) -> Option<Role> {
        let role = classes.role(self.value?);
        Some(if self.small && role != Role::Paper { Role::Others } else { role })
    }

    /// Where its ink is for a hit: without width when its value is missing.
    pub(super) fn mark(&self) -> Bounds {
        if self.value.is_some() { self.at } else { Bounds { right: self.at.left, ..self.at } }
    }
}

fn blank(canvas: &mut Canvas<'_>, at: Bounds) {
    canvas.rect(at, Role::Paper);
    canvas.outline(at, Role::Grid);
}

/// The words above the cells: the classes with their bounds, what an empty cell means, the unit when the values are scaled.
pub(super) struct Head {
    width: i32,
    /// The words of its line.
    unit: Option<String>,
    /// The classes: the left edge, the bottom of the swatches' line is `top + SWATCH.0`.
    inks: Vec<(Bounds, Role)>,
    numbers: Vec<(String, i32, i32)>,
    extras: Vec<Extra>,
    /// Where the cells begin.
    pub(super) height: i32,
}

/// A remark beside the classes.
struct Extra {
    words: String,
    at: (i32, i32),
    swatch: bool,
}

impl Head {
    pub(super) fn new(data: &ChartData, classes: &Classes, width: i32) -> Head {
        let unit = data.scaled.then(|| unit::words(data));
        let top = if unit.is_some() { unit::LINE } else { 1 };
        let (roles, bounds) = (classes.roles(), classes.bounds());
        let half = |words: &String| text::width(words) / 2 + 1;
        let widest = bounds.iter().map(|words| text::width(words)).max().unwrap_or(0);
        let (left, end) = (bounds.first().map_or(0, half), bounds.last().map_or(0, half));
        let each = (widest + 10).max(SWATCH.1).min((width - left - end) / roles.len().max(1) as i32);
        let inks: Vec<(Bounds, Role)> = roles
            .into_iter()
            .zip(0..)
            .map(|(role, place)| {
                (Bounds { left: left + place * each, top, right: left + (place + 1) * each, bottom: top + SWATCH.0 }, role)
            })
            .collect();
        let mut numbers = Vec::new();
        if !inks.is_empty() {
            // The ends and the middle first; the others where they have room.
            let mut order: Vec<usize> = vec![0, bounds.len() - 1, classes.middle_index()];
            order.extend(0..bounds.len());
            let mut taken: Vec<(i32, i32)> = Vec::new();
            for index in order {
                let x = left + each * index as i32;
                let (from, to) = (x - half(&bounds[index]) - 2, x + half(&bounds[index]) + 2);
                if taken.iter().all(|other| other.1 <= from || to <= other.0) {
                    taken.push((from, to));
                    numbers.push((bounds[index].clone(), x, top + SWATCH.0 + 9));
                }
            }
        }
        let ramp = inks.last().map_or(0, |(at, _)| at.right + end);
        let bottom = if inks.is_empty() { top } else { top + SWATCH.0 + 18 };
        let mut head = Head { width, unit, inks, numbers, extras: Vec::new(), height: bottom };
        head.place(extras(data, classes), ramp, top + SWATCH.0 / 2);
        head.height += UNDER;
        head
    }

    /// The remarks: beside the classes while there is room, then on lines of their own.
    fn place(&mut self, extras: Vec<(String, bool)>, ramp: i32, line: i32) {
        let (mut x, mut y) = (if ramp > 0 { ramp + APART } else { 0 }, line);
        for (words, swatch) in extras {
            let before = if swatch { 20 } else { 0 };
            let words = text::ellipsize(&words, self.width - before);
            let room = before + text::width(&words);
            if x > 0 && x + room > self.width {
                (x, y) = (0, if y == line { self.height.max(line) + 8 } else { y + LINE_HEIGHT });
            }
            self.height = self.height.max(y + 8);
            self.extras.push(Extra { words, at: (x, y), swatch });
            x += room + APART;
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        if let Some(unit) = &self.unit {
            unit::draw(canvas, unit, self.width);
        }
        for (at, role) in &self.inks {
            canvas.rect(*at, *role);
        }
        for (words, x, y) in &self.numbers {
            canvas.text(words, (*x, *y), Anchor::Middle, Role::Muted);
        }
        for Extra { words, at: (x, y), swatch } in &self.extras {
            let mut x = *x;
            if *swatch {
                blank(canvas, Bounds { left: x, top: y - SWATCH.0 / 2, right: x + 14, bottom: y + SWATCH.0 / 2 });
                x += 20;
            }
            canvas.text(words, (x, *y), Anchor::Start, Role::Muted);
        }
    }
}

/// What cells without a class mean, where there are some.
fn extras(data: &ChartData, classes: &Classes) -> Vec<(String, bool)> {
    let mut extras = Vec::new();
    let label = data.reference.as_ref().map(|(_, label)| label.as_str()).filter(|label| !label.is_empty());
    if label.is_some() || values(data).flatten().any(|value| classes.is_middle(value)) {
        extras.push((label.map_or_else(|| classes.middle(), |label| format!("{} {label}", classes.middle())), true));
    }
    if values(data).any(|value| value.is_none()) {
        let word = match data.lang {
            Lang::Zh => "缺失",
            Lang::En => "missing",
        };
        extras.push((format!("{} {word}", format::NO_VALUE), false));
    }
    extras
}

/// What a picture cannot show, under it: the names of the marks, or how many there are.
pub(super) fn left_out(what: &str, marks: &[&Mark], width: i32, lang: Lang) -> Vec<String> {
    if marks.is_empty() {
        return Vec::new();
    }
    let (colon, comma) = match lang {
        Lang::Zh => ("：", "、"),
        Lang::En => (": ", ", "),
    };
    let names: Vec<&str> = marks.iter().map(|mark| mark.label.as_str()).collect();
    let all = format!("{what}{colon}{}", names.join(comma));
    if text::width(&all) <= width * 2 - 60 {
        return text::wrap(&all, width);
    }
    vec![text::ellipsize(&format!("{what}{colon}{}", format::count(marks.len() as u32)), width)]
}

/// Room for remarks under a picture.
pub(super) fn remarks_height(remarks: &[String]) -> i32 {
    if remarks.is_empty() { 0 } else { 8 + LINE_HEIGHT * remarks.len() as i32 }
}

/// Draws remarks under a picture whose ink ends at `bottom`.
pub(super) fn draw_remarks(canvas: &mut Canvas<'_>, remarks: &[String], bottom: i32) {
    canvas.lines(remarks, (0, bottom + 6 + LINE_HEIGHT / 2), Anchor::Start, Role::Muted);
}

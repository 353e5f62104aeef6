//! How large bubbles are, and the legend of their sizes below the plot. Called by scatter.

use ::data::Lang;

use super::super::Size;
use super::super::axis::{exponent, ten, titled};
use super::super::color::Role;
use super::super::paint::{Anchor, Canvas};
use super::super::text;
use crate::format::{self, Scale};

/// The smallest radius that can be seen.
const SMALLEST: i32 = 3;
/// With more bubbles than these all are smaller.
const CROWD: usize = 40;
/// Between a circle and its number.
const GAP: i32 = 5;
/// Between the title and the circles, and between these.
const SPACE: i32 = 14;
/// A line of its own for the title.
const LINE: i32 = 18;

/// How areas stand for values: the largest value and its radius.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub(super) most: f64,
    pub(super) largest: i32,
}

impl Sizes {
    /// Bubbles up to `most`. A crowd of them has smaller ones, so that together they have no more ink.
    pub(super) fn new(most: f64, count: usize, size: Size) -> Sizes {
        let largest = match size {
            Size::Small => 16,
            Size::Narrow => 20,
            Size::Wide => 28,
            Size::Full => 32,
        };
        let crowd = (CROWD as f64 / count.max(CROWD) as f64).sqrt();
        Sizes { most, largest: ((f64::from(largest) * crowd).round() as i32).max(2 * SMALLEST) }
    }

    /// The radius of a bubble whose area stands for `value`; `None` for what has no area.
    pub(super) fn radius(self, value: f64) -> Option<i32> {
        let share = (value > 0.0 && self.most > 0.0).then(|| (value / self.most).min(1.0))?;
        Some(((f64::from(self.largest) * share.sqrt()).round() as i32).max(SMALLEST))
    }
}

/// Hollow circles with their values and the measure's title.
pub(super) struct SizeLegend {
    title: String,
    /// Where the title's middle and the circles' middle lie, below the legend's top.
    lines: (i32, i32),
    /// The middle across, radius and number of each.
    circles: Vec<(i32, i32, String)>,
    pub(super) height: i32,
}

impl SizeLegend {
    /// Circles for round values: the largest, about a quarter and about a twentieth of it.
    pub(super) fn new((title, scale): &(String, Scale), sizes: Sizes, width: i32, lang: Lang) -> Option<SizeLegend> {
        let shares: &[f64] = if width == Size::Small.width() { &[4.0, 1.0] } else { &[20.0, 4.0, 1.0] };
        let rounds: Vec<(i32, String)> = shares
            .iter()
            .filter_map(|share| {
                let (value, decimals) = round_below(sizes.most / share / scale.divisor)?;
                let radius = sizes.radius(value * scale.divisor)?;
                (radius > SMALLEST).then(|| (radius, format::number(value, decimals)))
            })
            .collect();
        let tallest = rounds.last()?.0.max(text::LINE_HEIGHT / 2 + 1);
        let title = text::ellipsize(&titled(title, &scale.unit, lang), width);
        let room: i32 = rounds.iter().map(|(radius, number)| 2 * radius + GAP + text::width(number) + SPACE).sum();
        let beside = text::width(&title) + room <= width;
        let mut left = if beside { text::width(&title) + SPACE } else { 0 };
        let mut circles = Vec::new();
        for (radius, number) in rounds {
            let end = left + 2 * radius + GAP + text::width(&number);
            circles.push((left + radius, radius, number));
            left = end + SPACE;
        }
        let middle = if beside { tallest + 2 } else { LINE + tallest + 2 };
        let lines = (if beside { middle } else { LINE / 2 }, middle);
        Some(SizeLegend { title, lines, circles, height: middle + tallest + 2 })
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, top: i32) {
        canvas.text(&self.title, (0, top + self.lines.0), Anchor::Start, Role::Muted);
        for (x, radius, number) in &self.circles {
            canvas.ring((*x, top + self.lines.1), *radius as u32, Role::Muted);
            canvas.text(number, (x + radius + GAP, top + self.lines.1), Anchor::Start, Role::Muted);
        }
    }
}

/// The largest of 1, 2 or 5 times a power of ten that is not above `value`, and the decimals it needs.
fn round_below(value: f64) -> Option<(f64, u8)> {
    if value <= 0.0 || !value.is_finite() {
        return None;
    }
    let power = exponent(value);
    let step = [5.0, 2.0, 1.0].into_iter().map(|step| ten(step, power)).find(|step| *step <= value * (1.0 + 1e-9))?;
    Some((step, (-power).clamp(0, 9) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_by_hand() {
        // A quarter of the area is half the radius.
        let radii = |most, count, size, values: [f64; 4]| values.map(|value| Sizes::new(most, count, size).radius(value));
        assert_eq!(radii(100.0, 9, Size::Wide, [100.0, 25.0, 1.0, 0.01]), [Some(28), Some(14), Some(3), Some(3)]);
        assert_eq!(radii(100.0, 9, Size::Narrow, [0.0, -1.0, 200.0, 100.0]), [None, None, Some(20), Some(20)]);
        // Four times as many as a crowd: half the radius.
        assert_eq!(radii(100.0, 160, Size::Wide, [100.0, 0.0, 25.0, 1.0]), [Some(14), None, Some(7), Some(3)]);
        assert_eq!(Sizes::new(0.0, 1, Size::Wide).radius(1.0), None);
    }

    #[test]
    fn round_values() {
        for (value, expected, decimals) in
            [(17.0, 10.0, 0), (99.0, 50.0, 0), (50.0, 50.0, 0), (0.3, 0.2, 1), (2e-9, 2e-9, 9), (7632.2, 5000.0, 0), (1.0, 1.0, 0)]
        {
            assert_eq!(round_below(value), Some((expected, decimals)), "{value}");
        }
        assert_eq!(round_below(0.0), None);
    }
}

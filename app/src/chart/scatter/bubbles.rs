//! How large bubbles are, and the legend of their sizes below the plot. Called by scatter.

use super::super::Size;
use super::super::axis::{exponent, ten};
use super::super::color::Role;
use super::super::paint::{Anchor, Canvas};
use super::super::text;
use crate::format::{self, Scale};

/// The smallest radius that can be seen.
const SMALLEST: i32 = 3;
/// Between a circle and its number.
const GAP: i32 = 5;
/// Between the title and the circles, and between these.
const SPACE: i32 = 14;
/// A line of its own for the title.
const LINE: i32 = 18;

/// The radius of the largest bubble.
pub(super) fn largest(size: Size) -> i32 {
    match size {
        Size::Small => 16,
        Size::Narrow => 20,
        Size::Wide => 28,
    }
}

/// The radius of a bubble whose area stands for `value`; `None` for what has no area.
pub(super) fn radius(value: f64, most: f64, size: Size) -> Option<i32> {
    let share = (value > 0.0 && most > 0.0).then(|| (value / most).min(1.0))?;
    Some(((f64::from(largest(size)) * share.sqrt()).round() as i32).max(SMALLEST))
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
    pub(super) fn new((title, scale): &(String, Scale), most: f64, size: Size) -> Option<SizeLegend> {
        let shares: &[f64] = if size == Size::Small { &[4.0, 1.0] } else { &[20.0, 4.0, 1.0] };
        let rounds: Vec<(i32, String)> = shares
            .iter()
            .filter_map(|share| {
                let (value, decimals) = round_below(most / share / scale.divisor)?;
                let radius = radius(value * scale.divisor, most, size)?;
                (radius > SMALLEST).then(|| (radius, format::number(value, decimals)))
            })
            .collect();
        let tallest = rounds.last()?.0;
        let title = match scale.unit.as_str() {
            "" => title.clone(),
            unit => format!("{title} · {unit}"),
        };
        let title = text::ellipsize(&title, size.width());
        let room: i32 = rounds.iter().map(|(radius, number)| 2 * radius + GAP + text::width(number) + SPACE).sum();
        let beside = text::width(&title) + room <= size.width();
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
        assert_eq!([100.0, 25.0, 1.0, 0.01].map(|value| radius(value, 100.0, Size::Wide)), [Some(28), Some(14), Some(3), Some(3)]);
        assert_eq!([0.0, -1.0, 200.0].map(|value| radius(value, 100.0, Size::Narrow)), [None, None, Some(20)]);
        assert_eq!(radius(1.0, 0.0, Size::Wide), None);
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

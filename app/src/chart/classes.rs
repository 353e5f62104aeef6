//! The classes of a colour scale: up to five equal steps of a round width from zero, or up to three to either side of a meaningful middle.
//! Called by cells; map has its
//! round numbers. A value lies in the class whose upper bound it does not pass; zero, or the middle itself, lies in none.

use super::color::{Role, SIDES, STEPS};
use super::data::ChartData;
use crate::format;

/// Round steps within a power of ten.
const FACTORS: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// The classes of a chart's cells. Bounds are in the unit of the chart's scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes {
    divisor: f64,
    middle: f64,
    step: Step,
    below: usize,
    above: usize,
    /// Whether there are two hues around the middle.
    pub(super) diverging: bool,
    decimals: u8,
    /// Whether no value is negative: then no bound is either.
    positive: bool,
}

impl Classes {
    /// The classes that hold the values between `low` and `high`.
    pub(super) fn new(data: &ChartData, (low, high): (f64, f64)) -> Classes {
        let diverging = data.reference.is_some() || low < 0.0;
        let divisor = data.scale.divisor;
        let middle = data.reference.as_ref().map_or(0.0, |(value, _)| *value) / divisor;
        let far = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        let (under, over) = (far(middle - low / divisor), far(high / divisor - middle));
        let most = if diverging { SIDES } else { STEPS };
        // Counts have no half units: neither have their classes.
        let whole = data.scale.decimals == 0 && divisor == 1.0 && under.max(over) >= 1.0;
        let step = Step::new(under.max(over) / most as f64, whole);
        let count = |reach: f64| if reach > 0.0 { ((reach / step.times(1.0) - 1e-9).ceil() as usize).clamp(1, most) } else { 0 };
        let below = if diverging { count(under) } else { 0 };
        let decimals = if middle == 0.0 { step.decimals() } else { step.decimals().max(data.scale.decimals) };
        Classes { divisor, middle, step, below, above: count(over), diverging, decimals, positive: low >= 0.0 }
    }

    /// The ink of a value; paper for zero, or the middle.
    pub(super) fn role(&self, value: f64) -> Role {
        let from = value / self.divisor - self.middle;
        let (below, count) = (from < 0.0, if from < 0.0 { self.below } else { self.above });
        if from == 0.0 || count == 0 {
            return Role::Paper;
        }
        let index = ((from.abs() / self.step.times(1.0) - 1e-9).ceil() as usize).clamp(1, count) - 1;
        self.ink(index, below)
    }

    fn ink(&self, index: usize, below: bool) -> Role {
        if self.diverging { Role::beyond(index, below) } else { Role::step(index, self.above) }
    }

    /// The inks of the classes, from the lowest.
    pub(super) fn roles(&self) -> Vec<Role> {
        (0..self.below).rev().map(|index| self.ink(index, true)).chain((0..self.above).map(|index| self.ink(index, false))).collect()
    }

    /// The bounds between and around the classes, one more than there are: `0`, `5`, `10`.
    pub(super) fn bounds(&self) -> Vec<String> {
        let bound = |index: usize| {
            let value = self.middle + self.step.times(index as f64 - self.below as f64);
            self.number(if self.positive { value.max(0.0) } else { value })
        };
        (0..=self.below + self.above).map(bound).collect()
    }

    /// What the middle is: `0`, `1.0`.
    pub(super) fn middle(&self) -> String {
        self.number(self.middle)
    }

    /// Whether a value lies exactly in the middle.
    pub(super) fn is_middle(&self, value: f64) -> bool {
        value / self.divisor == self.middle
    }

    /// Which of the bounds is the middle.
    pub(super) fn middle_index(&self) -> usize {
        self.below
    }

    fn number(&self, value: f64) -> String {
        if value == 0.0 { String::from("0") } else { format::number(value, self.decimals) }
    }
}

/// A round number: a factor times a power of ten, kept apart so that multiples are exact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    factor: f64,
    /// Ten to the power of the exponent's size.
    power: f64,
    exponent: i32,
}

impl Step {
    /// The least round number that is not less than `rough`.
    pub(super) fn new(rough: f64, whole: bool) -> Step {
        let (mut power, mut exponent) = (1.0, 0);
        while rough / power >= 10.0 {
            power *= 10.0;
            exponent += 1;
        }
        while rough > 0.0 && rough * power < 1.0 && exponent > -300 {
            power *= 10.0;
            exponent -= 1;
        }
        let at = |factor: f64| Step { factor, power, exponent };
        let found = FACTORS.into_iter().map(at).find(|step| step.times(1.000_001) >= rough && !(whole && step.times(1.0).fract() != 0.0));
        found.unwrap_or(Step { factor: 1.0, power: 1.0, exponent: 0 })
    }

    pub(super) fn times(&self, count: f64) -> f64 {
        if self.exponent < 0 { count * self.factor / self.power } else { count * self.factor * self.power }
    }

    pub(super) fn decimals(&self) -> u8 {
        let own = i32::from(self.factor.fract() != 0.0) - i32::from(self.factor == 10.0);
        (own - self.exponent).clamp(0, 9) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Scale;
    use ::data::Lang;
    use ::data::report::Panel;

    fn classes(extent: (f64, f64), decimals: u8, reference: Option<f64>) -> Classes {
        let mut data = ChartData::from_panel(&Panel::default(), Lang::Zh);
        data.scale = Scale { divisor: 1.0, unit: String::new(), decimals };
        data.reference = reference.map(|value| (value, String::new()));
        Classes::new(&data, extent)
    }

    #[test]
    fn bounds_by_hand() {
        type Case = ((f64, f64), u8, Option<f64>, &'static [&'static str]);
        let table: &[Case] = &[
            ((0.0, 17.0), 0, None, &["0", "4", "8", "12", "16", "20"]),
            ((0.0, 5.0), 0, None, &["0", "1", "2", "3", "4", "5"]),
            ((0.0, 2.0), 0, None, &["0", "1", "2"]),
            ((3.0, 61.0), 0, None, &["0", "15", "30", "45", "60", "75"]),
            ((0.0, 7.3), 1, None, &["0", "1.5", "3.0", "4.5", "6.0", "7.5"]),
            ((0.0, 1e-9), 0, None, &["0", "2×10⁻¹⁰", "4×10⁻¹⁰", "6×10⁻¹⁰", "8×10⁻¹⁰", "1×10⁻⁹"]),
            ((0.2, 3.4), 2, Some(1.0), &["0.20", "1.00", "1.80", "2.60", "3.40"]),
            ((0.05, 3.4), 2, Some(1.0), &["0", "0.20", "1.00", "1.80", "2.60", "3.40"]),
            ((-8.1, 12.5), 1, None, &["−10", "−5", "0", "5", "10", "15"]),
            ((0.0, 0.0), 0, None, &["0"]),
        ];
        for (extent, decimals, reference, expected) in table {
            assert_eq!(&classes(*extent, *decimals, *reference).bounds(), expected, "{extent:?}");
        }
    }

    #[test]
    fn a_bound_belongs_to_the_class_below_it() {
        let counts = classes((0.0, 17.0), 0, None);
        for (value, role) in [(0.0, Role::Paper), (0.1, Role::Step(1)), (4.0, Role::Step(1)), (4.1, Role::Step(2)), (20.0, Role::Step(5))] {
            assert_eq!(counts.role(value), role, "{value}");
        }
        let quotients = classes((0.2, 3.4), 2, Some(1.0));
        for (value, role) in [(1.0, Role::Paper), (0.99, Role::Below(1)), (1.8, Role::Step(1)), (1.81, Role::Step(3)), (3.4, Role::Step(5))]
        {
            assert_eq!(quotients.role(value), role, "{value}");
        }
        assert_eq!(quotients.roles(), [Role::Below(1), Role::Step(1), Role::Step(3), Role::Step(5)]);
        assert_eq!(classes((0.0, 0.0), 0, None).role(0.0), Role::Paper);
    }
}

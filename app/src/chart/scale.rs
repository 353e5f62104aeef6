//! Where values lie: a linear scale from values to picture units, and nice ticks. Called by every chart.

/// A linear scale from a range of values to a range of picture units (which may run downwards).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Linear {
    /// The lowest and the highest value.
    pub(super) domain: (f64, f64),
    /// Where they lie.
    pub(super) range: (i32, i32),
}

impl Linear {
    /// Where `value` lies, in whole picture units. An empty domain lies at the range's start.
    pub(super) fn at(&self, value: f64) -> i32 {
        // Halves: the gap between the largest numbers of both signs is none.
        let span = self.domain.1 / 2.0 - self.domain.0 / 2.0;
        if span <= 0.0 || !value.is_finite() {
            return self.range.0;
        }
        let share = ((value / 2.0 - self.domain.0 / 2.0) / span).clamp(0.0, 1.0);
        self.range.0 + (share * f64::from(self.range.1 - self.range.0)).round() as i32
    }
}

/// The lowest and the highest of `values`; `None` without any.
pub(super) fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |ends, value| Some(ends.map_or((value, value), |(low, high): (f64, f64)| (low.min(value), high.max(value)))))
}

/// Ticks of an axis: multiples of 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    /// The ticks, rising; the first is at or below the lowest value, the last at or above the highest.
    pub(super) values: Vec<f64>,
    /// Decimals that tell them apart.
    pub(super) decimals: u8,
}

/// Ticks that hold `low..=high` in about `wanted` steps.
pub(super) fn ticks(low: f64, high: f64, wanted: u32) -> Ticks {
    let (low, high) = if high > low { (low, high) } else { (low - (low.abs() / 2.0).max(0.5), high + (high.abs() / 2.0).max(0.5)) };
    let wanted = f64::from(wanted.max(1));
    let rough = if (high - low).is_finite() { (high - low) / wanted } else { high / wanted - low / wanted };
    // rough = factor × 10^exponent with 1 <= factor < 10
    let (mut power, mut exponent) = (1.0, 0_i32);
    while rough / power >= 10.0 {
        power *= 10.0;
        exponent += 1;
    }
    while rough * power < 1.0 && exponent > -300 {
        power *= 10.0;
        exponent -= 1;
    }
    let factor = if exponent < 0 { rough * power } else { rough / power };
    let nice = [1.0, 2.0, 5.0].into_iter().find(|step| factor <= *step * 1.000_001).unwrap_or(10.0);
    // As written: powers multiplied up drift in their last digits.
    let value = |index: f64| format!("{}e{exponent}", index * nice).parse::<f64>().unwrap_or_default();
    let step = value(1.0);
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    let mut values = Vec::new();
    let mut index = first;
    while index <= last && values.len() < 50 {
        values.push(value(index).clamp(f64::MIN, f64::MAX));
        index += 1.0;
    }
    Ticks { values, decimals: if nice == 10.0 { (-exponent - 1).clamp(0, 9) as u8 } else { (-exponent).clamp(0, 9) as u8 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nice_ticks() {
        let table: &[(f64, f64, u32, &[f64], u8)] = &[
            (0.0, 17.0, 4, &[0.0, 5.0, 10.0, 15.0, 20.0], 0),
            (0.0, 7632.2, 4, &[0.0, 2000.0, 4000.0, 6000.0, 8000.0], 0),
            (0.0, 1.0, 5, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0], 1),
            (-3.0, 4.0, 4, &[-4.0, -2.0, 0.0, 2.0, 4.0], 0),
            (5.0, 5.0, 2, &[0.0, 5.0, 10.0], 0),
            (0.0, 0.0, 2, &[-0.5, 0.0, 0.5], 1),
            (0.0, 3.9e-9, 4, &[0.0, 1e-9, 2e-9, 3e-9, 4e-9], 9),
            (-1.6e308, 1.6e308, 4, &[f64::MIN, -1e308, 0.0, 1e308, f64::MAX], 0),
            (0.0, 4e12, 4, &[0.0, 1e12, 2e12, 3e12, 4e12], 0),
        ];
        for (low, high, wanted, values, decimals) in table {
            let got = ticks(*low, *high, *wanted);
            assert_eq!(got.values, *values, "{low} to {high}");
            assert_eq!(got.decimals, *decimals, "{low} to {high}");
        }
    }

    #[test]
    fn positions() {
        let scale = Linear { domain: (0.0, 20.0), range: (100, 300) };
        for (value, at) in [(0.0, 100), (10.0, 200), (20.0, 300), (25.0, 300), (-1.0, 100), (f64::NAN, 100)] {
            assert_eq!(scale.at(value), at);
        }
        let wide = Linear { domain: (-1.6e308, 1.6e308), range: (0, 100) };
        assert_eq!([-1.6e308, 0.0, 8e307, 1.6e308].map(|value| wide.at(value)), [0, 50, 75, 100]);
        let down = Linear { domain: (0.0, 1.0), range: (200, 0) };
        assert_eq!((down.at(0.25), Linear { domain: (0.0, 0.0), range: (5, 9) }.at(0.0)), (150, 5));
    }
}

//! How a number is spread over the rows of each value: what box plots draw.

use crate::report::Spread;
use crate::stop;

/// Numbers beyond the whiskers that the report lists for one value.
const MOST_OUTLIERS: usize = 60;

/// Tukey's box plot; quartiles are interpolated between order statistics at (n − 1) p, as spreadsheets do. `None` without numbers.
pub(super) fn spread(mut numbers: Vec<f64>) -> Option<Spread> {
    numbers.sort_by(|a, b| {
        stop::step();
        a.total_cmp(b)
    });
    let last = numbers.len().checked_sub(1)?;
    let quantile = |p: f64| {
        let at = last as f64 * p;
        let (below, share) = (at.floor() as usize, at - at.floor());
        let (low, high) = (numbers[below], numbers[(below + 1).min(last)]);
        // The gap between two numbers of opposite signs can be too large to be one itself.
        if (high - low).is_finite() { low + (high - low) * share } else { low * (1.0 - share) + high * share }
    };
    let (lower, median, upper) = (quantile(0.25), quantile(0.5), quantile(0.75));
    let reach = (upper - lower) * 1.5;
    let is_beyond = |number: &f64| *number < lower - reach || *number > upper + reach;
    let within = || numbers.iter().copied().filter(|number| !is_beyond(number));
    let beyond: Vec<f64> = numbers.iter().copied().filter(is_beyond).collect();
    let step = beyond.len().div_ceil(MOST_OUTLIERS).max(1);
    Some(Spread {
        low: within().next().unwrap_or(lower),
        lower,
        median,
        upper,
        high: within().next_back().unwrap_or(upper),
        outliers: beyond.iter().copied().step_by(step).collect(),
        beyond: beyond.len() as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_by_hand() {
        // Quartiles of 1 to 9 and 30: at 2.25, 4.5 and 6.75 of the order: 3.25, 5.5, 7.75; the fence is at 14.5.
        let found = spread(vec![9.0, 1.0, 30.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).expect("numbers");
        assert_eq!((found.low, found.lower, found.median, found.upper, found.high), (1.0, 3.25, 5.5, 7.75, 9.0));
        assert_eq!((found.outliers, found.beyond), (vec![30.0], 1));
        assert_eq!(spread(Vec::new()), None);
        let far = 2_f64.powi(1023);
        let found = spread(vec![-far, far]).expect("numbers");
        assert_eq!(
            (found.low, found.lower, found.median, found.upper, found.high, found.beyond),
            (-far, -far / 2.0, 0.0, far / 2.0, far, 0)
        );
    }
}

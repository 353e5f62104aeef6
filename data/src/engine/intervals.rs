//! The intervals of a histogram: of one nice width, chosen once for all numbers of a column.

/// Intervals of a histogram, about.
const INTERVALS: f64 = 20.0;

/// The interval that a number lies in: the last one holds its end too.
pub(super) fn place(edges: &[f64], number: f64) -> usize {
    edges.partition_point(|edge| *edge <= number).min(edges.len().saturating_sub(1)).saturating_sub(1)
}

/// How many intervals there are between these ends.
pub(super) fn count(edges: &[f64]) -> usize {
    edges.len().saturating_sub(1)
}

/// The ends of intervals of one nice width that hold every number, the last one's end above the highest (or the largest number that there is);
/// none without numbers.
pub(super) fn edges(numbers: impl Iterator<Item = f64> + Clone, is_whole: bool) -> Vec<f64> {
    let low = numbers.clone().fold(f64::INFINITY, f64::min);
    let high = numbers.fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return Vec::new();
    }
    if high == low && !is_whole {
        let end = (low + low.abs().max(1.0)).min(f64::MAX);
        return vec![if end > low { low } else { low / 2.0 }, end];
    }
    // Two edges differ by more than the last place of the largest number.
    let least = (low.abs().max(high.abs()) * (4.0 * f64::EPSILON)).max(f64::MIN_POSITIVE);
    let rough = (high / INTERVALS - low / INTERVALS).max(least).max(if is_whole { 1.0 } else { 0.0 });
    // Multiples of a power of ten are what they read: 0.3, not 0.30000000000000004.
    let written = |digits: f64, exponent: i32| format!("{}e{exponent}", digits + 0.0).parse::<f64>().unwrap_or_default();
    let exponent = rough.log10().floor() as i32;
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| rough <= written(*step, exponent) * 1.000_001).unwrap_or(10.0);
    let edge = |index: f64| written(index * nice, exponent).clamp(f64::MIN, f64::MAX);
    let mut index = (low / edge(1.0)).floor();
    while edge(index) > low {
        index -= 1.0;
    }
    while edge(index + 1.0) <= low {
        index += 1.0;
    }
    let mut edges = vec![edge(index)];
    while edges.last().is_some_and(|last| *last <= high && *last < f64::MAX) {
        index += 1.0;
        edges.push(edge(index));
    }
    edges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn intervals() {
        let table: &[(&[f64], bool, &[f64])] = &[
            (&[], false, &[]),
            (&[3.0], true, &[3.0, 4.0]),
            (&[0.5], false, &[0.5, 1.5]),
            (&[0.0, 4.0], true, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
            (
                &[-1.0, 1.0],
                false,
                &[-1.0, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1],
            ),
            (&[f64::MAX], false, &[f64::MAX / 2.0, f64::MAX]),
            (&[0.0, 5e-324], false, &[0.0, 5e-308]),
        ];
        for (numbers, is_whole, expected) in table {
            assert_eq!(edges(numbers.iter().copied(), *is_whole), *expected, "{numbers:?}");
        }
    }

    /// Each number lies in the one interval that it is put into.
    fn covered(numbers: &[f64], is_whole: bool) {
        let edges = edges(numbers.iter().copied(), is_whole);
        assert!(edges.len() >= 2 && edges.len() < 40, "{numbers:?}: {} edges", edges.len());
        assert!(edges.windows(2).all(|ends| ends[0] < ends[1]), "{numbers:?}: {edges:?}");
        assert!(edges.iter().all(|edge| edge.is_finite()), "{numbers:?}: {edges:?}");
        for number in numbers {
            let holds = |ends: &[f64]| ends[0] <= *number && (*number < ends[1] || (*number == ends[1] && ends[1] == f64::MAX));
            let found: Vec<usize> = edges.windows(2).enumerate().filter(|(_, ends)| holds(ends)).map(|(at, _)| at).collect();
            assert_eq!(found, [place(&edges, *number)], "{number} in {edges:?}");
        }
    }

    #[test]
    fn odd_numbers_are_covered() {
        let next = 1.0_f64.next_up();
        for numbers in [
            vec![1.0, next],
            vec![-next, -1.0, 1.0, next],
            vec![1e16, 1e16_f64.next_up()],
            vec![-1.7e308, 1.7e308],
            vec![f64::MIN, f64::MAX],
            vec![f64::MAX.next_down(), f64::MAX],
            vec![f64::MIN, f64::MIN.next_up()],
            vec![5e-324, 1e-323],
            vec![-5e-324, 5e-324],
            vec![0.0, -0.0],
            vec![7.0; 3],
            vec![0.1, 0.2, 0.3, 0.7, 0.9, 1.1],
            vec![1e-300, 1e300],
        ] {
            covered(&numbers, false);
        }
        for numbers in [vec![0.0, 1.0], vec![9.2e18, -9.2e18], vec![9_007_199_254_740_992.0, 9_007_199_254_740_994.0]] {
            covered(&numbers, true);
        }
    }

    proptest! {
        #[test]
        fn every_number_lies_in_exactly_one_interval(numbers in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..20)) {
            covered(&numbers, false);
        }

        #[test]
        fn numbers_close_to_each_other_too(base in prop::num::f64::NORMAL, steps in prop::collection::vec(0_u64..100, 1..20)) {
            let numbers: Vec<f64> = steps.iter().map(|step| f64::from_bits(base.to_bits() + step)).filter(|number| number.is_finite()).collect();
            if !numbers.is_empty() {
                covered(&numbers, false);
            }
        }

        #[test]
        fn whole_numbers_too(numbers in prop::collection::vec(any::<i64>(), 1..20)) {
            covered(&numbers.iter().map(|number| *number as f64).collect::<Vec<f64>>(), true);
        }
    }
}

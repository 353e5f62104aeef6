//! Class bounds of a choropleth: as many values in each class, or natural breaks. Called by choropleth.

use ::data::schema::Classing;

/// The upper bounds of at most `most` classes that hold `values`, rising; the last is the largest value. Equal values share a class.
pub(super) fn bounds(values: &[f64], most: usize, by: Classing) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut different = sorted.clone();
    different.dedup();
    if different.len() <= most {
        return different;
    }
    let mut bounds = match by {
        Classing::Quantile => (1..=most).map(|class| sorted[(class * sorted.len()).div_ceil(most) - 1]).collect(),
        Classing::Natural => natural(&sorted, most),
    };
    bounds.dedup();
    bounds
}

/// The class of a value: the first whose bound it does not pass.
pub(super) fn class(bounds: &[f64], value: f64) -> usize {
    bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len().saturating_sub(1))
}

/// Fisher–Jenks: of all ways to cut the order into `most` classes the one with the least sum of squared deviations from the means.
fn natural(sorted: &[f64], most: usize) -> Vec<f64> {
    let count = sorted.len();
    // Sums from the start, so that the deviation of any stretch takes two subtractions.
    let mut sums = vec![(0.0, 0.0)];
    for value in sorted {
        let (sum, squares) = sums.last().copied().unwrap_or_default();
        sums.push((sum + value, squares + value * value));
    }
    let deviation = |from: usize, to: usize| {
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        squares - sum * sum / (to - from) as f64
    };
    let mut least: Vec<f64> = (0..=count).map(|to| if to == 0 { 0.0 } else { deviation(0, to) }).collect();
    let mut cuts: Vec<Vec<usize>> = vec![vec![0; count + 1]];
    for class in 1..most {
        let mut next = vec![f64::INFINITY; count + 1];
        let mut cut = vec![0; count + 1];
        for to in class + 1..=count {
            for (from, before) in least.iter().enumerate().take(to).skip(class) {
                let total = before + deviation(from, to);
                if total < next[to] {
                    (next[to], cut[to]) = (total, from);
                }
            }
        }
        least = next;
        cuts.push(cut);
    }
    let mut ends = vec![count];
    for cut in cuts.iter().skip(1).rev() {
        ends.push(cut[ends.last().copied().unwrap_or(count)]);
    }
    ends.iter().rev().map(|end| sorted[end - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_by_hand() {
        let values = [1.0, 2.0, 3.0, 20.0, 21.0, 22.0, 90.0, 91.0];
        // Thirds of eight: the third, the sixth, the eighth.
        assert_eq!(bounds(&values, 3, Classing::Quantile), [3.0, 22.0, 91.0]);
        assert_eq!(bounds(&values, 3, Classing::Natural), [3.0, 22.0, 91.0]);
        // One far value: quantiles split the rest, natural breaks set it apart.
        let skewed = [1.0, 2.0, 3.0, 4.0, 5.0, 100.0];
        assert_eq!(bounds(&skewed, 2, Classing::Quantile), [3.0, 100.0]);
        assert_eq!(bounds(&skewed, 2, Classing::Natural), [5.0, 100.0]);
        assert_eq!(bounds(&[7.0, 7.0], 5, Classing::Natural), [7.0]);
        assert_eq!(bounds(&[], 5, Classing::Quantile), Vec::<f64>::new());
        // Ties never straddle a bound.
        assert_eq!(bounds(&[1.0, 1.0, 1.0, 1.0, 2.0, 3.0], 2, Classing::Quantile), [1.0, 3.0]);
        assert_eq!([0.5, 3.0, 3.1, 99.0].map(|value| class(&[3.0, 22.0, 91.0], value)), [0, 0, 1, 2]);
    }
}

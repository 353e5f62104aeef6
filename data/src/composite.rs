//! Composite indicators after the handbook of the OECD and the Joint Research Centre (Handbook on Constructing Composite Indicators, 2008):
//! normalisation, aggregation, what each part contributes, and how ranks move under other weights. Used by the engine's contest.

use serde::{Deserialize, Serialize};

use crate::exact::sum_of;
use crate::{Text, stop};

/// How inputs become comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// From 1 (worst) to 100 (best): `1 + 99 (x - min) / (max - min)`; 50.5 for all when every input is equal.
    #[default]
    MinMax,
    /// `(x - mean) / standard deviation` (of the population); 0 for all when every input is equal.
    ZScore,
    /// From 1 (worst) to n (best); equal inputs share the mean of their places.
    Rank,
}

/// How normalised parts become one score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// The weighted mean: a weak part can be made up for.
    #[default]
    Arithmetic,
    /// The weighted geometric mean, of 1-100 parts only: a weak part pulls the whole down.
    Geometric,
}

impl Norm {
    /// Every normalisation, the default first.
    pub const ALL: [Norm; 3] = [Norm::MinMax, Norm::ZScore, Norm::Rank];

    /// The word in URLs.
    pub fn id(self) -> &'static str {
        match self {
            Norm::MinMax => "minmax",
            Norm::ZScore => "zscore",
            Norm::Rank => "rank",
        }
    }

    /// Reads the word of a URL.
    pub fn from_id(id: &str) -> Option<Norm> {
        Norm::ALL.into_iter().find(|norm| norm.id() == id)
    }

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            Norm::MinMax => Text::new("极差标准化（1–100）", "Min–max (1–100)"),
            Norm::ZScore => Text::new("Z 分数", "Z-score"),
            Norm::Rank => Text::new("位次", "Rank"),
        }
    }

    /// The inputs of all units, normalised. `low_is_good` turns the scale round.
    pub fn apply(self, inputs: &[f64], low_is_good: bool) -> Vec<f64> {
        let inputs: Vec<f64> = inputs.iter().map(|input| if low_is_good { -input } else { *input }).collect();
        let count = inputs.len() as f64;
        // A power of two changes no digit, and neither of the first two: squares and gaps of very large numbers then stay numbers.
        let size = inputs.iter().fold(0.0_f64, |most, x| most.max(x.abs())).log2().floor().max(-1000.0);
        let scaled = || inputs.iter().map(|x| x * 2_f64.powi(-size as i32)).collect::<Vec<f64>>();
        match self {
            Norm::MinMax => {
                let inputs = scaled();
                let (low, high) = inputs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
                inputs.iter().map(|x| if high > low { 1.0 + 99.0 * (x - low) / (high - low) } else { 50.5 }).collect()
            }
            Norm::ZScore => {
                let inputs = scaled();
                let mean = sum_of(inputs.iter().copied()) / count;
                let deviation = (sum_of(inputs.iter().map(|x| (x - mean).powi(2))) / count).sqrt();
                inputs.iter().map(|x| if deviation > 0.0 { (x - mean) / deviation } else { 0.0 }).collect()
            }
            Norm::Rank => {
                let mut rising = inputs.clone();
                rising.sort_by(f64::total_cmp);
                let below = |x: f64| rising.partition_point(|other| *other < x);
                let equal = |x: f64| rising.partition_point(|other| *other <= x) - below(x);
                inputs.iter().map(|x| below(*x) as f64 + (equal(*x) as f64 + 1.0) / 2.0).collect()
            }
        }
    }
}

impl Aggregation {
    /// Every aggregation, the default first.
    pub const ALL: [Aggregation; 2] = [Aggregation::Arithmetic, Aggregation::Geometric];

    /// The word in URLs.
    pub fn id(self) -> &'static str {
        match self {
            Aggregation::Arithmetic => "arithmetic",
            Aggregation::Geometric => "geometric",
        }
    }

    /// Reads the word of a URL.
    pub fn from_id(id: &str) -> Option<Aggregation> {
        Aggregation::ALL.into_iter().find(|aggregation| aggregation.id() == id)
    }

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            Aggregation::Arithmetic => Text::new("算术加权平均", "Arithmetic mean"),
            Aggregation::Geometric => Text::new("几何加权平均", "Geometric mean"),
        }
    }

    /// One unit's score from its normalised parts; `weights` add up to 1.
    pub fn score(self, parts: &[f64], weights: &[f64]) -> f64 {
        let pairs = parts.iter().zip(weights);
        match self {
            Aggregation::Arithmetic => pairs.map(|(part, weight)| part * weight).sum(),
            Aggregation::Geometric => pairs.map(|(part, weight)| weight * part.ln()).sum::<f64>().exp(),
        }
    }

    /// What each part contributes to the score: the contributions add up to it. Of a geometric mean, in proportion to the logarithms.
    pub fn contributions(self, parts: &[f64], weights: &[f64]) -> Vec<f64> {
        let weighed = |of: fn(f64) -> f64| parts.iter().zip(weights).map(|(part, weight)| of(*part) * weight).collect::<Vec<f64>>();
        match self {
            Aggregation::Arithmetic => weighed(|part| part),
            Aggregation::Geometric => {
                let (score, logs) = (self.score(parts, weights), weighed(f64::ln));
                let sum: f64 = logs.iter().sum();
                logs.iter().zip(weights).map(|(log, weight)| score * if sum > 0.0 { log / sum } else { *weight }).collect()
            }
        }
    }
}

/// The place of each score, from 1 for the largest; equal scores share a place.
pub fn places(scores: &[f64]) -> Vec<u32> {
    let mut falling = scores.to_vec();
    falling.sort_by(|a, b| b.total_cmp(a));
    scores.iter().map(|score| falling.partition_point(|other| other > score) as u32 + 1).collect()
}

/// Where a unit stands under many sets of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The best place.
    pub best: u32,
    /// Nine of ten places lie from here …
    pub from: u32,
    /// … to here.
    pub to: u32,
    /// The worst place.
    pub worst: u32,
}

/// For each unit (a row of normalised parts), its places under every set of weights.
pub fn intervals(units: &[Vec<f64>], aggregation: Aggregation, sets: &[Vec<f64>]) -> Vec<Interval> {
    let mut found: Vec<Vec<u32>> = vec![Vec::with_capacity(sets.len()); units.len()];
    for weights in sets {
        stop::look();
        let scores: Vec<f64> = units.iter().map(|parts| aggregation.score(parts, weights)).collect();
        for (places, place) in found.iter_mut().zip(places(&scores)) {
            places.push(place);
        }
    }
    let interval = |places: &mut Vec<u32>| {
        places.sort_unstable();
        let at = |share: usize| places.get((places.len() * share).div_ceil(100).max(1) - 1).copied().unwrap_or_default();
        Interval { best: at(0), from: at(5), to: at(95), worst: at(100) }
    };
    found.iter_mut().map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        }
    }

    /// Three clusters: output 10, 30, 20; accidents (low is good) 4, 4, 1. Worked out by hand.
    #[test]
    fn three_clusters_by_hand() {
        let (output, accidents) = ([10.0, 30.0, 20.0], [4.0, 4.0, 1.0]);
        near(&Norm::MinMax.apply(&output, false), &[1.0, 100.0, 50.5]);
        near(&Norm::MinMax.apply(&accidents, true), &[1.0, 1.0, 100.0]);
        // Mean 20, deviation sqrt(200 / 3).
        let z = 10.0 / (200.0_f64 / 3.0).sqrt();
        near(&Norm::ZScore.apply(&output, false), &[-z, z, 0.0]);
        near(&Norm::Rank.apply(&output, false), &[1.0, 3.0, 2.0]);
        near(&Norm::Rank.apply(&accidents, true), &[1.5, 1.5, 3.0]);

        let units = [[1.0, 1.0], [100.0, 1.0], [50.5, 100.0]];
        let weights = [0.6, 0.4];
        let arithmetic: Vec<f64> = units.iter().map(|parts| Aggregation::Arithmetic.score(parts, &weights)).collect();
        near(&arithmetic, &[1.0, 60.4, 70.3]);
        assert_eq!(places(&arithmetic), [3, 2, 1]);
        near(&Aggregation::Arithmetic.contributions(&units[2], &weights), &[30.3, 40.0]);
        // 100^0.6 = 10^1.2; 50.5^0.6 × 100^0.4.
        let geometric: Vec<f64> = units.iter().map(|parts| Aggregation::Geometric.score(parts, &weights)).collect();
        near(&geometric, &[1.0, 10f64.powf(1.2), 50.5f64.powf(0.6) * 10f64.powf(0.8)]);
        near(&Aggregation::Geometric.contributions(&units[1], &weights), &[10f64.powf(1.2), 0.0]);
        near(&Aggregation::Geometric.contributions(&units[0], &weights), &[0.6, 0.4]);
    }

    #[test]
    fn equal_inputs_decide_nothing() {
        let same = [7.0, 7.0];
        near(&Norm::MinMax.apply(&same, false), &[50.5, 50.5]);
        near(&Norm::ZScore.apply(&same, false), &[0.0, 0.0]);
        near(&Norm::Rank.apply(&same, false), &[1.5, 1.5]);
        assert_eq!(places(&[3.0, 3.0, 1.0]), [1, 1, 3]);
        assert_eq!(places(&[0.0, -0.0, 1.0]), [2, 2, 1]);
    }

    #[test]
    fn the_largest_and_the_smallest_numbers_are_compared_too() {
        for size in [1.7e308, 1.0, 1e-300] {
            let far = [-size, size, 0.0];
            near(&Norm::MinMax.apply(&far, false), &[1.0, 100.0, 50.5]);
            let z = (3.0_f64 / 2.0).sqrt();
            near(&Norm::ZScore.apply(&far, false), &[-z, z, 0.0]);
        }
        near(&Norm::ZScore.apply(&[1e308, 1e308], false), &[0.0, 0.0]);
        near(&Norm::ZScore.apply(&[0.0, 0.0], true), &[0.0, 0.0]);
    }

    #[test]
    fn places_under_other_weights() {
        // The second leads on the first part, the third on the second.
        let units = vec![vec![1.0, 1.0], vec![100.0, 1.0], vec![50.0, 100.0]];
        let sets = vec![vec![0.9, 0.1], vec![0.5, 0.5], vec![0.1, 0.9]];
        let found = intervals(&units, Aggregation::Arithmetic, &sets);
        assert_eq!(found[0], Interval { best: 3, from: 3, to: 3, worst: 3 });
        assert_eq!(found[1], Interval { best: 1, from: 1, to: 2, worst: 2 });
        assert_eq!(found[2], Interval { best: 1, from: 1, to: 2, worst: 2 });
    }
}

//! The pinned generator: ChaCha20, one stream for each name, and arithmetic that gives the same bits everywhere (integers, and f64 with only
//! `+ - * /`, which IEEE 754 fixes; the platform's `exp` is not used). Used by `rows` and `fill`.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of random numbers.
pub(super) struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of `name` under `seed`: ChaCha20's own stream number is the name's FNV-1a hash.
    pub(super) fn new(seed: u64, name: &str) -> Stream {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        rng.set_stream(hash);
        Stream(rng)
    }

    /// A whole number below `bound`, all equally likely; `bound` must not be zero.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let drawn = self.0.next_u64();
            if drawn < fair {
                return drawn % bound;
            }
        }
    }

    /// An index into `weights`, likely in proportion; `None` when they sum to nothing.
    pub(super) fn weighted(&mut self, weights: &[u64]) -> Option<usize> {
        let total: u64 = weights.iter().sum();
        if total == 0 {
            return None;
        }
        let mut left = self.below(total);
        weights.iter().position(|&weight| {
            let here = left < weight;
            left = left.saturating_sub(weight);
            here
        })
    }

    /// About standard normal: twelve even numbers from 0 to 1, summed, minus 6 (Irwin-Hall), so between -6 and 6.
    pub(super) fn normal(&mut self) -> f64 {
        const STEPS: u64 = 1 << 32;
        let sum: u64 = (0..12).map(|_| self.below(STEPS)).sum();
        sum as f64 / STEPS as f64 - 6.0
    }
}

/// e to the power `x`: twelve terms of Taylor's series at `x / 1024`, squared ten times. Good to nine digits for |x| up to 20.
pub(super) fn exp(x: f64) -> f64 {
    let small = x / 1024.0;
    let mut value = 1.0;
    for term in (1..=12).rev() {
        value = 1.0 + small / f64::from(term) * value;
    }
    for _ in 0..10 {
        value *= value;
    }
    value
}

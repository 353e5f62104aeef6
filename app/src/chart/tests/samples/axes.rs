//! Samples of lines, areas, points on logarithmic axes, bubbles.

use super::Sample;

pub(super) fn all() -> Vec<Sample> {
    Vec::new()
}

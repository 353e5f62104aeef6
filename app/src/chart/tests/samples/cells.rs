//! Samples of heatmaps, tile grids, maps, small multiples.

use super::Sample;

pub(super) fn all() -> Vec<Sample> {
    Vec::new()
}

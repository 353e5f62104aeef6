//! To come.

use super::data::ChartData;
use super::{Drawing, Size};

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    super::empty(data, size)
}

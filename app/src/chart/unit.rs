//! The line that says the unit, where the values are scaled. Called by rows, cells, course, slope and multiples.

use ::data::Lang;

use super::color::Role;
use super::data::ChartData;
use super::paint::{Anchor, Canvas};
use super::text;

/// Its height.
pub(super) const LINE: i32 = 20;

/// Its words.
pub(super) fn words(data: &ChartData) -> String {
    match (data.lang, data.index.is_empty()) {
        (Lang::Zh, true) => format!("单位：{}", data.unit()),
        (Lang::En, true) => format!("Unit: {}", data.unit()),
        (Lang::Zh, false) => format!("指数，{}", data.unit()),
        (Lang::En, false) => format!("Index, {}", data.unit()),
    }
}

/// The line at the top of a picture, up to `end`.
pub(super) fn draw(canvas: &mut Canvas<'_>, words: &str, end: i32) {
    canvas.text(&text::ellipsize(words, end), (end, LINE / 2 - 2), Anchor::End, Role::Muted);
}

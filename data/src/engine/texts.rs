//! Cells of frames as text.

use polars::prelude::{AnyValue, Column};

use crate::number;

/// A column's cells as text: what a file would say, `None` where missing.
pub(super) fn texts(column: &Column) -> impl Iterator<Item = Option<String>> + '_ {
    (0..column.len()).map(|row| text_at(column, row))
}

/// One cell as text.
pub(super) fn text_at(column: &Column, row: usize) -> Option<String> {
    match column.get(row).ok()? {
        AnyValue::Null => None,
        AnyValue::String(text) => Some(text.to_string()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Boolean(is) => Some(is.to_string()),
        AnyValue::Int64(number) => Some(number.to_string()),
        AnyValue::Float64(number) => Some(number::shortest(number)),
        other => Some(other.to_string()),
    }
}

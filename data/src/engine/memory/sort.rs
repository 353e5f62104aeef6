//! Rows in the order of a column. polars sorts on threads of its own, which nobody can stop: this sorts on the caller's, and looks on the way.

use std::cmp::Ordering;

use polars::prelude::{Column, DataType, PolarsResult};

use crate::stop;

/// Rows in the order of their cells, one for each, missing ones last; of equal cells in the order they are given.
pub(super) fn by_cells(rows: Vec<u32>, cells: &Column, descending: bool) -> PolarsResult<Vec<u32>> {
    let cells = cells.as_materialized_series();
    Ok(match cells.dtype() {
        DataType::String => by_keys(rows, cells.str()?.iter(), descending, Ord::cmp),
        // A column has no cell that is not a number.
        DataType::Float64 => by_keys(rows, cells.f64()?.iter(), descending, |a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal)),
        _ => by_keys(rows, cells.to_physical_repr().cast(&DataType::Int64)?.i64()?.iter(), descending, Ord::cmp),
    })
}

fn by_keys<K>(rows: Vec<u32>, keys: impl Iterator<Item = Option<K>>, descending: bool, order: impl Fn(&K, &K) -> Ordering) -> Vec<u32> {
    let (mut there, mut missing) = (Vec::with_capacity(rows.len()), Vec::new());
    for (row, key) in rows.into_iter().zip(keys) {
        stop::step();
        match key {
            Some(key) => there.push((key, row)),
            None => missing.push(row),
        }
    }
    there.sort_by(|(a, _), (b, _)| {
        stop::step();
        if descending { order(b, a) } else { order(a, b) }
    });
    there.into_iter().map(|(_, row)| row).chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{IntoColumn, NamedFrom, Series};
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn missing_cells_are_last_and_equal_ones_stay_in_order() {
        let rows = || vec![10, 11, 12, 13, 14, 15];
        let texts = Series::new("x".into(), [Some("b"), None, Some("a"), Some("汽"), Some("b"), Some("")]);
        let doubles = Series::new("x".into(), [Some(0.5), None, Some(-1.0), Some(1e300), Some(0.5), Some(-1e300)]);
        let wholes = Series::new("x".into(), [Some(2_i64), None, Some(1), Some(i64::MAX), Some(2), Some(i64::MIN)]);
        let codes = Series::new("x".into(), [Some(2_u32), None, Some(1), Some(3), Some(2), Some(0)]);
        for cells in [texts, doubles, wholes, codes] {
            let cells = cells.into_column();
            assert_eq!(by_cells(rows(), &cells, false).expect("a column"), [15, 12, 10, 14, 13, 11], "{:?}", cells.dtype());
            assert_eq!(by_cells(rows(), &cells, true).expect("a column"), [13, 10, 14, 12, 15, 11], "{:?}", cells.dtype());
        }
        let truths = Series::new("x".into(), [Some(true), Some(false), None, Some(true), Some(false), None]).into_column();
        assert_eq!(by_cells(rows(), &truths, false).expect("a column"), [11, 14, 10, 13, 12, 15]);
    }

    #[test]
    fn sorting_ends_when_it_is_wanted_no_more() {
        let count = 4 * stop::BLOCK as u32;
        let cells = Series::new("x".into(), (0..count).map(|at| at.wrapping_mul(2_654_435_761)).collect::<Vec<u32>>()).into_column();
        let sorted = |most: usize| {
            let looks = Rc::new(Cell::new(0));
            let (seen, cells) = (looks.clone(), &cells);
            let wanted = move || seen.replace(seen.get() + 1) < most;
            let done = stop::while_wanted(wanted, || by_cells((0..count).collect(), cells, false).expect("a column").len());
            (done, looks.get())
        };
        let (done, looks) = sorted(usize::MAX);
        // To sort n rows takes n steps and at least n comparisons: a look for each block of both, and the one before the work.
        assert!(done == Some(count as usize) && looks >= 8, "{looks} looks");
        assert_eq!(sorted(looks - 1), (None, looks), "the last look is on the way");
    }
}

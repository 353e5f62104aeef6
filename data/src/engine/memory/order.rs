//! Rows in the order of a column. An order is made once and kept for the next page, while all that are kept fit a budget.

use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{Column, IdxCa, IntoColumn, NamedFrom, NewChunkedArray, Series, SortOptions};

use super::{Memory, NO_ROW, table_at};
use crate::Schema;

/// Bytes of the orders that are kept: for each row of the bundle, and however few there are.
const BYTES_A_ROW: usize = 16;
const FEW_BYTES: usize = 16 << 20;

/// The orders that are kept, the one looked for last in front.
#[derive(Default)]
pub(super) struct Orders {
    kept: Mutex<Vec<(Key, Arc<Vec<u32>>)>>,
}

/// Of which rows: the table, the column, and whether they fall.
type Key = (usize, String, bool);

impl Memory {
    /// Every row of a table in the order of a column; of equal cells in the file's order, missing ones last. `None`: there is no such column.
    pub(super) fn order(&self, schema: &Schema, key: Key) -> Option<Arc<Vec<u32>>> {
        if let Some(order) = self.kept_order(&key) {
            return Some(order);
        }
        let cells = sort_key(self, schema, key.0, &key.1)?;
        // What is made is kept: it is made to its end, even if nobody waits for it.
        let order = Arc::new(sorted(&cells, key.2));
        let rows: usize = self.tables.iter().map(|table| table.count).sum();
        let most = (rows * BYTES_A_ROW).max(FEW_BYTES);
        let mut kept = self.orders.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.insert(0, (key, order.clone()));
        let mut bytes = 0;
        kept.retain(|(_, order)| {
            bytes += size_of_val(order.as_slice());
            bytes <= most
        });
        Some(order)
    }

    /// The same where it is kept already.
    pub(super) fn kept_order(&self, key: &Key) -> Option<Arc<Vec<u32>>> {
        let mut kept = self.orders.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        let found = kept.remove(at);
        let order = found.1.clone();
        kept.insert(0, found);
        Some(order)
    }

    /// Some rows of a table, rising, in the order of a column.
    pub(super) fn ordered(&self, schema: &Schema, (table, column, descending): &Key, rows: Vec<u32>) -> Vec<u32> {
        let key = sort_key(self, schema, *table, column).and_then(|key| key.take(&IdxCa::from_vec("row".into(), rows.clone())).ok());
        key.map_or(rows.clone(), |key| sorted(&key, *descending).into_iter().map(|at| rows[at as usize]).collect())
    }
}

/// The places of cells in their order.
fn sorted(cells: &Column, descending: bool) -> Vec<u32> {
    let options = SortOptions { descending, nulls_last: true, maintain_order: true, multithreaded: true, limit: None };
    cells.as_materialized_series().arg_sort(options).iter().flatten().collect()
}

/// What a column sorts by: a dimension by the order of its values, everything else by itself.
fn sort_key(memory: &Memory, schema: &Schema, table: usize, column: &str) -> Option<Column> {
    let seen = schema.seen(&schema.tables[table].id, column)?;
    let there = &memory.tables[table_at(schema, &seen.reached.table.id)?];
    let own = || -> Option<Column> {
        let at = schema.dimensions.iter().position(|dimension| dimension.columns.get(&seen.reached.table.id) == Some(&seen.field.id))?;
        let values = schema.dimensions[at].values.len() as u32;
        let codes = there.codes[at].as_ref()?;
        let codes: Vec<Option<u32>> = codes.iter().map(|code| Some(*code).filter(|code| *code < values)).collect();
        Some(Series::new(column.into(), codes).into_column())
    };
    // Doubles would sort decimals of many digits alike.
    let exact = || Some(Series::new(column.into(), &there.data.decimals.get(&seen.field.id)?.units).into_column());
    let key = own().or_else(exact).or_else(|| there.data.frame.column(&seen.field.id).ok().cloned())?;
    if seen.reached.path.is_empty() {
        return Some(key);
    }
    let rows = memory.follow(schema, table, &seen.reached.path)?;
    let rows = IdxCa::from_iter_options("row".into(), rows.into_iter().map(|row| Some(row).filter(|row| *row != NO_ROW)));
    key.take(&rows).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_cells_are_last_and_equal_ones_stay_in_order() {
        let texts = Series::new("x".into(), [Some("b"), None, Some("a"), Some("汽"), Some("b"), Some("")]);
        let doubles = Series::new("x".into(), [Some(0.5), None, Some(-1.0), Some(1e300), Some(0.5), Some(-1e300)]);
        let wholes = Series::new("x".into(), [Some(2_i64), None, Some(1), Some(i64::MAX), Some(2), Some(i64::MIN)]);
        let codes = Series::new("x".into(), [Some(2_u32), None, Some(1), Some(3), Some(2), Some(0)]);
        for cells in [texts, doubles, wholes, codes] {
            let cells = cells.into_column();
            assert_eq!(sorted(&cells, false), [5, 2, 0, 4, 3, 1], "{:?}", cells.dtype());
            assert_eq!(sorted(&cells, true), [3, 0, 4, 2, 5, 1], "{:?}", cells.dtype());
        }
        let truths = Series::new("x".into(), [Some(true), Some(false), None, Some(true), Some(false), None]).into_column();
        assert_eq!(sorted(&truths, false), [1, 4, 0, 3, 2, 5]);
        assert_eq!(sorted(&truths, true), [0, 3, 1, 4, 2, 5]);
        // Many of few values, so that threads share the work.
        let many: Vec<u32> = (0..100_000_u32).map(|row| row.wrapping_mul(2_654_435_761) >> 29).collect();
        let cells = Series::new("x".into(), &many).into_column();
        let rises = |pair: &[u32], falls: bool| {
            let [a, b] = [many[pair[0] as usize], many[pair[1] as usize]];
            (a == b && pair[0] < pair[1]) || (if falls { a > b } else { a < b })
        };
        for falls in [false, true] {
            assert!(sorted(&cells, falls).windows(2).all(|pair| rises(pair, falls)), "{falls}");
        }
    }
}

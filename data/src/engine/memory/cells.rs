//! The cells of rows, one by one as they are written: texts as they stand in their column, numbers into one buffer.

use std::collections::HashMap;

use polars::prelude::{BooleanChunked, Column, DataType, Float64Chunked, Int64Chunked, StringChunked};

use super::{Memory, NO_ROW, table_at, walk};
use crate::digits::Digits;
use crate::engine::backend::RawCell;
use crate::exact::Decimals;
use crate::number;
use crate::{Basis, Missing, Schema};

/// Reads the cells of one column.
pub(super) struct Reader<'a> {
    cells: Cells<'a>,
    missing: Option<&'a [Option<Missing>]>,
    codes: Option<&'a [u32]>,
    /// The way to the column's table, walked for each cell: a file's part of a few rows costs no more than its rows.
    steps: Vec<&'a [u32]>,
}

/// The values of a column.
enum Cells<'a> {
    Texts(&'a StringChunked),
    Decimals(&'a Decimals),
    Wholes(&'a Int64Chunked),
    /// With the numbers that no double holds.
    Doubles(&'a Float64Chunked, Option<&'a HashMap<usize, Digits>>),
    Truths(&'a BooleanChunked),
    /// What each row rests on, where its table does not say it in a column.
    Bases(&'a [Basis]),
}

impl<'a> Reader<'a> {
    /// Of a column that a table sees; of any other what its rows rest on.
    pub(super) fn new(memory: &'a Memory, schema: &'a Schema, table: usize, column: &str) -> Reader<'a> {
        Reader::of_column(memory, schema, table, column).unwrap_or_else(|| Reader {
            cells: Cells::Bases(&memory.tables[table].basis),
            missing: None,
            codes: None,
            steps: Vec::new(),
        })
    }

    fn of_column(memory: &'a Memory, schema: &'a Schema, table: usize, column: &str) -> Option<Reader<'a>> {
        let seen = schema.seen(&schema.tables[table].id, column)?;
        let rows = &memory.tables[table_at(schema, &seen.reached.table.id)?];
        let is_here = |dimension: &crate::schema::Dimension| dimension.columns.get(&seen.reached.table.id) == Some(&seen.field.id);
        let at = schema.dimensions.iter().position(is_here);
        let decimals = rows.data.decimals.get(&seen.field.id).map(|decimals| Cells::Decimals(decimals));
        Some(Reader {
            cells: decimals.or_else(|| Cells::of(rows.data.frame.column(&seen.field.id).ok()?, rows.data.beyond.get(&seen.field.id)))?,
            missing: rows.data.missing.get(&seen.field.id).map(Vec::as_slice),
            codes: at.and_then(|at| rows.codes[at].as_deref()),
            steps: memory.steps(schema, table, &seen.reached.path)?,
        })
    }

    /// The cells of some rows. Rows in an order lie far apart in memory: what is there is fetched column by column, where one fetch does not wait for
    /// another.
    pub(super) fn gather(&self, rows: &[u32]) -> Gathered<'a> {
        // A row that refers to nothing reports nothing.
        let there = |row: &u32| Some(walk(*row, &self.steps)).filter(|row| *row != NO_ROW).map(|row| row as usize);
        let there: Vec<Option<usize>> = rows.iter().map(there).collect();
        let reason = |row: &Option<usize>| row.and_then(|row| self.missing?.get(row).copied().flatten()).unwrap_or(Missing::NotReported);
        Gathered {
            values: self.cells.gather(&there),
            reasons: if self.missing.is_some() { there.iter().map(reason).collect() } else { Vec::new() },
            codes: self.codes.map(|codes| there.iter().map(|row| Some(codes[(*row)?])).collect()).unwrap_or_default(),
        }
    }
}

/// The cells of some rows of a column.
pub(super) struct Gathered<'a> {
    values: Values<'a>,
    /// Why cells are missing; empty where nothing says it.
    reasons: Vec<Missing>,
    /// Codes; empty where the column is no dimension's.
    codes: Vec<Option<u32>>,
}

enum Values<'a> {
    Texts(Vec<Option<&'a str>>),
    Decimals(Vec<Option<i64>>, u8),
    Doubles(Vec<Option<f64>>),
    Written(Vec<Option<String>>),
}

impl Gathered<'_> {
    /// The cell at a place; a number is written into `buffer`.
    pub(super) fn cell<'b>(&'b self, at: usize, buffer: &'b mut String) -> RawCell<'b> {
        let reason = || self.reasons.get(at).copied().unwrap_or(Missing::NotReported);
        RawCell { text: self.values.text(at, buffer).ok_or_else(reason), code: self.codes.get(at).copied().flatten() }
    }
}

impl Values<'_> {
    /// The value in every digit; none where it is missing.
    fn text<'b>(&'b self, at: usize, buffer: &'b mut String) -> Option<&'b str> {
        buffer.clear();
        match self {
            Values::Texts(texts) => return texts[at],
            Values::Written(texts) => return texts[at].as_deref(),
            Values::Decimals(units, scale) => write_decimal(units[at]?, *scale, buffer),
            Values::Doubles(doubles) => buffer.push_str(&number::shortest(doubles[at]?)),
        }
        Some(buffer)
    }
}

impl<'a> Cells<'a> {
    fn of(column: &'a Column, beyond: Option<&'a HashMap<usize, Digits>>) -> Option<Cells<'a>> {
        match column.dtype() {
            DataType::String => column.str().ok().map(Cells::Texts),
            DataType::Int64 => column.i64().ok().map(Cells::Wholes),
            DataType::Float64 => column.f64().ok().map(|cells| Cells::Doubles(cells, beyond)),
            DataType::Boolean => column.bool().ok().map(Cells::Truths),
            _ => None,
        }
    }

    fn gather(&self, rows: &[Option<usize>]) -> Values<'a> {
        fn each<T>(rows: &[Option<usize>], get: impl Fn(usize) -> Option<T>) -> Vec<Option<T>> {
            rows.iter().map(|row| get((*row)?)).collect()
        }
        let said = |is: bool| if is { "true" } else { "false" };
        match self {
            Cells::Texts(cells) => Values::Texts(each(rows, |row| cells.get(row))),
            Cells::Truths(cells) => Values::Texts(each(rows, |row| cells.get(row).map(said))),
            Cells::Bases(bases) => Values::Texts(each(rows, |row| Some(bases[row].id()))),
            Cells::Decimals(decimals) => Values::Decimals(each(rows, |row| decimals.units[row]), decimals.scale),
            Cells::Wholes(cells) => Values::Decimals(each(rows, |row| cells.get(row)), 0),
            Cells::Doubles(cells, None) => Values::Doubles(each(rows, |row| cells.get(row))),
            Cells::Doubles(cells, Some(beyond)) => Values::Written(each(rows, |row| {
                let number = cells.get(row)?;
                Some(beyond.get(&row).map_or_else(|| number::shortest(number), Digits::to_string))
            })),
        }
    }
}

/// A number of units in all its digits, without zeros at the end of the decimals.
fn write_decimal(mut units: i64, mut scale: u8, buffer: &mut String) {
    while scale > 0 && units % 10 == 0 {
        (units, scale) = (units / 10, scale - 1);
    }
    let mut digits = itoa::Buffer::new();
    let (digits, scale) = (digits.format(units.unsigned_abs()), usize::from(scale));
    if units < 0 {
        buffer.push('-');
    }
    let whole = digits.len().saturating_sub(scale);
    buffer.push_str(if whole > 0 { &digits[..whole] } else { "0" });
    if scale > 0 {
        buffer.push('.');
        (digits.len()..scale).for_each(|_| buffer.push('0'));
        buffer.push_str(&digits[whole..]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::number::Decimal;

    fn written(units: i64, scale: u8) -> String {
        let mut buffer = String::new();
        write_decimal(units, scale, &mut buffer);
        buffer
    }

    #[test]
    fn decimals_by_hand() {
        let table: &[(i64, u8, &str)] = &[
            (0, 0, "0"),
            (0, 2, "0"),
            (5, 1, "0.5"),
            (-5, 3, "-0.005"),
            (6670, 2, "66.7"),
            (100, 2, "1"),
            (1200, 0, "1200"),
            (i64::MIN, 9, "-9223372036.854775808"),
        ];
        for (units, scale, expected) in table {
            assert_eq!(written(*units, *scale), *expected, "{units} of scale {scale}");
        }
    }

    proptest! {
        #[test]
        fn decimals_are_written_as_everywhere(units: i64, scale in 0..=Decimals::MOST_SCALE) {
            prop_assert_eq!(written(units, scale), Decimal { units: units.into(), scale }.to_string());
        }
    }
}

//! A table's own cells as the columns of a frame, a row a row. For each column `c` of the table:
//!
//! - `t:c`: the value as text, in its one spelling. `w:c`: why it is missing, a place in [`Missing::OF_CELLS`].
//! - `s:c`: of a column of texts the value as it is searched.
//! - `n:c`: of a column of numbers the number: units where they are decimals, else the nearest double. `f:c`: the nearest double.
//!
//! Beside them `row`, its place; `basis`, what it rests on, a place in [`Basis::ALL`]; and for each dimension `d` that stands in the table `d:d`, its
//! code.

use data::engine::bundle::TableData;
use data::number::shortest;
use data::schema::{BASIS_COLUMN, Dimension, Kind, Table};
use data::{Basis, Missing, Schema};
use polars::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// A column of these cells.
pub(super) fn name(what: &str, column: impl std::fmt::Display) -> String {
    format!("{what}:{column}")
}

/// The place of a reason.
pub(super) fn reason(reason: Missing) -> u32 {
    Missing::OF_CELLS.iter().position(|known| *known == reason).expect("a reason of a cell") as u32
}

/// The cells of a table.
pub(super) fn own(schema: &Schema, tables: &[TableData], at: usize) -> PolarsResult<DataFrame> {
    let (table, data) = (&schema.tables[at], &tables[at]);
    let height = data.frame.height();
    let mut columns: Vec<Column> = vec![Column::new("row".into(), (0..height as u32).collect::<Vec<_>>())];
    for field in &table.fields {
        let (texts, whys) = (texts(data, &field.id)?, whys(data, &field.id));
        if field.kind == Kind::String {
            let searched: Vec<Option<String>> = texts.iter().map(|text| text.as_deref().map(searched)).collect();
            columns.push(Column::new(name("s", &field.id).into(), searched));
        }
        columns.push(Column::new(name("t", &field.id).into(), texts));
        columns.push(Column::new(name("w", &field.id).into(), whys));
        if field.kind.is_number() || field.kind == Kind::Year {
            let doubles = data.frame.column(&field.id)?.cast(&DataType::Float64)?;
            let numbers = match data.decimals.get(&field.id) {
                Some(decimals) => Column::new("n".into(), &decimals.units),
                None => doubles.clone(),
            };
            columns.push(numbers.with_name(name("n", &field.id).into()));
            columns.push(doubles.with_name(name("f", &field.id).into()));
        }
    }
    let mut cells = DataFrame::new(height, columns)?.lazy().with_column(basis(table).alias("basis"));
    for (dimension, column) in schema.dimensions.iter().filter_map(|it| Some((it, it.columns.get(&table.id)?))) {
        cells = coded(cells, dimension, column)?;
    }
    cells.sort(["row"], SortMultipleOptions::default()).without_optimizations().collect()
}

/// A text as it is searched: letters of either case, of full or half width, composed or not are alike.
pub(super) fn searched(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

/// A column's values as text, in every digit.
fn texts(data: &TableData, column: &str) -> PolarsResult<Vec<Option<String>>> {
    let (cells, beyond) = (data.frame.column(column)?, data.beyond.get(column));
    let text = |row: usize| {
        Ok(match (beyond.and_then(|beyond| beyond.get(&row)), cells.get(row)?) {
            (Some(digits), _) => Some(digits.to_string()),
            (_, AnyValue::Null) => None,
            (_, AnyValue::Float64(number)) => Some(shortest(number)),
            (_, value) => Some(value.str_value().to_string()),
        })
    };
    (0..cells.len()).map(text).collect()
}

/// Why a column's cells are missing.
fn whys(data: &TableData, column: &str) -> Vec<Option<u32>> {
    match data.missing.get(column) {
        Some(missing) => missing.iter().map(|why| why.map(reason)).collect(),
        None => vec![None; data.frame.height()],
    }
}

/// What each row rests on: as its column `basis` says, else as its table does.
fn basis(table: &Table) -> Expr {
    let code = |basis: Basis| lit(basis as u32).cast(DataType::UInt32);
    let says = |basis: Basis| col(name("t", BASIS_COLUMN)).eq(lit(basis.id())).fill_null(false);
    match table.field(BASIS_COLUMN) {
        None => code(table.basis),
        Some(_) => Basis::ALL.into_iter().fold(code(table.basis), |other, basis| when(says(basis)).then(code(basis)).otherwise(other)),
    }
}

/// Adds the codes of a dimension: of a value its place among the dimension's values, of a missing one the place of its reason behind them.
fn coded(cells: LazyFrame, dimension: &Dimension, column: &str) -> PolarsResult<LazyFrame> {
    let codes = name("d", &dimension.id);
    let values: Vec<&str> = dimension.values.iter().map(|category| category.value.as_str()).collect();
    let count = values.len() as u32;
    let places = Column::new(codes.as_str().into(), (0..count).collect::<Vec<_>>());
    let values = DataFrame::new(values.len(), vec![Column::new("value".into(), values), places])?.lazy();
    let missing = lit(count) + col(name("w", column)).fill_null(lit(reason(Missing::NotReported)));
    Ok(cells
        .left_join(values, col(name("t", column)), col("value"))
        .with_column(coalesce(&[col(&codes), missing]).cast(DataType::UInt32).alias(&codes)))
}

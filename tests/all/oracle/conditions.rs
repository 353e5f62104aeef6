//! What rows pass, as expressions over the wide frame of their table.

use data::engine::condition::Condition;
use data::number::Real;
use data::plan::{Filter, Target, Test};
use data::schema::{self, Kind};
use data::{Basis, Missing};
use polars::prelude::*;

use super::Oracle;
use super::cells::{name, reason, searched};
use super::ways::of;

impl Oracle {
    /// The rows that pass a condition.
    pub(super) fn condition(&self, condition: &Condition<'_>) -> Expr {
        match condition {
            Condition::Filter(filter) => self.filter(filter),
            Condition::RestsOn(worst) => {
                among(col("basis"), Basis::ALL.into_iter().filter(|basis| basis <= worst).map(|basis| basis as u32))
            }
        }
    }

    /// The rows that pass a filter.
    pub(super) fn filter(&self, filter: &Filter) -> Expr {
        match &filter.target {
            Target::Dimension(id) => self.of_dimension(id, &filter.test),
            Target::AnyText { table } => self.any_text(table, &filter.test),
            Target::Column { table, column } => {
                let passes = self.of_column(table, column, &filter.test);
                // Of a measure's key its rows alone pass: none of them is what a row refers to that refers to nothing.
                match &filter.measure {
                    Some(measure) => passes.and(col(of(table, &name("own", measure))).fill_null(false)),
                    None => passes,
                }
            }
        }
    }

    fn of_dimension(&self, id: &str, test: &Test) -> Expr {
        let dimension = self.schema.dimension(id).expect("a filter's own dimension");
        let code = col(name("dim", id));
        let count = dimension.values.len() as u32;
        let codes = |values: &[String]| {
            let places = values.iter().filter_map(|value| dimension.values.iter().position(|known| known.value == *value));
            places.map(|place| place as u32).collect::<Vec<_>>()
        };
        match test {
            Test::Among(values) => among(code, codes(values)),
            Test::NoneOf(values) => among(code, codes(values)).not(),
            Test::Missing(reasons) => among(code, reasons.iter().map(|why| count + reason(*why))),
            _ => lit(false),
        }
    }

    fn of_column(&self, table: &str, column: &str, test: &Test) -> Expr {
        let field = self.schema.table(table).and_then(|table| table.field(column)).expect("a filter's own column");
        let cell = |what: &str| col(of(table, &name(what, column)));
        let passes = match test {
            Test::Among(values) => self.is_one_of(table, field, values).fill_null(false),
            Test::NoneOf(values) => self.is_one_of(table, field, values).fill_null(false).not(),
            Test::AtLeast(bound) => self.below(table, field, *bound).not(),
            Test::Below(bound) => self.below(table, field, *bound),
            Test::AtMost(bound) => self.below(table, field, *bound).or(self.equals(table, field, *bound)),
            Test::From(moment) => cell("t").gt_eq(lit(moment.as_str())),
            Test::Until(moment) => cell("t").lt_eq(lit(moment.as_str())),
            Test::Before(moment) => cell("t").lt(lit(moment.as_str())),
            Test::Contains(words) => contains(cell("s"), words),
            // A row that refers to nothing reports nothing.
            Test::Missing(reasons) => {
                let refers = col(of(table, "row")).is_not_null();
                let why = when(refers).then(cell("w")).otherwise(lit(reason(Missing::NotReported)));
                among(why, reasons.iter().map(|why| reason(*why)))
            }
        };
        passes.fill_null(false)
    }

    /// Whether a cell is one of some values; null where it is missing.
    fn is_one_of(&self, table: &str, field: &schema::Field, values: &[String]) -> Expr {
        let is = |value: &String| match (field.kind.is_number() || field.kind == Kind::Year, field.kind.is_moment()) {
            (true, _) => Real::parse(value).map_or(lit(false), |number| self.equals(table, field, number)),
            (_, true) => col(of(table, &name("t", &field.id))).eq(lit(field.kind.moment(value).unwrap_or_default())),
            _ => col(of(table, &name("t", &field.id))).eq(lit(value.as_str())),
        };
        values.iter().map(is).fold(lit(false), Expr::or)
    }

    /// The decimals of a column's units; none where it is of doubles.
    fn scale(&self, table: &str, field: &schema::Field) -> Option<u8> {
        self.tables[self.place(table)].decimals.get(&field.id).map(|decimals| decimals.scale)
    }

    /// Whether a number is another one: to the last digit where it is a decimal, else as the nearest doubles are.
    fn equals(&self, table: &str, field: &schema::Field, number: Real) -> Expr {
        let cell = col(of(table, &name("n", &field.id)));
        let Some(scale) = self.scale(table, field) else { return cell.eq(lit(number.nearest())) };
        match number.at(scale) {
            (units, true) => i64::try_from(units).map_or(lit(false), |units| cell.eq(lit(units))),
            (_, false) => lit(false),
        }
    }

    /// Whether a number is below another one, likewise.
    fn below(&self, table: &str, field: &schema::Field, bound: Real) -> Expr {
        let cell = col(of(table, &name("n", &field.id)));
        let Some(scale) = self.scale(table, field) else { return cell.lt(lit(bound.nearest())) };
        // The first unit that is not below.
        let (units, is_same) = bound.at(scale);
        let first = if is_same { units } else { units.saturating_add(1) };
        match i64::try_from(first) {
            Ok(first) => cell.lt(lit(first)),
            Err(_) => when(cell.is_not_null()).then(lit(first > 0)).otherwise(lit(NULL)),
        }
    }

    /// Whether a row of a table has words in a text, or in the label of a dimension that stands in it.
    fn any_text(&self, id: &str, test: &Test) -> Expr {
        let (Test::Contains(words), Some(table)) = (test, self.schema.table(id)) else { return lit(false) };
        let texts = table.fields.iter().filter(|field| field.kind == Kind::String);
        let mut passes = texts.map(|field| contains(col(of(id, &name("s", &field.id))), words)).fold(lit(false), Expr::or);
        for dimension in self.schema.dimensions.iter().filter(|dimension| dimension.columns.contains_key(id)) {
            let has = |text: &str| searched(text).contains(&searched(words));
            let codes =
                (0..).zip(&dimension.values).filter(|(_, known)| has(&known.label.zh) || has(&known.label.en)).map(|(code, _)| code);
            passes = passes.or(among(col(of(id, &name("d", &dimension.id))), codes));
        }
        passes.fill_null(false)
    }
}

/// Whether a code is one of some; false where it is null.
fn among(code: Expr, codes: impl IntoIterator<Item = u32>) -> Expr {
    codes.into_iter().map(|known| code.clone().eq(lit(known))).fold(lit(false), Expr::or).fill_null(false)
}

/// Whether a text as it is searched contains words; false where it is null.
fn contains(text: Expr, words: &str) -> Expr {
    let words = searched(words);
    let has = move |texts: Column| {
        let has = texts.str()?.iter().map(|text| text.is_some_and(|text| text.contains(&words)));
        Ok(BooleanChunked::from_iter_values(texts.name().clone(), has).into_column())
    };
    text.map(has, |_, field| Ok(Field::new(field.name().clone(), DataType::Boolean)))
}

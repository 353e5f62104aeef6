//! Rows in groups: polars filters and groups them, and what each group has becomes an accumulator, so that exact sums are the engine's own.

use data::engine::accumulator::{Accumulator, UNKNOWN};
use data::engine::ask::{By, Count, Of};
use data::engine::groups::{Groups, TooMany};
use data::exact::Number;
use data::schema::{Formula, Measure};
use data::{Basis, Missing};
use polars::prelude::*;

use super::Reading;
use super::cells::name;

/// What a measure takes of a row.
struct Row {
    basis: Basis,
    a: Option<Number>,
    b: Option<Number>,
    why: Missing,
}

impl Reading<'_> {
    /// One count.
    pub(super) fn counted(&self, count: &Count) -> PolarsResult<Result<Groups, TooMany>> {
        let (oracle, catalog) = (&self.counting.oracle, self.catalog);
        let table = catalog.table_of(count.of);
        let measure = count.of.measure().map(|at| &oracle.schema.measures[at]);
        let wide = &oracle.wide[table];
        let column = |name: &str, called: &str| Ok(wide.column(name)?.clone().with_name(called.into()));
        // Of everything there is one group.
        let mut columns = vec![Column::new_scalar("all".into(), Scalar::from(0_u32), wide.height())];
        for (at, by) in count.by.iter().enumerate() {
            let name = match by {
                By::Dimension(at) => name("dim", &oracle.schema.dimensions[*at].id),
                By::Basis => "basis".to_string(),
                By::Interval => name("interval", measure.map_or("", |measure| &measure.id)),
            };
            columns.push(column(&name, &at.to_string())?);
        }
        let keys: Vec<Expr> = columns.iter().map(|key| col(key.name().clone())).collect();
        let takes = measure.filter(|_| matches!(count.of, Of::Amount(_) | Of::Numbers(_)));
        let taken = takes.iter().flat_map(|measure| ["a", "b", "why"].map(|what| column(&name(what, &measure.id), what)));
        let taken: Vec<Column> = taken.chain([column("basis", "rests")]).collect::<PolarsResult<_>>()?;
        let lists: Vec<Expr> = taken.iter().map(|taken| col(taken.name().clone())).collect();
        let own = measure.map(|measure| column(&name("own", &measure.id), "own")).into_iter();
        let passing: Vec<Column> = count.passing.iter().map(|at| self.passing(table, *at)).chain(own).collect::<PolarsResult<_>>()?;
        let passes = passing.iter().map(|passes| col(passes.name().clone())).fold(lit(true), Expr::and);
        let rows = DataFrame::new(wide.height(), [columns, taken, passing].concat())?.lazy();
        let frame = rows.filter(passes).group_by_stable(&keys).agg(lists).without_optimizations().collect()?;

        let mut groups = Groups::room(count.by.iter().map(|by| catalog.size(count.of, *by)).collect(), count.most);
        let codes: Vec<&UInt32Chunked> = (0..count.by.len()).map(|at| frame.column(&at.to_string())?.u32()).collect::<PolarsResult<_>>()?;
        // Backwards: no answer depends on which group comes first.
        for group in (0..frame.height()).rev() {
            let codes: Vec<u32> = codes.iter().map(|codes| codes.get(group).expect("every row has a code")).collect();
            let Ok(acc) = groups.at(&codes) else { return Ok(Err(TooMany)) };
            for row in rows_of(&frame, group)? {
                acc.row(row.basis);
                if let Some(measure) = takes {
                    add(acc, measure, &row, matches!(count.of, Of::Numbers(_)));
                }
            }
        }
        Ok(Ok(groups.rest_on(catalog.worst_of(count.of))))
    }
}

/// The rows of a group.
fn rows_of(frame: &DataFrame, group: usize) -> PolarsResult<Vec<Row>> {
    let list = |what: &str| match frame.column(what).map(|lists| lists.get(group)) {
        Ok(Ok(AnyValue::List(list))) => Some(list),
        _ => None,
    };
    let rests = frame.column("rests")?.list()?.get_as_series(group).expect("a group has rows");
    let basis: Vec<Basis> = rests.u32()?.iter().flatten().map(|place| Basis::ALL[place as usize]).collect();
    let numbers = |what: &str| -> PolarsResult<Vec<Option<Number>>> {
        Ok(match list(what) {
            None => vec![None; basis.len()],
            Some(list) if list.dtype() == &DataType::Float64 => list.f64()?.iter().map(|number| number.map(Number::Double)).collect(),
            Some(list) => list.cast(&DataType::Int64)?.i64()?.iter().map(|units| units.map(Number::Units)).collect(),
        })
    };
    let whys = numbers("why")?.into_iter().map(|why| match why {
        Some(Number::Units(place)) => Missing::OF_CELLS[place as usize],
        _ => Missing::NotReported,
    });
    let parts = numbers("a")?.into_iter().zip(numbers("b")?).zip(whys);
    Ok(basis.into_iter().zip(parts).map(|(basis, ((a, b), why))| Row { basis, a, b, why }).collect())
}

/// Adds to an accumulator what a measure takes of a row that is counted already.
fn add(acc: &mut Accumulator, measure: &Measure, row: &Row, with_numbers: bool) {
    let code = |number: Option<Number>| match number {
        Some(Number::Units(code)) => code as u32,
        _ => UNKNOWN,
    };
    match (&measure.formula, row.a, row.b) {
        (Formula::Count, ..) => {}
        (Formula::Holders { .. }, holder, held) => acc.lists().held.push((code(holder), code(held))),
        (_, None, _) | (_, _, None) => acc.lack(row.why),
        (Formula::CountDistinct(_), value, _) => acc.lists().codes.push(code(value)),
        (Formula::Median(_), Some(number), _) => acc.lists().values.push(number),
        (formula, Some(over), Some(under)) => {
            acc.unit((over, under), measure.small);
            if with_numbers && formula.column().is_some() {
                acc.lists().values.push(over);
            }
        }
    }
}

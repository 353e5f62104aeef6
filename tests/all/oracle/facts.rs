//! What a catalogue says of rows, against the rows: it is made once when a bundle is made ready, and both backends are asked with it.

use std::collections::BTreeSet;

use data::Basis;
use data::engine::catalog::Catalog;
use polars::prelude::*;

use super::Oracle;
use super::cells::name;

impl Oracle {
    /// The facts that do not hold.
    pub(super) fn untrue(&self, catalog: &Catalog) -> PolarsResult<Vec<String>> {
        let mut untrue = Vec::new();
        let mut hold = |what: String, holds: bool| {
            if !holds {
                untrue.push(what)
            }
        };
        for (table, (facts, wide)) in self.schema.tables.iter().zip(catalog.tables.iter().zip(&self.wide)) {
            let basis = worst(wide.column("basis")?)?.unwrap_or(table.basis);
            let reaches: BTreeSet<usize> = self.schema.reach(&table.id).iter().map(|reached| self.place(&reached.table.id)).collect();
            let sees = |id: &str| wide.column(&name("dim", id)).is_ok();
            hold(format!("rows of {}", table.id), facts.rows == wide.height());
            hold(format!("worst of {}", table.id), facts.worst == basis);
            hold(format!("reach of {}", table.id), facts.reaches.iter().copied().collect::<BTreeSet<_>>() == reaches);
            hold(format!("sight of {}", table.id), self.schema.dimensions.iter().map(|it| sees(&it.id)).eq(facts.has.iter().copied()));
            let dates: BTreeSet<u32> = self.dates(wide)?.into_iter().flatten().collect();
            hold(format!("dates of {}", table.id), facts.dates == dates.len());
        }
        for (measure, evaluator) in self.schema.measures.iter().zip(&catalog.measures) {
            let (wide, own) = (&self.wide[evaluator.table], name("own", &measure.id));
            let rows = wide.clone().lazy().filter(col(&own)).without_optimizations().collect()?;
            let takes_all = rows.height() == wide.height();
            hold(format!("rows of {}", measure.id), takes_all || !evaluator.takes_all);
            let basis = worst(rows.column("basis")?)?.unwrap_or(catalog.tables[evaluator.table].worst);
            hold(format!("basis of {}", measure.id), evaluator.basis == basis);
            let dates: BTreeSet<Option<u32>> = self.dates(&rows)?.into_iter().collect();
            let is_of_one = || dates.len() == 1 && evaluator.growing.is_none() && self.known_dates() > 1;
            hold(format!("date of {}", measure.id), evaluator.date == dates.first().copied().flatten().filter(|_| is_of_one()));
            let Some(column) = measure.formula.column() else { continue };
            let numbers = rows.column(&super::ways::of(&measure.table, &name("f", column)))?.f64()?;
            let ends = evaluator.edges.first().zip(evaluator.edges.last());
            let are_inside = numbers.iter().flatten().all(|number| ends.is_some_and(|(low, high)| *low <= number && number <= *high));
            hold(
                format!("intervals of {}", measure.id),
                are_inside && evaluator.edges.is_empty() == (numbers.null_count() == numbers.len()),
            );
        }
        for dimension in &self.schema.dimensions {
            let values: BTreeSet<&str> = dimension.values.iter().map(|known| known.value.as_str()).collect();
            let mut found = BTreeSet::new();
            for (table, column) in &dimension.columns {
                let texts = self.own[self.place(table)].column(&name("t", column))?.str()?;
                found.extend(texts.iter().flatten().map(str::to_string));
            }
            let are_known = found.iter().all(|value| values.contains(value.as_str()));
            hold(format!("values of {}", dimension.id), values.len() == dimension.values.len() && are_known);
        }
        Ok(untrue)
    }

    /// How many dates the bundle has.
    fn known_dates(&self) -> usize {
        self.schema.time.as_deref().and_then(|time| self.schema.dimension(time)).map_or(0, |time| time.values.len())
    }

    /// The date of each row, a code; none where it is missing. Nothing of a table without dates.
    fn dates(&self, rows: &DataFrame) -> PolarsResult<Vec<Option<u32>>> {
        let Ok(dates) = rows.column(&name("dim", self.schema.time.as_deref().unwrap_or_default())) else { return Ok(Vec::new()) };
        let known = self.known_dates() as u32;
        Ok(dates.u32()?.iter().map(|date| date.filter(|date| *date < known)).collect())
    }
}

/// The worst of some rows; none of no rows.
fn worst(basis: &Column) -> PolarsResult<Option<Basis>> {
    Ok(basis.u32()?.max().map(|worst| Basis::ALL[worst as usize]))
}

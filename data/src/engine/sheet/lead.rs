//! How much hangs on lead enterprises: for each unit that has one, totals, concentration and place with and without it.

mod charts;

use super::worst;
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::caps::Refusal;
use crate::engine::ignore::Ignore;
use crate::engine::measure::{Acc, MeasureIndex};
use crate::engine::store::text_at;
use crate::exact::{Number, sum_of};
use crate::number::Decimal;
use crate::schema::LeadSpec;
use crate::sheet::{Body, Lead, LeadRow, LeadTable};
use crate::{Amount, Basis, share, stop};

/// A unit's rows.
#[derive(Clone, Default)]
struct Unit {
    rows: Vec<usize>,
    leads: Vec<usize>,
}

impl Asked<'_> {
    /// Every unit with a lead enterprise, under each measure.
    pub(super) fn lead(&self) -> Result<(Basis, Body), Refusal> {
        let schema = &self.store.schema;
        let spec = schema.lead.as_ref().ok_or(Refusal::Unseen)?;
        let (table, by) = self.store.table_at(&spec.table).zip(self.store.dimension_at(&spec.by)).ok_or(Refusal::Unseen)?;
        let (index, dimension) = (&self.store.tables[table], &schema.dimensions[by]);
        let flags = index.data.frame.column(&spec.flag).map_err(|_| Refusal::Unseen)?;
        let codes = index.codes[by].as_ref().ok_or(Refusal::Unseen)?;
        let mut units = vec![Unit::default(); dimension.values.len()];
        for row in self.verdicts.rows(table, &Ignore::NOTHING) {
            let Some(unit) = units.get_mut(codes[row] as usize) else { continue };
            unit.rows.push(row);
            if text_at(flags, row).as_deref() == Some("true") {
                unit.leads.push(row);
            }
        }
        self.caps.allow_rows(units.iter().filter(|unit| !unit.leads.is_empty()).count() * spec.measures.len())?;
        let measures = spec.measures.iter().filter_map(|id| self.store.measure_at(id));
        let tables: Vec<LeadTable> = measures.map(|measure| self.lead_table(spec, measure, table, by, &units)).collect();
        let without = units.iter().filter(|unit| !unit.rows.is_empty() && unit.leads.is_empty()).count() as u32;
        let basis = worst(tables.iter().flat_map(|table| &table.rows).map(|row| row.total.basis));
        Ok((basis, Body::Lead(Box::new(Lead { of: dimension.title.clone(), tables, without }))))
    }

    fn lead_table(&self, spec: &LeadSpec, measure: usize, table: usize, by: usize, units: &[Unit]) -> LeadTable {
        let (index, query) = (&self.store.measures[measure], &self.plan.query);
        let dimension = &self.store.schema.dimensions[by];
        let amount = |rows: &mut dyn Iterator<Item = usize>| {
            let mut acc = Acc::default();
            rows.filter(|row| index.has(*row)).for_each(|row| {
                stop::step();
                index.add(self.store, row, &mut acc);
            });
            index.amount(&acc)
        };
        let totals: Vec<Amount> = units.iter().map(|unit| amount(&mut unit.rows.iter().copied())).collect();
        let mut falling: Vec<&Amount> = totals.iter().filter(|total| total.value.is_some()).collect();
        falling.sort_by(|a, b| b.by_value(a));
        let place = |of: usize, amount: &Amount| {
            let is_more = |total: &Amount| total.by_value(amount).is_gt();
            // Without the unit itself.
            let own = usize::from(is_more(&totals[of]));
            amount.value.map(|_| (falling.partition_point(|total| is_more(total)) - own) as u32 + 1)
        };
        let names = self.store.tables[table].data.frame.column(&spec.name).ok();
        let name = |row: &usize| names.and_then(|names| text_at(names, *row)).unwrap_or_default();
        let row = |(code, unit): (usize, &Unit)| {
            let (value, label) = value_and_label(dimension, code);
            // Both rise.
            let rest = || unit.rows.iter().copied().filter(|row| unit.leads.binary_search(row).is_err());
            let (total, without) = (amount(&mut unit.rows.iter().copied()), amount(&mut rest()));
            let lead = amount(&mut unit.leads.iter().copied());
            let is_known = unit.leads.iter().all(|row| index.number(*row).is_some());
            LeadRow {
                share: if is_known { share(&lead, &total) } else { None },
                hhi: hhi(index, unit.rows.iter().copied()),
                hhi_without: hhi(index, rest()),
                place: place(code, &total),
                place_without: place(code, &without),
                leads: unit.leads.iter().map(name).collect(),
                link: query.on_view("").only(&dimension.id, &value),
                value,
                label,
                total,
                without,
            }
        };
        let mut rows: Vec<LeadRow> = units.iter().enumerate().filter(|(_, unit)| !unit.leads.is_empty()).map(row).collect();
        rows.sort_by_key(|row| row.place.unwrap_or(u32::MAX));
        let info = measure_info(&self.store.schema.measures[measure], index);
        let charts = charts::charts(&info, dimension, &rows, &self.sources(table));
        LeadTable { measure: info, rows, charts }
    }
}

/// The Herfindahl–Hirschman index: the sum of squared shares in per cent. None where nothing is reported, or where a negative number leaves
/// no shares.
fn hhi(index: &MeasureIndex, rows: impl Iterator<Item = usize>) -> Option<f64> {
    let numbers: Vec<Number> = rows.filter(|row| index.has(*row)).filter_map(|row| index.number(row)).collect();
    let doubles = || numbers.iter().map(|number| number.nearest(0));
    let sum = sum_of(doubles());
    let is_whole = sum > 0.0 && sum.is_finite() && doubles().all(|number| number >= 0.0);
    // Units of any scale: it falls out of the quotient.
    is_whole.then(|| squares(&numbers).unwrap_or_else(|| sum_of(doubles().map(|number| (number / sum * 100.0).powi(2)))))
}

/// The sum of squares over the square of the sum, in squared per cent, rounded once. `None`: of doubles, or the digits do not fit.
fn squares(numbers: &[Number]) -> Option<f64> {
    let (mut sum, mut squares) = (0_i128, 0_i128);
    for number in numbers {
        let Number::Units(units) = number else { return None };
        let units = i128::from(*units);
        (sum, squares) = (sum + units, squares.checked_add(units * units)?);
    }
    let whole = |units: i128| Decimal { units, scale: 0 };
    whole(squares).over(whole(sum.checked_mul(sum)?), 10_000.into())
}

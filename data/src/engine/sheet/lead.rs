//! How much hangs on lead enterprises: for each unit that has one, totals, concentration and place with and without it.

use super::worst;
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::caps::Refusal;
use crate::engine::ignore::Ignore;
use crate::engine::measure::{Acc, MeasureIndex};
use crate::engine::store::text_at;
use crate::exact::sum_of;
use crate::schema::LeadSpec;
use crate::sheet::{Body, Lead, LeadRow, LeadTable};
use crate::{Basis, share};

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
            rows.filter(|row| index.has(*row)).for_each(|row| index.add(self.store, row, &mut acc));
            index.amount(&acc)
        };
        let totals: Vec<Option<f64>> = units.iter().map(|unit| amount(&mut unit.rows.iter().copied()).value).collect();
        let mut falling: Vec<f64> = totals.iter().copied().flatten().collect();
        falling.sort_by(|a, b| b.total_cmp(a));
        let place = |of: usize, value: Option<f64>| {
            let value = value?;
            // Without the unit itself.
            let own = usize::from(totals[of].is_some_and(|total| total > value));
            Some((falling.partition_point(|total| *total > value) - own) as u32 + 1)
        };
        let names = self.store.tables[table].data.frame.column(&spec.name).ok();
        let name = |row: &usize| names.and_then(|names| text_at(names, *row)).unwrap_or_default();
        let row = |(code, unit): (usize, &Unit)| {
            let (value, label) = value_and_label(dimension, code);
            // Both rise.
            let rest = || unit.rows.iter().copied().filter(|row| unit.leads.binary_search(row).is_err());
            let (total, without) = (amount(&mut unit.rows.iter().copied()), amount(&mut rest()));
            let lead = amount(&mut unit.leads.iter().copied()).value.filter(|_| unit.leads.iter().all(|row| index.number(*row).is_some()));
            LeadRow {
                share: lead.zip(total.value).and_then(|(lead, total)| share(lead, total)),
                hhi: hhi(index, unit.rows.iter().copied()),
                hhi_without: hhi(index, rest()),
                place: place(code, total.value),
                place_without: place(code, without.value),
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
        LeadTable { measure: measure_info(&self.store.schema.measures[measure], index), rows }
    }
}

/// The Herfindahl–Hirschman index: the sum of squared shares in per cent. None where nothing is reported, or where a negative number leaves
/// no shares.
fn hhi(index: &MeasureIndex, rows: impl Iterator<Item = usize>) -> Option<f64> {
    let numbers: Vec<f64> = rows.filter(|row| index.has(*row)).filter_map(|row| index.number(row)).collect();
    let sum = sum_of(numbers.iter().copied());
    let is_whole = sum > 0.0 && sum.is_finite() && numbers.iter().all(|number| *number >= 0.0);
    is_whole.then(|| sum_of(numbers.iter().map(|number| (number / sum * 100.0).powi(2))))
}

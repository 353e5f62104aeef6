//! The ladder (梯度): units on the rungs of an ordered dimension, what each still lacks for the next rung, and how many reach each rung by
//! year and by group.

use super::worst;
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::caps::Refusal;
use crate::engine::fault::Fault;
use crate::engine::groups::Grouped;
use crate::engine::ignore::Ignore;
use crate::engine::measure::Acc;
use crate::engine::store::{Store, text_at};
use crate::schema::LadderSpec;
use crate::sheet::{Body, Card, Criterion, Ladder, Lane, Reached, Unmet};
use crate::{Amount, Basis, Missing, Text};

/// A criterion as the bundle declares it.
struct Declared {
    rung: usize,
    measure: usize,
    threshold: Amount,
    source: String,
    /// What each unit has of the measure, whatever the filter; where its table does not know the units, the same for each.
    has: Result<Grouped<Acc>, Amount>,
}

impl Asked<'_> {
    /// Every unit under the filter, on its rung.
    pub(super) fn ladder(&self) -> Result<(Basis, Body), Refusal> {
        let (schema, query) = (&self.store.schema, &self.plan.query);
        let spec = schema.ladder.as_ref().ok_or(Refusal::Unseen)?;
        let dimension_at = |id: &str| self.store.dimension_at(id).ok_or(Refusal::Unseen);
        let table = self.store.table_at(&spec.table).ok_or(Refusal::Unseen)?;
        let (by, rung, group) = (dimension_at(&spec.by)?, dimension_at(&spec.rung)?, dimension_at(&spec.group)?);
        let index = &self.store.tables[table];
        let codes = |at: usize| index.codes[at].as_ref().ok_or(Refusal::Unseen);
        let (units, rungs, groups) = (codes(by)?, codes(rung)?, codes(group)?);
        let years = index.data.frame.column(&spec.year).map_err(|_| Refusal::Unseen)?;
        self.caps.allow_rows(self.verdicts.rows(table, &Ignore::NOTHING).count())?;
        let year_missing = index.data.missing.get(&spec.year);
        let dimension = &schema.dimensions[rung];
        let steps = dimension.values.len();
        let declared = self.criteria(spec, rung, by)?;

        let mut lanes: Vec<Lane> = (0..=steps)
            .map(|step| Lane {
                title: dimension.values.get(step).map_or_else(|| Missing::NotReported.title(), |category| category.label.clone()),
                criteria: declared.iter().filter(|it| it.rung == step).map(|it| self.criterion(it)).collect(),
                cards: Vec::new(),
                is_missing: step == steps,
            })
            .collect();
        let mut by_year: Vec<(String, Vec<u32>, Basis)> = Vec::new();
        let mut by_group: Vec<(Vec<u32>, Basis)> = vec![(vec![0; steps], Basis::Published); schema.dimensions[group].values.len()];
        for row in self.verdicts.rows(table, &Ignore::NOTHING) {
            let (value, label) = value_and_label(&schema.dimensions[by], units[row] as usize);
            let step = (rungs[row] as usize).min(steps);
            let year = text_at(years, row);
            let next: Vec<&Declared> = declared.iter().filter(|it| step < steps && it.rung == step + 1).collect();
            lanes[step].cards.push(Card {
                label,
                link: query.on_view("").only(&schema.dimensions[by].id, &value),
                year_missing: year
                    .is_none()
                    .then(|| year_missing.and_then(|reasons| reasons.get(row).copied().flatten()).unwrap_or(Missing::NotReported).title()),
                group: value_and_label(&schema.dimensions[group], groups[row] as usize).1,
                unmet: next.iter().filter_map(|it| self.unmet(it, units[row] as usize)).collect(),
                basis: index.basis[row],
                year: year.clone(),
            });
            if step == steps {
                continue;
            }
            let reach = |counts: &mut Vec<u32>, basis: &mut Basis| {
                counts.iter_mut().take(step + 1).for_each(|count| *count += 1);
                *basis = (*basis).max(index.basis[row]);
            };
            if let Some(year) = year {
                let at = by_year.binary_search_by(|(known, ..)| known.cmp(&year)).unwrap_or_else(|at| {
                    by_year.insert(at, (year, vec![0; steps], Basis::Published));
                    at
                });
                let (_, counts, basis) = &mut by_year[at];
                reach(counts, basis);
            }
            if let Some((counts, basis)) = by_group.get_mut(groups[row] as usize) {
                reach(counts, basis);
            }
        }
        lanes.retain(|lane| !lane.is_missing || !lane.cards.is_empty());
        let place = |card: &Card| schema.dimensions[group].values.iter().position(|category| category.label == card.group);
        // Those whose group is missing come last.
        lanes.iter_mut().for_each(|lane| lane.cards.sort_by_key(|card| place(card).unwrap_or(usize::MAX)));
        let years = by_year.into_iter().map(|(year, at_least, basis)| Reached { label: Text::same(year), at_least, basis }).collect();
        let groups = by_group
            .into_iter()
            .enumerate()
            .filter(|(_, (counts, _))| counts.iter().any(|count| *count > 0))
            .map(|(code, (at_least, basis))| Reached { label: value_and_label(&schema.dimensions[group], code).1, at_least, basis })
            .collect();
        let basis = worst(lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.basis));
        let body = Ladder {
            rungs: dimension.values.iter().map(|category| category.label.clone()).collect(),
            group_title: schema.dimensions[group].title.clone(),
            lanes,
            years,
            groups,
        };
        Ok((basis, Body::Ladder(Box::new(body))))
    }

    /// What the bundle's table of criteria declares; [`faults`] has refused rows that name no rung or measure.
    fn criteria(&self, spec: &LadderSpec, rung: usize, by: usize) -> Result<Vec<Declared>, Refusal> {
        let Some(table) = spec.criteria.as_deref().and_then(|table| self.store.table_at(table)) else { return Ok(Vec::new()) };
        let frame = &self.store.tables[table].data.frame;
        let cell = |column: &str, row: usize| frame.column(column).ok().and_then(|cells| text_at(cells, row));
        let values = &self.store.schema.dimensions[rung].values;
        let threshold = |row: usize| {
            let decimals = self.store.tables[table].data.decimals.get("threshold");
            let written = decimals.and_then(|decimals| decimals.as_written(row)).or_else(|| cell("threshold", row))?;
            Some(Amount::stated(written.parse().ok()?, &written))
        };
        let declared = |row: usize| {
            let value = cell("rung", row)?;
            let rung = values.iter().position(|category| category.value == value)?;
            Some((rung, self.store.measure_at(&cell("measure", row)?)?, threshold(row)?, cell("source", row)))
        };
        let declare = |(rung, measure, threshold, source): (usize, usize, Amount, Option<String>)| {
            let has = match self.accumulate(measure, &[by], &Ignore::EVERYTHING) {
                Ok(accs) => Ok(accs),
                Err(Refusal::Unseen) => Err(self.total(measure, &Ignore::EVERYTHING)),
                Err(beyond) => return Err(beyond),
            };
            Ok(Declared { rung, measure, threshold, source: source.unwrap_or_default(), has })
        };
        (0..self.store.tables[table].rows).filter_map(declared).map(declare).collect()
    }

    fn criterion(&self, declared: &Declared) -> Criterion {
        let (measure, index) = (&self.store.schema.measures[declared.measure], &self.store.measures[declared.measure]);
        let threshold = &declared.threshold;
        Criterion {
            measure: measure_info(measure, index),
            threshold: threshold.value.unwrap_or_default(),
            threshold_written: threshold.written(),
            source: declared.source.clone(),
        }
    }

    /// A criterion that a unit does not meet, with what it has; none where it meets it.
    fn unmet(&self, declared: &Declared, unit: usize) -> Option<Unmet> {
        let index = &self.store.measures[declared.measure];
        let has = declared.has.as_ref().map_or_else(Clone::clone, |accs| index.amount(accs.get(&[unit])));
        let is_met = has.value.is_some() && has.by_value(&declared.threshold).is_ge();
        (!is_met).then(|| Unmet { criterion: self.criterion(declared), has })
    }
}

/// What is wrong with the criteria of a bundle being made ready: a rung or a measure that there is not.
pub(in crate::engine) fn faults(store: &Store) -> Vec<Fault> {
    let schema = &store.schema;
    let Some((spec, name)) = schema.ladder.as_ref().and_then(|spec| Some((spec, spec.criteria.as_deref()?))) else { return Vec::new() };
    let Some((table, rung)) = store.table_at(name).zip(schema.dimension(&spec.rung)) else { return Vec::new() };
    let frame = &store.tables[table].data.frame;
    let mut faults = Vec::new();
    for row in 0..store.tables[table].rows {
        let mut check = |column: &str, is_known: &dyn Fn(&str) -> bool, text: Text| {
            let value = frame.column(column).ok().and_then(|cells| text_at(cells, row)).unwrap_or_default();
            if !is_known(&value) {
                faults.push(Fault::new(name, "criteria", text).row(Some(row as u64 + 2)).column(column).value(&value));
            }
        };
        let is_rung = |value: &str| rung.values.iter().any(|category| category.value == value);
        check("rung", &is_rung, Text::new("应为层级维度的取值。", "Expected a value of the dimension of rungs."));
        check("measure", &|id| store.measure_at(id).is_some(), Text::new("应为指标的 id。", "Expected the id of a measure."));
        let is_number = |value: &str| value.parse::<f64>().is_ok();
        check("threshold", &is_number, Text::new("应为数值。", "Expected a number."));
        check("source", &|source| !source.is_empty(), Text::new("标准应有公开来源。", "A criterion needs its public source."));
    }
    faults
}

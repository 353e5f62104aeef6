//! The ladder (梯度): units on the rungs of an ordered dimension, what each still lacks for the next rung, and how many reach each rung by
//! year and by group.

use super::worst;
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::ask::{Asks, Of, Ticket};
use crate::engine::caps::Refusal;
use crate::engine::catalog::Catalog;
use crate::engine::fault::Fault;
use crate::engine::groups::Groups;
use crate::engine::ignore::Ignore;
use crate::engine::memory::Memory;
use crate::engine::rows::basis_of;
use crate::engine::texts::text_at;
use crate::schema::BASIS_COLUMN;
use crate::sheet::{Body, Card, Criterion, Ladder, Lane, Reached, Unmet};
use crate::{Amount, Basis, Missing, Text};

/// A criterion as the bundle declares it.
pub(in crate::engine) struct Declared {
    rung: usize,
    measure: usize,
    threshold: Amount,
    source: String,
}

/// A criterion, and what units have of its measure, whatever the filter.
struct Held<'a> {
    declared: &'a Declared,
    groups: &'a Groups,
    /// Whether each unit has its own; else, where the measure's table does not know the units, the same for each.
    by_unit: bool,
}

impl Asked<'_> {
    /// Every unit under the filter, on its rung.
    pub(super) fn ladder(&self) -> Result<(Basis, Body), Refusal> {
        let (schema, query) = (&self.store.schema, &self.plan.query);
        let spec = schema.ladder.as_ref().ok_or(Refusal::Unseen)?;
        let dimension_at = |id: &str| self.store.dimension_at(id).ok_or(Refusal::Unseen);
        let table = self.store.table_at(&spec.table).ok_or(Refusal::Unseen)?;
        let (by, rung, group) = (dimension_at(&spec.by)?, dimension_at(&spec.rung)?, dimension_at(&spec.group)?);
        if [by, rung, group].iter().any(|at| !self.store.tables[table].has[*at]) {
            return Err(Refusal::Unseen);
        }
        let rows = self.matching(table, &Ignore::NOTHING)?;
        let codes = |at: usize| self.store.backend.codes(table, at, &rows);
        let (units, rungs, groups) = (codes(by), codes(rung), codes(group));
        let mut bases = Vec::with_capacity(rows.len());
        let mut years = Vec::with_capacity(rows.len());
        self.store.backend.read(self.store, table, &[spec.year.clone(), BASIS_COLUMN.to_string()], &rows, &mut |at, cell| match at {
            0 => years.push(cell.text.map(str::to_string)),
            _ => bases.push(basis_of(&schema.tables[table], cell)),
        });
        let dimension = &schema.dimensions[rung];
        let steps = dimension.values.len();
        let mut asks = Asks::default();
        let tickets: Vec<(Ticket, bool)> =
            self.store.criteria.iter().map(|it| self.ask_held(it.measure, by, &mut asks)).collect::<Result<_, _>>()?;
        let answers = self.answers(&asks);
        let held = |(declared, (ticket, by_unit)): (_, (Ticket, bool))| Ok(Held { declared, groups: answers.get(ticket)?, by_unit });
        let held: Vec<Held<'_>> = self.store.criteria.iter().zip(tickets).map(held).collect::<Result<_, Refusal>>()?;

        let mut lanes: Vec<Lane> = (0..=steps)
            .map(|step| Lane {
                title: dimension.values.get(step).map_or_else(|| Missing::NotReported.title(), |category| category.label.clone()),
                criteria: self.store.criteria.iter().filter(|it| it.rung == step).map(|it| self.criterion(it)).collect(),
                cards: Vec::new(),
                is_missing: step == steps,
            })
            .collect();
        let mut by_year: Vec<(String, Vec<u32>, Basis)> = Vec::new();
        let mut by_group: Vec<(Vec<u32>, Basis)> = vec![(vec![0; steps], Basis::Published); schema.dimensions[group].values.len()];
        for (row, year) in years.into_iter().enumerate() {
            let basis = bases[row];
            let (value, label) = value_and_label(&schema.dimensions[by], units[row]);
            let step = rungs[row].min(steps);
            let (year, year_missing) = (year.as_ref().ok().cloned(), year.err());
            let next = held.iter().filter(|it| step < steps && it.declared.rung == step + 1);
            lanes[step].cards.push(Card {
                label,
                link: query.on_view("").only(&schema.dimensions[by].id, &value),
                year_missing: year_missing.map(Missing::title),
                group: value_and_label(&schema.dimensions[group], groups[row]).1,
                unmet: next.filter_map(|it| self.unmet(it, units[row])).collect(),
                basis,
                year: year.clone(),
            });
            if step == steps {
                continue;
            }
            let reach = |counts: &mut Vec<u32>, worst: &mut Basis| {
                counts.iter_mut().take(step + 1).for_each(|count| *count += 1);
                *worst = (*worst).max(basis);
            };
            if let Some(year) = year {
                let at = by_year.binary_search_by(|(known, ..)| known.cmp(&year)).unwrap_or_else(|at| {
                    by_year.insert(at, (year, vec![0; steps], Basis::Published));
                    at
                });
                let (_, counts, worst) = &mut by_year[at];
                reach(counts, worst);
            }
            if let Some((counts, worst)) = by_group.get_mut(groups[row]) {
                reach(counts, worst);
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

    /// Asks what units have of a measure: each its own, or, where the measure's table does not know them, all the same.
    fn ask_held(&self, measure: usize, by: usize, asks: &mut Asks) -> Result<(Ticket, bool), Refusal> {
        match self.ask(Of::Amount(measure), &[by], &Ignore::EVERYTHING) {
            Ok(ask) => Ok((asks.add(ask), true)),
            Err(_) => Ok((asks.add(self.ask(Of::Amount(measure), &[], &Ignore::EVERYTHING)?), false)),
        }
    }

    fn criterion(&self, declared: &Declared) -> Criterion {
        let (measure, evaluator) = (&self.store.schema.measures[declared.measure], &self.store.measures[declared.measure]);
        let threshold = &declared.threshold;
        Criterion {
            measure: measure_info(measure, evaluator),
            threshold: threshold.value.unwrap_or_default(),
            threshold_written: threshold.written(),
            source: declared.source.clone(),
        }
    }

    /// A criterion that a unit does not meet, with what it has; none where it meets it.
    fn unmet(&self, held: &Held<'_>, unit: usize) -> Option<Unmet> {
        let evaluator = &self.store.measures[held.declared.measure];
        let has = evaluator.amount(held.groups.get(if held.by_unit { std::slice::from_ref(&unit) } else { &[] }));
        let is_met = has.value.is_some() && has.by_value(&held.declared.threshold).is_ge();
        (!is_met).then(|| Unmet { criterion: self.criterion(held.declared), has })
    }
}

/// What the bundle's table of criteria declares, and what is wrong with it: a rung or a measure that there is not.
pub(in crate::engine) fn read(catalog: &Catalog, memory: &Memory) -> (Vec<Declared>, Vec<Fault>) {
    let (mut criteria, mut faults) = (Vec::new(), Vec::new());
    let schema = &catalog.schema;
    let Some((spec, name)) = schema.ladder.as_ref().and_then(|spec| Some((spec, spec.criteria.as_deref()?))) else {
        return (criteria, faults);
    };
    let Some((table, rung)) = catalog.table_at(name).zip(schema.dimension(&spec.rung)) else { return (criteria, faults) };
    let data = &memory.tables[table].data;
    for row in 0..catalog.tables[table].rows {
        let cell = |column: &str| data.frame.column(column).ok().and_then(|cells| text_at(cells, row)).unwrap_or_default();
        let mut check = |column: &str, is_known: &dyn Fn(&str) -> bool, text: Text| {
            let value = cell(column);
            if !is_known(&value) {
                faults.push(Fault::new(name, "criteria", text).row(Some(row as u64 + 2)).column(column).value(&value));
            }
            value
        };
        let place = |value: &str| rung.values.iter().position(|category| category.value == value);
        let value = check(
            "rung",
            &|value| place(value).is_some(),
            Text::new("应为层级维度的取值。", "Expected a value of the dimension of rungs."),
        );
        let measure =
            check("measure", &|id| catalog.measure_at(id).is_some(), Text::new("应为指标的 id。", "Expected the id of a measure."));
        let is_number = |value: &str| value.parse::<f64>().is_ok();
        let number = check("threshold", &is_number, Text::new("应为数值。", "Expected a number."));
        let source = check("source", &|source| !source.is_empty(), Text::new("标准应有公开来源。", "A criterion needs its public source."));
        let written = data.decimals.get("threshold").and_then(|decimals| decimals.as_written(row)).unwrap_or(number);
        if let (Some(rung), Some(measure), Ok(threshold)) = (place(&value), catalog.measure_at(&measure), written.parse::<f64>()) {
            criteria.push(Declared { rung, measure, threshold: Amount::stated(threshold, &written), source });
        }
    }
    (criteria, faults)
}

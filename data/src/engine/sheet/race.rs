//! The contest (赛马): a dimension's values ranked by a weighted composite of measures, after the handbook of the OECD and the Joint Research
//! Centre; `composite` has the arithmetic, `charts` the pictures. Nothing is imputed: a unit that lacks an input is named, with what it lacks.

mod charts;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Gamma};

use super::worst;
use crate::composite::{Aggregation, Norm, intervals, places};
use crate::engine::answer::{Asked, measure_info, value_and_label};
use crate::engine::ask::{Asks, Of};
use crate::engine::caps::Refusal;
use crate::engine::condition::Condition;
use crate::engine::ignore::Ignore;
use crate::schema::RaceSpec;
use crate::sheet::{Body, Race, RaceInput, Ranked, Unranked};
use crate::{Amount, Basis, Missing, Notice, Query};

/// Sets of weights drawn around the chosen ones.
const DRAWS: u32 = 1000;

/// How close they lie: Dirichlet(50 w).
const CONCENTRATION: u32 = 50;

/// The generator's seed: the same page always shows the same intervals.
const SEED: u64 = 43;

/// A unit before it is ranked.
struct Unit {
    code: usize,
    amounts: Vec<Amount>,
}

/// The units of a contest, and what there is of each input.
struct Units {
    list: Vec<Unit>,
    /// How many are left out because only rows made to illustrate have them.
    left_out: u32,
    /// What each input holds, in the bundle's order.
    holdings: Vec<Holding>,
}

/// How many units have an input, and between which numbers.
#[derive(Default)]
struct Holding {
    sound: u32,
    known: u32,
    range: Option<(Amount, Amount)>,
}

impl Holding {
    /// Adds what a unit has in all rows, and whether it has it in sound ones.
    fn add(&mut self, all: Amount, is_sound: bool) {
        self.sound += u32::from(is_sound);
        if all.value.is_none() {
            return;
        }
        self.known += 1;
        self.range = Some(match self.range.take() {
            None => (all.clone(), all),
            Some((low, high)) if all.by_value(&low).is_lt() => (all, high),
            Some((low, high)) if all.by_value(&high).is_gt() => (low, all),
            Some(range) => range,
        });
    }
}

impl Unit {
    fn basis(&self) -> Basis {
        worst(self.amounts.iter().map(|amount| amount.basis))
    }
}

impl Asked<'_> {
    /// The ranking that the query asks for.
    pub(super) fn race(&self, notices: &mut Vec<Notice>) -> Result<(Basis, Body), Refusal> {
        let (schema, query) = (&self.store.schema, &self.plan.query);
        let spec = schema.race.as_ref().ok_or(Refusal::Unseen)?;
        let mut inputs = self.race_inputs(spec, notices);
        let aggregation = aggregation(query, notices);
        // An input of weight 0 is out of the composite, and its absence is no absence.
        let counted: Vec<usize> = (0..inputs.len()).filter(|at| inputs[*at].weight > 0).collect();
        let weights: Vec<f64> = counted.iter().map(|at| inputs[*at].share / 100.0).collect();

        let by = self.store.dimension_at(&spec.by).ok_or(Refusal::Unseen)?;
        let dimension = &schema.dimensions[by];
        let Units { list: units, left_out, holdings } = self.units(spec, by, query.illustrative)?;
        self.caps.allow_rows(units.len())?;
        for (input, Holding { sound, known, range }) in inputs.iter_mut().zip(holdings) {
            (input.sound, input.known, input.range) = (sound, known, range);
        }
        let (ranked, unranked): (Vec<&Unit>, Vec<&Unit>) =
            units.iter().partition(|unit| counted.iter().all(|at| unit.amounts[*at].value.is_some()));

        let columns: Vec<Vec<f64>> = counted
            .iter()
            .map(|at| {
                let values: Vec<&Amount> = ranked.iter().map(|unit| &unit.amounts[*at]).collect();
                query.norm.apply(&gaps(&values), inputs[*at].low_is_good)
            })
            .collect();
        let parts: Vec<Vec<f64>> = (0..ranked.len()).map(|unit| columns.iter().map(|column| column[unit]).collect()).collect();
        let scores: Vec<f64> = parts.iter().map(|parts| aggregation.score(parts, &weights)).collect();
        let intervals = intervals(&parts, aggregation, &draws(&weights));
        let link = |unit: &Unit| Query { tab: None, ..query.on_view("") }.only(&dimension.id, &value_and_label(dimension, unit.code).0);
        let mut rows: Vec<Ranked> = ranked
            .iter()
            .zip(&parts)
            .zip(scores.iter().zip(places(&scores)).zip(intervals))
            .map(|((unit, parts), ((score, place), interval))| {
                let (value, label) = value_and_label(dimension, unit.code);
                let mut contributions = vec![0.0; inputs.len()];
                for (at, part) in counted.iter().zip(aggregation.contributions(parts, &weights)) {
                    contributions[*at] = part;
                }
                Ranked {
                    value,
                    label,
                    place,
                    score: *score,
                    inputs: unit.amounts.clone(),
                    contributions,
                    interval,
                    basis: unit.basis(),
                    link: link(unit),
                }
            })
            .collect();
        rows.sort_by_key(|row| row.place);
        let unranked = unranked.into_iter().map(|unit| Unranked {
            label: value_and_label(dimension, unit.code).1,
            lacks: counted
                .iter()
                .filter(|at| unit.amounts[**at].value.is_none())
                .map(|at| (inputs[*at].measure.title.clone(), unit.amounts[*at].missing.unwrap_or(Missing::NoRows).title()))
                .collect(),
            basis: unit.basis(),
            link: link(unit),
        });
        let unranked: Vec<Unranked> = unranked.collect();
        let basis = worst(rows.iter().map(|row| row.basis).chain(unranked.iter().map(|row| row.basis)));
        let body = Race {
            of: dimension.title.clone(),
            units: units.len() as u32 + if query.illustrative { 0 } else { left_out },
            places: charts::places(&rows, dimension),
            chart: charts::scores(&rows, &inputs, dimension),
            inputs,
            norm: query.norm,
            aggregation,
            ranked: rows,
            unranked,
            left_out,
            draws: DRAWS,
            concentration: CONCENTRATION,
        };
        Ok((basis, Body::Race(Box::new(body))))
    }

    /// The measures with the weights of the query, else of the bundle.
    fn race_inputs(&self, spec: &RaceSpec, notices: &mut Vec<Notice>) -> Vec<RaceInput> {
        let query = &self.plan.query;
        for (measure, _) in &query.weights {
            if !spec.inputs.iter().any(|input| input.measure == *measure) {
                let known = spec.inputs.iter().map(|input| input.measure.as_str()).collect::<Vec<_>>().join(", ");
                notices.push(Notice::new(
                    "weight",
                    format!("赛马没有指标“{measure}”，可选：{known}。"),
                    format!("The contest has no measure “{measure}”; expected one of {known}."),
                ));
            }
        }
        let asked = |measure: &str| query.weights.iter().find(|(known, _)| known == measure).map(|(_, weight)| *weight);
        let mut weights: Vec<u32> = spec.inputs.iter().map(|input| asked(&input.measure).unwrap_or(input.weight)).collect();
        if weights.iter().all(|weight| *weight == 0) {
            notices.push(Notice::new(
                "weight",
                "权重不能全为 0，已采用数据包的权重。",
                "Not every weight can be 0; the bundle’s own are used.",
            ));
            weights = spec.inputs.iter().map(|input| input.weight).collect();
        }
        let sum: u32 = weights.iter().sum();
        let input = |(input, weight): (&crate::schema::RaceInputSpec, u32)| {
            let at = self.store.measure_at(&input.measure)?;
            Some(RaceInput {
                measure: measure_info(&self.store.schema.measures[at], &self.store.measures[at]),
                weight,
                share: f64::from(weight) / f64::from(sum) * 100.0,
                low_is_good: input.low_is_good,
                sound: 0,
                known: 0,
                range: None,
            })
        };
        spec.inputs.iter().zip(weights).filter_map(input).collect()
    }

    /// Every value of the dimension that any row has, with its inputs.
    fn units(&self, spec: &RaceSpec, by: usize, illustrative: bool) -> Result<Units, Refusal> {
        let measures: Vec<usize> = spec.inputs.iter().filter_map(|input| self.store.measure_at(&input.measure)).collect();
        let mut columns = Vec::new();
        let values = self.store.schema.dimensions[by].values.len();
        let mut seen: Vec<(bool, bool)> = vec![(false, false); values];
        let mut holdings = Vec::new();
        let (asked, mut asks) = (self.with([Condition::RestsOn(Basis::Inferred)]), Asks::default());
        let whatever = Ignore::these(std::iter::once(self.plan.filters.len()));
        let mut tickets = Vec::new();
        for measure in &measures {
            let mut by = |ignore: &Ignore| Ok(asks.add(asked.ask(Of::Amount(*measure), &[by], ignore)?));
            tickets.push((by(&whatever)?, by(&Ignore::NOTHING)?));
        }
        let answers = asked.answers(&asks);
        for (measure, (all, sound)) in measures.iter().zip(tickets) {
            let evaluator = &self.store.measures[*measure];
            let (all, sound) = (answers.get(all)?, answers.get(sound)?);
            let mut holding = Holding::default();
            for (code, seen) in seen.iter_mut().enumerate() {
                let (in_all, in_sound) = (all.get(&[code]), sound.get(&[code]));
                seen.0 |= !in_all.is_empty();
                seen.1 |= !in_sound.is_empty();
                if !in_all.is_empty() {
                    holding.add(evaluator.amount(in_all), !in_sound.is_empty() && evaluator.amount(in_sound).value.is_some());
                }
            }
            holdings.push(holding);
            columns.push((evaluator, if illustrative { all } else { sound }));
        }
        let stands = |code: &usize| if illustrative { seen[*code].0 } else { seen[*code].1 };
        let left_out = (0..values).filter(|code| seen[*code].0 && !stands(code)).count() as u32;
        let unit =
            |code: usize| Unit { code, amounts: columns.iter().map(|(evaluator, groups)| evaluator.amount(groups.get(&[code]))).collect() };
        Ok(Units { list: (0..values).filter(stands).map(unit).collect(), left_out, holdings })
    }
}

/// What each number is more than the least, which no norm looks beyond: numbers too long for a double then differ as they are written. As they are
/// where that is none.
fn gaps(numbers: &[&Amount]) -> Vec<f64> {
    let least = numbers.iter().copied().min_by(|a, b| a.by_value(b));
    let gaps = least.and_then(|least| numbers.iter().map(|number| number.minus(least)?.value).collect());
    gaps.unwrap_or_else(|| numbers.iter().filter_map(|number| number.value).collect())
}

/// A geometric mean is of 1-100 parts only.
fn aggregation(query: &Query, notices: &mut Vec<Notice>) -> Aggregation {
    if query.aggregation == Aggregation::Geometric && query.norm != Norm::MinMax {
        notices.push(Notice::new(
            "agg",
            "几何平均只适用于极差标准化（1–100），已改用算术平均。",
            "A geometric mean needs min–max parts (1–100); the arithmetic mean is used.",
        ));
        return Aggregation::Arithmetic;
    }
    query.aggregation
}

/// Sets of weights from Dirichlet(50 w), the same at every call.
fn draws(weights: &[f64]) -> Vec<Vec<f64>> {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let shapes: Vec<Option<Gamma<f64>>> = weights.iter().map(|weight| Gamma::new(weight * f64::from(CONCENTRATION), 1.0).ok()).collect();
    let mut draw = || -> Vec<f64> {
        let parts: Vec<f64> = shapes.iter().map(|shape| shape.map_or(0.0, |shape| shape.sample(&mut random))).collect();
        let sum: f64 = parts.iter().sum();
        parts.iter().map(|part| part / sum).collect()
    };
    (0..DRAWS).map(|_| draw()).collect()
}

//! How much hangs on lead enterprises: for each unit that has one, totals, concentration and place with and without it.

mod charts;

use super::worst;
use crate::engine::answer::{Answers, Asked, measure_info, value_and_label};
use crate::engine::ask::{Asks, Of, Ticket};
use crate::engine::caps::Refusal;
use crate::engine::condition::Condition;
use crate::engine::groups::Groups;
use crate::engine::ignore::Ignore;
use crate::exact::{Number, sum_of};
use crate::filter::Op;
use crate::number::Decimal;
use crate::plan::{Filter, Target, Test};
use crate::query::Clause;
use crate::schema::LeadSpec;
use crate::sheet::{Body, Lead, LeadRow, LeadTable};
use crate::{Amount, Basis, Text, share, stop};

/// A measure that was asked for, by unit: over everything, over lead enterprises, over the others.
struct MeasureAsked {
    measure: usize,
    total: Ticket,
    lead: Ticket,
    rest: Ticket,
}

/// The units, and the names of their lead enterprises.
struct Units {
    by: usize,
    /// How many rows each has.
    rows: Vec<u32>,
    leads: Vec<Vec<String>>,
}

impl Asked<'_> {
    /// Every unit with a lead enterprise, under each measure.
    pub(super) fn lead(&self) -> Result<(Basis, Body), Refusal> {
        let schema = &self.store.schema;
        let spec = schema.lead.as_ref().ok_or(Refusal::Unseen)?;
        let (table, by) = self.store.table_at(&spec.table).zip(self.store.dimension_at(&spec.by)).ok_or(Refusal::Unseen)?;
        let [is_lead, is_other] = [Test::Among as fn(Vec<String>) -> Test, Test::NoneOf].map(|test| flagged(spec, test));
        let asked = self.with([Condition::Filter(&is_lead), Condition::Filter(&is_other)]);
        asked.units_with_leads(spec, table, by)
    }

    /// The same; the last two conditions are that a row is a lead enterprise, and that it is none.
    fn units_with_leads(&self, spec: &LeadSpec, table: usize, by: usize) -> Result<(Basis, Body), Refusal> {
        let dimension = &self.store.schema.dimensions[by];
        let filters = self.plan.filters.len();
        let [all, leads, others] =
            [&[filters, filters + 1][..], &[filters + 1], &[filters]].map(|places| Ignore::these(places.iter().copied()));
        let mut asks = Asks::default();
        let rows = asks.add(self.ask(Of::Table(table), &[by], &all)?);
        let measures = spec.measures.iter().filter_map(|id| self.store.measure_at(id));
        let measures = measures.map(|measure| {
            let mut ask = |ignore: &Ignore| Ok(asks.add(self.ask(Of::Numbers(measure), &[by], ignore)?));
            Ok(MeasureAsked { measure, total: ask(&all)?, lead: ask(&leads)?, rest: ask(&others)? })
        });
        let measures: Vec<MeasureAsked> = measures.collect::<Result<_, Refusal>>()?;
        let answers = self.answers(&asks);
        let rows = answers.get(rows)?;
        let rows = (0..dimension.values.len()).map(|code| rows.get(&[code]).rows).collect();
        let units = Units { by, rows, leads: self.names_of_leads(spec, table, by, &leads)? };
        self.caps.allow_rows(units.leads.iter().filter(|leads| !leads.is_empty()).count() * spec.measures.len())?;
        let tables: Vec<LeadTable> =
            measures.iter().map(|measure| self.lead_table(measure, table, &units, &answers)).collect::<Result<_, Refusal>>()?;
        let without = units.rows.iter().zip(&units.leads).filter(|(rows, leads)| **rows > 0 && leads.is_empty()).count() as u32;
        let basis = worst(tables.iter().flat_map(|table| &table.rows).map(|row| row.total.basis));
        Ok((basis, Body::Lead(Box::new(Lead { of: dimension.title.clone(), tables, without }))))
    }

    /// The names of each unit's lead enterprises, in the file's order.
    fn names_of_leads(&self, spec: &LeadSpec, table: usize, by: usize, ignore: &Ignore) -> Result<Vec<Vec<String>>, Refusal> {
        let rows = self.matching(table, ignore)?;
        let codes = self.store.backend.codes(table, by, &rows);
        let mut names = vec![Vec::new(); self.store.schema.dimensions[by].values.len()];
        let mut codes = codes.into_iter();
        self.store.backend.read(self.store, table, std::slice::from_ref(&spec.name), &rows, &mut |_, cell| {
            if let Some(names) = codes.next().and_then(|code| names.get_mut(code)) {
                names.push(cell.text.unwrap_or_default().to_string());
            }
        });
        Ok(names)
    }

    fn lead_table(&self, asked: &MeasureAsked, table: usize, units: &Units, answers: &Answers) -> Result<LeadTable, Refusal> {
        let (evaluator, query) = (&self.store.measures[asked.measure], &self.plan.query);
        let dimension = &self.store.schema.dimensions[units.by];
        let (total, lead, rest) = (answers.get(asked.total)?, answers.get(asked.lead)?, answers.get(asked.rest)?);
        let of = |groups: &Groups, code: usize| evaluator.amount(groups.get(&[code]));
        let totals: Vec<Amount> = (0..dimension.values.len()).map(|code| of(total, code)).collect();
        let mut falling: Vec<&Amount> = totals.iter().filter(|total| total.value.is_some()).collect();
        falling.sort_by(|a, b| b.by_value(a));
        let place = |of: usize, amount: &Amount| {
            let is_more = |total: &Amount| total.by_value(amount).is_gt();
            // Without the unit itself.
            let own = usize::from(is_more(&totals[of]));
            amount.value.map(|_| (falling.partition_point(|total| is_more(total)) - own) as u32 + 1)
        };
        let row = |(code, leads): (usize, &Vec<String>)| {
            stop::look();
            let (value, label) = value_and_label(dimension, code);
            let (total_amount, without) = (totals[code].clone(), of(rest, code));
            let of_leads = lead.get(&[code]);
            // Every lead enterprise reports.
            let is_known = evaluator.is_of_numbers && of_leads.rows as usize == leads.len() && of_leads.lacking == 0;
            LeadRow {
                share: if is_known { share(&evaluator.amount(of_leads), &total_amount) } else { None },
                hhi: hhi(total.get(&[code]).values()),
                hhi_without: hhi(rest.get(&[code]).values()),
                place: place(code, &total_amount),
                place_without: place(code, &without),
                leads: leads.clone(),
                link: query.on_view("").only(&dimension.id, &value),
                value,
                label,
                total: total_amount,
                without,
            }
        };
        let mut rows: Vec<LeadRow> = units.leads.iter().enumerate().filter(|(_, leads)| !leads.is_empty()).map(row).collect();
        rows.sort_by_key(|row| row.place.unwrap_or(u32::MAX));
        let info = measure_info(&self.store.schema.measures[asked.measure], evaluator);
        let charts = charts::charts(&info, dimension, &rows, &self.sources(table));
        Ok(LeadTable { measure: info, rows, charts })
    }
}

/// The condition that a row's flag passes a test of `true`.
fn flagged(spec: &LeadSpec, test: fn(Vec<String>) -> Test) -> Filter {
    Filter {
        target: Target::Column { table: spec.table.clone(), column: spec.flag.clone() },
        test: test(vec!["true".to_string()]),
        clause: Clause { key: String::new(), op: Op::Is, values: Vec::new() },
        title: Text::default(),
        labels: Vec::new(),
        measure: None,
    }
}

/// The Herfindahl–Hirschman index: the sum of squared shares in per cent. None where nothing is reported, or where a negative number leaves
/// no shares.
fn hhi(numbers: &[Number]) -> Option<f64> {
    let doubles = || numbers.iter().map(|number| number.nearest(0));
    let sum = sum_of(doubles());
    let is_whole = sum > 0.0 && sum.is_finite() && doubles().all(|number| number >= 0.0);
    // Units of any scale: it falls out of the quotient.
    is_whole.then(|| squares(numbers).unwrap_or_else(|| sum_of(doubles().map(|number| (number / sum * 100.0).powi(2)))))
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

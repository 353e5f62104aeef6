//! Sides beside each other, in the order of the address, the first being the base. Every measure of the bundle over each.

use super::side::{Taken, complement};
use super::worst;
use crate::engine::answer::{Answers, Asked, measure_info};
use crate::engine::ask::{Asks, Of, Ticket};
use crate::engine::condition::Condition;
use crate::engine::ignore::Ignore;
use crate::query::side;
use crate::report::{Panel, Row};
use crate::schema::{Formula, Measure, PanelKind};
use crate::sheet::{Body, Compared, ComparedCell, Comparison, Side, Suggested};
use crate::{Amount, Basis, Missing, Notice, Query, Text, share};

/// The first side of a comparison of which all sides were taken out: without any, the bundle's own comparison begins.
pub(super) const NONE: &str = "none";

/// Sides at most.
const MOST_SIDES: usize = 5;

/// A measure that was asked for: over each side, where its table sees what the side is about, and over everything.
struct MeasureAsked {
    measure: usize,
    sides: Vec<Option<Ticket>>,
    all: Option<Ticket>,
}

impl Asked<'_> {
    /// The comparison that the query asks for; the bundle's own where it asks for none.
    pub(super) fn compare(&self, notices: &mut Vec<Notice>) -> (Basis, Body) {
        let (query, schema) = (&self.plan.query, &self.store.schema);
        let asked: Vec<&String> = query.a.iter().chain(&query.b).collect();
        let keys = if asked.is_empty() { schema.compare.iter().collect() } else { asked };
        let mut taken: Vec<Taken> = Vec::new();
        let mut beyond: Vec<&str> = Vec::new();
        for (at, key) in keys.into_iter().enumerate().filter(|(_, key)| *key != NONE) {
            match self.take(key, if at == 0 && query.a.is_some() { "a" } else { "b" }) {
                Ok(side) if taken.iter().any(|known| known.key == side.key) => {}
                Ok(_) if taken.len() == MOST_SIDES => beyond.push(key),
                Ok(side) => taken.push(side),
                Err(notice) => notices.push(notice),
            }
        }
        if !beyond.is_empty() {
            notices.push(Notice::new(
                "b",
                format!("最多比较 {MOST_SIDES} 方，未列入：{}。", beyond.join("、")),
                format!("At most {MOST_SIDES} sides are compared; left out: {}.", beyond.join(", ")),
            ));
        }
        let further = taken.iter().flat_map(|side| &side.filters).map(Condition::Filter);
        let (asked, mut asks) = (self.with(further), Asks::default());
        let measures: Vec<MeasureAsked> = (0..schema.measures.len()).map(|measure| asked.ask_sides(measure, &taken, &mut asks)).collect();
        let answers = asked.answers(&asks);
        let rows: Vec<Compared> = measures.iter().map(|measure| asked.compared(measure, &answers)).collect();
        let charts: Vec<Panel> =
            rows.iter().zip(&schema.measures).filter_map(|(row, measure)| chart(row, &taken, self, &measure.table)).collect();
        let basis = worst(rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.unseen).map(|cell| cell.amount.basis));
        let keys: Vec<&str> = taken.iter().map(|side| side.key.as_str()).collect();
        let with = |keys: Vec<&str>| {
            let keys = if keys.is_empty() { vec![NONE] } else { keys };
            query.with_sides(keys.into_iter().map(str::to_string))
        };
        let sides = taken.iter().enumerate().map(|(at, taken)| {
            let others: Vec<&str> = keys.iter().copied().filter(|key| *key != taken.key).collect();
            let rest = complement(&taken.clauses).map(|clauses| side(&clauses));
            let rest = rest.filter(|rest| keys.len() < MOST_SIDES && !keys.contains(&rest.as_str()));
            Side {
                key: taken.key.clone(),
                label: taken.label.clone(),
                link: Query { clauses: taken.clauses.clone(), ..query.on_view("") },
                first: (at > 0).then(|| with(std::iter::once(taken.key.as_str()).chain(others.iter().copied()).collect())),
                with_rest: rest.map(|rest| with(keys.iter().copied().chain([rest.as_str()]).collect())),
                remove: with(others),
            }
        });
        let sides: Vec<Side> = sides.collect();
        let suggested = self.suggested().filter(|_| sides.is_empty());
        let body = Comparison { sides, rows, charts, choices: self.choices(&taken), most: MOST_SIDES as u32, suggested };
        (basis, Body::Compare(Box::new(body)))
    }

    /// The bundle's own comparison.
    fn suggested(&self) -> Option<Suggested> {
        let sides = self.store.schema.compare.iter().map(|key| self.take(key, "a").ok().map(|side| side.label));
        let sides: Vec<Text> = sides.collect::<Option<_>>()?;
        (!sides.is_empty()).then(|| Suggested { sides, link: self.plan.query.with_sides(std::iter::empty()) })
    }

    /// Asks for a measure over everything and over each side, whose conditions stand behind the plan's, side by side.
    fn ask_sides(&self, measure: usize, taken: &[Taken], asks: &mut Asks) -> MeasureAsked {
        let table = self.store.measures[measure].table;
        let (own, all) = (self.plan.filters.len(), self.conditions.len());
        let mut total = |ignore: &Ignore| self.ask(Of::Amount(measure), &[], ignore).ok().map(|ask| asks.add(ask));
        let mut from = own;
        let sides = taken.iter().map(|side| {
            let to = from + side.filters.len();
            let others = Ignore::these((own..from).chain(to..all));
            let is_seen = (from..to).all(|at| self.sees(table, at));
            from = to;
            if is_seen { total(&others) } else { None }
        });
        let sides = sides.collect();
        MeasureAsked { measure, sides, all: total(&Ignore::these(own..all)) }
    }

    fn compared(&self, asked: &MeasureAsked, answers: &Answers) -> Compared {
        let (spec, evaluator) = (&self.store.schema.measures[asked.measure], &self.store.measures[asked.measure]);
        let amount = |ticket: &Option<Ticket>| Some(evaluator.amount(answers.get((*ticket)?).ok()?.get(&[])));
        let all = amount(&asked.all).unwrap_or_default();
        let nothing = || Amount { missing: Some(Missing::NotApplicable), ..Amount::default() };
        let amounts = asked.sides.iter().map(|side| (side.is_none(), amount(side).unwrap_or_else(nothing)));
        let amounts: Vec<(bool, Amount)> = amounts.collect();
        let values: Vec<&Amount> = amounts.iter().map(|(_, amount)| amount).collect();
        let undivided = undivided(spec, &values);
        let first = amounts.first().map(|(_, amount)| amount.clone());
        let cells = amounts.into_iter().enumerate().map(|(at, (unseen, amount))| {
            let first = first.as_ref().filter(|_| at > 0);
            let gap = first.and_then(|first| amount.minus(first));
            let no_ratio = undivided.as_ref().filter(|_| gap.is_some());
            ComparedCell {
                share: if evaluator.is_additive() { share(&amount, &all) } else { None },
                difference: gap.as_ref().and_then(|gap| gap.value),
                ratio: first.filter(|_| no_ratio.is_none()).and_then(|first| amount.over(first, 1)),
                no_ratio: no_ratio.cloned().unwrap_or_default(),
                difference_written: gap.map(|gap| gap.written()).unwrap_or_default(),
                amount,
                unseen,
            }
        });
        Compared { measure: measure_info(spec, evaluator), cells: cells.collect(), all }
    }
}

/// Whether a measure is in per cent: two of its values differ by percentage points, and how often one goes into the other says nothing.
fn is_percentage(measure: &Measure) -> bool {
    matches!(measure.formula, Formula::Share(_) | Formula::Growth { .. }) || measure.unit.zh.starts_with(['%', '％', '‰'])
}

/// Why values of a measure are not divided by the first of them; empty for percentages. `None`: they are.
fn undivided(measure: &Measure, values: &[&Amount]) -> Option<Text> {
    let base = values.first()?.value?;
    if is_percentage(measure) {
        return Some(Text::default());
    }
    let known = || values.iter().filter_map(|amount| amount.value);
    if known().any(|value| value < 0.0) {
        return Some(Text::new("有负值", "some values are negative"));
    }
    // Beside values that have digits to show, what has none is a rest near zero.
    let is_nothing = |value: f64| value * 10_f64.powi(measure.decimals.into()) < 0.5;
    let is_rest = base == 0.0 || is_nothing(base) && !known().all(is_nothing);
    is_rest.then(|| Text::new("基准为零或接近零", "the base is zero or near it"))
}

/// One bar a side; none where fewer than two sides have a value.
fn chart(compared: &Compared, taken: &[Taken], asked: &Asked<'_>, table: &str) -> Option<Panel> {
    let rows: Vec<Row> = taken
        .iter()
        .zip(&compared.cells)
        .filter(|(_, cell)| !cell.unseen)
        .map(|(side, cell)| Row {
            value: side.key.clone(),
            label: side.label.clone(),
            amount: cell.amount.clone(),
            link: Query { clauses: side.clauses.clone(), ..asked.plan.query.on_view("") },
            ..Row::default()
        })
        .collect();
    if rows.iter().filter(|row| row.amount.value.is_some()).count() < 2 {
        return None;
    }
    Some(Panel {
        id: format!("compare-{}", compared.measure.id),
        title: compared.measure.title.clone(),
        kind: PanelKind::Bar,
        measure: compared.measure.clone(),
        // The sides stand in the reader's order.
        ordered: true,
        total: compared.all.clone(),
        basis: worst(rows.iter().map(|row| row.amount.basis)),
        sources: asked.store.table_at(table).map(|table| asked.sources(table)).unwrap_or_default(),
        rows,
        ..Panel::default()
    })
}

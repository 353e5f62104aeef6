//! Sides beside each other: any filter of the grammar, everything, or what lies outside a filter. Every measure of the bundle over each.

use super::worst;
use crate::engine::answer::{Asked, measure_info};
use crate::engine::ignore::Ignore;
use crate::filter::Op;
use crate::plan::{Filter, Plan, keep_most, resolve_clauses};
use crate::query::Clause;
use crate::report::{Panel, Row};
use crate::schema::{Dimension, PanelKind};
use crate::sheet::{Body, Compared, ComparedCell, Comparison, Side, SideChoices};
use crate::{Amount, Basis, Missing, Notice, Query, Text, share};

/// The key of the side that is everything.
const ALL: &str = "all";

/// Sides at most.
const MOST_SIDES: usize = 5;

/// Values of a dimension that are offered.
const MOST_CHOICES: usize = 60;

/// A side on its way to the report.
struct Taken {
    key: String,
    label: Text,
    clauses: Vec<Clause>,
    filters: Vec<Filter>,
}

impl Asked<'_> {
    /// The comparison that the query asks for; the bundle's own where it asks for none.
    pub(super) fn compare(&self, notices: &mut Vec<Notice>) -> (Basis, Body) {
        let (query, schema) = (&self.plan.query, &self.store.schema);
        let mut keys: Vec<String> = query.a.iter().chain(&query.b).cloned().collect();
        if keys.is_empty() {
            keys = schema.compare.clone();
        }
        let mut taken: Vec<Taken> = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            let param = if at == 0 && query.a.is_some() { "a" } else { "b" };
            match self.take(key, param) {
                Ok(side) if taken.iter().any(|known| known.key == side.key) => {}
                Ok(_) if taken.len() == MOST_SIDES => {
                    let text = |zh: String, en: String| Notice::new(param, zh, en);
                    notices.push(text(
                        format!("最多比较 {MOST_SIDES} 方，“{key}”未列入。"),
                        format!("At most {MOST_SIDES} sides are compared; “{key}” is left out."),
                    ));
                }
                Ok(side) => taken.push(side),
                Err(notice) => notices.push(notice),
            }
        }
        let plans: Vec<Plan> = taken
            .iter()
            .map(|side| Plan { filters: self.plan.filters.iter().chain(&side.filters).cloned().collect(), ..self.plan.clone() })
            .collect();
        let over: Vec<Asked<'_>> = plans.iter().map(|plan| Asked::new(self.store, plan)).collect();
        let rows: Vec<Compared> = (0..schema.measures.len()).map(|measure| self.compared(measure, &taken, &over)).collect();
        let charts: Vec<Panel> =
            rows.iter().zip(&schema.measures).filter_map(|(row, measure)| chart(row, &taken, self, &measure.table)).collect();
        let basis = worst(rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.unseen).map(|cell| cell.amount.basis));
        let with_keys = |keys: Vec<String>| {
            let mut keys = keys.into_iter();
            Query { a: keys.next(), b: sorted(keys.collect()), ..query.clone() }
        };
        let all_keys: Vec<String> = taken.iter().map(|side| side.key.clone()).collect();
        let sides = taken.iter().map(|side| {
            let others = all_keys.iter().filter(|key| **key != side.key).cloned().collect();
            let rest = complement(&side.clauses).map(|clauses| key_of(&clauses)).filter(|rest| !all_keys.contains(rest));
            Side {
                key: side.key.clone(),
                label: side.label.clone(),
                link: Query { clauses: side.clauses.clone(), ..query.on_view("") },
                remove: with_keys(others),
                with_rest: rest
                    .filter(|_| all_keys.len() < MOST_SIDES)
                    .map(|rest| with_keys(all_keys.iter().cloned().chain([rest]).collect())),
            }
        });
        let body = Comparison { sides: sides.collect(), rows, charts, choices: self.choices(), most: MOST_SIDES as u32 };
        (basis, Body::Compare(Box::new(body)))
    }

    /// Reads a side.
    fn take(&self, key: &str, param: &str) -> Result<Taken, Notice> {
        if key == ALL {
            return Ok(Taken { key: ALL.into(), label: Text::new("全部", "Everything"), clauses: Vec::new(), filters: Vec::new() });
        }
        let (query, mut notices) = Query::parse_search(key);
        let mut filters = resolve_clauses(&self.store.schema, &query.clauses, &mut notices);
        keep_most(&mut filters, param, &mut notices);
        if let Some(notice) = notices.into_iter().next() {
            return Err(Notice { param: param.to_string(), text: notice.text });
        }
        if filters.is_empty() {
            return Err(Notice::new(
                param,
                format!("{param}=“{key}”无法识别：应为 all，或一个筛选条件，如 city=长春市。"),
                format!("{param}=“{key}” was not understood: expected all, or a filter such as city=长春市."),
            ));
        }
        let clauses: Vec<Clause> = filters.iter().map(|filter| filter.clause.clone()).collect();
        Ok(Taken { key: key_of(&clauses), label: label_of(&filters), clauses, filters })
    }

    fn compared(&self, measure: usize, taken: &[Taken], over: &[Asked<'_>]) -> Compared {
        let (spec, index) = (&self.store.schema.measures[measure], &self.store.measures[measure]);
        let all = self.total(measure, &Ignore::NOTHING);
        let amounts = taken.iter().zip(over).map(|(side, asked)| {
            let own = self.plan.filters.len();
            let unseen = (0..side.filters.len()).any(|at| !asked.verdicts.sees(index.table, own + at));
            let nothing = || Amount { missing: Some(Missing::NotApplicable), ..Amount::default() };
            (unseen, if unseen { nothing() } else { asked.total(measure, &Ignore::NOTHING) })
        });
        let amounts: Vec<(bool, Amount)> = amounts.collect();
        let first = amounts.first().map(|(_, amount)| amount.clone());
        let cells = amounts.into_iter().enumerate().map(|(at, (unseen, amount))| {
            let first = first.as_ref().filter(|_| at > 0);
            let gap = first.and_then(|first| amount.minus(first));
            ComparedCell {
                share: if index.is_additive() { share(&amount, &all) } else { None },
                difference: gap.as_ref().and_then(|gap| gap.value),
                difference_written: gap.map(|gap| gap.written()).unwrap_or_default(),
                ratio: first.and_then(|first| amount.over(first, 1)),
                amount,
                unseen,
            }
        });
        Compared { measure: measure_info(spec, index), cells: cells.collect(), all }
    }

    fn choices(&self) -> Vec<SideChoices> {
        let choice = |dimension: &Dimension| SideChoices {
            title: dimension.title.clone(),
            values: dimension
                .values
                .iter()
                .take(MOST_CHOICES)
                .map(|category| {
                    let clause = Clause { key: dimension.id.clone(), op: Op::Is, values: vec![category.value.clone()] };
                    (key_of(&[clause]), category.label.clone())
                })
                .collect(),
        };
        let shown = self.shown_tables();
        let is_seen = |dimension: &&Dimension| {
            let at = self.store.dimension_at(&dimension.id);
            at.is_some_and(|at| shown.iter().any(|table| self.store.tables[*table].codes[at].is_some()))
        };
        let everything = SideChoices { title: Text::default(), values: vec![(ALL.to_string(), Text::new("全部", "Everything"))] };
        std::iter::once(everything).chain(self.store.schema.dimensions.iter().filter(is_seen).map(choice)).collect()
    }
}

/// As the query keeps them.
fn sorted(mut keys: Vec<String>) -> Vec<String> {
    keys.sort();
    keys
}

/// A side's words: its conditions one after another.
fn label_of(filters: &[Filter]) -> Text {
    let words = |filter: &Filter| {
        let values = filter.labels.iter().cloned().reduce(|a, b| Text::new(format!("{}、{}", a.zh, b.zh), format!("{}, {}", a.en, b.en)));
        let values = values.unwrap_or_default();
        // A value's label speaks for itself, unless it is a mere yes or no.
        let mere = filter.labels.iter().any(|label| label.zh == "是" || label.zh == "否");
        match filter.clause.op {
            Op::Is if !mere => values,
            // A label is quoted, whatever words it ends with: 走廊内.
            Op::Not if !mere => {
                let each = |get: fn(&Text) -> &String| filter.labels.iter().map(|label| get(label).as_str()).collect::<Vec<_>>();
                let (zh, en) = (each(|label| &label.zh).join("”“"), each(|label| &label.en).join("”, “"));
                Text::new(format!("“{zh}”以外"), format!("Other than “{en}”"))
            }
            op => op.sentence(&filter.title, &values),
        }
    };
    filters.iter().map(words).reduce(|a, b| Text::new(format!("{}；{}", a.zh, b.zh), format!("{}; {}", a.en, b.en))).unwrap_or_default()
}

/// A side as it stands in the URL: names and values as they are, but for the characters that would end them.
fn key_of(clauses: &[Clause]) -> String {
    let escaped = |text: &str| {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '%' | '&' | '+' | '=' | '#' => out.push_str(&format!("%{:02X}", c as u32)),
                c => out.push(c),
            }
        }
        out
    };
    let pairs = clauses.iter().flat_map(|clause| {
        let name = format!("{}{}", clause.key, clause.op.row().suffix);
        clause.values.iter().map(move |value| format!("{}={}", escaped(&name), escaped(value)))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The filter of everything outside: of one condition, whether a value is among some.
fn complement(clauses: &[Clause]) -> Option<Vec<Clause>> {
    let [clause] = clauses else { return None };
    let op = match clause.op {
        Op::Is => Op::Not,
        Op::Not => Op::Is,
        _ => return None,
    };
    Some(vec![Clause { op, ..clause.clone() }])
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

//! Panels: a measure by a dimension (and a split, or against another measure) under every condition but those on the dimension.

use super::answer::{Asked, Ignore, measure_info, toggle, value_and_label};
use super::measure::{Acc, MeasureIndex};
use crate::report::{Others, Panel, Row, Split, SplitValue};
use crate::schema::{Dimension, PanelKind, PanelSpec, Role};
use crate::{Amount, Basis};

/// Values beyond a panel's `top` that the report lists; a CSV has all.
const MOST_OTHERS: usize = 100;

/// A value of the dimension on its way to a row.
struct Mark {
    code: usize,
    acc: Acc,
    parts: Vec<Acc>,
    amount: Amount,
    x: Option<Amount>,
}

impl Asked<'_> {
    /// The panel that the bundle declares.
    pub(super) fn panel(&self, spec: &PanelSpec) -> Option<Panel> {
        let schema = &self.store.schema;
        let by = self.store.dimension_at(&spec.by)?;
        let dimension = &schema.dimensions[by];
        let ignore = self.verdicts.on(&dimension.id);
        let measure = self.store.measure_at(&spec.measure)?;
        let index = &self.store.measures[measure];
        let split = spec.split.as_ref().filter(|_| spec.kind == PanelKind::Stacked).and_then(|id| self.store.dimension_at(id));
        let against = spec.against.as_ref().filter(|_| spec.kind == PanelKind::Scatter).and_then(|id| self.store.measure_at(id));

        let figures_by: Vec<&str> =
            [Some(&spec.by), dimension.marked_by.as_ref(), spec.split.as_ref()].into_iter().flatten().map(String::as_str).collect();
        let mut marks = self.marks(measure, by, split, against, ignore)?;
        let total = self.total(measure, Ignore::These(ignore));
        let split = split.map(|split| self.split(&schema.dimensions[split], &mut marks));
        let ordered = matches!(dimension.role, Role::Ordered | Role::Year);
        if !ordered {
            // By value; equal values in the dimension's order; the missing last.
            marks.sort_by(|a, b| order(a, dimension).total_cmp(&order(b, dimension)).then(a.code.cmp(&b.code)));
        }
        let ranks = ranks(&marks);
        let row = |(place, mark): (usize, &Mark)| -> Row {
            let (value, label) = value_and_label(dimension, mark.code);
            let (link, selected) = toggle(&self.plan.query, dimension, mark.code);
            Row {
                value,
                label,
                share: share(index, &mark.amount, &total),
                rank: ranks[place],
                amount: mark.amount.clone(),
                x: mark.x.clone(),
                parts: mark.parts.iter().map(|part| index.amount(part)).collect(),
                size: None,
                spread: None,
                interval: None,
                place: None,
                cell: None,
                marked: self.store.marks[by].get(mark.code).copied().unwrap_or(false),
                selected,
                link,
            }
        };
        let mut rows: Vec<Row> = marks.iter().enumerate().map(row).collect();
        let others = spec.top.filter(|top| rows.len() > top + 1).map(|top| {
            let keep: Vec<bool> = rows.iter().enumerate().map(|(at, row)| at < top || row.selected).collect();
            others(index, &marks, &mut rows, &keep, &total)
        });
        let others = others.filter(|others| others.count > 0);
        let mark = dimension.marked_by.as_ref().and_then(|id| schema.dimension(id)).map(|marking| marking.title.clone());
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: measure_info(&schema.measures[measure], index),
            against: against.map(|at| measure_info(&schema.measures[at], &self.store.measures[at])),
            by: dimension.id.clone(),
            by_title: dimension.title.clone(),
            ordered,
            mark: mark.filter(|_| rows.iter().any(|row| row.marked)),
            split,
            basis: total.basis.max(rows.iter().filter_map(|row| row.x.as_ref()).map(|x| x.basis).max().unwrap_or(Basis::Published)),
            rows,
            others,
            total,
            ignores: self.ignores(index.table, ignore),
            sources: self.sources(index.table),
            published: self.store.figures_of_chart(measure, &figures_by, &self.plan.query),
            note: spec.note.clone(),
            sized: None,
            log_x: spec.log_x,
            log_y: spec.log_y,
            reference: None,
            multiples: Vec::new(),
        })
    }

    fn marks(&self, measure: usize, by: usize, split: Option<usize>, against: Option<usize>, ignore: u64) -> Option<Vec<Mark>> {
        let index = &self.store.measures[measure];
        let dimension = &self.store.schema.dimensions[by];
        let accs = self.accumulate(measure, &[by], Ignore::These(ignore))?;
        let ever = self.accumulate(measure, &[by], Ignore::All)?;
        let parts = match split {
            Some(split) => Some(self.accumulate(measure, &[by, split], Ignore::These(ignore))?),
            None => None,
        };
        let xs = match against {
            Some(against) => Some((&self.store.measures[against], self.accumulate(against, &[by], Ignore::These(ignore))?)),
            None => None,
        };
        let each = accs.len();
        let marks = accs.into_iter().enumerate().map(|(code, acc)| Mark {
            code,
            amount: index.amount(&acc),
            parts: parts.as_ref().map(|parts| parts.chunks(parts.len() / each).nth(code).unwrap_or_default().to_vec()).unwrap_or_default(),
            x: xs.as_ref().map(|(index, accs)| index.amount(&accs[code])),
            acc,
        });
        // A value stands when it ever has rows, when it is chosen, or when it is a step of an order.
        let stands = |mark: &Mark| {
            let (_, selected) = toggle(&self.plan.query, dimension, mark.code);
            let step = dimension.role == Role::Ordered && mark.code < dimension.values.len();
            let is_missing = mark.code >= dimension.values.len();
            selected || step || if is_missing { !mark.acc.is_empty() } else { !ever[mark.code].is_empty() }
        };
        Some(marks.filter(stands).collect())
    }

    /// The parts' values: those that any row ever has; a missing value is one more part. Takes the others out of the marks.
    fn split(&self, dimension: &Dimension, marks: &mut [Mark]) -> Split {
        let codes = dimension.values.len() + crate::Missing::OF_CELLS.len();
        let keep: Vec<bool> = (0..codes)
            .map(|code| code < dimension.values.len() || marks.iter().any(|mark| mark.parts.get(code).is_some_and(|part| !part.is_empty())))
            .collect();
        for mark in marks {
            let mut at = 0;
            mark.parts.retain(|_| {
                at += 1;
                keep[at - 1]
            });
        }
        let value = |code: usize| {
            let (value, label) = value_and_label(dimension, code);
            let (link, selected) = toggle(&self.plan.query, dimension, code);
            SplitValue { value, label, selected, link }
        };
        Split {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            ordered: dimension.role == Role::Ordered,
            values: (0..codes).filter(|code| keep[*code]).map(value).collect(),
        }
    }
}

/// What sorts a mark: largest value first, then marks without a value, then missing values of the dimension.
fn order(mark: &Mark, dimension: &Dimension) -> f64 {
    match (mark.code < dimension.values.len(), mark.amount.value) {
        (true, Some(value)) => -value,
        (true, None) => f64::MAX,
        (false, _) => f64::INFINITY,
    }
}

fn share(index: &MeasureIndex, amount: &Amount, total: &Amount) -> Option<f64> {
    match (index.is_additive(), amount.value, total.value) {
        (true, Some(value), Some(total)) if total != 0.0 => Some(value / total * 100.0),
        _ => None,
    }
}

/// For each mark its place by value, from 1; equal values share a place.
fn ranks(marks: &[Mark]) -> Vec<Option<u32>> {
    let place = |value: f64| marks.iter().filter(|mark| mark.amount.value.is_some_and(|other| other > value)).count() as u32 + 1;
    marks.iter().map(|mark| mark.amount.value.map(place)).collect()
}

/// Takes the rows that are not kept out and makes one of them.
fn others(index: &MeasureIndex, marks: &[Mark], rows: &mut Vec<Row>, keep: &[bool], total: &Amount) -> Others {
    let mut acc = Acc::default();
    let mut parts = vec![Acc::default(); marks.first().map_or(0, |mark| mark.parts.len())];
    for (mark, _) in marks.iter().zip(keep).filter(|(_, keep)| !**keep) {
        acc.merge(&mark.acc);
        for (sum, part) in parts.iter_mut().zip(&mark.parts) {
            sum.merge(part);
        }
    }
    let amount = index.amount(&acc);
    let (kept, rest): (Vec<_>, Vec<_>) = std::mem::take(rows).into_iter().zip(keep).partition(|(_, keep)| **keep);
    *rows = kept.into_iter().map(|(row, _)| row).collect();
    Others {
        count: rest.len() as u32,
        share: share(index, &amount, total),
        amount,
        parts: parts.iter().map(|part| index.amount(part)).collect(),
        rows: rest.into_iter().map(|(row, _)| row).take(MOST_OTHERS).collect(),
    }
}

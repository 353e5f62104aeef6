//! Panels: a measure by a dimension (and a split, or against other measures) under every condition but those on the dimension; once, or once
//! for each value of a further dimension. `histogram` and `spread` look at single rows.

mod histogram;
mod spread;

use super::answer::{Asked, measure_info, reason_of, toggle, value_and_label};
use super::dates::Axis;
use super::ignore::Ignore;
use super::measure::{Acc, MeasureIndex};
use super::time::Versus;
use crate::report::{Multiple, Others, Panel, Reference, Row, Split, SplitValue, Spread};
use crate::schema::{Dimension, Order, PanelKind, PanelSpec, Role};
use crate::{Amount, Basis};

/// Values beyond a panel's `top` that the report lists; a CSV has all.
const MOST_OTHERS: usize = 100;

/// A panel's names looked up.
struct Places {
    measure: usize,
    by: usize,
    split: Option<usize>,
    against: Option<usize>,
    sized: Option<usize>,
    per: Option<usize>,
    kind: PanelKind,
    /// The conditions on the panel's own dimensions, which do not apply to it.
    ignore: Ignore,
}

/// A value of the dimension on its way to a row.
struct Mark {
    code: usize,
    acc: Acc,
    parts: Vec<Acc>,
    amount: Amount,
    x: Option<Amount>,
    size: Option<Amount>,
    /// At the latest date, where the amount is of several.
    now: Option<Amount>,
    /// At the date of comparison.
    before: Option<Amount>,
    spread: Option<Spread>,
}

impl Asked<'_> {
    /// The panel that the bundle declares, or the reader.
    pub(super) fn panel(&self, spec: &PanelSpec) -> Option<Panel> {
        if spec.kind == PanelKind::Histogram {
            return self.histogram(spec);
        }
        let schema = &self.store.schema;
        let places = self.places(spec)?;
        let dimension = &schema.dimensions[places.by];
        let index = &self.store.measures[places.measure];
        let versus = self.versus_of(&places);
        let mut marks = self.marks(&places, versus.as_ref())?;
        let total = self.total(places.measure, &places.ignore);
        let codes = places.split.map(|split| self.kept_parts(&places, split, &marks));
        let split = places.split.zip(codes.as_ref()).map(|(split, codes)| self.split(&schema.dimensions[split], codes));
        let is_in_order = matches!(dimension.role, Role::Ordered | Role::Year);
        let ordered = match (spec.kind, spec.order) {
            (PanelKind::Line | PanelKind::Area, _) => true,
            (PanelKind::Pareto, _) | (_, Order::Value) => false,
            (_, Order::Natural) => true,
            (_, Order::Auto) => is_in_order,
        };
        if !ordered {
            by_value(&mut marks, dimension);
        }
        let mut rows = self.rows_of_marks(&places, &marks, codes.as_deref(), &total);
        let multiples = places.per.map(|per| self.multiples(&places, per, &marks, (codes.as_deref(), versus.as_ref()))).unwrap_or_default();
        let top = spec.top.filter(|top| spec.kind.has_others() && rows.len() > top + 1);
        let others = top.map(|top| {
            let keep: Vec<bool> = rows.iter().enumerate().map(|(at, row)| at < top || row.selected).collect();
            others(index, (&marks, codes.as_deref()), &mut rows, &keep, &total)
        });
        let others = others.filter(|others| others.count > 0);
        let mark = dimension.marked_by.as_ref().and_then(|id| schema.dimension(id)).map(|marking| marking.title.clone());
        let info = |at: usize| measure_info(&schema.measures[at], &self.store.measures[at]);
        let figures_by: Vec<&str> =
            [Some(&spec.by), dimension.marked_by.as_ref(), spec.split.as_ref()].into_iter().flatten().map(String::as_str).collect();
        let reference =
            spec.reference.as_ref().and_then(|line| Some(Reference { value: line.value.or(total.value)?, label: line.label.clone() }));
        let further = rows.iter().flat_map(|row| row.x.iter().chain(&row.size)).map(|amount| amount.basis).max();
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: info(places.measure),
            against: places.against.map(info),
            sized: places.sized.map(info),
            by: dimension.id.clone(),
            by_title: dimension.title.clone(),
            ordered,
            mark: mark.filter(|_| rows.iter().any(|row| row.marked)),
            split,
            per: places.per.map(|per| schema.dimensions[per].id.clone()).unwrap_or_default(),
            per_title: places.per.map(|per| schema.dimensions[per].title.clone()).unwrap_or_default(),
            basis: total.basis.max(further.unwrap_or(Basis::Published)),
            vs: versus.as_ref().and_then(Versus::dates),
            uncompared: versus.as_ref().map(Versus::why).unwrap_or_default(),
            rows,
            others,
            total,
            multiples,
            log_x: spec.log_x,
            log_y: spec.log_y,
            reference,
            step: Axis::of(dimension).filter(|_| spec.kind.is_course()).map(|axis| axis.step),
            classes: spec.classes,
            approval: dimension
                .shapes
                .as_ref()
                .filter(|_| spec.kind == PanelKind::Choropleth)
                .map(|it| it.approval.clone())
                .unwrap_or_default(),
            ignores: self.ignores(index.table, &places.ignore),
            sources: self.sources(index.table),
            published: self.store.figures_of_chart(places.measure, &figures_by, &self.plan.query),
            note: spec.note.clone(),
        })
    }

    fn places(&self, spec: &PanelSpec) -> Option<Places> {
        let dimension = |id: &Option<String>| id.as_ref().and_then(|id| self.store.dimension_at(id));
        let measure = |id: &Option<String>| id.as_ref().and_then(|id| self.store.measure_at(id));
        Some(Places {
            measure: self.store.measure_at(&spec.measure)?,
            by: self.store.dimension_at(&spec.by)?,
            split: dimension(&spec.split),
            against: measure(&spec.against),
            sized: measure(&spec.sized),
            per: dimension(&spec.per),
            kind: spec.kind,
            ignore: self.own_conditions(spec)?,
        })
    }

    /// What bars are compared with.
    fn versus_of(&self, places: &Places) -> Option<Versus<'_>> {
        let by = [Some(places.by), places.split, places.per];
        (places.kind == PanelKind::Bar).then(|| self.versus(places.measure, &by, &places.ignore))
    }

    /// The conditions that do not narrow a panel: those on what it is drawn by.
    pub(super) fn own_conditions(&self, spec: &PanelSpec) -> Option<Ignore> {
        let on = |id: &String| self.verdicts.on(id);
        let own = match spec.kind {
            PanelKind::Histogram => self.on_drawn_column(spec)?,
            _ => on(&spec.by),
        };
        Some(own.and(&spec.per.as_ref().map_or(Ignore::NOTHING, on)))
    }

    fn rows_of_marks(&self, places: &Places, marks: &[Mark], parts: Option<&[usize]>, total: &Amount) -> Vec<Row> {
        let (store, by) = (self.store, places.by);
        let (dimension, index) = (&store.schema.dimensions[by], &store.measures[places.measure]);
        let ranks = of_several(ranks(marks), marks, index.is_additive());
        let axis = Axis::of(dimension).filter(|_| places.kind.is_course());
        let row = |(place, mark): (usize, &Mark)| -> Row {
            let (value, label) = value_and_label(dimension, mark.code);
            let (link, selected) = toggle(&self.plan.query, dimension, mark.code);
            let cell = store.cells[by].get(mark.code).and_then(Option::as_ref).filter(|_| places.kind == PanelKind::Grid);
            let mut row = Row {
                value,
                label,
                share: share(index, &mark.amount, total),
                rank: ranks[place],
                amount: mark.amount.clone(),
                now: mark.now.clone(),
                before: mark.before.clone(),
                x: mark.x.clone(),
                size: mark.size.clone(),
                parts: parts.map(|codes| mark.parts_of(codes).map(|part| index.amount(part)).collect()).unwrap_or_default(),
                spread: mark.spread.clone(),
                interval: None,
                place: store.places[by].get(mark.code).copied().flatten().filter(|_| places.kind == PanelKind::Map),
                cell: cell.as_ref().map(|cell| cell.at),
                code: cell.map(|cell| cell.code.clone()).unwrap_or_default(),
                at: axis.as_ref().and_then(|axis| axis.places.get(mark.code).copied()),
                shape: store.shapes[by].get(mark.code).cloned().flatten().filter(|_| places.kind == PanelKind::Choropleth),
                marked: store.marks[by].get(mark.code).copied().unwrap_or(false),
                selected,
                link,
            };
            if places.kind == PanelKind::Box {
                row.amount.value = row.spread.as_ref().map(|spread| spread.median);
                (row.share, row.rank) = (None, None);
            }
            row
        };
        marks.iter().enumerate().map(row).collect()
    }

    /// The same chart for each value of a dimension, with the same marks in the same order (of Pareto charts each has its own).
    fn multiples(
        &self,
        places: &Places,
        per: usize,
        marks: &[Mark],
        (parts, versus): (Option<&[usize]>, Option<&Versus<'_>>),
    ) -> Vec<Multiple> {
        let (dimension, index) = (&self.store.schema.dimensions[per], &self.store.measures[places.measure]);
        let by = &self.store.schema.dimensions[places.by];
        let ignore = &places.ignore;
        let Some((every, totals)) = self.every_mark(places, Some(per), versus).zip(self.accumulate(places.measure, &[per], ignore)) else {
            return Vec::new();
        };
        let all = dimension.values.iter().zip(every).zip(&totals).enumerate();
        all.filter_map(|(code, ((category, every), acc))| {
            let mut own: Vec<Option<Mark>> = every.into_iter().map(Some).collect();
            let (link, selected) = toggle(&self.plan.query, dimension, code);
            let mut own: Vec<Mark> = marks.iter().filter_map(|known| own.get_mut(known.code)?.take()).collect();
            if places.kind == PanelKind::Pareto {
                // Running shares are of the largest first, whichever that is here.
                by_value(&mut own, by);
            }
            let total = index.amount(acc);
            (!acc.is_empty() || selected).then(|| Multiple {
                value: category.value.clone(),
                label: category.label.clone(),
                link,
                selected,
                rows: self.rows_of_marks(places, &own, parts, &total),
                total,
            })
        })
        .collect()
    }

    /// The marks that stand: of values that ever have rows, are chosen, or are a step of an order or a cell of a layout.
    fn marks(&self, places: &Places, versus: Option<&Versus<'_>>) -> Option<Vec<Mark>> {
        let dimension = &self.store.schema.dimensions[places.by];
        let ever = self.accumulate(places.measure, &[places.by], &Ignore::EVERYTHING)?;
        let stands = |mark: &Mark| {
            let (_, selected) = toggle(&self.plan.query, dimension, mark.code);
            let step = dimension.role == Role::Ordered && mark.code < dimension.values.len();
            let is_missing = mark.code >= dimension.values.len();
            let is_laid_out = match places.kind {
                PanelKind::Grid => self.store.cells[places.by].get(mark.code).is_some_and(Option::is_some),
                PanelKind::Choropleth => self.store.shapes[places.by].get(mark.code).cloned().flatten().is_some(),
                _ => false,
            };
            selected || step || is_laid_out || if is_missing { !mark.acc.is_empty() } else { !ever[mark.code].is_empty() }
        };
        Some(self.every_mark(places, None, versus)?.into_iter().flatten().filter(stands).collect())
    }

    /// A mark for each code of the dimension: once, or for each code of a further dimension.
    fn every_mark(&self, places: &Places, per: Option<usize>, versus: Option<&Versus<'_>>) -> Option<Vec<Vec<Mark>>> {
        let ignore = &places.ignore;
        let index = &self.store.measures[places.measure];
        let by: Vec<usize> = per.into_iter().chain([places.by]).collect();
        let accs = self.accumulate(places.measure, &by, ignore)?;
        let parts = match places.split {
            Some(split) => Some(self.accumulate(places.measure, &[by.as_slice(), &[split]].concat(), ignore)?),
            None => None,
        };
        let other = |measure: Option<usize>| match measure {
            Some(measure) => self.accumulate(measure, &by, ignore).map(|accs| Some((&self.store.measures[measure], accs))),
            None => Some(None),
        };
        let (xs, sizes) = (other(places.against)?, other(places.sized)?);
        let of = |of: &Option<(&MeasureIndex, Vec<Acc>)>, at: usize| of.as_ref().map(|(index, accs)| index.amount(&accs[at]));
        let mut now = versus.and_then(|versus| versus.now(places.measure, &by));
        let mut before = versus.and_then(|versus| versus.before(places.measure, &by));
        let mut spreads = if places.kind == PanelKind::Box { self.spreads(places.measure, &by, ignore) } else { Vec::new() };
        let codes = self.codes(places.by);
        let shares = parts.as_ref().map_or(0, |parts| parts.len() / accs.len());
        let mut marks = accs.into_iter().enumerate().map(|(at, acc)| Mark {
            code: at % codes,
            amount: index.amount(&acc),
            parts: parts.as_ref().map(|parts| parts[at * shares..][..shares].to_vec()).unwrap_or_default(),
            x: of(&xs, at),
            size: of(&sizes, at),
            now: now.as_mut().map(|now| std::mem::take(&mut now[at])),
            before: before.as_mut().map(|before| std::mem::take(&mut before[at])),
            spread: spreads.get_mut(at).and_then(Option::take),
            acc,
        });
        let times = per.map_or(1, |per| self.codes(per));
        Some((0..times).map(|_| marks.by_ref().take(codes).collect()).collect())
    }

    /// The codes of the parts: of values that ever have rows, whatever the filter, so that colours stay; of a missing value when it has rows.
    fn kept_parts(&self, places: &Places, split: usize, marks: &[Mark]) -> Vec<usize> {
        let dimension = &self.store.schema.dimensions[split];
        let values = dimension.values.len();
        let ever = self.accumulate(places.measure, &[split], &Ignore::EVERYTHING).unwrap_or_default();
        let stands = |code: &usize| match *code < values {
            true => dimension.role == Role::Ordered || ever.get(*code).is_some_and(|acc| !acc.is_empty()),
            false => marks.iter().any(|mark| mark.parts.get(*code).is_some_and(|part| !part.is_empty())),
        };
        (0..self.codes(split)).filter(stands).collect()
    }

    fn split(&self, dimension: &Dimension, codes: &[usize]) -> Split {
        let value = |code: &usize| {
            let (value, label) = value_and_label(dimension, *code);
            let (link, selected) = toggle(&self.plan.query, dimension, *code);
            let missing = (*code >= dimension.values.len()).then(|| reason_of(dimension, *code));
            SplitValue { value, label, selected, link, missing }
        };
        Split {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            ordered: matches!(dimension.role, Role::Ordered | Role::Year),
            values: codes.iter().map(value).collect(),
        }
    }
}

impl Mark {
    /// Its parts of these codes of the split.
    fn parts_of<'a>(&'a self, codes: &'a [usize]) -> impl Iterator<Item = &'a Acc> {
        codes.iter().filter_map(|code| self.parts.get(*code))
    }
}

/// Sorts marks by value; equal values in the dimension's order; the missing last.
fn by_value(marks: &mut [Mark], dimension: &Dimension) {
    marks.sort_by(|a, b| order(a, dimension).total_cmp(&order(b, dimension)).then(a.code.cmp(&b.code)));
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

/// Ranks where there is an order: a sum of nothing has no place, and neither has one value alone.
fn of_several(ranks: Vec<Option<u32>>, marks: &[Mark], additive: bool) -> Vec<Option<u32>> {
    let counts = |mark: &Mark| mark.amount.value.is_some_and(|value| value != 0.0 || !additive);
    let several = marks.iter().filter(|mark| counts(mark)).nth(1).is_some();
    ranks.into_iter().zip(marks).map(|(rank, mark)| rank.filter(|_| several && counts(mark))).collect()
}

/// For each mark its place by value, from 1; equal values share a place.
fn ranks(marks: &[Mark]) -> Vec<Option<u32>> {
    let place = |value: f64| marks.iter().filter(|mark| mark.amount.value.is_some_and(|other| other > value)).count() as u32 + 1;
    marks.iter().map(|mark| mark.amount.value.map(place)).collect()
}

/// Takes the rows that are not kept out and makes one of them.
fn others(index: &MeasureIndex, (marks, codes): (&[Mark], Option<&[usize]>), rows: &mut Vec<Row>, keep: &[bool], total: &Amount) -> Others {
    let mut acc = Acc::default();
    let mut parts = vec![Acc::default(); codes.map_or(0, <[usize]>::len)];
    for (mark, _) in marks.iter().zip(keep).filter(|(_, keep)| !**keep) {
        acc.merge(&mark.acc);
        for (sum, part) in parts.iter_mut().zip(mark.parts_of(codes.unwrap_or_default())) {
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

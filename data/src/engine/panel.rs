//! Panels: a measure by a dimension (and a split, or against other measures) under every condition but those on the dimension; once, or once
//! for each value of a further dimension. `histogram` and `spread` look at single rows.

mod histogram;
mod spread;

use super::answer::{Asked, is_selected, measure_info, reason_of, toggle, value_and_label};
use super::caps::{Extent, Refusal};
use super::dates::Axis;
use super::groups::Grouped;
use super::ignore::Ignore;
use super::measure::{Acc, MeasureIndex};
use super::time::Versus;
use crate::exact::Number;
use crate::report::{Multiple, Others, Panel, Reference, Row, Split, SplitValue};
use crate::schema::{Dimension, Order, PanelKind, PanelSpec, Role};
use crate::{Amount, Basis, Query, share};

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

/// What a panel counts, by its dimension; of small multiples by theirs first, then by its own.
struct Counted<'a> {
    accs: Grouped<Acc>,
    /// By the split too, last.
    parts: Option<Grouped<Acc>>,
    x: Option<(&'a MeasureIndex, Grouped<Acc>)>,
    size: Option<(&'a MeasureIndex, Grouped<Acc>)>,
    /// At the latest date, where the accumulators are of several.
    now: Option<Grouped<Acc>>,
    /// At the date of comparison.
    before: Option<Grouped<Acc>>,
    /// Of box plots: the numbers.
    numbers: Option<Grouped<Vec<Number>>>,
}

/// A value of the dimension on its way to a row.
struct Mark {
    /// Its code, and before it that of the small multiple it stands in.
    codes: Vec<usize>,
    amount: Amount,
}

impl Asked<'_> {
    /// The panel that the bundle declares, or the reader. `None`: there is none; one that would take too much says so in its place.
    pub(super) fn panel(&self, spec: &PanelSpec, extent: Extent) -> Option<Panel> {
        let panel = if spec.kind == PanelKind::Histogram { self.histogram(spec, extent) } else { self.drawn(spec, extent) };
        match panel {
            Ok(panel) => Some(panel),
            Err(Refusal::Unseen) => None,
            Err(Refusal::Beyond(refused)) => Some(Panel { refused, ..self.frame(spec)? }),
        }
    }

    /// What a panel says whatever it counts.
    fn frame(&self, spec: &PanelSpec) -> Option<Panel> {
        let at = self.store.measure_at(&spec.measure)?;
        let (measure, index) = (&self.store.schema.measures[at], &self.store.measures[at]);
        let by_title = self.store.schema.dimension(&spec.by).map(|dimension| dimension.title.clone());
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: measure_info(measure, index),
            by: spec.by.clone(),
            by_title: by_title.unwrap_or_default(),
            sources: self.sources(index.table),
            note: spec.note.clone(),
            ..Panel::default()
        })
    }

    fn drawn(&self, spec: &PanelSpec, extent: Extent) -> Result<Panel, Refusal> {
        let schema = &self.store.schema;
        let places = self.places(spec).ok_or(Refusal::Unseen)?;
        let dimension = &schema.dimensions[places.by];
        let index = &self.store.measures[places.measure];
        let versus = self.versus_of(&places);
        let counted = self.count(&places, None, versus.as_ref())?;
        let mut marks = self.marks(&places, &counted)?;
        let total = self.total(places.measure, &places.ignore);
        let codes = places.split.map(|split| self.kept_parts(&places, split, &counted, &marks)).transpose()?;
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
        let top = spec.top.filter(|top| spec.kind.has_others() && marks.len() > top + 1).unwrap_or(marks.len());
        let is_kept = |(at, mark): &(usize, &Mark)| *at < top || mark.is_selected(&self.plan.query, dimension);
        type Placed<'a> = Vec<(usize, &'a Mark)>;
        let (kept, rest): (Placed<'_>, Placed<'_>) = marks.iter().enumerate().partition(is_kept);
        let per = places.per.map(|per| self.count(&places, Some(per), versus.as_ref()).map(|counted| (per, counted))).transpose()?;
        let shown = per.as_ref().map(|(per, _)| self.shown(&places, *per)).transpose()?;
        let parts = codes.as_ref().map_or(1, |codes| codes.len().max(1));
        let cells = (kept.len() * (1 + shown.as_ref().map_or(0, |(codes, _)| codes.len()))).saturating_mul(parts);
        self.caps.allow(cells, self.plan.query.to_string().len(), extent)?;
        let split = places.split.zip(codes.as_ref()).map(|(split, codes)| self.split(&schema.dimensions[split], codes));
        let axis = Axis::of(dimension).filter(|_| spec.kind.is_course());
        let drawing = Drawing {
            places: &places,
            counted: &counted,
            parts: codes.as_deref(),
            ranks: of_several(ranks(&marks), &marks, index.is_additive()),
            whole: whole(index, &marks, &total),
            axis: axis.as_ref(),
            extent,
        };
        let rows: Vec<Row> = kept.iter().map(|(at, mark)| self.row(&drawing, *at, mark)).collect();
        let multiples = per.as_ref().zip(shown);
        let multiples = multiples
            .map(|((per, counted), shown)| self.multiples(&Drawing { counted, ..drawing.clone() }, *per, shown, &marks))
            .unwrap_or_default();
        let others = (!rest.is_empty()).then(|| self.others(&drawing, &rest));
        let mark = dimension.marked_by.as_ref().and_then(|id| schema.dimension(id)).map(|marking| marking.title.clone());
        let info = |at: usize| measure_info(&schema.measures[at], &self.store.measures[at]);
        let figures_by: Vec<&str> =
            [Some(&spec.by), dimension.marked_by.as_ref(), spec.split.as_ref()].into_iter().flatten().map(String::as_str).collect();
        let reference =
            spec.reference.as_ref().and_then(|line| Some(Reference { value: line.value.or(total.value)?, label: line.label.clone() }));
        let further = rows.iter().flat_map(|row| row.x.iter().chain(&row.size)).map(|amount| amount.basis).max();
        Ok(Panel {
            against: places.against.map(info),
            sized: places.sized.map(info),
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
            step: axis.as_ref().map(|axis| axis.step),
            classes: spec.classes,
            approval: dimension
                .shapes
                .as_ref()
                .filter(|_| spec.kind == PanelKind::Choropleth)
                .map(|it| it.approval.clone())
                .unwrap_or_default(),
            ignores: self.ignores(index.table, &places.ignore),
            published: self.store.figures_of_chart(places.measure, &figures_by, &self.plan.query),
            ..self.frame(spec).ok_or(Refusal::Unseen)?
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

    /// A mark as a row; `at`: its place among all.
    fn row(&self, drawing: &Drawing<'_>, at: usize, mark: &Mark) -> Row {
        let (store, places, counted) = (self.store, drawing.places, drawing.counted);
        let (dimension, index) = (&store.schema.dimensions[places.by], &store.measures[places.measure]);
        let (code, codes) = (mark.code(), &mark.codes);
        let (value, label) = value_and_label(dimension, code);
        let selected = mark.is_selected(&self.plan.query, dimension);
        let of = |other: &Option<(&MeasureIndex, Grouped<Acc>)>| other.as_ref().map(|(index, accs)| index.amount(accs.get(codes)));
        let cell = store.cells[places.by].get(code).and_then(Option::as_ref).filter(|_| places.kind == PanelKind::Grid);
        let mut row = Row {
            value,
            label,
            share: drawing.whole.as_ref().and_then(|whole| share(&mark.amount, whole)),
            rank: drawing.ranks[at],
            amount: mark.amount.clone(),
            now: counted.now.as_ref().map(|now| index.amount(now.get(codes))),
            before: counted.before.as_ref().map(|before| index.amount(before.get(codes))),
            x: of(&counted.x),
            size: of(&counted.size),
            parts: mark.parts_of(drawing).map(|part| index.amount(part)).collect(),
            spread: None,
            interval: None,
            place: store.places[places.by].get(code).copied().flatten().filter(|_| places.kind == PanelKind::Map),
            cell: cell.as_ref().map(|cell| cell.at),
            code: cell.map(|cell| cell.code.clone()).unwrap_or_default(),
            at: drawing.axis.and_then(|axis| axis.places.get(code).copied()),
            shape: store.shapes[places.by].get(code).cloned().flatten().filter(|_| places.kind == PanelKind::Choropleth),
            marked: store.marks[places.by].get(code).copied().unwrap_or(false),
            selected,
            link: match drawing.extent {
                Extent::Page => toggle(&self.plan.query, dimension, code).0,
                Extent::File => Query::default(),
            },
        };
        if let Some(numbers) = &counted.numbers {
            let numbers = numbers.get(codes);
            row.spread = spread::spread(index.doubles(numbers));
            row.amount = index.median(row.amount, numbers);
            (row.share, row.rank) = (None, None);
        }
        row
    }

    /// Of a dimension of small multiples the codes that are shown, with what is known of all its codes.
    fn shown(&self, places: &Places, per: usize) -> Result<(Vec<usize>, Grouped<Acc>), Refusal> {
        let dimension = &self.store.schema.dimensions[per];
        let accs = self.accumulate(places.measure, &[per], &places.ignore)?;
        let stands = |code: &usize| !accs.get(&[*code]).is_empty() || is_selected(&self.plan.query, dimension, *code);
        Ok(((0..dimension.values.len()).filter(stands).collect(), accs))
    }

    /// The same chart for each value of a dimension, with the same marks in the same order (of Pareto charts each has its own).
    fn multiples(&self, drawing: &Drawing<'_>, per: usize, (codes, totals): (Vec<usize>, Grouped<Acc>), marks: &[Mark]) -> Vec<Multiple> {
        let places = drawing.places;
        let (dimension, index) = (&self.store.schema.dimensions[per], &self.store.measures[places.measure]);
        let multiple = |code: usize| {
            let own = |known: &Mark| {
                let codes = vec![code, known.code()];
                Mark { amount: index.amount(drawing.counted.accs.get(&codes)), codes }
            };
            let mut own: Vec<Mark> = marks.iter().map(own).collect();
            if places.kind == PanelKind::Pareto {
                // Running shares are of the largest first, whichever that is here.
                by_value(&mut own, &self.store.schema.dimensions[places.by]);
            }
            let total = index.amount(totals.get(&[code]));
            let drawing =
                Drawing { ranks: of_several(ranks(&own), &own, index.is_additive()), whole: whole(index, &own, &total), ..drawing.clone() };
            let (link, selected) = toggle(&self.plan.query, dimension, code);
            Multiple {
                value: dimension.values[code].value.clone(),
                label: dimension.values[code].label.clone(),
                link,
                selected,
                rows: own.iter().enumerate().map(|(at, mark)| self.row(&drawing, at, mark)).collect(),
                total,
            }
        };
        codes.into_iter().map(multiple).collect()
    }

    /// The marks that stand: of values that ever have rows, are chosen, or are a step of an order or a cell of a layout.
    fn marks(&self, places: &Places, counted: &Counted<'_>) -> Result<Vec<Mark>, Refusal> {
        let dimension = &self.store.schema.dimensions[places.by];
        let index = &self.store.measures[places.measure];
        let ever = self.accumulate(places.measure, &[places.by], &Ignore::EVERYTHING)?;
        let stands = |code: &usize| {
            let is_missing = *code >= dimension.values.len();
            let is_laid_out = match places.kind {
                PanelKind::Grid => self.store.cells[places.by].get(*code).is_some_and(Option::is_some),
                PanelKind::Choropleth => self.store.shapes[places.by].get(*code).is_some_and(Option::is_some),
                _ => false,
            };
            let accs = if is_missing { &counted.accs } else { &ever };
            let is_step = dimension.role == Role::Ordered && !is_missing;
            is_step || is_laid_out || !accs.get(&[*code]).is_empty() || is_selected(&self.plan.query, dimension, *code)
        };
        let mark = |code: usize| Mark { codes: vec![code], amount: index.amount(counted.accs.get(&[code])) };
        Ok((0..self.codes(places.by)).filter(stands).map(mark).collect())
    }

    /// Counts what the marks show: by the panel's dimension, or by a further one and it.
    fn count(&self, places: &Places, per: Option<usize>, versus: Option<&Versus<'_>>) -> Result<Counted<'_>, Refusal> {
        let ignore = &places.ignore;
        let by: Vec<usize> = per.into_iter().chain([places.by]).collect();
        let other = |measure: usize| Ok((&self.store.measures[measure], self.accumulate(measure, &by, ignore)?));
        Ok(Counted {
            accs: self.accumulate(places.measure, &by, ignore)?,
            parts: places.split.map(|split| self.accumulate(places.measure, &[by.as_slice(), &[split]].concat(), ignore)).transpose()?,
            x: places.against.map(other).transpose()?,
            size: places.sized.map(other).transpose()?,
            now: versus.map(|versus| versus.now(places.measure, &by)).transpose()?.flatten(),
            before: versus.map(|versus| versus.before(places.measure, &by)).transpose()?.flatten(),
            numbers: (places.kind == PanelKind::Box).then(|| self.numbers(places.measure, &by, ignore)).transpose()?,
        })
    }

    /// The codes of the parts: of values that ever have rows, whatever the filter, so that colours stay; of a missing value when it has rows.
    fn kept_parts(&self, places: &Places, split: usize, counted: &Counted<'_>, marks: &[Mark]) -> Result<Vec<usize>, Refusal> {
        let dimension = &self.store.schema.dimensions[split];
        let ever = self.accumulate(places.measure, &[split], &Ignore::EVERYTHING)?;
        let part = |mark: &Mark, code: usize| counted.parts.as_ref().is_some_and(|parts| !parts.get(&[mark.code(), code]).is_empty());
        let stands = |code: &usize| match *code < dimension.values.len() {
            true => dimension.role == Role::Ordered || !ever.get(&[*code]).is_empty(),
            false => marks.iter().any(|mark| part(mark, *code)),
        };
        Ok((0..self.codes(split)).filter(stands).collect())
    }

    /// The marks that are not kept, as one.
    fn others(&self, drawing: &Drawing<'_>, rest: &[(usize, &Mark)]) -> Others {
        let index = &self.store.measures[drawing.places.measure];
        let mut acc = Acc::default();
        let mut parts = vec![Acc::default(); drawing.parts.map_or(0, <[usize]>::len)];
        for (_, mark) in rest {
            acc.merge(drawing.counted.accs.get(&mark.codes));
            for (sum, part) in parts.iter_mut().zip(mark.parts_of(drawing)) {
                sum.merge(part);
            }
        }
        let amount = index.amount(&acc);
        Others {
            count: rest.len() as u32,
            share: drawing.whole.as_ref().and_then(|whole| share(&amount, whole)),
            amount,
            parts: parts.iter().map(|part| index.amount(part)).collect(),
            rows: rest.iter().take(MOST_OTHERS).map(|(at, mark)| self.row(drawing, *at, mark)).collect(),
        }
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

/// What rows are made from.
#[derive(Clone)]
struct Drawing<'a> {
    places: &'a Places,
    counted: &'a Counted<'a>,
    /// The codes of the parts.
    parts: Option<&'a [usize]>,
    ranks: Vec<Option<u32>>,
    /// What shares are of.
    whole: Option<Amount>,
    /// Where dates lie.
    axis: Option<&'a Axis>,
    extent: Extent,
}

impl Mark {
    fn code(&self) -> usize {
        self.codes.last().copied().unwrap_or_default()
    }

    fn is_selected(&self, query: &Query, dimension: &Dimension) -> bool {
        is_selected(query, dimension, self.code())
    }

    /// Its parts of the codes of the split.
    fn parts_of<'a>(&'a self, drawing: &'a Drawing<'_>) -> impl Iterator<Item = &'a Acc> {
        let of = |code: &usize| Some(drawing.counted.parts.as_ref()?.get(&[self.codes.as_slice(), &[*code]].concat()));
        drawing.parts.unwrap_or_default().iter().filter_map(of)
    }
}

/// Sorts marks: the largest value first, equal ones in the dimension's order; then marks without a value, then missing values of the dimension.
fn by_value(marks: &mut [Mark], dimension: &Dimension) {
    let is_missing = |mark: &Mark| mark.code() >= dimension.values.len();
    marks
        .sort_by(|a, b| is_missing(a).cmp(&is_missing(b)).then_with(|| b.amount.by_value(&a.amount)).then_with(|| a.code().cmp(&b.code())));
}

/// What marks have shares of: the total of a measure that adds up, where it is above zero and no mark below.
fn whole(index: &MeasureIndex, marks: &[Mark], total: &Amount) -> Option<Amount> {
    let is_part = |mark: &Mark| mark.amount.value.is_none_or(|value| value >= 0.0);
    let is_whole = index.is_additive() && total.value.is_some_and(|whole| whole > 0.0) && marks.iter().all(is_part);
    is_whole.then(|| total.clone())
}

/// Ranks where there is an order: a sum of nothing has no place, and neither has one value alone.
fn of_several(ranks: Vec<Option<u32>>, marks: &[Mark], additive: bool) -> Vec<Option<u32>> {
    let counts = |mark: &Mark| mark.amount.value.is_some_and(|value| value != 0.0 || !additive);
    let several = marks.iter().filter(|mark| counts(mark)).nth(1).is_some();
    ranks.into_iter().zip(marks).map(|(rank, mark)| rank.filter(|_| several && counts(mark))).collect()
}

/// For each mark its place by value, from 1; equal values share a place.
fn ranks(marks: &[Mark]) -> Vec<Option<u32>> {
    let mut falling: Vec<&Amount> = marks.iter().map(|mark| &mark.amount).filter(|amount| amount.value.is_some()).collect();
    falling.sort_by(|a, b| b.by_value(a));
    let place = |amount: &Amount| falling.partition_point(|other| other.by_value(amount).is_gt()) as u32 + 1;
    marks.iter().map(|mark| mark.amount.value.map(|_| place(&mark.amount))).collect()
}

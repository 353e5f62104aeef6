//! Panels: a measure by a dimension (and a split, or against other measures) under every condition but those on the dimension; once, or once
//! for each value of a further dimension. `count` asks for and counts what `mark` puts in order; a `histogram` has intervals instead of values, a
//! box plot the `spread` of single numbers.

mod count;
mod histogram;
mod index;
mod mark;
mod spread;

use self::count::{Counted, PanelTickets};
use self::histogram::HistogramAsked;
use self::mark::{Mark, by_value, of_several, ranks, whole};
use super::accumulator::Accumulator;
use super::answer::{Answers, Asked, choose, measure_info, reason_of, value_and_label};
use super::ask::Asks;
use super::caps::{Extent, Refusal};
use super::dates::Axis;
use super::evaluator::Evaluator;
use super::groups::Groups;
use super::ignore::Ignore;
use super::time::Versus;
use crate::report::{Multiple, Others, Panel, Reference, Row, Split, SplitValue};
use crate::schema::{Dimension, Order, PanelKind, PanelSpec, Role};
use crate::{Amount, Basis, Query, share, stop};

/// Values beyond a panel's `top` that the report lists; a CSV has all.
const MOST_OTHERS: usize = 100;

/// A panel that was asked for.
pub(super) struct PanelAsked<'a> {
    spec: &'a PanelSpec,
    extent: Extent,
    counted: Result<What, Refusal>,
}

/// What a panel counts.
enum What {
    Drawn(Box<Drawn>),
    Histogram(HistogramAsked),
}

struct Drawn {
    places: Places,
    versus: Option<Versus>,
    tickets: PanelTickets,
}

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
    own: Ignore,
    /// These, and those on dates that its measure is of one of.
    ignore: Ignore,
}

impl<'a> Asked<'a> {
    /// Asks for a panel that the bundle declares, or the reader.
    pub(super) fn ask_panel(&self, spec: &'a PanelSpec, extent: Extent, asks: &mut Asks) -> PanelAsked<'a> {
        let counted = match spec.kind {
            PanelKind::Histogram => self.ask_histogram(spec, asks).map(What::Histogram),
            _ => self.ask_drawn(spec, asks).map(|drawn| What::Drawn(Box::new(drawn))),
        };
        PanelAsked { spec, extent, counted }
    }

    fn ask_drawn(&self, spec: &PanelSpec, asks: &mut Asks) -> Result<Drawn, Refusal> {
        let places = self.places(spec).ok_or(Refusal::Unseen)?;
        let by = [Some(places.by), places.split, places.per];
        let versus = (places.kind == PanelKind::Bar).then(|| self.versus(places.measure, &by, &places.ignore, asks));
        let tickets = self.ask_marks(&places, versus.as_ref(), asks)?;
        Ok(Drawn { places, versus, tickets })
    }

    /// The panel. `None`: there is none; one that would take too much says so in its place.
    pub(super) fn panel(&self, asked: &PanelAsked<'_>, answers: &Answers) -> Option<Panel> {
        let PanelAsked { spec, extent, counted } = asked;
        let panel = counted.as_ref().map_err(Clone::clone).and_then(|what| match what {
            What::Histogram(asked) => self.histogram(spec, *extent, asked, answers),
            What::Drawn(drawn) => self.drawn(spec, *extent, drawn, answers),
        });
        match panel {
            Ok(panel) => Some(panel),
            Err(Refusal::Unseen) => None,
            Err(Refusal::Beyond(refused)) => Some(Panel { refused, ..self.frame(spec)? }),
        }
    }

    /// One panel alone.
    pub(super) fn one_panel(&self, spec: &'a PanelSpec, extent: Extent) -> Option<Panel> {
        let mut asks = Asks::default();
        let asked = self.ask_panel(spec, extent, &mut asks);
        self.panel(&asked, &self.answers(&asks))
    }

    /// What a panel says whatever it counts.
    fn frame(&self, spec: &PanelSpec) -> Option<Panel> {
        let at = self.store.measure_at(&spec.measure)?;
        let (measure, evaluator) = (&self.store.schema.measures[at], &self.store.measures[at]);
        let by_title = self.store.schema.dimension(&spec.by).map(|dimension| dimension.title.clone());
        Some(Panel {
            id: spec.id.clone(),
            title: spec.title.clone(),
            kind: spec.kind,
            measure: measure_info(measure, evaluator),
            by: spec.by.clone(),
            by_title: by_title.unwrap_or_default(),
            sources: self.sources(evaluator.table),
            note: spec.note.clone(),
            dated: self.dated(at),
            ..Panel::default()
        })
    }

    fn drawn(&self, spec: &PanelSpec, extent: Extent, drawn: &Drawn, answers: &Answers) -> Result<Panel, Refusal> {
        let schema = &self.store.schema;
        let Drawn { places, versus, tickets } = drawn;
        let dimension = &schema.dimensions[places.by];
        let evaluator = &self.store.measures[places.measure];
        let judged = versus.as_ref().map(|versus| versus.judged(self, answers)).unwrap_or_default();
        let counted = self.counted(places, &tickets.marks, &judged, answers)?;
        let mut marks = self.marks(places, answers.get(tickets.ever)?, &counted);
        let total = evaluator.amount(answers.get(tickets.total)?.get(&[]));
        let codes = self.kept_parts(places, answers.maybe(tickets.ever_parts)?, &counted, &marks);
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
        let per = places.per.zip(tickets.multiples.as_ref());
        let per = per.map(|(per, tickets)| Ok((per, self.counted(places, tickets, &judged, answers)?))).transpose()?;
        let totals = answers.maybe(tickets.totals)?;
        let shown = per.as_ref().zip(totals).map(|((per, _), totals)| (self.shown(*per, totals), totals));
        let parts = codes.as_ref().map_or(1, |codes| codes.len().max(1));
        let cells = (kept.len() * (1 + shown.as_ref().map_or(0, |(codes, _)| codes.len()))).saturating_mul(parts);
        self.caps.allow(cells, self.plan.query.to_string().len(), extent)?;
        let split = places.split.zip(codes.as_ref()).map(|(split, codes)| self.split(&schema.dimensions[split], codes));
        let axis = Axis::of(dimension).filter(|_| spec.kind.is_course());
        let drawing = Drawing {
            places,
            counted: &counted,
            parts: codes.as_deref(),
            ranks: of_several(ranks(&marks), &marks, evaluator.is_additive()),
            whole: whole(evaluator, &marks, &total),
            axis: axis.as_ref(),
            extent,
        };
        let mut rows: Vec<Row> = kept.iter().map(|(at, mark)| self.row(&drawing, *at, mark)).collect();
        let multiples = per.as_ref().zip(shown);
        let mut multiples = multiples
            .map(|((per, counted), shown)| self.multiples(&Drawing { counted, ..drawing.clone() }, *per, shown, &marks))
            .unwrap_or_default();
        let (hundred, unindexed) = if spec.index { index::put(&mut rows, &mut multiples, split.as_ref())? } else { Default::default() };
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
            vs: judged.dates(self),
            uncompared: judged.why,
            rows,
            others,
            total,
            multiples,
            log_x: spec.log_x,
            log_y: spec.log_y,
            reference,
            index: hundred,
            unindexed,
            step: axis.as_ref().map(|axis| axis.step),
            classes: spec.classes,
            approval: dimension
                .shapes
                .as_ref()
                .filter(|_| spec.kind == PanelKind::Choropleth)
                .map(|it| it.approval.clone())
                .unwrap_or_default(),
            ignores: self.ignores(evaluator.table, &places.own, &self.on_dates_of(places.measure)),
            published: self.store.figures_of_chart(places.measure, &figures_by, &self.plan.query),
            ..self.frame(spec).ok_or(Refusal::Unseen)?
        })
    }

    fn places(&self, spec: &PanelSpec) -> Option<Places> {
        let dimension = |id: &Option<String>| id.as_ref().and_then(|id| self.store.dimension_at(id));
        let measure = |id: &Option<String>| id.as_ref().and_then(|id| self.store.measure_at(id));
        let at = self.store.measure_at(&spec.measure)?;
        let own = self.own_conditions(spec)?;
        Some(Places {
            measure: at,
            by: self.store.dimension_at(&spec.by)?,
            split: dimension(&spec.split),
            against: measure(&spec.against),
            sized: measure(&spec.sized),
            per: dimension(&spec.per),
            kind: spec.kind,
            ignore: own.and(&self.on_dates_of(at)),
            own,
        })
    }

    /// The conditions that do not narrow a panel: those on what it is drawn by.
    pub(super) fn own_conditions(&self, spec: &PanelSpec) -> Option<Ignore> {
        let on = |id: &String| self.on(id);
        let own = match spec.kind {
            PanelKind::Histogram => self.on_drawn_column(spec)?,
            _ => on(&spec.by),
        };
        Some(own.and(&spec.per.as_ref().map_or(Ignore::NOTHING, on)))
    }

    /// A mark as a row; `at`: its place among all.
    fn row(&self, drawing: &Drawing<'_>, at: usize, mark: &Mark) -> Row {
        stop::look();
        let (store, places, counted) = (self.store, drawing.places, drawing.counted);
        let (dimension, evaluator) = (&store.schema.dimensions[places.by], &store.measures[places.measure]);
        let (code, codes) = (mark.code(), &mark.codes);
        let (value, label) = value_and_label(dimension, code);
        let (link, add, selected) = match drawing.extent {
            Extent::Page => choose(&self.plan.query, dimension, code),
            Extent::File => (Query::default(), None, mark.is_selected(&self.plan.query, dimension)),
        };
        let of = |other: &Option<(&Evaluator, &Groups)>| other.as_ref().map(|(evaluator, groups)| evaluator.amount(groups.get(codes)));
        let cell = store.cells[places.by].get(code).and_then(Option::as_ref).filter(|_| places.kind == PanelKind::Grid);
        let mut row = Row {
            value,
            label,
            share: drawing.whole.as_ref().and_then(|whole| share(&mark.amount, whole)),
            rank: drawing.ranks[at],
            amount: mark.amount.clone(),
            now: counted.now.map(|now| evaluator.amount(now.get(codes))),
            before: counted.before.map(|before| evaluator.amount(before.get(codes))),
            x: of(&counted.x),
            indices: Vec::new(),
            size: of(&counted.size),
            parts: mark.parts_of(drawing).map(|part| evaluator.amount(part)).collect(),
            spread: None,
            interval: None,
            place: store.places[places.by].get(code).copied().flatten().filter(|_| places.kind == PanelKind::Map),
            cell: cell.as_ref().map(|cell| cell.at),
            code: cell.map(|cell| cell.code.clone()).unwrap_or_default(),
            at: drawing.axis.and_then(|axis| axis.places.get(code).copied()),
            shape: store.shapes[places.by].get(code).cloned().flatten().filter(|_| places.kind == PanelKind::Choropleth),
            marked: store.marks[places.by].get(code).copied().unwrap_or(false),
            selected,
            link,
            add,
        };
        if places.kind == PanelKind::Box {
            let numbers = counted.groups.get(codes).values();
            row.spread = spread::spread(evaluator.doubles(numbers));
            row.amount = evaluator.median(row.amount, numbers);
            (row.share, row.rank) = (None, None);
        }
        row
    }

    /// The same chart for each value of a dimension, with the same marks in the same order (of Pareto charts each has its own).
    fn multiples(&self, drawing: &Drawing<'_>, per: usize, (codes, totals): (Vec<usize>, &Groups), marks: &[Mark]) -> Vec<Multiple> {
        let places = drawing.places;
        let (dimension, evaluator) = (&self.store.schema.dimensions[per], &self.store.measures[places.measure]);
        let multiple = |code: usize| {
            let own = |known: &Mark| {
                let codes = vec![code, known.code()];
                Mark { amount: evaluator.amount(drawing.counted.groups.get(&codes)), codes }
            };
            let mut own: Vec<Mark> = marks.iter().map(own).collect();
            if places.kind == PanelKind::Pareto {
                // Running shares are of the largest first, whichever that is here.
                by_value(&mut own, &self.store.schema.dimensions[places.by]);
            }
            let total = evaluator.amount(totals.get(&[code]));
            let drawing = Drawing {
                ranks: of_several(ranks(&own), &own, evaluator.is_additive()),
                whole: whole(evaluator, &own, &total),
                ..drawing.clone()
            };
            let (link, add, selected) = choose(&self.plan.query, dimension, code);
            Multiple {
                value: dimension.values[code].value.clone(),
                label: dimension.values[code].label.clone(),
                link,
                add,
                selected,
                rows: own.iter().enumerate().map(|(at, mark)| self.row(&drawing, at, mark)).collect(),
                total,
            }
        };
        codes.into_iter().map(multiple).collect()
    }

    /// The marks that are not kept, as one.
    fn others(&self, drawing: &Drawing<'_>, rest: &[(usize, &Mark)]) -> Others {
        let evaluator = &self.store.measures[drawing.places.measure];
        let mut acc = Accumulator::default();
        let mut parts = vec![Accumulator::default(); drawing.parts.map_or(0, <[usize]>::len)];
        for (_, mark) in rest {
            stop::step();
            acc.merge(drawing.counted.groups.get(&mark.codes), evaluator.small);
            for (sum, part) in parts.iter_mut().zip(mark.parts_of(drawing)) {
                sum.merge(part, evaluator.small);
            }
        }
        let amount = evaluator.amount(&acc);
        Others {
            count: rest.len() as u32,
            share: drawing.whole.as_ref().and_then(|whole| share(&amount, whole)),
            amount,
            parts: parts.iter().map(|part| evaluator.amount(part)).collect(),
            rows: rest.iter().take(MOST_OTHERS).map(|(at, mark)| self.row(drawing, *at, mark)).collect(),
        }
    }

    fn split(&self, dimension: &Dimension, codes: &[usize]) -> Split {
        let value = |code: &usize| {
            let (value, label) = value_and_label(dimension, *code);
            let (link, add, selected) = choose(&self.plan.query, dimension, *code);
            let missing = (*code >= dimension.values.len()).then(|| reason_of(dimension, *code));
            SplitValue { value, label, selected, link, add, missing }
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

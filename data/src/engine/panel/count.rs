//! What a panel counts before rows are made of it: which marks stand, which parts they have, which small multiples there are.

use super::Places;
use super::mark::Mark;
use crate::engine::answer::{Answers, Asked, is_selected};
use crate::engine::ask::{Asks, Of, Ticket};
use crate::engine::caps::Refusal;
use crate::engine::evaluator::Evaluator;
use crate::engine::groups::Groups;
use crate::engine::ignore::Ignore;
use crate::engine::time::{Judged, Versus, VersusTickets};
use crate::schema::{PanelKind, Role};

/// What a panel asks for.
pub(super) struct PanelTickets {
    pub(super) marks: MarkTickets,
    /// By a further dimension and its own.
    pub(super) multiples: Option<MarkTickets>,
    /// By the further dimension alone.
    pub(super) totals: Option<Ticket>,
    /// Of everything.
    pub(super) total: Ticket,
    /// By its dimension, and by its split, whatever the filter.
    pub(super) ever: Ticket,
    pub(super) ever_parts: Option<Ticket>,
}

/// What marks ask for.
pub(super) struct MarkTickets {
    groups: Ticket,
    parts: Option<Ticket>,
    x: Option<(usize, Ticket)>,
    size: Option<(usize, Ticket)>,
    versus: VersusTickets,
}

/// What a panel counts, by its dimension; of small multiples by theirs first, then by its own.
pub(super) struct Counted<'a> {
    pub(super) groups: &'a Groups,
    /// By the split too, last.
    pub(super) parts: Option<&'a Groups>,
    pub(super) x: Option<(&'a Evaluator, &'a Groups)>,
    pub(super) size: Option<(&'a Evaluator, &'a Groups)>,
    /// At the latest date, where the groups are of several.
    pub(super) now: Option<&'a Groups>,
    /// At the date of comparison.
    pub(super) before: Option<&'a Groups>,
}

impl Asked<'_> {
    /// Asks for what a panel shows.
    pub(super) fn ask_marks(&self, places: &Places, versus: Option<&Versus>, asks: &mut Asks) -> Result<PanelTickets, Refusal> {
        let Places { measure, by, split, per, ignore, .. } = places;
        let amount = |by: &[usize], ignore: &Ignore| self.ask(Of::Amount(*measure), by, ignore);
        // Whether there are any rows ever: of a stock at its latest date.
        let is_stock = self.store.measures[*measure].stock.is_some();
        let any = if is_stock { Of::Amount(*measure) } else { Of::Rows(*measure) };
        Ok(PanelTickets {
            marks: self.ask_each(places, &[*by], versus, asks)?,
            multiples: per.map(|per| self.ask_each(places, &[per, *by], versus, asks)).transpose()?,
            totals: per.map(|per| Ok(asks.add(amount(&[per], ignore)?))).transpose()?,
            total: asks.add(amount(&[], ignore)?),
            ever: asks.add(self.ask(any, &[*by], &Ignore::EVERYTHING)?),
            ever_parts: split.map(|split| Ok(asks.add(self.ask(any, &[split], &Ignore::EVERYTHING)?))).transpose()?,
        })
    }

    /// Asks for what marks show: by the panel's dimension, or by a further one and it.
    fn ask_each(&self, places: &Places, by: &[usize], versus: Option<&Versus>, asks: &mut Asks) -> Result<MarkTickets, Refusal> {
        let (measure, ignore) = (places.measure, &places.ignore);
        let own = if places.kind == PanelKind::Box { Of::Numbers(measure) } else { Of::Amount(measure) };
        let mut other = |measure: Option<usize>| -> Result<Option<(usize, Ticket)>, Refusal> {
            let Some(measure) = measure else { return Ok(None) };
            let ignore = places.own.and(&self.on_dates_of(measure));
            Ok(Some((measure, asks.add(self.ask(Of::Amount(measure), by, &ignore)?))))
        };
        let (x, size) = (other(places.against)?, other(places.sized)?);
        let with_split = places.split.map(|split| [by, &[split]].concat());
        Ok(MarkTickets {
            groups: asks.add(self.ask(own, by, ignore)?),
            parts: with_split.map(|by| Ok(asks.add(self.ask(Of::Amount(measure), &by, ignore)?))).transpose()?,
            x,
            size,
            versus: versus.map(|versus| versus.ask(self, by, asks)).transpose()?.unwrap_or_default(),
        })
    }

    /// What marks show.
    pub(super) fn counted<'b>(
        &'b self,
        places: &Places,
        tickets: &MarkTickets,
        judged: &Judged,
        answers: &'b Answers,
    ) -> Result<Counted<'b>, Refusal> {
        debug_assert_eq!(places.split.is_some(), tickets.parts.is_some());
        let other = |asked: Option<(usize, Ticket)>| -> Result<Option<(&'b Evaluator, &'b Groups)>, Refusal> {
            asked.map(|(measure, ticket)| Ok((&self.store.measures[measure], answers.get(ticket)?))).transpose()
        };
        let (now, before) = judged.groups(&tickets.versus, answers)?;
        Ok(Counted {
            groups: answers.get(tickets.groups)?,
            parts: answers.maybe(tickets.parts)?,
            x: other(tickets.x)?,
            size: other(tickets.size)?,
            now,
            before,
        })
    }

    /// The marks that stand: of values that ever have rows, are chosen, or are a step of an order or a cell of a layout.
    pub(super) fn marks(&self, places: &Places, ever: &Groups, counted: &Counted<'_>) -> Vec<Mark> {
        let dimension = &self.store.schema.dimensions[places.by];
        let evaluator = &self.store.measures[places.measure];
        let stands = |code: &usize| {
            let is_missing = *code >= dimension.values.len();
            let is_laid_out = match places.kind {
                PanelKind::Grid => self.store.cells[places.by].get(*code).is_some_and(Option::is_some),
                PanelKind::Choropleth => self.store.shapes[places.by].get(*code).is_some_and(Option::is_some),
                _ => false,
            };
            let groups = if is_missing { counted.groups } else { ever };
            let is_step = dimension.role == Role::Ordered && !is_missing;
            is_step || is_laid_out || !groups.get(&[*code]).is_empty() || is_selected(&self.plan.query, dimension, *code)
        };
        let mark = |code: usize| Mark { codes: vec![code], amount: evaluator.amount(counted.groups.get(&[code])) };
        (0..self.store.codes(places.by)).filter(stands).map(mark).collect()
    }

    /// The codes of the parts: of values that ever have rows, whatever the filter, so that colours stay; of a missing value when it has rows.
    pub(super) fn kept_parts(&self, places: &Places, ever: Option<&Groups>, counted: &Counted<'_>, marks: &[Mark]) -> Option<Vec<usize>> {
        let (split, ever) = places.split.zip(ever)?;
        let dimension = &self.store.schema.dimensions[split];
        let part = |mark: &Mark, code: usize| counted.parts.is_some_and(|parts| !parts.get(&[mark.code(), code]).is_empty());
        let stands = |code: &usize| match *code < dimension.values.len() {
            true => dimension.role == Role::Ordered || !ever.get(&[*code]).is_empty(),
            false => marks.iter().any(|mark| part(mark, *code)),
        };
        Some((0..self.store.codes(split)).filter(stands).collect())
    }

    /// Of a dimension of small multiples the codes that are shown.
    pub(super) fn shown(&self, per: usize, totals: &Groups) -> Vec<usize> {
        let dimension = &self.store.schema.dimensions[per];
        let stands = |code: &usize| !totals.get(&[*code]).is_empty() || is_selected(&self.plan.query, dimension, *code);
        (0..dimension.values.len()).filter(stands).collect()
    }
}

//! What a panel counts before rows are made of it: which marks stand, which parts they have, which small multiples there are.

use super::Places;
use super::mark::Mark;
use crate::engine::answer::{Asked, is_selected};
use crate::engine::caps::Refusal;
use crate::engine::groups::Grouped;
use crate::engine::ignore::Ignore;
use crate::engine::measure::{Acc, MeasureIndex};
use crate::engine::time::Versus;
use crate::exact::Number;
use crate::schema::{PanelKind, Role};

/// What a panel counts, by its dimension; of small multiples by theirs first, then by its own.
pub(super) struct Counted<'a> {
    pub(super) accs: Grouped<Acc>,
    /// By the split too, last.
    pub(super) parts: Option<Grouped<Acc>>,
    pub(super) x: Option<(&'a MeasureIndex, Grouped<Acc>)>,
    pub(super) size: Option<(&'a MeasureIndex, Grouped<Acc>)>,
    /// At the latest date, where the accumulators are of several.
    pub(super) now: Option<Grouped<Acc>>,
    /// At the date of comparison.
    pub(super) before: Option<Grouped<Acc>>,
    /// Of box plots: the numbers.
    pub(super) numbers: Option<Grouped<Vec<Number>>>,
}

impl Asked<'_> {
    /// The marks that stand: of values that ever have rows, are chosen, or are a step of an order or a cell of a layout.
    pub(super) fn marks(&self, places: &Places, counted: &Counted<'_>) -> Result<Vec<Mark>, Refusal> {
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
    pub(super) fn count(&self, places: &Places, per: Option<usize>, versus: Option<&Versus<'_>>) -> Result<Counted<'_>, Refusal> {
        let ignore = &places.ignore;
        let by: Vec<usize> = per.into_iter().chain([places.by]).collect();
        let other = |measure: usize| {
            let ignore = places.own.and(&self.on_dates_of(measure));
            Ok((&self.store.measures[measure], self.accumulate(measure, &by, &ignore)?))
        };
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
    pub(super) fn kept_parts(&self, places: &Places, split: usize, counted: &Counted<'_>, marks: &[Mark]) -> Result<Vec<usize>, Refusal> {
        let dimension = &self.store.schema.dimensions[split];
        let ever = self.accumulate(places.measure, &[split], &Ignore::EVERYTHING)?;
        let part = |mark: &Mark, code: usize| counted.parts.as_ref().is_some_and(|parts| !parts.get(&[mark.code(), code]).is_empty());
        let stands = |code: &usize| match *code < dimension.values.len() {
            true => dimension.role == Role::Ordered || !ever.get(&[*code]).is_empty(),
            false => marks.iter().any(|mark| part(mark, *code)),
        };
        Ok((0..self.codes(split)).filter(stands).collect())
    }

    /// Of a dimension of small multiples the codes that are shown, with what is known of all its codes.
    pub(super) fn shown(&self, places: &Places, per: usize) -> Result<(Vec<usize>, Grouped<Acc>), Refusal> {
        let dimension = &self.store.schema.dimensions[per];
        let accs = self.accumulate(places.measure, &[per], &places.ignore)?;
        let stands = |code: &usize| !accs.get(&[*code]).is_empty() || is_selected(&self.plan.query, dimension, *code);
        Ok(((0..dimension.values.len()).filter(stands).collect(), accs))
    }
}

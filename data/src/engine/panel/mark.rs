//! Marks: values of a panel's dimension on their way to rows, in order, with their ranks and what they have shares of.

use super::Drawing;
use crate::engine::accumulator::Accumulator;
use crate::engine::answer::is_selected;
use crate::engine::evaluator::Evaluator;
use crate::schema::Dimension;
use crate::{Amount, Query, stop};

/// A value of the dimension on its way to a row.
pub(super) struct Mark {
    /// Its code, and before it that of the small multiple it stands in.
    pub(super) codes: Vec<usize>,
    pub(super) amount: Amount,
}

impl Mark {
    pub(super) fn code(&self) -> usize {
        self.codes.last().copied().unwrap_or_default()
    }

    pub(super) fn is_selected(&self, query: &Query, dimension: &Dimension) -> bool {
        is_selected(query, dimension, self.code())
    }

    /// Its parts of the codes of the split.
    pub(super) fn parts_of<'a>(&'a self, drawing: &'a Drawing<'_>) -> impl Iterator<Item = &'a Accumulator> {
        let of = |code: &usize| Some(drawing.counted.parts.as_ref()?.get(&[self.codes.as_slice(), &[*code]].concat()));
        drawing.parts.unwrap_or_default().iter().filter_map(of)
    }
}

/// Sorts marks: the largest value first, equal ones in the dimension's order; then marks without a value, then missing values of the dimension.
pub(super) fn by_value(marks: &mut [Mark], dimension: &Dimension) {
    let is_missing = |mark: &Mark| mark.code() >= dimension.values.len();
    marks.sort_by(|a, b| {
        stop::step();
        is_missing(a).cmp(&is_missing(b)).then_with(|| b.amount.by_value(&a.amount)).then_with(|| a.code().cmp(&b.code()))
    });
}

/// What marks have shares of: the total of a measure that adds up, where it is above zero and no mark below.
pub(super) fn whole(evaluator: &Evaluator, marks: &[Mark], total: &Amount) -> Option<Amount> {
    let is_part = |mark: &Mark| mark.amount.value.is_none_or(|value| value >= 0.0);
    let is_whole = evaluator.is_additive() && total.value.is_some_and(|whole| whole > 0.0) && marks.iter().all(is_part);
    is_whole.then(|| total.clone())
}

/// Ranks where there is an order: a sum of nothing has no place, and neither has one value alone.
pub(super) fn of_several(ranks: Vec<Option<u32>>, marks: &[Mark], additive: bool) -> Vec<Option<u32>> {
    let counts = |mark: &Mark| mark.amount.value.is_some_and(|value| value != 0.0 || !additive);
    let several = marks.iter().filter(|mark| counts(mark)).nth(1).is_some();
    ranks.into_iter().zip(marks).map(|(rank, mark)| rank.filter(|_| several && counts(mark))).collect()
}

/// For each mark its place by value, from 1; equal values share a place.
pub(super) fn ranks(marks: &[Mark]) -> Vec<Option<u32>> {
    let mut falling: Vec<&Amount> = marks.iter().map(|mark| &mark.amount).filter(|amount| amount.value.is_some()).collect();
    falling.sort_by(|a, b| {
        stop::step();
        b.by_value(a)
    });
    let place = |amount: &Amount| falling.partition_point(|other| other.by_value(amount).is_gt()) as u32 + 1;
    marks.iter().map(|mark| mark.amount.value.map(|_| place(&mark.amount))).collect()
}

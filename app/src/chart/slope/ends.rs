//! Which ends a slope chart joins, which of its lines are coloured, and which carry labels. Called by slope; `has_grey` by the legend.

use crate::chart::data::{ChartData, Mark};

/// Beyond so many marks only some carry labels.
const MOST: usize = 40;
/// Of these: the highest and the lowest at the end, the steepest rises and falls.
const EXTREME: usize = 4;
/// The labels of selected marks at most.
const CHOSEN: usize = 24;
/// The largest changes that are coloured, at most.
const LARGEST: usize = 3;

/// The first and the last series that have values; where only one has, it and one that lacks them.
pub(super) fn columns(marks: &[Mark], series: usize) -> (usize, usize) {
    let has = |series: &usize| marks.iter().any(|mark| end(mark, *series).is_some());
    let last = series.saturating_sub(1);
    match ((0..=last).find(has), (0..=last).rev().find(has)) {
        (Some(from), Some(to)) if from < to => (from, to),
        (Some(only), _) if only > 0 => (0, only),
        // One series alone: the other column is past the last and has no values.
        _ => (0, last.max(1)),
    }
}

pub(super) fn end(mark: &Mark, series: usize) -> Option<f64> {
    mark.parts.get(series).and_then(|part| part.value)
}

/// What a mark has at both ends.
pub(super) type Ends<'a> = dyn Fn(&Mark) -> Option<(f64, f64)> + 'a;

/// Whether some lines are grey.
pub(in crate::chart) fn has_grey(data: &ChartData) -> bool {
    let grey = |marks: &[Mark]| {
        let ends = columns(marks, data.series.len());
        let pair = |mark: &Mark| Some((end(mark, ends.0)?, end(mark, ends.1)?));
        let whole: Vec<usize> = (0..marks.len()).filter(|mark| pair(&marks[*mark]).is_some()).collect();
        coloured(marks, &whole, &pair).len() < whole.len()
    };
    grey(&data.marks) || data.multiples.iter().any(|small| grey(&small.marks))
}

/// The marks that are coloured: what the filter has, and the largest changes, as far as they are larger than the next. Of few marks all, where
/// none stands out.
pub(super) fn coloured(marks: &[Mark], whole: &[usize], pair: &Ends<'_>) -> Vec<usize> {
    let change = |mark: &usize| pair(&marks[*mark]).map_or(0.0, |(from, to)| (to - from).abs());
    let mut changes: Vec<f64> = whole.iter().map(change).collect();
    changes.sort_by(|a, b| b.total_cmp(a));
    let next = changes.get(LARGEST).copied().unwrap_or(-1.0);
    let out: Vec<usize> = whole.iter().copied().filter(|mark| marks[*mark].selected || change(mark) > next).collect();
    if out.is_empty() && whole.len() <= MOST { whole.to_vec() } else { out }
}

/// The marks that carry labels: all, or the coloured and the extreme ones.
pub(super) fn labelled(data: &ChartData, whole: &[usize], coloured: &[usize], pair: &Ends<'_>) -> Vec<usize> {
    if whole.len() <= MOST {
        return whole.to_vec();
    }
    let (selected, largest): (Vec<usize>, Vec<usize>) = coloured.iter().copied().partition(|mark| data.marks[*mark].selected);
    let mut chosen: Vec<usize> = selected.into_iter().take(CHOSEN).chain(largest).collect();
    let by = |key: fn((f64, f64)) -> f64| {
        let mut order: Vec<(f64, usize)> = whole.iter().filter_map(|mark| Some((key(pair(&data.marks[*mark])?), *mark))).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        order.into_iter().map(|(_, mark)| mark).collect::<Vec<usize>>()
    };
    for (order, count) in [(by(|(_, to)| to), EXTREME), (by(|(from, to)| to - from), EXTREME / 2)] {
        chosen.extend(order.iter().take(count).chain(order.iter().rev().take(count)));
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

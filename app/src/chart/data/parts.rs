//! The parts that a split makes of marks: which series there are, and what a mark has of each. Called by `ChartData::from_panel`.

use data::report::{Panel, Row};
use data::schema::PanelKind;
use data::{Amount, Basis, Lang};

use super::{Part, Series, value};
use crate::chart::color::{CATEGORIES, Role};

/// The parts of stacks, lines and heatmaps; what is laid on one another ends in 'others'. Slopes lead from one value of an order to another, and
/// what is missing is none.
pub(super) fn series(panel: &Panel, lang: Lang) -> Vec<Series> {
    let Some(split) = &panel.split else { return Vec::new() };
    let count = split.values.len();
    // What is laid on one another or side by side ends in 'others'; lines and columns all stand.
    let folds = matches!(panel.kind, PanelKind::Stacked | PanelKind::Percent | PanelKind::Area | PanelKind::Grouped);
    let own = match panel.kind {
        PanelKind::Slope => split.values.iter().filter(|value| value.missing.is_none()).count(),
        _ if split.ordered || count <= CATEGORIES || !folds => count,
        _ => CATEGORIES,
    };
    let mut series: Vec<Series> = split.values[..own]
        .iter()
        .enumerate()
        .map(|(index, value)| Series {
            label: value.label.get(lang).to_string(),
            role: if split.ordered { Role::step(index, count) } else { Role::category(index) },
            index: Some(index),
            selected: value.selected,
        })
        .collect();
    if own < count && folds {
        let selected = split.values[own..].iter().any(|value| value.selected);
        series.push(Series { label: crate::finding::others_name((count - own) as u32, lang), role: Role::Others, index: None, selected });
    }
    series
}

/// How many amounts are below zero.
pub(super) fn below(amounts: &[Amount]) -> u32 {
    amounts.iter().filter(|amount| amount.value.is_some_and(|value| value < 0.0)).count() as u32
}

/// The parts of a row by series; where slopes are an index, its numbers.
pub(super) fn parts_of(row: &Row, series: &[Series]) -> Vec<Part> {
    let mut parts = parts(&row.parts, series);
    parts.iter_mut().zip(&row.indices).for_each(|(part, index)| part.value = *index);
    parts
}

/// The parts of amounts by series; the values beyond the seventh are added up.
pub(super) fn parts(amounts: &[Amount], series: &[Series]) -> Vec<Part> {
    let own = series.iter().filter(|series| series.index.is_some()).count();
    let part = |amount: &Amount| Part { value: value(amount), illustrative: amount.basis == Basis::Illustrative };
    let mut parts: Vec<Part> = amounts.iter().take(own).map(part).collect();
    if own < series.len() {
        let rest = amounts.iter().skip(own).map(part).fold(Part::default(), |sum, part| Part {
            value: match (sum.value, part.value) {
                (Some(a), Some(b)) => Some(a + b),
                (a, b) => a.or(b),
            },
            illustrative: sum.illustrative || part.illustrative,
        });
        parts.push(rest);
    }
    parts
}

//! The charts of lead enterprises: what they are of each unit, and concentration with and without them. Both show the same units, those that hang
//! most on their lead enterprises.

use crate::engine::sheet::worst;
use crate::report::{MeasureInfo, Panel, Row, Split, SplitValue};
use crate::schema::{Dimension, PanelKind, Source};
use crate::sheet::LeadRow;
use crate::{Amount, Basis, Missing, Text};

/// Units of a chart at most; the table has all.
const MOST: usize = 15;

/// The shares as bars, and concentration as slopes; neither where fewer than two units have it.
pub(super) fn charts(measure: &MeasureInfo, of: &Dimension, rows: &[LeadRow], sources: &[Source]) -> Vec<Panel> {
    let mut first: Vec<(&LeadRow, f64)> = rows.iter().filter_map(|row| Some((row, row.share?))).collect();
    first.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all = first.len();
    first.truncate(MOST);
    let basis = worst(first.iter().map(|(row, _)| row.total.basis));
    let both = first.iter().filter(|(row, _)| row.hhi.and(row.hhi_without).is_some()).count();
    let frame = Panel {
        by: of.id.clone(),
        by_title: of.title.clone(),
        total: stated(None, basis),
        basis,
        sources: sources.to_vec(),
        note: if all > MOST {
            Text::new(
                format!("图中为龙头占比最高的 {MOST} 个，共 {all} 个，全部见下表。"),
                format!("The {MOST} that hang most on their lead enterprises, of {all}; the table below has all."),
            )
        } else {
            Text::default()
        },
        ..Panel::default()
    };
    let share = (all > 1).then(|| shares(measure, &first, frame.clone()));
    let slope = (both > 1).then(|| slopes(measure, &first, frame));
    share.into_iter().chain(slope).collect()
}

/// What the lead enterprises are of each unit.
fn shares(measure: &MeasureInfo, first: &[(&LeadRow, f64)], frame: Panel) -> Panel {
    let place = |share: f64| first.iter().filter(|(_, other)| *other > share).count() as u32 + 1;
    let bar = |(row, share): &(&LeadRow, f64)| Row { rank: Some(place(*share)), ..mark(row, Some(*share)) };
    Panel {
        id: format!("lead-share-{}", measure.id),
        title: Text::new(format!("龙头企业占{}的比重", measure.title.zh), format!("{}: share of the lead enterprises", measure.title.en)),
        kind: PanelKind::Bar,
        measure: MeasureInfo {
            id: "share_pct".into(),
            title: Text::new("龙头占比", "Share of the leads"),
            unit: Text::same("%"),
            decimals: 1,
            ..MeasureInfo::default()
        },
        rows: first.iter().map(bar).collect(),
        ..frame
    }
}

/// Concentration with and without them.
fn slopes(measure: &MeasureInfo, first: &[(&LeadRow, f64)], frame: Panel) -> Panel {
    let slope = |(row, _): &(&LeadRow, f64)| {
        let ends = [row.hhi, row.hhi_without].map(|hhi| stated(hhi, row.total.basis));
        Row { parts: ends.to_vec(), ..mark(row, row.hhi) }
    };
    let end = |value: &str, zh: &str, en: &str| SplitValue { value: value.into(), label: Text::new(zh, en), ..SplitValue::default() };
    Panel {
        id: format!("lead-hhi-{}", measure.id),
        title: Text::new(
            format!("{}集中度（HHI），计入与不计入龙头", measure.title.zh),
            format!("{}: concentration (HHI) with and without the leads", measure.title.en),
        ),
        kind: PanelKind::Slope,
        measure: MeasureInfo { id: "hhi".into(), title: Text::same("HHI"), ..MeasureInfo::default() },
        split: Some(Split {
            dimension: "counted".into(),
            title: Text::new("计入范围", "Counted"),
            ordered: true,
            values: vec![end("with", "计入龙头", "With the leads"), end("without", "不计入龙头", "Without")],
        }),
        rows: first.iter().map(slope).collect(),
        ..frame
    }
}

fn mark(row: &LeadRow, value: Option<f64>) -> Row {
    let amount = stated(value, row.total.basis);
    Row { value: row.value.clone(), label: row.label.clone(), link: row.link.clone(), amount, ..Row::default() }
}

/// A number that was computed of rows of a basis.
fn stated(value: Option<f64>, basis: Basis) -> Amount {
    let missing = value.is_none().then_some(Missing::NotApplicable);
    Amount { value, missing, rows: 1, basis, ..Amount::default() }
}

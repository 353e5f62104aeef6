//! The pictures of a contest: the place of each of the first and where it lies under other weights, and what makes up their scores.

use crate::engine::sheet::worst;
use crate::report::{MeasureInfo, Panel, Row, Split, SplitValue, Spread};
use crate::schema::{Dimension, PanelKind};
use crate::sheet::{RaceInput, Ranked};
use crate::{Amount, Basis, Text};

/// Units of a chart at most; the table has all.
const MOST: usize = 15;

/// Each place with its interval.
pub(super) fn places(ranked: &[Ranked], of: &Dimension) -> Option<Panel> {
    let row = |row: &Ranked| {
        let (place, it) = (f64::from(row.place), row.interval);
        let [low, lower, upper, high] = [it.best, it.from, it.to, it.worst].map(f64::from);
        Row { spread: Some(Spread { low, lower, median: place, upper, high, ..Spread::default() }), ..mark(row, place) }
    };
    let measure = MeasureInfo { id: "place".into(), title: Text::new("位次", "Place"), ..MeasureInfo::default() };
    let title = Text::new(format!("{}位次及其区间", of.title.zh), format!("{}: places and how far they move", of.title.en));
    Some(Panel { id: "race-places".into(), title, kind: PanelKind::Interval, measure, rows: first(ranked, row), ..frame(ranked, of)? })
}

/// The scores as bars: in parts where all are positive.
pub(super) fn scores(ranked: &[Ranked], inputs: &[RaceInput], of: &Dimension) -> Option<Panel> {
    let is_stacked = ranked.iter().all(|row| row.contributions.iter().all(|part| *part >= 0.0));
    let row = |row: &Ranked| Row {
        parts: row.contributions.iter().filter(|_| is_stacked).map(|part| amount(*part, row.basis)).collect(),
        ..mark(row, row.score)
    };
    // Those of weight 0 too: no colour changes while weights do.
    let value =
        |input: &RaceInput| SplitValue { value: input.measure.id.clone(), label: input.measure.title.clone(), ..SplitValue::default() };
    let split = is_stacked.then(|| Split {
        dimension: "weight".into(),
        title: Text::new("指标", "Measure"),
        ordered: false,
        values: inputs.iter().map(value).collect(),
    });
    let measure = MeasureInfo {
        id: "score".into(),
        title: Text::new("综合得分", "Score"),
        unit: Text::new("分", "points"),
        decimals: 1,
        ..MeasureInfo::default()
    };
    Some(Panel {
        id: "race-scores".into(),
        title: Text::new(format!("{}综合得分，按指标贡献", of.title.zh), format!("{}: score by contribution", of.title.en)),
        kind: if is_stacked { PanelKind::Stacked } else { PanelKind::Bar },
        measure,
        split,
        rows: first(ranked, row),
        ..frame(ranked, of)?
    })
}

/// What both charts have; none where fewer than two are ranked.
fn frame(ranked: &[Ranked], of: &Dimension) -> Option<Panel> {
    let all = ranked.len();
    let basis = worst(ranked.iter().map(|row| row.basis));
    let note = if all > MOST {
        Text::new(format!("图中为前 {MOST} 位，共 {all} 位，全部见下表。"), format!("The first {MOST} of {all}; the table below has all."))
    } else {
        Text::default()
    };
    let total = amount(0.0, basis);
    (all > 1).then(|| Panel { by: of.id.clone(), by_title: of.title.clone(), ordered: true, total, basis, note, ..Panel::default() })
}

fn first(ranked: &[Ranked], row: impl Fn(&Ranked) -> Row) -> Vec<Row> {
    ranked.iter().take(MOST).map(row).collect()
}

fn mark(row: &Ranked, value: f64) -> Row {
    let amount = amount(value, row.basis);
    Row { value: row.value.clone(), label: row.label.clone(), link: row.link.clone(), rank: Some(row.place), amount, ..Row::default() }
}

fn amount(value: f64, basis: Basis) -> Amount {
    Amount { value: Some(value), rows: 1, basis, ..Amount::default() }
}

//! The table under a chart: the same rows in words and numbers, with what the picture cannot say: why a value is missing, what it rests on.
//! Called by `Picture::of`.

use std::collections::HashMap;

use data::report::{MeasureInfo, Multiple, Others, Panel, Row};
use data::schema::PanelKind;
use data::{Amount, Lang, stop};

use super::Spot;
use super::spots::Place;
use crate::chart::Target;
use crate::chart::data::INDEX_DECIMALS;
use crate::finding::others_name;
use crate::format;
use crate::words::words;

/// A table in words.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Twin {
    /// The heads.
    pub heads: Vec<Head>,
    /// The lines, a cell for each head.
    pub lines: Vec<Line>,
}

/// A head.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Head {
    /// Its words.
    pub text: String,
    /// True for numbers, which stand to the right.
    pub numeric: bool,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Line {
    /// Where a link leads to it; empty when none does.
    pub id: String,
    /// Its cells.
    pub cells: Vec<String>,
    /// For each cell, from the first on, which of the picture's links it is too, counted from 1; 0 where it is none.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "Vec::is_empty"))]
    pub marks: Vec<u32>,
}

impl Line {
    /// The picture's link that a cell is too.
    pub fn link<'a>(&self, cell: usize, spots: &'a [Spot]) -> Option<&'a Spot> {
        self.marks.get(cell)?.checked_sub(1).and_then(|at| spots.get(at as usize))
    }
}

impl Twin {
    /// The table of a panel, whose links stand for `places`.
    pub(super) fn of(panel: &Panel, places: &[Place], lang: Lang) -> Twin {
        let has = Has::of(panel);
        let known: HashMap<&Place, u32> = places.iter().zip(1..).collect();
        let mark = |place: Place| known.get(&place).copied().unwrap_or_default();
        let marked = |at: usize, multiple: Option<usize>, row: &Row| {
            let parts = (0..row.parts.len()).map(|part| mark((Target::Row(at), Some(part), multiple)));
            // A row of bars is large enough to be pressed; the second cell has the whole, which the first is a link to.
            let whole = if has.rows { 0 } else { mark((Target::Row(at), None, multiple)) };
            let marks: Vec<u32> = [whole, 0].into_iter().chain(parts).collect();
            let used = marks.iter().rposition(|mark| *mark > 0).map_or(0, |last| last + 1);
            Line { marks: marks[..used].to_vec(), ..line(panel, row, has, lang) }
        };
        let mut lines: Vec<Line> = panel.rows.iter().enumerate().map(|(at, row)| marked(at, None, row)).collect();
        if !panel.multiples.is_empty() {
            let of = |(small, multiple): (usize, &Multiple)| -> Vec<Line> {
                let named = |(at, row): (usize, &Row)| {
                    let mut line = marked(at, Some(small), row);
                    line.cells.insert(0, multiple.label.get(lang).to_string());
                    line.marks.insert(0, mark((Target::Multiple(small), None, None)));
                    line
                };
                multiple.rows.iter().enumerate().map(named).collect()
            };
            lines = panel.multiples.iter().enumerate().flat_map(of).collect();
        }
        if let Some(others) = &panel.others {
            lines.push(others_line(panel, others, has, lang));
            lines.extend(others.rows.iter().map(|row| line(panel, row, has, lang)));
        }
        Twin { heads: heads(panel, has, lang), lines }
    }
}

/// What some rows have, and all therefore a cell for.
#[derive(Clone, Copy)]
struct Has {
    shares: bool,
    ranks: bool,
    /// Each mark is a row of the picture.
    rows: bool,
}

impl Has {
    fn of(panel: &Panel) -> Has {
        let any = |has: fn(&Row) -> bool| panel.rows.iter().any(has);
        let rows = matches!(
            panel.kind,
            PanelKind::Bar
                | PanelKind::Grouped
                | PanelKind::Stacked
                | PanelKind::Percent
                | PanelKind::Pareto
                | PanelKind::Box
                | PanelKind::Interval
        );
        Has { rows, shares: any(|row| row.share.is_some()), ranks: any(|row| row.rank.is_some()) }
    }
}

fn heads(panel: &Panel, has: Has, lang: Lang) -> Vec<Head> {
    let word = words(lang);
    let with_unit = |title: &str, unit: &str| if unit.is_empty() { title.to_string() } else { word.beside(title, unit) };
    let number = |text: String| Head { text, numeric: true };
    let words = |text: &str| Head { text: text.to_string(), numeric: false };
    let mut heads = vec![words(panel.by_title.get(lang)), number(with_unit(panel.measure.title.get(lang), panel.measure.unit.get(lang)))];
    if let Some(split) = &panel.split {
        heads.extend(split.values.iter().map(|value| number(value.label.get(lang).to_string())));
        let indices = split.values.iter().filter(|_| !panel.index.is_empty());
        heads.extend(indices.map(|value| number(word.beside(value.label.get(lang), word.index))));
    }
    if let Some(vs) = &panel.vs {
        let now = panel.compares_totals().then(|| number(vs.now.get(lang).to_string()));
        heads.extend(now.into_iter().chain([number(vs.before.get(lang).to_string()), number(word.change.to_string())]));
    }
    heads.extend(
        panel
            .against
            .as_ref()
            .filter(|_| panel.kind.is_points())
            .map(|measure| number(with_unit(measure.title.get(lang), measure.unit.get(lang)))),
    );
    heads.extend(panel.sized.as_ref().map(|measure| number(with_unit(measure.title.get(lang), measure.unit.get(lang)))));
    if panel.kind == PanelKind::Box {
        heads.extend(word.quartiles.map(|title| number(title.to_string())));
    }
    if panel.kind == PanelKind::Interval {
        heads.extend(word.places.map(|title| number(title.to_string())));
    }
    if !panel.multiples.is_empty() {
        heads.insert(0, words(panel.per_title.get(lang)));
    }
    heads.extend(has.shares.then(|| number(word.share.to_string())));
    heads.extend(has.ranks.then(|| number(word.rank_head.to_string())));
    heads.push(words(word.basis));
    heads
}

fn line(panel: &Panel, row: &Row, has: Has, lang: Lang) -> Line {
    stop::look();
    let mut cells = vec![row.label.get(lang).to_string(), number(&row.amount, &panel.measure, lang)];
    cells.extend(row.parts.iter().map(|part| number(part, &panel.measure, lang)));
    cells.extend(
        row.indices.iter().map(|index| index.map_or_else(|| format::NO_VALUE.into(), |index| format::number(index, INDEX_DECIMALS))),
    );
    if panel.vs.is_some() {
        let before = row.before.clone().unwrap_or_default();
        let now = row.now.as_ref().unwrap_or(&row.amount);
        let gap = now.minus(&before).and_then(|gap| gap.value);
        let change = gap.map(|gap| format::change(gap, now.growth(&before), &panel.measure, lang));
        cells.extend(panel.compares_totals().then(|| number(now, &panel.measure, lang)));
        cells.extend([number(&before, &panel.measure, lang), change.unwrap_or_default()]);
    }
    if let (Some(x), Some(measure)) = (&row.x, &panel.against) {
        cells.push(number(x, measure, lang));
    }
    if let (Some(size), Some(measure)) = (&row.size, &panel.sized) {
        cells.push(number(size, measure, lang));
    }
    if panel.kind == PanelKind::Box {
        cells.extend(spread(row, panel.measure.decimals));
    }
    if panel.kind == PanelKind::Interval {
        cells.extend(spread(row, 0).into_iter().take(4));
    }
    cells.extend(has.shares.then(|| row.share.map(format::percent).unwrap_or_default()));
    cells.extend(has.ranks.then(|| row.rank.map(|rank| rank.to_string()).unwrap_or_default()));
    let basis = row.x.as_ref().map_or(row.amount.basis, |x| x.basis.max(row.amount.basis));
    cells.push(basis.title().get(lang).to_string());
    Line { cells, ..Line::default() }
}

/// The whiskers' ends, the quartiles, and how many lie beyond.
fn spread(row: &Row, decimals: u8) -> [String; 5] {
    let Some(spread) = &row.spread else { return Default::default() };
    let number = |value: f64| format::number(value, decimals);
    [number(spread.low), number(spread.lower), number(spread.upper), number(spread.high), spread.beyond.to_string()]
}

fn others_line(panel: &Panel, others: &Others, has: Has, lang: Lang) -> Line {
    let mut cells = vec![others_name(others.count, lang), number(&others.amount, &panel.measure, lang)];
    cells.extend(others.parts.iter().map(|part| number(part, &panel.measure, lang)));
    cells.extend(panel.compares_totals().then(String::new));
    cells.extend(panel.vs.iter().flat_map(|_| [String::new(), String::new()]));
    cells.extend(panel.against.as_ref().map(|_| String::new()));
    cells.extend(has.shares.then(|| others.share.map(format::percent).unwrap_or_default()));
    cells.extend(has.ranks.then(String::new));
    cells.push(others.amount.basis.title().get(lang).to_string());
    Line { id: format!("others-{}", panel.id), cells, marks: Vec::new() }
}

/// A value; a missing one with its reason; how many rows lack theirs, and how far one unit moves it where there are few.
fn number(amount: &Amount, measure: &MeasureInfo, lang: Lang) -> String {
    let word = words(lang);
    let value = match amount.missing {
        Some(reason) if amount.value.is_none() => word.missing_because(reason.title().get(lang)),
        _ => format::value(amount, measure.decimals),
    };
    let lacking = (amount.lacking > 0 && amount.value.is_some()).then(|| word.lacking(amount.lacking));
    let few = amount.small.map(|small| format::small(&small, measure, lang));
    lacking.into_iter().chain(few).fold(value, |value, remark| word.beside(&value, &remark))
}

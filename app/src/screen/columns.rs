//! Where charts stand on a page of two columns and of three: each next one in the column that ends higher, so that nothing comes before what
//! was declared before it, and a chart that gains from width takes the row. Decided from the heights of the unfiltered page's charts, so that
//! places stay under every filter. Called by the server and the views beside the dashboard; `style/panels.css` puts the charts there.

use std::collections::HashMap;

use data::report::Panel;
use data::schema::PanelKind;
use data::{Lang, Query};

use super::Picture;
use crate::chart::{ChartData, Drawing, Size, draw, text};

/// Between two charts, in pixels.
const GAP: i32 = 40;
/// How far the columns of a band may end apart.
const APART: i32 = 120;
/// Charts that may take the row only to even the columns out, at most.
const MOST_EVENED: usize = 4;
/// Of so many, the last that may.
const MOST_TRIED: usize = 24;
/// More dates than this gain from width, as do more columns of a heatmap, and more small charts.
const MANY_DATES: usize = 24;
const MANY_COLUMNS: usize = 14;
const MANY_SMALL: usize = 4;
/// The width of a label, in picture units, from which a row of bars gains from width.
const LONG_LABEL: i32 = 180;

/// Where a chart stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// In this column.
    Column(usize),
    /// Across all.
    Row,
}

/// The style sheet's classes for a place of two columns and one of three.
pub(super) fn classes([two, three]: [Stand; 2]) -> String {
    let two = match two {
        Stand::Row => "row",
        Stand::Column(0) => "left",
        Stand::Column(_) => "right",
    };
    match three {
        Stand::Row => two.to_string(),
        Stand::Column(at) => format!("{two} third-{at}"),
    }
}

/// Where the charts of a page stand, by panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(HashMap<String, [Stand; 2]>);

/// What decides where a chart stands.
struct Chart<'a> {
    id: &'a str,
    /// Its height in a column of two, in one of three, across the row, and in the widest column of two.
    heights: [i32; 4],
    takes_row: bool,
    may_take_row: bool,
}

impl Columns {
    /// The places of the charts of a page: of a dashboard without a filter, of another view as it is.
    pub fn of<'a>(panels: impl IntoIterator<Item = &'a Panel>, query: &Query, lang: Lang) -> Columns {
        let charts: Vec<Chart<'_>> = panels.into_iter().map(|panel| Chart::of(panel, query, lang)).collect();
        let two = stands(&charts, &evened(&charts, 0), 0);
        // Fewer would leave a column empty.
        let three = if charts.len() < 3 { two.clone() } else { stands(&charts, &evened(&charts, 1), 1) };
        Columns(charts.iter().zip(two.into_iter().zip(three)).map(|(chart, (two, three))| (chart.id.to_string(), [two, three])).collect())
    }

    /// Where a panel stands of two columns and of three; one that the page does not know is alone, and takes the row.
    pub fn stand(&self, panel: &str) -> [Stand; 2] {
        self.0.get(panel).copied().unwrap_or([Stand::Row; 2])
    }
}

impl Chart<'_> {
    fn of<'a>(panel: &'a Panel, query: &Query, lang: Lang) -> Chart<'a> {
        let data = ChartData::from_panel(panel, lang);
        let picture = Picture::of(panel, query, [Stand::Column(0); 2], lang);
        let [narrow, wide, full] = [Size::Narrow, Size::Wide, Size::Full].map(|size| draw(&data, size));
        // A picture has a greatest width, words have the column's.
        let height =
            |drawing: &Drawing, width: i32, column: i32| drawing.height as i32 * width / drawing.width as i32 + around(&picture, column);
        // Long labels leave bars little room, and parts need much.
        let long = panel.rows.iter().any(|row| text::width(row.label.get(lang)) > LONG_LABEL);
        let gains = long
            || panel.split.is_some()
            || matches!(panel.kind, PanelKind::Line | PanelKind::Area | PanelKind::Scatter | PanelKind::Bubble | PanelKind::Histogram);
        let columns = panel.split.as_ref().map_or(0, |split| split.values.len());
        let many = match panel.kind {
            PanelKind::Line | PanelKind::Area => panel.rows.len() > MANY_DATES,
            PanelKind::Heatmap => columns > MANY_COLUMNS,
            _ => false,
        };
        Chart {
            id: &panel.id,
            heights: [height(&wide, 544, 544), height(&narrow, 430, 451), height(&full, 1112, 1112), height(&wide, 700, 700)],
            takes_row: many || panel.multiples.len() > MANY_SMALL,
            may_take_row: gains || !panel.multiples.is_empty(),
        }
    }
}

impl Chart<'_> {
    /// True where the row makes it little higher than a column of two: bars stay as thick as they are, a map does not.
    fn stays_low(&self) -> bool {
        self.heights[2] * 4 <= self.heights[0] * 5
    }
}

impl Picture {
    /// About how high the chart and the words around it are at this width, where it is drawn for half a page.
    #[cfg(feature = "ssr")]
    pub(crate) fn height(&self, width: i32) -> i32 {
        let size =
            self.wide.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"')).and_then(|(size, _)| size.split_once(' '));
        let size = size.and_then(|(wide, high)| Some((wide.parse::<i32>().ok()?, high.parse::<i32>().ok()?)));
        size.map_or(0, |(wide, high)| high * width / wide.max(1)) + around(self, width)
    }
}

/// The height of the words around a picture in a column of this width.
fn around(picture: &Picture, width: i32) -> i32 {
    let lines = |text: &str, size: i32| {
        let fills = text::width_at(text, size);
        if text.is_empty() { 0 } else { (fills + width - 1) / width }
    };
    let legend: i32 = picture.legend.iter().map(|entry| text::width_at(&entry.label, 12) + 32).sum();
    let legend = if legend == 0 { 0 } else { 8 + 18 * ((legend + width - 1) / width) };
    let caption = 10 + 20 * lines(&picture.title, 18) + 21 * lines(&picture.finding, 14);
    let figures = if picture.published.is_empty() { 0 } else { 1 };
    let under = 5 + 18 * (lines(&picture.note, 12) + lines(&picture.ignores, 12) + figures + 2);
    caption + legend + 16 + under
}

/// Which charts take the row: those that must, and as few more as it takes for the columns of every band to end near each other; of those that
/// gain from width first, then of those that it makes no higher.
fn evened(charts: &[Chart<'_>], of: usize) -> Vec<bool> {
    let must: Vec<bool> = charts.iter().map(|chart| chart.takes_row).collect();
    let mut best = (uneven(charts, &must, of), must.clone());
    for may_any in [false, true] {
        let may = (0..charts.len()).rev().filter(|at| !must[*at] && (charts[*at].may_take_row || (may_any && charts[*at].stays_low())));
        let may: Vec<usize> = may.take(MOST_TRIED).collect();
        for count in 1..=MOST_EVENED {
            if best.0 <= APART {
                return best.1;
            }
            for chosen in subsets(&may, count) {
                let rows: Vec<bool> = must.iter().enumerate().map(|(at, must)| *must || chosen.contains(&at)).collect();
                let apart = uneven(charts, &rows, of);
                if apart < best.0 {
                    best = (apart, rows);
                }
            }
        }
    }
    best.1
}

/// Every subset of so many.
fn subsets(of: &[usize], count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in of.iter().enumerate() {
        all.extend(subsets(&of[at + 1..], count - 1).into_iter().map(|mut rest| {
            rest.push(*first);
            rest
        }));
    }
    all
}

/// How far apart the columns of some band end at most, of two columns (`of` 0; as narrow and as wide as they come) or three (1).
fn uneven(charts: &[Chart<'_>], rows: &[bool], of: usize) -> i32 {
    let gap = |ends: &[i32]| ends.iter().max().unwrap_or(&0) - ends.iter().min().unwrap_or(&0);
    let wider = if of == 0 { 3 } else { of };
    let (mut ends, mut wide, mut apart) = (vec![0; of + 2], vec![0; of + 2], 0);
    for (chart, row) in charts.iter().zip(rows) {
        if *row {
            apart = apart.max(gap(&ends)).max(gap(&wide));
            ends.fill(0);
            wide.fill(0);
        } else {
            let next = highest(&ends);
            ends[next] += chart.heights[of] + GAP;
            wide[next] += chart.heights[wider] + GAP;
        }
    }
    apart.max(gap(&ends)).max(gap(&wide))
}

/// The places in two columns (`of` 0) or three (1).
fn stands(charts: &[Chart<'_>], rows: &[bool], of: usize) -> Vec<Stand> {
    let mut ends = vec![0; of + 2];
    let stand = |(chart, row): (&Chart<'_>, &bool)| {
        if *row {
            let end = ends.iter().copied().max().unwrap_or(0) + chart.heights[2] + GAP;
            ends.fill(end);
            return Stand::Row;
        }
        let next = highest(&ends);
        ends[next] += chart.heights[of] + GAP;
        Stand::Column(next)
    };
    charts.iter().zip(rows).map(stand).collect()
}

/// The first of the columns that end highest on the page.
fn highest(ends: &[i32]) -> usize {
    (0..ends.len()).min_by_key(|at| ends[*at]).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(id: &str, height: i32, may_take_row: bool) -> Chart<'_> {
        Chart { id, heights: [height; 4], takes_row: false, may_take_row }
    }

    #[test]
    fn each_next_chart_stands_in_the_column_that_ends_higher() {
        // Left 300 + 40; right 100 + 40, then 100 + 40; then left ends at 340, right at 280.
        let charts = [chart("a", 300, false), chart("b", 100, false), chart("c", 100, false), chart("d", 50, false)];
        let none = [false; 4];
        let of = |columns| stands(&charts, &none, columns);
        assert_eq!(of(0), [0, 1, 1, 1].map(Stand::Column));
        assert_eq!(of(1), [0, 1, 2, 1].map(Stand::Column));
        assert_eq!(uneven(&charts, &none, 0), 30);
    }

    #[test]
    fn a_chart_takes_the_row_where_that_evens_the_columns_out() {
        // Three of one height leave a hole of 340; the one that gains from width fills it.
        let charts = [chart("a", 300, false), chart("b", 300, false), chart("c", 300, true)];
        assert_eq!(evened(&charts, 0), [false, false, true]);
        // So does another, where none gains.
        let charts = [chart("a", 300, false), chart("b", 300, false), chart("c", 300, false)];
        assert_eq!(evened(&charts, 0), [false, false, true]);
        // What stands even stays.
        let charts = [chart("a", 300, true), chart("b", 300, true)];
        assert_eq!(evened(&charts, 0), [false; 2]);
    }
}

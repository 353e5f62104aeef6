//! What a picture needs of a panel, in one language: labels, numbers, flags. Made by `ChartData::from_panel` for the view and the
//! download; drawn by `draw`.

mod parts;

use std::sync::Arc;

use data::report::{Others, Panel, Row, Shape, Spread};
use data::schema::{Classing, PanelKind};
use data::{Amount, Basis, Lang, running};

use self::parts::{below, parts, parts_of, series};
use super::Target;
use super::color::Role;
use super::paint::Fill;
use crate::format::{self, Scale};

/// Decimals of an index.
pub const INDEX_DECIMALS: u8 = 1;

/// Whose labels the rows of a picture have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Its own.
    Own,
    /// Its own, which the picture beside it has too; it is the wider for them.
    First,
    /// Those of the picture beside it; it has the same rows, and a plot of the same width.
    Beside,
}

/// A chart in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// The panel's id. A page that shows one panel twice gives each its own, for the patterns inside.
    pub id: String,
    /// What to draw.
    pub kind: PanelKind,
    /// The language of the labels.
    pub lang: Lang,
    /// The worst basis of what it counts.
    pub basis: Basis,
    /// The measure's title; in a scatter the vertical axis.
    pub measure: String,
    /// How values are scaled, and the unit then: what the head of the chart says.
    pub scale: Scale,
    /// True when the unit is not the measure's own: the picture then says it itself.
    pub scaled: bool,
    /// A scatter's horizontal axis: its title and scale.
    pub against: Option<(String, Scale)>,
    /// In bubbles: the title and scale of the area.
    pub sized: Option<(String, Scale)>,
    /// Whether the horizontal axis of points is logarithmic.
    pub log_x: bool,
    /// Whether the vertical axis of points and lines is logarithmic.
    pub log_y: bool,
    /// Where slopes are an index: the date of which every value is 100; else empty.
    pub index: String,
    /// A line that values are held against: where it lies and what it is.
    pub reference: Option<(f64, String)>,
    /// The lowest and the highest value that the axis of values must hold; small multiples share it.
    pub domain: Option<(f64, f64)>,
    /// The same of the horizontal axis of points.
    pub domain_x: Option<(f64, f64)>,
    /// How a choropleth makes its classes.
    pub classes: Classing,
    /// The values that a choropleth's classes hold; small multiples share them.
    pub classed: Option<Vec<f64>>,
    /// The approval number of a map with boundaries.
    pub approval: String,
    /// The largest size of bubbles and circles; small multiples share it.
    pub largest: Option<f64>,
    /// The width of the column of labels; small multiples share it.
    pub gutter: Option<i32>,
    /// Whose labels the rows have.
    pub labels: Labels,
    /// Whether the split's values are ordered: one hue in steps.
    pub split_ordered: bool,
    /// The marks, in the order to draw; 'others' is the last.
    pub marks: Vec<Mark>,
    /// Small charts of the same kind on the same scales; there are no marks then.
    pub multiples: Vec<Small>,
    /// How far one date lies from the next, where marks are dates.
    pub step: Option<f64>,
    /// The parts of stacks; at most seven and 'others'.
    pub series: Vec<Series>,
    /// What a line under a label means.
    pub mark_title: Option<String>,
    /// The date of comparison, which a tick across each bar marks.
    pub vs: Option<String>,
    /// Over fewer units a mark is grey.
    pub small: u32,
    /// True when the filter has some of the marks: the others fade.
    pub filtered: bool,
    /// True when it would have been too much to draw; there are no marks then.
    pub refused: bool,
}

/// One of several small charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Small {
    /// Its label.
    pub label: String,
    /// In the filter.
    pub selected: bool,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// One mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// What it is about.
    pub target: Target,
    /// Its label.
    pub label: String,
    /// Of a date: where it lies.
    pub at: Option<f64>,
    /// The measure; `None` when missing.
    pub value: Option<f64>,
    /// The measure at the date of comparison.
    pub before: Option<f64>,
    /// In a Pareto chart: what the marks down to this one are of all, in per cent.
    pub running: Option<f64>,
    /// In a scatter: the horizontal measure.
    pub x: Option<f64>,
    /// In stacks, lines and heatmaps: the parts, one for each series.
    pub parts: Vec<Part>,
    /// How many of them are below zero, among them those of the values beyond the seventh.
    pub below: u32,
    /// In bubbles: the measure behind the area.
    pub size: Option<f64>,
    /// In box plots: how the number is spread.
    pub spread: Option<Spread>,
    /// In a histogram: from and to.
    pub interval: Option<(f64, f64)>,
    /// On a map: longitude and latitude.
    pub place: Option<(f64, f64)>,
    /// In a choropleth: the boundary.
    pub shape: Option<Arc<Shape>>,
    /// In a tile grid: column and row.
    pub cell: Option<(u32, u32)>,
    /// A short code, for squares that cannot hold the label.
    pub code: String,
    /// In the filter.
    pub selected: bool,
    /// Marked by the dimension.
    pub marked: bool,
    /// Rests on illustrative rows, where others of the chart do not.
    pub illustrative: bool,
    /// Rests on few units: drawn in grey.
    pub small: bool,
}

/// One part of a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// The measure; `None` when missing.
    pub value: Option<f64>,
    /// Rests on illustrative rows, where others of the chart do not.
    pub illustrative: bool,
}

/// One value of the split.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its label.
    pub label: String,
    /// Its colour.
    pub role: Role,
    /// Its place in the panel's split; `None` for the values beyond the seventh together.
    pub index: Option<usize>,
    /// In the filter.
    pub selected: bool,
}

impl ChartData {
    /// The chart of a panel.
    pub fn from_panel(panel: &Panel, lang: Lang) -> ChartData {
        let series = series(panel, lang);
        // Where there are small charts, the rows are what they show together.
        let rows = if panel.multiples.is_empty() { panel.rows.as_slice() } else { &[] };
        let mut marks = self::marks(rows, &series, lang);
        if let Some(others) = panel.others.as_ref().filter(|_| !panel.kind.is_points()) {
            marks.push(Mark {
                target: Target::Others,
                label: crate::finding::others_name(others.count, lang),
                value: value(&others.amount),
                parts: parts(&others.parts, &series),
                below: below(&others.parts),
                illustrative: others.amount.basis == Basis::Illustrative,
                small: others.amount.small.is_some(),
                ..Mark::default()
            });
        }
        let mut multiples: Vec<Small> = panel
            .multiples
            .iter()
            .map(|multiple| Small {
                label: multiple.label.get(lang).to_string(),
                selected: multiple.selected,
                marks: self::marks(&multiple.rows, &series, lang),
            })
            .collect();
        if panel.kind == PanelKind::Pareto {
            run(&mut marks, rows, panel.others.as_ref());
            multiples.iter_mut().zip(&panel.multiples).for_each(|(small, multiple)| run(&mut small.marks, &multiple.rows, None));
        }
        drop_tail(marks.iter_mut().chain(multiples.iter_mut().flat_map(|multiple| &mut multiple.marks)).collect());
        mark_exceptions(marks.iter_mut().chain(multiples.iter_mut().flat_map(|multiple| &mut multiple.marks)).collect());
        let all: Vec<&Mark> = marks.iter().chain(multiples.iter().flat_map(|multiple| &multiple.marks)).collect();
        let most =
            |get: &dyn Fn(&Mark) -> Option<f64>| all.iter().filter_map(|mark| get(mark)).fold(0.0_f64, |most, value| most.max(value.abs()));
        let unit = panel.measure.unit.get(lang);
        // A heatmap shows its cells and a slope its ends, not the total of a row; a box its whiskers.
        let largest = |mark: &Mark| match panel.kind {
            PanelKind::Heatmap | PanelKind::Slope => mark.parts.iter().filter_map(|part| part.value).map(f64::abs).reduce(f64::max),
            _ => mark.spread.as_ref().map(|it| it.low.abs().max(it.high.abs())).or(mark.value),
        };
        let index = panel.index.get(lang).to_string();
        let scale = match index.is_empty() {
            true => format::scale(most(&largest), unit, panel.measure.decimals, lang),
            false => Scale { divisor: 1.0, unit: format!("{index} = 100"), decimals: INDEX_DECIMALS },
        };
        let against = panel.against.as_ref().map(|measure| {
            // A histogram's axis has the ends of its intervals.
            let most = most(&|mark| mark.x.or(mark.interval.map(|(low, high)| low.abs().max(high.abs()))));
            (measure.title.get(lang).to_string(), format::scale(most, measure.unit.get(lang), measure.decimals, lang))
        });
        let sized = panel.sized.as_ref().map(|measure| {
            (measure.title.get(lang).to_string(), format::scale(most(&|mark| mark.size), measure.unit.get(lang), measure.decimals, lang))
        });
        ChartData {
            refused: !panel.refused.is_empty(),
            id: panel.id.clone(),
            kind: panel.kind,
            lang,
            basis: panel.basis,
            measure: panel.measure.title.get(lang).to_string(),
            scaled: scale.unit != unit,
            scale,
            against,
            vs: panel.vs.as_ref().filter(|_| !panel.compares_totals()).map(|dates| dates.before.get(lang).to_string()),
            small: panel.measure.small.max(panel.against.as_ref().map_or(0, |measure| measure.small)),
            filtered: all.iter().any(|mark| mark.selected),
            mark_title: panel.mark.as_ref().filter(|_| all.iter().any(|mark| mark.marked)).map(|text| text.get(lang).to_string()),
            sized,
            log_x: panel.log_x,
            log_y: panel.log_y,
            index,
            reference: panel.reference.as_ref().map(|line| (line.value, line.label.get(lang).to_string())),
            domain: None,
            domain_x: None,
            classes: panel.classes,
            classed: None,
            approval: panel.approval.get(lang).to_string(),
            largest: None,
            gutter: None,
            labels: Labels::Own,
            split_ordered: panel.split.as_ref().is_some_and(|split| split.ordered),
            step: panel.step,
            marks,
            multiples,
            series,
        }
    }

    /// The unit of the numbers in the picture, for the chart's head.
    pub fn unit(&self) -> &str {
        &self.scale.unit
    }

    /// A value as it stands in the picture; '—' when missing.
    pub fn number(&self, value: Option<f64>) -> String {
        let Some(value) = value else { return format::NO_VALUE.to_string() };
        let number = self.scale.number(value);
        // A percentage without its sign is read as a count.
        if matches!(self.unit(), "%" | "％" | "‰") { format::with_unit(&number, self.unit()) } else { number }
    }

    /// The ink of a mark of a single series.
    pub(super) fn ink(&self, mark: &Mark) -> Fill {
        Fill {
            role: if mark.small || mark.target == Target::Others { Role::Others } else { Role::Series },
            hatched: mark.illustrative,
            faded: self.filtered && !mark.selected,
            selected: mark.selected,
        }
    }

    /// What the axis of values holds: that of all small multiples, else its own.
    pub(super) fn range(&self, own: fn(&ChartData) -> (f64, f64)) -> (f64, f64) {
        self.domain.unwrap_or_else(|| own(self))
    }

    /// What the horizontal axis holds.
    pub(super) fn range_x(&self, own: fn(&ChartData) -> (f64, f64)) -> (f64, f64) {
        self.domain_x.unwrap_or_else(|| own(self))
    }

    /// The ink of a mark's part.
    pub(super) fn part_ink(&self, mark: &Mark, part: Part, series: &Series) -> Fill {
        let left_out = self.filtered && !mark.selected;
        Fill {
            role: series.role,
            hatched: part.illustrative,
            faded: left_out || (self.split_filtered() && !series.selected),
            selected: series.selected && !left_out,
        }
    }

    /// What a mark has of each series; without a split its value.
    pub(super) fn values(&self, mark: &Mark) -> Vec<Part> {
        if self.series.is_empty() { vec![Part { value: mark.value, illustrative: mark.illustrative }] } else { mark.parts.clone() }
    }

    /// The role of a mark's words: grey when the filter leaves it out.
    pub(super) fn text_role(&self, mark: &Mark) -> Role {
        if self.filtered && !mark.selected { Role::Muted } else { Role::Ink }
    }

    /// True when some part of a stack is in the filter.
    pub(super) fn split_filtered(&self) -> bool {
        self.series.iter().any(|series| series.selected)
    }
}

fn marks(rows: &[Row], series: &[Series], lang: Lang) -> Vec<Mark> {
    let mark = |(index, row): (usize, &Row)| Mark {
        target: Target::Row(index),
        label: row.label.get(lang).to_string(),
        at: row.at,
        value: value(&row.amount),
        // A bar over several dates is not held against one of them.
        before: row.before.as_ref().filter(|_| row.now.is_none()).and_then(value),
        running: None,
        x: row.x.as_ref().and_then(value),
        parts: parts_of(row, series),
        below: below(&row.parts),
        size: row.size.as_ref().and_then(value),
        spread: row.spread.clone(),
        interval: row.interval.map(|interval| (interval.low, interval.high)),
        place: row.place.map(|place| (place.longitude, place.latitude)),
        shape: row.shape.clone(),
        cell: row.cell,
        code: row.code.clone(),
        selected: row.selected,
        marked: row.marked,
        illustrative: illustrative(row),
        small: row.amount.small.is_some() || row.x.as_ref().is_some_and(|x| x.small.is_some()),
    };
    rows.iter().enumerate().map(mark).collect()
}

/// Gives the marks of a Pareto chart their running shares.
fn run(marks: &mut [Mark], rows: &[Row], others: Option<&Others>) {
    let all = rows.iter().map(|row| &row.amount).chain(others.map(|others| &others.amount));
    marks.iter_mut().zip(running(all)).for_each(|(mark, share)| mark.running = share);
}

/// Takes from the labels what stands behind a comma in all of them: of counties the state, which then tells none from another.
fn drop_tail(marks: Vec<&mut Mark>) {
    let mut named: Vec<&mut Mark> = marks.into_iter().filter(|mark| mark.target != Target::Others).collect();
    let tail = named.first().and_then(|mark| mark.label.rfind(", ").map(|at| mark.label[at..].to_string()));
    let Some(tail) =
        tail.filter(|tail| named.len() > 1 && named.iter().all(|mark| mark.label.len() > tail.len() && mark.label.ends_with(tail)))
    else {
        return;
    };
    named.iter_mut().for_each(|mark| mark.label.truncate(mark.label.len() - tail.len()));
}

/// Where everything drawn rests on illustrative rows, the chart's title says so once, and no mark does.
fn mark_exceptions(marks: Vec<&mut Mark>) {
    let is_drawn = |mark: &Mark| mark.value.is_some() || mark.spread.is_some();
    let mixed = marks.iter().any(|mark| match mark.parts.is_empty() {
        true => is_drawn(mark) && !mark.illustrative,
        false => mark.parts.iter().any(|part| part.value.is_some() && !part.illustrative),
    });
    if mixed {
        return;
    }
    for mark in marks {
        mark.illustrative = false;
        mark.parts.iter_mut().for_each(|part| part.illustrative = false);
    }
}

fn value(amount: &Amount) -> Option<f64> {
    amount.value.filter(|value| value.is_finite())
}

/// Whether a mark, or in a scatter either of its places, rests on illustrative rows.
fn illustrative(row: &Row) -> bool {
    let others = row.x.iter().chain(&row.size);
    others.chain([&row.amount]).any(|amount| amount.basis == Basis::Illustrative)
}

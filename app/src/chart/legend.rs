//! What the colours and marks of a picture mean. The view writes it as HTML, the download draws it.

use data::Lang;
use data::schema::PanelKind;

use super::color::Role;
use super::{ChartData, line, others, slope};

/// One entry of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its words.
    pub label: String,
    /// Its colour: `role.property()` names the custom property.
    pub role: Role,
    /// How its sample looks.
    pub swatch: Swatch,
    /// For a part of stacks: its place in the panel's split, whose link toggles it.
    pub part: Option<usize>,
    /// Whether the filter has it.
    pub selected: bool,
}

/// The sample beside an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// A filled square: a part of stacks.
    Fill,
    /// A short line: under the labels of marked values, or one of the lines that stay grey.
    Line,
    /// A hatched square: illustrative.
    Hatch,
}

/// The legend: the parts of stacks in order, then what a line under a label, grey and hatching mean. The columns of a slope chart carry
/// their labels themselves.
pub fn legend(data: &ChartData) -> Vec<Entry> {
    // Of too many lines only those that are not grey.
    let lines = if data.kind == PanelKind::Line { line::roles(data) } else { Vec::new() };
    let mut entries: Vec<Entry> = data
        .series
        .iter()
        .enumerate()
        // Slopes are told by their labels; a heatmap's columns have heads, and its inks a scale of their own.
        .filter(|_| !matches!(data.kind, PanelKind::Slope | PanelKind::Heatmap))
        .filter_map(|(index, series)| {
            let role = lines.get(index).copied().unwrap_or(Some(series.role))?;
            Some(Entry { label: series.label.clone(), role, swatch: Swatch::Fill, part: series.index, selected: series.selected })
        })
        .collect();
    let one_hue = entries.is_empty();
    let mut all = data.marks.iter().chain(data.multiples.iter().flat_map(|small| &small.marks));
    let remark = |label: String, role: Role, swatch: Swatch| Entry { label, role, swatch, part: None, selected: false };
    let grey = if matches!(data.kind, PanelKind::Slope | PanelKind::Heatmap) { 0 } else { data.series.len() - entries.len() };
    if grey > 0 {
        entries.push(remark(crate::finding::others_name(grey as u32, data.lang), Role::Others, Swatch::Line));
    }
    for (zh, en, role, swatch) in anatomy(data) {
        let label = match data.lang {
            Lang::Zh => *zh,
            Lang::En => *en,
        };
        entries.push(remark(label.to_string(), *role, *swatch));
    }
    if let Some(date) = &data.vs {
        let label = match data.lang {
            Lang::Zh => format!("竖线：{date}"),
            Lang::En => format!("Tick: {date}"),
        };
        entries.push(remark(label, Role::Ink, Swatch::Line));
    }
    if others::broken(data) {
        let label = match data.lang {
            Lang::Zh => "断口：长度超出坐标轴",
            Lang::En => "Break: longer than the axis",
        };
        entries.push(remark(label.to_string(), Role::Others, Swatch::Fill));
    }
    if let Some(title) = &data.mark_title {
        entries.push(remark(title.clone(), Role::Mark, Swatch::Line));
    }
    if all.clone().any(|mark| mark.small) {
        let label = match data.lang {
            Lang::Zh => format!("灰色：不足 {} 个单位", data.small),
            Lang::En => format!("Grey: fewer than {} units", data.small),
        };
        entries.push(remark(label, Role::Others, Swatch::Fill));
    }
    if all.any(|mark| mark.illustrative || mark.parts.iter().any(|part| part.illustrative)) {
        let label = match data.lang {
            Lang::Zh => "斜纹：含示例数据",
            Lang::En => "Hatched: includes illustrative data",
        };
        let role = if one_hue { Role::Series } else { Role::Muted };
        entries.push(remark(label.to_string(), role, Swatch::Hatch));
    }
    entries
}

/// What the ink of some kinds means besides its colour.
fn anatomy(data: &ChartData) -> &'static [(&'static str, &'static str, Role, Swatch)] {
    match data.kind {
        PanelKind::Box => &[
            ("箱：中间一半，线为中位数", "Box: the middle half, with the median", Role::Series, Swatch::Fill),
            ("须：1.5 倍四分位距以内，圈在其外", "Whiskers: within 1.5 × IQR; circles: beyond", Role::Series, Swatch::Line),
        ],
        PanelKind::Interval => &[
            ("圆点：位次", "Dot: the place", Role::Ink, Swatch::Fill),
            ("粗线：权重变动时九成位次所在", "Thick: nine of ten places as weights move", Role::Faded, Swatch::Fill),
            ("细线：最好至最差", "Thin: best to worst", Role::Series, Swatch::Line),
        ],
        PanelKind::Pareto if data.marks.iter().all(|mark| mark.value.is_none_or(|value| value >= 0.0)) => {
            &[("折线：累计占比", "Line: running share of the total", Role::Ink, Swatch::Line)]
        }
        PanelKind::Slope if slope::has_grey(data) => match data.filtered {
            true => &[("彩色：已选与变动最大者", "Coloured: what is selected, and the largest changes", Role::Series, Swatch::Line)],
            false => &[("彩色：变动最大者", "Coloured: the largest changes", Role::Series, Swatch::Line)],
        },
        _ => &[],
    }
}

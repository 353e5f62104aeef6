//! What the colours and marks of a picture mean. The view writes it as HTML, the download draws it.

use data::Lang;
use data::schema::PanelKind;

use super::ChartData;
use super::color::Role;

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
    /// A short line: under the labels of marked values.
    Line,
    /// A hatched square: illustrative.
    Hatch,
}

/// The legend: the parts of stacks in order, then what a line under a label, grey and hatching mean.
pub fn legend(data: &ChartData) -> Vec<Entry> {
    let mut entries: Vec<Entry> = data
        .series
        .iter()
        // A heatmap's columns have heads, and its inks a scale of their own.
        .filter(|_| data.kind != PanelKind::Heatmap)
        .map(|series| Entry {
            label: series.label.clone(),
            role: series.role,
            swatch: Swatch::Fill,
            part: series.index,
            selected: series.selected,
        })
        .collect();
    let mut all = data.marks.iter().chain(data.multiples.iter().flat_map(|small| &small.marks));
    let remark = |label: String, role: Role, swatch: Swatch| Entry { label, role, swatch, part: None, selected: false };
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
        let role = if data.series.is_empty() { Role::Series } else { Role::Muted };
        entries.push(remark(label.to_string(), role, Swatch::Hatch));
    }
    entries
}

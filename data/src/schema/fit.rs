//! Which charts make sense: what a kind needs of its measures and dimensions. Used by the loader, which refuses a panel that does not fit, and
//! by the chooser of charts, which switches off what would not.

use super::{Dimension, Formula, Measure, PanelKind, PanelSpec, Role, Schema};
use crate::Text;

/// What is wrong with a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The key of the bundle and of the URL.
    pub key: &'static str,
    /// The rule that it breaks: `descriptor`, or `reference` where a table cannot see a dimension.
    pub rule: &'static str,
    /// Why.
    pub text: Text,
}

impl Unfit {
    fn new(key: &'static str, zh: &str, en: &str) -> Unfit {
        Unfit { key, rule: "descriptor", text: Text::new(zh, en) }
    }

    fn unseen(key: &'static str, zh: &str, en: &str) -> Unfit {
        Unfit { rule: "reference", ..Unfit::new(key, zh, en) }
    }
}

impl Schema {
    /// Everything that does not fit in `spec`. Names that do not exist are not its business.
    pub fn unfit(&self, spec: &PanelSpec) -> Vec<Unfit> {
        let mut faults: Vec<Unfit> = Vec::new();
        let mut wrong = |key: &'static str, zh: &str, en: &str| faults.push(Unfit::new(key, zh, en));
        let kind = spec.kind;
        let needs = [
            ("by", !spec.by.is_empty(), kind != PanelKind::Histogram, kind != PanelKind::Histogram),
            ("split", spec.split.is_some(), kind.needs_split(), kind.takes_split()),
            ("against", spec.against.is_some(), kind.is_points(), kind.is_points()),
            ("sized", spec.sized.is_some(), kind == PanelKind::Bubble, kind == PanelKind::Bubble),
        ];
        for (key, is_there, is_needed, is_used) in needs {
            let (zh, en) = match key {
                "by" => ("维度", "dimension"),
                "split" => ("拆分维度", "second dimension"),
                "against" => ("横轴指标", "horizontal measure"),
                _ => ("面积指标", "measure of area"),
            };
            if is_needed && !is_there {
                wrong(key, &format!("此类图需要{zh}（{key}）。"), &format!("A chart of this kind needs a {en} ({key})."));
            } else if is_there && !is_used {
                wrong(key, &format!("此类图用不到{zh}（{key}）。"), &format!("A chart of this kind has no use for a {en} ({key})."));
            }
        }
        if spec.log_x && !kind.is_points() || spec.log_y && !kind.is_points() && kind != PanelKind::Line {
            wrong("log", "对数轴只用于散点图、气泡图和折线图的数值轴。", "A logarithmic axis is for points, and for the values of lines.");
        }
        if spec.index && kind != PanelKind::Slope {
            wrong("index", "指数只用于坡度图。", "An index is for slope charts.");
        }
        if spec.reference.is_some() && !kind.takes_reference() {
            wrong(
                "reference",
                "参照线只用于条形图、箱形图、折线、面积、散点、气泡、热力图和方格图。",
                "A reference is for bars, boxes, lines, areas, points, bubbles, heatmaps and tile grids.",
            );
        }
        if spec.split.as_ref() == Some(&spec.by) && !spec.by.is_empty() {
            wrong("split", "应为另一个维度，不与横向分组（by）相同。", "Expected another dimension than by.");
        }
        if spec.per.as_ref().is_some_and(|per| *per == spec.by || Some(per) == spec.split.as_ref()) {
            wrong("per", "应为另一个维度，不与分组（by）和拆分（split）相同。", "Expected another dimension than by and split.");
        }
        if spec.top.is_some() && (spec.per.is_some() || !kind.has_others()) {
            wrong(
                "top",
                "此类图或小图列出所有项，用不到 top。",
                "A chart of this kind, or small multiples, shows every mark: it has no top.",
            );
        }
        if let Some(measure) = self.measure(&spec.measure) {
            faults.extend(self.unfit_measure(spec, measure));
        }
        let role = |id: &str| self.dimension(id).map(|dimension| dimension.role);
        let is_time = |id: &str| role(id).is_none_or(|role| matches!(role, Role::Ordered | Role::Year));
        let mut wrong = |key: &'static str, zh: &str, en: &str| faults.push(Unfit::new(key, zh, en));
        if matches!(kind, PanelKind::Line | PanelKind::Area) && !is_time(&spec.by) {
            wrong("by", "折线和面积需要有次序的维度，如年份。", "Lines and areas need an ordered dimension, such as a year.");
        }
        if kind == PanelKind::Slope && spec.split.as_deref().is_some_and(|split| !is_time(split)) {
            wrong("split", "坡度图需要有次序的拆分维度，如年份。", "A slope chart needs an ordered split, such as a year.");
        }
        let by = self.dimension(&spec.by);
        if kind == PanelKind::Map && by.is_some_and(|dimension| dimension.places.is_none()) {
            wrong("by", "该维度没有坐标（places）。", "The dimension has no places on a map.");
        }
        if kind == PanelKind::Choropleth && by.is_some_and(|dimension| dimension.shapes.is_none()) {
            wrong(
                "by",
                "该维度没有边界（shapes）：数据包可自带 GeoJSON。",
                "The dimension has no shapes: a bundle may bring GeoJSON of its own.",
            );
        }
        if kind == PanelKind::Grid && by.is_some_and(|dimension| dimension.cells.is_none()) {
            wrong("by", "该维度没有方格布局（cells）。", "The dimension has no layout of cells.");
        }
        faults
    }

    fn unfit_measure(&self, spec: &PanelSpec, measure: &Measure) -> Vec<Unfit> {
        let mut faults: Vec<Unfit> = Vec::new();
        let mut wrong = |key: &'static str, zh: &str, en: &str| faults.push(Unfit::new(key, zh, en));
        let kind = spec.kind;
        if matches!(measure.formula, Formula::Holders { .. }) {
            wrong("measure", "持有者数可能只有上下限，不能作图。", "A count of holders may be mere bounds, which cannot be drawn.");
        }
        if kind.stacks() && (spec.split.is_some() || kind == PanelKind::Area) && !measure.formula.is_additive() {
            wrong("measure", "堆叠图的指标应可相加（count 或 sum）。", "A stacked panel needs a measure whose parts add up: count or sum.");
        }
        if matches!(kind, PanelKind::Pareto | PanelKind::Map) && !measure.formula.is_additive() {
            wrong("measure", "指标应可相加（count 或 sum）。", "Expected a measure whose parts add up: count or sum.");
        }
        if matches!(kind, PanelKind::Histogram | PanelKind::Box) && measure.formula.column().is_none() {
            wrong(
                "measure",
                "指标应来自一列数值（sum、mean 或 median）。",
                "Expected a measure of a column of numbers: sum, mean or median.",
            );
        }
        if spec.index && matches!(measure.formula, Formula::Growth { .. }) {
            wrong("index", "增长率本身就是变动，不求指数。", "A rate of growth is a change by itself: it has no index.");
        }
        if let Some(sized) = spec.sized.as_deref().and_then(|id| self.measure(id))
            && !sized.formula.is_additive()
        {
            wrong(
                "sized",
                "气泡面积的指标应可相加（count 或 sum）。",
                "The area of bubbles needs a measure whose parts add up: count or sum.",
            );
        }
        let sees = |measure: &Measure, dimension: &Dimension| {
            self.table(&measure.table).is_none() || self.locate(&measure.table, dimension).is_some()
        };
        for (key, id) in [("by", Some(&spec.by)), ("split", spec.split.as_ref()), ("per", spec.per.as_ref())] {
            let blind = id.and_then(|id| self.dimension(id)).is_some_and(|dimension| !sees(measure, dimension));
            if blind {
                faults.push(Unfit::unseen(key, "指标的数据表看不到这个维度。", "The measure's table cannot see this dimension."));
            }
        }
        for (key, id) in [("against", &spec.against), ("sized", &spec.sized)] {
            let other = id.as_deref().and_then(|id| self.measure(id));
            let dimensions = [Some(&spec.by), spec.per.as_ref()];
            let blind = |other: &Measure| dimensions.into_iter().flatten().filter_map(|id| self.dimension(id)).any(|it| !sees(other, it));
            if other.is_some_and(blind) {
                faults.push(Unfit::unseen(key, "该指标的数据表看不到维度（by、per）。", "The table of this measure cannot see by or per."));
            }
            if other.is_some_and(|other| matches!(other.formula, Formula::Holders { .. })) {
                faults.push(Unfit::new(
                    key,
                    "持有者数可能只有上下限，不能作图。",
                    "A count of holders may be mere bounds, which cannot be drawn.",
                ));
            }
        }
        faults
    }
}

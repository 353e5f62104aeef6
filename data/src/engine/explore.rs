//! The chooser beside the chart that a reader makes: for each parameter what it can be, each a link to the chart with it; what cannot be drawn
//! says why.

use super::answer::Asked;
use crate::Text;
use crate::plan::{pairs, value, with};
use crate::query::{Cols, Query};
use crate::report::{Choice, ChoiceOption};
use crate::schema::{Formula, PanelKind, PanelSpec, Schema};

/// How many marks a reader may ask for.
const TOPS: [usize; 4] = [10, 30, 100, 400];

impl Asked<'_> {
    /// The choices of the chart on this page.
    pub(super) fn chooser(&self, spec: &PanelSpec) -> Vec<Choice> {
        let schema = &self.store.schema;
        let measures = || -> Vec<(String, Text)> {
            let drawable = schema.measures.iter().filter(|measure| !matches!(measure.formula, Formula::Holders { .. }));
            drawable.map(|measure| (measure.id.clone(), measure.title.clone())).collect()
        };
        let dimensions = || -> Vec<(String, Text)> {
            let counted = |table: &str| schema.measures.iter().any(|measure| measure.table == table);
            let seen = schema
                .dimensions
                .iter()
                .filter(|it| schema.tables.iter().any(|table| counted(&table.id) && schema.locate(&table.id, it).is_some()));
            seen.map(|it| (it.id.clone(), it.title.clone())).collect()
        };
        let none = |rest: Vec<(String, Text)>| std::iter::once((String::new(), Text::new("无", "None"))).chain(rest).collect();
        let kind = spec.kind;
        let title = Text::new;
        let mut choices = vec![
            self.choice(spec, "measure", title("指标", "Measure"), measures()),
            self.choice(spec, "chart", title("图形", "Chart"), PanelKind::ALL.map(|kind| (kind.name().to_string(), kind.title())).to_vec()),
        ];
        if kind != PanelKind::Histogram {
            choices.push(self.choice(spec, "by", title("维度", "By"), dimensions()));
        }
        if kind.takes_split() || matches!(kind, PanelKind::Bar | PanelKind::Pareto) {
            choices.push(self.choice(spec, "split", title("拆分", "Split"), none(dimensions())));
        }
        if kind.is_points() {
            choices.push(self.choice(spec, "against", title("横轴指标", "Horizontal measure"), measures()));
        }
        if kind == PanelKind::Bubble {
            choices.push(self.choice(spec, "sized", title("气泡面积", "Area of bubbles"), measures()));
        }
        choices.push(self.choice(spec, "per", title("小图", "Small multiples"), none(dimensions())));
        if kind.has_others() {
            let orders = [
                ("", title("默认次序", "Default")),
                ("value", title("按数值", "By value")),
                ("natural", title("按维度次序", "As the dimension is")),
            ];
            choices.push(self.choice(spec, "order", title("次序", "Order"), orders.map(|(id, text)| (id.to_string(), text)).to_vec()));
            if spec.per.is_none() {
                let tops = TOPS.map(|top| (top.to_string(), Text::new(format!("前 {top} 项"), format!("First {top}"))));
                choices.push(self.choice(spec, "top", title("项数", "Marks"), tops.to_vec()));
            }
        }
        if kind.is_points() || kind == PanelKind::Line {
            let logs = [
                ("", title("线性", "Linear")),
                ("x", title("横轴对数", "Horizontal log")),
                ("y", title("纵轴对数", "Vertical log")),
                ("xy", title("双对数", "Both log")),
            ];
            choices.push(self.choice(spec, "log", title("坐标", "Axes"), logs.map(|(id, text)| (id.to_string(), text)).to_vec()));
        }
        choices
    }

    fn choice(&self, spec: &PanelSpec, key: &'static str, title: Text, options: Vec<(String, Text)>) -> Choice {
        let now = value(spec, key);
        let option = |(value, label): (String, Text)| {
            let (link, why) = match with(&self.store.schema, spec, key, &value) {
                Ok(next) => (self.plan.query.with_chart(pairs(&next)), Text::default()),
                Err(why) => (self.plan.query.clone(), why),
            };
            ChoiceOption { selected: value == now, value, label, link, why }
        };
        Choice { key: key.to_string(), title, options: options.into_iter().map(option).collect() }
    }
}

impl Query {
    /// The page of another chart under the same filter: its table starts afresh.
    fn with_chart(&self, chart: Vec<(String, String)>) -> Query {
        Query { chart, tab: None, sort: None, cols: Cols::Default, q: None, page: 1, ..self.clone() }
    }
}

/// Whether a bundle has anything to draw.
pub(super) fn is_there(schema: &Schema) -> bool {
    !schema.measures.is_empty() && !schema.dimensions.is_empty()
}

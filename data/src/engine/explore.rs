//! The chooser of the chart that a reader makes: for each parameter what it can be, each with the chart that it leads to; what cannot be drawn
//! says why. Five parameters every kind of chart has, though it may have no use for one; the further ones only those that take them.

use super::answer::Asked;
use crate::Text;
use crate::plan::{pairs, value, with};
use crate::query::{Cols, Query};
use crate::report::{Choice, ChoiceOption};
use crate::schema::{Dimension, Formula, PanelKind, PanelSpec, Role, Schema};

/// How many marks a reader may ask for.
const TOPS: [usize; 4] = [10, 30, 100, 400];

/// A value of a parameter: as it stands in addresses, its label, its group.
type Offer = (String, Text, Text);

impl Asked<'_> {
    /// The choices of the chart on this page.
    pub(super) fn chooser(&self, spec: &PanelSpec) -> Vec<Choice> {
        let kind = spec.kind;
        let by = if kind == PanelKind::Histogram { or_none(self.dimensions()) } else { self.dimensions() };
        let kinds = PanelKind::ALL.map(|kind| (kind.name().to_string(), kind.title(), kind.purpose())).to_vec();
        let first = [
            ("measure", Text::new("指标", "Measure"), self.measures()),
            ("by", Text::new("维度", "By"), by),
            ("split", Text::new("拆分", "Split"), or_none(self.dimensions())),
            ("per", Text::new("小图", "Small multiples"), or_none(self.dimensions())),
            ("chart", Text::new("图形", "Chart"), kinds),
        ];
        let further = [
            ("against", Text::new("横轴指标", "Horizontal measure"), kind.is_points(), self.measures()),
            ("sized", Text::new("气泡面积", "Area of bubbles"), kind == PanelKind::Bubble, self.measures()),
            ("index", Text::new("数值", "Values"), kind == PanelKind::Slope, indices()),
            ("order", Text::new("次序", "Order"), kind.has_others(), orders()),
            ("top", Text::new("项数", "Marks"), kind.has_others() && spec.per.is_none(), tops(spec.top)),
            ("log", Text::new("坐标", "Axes"), kind.is_points() || kind == PanelKind::Line, axes()),
        ];
        let first = first.into_iter().map(|(key, title, options)| self.choice(spec, key, title, false, options));
        let further = further.into_iter().filter(|(_, _, is_taken, _)| *is_taken);
        first.chain(further.map(|(key, title, _, options)| self.choice(spec, key, title, true, options))).collect()
    }

    /// The measures that can be drawn, by what they count.
    fn measures(&self) -> Vec<Offer> {
        let schema = &self.store.schema;
        let drawable = schema.measures.iter().filter(|measure| !matches!(measure.formula, Formula::Holders { .. }));
        let table = |id: &str| schema.table(id).map(|table| table.title.clone()).unwrap_or_default();
        grouped(drawable.map(|measure| (measure.id.clone(), measure.title.clone(), table(&measure.table))).collect())
    }

    /// The dimensions that some measure can be drawn by, by what they are.
    fn dimensions(&self) -> Vec<Offer> {
        let schema = &self.store.schema;
        let counted = |table: &str| schema.measures.iter().any(|measure| measure.table == table);
        let seen = |it: &&Dimension| schema.tables.iter().any(|table| counted(&table.id) && schema.locate(&table.id, it).is_some());
        let nature = |role: Role| match role {
            Role::Region => Text::new("地区", "Places"),
            Role::Year | Role::Ordered => Text::new("时间与等级", "Dates and grades"),
            Role::Plain => Text::new("类别", "Categories"),
        };
        grouped(schema.dimensions.iter().filter(seen).map(|it| (it.id.clone(), it.title.clone(), nature(it.role))).collect())
    }

    fn choice(&self, spec: &PanelSpec, key: &'static str, title: Text, further: bool, options: Vec<Offer>) -> Choice {
        let now = value(spec, key);
        let option = |(value, label, group): Offer| {
            let (link, why) = match with(&self.store.schema, spec, key, &value) {
                Ok(next) => (self.plan.query.with_chart(pairs(&next)), Text::default()),
                Err(why) => (self.plan.query.clone(), why),
            };
            ChoiceOption { selected: value == now, value, label, group, link, why }
        };
        Choice { key: key.to_string(), title, further, options: options.into_iter().map(option).collect() }
    }
}

/// Options of one group beside each other, the groups in the order of their first; one group alone is none.
fn grouped(options: Vec<Offer>) -> Vec<Offer> {
    let mut groups: Vec<Text> = Vec::new();
    for (.., group) in &options {
        if !groups.contains(group) {
            groups.push(group.clone());
        }
    }
    let of = |wanted: &Text| options.iter().filter(|(.., group)| group == wanted).cloned().collect::<Vec<_>>();
    match groups.as_slice() {
        [_] => options.into_iter().map(|(value, label, _)| (value, label, Text::default())).collect(),
        _ => groups.iter().flat_map(of).collect(),
    }
}

fn or_none(options: Vec<Offer>) -> Vec<Offer> {
    std::iter::once((String::new(), Text::new("无", "None"), Text::default())).chain(options).collect()
}

fn plain<const N: usize>(options: [(&str, &str, &str); N]) -> Vec<Offer> {
    options.map(|(value, zh, en)| (value.to_string(), Text::new(zh, en), Text::default())).to_vec()
}

fn indices() -> Vec<Offer> {
    plain([("", "原值", "As they are"), ("first", "指数（首期 = 100）", "Index (first = 100)")])
}

fn orders() -> Vec<Offer> {
    plain([("", "默认次序", "Default"), ("value", "按数值", "By value"), ("natural", "按维度次序", "As the dimension is")])
}

fn axes() -> Vec<Offer> {
    plain([("", "线性", "Linear"), ("x", "横轴对数", "Horizontal log"), ("y", "纵轴对数", "Vertical log"), ("xy", "双对数", "Both log")])
}

/// The numbers of marks, what an address has among them.
fn tops(now: Option<usize>) -> Vec<Offer> {
    let mut tops: Vec<usize> = TOPS.into_iter().chain(now).collect();
    tops.sort_unstable();
    tops.dedup();
    tops.into_iter().map(|top| (top.to_string(), Text::new(format!("前 {top} 项"), format!("First {top}")), Text::default())).collect()
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

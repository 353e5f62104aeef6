//! Samples of choropleths: made-up regions, one with a hole, one of two islands.

use std::sync::Arc;

use super::*;
use ::data::report::{Multiple, Shape};
use ::data::schema::Classing;

fn square(left: f64, bottom: f64, side: f64) -> Vec<(f64, f64)> {
    vec![(left, bottom), (left + side, bottom), (left + side, bottom + side), (left, bottom + side), (left, bottom)]
}

/// Nine regions three by three; the middle one has a hole, the last one an island.
fn shapes() -> Vec<Arc<Shape>> {
    let one = |at: usize| {
        let (left, bottom) = (122.0 + (at % 3) as f64 * 2.0, 41.0 + (at / 3) as f64 * 1.5);
        let block = vec![(left, bottom), (left + 2.0, bottom), (left + 2.0, bottom + 1.5), (left, bottom + 1.5), (left, bottom)];
        let mut polygons = vec![vec![block]];
        if at == 4 {
            polygons[0].push(square(left + 1.5, bottom + 0.2, 0.3));
        }
        if at == 8 {
            polygons.push(vec![square(left + 2.3, bottom + 0.3, 0.4)]);
        }
        Arc::new(Shape { polygons })
    };
    (0..9).map(one).collect()
}

fn regions(id: &str, values: &[Option<f64>]) -> Panel {
    let mut panel = super::values(id, values);
    panel.kind = PanelKind::Choropleth;
    panel.approval = Text::new("审图号：示例（虚构区域）", "Approval number: none, made-up regions");
    for (row, shape) in panel.rows.iter_mut().zip(shapes()) {
        row.shape = Some(shape);
        row.marked = false;
    }
    panel
}

const COUNTS: [Option<f64>; 9] = [Some(17.0), Some(9.0), Some(7.0), Some(6.0), Some(5.0), Some(4.0), Some(4.0), Some(3.0), Some(1.0)];

pub(super) fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &'static str, panel: Panel, lang: Lang| samples.push(Sample { name, panel, lang });
    add("choropleth-nine", regions("shapes", &COUNTS), Lang::Zh);
    add("choropleth-nine-en", regions("shapes-en", &COUNTS), Lang::En);
    add("choropleth-natural", Panel { classes: Classing::Natural, ..regions("natural", &COUNTS) }, Lang::Zh);
    add("choropleth-illustrative", illustrate(regions("shapes-hatched", &COUNTS), 5), Lang::Zh);
    add("choropleth-selected", select(regions("shapes-selected", &COUNTS), &[0, 4]), Lang::Zh);
    let mut some = COUNTS;
    (some[1], some[6]) = (None, None);
    let mut lost = regions("shapes-missing", &some);
    lost.rows[8].shape = None;
    add("choropleth-some-missing", lost, Lang::Zh);
    add("choropleth-all-missing", regions("shapes-none", &[None; 9]), Lang::Zh);
    add("choropleth-all-zero", regions("shapes-zero", &[Some(0.0); 9]), Lang::Zh);
    let huge = COUNTS.map(|count| count.map(|count| count * 1e11));
    add("choropleth-huge", Panel { measure: measure("产值", "Output", "元", "CNY", 0), ..regions("shapes-huge", &huge) }, Lang::Zh);
    let whole = regions("shapes-multiples", &COUNTS);
    let multiple = |label: &str, factor: f64| {
        let mut rows = whole.rows.clone();
        rows.iter_mut().for_each(|row| row.amount.value = row.amount.value.map(|value| (value * factor).round()));
        Multiple { value: label.into(), label: Text::same(label), rows, ..Multiple::default() }
    };
    let multiples = vec![multiple("甲类", 1.0), multiple("乙类", 0.5), multiple("丙类", 2.0)];
    add("choropleth-multiples", Panel { multiples, ..whole.clone() }, Lang::Zh);
    samples
}

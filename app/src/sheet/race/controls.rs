//! The form of the contest: a slider a measure, the method, whether illustrative rows count, and what the script says of its answers.

use data::composite::{Aggregation, Norm};
use data::query::WEIGHT;
use data::sheet::{Race, RaceInput, Sheet};
use data::{Lang, Query, Text};
use leptos::prelude::*;

use super::{leaders, named};
use crate::format;
use crate::sheet::say;
use crate::view::form;
use crate::view::live::el;

/// The form: one slider a measure, the method, and whether illustrative rows count.
pub(super) fn controls(sheet: &Sheet, race: &Race, lang: Lang) -> AnyView {
    let query = &sheet.query;
    let kept =
        Query { weights: Vec::new(), norm: Norm::default(), aggregation: Aggregation::default(), illustrative: false, ..query.clone() };
    let fields = form::kept(&kept);
    let sliders = race.inputs.iter().map(|input| slider(input, lang));
    let choice = |name: &'static str, label: &str, options: Vec<(&'static str, Text, bool)>| {
        let options = options
            .into_iter()
            .map(|(value, title, chosen)| el!("option" { "value" = value, "selected" = chosen.then(String::new) } [title.get(lang)]));
        el!("div" { "class" = "method" } [
            el!("label" { "for" = name } [label]),
            el!("select" { "id" = name, "name" = name } [options.collect::<Vec<_>>()]),
        ])
    };
    let norms = Norm::ALL.map(|norm| (norm.id(), norm.title(), norm == race.norm)).to_vec();
    let aggregations = Aggregation::ALL.map(|it| (it.id(), it.title(), it == race.aggregation)).to_vec();
    let action = Query { clauses: Vec::new(), lang: None, ..query.on_view("race") }.to_string();
    let basis = vec![
        ("0", Text::new("只计公布和推断的记录", "Published and inferred rows only"), !query.illustrative),
        ("1", Text::new("计入示例数据", "Illustrative rows too"), query.illustrative),
    ];
    let own = Query { weights: Vec::new(), ..query.clone() };
    let failed = say(lang, "没有收到答复，排名仍是上一次的。", "No answer came; the ranking is still the one before.");
    el!("form" { "class" = "contest", "method" = "get", "action" = action, "autocomplete" = "off" } [
        fields,
        el!("fieldset" [
            el!("legend" [say(lang, "权重", "Weights")]),
            sliders.collect::<Vec<_>>(),
            el!("p" { "class" = "leaders", "id" = "race-leaders", "role" = "status" } [leaders(race, lang)]),
            el!("p" { "class" = "failure", "id" = "race-failure", "role" = "alert", "hidden" = "" } [
                failed,
                " ",
                el!("button" { "type" = "submit", "class" = "button" } [say(lang, "再试", "Try again")]),
            ]),
        ]),
        el!("fieldset" [
            el!("legend" [say(lang, "方法", "Method")]),
            choice("norm", say(lang, "标准化", "Normalisation"), norms),
            choice("agg", say(lang, "合成", "Aggregation"), aggregations),
            choice("illustrative", say(lang, "数据", "Data"), basis),
            el!("p" { "class" = "method" } [
                el!("button" { "type" = "submit", "class" = "button", "id" = "race-submit" } [say(lang, "重新排名", "Rank again")]),
                el!("a" { "href" = own.to_string() } [say(lang, "恢复原定权重", "Back to the bundle’s weights")]),
            ]),
        ]),
    ])
}

/// A measure's slider: its weight, and the share that this is of all weights.
fn slider(input: &RaceInput, lang: Lang) -> AnyView {
    let id = format!("{WEIGHT}{}", input.measure.id);
    let weight = input.weight.to_string();
    view! {
        <div class="weight">
            <label for=id.clone()>{named(input, lang)}</label>
            <input
                type="range"
                id=id.clone()
                name=id.clone()
                min="0"
                max="100"
                step="5"
                value=weight.clone()
            />
            <output for=id>{weight}</output>
            <span class="share">{format::percent(input.share)}</span>
        </div>
    }
    .into_any()
}

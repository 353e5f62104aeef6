//! `/{bundle}/race`: the contest: weights as sliders in a form, the ranking with each part's contribution and its interval, and who cannot be
//! ranked and why.

use data::composite::{Aggregation, Norm};
use data::query::WEIGHT;
use data::sheet::{Race, Ranked, Sheet};
use data::{Basis, Lang, Query, Text};
use leptos::prelude::*;

use super::frame::{amount, figure, head, table};
use super::{say, script};
use crate::format;
use crate::view::basis::still_exception;
use crate::view::form;
use crate::view::live::el;
use crate::words::plural::counted;

/// The number beside a slider follows it; without scripts the slider still works.
const FOLLOW: &str = "document.querySelector('.contest').addEventListener('input',({target})=>{\
                      const says=target.nextElementSibling;if(says?.localName==='output')says.value=target.value})";

pub(super) fn draw(sheet: &Sheet, race: &Race, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "按所选指标的加权综合得分排序，方法依据经合组织与欧盟联合研究中心《综合指标构建手册》（2008）。缺指标的不排名、不估补；位次区间为围绕所选权重抽取一千组权重所得。",
        "Ranked by a weighted composite of the chosen measures, after the OECD and JRC Handbook on Constructing Composite Indicators (2008). What lacks an input is not ranked and nothing is imputed; the interval of places comes from a thousand sets of weights drawn around the chosen ones.",
    );
    let mut main = vec![head(sheet, lang, lede), controls(sheet, race, lang)];
    if race.ranked.is_empty() {
        main.push(el!("p" { "class" = "empty" } [nobody(sheet, race, lang)]));
    } else {
        main.extend(race.chart.as_ref().map(|chart| el!("section" { "class" = "panels one" } [figure(chart, lang)])));
        main.push(ranking(race, sheet.basis, lang));
    }
    main.push(unranked(race, sheet.basis, lang));
    main
}

/// Why there is no ranking, and the way to one.
fn nobody(sheet: &Sheet, race: &Race, lang: Lang) -> AnyView {
    let why = match lang {
        Lang::Zh => format!("没有一个{}具备全部所选指标的公布数据，因此不排名。", race.of.zh),
        Lang::En => format!("No {} has published data for every chosen measure, so nothing is ranked.", race.of.en),
    };
    let with = Query { illustrative: true, ..sheet.query.clone() };
    let offer = (race.left_out > 0 && !sheet.query.illustrative)
        .then(|| el!("a" { "href" = with.to_string() } [say(lang, "计入示例数据看看方法", "Let illustrative rows in, to see the method")]));
    el!("span" [why, " ", offer])
}

/// The form: one slider a measure, the method, and whether illustrative rows count.
fn controls(sheet: &Sheet, race: &Race, lang: Lang) -> AnyView {
    let query = &sheet.query;
    let kept =
        Query { weights: Vec::new(), norm: Norm::default(), aggregation: Aggregation::default(), illustrative: false, ..query.clone() };
    let fields = form::kept(&kept);
    let sliders = race.inputs.iter().map(|input| {
        let (id, name) = (format!("{WEIGHT}{}", input.measure.id), input.measure.title.get(lang).to_string());
        let label = format!("{name}{}", if input.low_is_good { say(lang, "（越低越好）", " (less is better)") } else { "" });
        let weight = input.weight.to_string();
        view! {
            <div class="weight">
                <label for=id.clone()>{label}</label>
                <input
                    type="range"
                    id=id.clone()
                    name=id
                    min="0"
                    max="100"
                    step="5"
                    value=weight.clone()
                />
                <output>{weight}</output>
                <span class="share">{format::percent(input.share)}</span>
            </div>
        }
        .into_any()
    });
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
    el!("form" { "class" = "contest", "method" = "get", "action" = action } [
        fields,
        el!("fieldset" [el!("legend" [say(lang, "权重", "Weights")]), sliders.collect::<Vec<_>>()]),
        el!("fieldset" [
            el!("legend" [say(lang, "方法", "Method")]),
            choice("norm", say(lang, "标准化", "Normalisation"), norms),
            choice("agg", say(lang, "合成", "Aggregation"), aggregations),
            choice("illustrative", say(lang, "数据", "Data"), basis),
            el!("button" { "type" = "submit", "class" = "button" } [say(lang, "重新排名", "Rank again")]),
        ]),
        script(FOLLOW),
    ])
}

fn ranking(race: &Race, head: Basis, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    let mut heads = vec![
        (race.of.get(lang).to_string(), false),
        (word("位次", "Place"), true),
        (word("位次区间", "Interval"), true),
        (word("得分", "Score"), true),
    ];
    heads.extend(race.inputs.iter().filter(|input| input.weight > 0).map(|input| (input.measure.title.get(lang).to_string(), true)));
    let line = |row: &Ranked| {
        let name =
            el!("span" [el!("a" { "href" = row.link.to_string() } [row.label.get(lang)]), " ", still_exception(row.basis, head, lang)]);
        let mut line = vec![
            (name, false),
            (row.place.to_string().into_any(), true),
            (interval(row, lang), true),
            (format::number(row.score, 1).into_any(), true),
        ];
        let inputs = race.inputs.iter().zip(&row.inputs).zip(&row.contributions).filter(|((input, _), _)| input.weight > 0);
        line.extend(inputs.map(|((input, value), contribution)| {
            let remark = format!("{} {}", say(lang, "贡献", "adds"), format::number(*contribution, 1));
            (el!("span" { "class" = "stack" } [amount(value, &input.measure, head, lang), el!("small" [remark])]), true)
        }));
        line
    };
    let note = match lang {
        Lang::Zh => {
            format!("位次区间：{} 组权重抽自 Dirichlet({} × 权重)，九成位次所在；括号内为最好与最差位次。", race.draws, race.concentration)
        }
        Lang::En => format!(
            "Interval: where nine of ten places lie under {} sets of weights drawn from Dirichlet({} × weight); in brackets the best and the worst place.",
            race.draws, race.concentration
        ),
    };
    el!("section" [
        table(&word("排名", "Ranking"), heads, race.ranked.iter().map(line).collect()),
        el!("p" { "class" = "note" } [note]),
    ])
}

fn interval(row: &Ranked, lang: Lang) -> AnyView {
    let it = row.interval;
    let range = |from: u32, to: u32| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let all = match lang {
        Lang::Zh => format!("（{}）", range(it.best, it.worst)),
        Lang::En => format!(" ({})", range(it.best, it.worst)),
    };
    format!("{}{all}", range(it.from, it.to)).into_any()
}

/// Who is not ranked: those that lack an input, and how many rest on illustrative rows alone.
fn unranked(race: &Race, head: Basis, lang: Lang) -> AnyView {
    let items = race.unranked.iter().map(|row| {
        let lacks = row
            .lacks
            .iter()
            .map(|(measure, why)| format!("{}{}", measure.get(lang), super::super::words::words(lang).in_brackets(why.get(lang))));
        let lacks = lacks.collect::<Vec<_>>().join(say(lang, "、", ", "));
        el!("li" [
            el!("a" { "href" = row.link.to_string() } [row.label.get(lang)]),
            " ",
            still_exception(row.basis, head, lang),
            el!("span" { "class" = "lacks" } [format!("{}{lacks}", say(lang, "缺：", "lacks "))]),
        ])
    });
    let left_out = (race.left_out > 0).then(|| {
        el!("p" { "class" = "note" } [match lang {
            Lang::Zh => format!("另有 {} 个只有示例数据，未列入。", race.left_out),
            Lang::En => format!(
                "{} left out.",
                counted(race.left_out, ["more has illustrative rows only and is", "more have illustrative rows only and are"])
            ),
        }])
    });
    let title = match lang {
        Lang::Zh => format!("不能排名的{}（{}）", race.of.zh, race.unranked.len()),
        Lang::En => format!("Not rankable ({})", race.unranked.len()),
    };
    el!("section" { "class" = "unranked" } [
        (!race.unranked.is_empty()).then(|| el!("h3" [title])),
        (!race.unranked.is_empty()).then(|| el!("ul" [items.collect::<Vec<_>>()])),
        left_out,
    ])
}

//! `/{bundle}/race`: the contest: weights as sliders in a form, the ranking with each part's contribution and its interval, who cannot be ranked and
//! why, and what each measure holds. With scripts the ranking follows the sliders; without, the form has a button.

mod controls;

use data::sheet::{Race, RaceInput, Ranked, Sheet};
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use self::controls::controls;
use super::chart::charts;
use super::frame::{Cells, amount, head, scaled, table};
use super::{say, script};
use crate::format::{self, Scale, scale};
use crate::page::base;
use crate::view::basis::still_exception;
use crate::view::live::el;
use crate::view::wrapped::{around, wrapped};
use crate::words::plural::counted;
use crate::words::words;

/// Ranks while a slider moves.
const FOLLOW: &str = include_str!("race/follow.js");

pub(super) fn draw(sheet: &Sheet, race: &Race, lang: Lang) -> Vec<AnyView> {
    let lede = match lang {
        Lang::Zh => format!(
            "拖动滑块设定各指标的权重，{}随之按加权综合得分重新排名；缺少所选指标的不排名，也不估补。横线表示权重略有出入时位次会落在哪里：线越长，名次越取决于权重。",
            race.of.zh
        ),
        Lang::En => "Move the sliders to weigh the measures and the ranking follows; what lacks a chosen measure is not ranked, and nothing is imputed. The lines show where a place would lie under slightly other weights: the longer the line, the more the place hangs on the weights.".to_string(),
    };
    let answer = if race.ranked.is_empty() {
        vec![
            el!("p" { "class" = "empty" } [nobody(sheet, race, lang)]),
            holdings(race, sheet.basis, lang),
            unranked(race, sheet.basis, lang),
        ]
    } else {
        let drawn = charts(race.places.iter().chain(&race.chart), sheet, lang);
        vec![
            drawn.into_any(),
            ranking(race, sheet.basis, lang),
            unranked(race, sheet.basis, lang),
            holdings(race, sheet.basis, lang),
            method(race, lang),
        ]
    };
    vec![
        el!("div" { "class" = "progress", "aria-hidden" = "true" }),
        head(sheet, lang, &lede),
        el!("div" { "class" = "race" } [
            controls(sheet, race, lang),
            // The script puts the next answer here; the address that it belongs to goes with it.
            el!("div" { "id" = "race-answer", "data-address" = base().before(sheet.query.to_string()) } [answer]),
        ]),
        script(FOLLOW),
    ]
}

/// The first three, said whenever they change.
fn leaders(race: &Race, lang: Lang) -> String {
    let first = race.ranked.iter().take(3).map(|row| match lang {
        Lang::Zh => format!("第 {} 位{}（{} 分）", row.place, row.label.zh, format::number(row.score, 1)),
        Lang::En => format!("{} {} ({})", row.place, row.label.en, format::number(row.score, 1)),
    });
    let first = first.collect::<Vec<_>>().join(say(lang, "，", ", "));
    let all = race.ranked.len() as u32;
    match (all, lang) {
        (0, Lang::Zh) => "没有可排名的".to_string(),
        (0, Lang::En) => "Nothing can be ranked".to_string(),
        (_, Lang::Zh) => format!("{all} 个参与排名：{first}"),
        (_, Lang::En) => format!("{all} ranked: {first}"),
    }
}

/// Why there is no ranking, and the way to one.
fn nobody(sheet: &Sheet, race: &Race, lang: Lang) -> AnyView {
    let units = race.units;
    let why = match lang {
        Lang::Zh => format!("{units} 个{}中没有一个具备全部所选指标的公布数据，因此不排名。", race.of.zh),
        Lang::En => format!("None of {units} has published data for every chosen measure, so nothing is ranked."),
    };
    let with = Query { illustrative: true, ..sheet.query.clone() };
    let offer = (race.left_out > 0 && !sheet.query.illustrative)
        .then(|| el!("a" { "href" = with.to_string() } [say(lang, "计入示例数据看看方法", "Let illustrative rows in, to see the method")]));
    el!("span" [why, " ", offer])
}

/// What each measure holds: how many have it, and between which numbers.
fn holdings(race: &Race, page: Basis, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    let title = word("各指标有多少数据", "What each measure holds");
    let is_mixed = race.inputs.iter().any(|input| input.sound != input.known);
    let basis = race.inputs.iter().filter_map(|input| input.range.as_ref()).map(|(low, high)| low.basis.max(high.basis)).max();
    let mut heads =
        vec![(word("指标", "Measure"), false), (word("权重", "Weight"), true), (word("有公布数据", "With published data"), true)];
    heads.extend(is_mixed.then(|| (word("连同示例数据", "With illustrative rows"), true)));
    heads.extend([(word("最低", "Lowest"), true), (word("最高", "Highest"), true)]);
    let line = |input: &RaceInput| {
        let of = |count: u32| format!("{} / {}", format::count(count), format::count(race.units)).into_any();
        let end = |pick: fn(&(Amount, Amount)) -> &Amount| match &input.range {
            Some(range) => amount(pick(range), &input.measure, basis.unwrap_or_default(), lang),
            None => format::NO_VALUE.into_any(),
        };
        let mut cells: Cells =
            vec![(wrapped(&named(input, lang), lang), false), (input.weight.to_string().into_any(), true), (of(input.sound), true)];
        cells.extend(is_mixed.then(|| (of(input.known), true)));
        cells.extend([(end(|(low, _)| low), true), (end(|(_, high)| high), true)]);
        cells
    };
    let mark = basis.and_then(|basis| still_exception(basis, page, lang));
    el!("section" { "class" = "fitting" } [el!("h3" [title.as_str(), mark]), table(&title, heads, race.inputs.iter().map(line).collect())])
}

fn named(input: &RaceInput, lang: Lang) -> String {
    let less = if input.low_is_good { say(lang, "（越低越好）", " (less is better)") } else { "" };
    format!("{}{less}", input.measure.title.get(lang))
}

fn ranking(race: &Race, head: Basis, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    let mut heads = vec![
        (race.of.get(lang).to_string(), false),
        (word("位次", "Place"), true),
        (word("位次区间", "Interval"), true),
        (word("得分", "Score"), true),
    ];
    let weighed: Vec<(usize, Scale)> =
        (0..race.inputs.len()).filter(|at| race.inputs[*at].weight > 0).map(|at| (at, scale_of(race, at, lang))).collect();
    heads.extend(weighed.iter().map(|(at, scale)| {
        let title = race.inputs[*at].measure.title.get(lang);
        (if scale.unit.is_empty() { title.to_string() } else { words(lang).beside(title, &scale.unit) }, true)
    }));
    let line = |row: &Ranked| {
        let label = row.label.get(lang);
        let name =
            around(label, vec![el!("a" { "href" = row.link.to_string() } [label]), still_exception(row.basis, head, lang).into_any()]);
        let mut line = vec![
            (name, false),
            (row.place.to_string().into_any(), true),
            (interval(row, lang), true),
            (format::number(row.score, 1).into_any(), true),
        ];
        line.extend(weighed.iter().map(|(at, scale)| {
            let remark = format!("{} {}", say(lang, "贡献", "adds"), format::number(row.contributions[*at], 1));
            (el!("span" { "class" = "stack" } [scaled(&row.inputs[*at], scale, row.basis, lang), el!("small" [remark])]), true)
        }));
        line
    };
    el!("section" [
        el!("h3" [say(lang, "全部排名", "The whole ranking")]),
        table(&word("排名", "Ranking"), heads, race.ranked.iter().map(line).collect()),
    ])
}

/// The scale of an input's column.
fn scale_of(race: &Race, at: usize, lang: Lang) -> Scale {
    let measure = &race.inputs[at].measure;
    let most = race.ranked.iter().filter_map(|row| row.inputs[at].value).fold(0.0_f64, |most, value| most.max(value.abs()));
    scale(most, measure.unit.get(lang), measure.decimals, lang)
}

/// Where the places lie, in brackets the best and the worst.
fn interval(row: &Ranked, lang: Lang) -> AnyView {
    let it = row.interval;
    let [most, all] = [(it.from, it.to), (it.best, it.worst)].map(|(from, to)| format::places(f64::from(from), f64::from(to)));
    words(lang).beside(&most, &all).into_any()
}

/// How scores and intervals are made.
fn method(race: &Race, lang: Lang) -> AnyView {
    let note = match lang {
        Lang::Zh => format!(
            "方法依据经合组织与欧盟联合研究中心《综合指标构建手册》（2008）。位次区间：{} 组权重抽自 Dirichlet({} × 权重)，九成位次所在；括号内为最好与最差位次。",
            race.draws, race.concentration
        ),
        Lang::En => format!(
            "After the OECD and JRC Handbook on Constructing Composite Indicators (2008). Interval: where nine of ten places lie under {} sets of weights drawn from Dirichlet({} × weight); in brackets the best and the worst place.",
            race.draws, race.concentration
        ),
    };
    el!("p" { "class" = "note" } [note])
}

/// Who is not ranked: those that lack an input, and how many rest on illustrative rows alone.
fn unranked(race: &Race, head: Basis, lang: Lang) -> AnyView {
    let items = race.unranked.iter().map(|row| {
        let lacks = row.lacks.iter().map(|(measure, why)| format!("{}{}", measure.get(lang), words(lang).in_brackets(why.get(lang))));
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

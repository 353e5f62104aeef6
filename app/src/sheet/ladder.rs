//! `/{bundle}/ladder`: a lane for each rung with a card for each unit, by industry group, and how many reach each rung by year and by group.

use data::sheet::{Card, Criterion, Ladder, Lane, Reached, Sheet};
use data::{Amount, Basis, Lang, Text};
use leptos::prelude::*;

use super::frame::{amount, head, table};
use super::say;
use crate::format;
use crate::view::basis::still_exception;
use crate::view::live::el;
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, ladder: &Ladder, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "各层级一栏，列出该层级的全部集群，按产业类型分组：认定年份，以及距上一层级还缺什么。标准只列有公开来源的。",
        "A lane for each rung with every cluster that stands there, by group: when it was recognised and what it still lacks for the next rung. Criteria are listed only with a public source.",
    );
    // What holds of every rung is said once.
    let has_criteria = ladder.lanes.iter().any(|lane| !lane.criteria.is_empty());
    let none = (!has_criteria)
        .then(|| el!("p" { "class" = "note" } [say(lang, "各层级均没有公布的认定标准。", "No criteria are published for any rung.")]));
    let lanes = ladder.lanes.iter().map(|lane| one_lane(lane, has_criteria, sheet.basis, lang)).collect::<Vec<_>>();
    let mut main = vec![head(sheet, lang, lede), none.unwrap_or_else(|| ().into_any()), el!("div" { "class" = "lanes" } [lanes])];
    let note = say(
        lang,
        "表中为达到该层级及以上的个数；转化率为达到上一层级的占达到本层级的比重。每个集群只有现层级的认定年份，按该年份归组；层级未报告的不计。",
        "Numbers at or above each rung; the conversion is the share that reaches the next one. Each cluster has the year of its present rung only and is grouped by that; those whose rung is not reported are left out.",
    );
    for (title, reached) in [(Text::new("按认定年份", "By year recognised"), &ladder.years), (ladder.group_title.clone(), &ladder.groups)]
    {
        if !reached.is_empty() {
            main.push(el!("section" { "class" = "fitting" } [el!("h3" [title.get(lang)]), conversion(&title, &ladder.rungs, reached, sheet.basis, lang)]));
        }
    }
    main.push(el!("p" { "class" = "note" } [note]));
    main
}

fn one_lane(lane: &Lane, has_criteria: bool, head: Basis, lang: Lang) -> AnyView {
    let none = (has_criteria && !lane.is_missing && lane.criteria.is_empty())
        .then(|| el!("p" { "class" = "small" } [say(lang, "没有公布的认定标准。", "No criteria are published.")]));
    let criteria = lane.criteria.iter().map(|it| el!("li"[criterion(it, lang)])).collect::<Vec<_>>();
    // A year that all lack for one reason is no news of any of them.
    let shared = lane.cards.first().map(|card| (&card.year, &card.year_missing)).filter(|(year, _)| year.is_none());
    let shared = shared.filter(|first| lane.cards.iter().all(|card| (&card.year, &card.year_missing) == *first));
    let undated = shared.map(|(_, reason)| {
        let reason = reason.as_ref().map_or(format::NO_VALUE, |reason| reason.get(lang));
        el!("p" { "class" = "small" } [say(lang, "认定年份：", "Year recognised: "), reason])
    });
    let nobody = lane.cards.is_empty().then(|| el!("p" { "class" = "small" } [say(lang, "没有集群在此层级。", "None stands here.")]));
    let groups = lane.cards.chunk_by(|a, b| a.group == b.group).map(|cards| one_group(cards, undated.is_some(), head, lang));
    let groups = groups.collect::<Vec<_>>();
    el!("section" { "class" = "lane" } [
        el!("h3" [lane.title.get(lang), " ", el!("small" [format::count(lane.cards.len() as u32)])]),
        none,
        (!criteria.is_empty()).then(|| el!("ul" { "class" = "small" } [criteria])),
        undated,
        nobody,
        (!groups.is_empty()).then(|| el!("div" { "class" = "groups" } [groups])),
    ])
}

/// The cards of one industry group.
fn one_group(cards: &[Card], undated: bool, head: Basis, lang: Lang) -> AnyView {
    let title = cards.first().map_or("", |card| card.group.get(lang));
    el!("div" { "class" = "group" } [
        el!("h4" [title, " ", el!("small" [format::count(cards.len() as u32)])]),
        el!("ul" { "class" = "cards" } [cards.iter().map(|card| one_card(card, undated, head, lang)).collect::<Vec<_>>()]),
    ])
}

fn criterion(it: &Criterion, lang: Lang) -> String {
    let threshold = format::amount(&Amount::stated(it.threshold, &it.threshold_written), &it.measure, lang);
    format!("{} ≥ {threshold}{}", it.measure.title.get(lang), words(lang).in_brackets(&it.source))
}

/// A unit with its year, unless its lane says that of all, and what it lacks.
fn one_card(card: &Card, undated: bool, head: Basis, lang: Lang) -> AnyView {
    let year = match (&card.year, &card.year_missing) {
        (Some(year), _) => match lang {
            Lang::Zh => format!("{year} 年"),
            Lang::En => year.clone(),
        },
        (None, Some(reason)) => format!("{}{}", say(lang, "年份", "year"), words(lang).in_brackets(reason.get(lang))),
        (None, None) => String::new(),
    };
    let unmet = card.unmet.iter().map(|it| {
        el!("li" [format!("{}{}", say(lang, "缺：", "lacks "), criterion(&it.criterion, lang)), say(lang, "，现有 ", ", has "), amount(&it.has, &it.criterion.measure, head, lang)])
    });
    el!("li" [
        el!("span" [el!("a" { "href" = card.link.to_string() } [card.label.get(lang)]), still_exception(card.basis, head, lang)]),
        (!undated).then(|| el!("span" { "class" = "small" } [year])),
        (!card.unmet.is_empty()).then(|| el!("ul" { "class" = "small" } [unmet.collect::<Vec<_>>()])),
    ])
}

/// How many reach each rung, and of these the next.
fn conversion(title: &Text, rungs: &[Text], reached: &[Reached], head: Basis, lang: Lang) -> AnyView {
    let mut heads = vec![(title.get(lang).to_string(), false)];
    for (at, rung) in rungs.iter().enumerate() {
        let rung = rung.get(lang);
        heads.push((format!("{rung}{}", say(lang, "及以上", " and up")), true));
        if at + 1 < rungs.len() {
            heads.push((say(lang, "转化率", "conversion").to_string(), true));
        }
    }
    let line = |row: &Reached| {
        let name = el!("span" [row.label.get(lang), " ", still_exception(row.basis, head, lang)]);
        let mut line = vec![(name, false)];
        for (at, count) in row.at_least.iter().enumerate() {
            line.push((format::count(*count).into_any(), true));
            if let Some(next) = row.at_least.get(at + 1) {
                let share = (*count > 0).then(|| format::percent(f64::from(*next) / f64::from(*count) * 100.0));
                line.push((share.unwrap_or_else(|| format::NO_VALUE.to_string()).into_any(), true));
            }
        }
        line
    };
    table(title.get(lang), heads, reached.iter().map(line).collect())
}

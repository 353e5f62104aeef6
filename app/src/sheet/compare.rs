//! `/{bundle}/compare`: sides beside each other: one table of every measure, and a chart for each.

use data::sheet::{Compared, ComparedCell, Comparison, Sheet, Side};
use data::{Basis, Lang, Query};
use leptos::prelude::*;

use super::frame::{amount, figure, head, table};
use super::say;
use crate::format;
use crate::view::form;
use crate::view::live::{el, field};

pub(super) fn draw(sheet: &Sheet, comparison: &Comparison, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "任意城市、片区、产业、集群或其以外部分并列对照，最多五方；第一方为基准。",
        "Any place, region group, industry, cluster, or what lies outside it, side by side: up to five, the first being the base.",
    );
    let sides = comparison.sides.iter().enumerate().map(|(at, side)| one_side(at, side, lang)).collect::<Vec<_>>();
    let mut main = vec![head(sheet, lang, lede), el!("ol" { "class" = "sides", "aria-label" = say(lang, "比较各方", "Sides") } [sides])];
    main.extend(picker(sheet, comparison, lang));
    if comparison.sides.len() < 2 {
        main.push(el!("p" { "class" = "empty" } [say(lang, "请至少选择两方。", "Choose at least two sides.")]));
    }
    if !comparison.sides.is_empty() {
        main.push(numbers(comparison, sheet.basis, lang));
        main.push(el!("section" { "class" = "panels" } [comparison.charts.iter().map(|chart| figure(chart, lang)).collect::<Vec<_>>()]));
    }
    main
}

fn one_side(at: usize, side: &Side, lang: Lang) -> AnyView {
    let name = side.label.get(lang);
    let remove = format!("{}{name}", say(lang, "移除：", "Remove: "));
    el!("li" [
        el!("b" [format!("{} ", at + 1)]),
        el!("a" { "href" = side.link.to_string() } [name]),
        side.with_rest.as_ref().map(|rest| el!("a" { "class" = "rest", "href" = rest.to_string(), "rel" = "nofollow" } [say(lang, "＋其余", "+ the rest")])),
        el!("a" { "class" = "undo", "href" = side.remove.to_string(), "rel" = "nofollow", "aria-label" = remove } ["×"]),
    ])
}

/// A form that adds a side: it keeps the others as hidden fields.
fn picker(sheet: &Sheet, comparison: &Comparison, lang: Lang) -> Option<AnyView> {
    if comparison.sides.len() >= comparison.most as usize {
        return None;
    }
    let without = Query { a: None, b: Vec::new(), ..sheet.query.clone() };
    let kept = form::kept(&without);
    let first = comparison.sides.first().map(|side| field("a", Signal::stored(side.key.clone())));
    let others = comparison.sides.iter().skip(1).map(|side| field("b", Signal::stored(side.key.clone()))).collect::<Vec<_>>();
    let groups = comparison.choices.iter().map(|choices| {
        let options =
            choices.values.iter().map(|(key, label)| el!("option" { "value" = key.as_str() } [label.get(lang)])).collect::<Vec<_>>();
        match choices.title.get(lang) {
            "" => options.into_iter().collect_view().into_any(),
            title => el!("optgroup" { "label" = title } [options]),
        }
    });
    let action = Query { clauses: Vec::new(), lang: None, ..sheet.query.on_view("compare") }.to_string();
    let name = if comparison.sides.is_empty() { "a" } else { "b" };
    Some(el!("form" { "class" = "picker", "method" = "get", "action" = action } [
        kept,
        first,
        others,
        el!("label" { "for" = "side" } [say(lang, "加入比较", "Add a side")]),
        el!("select" { "id" = "side", "name" = name } [groups.collect::<Vec<_>>()]),
        el!("button" { "type" = "submit", "class" = "button" } [say(lang, "加入", "Add")]),
    ]))
}

fn numbers(comparison: &Comparison, head: Basis, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    let mut heads = vec![(word("指标", "Measure"), false)];
    heads.extend(comparison.sides.iter().map(|side| (side.label.get(lang).to_string(), true)));
    let lines = comparison.rows.iter().map(|row| {
        let mut line = vec![(el!("span" { "title" = row.measure.description.get(lang) } [row.measure.title.get(lang)]), false)];
        line.extend(row.cells.iter().map(|cell| (one_cell(row, cell, head, lang), true)));
        line
    });
    table(&word("各方指标", "Measures by side"), heads, lines.collect())
}

/// The value, and under it its share of everything, and how it stands to the first side.
fn one_cell(row: &Compared, cell: &ComparedCell, head: Basis, lang: Lang) -> AnyView {
    if cell.unseen {
        let why = say(lang, "该指标的数据表没有这一维度", "The table of this measure cannot see this side");
        return el!("span" { "class" = "missing", "title" = why } [format::NO_VALUE, el!("span" { "class" = "vh" } [why])]);
    }
    let mut remarks = Vec::new();
    remarks.extend(cell.share.map(|share| format!("{} {}", say(lang, "占", "share"), format::percent(share))));
    let gap = cell.difference.map(|gap| format::gap(gap, &cell.difference_written, &row.measure, lang));
    remarks.extend(gap.map(|gap| format!("{} {gap}", say(lang, "差", "diff."))));
    remarks.extend(cell.ratio.map(|ratio| format!("{} {}", say(lang, "比", "ratio"), format::number(ratio, 2))));
    let remarks = (!remarks.is_empty()).then(|| el!("small"[remarks.join(say(lang, "，", ", "))]));
    el!("span" { "class" = "stack" } [amount(&cell.amount, &row.measure, head, lang), remarks])
}

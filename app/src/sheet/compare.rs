//! `/{bundle}/compare`: sides beside each other: one table of every measure, and a chart for each.

use data::report::MeasureInfo;
use data::sheet::{Compared, ComparedCell, Comparison, Sheet, Side, Suggested};
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use super::chart::charts;
use super::frame::{head, marked};
use super::say;
use crate::format::{self, Scale};
use crate::view::basis::still_exception;
use crate::view::form;
use crate::view::live::{el, field};
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, comparison: &Comparison, lang: Lang) -> Vec<AnyView> {
    let lede = match lang {
        Lang::Zh => format!("城市、片区、产业、集群或其以外部分并列对照，最多 {} 方；差与比均以第一方为基准。", comparison.most),
        Lang::En => format!(
            "Places, groups of them, industries, clusters, or what lies outside, side by side: up to {}. Differences and ratios are to the first side, the base.",
            comparison.most
        ),
    };
    let sides = comparison.sides.iter().enumerate().map(|(at, side)| one_side(at, side, lang)).collect::<Vec<_>>();
    let mut main = vec![head(sheet, lang, &lede)];
    if !comparison.sides.is_empty() {
        main.push(el!("ol" { "class" = "sides", "aria-label" = say(lang, "比较各方", "Sides") } [sides]));
    }
    main.extend(picker(sheet, comparison, lang));
    main.extend(what_to_do(sheet, comparison, lang));
    if !comparison.sides.is_empty() {
        main.push(numbers(comparison, sheet.basis, lang));
        main.extend(charts(&comparison.charts, sheet, lang));
    }
    main
}

fn one_side(at: usize, side: &Side, lang: Lang) -> AnyView {
    let name = side.label.get(lang);
    let remove = format!("{}{name}", say(lang, "移除：", "Remove: "));
    let as_base = format!("{}{name}", say(lang, "作为基准：", "Make the base: "));
    el!("li" [
        el!("b" [(at + 1).to_string()]),
        el!("a" { "href" = side.link.to_string() } [name]),
        match &side.first {
            None => el!("span" { "class" = "small" } [say(lang, "基准", "base")]),
            Some(first) => el!("a" { "class" = "rest", "href" = first.to_string(), "rel" = "nofollow", "aria-label" = as_base } [say(lang, "作基准", "make base")]),
        },
        side.with_rest.as_ref().map(|rest| el!("a" { "class" = "rest", "href" = rest.to_string(), "rel" = "nofollow" } [say(lang, "＋其余", "+ the rest")])),
        el!("a" { "class" = "undo", "href" = side.remove.to_string(), "rel" = "nofollow", "aria-label" = remove } ["×"]),
    ])
}

/// A form that adds a side by its name, chosen from a list or written: it keeps the others as hidden fields.
fn picker(sheet: &Sheet, comparison: &Comparison, lang: Lang) -> Option<AnyView> {
    if comparison.sides.len() >= comparison.most as usize {
        return None;
    }
    let without = Query { a: None, b: Vec::new(), ..sheet.query.clone() };
    let kept = form::kept(&without);
    let first = comparison.sides.first().map(|side| field("a", Signal::stored(side.key.clone())));
    let others = comparison.sides.iter().skip(1).map(|side| field("b", Signal::stored(side.key.clone()))).collect::<Vec<_>>();
    let options = comparison.choices.iter().map(|choice| el!("option" { "value" = choice.get(lang) })).collect::<Vec<_>>();
    let name = if comparison.sides.is_empty() { "a" } else { "b" };
    Some(el!("form" { "class" = "picker", "method" = "get", "action" = form::action(&without) } [
        kept,
        first,
        others,
        el!("label" { "for" = "side" } [say(lang, "加入一方", "Add a side")]),
        view! {
            <input
                type="text"
                id="side"
                name=name
                list="choices"
                required
                autocomplete="off"
                placeholder=say(lang, "输入城市、产业等名称", "Name of a place, an industry, …")
            />
        }
        .into_any(),
        el!("datalist" { "id" = "choices" } [options]),
        el!("button" { "type" = "submit", "class" = "button" } [say(lang, "加入", "Add")]),
    ]))
}

/// What there is to do while there are not two sides.
fn what_to_do(sheet: &Sheet, comparison: &Comparison, lang: Lang) -> Option<AnyView> {
    let why = match comparison.sides.len() {
        0 => say(
            lang,
            "尚未选择比较各方。在上栏输入名称并“加入”；或在总览选中两个城市，再点“对比”。",
            "No sides yet. Write a name above and add it; or choose two places on the overview, then “Compare”.",
        ),
        1 => say(lang, "只有一方：再加入一方即可对照。", "One side only: add another to compare."),
        _ => return None,
    };
    let overview = el!("a" { "href" = sheet.query.on_view("").to_string() } [words(lang).view("")]);
    let suggested = comparison.suggested.as_ref().map(|Suggested { sides, link }| {
        let sides = sides.iter().map(|side| side.get(lang)).collect::<Vec<_>>().join(say(lang, "、", ", "));
        el!("span" [say(lang, "，或查看：", ", or see: "), el!("a" { "href" = link.to_string() } [sides])])
    });
    let ways = comparison.sides.is_empty().then(|| el!("p" [say(lang, "前往", "Go to the "), overview, suggested]));
    Some(el!("div" { "class" = "empty" } [el!("p" [why]), ways]))
}

/// One row a measure, one column a side; on a narrow page a block a measure, a line a side.
fn numbers(comparison: &Comparison, head: Basis, lang: Lang) -> AnyView {
    let caption = say(lang, "各方指标", "Measures by side");
    let heads =
        comparison.sides.iter().map(|side| el!("th" { "scope" = "col", "class" = "number" } [side.label.get(lang)])).collect::<Vec<_>>();
    let line = |row: &Compared| {
        let (measure, scale) = (&row.measure, scale(row, lang));
        let basis = common(row).unwrap_or(head);
        let cells = comparison.sides.iter().zip(&row.cells).map(|(side, cell)| {
            el!("td" { "class" = "number" } [
                // Where a line is a side, it says whose.
                el!("span" { "class" = "of-side", "aria-hidden" = "true" } [side.label.get(lang)]),
                one_cell(measure, cell, &scale, basis, lang),
            ])
        });
        let unit = Some(scale.unit.as_str()).filter(|unit| !unit.is_empty() && *unit != "%");
        el!("tr" [
            el!("th" { "scope" = "row" } [
                el!("span" { "title" = measure.description.get(lang) } [measure.title.get(lang)]),
                unit.map(|unit| el!("small" [words(lang).in_brackets(unit)])),
                still_exception(basis, head, lang),
            ]),
            cells.collect::<Vec<_>>(),
        ])
    };
    el!("div" { "class" = "scroll compared", "tabindex" = "0", "role" = "region", "aria-label" = caption } [
        el!("table" { "style" = format!("--sides:{}", comparison.sides.len()) } [
            el!("caption" { "class" = "vh" } [caption]),
            el!("thead" [el!("tr" [el!("th" { "scope" = "col" } [say(lang, "指标", "Measure")]), heads])]),
            el!("tbody" [comparison.rows.iter().map(line).collect::<Vec<_>>()]),
        ]),
    ])
}

/// How a chart of the row would scale its numbers.
fn scale(row: &Compared, lang: Lang) -> Scale {
    let amounts = row.cells.iter().map(|cell| &cell.amount);
    let sizes = amounts.flat_map(|amount| [amount.value, amount.bounds.map(|bounds| bounds.high)]).flatten();
    let most = sizes.fold(0.0_f64, |most, value| most.max(value.abs()));
    format::scale(most, row.measure.unit.get(lang), row.measure.decimals, lang)
}

/// What every value of a row rests on, where that is the same.
fn common(row: &Compared) -> Option<Basis> {
    let mut bases = row.cells.iter().filter(|cell| !cell.unseen).map(|cell| cell.amount.basis);
    let first = bases.next()?;
    bases.all(|basis| basis == first).then_some(first)
}

/// The value, and under it its share of everything, and how it stands to the first side.
fn one_cell(measure: &MeasureInfo, cell: &ComparedCell, scale: &Scale, head: Basis, lang: Lang) -> AnyView {
    if cell.unseen {
        let why = say(lang, "数据表无此维度", "not in this table");
        return el!("span" { "class" = "amount missing" } [el!("span" [format::NO_VALUE]), el!("small" [why])]);
    }
    let mut remarks = Vec::new();
    remarks.extend(cell.share.map(|share| format!("{} {}", say(lang, "占", "share"), format::percent(share))));
    remarks.extend(
        cell.difference
            .map(|gap| format!("{} {}", say(lang, "差", "diff."), difference(gap, &cell.difference_written, measure, scale, lang))),
    );
    remarks.extend(cell.ratio.map(|ratio| format!("{} {}", say(lang, "比", "ratio"), format::number(ratio, 2))));
    if !cell.no_ratio.is_empty() {
        remarks.push(format!("{} {}", say(lang, "比", "ratio"), words(lang).missing_because(cell.no_ratio.get(lang))));
    }
    remarks.extend(cell.amount.small.map(|small| format::small(&small, measure, lang)));
    let remarks: Vec<AnyView> = remarks.into_iter().map(|remark| el!("small"[remark])).collect();
    el!("span" { "class" = if cell.amount.small.is_some() { "amount few" } else { "amount" } } [
        marked(value(&cell.amount, scale, lang), cell.amount.basis, head, lang),
        (!remarks.is_empty()).then(|| el!("span" { "class" = "remarks" } [remarks])),
    ])
}

/// A number in the row's unit, which the head of the row says.
fn value(amount: &Amount, scale: &Scale, lang: Lang) -> String {
    let close = if scale.unit == "%" { "%" } else { "" };
    match (amount.value, amount.bounds) {
        (Some(_), _) if scale.divisor == 1.0 => format!("{}{close}", format::value(amount, scale.decimals)),
        (Some(value), _) => format!("{}{close}", scale.number(value)),
        (None, Some(bounds)) => format!("{}–{}{close}", scale.number(bounds.low), scale.number(bounds.high)),
        (None, None) => match amount.missing {
            Some(reason) => words(lang).missing_because(reason.title().get(lang)),
            None => format::NO_VALUE.to_string(),
        },
    }
}

/// What a value is more than the base, in the row's unit; of percentages, in percentage points.
fn difference(gap: f64, written: &str, measure: &MeasureInfo, scale: &Scale, lang: Lang) -> String {
    match scale.unit.as_str() {
        "%" => format::gap(gap, written, measure, lang),
        _ if scale.divisor == 1.0 => {
            format!("{}{}", if gap > 0.0 { "+" } else { "" }, format::value(&Amount::stated(gap, written), scale.decimals))
        }
        _ => format::signed(gap / scale.divisor, scale.decimals),
    }
}

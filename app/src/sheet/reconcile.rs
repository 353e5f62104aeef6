//! `/{bundle}/reconcile`: every published figure: published, counted, difference, status, and the rows counted.

use data::sheet::{Checked, Reconciliation, Sheet};
use data::statement::{Statement, Status};
use data::text::grouped;
use data::{Basis, Lang};
use leptos::prelude::*;

use super::frame::{amount, head, rows_link, table};
use super::say;
use crate::format;
use crate::view::live::el;
use crate::words::plural;
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, reconciliation: &Reconciliation, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "逐条把公布数字与数据中按同一口径计得的数对照。含示例数据的计数是按公布数构造的，相符不构成核对；数据中没有依据的如实标明无法计算。",
        "Each published figure beside what the rows give for it. A count of illustrative rows was made to fit, so its agreement checks nothing; what the data cannot give is said to be so.",
    );
    let summary = reconciliation
        .summary
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| el!("li" [status(*kind, lang), " ", el!("b" [format::count(*count)])]));
    let word = |zh, en| say(lang, zh, en).to_string();
    let heads = vec![
        (word("编号", "ID"), false),
        (word("指标", "Indicator"), false),
        (word("主体", "Subject"), false),
        (word("公布", "Published"), true),
        (word("计得", "Counted"), true),
        (word("差", "Difference"), true),
        (word("结果", "Status"), false),
        (word("说明", "Remark"), false),
        (word("记录", "Rows"), false),
    ];
    let lines = reconciliation.rows.iter().map(|row| {
        let it = &row.statement;
        vec![
            (el!("a" { "href" = row.link.to_string() } [it.id.as_str()]), false),
            (el!("span" { "title" = it.phrase.as_str() } [it.indicator.get(lang)]), false),
            (it.subject.get(lang).to_string().into_any(), false),
            (published(it, lang).into_any(), true),
            (counted(row, sheet.basis, lang), true),
            (difference(row, lang).unwrap_or_else(|| format::NO_VALUE.to_string()).into_any(), true),
            (status(row.status, lang), false),
            (el!("span" [why(row, lang), part(row, lang)]), false),
            (row.rows.as_ref().map_or_else(|| format::NO_VALUE.into_any(), |rows| rows_link(rows, lang)), false),
        ]
    });
    let shown = match lang {
        Lang::Zh => format!("{} / {} 条", reconciliation.rows.len(), reconciliation.total),
        Lang::En => format!("{} of {}", reconciliation.rows.len(), plural::counted(reconciliation.total, ["figure", "figures"])),
    };
    vec![
        head(sheet, lang, lede),
        el!("ul" { "class" = "summary", "aria-label" = word("结果汇总", "Summary") } [el!("li" [shown]), summary.collect::<Vec<_>>()]),
        table(words(lang).view("reconcile"), heads, lines.collect()),
    ]
}

/// A figure as the text has it: its number, unit and qualifier.
pub(super) fn published(it: &Statement, lang: Lang) -> String {
    // Counting words are Chinese; in English the indicator's name says what is counted.
    let unit = if lang == Lang::En && !it.unit.is_ascii() { "" } else { &it.unit };
    let number = format::with_unit(&grouped(&it.written), unit);
    match words(lang).qualifier(it.qualifier.id()) {
        "" => number,
        qualifier => words(lang).beside(&number, qualifier),
    }
}

pub(super) fn counted(row: &Checked, head: Basis, lang: Lang) -> AnyView {
    match (&row.counted, &row.measure) {
        (Some(counted), Some(measure)) => amount(counted, measure, head, lang),
        _ => format::NO_VALUE.into_any(),
    }
}

pub(super) fn difference(row: &Checked, lang: Lang) -> Option<String> {
    let (gap, measure) = (row.difference?, row.measure.as_ref()?);
    Some(if gap == 0.0 { "0".to_string() } else { format::gap(gap, &row.difference_written, measure, lang) })
}

/// The outcome in words, with a shape of its own, so that colour is not alone.
pub(super) fn status(status: Status, lang: Lang) -> AnyView {
    el!("span" { "class" = format!("status {}", status.id().replace('_', "-")) } [status.title().get(lang)])
}

pub(super) fn why(row: &Checked, lang: Lang) -> AnyView {
    row.why.get(lang).to_string().into_any()
}

fn part(row: &Checked, lang: Lang) -> Option<AnyView> {
    row.part.as_ref().map(|part| {
        let share = part.share.map(format::percent).unwrap_or_default();
        let holds = if part.holds {
            say(lang, "部分不大于整体", "at most the whole")
        } else {
            say(lang, "部分大于整体", "exceeds the whole")
        };
        let name = part.whole.id.as_str();
        el!("span" [
            say(lang, "属于 ", "Part of "),
            el!("a" { "href" = part.link.to_string() } [name]),
            match lang {
                Lang::Zh => format!("，占 {share}，{holds}"),
                Lang::En => format!(", {share}, {holds}"),
            },
        ])
    })
}

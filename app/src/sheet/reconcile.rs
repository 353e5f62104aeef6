//! `/{bundle}/reconcile`: every published figure, grouped by the outcome of its check: published, counted, difference, and the rows counted; why
//! some cannot be computed is said once for each reason.

use data::sheet::{Checked, Reconciliation, Sheet};
use data::statement::{Qualifier, Statement, Status};
use data::text::grouped;
use data::{Basis, Lang};
use leptos::prelude::*;

use super::frame::{Cells, amount, grouped_table, head, rows_link, table};
use super::say;
use crate::format;
use crate::view::live::el;
use crate::view::wrapped::wrapped;
use crate::words::plural;
use crate::words::words;

/// The outcomes in the order of the page: what contradicts comes first.
const ORDER: [Status; 5] = [Status::Differs, Status::Within, Status::Equal, Status::Constructed, Status::NotComputable];

pub(super) fn draw(sheet: &Sheet, reconciliation: &Reconciliation, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "逐条把公布数字与数据中按同一口径计得的数对照，按结果分组，不符的在前。",
        "Each published figure beside what the rows give for it, grouped by outcome, differences first.",
    );
    let count = |kind: Status| reconciliation.summary.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count);
    let summary = ORDER.map(|kind| {
        let says = vec![status(kind, lang), " ".into_any(), el!("b"[format::count(count(kind))])];
        match count(kind) {
            0 => el!("li" { "class" = "none" } [says]),
            _ => el!("li"[el!("a" { "href" = format!("#{}", kind.id()) } [says])]),
        }
    });
    let shown = match lang {
        Lang::Zh => format!("{} / {} 条", reconciliation.rows.len(), reconciliation.total),
        Lang::En => format!("{} of {}", reconciliation.rows.len(), plural::counted(reconciliation.total, ["figure", "figures"])),
    };
    let summary = el!("ul" { "class" = "summary", "aria-label" = say(lang, "结果汇总", "Summary") } [el!("li" [shown]), summary.into_iter().collect::<Vec<_>>()]);
    let groups = ORDER.into_iter().filter_map(|kind| {
        let rows: Vec<&Checked> = reconciliation.rows.iter().filter(|row| row.status == kind).collect();
        (!rows.is_empty()).then(|| group(kind, &rows, sheet.basis, lang))
    });
    [head(sheet, lang, lede), summary].into_iter().chain(groups).collect()
}

/// The figures of one outcome, and what it means.
fn group(kind: Status, rows: &[&Checked], page: Basis, lang: Lang) -> AnyView {
    let title = kind.title();
    let (meaning, table) = match kind {
        Status::NotComputable => not_computable(rows, lang),
        _ => (meaning(kind, lang).to_string(), computed(title.get(lang), rows, page, lang)),
    };
    el!("section" { "id" = kind.id(), "class" = "outcome fitting", "data-status" = kind.id() } [
        el!("h3" [status(kind, lang), " ", el!("small" [format::count(rows.len() as u32)])]),
        el!("p" { "class" = "note" } [meaning]),
        table,
    ])
}

fn meaning(kind: Status, lang: Lang) -> &'static str {
    match kind {
        Status::Differs => say(lang, "按同一口径计得的数与公布数字不同。", "What the rows give is another number than the published one."),
        Status::Within => say(
            lang,
            "公布数字带有“余”“近”“累计”等限定，计得的数在其范围内。",
            "The text qualifies the figure, and what the rows give lies within that.",
        ),
        Status::Equal => say(lang, "计得的数与公布数字相同。", "The rows give the published number."),
        Status::Constructed => say(
            lang,
            "计数含示例数据，而示例数据是按公布数字构造的：相符不构成核对。",
            "The count has illustrative rows, which were made to give the published number: that it agrees checks nothing.",
        ),
        Status::NotComputable => "",
    }
}

/// Figures beside what the rows give.
fn computed(caption: &str, rows: &[&Checked], page: Basis, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    // Remarks are the exception.
    let has_remarks = rows.iter().any(|row| !row.why.get(lang).is_empty() || row.part.is_some());
    let mut heads = figure_heads(rows, lang);
    heads.extend([(word("计得", "Counted"), true), (word("差", "Difference"), true)]);
    heads.extend(has_remarks.then(|| (word("说明", "Remark"), false)));
    heads.push((word("记录", "Rows"), false));
    let line = |row: &&Checked| {
        let mut cells = figure_cells(row, rows, lang);
        cells.push((counted(row, page, lang), true));
        cells.push((difference(row, lang).unwrap_or_else(|| format::NO_VALUE.to_string()).into_any(), true));
        cells.extend(has_remarks.then(|| (el!("span" { "class" = "remark" } [why(row, lang), part(row, lang)]), false)));
        cells.push((row.rows.as_ref().map_or_else(|| format::NO_VALUE.into_any(), |rows| rows_link(rows, lang)), false));
        cells
    };
    table(caption, heads, rows.iter().map(line).collect())
}

/// Figures that nothing gives: how many reasons there are, and the figures of each under it.
fn not_computable(rows: &[&Checked], lang: Lang) -> (String, AnyView) {
    let mut reasons: Vec<(&str, Vec<Cells>)> = Vec::new();
    for row in rows {
        let (reason, cells) = (row.why.get(lang), figure_cells(row, rows, lang));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, lines)) => lines.push(cells),
            None => reasons.push((reason, vec![cells])),
        }
    }
    // The commonest reason first.
    reasons.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
    let (all, kinds) = (rows.len() as u32, reasons.len() as u32);
    let says = match lang {
        Lang::Zh => format!("{all} 条无法计算，因为数据中没有可以据以计得的记录；原因分 {kinds} 类，每类列出其数字。"),
        Lang::En => format!(
            "{} cannot be computed because the data has no rows that would give {}, for {}: each stands over its figures.",
            plural::counted(all, ["figure", "figures"]),
            if all == 1 { "it" } else { "them" },
            plural::counted(kinds, ["reason", "reasons"]),
        ),
    };
    let groups = reasons.into_iter().map(|(reason, lines)| {
        let shared = format!("{}{}", reason.trim_end_matches(['。', '.']), words(lang).in_brackets(&format::count(lines.len() as u32)));
        (Some(shared), lines)
    });
    (says, grouped_table(Status::NotComputable.title().get(lang), figure_heads(rows, lang), groups.collect()))
}

/// What every figure is: id, indicator, subject, number, and where some text qualifies its number, how.
fn figure_heads(rows: &[&Checked], lang: Lang) -> Vec<(String, bool)> {
    let word = |zh, en, numeric| (say(lang, zh, en).to_string(), numeric);
    let mut heads =
        vec![word("编号", "ID", false), word("指标", "Indicator", false), word("主体", "Subject", false), word("公布", "Published", true)];
    heads.extend(is_qualified(rows).then(|| word("限定", "Qualifier", false)));
    heads
}

fn figure_cells(row: &Checked, rows: &[&Checked], lang: Lang) -> Cells {
    let it = &row.statement;
    let mut cells: Cells = vec![
        (el!("a" { "href" = row.link.to_string() } [it.id.as_str()]), false),
        (wrapped(it.indicator.get(lang), lang), false),
        (wrapped(it.subject.get(lang), lang), false),
        (number(it, lang).into_any(), true),
    ];
    cells.extend(is_qualified(rows).then(|| (words(lang).qualifier(it.qualifier.id()).to_string().into_any(), false)));
    cells
}

fn is_qualified(rows: &[&Checked]) -> bool {
    rows.iter().any(|row| row.statement.qualifier != Qualifier::Exact)
}

/// A figure's number and unit.
fn number(it: &Statement, lang: Lang) -> String {
    // Counting words are Chinese; in English the indicator's name says what is counted.
    let unit = if lang == Lang::En && !it.unit.is_ascii() { "" } else { &it.unit };
    format::with_unit(&grouped(&it.written), unit)
}

/// A figure as the text has it: its number, unit and qualifier.
pub(super) fn published(it: &Statement, lang: Lang) -> String {
    let number = number(it, lang);
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

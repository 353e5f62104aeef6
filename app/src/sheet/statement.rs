//! `/{bundle}/published/{id}`: one published figure: where it stands, the words that carry it, and what the rows say to it.

use data::schema::Source;
use data::sheet::Checked;
use data::statement::Status;
use data::text::grouped;
use data::{Basis, Lang};
use leptos::prelude::*;

use super::reconcile::{counted, difference, published, status, why};
use super::{frame, say};
use crate::format;
use crate::view::footer::source_list;
use crate::view::live::el;
use crate::view::tongue::tongue;
use crate::words::words;

pub(super) fn draw(checked: &Checked, lang: Lang) -> Vec<AnyView> {
    let it = &checked.statement;
    let word = |zh, en| say(lang, zh, en).to_string();
    let mut facts: Vec<(String, AnyView)> = vec![
        (word("主体", "Subject"), it.subject.get(lang).to_string().into_any()),
        (word("口径", "Scope"), el!("span" { "lang" = tongue(&it.scope, lang) } [it.scope.as_str()])),
        (word("限定", "Qualifier"), it.qualifier.rule().get(lang).to_string().into_any()),
        (word("时点", "As of"), it.as_of.clone().unwrap_or_else(|| word("原文未注明", "Not given in the text")).into_any()),
        (word("出处", "Source"), cited(&checked.source, lang)),
        (
            word("章节、自然段", "Section, paragraph"),
            el!("span" [
                el!("span" { "lang" = tongue(&it.section, lang) } [it.section.as_str()]),
                say(lang, "，第", ", paragraph "),
                paragraph(&it.paragraph, lang),
            ]),
        ),
        (word("核对结果", "Check"), el!("span" [status(checked.status, lang), " ", why(checked, lang)])),
    ];
    if let Some(measure) = &checked.measure {
        facts.push((
            word("指标", "Measure"),
            format!("{}{}{}", measure.title.get(lang), say(lang, "：", ": "), measure.description.get(lang)).into_any(),
        ));
        facts.push((
            word("按数据计", "Counted"),
            el!("span" [counted(checked, Basis::Published, lang), " ", checked.rows.as_ref().map(|rows| frame::rows_link(rows, lang))]),
        ));
    }
    if let Some(gap) = difference(checked, lang) {
        facts.push((word("差", "Difference"), gap.into_any()));
    }
    if let Some(part) = &checked.part {
        let share = part.share.map(format::percent).unwrap_or_default();
        let holds = if part.holds {
            word("部分不大于整体", "the part is at most the whole")
        } else {
            word("部分大于整体，不符", "the part exceeds the whole")
        };
        let whole =
            el!("a" { "href" = part.link.to_string() } [format!("{} {}", part.whole.indicator.get(lang), published(&part.whole, lang))]);
        facts.push((
            word("属于", "Part of"),
            el!("span" [whole, format!("{}{share}{}{holds}", say(lang, "，占 ", ", "), say(lang, "；", "; "))]),
        ));
    }
    let list = facts.into_iter().map(|(name, value)| el!("div" [el!("dt" [name]), el!("dd" [value])])).collect::<Vec<_>>();
    let caution = (checked.status == Status::Constructed).then(|| el!("p" { "class" = "note" } [words(lang).made_to_fit]));
    vec![
        el!("p" { "class" = "crumb" } [el!("a" { "href" = format!("/{}/published", checked.link.bundle) } [words(lang).view("published")]), " / ", it.id.as_str()]),
        el!("div" { "class" = "sheet-head" } [
            el!("h2" [it.indicator.get(lang)]),
            el!("p" { "class" = "big" } [
                el!("b" [grouped(&it.written)]),
                " ",
                el!("span" { "class" = "unit", "lang" = tongue(&it.unit, lang) } [it.unit.as_str()]),
                " ",
                words(lang).qualifier(it.qualifier.id()),
            ]),
            el!("blockquote" { "lang" = tongue(&it.phrase, lang) } [el!("q" [it.phrase.as_str()])]),
            caution,
        ]),
        el!("dl" { "class" = "facts" } [list]),
    ]
}

/// The whole citation, with the publisher's address where there is one.
fn cited(source: &Source, lang: Lang) -> AnyView {
    let none = source.path.is_none().then(|| el!("small"[say(lang, "（发布机构未给出网址）", " (the publisher gives no address)")]));
    el!("span" { "class" = "cited" } [source_list(std::slice::from_ref(source), lang), none])
}

fn paragraph(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{number}段"),
        Lang::En => number.to_string(),
    }
}

//! `/{bundle}/answer`: a paragraph in the register of an official reply, every number with a footnote to the figure that says it or to the rows
//! that it counts. The markup carries Word's own footnotes, so that they arrive as such when the paragraph is pasted.

use data::query::readable;
use data::schema::Source;
use data::sheet::{Answer, Fact, Sheet};
use data::statement::{Qualifier, Statement};
use data::text::grouped;
use data::{Amount, Basis, Lang, Query};
use leptos::prelude::*;

use super::frame::head;
use super::reconcile::published;
use super::{say, script};
use crate::finding;
use crate::format;
use crate::page::outside;
use crate::view::footer::source_list;
use crate::view::live::el;
use crate::view::tongue::tongue;
use crate::words::plural::counted;
use crate::words::words;

/// Copies the paragraph with its notes: as text, and as HTML with addresses that work elsewhere. Buttons wait until scripts run.
const SCRIPT: &str = include_str!("copy.js");

/// A footnote: its words, and where it leads.
struct Note {
    says: Vec<AnyView>,
    link: Query,
}

pub(super) fn draw(sheet: &Sheet, answer: &Answer, lang: Lang) -> Vec<AnyView> {
    let lede = if answer.illustrative {
        say(
            lang,
            "按当前筛选条件成文，计入推断和示例数据，不能用作正式答复；每个数字都有脚注，注明出处或可复现的查询。",
            "Written from the current filter, inferred and illustrative rows counted: not for an official reply. Every number has a footnote with its source or with the query that makes it again.",
        )
    } else {
        say(
            lang,
            "按当前筛选条件成文，只用公布数据；每个数字都有脚注，注明出处或可复现的查询。",
            "Written from the current filter and from published data only; every number has a footnote with its source or with the query that makes it again.",
        )
    };
    let mut notes: Vec<Note> = Vec::new();
    let mut sentences: Vec<AnyView> = Vec::new();
    if sheet.basis == Basis::Illustrative {
        sentences.push(finding::prefix(Basis::Illustrative, lang).into_any());
    }
    if !sheet.chips.is_empty() && !answer.facts.is_empty() {
        let filter = sheet.chips.iter().map(|chip| chip.text.get(lang)).collect::<Vec<_>>().join(words(lang).semicolon);
        sentences.push(match lang {
            Lang::Zh => format!("按“{filter}”统计：").into_any(),
            Lang::En => format!("Under the filter “{filter}”: ").into_any(),
        });
    }
    for fact in &answer.facts {
        sentences.extend(sentence(fact, &mut notes, lang));
    }
    let switch = if answer.illustrative {
        say(lang, "只用公布数据", "Published data only")
    } else {
        say(lang, "计入推断和示例数据", "Inferred and illustrative rows too")
    };
    let mut main =
        vec![head(sheet, lang, lede), el!("p" { "class" = "other-rows" } [el!("a" { "href" = answer.switch.to_string() } [switch])])];
    if answer.facts.is_empty() {
        let nothing = say(lang, "在此筛选条件下没有公布数据可以成文。", "No published data to write from under this filter.");
        main.push(el!("p" { "class" = "empty" } [nothing]));
        return main;
    }
    let button = |kind: &str, name: &str| el!("button" { "type" = "button", "class" = "button", "hidden" = "", "data-copy" = kind, "data-done" = words(lang).copied } [name]);
    main.push(el!("p" { "class" = "copies" } [
        button("html", say(lang, "复制（带脚注，可粘贴到 Word）", "Copy with footnotes, for Word")),
        " ",
        button("text", say(lang, "复制为纯文本", "Copy as plain text")),
    ]));
    main.push(el!("article" { "id" = "answer" } [el!("p" [sentences]), footnotes(notes, lang)]));
    main.push(script(SCRIPT));
    main
}

/// A fact as a sentence with its notes.
fn sentence(fact: &Fact, notes: &mut Vec<Note>, lang: Lang) -> Vec<AnyView> {
    let stop = say(lang, "。", ". ");
    match fact {
        Fact::Published { statement: it, source, link } => {
            let note = noted(notes, Note { says: published_in(it, source, lang), link: link.clone() });
            let subject = it.subject.get(lang);
            let says = match lang {
                Lang::Zh => format!("{subject}{}{}", it.indicator.zh, figure(it, lang)),
                Lang::En => format!("{subject}: {} {}", it.indicator.en, figure(it, lang)),
            };
            vec![says.into_any(), note, stop.into_any()]
        }
        Fact::Counted { measure, amount, sources, link, partial, largest } => {
            let value = format::amount(amount, measure, lang);
            let note = noted(notes, Note { says: counted_from(amount, measure.description.get(lang), sources, lang), link: link.clone() });
            let title = measure.title.get(lang);
            let says = match (lang, partial) {
                (Lang::Zh, false) => format!("{title}{value}"),
                (Lang::Zh, true) => format!("有公布依据的{title}{value}"),
                (Lang::En, false) => format!("{title}: {value}"),
                (Lang::En, true) => format!("{title} with a published record: {value}"),
            };
            let mut parts = vec![says.into_any(), note];
            if let Some(largest) = largest {
                let (label, part) = (largest.label.get(lang), format::amount(&largest.amount, measure, lang));
                let share = format::percent(largest.share);
                let note = noted(notes, Note { says: counted_from(&largest.amount, "", sources, lang), link: largest.link.clone() });
                let says = match lang {
                    Lang::Zh => format!("，其中{label}{part}，占{share}"),
                    Lang::En => format!(", of which {label} {part}, {share}"),
                };
                parts.extend([says.into_any(), note]);
            }
            if amount.basis != Basis::Published {
                parts.push(words(lang).in_brackets(amount.basis.title().get(lang)).into_any());
            }
            parts.push(stop.into_any());
            parts
        }
    }
}

/// A figure in prose: `近300家`, `累计4个`, `60余种`.
fn figure(it: &Statement, lang: Lang) -> String {
    let number = grouped(&it.written);
    let unit = &it.unit;
    match (lang, it.qualifier) {
        (Lang::Zh, Qualifier::Exact) => format!("{number}{unit}"),
        (Lang::Zh, Qualifier::Cumulative) => format!("累计{number}{unit}"),
        (Lang::Zh, Qualifier::Over) => format!("{number}余{unit}"),
        (Lang::Zh, Qualifier::Nearly) => format!("近{number}{unit}"),
        (Lang::En, _) => published(it, lang),
    }
}

/// Where a figure stands: the document, its section and paragraph, the words that carry it.
fn published_in(it: &Statement, source: &Source, lang: Lang) -> Vec<AnyView> {
    let own = |text: String| el!("span" { "lang" = tongue(&text, lang) } [text]);
    let mut says = cited(std::slice::from_ref(source), lang);
    says.push(own(format!("{}{}", say(lang, "，", ", "), it.section)));
    says.push(match lang {
        Lang::Zh => format!("，第{}段：", it.paragraph).into_any(),
        Lang::En => format!(", paragraph {}: ", it.paragraph).into_any(),
    });
    says.push(own(format!("“{}”", it.phrase)));
    says
}

/// What a number counts, and where these rows come from.
fn counted_from(amount: &Amount, what: &str, sources: &[Source], lang: Lang) -> Vec<AnyView> {
    let rows = match lang {
        Lang::Zh => format!("按 {} 条记录计算", format::count(amount.rows)),
        Lang::En => format!("Computed from {}", counted(amount.rows, ["row", "rows"])),
    };
    let what = what.trim_end_matches(['。', '.']);
    let colon = if what.is_empty() { "" } else { say(lang, "：", ": ") };
    let mut says = vec![format!("{rows}{colon}{what}").into_any()];
    if !sources.is_empty() {
        says.push(format!("{}{}", say(lang, "。", ". "), words(lang).source).into_any());
        says.extend(cited(sources, lang));
    }
    says
}

/// Sources one after another, in words that are copied with them.
fn cited(sources: &[Source], lang: Lang) -> Vec<AnyView> {
    let listed = source_list(sources, lang).into_iter().enumerate();
    listed.flat_map(|(at, source)| [(at > 0).then(|| words(lang).semicolon.into_any()), Some(source)]).flatten().collect()
}

/// Adds a note and gives its mark.
fn noted(notes: &mut Vec<Note>, note: Note) -> AnyView {
    notes.push(note);
    let number = notes.len();
    el!("sup"[el!("a" {
        "href" = format!("#_ftn{number}"),
        "id" = format!("_ftnref{number}"),
        "name" = format!("_ftnref{number}"),
        "style" = format!("mso-footnote-id:ftn{number}"),
        "aria-label" = number.to_string(),
    } [format!("[{number}]")])])
}

/// The notes: what each says, whom it cites, and the address that leads to the figure or to the rows, to be read on paper too.
fn footnotes(notes: Vec<Note>, lang: Lang) -> AnyView {
    let note = |(at, note): (usize, Note)| {
        let number = at + 1;
        let link = note.link.to_string();
        el!("div" { "id" = format!("ftn{number}"), "style" = "mso-element:footnote" } [el!("p" { "id" = format!("_ftn{number}") } [
            el!("a" { "href" = format!("#_ftnref{number}"), "name" = format!("_ftn{number}"), "style" = format!("mso-footnote-id:ftn{number}") } [format!("[{number}]")]),
            " ",
            note.says,
            say(lang, "。", ". "),
            el!("a" { "href" = link.as_str() } [readable(&outside(&link))]),
        ])])
    };
    el!("div" { "class" = "footnotes", "style" = "mso-element:footnote-list" } [notes.into_iter().enumerate().map(note).collect::<Vec<_>>()])
}

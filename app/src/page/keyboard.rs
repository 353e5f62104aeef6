//! `/keyboard`: how every page is used by keyboard, and what its marks mean. A document without scripts; the foot of every page leads to it.

use data::{Lang, Missing};
use leptos::prelude::*;

use super::Reading;
use crate::format::NO_VALUE;
use crate::sheet::say;
use crate::view::footer::{bases, keyboard_link, marks as foot_marks};
use crate::view::header::header;
use crate::view::live::{el, text};
use crate::view::title::document_title;
use crate::words::words;

/// A key or several, and what they do, in Chinese and in English.
type Key = (&'static [&'static str], &'static str, &'static str);

const ALL: &[Key] = &[
    (&["Tab", "Shift+Tab"], "到下一个、上一个链接、按钮或输入框", "To the next and the previous link, button or field"),
    (&["Enter"], "打开链接，按下按钮，应用输入的文字", "Follows a link, presses a button, applies what is typed"),
    (&["Space"], "展开、收起；勾选", "Opens and closes; ticks"),
    (
        &["Esc"],
        "关闭提示、菜单，清空搜索，再移除最后一个筛选条件：每按一次做一件",
        "Closes a tooltip or a menu, empties the search, then removes the last condition: one thing a press",
    ),
];

const CHARTS: &[Key] = &[
    (
        &["↑", "↓", "←", "→"],
        "在图内移动：先到图，再到系列，再到图形；每步读出一句话",
        "Within a chart: the chart, a series, a mark; each says a sentence",
    ),
    (&["Enter"], "只选这一项；已选中时取消", "Chooses that value alone; again takes it out"),
    (&["Ctrl+Enter"], "加选一项（Mac 用 ⌘）", "Adds it to those chosen (⌘ on a Mac)"),
    (&["Shift+←", "Shift+→"], "移动选定的范围（日期、分组的数值）", "Moves a chosen range (of dates, of binned numbers)"),
    (&["Shift+↑", "Shift+↓"], "加宽、收窄选定的范围", "Widens and narrows a chosen range"),
];

const TABLES: &[Key] = &[
    (&["←", "→", "↑", "↓"], "表格获得焦点后滚动", "Scroll a table that has the focus"),
    (&["Enter"], "在列名上：按该列排序，再按一次反序", "On a head: sorts by it, and again the other way"),
];

/// The page.
pub(super) fn keyboard() -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let lang = lang.get_untracked();
    let title = words(lang).keyboard;
    document_title(text(move || title.to_string()));
    el!("div" [
        header(text(String::new), ""),
        el!("main" { "id" = "main", "class" = "plain", "tabindex" = "-1" } [
            el!("h1" [title]),
            el!("p" [say(
                lang,
                "每个图形、筛选值、列名和页码都是链接，不用鼠标、不开脚本也能使用。每页第一个链接“跳到正文”越过页眉。",
                "Every mark, facet value, column head and page number is a link: nothing needs a mouse or scripts. The first link of every page, “Skip to content”, leads past its header.",
            )]),
            keys(say(lang, "各处", "Everywhere"), ALL, lang),
            keys(say(lang, "图表", "Charts"), CHARTS, lang),
            el!("p" [say(
                lang,
                "图下的“数据表”以文字列出图中每个数，其中的链接与图形的链接相同。",
                "“Table” under a chart has each of its numbers as text, and the same links as its marks.",
            )]),
            keys(say(lang, "表格", "Tables"), TABLES, lang),
            el!("h2"[words(lang).marks]),
            marks(lang),
        ]),
    ])
}

/// The foot of a page without any other.
pub(super) fn keyboard_foot(lang: Lang) -> AnyView {
    el!("footer" { "class" = "foot" } [foot_marks(std::iter::empty(), lang), el!("p" [keyboard_link(words(lang).keyboard)])])
}

fn keys(title: &'static str, keys: &[Key], lang: Lang) -> Vec<AnyView> {
    let key = |(keys, zh, en): &Key| {
        let names = keys.iter().map(|key| el!("kbd"[*key])).collect::<Vec<_>>();
        el!("div" [el!("dt"[names]), el!("dd"[say(lang, zh, en)])])
    };
    vec![el!("h2"[title]), el!("dl" { "class" = "facts" } [keys.iter().map(key).collect::<Vec<_>>()])]
}

/// What stands beside numbers and in their place.
fn marks(lang: Lang) -> AnyView {
    let missing = Missing::OF_CELLS.into_iter().chain(Missing::OF_AGGREGATES);
    let missing = missing.map(|reason| reason.title().get(lang).to_string()).collect::<Vec<_>>().join(words(lang).semicolon);
    let no_value = el!("div" [el!("dt"[NO_VALUE]), el!("dd" [say(lang, "没有数值，原因为：", "There is no value: "), missing])]);
    el!("dl" { "class" = "facts" } [
        bases(lang),
        no_value,
    ])
}

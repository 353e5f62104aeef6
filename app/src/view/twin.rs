//! The table under a chart: the same rows in words and numbers, with what the picture cannot say: why a value is missing, what it rests on.
//! While it is closed it waits: nobody reads it, and its rows would cost a click more than the picture does. Called by the panel.

use data::report::{Others, Panel, Row};
use data::{Amount, Lang};
use leptos::ev::{self, on};
use leptos::prelude::*;

use super::live::{Value, anew, el, element};
use super::shown::{Part, Shown};
use crate::format;
use crate::words::words;

/// A disclosure with the table of the panel `id`.
pub(super) fn twin(shown: Shown, panel: Part<Panel>, id: &str) -> AnyView {
    let title = panel.says(|panel, lang| panel.title.get(lang).to_string());
    let id = format!("twin-{id}");
    let (place, open) = (id.clone(), RwSignal::new(false));
    let look = move || open.set(is_open(&place));
    // It may have been opened before scripts ran.
    let first = look.clone();
    Effect::new(move |_| first());
    let rows = move |make: fn(&Panel, Lang) -> Vec<AnyView>| {
        let now = || panel.with(|panel| make(panel, shown.lang.get()));
        if open.get() { now() } else { untrack(now) }
    };
    let table = el!("div" { "class" = "scroll", "tabindex" = "0", "role" = "region", "aria-label" = title } [
        el!("table" [
            el!("caption" { "class" = "vh" } [title]),
            el!("thead" [el!("tr" [anew(move || rows(heads))])]),
            el!("tbody" [anew(move || rows(lines))]),
        ]),
    ]);
    let attributes = vec!["twin".attribute("class"), id.attribute("id"), on(ev::toggle, move |_| look()).into_any_attr()];
    element("details", attributes, vec![el!("summary"[shown.word(|words| words.table)]), table])
}

/// Whether the disclosure with this id is open.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn is_open(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|details| details.has_attribute("open"))
}

/// On the server nothing is opened.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
fn is_open(_id: &str) -> bool {
    false
}

/// Numbers stand to the right.
pub(super) fn class(numeric: bool) -> &'static str {
    if numeric { "number" } else { "" }
}

/// Whether rows have shares, and whether they have ranks.
fn has(panel: &Panel) -> (bool, bool) {
    (panel.rows.iter().any(|row| row.share.is_some()), panel.rows.iter().any(|row| row.rank.is_some()))
}

fn heads(panel: &Panel, lang: Lang) -> Vec<AnyView> {
    let word = words(lang);
    let with_unit = |title: &str, unit: &str| if unit.is_empty() { title.to_string() } else { word.beside(title, unit) };
    let mut heads = vec![(panel.by_title.get(lang).to_string(), false)];
    heads.push((with_unit(panel.measure.title.get(lang), panel.measure.unit.get(lang)), true));
    if let Some(split) = &panel.split {
        heads.extend(split.values.iter().map(|value| (value.label.get(lang).to_string(), true)));
    }
    heads.extend(panel.against.as_ref().map(|measure| (with_unit(measure.title.get(lang), measure.unit.get(lang)), true)));
    let (shares, ranks) = has(panel);
    heads.extend(shares.then(|| (word.share.to_string(), true)));
    heads.extend(ranks.then(|| (word.rank_head.to_string(), true)));
    heads.push((word.basis.to_string(), false));
    let written = |(head, numeric): (String, bool)| el!("th" { "scope" = "col", "class" = class(numeric) } [head]);
    heads.into_iter().map(written).collect()
}

/// One line of the table.
struct Line {
    id: Option<String>,
    name: String,
    cells: Vec<String>,
    basis: String,
}

fn lines(panel: &Panel, lang: Lang) -> Vec<AnyView> {
    let mut lines: Vec<Line> = panel.rows.iter().map(|row| line(panel, row, lang)).collect();
    if let Some(others) = &panel.others {
        lines.push(others_line(panel, others, lang));
        lines.extend(others.rows.iter().map(|row| line(panel, row, lang)));
    }
    let written = |line: Line| {
        let mut cells = vec![el!("th" { "scope" = "row" } [line.name])];
        cells.extend(line.cells.into_iter().map(|cell| el!("td" { "class" = "number" } [cell])));
        cells.push(el!("td"[line.basis]));
        el!("tr" { "id" = line.id } [cells])
    };
    lines.into_iter().map(written).collect()
}

fn line(panel: &Panel, row: &Row, lang: Lang) -> Line {
    let (shares, ranks) = has(panel);
    let decimals = panel.measure.decimals;
    let mut cells = vec![number(&row.amount, decimals, lang)];
    cells.extend(row.parts.iter().map(|part| number(part, decimals, lang)));
    if let (Some(x), Some(measure)) = (&row.x, &panel.against) {
        cells.push(number(x, measure.decimals, lang));
    }
    cells.extend(shares.then(|| row.share.map(format::percent).unwrap_or_default()));
    cells.extend(ranks.then(|| row.rank.map(|rank| rank.to_string()).unwrap_or_default()));
    let basis = row.x.as_ref().map_or(row.amount.basis, |x| x.basis.max(row.amount.basis));
    Line { id: None, name: row.label.get(lang).to_string(), cells, basis: basis.title().get(lang).to_string() }
}

fn others_line(panel: &Panel, others: &Others, lang: Lang) -> Line {
    let (shares, ranks) = has(panel);
    let decimals = panel.measure.decimals;
    let mut cells = vec![number(&others.amount, decimals, lang)];
    cells.extend(others.parts.iter().map(|part| number(part, decimals, lang)));
    cells.extend(panel.against.as_ref().map(|_| String::new()));
    cells.extend(shares.then(|| others.share.map(format::percent).unwrap_or_default()));
    cells.extend(ranks.then(String::new));
    Line {
        id: Some(format!("others-{}", panel.id)),
        name: crate::finding::others_name(others.count, lang),
        cells,
        basis: others.amount.basis.title().get(lang).to_string(),
    }
}

/// A value; a missing one with its reason, and how many rows lack theirs.
fn number(amount: &Amount, decimals: u8, lang: Lang) -> String {
    let word = words(lang);
    let value = match amount.missing {
        Some(reason) if amount.value.is_none() => word.missing_because(reason.title().get(lang)),
        _ => format::value(amount.value, decimals),
    };
    if amount.lacking > 0 && amount.value.is_some() { word.beside(&value, &word.lacking(amount.lacking)) } else { value }
}

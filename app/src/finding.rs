//! Panels in words: the one-sentence finding under a title, the summary of a chart, and what a screen reader says of each mark. Called
//! by the chart view, the embed and the download. A sentence made from illustrative rows begins 示例： or `Illustrative: `.

mod kinds;
mod label;

use std::cmp::Ordering;

pub use self::label::{mark_label, others_label, others_part_label, part_label};

use data::report::{MeasureInfo, Panel, Row};
use data::schema::PanelKind;
use data::{Amount, Basis, Bounds, Lang, share, total};

use crate::format::{self, amount, brief, percent};
use crate::words::plural::counted;

/// Words that differ by language.
fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What stands where nothing matches the filter.
pub fn no_records(lang: Lang) -> &'static str {
    say(lang, "没有符合条件的记录", "No records match the filter")
}

/// What stands where a chart would be too much to draw; the finding says why.
pub fn not_drawn(lang: Lang) -> &'static str {
    say(lang, "未绘出", "Not drawn")
}

/// What begins a sentence made from rows of `basis`.
pub fn prefix(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Illustrative => say(lang, "示例：", "Illustrative: "),
        Basis::Published | Basis::Inferred => "",
    }
}

/// The name of the marks beyond those shown.
pub fn others_name(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其他 {} 项", format::count(count)),
        Lang::En => counted(count, ["other", "others"]),
    }
}

/// What one sees: one sentence, without a full stop.
pub fn finding(panel: &Panel, lang: Lang) -> String {
    if !panel.refused.is_empty() {
        return panel.refused.get(lang).trim_end_matches(['。', '.']).to_string();
    }
    if panel.rows.is_empty() && panel.others.is_none() {
        return no_records(lang).to_string();
    }
    let sentence = match panel.kind {
        PanelKind::Scatter | PanelKind::Bubble => scatter(panel, lang),
        PanelKind::Line | PanelKind::Area => kinds::line(panel, lang),
        PanelKind::Slope => kinds::slope(panel, lang),
        PanelKind::Histogram => kinds::histogram(panel, lang),
        PanelKind::Box => kinds::boxes(panel, lang),
        PanelKind::Interval => kinds::places_of(panel, lang),
        PanelKind::Pareto => kinds::pareto(panel, lang),
        PanelKind::Heatmap => kinds::heatmap(panel, lang),
        PanelKind::Bar
        | PanelKind::Grouped
        | PanelKind::Stacked
        | PanelKind::Percent
        | PanelKind::Map
        | PanelKind::Grid
        | PanelKind::Choropleth => bars(panel, lang),
    };
    let dated = match lang {
        _ if panel.dated.is_empty() => String::new(),
        Lang::Zh => format!("；{}的数", panel.dated.zh),
        Lang::En => format!("; of {} only", panel.dated.en),
    };
    format!("{}{sentence}{dated}", prefix(panel.basis, lang))
}

/// The chart in words: its kind and size, the total, the finding.
pub fn summary(panel: &Panel, lang: Lang) -> String {
    let marks = panel.rows.len() as u32 + panel.others.as_ref().map_or(0, |others| others.count);
    let title = panel.title.get(lang);
    let kind = panel.kind.title();
    let kind = kind.get(lang);
    let total = if panel.measure.additive && !panel.kind.is_points() && panel.total.value.is_some() {
        let total = said(&panel.total, &panel.measure, lang);
        match lang {
            Lang::Zh => format!("，合计 {total}"),
            Lang::En => format!(", {total} in total"),
        }
    } else {
        String::new()
    };
    let finding = finding(panel, lang);
    match lang {
        Lang::Zh => format!("{kind}：{title}，{} 项{total}。{finding}。", format::count(marks)),
        Lang::En => format!("{kind}: {title}, {}{total}. {finding}.", counted(marks, ["entry", "entries"])),
    }
}

/// A value with its unit, or why there is none.
fn value_or_reason(value: &Amount, measure: &MeasureInfo, lang: Lang) -> String {
    match (value.value, value.missing) {
        (None, Some(reason)) => reason.title().get(lang).to_string(),
        _ => amount(value, measure, lang),
    }
}

/// The same as a sentence says it: in the unit that the chart's numbers have.
fn said(value: &Amount, measure: &MeasureInfo, lang: Lang) -> String {
    if value.value.is_some() { brief([value], measure, lang).concat() } else { value_or_reason(value, measure, lang) }
}

/// An interval of a histogram with its unit.
fn interval(panel: &Panel, ends: Bounds, lang: Lang) -> String {
    let unit = panel.against.as_ref().map(|measure| measure.unit.get(lang)).unwrap_or_default();
    let scale = format::scale(ends.low.abs().max(ends.high.abs()), unit, 0, lang);
    let [low, high] = [ends.low, ends.high].map(|end| end / scale.divisor);
    format::with_unit(&format::exact(&[low, high]).join("–"), &scale.unit)
}

/// The sentence of bars and stacks: what is selected, else what is largest.
fn bars(panel: &Panel, lang: Lang) -> String {
    let selected: Vec<&Row> = panel.rows.iter().filter(|row| row.selected).collect();
    match selected.as_slice() {
        [] => {}
        [row] => return one_selected(panel, row, lang),
        rows => return several_selected(panel, rows, lang),
    }
    let first = largest(panel.rows.iter().map(|row| (row, &row.amount)));
    let [(one, top), ..] = first.as_slice() else { return nothing_known(panel, lang) };
    let [value] = brief([top], &panel.measure, lang);
    if first.len() == panel.rows.len() && panel.rows.len() > 1 {
        let count = format::count(panel.rows.len() as u32);
        return match lang {
            Lang::Zh => format!("{count} 项均为 {value}"),
            Lang::En => format!("All {count} stand at {value}"),
        };
    }
    if first.len() > 1 {
        return tie(&first.iter().map(|(row, _)| *row).collect::<Vec<_>>(), &value, lang);
    }
    let mut sentence = plain(one, panel, lang);
    // One value, or one beside zeros that add nothing, is no first.
    let known = panel.rows.iter().filter_map(|row| row.amount.value);
    let is_first = known.filter(|value| *value != 0.0 || !panel.measure.additive).nth(1).is_some();
    if panel.ordered && is_first {
        sentence.push_str(match (panel.measure.additive, lang) {
            (true, Lang::Zh) => "，为最多",
            (false, Lang::Zh) => "，为最高",
            (true, Lang::En) => ", the most",
            (false, Lang::En) => ", the highest",
        });
    } else if is_first {
        sentence.push_str(say(lang, "，居首位", ", ranks first"));
    }
    sentence.push_str(&largest_part(panel, one, lang));
    sentence
}

/// `长春市 17 个，占 30.4%`.
fn plain(row: &Row, panel: &Panel, lang: Lang) -> String {
    let (name, value) = (row.label.get(lang), said(&row.amount, &panel.measure, lang));
    match (row.share.filter(|_| row.amount.value.is_some()).map(percent), lang) {
        (Some(share), Lang::Zh) => format!("{name} {value}，占 {share}"),
        (Some(share), Lang::En) => format!("{name} {value}, {share} of the total"),
        (None, _) => format!("{name} {value}"),
    }
}

fn one_selected(panel: &Panel, row: &Row, lang: Lang) -> String {
    let mut sentence = plain(row, panel, lang);
    if let Some(rank) = row.rank.filter(|_| row.amount.value.is_some()) {
        sentence.push_str(&match lang {
            Lang::Zh => format!("，居第 {rank} 位"),
            Lang::En => format!(", rank {rank}"),
        });
    }
    sentence.push_str(&largest_part(panel, row, lang));
    sentence
}

fn several_selected(panel: &Panel, rows: &[&Row], lang: Lang) -> String {
    let count = format::count(rows.len() as u32);
    let known: Vec<&Row> = rows.iter().copied().filter(|row| row.amount.value.is_some()).collect();
    if !panel.measure.additive || known.is_empty() {
        let mut names = rows.iter().take(3).map(|row| plain(row, panel, lang)).collect::<Vec<_>>().join(say(lang, "；", "; "));
        if rows.len() > 3 {
            names.push_str(&match lang {
                Lang::Zh => format!("；等 {count} 项"),
                Lang::En => format!("; {count} in all"),
            });
        }
        return names;
    }
    let together = total(known.iter().map(|row| &row.amount));
    let [sum] = brief([&together], &panel.measure, lang);
    // A share exists only where every row has one.
    let share = if known.iter().all(|row| row.share.is_some()) { share(&together, &panel.total) } else { None };
    match (share.map(percent), lang) {
        (Some(share), Lang::Zh) => format!("所选 {count} 项合计 {sum}，占 {share}"),
        (None, Lang::Zh) => format!("所选 {count} 项合计 {sum}"),
        (Some(share), Lang::En) => format!("The {count} selected have {sum}, {share} of the total"),
        (None, Lang::En) => format!("The {count} selected have {sum}"),
    }
}

/// Of amounts the largest; of several alike all.
fn largest<'a, T>(amounts: impl Iterator<Item = (T, &'a Amount)>) -> Vec<(T, &'a Amount)> {
    let mut most: Vec<(T, &Amount)> = Vec::new();
    for (what, amount) in amounts.filter(|(_, amount)| amount.value.is_some()) {
        match most.first().map(|(_, top)| amount.by_value(top)) {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) => most.push((what, amount)),
            Some(Ordering::Greater) | None => most = vec![(what, amount)],
        }
    }
    most
}

fn tie(first: &[&Row], value: &str, lang: Lang) -> String {
    let count = format::count(first.len() as u32);
    let mut names = first.iter().take(3).map(|row| row.label.get(lang)).collect::<Vec<_>>().join(say(lang, "、", ", "));
    if first.len() > 3 {
        names.push_str(&match lang {
            Lang::Zh => format!("等 {count} 项"),
            Lang::En => format!(" and {} more", first.len() - 3),
        });
    }
    match lang {
        Lang::Zh => format!("{names}并列第一，各 {value}"),
        Lang::En => format!("{names} tie for first at {value} each"),
    }
}

/// Of a stack with more than one part: the largest.
fn largest_part(panel: &Panel, row: &Row, lang: Lang) -> String {
    let Some(split) = &panel.split else { return String::new() };
    let parts = || row.parts.iter().enumerate().filter(|(_, part)| part.value.is_some_and(|value| value > 0.0));
    match largest(parts()).as_slice() {
        [(at, value)] if parts().nth(1).is_some() => {
            let (name, [value]) = (split.values.get(*at).map_or("", |value| value.label.get(lang)), brief([value], &panel.measure, lang));
            match lang {
                Lang::Zh => format!("；其中{name} {value}"),
                Lang::En => format!("; {name} {value} of these"),
            }
        }
        _ => String::new(),
    }
}

/// Where no row has a value: the reason, when it is the same for all.
fn nothing_known(panel: &Panel, lang: Lang) -> String {
    let mut reasons = panel.rows.iter().map(|row| row.amount.missing);
    let reason = reasons.next().flatten().filter(|first| reasons.all(|other| other == Some(*first)));
    match (reason.map(|reason| reason.title()), lang) {
        (Some(reason), Lang::Zh) => format!("没有可显示的数值（{}）", reason.zh),
        (Some(reason), Lang::En) => format!("No value to show ({})", reason.en.to_ascii_lowercase()),
        (None, Lang::Zh) => "没有可显示的数值".to_string(),
        (None, Lang::En) => "No value to show".to_string(),
    }
}

/// The sentence of a scatter: who is highest on either axis; nothing about how the two go together.
fn scatter(panel: &Panel, lang: Lang) -> String {
    let Some(against) = &panel.against else { return bars(panel, lang) };
    let points: Vec<(&Row, &Amount)> = panel
        .rows
        .iter()
        .filter_map(|row| Some((row, row.x.as_ref()?)))
        .filter(|(row, x)| x.value.and(row.amount.value).is_some())
        .collect();
    if points.is_empty() {
        return nothing_known(panel, lang);
    }
    let selected: Vec<&Row> = points.iter().map(|(row, _)| *row).filter(|row| row.selected).collect();
    let both = |row: &Row| {
        let y = said(&row.amount, &panel.measure, lang);
        let x = row.x.as_ref().map(|x| said(x, against, lang)).unwrap_or_default();
        let (y_title, x_title) = (panel.measure.title.get(lang), against.title.get(lang));
        match lang {
            Lang::Zh => format!("{}{y_title} {y}，{x_title} {x}", row.label.zh),
            Lang::En => format!("{}: {y_title} {y}, {x_title} {x}", row.label.en),
        }
    };
    let mut sentence = if selected.is_empty() {
        let names = |most: Vec<(&Row, &Amount)>| most.into_iter().map(|(row, _)| row.label.get(lang).to_string()).collect::<Vec<_>>();
        let (by_y, by_x) = (names(largest(points.iter().map(|(row, _)| (*row, &row.amount)))), names(largest(points.iter().copied())));
        let (y_title, x_title, comma) = (panel.measure.title.get(lang), against.title.get(lang), say(lang, "、", ", "));
        if by_y == by_x {
            match lang {
                Lang::Zh => format!("{}的{y_title}和{x_title}均为最高", by_y.join(comma)),
                Lang::En => format!("{} highest on both {y_title} and {x_title}", by_y.join(comma)),
            }
        } else {
            match lang {
                Lang::Zh => format!("{y_title}最高：{}；{x_title}最高：{}", by_y.join(comma), by_x.join(comma)),
                Lang::En => format!("Highest {y_title}: {}; highest {x_title}: {}", by_y.join(comma), by_x.join(comma)),
            }
        }
    } else {
        let mut words = selected.iter().take(2).map(|row| both(row)).collect::<Vec<_>>().join(say(lang, "；", "; "));
        if selected.len() > 2 {
            words.push_str(&match lang {
                Lang::Zh => format!("；所选共 {} 项", selected.len()),
                Lang::En => format!("; {} selected in all", selected.len()),
            });
        }
        words
    };
    let left_out = panel.rows.len() - points.len();
    if left_out > 0 {
        sentence.push_str(&match lang {
            Lang::Zh => format!("；另有 {left_out} 项缺值，未绘出"),
            Lang::En => format!("; {left_out} without a value not drawn"),
        });
    }
    sentence
}

#[cfg(test)]
mod tests;

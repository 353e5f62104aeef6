//! The sentences of the kinds that are not plain bars or points: what changes, what stands out, what is concentrated.

use std::cmp::Ordering;

use data::report::{Panel, Row, Spread};
use data::{Amount, Lang, running};

use super::{bars, interval, largest, nothing_known, say};
use crate::format::{amount, brief, growth, percent, places};
use crate::words::plural::counted;

/// A line: from its first value to its last; of several the largest at the end.
pub(super) fn line(panel: &Panel, lang: Lang) -> String {
    if let Some(split) = &panel.split {
        let last = panel.rows.iter().rev().find(|row| row.parts.iter().any(|part| part.value.is_some()));
        let Some(last) = last else { return nothing_known(panel, lang) };
        let most = largest(split.values.iter().zip(&last.parts));
        let [(series, most), ..] = most.as_slice() else { return nothing_known(panel, lang) };
        let (at, name, [most]) = (last.label.get(lang), series.label.get(lang), brief([most], &panel.measure, lang));
        return match lang {
            Lang::Zh => format!("{at}：{name}最高，{most}"),
            Lang::En => format!("{at}: {name} highest at {most}"),
        };
    }
    let known: Vec<&Row> = panel.rows.iter().filter(|row| row.amount.value.is_some()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return nothing_known(panel, lang) };
    if known.len() == 1 {
        return bars(panel, lang);
    }
    let grown = last.amount.growth(&first.amount);
    let grown = grown.map(|grown| say(lang, "，变动 ", ", a change of ").to_string() + &growth(grown)).unwrap_or_default();
    let [a, b] = brief([&first.amount, &last.amount], &panel.measure, lang);
    match lang {
        Lang::Zh => format!("{} {a}，{} {b}{grown}", first.label.zh, last.label.zh),
        Lang::En => format!("{} {a}, {} {b}{grown}", first.label.en, last.label.en),
    }
}

/// A slope chart: how many rise and fall, and which moves most.
pub(super) fn slope(panel: &Panel, lang: Lang) -> String {
    // The dates between which the lines are drawn: the first and the last that have values.
    let is_date = |date: &usize| panel.split.as_ref().and_then(|split| split.values.get(*date)).is_none_or(|date| date.missing.is_none());
    let has = |date: &usize| is_date(date) && panel.rows.iter().any(|row| row.parts.get(*date).is_some_and(|part| part.value.is_some()));
    let dates: Vec<usize> = (0..panel.rows.iter().map(|row| row.parts.len()).max().unwrap_or(0)).filter(has).collect();
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return nothing_known(panel, lang) };
    if first == last {
        let date = panel.split.as_ref().and_then(|split| split.values.get(*first)).map_or("", |date| date.label.get(lang));
        return match lang {
            Lang::Zh => format!("只有{date}有数值，一个日期看不出升降"),
            Lang::En => format!("Only {date} has values: one date shows no rise or fall"),
        };
    }
    let moved: Vec<(&Row, &Amount, &Amount)> = panel
        .rows
        .iter()
        .filter_map(|row| Some((row, row.parts.get(*first)?, row.parts.get(*last)?)))
        .filter(|(_, from, to)| from.value.and(to.value).is_some())
        .collect();
    let relative = |from: &Amount, to: &Amount| to.growth(from).unwrap_or_default().abs();
    let most = moved.iter().reduce(|most, next| if relative(next.1, next.2) > relative(most.1, most.2) { next } else { most });
    let Some((row, from, to)) = most else {
        return say(lang, "没有一项兼有首尾两个日期的数值", "Nothing has values at both the first and the last date").to_string();
    };
    let count = |way: Ordering| moved.iter().filter(|(_, from, to)| to.by_value(from) == way).count() as u32;
    let (up, down) = (count(Ordering::Greater), count(Ordering::Less));
    let grown = to.growth(from);
    let grown = grown.map(|grown| say(lang, "（", " (").to_string() + &growth(grown) + say(lang, "）", ")")).unwrap_or_default();
    let (name, [a, b]) = (row.label.get(lang), brief([from, to], &panel.measure, lang));
    match lang {
        Lang::Zh => format!("{up} 项上升，{down} 项下降；{name}变动最大，{a} 至 {b}{grown}"),
        Lang::En => {
            let (up, down) = (counted(up, ["rises", "rise"]), counted(down, ["falls", "fall"]));
            format!("{up}, {down}; {name} moves most, {a} to {b}{grown}")
        }
    }
}

/// A histogram: the fullest interval, and what could not be counted.
pub(super) fn histogram(panel: &Panel, lang: Lang) -> String {
    let count = |row: &&Row| row.amount.value.unwrap_or_default();
    let Some(most) = panel.rows.iter().reduce(|most, next| if count(&next) > count(&most) { next } else { most }) else {
        return nothing_known(panel, lang);
    };
    let range = interval(panel, most.interval.unwrap_or_default(), lang);
    let rows = amount(&most.amount, &panel.measure, lang);
    let share = most.share.map(percent).unwrap_or_default();
    let lacking = panel.total.lacking;
    let mut sentence = match lang {
        Lang::Zh => format!("{range}最多，{rows}，占 {share}"),
        Lang::En => format!("Most lie in {range}: {rows}, {share} of all"),
    };
    if lacking > 0 {
        sentence.push_str(&match lang {
            Lang::Zh => format!("；另有 {lacking} 条缺值"),
            Lang::En => format!("; {lacking} without a value"),
        });
    }
    sentence
}

/// Box plots: the highest and the lowest median.
pub(super) fn boxes(panel: &Panel, lang: Lang) -> String {
    let known: Vec<&Row> = panel.rows.iter().filter(|row| row.amount.value.is_some()).collect();
    let most = known.iter().reduce(|most, next| if next.amount.by_value(&most.amount).is_gt() { next } else { most });
    let least = known.iter().reduce(|least, next| if next.amount.by_value(&least.amount).is_lt() { next } else { least });
    let (Some(top), Some(bottom)) = (most, least) else { return nothing_known(panel, lang) };
    let [high, low] = brief([&top.amount, &bottom.amount], &panel.measure, lang);
    match (known.len(), lang) {
        (1, Lang::Zh) => format!("{}中位数 {high}", top.label.zh),
        (1, Lang::En) => format!("{}: median {high}", top.label.en),
        (_, Lang::Zh) => format!("中位数{}最高，{high}；{}最低，{low}", top.label.zh, bottom.label.zh),
        (_, Lang::En) => format!("Highest median: {}, {high}; lowest: {}, {low}", top.label.en, bottom.label.en),
    }
}

/// A ranking's places: who leads, and whose place moves most.
pub(super) fn places_of(panel: &Panel, lang: Lang) -> String {
    let known = || panel.rows.iter().filter_map(|row| Some((row, row.spread.as_ref()?)));
    let wide = |spread: &Spread| spread.upper - spread.lower;
    let most = known().reduce(|most, next| if wide(next.1) > wide(most.1) { next } else { most });
    let (Some((first, it)), Some((loose, that))) = (known().next(), most) else { return nothing_known(panel, lang) };
    let (first, kept) = (first.label.get(lang), places(it.lower, it.upper));
    let (loose, moved) = (loose.label.get(lang), places(that.lower, that.upper));
    match lang {
        Lang::Zh => format!("{first}居首，九成位次 {kept}；{loose}位次变动最大，{moved}"),
        Lang::En => format!("{first} leads, nine of ten places {kept}; {loose} moves most, {moved}"),
    }
}

/// A Pareto chart: how many make four fifths.
pub(super) fn pareto(panel: &Panel, lang: Lang) -> String {
    let all = panel.rows.iter().map(|row| &row.amount).chain(panel.others.as_ref().map(|others| &others.amount));
    let mut shares = running(all);
    shares.truncate(panel.rows.len());
    let enough = shares.iter().enumerate().find_map(|(at, share)| share.filter(|share| *share >= 80.0).map(|share| (at, percent(share))));
    let listed = shares.iter().rev().find_map(|share| share.filter(|share| *share > 0.0)).map(percent);
    match (enough, listed, lang) {
        (Some((0, share)), _, Lang::Zh) => format!("第一项即占 {share}"),
        (Some((0, share)), _, Lang::En) => format!("The first alone holds {share}"),
        (Some((at, share)), _, Lang::Zh) => format!("前 {} 项合计占 {share}", at + 1),
        (Some((at, share)), _, Lang::En) => format!("The first {} hold {share} together", at + 1),
        (None, Some(share), Lang::Zh) => format!("列出的 {} 项合计占 {share}", shares.len()),
        (None, Some(share), Lang::En) => format!("The {} listed hold {share} together", shares.len()),
        (None, None, _) => bars(panel, lang),
    }
}

/// A heatmap: its highest cell.
pub(super) fn heatmap(panel: &Panel, lang: Lang) -> String {
    let Some(split) = &panel.split else { return bars(panel, lang) };
    let cells = panel.rows.iter().flat_map(|row| split.values.iter().zip(&row.parts).map(move |(column, part)| ((row, column), part)));
    let most = largest(cells);
    let [((row, column), most), ..] = most.as_slice() else { return nothing_known(panel, lang) };
    let [most] = brief([most], &panel.measure, lang);
    match lang {
        Lang::Zh => format!("{}、{}最高，{most}", row.label.zh, column.label.zh),
        Lang::En => format!("{}, {} highest at {most}", row.label.en, column.label.en),
    }
}

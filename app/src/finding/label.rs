//! What a screen reader says of each mark, and the tooltip's text: name, value, share, rank, basis, state.

use data::report::{MeasureInfo, Others, Panel, Row};
use data::schema::PanelKind;
use data::{Amount, Basis, Lang, share};

use super::{interval, others_name, say, value_or_reason};
use crate::chart::data::INDEX_DECIMALS;
use crate::format::{self, percent};
use crate::words::plural::counted;

/// What a screen reader says of a row, and the tooltip's text: name, value, share, rank, basis, state.
pub fn mark_label(panel: &Panel, row: &Row, lang: Lang) -> String {
    let name = row.interval.map_or_else(|| row.label.get(lang).to_string(), |ends| interval(panel, ends, lang));
    let mut words = Words::new(&name, lang);
    if panel.kind.is_points() {
        words.add(&format!("{} {}", panel.measure.title.get(lang), value_or_reason(&row.amount, &panel.measure, lang)));
        words.small(&row.amount, &panel.measure);
        if let (Some(x), Some(against)) = (&row.x, &panel.against) {
            words.add(&format!("{} {}", against.title.get(lang), value_or_reason(x, against, lang)));
            words.small(x, against);
        }
    } else {
        if panel.kind != PanelKind::Interval {
            words.amount(&row.amount, &panel.measure, row.share);
        }
        if let Some(rank) = row.rank.filter(|_| row.amount.value.is_some()) {
            words.add(&match lang {
                Lang::Zh => format!("第 {rank} 位"),
                Lang::En => format!("rank {rank}"),
            });
        }
    }
    if !panel.index.is_empty() {
        words.index(panel, row);
    }
    if let (Some(size), Some(sized)) = (&row.size, &panel.sized) {
        words.add(&format!("{} {}", sized.title.get(lang), value_or_reason(size, sized, lang)));
    }
    if let Some(spread) = &row.spread {
        let quartile = |value: f64| format::number(value, panel.measure.decimals);
        let [most, all] = [(spread.lower, spread.upper), (spread.low, spread.high)].map(|(from, to)| format::places(from, to));
        words.add(&match lang {
            Lang::Zh if panel.kind == PanelKind::Interval => format!("九成位次 {most}，最好至最差 {all}"),
            Lang::En if panel.kind == PanelKind::Interval => format!("nine of ten places {most}, best to worst {all}"),
            Lang::Zh => {
                format!("四分位 {} 至 {}，{} 条", quartile(spread.lower), quartile(spread.upper), row.amount.rows - row.amount.lacking)
            }
            Lang::En => {
                let rows = counted(row.amount.rows - row.amount.lacking, ["row", "rows"]);
                format!("quartiles {} to {}, {rows}", quartile(spread.lower), quartile(spread.upper))
            }
        });
    }
    let now = row.now.as_ref().unwrap_or(&row.amount);
    let before = row.before.as_ref();
    let change = before.and_then(|before| Some((now.minus(before)?.value?, now.growth(before))));
    if let Some(((gap, grown), vs)) = change.zip(panel.vs.as_ref()) {
        words.add(&crate::words::words(lang).against(vs, &format::change(gap, grown, &panel.measure, lang)));
    }
    if let Some(mark) = panel.mark.as_ref().filter(|_| row.marked) {
        words.add(mark.get(lang));
    }
    let basis = row.x.as_ref().map_or(row.amount.basis, |x| x.basis.max(row.amount.basis));
    words.end(&row.amount, basis, row.selected)
}

/// The same of one part of a stack; empty when there is no such part.
pub fn part_label(panel: &Panel, row: &Row, part: usize, lang: Lang) -> String {
    let Some((value, split)) = row.parts.get(part).zip(panel.split.as_ref().and_then(|split| split.values.get(part))) else {
        return String::new();
    };
    named_part(
        panel,
        row.label.get(lang),
        (value, whole_of(&row.amount, &row.parts)),
        split.label.get(lang),
        row.selected || split.selected,
        lang,
    )
}

/// The same of the bar 'others'.
pub fn others_label(panel: &Panel, others: &Others, lang: Lang) -> String {
    let mut words = Words::new(&others_name(others.count, lang), lang);
    words.amount(&others.amount, &panel.measure, others.share);
    words.end(&others.amount, others.amount.basis, false)
}

/// The same of one part of the bar 'others'; empty when there is no such part.
pub fn others_part_label(panel: &Panel, others: &Others, part: usize, lang: Lang) -> String {
    let Some((value, split)) = others.parts.get(part).zip(panel.split.as_ref().and_then(|split| split.values.get(part))) else {
        return String::new();
    };
    named_part(
        panel,
        &others_name(others.count, lang),
        (value, whole_of(&others.amount, &others.parts)),
        split.label.get(lang),
        split.selected,
        lang,
    )
}

/// What parts have shares of; none where one of them is below zero.
fn whole_of<'a>(whole: &'a Amount, parts: &[Amount]) -> Option<&'a Amount> {
    Some(whole).filter(|_| parts.iter().all(|part| part.value.is_none_or(|part| part >= 0.0)))
}

/// A part in words, with its share of the whole bar.
fn named_part(panel: &Panel, name: &str, (part, whole): (&Amount, Option<&Amount>), split: &str, selected: bool, lang: Lang) -> String {
    let mut words = Words::new(&format!("{name} {split}"), lang);
    words.add(&value_or_reason(part, &panel.measure, lang));
    if let Some(share) = whole.filter(|_| panel.measure.additive).and_then(|whole| share(part, whole)) {
        let share = percent(share);
        words.add(&match lang {
            Lang::Zh => format!("占{name} {share}"),
            Lang::En => format!("{share} of {name}"),
        });
    }
    words.end(part, part.basis, selected)
}

/// A label being put together: `name：a，b，c`.
struct Words {
    text: String,
    lang: Lang,
    empty: bool,
}

impl Words {
    fn new(name: &str, lang: Lang) -> Words {
        Words { text: name.to_string(), lang, empty: true }
    }

    fn add(&mut self, words: &str) {
        self.text.push_str(if self.empty { say(self.lang, "：", ": ") } else { say(self.lang, "，", ", ") });
        self.text.push_str(words);
        self.empty = false;
    }

    fn amount(&mut self, value: &Amount, measure: &MeasureInfo, share: Option<f64>) {
        self.add(&value_or_reason(value, measure, self.lang));
        self.small(value, measure);
        if let Some(share) = share.filter(|_| value.value.is_some()) {
            let share = percent(share);
            self.add(&match self.lang {
                Lang::Zh => format!("占 {share}"),
                Lang::En => format!("{share} of the total"),
            });
        }
    }

    fn small(&mut self, value: &Amount, measure: &MeasureInfo) {
        if let Some(small) = &value.small {
            self.add(&format::small(small, measure, self.lang));
        }
    }

    /// The last index that there is, and what it is held against.
    fn index(&mut self, panel: &Panel, row: &Row) {
        let dates = panel.split.iter().flat_map(|split| &split.values);
        let last = dates.zip(&row.indices).filter_map(|(date, index)| Some((date, format::number((*index)?, INDEX_DECIMALS)))).last();
        let first = panel.index.get(self.lang);
        self.add(&match (last, self.lang) {
            (Some((date, index)), Lang::Zh) => format!("{}指数 {index}（{first} = 100）", date.label.zh),
            (Some((date, index)), Lang::En) => format!("index {index} in {} ({first} = 100)", date.label.en),
            (None, Lang::Zh) => "无指数".to_string(),
            (None, Lang::En) => "no index".to_string(),
        });
    }

    fn end(mut self, value: &Amount, basis: Basis, selected: bool) -> String {
        if value.lacking > 0 && value.value.is_some() {
            let lacking = format::count(value.lacking);
            self.add(&match self.lang {
                Lang::Zh => format!("{} 条中 {lacking} 条缺值", format::count(value.rows)),
                Lang::En => {
                    let rows = counted(value.rows, ["row", "rows"]);
                    format!("{lacking} of {rows} {} a value", if value.lacking == 1 { "lacks" } else { "lack" })
                }
            });
        }
        self.add(&match self.lang {
            Lang::Zh => basis.title().zh,
            Lang::En => basis.title().en.to_ascii_lowercase(),
        });
        if selected {
            self.add(say(self.lang, "已选", "selected"));
        }
        self.text
    }
}

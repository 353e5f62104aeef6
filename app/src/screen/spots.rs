//! The links over a picture: where each lies in every width, where it leads, and what it says. Called by `Picture::of`.

use std::collections::HashMap;

use data::number::shortest;
use data::query::spelled;
use data::report::{Multiple, Panel, Row};
use data::schema::PanelKind;
use data::{Lang, Query, stop};

use crate::chart::{Area, Drawing, Hit, Target};
use crate::finding;
use crate::words::words;

/// One link.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Spot {
    /// The mark, and the part: stays when the order changes.
    pub key: String,
    /// The value in URLs; empty for 'others' and missing values.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub value: String,
    /// Where a range that begins here begins; empty where there are no ranges.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub from: String,
    /// Where a range that ends here ends.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub until: String,
    /// Where it leads: to what it stands for alone.
    pub href: String,
    /// Where it leads to what it stands for among what is chosen; empty where that is the same.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub add: String,
    /// The keys that `href` is about, with spaces between; empty where it is no filter.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub alone: String,
    /// True when it leads to the table under the chart instead of a filter.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "std::ops::Not::not"))]
    pub outside: bool,
    /// True for a part of a stack, which the keyboard reaches through the row and the legend.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "std::ops::Not::not"))]
    pub part: bool,
    /// Whether the filter has it.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "std::ops::Not::not"))]
    pub selected: bool,
    /// True in the right half: the tooltip then ends where the mark ends.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "std::ops::Not::not"))]
    pub at_end: bool,
    /// Custom properties: the link and the ink in the narrow, the wide and the full picture, in per cent.
    pub place: String,
    /// What a screen reader says, and the tooltip: the mark's label, then everything about it.
    pub label: String,
}

/// What a link stands for: the row, its part, and the small chart that it is in.
pub(super) type Place = (Target, Option<usize>, Option<usize>);

/// The links of a panel, in the reading order of the narrow picture. The drawings (narrow, wide, full) show the same marks.
pub(super) fn spots(query: &Query, panel: &Panel, drawings: [Option<&Drawing>; 3], lang: Lang) -> Vec<(Place, Spot)> {
    let mark = |hit: &Hit| (hit.row, hit.part, hit.multiple);
    let hits = drawings.map(|drawing| drawing.map_or(&[][..], |drawing| &drawing.hits));
    let by_mark = hits.map(|hits| hits.iter().map(|hit| (mark(hit), hit)).collect::<HashMap<_, &Hit>>());
    let spot = |small: &Hit| {
        stop::look();
        let places = [0, 1, 2].map(|at| by_mark[at].get(&mark(small)).copied());
        let large = places[1]?;
        let multiple = small.multiple.and_then(|at| panel.multiples.get(at));
        let mut spot = match small.row {
            Target::Row(at) => {
                let rows = multiple.map_or(&panel.rows, |multiple| &multiple.rows);
                row_spot(query, panel, rows.get(at)?, multiple, small.part, lang)
            }
            Target::Multiple(at) => multiple_spot(panel, panel.multiples.get(at)?, lang),
            Target::Others => others_spot(panel, small.part, lang)?,
        };
        if range_key(panel).is_some()
            && let Target::Row(at) = small.row
            && let Some(row) = panel.rows.get(at).filter(|row| !row.value.is_empty())
        {
            spot.from = spelled(&row.value).into_owned();
            spot.until = row.interval.map_or_else(|| spot.from.clone(), |interval| shortest(interval.high));
        }
        spot.place = place(places);
        spot.at_end = large.mark.x + large.mark.w / 2.0 > 60.0;
        Some((mark(small), spot))
    };
    hits[0].iter().filter_map(spot).collect()
}

/// The key of a range that dragging across the marks chooses: of a histogram its number, of an ordered dimension in its order itself.
pub(super) fn range_key(panel: &Panel) -> Option<&str> {
    let is_course = panel.ordered && matches!(panel.kind, PanelKind::Line | PanelKind::Area) && panel.split.is_none();
    (panel.kind == PanelKind::Histogram || is_course).then_some(panel.by.as_str())
}

fn row_spot(query: &Query, panel: &Panel, row: &Row, multiple: Option<&Multiple>, part: Option<usize>, lang: Lang) -> Spot {
    let split = part.and_then(|part| Some((panel.split.as_ref()?, part)));
    let split = split.and_then(|(split, part)| Some((split, split.values.get(part)?, part)));
    // A missing value has no value of its own: its reason tells it apart.
    let key = format!(
        "{}|{}|{}",
        row.value,
        row.label.zh,
        split.map_or(String::new(), |(_, value, _)| format!("{}/{}", value.value, value.label.zh))
    );
    let mut steps = Steps::of(&panel.by, &row.link, &row.add, row.selected);
    let spot = match split {
        Some((split, value, part)) => {
            steps = steps.with(query, Steps::of(&split.dimension, &value.link, &value.add, value.selected), &|link, way| match (
                value.missing,
                way,
            ) {
                (Some(reason), _) => link.toggled_missing(&split.dimension, reason),
                (None, Way::Alone) => link.chosen(&split.dimension, &value.value),
                (None, Way::Among) => link.toggled(&split.dimension, &value.value),
            });
            Spot {
                // Points of lines have no row of their own beside them.
                part: !matches!(panel.kind, PanelKind::Line | PanelKind::Area),
                label: finding::part_label(panel, row, part, lang),
                ..Spot::default()
            }
        }
        None => Spot { label: finding::mark_label(panel, row, lang), ..Spot::default() },
    };
    let spot = Spot { key, value: row.value.clone(), ..spot };
    match multiple {
        None => steps.lead(spot),
        Some(multiple) => of_multiple(query, panel, multiple, steps, spot, lang),
    }
}

/// A mark of a small chart stands for its own condition and the chart's.
fn of_multiple(query: &Query, panel: &Panel, multiple: &Multiple, steps: Steps, spot: Spot, lang: Lang) -> Spot {
    let own = Steps::of(&panel.per, &multiple.link, &multiple.add, multiple.selected);
    let steps = steps.with(query, own, &|link, way| match way {
        Way::Alone => link.chosen(&panel.per, &multiple.value),
        Way::Among => link.toggled(&panel.per, &multiple.value),
    });
    steps.lead(Spot {
        key: format!("{}|{}", multiple.value, spot.key),
        label: format!("{}{}{}", multiple.label.get(lang), words(lang).of_multiple, spot.label),
        ..spot
    })
}

/// The head of a small chart.
fn multiple_spot(panel: &Panel, multiple: &Multiple, lang: Lang) -> Spot {
    Steps::of(&panel.per, &multiple.link, &multiple.add, multiple.selected).lead(Spot {
        key: format!("{}|", multiple.value),
        value: multiple.value.clone(),
        label: multiple.label.get(lang).to_string(),
        ..Spot::default()
    })
}

/// How a mark chooses what it stands for.
#[derive(Clone, Copy)]
enum Way {
    Alone,
    Among,
}

/// Where a mark leads that stands for one condition or for several.
struct Steps {
    keys: String,
    alone: Query,
    among: Query,
    selected: bool,
}

impl Steps {
    fn of(key: &str, link: &Query, add: &Option<Query>, selected: bool) -> Steps {
        Steps { keys: key.to_string(), alone: link.clone(), among: add.as_ref().unwrap_or(link).clone(), selected }
    }

    /// Whether it leads away from what is chosen alone.
    fn clears(&self) -> bool {
        let is_about = |key: &str| self.keys.split(' ').any(|known| known == key);
        !self.alone.clauses.iter().any(|clause| is_about(&clause.key))
    }

    /// With a condition more. Both are chosen alone, or taken away where both are; what is lacking of them is added, or both are taken away.
    fn with(self, query: &Query, own: Steps, step: &dyn Fn(&Query, Way) -> Query) -> Steps {
        let alone = match (self.clears(), own.clears()) {
            (true, false) => own.alone,
            (false, true) => self.alone.clone(),
            _ => step(&self.alone, Way::Alone),
        };
        let both_or_none = self.selected == own.selected;
        let mut among = if both_or_none || !self.selected { self.among } else { query.at_page(1) };
        if both_or_none || !own.selected {
            among = step(&among, Way::Among);
        }
        Steps { keys: format!("{} {}", self.keys, own.keys), alone, among, selected: self.selected && own.selected }
    }

    fn lead(self, spot: Spot) -> Spot {
        let add = if self.among == self.alone { String::new() } else { self.among.to_string() };
        Spot { href: self.alone.to_string(), add, alone: self.keys, selected: self.selected, ..spot }
    }
}

fn others_spot(panel: &Panel, part: Option<usize>, lang: Lang) -> Option<Spot> {
    let others = panel.others.as_ref()?;
    let label = match part {
        None => finding::others_label(panel, others, lang),
        Some(part) => finding::others_part_label(panel, others, part, lang),
    };
    Some(Spot {
        key: format!("others|{}", part.map(|part| part.to_string()).unwrap_or_default()),
        href: format!("#others-{}", panel.id),
        outside: true,
        part: part.is_some(),
        label: format!("{label}{}{}", words(lang).comma, words(lang).in_table_below),
        ..Spot::default()
    })
}

fn place(hits: [Option<&Hit>; 3]) -> String {
    let mut place = String::new();
    for (prefix, hit) in ['n', 'w', 'f'].into_iter().zip(hits).filter_map(|(prefix, hit)| Some((prefix, hit?))) {
        let link = Area { x: hit.x, y: hit.y, w: hit.w, h: hit.h };
        for (kind, area) in [("", link), ("m", hit.mark)] {
            for (side, value) in [("x", area.x), ("y", area.y), ("w", area.w), ("h", area.h)] {
                // A tenth of a per cent is half a pixel.
                let tenths = (value * 10.0).round() as i32;
                place.push_str(&format!("--{prefix}{kind}{side}:{}.{}%;", tenths / 10, tenths % 10));
            }
        }
    }
    place.pop();
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_for_two_conditions() {
        for (what, from, alone, among) in [
            ("nothing is chosen", "/j", "/j?city=a&grade=x", "/j?city=a&grade=x"),
            ("its row is", "/j?city=a", "/j?city=a&grade=x", "/j?city=a&grade=x"),
            ("it is", "/j?city=a&grade=x&tier=t", "/j?tier=t", "/j?tier=t"),
            ("another is", "/j?city=b&grade=y", "/j?city=a&grade=x", "/j?city=b&city=a&grade=y&grade=x"),
            ("its row and another are", "/j?city=a&city=b", "/j?city=a&grade=x", "/j?city=a&city=b&grade=x"),
            ("it and another of its row are", "/j?city=a&grade=x&grade=y", "/j?city=a&grade=x", "/j?grade=y"),
        ] {
            let (query, _) = Query::parse(from);
            let steps = |key: &str, value: &str| Steps {
                keys: key.to_string(),
                alone: query.chosen(key, value),
                among: query.toggled(key, value),
                selected: query.has(key, value),
            };
            let both = steps("city", "a").with(&query, steps("grade", "x"), &|link, way| match way {
                Way::Alone => link.chosen("grade", "x"),
                Way::Among => link.toggled("grade", "x"),
            });
            assert_eq!((both.alone.to_string().as_str(), both.among.to_string().as_str()), (alone, among), "where {what}");
            let spot = both.lead(Spot::default());
            assert_eq!((spot.alone.as_str(), spot.add.is_empty()), ("city grade", alone == among), "where {what}");
        }
    }
}

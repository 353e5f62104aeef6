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
    /// Where it leads.
    pub href: String,
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
    /// What a screen reader says: the mark's label, then everything about it.
    pub label: String,
    /// The bytes of `label` that name the mark: the tooltip's head.
    pub name: u32,
}

impl Spot {
    /// The tooltip's head and text.
    pub fn tip(&self) -> (String, String) {
        let (name, rest) = self.label.split_at_checked(self.name as usize).unwrap_or((&self.label, ""));
        (name.to_string(), rest.trim_start_matches(['：', ':', ' ']).to_string())
    }
}

/// The links of a panel, in the reading order of the narrow picture. The drawings (narrow, wide, full) show the same marks.
pub(super) fn spots(query: &Query, panel: &Panel, drawings: [Option<&Drawing>; 3], lang: Lang) -> Vec<Spot> {
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
                let spot = row_spot(query, panel, rows.get(at)?, small.part, lang);
                match multiple {
                    Some(multiple) => of_multiple(spot, panel, multiple, lang),
                    None => spot,
                }
            }
            Target::Multiple(at) => multiple_spot(panel.multiples.get(at)?, lang),
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
        Some(spot)
    };
    hits[0].iter().filter_map(spot).collect()
}

/// The key of a range that dragging across the marks chooses: of a histogram its number, of an ordered dimension in its order itself.
pub(super) fn range_key(panel: &Panel) -> Option<&str> {
    let is_course = panel.ordered && matches!(panel.kind, PanelKind::Line | PanelKind::Area) && panel.split.is_none();
    (panel.kind == PanelKind::Histogram || is_course).then_some(panel.by.as_str())
}

fn row_spot(query: &Query, panel: &Panel, row: &Row, part: Option<usize>, lang: Lang) -> Spot {
    let split = part.and_then(|part| Some((panel.split.as_ref()?, part)));
    let split = split.and_then(|(split, part)| Some((split, split.values.get(part)?, part)));
    // A missing value has no value of its own: its reason tells it apart.
    let key = format!(
        "{}|{}|{}",
        row.value,
        row.label.zh,
        split.map_or(String::new(), |(_, value, _)| format!("{}/{}", value.value, value.label.zh))
    );
    let name = row.label.get(lang);
    match split {
        Some((split, value, part)) => {
            // A part stands for two conditions: it adds what is lacking of them, or takes both away.
            let both_or_none = row.selected == value.selected;
            let mut link = if both_or_none || !row.selected { row.link.clone() } else { query.clone() };
            if both_or_none || !value.selected {
                link = match value.missing {
                    Some(reason) => link.toggled_missing(&split.dimension, reason),
                    None => link.toggled(&split.dimension, &value.value),
                };
            }
            Spot {
                key,
                value: row.value.clone(),
                href: link.at_page(1).to_string(),
                // Points of lines have no row of their own beside them.
                part: !matches!(panel.kind, PanelKind::Line | PanelKind::Area),
                selected: row.selected && value.selected,
                label: finding::part_label(panel, row, part, lang),
                name: (name.len() + 1 + value.label.get(lang).len()) as u32,
                ..Spot::default()
            }
        }
        None => Spot {
            key,
            value: row.value.clone(),
            href: row.link.to_string(),
            selected: row.selected,
            label: finding::mark_label(panel, row, lang),
            name: name.len() as u32,
            ..Spot::default()
        },
    }
}

/// A mark of a small chart stands for its own condition and the chart's.
fn of_multiple(mut spot: Spot, panel: &Panel, multiple: &Multiple, lang: Lang) -> Spot {
    let (link, _) = Query::parse(&spot.href);
    if multiple.selected == spot.selected {
        spot.href = link.toggled(&panel.per, &multiple.value).to_string();
    }
    spot.key = format!("{}|{}", multiple.value, spot.key);
    spot.selected &= multiple.selected;
    let name = format!("{}{}", multiple.label.get(lang), words(lang).of_multiple);
    spot.name += name.len() as u32;
    spot.label.insert_str(0, &name);
    spot
}

/// The head of a small chart.
fn multiple_spot(multiple: &Multiple, lang: Lang) -> Spot {
    Spot {
        key: format!("{}|", multiple.value),
        value: multiple.value.clone(),
        href: multiple.link.to_string(),
        selected: multiple.selected,
        label: multiple.label.get(lang).to_string(),
        name: multiple.label.get(lang).len() as u32,
        ..Spot::default()
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
        name: finding::others_name(others.count, lang).len() as u32,
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

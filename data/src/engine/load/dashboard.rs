//! `dashboard.toml` as written (data/README.md). Each entry is read on its own, so that every one that is wrong is reported, with its line.
//! Used by `load`; `board` gives the entries their meaning.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::words::{self, Unfit};
use super::{DASHBOARD, syntax};
use crate::Text;
use crate::schema::{Cells, Classing, Labels, LadderSpec, LeadSpec, Order, PanelKind, Places, RaceInputSpec, ReferenceSpec, Role, Shapes};

/// The whole file.
#[derive(Default)]
pub(super) struct Dashboard {
    pub(super) statements: Option<Entry<String>>,
    pub(super) time: Option<Entry<String>>,
    pub(super) dimensions: Vec<Entry<DimensionToml>>,
    pub(super) measures: Vec<Entry<MeasureToml>>,
    pub(super) tiles: Vec<Entry<TileToml>>,
    pub(super) panels: Vec<Entry<PanelToml>>,
    pub(super) tabs: Vec<Entry<TabToml>>,
    pub(super) compare: Option<Entry<Vec<String>>>,
    pub(super) race: Option<Entry<RaceToml>>,
    pub(super) ladder: Option<Entry<LadderSpec>>,
    pub(super) lead: Option<Entry<LeadSpec>>,
    /// Ids of entries that could not be read: what refers to them is not wrong for that.
    pub(super) unread: Vec<String>,
}

/// An entry with the line where it begins.
pub(super) struct Entry<T> {
    pub(super) line: Option<u64>,
    pub(super) value: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionToml {
    pub(super) id: String,
    pub(super) title: Text,
    #[serde(default)]
    pub(super) description: Text,
    #[serde(default)]
    pub(super) role: Role,
    pub(super) columns: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) via: BTreeMap<String, String>,
    pub(super) labels: Option<Labels>,
    pub(super) marked_by: Option<String>,
    #[serde(default)]
    pub(super) facet: bool,
    pub(super) counts: Option<String>,
    #[serde(default)]
    pub(super) step: Option<f64>,
    pub(super) places: Option<Places>,
    pub(super) cells: Option<Cells>,
    pub(super) shapes: Option<Shapes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureToml {
    pub(super) id: String,
    pub(super) title: Text,
    #[serde(default)]
    pub(super) description: Text,
    #[serde(default)]
    pub(super) unit: Text,
    pub(super) table: String,
    pub(super) kind: MeasureKind,
    pub(super) column: Option<String>,
    pub(super) of: Option<String>,
    pub(super) over: Option<String>,
    pub(super) under: Option<String>,
    pub(super) factor: Option<f64>,
    pub(super) split: Option<String>,
    #[serde(rename = "where")]
    pub(super) filter: Option<String>,
    #[serde(default)]
    pub(super) decimals: u32,
    #[serde(default)]
    pub(super) small: u32,
    pub(super) stock: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// What a measure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MeasureKind {
    Count,
    CountDistinct,
    Sum,
    Mean,
    Median,
    Share,
    Rate,
    Holders,
    Growth,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TileToml {
    pub(super) id: String,
    pub(super) title: Option<Text>,
    pub(super) measure: String,
    pub(super) split: Option<String>,
    pub(super) statement: Option<String>,
    #[serde(default)]
    pub(super) statements: BTreeMap<String, String>,
    pub(super) holders: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PanelToml {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) kind: PanelKind,
    pub(super) measure: String,
    #[serde(default)]
    pub(super) by: String,
    pub(super) split: Option<String>,
    pub(super) against: Option<String>,
    pub(super) sized: Option<String>,
    pub(super) per: Option<String>,
    pub(super) top: Option<usize>,
    #[serde(default)]
    pub(super) order: Order,
    pub(super) log: Option<String>,
    pub(super) reference: Option<ReferenceSpec>,
    #[serde(default)]
    pub(super) classes: Classing,
    #[serde(default)]
    pub(super) note: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TabToml {
    pub(super) table: String,
    #[serde(default)]
    pub(super) columns: Vec<String>,
    pub(super) sort: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RaceToml {
    pub(super) by: String,
    #[serde(rename = "input")]
    pub(super) inputs: Vec<RaceInputSpec>,
}

/// Reads the file; what cannot be read is a fault, and the rest is kept.
pub(super) fn read(input: &str, budget: &mut Budget<'_>, report: &mut FaultReport) -> Option<Dashboard> {
    // The parser of TOML cannot be stopped: the clock is looked at before and after.
    let (table, errors) = DeTable::parse_recoverable(input);
    if let Some(fault) = budget.step(input.len(), DASHBOARD) {
        report.push(fault);
        return None;
    }
    if !errors.is_empty() {
        for error in &errors {
            report.push_with("toml", || {
                let (line, character) = syntax::place(input, error.span().unwrap_or_default());
                Fault::new(DASHBOARD, "toml", words::toml(error.message(), character)).row(line)
            });
        }
        return None;
    }
    let mut dashboard = Dashboard::default();
    let unread = &mut dashboard.unread;
    for (key, value) in table.into_inner() {
        let (name, at) = (key.get_ref().as_ref(), key.span());
        let what = (format!("项 {name}"), format!("entries {name}"));
        if let Some(fault) = budget.count(count(value.get_ref()), DASHBOARD, "entries", budget.limits.entries, (&what.0, &what.1)) {
            report.push(fault);
            return None;
        }
        match name {
            "statements" => dashboard.statements = entry(input, "statements", value, report),
            "time" => dashboard.time = entry(input, "time", value, report),
            "dimension" => dashboard.dimensions = entries(input, name, value, unread, report),
            "measure" => dashboard.measures = entries(input, name, value, unread, report),
            "tile" => dashboard.tiles = entries(input, name, value, unread, report),
            "panel" => dashboard.panels = entries(input, name, value, unread, report),
            "compare" => dashboard.compare = entry(input, name, value, report),
            "race" => dashboard.race = entry(input, name, value, report),
            "ladder" => dashboard.ladder = entry(input, name, value, report),
            "lead" => dashboard.lead = entry(input, name, value, report),
            "tab" => dashboard.tabs = entries(input, name, value, unread, report),
            _ => {
                let text = || {
                    Text::new(
                        format!(
                            "没有名为 {name} 的键，应为以下之一：statements、time、compare、race、ladder、lead、dimension、measure、tile、panel、tab。"
                        ),
                        format!(
                            "There is no key {name}: expected one of statements, time, compare, race, ladder, lead, dimension, measure, tile, panel, tab."
                        ),
                    )
                };
                let fault = || Fault::new(DASHBOARD, "descriptor", text()).row(syntax::place(input, at).0).column(name);
                report.push_with("descriptor", fault);
            }
        }
    }
    Some(dashboard)
}

/// How many entries there are: in a list, in a table of one of its entries (`statements`, `via`), or among the inputs of the contest.
fn count(value: &DeValue<'_>) -> usize {
    match value {
        DeValue::Array(items) => items.iter().map(|item| longest(item.get_ref())).fold(items.len(), usize::max),
        DeValue::Table(table) => table.get("input").and_then(|inputs| inputs.get_ref().as_array()).map_or(0, |inputs| inputs.len()),
        _ => 0,
    }
}

/// The entries of the longest table in a table.
fn longest(entry: &DeValue<'_>) -> usize {
    let tables = entry.as_table().into_iter().flat_map(|entry| entry.values()).filter_map(|value| value.get_ref().as_table());
    tables.map(|table| table.len()).max().unwrap_or(0)
}

fn entries<T: DeserializeOwned>(
    input: &str,
    name: &str,
    value: Spanned<DeValue<'_>>,
    unread: &mut Vec<String>,
    report: &mut FaultReport,
) -> Vec<Entry<T>> {
    let at = value.span();
    let DeValue::Array(items) = value.into_inner() else {
        let text = Text::new(format!("应写作 [[{name}]]（双方括号）。"), format!("Expected [[{name}]], in double brackets."));
        report.push(Fault::new(DASHBOARD, "descriptor", text).row(syntax::place(input, at).0).column(name));
        return Vec::new();
    };
    items
        .into_iter()
        .filter_map(|item| {
            let word = |key: &str| Some(item.get_ref().as_table()?.get(key)?.get_ref().as_str()?.to_string());
            let id = word("id").or_else(|| word("table"));
            let place = id.as_ref().map_or_else(|| name.to_string(), |id| format!("{name} {id}"));
            let entry = entry(input, &place, item, report);
            if entry.is_none() {
                unread.extend(id);
            }
            entry
        })
        .collect()
}

fn entry<T: DeserializeOwned>(input: &str, place: &str, value: Spanned<DeValue<'_>>, report: &mut FaultReport) -> Option<Entry<T>> {
    let line = Some(syntax::place(input, value.span()).0);
    match serde_path_to_error::deserialize(ValueDeserializer::from(value)) {
        Ok(value) => Some(Entry { line, value }),
        Err(error) => {
            let inside = error.path().to_string();
            let error = error.into_inner();
            let Unfit { key, value, text } = words::unfit(error.message());
            let mut keys: Vec<&str> = inside.split('.').filter(|key| !key.is_empty() && *key != "?").collect();
            keys.extend(key.as_deref().filter(|key| keys.last() != Some(key)));
            let inside = keys.join(".");
            let place = match inside.chars().next() {
                None => place.to_string(),
                Some('[') => format!("{place}{inside}"),
                Some(_) => format!("{place}: {inside}"),
            };
            let row = error.span().map(|span| syntax::place(input, span).0).or(line);
            let fault = Fault::new(DASHBOARD, "descriptor", text).row(row).column(place);
            report.push(match value {
                Some(value) => fault.value(&value),
                None => fault,
            });
            None
        }
    }
}

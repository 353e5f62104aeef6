//! A screen from its JSON, in the browser: the other end of the serializers that `data::report` and `screen` derive. The tables below name every field, so
//! a field that is added there does not compile here until it is read, and the test compares both ends. Called by `load`.

use data::report::{
    BundleInfo, Cell, Chip, Choice, ChoiceOption, Column, ColumnChoice, Compared, Facet, FacetValue, MeasureInfo, Published, TableCount,
    TablePage, Tile, TileOverlap, TileValue, Time,
};
use data::schema::Source;
use data::{Amount, Basis, Bounds, Missing, Notice, Query, Small, Text};

use super::json::Json;
use crate::screen::{Entry, Head, Line, Picture, Screen, Spot, Twin};

/// Reads a screen; `None` when the text is not one.
pub(super) fn screen(text: &str) -> Option<Screen> {
    let mut fails = false;
    let screen = Screen::read(Json::parse(text)?, &mut fails);
    (!fails).then_some(screen)
}

/// What is read goes on with a default where something is wrong, and says so: ways out at every field would cost the client kilobytes.
trait Read: Default {
    /// Whether the field may be left out, its default standing for it.
    const MAY_LACK: bool = false;

    fn read(json: Json, fails: &mut bool) -> Self;
}

/// The default, where something is wrong.
fn wrong<T: Default>(fails: &mut bool) -> T {
    *fails = true;
    T::default()
}

/// A field of an object, taken out of it.
#[inline(never)]
fn take<T: Read>(object: &mut [(String, Json)], name: &str, fails: &mut bool) -> T {
    match find(object, name) {
        Some(value) => T::read(value, fails),
        None if T::MAY_LACK => T::default(),
        None => wrong(fails),
    }
}

fn find(object: &mut [(String, Json)], name: &str) -> Option<Json> {
    object.iter_mut().find(|(known, _)| known == name).map(|(_, value)| std::mem::replace(value, Json::Null))
}

fn fields(json: Json, fails: &mut bool) -> Vec<(String, Json)> {
    if let Json::Object(object) = json { object } else { wrong(fails) }
}

macro_rules! structs {
    ($($kind:ident { $($field:ident),* })*) => {
        $(impl Read for $kind {
            fn read(json: Json, fails: &mut bool) -> $kind {
                let mut object = fields(json, fails);
                $kind { $($field: take(&mut object, stringify!($field), fails)),* }
            }
        })*
    };
}

structs! {
    Notice { param, text }
    Amount { value, digits, missing, rows, lacking, illustrative, basis, bounds, small }
    Small { units, range, added }
    Bounds { low, high }
    Source { title, path, basis }
    Screen { query, bundle, notices, chips, clear, counts, tiles, facets, pictures, choices, time, table, basis }
    Time { dimension, title, counts, measure, base, values, earlier, all, versus }
    Choice { key, title, further, options }
    ChoiceOption { value, label, group, link, selected, why }
    Picture { id, kind, stand, title, finding, summary, basis, empty, legend, narrow, wide, full, spots, range, note, ignores, published, sources, svg, csv, twin }
    Entry { label, class, colour, href, add, alone, selected }
    Spot { key, value, from, until, href, add, alone, outside, part, selected, at_end, place, label }
    Twin { heads, lines }
    Head { text, numeric }
    Line { id, cells, marks }
    BundleInfo { id, title, description, version, sources, licences, views, warnings }
    Chip { key, text, remove }
    TableCount { table, title, unit, shown, matched, total, basis, ignores, link }
    MeasureInfo { id, title, unit, description, decimals, additive, small }
    Tile { id, title, measure, split, values, refused, basis, ignores, vs, uncompared, overlap }
    Compared { now, before }
    TileOverlap { awards, bounds, is_bounds, why }
    TileValue { label, value, now, before, total, published, link, add, selected }
    Published { id, value, written, qualifier, phrase, place, link }
    Facet { dimension, title, ordered, counts, measure, values, hidden, all, full, basis }
    FacetValue { value, label, count, amount, digits, selected, link }
    TablePage { table, title, description, columns, choices, rows, row_basis, page, pages, size, matched, total, published }
    Column { id, title, description, unit, numeric, sorted, sort }
    ColumnChoice { id, title, shown }
    Cell { raw, number, label, missing, link }
}

impl Read for Text {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> Text {
        let mut object = fields(json, fails);
        Text { zh: take(&mut object, "zh", fails), en: take(&mut object, "en", fails) }
    }
}

impl<T: Read> Read for Vec<T> {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> Vec<T> {
        let Json::List(list) = json else { return wrong(fails) };
        let mut read = Vec::with_capacity(list.len());
        for item in list {
            read.push(T::read(item, fails));
        }
        read
    }
}

impl<T: Read> Read for Option<T> {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> Option<T> {
        if json == Json::Null { None } else { Some(T::read(json, fails)) }
    }
}

impl Read for String {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> String {
        if let Json::Text(text) = json { text } else { wrong(fails) }
    }
}

impl Read for bool {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> bool {
        if let Json::Bool(flag) = json { flag } else { wrong(fails) }
    }
}

impl Read for f64 {
    fn read(json: Json, fails: &mut bool) -> f64 {
        if let Json::Number(number) = json { number } else { wrong(fails) }
    }
}

impl Read for u32 {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> u32 {
        f64::read(json, fails) as u32
    }
}

impl Read for u8 {
    fn read(json: Json, fails: &mut bool) -> u8 {
        f64::read(json, fails) as u8
    }
}

impl Read for Query {
    fn read(json: Json, fails: &mut bool) -> Query {
        Query::parse(&String::read(json, fails)).0
    }
}

impl Read for Basis {
    const MAY_LACK: bool = true;

    fn read(json: Json, fails: &mut bool) -> Basis {
        Basis::from_id(&String::read(json, fails)).unwrap_or_else(|| wrong(fails))
    }
}

/// A reason that is in a report; what is none stands for one only until the screen is thrown away.
impl Read for Missing {
    fn read(json: Json, fails: &mut bool) -> Missing {
        let id = String::read(json, fails);
        let known = Missing::from_id(&id).or_else(|| Missing::OF_AGGREGATES.into_iter().find(|reason| reason.id() == id));
        known.unwrap_or_else(|| wrong(fails))
    }
}

#[cfg(test)]
mod tests;

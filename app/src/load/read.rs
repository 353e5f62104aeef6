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
    Screen::read(Json::parse(text)?)
}

trait Read: Sized {
    fn read(json: Json) -> Option<Self>;

    /// What stands for a field that is left out; `None` where it may not be.
    fn absent() -> Option<Self> {
        None
    }
}

/// A field of an object, taken out of it.
fn take<T: Read>(object: &mut [(String, Json)], name: &str) -> Option<T> {
    match object.iter_mut().find(|(known, _)| known == name) {
        Some((_, value)) => T::read(std::mem::replace(value, Json::Null)),
        None => T::absent(),
    }
}

macro_rules! structs {
    ($($kind:ident { $($field:ident),* })*) => {
        $(impl Read for $kind {
            fn read(json: Json) -> Option<$kind> {
                let Json::Object(mut object) = json else { return None };
                Some($kind { $($field: take(&mut object, stringify!($field))?),* })
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
    fn read(json: Json) -> Option<Text> {
        let Json::Object(mut object) = json else { return None };
        Some(Text { zh: take(&mut object, "zh")?, en: take(&mut object, "en")? })
    }

    fn absent() -> Option<Text> {
        Some(Text::default())
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json) -> Option<Vec<T>> {
        let Json::List(list) = json else { return None };
        let mut read = Vec::with_capacity(list.len());
        for item in list {
            read.push(T::read(item)?);
        }
        Some(read)
    }

    fn absent() -> Option<Vec<T>> {
        Some(Vec::new())
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json) -> Option<Option<T>> {
        if json == Json::Null { Some(None) } else { T::read(json).map(Some) }
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl Read for String {
    fn read(json: Json) -> Option<String> {
        if let Json::Text(text) = json { Some(text) } else { None }
    }

    fn absent() -> Option<String> {
        Some(String::new())
    }
}

impl Read for bool {
    fn read(json: Json) -> Option<bool> {
        if let Json::Bool(flag) = json { Some(flag) } else { None }
    }

    fn absent() -> Option<bool> {
        Some(false)
    }
}

impl Read for f64 {
    fn read(json: Json) -> Option<f64> {
        if let Json::Number(number) = json { Some(number) } else { None }
    }
}

impl Read for u32 {
    fn read(json: Json) -> Option<u32> {
        f64::read(json).map(|number| number as u32)
    }

    fn absent() -> Option<u32> {
        Some(0)
    }
}

impl Read for u8 {
    fn read(json: Json) -> Option<u8> {
        f64::read(json).map(|number| number as u8)
    }
}

impl Read for Query {
    fn read(json: Json) -> Option<Query> {
        String::read(json).map(|url| Query::parse(&url).0)
    }
}

impl Read for Basis {
    fn read(json: Json) -> Option<Basis> {
        Basis::from_id(&String::read(json)?)
    }

    fn absent() -> Option<Basis> {
        Some(Basis::default())
    }
}

impl Read for Missing {
    fn read(json: Json) -> Option<Missing> {
        let id = String::read(json)?;
        Missing::from_id(&id).or_else(|| Missing::OF_AGGREGATES.into_iter().find(|reason| reason.id() == id))
    }
}

#[cfg(test)]
mod tests;

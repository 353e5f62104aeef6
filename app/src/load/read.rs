//! A report from its JSON, in the browser: the other end of the serializers that `data::report` derives. The tables below name every field, so
//! a field that is added there does not compile here until it is read, and the test compares both ends. Called by `load`.

use data::report::{
    BundleInfo, Cell, Chip, Column, ColumnChoice, Facet, FacetValue, MeasureInfo, Others, Panel, Published, Row, Split, SplitValue,
    TableCount, TablePage, Tile, TileOverlap, TileValue,
};
use data::schema::{PanelKind, Source};
use data::{Amount, Basis, Bounds, Missing, Notice, Query, Report, Text};

use super::json::Json;

/// Reads a report; `None` when the text is not one.
pub(super) fn report(text: &str) -> Option<Report> {
    Report::read(Json::parse(text)?)
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
    Text { zh, en }
    Notice { param, text }
    Amount { value, missing, rows, lacking, illustrative, basis, bounds }
    Bounds { low, high }
    Source { title, path }
    Report { query, bundle, notices, chips, clear, counts, tiles, facets, panels, table, basis }
    BundleInfo { id, title, description, version, sources, licences, views }
    Chip { key, text, remove }
    TableCount { table, title, unit, shown, matched, total, basis, ignores, link }
    MeasureInfo { id, title, unit, description, decimals, additive }
    Tile { id, title, measure, values, basis, ignores, overlap }
    TileOverlap { awards, bounds, is_bounds, why }
    TileValue { label, value, total, published, link, selected }
    Published { id, value, qualifier, phrase, place, link }
    Facet { dimension, title, counts, values, hidden, basis }
    FacetValue { value, label, count, selected, link }
    Panel { id, title, kind, measure, against, by, by_title, ordered, mark, split, rows, others, total, basis, ignores, sources, published, note }
    Split { dimension, title, ordered, values }
    SplitValue { value, label, selected, link }
    Row { value, label, amount, share, rank, x, parts, marked, selected, link }
    Others { count, amount, share, parts, rows }
    TablePage { table, title, description, columns, choices, rows, row_basis, page, pages, size, matched, total, published }
    Column { id, title, description, unit, numeric, sorted, sort }
    ColumnChoice { id, title, shown }
    Cell { raw, number, label, missing, link }
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
}

impl Read for Missing {
    fn read(json: Json) -> Option<Missing> {
        let id = String::read(json)?;
        Missing::from_id(&id).or((id == Missing::NoRows.id()).then_some(Missing::NoRows))
    }
}

impl Read for PanelKind {
    fn read(json: Json) -> Option<PanelKind> {
        match String::read(json)?.as_str() {
            "bar" => Some(PanelKind::Bar),
            "stacked" => Some(PanelKind::Stacked),
            "scatter" => Some(PanelKind::Scatter),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of everything, nothing at its default.
    fn full() -> Report {
        let text = || Text::new("长春市", "Changchun");
        let query = || Query::parse("/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82&page=2").0;
        let amount = |missing| Amount {
            value: Some(13.5),
            missing,
            rows: 13,
            lacking: 2,
            illustrative: 12,
            basis: Basis::Illustrative,
            bounds: Some(Bounds { low: 9.0, high: 15.0 }),
        };
        let all = || [None, Some(Missing::NotReported), Some(Missing::Suppressed), Some(Missing::NotApplicable), Some(Missing::NoRows)];
        let measure = || MeasureInfo { id: "m".into(), title: text(), unit: text(), description: text(), decimals: 1, additive: true };
        let source = || Source { title: "厅".into(), path: Some("https://example.org".into()) };
        let published = || Published {
            id: "s1".into(),
            value: 56.0,
            qualifier: "exact".into(),
            phrase: "56个".into(),
            place: "一".into(),
            link: query(),
        };
        let row = || Row {
            value: "v".into(),
            label: text(),
            amount: amount(None),
            share: Some(23.2),
            rank: Some(1),
            x: Some(Amount::default()),
            parts: all().map(amount).to_vec(),
            marked: true,
            selected: true,
            link: query(),
        };
        let panel = |kind| Panel {
            id: "p".into(),
            title: text(),
            kind,
            measure: measure(),
            against: Some(measure()),
            by: "city".into(),
            by_title: text(),
            ordered: true,
            mark: Some(text()),
            split: Some(Split {
                dimension: "grade".into(),
                title: text(),
                ordered: true,
                values: vec![SplitValue { value: "g".into(), label: text(), selected: true, link: query() }],
            }),
            rows: vec![row()],
            others: Some(Others { count: 3, amount: amount(None), share: Some(0.5), parts: vec![amount(None)], rows: vec![row()] }),
            total: amount(None),
            basis: Basis::Inferred,
            ignores: vec![text()],
            sources: vec![source()],
            published: vec![published()],
            note: text(),
        };
        Report {
            query: query(),
            bundle: BundleInfo {
                id: "jilin".into(),
                title: text(),
                description: text(),
                version: "1.0.0".into(),
                sources: vec![source()],
                licences: vec!["CC0-1.0".into()],
                views: vec!["published".into()],
            },
            notices: vec![Notice::new("page", "一", "one")],
            chips: vec![Chip { key: "city".into(), text: text(), remove: query() }],
            clear: query(),
            counts: vec![TableCount {
                table: "t".into(),
                title: text(),
                unit: text(),
                shown: 25,
                matched: 13,
                total: 56,
                basis: Basis::Illustrative,
                ignores: vec![text()],
                link: query(),
            }],
            tiles: vec![Tile {
                id: "t".into(),
                title: text(),
                measure: measure(),
                values: vec![TileValue {
                    label: text(),
                    value: amount(None),
                    total: amount(None),
                    published: Some(published()),
                    link: Some(query()),
                    selected: true,
                }],
                basis: Basis::Published,
                ignores: vec![text()],
                overlap: Some(TileOverlap { awards: query(), bounds: query(), is_bounds: true, why: text() }),
            }],
            facets: vec![Facet {
                dimension: "city".into(),
                title: text(),
                counts: text(),
                values: vec![FacetValue { value: "v".into(), label: text(), count: 7, selected: true, link: query() }],
                hidden: 4,
                basis: Basis::Illustrative,
            }],
            panels: [PanelKind::Bar, PanelKind::Stacked, PanelKind::Scatter].map(panel).to_vec(),
            table: TablePage {
                table: "t".into(),
                title: text(),
                description: text(),
                columns: vec![Column {
                    id: "c".into(),
                    title: text(),
                    description: text(),
                    unit: text(),
                    numeric: true,
                    sorted: Some(true),
                    sort: query(),
                }],
                choices: vec![ColumnChoice { id: "c".into(), title: text(), shown: true }],
                rows: vec![vec![Cell {
                    raw: "1.50".into(),
                    number: Some(1.5),
                    label: Some(text()),
                    missing: Some(Missing::Suppressed),
                    link: Some(query()),
                }]],
                row_basis: Basis::ALL.to_vec(),
                page: 2,
                pages: 3,
                size: 25,
                matched: 56,
                total: 57,
                published: vec![published()],
            },
            basis: Basis::Illustrative,
        }
    }

    #[test]
    fn both_ends_agree() {
        for written in [full(), Report::default()] {
            let text = serde_json::to_string(&written).expect("a report is JSON");
            assert_eq!(report(&text), Some(written));
        }
    }

    #[test]
    fn what_is_no_report() {
        for text in ["", "null", "[]", "{}", r#"{"query":1}"#] {
            assert_eq!(report(text), None, "{text}");
        }
    }
}

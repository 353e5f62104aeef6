//! A file's head against the schema: which of its columns is which field, as `fieldsMatch` lets them stand. Used by `rows`.

use std::collections::HashMap;

use super::super::fault::{Fault, FaultReport};
use super::tables::some_of;
use crate::Text;
use crate::schema::Table;

/// What `fieldsMatch` lets a file have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Matching {
    /// The fields, in their order.
    #[default]
    Exact,
    /// The fields, in any order.
    Equal,
    /// The fields and further columns, which are not read.
    Subset,
    /// Some of the fields: the cells of the others are not reported.
    Superset,
    /// Some of the fields and further columns.
    Partial,
}

impl Matching {
    /// The words of the standard.
    pub(super) const WORDS: [(&str, Matching); 5] = [
        ("exact", Matching::Exact),
        ("equal", Matching::Equal),
        ("subset", Matching::Subset),
        ("superset", Matching::Superset),
        ("partial", Matching::Partial),
    ];

    /// For each field its column in the file. None when the rows below the head cannot be read; the reasons are reported.
    pub(super) fn places(
        self,
        table: &Table,
        path: &str,
        head: &[String],
        line: &dyn Fn() -> u64,
        report: &mut FaultReport,
    ) -> Option<Vec<Option<usize>>> {
        let before = report.count();
        let mut fault = |column: &str, zh: String, en: String| {
            report.push(Fault::new(path, "header", Text::new(zh, en)).row(line()).column(column));
        };
        let mut found: HashMap<&str, usize> = HashMap::with_capacity(head.len());
        for (at, column) in head.iter().enumerate() {
            if found.contains_key(column.as_str()) {
                fault(column, format!("表头中“{column}”出现多次。"), format!("The header has “{column}” more than once."));
            } else if table.field(column).is_none() && !matches!(self, Matching::Subset | Matching::Partial) {
                fault(
                    column,
                    format!("schema 中没有列“{column}”：请在 datapackage.json 中声明或从文件中删去。"),
                    format!("The schema has no column “{column}”: declare it in datapackage.json or take it out of the file."),
                );
            }
            found.entry(column).or_insert(at);
        }
        let places: Vec<Option<usize>> = table.fields.iter().map(|field| found.get(field.id.as_str()).copied()).collect();
        let may_lack = matches!(self, Matching::Superset | Matching::Partial);
        for (field, place) in table.fields.iter().zip(&places) {
            let needed = !may_lack || field.rules.required || table.primary_key.contains(&field.id);
            if place.is_none() && needed {
                fault(&field.id, format!("表头缺少列“{}”。", field.id), format!("The header lacks the column “{}”.", field.id));
            }
        }
        if report.count() > before {
            return None;
        }
        let order = || some_of(table.fields.iter().map(|field| field.id.as_str()));
        let text = if places.iter().all(Option::is_none) {
            Text::new(
                format!("schema 中的列一个也没有，应有 {} 之一。", order()),
                format!("None of the schema's columns: expected some of {}.", order()),
            )
        } else if self == Matching::Exact && !places.iter().flatten().is_sorted() {
            Text::new(
                format!("列的次序与 schema 不同，应为 {}；次序不拘则将 fieldsMatch 设为 equal。", order()),
                format!("The columns stand in another order than in the schema: expected {}, or set fieldsMatch to equal.", order()),
            )
        } else {
            return Some(places);
        };
        report.push(Fault::new(path, "header", text).row(line()));
        None
    }
}

//! The links made from a query: filtering is following one of them. Changing a filter goes back to the first page.

use super::{Clause, Cols, Query, Sort};
use crate::filter::Op;
use crate::{Lang, Missing};

/// Rows a page that a reader may choose; the first is the default.
pub const PAGE_SIZES: [u32; 3] = [25, 50, 100];

/// Parameter names that no dimension or measure may have.
pub const RESERVED: [&str; 11] = ["q", "sort", "page", "size", "cols", "tab", "lang", "bom", "head", "a", "b"];

impl Query {
    /// The clause on `key` with `op`.
    pub fn clause(&self, key: &str, op: Op) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.key == key && clause.op == op)
    }

    /// True when the filter has `key=value`.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.clause(key, Op::Is).is_some_and(|clause| clause.values.iter().any(|known| known == value))
    }

    /// True when anything narrows the rows.
    pub fn is_filtered(&self) -> bool {
        !self.clauses.is_empty() || self.q.is_some()
    }

    /// With `key=value` added, or taken away when it stands.
    pub fn toggled(&self, key: &str, value: &str) -> Query {
        if self.has(key, value) {
            return self.without_value(key, Op::Is, value);
        }
        let mut next = self.first_page();
        next.clauses.retain(|clause| clause.key != key || clause.op != Op::Missing);
        match next.clauses.iter_mut().find(|clause| clause.key == key && clause.op == Op::Is) {
            Some(clause) => {
                clause.values.push(value.to_string());
                clause.values.sort();
            }
            None => {
                next.clauses.push(Clause { key: key.to_string(), op: Op::Is, values: vec![value.to_string()] });
                next.clauses.sort();
            }
        }
        next
    }

    /// With `key__missing=reason` as the only condition on `key`, or taken away when it stands: a missing value is no value.
    pub fn toggled_missing(&self, key: &str, reason: Missing) -> Query {
        let stands = self.has_missing(key, reason);
        let mut next = self.without(key);
        if !stands {
            next.clauses.push(Clause { key: key.to_string(), op: Op::Missing, values: vec![reason.id().to_string()] });
            next.clauses.sort();
        }
        next
    }

    /// True when the filter has `key__missing=reason`.
    pub fn has_missing(&self, key: &str, reason: Missing) -> bool {
        self.clause(key, Op::Missing).is_some_and(|clause| clause.values.iter().any(|known| known == reason.id()))
    }

    /// With `key=value` as the only value of `key`.
    pub fn only(&self, key: &str, value: &str) -> Query {
        let mut next = self.without(key);
        next.clauses.push(Clause { key: key.to_string(), op: Op::Is, values: vec![value.to_string()] });
        next.clauses.sort();
        next
    }

    /// Without any clause on `key`.
    pub fn without(&self, key: &str) -> Query {
        let mut next = self.first_page();
        next.clauses.retain(|clause| clause.key != key);
        next
    }

    /// Without one value of one clause; the clause goes with its last value.
    pub fn without_value(&self, key: &str, op: Op, value: &str) -> Query {
        let mut next = self.first_page();
        for clause in &mut next.clauses {
            if clause.key == key && clause.op == op {
                clause.values.retain(|known| known != value);
            }
        }
        next.clauses.retain(|clause| !clause.values.is_empty());
        next
    }

    /// Without words to search for.
    pub fn without_search(&self) -> Query {
        Query { q: None, ..self.first_page() }
    }

    /// Without any filter; tab, columns and language stay.
    pub fn cleared(&self) -> Query {
        Query { clauses: Vec::new(), q: None, ..self.first_page() }
    }

    /// Sorted by `column`; a second time turns the order round.
    pub fn sorted_by(&self, column: &str, descending_first: bool) -> Query {
        let descending = match &self.sort {
            Some(sort) if sort.column == column => !sort.descending,
            _ => descending_first,
        };
        Query { sort: Some(Sort { column: column.to_string(), descending }), ..self.first_page() }
    }

    /// At `page` of the table.
    pub fn at_page(&self, page: u32) -> Query {
        Query { page, ..self.clone() }
    }

    /// With `size` rows a page.
    pub fn sized(&self, size: u32) -> Query {
        Query { size, ..self.first_page() }
    }

    /// Showing `table`: its search, order and columns start afresh.
    pub fn on_tab(&self, table: &str) -> Query {
        Query { tab: Some(table.to_string()), sort: None, cols: Cols::Default, q: None, ..self.first_page() }
    }

    /// With these columns.
    pub fn showing(&self, cols: Cols) -> Query {
        Query { cols, ..self.clone() }
    }

    /// In `lang`, said in the URL.
    pub fn in_lang(&self, lang: Lang) -> Query {
        Query { lang: Some(lang), ..self.clone() }
    }

    /// The address of a table as CSV: every matching row, so without a page.
    pub fn csv(&self, table: &str) -> String {
        self.table_file(&format!("{table}.csv"))
    }

    /// The address of the sidecar of a table's CSV.
    pub fn sidecar(&self, table: &str) -> String {
        self.table_file(&format!("{table}.meta.json"))
    }

    /// The address of a panel as a file, `csv` or `svg`: the same filter. The words searched for are about the table shown, so it is named.
    pub fn panel_file(&self, panel: &str, ending: &str) -> String {
        let tab = self.tab.clone().filter(|_| self.q.is_some());
        Query { page: 1, size: PAGE_SIZES[0], sort: None, cols: Cols::Default, tab, ..self.clone() }
            .file(&format!("panels/{panel}.{ending}"))
    }

    /// The address of the whole report as JSON.
    pub fn report_file(&self) -> String {
        self.file("report.json")
    }

    /// A file of one table: the path says which, so its tab is left out.
    fn table_file(&self, file: &str) -> String {
        Query { page: 1, size: PAGE_SIZES[0], tab: None, ..self.clone() }.file(file)
    }

    fn file(&self, file: &str) -> String {
        let path = Query { bundle: self.bundle.clone(), ..Query::default() }.to_string();
        format!("{path}/{file}{}", self.search())
    }

    fn first_page(&self) -> Query {
        Query { page: 1, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        let (query, _) = Query::parse("/jilin?city=%E5%90%89%E6%9E%97%E5%B8%82&page=3&sort=-output&tab=clusters");
        let links: [(&str, Query, &str); 9] = [
            ("toggle on", query.toggled("tier", "a"), "/jilin?city=%E5%90%89%E6%9E%97%E5%B8%82&tier=a&sort=-output&tab=clusters"),
            ("toggle off", query.toggled("city", "吉林市"), "/jilin?sort=-output&tab=clusters"),
            ("only", query.only("city", "x"), "/jilin?city=x&sort=-output&tab=clusters"),
            ("clear", query.cleared(), "/jilin?sort=-output&tab=clusters"),
            ("sort turns", query.cleared().sorted_by("output", true), "/jilin?sort=output&tab=clusters"),
            ("sort other", query.cleared().sorted_by("id", false), "/jilin?sort=id&tab=clusters"),
            ("page", query.cleared().at_page(2), "/jilin?sort=-output&page=2&tab=clusters"),
            ("tab", query.cleared().on_tab("regions"), "/jilin?tab=regions"),
            ("lang", query.cleared().in_lang(Lang::En), "/jilin?sort=-output&tab=clusters&lang=en"),
        ];
        for (what, link, url) in links {
            assert_eq!(link.to_string(), url, "{what}");
        }
        assert_eq!(query.cleared().csv("clusters"), "/jilin/clusters.csv?sort=-output");
    }

    #[test]
    fn files() {
        let (query, _) = Query::parse("/jilin?tier=a&q=x&sort=-output&page=2&size=50&cols=id&tab=firms");
        for (file, url) in [
            (query.csv("firms"), "/jilin/firms.csv?tier=a&q=x&sort=-output&cols=id"),
            (query.sidecar("firms"), "/jilin/firms.meta.json?tier=a&q=x&sort=-output&cols=id"),
            // Another table's order and columns would not be understood there; its words are kept with their table.
            (query.panel_file("by_city", "svg"), "/jilin/panels/by_city.svg?tier=a&q=x&tab=firms"),
            (query.without_search().panel_file("by_city", "csv"), "/jilin/panels/by_city.csv?tier=a"),
            (query.report_file(), "/jilin/report.json?tier=a&q=x&sort=-output&page=2&size=50&cols=id&tab=firms"),
        ] {
            assert_eq!(file, url);
        }
    }
}

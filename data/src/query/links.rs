//! The links made from a query: filtering is following one of them. Changing a filter goes back to the first page.

use super::{Clause, Cols, Query, Sort, insert};
use crate::filter::Op;
use crate::{Lang, Missing};

/// Rows a page that a reader may choose; the first is the default.
pub const PAGE_SIZES: [u32; 3] = [25, 50, 100];

/// Characters of words to search for, in `q` and `__contains`, at most: every link of a page repeats them.
pub const LONGEST_WORDS: usize = 200;

/// Bytes of an address, path and search, at most: a page repeats its own in every link.
pub const LONGEST_ADDRESS: usize = 8_192;

/// Bytes of a link that adds to the filter, at most: the files of the page that it leads to have longer addresses.
pub const LONGEST_LINK: usize = 7_680;

/// Parameter names that no dimension or measure may have.
pub const RESERVED: [&str; 18] = [
    "q",
    "find",
    "sort",
    "page",
    "size",
    "cols",
    "tab",
    "lang",
    "bom",
    "head",
    "cells",
    "a",
    "b",
    "norm",
    "agg",
    "illustrative",
    "overlap",
    "vs",
];

/// The parameters of a chart that the reader makes, which no dimension or measure may be named after either. `plan` says what they mean.
pub const CHART: [&str; 12] = ["measure", "by", "split", "chart", "against", "sized", "per", "order", "top", "log", "index", WAS];

/// The parameter of a chart that a form sends beside what its reader chose: the chart that the form was offered for. No link has it.
pub const WAS: &str = "was";

/// The page with all values of a dimension: `/{bundle}/facet/{dimension}`.
pub const FACET: &str = "facet";

/// What begins the parameter with the weight of a measure, `weight.output=40`: a slider of a form is one parameter. No table has this name.
pub const WEIGHT: &str = "weight.";

impl Query {
    /// The clause on `key` with `op`.
    pub fn clause(&self, key: &str, op: Op) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.key == key && clause.op == op)
    }

    /// True when the filter has `key=value`.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.says(key, Op::Is, value)
    }

    /// True when the filter has this value in its condition on `key` with `op`.
    pub fn says(&self, key: &str, op: Op, value: &str) -> bool {
        self.clause(key, op).is_some_and(|clause| clause.values.iter().any(|known| known == value))
    }

    /// True when anything narrows the rows.
    pub fn is_filtered(&self) -> bool {
        !self.clauses.is_empty() || self.q.is_some()
    }

    /// With `key=value` added, or taken away when it stands. Where the value is excluded, it no longer is; a range of `key`, or what else is
    /// excluded, gives way to the values added.
    pub fn toggled(&self, key: &str, value: &str) -> Query {
        match [Op::Is, Op::Not].into_iter().find(|op| self.says(key, *op, value)) {
            Some(op) => self.without_value(key, op, value),
            None => self.adding(key, Op::Is, value, &[Op::Not, Op::Gte, Op::Lte, Op::Lt, Op::Missing]),
        }
    }

    /// With `key=value` as the only condition on `key`, or without any when it is that already: a click on a mark.
    pub fn chosen(&self, key: &str, value: &str) -> Query {
        let alone = self.only(key, value);
        if alone.clauses == self.clauses { self.without(key) } else { alone }
    }

    /// With `key__not=value` added, or taken away when it stands: of values chosen one by one none is left.
    pub fn excluding(&self, key: &str, value: &str) -> Query {
        match self.says(key, Op::Not, value) {
            true => self.without_value(key, Op::Not, value),
            false => self.adding(key, Op::Not, value, &[Op::Is, Op::Missing]),
        }
    }

    /// With the values of `key` from this one on (`Gte`) or up to it (`Lte`), or without that end when it is this already.
    pub fn bounded(&self, key: &str, end: Op, value: &str) -> Query {
        match self.says(key, end, value) {
            true => self.without_value(key, end, value),
            false => self.adding(key, end, value, &[end, Op::Is, Op::Missing]),
        }
    }

    /// With a value more in the condition on `key` with `op`, and without those with operators that give way to it.
    fn adding(&self, key: &str, op: Op, value: &str, gives_way: &[Op]) -> Query {
        let mut next = self.first_page();
        next.clauses.retain(|clause| clause.key != key || !gives_way.contains(&clause.op));
        match next.clauses.iter_mut().find(|clause| clause.key == key && clause.op == op) {
            Some(clause) => clause.values.push(value.to_string()),
            None => insert(&mut next.clauses, Clause { key: key.to_string(), op, values: vec![value.to_string()] }),
        }
        next
    }

    /// With `key__missing=reason` as the only condition on `key`, or taken away when it stands: a missing value is no value.
    pub fn toggled_missing(&self, key: &str, reason: Missing) -> Query {
        let stands = self.has_missing(key, reason);
        let mut next = self.without(key);
        if !stands {
            insert(&mut next.clauses, Clause { key: key.to_string(), op: Op::Missing, values: vec![reason.id().to_string()] });
        }
        next
    }

    /// True when the filter has `key__missing=reason`.
    pub fn has_missing(&self, key: &str, reason: Missing) -> bool {
        self.says(key, Op::Missing, reason.id())
    }

    /// True when its address is short enough for a link.
    pub fn is_short(&self) -> bool {
        self.to_string().len() <= LONGEST_LINK
    }

    /// With `key=value` as the only value of `key`.
    pub fn only(&self, key: &str, value: &str) -> Query {
        let mut next = self.without(key);
        insert(&mut next.clauses, Clause { key: key.to_string(), op: Op::Is, values: vec![value.to_string()] });
        next
    }

    /// The address with a range of `key` as its only condition, `{from}` and `{until}` in the places of its ends; `below`: the end is not in it.
    pub fn ranged(&self, key: &str, below: bool) -> String {
        let mut next = self.without(key);
        for (op, value) in [(Op::Gte, "{from}"), (if below { Op::Lt } else { Op::Lte }, "{until}")] {
            insert(&mut next.clauses, Clause { key: key.to_string(), op, values: vec![value.to_string()] });
        }
        next.to_string()
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

    /// Without any filter and comparison; tab, columns and language stay.
    pub fn cleared(&self) -> Query {
        Query { clauses: Vec::new(), q: None, vs: None, ..self.first_page() }
    }

    /// The page of a dimension's values under the same filter, with `tab` to come back to.
    pub fn facet_of(&self, dimension: &str, tab: Option<String>) -> Query {
        Query { view: FACET.into(), item: dimension.into(), tab, ..self.first_page() }
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
        // A view of published figures has but one table.
        let tab = Some(table.to_string()).filter(|_| !self.is_about_statements());
        Query { tab, sort: None, cols: Cols::Default, q: None, ..self.first_page() }
    }

    /// With one parameter of the chart set, or taken away.
    pub fn charting(&self, key: &str, value: Option<&str>) -> Query {
        let mut next = self.clone();
        next.chart.retain(|(known, _)| known != key);
        if let Some(value) = value {
            next.put_charted(key.to_string(), value.to_string());
        }
        next
    }

    /// One spelling a state: a parameter of the chart stands in the order of [`CHART`].
    pub(super) fn put_charted(&mut self, key: String, value: String) {
        let place = |key: &str| CHART.iter().position(|known| *known == key);
        let at = self.chart.partition_point(|(known, _)| place(known) < place(&key));
        self.chart.insert(at, (key, value));
    }

    /// A parameter of the chart.
    pub fn charted(&self, key: &str) -> Option<&str> {
        self.chart.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// With these columns.
    pub fn showing(&self, cols: Cols) -> Query {
        Query { cols, ..self.clone() }
    }

    /// In `lang`, said in the URL.
    pub fn in_lang(&self, lang: Lang) -> Query {
        Query { lang: Some(lang), ..self.clone() }
    }

    /// True for the views whose rows are published figures: their filter is about those.
    pub fn is_about_statements(&self) -> bool {
        matches!(self.view.as_str(), "published" | "reconcile")
    }

    /// Another view of the bundle under the same filter; the views of published figures begin without one, for it is about other tables.
    pub fn on_view(&self, view: &str) -> Query {
        let next = Query { bundle: self.bundle.clone(), view: view.to_string(), lang: self.lang, ..Query::default() };
        if next.is_about_statements() == self.is_about_statements() { Query { clauses: self.clauses.clone(), ..next } } else { next }
    }

    /// The dashboard with `clauses` as its filter, showing `table`.
    pub fn rows_of(&self, clauses: &[Clause], table: &str) -> Query {
        Query { clauses: clauses.to_vec(), tab: Some(table.to_string()), ..self.on_view("") }
    }

    /// The page of a published figure.
    pub fn statement(&self, id: &str) -> Query {
        Query { item: id.to_string(), clauses: Vec::new(), ..self.on_view("published") }
    }

    /// A chart alone under the same filter: of the dashboard, or the one that the reader makes.
    pub fn embed(&self, panel: &str) -> Query {
        let tab = self.tab.clone().filter(|_| self.q.is_some());
        Query {
            view: "embed".into(),
            item: panel.into(),
            page: 1,
            size: PAGE_SIZES[0],
            sort: None,
            cols: Cols::Default,
            tab,
            ..self.clone()
        }
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

    /// The address of this page's whole report as JSON.
    pub fn report_file(&self) -> String {
        let page = Query { bundle: self.bundle.clone(), view: self.view.clone(), item: self.item.clone(), ..Query::default() };
        format!("{page}/report.json{}", self.search())
    }

    /// The address of this view's rows as CSV.
    pub fn view_file(&self) -> String {
        self.file(&format!("{}.csv", self.view))
    }

    /// A file of one table: the path says which, so its tab is left out.
    fn table_file(&self, file: &str) -> String {
        let path = Query { bundle: self.bundle.clone(), view: file.to_string(), ..Query::default() };
        format!("{path}{}", Query { page: 1, size: PAGE_SIZES[0], tab: None, ..self.clone() }.search())
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
    fn what_a_click_on_a_value_chooses() {
        type Link = fn(&Query) -> Query;
        let alone: Link = |query| query.chosen("city", "a");
        let toggled: Link = |query| query.toggled("city", "a");
        let excluding: Link = |query| query.excluding("city", "a");
        let from: Link = |query| query.bounded("city", Op::Gte, "a");
        for (what, link, url, next) in [
            ("chosen alone", alone, "/j?page=2", "/j?city=a"),
            ("chosen again", alone, "/j?city=a&tier=x", "/j?tier=x"),
            ("chosen among others", alone, "/j?city=a&city=b", "/j?city=a"),
            ("chosen in a range", alone, "/j?city=a&city__gte=a", "/j?city=a"),
            ("added", toggled, "/j?city=b", "/j?city=b&city=a"),
            ("taken away", toggled, "/j?city=a&city=b", "/j?city=b"),
            ("no longer excluded", toggled, "/j?city__not=a&city__not=b", "/j?city__not=b"),
            ("added where another is excluded", toggled, "/j?city__not=b", "/j?city=a"),
            ("added where there is a range", toggled, "/j?city__gte=b&tier__gte=x", "/j?city=a&tier__gte=x"),
            ("excluded", excluding, "/j?city__not=b", "/j?city__not=b&city__not=a"),
            ("excluded again", excluding, "/j?city__not=a", "/j"),
            ("excluded where another is chosen", excluding, "/j?city=b", "/j?city__not=a"),
            ("excluded in a range", excluding, "/j?city__lte=b", "/j?city__not=a&city__lte=b"),
            ("a range begun", from, "/j?city=b&city__lte=c", "/j?city__gte=a&city__lte=c"),
            ("a range begun elsewhere", from, "/j?city__gte=b", "/j?city__gte=a"),
            ("a range without its begin", from, "/j?city__gte=a&city__lte=c", "/j?city__lte=c"),
        ] {
            assert_eq!(link(&Query::parse(url).0).to_string(), next, "{what}");
        }
    }

    #[test]
    fn a_parameter_of_the_chart_stands_in_its_place() {
        let (query, _) = Query::parse("/jilin/explore?measure=output&by=city&top=5");
        let next = query.charting("measure", Some("firms"));
        assert_eq!(next.to_string(), "/jilin/explore?measure=firms&by=city&top=5");
        assert_eq!(Query::parse(&next.to_string()).0, next);
    }

    #[test]
    fn ranges() {
        let (query, _) = Query::parse("/jilin?city=a&gdp__gte=5&year=2020&sort=-gdp&page=3&vs=2020");
        assert_eq!(query.ranged("gdp", true), "/jilin?city=a&gdp__gte=%7Bfrom%7D&gdp__lt=%7Buntil%7D&year=2020&sort=-gdp&vs=2020");
        assert_eq!(query.ranged("year", false), "/jilin?city=a&gdp__gte=5&year__gte=%7Bfrom%7D&year__lte=%7Buntil%7D&sort=-gdp&vs=2020");
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

//! Addresses. The bytes are up to three lines: a link, the address of the page on which it stands, and the address that is awaited.
//!
//! Each is read, written and read again to the same; what is not understood is said of a key that stands there; against any schema it gets a
//! meaning whose address is understood whole, as is every link made from it. A link followed twice means both.

use std::sync::OnceLock;

use data::filter::Op;
use data::query::{CHART, Cols, PAGE_SIZES, RESERVED, WEIGHT};
use data::{Lang, Missing, Notice, Query, Schema};

use crate::{base, served, shipped, small};

/// Holds, or panics.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let mut line = || read(lines.next().unwrap_or_default());
    let (link, shown, asked) = (line(), line(), line());
    rebase(&link, &shown, &asked);
    let schema = schemas().iter().find(|schema| schema.id == link.bundle).unwrap_or(&schemas()[0]);
    let link = Query { bundle: schema.id.clone(), ..link };
    resolve(&link, schema, schema.tables.first().map(|table| table.id.as_str()));
    links(&resolve(&link, schema, None), &link, schema);
}

/// Those of the shipped bundles and of the tests.
fn schemas() -> &'static [Schema] {
    static SCHEMAS: OnceLock<Vec<Schema>> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        let engines = [small(), shipped(), served("base", &base())];
        engines.iter().flat_map(|engine| engine.bundles()).map(|store| store.schema.clone()).collect()
    })
}

/// An address, which is read again as it is written.
fn read(url: &str) -> Query {
    let (query, notices) = Query::parse(url);
    let search = url.split('#').next().and_then(|url| url.split_once('?')).map_or("", |(_, search)| search);
    let names: Vec<String> = search.split('&').map(|pair| decoded(pair.split('=').next().unwrap_or_default())).collect();
    said(&notices, &|param| names.iter().any(|name| name == param));
    again(&query);
    query
}

/// A name without its escapes.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (byte, taken) = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, 2),
            (b'+', ..) => (b' ', 0),
            _ => (*first, 0),
        };
        bytes.push(byte);
        rest = &after[taken..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Each notice is about something that was asked, in words.
fn said(notices: &[Notice], is_asked: &dyn Fn(&str) -> bool) {
    for notice in notices {
        assert!(is_asked(&notice.param), "nothing asked is named {:?}", notice.param);
        assert!(notice.text.zh.ends_with('。') && notice.text.en.ends_with('.'), "{:?}", notice.text);
    }
}

/// A query is read from its address as it is.
fn again(query: &Query) {
    let url = query.to_string();
    assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url:?}");
    let (read, notices) = Query::parse(&url);
    assert!(notices.is_empty(), "{url}: {notices:?}");
    assert_eq!(read, *query, "{url}");
    assert_eq!(read.to_string(), url);
}

/// The address of a file is understood.
fn file(url: &str) {
    let (query, notices) = Query::parse(url);
    assert!(notices.is_empty(), "{url}: {notices:?}");
    again(&query);
}

/// What of a query a schema understands, which it then understands whole.
fn resolve(query: &Query, schema: &Schema, file: Option<&str>) -> Query {
    let (plan, notices) = query.resolve(schema, file);
    let is_clause = |param: &str| {
        let mut clauses = query.clauses.iter();
        clauses.any(|clause| param == clause.key || param == format!("{}{}", clause.key, clause.op.row().suffix))
    };
    said(&notices, &|param| is_clause(param) || param == "filter" || RESERVED.contains(&param) || CHART.contains(&param));
    again(&plan.query);
    let (known, notices) = plan.query.resolve(schema, file);
    assert!(notices.is_empty(), "{}: {notices:?}", plan.query);
    assert_eq!(known.query, plan.query);
    assert_eq!(known.filters, plan.filters);
    plan.query
}

/// The links made from a query, with a key and a value of another, and with those of a dimension.
fn links(query: &Query, words: &Query, schema: &Schema) {
    // No bundle has a key that is a parameter's name, or ends with what an operator begins with.
    let is_key = |key: &str| !key.ends_with('_') && !RESERVED.contains(&key) && !CHART.contains(&key) && !key.starts_with(WEIGHT);
    let word = words.clauses.iter().find(|clause| is_key(&clause.key)).map(|clause| (clause.key.as_str(), clause.values[0].as_str()));
    let known =
        schema.dimensions.first().map(|dimension| (dimension.id.as_str(), dimension.values.first().map_or("", |known| &known.value)));
    for (key, value) in word.into_iter().chain(known) {
        let toggled = query.toggled(key, value);
        again(&toggled);
        again(&toggled.toggled(key, value));
        again(&query.toggled_missing(key, Missing::Suppressed));
        again(&query.only(key, value));
        again(&query.without(key));
        again(&query.without_value(key, Op::Is, value));
        again(&query.statement(value));
        again(&query.charting(CHART[value.len() % CHART.len()], Some(value)));
        file(&query.ranged(key, true));
    }
    let table = &schema.tables[words.clauses.len() % schema.tables.len()];
    let column = table.fields.iter().last().map_or("", |field| &field.id);
    file(&query.csv(&table.id));
    file(&query.sidecar(&table.id));
    for link in [
        query.facet_of("city", Some(table.id.clone())),
        query.sorted_by(column, true),
        query.on_tab(&table.id),
        query.showing(Cols::These(vec![column.to_string()])),
        query.rows_of(&words.clauses, &table.id),
        query.without_search(),
        query.cleared(),
        query.at_page(7),
        query.sized(PAGE_SIZES[2]),
        query.in_lang(Lang::En),
        query.charting(CHART[0], None),
        query.on_view(""),
        query.on_view("published"),
    ] {
        again(&link);
    }
    file(&query.report_file());
    file(&query.panel_file("by_city", "svg"));
    if !query.view.is_empty() {
        file(&query.view_file());
    }
}

/// A link that stands on `shown`, followed while `asked` is awaited.
fn rebase(link: &Query, shown: &Query, asked: &Query) {
    let place = |query: &Query| Query { bundle: shown.bundle.clone(), view: shown.view.clone(), item: shown.item.clone(), ..query.clone() };
    again(&link.rebased(shown, asked, ""));
    let (link, asked) = (place(link), place(asked));
    again(&link.rebased(shown, &asked, ""));
    assert_eq!(link.rebased(shown, shown, ""), link, "nothing else is awaited");
    assert_eq!(shown.rebased(shown, &asked, ""), asked.at_page(shown.page), "the link changes nothing but the page");
}

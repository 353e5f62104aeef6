//! A table of URLs against a small schema: what is understood, and what is said of the rest.

use super::*;
use crate::schema::{Category, Dimension, Field, Formula, Kind, Measure, Role, Tab};

fn category(value: &str) -> Category {
    Category { value: value.into(), label: Text::same(value) }
}

fn field(id: &str, kind: Kind) -> Field {
    Field { id: id.into(), title: Text::same(id), kind, ..Field::default() }
}

fn schema() -> Schema {
    let firms = Table {
        id: "firms".into(),
        title: Text::new("企业", "Firms"),
        fields: vec![field("id", Kind::String), field("city", Kind::String), field("output", Kind::Number), field("day", Kind::Date)]
            .into(),
        ..Table::default()
    };
    let dimension = |id: &str, role: Role, values: &[&str]| Dimension {
        id: id.into(),
        title: Text::same(id),
        role,
        columns: [("firms".to_string(), id.to_string())].into(),
        values: values.iter().map(|value| category(value)).collect(),
        ..Dimension::default()
    };
    Schema {
        id: "small".into(),
        tables: vec![firms],
        dimensions: vec![
            dimension("city", Role::Region, &["长春市", "吉林市"]),
            dimension("tier", Role::Ordered, &["low", "mid", "high"]),
            dimension("year", Role::Year, &["2020", "2022", "2024"]),
        ],
        measures: vec![Measure {
            id: "output".into(),
            title: Text::same("output"),
            table: "firms".into(),
            formula: Formula::Sum("output".into()),
            ..Measure::default()
        }],
        tabs: vec![Tab { table: "firms".into(), columns: vec!["id".into(), "city".into()], sort: Some("-output".into()) }],
        ..Schema::default()
    }
}

fn among(values: &[&str]) -> Test {
    Test::Among(values.iter().map(ToString::to_string).collect())
}

#[test]
fn every_operator_has_a_meaning() {
    for (search, test) in [
        ("city=长春市", among(&["长春市"])),
        ("city__not=长春市", Test::NoneOf(vec!["长春市".into()])),
        ("tier__gte=mid", among(&["mid", "high"])),
        ("tier__lte=mid", among(&["low", "mid"])),
        ("year__gte=2021", among(&["2022", "2024"])),
        ("year__lte=2022", among(&["2020", "2022"])),
        ("city__contains=春", among(&["长春市"])),
        ("city__missing=any", Test::Missing(Missing::OF_CELLS.to_vec())),
        ("output__gte=1.5", Test::AtLeast(Real::parse("1.5").expect("a number"))),
        ("output__lte=-2", Test::AtMost(Real::parse("-2").expect("a number"))),
        ("output__missing=suppressed", Test::Missing(vec![Missing::Suppressed])),
        ("firms.day__gte=2024-01-31", Test::From("2024-01-31".into())),
        ("firms.day__lte=2024-01-31", Test::Until("2024-01-31".into())),
        ("firms.id=7", among(&["7"])),
        ("firms.id__contains=x", Test::Contains("x".into())),
    ] {
        let (query, parsed) = Query::parse(&format!("/small?{search}"));
        let (plan, notices) = query.resolve(&schema(), None);
        assert!(parsed.is_empty() && notices.is_empty(), "{search}: {notices:?}");
        assert_eq!(plan.filters.len(), 1, "{search}");
        assert_eq!(plan.filters[0].test, test, "{search}");
    }
}

#[test]
fn what_does_not_fit_is_said_and_left_out() {
    for (search, param, rest) in [
        ("moon=1", "moon", ""),
        ("firms.moon=1", "firms.moon", ""),
        ("city=Mars", "city", ""),
        ("city=Mars&city=长春市", "city", "?city=%E9%95%BF%E6%98%A5%E5%B8%82"),
        ("city__gte=a", "city__gte", ""),
        ("tier__gte=top", "tier__gte", ""),
        ("output__gte=many", "output__gte", ""),
        ("output__gte=NaN", "output__gte", ""),
        ("output__contains=1", "output__contains", ""),
        ("firms.id__gte=1", "firms.id__gte", ""),
        ("firms.day__gte=yesterday", "firms.day__gte", ""),
        ("city__missing=lost", "city__missing", ""),
        ("tab=moons", "tab", ""),
        ("sort=moon", "sort", ""),
        ("cols=id,moon", "cols", "?cols=id"),
        ("cols=moon", "cols", ""),
        // However many there are, they are named once.
        ("cols=a,b,c,d,e,f,g", "cols", ""),
        ("a1=1&b2=1&c3=1&d4=1&e5=1&f6=1&g7=1", "a1", ""),
        ("city=a&city=b&city=c&city=d&city=e&city=f&city=g", "city", ""),
    ] {
        let (query, _) = Query::parse(&format!("/small?{search}"));
        let (plan, notices) = query.resolve(&schema(), None);
        assert_eq!(notices.len(), 1, "{search}: {notices:?}");
        assert_eq!(notices[0].param, param, "{search}");
        assert!(!notices[0].text.zh.is_empty() && !notices[0].text.en.is_empty());
        assert_eq!(plan.query.search(), rest, "{search}");
    }
}

#[test]
fn many_unknown_words_are_named_a_few_and_counted() {
    let said = |search: &str| Query::parse(&format!("/small?{search}")).0.resolve(&schema(), None).1[0].text.clone();
    let Text { zh, en } = said("cols=a,b,c,d,e,f,g");
    assert!(zh.contains("没有列“a”、“b”、“c”、“d”、“e”等 7 个，"), "{zh}");
    assert!(en.contains("no column “a”, “b”, “c”, “d”, “e” and 2 more;"), "{en}");
    let long = said(&format!("sort={}", "长".repeat(300)));
    assert!(long.zh.contains(&format!("“{}…”", "长".repeat(60))), "{}", long.zh);
}

#[test]
fn table_order_and_columns_have_defaults() {
    let (plan, _) = Query::parse("/small").0.resolve(&schema(), None);
    assert_eq!((plan.table.as_str(), plan.sort, plan.columns), ("firms", Some(("output".into(), true)), vec!["id".into(), "city".into()]));
    let (plan, _) = Query::parse("/small?sort=id&cols=all").0.resolve(&schema(), None);
    assert_eq!(plan.sort, Some(("id".into(), false)));
    assert_eq!(plan.columns.len(), 4);
    assert_eq!(with_basis(&["id".into()]), ["id", "basis"]);
}

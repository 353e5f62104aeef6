use proptest::prelude::*;

use super::super::codec::tests::query;
use super::*;

fn read(url: &str) -> Query {
    let (query, notices) = Query::parse(url);
    assert!(notices.is_empty(), "{url}: {notices:?}");
    query
}

#[test]
fn two_clicks_are_both_meant() {
    for (what, shown, asked, link, both) in [
        ("a value and another", "/j", "/j?city=a", "/j?city=b", "/j?city=a&city=b"),
        ("a value and one of another key", "/j", "/j?city=a", "/j?tier=x", "/j?city=a&tier=x"),
        ("the same value twice", "/j", "/j?city=a", "/j?city=a", "/j?city=a"),
        ("a value taken away and another added", "/j?city=a", "/j", "/j?city=a&city=b", "/j?city=b"),
        ("a value added and another taken away", "/j?city=a", "/j?city=a&city=b", "/j", "/j?city=b"),
        ("the only value, chosen anew", "/j?city=a", "/j?city=a&tier=x", "/j?city=b", "/j?city=b&tier=x"),
        ("a range moved", "/j?gdp__gte=1", "/j?gdp__gte=2", "/j?gdp__gte=3", "/j?gdp__gte=3"),
        ("a range while another key is awaited", "/j", "/j?city=a", "/j?gdp__gte=1&gdp__lte=2", "/j?city=a&gdp__gte=1&gdp__lte=2"),
        ("a filter and an order", "/j", "/j?city=a", "/j?sort=-gdp", "/j?city=a&sort=-gdp"),
        ("an order and a search", "/j?page=3", "/j?sort=gdp", "/j?q=x", "/j?q=x&sort=gdp"),
        ("a page and a filter, which begins anew", "/j", "/j?page=2", "/j?city=a", "/j?city=a"),
        ("a filter and the other table", "/j?tab=t&sort=id", "/j?city=a&tab=t&sort=id", "/j?tab=u", "/j?city=a&tab=u"),
        ("columns with commas are one choice", "/j", "/j?q=x&cols=d", "/j?cols=a%2Cb&cols=c", "/j?q=x&cols=a%2Cb&cols=c"),
        ("columns with commas stay", "/j", "/j?q=x", "/j?cols=a%2Cb&cols=c", "/j?q=x&cols=a%2Cb&cols=c"),
        ("columns and the other table", "/j?tab=t", "/j?cols=id&tab=t", "/j?tab=u", "/j?tab=u"),
        ("the other table, and an order of the one shown", "/j?tab=t", "/j?sort=id&tab=u", "/j?sort=gdp&tab=t", "/j?sort=id&tab=u"),
        ("one table and then another", "/j?tab=t", "/j?tab=u", "/j?tab=v", "/j?tab=v"),
        ("two parameters of a chart", "/j/explore", "/j/explore?by=city", "/j/explore?measure=gdp", "/j/explore?measure=gdp&by=city"),
        ("a parameter taken away", "/j/explore?by=city", "/j/explore?by=city&top=5", "/j/explore", "/j/explore?top=5"),
        ("a date to compare with and a filter", "/j", "/j?vs=2020", "/j?city=a", "/j?city=a&vs=2020"),
        ("bounds and a filter", "/j", "/j?overlap=bounds", "/j?city=a", "/j?city=a&overlap=bounds"),
        ("another page", "/j", "/j?city=a", "/j/compare", "/j/compare"),
        ("another bundle", "/j", "/j?city=a", "/k", "/k"),
    ] {
        assert_eq!(read(link).rebased(&read(shown), &read(asked), ""), read(both), "{what}");
    }
}

#[test]
fn the_last_mark_clicked_is_chosen_alone() {
    for (what, alone, shown, asked, link, last) in [
        ("a value and another", "city", "/j", "/j?city=a", "/j?city=b", "/j?city=b"),
        ("another than the one shown", "city", "/j?city=a", "/j?city=b", "/j?city=c", "/j?city=c"),
        ("a value and one of another key", "tier", "/j", "/j?city=a", "/j?tier=x", "/j?city=a&tier=x"),
        ("the same value twice", "city", "/j", "/j?city=a", "/j?city=a", "/j?city=a"),
        ("a value cleared twice", "city", "/j?city=a", "/j", "/j", "/j"),
        ("another, and back", "city", "/j?city=a", "/j?city=b", "/j", "/j?city=a"),
        ("one of two that are awaited", "city", "/j", "/j?city=a&city=b", "/j?city=b", "/j?city=b"),
        ("a value where a range is awaited", "year", "/j", "/j?year__gte=1&year__lte=2", "/j?year=3", "/j?year=3"),
        ("a part of what is no longer shown", "city tier", "/j?city=a", "/j?city=b", "/j?city=a&tier=x", "/j?city=a&tier=x"),
        ("a value while another key is cleared", "city", "/j?tier=x", "/j", "/j?city=a&tier=x", "/j?city=a"),
        ("a value while the other table is awaited", "city", "/j", "/j?tab=t", "/j?city=a", "/j?city=a&tab=t"),
    ] {
        assert_eq!(read(link).rebased(&read(shown), &read(asked), alone), read(last), "{what}");
    }
}

proptest! {
    #[test]
    fn nothing_awaited_changes_no_link(link in query(), shown in query()) {
        let link = Query { bundle: shown.bundle.clone(), view: shown.view.clone(), item: shown.item.clone(), ..link };
        let [next, link] = [link.rebased(&shown, &shown, ""), link].map(|mut query| {
            // What is new comes last.
            query.clauses.iter_mut().for_each(|clause| clause.values.sort());
            query
        });
        prop_assert_eq!(next, link);
    }

    #[test]
    fn a_link_that_changes_nothing_keeps_what_is_awaited(shown in query(), asked in query()) {
        let asked = Query { bundle: shown.bundle.clone(), view: shown.view.clone(), item: shown.item.clone(), ..asked };
        let asked = Query { page: shown.page, ..asked };
        prop_assert_eq!(shown.rebased(&shown, &asked, ""), asked);
    }

    #[test]
    fn what_comes_out_is_one_state(link in query(), shown in query(), asked in query()) {
        let next = link.rebased(&shown, &asked, "");
        let (back, notices) = Query::parse(&next.to_string());
        prop_assert_eq!(&notices, &vec![]);
        prop_assert_eq!(back, next);
    }
}

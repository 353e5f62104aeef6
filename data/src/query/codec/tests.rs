//! Tables of URL and outcome, and the codec's laws over all queries and over arbitrary strings.

use proptest::prelude::*;

use super::*;

#[test]
fn canonical_spelling() {
    for (url, canonical) in [
        ("/jilin", "/jilin"),
        ("/jilin/", "/jilin"),
        ("/jilin?", "/jilin"),
        ("/jilin?page=1&size=25&bom=1&head=id", "/jilin"),
        ("/jilin?tier=b&tier=a&city=x&tier=b", "/jilin?city=x&tier=b&tier=a"),
        ("/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82", "/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82"),
        ("/jilin?city=长春市", "/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82"),
        ("/jilin?city=a&city=a", "/jilin?city=a"),
        ("/jilin?q=a+b&gdp__lte=9&gdp__gte=1", "/jilin?gdp__gte=1&gdp__lte=9&q=a+b"),
        ("/jilin?q=50%25", "/jilin?q=50%25"),
        ("/jilin?q=&gdp__gte=", "/jilin"),
        ("/jilin?park=", "/jilin"),
        ("/jilin?park=%22%22", "/jilin?park=%22%22"),
        ("/jilin?park=%22A%22", "/jilin?park=A"),
        ("/jilin?park=%22%5C%22A%22", "/jilin?park=%22%5C%22A%22"),
        ("/jilin?park=a%0D%0Ab", "/jilin?park=%22a%5Cr%5Cnb%22"),
        ("/jilin?park=a%EF%BF%BD", "/jilin?park=%22a%5Cufffd%22"),
        ("/jilin?q=%22two+words%22", "/jilin?q=%22two+words%22"),
        ("/jilin?cols=id,,city,id", "/jilin?cols=id%2Ccity"),
        ("/jilin?cols=a,b&cols=id&cols=a,b", "/jilin?cols=a%2Cb&cols=id"),
        ("/jilin?cols=a&cols=b", "/jilin?cols=a%2Cb"),
        ("/jilin?cols=a,b&cols=a,b", "/jilin?cols=a%2Cb&cols=a%2Cb"),
        ("/jilin?cols=all&sort=-output_wan&lang=en", "/jilin?sort=-output_wan&cols=all&lang=en"),
        ("/jilin/ladder?b=y&b=x&b=y&a=z", "/jilin/ladder?a=z&b=y&b=x"),
        ("/jilin/published/r43-01", "/jilin/published/r43-01"),
        ("/jilin/published/r43-01/", "/jilin/published/r43-01"),
        ("/jilin/race?agg=geometric&weight.b=5&weight.a=60&norm=minmax", "/jilin/race?weight.a=60&weight.b=5&agg=geometric"),
        ("/jilin?overlap=bounds&illustrative=0", "/jilin?overlap=bounds"),
        ("/jilin?city=x#top", "/jilin?city=x"),
        ("/", "/"),
    ] {
        let (query, notices) = Query::parse(url);
        assert_eq!(query.to_string(), canonical, "{url}");
        assert!(notices.is_empty(), "{url}: {notices:?}");
    }
}

#[test]
fn words_to_search_for_are_at_most_200_characters() {
    let (query, notices) = Query::parse(&format!("/jilin?q={0}&name__contains={0}", "长".repeat(200)));
    assert_eq!((notices.len(), query.q.map(|words| words.chars().count()), query.clauses.len()), (0, Some(200), 1));
    let (query, notices) = Query::parse(&format!("/jilin?q={}", "长".repeat(65_000)));
    assert_eq!((query.q, notices.len()), (None, 1));
    assert!(notices[0].text.zh.len() < 100, "the notice does not repeat them");
}

#[test]
fn what_is_not_understood_is_said() {
    for (url, params) in [
        ("/jilin?page=0", vec!["page"]),
        ("/jilin?page=abc", vec!["page"]),
        ("/jilin?page=99999999999", vec!["page"]),
        ("/jilin?size=30", vec!["size"]),
        ("/jilin?lang=fr", vec!["lang"]),
        ("/jilin?bom=yes", vec!["bom"]),
        ("/jilin?head=both", vec!["head"]),
        ("/jilin?sort=-", vec!["sort"]),
        ("/jilin?cols=,", vec!["cols"]),
        ("/jilin?page=2&page=3", vec!["page"]),
        ("/jilin?gdp__gte=1&gdp__gte=2", vec!["gdp__gte"]),
        ("/jilin?city__like=x", vec!["city__like"]),
        ("/jilin?__not=x", vec!["__not"]),
        ("/jilin?=x", vec![""]),
        ("/jilin?city=%FF", vec!["city"]),
        ("/jilin?city=%22", vec!["city"]),
        ("/jilin?city=%22a%22b", vec!["city"]),
        ("/jilin?city%FF=a", vec!["city\u{fffd}"]),
        ("/jilin?size=1&lang=x", vec!["size", "lang"]),
        (&format!("/jilin?q={}", "长".repeat(201)), vec!["q"]),
        (&format!("/jilin?name__contains={}", "x".repeat(201)), vec!["name__contains"]),
        ("/jilin?weight.a=x&weight.=5&weight.b=101&weight.c=-1", vec!["weight.a", "weight.", "weight.b", "weight.c"]),
        ("/jilin?weight.a=1&weight.a=2", vec!["weight.a"]),
        ("/jilin?norm=x&agg=x&illustrative=x&overlap=x", vec!["norm", "agg", "illustrative", "overlap"]),
    ] {
        let (_, notices) = Query::parse(url);
        let said: Vec<&str> = notices.iter().map(|notice| notice.param.as_str()).collect();
        assert_eq!(said, params, "{url}");
    }
}

/// Text of every kind that a value may hold, often of what is spelled as a JSON string: empty, quotes, line ends, U+FFFD.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["(?s).{0,6}", "[\"\r\n\u{fffd}\\\\\0a]{0,4}"]
}

fn key() -> impl Strategy<Value = String> {
    "[a-z]{3,8}(\\.[a-z]{3,8})?".prop_filter("reserved", |key| !RESERVED.contains(&key.as_str()) && !CHART.contains(&key.as_str()))
}

fn clause() -> impl Strategy<Value = Clause> {
    let ops = prop::sample::select(vec![Op::Is, Op::Not, Op::Gte, Op::Lte, Op::Lt, Op::Contains, Op::Missing]);
    (key(), ops, prop::collection::hash_set(word(), 1..4)).prop_map(|(key, op, values)| {
        let most = if op.row().repeats { values.len() } else { 1 };
        Clause { key, op, values: values.into_iter().take(most).collect() }
    })
}

pub(in crate::query) fn query() -> impl Strategy<Value = Query> {
    let path = ("[a-z0-9 %?#é长-]{0,6}", "[a-z0-9 %?#长]{0,6}", "[a-z0-9 %?#长/]{0,6}");
    let rows = (
        (prop::option::of("(?s).{1,6}"), prop::option::of("(?s).{1,6}")),
        prop::option::of(("[a-z_]{1,6}", any::<bool>())),
        1u32..,
        prop::sample::select(PAGE_SIZES.to_vec()),
    );
    let columns = prop_oneof![
        Just(Cols::Default),
        Just(Cols::All),
        prop::collection::btree_set("[a-z_.,\"市]{4,6}", 1..4).prop_map(|set| Cols::These(set.into_iter().collect())),
    ];
    let rest = (prop::option::of(word()), prop::option::of(prop::sample::select(vec![Lang::Zh, Lang::En])), any::<bool>(), any::<bool>());
    let sides =
        (prop::option::of(word()), prop::collection::btree_set(word(), 0..3).prop_map(|sides| sides.into_iter().rev().collect::<Vec<_>>()));
    let contest = (
        prop::collection::btree_map("[a-z_-]{1,4}", 0u32..=100, 0..3),
        prop::sample::select(Norm::ALL.to_vec()),
        prop::sample::select(Aggregation::ALL.to_vec()),
        any::<bool>(),
        prop::sample::select(vec![Overlap::Awards, Overlap::Bounds]),
    );
    let made = (prop::option::of(word()), prop::collection::vec(prop::option::of(word()), CHART.len()));
    (path, prop::collection::vec(clause(), 0..4), rows, columns, rest, sides, contest, made).prop_map(
        |(
            (bundle, view, item),
            mut clauses,
            ((q, find), sort, page, size),
            cols,
            (tab, lang, bom, title),
            (a, b),
            contest,
            (vs, chart),
        )| {
            let (weights, norm, aggregation, illustrative, overlap) = contest;
            let view = if bundle.is_empty() { String::new() } else { view };
            clauses.sort();
            clauses.dedup_by(|x, y| x.key == y.key && x.op == y.op);
            Query {
                // A slash at the end of a path says nothing.
                item: if view.is_empty() { String::new() } else { item },
                view,
                bundle,
                clauses,
                q,
                find,
                sort: sort.map(|(column, descending)| Sort { column, descending }),
                page,
                size,
                cols,
                tab,
                lang,
                bom,
                head: if title { Head::Title } else { Head::Id },
                cells: if title == bom { Cells::Label } else { Cells::Raw },
                a,
                b,
                weights: weights.into_iter().collect(),
                norm,
                aggregation,
                illustrative,
                overlap,
                vs,
                chart: CHART.iter().zip(chart).filter_map(|(key, value)| Some((key.to_string(), value?))).collect(),
            }
        },
    )
}

proptest! {
    #[test]
    fn parse_gives_the_query_back(query in query()) {
        let (back, notices) = Query::parse(&query.to_string());
        prop_assert_eq!(&notices, &vec![]);
        prop_assert_eq!(back, query);
    }

    #[test]
    fn no_string_breaks_it(url in "\\PC{0,80}") {
        let (query, _) = Query::parse(&url);
        let (again, notices) = Query::parse(&query.to_string());
        prop_assert_eq!(again, query);
        prop_assert!(notices.is_empty());
    }

    #[test]
    fn every_pair_is_kept_or_noticed(name in "[a-z_.]{1,12}", value in "[a-z0-9,-]{1,6}") {
        let (query, notices) = Query::parse(&format!("/jilin?{name}={value}"));
        let default = matches!((name.as_str(), value.as_str()), ("page", "1") | ("size", "25") | ("bom", "1") | ("head", "id") | ("cells", "raw") | ("norm", "minmax") | ("agg", "arithmetic") | ("illustrative", "0") | ("overlap", "awards"));
        prop_assert_eq!(query.search().is_empty(), !notices.is_empty() || default);
    }
}

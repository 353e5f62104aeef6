//! Dates: stocks count at one of them, numbers are held against an earlier one, growth lies between two, and the strip and time axes have them in order.

use crate::made::Made;
use crate::{shipped, small};

#[test]
fn a_stock_counts_at_one_date() {
    let total = |search: &str| {
        let report = shipped().ask(&format!("/jilin/explore?measure=population&by=city{search}")).expect("the bundle is served").report();
        report.panels[0].total.value.map(|value| (value * 1e4).round() / 1e4)
    };
    // Sums of the nine published figures of each date; never both dates together.
    assert_eq!((total(""), total("&pop_year=2024"), total("&pop_year=2020")), (Some(2262.09), Some(2262.09), Some(2350.2971)));
    assert_eq!(total("&pop_year=2020&pop_year=2024"), Some(2262.09));
    let slope =
        shipped().ask("/jilin/explore?measure=population&by=city&split=pop_year&chart=slope").expect("the bundle is served").report();
    let changchun = &slope.panels[0].rows[0];
    assert_eq!(
        (changchun.label.en.as_str(), changchun.parts.iter().map(|part| part.value).collect::<Vec<_>>()),
        ("Changchun", vec![Some(906.6906), Some(908.51)])
    );
}

#[test]
fn an_earlier_date_stands_beside_the_present_one() {
    let ask = |url: &str| shipped().ask(url).expect("the bundle is served").report();
    let report = ask("/jilin/explore?measure=population&by=city&vs=2020");
    assert!(report.notices.is_empty(), "{:?}", report.notices);
    let panel = &report.panels[0];
    let pair = |label: &str| {
        let row = panel.rows.iter().find(|row| row.label.en == label).expect("a row");
        (row.amount.value, row.before.as_ref().and_then(|before| before.value))
    };
    assert_eq!(panel.vs.as_ref().map(|dates| (dates.now.en.as_str(), dates.before.en.as_str())), Some(("2024", "2020")));
    assert!(!panel.compares_totals() && panel.uncompared.is_empty());
    assert_eq!((pair("Changchun"), pair("Tonghua")), ((Some(908.51), Some(906.6906)), (Some(116.97), Some(130.2778))));
    // A chart that shows the dates, growth itself, and a table without dates are compared with nothing; bars say why.
    for (url, why) in [
        ("/jilin/explore?measure=population&by=city&split=pop_year&chart=slope&vs=2020", ""),
        ("/jilin/explore?measure=population_growth&by=city&vs=2020", "不与2020比较：该指标自有起止日期"),
        ("/jilin/explore?measure=clusters&by=city&vs=2020", "不与2020比较：该指标不分日期"),
        ("/jilin/explore?measure=population&by=city&pop_year=2020&vs=2020", "不与2020比较：所示即2020"),
        ("/national/explore?measure=prefectures&by=region&vs=2022", "不与2022比较：该指标没有2022的数据"),
        // The measure is of 2024 alone.
        ("/national/explore?measure=gdp&by=prefecture&vs=2023", "不与2023比较：该指标没有2023的数据"),
    ] {
        let panel = &ask(url).panels[0];
        assert!(panel.vs.is_none() && panel.rows.iter().all(|row| row.before.is_none()), "{url}");
        assert_eq!(panel.uncompared.zh, why, "{url}");
    }
    // Firms announced in 2024 and in 2023; both are the file's own figures.
    let tile = ask("/national?year=2024&vs=2023").tiles.into_iter().find(|tile| tile.id == "batch_firms").expect("a tile");
    let before = tile.values[0].before.as_ref().and_then(|before| before.value);
    assert_eq!((tile.values[0].value.value, before), (Some(3012.0), Some(3673.0)));
    assert!(tile.values[0].now.is_none());
    for (url, param) in [("/jilin?vs=1999", "vs"), ("/small?vs=2020", "vs")] {
        let engine = if url.starts_with("/small") { small() } else { shipped() };
        let report = engine.ask(url).expect("the bundle is served").report();
        assert_eq!(report.notices.iter().map(|notice| notice.param.as_str()).collect::<Vec<_>>(), [param], "{url}");
    }
}

#[test]
fn a_sum_over_dates_is_never_held_against_one_of_them() {
    let report = shipped().ask("/national?vs=2022").expect("the bundle is served").report();
    let tile = |id: &str| report.tiles.iter().find(|tile| tile.id == id).expect("a tile");
    let value = |amount: &Option<data::Amount>| amount.as_ref().and_then(|amount| amount.value);
    // Six batches: 248 + 1748 + 2930 + 4359 + 3673 + 3012. What is compared is 2024, 3012, with 2022, 4359.
    let batches = tile("batch_firms");
    let shown = &batches.values[0];
    assert_eq!((shown.value.value, value(&shown.now), value(&shown.before)), (Some(15970.0), Some(3012.0), Some(4359.0)));
    assert_eq!(batches.vs.as_ref().map(|dates| (dates.now.zh.as_str(), dates.before.zh.as_str())), Some(("2024", "2022")));
    // 189 prefectures have 2024 alone, and clusters no dates: neither grew from nothing.
    for (id, why) in [
        ("prefectures", "Not compared with 2022: this measure has nothing for 2022"),
        ("clusters", "Not compared with 2022: this measure has no dates"),
    ] {
        let tile = tile(id);
        assert_eq!((tile.vs.is_none(), value(&tile.values[0].before), tile.uncompared.en.as_str()), (true, None, why), "{id}");
    }
    // The dates left by the filter: of 2019 to 2021 the latest is 2021, 2930.
    let report = shipped().ask("/national?year__lte=2021&vs=2022").expect("the bundle is served").report();
    let tile = report.tiles.iter().find(|tile| tile.id == "batch_firms").expect("a tile");
    let shown = &tile.values[0];
    assert_eq!((shown.value.value, value(&shown.now), value(&shown.before)), (Some(4926.0), Some(2930.0), Some(4359.0)));
}

#[test]
fn the_date_of_comparison_is_a_chip() {
    let report = shipped().ask("/national?year__gte=2020&vs=2022").expect("the bundle is served").report();
    let chips: Vec<(&str, String)> = report.chips.iter().map(|chip| (chip.text.en.as_str(), chip.remove.to_string())).collect();
    assert_eq!(chips[0], ("Compared with: 2022", report.chips[0].remove.to_string()));
    assert_eq!((chips.len(), report.chips[0].remove.vs.as_ref()), (2, None));
    assert_eq!(report.clear.vs, None);
}

#[test]
fn the_strip_of_dates() {
    let time = |url: &str| shipped().ask(url).expect("the bundle is served").report().time.expect("a strip");
    let all = time("/national");
    let dates: Vec<(&str, u32, bool)> = all.values.iter().map(|value| (value.value.as_str(), value.count, value.selected)).collect();
    assert_eq!(dates, ["2019", "2020", "2021", "2022", "2023", "2024"].map(|year| (year, 1, false)));
    // The dimension names a measure: the firms announced in each year.
    let firms: Vec<Option<f64>> = all.values.iter().map(|value| value.amount).collect();
    assert_eq!(firms, [248.0, 1748.0, 2930.0, 4359.0, 3673.0, 3012.0].map(Some));
    assert_eq!(all.counts.en, "Little giants by batch");
    assert_eq!(all.values[1].link.as_ref().map(ToString::to_string).as_deref(), Some("/national?year=2020"));
    let some = time("/national?year__gte=2021&year__lte=2023");
    assert_eq!(some.values.iter().map(|value| value.selected).collect::<Vec<_>>(), [false, false, true, true, true, false]);
    assert_eq!(some.base.to_string(), "/national");
    let one = time("/national?year=2020&vs=2019");
    assert_eq!(one.values[1].link.as_ref().map(ToString::to_string).as_deref(), Some("/national?vs=2019"));
    assert_eq!(one.versus.iter().find(|option| option.selected).map(|option| option.value.as_str()), Some("2019"));
}

#[test]
fn growth_by_hand() {
    let rows = |search: &str| -> Vec<(String, Option<f64>)> {
        let report = shipped().ask(&format!("/jilin/explore?measure=population_growth&{search}")).expect("the bundle is served").report();
        report.panels[0].rows.iter().map(|row| (row.label.en.clone(), row.amount.value.map(|value| (value * 1e6).round() / 1e6))).collect()
    };
    // 908.51 / 906.6906 and 116.97 / 130.2778, less one.
    let cities = rows("by=city");
    assert!(cities.contains(&("Changchun".into(), Some(0.200664))) && cities.contains(&("Tonghua".into(), Some(-10.214941))), "{cities:?}");
    // The five corridor cities: 1722.56 / 1775.5249. A condition on the dates themselves does not apply.
    let corridor = rows("by=corridor&pop_year=2024");
    assert_eq!(corridor[0].1, Some(-2.983056));
}

#[test]
fn months_are_an_order_a_time_axis_and_a_range() {
    // March is absent; the file has them in no order.
    let rows = ["2024-04,4", "2023-12,1", "2024-01,2", "2024-02,3", "2023-12,10"].map(String::from);
    let engine = Made::default()
        .table("sales", "month:yearmonth tons:integer", rows)
        .with("[[dimension]]\nid = \"month\"\ntitle = { zh = \"月\", en = \"Month\" }\nrole = \"ordered\"\ncolumns = { sales = \"month\" }\nfacet = true")
        .measure("tons", "sales", "kind = \"sum\"\ncolumn = \"tons\"")
        .with("[[panel]]\nid = \"by_month\"\ntitle = { zh = \"各月\", en = \"By month\" }\nkind = \"line\"\nmeasure = \"tons\"\nby = \"month\"")
        .engine();
    let report = engine.ask("/made").expect("the bundle").report();
    let months: Vec<(&str, u64)> = report.facets[0].values.iter().map(|value| (value.value.as_str(), value.count.into())).collect();
    assert_eq!(months, [("2023-12", 2), ("2024-01", 1), ("2024-02", 1), ("2024-04", 1)]);
    let panel = &report.panels[0];
    let january = 2024.0 * 12.0;
    assert_eq!(panel.rows.iter().map(|row| row.at).collect::<Vec<_>>(), [-1.0, 0.0, 1.0, 3.0].map(|month| Some(january + month)));
    assert_eq!((panel.step, panel.rows[0].amount.value), (Some(1.0), Some(11.0)));
    let from = engine.ask("/made?month__gte=2024-02").expect("the bundle");
    assert!(from.notices.is_empty(), "{:?}", from.notices);
    assert_eq!(from.report().table.matched, 2);
}

#[test]
fn lines_over_years_know_where_the_years_lie() {
    let panel = shipped().ask("/national").expect("the bundle is served").panel("little_giants_by_batch").expect("a panel");
    assert_eq!(panel.rows.iter().map(|row| row.at).collect::<Vec<_>>(), [2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0].map(Some));
    assert_eq!(panel.step, Some(1.0));
    // Bars have no such axis.
    let bars = shipped().ask("/national/explore?measure=batch_firms&by=year&chart=bar").expect("the bundle is served").report();
    assert!(bars.panels[0].step.is_none() && bars.panels[0].rows.iter().all(|row| row.at.is_none()));
}

/// Tons of three years in two regions, a census of the last year alone, and notes of which one has no date.
fn dated() -> Made {
    let year = "[[dimension]]\nid = \"year\"\ntitle = { zh = \"年份\", en = \"Year\" }\nrole = \"year\"\ncolumns = { sales = \"year\", census = \"year\", notes = \"year\" }";
    let panel = |measure: &str, kind: &str| {
        format!(
            "[[panel]]\nid = \"{measure}_{kind}\"\ntitle = {{ zh = \"{measure}\", en = \"{measure}\" }}\nkind = \"{kind}\"\nmeasure = \"{measure}\""
        )
    };
    let sales = ["2022,a,10", "2022,b,20", "2023,a,30", "2023,b,40", "2024,a,50", "2024,b,60"].map(String::from);
    let made = Made::default()
        .table("sales", "year:year region:string tons:integer", sales)
        .table("census", "year:year region:string people:integer", ["2024,a,7", "2024,b,8"].map(String::from))
        .table("notes", "year:year region:string words:integer", ["2024,a,1", ",b,2"].map(String::from))
        .with(year)
        .dated_by("year")
        .dimension("region", &["sales", "census", "notes"])
        .measure("tons", "sales", "kind = \"sum\"\ncolumn = \"tons\"")
        .measure("latest", "sales", "kind = \"sum\"\ncolumn = \"tons\"\nwhere = \"year=2024\"")
        .measure("people", "census", "kind = \"sum\"\ncolumn = \"people\"")
        .measure("words", "notes", "kind = \"sum\"\ncolumn = \"words\"");
    let made = ["tons", "latest", "people", "words"].iter().fold(made, |made, measure| {
        made.with(&format!("[[tile]]\nid = \"{measure}\"\nmeasure = \"{measure}\""))
            .with(&format!("{}\nby = \"region\"", panel(measure, "bar")))
    });
    made.with(&panel("people", "histogram"))
        .with(&format!("{}\nby = \"region\"", panel("latest", "box")))
        .with(&format!("{}\nby = \"region\"\nagainst = \"latest\"", panel("tons", "scatter")))
}

#[test]
fn what_is_of_one_date_is_not_narrowed_by_another() {
    let engine = dated().engine();
    let of = |search: &str, id: &str| {
        let panel = engine.ask(&format!("/made{search}")).expect("served").panel(id).expect("a panel");
        let numbers: Vec<Option<f64>> = panel.rows.iter().map(|row| row.amount.value).collect();
        (numbers, panel.dated.zh.clone(), panel.ignores.iter().map(|title| title.en.clone()).collect::<Vec<_>>())
    };
    let year = || vec!["Year".to_string()];
    // b is the larger everywhere. Where rows are of several years the condition narrows: of 2023 are 40 and 30, of 2022 and 2023 60 and 40.
    assert_eq!(of("?year=2023", "tons_bar"), (vec![Some(40.0), Some(30.0)], String::new(), vec![]));
    assert_eq!(of("?year__lte=2023", "tons_bar").0, [Some(60.0), Some(40.0)]);
    // A measure of 2024 by its own conditions, and a table of 2024 alone: the same under every condition on the year.
    for search in ["", "?year=2023", "?year=2024", "?year__lte=2022", "?year__not=2024", "?year__missing=any"] {
        let ignores = if search.is_empty() { vec![] } else { year() };
        assert_eq!(of(search, "latest_bar"), (vec![Some(60.0), Some(50.0)], "2024 年".into(), ignores.clone()), "{search}");
        assert_eq!(of(search, "people_bar"), (vec![Some(8.0), Some(7.0)], "2024 年".into(), ignores), "{search}");
        let spread = engine.ask(&format!("/made{search}")).expect("served").panel("latest_box").expect("a panel");
        assert_eq!(spread.rows.iter().filter_map(|row| row.spread.as_ref().map(|it| it.median)).sum::<f64>(), 110.0, "{search}");
        assert_eq!(of(search, "people_histogram").0.into_iter().flatten().sum::<f64>(), 2.0, "{search}");
    }
    // Other conditions narrow it as ever.
    let one = |search: &str, id: &str| {
        let report = engine.ask(&format!("/made{search}")).expect("served").report();
        let tile = report.tiles.into_iter().find(|tile| tile.id == id).expect("a tile");
        (tile.values[0].value.value, tile.ignores.len())
    };
    assert_eq!((one("?year=2023&region=a", "tons"), one("?year=2023&region=a", "latest")), ((Some(30.0), 0), (Some(50.0), 1)));
    assert_eq!((one("?year=2023", "people"), one("?region=b", "people")), ((Some(15.0), 1), (Some(8.0), 0)));
    // Rows without a date are of no date: the note of 2024 is none of 2023.
    assert_eq!((of("", "words_bar").1, one("?year=2023", "words").0), (String::new(), None));
    // Either axis keeps its own dates: tons of 2023 against those of 2024.
    let points = engine.ask("/made?year=2023").expect("served").panel("tons_scatter").expect("a panel");
    let pairs: Vec<_> = points.rows.iter().map(|row| (row.amount.value, row.x.as_ref().and_then(|x| x.value))).collect();
    assert!(pairs.contains(&(Some(30.0), Some(50.0))) && pairs.contains(&(Some(40.0), Some(60.0))), "{pairs:?}");
    // Rows are rows: the table has those of the filter alone.
    assert_eq!(engine.ask("/made?year=2023&tab=census").expect("served").report().table.matched, 0);
}

#[test]
fn what_is_of_one_date_is_compared_with_no_other() {
    let engine = dated().engine();
    let uncompared = |search: &str| {
        let panel = engine.ask(&format!("/made{search}")).expect("served").panel("people_bar").expect("a panel");
        (panel.vs.is_none(), panel.uncompared.en.clone())
    };
    assert_eq!(uncompared("?year=2023&vs=2022"), (true, "Not compared with 2022: this measure has nothing for 2022".into()));
    assert_eq!(uncompared("?year=2023&vs=2024"), (true, "Not compared with 2024: 2024 is the date shown".into()));
}

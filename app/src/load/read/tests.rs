//! A screen survives the way to the browser: every field written and read again.

use super::*;

/// One of everything, nothing at its default.
fn full() -> Screen {
    let text = || Text::new("长春市", "Changchun");
    let query = || Query::parse("/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82&page=2").0;
    let amount = |missing| Amount {
        value: Some(13.5),
        digits: "13.5".into(),
        missing,
        rows: 13,
        lacking: 2,
        illustrative: 12,
        basis: Basis::Illustrative,
        bounds: Some(Bounds { low: 9.0, high: 15.0 }),
        small: Some(Small { units: 3, range: Some(Bounds { low: 9.0, high: 15.0 }), added: true }),
    };
    let reasons = || Missing::OF_CELLS.into_iter().chain(Missing::OF_AGGREGATES);
    let all = || std::iter::once(None).chain(reasons().map(Some)).collect::<Vec<_>>();
    let measure =
        || MeasureInfo { id: "m".into(), title: text(), unit: text(), description: text(), decimals: 1, additive: true, small: 10 };
    let source = || Source { title: "厅".into(), path: Some("https://example.org".into()), basis: Basis::Illustrative };
    let published = || Published {
        id: "s1".into(),
        value: 56.0,
        written: "56".into(),
        qualifier: "exact".into(),
        phrase: "56个".into(),
        place: "一".into(),
        link: query(),
    };
    let picture = || Picture {
        id: "p".into(),
        kind: "bar".into(),
        stand: "left third-0".to_string(),
        title: "各市".into(),
        finding: "示例：长春市 13 个".into(),
        summary: "条形图".into(),
        basis: Basis::Inferred,
        empty: true,
        legend: vec![Entry {
            label: "走廊".into(),
            class: "chart-swatch".into(),
            colour: "--mark".into(),
            href: "/a".into(),
            add: "/aa".into(),
            alone: "grade".into(),
            selected: true,
        }],
        narrow: "<svg/>".into(),
        wide: "<svg />".into(),
        full: String::new(),
        spots: vec![Spot {
            key: "k".into(),
            value: "v".into(),
            from: "2020".into(),
            until: "2020".into(),
            href: "/b".into(),
            add: "/bb".into(),
            alone: "city grade".into(),
            outside: true,
            part: true,
            selected: true,
            at_end: true,
            place: "--nx:0.1%;".into(),
            label: "长春市：13 个".into(),
        }],
        range: "year".into(),
        note: "n".into(),
        ignores: "i".into(),
        published: vec![published()],
        sources: vec![source()],
        svg: "/c".into(),
        csv: "/d".into(),
        twin: Twin {
            heads: vec![Head { text: "市".into(), numeric: true }],
            lines: vec![Line { id: "o".into(), cells: vec!["1".into()], marks: vec![1] }],
        },
    };
    Screen {
        query: query(),
        bundle: BundleInfo {
            id: "jilin".into(),
            title: text(),
            description: text(),
            version: "1.0.0".into(),
            sources: vec![source()],
            licences: vec!["CC0-1.0".into()],
            views: vec!["published".into()],
            warnings: 3,
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
            split: "grade".into(),
            values: all()
                .into_iter()
                .map(|missing| TileValue {
                    label: text(),
                    value: amount(missing),
                    now: Some(amount(None)),
                    before: Some(amount(None)),
                    total: amount(None),
                    published: Some(published()),
                    link: Some(query()),
                    add: Some(query()),
                    selected: true,
                })
                .collect(),
            refused: text(),
            basis: Basis::Published,
            ignores: vec![text()],
            vs: Some(Compared { now: text(), before: text() }),
            uncompared: text(),
            overlap: Some(TileOverlap { awards: query(), bounds: query(), is_bounds: true, why: text() }),
        }],
        facets: vec![Facet {
            dimension: "city".into(),
            title: text(),
            ordered: true,
            counts: text(),
            measure: Some(measure()),
            values: vec![FacetValue {
                value: "v".into(),
                label: text(),
                count: 7,
                amount: Some(1.5),
                digits: "1.5".into(),
                selected: true,
                link: Some(query()),
            }],
            hidden: 4,
            all: Some(query()),
            full: true,
            basis: Basis::Illustrative,
        }],
        pictures: vec![picture()],
        choices: vec![Choice {
            key: "by".into(),
            title: text(),
            further: true,
            options: vec![ChoiceOption { value: "city".into(), label: text(), group: text(), link: query(), selected: true, why: text() }],
        }],
        time: Some(Time {
            dimension: "year".into(),
            title: text(),
            counts: text(),
            measure: Some(measure()),
            base: query(),
            values: vec![FacetValue {
                value: "2020".into(),
                label: text(),
                count: 9,
                amount: Some(2.0),
                digits: "2".into(),
                selected: true,
                link: Some(query()),
            }],
            earlier: 5,
            all: Some(query()),
            versus: vec![ChoiceOption { value: "2020".into(), label: text(), group: text(), link: query(), selected: true, why: text() }],
        }),
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
    for written in [full(), Screen::default()] {
        let text = serde_json::to_string(&written).expect("a screen is JSON");
        assert_eq!(screen(&text), Some(written));
    }
}

#[test]
fn what_is_no_screen() {
    for text in ["", "null", "[]", "{}", r#"{"query":1}"#] {
        assert_eq!(screen(text), None, "{text}");
    }
}

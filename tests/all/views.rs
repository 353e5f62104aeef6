//! The views beside the dashboard on the bundle `small`: every expectation worked out by hand from `tests/bundles/small`.

use data::report::Report;
use data::sheet::{Body, Comparison, Fact, Race, RaceInput, Sheet};
use data::statement::Status;

use crate::made::Made;
use crate::{Changed, small};

fn sheet(url: &str) -> Sheet {
    let question = small().ask(url).expect("the bundle is served");
    question.sheet().unwrap_or_else(|| panic!("{url} is no view"))
}

fn compare(search: &str) -> (Sheet, Comparison) {
    let sheet = sheet(&format!("/small/compare{search}"));
    let Body::Compare(comparison) = &sheet.body else { panic!("no comparison") };
    let comparison = comparison.as_ref().clone();
    (sheet, comparison)
}

fn race(search: &str) -> (Sheet, Race) {
    let sheet = sheet(&format!("/small/race{search}"));
    let Body::Race(race) = &sheet.body else { panic!("no race") };
    let race = race.as_ref().clone();
    (sheet, race)
}

#[test]
fn every_status_of_a_check() {
    let Body::Reconcile(reconciliation) = sheet("/small/reconcile").body else { panic!("no reconciliation") };
    let rows: Vec<_> = reconciliation
        .rows
        .iter()
        .map(|row| (row.statement.id.as_str(), row.counted.as_ref().and_then(|counted| counted.value), row.difference, row.status))
        .collect();
    assert_eq!(
        rows,
        [
            // Twenty rows, one of them made to illustrate.
            ("s1", Some(20.0), Some(0.0), Status::Constructed),
            ("s2", Some(6.0), Some(0.0), Status::Equal),
            ("s3", Some(6.0), Some(1.0), Status::Within),
            // Five is not nine tenths of six.
            ("s4", Some(5.0), Some(-1.0), Status::Differs),
            // 10 + 20 + 30 + 40 - 50 + 0 in the second city, 5 without a city.
            ("s5", Some(55.0), Some(5.0), Status::Within),
            ("s6", None, None, Status::NotComputable),
            ("s7", None, None, Status::NotComputable),
        ]
    );
    assert_eq!(reconciliation.summary.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 2, 1, 1, 2]);
    let part = reconciliation.rows[1].part.as_ref().expect("a part of s1");
    assert_eq!((part.whole.id.as_str(), part.share, part.holds), ("s1", Some(30.0), true));
    assert_eq!(reconciliation.rows[6].why.zh, "没有专利的记录");
    assert!(!reconciliation.rows[5].why.is_empty(), "why nothing can be computed is said");
    let rows = reconciliation.rows[1].rows.as_ref().map(ToString::to_string);
    assert_eq!(rows.as_deref(), Some("/small?city=%E4%B9%99%E5%B8%82&tab=firms"));

    // A filter on the figures.
    let Body::Reconcile(some) = sheet("/small/reconcile?statements.qualifier=exact").body else { panic!("no reconciliation") };
    assert_eq!((some.rows.len(), some.total), (4, 7));
}

#[test]
fn published_figures_are_a_table_and_have_a_page_each() {
    let report = small().ask("/small/published").expect("served").report();
    assert_eq!((report.table.table.as_str(), report.table.matched), ("statements", 7));
    assert_eq!((report.tiles.len(), report.panels.len(), report.counts.len()), (0, 0, 1));
    assert_eq!(report.table.rows[0][0].link.as_ref().map(ToString::to_string).as_deref(), Some("/small/published/s1"));
    let Body::Statement(checked) = sheet("/small/published/s2").body else { panic!("no statement") };
    assert_eq!((checked.statement.value, checked.status), (6.0, Status::Equal));
    assert!(small().ask("/small/published/s99").expect("served").sheet().is_none());
    assert!(small().ask("/small/nothing").expect("served").sheet().is_none());
}

#[test]
fn charts_and_tables_name_the_figures_that_they_show() {
    let report: Report = small().ask("/small").expect("served").report();
    let ids = |panel: &str| {
        let panel = report.panels.iter().find(|it| it.id == panel).expect("a panel");
        panel.published.iter().map(|figure| figure.id.as_str()).collect::<Vec<_>>()
    };
    // The count of firms, as a whole and by city; by grade only the whole.
    assert_eq!(ids("by_city"), ["s1", "s2", "s3", "s4"]);
    assert_eq!(ids("by_grade"), ["s1"]);
    assert_eq!(report.table.published.len(), 6);
}

#[test]
fn sides_beside_each_other() {
    // The bundle begins with the first city and the rest.
    let (_, comparison) = compare("");
    let labels: Vec<&str> = comparison.sides.iter().map(|side| side.label.zh.as_str()).collect();
    assert_eq!(labels, ["甲市", "“甲市”以外"]);
    let row =
        |comparison: &Comparison, measure: &str| comparison.rows.iter().find(|row| row.measure.id == measure).expect("a measure").clone();
    let firms = row(&comparison, "firms");
    let values: Vec<_> = firms.cells.iter().map(|cell| (cell.amount.value, cell.share, cell.difference, cell.ratio)).collect();
    assert_eq!(values, [(Some(8.0), Some(40.0), None, None), (Some(12.0), Some(60.0), Some(4.0), Some(1.5))]);
    assert_eq!(firms.all.value, Some(20.0));
    let output = row(&comparison, "output");
    assert_eq!(output.cells.iter().map(|cell| cell.amount.value).collect::<Vec<_>>(), [Some(1010.0), Some(55.0)]);

    // A side that the table of a measure cannot see is not a number.
    let (_, comparison) = compare("?a=grade%3Dlow&b=all");
    let gdp = row(&comparison, "gdp");
    assert!(gdp.cells[0].unseen && gdp.cells[0].amount.value.is_none());
    assert_eq!(gdp.cells[1].amount.value, Some(600.0));
    assert_eq!(row(&comparison, "firms").cells.iter().map(|cell| cell.amount.value).collect::<Vec<_>>(), [Some(12.0), Some(20.0)]);

    // The page's own filter holds for every side.
    let (_, comparison) = compare("?a=city%3D%E7%94%B2%E5%B8%82&b=all&grade=low");
    assert_eq!(row(&comparison, "firms").cells.iter().map(|cell| cell.amount.value).collect::<Vec<_>>(), [Some(4.0), Some(12.0)]);

    // Links add what lies outside, and take a side away.
    let (_, comparison) = compare("?a=city%3D%E7%94%B2%E5%B8%82");
    let rest = comparison.sides[0].with_rest.as_ref().map(|query| query.b.clone());
    assert_eq!(rest, Some(vec!["city__not=甲市".to_string()]));
    for (search, said) in [("?a=moon%3D1", 1), ("?a=city%3DMars&b=all", 1), ("?a=all&b=x", 1), ("?a=all&b=all", 0)] {
        assert_eq!(compare(search).0.notices.len(), said, "{search}");
    }
}

#[test]
fn the_contest_imputes_nothing() {
    let (sheet, published) = race("");
    assert!(sheet.notices.is_empty());
    // Without the illustrative firm: 100 + 200 + 60 + 70 + 80 and seven firms; 50 and six. The third city has no output at all.
    let rows: Vec<_> =
        published.ranked.iter().map(|row| (row.label.zh.as_str(), row.place, row.inputs[0].value, row.inputs[1].value)).collect();
    assert_eq!(rows, [("甲市", 1, Some(510.0), Some(7.0)), ("乙市", 2, Some(50.0), Some(6.0))]);
    let scores: Vec<f64> = published.ranked.iter().map(|row| row.score).collect();
    assert!((scores[0] - 100.0).abs() < 1e-9 && (scores[1] - 1.0).abs() < 1e-9, "{scores:?}");
    assert_eq!(
        published.unranked.iter().map(|row| (row.label.zh.as_str(), row.lacks[0].0.zh.as_str())).collect::<Vec<_>>(),
        [("丙市", "产值")]
    );
    let (_, with) = race("?illustrative=1");
    assert_eq!(with.ranked[0].inputs[0].value, Some(1010.0));

    // Three cities have firms, and each its number; two have outputs, 50 and 1010 with the firm made to illustrate, who is in the first.
    let holds = |race: &Race| -> Vec<_> {
        let input = |it: &RaceInput| {
            let range = it.range.as_ref().map(|(low, high)| (low.value, high.value));
            (it.measure.id.clone(), it.sound, it.known, range)
        };
        race.inputs.iter().map(input).collect()
    };
    let expected =
        [("output".to_string(), 2, 2, Some((Some(50.0), Some(1010.0)))), ("firms".to_string(), 3, 3, Some((Some(5.0), Some(8.0))))];
    assert_eq!((holds(&published), published.units), (expected.to_vec(), 3));
    assert_eq!((holds(&with), with.units), (expected.to_vec(), 3));
    // The picture has the places and the intervals of the table.
    let places = published.places.as_ref().expect("two are ranked");
    for (bar, row) in places.rows.iter().zip(&published.ranked) {
        let spread = bar.spread.as_ref().expect("an interval");
        let found = [spread.low, spread.lower, spread.median, spread.upper, spread.high];
        let it = row.interval;
        assert_eq!(found, [it.best, it.from, row.place, it.to, it.worst].map(f64::from), "{}", row.value);
    }

    // An input of weight 0 is out of the composite: then the third city has everything.
    let (_, firms) = race("?weight.output=0");
    assert_eq!(firms.ranked.iter().map(|row| row.place).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(firms.ranked[1].contributions, [0.0, 50.5]);
    // The same weights give the same intervals.
    assert_eq!(race("?weight.output=30").1, race("?weight.output=30").1);
    for (search, said) in
        [("?weight.moon=5", 1), ("?weight.output=0&weight.firms=0", 1), ("?agg=geometric&norm=rank", 1), ("?agg=geometric", 0)]
    {
        assert_eq!(race(search).0.notices.len(), said, "{search}");
    }
}

#[test]
fn holders_are_counted_between_bounds_until_rows_name_them() {
    let (_, comparison) = compare("?a=all&b=city%3D%E4%B9%99%E5%B8%82&b=city__missing%3Dany");
    let cells = |measure: &str| -> Vec<_> {
        let row = comparison.rows.iter().find(|row| row.measure.id == measure).expect("a measure");
        row.cells.iter().map(|cell| (cell.amount.value, cell.amount.bounds.map(|bounds| (bounds.low, bounds.high)))).collect()
    };
    // Twenty grades held, twelve of them low: 12 to 20 holders. The second city: six, three of them low. One firm has no city: one holder.
    assert_eq!(cells("holders"), [(None, Some((12.0, 20.0))), (None, Some((3.0, 6.0))), (Some(1.0), None)]);
    // Cities as holders: three are named, and each holds low, as does the one row that names nobody: it is a fourth.
    assert_eq!(cells("named_holders"), [(Some(4.0), None), (Some(1.0), None), (Some(1.0), None)]);

    let tile = |search: &str| {
        let report = small().ask(&format!("/small{search}")).expect("served").report();
        report.tiles.into_iter().find(|tile| tile.id == "holding").expect("a tile")
    };
    let (awards, bounds) = (tile(""), tile("?overlap=bounds"));
    assert_eq!((awards.values[0].value.value, bounds.values[0].value.value), (Some(20.0), None));
    assert_eq!(bounds.values[0].value.bounds.map(|it| (it.low, it.high)), Some((12.0, 20.0)));
    let switch = bounds.overlap.expect("a switch");
    assert_eq!(
        (switch.awards.to_string(), switch.bounds.to_string(), switch.is_bounds),
        ("/small".into(), "/small?overlap=bounds".into(), true)
    );
}

/// A column that tells lead firms: f02, f12 and f15.
fn with_lead(path: &str, text: &str) -> Option<String> {
    match path {
        "firms.csv" => {
            let flag = |line: &str| ["f02", "f12", "f15"].iter().any(|id| line.starts_with(id)).to_string();
            let line = |(at, line): (usize, &str)| format!("{line},{}\n", if at == 0 { "lead".to_string() } else { flag(line) });
            Some(text.lines().enumerate().map(line).collect())
        }
        "datapackage.json" => {
            let end = r#""categories": ["published", "inferred", "illustrative"], "constraints": { "required": true } }"#;
            Some(text.replace(end, &format!("{end}, {{ \"name\": \"lead\", \"type\": \"boolean\" }}")))
        }
        "dashboard.toml" => {
            let lead = "[lead]\nby = \"city\"\ntable = \"firms\"\nflag = \"lead\"\nname = \"name\"\nmeasures = [\"output\"]\n\n[race]";
            Some(text.replacen("[race]", lead, 1))
        }
        _ => None,
    }
}

#[test]
fn what_hangs_on_lead_firms() {
    let sheet = Changed(with_lead).engine().ask("/small/lead").and_then(|question| question.sheet()).expect("a view");
    let Body::Lead(lead) = sheet.body else { panic!("no lead firms") };
    assert_eq!((lead.without, lead.tables.len()), (0, 1));
    let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found == expected,
    };
    // Squares of 100, 200, 500, 60, 70, 80 over the square of their sum 1010; without 200 over that of 810.
    let (all, rest) = (314_900.0 / 1_020_100.0 * 1e4, 274_900.0 / 656_100.0 * 1e4);
    let expected = [
        ("甲市", "甲二", Some(1010.0), Some(810.0), Some(20_000.0 / 1010.0), Some(all), Some(rest), Some(1), Some(1)),
        // One output is negative: there are no shares.
        ("乙市", "乙四", Some(50.0), Some(10.0), Some(80.0), None, None, Some(2), Some(2)),
        // Nobody reports.
        ("丙市", "丙一", None, None, None, None, None, None, None),
    ];
    for (row, (label, name, total, without, share, hhi, hhi_without, place, place_without)) in lead.tables[0].rows.iter().zip(expected) {
        assert_eq!((row.label.zh.as_str(), row.leads.join(",").as_str()), (label, name));
        assert_eq!((row.total.value, row.without.value, row.place, row.place_without), (total, without, place, place_without), "{label}");
        assert!(near(row.share, share) && near(row.hhi, hhi) && near(row.hhi_without, hhi_without), "{label}: {row:?}");
    }
}

#[test]
fn charts_of_lead_firms() {
    // In `a` 60, 30 and 10, in `b` 50 and 50, in `c` 20 alone; the first of each leads. Then fourteen of 1 and 99.
    let rows = ["a,60,true", "a,30,false", "a,10,false", "b,50,true", "b,50,false", "c,20,true"].map(String::from);
    let more = (0..14).flat_map(|at| [format!("d{at},1,true"), format!("d{at},99,false")]);
    let engine = Made::default()
        .table("firms", "city:string output:integer lead:boolean", rows.into_iter().chain(more))
        .dimension("city", &["firms"])
        .measure("output", "firms", "kind = \"sum\"\ncolumn = \"output\"")
        .with("[lead]\nby = \"city\"\ntable = \"firms\"\nflag = \"lead\"\nname = \"city\"\nmeasures = [\"output\"]")
        .engine();
    let sheet = engine.ask("/made/lead").and_then(|question| question.sheet()).expect("a view");
    let Body::Lead(lead) = &sheet.body else { panic!("no lead firms") };
    let [share, hhi] = lead.tables[0].charts.as_slice() else { panic!("two charts") };
    assert_eq!((share.id.as_str(), hhi.id.as_str()), ("lead-share-output", "lead-hhi-output"));
    // The fifteen that hang most on them, of seventeen.
    let bars: Vec<_> = share.rows.iter().map(|row| (row.value.as_str(), row.amount.value, row.rank)).take(4).collect();
    assert_eq!(bars, [("c", Some(100.0), Some(1)), ("a", Some(60.0), Some(2)), ("b", Some(50.0), Some(3)), ("d0", Some(1.0), Some(4))]);
    assert_eq!((share.rows.len(), hhi.rows.len()), (15, 15));
    assert!(share.note.en.contains("15") && share.note.en.contains("17"), "{}", share.note.en);
    // 60² + 30² + 10², and 75² + 25² without the first; 50² + 50², and the other alone; alone, and nobody.
    let ends: Vec<Vec<_>> = hhi.rows.iter().map(|row| row.parts.iter().map(|part| part.value).collect()).take(3).collect();
    assert_eq!(ends, [vec![Some(10_000.0), None], vec![Some(4600.0), Some(6250.0)], vec![Some(5000.0), Some(10_000.0)]]);
}

#[test]
fn an_answer_rests_on_published_rows_and_leads_to_them() {
    let answer = |url: &str| {
        let Body::Answer(answer) = sheet(url).body else { panic!("no answer") };
        answer
    };
    let counted = |url: &str, id: &str| {
        answer(url).facts.into_iter().find_map(|fact| match fact {
            Fact::Counted { measure, amount, link, partial, largest, .. } if measure.id == id => Some((amount, link, partial, largest)),
            _ => None,
        })
    };
    let published = |url: &str| -> Vec<String> {
        let facts = answer(url).facts.into_iter();
        facts.filter_map(|fact| if let Fact::Published { statement, .. } = fact { Some(statement.id) } else { None }).collect()
    };
    assert_eq!(published("/small/answer"), ["s1", "s2", "s3", "s4", "s5", "s6"]);
    assert_eq!(published("/small/answer?city=%E4%B9%99%E5%B8%82"), ["s2", "s3"]);
    // The published figure speaks for the count of firms. Of output, without the illustrative and the inferred firm: 450 + 50 + 5.
    assert!(counted("/small/answer", "firms").is_none());
    let (amount, link, partial, largest) = counted("/small/answer", "output").expect("a sum");
    assert_eq!((amount.value, amount.rows, partial), (Some(505.0), 18, true));
    let largest = largest.expect("a largest city");
    assert_eq!((largest.label.zh.as_str(), largest.amount.value), ("甲市", Some(450.0)));
    assert!((largest.share - 45_000.0 / 505.0).abs() < 1e-9);
    for (link, rows) in [(link, amount.rows), (largest.link, largest.amount.rows)] {
        let report = small().ask(&link.to_string()).expect("served").report();
        assert_eq!(report.table.matched, rows, "{link}");
    }
    let (with, _, partial, _) = counted("/small/answer?illustrative=1", "output").expect("a sum");
    assert_eq!((with.value, with.rows, partial), (Some(1065.0), 20, false));
}

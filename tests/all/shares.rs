//! Shares and other ratios: of exact sums, rounded once; none of what is no whole: where a part is below zero or the whole is not above it.

use app::finding;
use data::Lang;
use data::report::Panel;
use data::sheet::Body;

use crate::made::Made;

/// Cities with these numbers, in two years.
fn made(numbers: &[(&str, f64)]) -> Made {
    let rows: Vec<String> = numbers.iter().map(|(city, number)| format!("{city},{number}")).collect();
    Made::default().table("rows", "city:string n:number", rows).dimension("city", &["rows"]).measure(
        "n",
        "rows",
        "kind = \"sum\"\ncolumn = \"n\"",
    )
}

fn panel(numbers: &[(&str, f64)], search: &str) -> Panel {
    let report = made(numbers).engine().ask(&format!("/made/explore?measure=n&by=city{search}")).expect("served").report();
    report.panels.into_iter().next().expect("a chart")
}

fn shares(panel: &Panel) -> Vec<Option<f64>> {
    panel.rows.iter().map(|row| row.share).chain(panel.others.as_ref().map(|others| others.share)).collect()
}

#[test]
fn only_parts_of_a_whole_have_shares() {
    type Case<'a> = (&'a [(&'a str, f64)], &'a [Option<f64>], &'a str, &'a str);
    let table: &[Case<'_>] = &[
        (&[("a", 30.0), ("b", 10.0)], &[Some(75.0), Some(25.0)], "a 30，占 75.0%，居首位", "前 2 项合计占 100.0%"),
        (&[("a", 100.0), ("b", -60.0), ("c", 10.0)], &[None; 3], "a 100，居首位", "a 100，居首位"),
        (&[("a", 1.0), ("b", -1.0)], &[None; 2], "a 1，居首位", "a 1，居首位"),
        (&[("a", -1.0), ("b", -3.0)], &[None; 2], "a −1，居首位", "a −1，居首位"),
        (&[("a", 0.0), ("b", 0.0)], &[None; 2], "2 项均为 0", "2 项均为 0"),
    ];
    for (numbers, expected, bars, pareto) in table {
        let bar = panel(numbers, "");
        assert_eq!(shares(&bar), *expected, "{numbers:?}");
        assert_eq!(finding::finding(&bar, Lang::Zh), *bars);
        assert_eq!(finding::finding(&panel(numbers, "&chart=pareto"), Lang::Zh), *pareto);
        // A bar of the rest has a share where the others have.
        let first = panel(numbers, "&top=1");
        assert_eq!(shares(&first).iter().all(Option::is_some), expected[0].is_some(), "{numbers:?}");
    }
    let parts = panel(&[("a", 100.0), ("b", -60.0), ("c", 10.0)], "&city=a&city=c");
    assert_eq!(finding::finding(&parts, Lang::Zh), "所选 2 项合计 110");
}

#[test]
fn sides_and_sentences_have_no_share_of_what_is_no_whole() {
    let engine = made(&[("a", 100.0), ("b", -60.0), ("c", 10.0)]).with("").engine();
    let sheet = engine.ask("/made/compare?a=city%3Da&b=city%3Db").and_then(|question| question.sheet()).expect("a comparison");
    let Body::Compare(comparison) = &sheet.body else { panic!("no comparison") };
    assert_eq!(comparison.rows[0].cells.iter().map(|cell| cell.share).collect::<Vec<_>>(), [None, None]);
}

/// Three rows of `x` over `y` by `d`, turned; in two years, that `x` grows from one to the other.
fn ratios(kind: &str, rows: &[[&str; 4]]) -> Made {
    let rows = rows.iter().map(|row| row.join(","));
    Made::default()
        .table("t", &format!("d:string year:year x:{kind} y:{kind}"), rows)
        .dimension("d", &["t"])
        .with("[[dimension]]\nid = \"year\"\nrole = \"year\"\ntitle = { zh = \"年\", en = \"year\" }\ncolumns = { t = \"year\" }\nfacet = true")
        .measure("sum", "t", "kind = \"sum\"\ncolumn = \"x\"\ndecimals = 1")
        .measure("mean", "t", "kind = \"mean\"\ncolumn = \"x\"")
        .measure("rate", "t", "kind = \"rate\"\nover = \"x\"\nunder = \"y\"\nfactor = 100")
        .measure("growth", "t", "kind = \"growth\"\ncolumn = \"x\"\nsplit = \"d\"\nstock = \"year\"")
}

/// Every ratio of the bundle, each from another part of the program.
fn every_ratio(made: &Made) -> Vec<(&'static str, Vec<Option<f64>>)> {
    let engine = made.engine();
    let panel = |search: &str| engine.ask(&format!("/made/explore?{search}")).expect("served").report().panels.remove(0);
    let sheet = |search: &str| engine.ask(&format!("/made/{search}")).and_then(|question| question.sheet()).expect("a sheet").body;
    let Body::Compare(comparison) = sheet("compare?a=d%3Da&b=d%3Db") else { panic!("no comparison") };
    let cells = &comparison.rows.iter().find(|row| row.measure.id == "sum").expect("a measure").cells;
    vec![
        ("shares", shares(&panel("measure=sum&by=d&chart=bar"))),
        ("shares with others", shares(&panel("measure=sum&by=d&chart=bar&top=1"))),
        (
            "shares of intervals",
            shares(&panel("measure=sum&by=d&chart=histogram")).into_iter().filter(|share| *share != Some(0.0)).collect(),
        ),
        ("mean", vec![panel("measure=mean&by=d").total.value]),
        ("rate", vec![panel("measure=rate&by=d").total.value]),
        ("growth", vec![panel("measure=growth&by=d").total.value]),
        ("sides", cells.iter().flat_map(|cell| [cell.share, cell.difference, cell.ratio]).collect()),
    ]
}

#[test]
fn ratios_are_of_exact_sums_and_rounded_once_in_any_order() {
    type Case<'a> = (&'a str, &'a [[&'a str; 4]], &'a [(&'a str, &'a [Option<f64>])]);
    let table: &[Case<'_>] = &[
        (
            "integer",
            &[["a", "2020", "9007199254740993", "1"], ["b", "2020", "9007199254740995", "2"], ["b", "2024", "9007199254740997", "4"]],
            &[
                // 9007199254740993, 18014398509481992 and 27021597764222985, of which none but the second is a double.
                ("shares", &[Some(66.666_666_666_666_67), Some(33.333_333_333_333_33)]),
                ("shares with others", &[Some(66.666_666_666_666_67), Some(33.333_333_333_333_33)]),
                ("mean", &[Some(9_007_199_254_740_995.0)]),
                // 27021597764222985 × 100 / 7.
                ("rate", &[Some(386_022_825_203_185_500.0)]),
                // 2 × 100 / 9007199254740995.
                ("growth", &[Some(2.220_446_049_250_312_4e-14)]),
                (
                    "sides",
                    &[
                        Some(33.333_333_333_333_33),
                        None,
                        None,
                        Some(66.666_666_666_666_67),
                        Some(9_007_199_254_740_999.0),
                        Some(2.000_000_000_000_000_4),
                    ],
                ),
            ],
        ),
        (
            "number",
            &[["a", "2020", "0.1", "0.3"], ["b", "2020", "0.7", "0.1"], ["b", "2024", "0.8", "0.2"]],
            &[
                // 1.5 and 0.1 of 1.6; the doubles would add up to 1.5999999999999999.
                ("shares", &[Some(93.75), Some(6.25)]),
                ("shares of intervals", &[Some(33.333_333_333_333_336), Some(33.333_333_333_333_336), Some(33.333_333_333_333_336)]),
                ("mean", &[Some(0.533_333_333_333_333_3)]),
                // 1.6 over 0.6.
                ("rate", &[Some(266.666_666_666_666_7)]),
                // 0.1 over 0.7.
                ("growth", &[Some(14.285_714_285_714_286)]),
                ("sides", &[Some(6.25), None, None, Some(93.75), Some(1.4), Some(15.0)]),
            ],
        ),
        (
            // More decimals than nine: doubles, whose exact sum is nearest to 1.45567901123.
            "number",
            &[["a", "2020", "0.12345678901", "1"], ["b", "2020", "0.34567890121", "1"], ["b", "2024", "0.98654332101", "1"]],
            &[("mean", &[Some(0.485_226_337_076_666_7)])],
        ),
    ];
    for (kind, rows, expected) in table {
        let found = every_ratio(&ratios(kind, rows));
        for (name, expected) in *expected {
            let (_, found) = found.iter().find(|(known, _)| known == name).expect("a ratio");
            assert_eq!(found, expected, "{name} of {rows:?}");
        }
        for turn in 1..rows.len() {
            let mut turned = rows.to_vec();
            turned.rotate_left(turn);
            assert_eq!(every_ratio(&ratios(kind, &turned)), found, "{turned:?}");
        }
    }
}

//! Shares of what is no whole: there are none where a part is below zero or the whole is not above it.

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

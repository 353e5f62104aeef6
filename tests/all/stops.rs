//! Work that nobody waits for any more ends: long loops look whether it is still wanted, as often as their steps are long.

use std::cell::Cell;
use std::rc::Rc;

use app::screen::{Columns, Screen};
use data::Lang;
use data::engine::Engine;
use data::stop::while_wanted;

use crate::made::Made;
use crate::size::crowd;

/// How often work looks. Stopped half way it does not go on.
fn looks(what: &str, work: impl Fn()) -> usize {
    let run = |most: usize| {
        let looked = Rc::new(Cell::new(0));
        let seen = looked.clone();
        let wanted = move || {
            seen.set(seen.get() + 1);
            seen.get() <= most
        };
        (while_wanted(wanted, &work).is_some(), looked.get())
    };
    let (done, whole) = run(usize::MAX);
    assert!(done, "{what}");
    assert_eq!(run(whole / 2), (false, whole / 2 + 1), "{what} goes on");
    whole
}

fn report(engine: &Engine, search: &str) -> data::Report {
    engine.ask(&format!("/made{search}")).expect("served").report()
}

#[test]
fn drawing_looks_at_every_mark() {
    let rows = (0..2_000).map(|at| format!("v{at:04},p{},{},{}", at % 5, at * 7 % 2_000, at * 13 % 2_000));
    let engine = Made::default()
        .table("rows", "d:string p:string x:integer y:integer", rows)
        .dimension("d", &["rows"])
        .dimension("p", &["rows"])
        .measure("x", "rows", "kind = \"sum\"\ncolumn = \"x\"")
        .measure("y", "rows", "kind = \"sum\"\ncolumn = \"y\"")
        .engine();
    for search in [
        "measure=x&by=d&chart=bar&top=400",
        "measure=x&by=d&against=y&chart=scatter",
        "measure=x&by=d&split=p&chart=heatmap",
        "measure=x&by=p&per=p&chart=bar",
    ] {
        let report = report(&engine, &format!("/explore?{search}"));
        let panel = &report.panels[0];
        let marks = panel.rows.len().max(panel.multiples.iter().map(|multiple| multiple.rows.len()).sum());
        assert!(panel.refused.is_empty() && marks >= 5, "{search}: {marks} marks");
        // Ink in two widths, a link and a line of the table for each.
        let found = looks(search, || drop(Screen::of(report.clone(), &Columns::default(), Lang::Zh)));
        assert!(found > 4 * marks, "{search}: {found} looks");
    }
}

#[test]
fn every_panel_of_a_page_looks() {
    let mut made =
        Made::default().table("rows", "d:string", ["a".to_string()]).dimension("d", &["rows"]).measure("count", "rows", "kind = \"count\"");
    for at in 0..40 {
        made = made.with(&format!(
            "[[panel]]\nid = \"p{at}\"\ntitle = {{ zh = \"p\", en = \"p\" }}\nkind = \"bar\"\nmeasure = \"count\"\nby = \"d\""
        ));
    }
    let engine = made.engine();
    assert!(looks("counting", || drop(report(&engine, ""))) > 40);
    let counted = report(&engine, "");
    assert!(looks("drawing", || drop(Screen::of(counted.clone(), &Columns::default(), Lang::Zh))) > 40);
}

#[test]
fn files_and_the_contest_look() {
    let engine = crowd();
    let whole = engine.ask("/made/explore?measure=n&by=d0").expect("served");
    let panel = whole.panel_whole("explore").expect("a chart");
    let found = looks("lines", || drop(server::panel::table(&panel, &whole)));
    assert!(found > 100_000, "{found} looks at 100,000 lines");
    let contest = engine.ask("/made/race?a1=a007").expect("served");
    let found = looks("contest", || assert!(contest.sheet().is_some()));
    assert!(found > 1_000, "{found} looks at 1,000 sets of weights");
}

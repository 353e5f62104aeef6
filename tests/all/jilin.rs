//! The shipped bundle `jilin` against what the reply publishes: 56 sub-clusters, 9 prefectures, 31 in the corridor, 4/7/50/96 by grade;
//! and that a choice changes everything alike.

use std::collections::BTreeMap;
use std::path::Path;

use data::report::{Panel, Report};
use data::{Basis, Lang};

use crate::shipped;

fn ask(search: &str) -> Report {
    let report = shipped().ask(&format!("/jilin{search}")).expect("jilin is served").report();
    assert!(report.notices.is_empty(), "{search}: {:?}", report.notices);
    report
}

fn panel<'a>(report: &'a Report, id: &str) -> &'a Panel {
    report.panels.iter().find(|panel| panel.id == id).unwrap_or_else(|| panic!("no panel {id}"))
}

fn bars(panel: &Panel) -> BTreeMap<String, f64> {
    panel.rows.iter().map(|row| (row.label.get(Lang::Zh).to_string(), row.amount.value.unwrap_or(0.0))).collect()
}

#[test]
fn every_shipped_bundle_is_served() {
    let engine = shipped();
    assert!(engine.faulty().is_empty(), "{:?}", engine.faulty());
    assert_eq!(engine.bundles().map(|store| store.schema.id.clone()).collect::<Vec<_>>(), ["jilin", "national"]);
    for store in engine.bundles() {
        let report = engine.ask(&format!("/{}", store.schema.id)).expect("served").report();
        assert_eq!(report.panels.len(), store.schema.panels.len(), "{}: every panel is answered", store.schema.id);
        assert_eq!(report.tiles.len(), store.schema.tiles.len(), "{}: every tile is answered", store.schema.id);
    }
}

#[test]
fn published_totals_are_met() {
    let report = ask("");
    let cities = bars(panel(&report, "clusters_by_city"));
    assert_eq!((cities.len(), cities.values().sum::<f64>()), (9, 56.0));
    let marked: f64 =
        panel(&report, "clusters_by_city").rows.iter().filter(|row| row.marked).map(|row| row.amount.value.unwrap_or(0.0)).sum();
    assert_eq!(marked, 31.0);
    assert_eq!(ask("?corridor=true").counts[0].matched, 31);
    let grades = bars(panel(&report, "awards_by_grade"));
    let expected = [("省级数字化车间（生产线）", 96.0), ("省级智能工厂", 50.0), ("省级未来工厂", 7.0), ("国家卓越级智能工厂", 4.0)];
    assert_eq!(grades, expected.into_iter().map(|(name, count)| (name.to_string(), count)).collect());
    for id in ["clusters_by_industry", "clusters_by_tier"] {
        let panel = panel(&report, id);
        let rest = panel.others.as_ref().and_then(|others| others.amount.value).unwrap_or(0.0);
        assert_eq!(bars(panel).values().sum::<f64>() + rest, 56.0, "{id}");
    }
    let tiles: Vec<_> = report
        .tiles
        .iter()
        .flat_map(|tile| &tile.values)
        .filter_map(|value| Some((value.total.value?, value.published.as_ref()?.value)))
        .collect();
    assert!(tiles.len() >= 6, "tiles with a published figure: {tiles:?}");
    assert!(tiles.iter().all(|(counted, published)| counted == published), "{tiles:?}");
}

/// Four grades, 157 awards: at least the 96 of the commonest grade, at most all.
#[test]
fn facilities_lie_between_bounds() {
    let report = ask("?overlap=bounds");
    let tile = report.tiles.iter().find(|tile| tile.id == "facilities").expect("a tile");
    assert_eq!(tile.values[0].value.bounds.map(|bounds| (bounds.low, bounds.high)), Some((96.0, 157.0)));
    assert!(tile.overlap.as_ref().is_some_and(|overlap| !overlap.why.is_empty()), "what the bounds assume is said");
}

#[test]
fn choosing_a_city_changes_everything_alike() {
    let all = ask("");
    let chosen = ask("?city=%E9%95%BF%E6%98%A5%E5%B8%82");
    let clusters = bars(panel(&all, "clusters_by_city"))["长春市"];
    assert_eq!(f64::from(chosen.counts[0].matched), clusters);
    assert_eq!(chosen.tiles.iter().find(|tile| tile.id == "clusters").and_then(|tile| tile.values[0].value.value), Some(clusters));
    assert_eq!(f64::from(chosen.table.matched), clusters);
    let rows = shipped().ask_table("/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82", "clusters").and_then(|question| question.rows());
    assert_eq!(rows.map(|rows| rows.len() as f64), Some(clusters));
    assert_eq!(panel(&chosen, "clusters_by_city").rows.iter().filter(|row| row.selected).count(), 1);
    assert_eq!(bars(panel(&chosen, "clusters_by_city")), bars(panel(&all, "clusters_by_city")), "a chart keeps its own context");
    for (before, after) in all.panels.iter().zip(&chosen.panels).filter(|(panel, _)| panel.by != "city") {
        assert_ne!(before.total.value, after.total.value, "{}", before.id);
    }
    for (before, after) in all.counts.iter().zip(&chosen.counts) {
        assert!(after.matched < before.matched, "{}", before.table);
    }
}

#[test]
fn what_is_counted_from_illustrative_rows_says_so() {
    let report = ask("");
    for panel in &report.panels {
        let illustrative = panel.rows.iter().any(|row| row.amount.illustrative > 0);
        assert_eq!(panel.basis == Basis::Illustrative, illustrative, "{}", panel.id);
        let finding = app::finding::finding(panel, Lang::Zh);
        assert_eq!(finding.starts_with("示例："), illustrative, "{}: {finding}", panel.id);
    }
    let published = ask("?basis=published&basis=inferred");
    for panel in published.panels.iter().filter(|panel| panel.ignores.is_empty() && panel.total.rows > 0) {
        assert_ne!(panel.basis, Basis::Illustrative, "{}", panel.id);
    }
    // No award has a published record: its zeros rest on the rows that there are, and nobody published them.
    let awards = published.panels.iter().find(|panel| panel.id == "awards_by_grade").expect("a panel");
    assert_eq!((awards.total.value, awards.total.rows, awards.basis), (Some(0.0), 0, Basis::Illustrative));
    assert!(awards.rows.iter().all(|row| row.amount.value == Some(0.0) && row.amount.basis == Basis::Illustrative));
}

/// Where the reply's text lies; in CI it must.
fn reply() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts/jilin-reply-2025-43.txt");
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Some(text.split_whitespace().collect());
    }
    assert!(std::env::var("CI").is_err(), "{} is missing in CI", path.display());
    println!("not run: {} is not here", path.display());
    None
}

#[test]
fn every_figure_of_the_reply_has_an_honest_status() {
    use data::statement::Qualifier::{Cumulative, Exact, Nearly, Over};
    use data::statement::Status::{Constructed, NotComputable};
    let sheet = shipped().ask("/jilin/reconcile").and_then(|question| question.sheet()).expect("a reconciliation");
    let data::sheet::Body::Reconcile(reconciliation) = &sheet.body else { panic!("no reconciliation") };
    // The thirty figures in the order of the text: value, qualifier, whose it is, what became of its check.
    let expected = [
        (167.0, Exact, "全省", NotComputable),
        (74.0, Exact, "全省", NotComputable),
        (4.0, Exact, "全省", NotComputable),
        (26.0, Exact, "全省", NotComputable),
        (37.0, Exact, "全省", NotComputable),
        (4.0, Cumulative, "全省", Constructed),
        (7.0, Cumulative, "全省", Constructed),
        (50.0, Cumulative, "全省", Constructed),
        (96.0, Cumulative, "全省", Constructed),
        (13.0, Exact, "一汽集团", NotComputable),
        (1e8, Over, "一汽集团", NotComputable),
        (61.0, Exact, "全省", NotComputable),
        (41.0, Exact, "一汽集团", NotComputable),
        (870.0, Cumulative, "一汽集团", NotComputable),
        (14086.0, Exact, "一汽集团", NotComputable),
        (132.0, Exact, "一汽集团", NotComputable),
        (9.0, Exact, "一汽集团", NotComputable),
        (8.0, Exact, "长春汽车产业集群", NotComputable),
        (4.0, Exact, "长春汽车产业集群", NotComputable),
        (60.0, Over, "吉林化工产业集群", NotComputable),
        (130.0, Over, "吉林化工产业集群", NotComputable),
        (2.0, Exact, "长春先进轨道交通装备产业集群", NotComputable),
        (3.0, Exact, "长春先进轨道交通装备产业集群", NotComputable),
        (3.0, Exact, "长春轨道交通装备产业集群", NotComputable),
        (3.0, Exact, "长春轨道交通装备产业集群", NotComputable),
        (10.0, Exact, "全省", NotComputable),
        (56.0, Exact, "全省", Constructed),
        (9.0, Exact, "全省", Constructed),
        (31.0, Exact, "长春四辽吉松工业走廊", Constructed),
        (300.0, Nearly, "吉林市化工集群", NotComputable),
    ];
    let found: Vec<_> = reconciliation
        .rows
        .iter()
        .map(|row| (row.statement.value, row.statement.qualifier, row.statement.subject.zh.as_str(), row.status))
        .collect();
    assert_eq!(found, expected);
    for row in &reconciliation.rows {
        assert_eq!(row.status == NotComputable, !row.why.is_empty(), "{}: why it cannot be computed", row.statement.id);
        assert!(row.status == NotComputable || row.rows.is_some(), "{}: the rows counted", row.statement.id);
    }
    let part = reconciliation.rows[28].part.as_ref().expect("31 of 56");
    assert_eq!((part.whole.value, part.holds), (56.0, true));
    let Some(reply) = reply() else { return };
    for row in &reconciliation.rows {
        assert!(reply.contains(&row.statement.phrase), "{}: “{}” is not in the reply", row.statement.id, row.statement.phrase);
    }
}

/// From any number of an answer one step leads to just the rows that it counts, a measure's own conditions among them.
#[test]
fn the_rows_behind_an_answer_are_those_counted() {
    for search in ["", "?illustrative=1", "?city=%E9%95%BF%E6%98%A5%E5%B8%82&illustrative=1", "?corridor=true"] {
        let sheet = shipped().ask(&format!("/jilin/answer{search}")).and_then(|question| question.sheet()).expect("an answer");
        let data::sheet::Body::Answer(answer) = sheet.body else { panic!("no answer") };
        let mut counted = 0;
        for fact in &answer.facts {
            let data::sheet::Fact::Counted { measure, amount, link, largest, .. } = fact else { continue };
            let largest = largest.iter().map(|largest| (largest.amount.rows, &largest.link));
            for (rows, link) in [(amount.rows, link)].into_iter().chain(largest) {
                let report = shipped().ask(&link.to_string()).expect("served").report();
                assert!(report.notices.is_empty(), "{link}: {:?}", report.notices);
                assert_eq!(report.table.matched, rows, "{search} {}: {link}", measure.id);
                counted += 1;
            }
        }
        assert!(counted >= 3, "{search}: {counted} numbers");
    }
}

//! Warnings: what is odd about a bundle that is served all the same.

use data::engine::fault::{Fault, FaultReport};
use data::{Lang, Text};

use super::{base, faults, place, sound};
use crate::asked::get_from;
use crate::made::Made;

#[test]
fn warnings_are_capped_and_counted_as_faults_are_and_are_no_faults() {
    let mut report = FaultReport::new("base");
    for row in 0..250u64 {
        let text = || Text::new("此值与另一值相似。", "The value looks like another.");
        report.warn_with("alike", || Fault::new("firms.csv", "alike", text()).row(row + 2).column("city").value("甲 市"));
    }
    assert!(report.is_empty(), "a warning is no fault");
    assert_eq!((report.warnings.list.len(), report.warnings.count()), (100, 250));
    let printed = report.print(Lang::En);
    assert!(printed.starts_with("warning: firms.csv:2 city \"甲 市\": The value looks like another. (alike)\n"), "{printed}");
    assert!(printed.ends_with("warning: alike: 100 of 250 listed\nbundle base: 0 faults\n"), "{printed}");
    assert!(report.print(Lang::Zh).starts_with("提示：firms.csv:2 city \"甲 市\": 此值与另一值相似。 (alike)\n"));
}

#[test]
fn values_that_look_alike_stay_apart_with_both_spellings_in_a_warning() {
    let firm = |id: &str, flag: &str| format!("{id},甲市,low,2001,1,,2024-12-31,{flag},published\n");
    for (spelling, other, shown) in [
        ("甲市 ", "甲市", r"“甲市\u{20}” looks like “甲市” on line 3 of firms.csv"),
        ("　甲市", "甲市", r"“\u{3000}甲市” looks like “甲市” on line 3 of firms.csv"),
        ("\u{feff}甲市", "甲市", r"“\u{feff}甲市” looks like “甲市” on line 3 of firms.csv"),
        ("Ａ市", "A市", "“Ａ市” looks like “A市” on line 3 of firms.csv"),
        ("高新（北）", "高新(北)", "“高新（北）” looks like “高新(北)” on line 3 of firms.csv"),
        ("cafe\u{301}", "café", r"“cafe\u{301}” looks like “café” on line 3 of firms.csv"),
    ] {
        let text = format!("id,city,grade,founded,output,staff,day,flag,basis\n{}{}", firm("f1", spelling), firm("f2", other));
        let bundle = sound(&base().file("firms.csv", text));
        let warnings = &bundle.warnings.list;
        assert_eq!(warnings.len(), 1, "{spelling:?}: {warnings:#?}");
        assert_eq!(place(&warnings[0]), format!("firms.csv:2 flag {spelling:?} alike"));
        assert!(warnings[0].text.en.starts_with(shown), "{}", warnings[0].text.en);
    }
    // What a key or a dimension holds together is compared over its tables: 甲市 is the first of cities.csv.
    let report = faults(&base().with("firms.csv", "f1,甲市", "f1,甲市 "));
    assert!(report.warnings.list[0].text.en.contains("“甲市” on line 2 of cities.csv"), "{report}");
    assert_eq!((report.count(), report.warnings.count()), (1, 1), "{report}");
}

#[test]
fn every_page_of_a_bundle_says_how_many_warnings_it_has() {
    let engine = Made::default()
        .table("firms", "id:string park:string", ["f1,甲园".to_string(), "f2,甲园 ".to_string()])
        .dimension("park", &["firms"])
        .measure("firms", "firms", "kind = \"count\"")
        .engine();
    for page in ["/made", "/made/explore", "/made/compare", "/made/answer", "/made/facet/park"] {
        let (status, body) = get_from(&engine, page);
        assert_eq!(status, 200, "{page}");
        assert!(body.contains("数据提示 1 处") && body.contains("href=\"/#made\""), "{page}");
    }
}

#[test]
fn a_search_finds_what_looks_alike() {
    let small =
        crate::Changed(|path, text| (path == "firms.csv").then(|| text.replace("甲五", "Ａpex（一）").replace("甲四", "cafe\u{301}")))
            .engine();
    for (words, found) in [("apex(一)", 1), ("ＡＰＥＸ（", 1), ("CAFÉ", 1), ("cafe\u{301}", 1), ("cafe", 0)] {
        for key in ["q", "firms.name__contains"] {
            let url: String = format!("/small?tab=firms&{key}={words}").replace('（', "%EF%BC%88");
            let report = small.ask(&url).expect("the bundle").report();
            assert_eq!((report.table.matched, report.notices.len()), (found, 0), "{url}");
        }
    }
}

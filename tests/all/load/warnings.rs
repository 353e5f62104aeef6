//! Warnings: what is odd about a bundle that is served all the same.

use data::Lang;
use data::Text;
use data::engine::fault::{Fault, FaultReport};

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

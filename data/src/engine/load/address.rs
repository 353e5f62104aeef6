//! Where a bundle's links may lead: a source's or a licence's `path` stands on pages as a link. Called by `load`.

use url::{ParseError, Url};

use super::super::fault::FaultReport;
use super::package::{Package, SourceJson};
use super::{Faults, PACKAGE};
use crate::Text;

/// Every address of the package and its resources.
pub(super) fn check(package: &Package, report: &mut FaultReport) {
    let mut faults = Faults { report, file: PACKAGE, line: None, place: "package".to_string() };
    of(&package.sources, "sources", &mut faults);
    of(&package.licenses, "licenses", &mut faults);
    for resource in &package.resources {
        faults.place = format!("resource {}", resource.name);
        of(resource.sources.as_deref().unwrap_or_default(), "sources", &mut faults);
    }
}

fn of(list: &[SourceJson], key: &str, faults: &mut Faults<'_>) {
    for path in list.iter().filter_map(|one| one.path.as_deref()) {
        if !is_safe(path) {
            let text = Text::new(
                "链接只能以 https:、http: 或 mailto: 开头；也可以写数据包内的文件路径（不作为链接显示）。",
                "Expected an address that begins with https:, http: or mailto:, or the path of a file in the bundle, which is not shown as a link.",
            );
            faults.add("link", &format!("{key}: path"), path, text);
        }
    }
}

/// Read as a browser would, so that ` java⇥script:` is what it is there. The standard allows the path of a file too.
fn is_safe(path: &str) -> bool {
    match Url::parse(path) {
        Ok(url) => matches!(url.scheme(), "https" | "http" | "mailto"),
        Err(ParseError::RelativeUrlWithoutBase) => !path.starts_with(['/', '\\']),
        Err(_) => false,
    }
}

//! What ids, column names and file paths may look like: they stand in URLs. Used by `load`, `tables` and `board`.

use crate::Text;
use crate::query::{CHART, RESERVED, WEIGHT};
use crate::sheet::VIEWS;

/// Names that a bundle cannot have: the server answers to them itself.
const TAKEN: [&str; 7] = ["pkg", "api", "healthz", "readyz", "metrics", "new", "keyboard"];

/// A bundle: `a-z`, `0-9`, `-`, beginning with a letter.
pub(super) fn is_bundle(id: &str) -> bool {
    begins_well(id) && id.bytes().all(|byte| is_lower(byte) || byte == b'-') && !TAKEN.contains(&id)
}

/// A dimension, measure, tile or panel: `a-z`, `0-9`, `-`, `_`, beginning with a letter; `__` begins an operator.
pub(super) fn is_id(id: &str) -> bool {
    begins_well(id) && id.bytes().all(|byte| is_lower(byte) || matches!(byte, b'-' | b'_')) && is_no_operator(id)
}

/// A table: any words that `table.column__gte` and the address of a file can name, and that neither a view nor a kind of parameter has.
pub(super) fn is_table(name: &str) -> bool {
    let is_plain = name.chars().all(|char| !char.is_control() && !matches!(char, '/' | '\\'));
    let is_taken = VIEWS.contains(&name) || matches!(name, "report" | "panels" | "embed") || format!("{name}.").starts_with(WEIGHT);
    !name.is_empty() && is_plain && name.trim() == name && !name.starts_with(['.', '-']) && is_no_operator(name) && !is_taken
}

/// A key of a URL: an id that no parameter has.
pub(super) fn is_key(id: &str) -> bool {
    is_id(id) && !RESERVED.contains(&id) && !CHART.contains(&id)
}

/// A column: any words that `table.column__gte`, `sort=-column` and `cols=column` can name.
pub(super) fn is_column(name: &str) -> bool {
    let is_plain = name.chars().all(|char| !char.is_control());
    !name.is_empty() && is_plain && name.trim() == name && !name.starts_with('-') && name != "all" && is_no_operator(name)
}

/// A path as the bundle's folder has it: `./` at its beginning is nothing.
pub(super) fn inside(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// A data file inside the bundle's folder.
pub(super) fn is_path(path: &str) -> bool {
    let is_plain = path.chars().all(|char| !char.is_control() && !matches!(char, '\\' | ':'));
    is_plain && path.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
}

/// What a path should look like.
pub(super) fn path_text() -> Text {
    Text::new(
        "应为数据包文件夹内的相对路径，不含 ..、\\、: 或网址。",
        "Expected a path inside the bundle's folder, relative, without .., \\, : or an address.",
    )
}

/// A file that is read as CSV.
pub(super) fn is_csv(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"))
}

fn begins_well(id: &str) -> bool {
    id.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
}

fn is_lower(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// A `_` at the end would run into the operator's.
fn is_no_operator(id: &str) -> bool {
    !id.contains("__") && !id.ends_with('_')
}

//! Names of downloads: what it is and under which filter, in the reader's language (RFC 5987), with a plain one for old programs.

use data::Lang;
use data::report::{BundleInfo, Chip};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters that RFC 5987 lets stand.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Characters of a name at most, so that every file system takes it.
const LONGEST: usize = 80;

/// The header `Content-Disposition` of a download: `plain.ending` for old programs, `bundle-what-filter.ending` for the rest.
pub fn disposition(bundle: &BundleInfo, plain: &str, what: &str, chips: &[Chip], lang: Lang, ending: &str) -> String {
    let name = utf8_percent_encode(&format!("{}.{ending}", name(bundle, what, chips, lang)), VALUE).to_string();
    let plain = plain.replace(|char: char| !char.is_ascii_alphanumeric() && !matches!(char, '-' | '.' | '_'), "_");
    format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{name}")
}

fn name(bundle: &BundleInfo, what: &str, chips: &[Chip], lang: Lang) -> String {
    let filter: Vec<&str> = chips.iter().map(|chip| chip.text.get(lang)).collect();
    let mut name = format!("{}-{what}", bundle.title.get(lang));
    if !filter.is_empty() {
        name = format!("{name}-{}", filter.join(","));
    }
    let safe = |c: char| match c {
        '/' | '\\' | '*' | '?' | '"' | '<' | '>' | '|' | ':' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = name.chars().map(safe).collect();
    if name.chars().count() <= LONGEST { name } else { name.chars().take(LONGEST - 1).chain(['…']).collect() }
}

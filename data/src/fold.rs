//! Texts as a reader's search takes them: letters of either case, composed or decomposed, of full or half width are alike (NFKC, then lower
//! case). Only the engine searches, so only it carries the tables for that. Used by `plan` and `engine::filter`.

/// A text as it is searched.
#[cfg(feature = "engine")]
pub(crate) fn folded(text: &str) -> String {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.to_lowercase(),
        // Once more: the lower case of İ is an i and a mark.
        _ => text.nfkc().collect::<String>().to_lowercase().nfkc().collect(),
    }
}

/// A text as it would be searched.
#[cfg(not(feature = "engine"))]
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase()
}

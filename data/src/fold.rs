//! Texts as a reader's search takes them: letters of either case, composed or decomposed, of full or half width are alike (NFKC, then lower
//! case). Only the engine searches, so only it carries the tables for that.

/// Whether a text has only characters that stand for nothing else: ASCII and the common Chinese ones.
#[cfg(feature = "engine")]
pub(crate) fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|char| char.is_ascii() || matches!(char, '\u{4e00}'..='\u{9fff}'))
}

/// A text as it is searched.
#[cfg(feature = "engine")]
pub(crate) fn folded(text: &str) -> String {
    if is_plain(text) { text.to_ascii_lowercase() } else { normalized(text) }
}

#[cfg(feature = "engine")]
fn normalized(text: &str) -> String {
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

#[cfg(all(test, feature = "engine"))]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_are_folded_as_all_are() {
        let plain = (0..=0x7f).chain(0x4e00..=0x9fff).filter_map(char::from_u32);
        let text: String = plain.collect();
        assert!(is_plain(&text) && folded(&text) == normalized(&text));
        for text in ["é", "Ａ", "㈱", "İ", "\u{f900}", "ﬁ", "\u{301}"] {
            assert!(!is_plain(text), "{text}");
        }
        assert_eq!(["Ａb汽", "É", "㈱"].map(folded), ["ab汽", "é", "(株)"]);
    }
}

//! Text in files that a spreadsheet opens: what it would run as a formula begins with an apostrophe there, and without it here. Called by every
//! file that is written, and by the reading of tables, so that our own files can be read back.

use std::borrow::Cow;

/// Whether a text, after any apostrophes, begins as a formula does, in either width, or with a control character.
fn is_formula(text: &str) -> bool {
    // Letters, digits and what is written in three bytes but for the last of them begin nothing: most texts.
    if text.as_bytes().first().is_none_or(|first| first.is_ascii_alphanumeric() || (0xe0..0xef).contains(first)) {
        return false;
    }
    let first = text.trim_start_matches('\'').chars().next();
    first.is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || first.is_control())
}

/// A text as a file has it: with an apostrophe before it where it matches `'*[=+\-@＝＋－＠ or control]`. Numbers never pass here.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A text as a file has it without the apostrophe that [`guarded`] put there.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_one_apostrophe() {
        for (text, file) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-乙五", "'-乙五"),
            ("@sum", "'@sum"),
            ("＝1", "'＝1"),
            ("＋", "'＋"),
            ("－3", "'－3"),
            ("＠", "'＠"),
            ("\t=1", "'\t=1"),
            ("\r", "'\r"),
            ("\n=1", "'\n=1"),
            ("\u{0}", "'\u{0}"),
            ("\u{85}x", "'\u{85}x"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("", ""),
            ("a=1", "a=1"),
            ("−1", "−1"),
        ] {
            assert_eq!(guarded(text), file, "{text:?}");
            assert_eq!(unguarded(file), text, "{file:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "['=+@＝－\\-\t\r\nx]{0,6}|.{0,9}") {
            let file = guarded(&text);
            prop_assert_eq!(unguarded(&file), &text);
            prop_assert!(!file.starts_with(|first: char| "=+-@＝＋－＠".contains(first) || first.is_control()));
        }
    }
}

//! Texts of table cells on two lines at most: each says how wide it must be for that, and its column is never narrower. Called by the tables.

#[cfg(feature = "ssr")]
use data::Lang;
use leptos::prelude::*;

use super::live::el;
#[cfg(feature = "ssr")]
use super::tongue::tongue;

/// Texts up to this width stand in one line, in tenths of an em, as all widths here.
const LINE: usize = 80;

/// Texts beyond this width take more lines rather than make their column wider.
const MOST: usize = 320;

/// A text that takes two lines at most; a short one takes one.
#[cfg(feature = "ssr")]
pub(crate) fn wrapped(text: &str, lang: Lang) -> AnyView {
    around(text, vec![el!("span" { "lang" = tongue(text, lang) } [text])])
}

/// What says `text`, a link or a text with its mark, on two lines at most.
pub(crate) fn around(text: &str, what: Vec<AnyView>) -> AnyView {
    el!("span" { "class" = class(text), "style" = least(text) } [what])
}

/// The class of a text's element: nothing where it stands in one line.
pub(crate) fn class(text: &str) -> &'static str {
    if width(text) > LINE { "wrapped" } else { "" }
}

/// The least width of a text's element, for its style.
pub(crate) fn least(text: &str) -> String {
    let least = half(text).min(MOST);
    if width(text) > LINE { format!("--least:{}.{}em", least / 10, least % 10) } else { String::new() }
}

/// The width of the wider line where a text is broken best, and a little for fonts that are wider than reckoned.
fn half(text: &str) -> usize {
    let whole = width(text);
    let (mut before, mut best, mut last) = (0, whole, ' ');
    for c in text.chars() {
        if last == ' ' || advance(c) == EM || advance(last) == EM {
            best = best.min(before.max(whole - before));
        }
        before += advance(c);
        last = c;
    }
    best + 6
}

fn width(text: &str) -> usize {
    text.chars().map(advance).sum()
}

const EM: usize = 10;

/// Han and full-width characters are an em wide, others less.
fn advance(c: char) -> usize {
    if (c as u32) < 0x2E80 { 6 } else { EM }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_longer_line() {
        // Eight characters stand in one line; ten Han break after five; of words the longer line has `enterprises`, eleven letters of 0.6 em.
        for (text, says) in [("长春市汽车集群", ""), ("吉林省先进制造业集群", "--least:5.6em"), ("Lead enterprises", "--least:7.2em")]
        {
            assert_eq!(least(text), says, "{text}");
        }
        assert_eq!(least(&"字".repeat(90)), "--least:32.0em");
    }
}

//! The language of words that are not in the page's: names and quotations that a bundle has in one language only. Called by whoever writes such words.

use data::Lang;

/// The `lang` of a text on a page in `lang`; `None` where it is the page's own.
pub(crate) fn tongue(text: &str, lang: Lang) -> Option<String> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let is_word = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_other = match lang {
        Lang::En => text.contains(is_han),
        // Two words of it: a lone one is a name or a code, which Chinese has too.
        Lang::Zh => !text.contains(is_han) && text.split([' ', ',', '.']).filter(|word| is_word(word)).nth(1).is_some(),
    };
    is_other.then(|| lang.other().tag().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_the_other_language_says_so() {
        for (text, lang, tag) in [
            ("国家统计局 2020", Lang::En, Some("zh-CN")),
            ("National Bureau of Statistics", Lang::En, None),
            ("National Bureau of Statistics, 2020", Lang::Zh, Some("en")),
            ("Apache ECharts 4.9.0", Lang::Zh, Some("en")),
            ("Apache ECharts 地图标注点", Lang::Zh, None),
            ("HHI", Lang::Zh, None),
            ("r43-01", Lang::Zh, None),
            ("", Lang::En, None),
        ] {
            assert_eq!(tongue(text, lang).as_deref(), tag, "{text}");
        }
    }
}

//! Labels in the two languages of the interface. Used by the schema, the report and every message.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The code used in URLs and cookies: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The BCP 47 tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Reads `zh` or `en`.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The other language.
    pub fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }
}

/// A label in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages, given.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The same words in both languages: names, codes, numbers.
    pub fn same(word: impl Into<String>) -> Text {
        let word = word.into();
        Text { zh: word.clone(), en: word }
    }

    /// A value in the place of its label: itself, but the empty text, which would leave a gap, has a name.
    pub fn of_value(value: &str) -> Text {
        if value.is_empty() { Text::new("（空）", "(empty)") } else { Text::same(value) }
    }

    /// With another text in brackets behind it, where that is not empty.
    pub fn in_brackets(&self, other: &Text) -> Text {
        let with = |text: &str, other: &str, open: &str, close: &str| {
            if other.is_empty() { text.to_string() } else { format!("{text}{open}{other}{close}") }
        };
        Text::new(with(&self.zh, &other.zh, "（", "）"), with(&self.en, &other.en, " (", ")"))
    }

    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// True when neither language has a word.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// A count with the English word for one or for more, commas between thousands: `1 row`, `2,002 rows`.
pub fn counted(count: usize, [one, more]: [&str; 2]) -> String {
    format!("{} {}", grouped(&count.to_string()), if count == 1 { one } else { more })
}

/// A written number with commas between thousands: `12345.5` is `12,345.5`. What is no plain number stays.
pub fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("\u{2212}", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let is_plain = !whole.is_empty() && whole.bytes().chain(part.unwrap_or_default().bytes()).all(|byte| byte.is_ascii_digit());
    if !is_plain {
        return number.to_string();
    }
    let mut text = sign.to_string();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push('.');
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands() {
        for (number, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.25", "−1,234,567.25"),
            ("0.5", "0.5"),
            ("1e9", "1e9"),
            ("甲", "甲"),
            ("", ""),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}

//! How a value is spelled in an address: as it is, or as a JSON string where it would say nothing (it is empty), would be taken for one (it begins
//! with `"`), or would not survive a form or a careless decoder (line ends, U+FFFD). Called by the codec, and by whoever writes fields of forms.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The value as a link or a field of a form has it.
pub fn spelled(value: &str) -> Cow<'_, str> {
    if !value.is_empty() && !value.starts_with('"') && !value.contains(['\r', '\n', '\u{fffd}']) {
        return Cow::Borrowed(value);
    }
    let mut json = String::from('"');
    for char in value.chars() {
        match char {
            '"' | '\\' => json.extend(['\\', char]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\u{fffd}' => json.push_str("\\ufffd"),
            '\0'..' ' => {
                json.push_str("\\u00");
                json.extend([char as u32 / 16, char as u32 % 16].into_iter().filter_map(|digit| char::from_digit(digit, 16)));
            }
            _ => json.push(char),
        }
    }
    json.push('"');
    Cow::Owned(json)
}

/// The value that a link or a field of a form means. `None`: it begins with `"` and is no JSON string.
pub(super) fn meant(spelled: String) -> Option<String> {
    if !spelled.starts_with('"') {
        return Some(spelled);
    }
    let mut at = 1;
    json_string(&spelled, &mut at).filter(|_| at == spelled.len())
}

/// Reads the rest of a JSON string, from behind its opening quote to behind its closing one.
pub fn json_string(json: &str, at: &mut usize) -> Option<String> {
    let mut text = String::new();
    loop {
        let rest = json.get(*at..)?;
        let plain = rest.find(['"', '\\'])?;
        text.push_str(&rest[..plain]);
        *at += plain + 1;
        if rest.as_bytes()[plain] == b'"' {
            return Some(text);
        }
        text.push(escaped(json, at)?);
    }
}

fn escaped(json: &str, at: &mut usize) -> Option<char> {
    let escape = *json.as_bytes().get(*at)?;
    *at += 1;
    Some(match escape {
        b'"' | b'\\' | b'/' => escape as char,
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => {
            let high = hex(json, at)?;
            if !(0xD800..0xDC00).contains(&high) {
                return char::from_u32(high);
            }
            json.get(*at..)?.starts_with("\\u").then(|| *at += 2)?;
            let low = hex(json, at)?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            return char::from_u32(0x10000 + ((high - 0xD800) << 10) + low);
        }
        _ => return None,
    })
}

fn hex(json: &str, at: &mut usize) -> Option<u32> {
    let digits = json.get(*at..*at + 4)?;
    *at += 4;
    u32::from_str_radix(digits, 16).ok()
}

/// An address as it is read: letters and signs of other scripts as they are; what would end it, or is not seen, stays escaped.
pub fn readable(address: &str) -> String {
    let is_seen = |c: char| {
        !c.is_ascii()
            && (c.is_alphanumeric() || matches!(c, '·' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}'))
    };
    let mut text = String::new();
    let mut at = 0;
    while let Some(c) = address[at..].chars().next() {
        // The longest character is four bytes, an escape each.
        let escaped = (2..=4).find_map(|length| {
            let escapes = address.get(at..at + 3 * length).filter(|_| c == '%')?;
            let decoded = percent_decode_str(escapes).decode_utf8().ok()?;
            let mut chars = decoded.chars();
            let seen = chars.next().filter(|c| chars.next().is_none() && is_seen(*c))?;
            Some((seen, escapes.len()))
        });
        let (shown, length) = escaped.unwrap_or((c, c.len_utf8()));
        text.push(shown);
        at += length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_its_own_script() {
        for (address, read) in [
            ("https://a.example/jilin?city=%E9%95%BF%E6%98%A5%E5%B8%82&q=a%26b%20c", "https://a.example/jilin?city=长春市&q=a%26b%20c"),
            ("/x?name=%EF%BC%88%E7%A4%BA%E4%BE%8B%EF%BC%89+%C3%A9", "/x?name=（示例）+é"),
            // What is not seen or no text stays: a mark of direction, a byte order mark, half a character, a lone sign.
            ("/x?a=%E2%80%AE%EF%BB%BF%E9%95&b=100%", "/x?a=%E2%80%AE%EF%BB%BF%E9%95&b=100%"),
            ("/x?b=city%3D%E9%95%BF%E2%80%9C%C2%B7", "/x?b=city%3D长“·"),
        ] {
            assert_eq!(readable(address), read);
        }
    }

    #[test]
    fn only_what_would_be_lost_is_a_json_string() {
        for (value, written) in [
            ("长春市", "长春市"),
            ("5\" tube", "5\" tube"),
            (" ", " "),
            ("", r#""""#),
            ("\"", r#""\"""#),
            ("\"a\"", r#""\"a\"""#),
            ("a\r\nb", r#""a\r\nb""#),
            ("a\u{fffd}", r#""a\ufffd""#),
            ("\n\\\t\u{1f}", r#""\n\\\u0009\u001f""#),
        ] {
            assert_eq!(spelled(value), written, "{value:?}");
            assert_eq!(meant(written.to_string()).as_deref(), Some(value), "{written}");
        }
    }

    #[test]
    fn every_json_string_is_read_and_nothing_else_that_begins_with_a_quote() {
        for (written, value) in [
            (r#""\u007a\/\b\f\t""#, Some("z/\u{8}\u{c}\t")),
            (r#""\ud83c\udfed""#, Some("🏭")),
            (r#"""#, None),
            (r#""a"b"#, None),
            (r#""a" "#, None),
            (r#""\x""#, None),
            (r#""\ud83c""#, None),
            (r#""\u00e""#, None),
        ] {
            assert_eq!(meant(written.to_string()).as_deref(), value, "{written}");
        }
    }
}

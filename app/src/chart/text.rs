//! How wide a text is, by our own estimate, and how it is wrapped or shortened. Called by every chart: nothing is measured, so the
//! server and the browser lay out alike.

/// The size of every text in a picture, in picture units.
pub const FONT_SIZE: i32 = 12;
/// What ends a word, and may end a line.
pub const BETWEEN_WORDS: [char; 4] = [' ', '-', '/', '–'];
/// The distance of two lines of one label.
pub const LINE_HEIGHT: i32 = 15;

/// The width of `text` in picture units at [`FONT_SIZE`], rounded up.
pub fn width(text: &str) -> i32 {
    width_at(text, FONT_SIZE)
}

/// The width of the widest of some lines.
pub fn widest(lines: &[String]) -> i32 {
    lines.iter().map(|line| width(line)).max().unwrap_or(0)
}

/// The width of `text` at a font size.
pub fn width_at(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(advance).sum();
    (hundredths * size + 99) / 100
}

/// The advance of a character in hundredths of an em: Han and full-width 100; Latin as in the widest common fallback (DejaVu
/// Sans, about 60), so that no label is cut where the system's own font is wide.
fn advance(c: char) -> i32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | 'I' | 'J' => 32,
        '(' | ')' | '[' | ']' | '/' | '!' | 'f' | 't' | 'r' | '-' => 41,
        'c' | 'k' | 's' | 'z' | 'v' | 'x' | 'y' => 59,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' => 98,
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' => 77,
        'A'..='Z' => 69,
        '0'..='9' => 64,
        '+' | '−' => 84,
        '—' | '…' => 100,
        c if (c as u32) < 0x1100 => 64,
        '\u{2000}'..='\u{2E7F}' => 66,
        _ => 100,
    }
}

/// A label on one or two lines, each at most `limit` wide; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, limit: i32) -> Vec<String> {
    lines(text, limit, 2)
}

/// A label on as few lines as hold it whole, at most `most`, each at most `limit` wide; only what does not fit then ends in an ellipsis.
pub fn whole(text: &str, limit: i32, most: usize) -> Vec<String> {
    fits(text, limit, most).unwrap_or_else(|| lines(text, limit, most))
}

/// The same; `None` when it does not fit.
pub fn fits(text: &str, limit: i32, most: usize) -> Option<Vec<String>> {
    (1..=most).map(|count| lines(text, limit, count)).find(|lines| is_whole(text, lines))
}

/// Whether lines hold a text without an ellipsis of ours.
pub fn is_whole(text: &str, lines: &[String]) -> bool {
    lines.last().is_none_or(|line| !line.ends_with('…') || text.ends_with('…'))
}

/// A text on at most `most` lines, each at most `limit` wide; what does not fit ends in an ellipsis.
pub fn lines(text: &str, limit: i32, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while lines.len() + 1 < most && width(rest) > limit {
        let left = most - lines.len();
        // Lines of about one length, where all fits: no orphan on the last.
        let about = (width(rest) / left as i32 + 2 * FONT_SIZE).min(limit);
        let cut = [about, limit].map(|limit| line_end(rest, limit));
        let even = fills(&rest[cut[0]..], limit) < left && !within_word(rest, cut[0]);
        let cut = if even { cut[0] } else { cut[1] };
        let (line, next) = rest.split_at(cut);
        lines.push(line.trim_end().to_string());
        rest = next.trim_start();
    }
    lines.push(ellipsize(rest, limit));
    lines
}

/// How many lines a text fills, each as full as can be.
fn fills(text: &str, limit: i32) -> usize {
    let (mut count, mut rest) = (1, text.trim());
    while !rest.is_empty() && width(rest) > limit {
        rest = rest[line_end(rest, limit)..].trim_start();
        count += 1;
    }
    count
}

/// A text on as few lines as it needs, `most` at most, as even as can be, without breaking a word; `None` when it does not fit.
pub fn unbroken(text: &str, limit: i32, most: usize) -> Option<Vec<String>> {
    if width(text) <= limit {
        return Some(vec![text.to_string()]);
    }
    let broken = |first: &str, second: &str| {
        let joined = format!("{first}{second}");
        within_word(&joined, first.len()) && text.contains(&joined)
    };
    let whole = |lines: &Vec<String>| is_whole(text, lines) && !lines.windows(2).any(|pair| broken(&pair[0], &pair[1]));
    (2..=most).find_map(|most| (width(text) / most as i32..=limit).map(|limit| lines(text, limit, most)).find(whole))
}

/// Whether a text is cut between two letters of a word that is not Han.
fn within_word(text: &str, at: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && (c as u32) < 0x1100);
    letter(text[..at].chars().next_back()) && letter(text[at..].chars().next())
}

/// `text`, shortened with an ellipsis to at most `limit` wide.
pub fn ellipsize(text: &str, limit: i32) -> String {
    if width(text) <= limit {
        return text.to_string();
    }
    let room = limit - width("…");
    let mut short = text[..fitting(text, room)].trim_end().to_string();
    short.push('…');
    short
}

/// The bytes of `text` that fit in `limit`; at least its first character.
fn fitting(text: &str, limit: i32) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += advance(c) * FONT_SIZE;
        if used > limit * 100 && at > 0 {
            return at;
        }
    }
    text.len()
}

/// Where the first line ends: after a space or hyphen, or between two characters of which one is Han; within a word only when the word
/// is longer than the line. No line begins with a closing mark or ends with an opening one;
/// a bracket begins a line where it can.
fn line_end(text: &str, limit: i32) -> usize {
    let most = fitting(text, limit);
    let mut best = 0;
    let mut bracket = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if at > most {
            break;
        }
        if before.is_some_and(|before| breaks(before, c)) {
            best = at;
            if matches!(c, '（' | '(') {
                bracket = at;
            }
        }
        before = Some(c);
    }
    if bracket * 2 > most {
        return bracket;
    }
    // A break in the first third would leave the first line almost empty, unless the next can hold the word whole.
    let word = text[best..].split_inclusive(BETWEEN_WORDS).next().unwrap_or_default();
    let is_latin = word.chars().all(|c| advance(c) < 100);
    if best * 3 < most && !(best > 0 && is_latin && width(word.trim_end()) <= limit) { most } else { best }
}

fn breaks(before: char, after: char) -> bool {
    let closing = "，。、；：！？）】》”’…·%,.;:!?)]}";
    let opening = "（【《“‘([{";
    if closing.contains(after) || opening.contains(before) || after == ' ' {
        return false;
    }
    BETWEEN_WORDS.contains(&before) || advance(before) == 100 || advance(after) == 100
}

/// Text as a picture can hold it: characters that XML forbids, and controls, become spaces.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        for (text, expected) in [("", 0), ("长春市", 36), ("1,234", 35), ("Changchun", 70), ("—", 12)] {
            assert_eq!(width(text), expected, "{text}");
        }
        assert_eq!(width_at("长春", 16), 32);
    }

    #[test]
    fn what_xml_forbids_is_a_space() {
        assert_eq!(printable("长\u{0}春\n市\u{b}\u{1b}\u{7f}\u{85}\u{fffe}\u{ffff}\u{fffd}\u{1fffe}"), "长 春 市      \u{fffd}\u{1fffe}");
    }

    #[test]
    fn whole_labels() {
        let name = "Changchun green building materials sub-cluster";
        assert_eq!(whole("长春市", 36, 4), ["长春市"]);
        let lines = whole(name, 130, 4);
        assert_eq!((lines.len(), lines.join(" ").as_str()), (3, name));
        assert!(whole(name, 60, 2).last().is_some_and(|line| line.ends_with('…')));
        // Even lines would leave too much for the last.
        let sector = "NAICS 55 Management of companies and enterprises";
        assert_eq!(whole(sector, 168, 8), ["NAICS 55 Management of", "companies and", "enterprises"]);
    }

    #[test]
    fn wrapping() {
        let table: &[(&str, i32, &[&str])] = &[
            ("长春市", 36, &["长春市"]),
            ("长春轨道交通装备", 60, &["长春轨道交", "通装备"]),
            ("省级数字化车间（生产线）", 96, &["省级数字化车间", "（生产线）"]),
            ("Provincial digital workshops", 100, &["Provincial", "digital works…"]),
            ("Donaudampfschifffahrt", 90, &["Donaudampfs", "chifffahrt"]),
            ("Chengdu–Chongqing", 100, &["Chengdu–", "Chongqing"]),
        ];
        for (text, limit, lines) in table {
            let got = wrap(text, *limit);
            assert!(got.len() <= 2 && got.iter().all(|line| width(line) <= *limit), "{text}: {got:?}");
            assert_eq!(&got, lines, "{text}");
        }
        for (text, limit, expected) in [
            ("石化", 36, Some(vec!["石化"])),
            ("医药健康", 36, Some(vec!["医药", "健康"])),
            ("农产品和食品深加工", 36, Some(vec!["农产品", "和食品", "深加工"])),
            ("Farm products and food", 60, Some(vec!["Farm", "products", "and food"])),
            ("Automobiles", 60, None),
        ] {
            let expected = expected.map(|lines| lines.into_iter().map(String::from).collect::<Vec<String>>());
            assert_eq!(unbroken(text, limit, 3), expected, "{text}");
        }
        assert_eq!(ellipsize("吉林省先进制造业集群", 60), "吉林省先…");
    }
}

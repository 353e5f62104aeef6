//! Bytes of a data file to text: UTF-8 with or without a byte order mark, and GB18030. Bytes that do not fit are faults by line. Used by `rows`.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::super::fault::{Fault, FaultReport};
use crate::Text;

/// How a data file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    Utf8,
    Gb18030,
}

impl Encoding {
    /// Reads a resource's `encoding`.
    pub(super) fn from_name(name: &str) -> Option<Encoding> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Encoding::Utf8),
            "gb18030" => Some(Encoding::Gb18030),
            _ => None,
        }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file, without its byte order mark and, where the bytes are the text already, without a copy. `None`: faults were reported.
pub(super) fn decode(path: &str, bytes: Cow<'static, [u8]>, encoding: Encoding, report: &mut FaultReport) -> Option<Cow<'static, str>> {
    match encoding {
        Encoding::Utf8 => utf8(path, bytes, report),
        Encoding::Gb18030 => gb18030(path, &bytes, report).map(Cow::Owned),
    }
}

fn utf8(path: &str, bytes: Cow<'static, [u8]>, report: &mut FaultReport) -> Option<Cow<'static, str>> {
    let mark = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    if std::str::from_utf8(&bytes).is_err() {
        let text = Text::new(
            "不是有效的 UTF-8：请将文件另存为 UTF-8，或（中文 Windows 的 Excel、WPS 所存文件）将 encoding 设为 gb18030。",
            "Not valid UTF-8: save the file as UTF-8 or, if Excel or WPS on a Chinese Windows wrote it, set encoding to gb18030.",
        );
        bad_lines(path, &bytes, |line| std::str::from_utf8(line).is_err(), &text, report);
        return None;
    }
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(&bytes[mark..]).ok().map(Cow::Borrowed),
        Cow::Owned(mut bytes) => {
            bytes.drain(..mark);
            String::from_utf8(bytes).ok().map(Cow::Owned)
        }
    }
}

fn gb18030(path: &str, bytes: &[u8], report: &mut FaultReport) -> Option<String> {
    if bytes.starts_with(UTF8_MARK) {
        let text = Text::new(
            "encoding 为 gb18030，文件却以 UTF-8 字节顺序标记开头：应将 encoding 改为 utf-8。",
            "The encoding is gb18030, but the file begins with the byte order mark of UTF-8: set encoding to utf-8.",
        );
        report.push(Fault::new(path, "encoding", text).row(1));
        return None;
    }
    let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) else {
        let text = Text::new(
            "不是有效的 GB18030：请检查文件编码，UTF-8 文件应将 encoding 设为 utf-8。",
            "Not valid GB18030: check the file's encoding; for a UTF-8 file set encoding to utf-8.",
        );
        let is_bad = |line: &[u8]| GB18030.decode_without_bom_handling_and_without_replacement(line).is_none();
        bad_lines(path, bytes, is_bad, &text, report);
        return None;
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_string())
}

/// One fault for each bad line. A line feed is no part of a longer character in either encoding.
fn bad_lines(path: &str, bytes: &[u8], is_bad: impl Fn(&[u8]) -> bool, text: &Text, report: &mut FaultReport) {
    let before = report.count();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if is_bad(line) {
            let quoted = || Fault::new(path, "encoding", text.clone()).row(at as u64 + 1).value(&String::from_utf8_lossy(line));
            report.push_with("encoding", quoted);
        }
    }
    if report.count() == before {
        report.push(Fault::new(path, "encoding", text.clone()));
    }
}

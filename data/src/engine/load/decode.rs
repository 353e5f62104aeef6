//! Bytes of a data file to text by the encoding that the descriptor names. What is written otherwise is a fault that says, as far as the bytes
//! tell, how it is written. Used by `rows`.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::fault::{Fault, FaultReport};
use crate::Text;

/// From so many three-byte sequences on, bytes that are valid UTF-8 are UTF-8, whatever the descriptor says.
const CERTAIN: usize = 4;

/// Reads a resource's `encoding`: a label of the WHATWG's Encoding Standard.
pub(super) fn encoding(label: &str) -> Option<&'static Encoding> {
    // Encodings that the standard retired decode to nothing.
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
}

/// The text of a file, without its byte order mark and, where the bytes are the text already, without a copy. `None`: faults were reported.
pub(super) fn decode(
    path: &str,
    bytes: Cow<'static, [u8]>,
    encoding: &'static Encoding,
    report: &mut FaultReport,
) -> Option<Cow<'static, str>> {
    if let Some(text) = no_text(&bytes).or_else(|| other_encoding(&bytes, encoding)) {
        report.push(Fault::new(path, "encoding", text).row(1));
        return None;
    }
    let text = match bytes {
        Cow::Borrowed(bytes) if encoding == UTF_8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed).ok_or(Cow::Borrowed(bytes)),
        Cow::Owned(bytes) if encoding == UTF_8 => String::from_utf8(bytes).map(Cow::Owned).map_err(|error| Cow::Owned(error.into_bytes())),
        bytes => match encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
            Some(text) if is_utf8(path, &bytes, &text, encoding, report) => return None,
            Some(text) => Ok(Cow::Owned(text.into_owned())),
            None => Err(bytes),
        },
    };
    let text: Cow<'static, str> = match text {
        Ok(text) => text,
        Err(bytes) => {
            let (lossy, _) = encoding.decode_without_bom_handling(&bytes);
            bad_lines(path, &lossy, char::REPLACEMENT_CHARACTER, &not_valid(&bytes, encoding), report);
            return None;
        }
    };
    if text.contains('\0') {
        let words = Text::new(
            "含有空字符（NUL，U+0000），不是文本：请从原程序重新导出。",
            "A NUL (U+0000), which is no text: export the file anew from the program that wrote it.",
        );
        bad_lines(path, &text, '\0', &words, report);
        return None;
    }
    Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Cow::Owned(text)
        }
    })
}

/// What a file is that is no text at all.
fn no_text(bytes: &[u8]) -> Option<Text> {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(Text::new(
            "这是 XLSX 工作簿或其他 ZIP 文件，不是 CSV，改名无用：请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”。",
            "This is an XLSX workbook or another ZIP file, not a CSV, and renaming does not change it: save it in Excel or WPS as “CSV UTF-8 (comma delimited)”.",
        ));
    }
    if bytes.starts_with(OLE) {
        return Some(Text::new(
            "这是旧式 Excel 工作簿（.xls），不是 CSV，改名无用：请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”。",
            "This is an old Excel workbook (.xls), not a CSV, and renaming does not change it: save it in Excel or WPS as “CSV UTF-8 (comma delimited)”.",
        ));
    }
    if bytes.starts_with(b"\x1F\x8B") {
        return Some(Text::new("这是 gzip 压缩文件：请先解压。", "This is a gzip file: decompress it first."));
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Some(Text::new("这是 UTF-32，不支持：请另存为 UTF-8。", "This is UTF-32, which is not supported: save the file as UTF-8."));
    }
    None
}

/// What is wrong where a file's first bytes or its NULs say that it has another encoding.
fn other_encoding(bytes: &[u8], encoding: &'static Encoding) -> Option<Text> {
    let says = encoding.name().to_ascii_lowercase();
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if let Some((other, _)) = Encoding::for_bom(bytes) {
        let name = other.name().to_ascii_lowercase();
        return (other != encoding).then(|| {
            Text::new(
                format!("encoding 为 {says}，文件却以 {} 的字节顺序标记开头：{}。", other.name(), right(&name).zh),
                format!("The encoding is {says}, but the file begins with the byte order mark of {}: {}.", other.name(), right(&name).en),
            )
        });
    }
    if is_wide && !bytes.is_empty() && !bytes.contains(&0) {
        let name = if std::str::from_utf8(bytes).is_ok() { "utf-8" } else { "gb18030" };
        return Some(Text::new(
            format!("encoding 为 {says}，文件中却没有一个零字节，不是 UTF-16：请将 encoding 改为 {name}。"),
            format!("The encoding is {says}, but the file has no zero byte, so it is not UTF-16: set encoding to {name}."),
        ));
    }
    let other = wide(bytes).filter(|other| *other != encoding)?;
    let name = other.name().to_ascii_lowercase();
    Some(Text::new(
        format!("encoding 为 {says}，文件却像是没有字节顺序标记的 {}：{}。", other.name(), right(&name).zh),
        format!("The encoding is {says}, but the file looks like {} without a byte order mark: {}.", other.name(), right(&name).en),
    ))
}

/// What would be right for a file in the encoding `name`.
fn right(name: &str) -> Text {
    if name == "utf-8" {
        return Text::new("请将 encoding 改为 utf-8", "set encoding to utf-8");
    }
    Text::new(format!("请另存为 UTF-8，或将 encoding 改为 {name}"), format!("save the file as UTF-8, or set encoding to {name}"))
}

/// UTF-16 without a byte order mark: a tenth of the first bytes are zero, all but a few at odd or all but a few at even places.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |place: usize| start.iter().skip(place).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if (even + odd) * 10 < start.len() => None,
        () if odd > even * 10 => Some(UTF_16LE),
        () if even > odd * 10 => Some(UTF_16BE),
        () => None,
    }
}

/// Whether bytes that were to be read in another encoding are UTF-8: a fault where that is certain, a warning where it may be.
fn is_utf8(path: &str, bytes: &[u8], text: &str, encoding: &'static Encoding, report: &mut FaultReport) -> bool {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return false;
    }
    let Ok(own) = std::str::from_utf8(bytes) else { return false };
    let count = own.chars().filter(|char| char.len_utf8() == 3).count();
    let Some(row) = own.lines().position(|line| line.chars().any(|char| char.len_utf8() == 3)) else { return false };
    let says = encoding.name().to_ascii_lowercase();
    let (ours, theirs) = (own.lines().nth(row).unwrap_or_default(), text.lines().nth(row).unwrap_or_default());
    let shown = |line: &str| line.chars().take(40).collect::<String>();
    let (ours, theirs) = (shown(ours), shown(theirs));
    if count >= CERTAIN {
        let words = Text::new(
            format!("encoding 为 {says}，但文件是 UTF-8：此行应读作“{ours}”，却成了“{theirs}”。请将 encoding 改为 utf-8。"),
            format!(
                "The encoding is {says}, but the file is UTF-8: this line is “{ours}” and would read “{theirs}”. Set encoding to utf-8."
            ),
        );
        report.push(Fault::new(path, "encoding", words).row(row as u64 + 1));
        return true;
    }
    let words = Text::new(
        format!(
            "encoding 为 {says}，但文件也是有效的 UTF-8：此行读作“{theirs}”，按 UTF-8 则为“{ours}”。若后者正确，请将 encoding 改为 utf-8。"
        ),
        format!(
            "The encoding is {says}, but the file is valid UTF-8 too: this line reads “{theirs}”, as UTF-8 “{ours}”. If the latter is right, set encoding to utf-8."
        ),
    );
    report.warn(Fault::new(path, "encoding", words).row(row as u64 + 1));
    false
}

/// Bytes that are not what the encoding would write, and what they are likely to be.
fn not_valid(bytes: &[u8], encoding: &'static Encoding) -> Text {
    let says = encoding.name();
    let is = |other: &'static Encoding| other.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if encoding != UTF_8 && is(UTF_8) {
        return Text::new(
            format!("不是有效的 {says}，而是 UTF-8：请将 encoding 改为 utf-8。"),
            format!("Not valid {says} but UTF-8: set encoding to utf-8."),
        );
    }
    if encoding == UTF_8 && is(encoding_rs::GB18030) {
        return Text::new(
            "不是有效的 UTF-8：请将文件另存为 UTF-8，或（中文 Windows 的 Excel、WPS 所存文件）将 encoding 设为 gb18030。",
            "Not valid UTF-8: save the file as UTF-8 or, if Excel or WPS on a Chinese Windows wrote it, set encoding to gb18030.",
        );
    }
    Text::new(
        format!("不是有效的 {says}：请将文件另存为 UTF-8，或将 encoding 设为文件的实际编码。"),
        format!("Not valid {says}: save the file as UTF-8, or set encoding to what the file is written in."),
    )
}

/// One fault for each line with `mark` in it.
fn bad_lines(path: &str, text: &str, mark: char, words: &Text, report: &mut FaultReport) {
    for (at, line) in text.split('\n').enumerate().filter(|(_, line)| line.contains(mark)) {
        report.push_with("encoding", || Fault::new(path, "encoding", words.clone()).row(at as u64 + 1).value(line));
    }
}

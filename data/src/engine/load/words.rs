//! What the parsers say, in our words: JSON and TOML that cannot be read, and values of another type than their key takes. Used by `syntax`
//! and `dashboard`.

use crate::Text;

/// What begins a message of a parser, and its words.
type Said = (&'static str, &'static str, &'static str);

/// serde_json's.
const JSON: [Said; 20] = [
    ("EOF while parsing a list", "文件在列表中间结束，缺少 ]", "the file ends inside a list: its ] is missing"),
    ("EOF while parsing an object", "文件在对象中间结束，缺少 }", "the file ends inside an object: its } is missing"),
    ("EOF while parsing a string", "文件在文本中间结束，缺少双引号", "the file ends inside a text: its double quote is missing"),
    ("EOF", "文件在此结束，应有值", "the file ends where a value should stand"),
    ("expected `:`", "键后应有冒号", "expected a colon behind the key"),
    ("expected `,` or `]`", "应为逗号，或列表末尾的 ]", "expected a comma, or ] at the end of the list"),
    ("expected `,` or `}`", "应为逗号，或对象末尾的 }", "expected a comma, or } at the end of the object"),
    ("trailing comma", "最后一项后多了逗号", "a comma too many behind the last item"),
    ("trailing characters", "JSON 应到此为止，其后还有内容", "the JSON should end here, and more follows"),
    ("key must be a string", "键应是双引号内的文本", "expected a key in double quotes"),
    (
        "control character",
        "文本中的换行等控制字符应写作 \\n、\\t 等",
        "line breaks and other control characters in a text are written \\n, \\t and so on",
    ),
    ("invalid escape", "反斜杠后的字符无效；反斜杠本身应写作 \\\\", "no such escape; a backslash itself is written \\\\"),
    ("invalid unicode", "\\u 后应为有效字符的四位十六进制数", "expected four hexadecimal digits of a character behind \\u"),
    ("lone leading surrogate", "\\u 后应为有效字符的四位十六进制数", "expected four hexadecimal digits of a character behind \\u"),
    ("unexpected end of hex escape", "\\u 后应为有效字符的四位十六进制数", "expected four hexadecimal digits of a character behind \\u"),
    (
        "expected value",
        "应为值：双引号内的文本、数值、true、false、null、[ 或 {",
        "expected a value: a text in double quotes, a number, true, false, null, [ or {",
    ),
    ("expected ident", "应为 true、false 或 null", "expected true, false or null"),
    ("invalid number", "数值的写法有误", "this is no number"),
    ("number out of range", "数值超出范围", "the number is out of range"),
    ("recursion limit", "嵌套过深", "nested too deeply"),
];

/// toml's.
const TOML: [Said; 33] = [
    ("duplicate key", "键重复", "the key stands here twice"),
    ("string values must be quoted", "文本应放在引号内，或值的写法有误", "expected a text in quotes, or another way to write the value"),
    ("invalid value", "文本应放在引号内，或值的写法有误", "expected a text in quotes, or another way to write the value"),
    ("`_` may only", "数值的写法有误", "this is no number"),
    ("unexpected leading zero", "数值的写法有误", "this is no number"),
    ("redundant", "数值的写法有误", "this is no number"),
    ("radix", "数值的写法有误", "this is no number"),
    ("integers with a radix", "数值的写法有误", "this is no number"),
    ("unexpected sign", "数值的写法有误", "this is no number"),
    ("unexpected content", "此处应换行：每行为 键 = 值", "expected the line to end here: each is KEY = VALUE"),
    ("unexpected key or value", "此处应换行：每行为 键 = 值", "expected the line to end here: each is KEY = VALUE"),
    ("missing value", "等号后缺少值", "a value is missing behind the equals sign"),
    ("key with no value", "键后缺少 = 和值", "= and a value are missing behind the key"),
    ("missing assignment", "键与值之间缺少 =", "= is missing between key and value"),
    ("extra", "多了一个逗号或 =", "a comma or = too many"),
    ("unexpected `=`", "多了一个逗号或 =", "a comma or = too many"),
    ("missing comma", "两项之间缺少逗号", "a comma is missing between two items"),
    ("unclosed array table", "缺少 ]]", "]] is missing"),
    ("unclosed array", "列表缺少 ]", "the list lacks its ]"),
    ("unclosed inline table", "缺少 }", "} is missing"),
    ("unclosed table", "缺少 ]", "] is missing"),
    ("missing key", "等号前缺少键", "a key is missing before the equals sign"),
    ("unquoted keys cannot be empty", "等号前缺少键", "a key is missing before the equals sign"),
    (
        "invalid unquoted key",
        "键由字母、数字、_、- 组成，其他字符应放在引号内",
        "a key of other characters than letters, digits, _ and - stands in quotes",
    ),
    ("missing opening quote", "引号不成对", "a quote is missing"),
    (
        "invalid basic string",
        "引号不成对，或文本中有换行等控制字符",
        "a quote is missing, or the text has a line break or another control character in it",
    ),
    (
        "invalid literal string",
        "引号不成对，或文本中有换行等控制字符",
        "a quote is missing, or the text has a line break or another control character in it",
    ),
    ("invalid multi-line", "引号不成对，或文本中有控制字符", "a quote is missing, or the text has a control character in it"),
    ("missing escaped value", "反斜杠后的字符无效；反斜杠本身应写作 \\\\", "no such escape; a backslash itself is written \\\\"),
    ("too few unicode", "\\u 后应为四位十六进制数", "expected four hexadecimal digits behind \\u"),
    ("carriage return", "行尾应为换行符，不能只有回车符", "a line ends with a line feed, not with a carriage return alone"),
    ("cannot recurse", "嵌套过深", "nested too deeply"),
    ("recursion limit", "嵌套过深", "nested too deeply"),
];

const TWICE: &str = "duplicate key ";

/// What the reader of JSON says of a key that an object has twice.
pub(super) fn twice(key: &str) -> String {
    format!("{TWICE}{key}")
}

/// An error of serde_json, at a character of its line.
pub(super) fn json(error: &serde_json::Error, character: usize) -> Text {
    let message = error.to_string();
    let at = message.rfind(" at line ").unwrap_or(message.len());
    if let Some(key) = message[..at].strip_prefix(TWICE) {
        return at_character(character, (&format!("对象中已有键 {key}"), &format!("the object has the key {key} already")));
    }
    at_character(character, said(&JSON, &message, ("此处不合 JSON 语法", "this is no JSON")))
}

/// A message of toml about its syntax, at a character of its line.
pub(super) fn toml(message: &str, character: usize) -> Text {
    at_character(character, said(&TOML, message, ("此处不合 TOML 语法", "this is no TOML")))
}

fn said<'a>(known: &'a [Said], message: &str, other: (&'a str, &'a str)) -> (&'a str, &'a str) {
    known.iter().find(|(start, ..)| message.starts_with(start)).map_or(other, |(_, zh, en)| (zh, en))
}

fn at_character(character: usize, (zh, en): (&str, &str)) -> Text {
    Text::new(format!("第 {character} 字符：{zh}。"), format!("Character {character}: {en}."))
}

/// What serde says of a value that is none of its key's.
pub(super) struct Unfit {
    /// The key that it names, beyond where it stands: one that is missing, or that there is not.
    pub(super) key: Option<String>,
    /// The value as written.
    pub(super) value: Option<String>,
    /// What is wrong and what would be right.
    pub(super) text: Text,
}

/// Reads a message of serde.
pub(super) fn unfit(message: &str) -> Unfit {
    read(message.trim()).unwrap_or_else(|| Unfit {
        key: None,
        value: None,
        text: Text::new("值的写法不对，应如 data/README.md 所述。", "The value is not of the form that data/README.md gives."),
    })
}

fn read(message: &str) -> Option<Unfit> {
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (key, known) = rest.split_once(", ")?;
        let key = key.trim_matches('`');
        let (zh, en) = one_of(known);
        let text = Text::new(format!("没有名为 {key} 的键，应为{zh}。"), format!("There is no key {key}: expected {en}."));
        return Some(Unfit { key: Some(key.to_string()), value: None, text });
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (value, known) = rest.split_once(", ")?;
        let (zh, en) = one_of(known);
        let text = Text::new(format!("应为{zh}。"), format!("Expected {en}."));
        return Some(Unfit { key: None, value: Some(value.trim_matches('`').to_string()), text });
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        let key = rest.trim_matches('`');
        return Some(Unfit { key: Some(key.to_string()), value: None, text: Text::new("缺少此键。", "The key is missing.") });
    }
    if message.starts_with("wanted ") {
        let text = Text::new("应为引号内的文本，是规定的名称之一。", "Expected a text in quotes: one of the names that the key takes.");
        return Some(Unfit { key: None, value: None, text });
    }
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.rsplit_once(", expected ")?;
    let (there, value) = there(found);
    let expected = takes(expected);
    let text = match message.starts_with("invalid type") {
        true => Text::new(format!("应为{}，写的是{}。", expected.0, there.0), format!("Expected {}, found {}.", expected.1, there.1)),
        false => Text::new(format!("应为{}。", expected.0), format!("Expected {}.", expected.1)),
    };
    Some(Unfit { key: None, value, text })
}

/// `expected one of `a`, `b``, in words.
fn one_of(known: &str) -> (String, String) {
    let list = known.trim_start_matches("expected ").trim_start_matches("one of ").replace(" or ", ", ").replace('`', "");
    let zh = list.replace(", ", "、");
    if list.contains(", ") { (format!("以下之一：{zh}"), format!("one of {list}")) } else { (format!(" {zh}"), list) }
}

/// What a key takes, as serde names it.
fn takes(expected: &str) -> (&'static str, &'static str) {
    match expected {
        "a string" => ("引号内的文本", "a text in quotes"),
        "a boolean" => (" true 或 false", "true or false"),
        "f64" | "f32" => ("数值", "a number"),
        "u8" | "u32" | "u64" | "usize" => ("不小于 0 的整数", "a whole number from 0"),
        "a sequence" => ("列表 [ ]", "a list [ ]"),
        "struct Text" => (" { zh = \"…\", en = \"…\" }", "{ zh = \"…\", en = \"…\" }"),
        _ => ("表 { 键 = 值 }", "a table { KEY = VALUE }"),
    }
}

/// What stands there instead, and as it is written.
fn there(found: &str) -> ((&'static str, &'static str), Option<String>) {
    let written = |mark: char| found.split_once(mark).map(|(_, rest)| rest.trim_end_matches(mark).to_string());
    match found.split(' ').next() {
        Some("integer") => (("整数", "a whole number"), written('`')),
        Some("floating") => (("小数", "a number with decimals"), written('`')),
        Some("boolean") => (("真假值", "a truth value"), written('`')),
        Some("string") => (("文本", "a text"), written('"')),
        Some("sequence") => (("列表", "a list"), None),
        _ => (("表", "a table"), None),
    }
}

//! What a parser cannot read is said in words: file, place, what stands there and what would be right.

use super::{base, faults, place};

/// Each changes one place of the sound bundle: file, from, to; then the place, and both texts.
fn check(cases: &[(&str, &str, &str, &str, &str, &str)]) {
    let mut wrong = String::new();
    for (file, from, to, at, zh, en) in cases {
        let found = faults(&base().with(file, from, to));
        let fault = &found.faults[0];
        let found = (place(fault), fault.text.zh.as_str(), fault.text.en.as_str());
        if found != (at.to_string(), *zh, *en) {
            wrong.push_str(&format!("{to:?}:\n  {found:?}\n  {:?}\n", (at, zh, en)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_value_of_another_type_is_named_with_what_its_key_takes() {
    const JSON: &str = "datapackage.json";
    const TOML: &str = "dashboard.toml";
    check(&[
        (
            JSON,
            r#""version": "2.1""#,
            r#""version": 2.1"#,
            r#"datapackage.json package: version "2.1" descriptor"#,
            "应为文本，写的是数值。",
            "Expected a text, found a number.",
        ),
        (
            JSON,
            r#""title_en": "Base""#,
            r#""title_en": ["Base"]"#,
            r#"datapackage.json package: title_en "[\"Base\"]" descriptor"#,
            "应为文本，写的是列表。",
            "Expected a text, found a list.",
        ),
        (
            JSON,
            r#"[{ "title": "Office" }]"#,
            r#""Office""#,
            r#"datapackage.json package: sources "Office" descriptor"#,
            "应为列表 [ ]，写的是文本。",
            "Expected a list [ ], found a text.",
        ),
        (
            JSON,
            r#"[{ "title": "Office" }]"#,
            r#"["Office"]"#,
            r#"datapackage.json package: sources[0] "Office" descriptor"#,
            "应为对象 { }，写的是文本。",
            "Expected an object { }, found a text.",
        ),
        (
            JSON,
            r#"[{ "title": "Office" }]"#,
            r#"[{ "title": 7 }]"#,
            r#"datapackage.json package: sources[0]: title "7" descriptor"#,
            "应为文本，写的是数值。",
            "Expected a text, found a number.",
        ),
        (
            JSON,
            r#""name": "cities", "path""#,
            r#""name": 1, "path""#,
            r#"datapackage.json package: resources[0]: name "1" descriptor"#,
            "应为文本，写的是数值。",
            "Expected a text, found a number.",
        ),
        (
            JSON,
            r#""name": "cities", "path""#,
            r#""path""#,
            "datapackage.json package: resources[0]: name descriptor",
            "缺少此键：应为文本。",
            "The key is missing: expected a text.",
        ),
        (
            JSON,
            r#"{ "fields": ["city"]"#,
            r#"7, { "fields": ["city"]"#,
            r#"datapackage.json resource firms: schema: foreignKeys[0] "7" descriptor"#,
            "应为对象 { }，写的是数值。",
            "Expected an object { }, found a number.",
        ),
        (
            JSON,
            r#""reference": { "resource""#,
            r#""to": { "resource""#,
            "datapackage.json resource firms: schema: foreignKeys[0]: reference descriptor",
            "缺少此键：应为对象 { }。",
            "The key is missing: expected an object { }.",
        ),
        (
            JSON,
            r#"{ "name": "day", "type": "date" }"#,
            r#""day""#,
            r#"datapackage.json resource firms: schema: fields[6] "day" descriptor"#,
            "应为对象 { }，写的是文本。",
            "Expected an object { }, found a text.",
        ),
        (
            JSON,
            r#""name": "day""#,
            r#""name": null"#,
            "datapackage.json resource firms: schema: fields[6]: name descriptor",
            "缺少此键：应为文本。",
            "The key is missing: expected a text.",
        ),
        (
            JSON,
            r#""categoriesOrdered": true"#,
            r#""categoriesOrdered": "yes""#,
            r#"datapackage.json resource firms field grade: categoriesOrdered "yes" descriptor"#,
            "应为真假值 true 或 false，写的是文本。",
            "Expected true or false, found a text.",
        ),
        (
            JSON,
            r#""when": ["N"]"#,
            r#""when": ["N", 1]"#,
            r#"datapackage.json resource firms field flag: suppress: when[1] "1" descriptor"#,
            "应为文本，写的是数值。",
            "Expected a text, found a number.",
        ),
        (
            TOML,
            r#"title = { zh = "散点", en = "Plane" }"#,
            "title = 3",
            r#"dashboard.toml:58 panel plane: title "3" descriptor"#,
            "应为 { zh = \"…\", en = \"…\" }，写的是整数。",
            "Expected { zh = \"…\", en = \"…\" }, found a whole number.",
        ),
        (
            TOML,
            r#"title = { zh = "散点", en = "Plane" }"#,
            r#"title = { zh = "散点" }"#,
            "dashboard.toml:58 panel plane: title.en descriptor",
            "缺少此键。",
            "The key is missing.",
        ),
        (
            TOML,
            r#"kind = "sum""#,
            "kind = 3",
            "dashboard.toml:24 measure output: kind descriptor",
            "应为引号内的文本，是规定的名称之一。",
            "Expected a text in quotes: one of the names that the key takes.",
        ),
        (
            TOML,
            r#"kind = "sum""#,
            r#"kind = "summ""#,
            r#"dashboard.toml:24 measure output: kind "summ" descriptor"#,
            "应为以下之一：count、count_distinct、sum、mean、median、share、rate、holders、growth。",
            "Expected one of count, count_distinct, sum, mean, median, share, rate, holders, growth.",
        ),
        (
            TOML,
            r#"kind = "sum""#,
            "kind = \"sum\"\ndecimals = -1",
            r#"dashboard.toml:25 measure output: decimals "-1" descriptor"#,
            "应为不小于 0 的整数。",
            "Expected a whole number from 0.",
        ),
        (
            TOML,
            r#"kind = "sum""#,
            "kind = \"sum\"\ndecimals = 300",
            r#"dashboard.toml:20 measure output: decimals "300" descriptor"#,
            "应为 0 至 6。",
            "Expected 0 to 6.",
        ),
        (
            TOML,
            r#"kind = "sum""#,
            "kind = \"sum\"\nfactor = \"x\"",
            r#"dashboard.toml:25 measure output: factor "x" descriptor"#,
            "应为数值，写的是文本。",
            "Expected a number, found a text.",
        ),
        (
            TOML,
            r#"columns = ["id", "city"]"#,
            r#"columns = ["id", 2]"#,
            r#"dashboard.toml:66 tab firms: columns[1] "2" descriptor"#,
            "应为引号内的文本，写的是整数。",
            "Expected a text in quotes, found a whole number.",
        ),
        (
            TOML,
            r#"columns = { cities = "corridor" }"#,
            "columns = { cities = \"corridor\" }\nfacet = \"yes\"",
            r#"dashboard.toml:13 dimension corridor: facet "yes" descriptor"#,
            "应为 true 或 false，写的是文本。",
            "Expected true or false, found a text.",
        ),
        (
            TOML,
            r#"columns = { cities = "corridor" }"#,
            "columns = { cities = \"corridor\" }\nplaces = 3",
            r#"dashboard.toml:13 dimension corridor: places "3" descriptor"#,
            "应为表 { 键 = 值 }，写的是整数。",
            "Expected a table { KEY = VALUE }, found a whole number.",
        ),
        (
            TOML,
            r#"statements = "statements""#,
            "statements = \"statements\"\ncompare = [1]",
            r#"dashboard.toml:2 compare[0] "1" descriptor"#,
            "应为引号内的文本，写的是整数。",
            "Expected a text in quotes, found a whole number.",
        ),
        (
            TOML,
            r#"statements = "statements""#,
            "statements = \"statements\"\nrace = { by = \"x\", input = [{ measure = 3 }] }",
            r#"dashboard.toml:2 race: input[0].measure "3" descriptor"#,
            "应为引号内的文本，写的是整数。",
            "Expected a text in quotes, found a whole number.",
        ),
    ]);
}

#[test]
fn json_that_cannot_be_read_is_said_with_line_and_character() {
    // An end of the file stands behind the last character.
    for (json, line, zh) in [
        ("{\n  \"市\": 1", 2, "第 8 字符：文件在对象中间结束，缺少 }。"),
        ("[1", 1, "第 2 字符：文件在列表中间结束，缺少 ]。"),
        ("{\"a", 1, "第 3 字符：文件在文本中间结束，缺少双引号。"),
        ("{\"市\": }", 1, "第 7 字符：应为值：双引号内的文本、数值、true、false、null、[ 或 {。"),
        ("{\"a\" 1}", 1, "第 6 字符：键后应有冒号。"),
        ("{\"a\": 1 \"b\"}", 1, "第 9 字符：应为逗号，或对象末尾的 }。"),
        ("{\"a\":1,}", 1, "第 8 字符：最后一项后多了逗号。"),
        ("{\"市场\": 1, 2}", 1, "第 11 字符：键应是双引号内的文本。"),
        ("{\"a\": 01}", 1, "第 8 字符：数值的写法有误。"),
        ("{\"a\": 1e999}", 1, "第 11 字符：数值超出范围。"),
        ("{} {}", 1, "第 4 字符：JSON 应到此为止，其后还有内容。"),
        ("{\"a\": \"\\q\"}", 1, "第 9 字符：反斜杠后的字符无效；反斜杠本身应写作 \\\\。"),
        ("{\"a\": 1, \"a\": 2}", 1, "第 12 字符：对象中已有键 a。"),
        ("{\"a\": {\"甲\": 1, \"甲\": 1}}", 1, "第 18 字符：对象中已有键 甲。"),
    ] {
        let found = faults(&base().file("datapackage.json", json));
        let fault = &found.faults[0];
        assert_eq!((place(fault).as_str(), fault.text.zh.as_str()), (format!("datapackage.json:{line} json").as_str(), zh), "{json}");
    }
}

#[test]
fn toml_that_cannot_be_read_is_said_with_line_and_character() {
    for (toml, line, zh) in [
        ("a = b", 2, "第 5 字符：文本应放在引号内，或值的写法有误。"),
        ("a", 2, "第 2 字符：键后缺少 = 和值。"),
        ("= 1", 2, "第 1 字符：等号前缺少键。"),
        ("a = \"市", 2, "第 7 字符：引号不成对，或文本中有换行等控制字符。"),
        ("a = [1, 2", 2, "第 10 字符：列表缺少 ]。"),
        ("a = {b = 1", 2, "第 11 字符：缺少 }。"),
        ("[[a]", 2, "第 5 字符：缺少 ]]。"),
        ("市 = 1", 2, "第 1 字符：键由字母、数字、_、- 组成，其他字符应放在引号内。"),
        ("a = 1\na = 2", 3, "第 1 字符：键重复。"),
        ("a = 01", 2, "第 5 字符：数值的写法有误。"),
        ("a = \"b\" c", 2, "第 9 字符：此处应换行：每行为 键 = 值。"),
        ("a = \"\\q\"", 2, "第 7 字符：反斜杠后的字符无效；反斜杠本身应写作 \\\\。"),
    ] {
        let found = faults(&base().file("dashboard.toml", format!("# 市\n{toml}\n")));
        let fault = &found.faults[0];
        assert_eq!((place(fault).as_str(), fault.text.zh.as_str()), (format!("dashboard.toml:{line} toml").as_str(), zh), "{toml}");
    }
}

//! What a sound bundle becomes; the fault of each thing that can be wrong in `datapackage.json`, and the words of some.

use data::schema::{Formula, Kind, Role};
use data::{Basis, Text};

use super::{base, check, faults, load, sound};

#[test]
fn a_sound_pair_becomes_a_schema() {
    let schema = sound(&base()).schema;
    assert_eq!((schema.id.as_str(), schema.version.as_str()), ("base", "2.1"));
    assert_eq!(schema.title, Text::new("基础", "Base"));
    assert_eq!(schema.licences, ["CC0-1.0"]);
    assert_eq!(schema.tables.iter().map(|table| table.id.as_str()).collect::<Vec<_>>(), ["cities", "firms", "statements"]);
    let firms = schema.table("firms").expect("firms");
    assert_eq!((&firms.title, &firms.unit), (&Text::same("企业"), &Text::new("家", "firms")));
    assert_eq!(firms.sources[0].path.as_deref(), Some("https://example.org/firms"));
    assert_eq!(schema.table("cities").map(|table| table.sources[0].title.as_str()), Some("Office"), "the package's");
    assert_eq!(schema.table("statements").map(|table| table.basis), Some(Basis::Inferred));
    let grade = firms.field("grade").expect("grade");
    assert!(grade.ordered);
    assert_eq!(grade.categories[0].label, Text::new("低", "Low"));
    assert_eq!(grade.categories[1].label, Text::same("high"));
    assert_eq!(firms.field("basis").map(|field| field.categories.len()), Some(3));
    assert_eq!(firms.field("founded").map(|field| field.kind), Some(Kind::Year));
    assert_eq!(schema.dimension("grade").map(|dimension| dimension.role), Some(Role::Ordered));
    assert_eq!(schema.measure("output").map(|measure| measure.formula.clone()), Some(Formula::Sum("output".into())));
    let rate = Formula::Rate { over: "output".into(), under: "staff".into(), factor: 1.0 };
    assert_eq!(schema.measure("per_head").map(|measure| measure.formula.clone()), Some(rate));
    assert_eq!(schema.tabs[0].sort.as_deref(), Some("-founded"));
}

#[test]
fn bundle_ids() {
    for id in ["", "Base", "1st", "a_b", "a b", "基础", "api", "new", "../base"] {
        let Err(report) = load(id, &base()) else { panic!("{id} was taken") };
        assert_eq!(report.faults.iter().map(|fault| fault.rule).collect::<Vec<_>>(), ["bundle_id"], "{id}");
    }
    assert!(load("qcew-nj2", &base()).is_ok());
}

#[test]
fn packages() {
    check(
        "datapackage.json",
        &[
            (r#""version": "2.1","#, r#""version": "2.1""#, &["datapackage.json:6 json"]),
            (r#""version": "2.1","#, r#""version": 2.1,"#, &[r#"datapackage.json package: version "2.1" descriptor"#]),
            (r#""resources": ["#, r#""resource": ["#, &["datapackage.json package: resources descriptor"]),
            (
                r#""name": "cities", "path""#,
                r#""name": "ci/ties", "path""#,
                &[
                    r#"datapackage.json resource ci/ties: name "ci/ties" id"#,
                    r#"datapackage.json resource firms: schema: foreignKeys "cities" reference"#,
                    r#"dashboard.toml:3 dimension city: columns "cities" reference"#,
                    r#"dashboard.toml:9 dimension corridor: columns "cities" reference"#,
                    r#"dashboard.toml:3 dimension city: marked_by "corridor" reference"#,
                    r#"dashboard.toml:56 panel plane: by "corridor" reference"#,
                    r#"dashboard.toml:56 panel plane: against "per_head" reference"#,
                ],
            ),
            (
                r#""name": "statements", "path""#,
                r#""name": "cities", "path""#,
                &[
                    r#"datapackage.json resource cities: name "cities" duplicate"#,
                    r#"dashboard.toml:1 statements: table "statements" reference"#,
                ],
            ),
            (r#""basis": "inferred""#, r#""basis": "guess""#, &[r#"datapackage.json resource statements: basis "guess" basis"#]),
            (r#""basis": "inferred""#, r#""encoding": "ansi""#, &[r#"datapackage.json resource statements: encoding "ansi" descriptor"#]),
            (r#""basis": "inferred""#, r#""compression": "gz""#, &["datapackage.json resource statements: compression descriptor"]),
            (
                r#""basis": "inferred""#,
                r#""dialect": {"delimiter": ";;", "quoteChar": "''", "escapeChar": 1, "doubleQuote": "no", "headerRows": [2, 1], "commentRows": [0]}"#,
                &[
                    r#"datapackage.json resource statements: dialect: commentRows "[0]" descriptor"#,
                    r#"datapackage.json resource statements: dialect: doubleQuote "no" descriptor"#,
                    r#"datapackage.json resource statements: dialect: escapeChar "1" descriptor"#,
                    r#"datapackage.json resource statements: dialect: headerRows "[2,1]" descriptor"#,
                    r#"datapackage.json resource statements: dialect: quoteChar "''" descriptor"#,
                ],
            ),
            (
                r#""basis": "inferred""#,
                r#""dialect": {"delimiter": "\"", "commentChar": "\n"}"#,
                &[
                    r#"datapackage.json resource statements: dialect: quoteChar "\"" descriptor"#,
                    r#"datapackage.json resource statements: dialect: lineTerminator "\n" descriptor"#,
                ],
            ),
            (r#""basis": "inferred""#, r#""dialect": 7"#, &[r#"datapackage.json resource statements: dialect "7" descriptor"#]),
            (
                r#""basis": "inferred""#,
                r#""dialect": "../dialect.json""#,
                &[r#"datapackage.json resource statements: dialect "../dialect.json" path"#],
            ),
            (
                r#""primaryKey": "name""#,
                r#""primaryKey": ["nom"]"#,
                &[r#"datapackage.json resource cities: schema: primaryKey "nom" reference"#],
            ),
            (r#""primaryKey": "name""#, r#""primaryKey": 1"#, &[r#"datapackage.json resource cities: schema: primaryKey "1" descriptor"#]),
            (
                r#""primaryKey": "name""#,
                r#""fieldsMatch": "some""#,
                &[r#"datapackage.json resource cities: schema: fieldsMatch "some" descriptor"#],
            ),
            (
                r#"{ "fields": ["city"]"#,
                r#"{ "fields": ["town"]"#,
                &[r#"datapackage.json resource firms: schema: foreignKeys "town" reference"#],
            ),
            (
                r#"{ "fields": ["city"]"#,
                r#"{ "fields": ["city", "id"]"#,
                &[
                    r#"datapackage.json resource firms: schema: foreignKeys "[\"city\",\"id\"]" descriptor"#,
                    r#"dashboard.toml:56 panel plane: by "corridor" reference"#,
                    r#"dashboard.toml:56 panel plane: against "per_head" reference"#,
                ],
            ),
            (
                r#""fields": ["name"] }"#,
                r#""fields": ["nom"] }"#,
                &[r#"datapackage.json resource firms: schema: foreignKeys "nom" reference"#],
            ),
            (
                r#""fields": ["name"] }"#,
                r#""fields": ["corridor"] }"#,
                &[r#"datapackage.json resource firms: schema: foreignKeys "city" descriptor"#],
            ),
        ],
    );
}

#[test]
fn fields() {
    check(
        "datapackage.json",
        &[
            (
                r#""type": "date""#,
                r#""type": "date", "format": "%d.%m.%Y""#,
                &[r#"datapackage.json resource firms field day: format "%d.%m.%Y" descriptor"#],
            ),
            (
                r#""type": "date""#,
                r#""type": "date", "format": "any""#,
                &[r#"datapackage.json resource firms field day: format "any" descriptor"#],
            ),
            (
                r#""type": "date""#,
                r#""type": "datetime", "format": "%d/%m/%Y %H:%M""#,
                &[r#"datapackage.json resource firms field day: format "%d/%m/%Y %H:%M" descriptor"#],
            ),
            (
                r#""type": "date""#,
                r#""type": "time", "format": "%H.%M""#,
                &[r#"datapackage.json resource firms field day: format "%H.%M" descriptor"#],
            ),
            (
                r#""type": "date""#,
                r#""type": "yearmonth", "format": 7"#,
                &[r#"datapackage.json resource firms field day: format "7" descriptor"#],
            ),
            (r#"{ "name": "day""#, r#"{ "name": "city""#, &[r#"datapackage.json resource firms: schema: fields "city" duplicate"#]),
            (r#"{ "name": "day""#, r#"{ "name": "the__day""#, &[r#"datapackage.json resource firms field the__day: name "the__day" id"#]),
            (
                r#""pattern": "f\\d+""#,
                r#""pattern": "f(""#,
                &[r#"datapackage.json resource firms field id: constraints: pattern "f(" descriptor"#],
            ),
            (
                r#""pattern": "f\\d+""#,
                r#""pattern": "a)(b""#,
                &[r#"datapackage.json resource firms field id: constraints: pattern "a)(b" descriptor"#],
            ),
            (
                r#""pattern": "f\\d+""#,
                r#""required": "yes""#,
                &[r#"datapackage.json resource firms field id: constraints: required "yes" descriptor"#],
            ),
            (
                r#""minimum": 1900"#,
                r#""minimum": 2026"#,
                &[r#"datapackage.json resource firms field founded: constraints: maximum "2025" descriptor"#],
            ),
            (
                r#""minimum": 1900"#,
                r#""minimum": true"#,
                &[r#"datapackage.json resource firms field founded: constraints: minimum "true" descriptor"#],
            ),
            (
                r#""minimum": 1900"#,
                r#""pattern": "2.*""#,
                &[r#"datapackage.json resource firms field founded: constraints: pattern "2.*" descriptor"#],
            ),
            (
                r#""minimum": 1900"#,
                r#""enum": [2001, "20x"]"#,
                &[r#"datapackage.json resource firms field founded: constraints: enum "20x" descriptor"#],
            ),
            (r#", "high"]"#, r#", "high", "low"]"#, &[r#"datapackage.json resource firms field grade: categories "low" duplicate"#]),
            (
                r#", "high"]"#,
                r#", "high"], "constraints": { "enum": ["low", "middle"] }"#,
                &[r#"datapackage.json resource firms field grade: constraints: enum "middle" descriptor"#],
            ),
            (
                r#"{ "name": "basis" }"#,
                r#"{ "name": "basis", "categories": ["real"] }"#,
                &[r#"datapackage.json resource firms field basis: categories "real" basis"#],
            ),
            (
                r#"{ "name": "basis" }"#,
                r#"{ "name": "basis", "type": "integer" }"#,
                &["datapackage.json resource firms field basis: type descriptor"],
            ),
            (
                r#""label": "not_applicable""#,
                r#""reason": "n/a""#,
                &[r#"datapackage.json resource firms field output: missingValues "n/a" descriptor"#],
            ),
            (r#"{ "value": "x", "#, r#"{ "value": "", "#, &[r#"datapackage.json resource firms field output: missingValues duplicate"#]),
            (
                r#""columns": ["output"]"#,
                r#""columns": ["turnover"]"#,
                &[r#"datapackage.json resource firms field flag: suppress "turnover" reference"#],
            ),
            (
                r#""columns": ["output"]"#,
                r#""columns": ["id"]"#,
                &[r#"datapackage.json resource firms field flag: suppress "id" descriptor"#],
            ),
            (
                r#""columns": ["output"]"#,
                r#""column": ["output"]"#,
                &[
                    "datapackage.json resource firms field flag: suppress: columns descriptor",
                    r#"datapackage.json resource firms field flag: suppress "column" descriptor"#,
                ],
            ),
        ],
    );
}

#[test]
fn messages_say_what_would_be_right() {
    for (file, from, to, zh, en) in [
        (
            "dashboard.toml",
            r#"title = { zh = "散点""#,
            r#"titel = { zh = "散点""#,
            "没有名为 titel 的键，应为以下之一：id、title、kind、measure、by、split、against、sized、per、top、order、log、reference、classes、note。",
            "There is no key titel: expected one of id, title, kind, measure, by, split, against, sized, per, top, order, log, reference, classes, note.",
        ),
        (
            "firms.csv",
            ",high,",
            ",hi,",
            "不在允许的取值之内，应为以下之一：low、high。",
            "Not one of the values allowed: expected low, high.",
        ),
        (
            "firms.csv",
            "乙市",
            "丁市",
            "cities.name 中没有此值：应引用其中已有的一行。",
            "cities.name has no such value: expected one of its rows.",
        ),
        (
            "firms.csv",
            "f2,",
            "f1,",
            "值应唯一，但 firms.csv 第 2 行已有此值。",
            "Expected each value once, but line 2 of firms.csv has this one too.",
        ),
    ] {
        let found = faults(&base().with(file, from, to));
        assert_eq!((found.faults[0].text.zh.as_str(), found.faults[0].text.en.as_str()), (zh, en));
    }
}

#[test]
fn links_lead_to_the_web_or_to_mail() {
    let with = |path: &str| base().with("datapackage.json", "https://example.org/firms", path);
    for path in ["http://example.org", "HTTPS://example.org/", "mailto:office@example.org", "sources/reply.pdf", "答复.pdf"] {
        sound(&with(path));
    }
    for path in [
        "javascript:alert(1)",
        " java\\tscript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//evil.example/",
        "\\\\\\\\evil.example\\\\x",
        "http://",
    ] {
        let found = faults(&with(path));
        let rules: Vec<_> = found.faults.iter().map(|fault| (fault.rule, fault.column.as_deref())).collect();
        assert_eq!(rules, [("link", Some("resource firms: sources: path"))], "{path}");
    }
}

//! A schema in a file of its own: read as if it stood in the package, named where it is wrong, and of the bundle.

use data::engine::limits::Limits;
use data::schema::Table;

use super::{Memory, base, faults, place, sound};

const SCHEMA: &str = r#"{
        "fields": [{ "name": "name" }, { "name": "corridor", "type": "boolean", "constraints": { "required": true } }],
        "primaryKey": "name"
      }"#;

fn referred(path: &str, schema: &str) -> Memory {
    base().with("datapackage.json", SCHEMA, &format!("\"{path}\"")).file("meta/cities.json", schema)
}

#[test]
fn a_schema_in_a_file_says_what_it_would_say_in_the_package() {
    let (here, there) = (sound(&base()).schema, sound(&referred("./meta/cities.json", SCHEMA)).schema);
    let said = |table: &Table| format!("{:?} {:?}", table.fields.to_vec(), table.primary_key);
    assert_eq!(said(&here.tables[0]), said(&there.tables[0]));
}

#[test]
fn a_schema_in_a_file_is_of_the_bundle_and_named_where_it_is_wrong() {
    for (path, schema, expected) in [
        ("https://example.org/schema.json", SCHEMA, r#"datapackage.json resource cities: schema "https://example.org/schema.json" path"#),
        ("../schema.json", SCHEMA, r#"datapackage.json resource cities: schema "../schema.json" path"#),
        ("/etc/passwd", SCHEMA, r#"datapackage.json resource cities: schema "/etc/passwd" path"#),
        ("gone.json", SCHEMA, "gone.json file"),
        ("meta/cities.json", "[]", r#"meta/cities.json resource cities: schema "[]" descriptor"#),
        ("meta/cities.json", "{\n\"fields\": [,]}", "meta/cities.json:2 json"),
        ("meta/cities.json", "{}", "meta/cities.json resource cities: schema: fields descriptor"),
        (
            "meta/cities.json",
            r#"{ "fields": [{ "name": "name" }, { "name": "corridor", "type": "bool" }] }"#,
            r#"meta/cities.json resource cities field corridor: type "bool" descriptor"#,
        ),
        (
            "meta/cities.json",
            r#"{ "fields": [{ "name": "name" }, { "name": "corridor", "type": "boolean" }], "primaryKey": "nom" }"#,
            r#"meta/cities.json resource cities: schema: primaryKey "nom" reference"#,
        ),
    ] {
        let found = faults(&referred(path, schema));
        let found: Vec<String> = found.faults.iter().map(place).filter(|place| !place.starts_with("dashboard.toml")).collect();
        assert_eq!(found, [expected], "{path}");
    }
}

#[test]
fn a_schema_in_a_file_counts_among_the_limits() {
    let fields: Vec<String> = (0..20).map(|at| format!(r#"{{ "name": "c{at}" }}"#)).collect();
    let files = referred("meta/cities.json", &format!(r#"{{ "fields": [{}] }}"#, fields.join(",")));
    let limits = Limits { columns: 19, ..Limits::default() };
    let report = data::engine::load::load("base", &files, &limits).expect_err("too many columns");
    assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), ["datapackage.json limit"], "{report}");
}

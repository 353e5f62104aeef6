//! Limits: each is kept, named where it is passed, and can be raised; and nothing takes the square of what a bundle declares.

use data::engine::fault::FaultReport;
use data::engine::limits::Limits;
use data::engine::load::load;

use super::standard::resource;
use super::{Memory, base, place};

fn within(change: impl Fn(&mut Limits), files: &Memory) -> Result<(), FaultReport> {
    let mut limits = Limits::default();
    change(&mut limits);
    load("base", files, &limits).map(drop)
}

#[test]
fn the_sound_bundle_fits_exactly_and_one_less_is_named() {
    let files = base();
    let length = |name: &str| files.0[name].len() as u64;
    let descriptors = length("datapackage.json") + length("dashboard.toml");
    let longest = ["cities.csv", "firms.csv", "statements.csv"].into_iter().max_by_key(|name| length(name)).expect("files");
    let whole = descriptors + length("cities.csv") + length("firms.csv") + length("statements.csv");
    type Place = fn(&mut Limits) -> &mut u64;
    let cases: [(&str, u64, Place, &str); 8] = [
        ("file_bytes", length(longest), |limits| &mut limits.file_bytes, longest),
        ("document_bytes", length("datapackage.json"), |limits| &mut limits.document_bytes, "datapackage.json"),
        ("bundle_bytes", whole, |limits| &mut limits.bundle_bytes, "statements.csv"),
        // 2 cities, 4 firms, 1 figure, of 2, 9 and 12 columns: 4 + 36 + 12 cells.
        ("rows", 7, |limits| &mut limits.rows, "statements.csv:2"),
        ("cells", 52, |limits| &mut limits.cells, "statements.csv:2"),
        ("columns", 23, |limits| &mut limits.columns, "datapackage.json"),
        // A token each; `output` has one more; `grade` two categories, `qualifier` an enum of two.
        ("categories", 28, |limits| &mut limits.categories, "datapackage.json"),
        ("entries", 3, |limits| &mut limits.entries, "datapackage.json"),
    ];
    for (name, most, limit, at) in cases {
        within(|limits| *limit(limits) = most, &files).unwrap_or_else(|report| panic!("{name}: {report}"));
        let report = within(|limits| *limit(limits) = most - 1, &files).expect_err(name);
        assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), [format!("{at} limit")], "{report}");
        let text = &report.faults[0].text;
        assert!(text.zh.contains(&format!("--limit {name}=")) && text.en.contains(&format!("--limit {name}=")), "{text:?}");
    }
}

#[test]
fn a_deadline_of_no_time_ends_loading_between_blocks() {
    // 70,000 rows of two columns: more steps than a block has.
    let cities: String = (0..70_000).map(|at| format!("c{at},true\n")).collect();
    let files = base().file("cities.csv", format!("name,corridor\n{cities}"));
    let report = within(|limits| limits.seconds = 0, &files).expect_err("no time");
    let places: Vec<_> = report.faults.iter().map(place).collect();
    assert!(places.len() == 1 && places[0].starts_with("cities.csv:") && places[0].ends_with(" limit"), "{report}");
    assert!(report.faults[0].text.zh.contains("--limit seconds="), "{report}");
}

#[test]
fn a_deadline_is_looked_at_inside_every_document_and_every_record() {
    let zeros = "0,".repeat(70_000);
    let shapes = "statements = \"statements\"\n";
    let with_shapes = "facet = true\nshapes = { path = \"cities.geojson\", property = \"name\", approval = { zh = \"甲\", en = \"A\" } }\n";
    // A text column takes four steps a row to be read and one more to be looked through: the limit lies between.
    let many: String = (0..14_500).map(|at| format!("v{at}\n")).collect();
    for (files, at) in [
        (base().with("datapackage.json", r#"["is", "allowed"]"#, &format!("[{zeros}0]")), "datapackage.json"),
        (base().with("dashboard.toml", shapes, &format!("{shapes}#{}\n", "x".repeat(70_000))), "dashboard.toml"),
        (
            base()
                .with("dashboard.toml", "marked_by = \"corridor\"\n", &format!("marked_by = \"corridor\"\n{with_shapes}"))
                .file("cities.geojson", format!("{{\"type\": \"FeatureCollection\", \"features\": [], \"more\": [{zeros}0]}}")),
            "cities.geojson",
        ),
        (base().file("cities.csv", format!("name,corridor\n{}", "x\n".repeat(70_000))), "cities.csv"),
        (base().file("cities.csv", format!("name,corridor\n甲市,true\n{}乙市,false\n", "\n".repeat(70_000))), "cities.csv"),
        (base().file("cities.csv", format!("{}name,corridor\n", "\n".repeat(70_000))), "cities.csv"),
        (resource(r#"{ "fields": [{ "name": "x" }] }"#, &format!("x\n{many}")), "datapackage.json"),
    ] {
        let report = within(|limits| limits.seconds = 0, &files).expect_err("no time");
        let found: Vec<_> = report.faults.iter().filter(|fault| fault.rule == "limit").map(|fault| fault.file.as_str()).collect();
        assert_eq!(found, [at], "{report}");
        within(|limits| limits.seconds = 1_000, &files).err().into_iter().for_each(|report| {
            assert!(report.faults.iter().all(|fault| fault.rule != "limit"), "{report}");
        });
    }
}

#[test]
fn a_record_of_too_many_values_ends_loading_before_it_is_read() {
    for cities in [format!("name,corridor\n{}\n", ",".repeat(1_000_000)), format!("name,corridor{}\n", ",".repeat(1_000_000))] {
        let report = within(|_| {}, &base().file("cities.csv", cities)).expect_err("too many");
        assert_eq!(report.counts, [("limit", 1)], "{report}");
        assert!(report.faults[0].text.zh.contains("--limit columns="), "{report}");
    }
}

#[test]
fn statements_of_one_tile_are_entries() {
    let statements: Vec<String> = (0..257).map(|at| format!("v{at} = \"s1\"")).collect();
    let files = base().with("dashboard.toml", "statements = { low = \"s1\" }", &format!("statements = {{ {} }}", statements.join(", ")));
    let report = within(|_| {}, &files).expect_err("too many");
    assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), ["dashboard.toml limit"], "{report}");
}

#[test]
fn a_pattern_that_grows_is_refused_by_its_size_when_compiled() {
    let files = base().with("datapackage.json", r#""pattern": "f\\d+""#, r#""pattern": "(\\w{1000}){1000}""#);
    let report = within(|_| {}, &files).expect_err("too big");
    let places: Vec<_> = report.faults.iter().map(place).collect();
    assert_eq!(places, [r#"datapackage.json resource firms field id: constraints: pattern "(\\w{1000}){1000}" limit"#], "{report}");
    let files = base().with("datapackage.json", r#""pattern": "f\\d+""#, r#""pattern": "f\\w{1,100}""#);
    within(|_| {}, &files).expect_err("four kilobytes are too few for a hundred letters of any script");
    within(|limits| limits.pattern_bytes = 100 << 20, &files).unwrap_or_else(|report| panic!("{report}"));
}

/// Every limit raised but the deadline: what takes the square of these numbers passes it.
fn raised(limits: &mut Limits) {
    for (name, limit) in limits.named() {
        if name != "seconds" {
            *limit = u64::MAX;
        }
    }
}

/// The bundle with so many columns more, named `c0`, `c1` …, in one table.
fn wide(columns: usize) -> Memory {
    let fields: String = (0..columns).map(|at| format!(r#", {{ "name": "c{at}" }}"#)).collect();
    let (head, row): (String, String) = (0..columns).map(|at| (format!(",c{at}"), ",1")).unzip();
    base()
        .with("datapackage.json", r#""required": true } }]"#, &format!(r#""required": true }} }}{fields}]"#))
        .file("cities.csv", format!("name,corridor{head}\n甲市,true{row}\n乙市,false{row}\n"))
}

#[test]
fn columns_beyond_the_limit_are_a_fault_and_as_many_when_it_is_raised_load_in_time() {
    let files = wide(200_000);
    let report = within(|_| {}, &files).expect_err("too many");
    assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), ["datapackage.json limit"; 2], "columns, and a token for each");
    within(raised, &files).unwrap_or_else(|report| panic!("{report}"));
    // A head without them: every one is a fault, and the first hundred are listed.
    let report = within(raised, &files.file("cities.csv", "name,corridor\n")).expect_err("no columns");
    assert_eq!((report.count(), report.faults.len()), (200_000, 100));
}

#[test]
fn many_categories_tokens_and_faults_of_descriptors_take_no_square() {
    let list = |name: &str| (0..300_000).map(|at| format!(r#""{name}{at}""#)).collect::<Vec<_>>().join(",");
    let files = base().with(
        "datapackage.json",
        r#"{ "name": "city" }"#,
        &format!(r#"{{ "name": "city", "categories": ["甲市","乙市",{}] }}"#, list("v")),
    );
    within(raised, &files).unwrap_or_else(|report| panic!("{report}"));
    let files =
        base().with("datapackage.json", r#"{ "name": "city" }"#, &format!(r#"{{ "name": "city", "missingValues": ["",{}] }}"#, list("t")));
    within(raised, &files).unwrap_or_else(|report| panic!("{report}"));
    // A hundred thousand lines that are no TOML, and as many keys that nobody knows.
    for lines in ["=\n".repeat(100_000), (0..100_000).map(|at| format!("k{at} = 1\n")).collect()] {
        let report = within(raised, &base().file("dashboard.toml", lines)).expect_err("no dashboard");
        assert!(report.count() >= 100_000 && report.faults.len() == 100, "{report}");
    }
}

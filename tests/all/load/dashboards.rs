//! The fault of each thing that can be wrong in `dashboard.toml`.

use super::{base, check, faults, place};

#[test]
fn dashboards() {
    check(
        "dashboard.toml",
        &[
            (r#"title = { zh = "走廊""#, r#"titel = { zh = "走廊""#, &["dashboard.toml:11 dimension corridor: titel descriptor"]),
            (r#"title = { zh = "走廊", en = "Corridor" }"#, "", &["dashboard.toml:9 dimension corridor: title descriptor"]),
            (r#"zh = "走廊", en"#, r#"zh = "走廊", fr"#, &["dashboard.toml:11 dimension corridor: title.fr descriptor"]),
            ("[[tab]]", "[[tabs]]", &["dashboard.toml:64 tabs descriptor"]),
            ("[[tab]]", "[tab]", &["dashboard.toml:64 tab descriptor"]),
            ("[[tab]]", "[[tab]", &["dashboard.toml:64 toml"]),
            (
                r#"id = "grade""#,
                r#"id = "Grade""#,
                &[
                    r#"dashboard.toml:14 dimension Grade: id "Grade" id"#,
                    r#"dashboard.toml:42 tile grades: split "grade" reference"#,
                    r#"dashboard.toml:48 panel by_city: split "grade" reference"#,
                ],
            ),
            (
                r#"id = "corridor""#,
                r#"id = "page""#,
                &[
                    r#"dashboard.toml:9 dimension page: id "page" id"#,
                    r#"dashboard.toml:3 dimension city: marked_by "corridor" reference"#,
                    r#"dashboard.toml:56 panel plane: by "corridor" reference"#,
                ],
            ),
            (r#"id = "output""#, r#"id = "grade""#, &[r#"dashboard.toml:20 measure grade: id "grade" duplicate"#]),
            (r#"id = "output""#, r#"id = "out__put""#, &[r#"dashboard.toml:20 measure out__put: id "out__put" id"#]),
            (
                r#"columns = { firms = "grade" }"#,
                r#"columns = { firms = "rank" }"#,
                &[
                    r#"dashboard.toml:14 dimension grade: columns "rank" reference"#,
                    r#"dashboard.toml:14 dimension grade: role descriptor"#,
                ],
            ),
            (
                r#"columns = { firms = "grade" }"#,
                r#"columns = { firms = "city" }"#,
                &[
                    "dashboard.toml:14 dimension grade: role descriptor",
                    r#"dashboard.toml:42 tile grades: statements: low "low" reference"#,
                ],
            ),
            (r#"role = "ordered""#, r#"role = "year""#, &["dashboard.toml:14 dimension grade: role descriptor"]),
            (r#"role = "ordered""#, r#"role = "orderd""#, &[r#"dashboard.toml:17 dimension grade: role "orderd" descriptor"#]),
            (
                r#"role = "ordered""#,
                r#"labels = { table = "firms", value = "grade", zh = "nom", en = "grade" }"#,
                &[r#"dashboard.toml:14 dimension grade: labels "nom" reference"#],
            ),
            (r#"marked_by = "corridor""#, r#"marked_by = "grade""#, &[r#"dashboard.toml:3 dimension city: marked_by "grade" descriptor"#]),
            (r#"marked_by = "corridor""#, r#"counts = "turnover""#, &[r#"dashboard.toml:3 dimension city: counts "turnover" reference"#]),
            (r#"marked_by = "corridor""#, r#"counts = "per_head""#, &[r#"dashboard.toml:3 dimension city: counts "per_head" descriptor"#]),
            (
                r#"columns = { firms = "grade" }"#,
                "columns = { firms = \"grade\" }\ncounts = \"areas\"\n[[measure]]\nid = \"areas\"\ntitle = { zh = \"市\", en = \"Cities\" }\ntable = \"cities\"\nkind = \"count\"",
                &[r#"dashboard.toml:14 dimension grade: counts "areas" reference"#],
            ),
        ],
    );
}

#[test]
fn measures_tiles_panels_and_tabs() {
    check(
        "dashboard.toml",
        &[
            (r#"kind = "sum""#, r#"kind = "count""#, &[r#"dashboard.toml:20 measure output: column "output" descriptor"#]),
            (r#"column = "output""#, r#"column = "grade""#, &[r#"dashboard.toml:20 measure output: column "grade" descriptor"#]),
            (r#"column = "output""#, r#"column = "turnover""#, &[r#"dashboard.toml:20 measure output: column "turnover" reference"#]),
            (r#"column = "output""#, "", &["dashboard.toml:20 measure output: column descriptor"]),
            (
                r#"under = "staff""#,
                "factor = 0",
                &["dashboard.toml:34 measure per_head: under descriptor", r#"dashboard.toml:34 measure per_head: factor "0" descriptor"#],
            ),
            (
                r#"where = "grade=low""#,
                r#"where = "grade__like=low""#,
                &[r#"dashboard.toml:20 measure output: where "grade__like=low" filter"#],
            ),
            (r#"where = "grade=low""#, r#"where = "page=2""#, &[r#"dashboard.toml:20 measure output: where "page=2" filter"#]),
            (r#"where = "grade=low""#, r#"where = "grade=""#, &[r#"dashboard.toml:20 measure output: where "grade=" filter"#]),
            (r#"where = "grade=low""#, "decimals = 9", &[r#"dashboard.toml:20 measure output: decimals "9" descriptor"#]),
            (r#"where = "grade=low""#, "small = 9", &[r#"dashboard.toml:20 measure output: small "9" descriptor"#]),
            (
                r#"where = "grade=low""#,
                "small = 4000000000",
                &[
                    r#"dashboard.toml:20 measure output: small "4000000000" descriptor"#,
                    r#"dashboard.toml:20 measure output: small "4000000000" descriptor"#,
                ],
            ),
            ("kind = \"sum\"\ncolumn = \"output\"", r#"kind = "share""#, &["dashboard.toml:20 measure output: of descriptor"]),
            (
                "measure = \"count\"\nsplit = \"grade\"\n",
                "measure = \"firms\"\nsplit = \"grade\"\n",
                &[r#"dashboard.toml:42 tile grades: measure "firms" reference"#],
            ),
            (
                "statements = { low = \"s1\" }",
                r#"statements = { low = "s9", lo = "s1" }"#,
                &[
                    r#"dashboard.toml:42 tile grades: statements: lo "lo" reference"#,
                    r#"dashboard.toml:42 tile grades: statements: low "s9" reference"#,
                ],
            ),
            (r#"statements = { low = "s1" }"#, r#"statement = "s1""#, &[r#"dashboard.toml:42 tile grades: statement "s1" descriptor"#]),
            ("statements = \"statements\"\n", "\n", &["dashboard.toml:42 tile grades: statements reference"]),
            ("by = \"city\"\nsplit = \"grade\"", r#"by = "city""#, &["dashboard.toml:48 panel by_city: split descriptor"]),
            (
                "by = \"city\"\nsplit = \"grade\"",
                "by = \"city\"\nsplit = \"city\"\ntop = 0",
                &[r#"dashboard.toml:48 panel by_city: split "city" descriptor"#, r#"dashboard.toml:48 panel by_city: top "0" descriptor"#],
            ),
            (r#"kind = "stacked""#, r#"kind = "bar""#, &[r#"dashboard.toml:48 panel by_city: split "grade" descriptor"#]),
            (
                "kind = \"stacked\"\nmeasure = \"count\"",
                "kind = \"stacked\"\nmeasure = \"per_head\"",
                &[r#"dashboard.toml:48 panel by_city: measure "per_head" descriptor"#],
            ),
            (
                r#"kind = "scatter""#,
                r#"kind = "line""#,
                &[
                    r#"dashboard.toml:56 panel plane: against "per_head" descriptor"#,
                    r#"dashboard.toml:56 panel plane: by "corridor" descriptor"#,
                ],
            ),
            (
                r#"kind = "stacked""#,
                "kind = \"stacked\"\nreference = { value = 1, label = { zh = \"x\", en = \"x\" } }",
                &[r#"dashboard.toml:48 panel by_city: reference "x" descriptor"#],
            ),
            (r#"kind = "scatter""#, "kind = \"scatter\"\nlog = \"z\"", &[r#"dashboard.toml:56 panel plane: log "z" descriptor"#]),
            (r#"kind = "scatter""#, r#"kind = "bubble""#, &["dashboard.toml:56 panel plane: sized descriptor"]),
            (
                r#"kind = "scatter""#,
                "kind = \"scatter\"\nper = \"corridor\"",
                &[r#"dashboard.toml:56 panel plane: per "corridor" descriptor"#],
            ),
            (
                r#"kind = "stacked""#,
                r#"kind = "map""#,
                &[
                    r#"dashboard.toml:48 panel by_city: split "grade" descriptor"#,
                    r#"dashboard.toml:48 panel by_city: by "city" descriptor"#,
                ],
            ),
            (r#"against = "per_head""#, r#"against = "heads""#, &[r#"dashboard.toml:56 panel plane: against "heads" reference"#]),
            (r#"against = "per_head""#, "", &["dashboard.toml:56 panel plane: against descriptor"]),
            (r#"id = "plane""#, r#"id = "by_city""#, &[r#"dashboard.toml:56 panel by_city: id "by_city" duplicate"#]),
            (r#"id = "plane""#, r#"id = "a/b""#, &[r#"dashboard.toml:56 panel a/b: id "a/b" id"#]),
            (
                "[\"id\", \"city\"]",
                "[\"id\", \"town\", \"id\"]",
                &[r#"dashboard.toml:64 tab firms: columns "town" reference"#, r#"dashboard.toml:64 tab firms: columns "id" duplicate"#],
            ),
            (r#"sort = "-founded""#, r#"sort = "-age""#, &[r#"dashboard.toml:64 tab firms: sort "-age" reference"#]),
            (r#"sort = "-founded""#, "[[tab]]\ntable = \"firms\"", &[r#"dashboard.toml:67 tab firms: table "firms" duplicate"#]),
        ],
    );
}

#[test]
fn a_panel_reaches_its_dimension_or_is_a_fault() {
    // Cities do not refer to firms, so they have no grade.
    let found = faults(&base().with("dashboard.toml", "table = \"firms\"\nkind = \"count\"", "table = \"cities\"\nkind = \"count\""));
    assert_eq!(
        found.faults.iter().map(place).collect::<Vec<_>>(),
        [r#"dashboard.toml:42 tile grades: split "grade" reference"#, r#"dashboard.toml:48 panel by_city: split "grade" reference"#,]
    );
    assert_eq!(
        found.faults[0].text.en,
        "The table cities of the measure count neither has this dimension nor reaches it through its foreign keys."
    );
}

//! Columns through foreign keys, on the bundle `small`: in the table, in its order, and in files with ids and raw values or with titles and labels.

use data::engine::files::Files;
use data::engine::{Engine, Question};

use crate::{Changed, shipped, small};

/// The lines of a table's CSV.
fn lines(question: &Question) -> Vec<String> {
    let rows = question.rows().expect("the table");
    let mut bytes = server::csv::head(&rows, &question.plan.query);
    bytes.extend(server::csv::chunk(&rows, 0));
    String::from_utf8(bytes).expect("text").lines().map(String::from).collect()
}

fn firms(search: &str) -> Vec<String> {
    let question = small().ask_table(&format!("/small/firms.csv?bom=0&{search}"), "firms").expect("the table");
    assert!(question.notices.is_empty(), "{:?}", question.notices);
    lines(&question)
}

#[test]
fn a_table_shows_and_sorts_by_columns_of_the_tables_that_it_refers_to() {
    let question = small().ask("/small?tab=firms&cols=id,city.gdp,city.name&sort=-city.gdp").expect("the bundle");
    assert!(question.notices.is_empty(), "{:?}", question.notices);
    let table = question.report().table;
    let ids: Vec<&str> = table.rows.iter().map(|row| row[0].raw.as_str()).collect();
    // Cities of 300, 200 and 100; f18 is in none.
    let order = [
        "f01", "f02", "f03", "f04", "f05", "f06", "f07", "f08", "f09", "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17", "f19",
        "f20", "f18",
    ];
    assert_eq!(ids, order);
    assert_eq!(table.rows[8][1].number, Some(200.0));
    assert_eq!(table.rows[19][1].missing.map(data::Missing::id), Some("not_reported"));
    let gdp = &table.columns[1];
    assert_eq!((gdp.id.as_str(), gdp.title.zh.as_str(), gdp.unit.zh.as_str(), gdp.sorted), ("city.gdp", "GDP（市）", "亿元", Some(true)));
    // A firm has a city of its own; its city's name is the same dimension another way, and is no link.
    assert!(table.rows[0][2].link.is_none());
    assert!(table.choices.iter().any(|choice| choice.id == "city.gdp" && choice.shown));
}

#[test]
fn a_file_has_ids_and_raw_values_unless_the_address_asks_for_words() {
    let columns = "cols=id,name,city.name,city.corridor,grade,output";
    let bare = firms(columns);
    assert_eq!(bare[0], "id,name,city.name,city.corridor,grade,output,basis");
    assert_eq!(bare[1], "f01,甲一,甲市,true,low,100,published");
    assert_eq!(bare[18], "f18,\"丙\"\"四\"\"\",,,low,5,published");
    let zh = firms(&format!("{columns}&head=title&cells=label&lang=zh"));
    assert_eq!(zh[0], "编号,名称,名称（市）,走廊（市）,等级,产值（万元）,依据");
    assert_eq!(zh[1], "f01,甲一,甲市,是,低,100,公布");
    assert_eq!(zh[4], "f04,甲四,甲市,是,中,x,公布");
    assert_eq!(zh[15], "f15,丙一,丙市,否,低,,公布");
    let en = firms(&format!("{columns}&head=title&cells=label&lang=en"));
    assert_eq!(en[0], "Id,Name,Name (Cities),Corridor (Cities),Grade,\"Output (10,000 CNY)\",Basis");
    assert_eq!(en[5], "f05,甲五,Alpha,Yes,High,500,Illustrative");
}

#[test]
fn a_column_that_no_key_leads_to_is_named() {
    let question = small().ask("/small?tab=firms&cols=id,city.moon,moon.gdp&sort=city.moon").expect("the bundle");
    let params: Vec<&str> = question.notices.iter().map(|notice| notice.param.as_str()).collect();
    assert_eq!(params, ["sort", "cols"]);
    let to = |column: &str| match column {
        "city.gdp" => Changed(|path, text| {
            (path == "dashboard.toml").then(|| text.replacen("columns = [\"id\"", "columns = [\"id\", \"city.gdp\"", 1))
        }),
        _ => Changed(|path, text| {
            (path == "dashboard.toml").then(|| text.replacen("columns = [\"id\"", "columns = [\"id\", \"city.moon\"", 1))
        }),
    };
    assert_eq!(to("city.gdp").engine().ask("/small?tab=firms").expect("the bundle").report().table.columns[1].id, "city.gdp");
    let faulty = Engine::open([("small".to_string(), &to("city.moon") as &dyn Files)]);
    assert_eq!(faulty.faulty()[0].faults[0].value.as_deref(), Some("city.moon"));
}

#[test]
fn the_list_of_awards_shows_the_firms_name_and_industry() {
    let question = shipped().ask_table("/jilin/factories.csv?bom=0&head=title&cells=label&lang=zh", "factories").expect("the table");
    let head = lines(&question)[0].clone();
    let names: std::collections::BTreeSet<&str> = head.split(',').collect();
    assert_eq!(names.len(), head.split(',').count(), "{head}");
    let table = shipped().ask("/jilin?tab=factories").expect("the bundle").report().table;
    let ids: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(ids[..3], ["enterprise.name", "enterprise.industry", "city"]);
    // The industry of a factory is its firm's: a link that filters by it.
    let with_firm = shipped().ask("/jilin?tab=factories&industry=石化").expect("the bundle").report().table;
    assert!(with_firm.rows.iter().all(|row| row[1].label.as_ref().map_or(row[1].raw.as_str(), |label| &label.zh) == "石化"));
    assert!(with_firm.rows.iter().all(|row| row[1].link.is_some()));
}

#[test]
fn a_part_of_a_file_follows_the_keys_of_its_own_rows_alone() {
    let question = small().ask_table("/small/firms.csv?cols=id,city.gdp&cols=city.name", "firms").expect("the table");
    let rows = question.rows().expect("rows");
    let looks = std::rc::Rc::new(std::cell::Cell::new(0));
    let seen = looks.clone();
    let wanted = move || {
        seen.set(seen.get() + 1);
        true
    };
    // Following a way from every row of a table looks.
    let parts = data::stop::while_wanted(wanted, || {
        let mut cells = 0;
        (0..20).for_each(|start| rows.read(start, 1, |_| cells += 1));
        cells
    });
    assert_eq!((parts, looks.get()), (Some(20 * rows.width()), 1), "one look before the work, and none for a part");
}

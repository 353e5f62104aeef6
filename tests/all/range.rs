//! Numbers at the end of the range: what overflows is missing with its reason, everywhere; nothing is null, `NaN` or `inf`.

use data::schema::PanelKind;
use data::{Missing, Query};

use crate::asked::get_from;
use crate::made::Made;

fn made() -> Made {
    let rows = ["u1,a,1e308,1e308,true", "u2,a,1e308,1e308,false", "u3,b,-1.7e308,5,true", "u4,b,1.7e308,1e-308,false", "u5,c,3,4,false"];
    Made::default()
        .table("firms", "unit:string city:string output:number cost:number lead:boolean", rows.map(String::from))
        .dimension("unit", &["firms"])
        .dimension("city", &["firms"])
        .measure("output", "firms", "kind = \"sum\"\ncolumn = \"output\"")
        .measure("cost", "firms", "kind = \"sum\"\ncolumn = \"cost\"")
        .measure("mean", "firms", "kind = \"mean\"\ncolumn = \"output\"\nsmall = 5")
        .measure("median", "firms", "kind = \"median\"\ncolumn = \"output\"\nsmall = 5")
        .measure("rate", "firms", "kind = \"rate\"\nover = \"output\"\nunder = \"cost\"\nfactor = 100\nsmall = 5")
        .with("[[tile]]\nid = \"output\"\nmeasure = \"output\"\n[[tile]]\nid = \"by_city\"\nmeasure = \"output\"\nsplit = \"city\"")
        .with("[[panel]]\nid = \"bars\"\ntitle = { zh = \"图\", en = \"Bars\" }\nkind = \"bar\"\nmeasure = \"output\"\nby = \"city\"")
        .with("[race]\nby = \"unit\"\n[[race.input]]\nmeasure = \"output\"\nweight = 1\n[[race.input]]\nmeasure = \"cost\"\nweight = 1")
        .with("[lead]\nby = \"city\"\ntable = \"firms\"\nflag = \"lead\"\nname = \"unit\"\nmeasures = [\"output\", \"cost\"]")
}

#[test]
fn a_sum_beyond_the_range_is_missing_with_its_reason() {
    let report = made().engine().ask("/made").expect("served").report();
    let row = |city: &str| {
        let row = report.panels[0].rows.iter().find(|row| row.value == city).expect("a row");
        (row.amount.value, row.amount.missing, row.share, row.rank)
    };
    // 2e308 is no number; −1.7e308 + 1.7e308 is zero.
    assert_eq!(row("a"), (None, Some(Missing::OutOfRange), None, None));
    assert_eq!((row("b").0, row("b").1), (Some(0.0), None));
    let tile = &report.tiles[1].values[0];
    assert_eq!((tile.value.value, tile.value.missing), (None, Some(Missing::OutOfRange)));
    assert_eq!((Missing::OutOfRange.id(), Missing::OutOfRange.title().zh.as_str()), ("out_of_range", "超出数值范围"));
    let (status, csv) = get_from(&made().engine(), "/made/panels/bars.csv?bom=0");
    assert_eq!(status, 200);
    assert!(csv.contains("\r\na,a,,,2,0,out_of_range,published\r\n"), "{csv}");
}

#[test]
fn nothing_is_null_or_not_a_number() {
    let engine = made().engine();
    let mut addresses: Vec<String> =
        ["", "/compare?a=unit%3Du1&b=unit%3Du3", "/lead", "/answer"].map(|view| format!("/made{view}")).to_vec();
    addresses.extend(["minmax", "zscore", "rank", "minmax&agg=geometric"].map(|norm| format!("/made/race?norm={norm}")));
    let measures = ["output", "cost", "mean", "median", "rate"];
    for kind in PanelKind::ALL {
        for (measure, by) in measures.into_iter().flat_map(|measure| [(measure, "unit"), (measure, "city")]) {
            let asked = format!("/made/explore?chart={}&measure={measure}&by={by}&split=city&against=cost&sized=cost", kind.name());
            // What fits of it.
            let question = engine.ask(&asked).expect("served");
            addresses.push(question.plan.query.to_string());
        }
    }
    for address in &addresses {
        let (path, search) = address.split_once('?').unwrap_or((address, ""));
        let is_chart = path.ends_with("/explore");
        let file = |ending: &str| format!("/made/panels/explore.{ending}?{search}");
        let csv = if is_chart { file("csv") } else { format!("{path}.csv?{search}") };
        let answers = [
            Some(address.clone()),
            Some(format!("{path}/report.json?{search}")),
            Some(csv).filter(|_| path != "/made"),
            Some(file("svg")).filter(|_| is_chart),
        ];
        for uri in answers.into_iter().flatten() {
            let (status, text) = get_from(&engine, &uri);
            assert_eq!(status, 200, "{uri}");
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
                if matches!(word, "NaN" | "inf" | "Infinity") {
                    let at = text.find(word).unwrap_or_default();
                    panic!("{uri} has {word}: {}", text.get(at.saturating_sub(200)..at + 20).unwrap_or_default());
                }
            }
            if uri.contains("report.json") {
                reasons(&serde_json::from_str(&text).expect("JSON"), &uri);
            }
        }
    }
}

#[test]
fn a_histogram_has_every_row_once_and_leads_to_it() {
    for numbers in
        [["1", "1.0000000000000002", "1.0000000000000002"], ["-1.7e308", "1.7e308", "0"], ["5e-324", "-5e-324", "0"], ["7", "7", "7"]]
    {
        let made = Made::default().table("rows", "n:number", numbers.map(String::from)).dimension("n", &["rows"]);
        let engine = made.measure("sum", "rows", "kind = \"sum\"\ncolumn = \"n\"").engine();
        let report = engine.ask("/made/explore?measure=sum&chart=histogram").expect("served").report();
        let mut all = 0;
        for row in &report.panels[0].rows {
            all += row.amount.rows;
            let link = Query { view: String::new(), chart: Vec::new(), ..row.link.clone() };
            assert_eq!(engine.ask(&link.to_string()).expect("served").report().counts[0].matched, row.amount.rows, "{numbers:?}: {link}");
        }
        assert_eq!(all, 3, "{numbers:?}");
    }
}

/// Every amount without a value says why.
fn reasons(json: &serde_json::Value, uri: &str) {
    match json {
        serde_json::Value::Object(object) => {
            if object.get("value").is_some_and(serde_json::Value::is_null) && object.contains_key("basis") {
                assert!(object.contains_key("missing") || object.contains_key("bounds"), "{uri}: {object:?}");
            }
            for (key, value) in object {
                assert!(!value.is_null() || matches!(key.as_str(), "value"), "{uri}: {key} is null");
                reasons(value, uri);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| reasons(item, uri)),
        _ => {}
    }
}

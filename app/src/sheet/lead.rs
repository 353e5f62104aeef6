//! `/{bundle}/lead`: how much of each unit hangs on its lead enterprises: of each measure the shares, concentration with and without them, and the
//! table of all.

use data::Lang;
use data::sheet::{Lead, LeadRow, LeadTable, Sheet};
use leptos::prelude::*;

use super::chart::charts;
use super::frame::{head, scaled, table};
use super::say;
use crate::format::{self, scale};
use crate::view::live::el;
use crate::view::wrapped::wrapped;
use crate::words::plural::counted;
use crate::words::words;

pub(super) fn draw(sheet: &Sheet, lead: &Lead, lang: Lang) -> Vec<AnyView> {
    let lede = say(
        lang,
        "有龙头企业的集群，计入与不计入龙头企业时的总量、集中度（HHI，按企业份额平方和计，满分一万）和位次。不计入时其他集群不变。",
        "Units with a lead enterprise: totals, concentration (HHI: the sum of squared shares of enterprises, to 10,000) and place with and without it, the other units kept as they are.",
    );
    let mut main = vec![head(sheet, lang, lede)];
    let nothing = lead.tables.iter().all(|table| table.rows.is_empty());
    if nothing {
        main.push(el!("p" { "class" = "empty" } [
            say(lang, "没有符合条件的龙头企业。", "No lead enterprise matches the filter."),
            " ",
            el!("a" { "href" = sheet.clear.to_string(), "rel" = "nofollow" } [words(lang).clear]),
        ]));
    } else {
        main.extend(lead.tables.iter().map(|table| one(table, lead, sheet, lang)));
    }
    if lead.without > 0 {
        main.push(el!("p" { "class" = "note" } [match lang {
            Lang::Zh => format!("另有 {} 个没有标明龙头企业，未列入。", lead.without),
            Lang::En => format!(
                "{} left out.",
                counted(lead.without, ["more has no lead enterprise in the data and is", "more have no lead enterprise in the data and are"])
            ),
        }]));
    }
    main
}

fn one(measured: &LeadTable, lead: &Lead, sheet: &Sheet, lang: Lang) -> AnyView {
    let word = |zh, en| say(lang, zh, en).to_string();
    let most = measured.rows.iter().filter_map(|row| row.total.value).fold(0.0_f64, |most, total| most.max(total.abs()));
    let unit = scale(most, measured.measure.unit.get(lang), measured.measure.decimals, lang);
    let in_unit = |title: String| if unit.unit.is_empty() { title } else { words(lang).beside(&title, &unit.unit) };
    let heads = vec![
        (lead.of.get(lang).to_string(), false),
        (word("龙头企业", "Lead enterprise"), false),
        (in_unit(word("总量", "Total")), true),
        (in_unit(word("不计龙头", "Without")), true),
        (word("龙头占比", "Share"), true),
        (word("HHI", "HHI"), true),
        (word("不计龙头 HHI", "HHI without"), true),
        (word("位次", "Place"), true),
        (word("不计龙头位次", "Place without"), true),
    ];
    let number = |value: Option<f64>| value.map_or_else(|| format::NO_VALUE.to_string(), |value| format::number(value, 0)).into_any();
    let place = |place: Option<u32>| place.map_or_else(|| format::NO_VALUE.to_string(), |place| place.to_string()).into_any();
    let line = |row: &LeadRow| {
        vec![
            (el!("a" { "href" = row.link.to_string() } [wrapped(row.label.get(lang), lang)]), false),
            (wrapped(&row.leads.join(say(lang, "、", ", ")), lang), false),
            (scaled(&row.total, &unit, sheet.basis, lang), true),
            (scaled(&row.without, &unit, sheet.basis, lang), true),
            (row.share.map_or_else(|| format::NO_VALUE.to_string(), format::percent).into_any(), true),
            (number(row.hhi), true),
            (number(row.hhi_without), true),
            (place(row.place), true),
            (place(row.place_without), true),
        ]
    };
    let title = measured.measure.title.get(lang);
    el!("section" [
        el!("h3" [title]),
        charts(&measured.charts, sheet, lang),
        table(title, heads, measured.rows.iter().map(line).collect()),
    ])
}

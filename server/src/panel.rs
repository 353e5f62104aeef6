//! `/{bundle}/panels/{panel}.csv`: a panel's numbers, every mark; and `/{bundle}/panels/{panel}.svg`: its picture, whole in itself. A chart of a view
//! beside the dashboard, `race-places`, is the one that its page shows.

use std::time::SystemTime;

use app::chart::{self, ChartData, Size};
use app::finding;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use data::engine::{Question, Scope};
use data::guard::guarded;
use data::number::shortest;
use data::report::{Multiple, Panel, Row, SplitValue, Spread};
use data::schema::PanelKind;
use data::{Amount, Basis, Lang, Text, stop};

use crate::error::{Error, no_such};
use crate::state::{State, understood};
use crate::{csv, file_name, policy, sheet};

/// The panel in the format that the file's ending names.
pub async fn file(state: State, url: String, bundle: String, file: String) -> Result<Response, Error> {
    let Some((panel, ending)) = file.rsplit_once('.').map(|(panel, ending)| (panel.to_string(), ending.to_string())) else {
        return Err(no_such(("文件", "file"), &file, ["{panel}.csv".to_string(), "{panel}.svg".to_string()].into_iter()));
    };
    let missing = state.no_bundle(&bundle);
    state
        .blocking(move |engine| {
            let question = engine.ask(&url).ok_or(missing)?;
            let known = || question.schema().panels.iter().map(|panel| format!("{}.csv, {}.svg", panel.id, panel.id));
            let is_known = question.has_panel(&panel);
            let of_view = if is_known { None } else { sheet::panel(&question, &panel)? };
            if (!is_known && of_view.is_none()) || !matches!(ending.as_str(), "csv" | "svg") {
                return Err(no_such(("图", "panel"), &format!("{panel}.{ending}"), known()));
            }
            let question = understood(question)?;
            let lang = question.plan.lang;
            let (answer, scope) = match of_view {
                Some(found) => found,
                None => of_board(&question, &panel, &ending)?,
            };
            let name = file_name::disposition(&scope.bundle, &answer.id, answer.title.get(lang), &scope.filter, lang, &ending);
            let (kind, body) = if ending == "csv" {
                ("text/csv; charset=utf-8", table(&answer, &question))
            } else {
                ("image/svg+xml; charset=utf-8", picture(&answer, &scope, lang).into_bytes())
            };
            let headers = [(CONTENT_TYPE, kind.to_string()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-cache".to_string())];
            Ok((headers, (ending == "svg").then_some([policy::PICTURE]), body).into_response())
        })
        .await?
}

/// A panel of the dashboard, and what it is about.
fn of_board(question: &Question, panel: &str, ending: &str) -> Result<(Panel, Scope), Error> {
    let answer = if ending == "csv" { question.panel_whole(panel) } else { question.panel(panel) };
    let answer = answer.ok_or_else(|| Error::Internal(format!("panel {panel} cannot be drawn")))?;
    if ending == "csv" && !answer.refused.is_empty() {
        return Err(Error::Bad(answer.refused));
    }
    let scope = question.panel_scope(&answer).ok_or_else(|| Error::Internal(format!("panel {panel} has no table")))?;
    Ok((answer, scope))
}

/// A panel as CSV: a line a mark; one with parts a line a part; of small charts each has its own lines.
pub fn table(panel: &Panel, question: &Question) -> Vec<u8> {
    let query = &question.plan.query;
    let lang = query.lang.unwrap_or_default();
    let mut lines = vec![head(panel)];
    let mut add = |multiple: Option<&Multiple>, row: &Row| {
        let parts: Vec<(Option<&SplitValue>, &Amount)> = match &panel.split {
            None => vec![(None, &row.amount)],
            Some(split) => split.values.iter().map(Some).zip(&row.parts).collect(),
        };
        for (at, (part, amount)) in parts.into_iter().enumerate() {
            stop::look();
            let mut cells = multiple.map(|multiple| name(&multiple.value, &multiple.label, lang).to_vec()).unwrap_or_default();
            cells.extend(line(row, part, (amount, row.indices.get(at)), panel, lang));
            lines.push(cells);
        }
    };
    if panel.multiples.is_empty() {
        panel.rows.iter().for_each(|row| add(None, row));
    }
    for multiple in &panel.multiples {
        multiple.rows.iter().for_each(|row| add(Some(multiple), row));
    }
    let mut bytes = if query.bom { csv::BOM.as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(csv::lines(lines));
    bytes
}

fn head(panel: &Panel) -> Vec<String> {
    let mut head: Vec<String> = Vec::new();
    if !panel.multiples.is_empty() {
        head.extend([panel.per.clone(), format!("{}_label", panel.per)]);
    }
    head.extend([panel.by.clone(), "label".to_string()]);
    if let Some(split) = &panel.split {
        head.extend([split.dimension.clone(), format!("{}_label", split.dimension)]);
    }
    let mut of_kind = |names: &[&str]| head.extend(names.iter().map(|name| (*name).to_string()));
    match panel.kind {
        PanelKind::Histogram => of_kind(&["from", "below"]),
        PanelKind::Interval => of_kind(&["place_best", "place_p5", "place_p95", "place_worst"]),
        PanelKind::Box => of_kind(&["whisker_low", "quartile_low", "quartile_high", "whisker_high", "beyond"]),
        _ => {}
    }
    // A measure may stand in several roles; a column has a name of its own.
    let mut named = |id: &str, role: &str| {
        let name = if head.iter().any(|known| known == id) || (id == panel.measure.id && !role.is_empty()) {
            format!("{id}_{role}")
        } else {
            id.to_string()
        };
        head.push(name);
    };
    panel.against.iter().filter(|_| panel.kind.is_points()).for_each(|measure| named(&measure.id, "x"));
    panel.sized.iter().for_each(|measure| named(&measure.id, "area"));
    named(&panel.measure.id, "");
    head.extend((!panel.index.is_empty()).then(|| "index".to_string()));
    head.extend(panel.compares_totals().then(|| "now".to_string()));
    head.extend(panel.vs.iter().map(|_| "before".to_string()));
    if panel.split.is_none() {
        head.push("share_pct".into());
    }
    head.extend(["rows", "rows_missing", "missing", "basis"].map(String::from));
    if panel.measure.small > 0 {
        head.extend(["small_units", "one_unit_low", "one_unit_high"].map(String::from));
    }
    head.into_iter().map(|name| guarded(&name).into_owned()).collect()
}

/// A value as it stands in URLs, and its label.
fn name(value: &str, label: &Text, lang: Lang) -> [String; 2] {
    [guarded(value).into_owned(), guarded(label.get(lang)).into_owned()]
}

/// A line: the mark, its part, the number and where there is one its index.
fn line(row: &Row, part: Option<&SplitValue>, (amount, index): (&Amount, Option<&Option<f64>>), panel: &Panel, lang: Lang) -> Vec<String> {
    let number = |value: Option<f64>| value.map(shortest).unwrap_or_default();
    let mut line = name(&row.value, &row.label, lang).to_vec();
    line.extend(part.into_iter().flat_map(|part| name(&part.value, &part.label, lang)));
    match panel.kind {
        PanelKind::Histogram => line.extend([row.interval.map(|ends| ends.low), row.interval.map(|ends| ends.high)].map(number)),
        PanelKind::Box | PanelKind::Interval => {
            let of = |get: fn(&Spread) -> f64| number(row.spread.as_ref().map(get));
            line.extend([of(|it| it.low), of(|it| it.lower), of(|it| it.upper), of(|it| it.high)]);
            line.extend((panel.kind == PanelKind::Box).then(|| of(|it| f64::from(it.beyond))));
        }
        _ => {}
    }
    if panel.against.is_some() && panel.kind.is_points() {
        line.push(row.x.as_ref().map(Amount::written).unwrap_or_default());
    }
    if panel.sized.is_some() {
        line.push(row.size.as_ref().map(Amount::written).unwrap_or_default());
    }
    line.push(amount.written());
    line.extend(index.map(|index| number(*index)));
    if panel.compares_totals() {
        line.push(row.now.as_ref().map(Amount::written).unwrap_or_default());
    }
    if panel.vs.is_some() {
        line.push(row.before.as_ref().map(Amount::written).unwrap_or_default());
    }
    if part.is_none() {
        line.push(number(row.share));
    }
    let missing = amount.missing.map(|reason| reason.id().to_string()).unwrap_or_default();
    let basis = row.x.iter().chain(&row.size).map(|other| other.basis).fold(amount.basis, Basis::max);
    line.extend([amount.rows.to_string(), amount.lacking.to_string(), missing, basis.id().to_string()]);
    if panel.measure.small > 0 {
        let range = amount.small.and_then(|small| small.range);
        line.push(amount.small.map(|small| small.units.to_string()).unwrap_or_default());
        line.extend([number(range.map(|range| range.low)), number(range.map(|range| range.high))]);
    }
    line
}

/// A panel as a picture that stands alone: title, finding, filter, source.
fn picture(panel: &Panel, scope: &Scope, lang: Lang) -> String {
    let info = &scope.bundle;
    let filter: Vec<&str> = scope.filter.iter().map(|chip| chip.text.get(lang)).collect();
    let mut footer = Vec::new();
    if !filter.is_empty() {
        footer.push(format!(
            "{}{}",
            if lang == Lang::Zh { "筛选：" } else { "Filter: " },
            filter.join(if lang == Lang::Zh { "；" } else { "; " })
        ));
    }
    let sources: Vec<&str> = panel.sources.iter().map(|source| source.title.as_str()).collect();
    footer.push(format!(
        "{}{}{}",
        if lang == Lang::Zh { "来源：" } else { "Source: " },
        sources.join(if lang == Lang::Zh { "；" } else { "; " }),
        if lang == Lang::Zh {
            format!("（{} {}）", info.title.zh, info.version)
        } else {
            format!(" ({} {})", info.title.en, info.version)
        }
    ));
    if panel.basis == Basis::Illustrative {
        footer.push(
            if lang == Lang::Zh { "含示例数据，不代表实际情况" } else { "Counts illustrative rows: not a statement of fact" }.to_string(),
        );
    }
    let day = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    let day = day.split('T').next().unwrap_or_default();
    footer.push(if lang == Lang::Zh { format!("取自 Clusterboard，{day}") } else { format!("From Clusterboard, {day}") });
    let data = ChartData::from_panel(panel, lang);
    chart::standalone(&data, Size::Wide, panel.title.get(lang), &finding::finding(panel, lang), &footer)
}

//! `/{bundle}/panels/{panel}.csv`: a panel's numbers, every mark; and `/{bundle}/panels/{panel}.svg`: its picture, whole in itself.

use app::chart::{self, ChartData, Size};
use app::finding;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use data::engine::Question;
use data::report::{Panel, Row};
use data::{Amount, Basis, Lang};

use crate::csv;
use crate::error::{Error, no_such};
use crate::file_name;
use crate::state::{State, understood};

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
            if !question.schema().panels.iter().any(|known| known.id == panel) || !matches!(ending.as_str(), "csv" | "svg") {
                return Err(no_such(("图", "panel"), &format!("{panel}.{ending}"), known()));
            }
            let question = understood(question)?;
            let lang = question.plan.lang;
            let answer = if ending == "csv" { question.panel_whole(&panel) } else { question.panel(&panel) };
            let answer = answer.ok_or_else(|| Error::Internal(format!("panel {panel} cannot be drawn")))?;
            let (info, chips, _) = question.summary();
            let name = file_name::disposition(&info, &answer.id, answer.title.get(lang), &chips, lang, &ending);
            let (kind, body) = if ending == "csv" {
                ("text/csv; charset=utf-8", table(&answer, &question))
            } else {
                ("image/svg+xml; charset=utf-8", picture(&answer, &question).into_bytes())
            };
            Ok(([(CONTENT_TYPE, kind.to_string()), (CONTENT_DISPOSITION, name), (CACHE_CONTROL, "no-cache".to_string())], body)
                .into_response())
        })
        .await?
}

/// A panel as CSV: a line a mark; a stacked one a line a part.
pub fn table(panel: &Panel, question: &Question) -> Vec<u8> {
    let query = &question.plan.query;
    let lang = query.lang.unwrap_or_default();
    let mut head = vec![panel.by.clone(), "label".to_string()];
    if let Some(split) = &panel.split {
        head.extend([split.dimension.clone(), format!("{}_label", split.dimension)]);
    }
    head.extend(panel.against.iter().map(|against| against.id.clone()));
    head.push(panel.measure.id.clone());
    if panel.split.is_none() {
        head.push("share_pct".into());
    }
    head.extend(["rows", "rows_missing", "missing", "basis"].map(String::from));
    if panel.measure.small > 0 {
        head.extend(["small_units", "one_unit_low", "one_unit_high"].map(String::from));
    }
    let mut lines = vec![head];
    for row in &panel.rows {
        match &panel.split {
            None => lines.push(line(row, None, &row.amount, panel, lang)),
            Some(split) => lines.extend(
                split
                    .values
                    .iter()
                    .zip(&row.parts)
                    .map(|(value, part)| line(row, Some((&value.value, value.label.get(lang))), part, panel, lang)),
            ),
        }
    }
    let mut bytes = if query.bom { csv::BOM.as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(csv::lines(lines));
    bytes
}

fn line(row: &Row, part: Option<(&String, &str)>, amount: &Amount, panel: &Panel, lang: Lang) -> Vec<String> {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let mut line = vec![csv::guarded(&row.value).into_owned(), csv::guarded(row.label.get(lang)).into_owned()];
    if let Some((value, label)) = part {
        line.extend([csv::guarded(value).into_owned(), csv::guarded(label).into_owned()]);
    }
    if panel.against.is_some() {
        line.push(number(row.x.as_ref().and_then(|x| x.value)));
    }
    line.push(number(amount.value));
    if part.is_none() {
        line.push(number(row.share));
    }
    let missing = amount.missing.map(|reason| reason.id().to_string()).unwrap_or_default();
    let basis = row.x.as_ref().map_or(Basis::Published, |x| x.basis).max(amount.basis);
    line.extend([amount.rows.to_string(), amount.lacking.to_string(), missing, basis.id().to_string()]);
    if panel.measure.small > 0 {
        let range = amount.small.and_then(|small| small.range);
        line.push(amount.small.map(|small| small.units.to_string()).unwrap_or_default());
        line.extend([number(range.map(|range| range.low)), number(range.map(|range| range.high))]);
    }
    line
}

/// A panel as a picture that stands alone: title, finding, filter, source.
fn picture(panel: &Panel, question: &Question) -> String {
    let lang = question.plan.lang;
    let (info, chips, _) = question.summary();
    let filter: Vec<&str> = chips.iter().map(|chip| chip.text.get(lang)).collect();
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
    let data = ChartData::from_panel(panel, lang);
    chart::standalone(&data, Size::Wide, panel.title.get(lang), &finding::finding(panel, lang), &footer)
}

//! The views beside the dashboard as files: `/{bundle}/{view}/report.json`, the whole sheet, and `/{bundle}/{view}.csv`, its rows.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use data::engine::{Question, Scope};
use data::guard::guarded;
use data::number::shortest;
use data::query::Base;
use data::report::{Chip, Panel};
use data::sheet::{Answer, Body, CHARTED, Comparison, Fact, Ladder, Lead, Race, Reconciliation, Sheet};
use data::{Amount, Lang, Query, Text};

use crate::error::Error;
use crate::state::{State, no_item};
use crate::{csv, file_name};

/// The whole sheet. A query that was not understood whole is answered with 400 and the sheet on the rest.
pub async fn json(state: State, url: String, bundle: &str) -> Result<Response, Error> {
    let missing = state.no_bundle(bundle);
    let base = state.site.base;
    let sheet = state.blocking(move |engine| sheet(&engine.ask(&url).ok_or(missing)?, base)).await??;
    let status = if sheet.notices.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok((status, [(CACHE_CONTROL, "no-cache")], base.while_written(|| Json(sheet).into_response())).into_response())
}

/// The sheet's rows as CSV.
pub async fn file(state: State, url: String, bundle: &str) -> Result<Response, Error> {
    let missing = state.no_bundle(bundle);
    let base = state.site.base;
    state
        .blocking(move |engine| {
            let question = engine.ask(&url).ok_or(missing)?;
            let sheet = sheet(&question, base)?;
            if !sheet.notices.is_empty() {
                return Err(Error::NotUnderstood(sheet.notices));
            }
            if let Body::Refused { why } = sheet.body {
                return Err(Error::Bad(why));
            }
            let lang = question.plan.lang;
            let name = app::words::words(lang).view(&sheet.query.view);
            let disposition = file_name::disposition(&sheet.bundle, &sheet.query.view, name, &sheet.chips, lang, "csv");
            let mut bytes = if sheet.query.bom { csv::BOM.as_bytes().to_vec() } else { Vec::new() };
            bytes.extend(csv::lines(lines(&sheet, lang, base)));
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
                (CONTENT_DISPOSITION, disposition),
                (CACHE_CONTROL, "no-cache".to_string()),
            ];
            Ok((headers, bytes).into_response())
        })
        .await?
}

fn sheet(question: &Question, base: Base) -> Result<Sheet, Error> {
    question.sheet().ok_or_else(|| no_item(question, base))
}

/// A chart of the view that is asked for, and what it is about; `None`: there is none of this id.
pub fn panel(question: &Question, id: &str) -> Result<Option<(Panel, Scope)>, Error> {
    if view_of(id) != Some(question.plan.query.view.as_str()) {
        return Ok(None);
    }
    let Some(sheet) = question.sheet() else { return Ok(None) };
    if !sheet.notices.is_empty() {
        return Err(Error::NotUnderstood(sheet.notices));
    }
    let Some(panel) = sheet.body.panels().into_iter().find(|panel| panel.id == id).cloned() else { return Ok(None) };
    // A score is nothing without its weights.
    let weights = match &sheet.body {
        Body::Race(race) => Some(Chip { key: "weight".into(), text: weights(race), remove: Query::default() }),
        _ => None,
    };
    let filter = sheet.chips.into_iter().chain(weights).collect();
    Ok(Some((panel, Scope { bundle: sheet.bundle, filter, ignored: Vec::new() })))
}

/// The view whose charts have ids that begin so.
pub fn view_of(panel: &str) -> Option<&'static str> {
    CHARTED.into_iter().find(|view| panel.strip_prefix(view).is_some_and(|rest| rest.starts_with('-')))
}

/// The weights of a contest in words.
fn weights(race: &Race) -> Text {
    let said = |get: fn(&Text) -> &String| {
        let inputs = race.inputs.iter().filter(|input| input.weight > 0);
        inputs.map(|input| format!("{} {:.0}%", get(&input.measure.title), input.share)).collect::<Vec<_>>()
    };
    let (zh, en) = (said(|title| &title.zh).join("、"), said(|title| &title.en).join(", "));
    Text::new(format!("权重为{zh}"), format!("weights of {en}"))
}

fn lines(sheet: &Sheet, lang: Lang, base: Base) -> Vec<Vec<String>> {
    match &sheet.body {
        // A chart's file is `panels/{panel}.csv`; a list of values and what is refused have none: nothing leads here.
        Body::Embed(_) | Body::Facet(_) | Body::Refused { .. } => Vec::new(),
        Body::Statement(checked) => reconciled(std::slice::from_ref(checked.as_ref()), lang, base),
        Body::Reconcile(Reconciliation { rows, .. }) => reconciled(rows, lang, base),
        Body::Compare(comparison) => compared(comparison, lang),
        Body::Race(race) => raced(race, lang),
        Body::Ladder(ladder) => laddered(ladder, lang, base),
        Body::Lead(lead) => led(lead, lang),
        Body::Answer(answer) => answered(answer, lang, base),
    }
}

fn number(value: Option<f64>) -> String {
    value.map(shortest).unwrap_or_default()
}

fn says(text: &Text, lang: Lang) -> String {
    guarded(text.get(lang)).into_owned()
}

fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

fn basis(amount: Option<&Amount>) -> String {
    amount.map(|amount| amount.basis.id().to_string()).unwrap_or_default()
}

fn reconciled(rows: &[data::sheet::Checked], lang: Lang, base: Base) -> Vec<Vec<String>> {
    let mut lines = vec![head(&[
        "id",
        "subject",
        "indicator",
        "published",
        "unit",
        "qualifier",
        "counted",
        "difference",
        "status",
        "why",
        "part_of",
        "part_holds",
        "document",
        "section",
        "paragraph",
        "phrase",
        "rows_url",
        "basis",
    ])];
    lines.extend(rows.iter().map(|row| {
        let it = &row.statement;
        let text = |text: &str| guarded(text).into_owned();
        vec![
            text(&it.id),
            says(&it.subject, lang),
            says(&it.indicator, lang),
            it.written.clone(),
            text(&it.unit),
            it.qualifier.id().to_string(),
            row.counted.as_ref().map(Amount::written).unwrap_or_default(),
            row.difference_written.clone(),
            row.status.id().to_string(),
            says(&row.why, lang),
            row.part.as_ref().map(|part| part.whole.id.clone()).unwrap_or_default(),
            row.part.as_ref().map(|part| part.holds.to_string()).unwrap_or_default(),
            text(&it.document),
            text(&it.section),
            text(&it.paragraph),
            text(&it.phrase),
            row.rows.as_ref().map(|rows| base.before(rows.to_string())).unwrap_or_default(),
            basis(row.counted.as_ref()),
        ]
    }));
    lines
}

fn compared(comparison: &Comparison, lang: Lang) -> Vec<Vec<String>> {
    let mut lines =
        vec![head(&["measure", "title", "unit", "side", "side_label", "value", "share_pct", "difference", "ratio", "missing", "basis"])];
    for row in &comparison.rows {
        for (side, cell) in comparison.sides.iter().zip(&row.cells) {
            lines.push(vec![
                row.measure.id.clone(),
                says(&row.measure.title, lang),
                says(&row.measure.unit, lang),
                guarded(&side.key).into_owned(),
                says(&side.label, lang),
                cell.amount.written(),
                number(cell.share),
                cell.difference_written.clone(),
                number(cell.ratio),
                cell.amount.missing.map(|reason| reason.id().to_string()).unwrap_or_default(),
                basis(Some(&cell.amount)),
            ]);
        }
    }
    lines
}

fn raced(race: &Race, lang: Lang) -> Vec<Vec<String>> {
    let mut names = head(&["place", "value", "label", "score", "place_best", "place_p5", "place_p95", "place_worst"]);
    for input in &race.inputs {
        names.extend([input.measure.id.clone(), format!("{}_contribution", input.measure.id)]);
    }
    names.extend(head(&["lacks", "basis"]));
    let mut lines = vec![names];
    for row in &race.ranked {
        let mut line = vec![row.place.to_string(), guarded(&row.value).into_owned(), says(&row.label, lang), shortest(row.score)];
        line.extend([row.interval.best, row.interval.from, row.interval.to, row.interval.worst].map(|place| place.to_string()));
        for (input, contribution) in row.inputs.iter().zip(&row.contributions) {
            line.extend([input.written(), shortest(*contribution)]);
        }
        line.extend([String::new(), row.basis.id().to_string()]);
        lines.push(line);
    }
    for row in &race.unranked {
        let lacks = row.lacks.iter().map(|(measure, _)| measure.get(lang)).collect::<Vec<_>>().join("; ");
        let mut line = vec![String::new(), String::new(), says(&row.label, lang)];
        line.extend(vec![String::new(); 5 + 2 * race.inputs.len()]);
        line.extend([guarded(&lacks).into_owned(), row.basis.id().to_string()]);
        lines.push(line);
    }
    lines
}

fn laddered(ladder: &Ladder, lang: Lang, base: Base) -> Vec<Vec<String>> {
    let mut lines = vec![head(&["rung", "label", "group", "year", "lacks", "url", "basis"])];
    for lane in &ladder.lanes {
        lines.extend(lane.cards.iter().map(|card| {
            let lacks = card.unmet.iter().map(|it| format!("{} >= {}", it.criterion.measure.id, it.criterion.threshold_written));
            vec![
                says(&lane.title, lang),
                says(&card.label, lang),
                says(&card.group, lang),
                card.year.clone().unwrap_or_default(),
                lacks.collect::<Vec<_>>().join("; "),
                base.before(card.link.to_string()),
                card.basis.id().to_string(),
            ]
        }));
    }
    lines
}

fn led(lead: &Lead, lang: Lang) -> Vec<Vec<String>> {
    let mut lines = vec![head(&[
        "measure",
        "value",
        "label",
        "leads",
        "total",
        "without",
        "share_pct",
        "hhi",
        "hhi_without",
        "place",
        "place_without",
        "basis",
    ])];
    let place = |place: Option<u32>| place.map(|place| place.to_string()).unwrap_or_default();
    for table in &lead.tables {
        lines.extend(table.rows.iter().map(|row| {
            vec![
                table.measure.id.clone(),
                guarded(&row.value).into_owned(),
                says(&row.label, lang),
                guarded(&row.leads.join("; ")).into_owned(),
                row.total.written(),
                row.without.written(),
                number(row.share),
                number(row.hhi),
                number(row.hhi_without),
                place(row.place),
                place(row.place_without),
                basis(Some(&row.total)),
            ]
        }));
    }
    lines
}

fn answered(answer: &Answer, lang: Lang, base: Base) -> Vec<Vec<String>> {
    let mut lines = vec![head(&["kind", "id", "title", "value", "unit", "largest", "largest_value", "largest_share_pct", "url", "basis"])];
    lines.extend(answer.facts.iter().map(|fact| match fact {
        Fact::Published { statement: it, link, .. } => vec![
            "published".to_string(),
            it.id.clone(),
            says(&it.indicator, lang),
            it.written.clone(),
            guarded(&it.unit).into_owned(),
            String::new(),
            String::new(),
            String::new(),
            base.before(link.to_string()),
            "published".to_string(),
        ],
        Fact::Counted { measure, amount, link, largest, .. } => vec![
            "counted".to_string(),
            measure.id.clone(),
            says(&measure.title, lang),
            amount.written(),
            says(&measure.unit, lang),
            largest.as_ref().map(|it| says(&it.label, lang)).unwrap_or_default(),
            largest.as_ref().map(|it| it.amount.written()).unwrap_or_default(),
            number(largest.as_ref().map(|it| it.share)),
            base.before(link.to_string()),
            basis(Some(amount)),
        ],
    }));
    lines
}

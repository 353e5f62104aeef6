//! `/{bundle}/{table}.csv`: every row that matches, streamed; and `/{bundle}/{table}.meta.json`, the sidecar that says what the file
//! is: filter, counts, columns, sources, statements, and the address that makes it again.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use data::engine::rows::RowSet;
use data::engine::{Engine, Question, Scope};
use data::query::Base;
use data::report::Chip;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::csv;
use crate::error::{Error, no_such};
use crate::export::Export;
use crate::file_name;
use crate::front::Streamed;
use crate::state::{State, understood};
use crate::visit::next_turn;

/// A question about one table, understood whole.
pub fn ask(engine: &Engine, url: &str, table: &str) -> Result<Question, Error> {
    if let Some(question) = engine.ask_table(url, table) {
        return understood(question);
    }
    Err(engine.ask(url).map_or_else(
        || {
            let name = data::Query::parse(url).0.bundle;
            no_such(("数据包", "bundle"), &name, engine.bundles().map(|store| store.schema.id.clone()))
        },
        |question| no_table(&question, table),
    ))
}

fn no_table(question: &Question, table: &str) -> Error {
    let tables = question.schema().tables.iter().map(|table| format!("{}.csv", table.id));
    no_such(("文件", "file"), table, tables.chain(["report.json".to_string()]))
}

/// The table as CSV.
pub async fn csv_file(state: State, url: String, table: String) -> Result<Response, Error> {
    let exports = state.exports.clone();
    let (export, head, disposition) = state
        .blocking(move |engine| {
            let question = ask(engine, &url, &table)?;
            let export = exports.of(&question, &table).ok_or_else(|| no_table(&question, &table))?;
            let head = csv::head(&export.rows, &question.plan.query);
            let disposition = disposition(&question).ok_or_else(|| no_table(&question, &table))?;
            Ok::<_, Error>((export, head, disposition))
        })
        .await??;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-cache".to_string()),
    ];
    Ok((Extension(Streamed), headers, stream(export, head)).into_response())
}

fn disposition(question: &Question) -> Option<String> {
    let lang = question.plan.lang;
    let title = question.schema().table(&question.plan.table).map(|table| table.title.get(lang)).unwrap_or_default();
    let Scope { bundle, filter, .. } = question.scope()?;
    Some(file_name::disposition(&bundle, &question.plan.table, title, &filter, lang, "csv"))
}

/// The head, then the rows part by part, each made on a blocking thread when the reader is ready for it. Fused: compression asks once more
/// after the end.
fn stream(export: Arc<Export>, head: Vec<u8>) -> Body {
    let parts = futures::stream::unfold((export, 0, Some(head)), |(export, start, head)| async move {
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), (export, start, None)));
        }
        if start >= export.rows.len() {
            return None;
        }
        let turn = next_turn().await;
        let reading = export.clone();
        let part = tokio::task::spawn_blocking(move || {
            let part = reading.part(start);
            drop(turn);
            part
        })
        .await;
        Some((part, (export, start + csv::CHUNK, None)))
    });
    Body::from_stream(parts.fuse())
}

/// The sidecar of a table's CSV.
pub async fn sidecar(state: State, url: String, table: String) -> Result<Response, Error> {
    let base = state.site.base;
    let body = state.blocking(move |engine| ask(engine, &url, &table).map(|question| meta(&question, &table, base))).await??;
    Ok(([(CACHE_CONTROL, "no-cache")], Json(body)).into_response())
}

/// What a table's CSV is.
pub fn meta(question: &Question, table: &str, base: Base) -> Value {
    let schema = question.schema();
    let (Some(info), Some(Scope { bundle, filter, ignored })) = (schema.table(table), question.scope()) else { return Value::Null };
    let counts = question.counts();
    let said = |chips: Vec<Chip>| chips.into_iter().map(|chip| json!({ "key": chip.key, "text": chip.text })).collect::<Vec<_>>();
    let rows = question.rows();
    let columns = rows.iter().flat_map(RowSet::columns).map(|(id, title)| {
        let field = schema.seen(table, &id).map(|seen| seen.field);
        let missing = field.into_iter().flat_map(|field| &field.missing);
        json!({
            "id": id,
            "title": title,
            "description": field.map(|field| &field.description),
            "unit": field.map(|field| &field.unit),
            "missing": missing.map(|(token, reason)| json!({ "token": token, "meaning": reason.id() })).collect::<Vec<_>>(),
        })
    });
    let sources = if info.sources.is_empty() { &schema.sources } else { &info.sources };
    base.while_written(|| {
    json!({
        "bundle": bundle.id,
        "bundle_title": bundle.title,
        "bundle_version": bundle.version,
        "bundle_sha256": question.digest(),
        "table": table,
        "table_title": info.title,
        "table_description": info.description,
        "url": base.before(question.plan.query.csv(table)),
        "filters": said(filter),
        "ignored": said(ignored),
        "rows": rows.as_ref().map(RowSet::len),
        "counts": counts.iter().map(|count| json!({ "table": count.table, "matched": count.matched, "total": count.total, "basis": count.basis })).collect::<Vec<_>>(),
        "basis": counts.iter().find(|count| count.table == table).map(|count| count.basis),
        "columns": columns.collect::<Vec<_>>(),
        "sources": sources,
        "licences": bundle.licences,
        "statements": question.statements(table),
    })
    })
}

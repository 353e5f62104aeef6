//! The pages: `app` renders them, asking the engine through the service put into its context.

use std::sync::Arc;

use app::load::{Assets, BundleSummary, FaultSummary, HomeData, LoadError, ReportService, Screening, Service, Sheeting};
use app::screen::Screen;
use data::engine::Question;
use data::engine::fault::Fault;
use data::{Lang, Text};

use crate::error::Error;
use crate::state::{State, no_item};
use crate::{assets, policy};

/// What every page finds in its context.
pub fn context(state: &State) -> impl Fn() + Clone + Send + Sync + 'static {
    let service = Service(Arc::new(Reports(state.clone())));
    let manifest = assets::manifest();
    let assets =
        Assets { css: manifest.as_ref().map(|manifest| format!("/pkg/{}", manifest.css)).unwrap_or_default(), scripts: manifest.is_some() };
    move || {
        leptos::prelude::provide_context(service.clone());
        leptos::prelude::provide_context(assets.clone());
        policy::of_page();
    }
}

struct Reports(State);

impl ReportService for Reports {
    fn screen(&self, url: String, lang: Lang) -> Screening {
        let state = self.0.clone();
        Box::pin(async move {
            let screen = move |question: Question| match question.has_view() {
                true => Ok(Screen::of(question.report(), lang)),
                false => Err(LoadError::NotFound(Text::default())),
            };
            let screen = state.blocking(move |engine| engine.ask(&url).map(screen)).await;
            screen.map_err(failed)?.unwrap_or_else(|| Err(LoadError::NotFound(Text::default())))
        })
    }

    fn sheet(&self, url: String) -> Sheeting {
        let state = self.0.clone();
        Box::pin(async move {
            let sheet =
                state.blocking(move |engine| engine.ask(&url).map(|question| question.sheet().ok_or_else(|| no_sheet(&question)))).await;
            sheet.map_err(failed)?.unwrap_or_else(|| Err(LoadError::NotFound(Text::default())))
        })
    }

    fn home(&self) -> HomeData {
        // First: what comes in meanwhile is listed twice rather than nowhere.
        let loading = self.0.engine.loading();
        let bundles = self.0.engine.bundles().map(|store| {
            let schema = &store.schema;
            let tables = schema.tabs.iter().filter_map(|tab| {
                let table = schema.table(&tab.table)?;
                Some((table.title.clone(), store.rows(&tab.table), table.unit.clone()))
            });
            BundleSummary {
                id: schema.id.clone(),
                title: schema.title.clone(),
                description: schema.description.clone(),
                version: schema.version.clone(),
                tables: tables.collect(),
                warnings: store.warnings.count() as u32,
                warned: store.warnings.list.iter().map(line).collect(),
            }
        });
        let faulty = self.0.engine.faulty().into_iter().map(|report| FaultSummary {
            id: report.bundle.clone(),
            count: report.count() as u32,
            lines: report.faults.iter().chain(&report.warnings.list).map(line).collect(),
        });
        HomeData { bundles: bundles.collect(), loading, faulty: faulty.collect() }
    }
}

/// What there is instead of a view, or of the one thing that a view is about.
fn no_sheet(question: &Question) -> LoadError {
    match no_item(question) {
        Error::NotFound(text) => LoadError::NotFound(text),
        other => failed(other),
    }
}

/// Our own fault, logged.
fn failed(error: Error) -> LoadError {
    tracing::error!(?error, "a page failed");
    LoadError::Failed(Text::new("服务器内部错误，已记录。", "Something went wrong in the server; it has been logged."))
}

/// A fault on one line: where, what was written, what would be right.
fn line(fault: &Fault) -> Text {
    let mut place = fault.file.clone();
    if let Some(row) = fault.row {
        place = format!("{place}:{row}");
    }
    if let Some(column) = &fault.column {
        place = format!("{place} {column}");
    }
    let value = fault.value.as_ref().map(|value| format!(" “{value}”")).unwrap_or_default();
    let with = |text: &str| format!("{place}{value} — {text} [{}]", fault.rule);
    Text::new(with(&fault.text.zh), with(&fault.text.en))
}

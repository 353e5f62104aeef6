//! The pages: `app` renders them, asking the engine through the service put into its context.

use std::sync::Arc;

use app::load::{Assets, BundleSummary, FaultSummary, HomeData, Homing, LoadError, ReportService, Screening, Service, Sheeting};
use app::page::Origin;
use app::screen::Screen;
use axum::http::request::Parts;
use data::engine::fault::Fault;
use data::engine::{Engine, Question};
use data::query::Base;
use data::{Lang, Text};
use leptos::prelude::use_context;

use crate::error::{self, Error};
use crate::glimpse::{Glimpse, Glimpses};
use crate::state::{State, no_item};
use crate::visit::Visit;
use crate::{assets, policy};

/// What every page finds in its context.
pub fn context(state: &State) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = state.clone();
    let assets = Assets { css: assets::css(state.site.base), scripts: assets::manifest().is_some() };
    move || {
        let service = Service(Arc::new(Reports { state: state.clone(), visit: Visit::current() }));
        leptos::prelude::provide_context(service);
        leptos::prelude::provide_context(assets.clone());
        leptos::prelude::provide_context(state.site.base);
        let origin = use_context::<Parts>().and_then(|parts| state.site.origin_for(&parts)).unwrap_or_default();
        leptos::prelude::provide_context(Origin(origin));
        policy::of_page(&state.site);
    }
}

/// What one page asks.
struct Reports {
    state: State,
    /// The request that it is made for: its parts are made by tasks of their own.
    visit: Option<Visit>,
}

impl Reports {
    /// Runs a question for the page's request.
    async fn ask<T: Send + 'static>(
        state: State,
        visit: Option<Visit>,
        work: impl FnOnce(&Engine) -> T + Send + 'static,
    ) -> Result<T, LoadError> {
        let asked = state.blocking(work);
        let answer = async { asked.await.map_err(told) };
        match visit {
            Some(visit) => visit.scope(answer).await,
            None => answer.await,
        }
    }
}

impl ReportService for Reports {
    fn screen(&self, url: String, lang: Lang) -> Screening {
        let (state, visit) = (self.state.clone(), self.visit.clone());
        Box::pin(async move {
            let arrangements = state.arrangements.clone();
            let screen = move |engine: &Engine, question: Question| match question.has_view() {
                true => Ok(Screen::of(question.report(), &arrangements.of(engine, &question, lang), lang)),
                false => Err(LoadError::NotFound(Text::default())),
            };
            let screen = Reports::ask(state, visit, move |engine| engine.ask(&url).map(|question| screen(engine, question))).await;
            screen?.unwrap_or_else(|| Err(LoadError::NotFound(Text::default())))
        })
    }

    fn sheet(&self, url: String) -> Sheeting {
        let (state, visit) = (self.state.clone(), self.visit.clone());
        Box::pin(async move {
            let base = state.site.base;
            let sheet = move |engine: &Engine| engine.ask(&url).map(|question| question.sheet().ok_or_else(|| no_sheet(&question, base)));
            Reports::ask(state, visit, sheet).await?.unwrap_or_else(|| Err(LoadError::NotFound(Text::default())))
        })
    }

    fn home(&self) -> Homing {
        let (state, visit) = (self.state.clone(), self.visit.clone());
        Box::pin(async move {
            let glimpses = state.glimpses.clone();
            Reports::ask(state, visit, move |engine| listed(engine, &glimpses)).await
        })
    }
}

/// Every bundle, in the order given.
fn listed(engine: &Engine, glimpses: &Glimpses) -> HomeData {
    // First: what comes in meanwhile is listed twice rather than nowhere.
    let loading = engine.loading();
    let bundles = engine.bundles().map(|store| {
        let schema = &store.schema;
        let tables = schema.tabs.iter().filter_map(|tab| {
            let table = schema.table(&tab.table)?;
            Some((table.title.clone(), store.rows(&tab.table), table.unit.clone()))
        });
        let Glimpse { chart, years, checks } = Glimpse::clone(&glimpses.of(engine, &store));
        BundleSummary {
            id: schema.id.clone(),
            title: schema.title.clone(),
            description: schema.description.clone(),
            version: schema.version.clone(),
            chart,
            years,
            sources: schema.sources.clone(),
            checks,
            tables: tables.collect(),
            warnings: store.warnings.count() as u32,
            warned: store.warnings.list.iter().map(line).collect(),
        }
    });
    let faulty = engine.faulty().into_iter().map(|report| FaultSummary {
        id: report.bundle.clone(),
        count: report.count() as u32,
        lines: report.faults.iter().chain(&report.warnings.list).map(line).collect(),
    });
    HomeData { bundles: bundles.collect(), loading, faulty: faulty.collect() }
}

/// What there is instead of a view, or of the one thing that a view is about.
fn no_sheet(question: &Question, base: Base) -> LoadError {
    match no_item(question, base) {
        Error::NotFound(text) => LoadError::NotFound(text),
        other => told(other),
    }
}

/// What is said on the page of an error.
fn told(error: Error) -> LoadError {
    LoadError::Failed(match error {
        Error::Away(_, text) => text,
        error => error::failed(&format!("{error:?}")),
    })
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

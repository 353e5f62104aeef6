//! What handlers share: the engine and how pages are served. Cheap to clone.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::http::StatusCode;
use data::Text;
use data::engine::{Engine, Question};
use data::query::{Base, FACET};
use data::stop;
use leptos::config::LeptosOptions;

use crate::arrangement::Arrangements;
use crate::error::{Error, no_such};
use crate::export::Exports;
use crate::glimpse::Glimpses;
use crate::site::Site;
use crate::visit::Visit;

/// The state of the router.
#[derive(Clone)]
pub struct State {
    /// Every bundle.
    pub engine: Engine,
    /// Leptos' own options.
    pub leptos: LeptosOptions,
    /// Where the charts of each dashboard stand.
    pub arrangements: Arrangements,
    /// Each bundle at a glance.
    pub glimpses: Glimpses,
    /// Rows that files are being written of.
    pub exports: Exports,
    /// What the server is to browsers.
    pub site: Arc<Site>,
}

impl FromRef<State> for LeptosOptions {
    fn from_ref(state: &State) -> LeptosOptions {
        state.leptos.clone()
    }
}

impl FromRef<State> for Arc<Site> {
    fn from_ref(state: &State) -> Arc<Site> {
        state.site.clone()
    }
}

impl State {
    /// Runs a question on a blocking thread: polars must not run on the runtime's own. It ends when nobody waits for its answer any more.
    pub async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(&Engine) -> T + Send + 'static) -> Result<T, Error> {
        let engine = self.engine.clone();
        let visit = Visit::current();
        // Held until the work is done, though its client may be gone before.
        let turn = visit.as_ref().and_then(Visit::turn);
        let is_wanted = move || visit.as_ref().is_none_or(|visit| !visit.gone.is_cancelled());
        let work = move || {
            let done = stop::while_wanted(is_wanted, || work(&engine));
            drop(turn);
            done
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))?;
        done.ok_or_else(|| Error::Away(StatusCode::SERVICE_UNAVAILABLE, Text::new("请求已中止。", "The request was stopped.")))
    }

    /// The error for a bundle that is not served.
    pub fn no_bundle(&self, name: &str) -> Error {
        no_such(("数据包", "bundle"), name, self.engine.bundles().map(|store| store.schema.id.clone()))
    }
}

/// What there is instead of a view, or of the one thing that a view is about.
pub fn no_item(question: &Question, base: Base) -> Error {
    let (query, schema) = (&question.plan.query, question.schema());
    match query.view.as_str() {
        "embed" => no_such(("图", "panel"), &query.item, schema.panels.iter().map(|panel| panel.id.clone())),
        FACET => {
            let facets = schema.dimensions.iter().filter(|dimension| dimension.facet);
            no_such(("筛选维度", "facet"), &query.item, facets.map(|dimension| dimension.id.clone()))
        }
        "published" if !query.item.is_empty() => {
            no_such(("公布数字", "published figure"), &query.item, [base.before(format!("/{}/published", query.bundle))].into_iter())
        }
        view => no_such(("视图", "view"), view, question.bundle().views.into_iter()),
    }
}

/// A query that was understood whole, or the 400 that says what was not.
pub fn understood(question: Question) -> Result<Question, Error> {
    if question.notices.is_empty() { Ok(question) } else { Err(Error::NotUnderstood(question.notices)) }
}

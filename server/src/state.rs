//! What handlers share: the engine and how pages are served. Cheap to clone.

use axum::extract::FromRef;
use data::engine::{Engine, Question};
use leptos::config::LeptosOptions;

use crate::error::{Error, no_such};

/// The state of the router.
#[derive(Clone)]
pub struct State {
    /// Every bundle.
    pub engine: Engine,
    /// Leptos' own options.
    pub leptos: LeptosOptions,
}

impl FromRef<State> for LeptosOptions {
    fn from_ref(state: &State) -> LeptosOptions {
        state.leptos.clone()
    }
}

impl State {
    /// Runs a question on a blocking thread: polars must not run on the runtime's own.
    pub async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(&Engine) -> T + Send + 'static) -> Result<T, Error> {
        let engine = self.engine.clone();
        tokio::task::spawn_blocking(move || work(&engine)).await.map_err(|error| Error::Internal(error.to_string()))
    }

    /// The error for a bundle that is not served.
    pub fn no_bundle(&self, name: &str) -> Error {
        no_such(("数据包", "bundle"), name, self.engine.bundles().map(|store| store.schema.id.clone()))
    }
}

/// The error for a view that the bundle does not have.
pub fn no_view(question: &Question) -> Error {
    let bundle = question.bundle();
    no_such(("视图", "view"), &question.plan.query.view, bundle.views.into_iter())
}

/// A query that was understood whole, or the 400 that says what was not.
pub fn understood(question: Question) -> Result<Question, Error> {
    if question.notices.is_empty() { Ok(question) } else { Err(Error::NotUnderstood(question.notices)) }
}

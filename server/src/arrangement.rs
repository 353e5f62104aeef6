//! Where the charts of each dashboard stand: decided once from its page without a filter, for every reader of one language. The pages and
//! `screen.json` ask.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::screen::Columns;
use data::Lang;
use data::engine::{Engine, Question};

/// The columns of the bundles' dashboards, by what is in the bundle and by language.
#[derive(Clone, Default)]
pub struct Arrangements(Arc<Mutex<Known>>);

type Known = HashMap<(String, Lang), Arc<Columns>>;

impl Arrangements {
    /// The columns of the dashboard that a question is about.
    pub fn of(&self, engine: &Engine, question: &Question, lang: Lang) -> Arc<Columns> {
        let key = (question.digest().to_string(), lang);
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(columns) = known().get(&key).cloned() {
            return columns;
        }
        let unfiltered = engine.ask(&format!("/{}", question.schema().id));
        let columns = Arc::new(
            unfiltered.map(|question| question.report()).map(|report| Columns::of(&report.panels, &report.query, lang)).unwrap_or_default(),
        );
        known().insert(key, columns.clone());
        columns
    }
}

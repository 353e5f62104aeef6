//! Files under way: who asks for the same rows reads from the same, and readers who are at the same place have the same bytes. A part is held as
//! long as one of them has not sent it. `table` writes them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use axum::body::Bytes;
use data::engine::Question;
use data::engine::rows::RowSet;

use crate::csv;

/// Every file under way, by what is in it.
#[derive(Clone, Default)]
pub struct Exports(Arc<Mutex<HashMap<String, Weak<Export>>>>);

impl Exports {
    /// The file of a table that a question is about.
    pub fn of(&self, question: &Question, table: &str) -> Option<Arc<Export>> {
        let key = [question.digest(), table, &question.plan.query.to_string()].join("\n");
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(export) = known().get(&key).and_then(Weak::upgrade) {
            return Some(export);
        }
        let export = Arc::new(Export { rows: question.rows()?, parts: Mutex::default() });
        let mut known = known();
        known.retain(|_, export| export.strong_count() > 0);
        known.insert(key, Arc::downgrade(&export));
        Some(export)
    }
}

/// One file: its rows, and the parts of it that somebody reads just now, by their first row.
pub struct Export {
    /// The rows.
    pub rows: RowSet,
    parts: Mutex<HashMap<usize, Weak<[u8]>>>,
}

impl Export {
    /// The lines of the rows from `start`, at most [`csv::CHUNK`] of them.
    pub fn part(&self, start: usize) -> Bytes {
        let known = || self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = known().get(&start).and_then(Weak::upgrade) {
            return Bytes::from_owner(part);
        }
        let part: Arc<[u8]> = csv::chunk(&self.rows, start).into();
        let mut known = known();
        known.retain(|_, part| part.strong_count() > 0);
        known.insert(start, Arc::downgrade(&part));
        Bytes::from_owner(part)
    }
}

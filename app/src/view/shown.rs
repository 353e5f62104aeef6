//! What the page shows at the moment, and how leaves read it. The dashboard makes it and hands it to every view.

use std::sync::Arc;

use data::{Lang, Report, Text};
use leptos::prelude::*;

use super::live::{flag, text};
use crate::load::LoadError;
use crate::words::{Words, words};

/// What the page shows at the moment.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The report on the screen.
    pub report: RwSignal<Arc<Report>>,
    /// The language of the interface.
    pub lang: Memo<Lang>,
    /// Why the last address could not be shown; the report is then still the one before.
    pub failure: RwSignal<Option<LoadError>>,
    /// True once scripts run.
    pub live: RwSignal<bool>,
}

impl Shown {
    /// Something of the report, in the reader's language.
    pub fn read<T>(self, get: impl FnOnce(&Report, Lang) -> T) -> T {
        let lang = self.lang.get();
        self.report.with(|report| get(report, lang))
    }

    /// The interface's words, now.
    pub fn words(self) -> &'static Words {
        words(self.lang.get())
    }

    /// A text in the reader's language, now.
    pub fn text(self, text: &Text) -> String {
        text.get(self.lang.get()).to_string()
    }

    /// One of the interface's words.
    pub fn word(self, pick: fn(&Words) -> &'static str) -> Signal<String> {
        text(move || pick(self.words()).to_string())
    }

    /// Words from the report.
    pub fn says(self, get: fn(&Report, Lang) -> String) -> Signal<String> {
        text(move || self.read(get))
    }

    /// Whether something holds of the report.
    pub fn holds(self, get: fn(&Report) -> bool) -> Signal<bool> {
        flag(move || self.report.with(|report| get(report)))
    }

    /// One part of the report, found again in every new one. Leaves hang on the part, not on the report: those of a part that stays as it
    /// was are left alone.
    pub fn part<T: PartialEq + 'static>(self, find: impl for<'a> Fn(&'a Report) -> Option<&'a T> + Send + Sync + 'static) -> Part<T> {
        let find: Find<T> = Arc::new(find);
        let finds = find.clone();
        let same: Same = Arc::new(move |before, now| finds(before) == finds(now));
        Part { shown: self, source: source(self.report, same), find: StoredValue::new(find) }
    }
}

/// Finds a part in a report.
type Find<T> = Arc<dyn for<'a> Fn(&'a Report) -> Option<&'a T> + Send + Sync>;

/// Whether a part is the same in two reports.
type Same = Arc<dyn Fn(&Report, &Report) -> bool + Send + Sync>;

/// The report in which a part last changed. It does not know the part's type, so that the client holds the code of one memo for all.
#[derive(Clone)]
struct Source {
    report: Arc<Report>,
    same: Same,
}

impl PartialEq for Source {
    fn eq(&self, now: &Source) -> bool {
        (self.same)(&self.report, &now.report)
    }
}

fn source(report: RwSignal<Arc<Report>>, same: Same) -> Memo<Source> {
    Memo::new(move |_| Source { report: report.get(), same: same.clone() })
}

/// A part of the report.
pub struct Part<T: 'static> {
    shown: Shown,
    source: Memo<Source>,
    find: StoredValue<Find<T>>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Part<T> {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T> Part<T> {
    /// Something of it, now. Of a part that is gone, whose view is about to go too, the default.
    pub fn with<O: Default>(self, get: impl FnOnce(&T) -> O) -> O {
        let source = self.source.get();
        self.find.with_value(|find| find(&source.report).map(get)).unwrap_or_default()
    }

    /// Words from it.
    pub fn says(self, get: fn(&T, Lang) -> String) -> Signal<String> {
        text(move || {
            let lang = self.shown.lang.get();
            self.with(|part| get(part, lang))
        })
    }

    /// Whether something holds of it.
    pub fn holds(self, get: fn(&T) -> bool) -> Signal<bool> {
        flag(move || self.with(get))
    }

    /// An attribute from it.
    pub fn maybe(self, get: fn(&T) -> Option<String>) -> Signal<Option<String>> {
        Signal::derive(move || self.with(get))
    }
}

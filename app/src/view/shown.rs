//! What the page shows at the moment, and how leaves read it. The dashboard makes it and hands it to every view.

use std::sync::Arc;

use data::{Lang, Text};
use leptos::prelude::*;

use super::live::{flag, maybe, text};
use crate::load::LoadError;
use crate::screen::Screen;
use crate::words::{Words, words};

/// What the page shows at the moment.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The screen.
    pub screen: RwSignal<Arc<Screen>>,
    /// The language of the interface.
    pub lang: Memo<Lang>,
    /// The address asked for last, and how often one was: the key of what is loaded.
    pub asked: RwSignal<(String, u32)>,
    /// The address that is asked for and not answered yet; the screen and the browser's address are then still those before.
    pub awaited: RwSignal<Option<String>>,
    /// Why the last address could not be shown; the screen and the browser's address are then still those before.
    pub failure: RwSignal<Option<LoadError>>,
    /// True once scripts run.
    pub live: RwSignal<bool>,
}

impl Shown {
    /// Asks for a state of the page by its address, be it once more.
    pub fn ask(self, url: String) {
        self.failure.set(None);
        self.awaited.set(Some(url.clone()));
        self.asked.update(|asked| *asked = (url, asked.1.wrapping_add(1)));
    }

    /// Something of the screen, in the reader's language: with another language comes another screen, so nothing hangs on both.
    pub fn read<T>(self, get: impl FnOnce(&Screen, Lang) -> T) -> T {
        let lang = self.lang.get_untracked();
        self.screen.with(|screen| get(screen, lang))
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

    /// Words from the screen.
    pub fn says(self, get: fn(&Screen, Lang) -> String) -> Signal<String> {
        text(move || self.read(get))
    }

    /// Whether something holds of the screen.
    pub fn holds(self, get: fn(&Screen) -> bool) -> Signal<bool> {
        flag(move || self.screen.with(|screen| get(screen)))
    }

    /// One part of the screen, found again in every new one. Leaves hang on the part, not on the screen: those of a part that stays as it
    /// was are left alone.
    pub fn part<T: PartialEq + 'static>(self, find: impl for<'a> Fn(&'a Screen) -> Option<&'a T> + Send + Sync + 'static) -> Part<T> {
        let find: Find<T> = Arc::new(find);
        let finds = find.clone();
        let same: Same = Arc::new(move |before, now| finds(before) == finds(now));
        Part { source: source(self, same), find: StoredValue::new(find) }
    }
}

/// Finds a part of a screen.
type Find<T> = Arc<dyn for<'a> Fn(&'a Screen) -> Option<&'a T> + Send + Sync>;

/// Whether a part is the same on two screens.
type Same = Arc<dyn Fn(&Screen, &Screen) -> bool + Send + Sync>;

/// The screen on which a part last changed, and its language. It does not know the part's type, so that the client holds the code of one memo
/// for all.
#[derive(Clone)]
struct Source {
    screen: Arc<Screen>,
    lang: Lang,
    same: Same,
}

impl PartialEq for Source {
    fn eq(&self, now: &Source) -> bool {
        self.lang == now.lang && (self.same)(&self.screen, &now.screen)
    }
}

fn source(shown: Shown, same: Same) -> Memo<Source> {
    Memo::new(move |_| Source { screen: shown.screen.get(), lang: shown.lang.get_untracked(), same: same.clone() })
}

/// A part of the screen.
pub struct Part<T: 'static> {
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
    /// Something of it, now, in the reader's language. Of a part that is gone, whose view is about to go too, the default.
    pub fn read<O: Default>(self, get: impl FnOnce(&T, Lang) -> O) -> O {
        let source = self.source.get();
        self.find.with_value(|find| find(&source.screen).map(|part| get(part, source.lang))).unwrap_or_default()
    }

    /// Something of it, now.
    pub fn with<O: Default>(self, get: impl FnOnce(&T) -> O) -> O {
        self.read(|part, _| get(part))
    }

    /// Words from it.
    pub fn says(self, get: fn(&T, Lang) -> String) -> Signal<String> {
        text(move || self.read(get))
    }

    /// Whether something holds of it.
    pub fn holds(self, get: fn(&T) -> bool) -> Signal<bool> {
        flag(move || self.with(get))
    }

    /// An attribute from it.
    pub fn maybe(self, get: fn(&T) -> Option<String>) -> Signal<Option<String>> {
        maybe(move || self.with(get))
    }
}

//! The way from one state of the dashboard to the next: asked for, answered, and only then in the browser's address bar, so that an address
//! that is copied meanwhile, or when no answer comes, is that of the picture shown. Called by the dashboard; links and forms ask through
//! `Shown::ask`, back and forward through the address.

use leptos::prelude::*;

use super::{here, place};
use crate::load::Answer;
use crate::view::Shown;

/// Lets answers change the page and its address, and steps in the browser's history ask. `first`: the address of the page as it was built.
pub(super) fn follow(shown: Shown, latest: Signal<Option<Answer>>, first: String) {
    let here = here();
    // The address of what is shown, and its step in the history.
    let at = StoredValue::new((first, 0));
    Effect::new(move |before: Option<()>| {
        let next = latest.get();
        // The first run sees what the page was built from.
        if before.is_none() {
            at.update_value(|(_, step)| *step = place::step());
            shown.live.set(true);
        } else if let Some(Answer { url, outcome }) = next
            && shown.awaited.with_untracked(|awaited| awaited.as_ref() == Some(&url))
        {
            match outcome {
                Ok(screen) => {
                    if untrack(here) != url {
                        place::step_to(&url);
                    }
                    at.set_value((untrack(here), place::step()));
                    shown.awaited.set(None);
                    shown.screen.set(screen);
                }
                Err(error) => {
                    // Back and forward have moved the address already.
                    place::go(at.with_value(|(_, step)| step - place::step()));
                    shown.awaited.set(None);
                    shown.failure.set(Some(error));
                }
            }
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = here();
        let is_shown = shown.awaited.with_untracked(Option::is_none) && at.with_value(|(shown, _)| *shown == now);
        if before.is_some() && !is_shown {
            shown.ask(now);
        }
    });
}

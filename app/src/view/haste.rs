//! What a click means: on a mark it chooses that alone, with Ctrl, Cmd or Shift it adds; and before the answer to the click before it, when
//! links stand on the state that is shown, it means the one awaited. The page catches clicks before the router does, which would change the
//! address before there is an answer; without scripts every click is a page of its own.

use data::Query;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::shown::Shown;
use crate::page::base;

/// What leads from one state of the page to the next.
const STEPS: &str = "a[data-noscroll]";

/// The link that means "no filter", whatever is awaited.
const CLEAR: &str = "clear";

/// Goes to a state of the page that a link or a form on it means; `alone`: the keys whose conditions are to be those of the link alone.
pub(super) fn go(shown: Shown, next: &Query, alone: &str) {
    let asked = shown.awaited.get_untracked();
    let next = match &asked {
        None => next.to_string(),
        Some(asked) => shown.screen.with_untracked(|screen| next.rebased(&screen.query, &Query::parse(asked).0, alone)).to_string(),
    };
    if asked.as_ref() != Some(&next) {
        shown.ask(next);
    }
}

/// What the page does with clicks.
pub(crate) fn clicking(shown: Shown) -> impl Fn(MouseEvent) + 'static {
    let base = base();
    move |event: MouseEvent| {
        if event.button() != 0 || event.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest(STEPS).ok().flatten()) else { return };
        let adds = event.meta_key() || event.ctrl_key() || event.shift_key();
        // What is no mark opens beside the page.
        if adds && !link.has_attribute("data-alone") {
            return;
        }
        let add = link.get_attribute("data-add").filter(|add| adds && !add.is_empty());
        let Some(href) = add.or_else(|| link.get_attribute("href")) else { return };
        event.prevent_default();
        let next = Query::parse(base.off(&href).unwrap_or(&href)).0;
        if link.id() == CLEAR {
            shown.ask(next.to_string());
        } else {
            let alone = link.get_attribute("data-alone").filter(|_| !adds).unwrap_or_default();
            go(shown, &next, &alone);
        }
    }
}

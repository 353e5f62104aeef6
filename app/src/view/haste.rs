//! A click before the answer to the click before it. Links stand on the state that is shown; their reader means the one awaited. The page
//! catches such clicks before the router does; without scripts every click is a page of its own.

use data::Query;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::shown::Shown;
use crate::page::base;

/// What leads from one state of the page to the next, but for the link that means "no filter", whatever is awaited.
const STEPS: &str = "a[data-noscroll]:not(#clear)";

/// Goes to a state of the page that a link or a form on it means.
pub(super) fn going(shown: Shown) -> impl Fn(&Query) + Clone + Send + Sync + 'static {
    let (navigate, base) = (use_navigate(), base());
    move |next: &Query| {
        let next = match shown.awaited.get_untracked() {
            None => next.to_string(),
            Some(asked) => {
                let next = shown.screen.with_untracked(|screen| next.rebased(&screen.query, &Query::parse(&asked).0)).to_string();
                if next == asked {
                    return;
                }
                next
            }
        };
        navigate(&base.before(next), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    }
}

/// What the page does with clicks.
pub(crate) fn clicking(shown: Shown) -> impl Fn(MouseEvent) + 'static {
    let (go, base) = (going(shown), base());
    move |event: MouseEvent| {
        let is_plain = event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        if !is_plain || shown.awaited.with_untracked(Option::is_none) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest(STEPS).ok().flatten()).and_then(|link| link.get_attribute("href"));
        if let Some(link) = link {
            event.prevent_default();
            go(&Query::parse(base.off(&link).unwrap_or(&link)).0);
        }
    }
}

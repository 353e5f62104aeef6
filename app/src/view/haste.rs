//! What a click means: on a mark it chooses that alone, with Ctrl, Cmd or Shift it adds; and before the answer to the click before it, when
//! links stand on the state that is shown, it means the one awaited. The page catches such clicks before the router does; without scripts
//! every click is a page of its own.

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

/// Goes to a state of the page that a link or a form on it means; `alone`: the keys whose conditions are to be those of the link alone.
pub(super) fn going(shown: Shown) -> impl Fn(&Query, &str) + Clone + Send + Sync + 'static {
    let (navigate, base) = (use_navigate(), base());
    move |next: &Query, alone: &str| {
        let next = match shown.awaited.get_untracked() {
            None => next.to_string(),
            Some(asked) => {
                let next = shown.screen.with_untracked(|screen| next.rebased(&screen.query, &Query::parse(&asked).0, alone)).to_string();
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
        if event.button() != 0 || event.alt_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest(STEPS).ok().flatten()) else { return };
        let says = |name: &str| link.get_attribute(name).unwrap_or_default();
        let (adds, is_mark) = (event.meta_key() || event.ctrl_key() || event.shift_key(), link.has_attribute("data-alone"));
        // What is no mark opens beside the page; what is plain and awaits nothing is the router's.
        let is_ours = if adds { is_mark } else { shown.awaited.with_untracked(Option::is_some) };
        if !is_ours {
            return;
        }
        let add = Some(says("data-add")).filter(|add| adds && !add.is_empty());
        let href = add.unwrap_or_else(|| says("href"));
        event.prevent_default();
        go(&Query::parse(base.off(&href).unwrap_or(&href)).0, &if adds { String::new() } else { says("data-alone") });
    }
}

//! `/{bundle}`: the dashboard. Its address is the key of the one resource; the page is built once from the first screen, and later ones
//! only flow through the signal that its leaves read, so the old picture stays until the new one is there and focus stays where it was.

use std::sync::Arc;

use leptos::prelude::*;

use super::not_found::{failed, missing};
use super::{Reading, here};
use crate::load::{Answer, LoadError};
use crate::screen::Screen;
use crate::view::Shown;
use crate::view::basis::page_basis;
use crate::view::chooser::chooser;
use crate::view::facets::facets;
use crate::view::filter_bar::filter_bar;
use crate::view::footer::footer;
use crate::view::haste::clicking;
use crate::view::header::{header, nav_links};
use crate::view::live::{anew, el, flag, text};
use crate::view::notices::notices;
use crate::view::panel::panels;
use crate::view::table::table_section;
use crate::view::tiles::tiles;
use crate::view::time::time_strip;
use crate::view::title::document_title;

/// The dashboard page.
#[component]
pub(super) fn Dashboard() -> impl IntoView {
    let url = Signal::derive(here());
    let answer = Resource::new_str(move || url.get(), Answer::to);
    view! {
        <Transition>
            {Suspend::new(async move {
                let Answer { url: first, outcome } = answer.await;
                match outcome {
                    Ok(screen) => board(Signal::derive(move || answer.get()), url, first, screen),
                    Err(LoadError::NotFound(why)) => missing(why),
                    Err(LoadError::Failed(sentence)) => failed(sentence),
                }
            })}
        </Transition>
    }
}

/// The page itself, from the first screen on. `latest`: the last answer there is; `url`: the address asked for.
fn board(latest: Signal<Option<Answer>>, url: Signal<String>, first: String, screen: Arc<Screen>) -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let answered = RwSignal::new(first);
    let awaited = Signal::derive(move || url.with(|url| answered.with(|answered| (url != answered).then(|| url.clone()))));
    let shown = Shown { screen: RwSignal::new(screen), lang, awaited, failure: RwSignal::new(None), live: RwSignal::new(false) };
    Effect::new(move |before: Option<()>| {
        // The first run sees what the page was built from.
        let next = latest.get();
        if before.is_none() {
            shown.live.set(true);
        } else if let Some(Answer { url, outcome }) = next {
            match outcome {
                Ok(screen) => {
                    shown.failure.set(None);
                    shown.screen.set(screen);
                }
                Err(error) => shown.failure.set(Some(error)),
            }
            answered.set(url);
        }
    });
    let waiting = flag(move || awaited.with(Option::is_some));
    let busy = Signal::derive(move || waiting.get().then(|| "true".to_string()));
    let title = shown.says(|screen, lang| screen.bundle.title.get(lang).to_string());
    document_title(title);
    view! {
        <div class="page" on:click=clicking(shown)>
            {el!("div" {
                "class" = text(move || if waiting.get() { "progress waiting" } else { "progress" }.to_string()),
                "aria-hidden" = "true",
            })}
            {header(title, anew(move || shown.read(|screen, lang| nav_links(&screen.query, &screen.bundle, lang))))}
            {filter_bar(shown)}
            {el!("div" { "class" = "body" } [
                facets(shown),
                el!("main" { "id" = "main", "tabindex" = "-1", "aria-busy" = busy } [
                    page_basis(shown),
                    notices(shown),
                    tiles(shown),
                    chooser(shown),
                    panels(shown),
                    time_strip(shown),
                    table_section(shown),
                ]),
            ])}
            {footer(shown)}
        </div>
    }
    .into_any()
}

//! `/{bundle}`: the dashboard. What is asked is the key of the one resource; the page is built once from the first screen, and later ones
//! only flow through the signal that its leaves read, so the old picture stays until the new one is there and focus stays where it was.

use std::sync::Arc;

use data::schema::EXPLORE;
use leptos::ev::{self, on};
use leptos::prelude::*;

use super::course::follow;
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
use crate::view::live::{Value, anew, el, element, flag, maybe, text};
use crate::view::notices::{failure_message, notices};
use crate::view::panel::panels;
use crate::view::table::table_section;
use crate::view::tiles::tiles;
use crate::view::time::time_strip;
use crate::view::title::{document_title, title_of};
use crate::words::words;

/// The dashboard page.
#[component]
pub(super) fn Dashboard() -> impl IntoView {
    let asked = RwSignal::new((untrack(here()), 0));
    let answer = Resource::new_str(move || asked.get(), |(url, _)| Answer::to(url));
    view! {
        <Transition>
            {Suspend::new(async move {
                let Answer { url: first, outcome } = answer.await;
                match outcome {
                    Ok(screen) => board(Signal::derive(move || answer.get()), asked, first, screen),
                    Err(LoadError::NotFound(why)) => missing(why),
                    Err(LoadError::Failed(sentence)) => failed(sentence),
                }
            })}
        </Transition>
    }
}

/// The page itself, from the first screen on. `latest`: the last answer there is; `asked`: what is asked, and how often something was.
fn board(latest: Signal<Option<Answer>>, asked: RwSignal<(String, u32)>, first: String, screen: Arc<Screen>) -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let (awaited, failure, live) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(false));
    let shown = Shown { screen: RwSignal::new(screen), lang, asked, awaited, failure, live };
    follow(shown, latest, first);
    let waiting = flag(move || awaited.with(Option::is_some));
    let busy = maybe(move || waiting.get().then(|| "true".to_string()));
    let title = shown.says(|screen, lang| screen.bundle.title.get(lang).to_string());
    document_title(shown.says(|screen, lang| {
        // The chart that a reader makes names its page.
        let made = screen.pictures.first().filter(|_| screen.query.view == EXPLORE).map(|picture| picture.title.as_str());
        let view = words(lang).view(&screen.query.view);
        let view = made.map_or_else(|| view.to_string(), |made| format!("{view} · {made}"));
        title_of(&view, &screen.chips, &screen.bundle, lang)
    }));
    element(
        "div",
        vec!["page".attribute("class"), on(ev::click, clicking(shown)).into_any_attr()],
        vec![
            el!("div" {
                "class" = text(move || if waiting.get() { "progress waiting" } else { "progress" }.to_string()),
                "aria-hidden" = "true",
            }),
            header(title, anew(move || shown.read(|screen, lang| nav_links(&screen.query, &screen.bundle, lang)))),
            filter_bar(shown),
            time_strip(shown),
            el!("div" { "class" = "body" } [
                facets(shown),
                el!("main" { "id" = "main", "tabindex" = "-1", "aria-busy" = busy } [
                    page_basis(shown),
                    notices(shown),
                    tiles(shown),
                    chooser(shown),
                    panels(shown),
                    table_section(shown),
                ]),
            ]),
            footer(shown),
            failure_message(shown),
        ],
    )
}

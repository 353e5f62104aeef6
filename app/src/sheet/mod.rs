//! The views beside the dashboard: documents that work by links and forms alone, so only the server has their code and they load no scripts.
//! One file a view, all of one shape: what the engine answered, drawn. Called by the routes.

mod answer;
mod chart;
mod compare;
mod embed;
mod facet;
mod frame;
mod ladder;
mod lead;
mod race;
mod reconcile;
mod statement;
mod still;

use data::Lang;
use data::sheet::Body;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::load::{LoadError, load_sheet};
use crate::page::Reading;
use crate::page::not_found::{failed, missing};
use crate::view::live::el;

/// The page of any of these views.
pub(crate) fn sheet_page() -> AnyView {
    let Reading(lang) = expect_context::<Reading>();
    let (location, lang) = (use_location(), lang.get_untracked());
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    let url = if search.is_empty() { path } else { format!("{path}?{search}") };
    let page = Suspend::new(async move {
        let sheet = match load_sheet(url).await {
            Ok(sheet) => sheet,
            Err(LoadError::NotFound(why)) => return missing(why),
            Err(LoadError::Failed(sentence)) => return failed(sentence),
        };
        let main = match &sheet.body {
            // A chart alone has no page around it.
            Body::Embed(panel) => return embed::draw(&sheet, panel, lang),
            Body::Statement(checked) => statement::draw(checked, lang),
            Body::Reconcile(reconciliation) => reconcile::draw(&sheet, reconciliation, lang),
            Body::Compare(comparison) => compare::draw(&sheet, comparison, lang),
            Body::Race(race) => race::draw(&sheet, race, lang),
            Body::Ladder(ladder) => ladder::draw(&sheet, ladder, lang),
            Body::Lead(lead) => lead::draw(&sheet, lead, lang),
            Body::Answer(answer) => answer::draw(&sheet, answer, lang),
            Body::Facet(page) => facet::draw(&sheet, page, lang),
            Body::Refused { why } => vec![el!("p" { "class" = "empty" } [why.get(lang)])],
        };
        frame::draw(&sheet, lang, main)
    });
    view! { <Suspense>{page}</Suspense> }.into_any()
}

/// One of two sentences.
pub(crate) fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What a view does in a browser beyond its links and forms: a script with the answer's nonce.
fn script(source: &'static str) -> AnyView {
    view! { <script nonce=use_nonce() inner_html=source></script> }.into_any()
}

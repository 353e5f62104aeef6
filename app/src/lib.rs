//! The interface of Clusterboard, compiled natively for the server (feature `ssr`) and to wasm for the browser (feature `hydrate`).
//!
//! # Layout
//! - [`page`]: the document's shell, the routes and one file per page. [`view`]: what pages are made of, each drawing a part of a `Screen`.
//! - `sheet`: the views beside the dashboard, which only the server draws.
//! - [`chart`]: panels as pictures; knows nothing of Leptos. [`finding`]: the sentence under a chart's title. [`format`](mod@format): numbers.
//! - [`screen`]: what a page with scripts shows, made of a `Report` on the server. [`load`]: where it comes from. [`words`]: the interface's own words in zh and en.

// A view is one deep type, and a chart's figure is near rustc's usual limit.
#![recursion_limit = "256"]

pub mod chart;
pub mod finding;
pub mod format;
pub mod load;
pub mod page;
pub mod screen;
#[cfg(feature = "ssr")]
mod sheet;
mod view;
pub mod words;

pub use page::App;
#[cfg(feature = "ssr")]
pub use page::shell;

/// Wakes the page that the server sent: called once by the script in its head.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(App);
}

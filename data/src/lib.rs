//! The vocabulary of Clusterboard and, with the feature `engine`, the polars engine behind it.
//!
//! # Layout
//! - [`text`]: a label in Chinese and English. [`basis`]: what a number rests on. [`amount`]: a number that may be missing, and why.
//! - [`filter`]: the operators of the URL grammar, one row each. `fold`: texts as they are searched.
//! - [`query`]: a URL as a value: syntax only, with its codec and the links made from it.
//! - [`schema`]: what a bundle declares: tables, dimensions, measures, tiles, panels, tabs.
//! - [`plan`]: `Query::resolve`: syntax and schema become a typed `Plan` and notices.
//! - [`report`]: what the engine answers: plain public fields, drawn by everything else. [`sheet`]: the same for the views beside the dashboard.
//! - [`number`]: numbers as text, [`digits`] to the last one. [`exact`]: sums in any order. [`guard`]: text that a spreadsheet would take for a formula.
//! - [`stop`]: ends work that nobody waits for any more.
//! - [`statement`]: published figures against counts. [`composite`]: composite indicators.
//! - `engine` (feature): loading, checking and computing. Its borders speak `Plan` and `Report`, never frames.
//!
//! Without the feature this is plain serde and compiles to wasm: polars must never get there, and the test command proves it.

pub mod amount;
pub mod basis;
pub mod composite;
pub mod digits;
#[cfg(feature = "engine")]
pub mod engine;
pub mod exact;
pub mod filter;
mod fold;
pub mod guard;
pub mod notice;
pub mod number;
pub mod plan;
pub mod query;
pub mod report;
pub mod schema;
pub mod sheet;
pub mod statement;
pub mod stop;
pub mod text;

pub use amount::{Amount, Bounds, Missing, Small, finite, running, share, total};
pub use basis::Basis;
pub use notice::Notice;
pub use query::Query;
pub use report::Report;
pub use schema::Schema;
pub use sheet::Sheet;
pub use text::{Lang, Text};

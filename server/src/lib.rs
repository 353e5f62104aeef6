//! The server of Clusterboard.
//!
//! # Layout
//! - [`router`]: every route. [`state`]: what handlers share. [`page`]: the pages, rendered by `app`. [`assets`]: the client's files.
//! - [`table`]: a table as CSV and its sidecar. [`panel`]: a panel as CSV and SVG. [`report`]: `report.json`. [`sheet`]: the other views as files.
//! - [`address`]: where a reader is led.
//! - [`csv`]: writing CSV that people can use. [`file_name`]: names of downloads. [`prefs`]: language and theme.
//! - [`policy`]: what a page may load and run.
//! - [`bundles`]: the bundles that ship, and those of `--data`. [`error`]: what goes wrong with a request, in words.
//! - [`cli`]: the command line. [`serve`]: listening and draining. [`loading`]: what is said of bundles meanwhile.

pub mod address;
pub mod assets;
pub mod bundles;
pub mod cli;
pub mod csv;
pub mod error;
pub mod file_name;
pub mod loading;
pub mod page;
pub mod panel;
pub mod policy;
pub mod prefs;
pub mod report;
pub mod router;
pub mod serve;
pub mod sheet;
pub mod state;
pub mod table;

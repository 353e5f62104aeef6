//! The server of Clusterboard.
//!
//! # Layout
//! - [`router`]: every route. [`state`]: what handlers share. [`page`]: the pages, rendered by `app`. [`assets`]: the client's files.
//! - [`glimpse`]: what the list of bundles shows of each.
//! - [`table`]: a table as CSV and its sidecar. [`panel`]: a panel as CSV and SVG. [`report`]: `report.json`. [`sheet`]: the other views as files.
//! - [`address`]: where a reader is led.
//! - [`csv`]: writing CSV that people can use. [`file_name`]: names of downloads. [`prefs`]: language and theme.
//! - [`policy`]: what browsers may do with an answer; [`site`]: what the server is to them.
//! - [`bundles`]: the bundles that ship, and those of `--data`. [`error`]: what goes wrong with a request, in words.
//! - [`cli`]: the command line. [`line`]: its flags, every one. [`config`]: flags, environment and file, read into [`settings`]. [`loading`]: what is said of bundles that load. [`generate`]: a bundle to measure with.
//! - [`log`]: messages and the line of each request. [`metrics`]: what is counted. [`memory`]: how much is held.
//! - [`serve`]: the life of a server. [`listen`]: connections, with [`presence`] and [`paced`] for how long. [`front`]: what each request passes:
//!   [`client`], who asks and how often; [`gate`], its turn; [`visit`], what it is while it is answered; [`head`], HEAD.

pub mod address;

pub mod arrangement;
pub mod assets;
pub mod bundles;
pub mod cli;
pub mod client;
pub mod config;
pub mod csv;
pub mod error;
pub mod export;
pub mod file_name;
pub mod front;
pub mod gate;
pub mod generate;
pub mod glimpse;
pub mod head;
pub mod line;
pub mod listen;
pub mod loading;
pub mod log;
pub mod memory;
pub mod metrics;
pub mod paced;
pub mod page;
pub mod panel;
pub mod policy;
pub mod prefs;
pub mod presence;
pub mod report;
pub mod router;
pub mod serve;
pub mod settings;
pub mod sheet;
pub mod site;
pub mod state;
pub mod table;
pub mod visit;

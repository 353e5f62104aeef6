//! What pages are made of. Each view draws one part of the `Screen` that the page shows ([`Shown`]); it is built once, and its leaves are
//! signals. Lists are keyed, and what a keyed child shows it finds on the screen of the moment (`Shown::part`), never in the item that it was
//! built with. Called by the pages.

// The component macro writes `pub` props and functions even where a module keeps them to itself.
#![allow(unreachable_pub)]

pub mod basis;
mod chart;
pub mod chooser;
pub(crate) mod counted;
pub mod facets;
mod figure;
pub mod filter_bar;
mod fold;
pub mod footer;
pub(crate) mod form;
pub(crate) mod haste;
pub mod header;
pub(crate) mod legend;
pub(crate) mod live;
pub mod notices;
pub mod panel;
mod shown;
pub mod table;
mod table_grid;
mod table_tools;
pub mod tiles;
pub mod time;
pub(crate) mod title;
pub(crate) mod tongue;
mod twin;
pub(crate) mod way;
pub(crate) mod wrapped;

pub use self::live::text;
pub use self::shown::Shown;

/// `aria-current` of what the filter has.
pub(crate) fn current(selected: bool) -> Option<String> {
    selected.then(|| "true".to_string())
}

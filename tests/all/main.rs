//! The one test binary that links the engine. `load`: files to bundle. `loading`: a server whose bundles are still to come. `report`: reports on the bundle `small`. `http`: every route; `asked`: how it is asked.
//! `jilin`: the shipped bundles. `qcew`: a real case of size. `views`, `ladder`, `sides`: the views beside the dashboard. `reader`: what pages say to whom. `dates`: stocks, comparison and growth. `range`: numbers too large. `shares`: shares of wholes only. `size`: many values and conditions, on bundles `made` in the
//! test. `readme`: the worked example of the documentation. `fuzz`: the corpus of the fuzz targets.
//! `stands`: a server under attack. `bounds`: how much of it one client may have. `base`: a site under a path. `stops`: work that nobody waits for any more. `logs`: what it says of itself. `settings`: what it can be told. `observatory`: what its headers are worth. `numbers`: sums, order and digits. `oracle`: a second backend that must agree. `strangers`: what a stranger's data or address can do.

mod asked;
mod base;
mod bounds;
mod charts;
mod columns;
mod dates;
mod facets;
mod files;
mod fuzz;
mod http;
mod jilin;
mod ladder;
mod load;
mod loading;
mod logs;
mod made;
mod names;
mod numbers;
mod observatory;
mod oracle;
mod qcew;
mod range;
mod reader;
mod readme;
mod report;
mod settings;
mod shares;
mod sides;
mod size;
mod stands;
mod stops;
mod strangers;
mod views;
mod wire;

use std::borrow::Cow;
use std::io;
use std::path::Path;

use data::engine::Engine;
use data::engine::files::{Files, Folder};
use tests::{served, shipped, small};

/// The bundle `small` with some of its files changed: path and text to the new text. A file that is not there is empty.
struct Changed(fn(&str, &str) -> Option<String>);

impl Changed {
    /// The bundle, which must have no faults.
    fn engine(self) -> Engine {
        served("small", &self)
    }
}

impl Files for Changed {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let found = Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small")).read(path);
        let text = found.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        match self.0(path, &text) {
            Some(text) => Ok(Cow::Owned(text.into_bytes())),
            None => found,
        }
    }
}

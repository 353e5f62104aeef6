//! What the tests in `all/` (one binary, because each one that links polars takes minutes to link) and the fuzz targets in `fuzz/` share: bundles,
//! and [`targets`]. `browser/` has the tests in a browser.

pub mod targets;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use data::engine::Engine;
use data::engine::files::{Files, Folder};
use data::engine::limits::Limits;

/// The bundle `small`: twenty rows.
pub fn small() -> Engine {
    static SMALL: OnceLock<Engine> = OnceLock::new();
    SMALL.get_or_init(|| served("small", &Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small")))).clone()
}

/// The bundles that ship inside the program.
pub fn shipped() -> Engine {
    static SHIPPED: OnceLock<Engine> = OnceLock::new();
    SHIPPED.get_or_init(|| server::bundles::open(&[], &Limits::default()).expect("no folder to read")).clone()
}

/// An engine with one bundle, which must have no faults.
pub fn served(id: &str, files: &dyn Files) -> Engine {
    let engine = Engine::open([(id.to_string(), files)]);
    if let Some(report) = engine.faulty().first() {
        panic!("{report}");
    }
    engine
}

/// Files in memory.
#[derive(Clone)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.0.get(path).map(|bytes| Cow::Owned(bytes.clone())).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// A sound bundle of three tables, `base`.
pub fn base() -> Memory {
    let files = [
        ("datapackage.json", include_str!("all/load/base/datapackage.json")),
        ("dashboard.toml", include_str!("all/load/base/dashboard.toml")),
        ("cities.csv", include_str!("all/load/base/cities.csv")),
        ("firms.csv", include_str!("all/load/base/firms.csv")),
        ("statements.csv", include_str!("all/load/base/statements.csv")),
    ];
    Memory(files.into_iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect())
}

impl Memory {
    /// With the one place of a file where `from` stands changed to `to`.
    pub fn with(mut self, file: &str, from: &str, to: &str) -> Memory {
        let text = String::from_utf8(self.0[file].clone()).expect("text");
        assert_eq!(text.matches(from).count(), 1, "{file} should have {from:?} once");
        self.0.insert(file.to_string(), text.replace(from, to).into_bytes());
        self
    }

    /// With a file of these bytes.
    pub fn file(mut self, file: &str, bytes: impl Into<Vec<u8>>) -> Memory {
        self.0.insert(file.to_string(), bytes.into());
        self
    }
}

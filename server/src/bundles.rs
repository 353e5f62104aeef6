//! The bundles that the program serves: those that ship inside it, and the folders of `--data`, each a bundle or a folder of bundles.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use data::engine::Engine;
use data::engine::files::{Files, Folder};
use data::engine::limits::Limits;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../data/bundles"]
#[include = "*/datapackage.json"]
#[include = "*/dashboard.toml"]
#[include = "*/*.csv"]
struct Shipped;

/// One bundle inside the program.
struct ShippedBundle(String);

impl Files for ShippedBundle {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let file = Shipped::get(&format!("{}/{path}", self.0)).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(file.data)
    }
}

/// A bundle to load: its id and its files.
pub type Found = (String, Box<dyn Files + Send>);

/// The engine over the shipped bundles and those of `folders`, each loaded within `limits`.
pub fn open(folders: &[PathBuf], limits: &Limits) -> io::Result<Engine> {
    let bundles = find(folders)?;
    let engine = awaiting(&bundles);
    for (at, (_, files)) in bundles.iter().enumerate() {
        // What is wrong with it is kept.
        engine.load(at, files.as_ref(), limits).ok();
    }
    Ok(engine)
}

/// An engine to which these are still to come, in their order.
pub fn awaiting(bundles: &[Found]) -> Engine {
    Engine::awaiting(bundles.iter().map(|(id, _)| id.clone()))
}

/// The shipped bundles and those of `folders`; none is read yet.
pub fn find(folders: &[PathBuf]) -> io::Result<Vec<Found>> {
    let mut bundles: Vec<Found> = Vec::new();
    let mut ids: Vec<String> = Shipped::iter().filter_map(|path| path.strip_suffix("/datapackage.json").map(str::to_string)).collect();
    ids.sort();
    for id in ids {
        bundles.push((id.clone(), Box::new(ShippedBundle(id))));
    }
    for folder in folders {
        for bundle in bundles_in(folder)? {
            bundles.push((id_of(&bundle), Box::new(Folder(bundle))));
        }
    }
    Ok(bundles)
}

/// A folder that is a bundle, or the bundles directly in it, by name.
fn bundles_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if is_bundle(folder) {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut bundles = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if is_bundle(&path) {
            bundles.push(path);
        }
    }
    if bundles.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "neither it nor a folder in it has a datapackage.json"));
    }
    bundles.sort();
    Ok(bundles)
}

/// Whatever stands in the place of the descriptor: what is wrong with it is a fault of the bundle.
fn is_bundle(folder: &Path) -> bool {
    folder.join("datapackage.json").symlink_metadata().is_ok()
}

/// A bundle's id: its folder's name.
pub fn id_of(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

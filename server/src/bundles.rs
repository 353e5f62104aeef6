//! The bundles that the program serves: those that ship inside it, and the folders of `--data`, each a bundle or a folder of bundles.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use data::engine::Engine;
use data::engine::files::{Files, Folder};
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

/// The engine over the shipped bundles and those of `folders`.
pub fn open(folders: &[PathBuf]) -> io::Result<Engine> {
    let mut bundles: Vec<(String, Box<dyn Files>)> = Vec::new();
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
    Ok(Engine::open(bundles.iter().map(|(id, files)| (id.clone(), files.as_ref()))))
}

/// A folder that is a bundle, or the bundles directly in it, by name.
fn bundles_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if folder.join("datapackage.json").is_file() {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut bundles = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join("datapackage.json").is_file() {
            bundles.push(path);
        }
    }
    if bundles.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "neither it nor a folder in it has a datapackage.json"));
    }
    bundles.sort();
    Ok(bundles)
}

/// A bundle's id: its folder's name.
pub fn id_of(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

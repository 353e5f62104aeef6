//! The real case of the tests, a bundle of published files under the descriptor in `tests/bundles`. Used by `test`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::{Result, shell};

/// The bundle and where its files lie beside the clone.
const BUNDLE: (&str, &str) = ("qcew-nj", "../shared/realdata/qcew-nj-2016");

/// A folder with the bundle, to serve. `None`: its files are not here, which in CI is an error.
pub(crate) fn bundles() -> Result<Option<PathBuf>> {
    let (name, published) = BUNDLE;
    let published = shell::workspace().join(published);
    if !published.is_dir() {
        let missing = format!("{} is not here", published.display());
        if env::var_os("CI").is_some() {
            return Err(missing);
        }
        println!("not run: the browser tests of {name}: {missing}");
        return Ok(None);
    }
    let bundles = shell::target()?.join("bundles");
    let descriptor = shell::workspace().join("tests/bundles").join(name);
    lay_together(&[descriptor, published], &bundles.join(name)).map_err(|error| format!("cannot lay {name} together: {error}"))?;
    Ok(Some(bundles))
}

/// The files of some folders in one, afresh.
fn lay_together(folders: &[PathBuf], into: &Path) -> io::Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    for folder in folders {
        for file in fs::read_dir(folder)? {
            let file = file?;
            fs::copy(file.path(), into.join(file.file_name()))?;
        }
    }
    Ok(())
}

//! Where a bundle's files come from: a folder, or the program itself. Read by `load` only.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

/// A bundle's files by relative path.
pub trait Files {
    /// The bytes of one file; an error of kind `NotFound` when it is not there.
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>>;
}

/// A folder on disk.
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        std::fs::read(self.0.join(path)).map(Cow::Owned)
    }
}

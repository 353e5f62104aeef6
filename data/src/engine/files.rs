//! Where a bundle's files come from: a folder, or the program itself. Read by `load` only.

use std::borrow::Cow;
use std::fmt;
use std::fs::{File, Metadata, OpenOptions, symlink_metadata};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::PathBuf;

use crate::Text;

/// A bundle's files by relative path.
pub trait Files {
    /// The bytes of one file; an error of kind `NotFound` when it is not there.
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>>;

    /// The same of a file of at most `most` bytes; a longer one is an error of kind `FileTooLarge`, of which no more than one byte beyond is read.
    fn read_within(&self, path: &str, most: u64) -> io::Result<Cow<'static, [u8]>> {
        // Without a folder the bytes are in memory already.
        let bytes = self.read(path)?;
        if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }
}

/// A folder on disk. Its files are regular and lie below it, once links are followed: anything else is an error with a [`NoFile`] in it.
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        self.read_within(path, u64::MAX)
    }

    fn read_within(&self, path: &str, most: u64) -> io::Result<Cow<'static, [u8]>> {
        let (file, about) = self.open(path)?;
        let mut bytes = Vec::new();
        // A file with holes says its length before a byte of it is read; one that grows, or has none to say, is cut.
        if about.len() <= most {
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        }
        if about.len() > most || bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(Cow::Owned(bytes)) }
    }
}

impl Folder {
    /// The file, open, and what it is.
    fn open(&self, path: &str) -> io::Result<(File, Metadata)> {
        let root = self.0.canonicalize()?;
        let target = root.join(path).canonicalize()?;
        if !target.starts_with(&root) {
            return Err(NoFile::Outside.into());
        }
        // Before it is opened, since opening a device may do something.
        let seen = symlink_metadata(&target)?;
        regular(&seen)?;
        // A pipe that comes into its place meanwhile is not waited for, and whatever comes there is not read.
        let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW).open(&target)?;
        let about = file.metadata()?;
        regular(&about)?;
        if (about.dev(), about.ino()) != (seen.dev(), seen.ino()) {
            return Err(NoFile::Outside.into());
        }
        Ok((file, about))
    }
}

fn regular(about: &Metadata) -> io::Result<()> {
    let kind = about.file_type();
    Err(match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_dir() => NoFile::Folder,
        () if kind.is_fifo() => NoFile::Pipe,
        () if kind.is_socket() => NoFile::Socket,
        () => NoFile::Device,
    }
    .into())
}

/// Why what stands at a path is no file of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// A link, or a folder on the way, leads out of the bundle's folder.
    Outside,
    /// A folder.
    Folder,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
}

impl NoFile {
    /// What it is, and what would be right.
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            NoFile::Outside => {
                let zh = "指向数据包文件夹之外：应为文件夹内的普通文件，请将文件复制进来。";
                return Text::new(zh, "It leads out of the bundle's folder: expected a regular file inside it; copy the file there.");
            }
            NoFile::Folder => ("文件夹", "a folder"),
            NoFile::Pipe => ("命名管道（FIFO）", "a named pipe (FIFO)"),
            NoFile::Socket => ("套接字", "a socket"),
            NoFile::Device => ("设备", "a device"),
        };
        Text::new(format!("这是{zh}，应为普通文件。"), format!("This is {en}: expected a regular file."))
    }
}

impl fmt::Display for NoFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for NoFile {}

impl From<NoFile> for io::Error {
    fn from(reason: NoFile) -> io::Error {
        io::Error::other(reason)
    }
}

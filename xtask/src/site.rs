//! `target/site/pkg`: the client's files under names that carry the hash of their content, each beside its brotli and gzip, and the
//! `manifest.json` by which the server finds them. Written by `client`; the release server embeds it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Result;

/// What the site is made of, beside this program.
pub(crate) struct Sources<'a> {
    /// The module as cargo built it.
    pub(crate) wasm: &'a [u8],
    /// The style sheet.
    pub(crate) css: &'a [u8],
}

impl Sources<'_> {
    /// Changes when the sources do, or the code that makes the site from them.
    pub(crate) fn digest(&self) -> String {
        let makers = [include_bytes!("client.rs").as_slice(), include_bytes!("site.rs"), include_bytes!("../../Cargo.lock")].concat();
        hash(&[self.wasm, self.css, &makers].map(hash_bytes).concat())
    }
}

/// The folder.
pub(crate) struct Site {
    folder: PathBuf,
}

/// What the server reads. `server/src/assets.rs` has the other end.
#[derive(Serialize, Deserialize)]
struct Manifest {
    /// Leptos' output name: `{output}.js` and `{output}_bg.wasm`.
    output: String,
    /// The style sheet's file name.
    css: String,
    /// The digest of the sources.
    sources: String,
}

impl Manifest {
    fn files(&self) -> [String; 3] {
        [format!("{}.js", self.output), format!("{}_bg.wasm", self.output), self.css.clone()]
    }
}

impl Site {
    /// The site in `folder`, which need not exist.
    pub(crate) fn open(folder: PathBuf) -> Site {
        Site { folder }
    }

    /// Whether the folder holds, whole, what the sources of this digest give.
    pub(crate) fn is_of(&self, digest: &str) -> bool {
        let Ok(manifest) = fs::read(self.folder.join("manifest.json")) else { return false };
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&manifest) else { return false };
        let files = manifest.files();
        let mut names = files.iter().flat_map(|file| ["", ".br", ".gz"].map(|ending| format!("{file}{ending}")));
        manifest.sources == digest && names.all(|name| self.folder.join(name).exists())
    }

    /// Replaces the folder's content. Returns each file's name, its size and its size in brotli.
    pub(crate) fn write(&self, digest: &str, glue: &[u8], wasm: &[u8], css: &[u8]) -> Result<Vec<(String, usize, usize)>> {
        let output = format!("clusterboard-{}", short(&[glue, wasm].map(hash_bytes).concat()));
        let manifest = Manifest { output, css: format!("clusterboard-{}.css", short(css)), sources: digest.to_owned() };
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).map_err(|error| self.told(&error))?;
        }
        fs::create_dir_all(&self.folder).map_err(|error| self.told(&error))?;
        let mut written = Vec::new();
        for (name, content) in manifest.files().into_iter().zip([glue, wasm, css]) {
            let brotli = brotli(content).map_err(|error| self.told(&error))?;
            let gzip = gzip(content).map_err(|error| self.told(&error))?;
            self.store(&name, content)?;
            self.store(&format!("{name}.br"), &brotli)?;
            self.store(&format!("{name}.gz"), &gzip)?;
            written.push((name, content.len(), brotli.len()));
        }
        let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| error.to_string())?;
        self.store("manifest.json", &manifest)?;
        Ok(written)
    }

    fn store(&self, name: &str, content: &[u8]) -> Result<()> {
        fs::write(self.folder.join(name), content).map_err(|error| self.told(&error))
    }

    fn told(&self, error: &std::io::Error) -> String {
        format!("cannot write {}: {error}", self.folder.display())
    }
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    writer.finish()
}

fn hash_bytes(content: &[u8]) -> Vec<u8> {
    Sha256::digest(content).to_vec()
}

fn hash(content: &[u8]) -> String {
    hash_bytes(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Enough of the hash to tell two builds apart.
fn short(content: &[u8]) -> String {
    hash(content)[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_whole_or_made_again() {
        let folder = std::env::temp_dir().join(format!("clusterboard-site-{}", std::process::id()));
        let site = Site::open(folder.clone());
        assert!(!site.is_of("d1"), "nothing there yet");
        let first = site.write("d1", b"glue", b"wasm", b"a {}").expect("a writable folder");
        assert!(site.is_of("d1"));
        assert!(!site.is_of("d2"), "the sources changed");
        let second = site.write("d2", b"glue", b"wasm", b"b {}").expect("a writable folder");
        assert_eq!(first[0].0, second[0].0, "the same glue keeps its name");
        assert_ne!(first[2].0, second[2].0, "another style sheet gets another name");
        assert!(!folder.join(&first[2].0).exists(), "the old one is gone");
        fs::remove_file(folder.join(format!("{}.gz", second[0].0))).expect("a written file");
        assert!(!site.is_of("d2"), "a file is missing");
        fs::remove_dir_all(&folder).expect("a removable folder");
    }

    #[test]
    fn names_are_sha_256() {
        // echo -n abc | sha256sum
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn compressed_files_hold_the_content() {
        let text = b"a {} ".repeat(1000);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&text).expect("memory").as_slice(), &mut back).expect("brotli");
        assert_eq!(back, text);
        let mut back = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(gzip(&text).expect("memory").as_slice()), &mut back).expect("gzip");
        assert_eq!(back, text);
    }
}

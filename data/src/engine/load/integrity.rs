//! `bytes` and `hash` of a resource: whether its file is the one that was described. Used by `load`.

use serde_json::Value;
use sha2::Digest;

use super::super::fault::{Fault, FaultReport};
use super::Faults;
use super::fields::shown;
use super::package::Resource;
use crate::Text;

/// What a resource says of its file.
#[derive(Default)]
pub(super) struct Integrity {
    bytes: Option<u64>,
    hash: Option<(Hash, String)>,
}

#[derive(Clone, Copy)]
enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

const HASHES: [(&str, Hash, usize); 5] = [
    ("md5", Hash::Md5, 32),
    ("sha1", Hash::Sha1, 40),
    ("sha256", Hash::Sha256, 64),
    ("sha384", Hash::Sha384, 96),
    ("sha512", Hash::Sha512, 128),
];

impl Hash {
    fn of(self, bytes: &[u8]) -> String {
        let digest = match self {
            Hash::Md5 => md5::Md5::digest(bytes).to_vec(),
            Hash::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Hash::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Hash::Sha384 => sha2::Sha384::digest(bytes).to_vec(),
            Hash::Sha512 => sha2::Sha512::digest(bytes).to_vec(),
        };
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Integrity {
    /// Reads what the resource says; `files`: how many files it has.
    pub(super) fn read(resource: &Resource, files: usize, faults: &mut Faults<'_>) -> Integrity {
        let mut integrity = Integrity::default();
        for (key, value) in [("bytes", &resource.bytes), ("hash", &resource.hash)] {
            let Some(value) = value else { continue };
            let shown = shown(value);
            if files > 1 {
                let text = Text::new(
                    "只用于一个文件的资源：请删去，或每个文件一个资源。",
                    "Only for a resource of one file: leave it out, or make each file a resource.",
                );
                faults.add("descriptor", key, &shown, text);
            } else if key == "bytes" {
                integrity.bytes = value.as_u64();
                if integrity.bytes.is_none() {
                    faults.add("descriptor", key, &shown, Text::new("应为字节数，如 1024。", "Expected a number of bytes, such as 1024."));
                }
            } else {
                integrity.hash = hash(value);
                if integrity.hash.is_none() {
                    let text = Text::new(
                        "应为十六进制的 MD5，或加前缀 sha1:、sha256:、sha384:、sha512:。",
                        "Expected an MD5 in hexadecimal digits, or one after sha1:, sha256:, sha384: or sha512:.",
                    );
                    faults.add("descriptor", key, &shown, text);
                }
            }
        }
        integrity
    }

    /// Compares a file with what is said of it.
    pub(super) fn check(&self, path: &str, bytes: &[u8], report: &mut FaultReport) {
        if let Some(said) = self.bytes.filter(|said| *said != bytes.len() as u64) {
            let found = bytes.len();
            let text = Text::new(
                format!("文件有 {found} 字节，bytes 写的是 {said}：文件改过，或 bytes 应改。"),
                format!("The file has {found} bytes, its resource says {said}: the file was changed, or bytes should be."),
            );
            report.push(Fault::new(path, "bytes", text));
        }
        if let Some((hash, said)) = &self.hash {
            let found = hash.of(bytes);
            if found != *said {
                let text = Text::new(
                    format!("文件的校验值是 {found}，hash 写的是 {said}：文件改过，或 hash 应改。"),
                    format!("The file's hash is {found}, its resource says {said}: the file was changed, or hash should be."),
                );
                report.push(Fault::new(path, "hash", text));
            }
        }
    }
}

/// MD5 unless a prefix names another.
fn hash(value: &Value) -> Option<(Hash, String)> {
    let (name, digits) = value.as_str()?.rsplit_once(':').unwrap_or(("md5", value.as_str()?));
    let (_, hash, length) = HASHES.into_iter().find(|(known, ..)| name.eq_ignore_ascii_case(known))?;
    let is_hash = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| (hash, digits.to_ascii_lowercase()))
}

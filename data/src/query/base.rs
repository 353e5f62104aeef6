//! The path under which a site lies, as behind a proxy that has more than one: `/stats`. A query knows nothing of it. It is put before an address
//! where that is written for a reader, and taken off where one comes in: by the server's front door, by the client where it reads its location.

use std::cell::Cell;
use std::fmt;

/// The path under which the site lies; empty where it has a host of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Base(&'static str);

impl Base {
    /// Reads a path of plain segments; a process has one, which stays. `None`: it is no such path.
    pub fn read(path: &str) -> Option<Base> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let is_plain = |segment: &str| {
            let bytes = segment.bytes();
            !matches!(segment, "" | "." | "..") && bytes.into_iter().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
        };
        let is_base = path.is_empty() || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_plain));
        is_base.then(|| Base::written(path.to_string()))
    }

    /// The base of a page, as the server wrote it there.
    pub fn written(path: String) -> Base {
        Base(path.leak())
    }

    /// As it is written: without a slash at its end.
    pub fn path(self) -> &'static str {
        self.0
    }

    /// An address of this site as readers have it. Others (`#main`, `https://…`) stay as they are.
    pub fn before(self, address: String) -> String {
        if address.starts_with('/') { format!("{self}{address}") } else { address }
    }

    /// A reader's address as the site knows it; `None`: it is outside.
    pub fn off(self, address: &str) -> Option<&str> {
        address.strip_prefix(self.0).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// Runs what writes a document for others: the queries in it are written as addresses that readers have.
    pub fn while_written<T>(self, write: impl FnOnce() -> T) -> T {
        let _before = Before(WRITTEN.replace(self));
        write()
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

thread_local! {
    static WRITTEN: Cell<Base> = const { Cell::new(Base("")) };
}

/// What stands before queries that are written now.
pub(super) fn current() -> Base {
    WRITTEN.get()
}

/// The base that held before, and holds again, whatever happens meanwhile.
struct Before(Base);

impl Drop for Before {
    fn drop(&mut self) {
        WRITTEN.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;

    #[test]
    fn a_base_is_a_path_of_plain_segments() {
        for (path, base) in [("", Some("")), ("/", Some("")), ("/stats", Some("/stats")), ("/a/b-2/", Some("/a/b-2"))] {
            assert_eq!(Base::read(path).map(Base::path), base, "{path}");
        }
        for path in ["stats", "//", "/a//b", "/a/../b", "/.", "/a b", "/统计", "/a?b", "/a;b", "https://a/b"] {
            assert_eq!(Base::read(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_put_before_an_address_comes_off_again() {
        let base = Base::read("/stats").expect("a path");
        for (address, written) in
            [("/", "/stats/"), ("/jilin?q=a", "/stats/jilin?q=a"), ("/stats", "/stats/stats"), ("/#jilin", "/stats/#jilin")]
        {
            assert_eq!(base.before(address.to_string()), written);
            assert_eq!(base.off(written), Some(address));
        }
        for address in ["#main", "https://a.example/b", ""] {
            assert_eq!(base.before(address.to_string()), address);
        }
        for (address, rest) in [("/stats", Some("")), ("/stats?a", Some("?a")), ("/statistics", None), ("/jilin", None), ("/", None)] {
            assert_eq!(base.off(address), rest, "{address}");
        }
        assert_eq!(Base::default().off("/jilin"), Some("/jilin"));
    }

    #[test]
    fn queries_of_a_document_are_written_as_readers_have_them() {
        let query = Query::parse("/jilin?q=a").0;
        let written = || serde_json::to_string(&query).expect("a text");
        let base = Base::read("/stats").expect("a path");
        assert_eq!(base.while_written(written), r#""/stats/jilin?q=a""#);
        assert_eq!(written(), r#""/jilin?q=a""#);
        std::panic::catch_unwind(|| base.while_written(|| panic!("while it is written"))).expect_err("a panic");
        assert_eq!(written(), r#""/jilin?q=a""#);
    }
}

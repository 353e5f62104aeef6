//! What a bundle may take while it loads. The command line changes it; `load` keeps to it through a `Budget`.

use super::ram;

/// Upper bounds for one bundle, each of which a faulty or hostile bundle would otherwise pass until memory or patience ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of `datapackage.json`, `dashboard.toml` or a GeoJSON file: in memory a document takes many times its length.
    pub document_bytes: u64,
    /// Bytes of all files together.
    pub bundle_bytes: u64,
    /// Rows of all tables together.
    pub rows: u64,
    /// Cells of all tables together: rows times what is kept for each (columns, dimensions, tables referred to).
    pub cells: u64,
    /// Columns of all tables together.
    pub columns: u64,
    /// Categories of all columns together.
    pub categories: u64,
    /// Entries of one kind: tables, patterns, dimensions, measures, tiles, panels, tabs.
    pub entries: u64,
    /// Bytes of one pattern, compiled.
    pub pattern_bytes: u64,
    /// Seconds that loading may take.
    pub seconds: u64,
    /// Bytes of memory that the whole process may hold meanwhile.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 512 << 20,
            document_bytes: 32 << 20,
            bundle_bytes: 1 << 30,
            rows: 20_000_000,
            cells: 200_000_000,
            columns: 16_384,
            categories: 200_000,
            entries: 256,
            pattern_bytes: 2 << 20,
            seconds: 300,
            memory_bytes: ram::half(),
        }
    }
}

impl Limits {
    /// Every limit by its name.
    pub fn named(&mut self) -> [(&'static str, &mut u64); 11] {
        [
            ("file_bytes", &mut self.file_bytes),
            ("document_bytes", &mut self.document_bytes),
            ("bundle_bytes", &mut self.bundle_bytes),
            ("rows", &mut self.rows),
            ("cells", &mut self.cells),
            ("columns", &mut self.columns),
            ("categories", &mut self.categories),
            ("entries", &mut self.entries),
            ("pattern_bytes", &mut self.pattern_bytes),
            ("seconds", &mut self.seconds),
            ("memory_bytes", &mut self.memory_bytes),
        ]
    }
}

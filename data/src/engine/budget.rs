//! What is left of the [`Limits`] while one bundle loads. Whoever reads or counts asks here at the border of each block: the answer is the
//! fault that ends loading, if a limit is passed. Used by `load` and `store`.

use std::time::{Duration, Instant};

use super::fault::Fault;
use super::limits::Limits;
use super::ram;
use crate::Text;
use crate::text::grouped;

/// The rule of every fault here.
pub(super) const RULE: &str = "limit";

/// Steps between two looks at the clock.
const BLOCK: u64 = 1 << 16;

/// What one bundle may still take.
pub(super) struct Budget<'a> {
    /// What it may take in all.
    pub(super) limits: &'a Limits,
    ends: Option<Instant>,
    bytes: u64,
    rows: u64,
    cells: u64,
    steps: u64,
    is_over: bool,
}

impl<'a> Budget<'a> {
    /// The whole of it; the time begins.
    pub(super) fn new(limits: &'a Limits) -> Budget<'a> {
        let ends = Instant::now().checked_add(Duration::from_secs(limits.seconds));
        Budget { limits, ends, bytes: 0, rows: 0, cells: 0, steps: 0, is_over: false }
    }

    /// True once a limit was passed: loading ends.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// How many bytes the next file may have. `is_document`: it is read whole into a tree.
    pub(super) fn next_file(&self, is_document: bool) -> u64 {
        self.alone(is_document).1.min(self.limits.bundle_bytes.saturating_sub(self.bytes))
    }

    /// A file of that many bytes was read.
    pub(super) fn read(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// A file has more bytes than [`next_file`](Budget::next_file) said.
    pub(super) fn too_long(&mut self, file: &str, is_document: bool) -> Option<Fault> {
        let (name, most) = self.alone(is_document);
        if self.next_file(is_document) == most {
            self.end(file, name, most, ("字节", "bytes"))
        } else {
            self.end(file, "bundle_bytes", self.limits.bundle_bytes, ("字节（各文件合计）", "bytes in all files together"))
        }
    }

    fn alone(&self, is_document: bool) -> (&'static str, u64) {
        if is_document { ("document_bytes", self.limits.document_bytes) } else { ("file_bytes", self.limits.file_bytes) }
    }

    /// Counts a record of so many cells, which takes so many steps.
    pub(super) fn row(&mut self, cells: usize, steps: usize, file: &str) -> Option<Fault> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return self.end(file, "rows", self.limits.rows, ("行（各表合计）", "rows in all tables together"));
        }
        self.keep(cells as u64, file).or_else(|| self.step(steps, file))
    }

    /// Counts steps, and looks at the clock once they make a block.
    pub(super) fn step(&mut self, steps: usize, file: &str) -> Option<Fault> {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps < BLOCK { None } else { self.time(file) }
    }

    /// Counts cells that are kept.
    pub(super) fn keep(&mut self, cells: u64, file: &str) -> Option<Fault> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells <= self.limits.cells {
            return None;
        }
        let what = ("格（行数乘以列、维度与所引用的表之数）", "cells: rows times columns, dimensions and tables referred to");
        self.end(file, "cells", self.limits.cells, what)
    }

    /// Compares a count in a descriptor: of so many `what` at most `most` are allowed by the limit `name`.
    pub(super) fn count(&mut self, count: usize, file: &str, name: &str, most: u64, what: (&str, &str)) -> Option<Fault> {
        if count as u64 <= most { None } else { self.end(file, name, most, what) }
    }

    /// Looks at the clock, and at the memory.
    pub(super) fn time(&mut self, file: &str) -> Option<Fault> {
        self.steps = 0;
        if ram::held().is_some_and(|held| held > self.limits.memory_bytes) {
            let what = ("字节内存（整个进程）", "bytes of memory, of the whole process");
            return self.end(file, "memory_bytes", self.limits.memory_bytes, what);
        }
        if self.ends.is_none_or(|ends| Instant::now() < ends) {
            return None;
        }
        self.end(file, "seconds", self.limits.seconds, ("秒的载入时间", "seconds of loading"))
    }

    fn end(&mut self, file: &str, name: &str, most: u64, (zh, en): (&str, &str)) -> Option<Fault> {
        self.is_over = true;
        Some(Fault::new(file, RULE, beyond(name, most, zh, en)))
    }
}

/// What a limit says.
pub(super) fn beyond(name: &str, most: u64, zh: &str, en: &str) -> Text {
    let most = grouped(&most.to_string());
    Text::new(
        format!("超过上限 {name}：最多 {most} {zh}。请精简数据，或用 --limit {name}=数值 放宽。"),
        format!("Beyond the limit {name}: at most {most} {en}. Make the data smaller, or allow more with --limit {name}=NUMBER."),
    )
}

//! Texts as they are searched: folded once, when a column is searched first, and kept where that differs from the column.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;
use polars::prelude::StringChunked;

use super::Memory;
use crate::fold::folded;
use crate::stop;

/// The folded texts of columns, by their tables' places and their names; none where folding changes nothing.
#[derive(Default)]
pub(super) struct Searched {
    columns: Mutex<Columns>,
}

type Columns = HashMap<(usize, String), Option<Arc<Folded>>>;

/// The folded texts of a column, one after another.
struct Folded {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Memory {
    /// Whether each text cell of a column contains words, given folded.
    pub(super) fn contains(&self, table: usize, column: &str, words: &str) -> Vec<bool> {
        let rows = &self.tables[table];
        let cells = rows.data.frame.column(column).and_then(|column| column.str());
        let cells = cells.expect("`plan` searches text columns only");
        match self.folded(table, column, cells) {
            Some(folded) => folded.contain(words),
            None => {
                let finder = Finder::new(words);
                let has = |cell: Option<&str>| {
                    stop::step();
                    cell.is_some_and(|text| finder.find(text.as_bytes()).is_some())
                };
                cells.iter().map(has).collect()
            }
        }
    }

    fn folded(&self, table: usize, column: &str, cells: &StringChunked) -> Option<Arc<Folded>> {
        let key = (table, column.to_string());
        let known = || self.searched.columns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&key) {
            return known.clone();
        }
        let folded = Folded::of(cells).map(Arc::new);
        known().insert(key, folded.clone());
        folded
    }
}

impl Folded {
    /// `None`: the cells are folded as they are.
    fn of(cells: &StringChunked) -> Option<Folded> {
        let (mut text, mut ends, mut differs) = (String::new(), Vec::with_capacity(cells.len()), false);
        for cell in cells.iter() {
            stop::step();
            let cell = cell.unwrap_or_default();
            let folded = folded(cell);
            differs |= folded != cell;
            text.push_str(&folded);
            ends.push(text.len());
        }
        differs.then_some(Folded { text, ends })
    }

    /// Whether each cell contains words: one search through all of them; what is found across the end of a cell is in none.
    fn contain(&self, words: &str) -> Vec<bool> {
        let mut has = vec![words.is_empty(); self.ends.len()];
        if words.is_empty() {
            return has;
        }
        let (finder, bytes) = (Finder::new(words), self.text.as_bytes());
        let (mut from, mut row) = (0, 0);
        while let Some(at) = finder.find(&bytes[from..]) {
            stop::step();
            let start = from + at;
            row += self.ends[row..].partition_point(|end| *end <= start);
            let is_within = start + words.len() <= self.ends[row];
            has[row] |= is_within;
            // A cell is found once.
            from = if is_within { self.ends[row] } else { start + 1 };
        }
        has
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{NamedFrom, Series};
    use proptest::prelude::*;

    use super::*;

    fn both(cells: &[Option<&str>], words: &str) -> (Option<Vec<bool>>, Vec<bool>) {
        let series = Series::new("x".into(), cells);
        let words = folded(words);
        let expected = cells.iter().map(|cell| cell.is_some_and(|cell| folded(cell).contains(&words))).collect();
        (Folded::of(series.str().expect("texts")).map(|folded| folded.contain(&words)), expected)
    }

    #[test]
    fn words_are_found_in_their_own_cells() {
        let cells = [Some("ABC"), Some("abab"), None, Some(""), Some("Ｂa"), Some("汽车零部件"), Some("汽"), Some("车")];
        for words in ["ab", "b", "ba", "bab", "ca", "汽车", "ABC", "车汽"] {
            let (found, expected) = both(&cells, words);
            assert_eq!(found, Some(expected), "{words}");
        }
        assert!(both(&[Some("abc"), Some("汽车")], "b").0.is_none(), "folded already");
    }

    proptest! {
        #[test]
        fn as_each_cell_by_itself(cells in prop::collection::vec("[abAB汽车]{0,4}", 1..12), words in "[ab汽车]{1,3}") {
            let cells: Vec<Option<&str>> = cells.iter().map(|cell| Some(cell.as_str())).collect();
            let (found, expected) = both(&cells, &words);
            if let Some(found) = found {
                prop_assert_eq!(found, expected);
            }
        }
    }
}

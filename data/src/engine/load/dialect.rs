//! How a file is written: the standard's Table Dialect as a value. `tables` reads it from the descriptor, `scan` obeys it.

/// A Table Dialect. No mark is empty or another's beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Stands between two fields.
    pub delimiter: String,
    /// Ends a line; `None`: CR LF, LF or CR, each of them.
    pub line_end: Option<String>,
    /// Encloses a field; `None`: nothing does.
    pub quote: Option<char>,
    /// Inside quotes, two quotes are one.
    pub double_quote: bool,
    /// Makes the character behind it a plain one.
    pub escape: Option<char>,
    /// Spaces behind a delimiter are not of the field.
    pub skip_initial_space: bool,
    /// A line that begins with it is left out.
    pub comment: Option<String>,
    /// Rows left out, from 1.
    pub comment_rows: Vec<usize>,
    /// The rows of the header, from 1, ascending; none: the file has no header. Comments are counted.
    pub header_rows: Vec<usize>,
    /// Stands between the cells of a column's header of several rows.
    pub header_join: String,
    /// A field written so is missing.
    pub null: Option<String>,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect {
            delimiter: ",".into(),
            line_end: None,
            quote: Some('"'),
            double_quote: true,
            escape: None,
            skip_initial_space: false,
            comment: None,
            comment_rows: Vec::new(),
            header_rows: vec![1],
            header_join: " ".into(),
            null: None,
        }
    }
}

impl Dialect {
    /// Whether the row, from 1, is one that the dialect leaves out.
    pub(super) fn leaves_out(&self, row: usize) -> bool {
        let is_above = self.header_rows.last().is_some_and(|last| row < *last) && !self.header_rows.contains(&row);
        is_above || self.comment_rows.contains(&row)
    }
}

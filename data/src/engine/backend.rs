//! What counts: the rows of a bundle, in this process or elsewhere. Everything above speaks asks and answers.

use super::ask::Count;
use super::catalog::Catalog;
use super::condition::Condition;
use super::groups::{Groups, TooMany};
use crate::Missing;

/// The rows of a bundle.
pub trait Backend: Send + Sync {
    /// Reads the rows for one question.
    fn counter<'a>(&'a self, catalog: &'a Catalog, conditions: Vec<Condition<'a>>) -> Box<dyn Counter + 'a>;

    /// The codes of a dimension of rows of a table that has it.
    fn codes(&self, table: usize, dimension: usize, rows: &[u32]) -> Vec<usize>;

    /// Reads the cells of rows of a table, row by row, each with its column's place: of columns that it sees, and what each row rests on as its
    /// column `basis`.
    fn read(&self, catalog: &Catalog, table: usize, columns: &[String], rows: &[u32], each: &mut dyn FnMut(usize, RawCell<'_>));
}

/// The rows read for one question.
pub trait Counter {
    /// What is counted, in the order that it is asked; what falls into more groups than it may is refused.
    fn groups(&self, counts: &[Count]) -> Vec<Result<Groups, TooMany>>;

    /// The rows of a listing, as their places in the file: at most `take` behind the first `skip`.
    fn rows(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32>;
}

/// Rows in an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listing {
    /// The place of their table.
    pub table: usize,
    /// The conditions that they pass, by their places among the question's.
    pub passing: Vec<usize>,
    /// The column that sorts them, and whether descending: a dimension in the order of its values, missing cells last, equal ones as in the file.
    /// The file's order without it.
    pub sort: Option<(String, bool)>,
}

/// A cell before it has a label or a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCell<'a> {
    /// Its value in every digit, or why it has none.
    pub text: Result<&'a str, Missing>,
    /// The code of its value, where the column is a dimension's.
    pub code: Option<u32>,
}

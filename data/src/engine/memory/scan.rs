//! Rows added to accumulators: of each table one pass, block by block, for everything that is asked of it.

use std::collections::BTreeMap;

use super::input::Input;
use super::mask::Mask;
use super::{Reading, Rows};
use crate::engine::ask::{By, Count, Of};
use crate::engine::groups::{Groups, TooMany};
use crate::{Basis, stop};

/// Rows of a block.
const BLOCK: usize = 1 << 13;

/// A count on its way.
struct Counting<'a> {
    count: &'a Count,
    /// The measure's own rows; `None`: every row.
    own: Option<&'a [u32]>,
    /// The conditions that its rows pass, as bits of the mask.
    bits: Vec<u64>,
    by: Vec<Codes<'a>>,
    groups: Result<Groups, TooMany>,
}

enum Codes<'a> {
    Dimension(&'a [u32]),
    Interval(&'a Input),
    Basis(&'a [Basis]),
}

impl Codes<'_> {
    fn of(&self, row: usize) -> u32 {
        match self {
            Codes::Dimension(codes) => codes[row],
            Codes::Interval(input) => input.interval(row) as u32,
            Codes::Basis(basis) => basis[row] as u32,
        }
    }
}

impl Reading<'_> {
    /// What is counted, in the order that it is asked.
    pub(super) fn scan(&self, counts: &[Count]) -> Vec<Result<Groups, TooMany>> {
        let mut of_table: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, count) in counts.iter().enumerate() {
            of_table.entry(self.catalog.table_of(count.of)).or_default().push(at);
        }
        let mut answers: Vec<Option<Result<Groups, TooMany>>> = counts.iter().map(|_| None).collect();
        for (table, places) in of_table {
            let rows = &self.memory.tables[table];
            let mask = places.iter().any(|at| !counts[*at].passing.is_empty()).then(|| self.mask(table));
            let mut counting: Vec<Counting<'_>> = places.iter().map(|at| self.start(rows, mask.as_deref(), &counts[*at])).collect();
            for start in (0..rows.count).step_by(BLOCK) {
                stop::look();
                let end = rows.count.min(start + BLOCK);
                counting.iter_mut().for_each(|counting| self.add(table, mask.as_deref(), counting, start, end));
            }
            for (at, counting) in places.into_iter().zip(counting) {
                answers[at] = Some(counting.groups.map(|groups| groups.rest_on(self.catalog.worst_of(counting.count.of))));
            }
        }
        answers.into_iter().map(|answer| answer.expect("every count is of a table")).collect()
    }

    fn start<'a>(&'a self, rows: &'a Rows, mask: Option<&Mask>, count: &'a Count) -> Counting<'a> {
        let input = count.of.measure().map(|at| &self.memory.measures[at]);
        let codes = |by: &By| match by {
            By::Dimension(at) => rows.codes[*at].as_deref().map(Codes::Dimension),
            By::Interval => input.map(Codes::Interval),
            By::Basis => Some(Codes::Basis(&rows.basis)),
        };
        Counting {
            count,
            own: input.and_then(|input| input.own.as_deref()),
            bits: mask.map(|mask| mask.bits(&count.passing)).unwrap_or_default(),
            by: count.by.iter().map(|by| codes(by).expect("groups are by what the table has")).collect(),
            groups: Ok(Groups::room(count.by.iter().map(|by| self.catalog.size(count.of, *by)).collect(), count.most)),
        }
    }

    /// Adds the rows from `start` to `end`.
    fn add(&self, table: usize, mask: Option<&Mask>, counting: &mut Counting<'_>, start: usize, end: usize) {
        let Counting { count, own, bits, by, groups } = counting;
        let Ok(found) = groups else { return };
        let rows = &self.memory.tables[table];
        let (is_amount, with_numbers) = match count.of {
            Of::Table(_) | Of::Rows(_) => (false, false),
            Of::Amount(_) => (true, false),
            Of::Numbers(_) => (true, true),
        };
        let input = count.of.measure().map(|at| &self.memory.measures[at]).filter(|_| is_amount);
        let mut codes = vec![0; by.len()];
        let mut add = |row: usize| -> Result<(), TooMany> {
            if mask.is_some_and(|mask| !mask.passes(row, bits)) {
                return Ok(());
            }
            codes.iter_mut().zip(by.iter()).for_each(|(code, by)| *code = by.of(row));
            let acc = found.at(&codes)?;
            acc.row(rows.basis[row]);
            if let Some(input) = input {
                input.add(self.memory, table, row, with_numbers, acc);
            }
            Ok(())
        };
        let added = match own {
            None => (start..end).try_for_each(&mut add),
            Some(own) => block(own, start, end).iter().try_for_each(|row| add(*row as usize)),
        };
        if added.is_err() {
            *groups = Err(TooMany);
        }
    }
}

/// The rows from `start` to `end` of a rising list.
fn block(rows: &[u32], start: usize, end: usize) -> &[u32] {
    let at = |row: usize| rows.partition_point(|known| (*known as usize) < row);
    &rows[at(start)..at(end)]
}

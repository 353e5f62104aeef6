//! Rows added to accumulators: of each table one pass, block by block, for everything that is asked of it.

use std::collections::BTreeMap;

use super::mask::Mask;
use super::{Reading, Rows};
use crate::engine::ask::{Ask, By, Of, On};
use crate::engine::groups::{Groups, TooMany};
use crate::stop;

/// Rows of a block.
const BLOCK: usize = 1 << 13;

/// An ask on its way.
struct Counting<'a> {
    ask: &'a Ask,
    /// The measure's own rows; `None`: every row.
    own: Option<&'a [u32]>,
    /// The conditions that its rows pass, as bits of the mask.
    bits: Vec<u64>,
    /// Codes of dates, of which these alone count.
    dates: Vec<(&'a [u32], u32)>,
    by: Vec<Codes<'a>>,
    groups: Result<Groups, TooMany>,
}

enum Codes<'a> {
    Dimension(&'a [u32]),
    Interval,
}

impl Reading<'_> {
    /// The answers to asks, one each, in their order; at most `most` groups each.
    pub(super) fn scan(&self, asks: &[Ask], most: usize) -> Vec<Result<Groups, TooMany>> {
        let mut of_table: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, ask) in asks.iter().enumerate() {
            of_table.entry(self.catalog.table_of(ask.of)).or_default().push(at);
        }
        let mut answers: Vec<Option<Result<Groups, TooMany>>> = asks.iter().map(|_| None).collect();
        for (table, places) in of_table {
            let (rows, mask) = (&self.memory.tables[table], self.mask(table));
            let mut counting: Vec<Counting<'_>> = places.iter().map(|at| self.start(rows, &mask, &asks[*at], most)).collect();
            for start in (0..rows.count).step_by(BLOCK) {
                stop::look();
                let end = rows.count.min(start + BLOCK);
                counting.iter_mut().for_each(|counting| self.add(table, &mask, counting, start, end));
            }
            for (at, counting) in places.into_iter().zip(counting) {
                answers[at] = Some(counting.groups.map(|groups| groups.rest_on(self.catalog.worst_of(counting.ask.of))));
            }
        }
        answers.into_iter().map(|answer| answer.expect("every ask is of a table")).collect()
    }

    fn start<'a>(&'a self, rows: &'a Rows, mask: &Mask, ask: &'a Ask, most: usize) -> Counting<'a> {
        let catalog = self.catalog;
        let measure = ask.of.measure();
        let codes = |at: usize| rows.codes[at].as_deref().unwrap_or_default();
        let size = |by: &By| match by {
            By::Dimension(at) => catalog.codes(*at),
            By::Interval => catalog.intervals(ask.of) + 1,
        };
        let by = ask.by.iter().map(|by| match by {
            By::Dimension(at) => Codes::Dimension(codes(*at)),
            By::Interval => Codes::Interval,
        });
        let mut counting = Counting {
            ask,
            own: measure.and_then(|at| self.memory.measures[at].own.as_deref()),
            bits: mask.bits(&ask.passing),
            dates: Vec::new(),
            by: by.collect(),
            groups: Ok(Groups::room(ask.by.iter().map(size).collect(), ask.most(catalog, most))),
        };
        match ask.on {
            On::Any => {}
            On::Date(at, date) => counting.dates.push((codes(at), date)),
            On::Latest(at) => {
                let date = latest(&counting, rows, mask, codes(at), catalog.schema.dimensions[at].values.len());
                counting.dates.extend(date.map(|date| (codes(at), date)));
            }
        }
        let is_amount = matches!(ask.of, Of::Amount(_) | Of::Numbers(_));
        let stock = measure.filter(|_| is_amount).and_then(|at| catalog.measures[at].stock);
        if let Some(at) = stock.filter(|stock| !ask.by.contains(&By::Dimension(*stock))) {
            // Of dates none, every row stands.
            let date = latest(&counting, rows, mask, codes(at), catalog.schema.dimensions[at].values.len());
            counting.dates.extend(date.map(|date| (codes(at), date)));
        }
        counting
    }

    /// Adds the rows from `start` to `end`.
    fn add(&self, table: usize, mask: &Mask, counting: &mut Counting<'_>, start: usize, end: usize) {
        let Counting { ask, own, bits, dates, by, groups, .. } = counting;
        let Ok(found) = groups else { return };
        let rows = &self.memory.tables[table];
        let input = ask.of.measure().map(|at| &self.memory.measures[at]);
        let (is_amount, with_numbers) = (matches!(ask.of, Of::Amount(_) | Of::Numbers(_)), matches!(ask.of, Of::Numbers(_)));
        let mut add = |row: usize| -> Result<(), TooMany> {
            if !mask.passes(row, bits) || dates.iter().any(|(codes, date)| codes[row] != *date) {
                return Ok(());
            }
            let codes = by.iter().map(|by| match by {
                Codes::Dimension(codes) => codes[row] as usize,
                Codes::Interval => input.map_or(0, |input| input.interval(row)),
            });
            let group = found.group(codes);
            let acc = found.at(group)?;
            acc.row(rows.basis[row]);
            if let Some(input) = input.filter(|_| is_amount) {
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

/// The latest date of the rows that are counted.
fn latest(counting: &Counting<'_>, rows: &Rows, mask: &Mask, codes: &[u32], known: usize) -> Option<u32> {
    let passes = |row: &usize| mask.passes(*row, &counting.bits) && counting.dates.iter().all(|(codes, date)| codes[*row] == *date);
    let date = |row: usize| Some(codes[row]).filter(|date| (*date as usize) < known);
    match counting.own {
        None => (0..rows.count).filter(passes).filter_map(date).max(),
        Some(own) => own.iter().map(|row| *row as usize).filter(passes).filter_map(date).max(),
    }
}

//! Values that look alike and are not the same: composed and decomposed letters, full and half width, spaces around, a byte order mark inside.
//! They stay separate values; both spellings are a warning. Called by `load` once all tables are read.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use super::PACKAGE;
use super::rows::Rows;
use crate::fold::is_plain;
use crate::schema::Kind;
use crate::{Schema, Text};

/// A cell: table, row.
type Place = (usize, usize);

/// The spellings of what looks alike, each with the cell where it stands first.
type Spellings = BTreeMap<String, Vec<(String, usize, Place)>>;

/// Looks through the text columns. What a dimension or a foreign key holds together is one set of values, whatever the table.
pub(super) fn check(schema: &Schema, rows: &[Rows], budget: &mut Budget<'_>, report: &mut FaultReport) {
    for columns in sets(schema) {
        let mut odd = Spellings::new();
        let mut known = HashSet::new();
        let over = each(&columns, rows, schema, budget, |text, column, place| {
            if let Cow::Owned(plain) = look(text)
                && !known.contains(text)
            {
                known.insert(text.to_string());
                odd.entry(plain).or_default().push((text.to_string(), column, place));
            }
        });
        if over.is_some() {
            report.extend(over);
            return;
        }
        if odd.is_empty() {
            continue;
        }
        let over = each(&columns, rows, schema, budget, |text, column, place| {
            if let Some(known) = odd.get_mut(text).filter(|known| known[0].0 != text) {
                known.insert(0, (text.to_string(), column, place));
            }
        });
        if over.is_some() {
            report.extend(over);
            return;
        }
        for spellings in odd.values() {
            let Some(((first, _, (there, at)), others)) = spellings.split_first() else { continue };
            for (spelling, column, (table, row)) in others {
                report.warn_with("alike", || {
                    let (first_file, first_line) = rows[*there].place(*at);
                    let (file, line) = rows[*table].place(*row);
                    let (this, that) = (spelled(spelling), spelled(first));
                    let text = Text::new(
                        format!("“{this}”与 {first_file} 第 {first_line} 行的“{that}”看起来相同，却是两个不同的值：若为同一值，请统一写法。"),
                        format!("“{this}” looks like “{that}” on line {first_line} of {first_file}, but they are two values: if they are meant to be one, spell them alike."),
                    );
                    Fault::new(file, "alike", text).row(line).column(&schema.tables[*table].fields[*column].id).value(spelling)
                });
            }
        }
    }
}

/// Calls `of` with every text: the text, the field's place in its table, and the cell. The answer is the limit that ended it.
fn each(
    columns: &[(usize, usize)],
    rows: &[Rows],
    schema: &Schema,
    budget: &mut Budget<'_>,
    mut of: impl FnMut(&str, usize, Place),
) -> Option<Fault> {
    let mut text = String::new();
    for (table, column) in columns {
        for row in 0..rows[*table].len() {
            if let Some(fault) = budget.step(1, PACKAGE) {
                return Some(fault.column(format!("resource {}", schema.tables[*table].id)));
            }
            text.clear();
            if rows[*table].columns[*column].write(row, &mut text) {
                of(&text, *column, (*table, row));
            }
        }
    }
    None
}

/// The text columns, those together that a dimension or a foreign key holds together; each a table and a field.
fn sets(schema: &Schema) -> Vec<Vec<(usize, usize)>> {
    let mut sets: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (table, it) in schema.tables.iter().enumerate() {
        for (column, _) in it.fields.iter().enumerate().filter(|(_, field)| field.kind == Kind::String) {
            of.insert((table, column), sets.len());
            sets.push(vec![(table, column)]);
        }
    }
    let find = |table: &str, column: &str| {
        let at = schema.tables.iter().position(|it| it.id == table)?;
        Some((at, schema.tables[at].fields.iter().position(|field| field.id == column)?))
    };
    let mut join = |first: Option<(usize, usize)>, second: Option<(usize, usize)>| {
        let set = |column: Option<(usize, usize)>| of.get(&column?).copied();
        let (Some(into), Some(from)) = (set(first), set(second)) else { return };
        if into != from {
            let moved = std::mem::take(&mut sets[from]);
            for column in &moved {
                of.insert(*column, into);
            }
            sets[into].extend(moved);
        }
    };
    for dimension in &schema.dimensions {
        let mut columns = dimension.columns.iter().map(|(table, column)| find(table, column));
        let first = columns.next().flatten();
        columns.for_each(|column| join(first, column));
    }
    for (at, table) in schema.tables.iter().enumerate() {
        for key in &table.foreign_keys {
            for (column, reference) in key.columns.iter().zip(&key.references) {
                let own = table.fields.iter().position(|field| field.id == *column);
                join(find(&key.table, reference), own.map(|column| (at, column)));
            }
        }
    }
    sets
}

/// What a text looks like; borrowed when it is just that.
fn look(text: &str) -> Cow<'_, str> {
    let is_plain = is_plain(text) || (is_nfkc_quick(text.chars()) == IsNormalized::Yes && !text.contains(is_invisible));
    if is_plain && text.trim().len() == text.len() {
        return Cow::Borrowed(text);
    }
    let seen: String = text.chars().filter(|char| !is_invisible(*char)).nfkc().collect();
    let seen = seen.trim();
    if seen == text { Cow::Borrowed(text) } else { Cow::Owned(seen.to_string()) }
}

/// Characters without any ink or width.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A spelling with what one cannot see written out.
fn spelled(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let start = text.len() - text.trim_start_matches(' ').len();
    let mut out = String::new();
    for (at, char) in text.char_indices() {
        let is_around = at < start || at >= start + inner.len();
        match char {
            ' ' if !is_around => out.push(char),
            _ if char.is_whitespace() || char.is_control() || is_invisible(char) || is_combining_mark(char) => {
                out.extend(char.escape_unicode())
            }
            _ => out.push(char),
        }
    }
    out
}

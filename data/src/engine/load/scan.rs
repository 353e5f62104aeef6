//! A data file's text to records: RFC 4180 to the letter, with what a Table Dialect may change. The only authority on where a record, a field
//! and a quote begin and end: `rows` reads what it passes and words what it refuses. Fields that stand in the text as they are meant are not copied.
//!
//! A quote opens only where a field begins and closes only before a delimiter, a line end or the end of the text. After a line that breaks this
//! the scanner goes on with the next line, so that one stray quote costs one record and no other.

use std::ops::Range;

use super::dialect::Dialect;

/// Fields of a record that is long.
pub(super) const LONG: usize = 1 << 12;

/// Reads one text from its beginning to its end.
pub struct Scanner<'a> {
    text: &'a str,
    dialect: &'a Dialect,
    /// Where the next step begins.
    at: usize,
    /// How many steps there were.
    row: usize,
    /// True for the first bytes of what may end plain text: quote, delimiter, line end, escape.
    stops: [bool; 256],
}

/// What stands next in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A record, now in the [`Record`].
    Record,
    /// A line that the dialect leaves out: a comment, or what stands above or between the rows of the header.
    Comment,
    /// A line that is no record.
    Broken(Broken),
}

/// Why a line is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A quote opens and the text ends before it closes.
    LeftOpen,
    /// Behind the quote that closes a field stands more than a delimiter or a line end.
    AfterQuote,
    /// A quote stands inside a field that does not begin with one.
    StrayQuote,
    /// The text ends with an escape.
    LastEscape,
}

/// Where a line stops being a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong.
    pub flaw: Flaw,
    /// Where its field begins.
    pub field: usize,
    /// The place of the field in its record, from 0.
    pub column: usize,
    /// Where the flaw stands.
    pub at: usize,
}

/// One record; filled anew at every step.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Where it stands, its line end included.
    pub range: Range<usize>,
    fields: Vec<Field>,
    /// The values that do not stand in the text as they are meant.
    rewritten: String,
}

#[derive(Clone, Debug)]
struct Field {
    /// As written, its quotes and the spaces skipped included.
    raw: Range<usize>,
    /// The value, in the text or in `rewritten`.
    value: Range<usize>,
    is_rewritten: bool,
    is_quoted: bool,
}

impl Record {
    /// How many fields it has: at least one.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// True before the first step only.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The value of a field. `text`: what was scanned.
    pub fn get<'a>(&'a self, text: &'a str, column: usize) -> &'a str {
        let field = &self.fields[column];
        if field.is_rewritten { &self.rewritten[field.value.clone()] } else { &text[field.value.clone()] }
    }

    /// The values in order.
    pub fn values<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.get(text, column))
    }

    /// True when there is nothing between two line ends.
    pub fn is_blank(&self) -> bool {
        matches!(self.fields.as_slice(), [field] if field.raw.is_empty())
    }

    /// Where a field begins.
    pub fn start(&self, column: usize) -> usize {
        self.fields[column].raw.start
    }

    /// Where a field ends.
    pub fn end(&self, column: usize) -> usize {
        self.fields[column].raw.end
    }

    /// The fields with a line end in them.
    pub fn over_lines<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_long = |field: &Field| text[field.raw.clone()].bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
        (0..self.len()).filter(move |column| {
            let field = &self.fields[*column];
            (field.is_quoted || field.is_rewritten) && is_long(field)
        })
    }

    /// The first whole line inside a field that has as many delimiters as the record: likely a record that a stray quote swallowed. The field,
    /// and where the line begins.
    pub fn swallowed(&self, text: &str, dialect: &Dialect) -> Option<(usize, usize)> {
        self.over_lines(text).find_map(|column| {
            let raw = self.fields[column].raw.clone();
            let mut lines = Vec::new();
            let mut start = raw.start;
            for (at, byte) in text[raw.clone()].bytes().enumerate().map(|(at, byte)| (raw.start + at, byte)) {
                match byte {
                    // The second half of a line end.
                    b'\n' if at > raw.start && text.as_bytes()[at - 1] == b'\r' => {}
                    b'\n' | b'\r' => lines.push(start..at),
                    _ => continue,
                }
                start = at + 1;
            }
            let is_record = |line: &&Range<usize>| text[(*line).clone()].matches(dialect.delimiter.as_str()).count() + 1 == self.len();
            lines.iter().skip(1).find(is_record).map(|line| (column, line.start))
        })
    }
}

impl<'a> Scanner<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str, dialect: &'a Dialect) -> Scanner<'a> {
        let mut stops = [false; 256];
        let mut stop = |mark: &str| mark.bytes().take(1).for_each(|byte| stops[usize::from(byte)] = true);
        dialect.quote.iter().chain(&dialect.escape).for_each(|mark| stop(mark.encode_utf8(&mut [0; 4])));
        dialect.line_end.iter().chain([&dialect.delimiter]).for_each(|mark| stop(mark));
        if dialect.line_end.is_none() {
            stops[usize::from(b'\n')] = true;
            stops[usize::from(b'\r')] = true;
        }
        Scanner { text, dialect, at: 0, row: 0, stops }
    }

    /// Where the next step begins: each step ends where the next one begins.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Goes one step on; `None` at the end.
    pub fn step(&mut self, record: &mut Record) -> Option<Step> {
        self.step_while(record, &mut |_| true)
    }

    /// The same while `goes_on`, which is asked now and then in a long record, with the number of its fields so far. `None` where it does not.
    pub(super) fn step_while(&mut self, record: &mut Record, goes_on: &mut dyn FnMut(usize) -> bool) -> Option<Step> {
        if self.at >= self.text.len() {
            return None;
        }
        self.row += 1;
        let start = self.at;
        let is_comment = self.dialect.comment.as_ref().is_some_and(|mark| self.text[start..].starts_with(mark.as_str()));
        if is_comment || self.dialect.leaves_out(self.row) {
            self.at = self.next_line(start);
            return Some(Step::Comment);
        }
        record.fields.clear();
        record.rewritten.clear();
        match self.record(record, goes_on) {
            Ok(true) => {
                record.range = start..self.at;
                Some(Step::Record)
            }
            Ok(false) => None,
            Err(broken) => {
                // What an open quote would swallow is read for itself.
                self.at = self.next_line(broken.field);
                Some(Step::Broken(broken))
            }
        }
    }

    /// Reads fields up to and with the line end; false where it is not to go on.
    fn record(&mut self, record: &mut Record, goes_on: &mut dyn FnMut(usize) -> bool) -> Result<bool, Broken> {
        loop {
            let field = self.at;
            let column = record.fields.len();
            if column > 0 && column.is_multiple_of(LONG) && !goes_on(column) {
                return Ok(false);
            }
            if column > 0 && self.dialect.skip_initial_space {
                self.at += self.text[field..].bytes().take_while(|byte| *byte == b' ').count();
            }
            let flawed = |(flaw, at)| Broken { flaw, field, column, at };
            let quote = self.dialect.quote.filter(|quote| self.text[self.at..].starts_with(*quote));
            let found = match quote {
                Some(quote) => self.quoted(quote, &mut record.rewritten),
                None => self.plain(&mut record.rewritten),
            };
            let mut found = found.map_err(flawed)?;
            found.raw.start = field;
            record.fields.push(found);
            if self.text[self.at..].starts_with(self.dialect.delimiter.as_str()) {
                self.at += self.dialect.delimiter.len();
            } else {
                self.at += self.line_end(self.at);
                return Ok(true);
            }
        }
    }

    /// A field without quotes; stops before the delimiter or line end.
    fn plain(&mut self, rewritten: &mut String) -> Result<Field, (Flaw, usize)> {
        let start = self.at;
        // What was written anew begins here in `rewritten`; what stands from `kept` on in the text is not yet there.
        let (anew, mut kept, mut is_rewritten) = (rewritten.len(), start, false);
        loop {
            self.at = self.next_stop(self.at);
            let rest = &self.text[self.at..];
            if rest.is_empty() || rest.starts_with(self.dialect.delimiter.as_str()) || self.line_end(self.at) > 0 {
                break;
            }
            if let Some(escape) = self.dialect.escape.filter(|escape| rest.starts_with(*escape)) {
                rewritten.push_str(&self.text[kept..self.at]);
                is_rewritten = true;
                kept = self.at + escape.len_utf8();
                self.at = self.escaped(kept)?;
            } else if self.dialect.quote.is_some_and(|quote| rest.starts_with(quote)) {
                return Err((Flaw::StrayQuote, self.at));
            } else {
                self.at = self.next_char(self.at);
            }
        }
        let raw = start..self.at;
        if self.dialect.null.as_deref() == Some(&self.text[raw.clone()]) || !is_rewritten {
            rewritten.truncate(anew);
            return Ok(Field { raw: raw.clone(), value: raw, is_rewritten: false, is_quoted: false });
        }
        rewritten.push_str(&self.text[kept..self.at]);
        Ok(Field { raw, value: anew..rewritten.len(), is_rewritten, is_quoted: false })
    }

    /// A field in quotes; stops behind the closing one, where a delimiter, a line end or the end of the text must stand.
    fn quoted(&mut self, quote: char, rewritten: &mut String) -> Result<Field, (Flaw, usize)> {
        let start = self.at;
        let (anew, mut kept, mut is_rewritten) = (rewritten.len(), start + quote.len_utf8(), false);
        self.at = kept;
        let end = loop {
            let rest = &self.text[self.at..];
            let found = match self.dialect.escape {
                None => rest.find(quote),
                Some(escape) => rest.find([quote, escape]),
            };
            let Some(found) = found.map(|found| self.at + found) else { return Err((Flaw::LeftOpen, start)) };
            let after = found + quote.len_utf8();
            if let Some(escape) = self.dialect.escape.filter(|escape| self.text[found..].starts_with(*escape)) {
                rewritten.push_str(&self.text[kept..found]);
                kept = found + escape.len_utf8();
                self.at = self.escaped(kept)?;
            } else if self.dialect.double_quote && self.text[after..].starts_with(quote) {
                rewritten.push_str(&self.text[kept..after]);
                kept = after + quote.len_utf8();
                self.at = kept;
            } else {
                self.at = after;
                break found;
            }
            is_rewritten = true;
        };
        let rest = &self.text[self.at..];
        if !rest.is_empty() && !rest.starts_with(self.dialect.delimiter.as_str()) && self.line_end(self.at) == 0 {
            return Err((Flaw::AfterQuote, self.at));
        }
        let raw = start..self.at;
        if !is_rewritten {
            return Ok(Field { raw, value: kept..end, is_rewritten, is_quoted: true });
        }
        rewritten.push_str(&self.text[kept..end]);
        Ok(Field { raw, value: anew..rewritten.len(), is_rewritten, is_quoted: true })
    }

    /// The next byte from `from` on that may end plain text, or the end of the text.
    fn next_stop(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        bytes[from..].iter().position(|byte| self.stops[usize::from(*byte)]).map_or(bytes.len(), |found| from + found)
    }

    /// Behind the character, or the line end, that an escape before `at` stands for.
    fn escaped(&self, at: usize) -> Result<usize, (Flaw, usize)> {
        if at >= self.text.len() {
            return Err((Flaw::LastEscape, at));
        }
        Ok(self.next_char(at).max(at + self.line_end(at)))
    }

    /// Behind the character at `at`.
    fn next_char(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// Behind the first line end from `from` on, or the end of the text.
    fn next_line(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.text.len() {
            match self.line_end(at) {
                0 => at = self.next_char(at),
                length => return at + length,
            }
        }
        at
    }

    /// The length of the line end at `at`; 0 when there is none.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        match &self.dialect.line_end {
            Some(end) => {
                if rest.starts_with(end.as_bytes()) {
                    end.len()
                } else {
                    0
                }
            }
            None => match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            },
        }
    }
}

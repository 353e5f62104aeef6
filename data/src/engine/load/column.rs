//! One column while its file is read: each cell is checked against the field's promises and kept typed. Used by `rows` and `keys`.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use polars::prelude::{BooleanChunked, Column, Float64Chunked, Int64Chunked, IntoColumn, NewChunkedArray, PlSmallStr, StringChunked};
use regex::Regex;

use super::value;
use crate::digits::{self, Digits};
use crate::exact::Decimals;
use crate::guard::unguarded;
use crate::number::{Decimal, shortest};
use crate::schema::{At, BASIS_COLUMN, Bound, Field, Kind};
use crate::{Basis, Missing, Text};

/// A column's cells so far.
pub(super) struct Cells {
    values: Values,
    /// Why cells are missing, from the first missing one on; empty before.
    missing: Vec<Option<Missing>>,
    /// Whether the first moment had a zone: moments with and without cannot be compared.
    zoned: Option<bool>,
    checks: Checks,
    scratch: String,
}

enum Values {
    /// Places in one long text.
    Text(String, Vec<Option<(usize, usize)>>),
    Whole(Vec<Option<i64>>),
    Number(Numbers),
    Boolean(Vec<Option<bool>>),
}

struct Numbers {
    /// The nearest doubles.
    cells: Vec<Option<f64>>,
    /// The decimals while all of them are.
    decimals: Option<Vec<Option<Decimal>>>,
    /// The numbers that no double holds, by row.
    beyond: HashMap<usize, Digits>,
}

struct Checks {
    field: Field,
    allowed: HashSet<String>,
    pattern: Option<Regex>,
    is_basis: bool,
}

impl Cells {
    /// An empty column of the field's type; its pattern takes at most so many bytes.
    pub(super) fn new(field: &Field, pattern_bytes: u64) -> Cells {
        let values = match field.kind {
            Kind::String | Kind::YearMonth | Kind::Date | Kind::Time | Kind::DateTime => Values::Text(String::new(), Vec::new()),
            Kind::Integer | Kind::Year => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Numbers { cells: Vec::new(), decimals: Some(Vec::new()), beyond: HashMap::new() }),
            Kind::Boolean => Values::Boolean(Vec::new()),
        };
        let checks = Checks {
            field: field.clone(),
            allowed: field.categories.iter().map(|category| category.value.clone()).collect(),
            pattern: field.rules.pattern.as_deref().and_then(|pattern| value::whole_pattern(pattern, pattern_bytes).ok()),
            is_basis: field.id == BASIS_COLUMN,
        };
        Cells { values, missing: Vec::new(), zoned: None, checks, scratch: String::new() }
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Adds a cell as the file has it. `withheld`: another column suppresses it. A cell that breaks a promise calls `fault` for each.
    pub(super) fn push(&mut self, raw: &str, withheld: bool, fault: &mut dyn FnMut(&'static str, &dyn Fn() -> Text)) {
        let reason = if withheld {
            Some(Missing::Suppressed)
        } else {
            self.checks.field.missing.iter().find(|(token, _)| token == raw).map(|(_, reason)| *reason)
        };
        if let Some(reason) = reason {
            if self.checks.field.rules.required {
                fault("required", &|| {
                    Text::new("此列为必填（required），不能缺失。", "The column is required: no cell of it may be missing.")
                });
            }
            self.miss(reason);
            return;
        }
        if !self.missing.is_empty() {
            self.missing.push(None);
        }
        if self.keep(raw) {
            self.checks.check(raw, &self.values, &mut self.scratch, fault);
        } else {
            self.keep_nothing();
            let field = &self.checks.field;
            fault("type", &|| value::expected(field));
        }
    }

    /// Adds a missing cell.
    pub(super) fn miss(&mut self, reason: Missing) {
        if self.missing.is_empty() {
            self.missing = vec![None; self.len()];
        }
        self.missing.push(Some(reason));
        self.keep_nothing();
    }

    fn keep_nothing(&mut self) {
        match &mut self.values {
            Values::Text(_, cells) => cells.push(None),
            Values::Whole(cells) => cells.push(None),
            Values::Number(numbers) => {
                numbers.cells.push(None);
                numbers.decimals.iter_mut().for_each(|decimals| decimals.push(None));
            }
            Values::Boolean(cells) => cells.push(None),
        }
    }

    /// Keeps a value of the right type; false when it is of another.
    fn keep(&mut self, raw: &str) -> bool {
        let Field { kind, spelling, .. } = &self.checks.field;
        match &mut self.values {
            Values::Text(text, cells) => {
                let moment = if kind.is_moment() { kind.moment(raw) } else { None };
                if kind.is_moment() && moment.as_deref().is_none_or(|it| *self.zoned.get_or_insert(it.contains('+')) != it.contains('+')) {
                    return false;
                }
                let start = text.len();
                text.push_str(moment.as_deref().unwrap_or(unguarded(raw)));
                cells.push(Some((start, text.len())));
            }
            Values::Whole(cells) => {
                let number = if *kind == Kind::Year { value::year(raw) } else { value::whole(raw, spelling) };
                let Some(number) = number else { return false };
                cells.push(Some(number));
            }
            Values::Number(Numbers { cells, decimals, beyond }) => {
                let Some(plain) = value::number(raw, spelling) else { return false };
                let Some(number) = value::finite(&plain) else { return false };
                beyond.extend(digits::beyond(&plain, number).map(|digits| (cells.len(), digits)));
                cells.push(Some(number));
                match Decimal::parse(&plain).filter(|decimal| decimal.scale <= Decimals::MOST_SCALE) {
                    Some(decimal) => decimals.iter_mut().for_each(|decimals| decimals.push(Some(decimal))),
                    None => *decimals = None,
                }
            }
            Values::Boolean(cells) => {
                let Some(is) = value::boolean(raw, spelling) else { return false };
                cells.push(Some(is));
            }
        }
        true
    }

    /// Writes the cell as text at the end of `out`; false when there is no value.
    pub(super) fn write(&self, row: usize, out: &mut String) -> bool {
        self.values.write(row, out)
    }

    /// True when the cell is missing; a cell of the wrong type is not.
    pub(super) fn is_missing(&self, row: usize) -> bool {
        self.missing.get(row).is_some_and(Option::is_some)
    }

    /// As a column of a frame, with the reasons of the missing cells when there are any.
    pub(super) fn finish(self) -> Finished {
        let (mut exact, mut beyond) = (None, HashMap::new());
        let name = PlSmallStr::from_str(&self.checks.field.id);
        let column = match self.values {
            Values::Text(text, cells) => {
                let cells = cells.iter().map(|place| place.map(|(start, end)| &text[start..end]));
                StringChunked::from_iter_options(name, cells).into_column()
            }
            Values::Whole(cells) => {
                let column = Int64Chunked::from_iter_options(name, cells.iter().copied()).into_column();
                exact = Some(Decimals { scale: 0, units: cells, written: Vec::new() });
                column
            }
            Values::Number(Numbers { cells, decimals, beyond: digits }) => {
                beyond = digits;
                exact = decimals.and_then(|decimals| in_one_scale(&decimals));
                Float64Chunked::from_iter_options(name, cells.into_iter()).into_column()
            }
            Values::Boolean(cells) => BooleanChunked::from_iter_options(name, cells.into_iter()).into_column(),
        };
        Finished { column, missing: self.missing, decimals: exact, beyond }
    }
}

/// A whole column.
pub(super) struct Finished {
    /// Typed.
    pub(super) column: Column,
    /// Why cells are missing; empty where none is.
    pub(super) missing: Vec<Option<Missing>>,
    /// Its numbers to the last digit.
    pub(super) decimals: Option<Decimals>,
    /// The numbers that no double holds, by row.
    pub(super) beyond: HashMap<usize, Digits>,
}

/// Decimals as units of the smallest of them; `None` where one has too many.
fn in_one_scale(cells: &[Option<Decimal>]) -> Option<Decimals> {
    let scale = cells.iter().flatten().map(|decimal| decimal.scale).max().unwrap_or(0);
    let units = |cell: &Option<Decimal>| match cell {
        None => Some(None),
        Some(decimal) => i64::try_from(decimal.at(scale)?.0).ok().map(Some),
    };
    let written = cells.iter().map(|cell| cell.map_or(0, |decimal| decimal.scale)).collect();
    Some(Decimals { scale, units: cells.iter().map(units).collect::<Option<_>>()?, written })
}

impl Values {
    fn write(&self, row: usize, out: &mut String) -> bool {
        // Writing to a String cannot fail.
        match self {
            Values::Text(text, cells) => cells.get(row).copied().flatten().map(|(start, end)| out.push_str(&text[start..end])).is_some(),
            Values::Whole(cells) => cells.get(row).copied().flatten().is_some_and(|number| write!(out, "{number}").is_ok()),
            Values::Number(Numbers { cells, beyond, .. }) => {
                let Some(number) = cells.get(row).copied().flatten() else { return false };
                match beyond.get(&row) {
                    Some(digits) => return write!(out, "{digits}").is_ok(),
                    None => out.push_str(&shortest(number)),
                }
                true
            }
            Values::Boolean(cells) => cells.get(row).copied().flatten().is_some_and(|is| write!(out, "{is}").is_ok()),
        }
    }

    /// How the last cell stands to a value of its type.
    fn last_against(&self, at: &At) -> Option<Ordering> {
        match (self, at) {
            (Values::Text(text, cells), At::Text(at)) => cells.last().copied().flatten().map(|(start, end)| text[start..end].cmp(at)),
            (Values::Whole(cells), At::Whole(at)) => cells.last().copied().flatten().map(|number| number.cmp(at)),
            // Where doubles differ, so do the numbers.
            (Values::Number(Numbers { cells, beyond, .. }), At::Number(nearest, at)) => {
                let number = cells.last().copied().flatten()?;
                let digits = || match beyond.get(&(cells.len() - 1)) {
                    Some(digits) => Some(digits.cmp(at)),
                    None => Digits::parse(&shortest(number)).map(|digits| digits.cmp(at)),
                };
                if number == *nearest { digits() } else { number.partial_cmp(nearest) }
            }
            _ => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Values::Text(_, cells) => cells.len(),
            Values::Whole(cells) => cells.len(),
            Values::Number(numbers) => numbers.cells.len(),
            Values::Boolean(cells) => cells.len(),
        }
    }
}

impl Checks {
    /// Checks the last cell of `values`, which the file has as `raw`.
    fn check(&self, raw: &str, values: &Values, scratch: &mut String, fault: &mut dyn FnMut(&'static str, &dyn Fn() -> Text)) {
        if self.is_basis && Basis::from_id(raw).is_none() {
            fault("basis", &|| Text::new("应为 published、inferred 或 illustrative。", "Expected published, inferred or illustrative."));
            return;
        }
        if !self.allowed.is_empty() {
            scratch.clear();
            values.write(values.len() - 1, scratch);
            if !self.allowed.contains(scratch.as_str()) {
                let list = || self.field.categories.iter().take(12).map(|category| category.value.as_str()).collect::<Vec<_>>();
                let more = self.allowed.len() > 12;
                fault("enum", &|| {
                    let end = if more { " …" } else { "" };
                    Text::new(
                        format!("不在允许的取值之内，应为以下之一：{}{end}。", list().join("、")),
                        format!("Not one of the values allowed: expected {}{end}.", list().join(", ")),
                    )
                });
            }
        }
        let rules = &self.field.rules;
        for Bound { end, at } in &rules.bounds {
            if values.last_against(at).is_some_and(|order| !end.admits(order)) {
                fault(end.rule(), &|| end.said(at));
            }
        }
        let length = || unguarded(raw).chars().count();
        if let Some(least) = rules.min_length.filter(|least| length() < *least) {
            fault("min_length", &|| {
                Text::new(format!("应至少有 {least} 个字符。"), format!("Expected at least this many characters: {least}."))
            });
        }
        if let Some(most) = rules.max_length.filter(|most| length() > *most) {
            fault("max_length", &|| {
                Text::new(format!("应至多有 {most} 个字符。"), format!("Expected at most this many characters: {most}."))
            });
        }
        if let (Some(pattern), Some(source)) = (&self.pattern, &rules.pattern)
            && !pattern.is_match(unguarded(raw))
        {
            fault("pattern", &|| {
                Text::new(
                    format!("整个值应符合正则表达式 {source}。"),
                    format!("The whole value should match the regular expression {source}."),
                )
            });
        }
    }
}

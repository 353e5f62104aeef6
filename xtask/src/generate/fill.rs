//! Fills a table's columns, one after the other over all rows. Called by `complete`.

use std::collections::{BTreeMap, BTreeSet};

use super::random::{Stream, exp};
use super::rows::matches;
use super::spec::{Apportion, Column, First, LogNormal, TableSpec};
use super::{Lookups, Row, cell};

/// Fills every column of the spec; `before` rows of the file stand before these.
pub(super) fn columns(table: &TableSpec, seed: u64, before: usize, lookups: &Lookups, rows: &mut [Row]) -> Result<(), String> {
    let mut streams: BTreeMap<&str, Stream> = BTreeMap::new();
    let mut settled: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for column in &table.column {
        let done = settled.entry(&column.id).or_default();
        let takes: Vec<usize> = (0..rows.len()).filter(|at| !done.contains(at) && matches(&column.when, &rows[*at])).collect();
        done.extend(&takes);
        let stream = streams.entry(&column.id).or_insert_with(|| Stream::new(seed, &format!("{}/{}", table.file, column.id)));
        let values = values(column, &takes, rows, before, lookups, stream).map_err(|error| format!("column {}: {error}", column.id))?;
        for (at, value) in takes.into_iter().zip(values) {
            let lost = column.missing > 0 && stream.below(100) < column.missing;
            rows[at].insert(column.id.clone(), if lost { String::new() } else { value });
        }
    }
    Ok(())
}

/// The column's values for the rows that it takes, in their order.
fn values(
    column: &Column,
    takes: &[usize],
    rows: &[Row],
    before: usize,
    lookups: &Lookups,
    stream: &mut Stream,
) -> Result<Vec<String>, String> {
    match column {
        Column { text: Some(text), pick: None, ranges: None, lognormal: None, apportion: None, first: None, .. } => {
            takes.iter().map(|&at| template(text, &rows[at], at + 1, before, lookups)).collect()
        }
        Column { text: None, pick: Some(pick), ranges: None, lognormal: None, apportion: None, first: None, .. } => {
            let weights: Vec<u64> = pick.iter().map(|(_, weight)| *weight).collect();
            takes.iter().map(|_| Ok(pick[stream.weighted(&weights).ok_or("`pick` has no weights")?].0.clone())).collect()
        }
        Column { text: None, pick: None, ranges: Some(ranges), lognormal: None, apportion: None, first: None, .. } => {
            takes.iter().map(|_| within(ranges, stream)).collect()
        }
        Column { text: None, pick: None, ranges: None, lognormal: Some(shape), apportion: None, first: None, .. } => {
            takes.iter().map(|&at| amount(shape, &rows[at], stream)).collect()
        }
        Column { text: None, pick: None, ranges: None, lognormal: None, apportion: Some(apportion), first: None, .. } => {
            shared(apportion, takes, rows)
        }
        Column { text: None, pick: None, ranges: None, lognormal: None, apportion: None, first: Some(first), .. } => {
            largest(first, takes, rows)
        }
        _ => Err("exactly one of `text`, `pick`, `ranges`, `lognormal`, `apportion` and `first` fills a column".to_string()),
    }
}

fn template(text: &str, row: &Row, n: usize, before: usize, lookups: &Lookups) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((plain, tail)) = rest.split_once('{') {
        let (hole, tail) = tail.split_once('}').ok_or_else(|| format!("{text:?} has a `{{` without `}}`"))?;
        out.push_str(plain);
        rest = tail;
        let (name, width) = match hole.split_once(':') {
            Some((name, width)) => (name, width.parse().map_err(|_| format!("{hole:?}: a width is a whole number"))?),
            None => (hole, 0),
        };
        match (name, hole.split_once('|')) {
            ("n", _) => out.push_str(&format!("{n:0width$}")),
            ("row", _) => out.push_str(&format!("{:0width$}", before + n)),
            (_, Some((column, lookup))) => {
                let known = lookups.get(lookup).ok_or_else(|| format!("there is no lookup {lookup:?}"))?;
                let key = cell(row, column);
                out.push_str(known.get(key).ok_or_else(|| format!("lookup {lookup:?} does not know {key:?}"))?);
            }
            (column, None) => {
                out.push_str(row.get(column).ok_or_else(|| format!("{text:?}: there is no column {column:?} yet"))?);
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn within(ranges: &[(i64, i64, u64)], stream: &mut Stream) -> Result<String, String> {
    let weights: Vec<u64> = ranges.iter().map(|range| range.2).collect();
    let (from, to, _) = ranges[stream.weighted(&weights).ok_or("`ranges` has no weights")?];
    let width = u64::try_from(to - from).map_err(|_| format!("the range {from} to {to} is empty"))?;
    Ok((from + stream.below(width + 1) as i64).to_string())
}

fn amount(shape: &LogNormal, row: &Row, stream: &mut Stream) -> Result<String, String> {
    let mut value = shape.median * exp(shape.sigma * stream.normal()) / shape.per;
    if let Some(times) = &shape.times {
        value *= number(row, times)? as f64;
    }
    let whole = (value + 0.5) as i64;
    Ok(whole.min(shape.max.unwrap_or(i64::MAX)).max(shape.min).to_string())
}

fn shared(apportion: &Apportion, takes: &[usize], rows: &[Row]) -> Result<Vec<String>, String> {
    let weights: Vec<u64> = takes.iter().map(|&at| Ok(number(&rows[at], &apportion.by)?.unsigned_abs())).collect::<Result<_, String>>()?;
    let sum: u64 = weights.iter().sum();
    let spare = apportion.total.checked_sub(takes.len() as u64).filter(|_| sum > 0).ok_or("the total is too small to share out")?;
    let mut parts: Vec<u64> = weights.iter().map(|weight| 1 + spare * weight / sum).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&at| (std::cmp::Reverse(spare * weights[at] % sum), at));
    let left = apportion.total - parts.iter().sum::<u64>();
    for &at in by_remainder.iter().take(left as usize) {
        parts[at] += 1;
    }
    Ok(parts.iter().map(u64::to_string).collect())
}

fn largest(first: &First, takes: &[usize], rows: &[Row]) -> Result<Vec<String>, String> {
    let mut best: BTreeMap<&str, (i64, usize)> = BTreeMap::new();
    for &at in takes {
        let size = number(&rows[at], &first.by)?;
        let known = best.entry(cell(&rows[at], &first.within)).or_insert((size, at));
        if size > known.0 {
            *known = (size, at);
        }
    }
    Ok(takes.iter().map(|&at| (best[cell(&rows[at], &first.within)].1 == at).to_string()).collect())
}

fn number(row: &Row, column: &str) -> Result<i64, String> {
    let text = cell(row, column);
    text.parse().map_err(|_| format!("column {column:?} should hold a whole number, but holds {text:?}"))
}

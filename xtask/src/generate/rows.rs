//! Where a table's generated rows come from: a list, each row of an earlier table, or a draw from one. Called by `complete`.

use std::collections::{BTreeMap, BTreeSet};

use super::random::Stream;
use super::spec::{Draw, Each, List, TableSpec, Test, When};
use super::{Row, cell};

/// The rows of a table before its columns are filled.
pub(super) fn start(table: &TableSpec, seed: u64, made: &BTreeMap<String, Vec<Row>>) -> Result<Vec<Row>, String> {
    let earlier = |file: &str| made.get(file).ok_or_else(|| format!("{file:?} is not an earlier table of this spec"));
    match (&table.list, &table.each, &table.draw) {
        (Some(list), None, None) => listed(list),
        (None, Some(each), None) => of_each(each, earlier(&each.of)?),
        (None, None, Some(draw)) => drawn(draw, earlier(&draw.from)?, Stream::new(seed, &format!("{}/draw", table.file))),
        _ => Err("exactly one of `list`, `each` and `draw` says where rows come from".to_string()),
    }
}

/// True when every condition holds for the row.
pub(super) fn matches(when: &When, row: &Row) -> bool {
    when.iter().all(|(column, test)| {
        let text = cell(row, column);
        match test {
            Test::Is(value) => text == value,
            Test::Any(values) => values.iter().any(|value| text == value),
            Test::Within { gte, lt } => {
                text.parse::<i64>().is_ok_and(|number| gte.is_none_or(|least| number >= least) && lt.is_none_or(|limit| number < limit))
            }
        }
    })
}

fn listed(list: &List) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for cells in &list.rows {
        if cells.len() != list.heads.len() {
            return Err(format!("the listed row {cells:?} does not have {} cells", list.heads.len()));
        }
        rows.push(list.heads.iter().cloned().zip(cells.iter().cloned()).collect());
    }
    Ok(rows)
}

fn of_each(each: &Each, earlier: &[Row]) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for source in earlier.iter().filter(|row| matches(&each.only, row)) {
        let text = cell(source, &each.count);
        let count: usize = text.parse().map_err(|_| format!("column {:?} of {} says how many, but holds {text:?}", each.count, each.of))?;
        rows.extend(std::iter::repeat_with(|| taken(&each.take, source)).take(count));
    }
    Ok(rows)
}

fn drawn(draw: &Draw, earlier: &[Row], mut stream: Stream) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut used = BTreeSet::new();
    for quota in &draw.quota {
        for _ in 0..quota.count {
            let weights: Vec<u64> = earlier
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let free = !used.contains(&at) && matches(&quota.only, row);
                    if free { cell(row, &draw.weight).parse().unwrap_or(0) } else { 0 }
                })
                .collect();
            let at = stream.weighted(&weights).ok_or_else(|| format!("{} has too few rows for the quota {:?}", draw.from, quota.set))?;
            used.insert(at);
            let mut row = taken(&draw.take, &earlier[at]);
            row.extend(quota.set.clone());
            rows.push(row);
        }
    }
    Ok(rows)
}

fn taken(take: &BTreeMap<String, String>, source: &Row) -> Row {
    take.iter().map(|(here, there)| (here.clone(), cell(source, there).to_string())).collect()
}

//! English nouns and verbs after a number: the one place that knows when they are plural. Called by every sentence maker and by `format`.

use crate::format;

/// A count with the words for one or for more: `1 row`, `2,002 rows`, `0 rows`.
pub fn counted(count: u32, [one, more]: [&str; 2]) -> String {
    data::text::counted(count as usize, [one, more])
}

/// The English unit of a number as it is written: `1` has `prefecture` where the bundle says `prefectures`; every other number has the unit as it is.
pub fn unit(number: &str, unit: &str) -> String {
    if number.trim_start_matches(['+', format::MINUS]) != "1" {
        return unit.to_string();
    }
    // What is counted stands before what tells it from others: `firms in the corridor`.
    let end = [" of ", " in ", " per ", " with "].iter().filter_map(|word| unit.find(word)).min().unwrap_or(unit.len());
    let (counted, rest) = unit.split_at(end);
    format!("{}{rest}", singular(counted))
}

/// One of what a plural word names; a word that is none stays.
fn singular(words: &str) -> String {
    let ends = |end: &str| words.strip_suffix(end);
    if let Some(before) = ends("people") {
        return format!("{before}person");
    }
    if ["ss", "us", "is", "series"].iter().any(|end| words.ends_with(end)) {
        return words.to_string();
    }
    if let Some(stem) = ends("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if ["ches", "shes", "sses", "xes"].iter().any(|end| words.ends_with(end)) {
        return words.strip_suffix("es").unwrap_or(words).to_string();
    }
    ends("s").filter(|stem| stem.len() > 2).unwrap_or(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_more() {
        for (count, expected) in [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (2002, "2,002 entries")] {
            assert_eq!(counted(count, ["entry", "entries"]), expected);
        }
    }

    #[test]
    fn units_of_one() {
        let table = [
            ("1", "prefectures", "prefecture"),
            ("+1", "firms", "firm"),
            ("\u{2212}1", "sub-clusters in the corridor", "sub-cluster in the corridor"),
            ("1", "factories", "factory"),
            ("1", "batches", "batch"),
            ("1", "people", "person"),
            ("1", "series", "series"),
            ("1", "CNY", "CNY"),
            ("1", "个", "个"),
            ("11", "firms", "firms"),
            ("1.0", "firms", "firms"),
            ("0", "firms", "firms"),
        ];
        for (number, many, expected) in table {
            assert_eq!(unit(number, many), expected, "{number} {many}");
        }
    }
}

//! Ways through foreign keys: what a table sees of the tables that it refers to, and where that is left open. The nearest way is meant; of
//! several that are equally near none is, unless a dimension names one (`via`).

use std::collections::BTreeMap;

use super::{Dimension, ForeignKey, Schema, Table};
use crate::Text;

/// Ways to one table that are followed side by side: two leave it open already, the others are there to be listed.
const MOST_WAYS: usize = 4;

/// A table that another one refers to, directly or through others.
#[derive(Clone, Debug)]
pub struct Reached<'a> {
    /// The table.
    pub table: &'a Table,
    /// The foreign keys that lead to it, in order.
    pub path: Vec<&'a ForeignKey>,
}

impl Reached<'_> {
    /// The names of its keys, as `via` and `cols` write them: `enterprise.city`.
    pub fn name(&self) -> String {
        self.path.iter().map(|key| key.name()).collect::<Vec<_>>().join(".")
    }
}

/// A way on its way: `named` is what of a `via` it must still follow.
struct Partial<'a, 'b> {
    reached: Reached<'a>,
    named: &'b str,
}

impl Schema {
    /// The tables from which `table` gets columns, itself first, each with the one nearest way that leads there. A table with two such ways is
    /// not among them. One walk finds them all: what lies beyond a table is nearest by the nearest ways to it.
    pub fn reach(&self, table: &str) -> Vec<Reached<'_>> {
        let nowhere = BTreeMap::new();
        let mut nearest: BTreeMap<&str, Vec<Reached<'_>>> = BTreeMap::new();
        let mut level = self.start(table, &nowhere);
        while !level.is_empty() {
            level.retain(|way| !nearest.contains_key(way.reached.table.id.as_str()));
            for way in &level {
                nearest.entry(&way.reached.table.id).or_default().push(way.reached.clone());
            }
            level = self.further(&level, table, &nowhere);
        }
        let itself = self.tables.iter().filter(|known| known.id == table);
        let others = self.tables.iter().filter(|known| known.id != table);
        itself.chain(others).filter_map(|there| alone(nearest.remove(there.id.as_str())?)).collect()
    }

    /// The nearest ways from one table to another: none, the one that is meant, or several that leave it open.
    pub fn ways(&self, table: &str, there: &str) -> Vec<Reached<'_>> {
        self.nearest(table, &BTreeMap::new(), |known| known.id == there)
    }

    /// The nearest ways from a table to the column of a dimension, as its `via` lets them go.
    pub fn ways_of(&self, table: &str, dimension: &Dimension) -> Vec<Reached<'_>> {
        self.nearest(table, &dimension.via, |known| dimension.columns.contains_key(&known.id))
    }

    /// Where `table` gets `dimension` from: the one nearest table that has it, with the column there.
    pub fn locate(&self, table: &str, dimension: &Dimension) -> Option<(Reached<'_>, String)> {
        let reached = alone(self.ways_of(table, dimension))?;
        let column = dimension.columns.get(&reached.table.id)?.clone();
        Some((reached, column))
    }

    fn nearest(&self, table: &str, via: &BTreeMap<String, String>, is_there: impl Fn(&Table) -> bool) -> Vec<Reached<'_>> {
        let mut level = self.start(table, via);
        while !level.is_empty() {
            let found = level.iter().filter(|way| way.named.is_empty() && is_there(way.reached.table));
            let found: Vec<Reached<'_>> = found.map(|way| way.reached.clone()).collect();
            if !found.is_empty() {
                return found;
            }
            level = self.further(&level, table, via);
        }
        Vec::new()
    }

    /// The way from a table to itself.
    fn start<'a, 'b>(&'a self, table: &str, via: &'b BTreeMap<String, String>) -> Vec<Partial<'a, 'b>> {
        let start = self.table(table).map(|table| Partial { reached: Reached { table, path: Vec::new() }, named: named(via, table) });
        start.into_iter().collect()
    }

    /// Ways from a table, each one key further.
    fn further<'a, 'b>(&'a self, level: &[Partial<'a, 'b>], table: &str, via: &'b BTreeMap<String, String>) -> Vec<Partial<'a, 'b>> {
        let mut next: Vec<Partial<'_, '_>> = Vec::new();
        for Partial { reached: Reached { table: from, path }, named: rest } in level {
            for (at, key) in from.foreign_keys.iter().enumerate() {
                let Some(there) = self.table(&key.table) else { continue };
                let is_loop = there.id == table || path.iter().any(|step| step.table == there.id);
                let Some(rest) = after(rest, &key.name()) else { continue };
                let alike = next.iter().filter(|way| way.reached.table.id == there.id).count();
                if is_loop || alike >= MOST_WAYS || from.foreign_keys[..at].contains(key) {
                    continue;
                }
                let path = path.iter().copied().chain([key]).collect();
                let named = if rest.is_empty() { named(via, there) } else { rest };
                next.push(Partial { reached: Reached { table: there, path }, named });
            }
        }
        next
    }
}

/// The way that `via` names from a table; empty: none.
fn named<'b>(via: &'b BTreeMap<String, String>, table: &Table) -> &'b str {
    via.get(&table.id).map_or("", String::as_str)
}

/// What is left of a named way after the key of `column`; `None` when it names another.
fn after<'a>(named: &'a str, column: &str) -> Option<&'a str> {
    match named.strip_prefix(column) {
        _ if named.is_empty() => Some(""),
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix('.'),
        None => None,
    }
}

fn alone(mut ways: Vec<Reached<'_>>) -> Option<Reached<'_>> {
    if ways.len() == 1 { ways.pop() } else { None }
}

/// Several ways, as a list in words.
pub fn listed(ways: &[Reached<'_>]) -> Text {
    let names: Vec<String> = ways.iter().map(Reached::name).collect();
    Text::new(names.join("、"), names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(id: &str, keys: &[(&str, &str)]) -> Table {
        let key = |(column, there): &(&str, &str)| ForeignKey {
            columns: vec![(*column).into()],
            table: (*there).into(),
            references: vec!["id".into()],
        };
        Table { id: id.into(), foreign_keys: keys.iter().map(key).collect(), ..Table::default() }
    }

    /// Trades are of flows between two cities; a diamond over firms and plants; a firm has a city of its own beside its park's.
    fn schema() -> Schema {
        Schema {
            tables: vec![
                table("trades", &[("flow", "flows")]),
                table("flows", &[("origin", "cities"), ("destination", "cities")]),
                table("visits", &[("firm", "firms"), ("plant", "plants")]),
                table("plants", &[("city", "cities"), ("above", "plants")]),
                table("firms", &[("park", "parks"), ("city", "cities"), ("city", "cities")]),
                table("parks", &[("city", "cities")]),
                table("cities", &[]),
            ],
            ..Schema::default()
        }
    }

    #[test]
    fn the_nearest_way_is_meant_and_two_equally_near_ones_are_listed() {
        let schema = schema();
        for (table, there, ways) in [
            ("flows", "cities", vec!["origin", "destination"]),
            ("trades", "cities", vec!["flow.origin", "flow.destination"]),
            ("visits", "cities", vec!["firm.city", "plant.city"]),
            ("visits", "parks", vec!["firm.park"]),
            ("firms", "cities", vec!["city"]),
            ("parks", "cities", vec!["city"]),
            ("cities", "flows", vec![]),
            ("cities", "cities", vec![""]),
            ("plants", "plants", vec![""]),
        ] {
            let found: Vec<String> = schema.ways(table, there).iter().map(Reached::name).collect();
            assert_eq!(found, ways, "{table} to {there}");
        }
        let reach = |table: &str| schema.reach(table).iter().map(|reached| reached.table.id.clone()).collect::<Vec<_>>();
        assert_eq!(reach("trades"), ["trades", "flows"]);
        assert_eq!(reach("visits"), ["visits", "plants", "firms", "parks"]);
        assert_eq!(reach("plants"), ["plants", "cities"]);
        for Table { id, .. } in &schema.tables {
            for reached in schema.reach(id) {
                let ways: Vec<String> = schema.ways(id, &reached.table.id).iter().map(Reached::name).collect();
                assert_eq!(ways, [reached.name()], "{id} to {}", reached.table.id);
            }
        }
    }

    #[test]
    fn a_dimension_names_its_way_for_a_table_and_for_those_that_refer_to_it() {
        let schema = schema();
        let columns = BTreeMap::from([("cities".to_string(), "id".to_string())]);
        for (via, table, ways) in [
            (vec![("flows", "destination")], "flows", vec!["destination"]),
            (vec![("flows", "destination")], "trades", vec!["flow.destination"]),
            (vec![("trades", "flow.origin")], "trades", vec!["flow.origin"]),
            (vec![("trades", "flow.origin")], "flows", vec!["origin", "destination"]),
            (vec![("visits", "plant")], "visits", vec!["plant.city"]),
            (vec![("firms", "park")], "firms", vec!["park.city"]),
            (vec![("firms", "park")], "visits", vec!["plant.city"]),
            (vec![("firms", "moon")], "firms", vec![]),
            (vec![("firms", "par")], "firms", vec![]),
        ] {
            let named = via.iter().map(|(table, way)| ((*table).to_string(), (*way).to_string())).collect();
            let dimension = Dimension { columns: columns.clone(), via: named, ..Dimension::default() };
            let found: Vec<String> = schema.ways_of(table, &dimension).iter().map(Reached::name).collect();
            assert_eq!(found, ways, "{via:?} from {table}");
        }
    }
}

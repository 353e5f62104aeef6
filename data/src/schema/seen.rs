//! The columns that a table shows: its own, and those of the tables that it refers to, named by the key and the column there: `enterprise.name`,
//! `enterprise.city.gdp`. Called by `plan`, the loader and the engine's rows.

use super::{Field, Reached, Schema, Table};
use crate::Text;

/// A column as a table sees it.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// The table that has it, and the keys that lead there; none for the table's own.
    pub reached: Reached<'a>,
    /// The column there.
    pub field: &'a Field,
}

impl Schema {
    /// The column that `name` names in `table`. A column that is itself so named wins, then the longest key.
    pub fn seen(&self, table: &str, name: &str) -> Option<Seen<'_>> {
        let table = self.table(table)?;
        if let Some(field) = table.field(name) {
            return Some(Seen { reached: Reached { table, path: Vec::new() }, field });
        }
        let mut keys: Vec<_> = table.foreign_keys.iter().collect();
        keys.sort_by_key(|key| std::cmp::Reverse(key.name().len()));
        keys.into_iter().find_map(|key| {
            let mut seen = self.seen(&key.table, name.strip_prefix(&key.name())?.strip_prefix('.')?)?;
            seen.reached.path.insert(0, key);
            Some(seen)
        })
    }

    /// The heads of columns, as `say` words each. Behind a column of another table stands its table's title: a name is then somebody's. No two
    /// are alike: the key's title, then the column's name tell them apart.
    pub fn heads(&self, table: &Table, columns: &[String], say: impl Fn(&Field) -> Text) -> Vec<Text> {
        let seen: Vec<Option<Seen<'_>>> = columns.iter().map(|column| self.seen(&table.id, column)).collect();
        let head = |seen: &Option<Seen<'_>>| match seen {
            // A file of a table without the column has it all the same.
            None => Text::new("依据", "Basis"),
            Some(Seen { reached, field }) if reached.path.is_empty() => say(field),
            Some(Seen { reached, field }) => say(field).in_brackets(&reached.table.title),
        };
        let mut heads: Vec<Text> = seen.iter().map(head).collect();
        let of_key = |at: usize| Some(table.field(seen[at].as_ref()?.reached.path.first()?.columns.first()?)?.title.clone());
        let name = |at: usize| Some(Text::same(&columns[at]));
        for more in [&of_key as &dyn Fn(usize) -> Option<Text>, &name] {
            let is_alike = |head: &Text| heads.iter().filter(|other| other.zh == head.zh || other.en == head.en).count() > 1;
            let alike: Vec<usize> = (0..heads.len()).filter(|at| is_alike(&heads[*at])).collect();
            for at in alike {
                if let Some(more) = more(at) {
                    heads[at] = heads[at].in_brackets(&more);
                }
            }
        }
        heads
    }
}

impl Field {
    /// The title with the unit behind it, as a table head on paper has it.
    pub fn title_with_unit(&self) -> Text {
        self.title.in_brackets(&self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ForeignKey;

    fn table(id: &str, title: &str, fields: &[(&str, &str)], keys: &[(&str, &str)]) -> Table {
        let field = |(id, title): &(&str, &str)| Field { id: (*id).into(), title: Text::same(*title), ..Field::default() };
        let key = |(column, there): &(&str, &str)| ForeignKey {
            columns: vec![(*column).into()],
            table: (*there).into(),
            references: vec!["id".into()],
        };
        Table {
            id: id.into(),
            title: Text::same(title),
            fields: fields.iter().map(field).collect::<Vec<_>>().into(),
            foreign_keys: keys.iter().map(key).collect(),
            ..Table::default()
        }
    }

    fn schema() -> Schema {
        Schema {
            tables: vec![
                table(
                    "awards",
                    "奖项",
                    &[("id", "编号"), ("firm", "企业"), ("from", "起点"), ("to", "终点"), ("a", "甲"), ("a.b", "乙")],
                    &[("firm", "firms"), ("from", "cities"), ("to", "cities"), ("a", "firms"), ("a.b", "cities")],
                ),
                table("firms", "企业表", &[("id", "编号"), ("name", "名称"), ("city", "市"), ("b", "丙")], &[("city", "cities")]),
                table("cities", "市表", &[("id", "编号"), ("name", "名称"), ("above", "上级")], &[("above", "cities")]),
            ],
            ..Schema::default()
        }
    }

    #[test]
    fn a_column_is_named_by_its_keys() {
        let schema = schema();
        for (name, outcome) in [
            ("id", Some("awards.id by ")),
            ("firm.name", Some("firms.name by firm")),
            ("firm.city.name", Some("cities.name by firm.city")),
            ("from.above.above.name", Some("cities.name by from.above.above")),
            // The column itself, then the longest key.
            ("a.b", Some("awards.a.b by ")),
            ("a.b.name", Some("cities.name by a.b")),
            ("a.city", Some("firms.city by a")),
            ("firm", Some("awards.firm by ")),
            ("firm.", None),
            ("firm.moon", None),
            ("firms.name", None),
            ("id.name", None),
            ("", None),
        ] {
            let found = schema.seen("awards", name);
            let found = found.map(|seen| format!("{}.{} by {}", seen.reached.table.id, seen.field.id, seen.reached.name()));
            assert_eq!(found.as_deref(), outcome, "{name}");
        }
    }

    #[test]
    fn no_two_heads_are_alike() {
        let schema = schema();
        for (columns, heads) in [
            (vec!["id", "firm.name"], vec!["编号", "名称（企业表）"]),
            (vec!["id", "firm.id"], vec!["编号", "编号（企业表）"]),
            (vec!["firm.name", "from.name"], vec!["名称（企业表）", "名称（市表）"]),
            (vec!["from.name", "to.name"], vec!["名称（市表）（起点）", "名称（市表）（终点）"]),
            (vec!["from.name", "from.above.name"], vec!["名称（市表）（起点）（from.name）", "名称（市表）（起点）（from.above.name）"]),
        ] {
            let columns: Vec<String> = columns.into_iter().map(String::from).collect();
            let table = schema.table("awards").expect("the table");
            let found: Vec<String> = schema.heads(table, &columns, Field::title_with_unit).into_iter().map(|head| head.zh).collect();
            assert_eq!(found, heads);
        }
    }
}

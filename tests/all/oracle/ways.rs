//! What a table sees of the tables that it refers to, by joins along its foreign keys. In a table's wide frame stand, beside `row` and `basis`:
//!
//! - for each table that it reaches, itself among them, that table's own cells behind its name: `cities/t:name`. Where a row refers to nothing they are
//!   null, `cities/row` too.
//! - for each dimension that it has or reaches its code, `dim:city`: of a row that refers to nothing the one of a value that is not reported.

use data::Missing;
use data::schema::{ForeignKey, Table};
use polars::prelude::*;

use super::Oracle;
use super::cells::{name, reason};

/// A cell of a table that another one reaches.
pub(super) fn of(table: &str, cell: &str) -> String {
    format!("{table}/{cell}")
}

impl Oracle {
    /// The place of a table.
    pub(super) fn place(&self, table: &str) -> usize {
        self.schema.tables.iter().position(|known| known.id == table).expect("the schema's own table")
    }

    /// The wide frame of every table.
    pub(super) fn see(&self) -> PolarsResult<Vec<DataFrame>> {
        self.schema.tables.iter().map(|table| self.seen_by(table)).collect()
    }

    fn seen_by(&self, table: &Table) -> PolarsResult<DataFrame> {
        let at = self.place(&table.id);
        let mut wide = self.own[at].clone().lazy().select([col("row"), col("basis")]);
        let reach = self.schema.reach(&table.id);
        for reached in &reach {
            let there = &self.own[self.place(&reached.table.id)];
            let cells = there.get_column_names().into_iter().map(|cell| col(cell.as_str()).alias(of(&reached.table.id, cell)));
            let row = of(&reached.table.id, "row");
            // The row there stands in both; a join keeps the one on the left.
            let way = self.follow(at, &reached.path)?.rename(["there"], [&row], true);
            let there = there.clone().lazy().select(cells.collect::<Vec<_>>());
            wide = wide.left_join(way, col("row"), col("row")).left_join(there, col(&row), col(&row));
        }
        let mut codes = Vec::new();
        for dimension in &self.schema.dimensions {
            let Some((there, _)) = self.schema.locate(&table.id, dimension) else { continue };
            let own = name("d", &dimension.id);
            let lost = lit(dimension.values.len() as u32 + reason(Missing::NotReported));
            let code = |code: Expr| code.fill_null(lost).cast(DataType::UInt32).alias(name("dim", &dimension.id));
            if reach.iter().any(|reached| reached.table.id == there.table.id && reached.path == there.path) {
                codes.push(code(col(of(&there.table.id, &own))));
                continue;
            }
            // The dimension goes a way of its own.
            let there_codes = self.own[self.place(&there.table.id)].clone().lazy().select([col("row"), col(&own)]);
            let way = self.follow(at, &there.path)?.left_join(there_codes, col("there"), col("row")).select([col("row"), code(col(&own))]);
            wide = wide.left_join(way, col("row"), col("row"));
        }
        wide.with_columns(codes).sort(["row"], SortMultipleOptions::default()).without_optimizations().collect()
    }

    /// For each `row` of a table the row `there`, where a way ends; null where it leads nowhere.
    pub(super) fn follow(&self, table: usize, path: &[&ForeignKey]) -> PolarsResult<LazyFrame> {
        let mut at = table;
        let mut way = self.own[table].clone().lazy().select([col("row"), col("row").alias("there")]);
        for key in path {
            let place = self.schema.tables[at].foreign_keys.iter().position(|known| known == *key).expect("a key of the table");
            let link = self.links[at][place].clone().lazy();
            way = way.left_join(link, col("there"), col("from")).select([col("row"), col("to").alias("there")]);
            at = self.place(&key.table);
        }
        Ok(way)
    }

    /// For each foreign key of a table which row leads where: `from` to `to`. Missing parts equal nothing.
    pub(super) fn links(&self, table: &Table) -> PolarsResult<Vec<DataFrame>> {
        let cells = |table: &str, columns: &[String], row: &str| {
            let parts = columns.iter().enumerate().map(|(part, column)| col(name("t", column)).alias(part.to_string()));
            self.own[self.place(table)].clone().lazy().select(std::iter::once(col("row").alias(row)).chain(parts).collect::<Vec<_>>())
        };
        let link = |key: &ForeignKey| {
            let parts: Vec<Expr> = (0..key.columns.len()).map(|part| col(part.to_string())).collect();
            let (here, there) = (cells(&table.id, &key.columns, "from"), cells(&key.table, &key.references, "to"));
            here.join(there, &parts, &parts, JoinArgs::new(JoinType::Inner)).select([col("from"), col("to")]).collect()
        };
        table.foreign_keys.iter().map(link).collect()
    }
}

//! How much the descriptors declare, compared with the limits before anything is made of it. Used by `package`.

use super::super::budget::Budget;
use super::super::fault::FaultReport;
use super::PACKAGE;
use super::package::{FieldJson, TableSchema};

/// What the schemas read so far declare, all together.
#[derive(Default)]
pub(super) struct Declared {
    keys: usize,
    patterns: usize,
    columns: usize,
    categories: usize,
}

impl Declared {
    /// Adds a table's.
    pub(super) fn add(&mut self, schema: &TableSchema) {
        self.keys += schema.foreign_keys.len();
        self.patterns += schema.fields.iter().filter(|field| field.constraints.contains_key("pattern")).count();
        self.columns += schema.fields.len();
        self.categories = self.categories.saturating_add(values(schema));
    }

    /// Compares them; what is too much is a fault, and ends loading. `tables`: how many there are so far.
    pub(super) fn check(&self, tables: usize, budget: &mut Budget<'_>, report: &mut FaultReport) {
        let limits = budget.limits;
        for (count, name, most, what) in [
            (tables, "entries", limits.entries, ("个数据表", "tables")),
            (self.keys, "entries", limits.entries, ("个外键（各表合计）", "foreign keys in all tables together")),
            (self.patterns, "entries", limits.entries, ("个正则表达式（各表合计）", "patterns in all tables together")),
            (self.columns, "columns", limits.columns, ("列（各表合计）", "columns in all tables together")),
            (
                self.categories,
                "categories",
                limits.categories,
                ("个类别与缺失记号（各列合计）", "categories and missing tokens in all columns together"),
            ),
        ] {
            if let Some(fault) = budget.count(count, PACKAGE, name, most, what) {
                report.push(fault);
            }
        }
    }
}

/// The values that a table's columns list: each has the table's tokens unless it has its own.
fn values(schema: &TableSchema) -> usize {
    let inherited = schema.missing_values.as_ref().map_or(1, Vec::len);
    let of = |field: &FieldJson| {
        let allowed = field.constraints.get("enum").and_then(|values| values.as_array()).map_or(0, Vec::len);
        field.categories.as_ref().map_or(0, Vec::len) + allowed + field.missing_values.as_ref().map_or(inherited, Vec::len)
    };
    schema.fields.iter().map(of).fold(0, usize::saturating_add)
}

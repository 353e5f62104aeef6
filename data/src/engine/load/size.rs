//! How much the descriptors declare, compared with the limits before anything is made of it. Called by `load`.

use super::super::budget::Budget;
use super::super::fault::FaultReport;
use super::PACKAGE;
use super::package::{FieldJson, Package, TableSchema};

/// Compares what the package declares; what is too much is a fault, and ends loading.
pub(super) fn check(package: &Package, budget: &mut Budget<'_>, report: &mut FaultReport) {
    let limits = budget.limits;
    let schemas = || package.resources.iter().map(|resource| &resource.schema);
    let fields = || schemas().flat_map(|schema| &schema.fields);
    let keys = schemas().map(|schema| schema.foreign_keys.len()).sum();
    let patterns = fields().filter(|field| field.constraints.contains_key("pattern")).count();
    let columns = schemas().map(|schema| schema.fields.len()).sum();
    let categories = schemas().map(values).fold(0, usize::saturating_add);
    for (count, name, most, what) in [
        (package.resources.len(), "entries", limits.entries, ("个数据表", "tables")),
        (keys, "entries", limits.entries, ("个外键（各表合计）", "foreign keys in all tables together")),
        (patterns, "entries", limits.entries, ("个正则表达式（各表合计）", "patterns in all tables together")),
        (columns, "columns", limits.columns, ("列（各表合计）", "columns in all tables together")),
        (
            categories,
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

/// The values that a table's columns list: each has the table's tokens unless it has its own.
fn values(schema: &TableSchema) -> usize {
    let inherited = schema.missing_values.as_ref().map_or(1, Vec::len);
    let of = |field: &FieldJson| {
        let allowed = field.constraints.get("enum").and_then(|values| values.as_array()).map_or(0, Vec::len);
        field.categories.as_ref().map_or(0, Vec::len) + allowed + field.missing_values.as_ref().map_or(inherited, Vec::len)
    };
    schema.fields.iter().map(of).fold(0, usize::saturating_add)
}

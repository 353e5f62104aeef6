//! One condition resolved: what its key names, whether its operator and its values fit, what its chip says.

use super::said::{bad_value, unfit, unknown_values, wrong_value};
use super::{Filter, Target, Test};
use crate::filter::Op;
use crate::fold::folded;
use crate::number::Real;
use crate::query::Clause;
use crate::schema::{Category, Dimension, Field, Kind, Role, Schema, Table};
use crate::text::grouped;
use crate::{Missing, Notice, Text};

/// What a key names.
enum Named<'a> {
    Dimension(&'a Dimension),
    Column(&'a Table, &'a Field, Text, Option<String>),
}

fn find<'a>(schema: &'a Schema, key: &str) -> Option<Named<'a>> {
    if let Some(dimension) = schema.dimension(key) {
        return Some(Named::Dimension(dimension));
    }
    if let Some(measure) = schema.measure(key) {
        let table = schema.table(&measure.table)?;
        return Some(Named::Column(table, table.field(measure.formula.column()?)?, measure.title.clone(), Some(measure.id.clone())));
    }
    // A table's name may have dots in it, as a column's may: the longest name wins.
    let column = |table: &'a Table| Some((table, table.field(key.strip_prefix(&table.id)?.strip_prefix('.')?)?));
    let (table, field) = schema.tables.iter().filter_map(column).max_by_key(|(table, _)| table.id.len())?;
    let title = Text::new(format!("{}·{}", table.title.zh, field.title.zh), format!("{}: {}", table.title.en, field.title.en));
    Some(Named::Column(table, field, title, None))
}

/// Whether a key names anything.
pub(super) fn is_known(schema: &Schema, key: &str) -> bool {
    find(schema, key).is_some()
}

/// Gives a clause whose key is known its meaning; a notice says what does not fit.
pub(super) fn resolve(schema: &Schema, clause: &Clause, notices: &mut Vec<Notice>) -> Option<Filter> {
    match find(schema, &clause.key)? {
        Named::Dimension(dimension) => of_dimension(dimension, clause, notices),
        Named::Column(table, field, title, measure) => {
            let (test, clause) = of_column(field, clause, &title, notices)?;
            let labels = value_labels(&clause, |value| match field.kind.is_number() && field.categories.is_empty() {
                true => Text::same(grouped(value)),
                false => label_of(&field.categories, value),
            });
            Some(Filter {
                target: Target::Column { table: table.id.clone(), column: field.id.clone() },
                test,
                clause,
                title,
                labels,
                measure,
            })
        }
    }
}

/// Every operator on a dimension becomes a set of its values.
fn of_dimension(dimension: &Dimension, clause: &Clause, notices: &mut Vec<Notice>) -> Option<Filter> {
    let mut clause = clause.clone();
    let name = format!("{}{}", clause.key, clause.op.row().suffix);
    let known = |value: &str| dimension.values.iter().any(|category| category.value == value);
    let values = || dimension.values.iter();
    let test = match clause.op {
        Op::Is | Op::Not => {
            let (known, unknown) = std::mem::take(&mut clause.values).into_iter().partition::<Vec<String>, _>(|value| known(value));
            clause.values = known;
            if !unknown.is_empty() {
                notices.push(unknown_values(&name, dimension, &unknown));
            }
            if clause.values.is_empty() {
                return None;
            }
            if clause.op == Op::Is { Test::Among(clause.values.clone()) } else { Test::NoneOf(clause.values.clone()) }
        }
        Op::Gte | Op::Lte | Op::Lt => {
            let bound = clause.values.first()?.clone();
            let at = values().position(|category| category.value == bound);
            let number = bound.parse::<f64>().ok().filter(|_| dimension.role == Role::Year);
            let inside: Vec<String> = match (dimension.role, at, number) {
                (Role::Plain | Role::Region, _, _) => {
                    notices.push(unfit(&name, &dimension.title, "没有顺序，不能比较大小", "has no order to compare by"));
                    return None;
                }
                (_, _, Some(bound)) => values()
                    .filter(|category| category.value.parse::<f64>().is_ok_and(|year| stands(clause.op, &year, &bound)))
                    .map(|category| category.value.clone())
                    .collect(),
                (_, Some(at), None) => values()
                    .enumerate()
                    .filter(|(place, _)| stands(clause.op, place, &at))
                    .map(|(_, category)| category.value.clone())
                    .collect(),
                (_, None, None) => {
                    notices.push(unknown_values(&name, dimension, &[bound]));
                    return None;
                }
            };
            Test::Among(inside)
        }
        Op::Contains => {
            let words = folded(clause.values.first()?);
            Test::Among(
                values()
                    .filter(|category| {
                        [&category.value, &category.label.zh, &category.label.en].iter().any(|text| folded(text).contains(&words))
                    })
                    .map(|category| category.value.clone())
                    .collect(),
            )
        }
        Op::Missing => Test::Missing(reasons(&name, &mut clause, notices)?),
    };
    let labels = value_labels(&clause, |value| label_of(&dimension.values, value));
    Some(Filter { target: Target::Dimension(dimension.id.clone()), test, clause, title: dimension.title.clone(), labels, measure: None })
}

/// Whether a value stands to a bound as the operator says.
fn stands<T: PartialOrd>(op: Op, value: &T, bound: &T) -> bool {
    match op {
        Op::Gte => value >= bound,
        Op::Lt => value < bound,
        _ => value <= bound,
    }
}

fn of_column(field: &Field, clause: &Clause, title: &Text, notices: &mut Vec<Notice>) -> Option<(Test, Clause)> {
    let mut clause = clause.clone();
    let name = format!("{}{}", clause.key, clause.op.row().suffix);
    let test = match clause.op {
        Op::Is | Op::Not => {
            clause.values.retain(|value| {
                let fault = wrong_value(field, value);
                if let Some((zh, en)) = fault {
                    notices.push(bad_value(&name, value, zh, en));
                }
                fault.is_none()
            });
            if clause.values.is_empty() {
                return None;
            }
            if clause.op == Op::Is { Test::Among(clause.values.clone()) } else { Test::NoneOf(clause.values.clone()) }
        }
        Op::Gte | Op::Lte | Op::Lt if !field.kind.is_ordered() => {
            notices.push(unfit(&name, title, "不是数值或日期，不能比较大小", "is neither a number nor a day, so it cannot be compared"));
            return None;
        }
        Op::Gte | Op::Lte | Op::Lt => {
            let bound = clause.values.first()?.clone();
            if let Some((zh, en)) = wrong_value(field, &bound) {
                notices.push(bad_value(&name, &bound, zh, en));
                return None;
            }
            match (field.kind.moment(&bound), clause.op, Real::parse(&bound)) {
                (Some(moment), Op::Gte, _) => Test::From(moment),
                (Some(moment), Op::Lt, _) => Test::Before(moment),
                (Some(moment), _, _) => Test::Until(moment),
                (_, Op::Gte, Some(bound)) => Test::AtLeast(bound),
                (_, Op::Lt, Some(bound)) => Test::Below(bound),
                (_, _, Some(bound)) => Test::AtMost(bound),
                _ => return None,
            }
        }
        Op::Contains if field.kind != Kind::String => {
            notices.push(unfit(&name, title, "不是文本，不能按包含筛选", "is not text, so it cannot be searched"));
            return None;
        }
        Op::Contains => Test::Contains(clause.values.first()?.clone()),
        Op::Missing => Test::Missing(reasons(&name, &mut clause, notices)?),
    };
    Some((test, clause))
}

fn reasons(name: &str, clause: &mut Clause, notices: &mut Vec<Notice>) -> Option<Vec<Missing>> {
    clause.values.retain(|value| {
        let known = value == "any" || Missing::from_id(value).is_some();
        if !known {
            notices.push(bad_value(
                name,
                value,
                "应为 any、not_reported、suppressed 或 not_applicable",
                "expected any, not_reported, suppressed or not_applicable",
            ));
        }
        known
    });
    if clause.values.is_empty() {
        return None;
    }
    if clause.values.iter().any(|value| value == "any") {
        return Some(Missing::OF_CELLS.to_vec());
    }
    Some(clause.values.iter().filter_map(|value| Missing::from_id(value)).collect())
}

fn value_labels(clause: &Clause, label: impl Fn(&str) -> Text) -> Vec<Text> {
    clause
        .values
        .iter()
        .map(|value| match (clause.op, Missing::from_id(value)) {
            (Op::Missing, Some(reason)) => reason.title(),
            (Op::Missing, None) => Text::new("任何原因", "for any reason"),
            (Op::Contains, _) => Text::same(value),
            _ => label(value),
        })
        .collect()
}

fn label_of(categories: &[Category], value: &str) -> Text {
    match categories.iter().find(|category| category.value == value) {
        Some(category) if !category.label.is_empty() => category.label.clone(),
        _ => Text::of_value(value),
    }
}

//! A side of a comparison: any filter of the grammar, everything, or a value by its name. What is offered, and how a side is said.

use crate::engine::answer::Asked;
use crate::filter::Op;
use crate::fold::folded;
use crate::plan::{Filter, keep_most, resolve_clauses};
use crate::query::{Clause, side};
use crate::schema::Dimension;
use crate::{Notice, Query, Text};

/// The key of the side that is everything.
const ALL: &str = "all";

/// Values of a dimension that are offered; the others are found by their names all the same.
const MOST_CHOICES: usize = 60;

/// Values that are named where a name means several.
const MOST_NAMED: usize = 5;

/// A side on its way to the report.
pub(super) struct Taken {
    pub(super) key: String,
    pub(super) label: Text,
    pub(super) clauses: Vec<Clause>,
    pub(super) filters: Vec<Filter>,
}

impl Asked<'_> {
    /// Reads a side.
    pub(super) fn take(&self, key: &str, param: &str) -> Result<Taken, Notice> {
        let name = folded(key.trim());
        if key == ALL || [everything().zh, everything().en].iter().any(|all| folded(all) == name) {
            return Ok(Taken { key: ALL.into(), label: everything(), clauses: Vec::new(), filters: Vec::new() });
        }
        let (query, mut notices) = Query::parse_search(key);
        let mut filters = resolve_clauses(&self.store.schema, &query.clauses, &mut notices);
        keep_most(&mut filters, param, &mut notices);
        if filters.is_empty() || !notices.is_empty() {
            filters = match (self.named(&name, param)?, notices.into_iter().next()) {
                (Some(clause), _) => resolve_clauses(&self.store.schema, &[clause], &mut Vec::new()),
                (None, Some(notice)) if key.contains('=') => return Err(Notice { param: param.to_string(), text: notice.text }),
                (None, _) => return Err(unknown(key, param)),
            };
        }
        let clauses: Vec<Clause> = filters.iter().map(|filter| filter.clause.clone()).collect();
        Ok(Taken { key: side(&clauses), label: label_of(&filters), clauses, filters })
    }

    /// The value that a name means, in either language, alone or behind its dimension's title: `长春市`, `市州：长春市`; else the only one that has
    /// the name in it. A notice where it means several.
    fn named(&self, name: &str, param: &str) -> Result<Option<Clause>, Notice> {
        let mut same = Vec::new();
        let mut within = Vec::new();
        for dimension in self.offering() {
            for category in &dimension.values {
                let said = said(dimension, &category.label);
                let names = [&category.label.zh, &category.label.en, &said.zh, &said.en].map(|name| folded(name));
                if names.iter().any(|known| known == name) {
                    same.push((dimension, category));
                } else if !name.is_empty() && names[..2].iter().any(|known| known.contains(name)) {
                    within.push((dimension, category));
                }
            }
        }
        let found = if same.is_empty() { within } else { same };
        match found.as_slice() {
            [] => Ok(None),
            [(dimension, category)] => Ok(Some(is(dimension, &category.value))),
            several => {
                let first = several.iter().take(MOST_NAMED).map(|(dimension, category)| said(dimension, &category.label));
                let first: Vec<Text> = first.collect();
                let each = |get: fn(&Text) -> &str, comma: &str| first.iter().map(get).collect::<Vec<_>>().join(comma);
                let (zh, en) = (each(|text| &text.zh, "、"), each(|text| &text.en, ", "));
                let more = if several.len() > MOST_NAMED { ["等", " and others"] } else { ["", ""] };
                Err(Notice::new(
                    param,
                    format!("“{name}”可指 {zh}{}：请写全名称。", more[0]),
                    format!("“{name}” may mean {en}{}: write the whole name.", more[1]),
                ))
            }
        }
    }

    /// What may be chosen beside what is taken.
    pub(super) fn choices(&self, taken: &[Taken]) -> Vec<Text> {
        let is_free = |key: &str| !taken.iter().any(|side| side.key == key);
        let mut choices: Vec<Text> = Some(everything()).filter(|_| is_free(ALL)).into_iter().collect();
        for dimension in self.offering() {
            let offered = dimension.values.iter().take(MOST_CHOICES);
            let free = offered.filter(|category| is_free(&side(&[is(dimension, &category.value)])));
            choices.extend(free.map(|category| said(dimension, &category.label)));
        }
        choices
    }

    /// The dimensions that a table shown has.
    fn offering(&self) -> impl Iterator<Item = &Dimension> {
        let shown = self.shown_tables();
        self.store
            .schema
            .dimensions
            .iter()
            .enumerate()
            .filter(move |(at, _)| shown.iter().any(|table| self.store.tables[*table].has[*at]))
            .map(|(_, dimension)| dimension)
    }
}

fn everything() -> Text {
    Text::new("全部", "Everything")
}

fn is(dimension: &Dimension, value: &str) -> Clause {
    Clause { key: dimension.id.clone(), op: Op::Is, values: vec![value.to_string()] }
}

/// A value behind its dimension's title.
fn said(dimension: &Dimension, label: &Text) -> Text {
    Op::Is.sentence(&dimension.title, label)
}

fn unknown(key: &str, param: &str) -> Notice {
    Notice::new(
        param,
        format!("没有名为“{key}”的城市、产业或其他取值：请从列表中选，或写一个筛选条件，如 city=长春市。"),
        format!("Nothing is called “{key}”: choose from the list, or write a filter such as city=长春市."),
    )
}

/// A side's words: its conditions one after another.
fn label_of(filters: &[Filter]) -> Text {
    let words = |filter: &Filter| {
        let values = filter.labels.iter().cloned().reduce(|a, b| Text::new(format!("{}、{}", a.zh, b.zh), format!("{}, {}", a.en, b.en)));
        let values = values.unwrap_or_default();
        // A value's label speaks for itself, unless it is a mere yes or no.
        let mere = filter.labels.iter().any(|label| label.zh == "是" || label.zh == "否");
        match filter.clause.op {
            Op::Is if !mere => values,
            // A label is quoted, whatever words it ends with: 走廊内.
            Op::Not if !mere => {
                let each = |get: fn(&Text) -> &String| filter.labels.iter().map(|label| get(label).as_str()).collect::<Vec<_>>();
                let (zh, en) = (each(|label| &label.zh).join("”“"), each(|label| &label.en).join("”, “"));
                Text::new(format!("“{zh}”以外"), format!("Other than “{en}”"))
            }
            op => op.sentence(&filter.title, &values),
        }
    };
    filters.iter().map(words).reduce(|a, b| Text::new(format!("{}；{}", a.zh, b.zh), format!("{}; {}", a.en, b.en))).unwrap_or_default()
}

/// The filter of everything outside: of one condition, whether a value is among some.
pub(super) fn complement(clauses: &[Clause]) -> Option<Vec<Clause>> {
    let [clause] = clauses else { return None };
    let op = match clause.op {
        Op::Is => Op::Not,
        Op::Not => Op::Is,
        _ => return None,
    };
    Some(vec![Clause { op, ..clause.clone() }])
}

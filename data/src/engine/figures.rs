//! The published figures of a bundle, read once when it is made ready: each with the check that should reproduce it, resolved, and the figure
//! that it is a part of. Used by tiles, panels, tables, sidecars, and the views of published figures.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::answer::Asked;
use super::budget::Budget;
use super::caps::Caps;
use super::catalog::Catalog;
use super::condition::Condition;
use super::fault::Fault;
use super::memory::Memory;
use super::store::Store;
use super::texts::text_at;
use crate::plan::{Filter, Plan, resolve_clauses};
use crate::query::Clause;
use crate::report::Published;
use crate::statement::{Qualifier, Statement};
use crate::{Amount, Query, Text};

/// A published figure.
pub(super) struct Figure {
    pub(super) statement: Statement,
    pub(super) check: Option<Check>,
    /// The place of the figure that it is a part of.
    pub(super) part_of: Option<usize>,
    /// Why there is no check; empty where nobody said.
    pub(super) unchecked: Text,
}

/// What should reproduce a figure: a measure under a filter.
pub(super) struct Check {
    pub(super) measure: usize,
    pub(super) clauses: Vec<Clause>,
    filters: Vec<Filter>,
    /// What the rows give, whatever a page asks: counted once.
    counted: OnceLock<Amount>,
}

impl Check {
    /// What the rows give.
    pub(super) fn count(&self, store: &Store) -> &Amount {
        self.counted.get_or_init(|| {
            let plan = Plan { filters: self.filters.clone(), ..Plan::default() };
            Asked::new(store, &plan, Caps::default()).total(self.measure)
        })
    }
}

/// Reads the figures of a catalogue whose measures are ready. What is wrong with a check is a fault of its row; so is the end of the budget.
pub(super) fn read(catalog: &Catalog, memory: &Memory, budget: &mut Budget<'_>) -> (Vec<Figure>, Vec<Fault>) {
    let (mut figures, mut faults) = (Vec::new(), Vec::new());
    let Some(table) = catalog.schema.statements.as_deref() else { return (figures, faults) };
    let Some(at) = catalog.table_at(table) else { return (figures, faults) };
    let data = &memory.tables[at].data;
    let cell = |column: &str, row: usize| data.frame.column(column).ok().and_then(|cells| text_at(cells, row));
    let say = |column: &str, row: usize| cell(column, row).unwrap_or_default();
    let both = |column: &str, row: usize| {
        let zh = say(column, row);
        Text { en: cell(&format!("{column}_en"), row).unwrap_or_else(|| zh.clone()), zh }
    };
    let ids: Vec<String> = (0..catalog.tables[at].rows).map(|row| say("id", row)).collect();
    let places: HashMap<&str, usize> = ids.iter().enumerate().rev().map(|(row, id)| (id.as_str(), row)).collect();
    for (row, id) in ids.iter().enumerate() {
        if let Some(fault) = budget.time(table) {
            faults.push(fault.row(row as u64 + 2));
            break;
        }
        let mut fault = |column: &str, value: &str, text: Text| {
            faults.push(Fault::new(table, "check", text).row(Some(row as u64 + 2)).column(column).value(value));
        };
        let statement = Statement {
            id: id.clone(),
            subject: both("subject", row),
            indicator: both("indicator", row),
            scope: say("scope", row),
            value: say("value", row).parse().unwrap_or_default(),
            written: data.decimals.get("value").and_then(|decimals| decimals.as_written(row)).unwrap_or_else(|| say("value", row)),
            unit: say("unit", row),
            qualifier: Qualifier::from_id(&say("qualifier", row)).unwrap_or_default(),
            as_of: cell("as_of", row),
            document: say("document", row),
            section: say("section", row),
            paragraph: say("paragraph", row),
            phrase: say("phrase", row),
        };
        if Qualifier::from_id(&say("qualifier", row)).is_none() {
            let words = Qualifier::ALL.map(Qualifier::id).join(", ");
            fault("qualifier", &say("qualifier", row), Text::new(format!("应为以下之一：{words}。"), format!("Expected one of {words}.")));
        }
        let check = cell("check", row).and_then(|written| resolve(catalog, &written).map_err(|text| fault("check", &written, text)).ok());
        let part_of = cell("part_of", row).and_then(|whole| {
            let place = places.get(whole.as_str()).copied();
            if place.is_none() || place == Some(row) {
                fault("part_of", &whole, Text::new("应为表中另一数字的 id。", "Expected the id of another figure of the table."));
            }
            place.filter(|place| *place != row)
        });
        figures.push(Figure { statement, check, part_of, unchecked: both("unchecked", row) });
    }
    (figures, faults)
}

/// Gives a check its meaning: `measure`, or `measure?filter` in the grammar of the URL.
fn resolve(catalog: &Catalog, written: &str) -> Result<Check, Text> {
    let (id, search) = written.split_once('?').unwrap_or((written, ""));
    let measure = catalog.measure_at(id).ok_or_else(|| {
        let known = catalog.schema.measures.iter().map(|measure| measure.id.as_str()).collect::<Vec<_>>().join(", ");
        Text::new(format!("没有指标“{id}”，可选：{known}。"), format!("There is no measure “{id}”; expected one of {known}."))
    })?;
    let (query, mut notices) = Query::parse_search(search);
    let filters = resolve_clauses(&catalog.schema, &query.clauses, &mut notices);
    if let Some(notice) = notices.into_iter().next() {
        return Err(notice.text);
    }
    let table = catalog.measures[measure].table;
    if let Some(filter) = filters.iter().find(|filter| !Condition::Filter(filter).is_seen(catalog, table)) {
        let blind = catalog.blind(table, filter);
        return Err(Text::new(
            format!("指标 {id} 的数据表看不到“{}”。", blind.zh),
            format!("The table of the measure {id} cannot see “{}”.", blind.en),
        ));
    }
    Ok(Check { measure, clauses: query.clauses, filters, counted: OnceLock::new() })
}

impl Figure {
    /// The figure in a few words, as it stands beside computed numbers.
    pub(super) fn published(&self, query: &Query) -> Published {
        let Statement { id, value, written, qualifier, phrase, document, section, paragraph, .. } = &self.statement;
        Published {
            link: query.statement(id),
            id: id.clone(),
            value: *value,
            written: written.clone(),
            qualifier: qualifier.id().to_string(),
            phrase: phrase.clone(),
            place: [document.as_str(), section, paragraph].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · "),
        }
    }
}

impl Catalog {
    /// The figure with this id.
    pub(super) fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.statement.id == id)
    }

    /// The figures that rows of a table should reproduce.
    pub(super) fn figures_of_table(&self, table: usize, query: &Query) -> Vec<Published> {
        let counts = |figure: &&Figure| figure.check.as_ref().is_some_and(|check| self.measures[check.measure].table == table);
        self.figures.iter().filter(counts).map(|figure| figure.published(query)).collect()
    }

    /// The figures that a chart of a measure shows: its total, and those of the dimensions that it is drawn by.
    pub(super) fn figures_of_chart(&self, measure: usize, dimensions: &[&str], query: &Query) -> Vec<Published> {
        let shows = |check: &Check| {
            check.measure == measure && check.clauses.iter().all(|clause| dimensions.iter().any(|known| *known == clause.key))
        };
        self.figures.iter().filter(|figure| figure.check.as_ref().is_some_and(shows)).map(|figure| figure.published(query)).collect()
    }
}

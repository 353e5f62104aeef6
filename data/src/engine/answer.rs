//! A plan's whole answer: every part declares what is to be counted, it is counted once, and every part is assembled from the answers.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::ask::{Ask, Asks, By, Of, On, Ticket};
use super::backend::Counter;
use super::caps::{Caps, Extent, Refusal};
use super::catalog::Catalog;
use super::condition::{self, Condition};
use super::coordinate::{self, Answer};
use super::evaluator::Evaluator;
use super::groups::Groups;
use super::ignore::Ignore;
use super::store::Store;
use crate::filter::Op;
use crate::plan::{Plan, resolve_clauses};
use crate::query::{Clause, FACET};
use crate::report::{BundleInfo, MeasureInfo, Report, TableCount, Warning};
use crate::schema::{EXPLORE, Measure, Source};
use crate::{Amount, Notice, Query, Text};

/// One plan asked of one store: what every part of an answer is declared and assembled from.
pub(super) struct Asked<'a> {
    pub(super) store: &'a Store,
    pub(super) plan: &'a Plan,
    /// The conditions of the plan, then those of the view.
    pub(super) conditions: Vec<Condition<'a>>,
    /// The rows, read for these conditions.
    pub(super) counter: Box<dyn Counter + 'a>,
    /// What one part of the answer may take.
    pub(super) caps: Caps,
    /// What it took so far.
    pub(super) work: Cell<Work>,
}

/// What an answer took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Things that its parts asked for, equal ones once.
    pub asks: usize,
    /// What of it was counted by the backend.
    pub counts: usize,
    /// Passes over the rows of a table for that.
    pub passes: usize,
}

/// What was counted.
pub(super) struct Answers {
    list: Vec<Answer>,
    caps: Caps,
}

impl Answers {
    /// The answer to an ask.
    pub(super) fn get(&self, ticket: Ticket) -> Result<&Groups, Refusal> {
        self.list[ticket.0].as_ref().map(AsRef::as_ref).map_err(|_| self.caps.too_many_groups())
    }

    /// The same for an ask that may not have been made.
    pub(super) fn maybe(&self, ticket: Option<Ticket>) -> Result<Option<&Groups>, Refusal> {
        ticket.map(|ticket| self.get(ticket)).transpose()
    }
}

impl<'a> Asked<'a> {
    /// Asks with the plan's conditions.
    pub(super) fn new(store: &'a Store, plan: &'a Plan, caps: Caps) -> Asked<'a> {
        Asked::under(store, plan, plan.filters.iter().map(Condition::Filter).collect(), caps)
    }

    fn under(store: &'a Store, plan: &'a Plan, conditions: Vec<Condition<'a>>, caps: Caps) -> Asked<'a> {
        Asked { store, plan, counter: store.backend.counter(store, conditions.clone()), conditions, caps, work: Cell::default() }
    }

    /// The same with further conditions behind the plan's.
    pub(super) fn with(&self, further: impl IntoIterator<Item = Condition<'a>>) -> Asked<'a> {
        Asked::under(self.store, self.plan, self.conditions.iter().copied().chain(further).collect(), self.caps)
    }

    /// What is known of the bundle.
    pub(super) fn catalog(&self) -> &'a Catalog {
        self.store
    }

    /// The conditions on a dimension.
    pub(super) fn on(&self, dimension: &str) -> Ignore {
        condition::on(&self.conditions, dimension)
    }

    /// Whether a table can see a condition.
    pub(super) fn sees(&self, table: usize, at: usize) -> bool {
        self.conditions[at].is_seen(self.store, table)
    }

    /// The places of the conditions that rows of a table pass for what leaves out `ignore`.
    pub(super) fn passing(&self, table: usize, ignore: &Ignore) -> Vec<usize> {
        condition::passing(self.store, &self.conditions, table, ignore)
    }

    /// Some rows by some dimensions, under every condition but those in `ignore`. Growth has both its dates, whatever the filter says of them.
    pub(super) fn ask(&self, of: Of, by: &[usize], ignore: &Ignore) -> Result<Ask, Refusal> {
        let table = self.store.table_of(of);
        if by.iter().any(|at| !self.store.tables[table].has[*at]) {
            return Err(Refusal::Unseen);
        }
        let growing = of.measure().and_then(|at| self.store.measures[at].growing);
        let growing = growing.map_or(Ignore::NOTHING, |at| self.on(&self.store.schema.dimensions[at].id));
        let passing = self.passing(table, &ignore.and(&growing));
        Ok(Ask { of, passing, on: On::Any, by: by.iter().map(|at| By::Dimension(*at)).collect() })
    }

    /// Counts what is asked.
    pub(super) fn answers(&self, asks: &Asks) -> Answers {
        let (rollups, most) = (&self.store.rollups, self.caps.groups);
        let mut work = self.work.get();
        work.asks += asks.list().len();
        self.work.set(work);
        let list = coordinate::answer(self.store, &self.conditions, rollups, asks.list(), most, |counts| {
            let tables: BTreeSet<usize> = counts.iter().map(|count| self.store.table_of(count.of)).collect();
            let Work { asks, counts: before, passes } = self.work.get();
            self.work.set(Work { asks, counts: before + counts.len(), passes: passes + tables.len() });
            self.counter.groups(counts)
        });
        Answers { list, caps: self.caps }
    }

    /// A measure over everything that passes.
    pub(super) fn total(&self, measure: usize) -> Amount {
        let mut asks = Asks::default();
        let evaluator = &self.store.measures[measure];
        // Without dimensions there is one group, which no cap refuses.
        let ticket = self.ask(Of::Amount(measure), &[], &Ignore::NOTHING).map(|ask| asks.add(ask));
        let answers = self.answers(&asks);
        ticket.and_then(|ticket| Ok(evaluator.amount(answers.get(ticket)?.get(&[])))).unwrap_or_default()
    }

    /// The dashboard with the rows that a measure counts under `clauses`: its own conditions among them, and of a stock the date that counts.
    pub(super) fn rows_of(&self, measure: usize, clauses: &[Clause]) -> Query {
        let spec = &self.store.schema.measures[measure];
        let mut query = self.plan.query.rows_of(clauses, &spec.table);
        for own in Query::parse_search(&spec.filter).0.clauses {
            match query.clauses.iter_mut().find(|clause| clause.key == own.key && clause.op == own.op) {
                // Any of some and any of others: those that are among both.
                Some(clause) if clause.op == Op::Is => clause.values.retain(|value| own.values.contains(value)),
                Some(_) => {}
                None => query.clauses.push(own),
            }
        }
        if let Some(date) = self.date_of(measure, clauses) {
            query.clauses.retain(|clause| clause.key != date.key);
            query.clauses.push(date);
        }
        query.clauses.sort();
        query
    }

    /// The date that a stock counts under `clauses`, as a clause.
    fn date_of(&self, measure: usize, clauses: &[Clause]) -> Option<Clause> {
        let stock = self.store.measures[measure].stock?;
        let filters = resolve_clauses(&self.store.schema, clauses, &mut Vec::new());
        let plan = Plan { filters, ..self.plan.clone() };
        let (asked, mut asks) = (Asked::new(self.store, &plan, self.caps), Asks::default());
        let ticket = asks.add(asked.ask(Of::Rows(measure), &[stock], &Ignore::NOTHING).ok()?);
        let answers = asked.answers(&asks);
        let dimension = &self.store.schema.dimensions[stock];
        let date = latest(answers.get(ticket).ok()?, dimension.values.len())?;
        Some(Clause { key: dimension.id.clone(), op: Op::Is, values: vec![dimension.values[date].value.clone()] })
    }

    /// The whole report.
    pub(super) fn report(&self, mut notices: Vec<Notice>) -> Report {
        let schema = &self.store.schema;
        let mut query = self.plan.query.clone();
        let of_dashboard = query.view.is_empty();
        let chart = self.plan.chart.as_ref().filter(|_| query.view == EXPLORE);
        let panels = schema.panels.iter().filter(|_| of_dashboard).chain(chart);

        let mut asks = Asks::default();
        let tiles: Vec<_> = schema.tiles.iter().filter(|_| of_dashboard).filter_map(|tile| self.ask_tile(tile, &mut asks)).collect();
        let facets = schema.dimensions.iter().filter(|dimension| dimension.facet);
        let facets: Vec<_> = facets.filter_map(|dimension| self.ask_facet(dimension, &mut asks)).collect();
        let panels: Vec<_> = panels.map(|spec| self.ask_panel(spec, Extent::Page, &mut asks)).collect();
        let time = if of_dashboard || chart.is_some() { self.ask_time(&mut asks) } else { None };
        let counts: Vec<_> = self.shown_tables().into_iter().map(|table| (table, self.ask_count(table, &mut asks))).collect();
        let table = self.ask_table(&mut asks);

        let answers = self.answers(&asks);
        let tiles: Vec<_> = tiles.iter().filter_map(|tile| self.tile(tile, &answers)).collect();
        let facets: Vec<_> = facets.iter().map(|facet| self.facet(facet, &answers)).collect();
        let panels: Vec<_> = panels.iter().filter_map(|panel| self.panel(panel, &answers)).collect();
        let table = table.map(|table| self.table_page(table, &answers, &mut notices)).unwrap_or_default();
        let shown = table.rows.len() as u32;
        let counts: Vec<_> = counts.into_iter().map(|(at, ticket)| self.count(at, ticket, shown, &answers)).collect();
        query.page = table.page;
        let basis = tiles
            .iter()
            .map(|tile| tile.basis)
            .chain(panels.iter().map(|panel| panel.basis))
            .chain(counts.iter().map(|count| count.basis))
            .max()
            .unwrap_or_default();
        Report {
            clear: query.cleared(),
            chips: self.compared_with().into_iter().chain(self.chips()).collect(),
            query,
            bundle: self.bundle(),
            notices,
            counts,
            tiles,
            facets,
            panels,
            choices: chart.map(|spec| self.chooser(spec)).unwrap_or_default(),
            time: time.and_then(|time| self.time(&time, &answers)),
            table,
            warnings: self.store.warnings.list.iter().map(Warning::from).collect(),
            basis,
        }
    }

    /// The bundle in a few words.
    pub(super) fn bundle(&self) -> BundleInfo {
        let schema = &self.store.schema;
        BundleInfo {
            id: schema.id.clone(),
            title: schema.title.clone(),
            description: schema.description.clone(),
            version: schema.version.clone(),
            sources: schema.sources.clone(),
            licences: schema.licences.clone(),
            views: self.store.views().iter().map(|view| view.to_string()).collect(),
            warnings: self.store.warnings.count() as u32,
        }
    }

    /// Whether the view is about published figures, or a list of values that was opened from such a view.
    pub(super) fn is_about_statements(&self) -> bool {
        let (query, schema) = (&self.plan.query, &self.store.schema);
        let is_tab = || schema.tabs.iter().any(|tab| Some(&tab.table) == query.tab.as_ref());
        query.is_about_statements() || (query.view == FACET && schema.statements.is_some() && query.tab == schema.statements && !is_tab())
    }

    /// The tables that the view shows: the tabs, or the published figures.
    pub(super) fn shown_tables(&self) -> Vec<usize> {
        let schema = &self.store.schema;
        match &schema.statements {
            Some(statements) if self.is_about_statements() => self.store.table_at(statements).into_iter().collect(),
            _ => schema.tabs.iter().filter_map(|tab| self.store.table_at(&tab.table)).collect(),
        }
    }

    /// Asks how many rows of a table match.
    pub(super) fn ask_count(&self, table: usize, asks: &mut Asks) -> Ticket {
        let passing = self.passing(table, &Ignore::NOTHING);
        asks.add(Ask { of: Of::Table(table), passing, on: On::Any, by: Vec::new() })
    }

    /// How many rows of a table match; `shown` of them stand on the page where it is the table shown.
    fn count(&self, at: usize, ticket: Ticket, shown: u32, answers: &Answers) -> TableCount {
        let (facts, table) = (&self.store.tables[at], &self.store.schema.tables[at]);
        let rows = answers.get(ticket).map(|groups| groups.get(&[]).clone()).unwrap_or_default();
        TableCount {
            table: table.id.clone(),
            title: table.title.clone(),
            unit: table.unit.clone(),
            shown: if table.id == self.plan.table { shown } else { 0 },
            matched: rows.rows,
            total: facts.rows as u32,
            basis: rows.basis().unwrap_or(facts.worst),
            ignores: self.ignores(at, &Ignore::NOTHING, &Ignore::NOTHING),
            link: self.plan.query.on_tab(&table.id),
        }
    }

    /// How many rows of each table shown match.
    pub(super) fn counts(&self) -> Vec<TableCount> {
        let mut asks = Asks::default();
        let counts: Vec<_> = self.shown_tables().into_iter().map(|table| (table, self.ask_count(table, &mut asks))).collect();
        let answers = self.answers(&asks);
        counts.into_iter().map(|(at, ticket)| self.count(at, ticket, 0, &answers)).collect()
    }

    /// The table's own sources, else the bundle's.
    pub(super) fn sources(&self, table: usize) -> Vec<Source> {
        let own = &self.store.schema.tables[table].sources;
        if own.is_empty() { self.store.schema.sources.clone() } else { own.clone() }
    }
}

/// The latest of some dates that rows are of, by a dimension of so many values.
pub(super) fn latest(groups: &Groups, values: usize) -> Option<usize> {
    groups
        .each()
        .filter(|(_, acc)| !acc.is_empty())
        .filter_map(|(codes, _)| codes.first().map(|code| *code as usize))
        .filter(|date| *date < values)
        .max()
}

/// A measure as it stands beside numbers.
pub(super) fn measure_info(measure: &Measure, evaluator: &Evaluator) -> MeasureInfo {
    MeasureInfo {
        id: measure.id.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        description: measure.description.clone(),
        decimals: measure.decimals,
        additive: evaluator.is_additive(),
        small: measure.small,
    }
}

/// The query with a code of a dimension toggled, and whether the filter has it.
pub(super) fn toggle(query: &Query, dimension: &crate::schema::Dimension, code: usize) -> (Query, bool) {
    let link = match dimension.values.get(code) {
        Some(category) => query.toggled(&dimension.id, &category.value),
        None => query.toggled_missing(&dimension.id, reason_of(dimension, code)),
    };
    (link, is_selected(query, dimension, code))
}

/// Where a mark of a code leads: to it alone, and to it among what is chosen, where that is another query; and whether the filter has it.
pub(super) fn choose(query: &Query, dimension: &crate::schema::Dimension, code: usize) -> (Query, Option<Query>, bool) {
    let (toggled, selected) = toggle(query, dimension, code);
    let alone = match dimension.values.get(code) {
        Some(category) => query.chosen(&dimension.id, &category.value),
        None => toggled.clone(),
    };
    let add = (toggled != alone).then_some(toggled);
    (alone, add, selected)
}

/// Whether the filter has a code of a dimension.
pub(super) fn is_selected(query: &Query, dimension: &crate::schema::Dimension, code: usize) -> bool {
    match dimension.values.get(code) {
        Some(category) => query.has(&dimension.id, &category.value),
        None => query.has_missing(&dimension.id, reason_of(dimension, code)),
    }
}

/// The value and label of a code of a dimension; a missing value has no value and the reason as its label.
pub(super) fn value_and_label(dimension: &crate::schema::Dimension, code: usize) -> (String, Text) {
    match dimension.values.get(code) {
        Some(category) => (category.value.clone(), category.label.clone()),
        None => (String::new(), reason_of(dimension, code).title()),
    }
}

/// Why a code beyond the values is missing.
pub(super) fn reason_of(dimension: &crate::schema::Dimension, code: usize) -> crate::Missing {
    let place = code.saturating_sub(dimension.values.len()).min(crate::Missing::OF_CELLS.len() - 1);
    crate::Missing::OF_CELLS[place]
}

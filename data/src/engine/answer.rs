//! A plan's whole answer: asks every condition once, then every tile, facet, panel, count and the table page from the same verdicts.

use super::caps::{Caps, Extent, Refusal};
use super::filter::Verdicts;
use super::groups::Grouped;
use super::ignore::Ignore;
use super::measure::{Acc, MeasureIndex};
use super::store::Store;
use crate::filter::Op;
use crate::plan::{Filter, Plan, resolve_clauses};
use crate::query::{Clause, FACET};
use crate::report::{BundleInfo, Chip, MeasureInfo, Report, TableCount, Warning};
use crate::schema::{EXPLORE, Measure, Source};
use crate::{Amount, Basis, Notice, Query, Text};

/// Values of a condition that have a chip each.
const MOST_CHIPS: usize = 20;

/// Values named of a condition that has more.
const MOST_NAMED: usize = 3;

/// One plan against one store: what every part of the report is made from.
pub(super) struct Asked<'a> {
    pub(super) store: &'a Store,
    pub(super) plan: &'a Plan,
    pub(super) verdicts: Verdicts,
    /// What one part of the answer may take.
    pub(super) caps: Caps,
}

impl<'a> Asked<'a> {
    /// Asks the plan's conditions.
    pub(super) fn new(store: &'a Store, plan: &'a Plan) -> Asked<'a> {
        Asked { store, plan, verdicts: Verdicts::new(store, &plan.filters), caps: Caps::default() }
    }

    /// The same question of the rows that rest on nothing worse than `worst`.
    pub(super) fn resting_on(&self, worst: Basis) -> Asked<'a> {
        let mut verdicts = Verdicts::new(self.store, &self.plan.filters);
        verdicts.refuse_beyond(self.store, worst);
        Asked { store: self.store, plan: self.plan, verdicts, caps: self.caps }
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
        let date = Asked::new(self.store, &plan).latest(measure, &[], &Ignore::NOTHING, &|_| true)?.1;
        let dimension = &self.store.schema.dimensions[stock];
        let value = dimension.values.get(date as usize)?.value.clone();
        Some(Clause { key: dimension.id.clone(), op: Op::Is, values: vec![value] })
    }

    /// The whole report.
    pub(super) fn report(&self, mut notices: Vec<Notice>) -> Report {
        let schema = &self.store.schema;
        let mut query = self.plan.query.clone();
        let table = self.table_page(&mut notices);
        query.page = table.page;
        let of_dashboard = query.view.is_empty();
        let tiles: Vec<_> = schema.tiles.iter().filter(|_| of_dashboard).filter_map(|tile| self.tile(tile)).collect();
        let facets: Vec<_> = schema.dimensions.iter().filter(|dimension| dimension.facet).filter_map(|it| self.facet(it)).collect();
        let mut panels: Vec<_> =
            schema.panels.iter().filter(|_| of_dashboard).filter_map(|panel| self.panel(panel, Extent::Page)).collect();
        let chart = self.plan.chart.as_ref().filter(|_| query.view == EXPLORE);
        panels.extend(chart.and_then(|spec| self.panel(spec, Extent::Page)));
        let choices = chart.map(|spec| self.chooser(spec)).unwrap_or_default();
        let counts = self.counts(table.rows.len() as u32);
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
            choices,
            time: if of_dashboard || chart.is_some() { self.time() } else { None },
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

    /// The filter, one chip a value; a bound or words are one value, and so are values too many to stand one by one.
    pub(super) fn chips(&self) -> Vec<Chip> {
        self.plan.filters.iter().flat_map(|filter| self.many(filter).map_or_else(|| self.chips_of(filter), |chip| vec![chip])).collect()
    }

    /// A condition of many values as one chip: the first, and how many there are.
    fn many(&self, filter: &Filter) -> Option<Chip> {
        let Filter { clause, labels, .. } = filter;
        let first = labels.get(..MOST_NAMED).filter(|_| labels.len() > MOST_CHIPS)?;
        let named = |get: fn(&Text) -> &str, between: &str| first.iter().map(get).collect::<Vec<_>>().join(between);
        let values = Text::new(
            format!("{} 等 {} 项", named(|label| &label.zh, "、"), labels.len()),
            format!("{} and {} more", named(|label| &label.en, ", "), labels.len() - MOST_NAMED),
        );
        let mut remove = Query { page: 1, ..self.plan.query.clone() };
        remove.clauses.retain(|other| other != clause);
        Some(Chip { key: clause.key.clone(), text: clause.op.sentence(&filter.title, &values), remove })
    }

    /// The conditions in words that rows of a table follow, and those that they do not: it cannot see them, or they are in `ignore`.
    pub(super) fn followed(&self, table: usize, ignore: &Ignore) -> [Vec<Chip>; 2] {
        let mut chips = [Vec::new(), Vec::new()];
        for (at, filter) in self.plan.filters.iter().enumerate() {
            let follows = self.verdicts.sees(table, at) && !ignore.has(at);
            chips[usize::from(!follows)].extend(self.chips_of(filter));
        }
        chips
    }

    /// A condition in words, a chip a value.
    fn chips_of(&self, filter: &Filter) -> Vec<Chip> {
        let query = &self.plan.query;
        let clause = &filter.clause;
        if clause.key == "q" {
            let words = filter.labels.first().cloned().unwrap_or_default();
            return vec![Chip { key: "q".into(), text: Op::Contains.sentence(&filter.title, &words), remove: query.without_search() }];
        }
        let chip = |(value, label): (&String, &Text)| Chip {
            key: clause.key.clone(),
            text: clause.op.sentence(&filter.title, label),
            remove: query.without_value(&clause.key, clause.op, value),
        };
        clause.values.iter().zip(&filter.labels).map(chip).collect()
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

    /// For each table shown, how many rows match.
    pub(super) fn counts(&self, shown: u32) -> Vec<TableCount> {
        let tables = self.shown_tables().into_iter();
        tables
            .map(|at| {
                let (index, table) = (&self.store.tables[at], &self.store.schema.tables[at]);
                let (mut matched, mut basis) = (0, Basis::Published);
                for row in self.verdicts.rows(at, &Ignore::NOTHING) {
                    matched += 1;
                    basis = basis.max(index.basis[row]);
                }
                if matched == 0 {
                    basis = index.worst;
                }
                TableCount {
                    table: table.id.clone(),
                    title: table.title.clone(),
                    unit: table.unit.clone(),
                    shown: if table.id == self.plan.table { shown } else { 0 },
                    matched,
                    total: index.rows as u32,
                    basis,
                    ignores: self.ignores(at, &Ignore::NOTHING, &Ignore::NOTHING),
                    link: self.plan.query.on_tab(&table.id),
                }
            })
            .collect()
    }

    /// Titles of the filters that a table cannot see, and of those on dates that do not apply to what is shown of it; but for those on what it
    /// is shown by, `own`.
    pub(super) fn ignores(&self, table: usize, own: &Ignore, dates: &Ignore) -> Vec<Text> {
        let title = |(at, filter): (usize, &Filter)| match self.verdicts.sees(table, at) {
            _ if own.has(at) => None,
            false => Some(self.store.blind(table, filter)),
            true => dates.has(at).then(|| filter.title.clone()),
        };
        let mut titles: Vec<Text> = self.plan.filters.iter().enumerate().filter_map(title).collect();
        titles.sort();
        titles.dedup();
        titles
    }

    /// The table's own sources, else the bundle's.
    pub(super) fn sources(&self, table: usize) -> Vec<Source> {
        let own = &self.store.schema.tables[table].sources;
        if own.is_empty() { self.store.schema.sources.clone() } else { own.clone() }
    }

    /// An accumulator for each group by `dimensions` that has rows that pass; without dimensions, one for all.
    pub(super) fn accumulate(&self, measure: usize, dimensions: &[usize], ignore: &Ignore) -> Result<Grouped<Acc>, Refusal> {
        self.accumulate_at(measure, dimensions, ignore, None)
    }

    /// The same over the rows of one of the bundle's dates.
    pub(super) fn accumulate_at(
        &self,
        measure: usize,
        dimensions: &[usize],
        ignore: &Ignore,
        date: Option<u32>,
    ) -> Result<Grouped<Acc>, Refusal> {
        let index = &self.store.measures[measure];
        let groups = self.groups(index.table, dimensions)?;
        let mut accs = groups.room::<Acc>();
        let growing = index.growing.map_or(Ignore::NOTHING, |at| self.verdicts.on(&self.store.schema.dimensions[at].id));
        let ignore = &ignore.and(&growing);
        let dates = date.and_then(|_| self.dates(index.table));
        let dated = |row: &usize| dates.zip(date).is_none_or(|(codes, date)| codes[*row] == date);
        let latest = self.latest(measure, dimensions, ignore, &dated);
        for row in self.verdicts.rows(index.table, ignore).filter(dated) {
            if index.has(row) && latest.is_none_or(|(codes, date)| codes[row] == date) {
                let acc = accs.at(groups.of(row)).ok_or_else(|| self.caps.too_many_groups())?;
                index.add(self.store, row, acc);
            }
        }
        // A zero rests on the rows that it was counted among.
        let worst = accs.each().filter_map(Acc::basis).max().or(Some(index.basis()));
        accs.each_mut().for_each(|acc| acc.rest_on(worst));
        Ok(accs)
    }

    /// Of a stock without its dates among `dimensions`: the codes of the dates, and the latest of the rows that pass and that `counts` takes.
    fn latest(&self, measure: usize, dimensions: &[usize], ignore: &Ignore, counts: &dyn Fn(&usize) -> bool) -> Option<(&[u32], u32)> {
        let index = &self.store.measures[measure];
        let stock = index.stock.filter(|stock| !dimensions.contains(stock))?;
        let codes = self.store.tables[index.table].codes[stock].as_deref()?;
        let known = self.store.schema.dimensions[stock].values.len() as u32;
        let dates = self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row) && counts(row)).map(|row| codes[row]);
        Some((codes, dates.filter(|date| *date < known).max()?))
    }

    /// The amount over everything.
    pub(super) fn total(&self, measure: usize, ignore: &Ignore) -> Amount {
        let index = &self.store.measures[measure];
        // Without dimensions there is one group, which no cap refuses.
        self.accumulate(measure, &[], ignore).map(|accs| index.amount(accs.get(&[]))).unwrap_or_default()
    }
}

/// A measure as it stands beside numbers.
pub(super) fn measure_info(measure: &Measure, index: &MeasureIndex) -> MeasureInfo {
    MeasureInfo {
        id: measure.id.clone(),
        title: measure.title.clone(),
        unit: measure.unit.clone(),
        description: measure.description.clone(),
        decimals: measure.decimals,
        additive: index.is_additive(),
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

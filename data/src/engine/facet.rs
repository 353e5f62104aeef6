//! A dimension's values as links: a page of them, the first beside the charts, every one through `/{bundle}/facet/{dimension}`.

use super::answer::{Asked, is_selected, measure_info, toggle, value_and_label};
use super::ignore::Ignore;
use crate::fold::folded;
use crate::query::{CHART, FACET};
use crate::report::{Facet, FacetValue};
use crate::schema::{Dimension, Role};
use crate::sheet::{Body, FacetPage};
use crate::{Amount, Basis, Query, stop};

/// Values that stand beside the charts, and as many of those selected behind them.
const MOST_VALUES: usize = 50;

/// Values of a page of their own.
const A_PAGE: usize = 100;

/// A dimension over the rows of one table, every value.
pub(super) struct Values<'a> {
    dimension: &'a Dimension,
    table: usize,
    measure: Option<usize>,
    /// The codes of the values that there are, in the facet's order.
    pub(super) order: Vec<usize>,
    /// Rows of each code under every other condition.
    counts: Vec<u32>,
    /// The measure of each code, where one is counted.
    amounts: Option<Vec<Amount>>,
    basis: Basis,
}

impl Asked<'_> {
    /// The facet of a dimension: a page of its values, and those selected.
    pub(super) fn facet(&self, dimension: &Dimension) -> Option<Facet> {
        let values = self.values(dimension)?;
        let first = values.order.iter().take(MOST_VALUES);
        let query = &self.plan.query;
        let selected = values.order.iter().skip(MOST_VALUES).filter(|code| is_selected(query, dimension, **code)).take(MOST_VALUES);
        Some(self.listed(&values, first.chain(selected)))
    }

    /// The page of all values of a dimension: those that contain the words sought, page by page. `None`: there is no such facet.
    pub(super) fn facet_page(&self, id: &str) -> Option<(Query, Basis, Body)> {
        let query = &self.plan.query;
        let dimension = self.store.schema.dimensions.iter().find(|dimension| dimension.id == id)?;
        if !dimension.facet && self.store.schema.time.as_ref() != Some(&dimension.id) {
            return None;
        }
        let values = self.values(dimension)?;
        let sought = query.find.as_deref().map(folded).filter(|words| !words.trim().is_empty());
        let has = |code: &&usize| {
            let Some(words) = sought.as_deref().map(str::trim) else { return true };
            let (value, label) = value_and_label(dimension, **code);
            [&value, &label.zh, &label.en].into_iter().any(|text| folded(text).contains(words))
        };
        let found: Vec<&usize> = values.order.iter().filter(has).collect();
        let pages = found.len().div_ceil(A_PAGE).max(1) as u32;
        let page = query.page.clamp(1, pages);
        let shown = found.iter().skip((page as usize - 1) * A_PAGE).take(A_PAGE).copied();
        let chosen = || values.order.iter().filter(|code| is_selected(query, dimension, **code));
        let body = FacetPage {
            facet: self.listed(&values, shown),
            chosen: self.listed(&values, chosen().take(MOST_VALUES)).values,
            selected: chosen().count() as u32,
            found: found.len() as u32,
            total: values.order.len() as u32,
            page,
            pages,
            back: self.back(),
        };
        Some((Query { page, ..query.clone() }, values.basis, Body::Facet(Box::new(body))))
    }

    /// The page that a list of values was opened from: the chart that the reader makes, the published figures, else the dashboard.
    fn back(&self) -> Query {
        let query = Query { view: String::new(), item: String::new(), find: None, page: 1, ..self.plan.query.clone() };
        if CHART.iter().any(|key| query.charted(key).is_some()) {
            return Query { view: crate::schema::EXPLORE.into(), ..query };
        }
        if self.is_about_statements() { Query { view: "published".into(), tab: None, ..query } } else { query }
    }

    /// A dimension over the first table shown that has it, or over the table of the measure that it names.
    fn values<'a>(&'a self, dimension: &'a Dimension) -> Option<Values<'a>> {
        let at = self.store.dimension_at(&dimension.id)?;
        let measure = self.measure_counted(dimension);
        let first = || self.shown_tables().into_iter().find(|table| self.store.tables[*table].codes[at].is_some());
        self.values_in(dimension, measure.map(|measure| self.store.measures[measure].table).or_else(first)?, measure)
    }

    /// The measure that a dimension names, where its table is shown.
    pub(super) fn measure_counted(&self, dimension: &Dimension) -> Option<usize> {
        let measure = self.store.measure_at(dimension.counts.as_deref()?)?;
        Some(measure).filter(|measure| self.shown_tables().contains(&self.store.measures[*measure].table))
    }

    /// A dimension's values with the rows of a table that has it, and with a measure of this table.
    pub(super) fn values_in<'a>(&'a self, dimension: &'a Dimension, table: usize, measure: Option<usize>) -> Option<Values<'a>> {
        let at = self.store.dimension_at(&dimension.id)?;
        let index = &self.store.tables[table];
        let codes = index.codes[at].as_ref()?;
        let size = dimension.values.len() + crate::Missing::OF_CELLS.len();
        let mut ever = vec![0u32; size];
        for code in codes {
            ever[*code as usize] += 1;
        }
        let own = self.verdicts.on(&dimension.id);
        let mut counts = vec![0u32; size];
        let mut basis = Basis::Published;
        for row in self.verdicts.rows(table, &own) {
            counts[codes[row] as usize] += 1;
            basis = basis.max(index.basis[row]);
        }
        if counts.iter().all(|count| *count == 0) {
            basis = index.worst;
        }
        let amounts = |measure: usize, ignore: &Ignore| -> Option<Vec<Amount>> {
            let index = &self.store.measures[measure];
            let accs = self.accumulate(measure, &[at], &ignore.and(&self.on_dates_of(measure))).ok()?;
            Some((0..size).map(|code| index.amount(accs.get(&[code]))).collect())
        };
        let query = &self.plan.query;
        let mut order: Vec<usize> = (0..size).filter(|code| ever[*code] > 0 || is_selected(query, dimension, *code)).collect();
        if dimension.role == Role::Plain || dimension.role == Role::Region {
            // By how many there are without a filter, so that the order stays while one filters; the missing last.
            let all = measure.and_then(|measure| amounts(measure, &Ignore::EVERYTHING));
            let more = |a: usize, b: usize| all.as_ref().map_or_else(|| ever[a].cmp(&ever[b]), |all| all[a].by_value(&all[b]));
            let is_missing = |code: usize| code >= dimension.values.len();
            order.sort_by(|a, b| {
                stop::step();
                is_missing(*a).cmp(&is_missing(*b)).then(more(*b, *a)).then(a.cmp(b))
            });
        }
        let amounts = measure.and_then(|measure| amounts(measure, &own));
        // Over too many values rows are counted, and said to be.
        let measure = measure.filter(|_| amounts.is_some());
        Some(Values { dimension, table, measure, order, counts, amounts, basis })
    }

    /// These codes as links.
    pub(super) fn listed<'c>(&self, values: &Values<'_>, codes: impl Iterator<Item = &'c usize>) -> Facet {
        let (schema, query) = (&self.store.schema, &self.plan.query);
        let Values { dimension, table, measure, order, counts, amounts, basis } = values;
        let one = |code: &usize| {
            let (value, label) = value_and_label(dimension, *code);
            let (link, selected) = toggle(query, dimension, *code);
            let link = Some(link).filter(|link| selected || link.is_short());
            let amount = amounts.as_ref().map(|amounts| &amounts[*code]);
            let digits = amount.map(|amount| amount.digits.clone()).unwrap_or_default();
            FacetValue { value, label, count: counts[*code], amount: amount.and_then(|amount| amount.value), digits, selected, link }
        };
        let values: Vec<FacetValue> = codes.map(one).collect();
        let counted = &schema.tables[*table].title;
        let hidden = (order.len() - values.len()) as u32;
        // A list that was opened from the published figures leads back to them.
        let tab = if query.is_about_statements() { schema.statements.clone() } else { query.tab.clone() };
        Facet {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            ordered: matches!(dimension.role, Role::Ordered | Role::Year),
            counts: measure.map_or(counted, |at| &schema.measures[at].title).clone(),
            measure: measure.map(|at| measure_info(&schema.measures[at], &self.store.measures[at])),
            hidden,
            all: Some(query.facet_of(&dimension.id, tab)).filter(|_| hidden > 0 && query.view != FACET),
            full: values.iter().any(|value| value.link.is_none()),
            values,
            basis: *basis,
        }
    }
}

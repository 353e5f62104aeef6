//! A dimension's values as links: a page of them, the first beside the charts, every one through `/{bundle}/facet/{dimension}`.

use super::answer::{Answers, Asked, is_selected, measure_info, toggle, value_and_label};
use super::ask::{Asks, Of, Ticket};
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

/// A dimension's values over the rows of one table, asked for.
pub(super) struct FacetAsked<'a> {
    dimension: &'a Dimension,
    at: usize,
    table: usize,
    /// The measure that is counted, under the filter and without one; rows alone where there is none.
    measure: Option<(usize, Ticket, Ticket)>,
    /// Rows under every other condition, and without any.
    counts: Ticket,
    ever: Ticket,
}

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

impl<'a> Asked<'a> {
    /// Asks for the facet of a dimension: over the first table shown that has it, or over the table of the measure that it names.
    pub(super) fn ask_facet(&self, dimension: &'a Dimension, asks: &mut Asks) -> Option<FacetAsked<'a>> {
        let at = self.store.dimension_at(&dimension.id)?;
        let measure = self.measure_counted(dimension);
        let first = || self.shown_tables().into_iter().find(|table| self.store.tables[*table].has[at]);
        self.ask_values(dimension, measure.map(|measure| self.store.measures[measure].table).or_else(first)?, measure, asks)
    }

    /// The facet: a page of its values, and those selected.
    pub(super) fn facet(&self, asked: &FacetAsked<'_>, answers: &Answers) -> Facet {
        let values = self.values(asked, answers);
        let first = values.order.iter().take(MOST_VALUES);
        let query = &self.plan.query;
        let selected = values.order.iter().skip(MOST_VALUES).filter(|code| is_selected(query, asked.dimension, **code)).take(MOST_VALUES);
        self.listed(&values, first.chain(selected))
    }

    /// The page of all values of a dimension: those that contain the words sought, page by page. `None`: there is no such facet.
    pub(super) fn facet_page(&self, id: &str) -> Option<(Query, Basis, Body)> {
        let query = &self.plan.query;
        let dimension = self.catalog().schema.dimensions.iter().find(|dimension| dimension.id == id)?;
        if !dimension.facet && self.store.schema.time.as_ref() != Some(&dimension.id) {
            return None;
        }
        let mut asks = Asks::default();
        let asked = self.ask_facet(dimension, &mut asks)?;
        let values = self.values(&asked, &self.answers(&asks));
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

    /// The measure that a dimension names, where its table is shown.
    pub(super) fn measure_counted(&self, dimension: &Dimension) -> Option<usize> {
        let measure = self.store.measure_at(dimension.counts.as_deref()?)?;
        Some(measure).filter(|measure| self.shown_tables().contains(&self.store.measures[*measure].table))
    }

    /// Asks for a dimension's values with the rows of a table that has it, and with a measure of this table.
    pub(super) fn ask_values(
        &self,
        dimension: &'a Dimension,
        table: usize,
        measure: Option<usize>,
        asks: &mut Asks,
    ) -> Option<FacetAsked<'a>> {
        let at = self.store.dimension_at(&dimension.id)?;
        let own = self.on(&dimension.id);
        let ask = |of: Of, ignore: &Ignore| self.ask(of, &[at], ignore).ok();
        let measure = measure.and_then(|measure| {
            let dates = self.on_dates_of(measure);
            let amounts = ask(Of::Amount(measure), &own.and(&dates))?;
            Some((measure, asks.add(amounts), asks.add(ask(Of::Amount(measure), &Ignore::EVERYTHING)?)))
        });
        let (counts, ever) = (asks.add(ask(Of::Table(table), &own)?), asks.add(ask(Of::Table(table), &Ignore::EVERYTHING)?));
        Some(FacetAsked { dimension, at, table, measure, counts, ever })
    }

    /// A dimension's values.
    pub(super) fn values<'b>(&self, asked: &FacetAsked<'b>, answers: &Answers) -> Values<'b> {
        let FacetAsked { dimension, at, table, measure, counts, ever } = asked;
        let codes = self.store.codes(*at);
        let rows = |ticket: Ticket| -> Vec<u32> {
            answers.get(ticket).map_or_else(|_| vec![0; codes], |groups| (0..codes).map(|code| groups.get(&[code]).rows).collect())
        };
        let basis = answers.get(*counts).ok().and_then(|groups| groups.worst()).unwrap_or(self.store.tables[*table].worst);
        let (counts, ever) = (rows(*counts), rows(*ever));
        let amounts = |measure: usize, ticket: Ticket| -> Option<Vec<Amount>> {
            let (evaluator, groups) = (&self.store.measures[measure], answers.get(ticket).ok()?);
            Some((0..codes).map(|code| evaluator.amount(groups.get(&[code]))).collect())
        };
        let query = &self.plan.query;
        let mut order: Vec<usize> = (0..codes).filter(|code| ever[*code] > 0 || is_selected(query, dimension, *code)).collect();
        if dimension.role == Role::Plain || dimension.role == Role::Region {
            // By how many there are without a filter, so that the order stays while one filters; the missing last.
            let all = measure.and_then(|(measure, _, all)| amounts(measure, all));
            let more = |a: usize, b: usize| all.as_ref().map_or_else(|| ever[a].cmp(&ever[b]), |all| all[a].by_value(&all[b]));
            let is_missing = |code: usize| code >= dimension.values.len();
            order.sort_by(|a, b| {
                stop::step();
                is_missing(*a).cmp(&is_missing(*b)).then(more(*b, *a)).then(a.cmp(b))
            });
        }
        let amounts = measure.and_then(|(measure, now, _)| amounts(measure, now));
        // Over too many values rows are counted, and said to be.
        let measure = measure.map(|(measure, ..)| measure).filter(|_| amounts.is_some());
        Values { dimension, table: *table, measure, order, counts, amounts, basis }
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

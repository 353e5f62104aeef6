//! Time: the bundle's dates as a strip to filter by, and the same question asked of an earlier date.

use super::answer::Asked;
use super::store::Store;
use crate::filter::Op;
use crate::plan::{Filter, Plan, Target, Test};
use crate::query::{Clause, Query};
use crate::report::{ChoiceOption, FacetValue, Time};
use crate::schema::{Category, Dimension};
use crate::{Schema, Text};

/// The bundle's dimension of dates.
pub(super) fn dimension(schema: &Schema) -> Option<&Dimension> {
    schema.dimension(schema.time.as_deref()?)
}

fn date_of_comparison<'a>(schema: &'a Schema, query: &Query) -> Option<(&'a Dimension, &'a Category)> {
    let (dimension, date) = (dimension(schema)?, query.vs.as_ref()?);
    Some((dimension, dimension.values.iter().find(|known| known.value == *date)?))
}

/// The plan with the date of comparison in the place of its own dates. `None`: there is nothing to compare with.
pub(super) fn earlier(store: &Store, plan: &Plan) -> Option<Plan> {
    let (dimension, date) = date_of_comparison(&store.schema, &plan.query)?;
    let is_time = |filter: &&Filter| filter.target == Target::Dimension(dimension.id.clone());
    let mut filters: Vec<Filter> = plan.filters.iter().filter(|filter| !is_time(filter)).cloned().collect();
    let values = vec![date.value.clone()];
    filters.push(Filter {
        target: Target::Dimension(dimension.id.clone()),
        test: Test::Among(values.clone()),
        clause: Clause { key: dimension.id.clone(), op: Op::Is, values },
        title: dimension.title.clone(),
        labels: vec![date.label.clone()],
        measure: None,
    });
    Some(Plan { filters, ..plan.clone() })
}

impl<'a> Asked<'a> {
    /// The same question of the date of comparison, for a measure that it can be asked of and a chart that does not show dates itself.
    pub(super) fn before(&self, measure: usize, by: &[Option<usize>]) -> Option<&Asked<'a>> {
        let earlier = self.earlier.as_deref()?;
        let time = self.store.dimension_at(self.store.schema.time.as_deref()?)?;
        let index = &self.store.measures[measure];
        let sees = self.store.tables[index.table].codes[time].is_some();
        (sees && index.growing.is_none() && !by.contains(&Some(time))).then_some(earlier)
    }

    /// The label of the date of comparison.
    pub(super) fn vs(&self) -> Option<Text> {
        Some(date_of_comparison(&self.store.schema, &self.plan.query)?.1.label.clone())
    }

    /// The strip of dates: how many rows each has under every other condition, and what can be compared with.
    pub(super) fn time(&self) -> Option<Time> {
        let schema = &self.store.schema;
        let dimension = dimension(schema)?;
        let at = self.store.dimension_at(&dimension.id)?;
        let query = &self.plan.query;
        // The table of the measure that the dimension names; else of the tables shown the one with the most dates, of equals the first.
        let dates = |table: usize| -> usize {
            let codes = self.store.tables[table].codes[at].iter().flatten();
            codes.filter(|code| (**code as usize) < dimension.values.len()).collect::<std::collections::HashSet<_>>().len()
        };
        let most = || self.shown_tables().into_iter().rev().max_by_key(|table| dates(*table));
        let measure = self.measure_counted(dimension);
        let table = measure.map(|measure| self.store.measures[measure].table).or_else(most).filter(|table| dates(*table) > 1)?;
        let facet = self.facet_in(dimension, table, measure)?;
        let tests: Vec<&Test> = self
            .plan
            .filters
            .iter()
            .filter(|filter| filter.target == Target::Dimension(dimension.id.clone()))
            .map(|filter| &filter.test)
            .collect();
        let passes = |value: &String| {
            tests.iter().all(|test| match test {
                Test::Among(values) => values.contains(value),
                Test::NoneOf(values) => !values.contains(value),
                _ => false,
            })
        };
        let mut values: Vec<FacetValue> = facet.values.into_iter().filter(|value| !value.value.is_empty()).collect();
        for value in &mut values {
            value.selected = !tests.is_empty() && passes(&value.value);
            // A date alone, or every date again.
            let alone = query.only(&dimension.id, &value.value);
            value.link = if alone.clauses == query.clauses { query.without(&dimension.id) } else { alone };
        }
        let with = |vs: Option<String>| Query { vs, page: 1, ..query.clone() };
        let none = ChoiceOption {
            label: Text::new("不比较", "Nothing"),
            link: with(None),
            selected: query.vs.is_none(),
            ..ChoiceOption::default()
        };
        let option = |value: &FacetValue| ChoiceOption {
            value: value.value.clone(),
            label: value.label.clone(),
            link: with(Some(value.value.clone())),
            selected: query.vs.as_ref() == Some(&value.value),
            why: Text::default(),
        };
        let versus = std::iter::once(none).chain(values.iter().map(option)).collect();
        Some(Time {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            counts: facet.counts,
            measure: facet.measure,
            base: query.without(&dimension.id),
            values,
            versus,
        })
    }
}

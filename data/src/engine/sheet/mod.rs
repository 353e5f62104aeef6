//! The views beside the dashboard, one file each, all of one shape: a function of [`Asked`] that answers the view's body. Which of them a
//! bundle has depends on what it declares.

mod answer;
mod compare;
pub(super) mod ladder;
mod lead;
mod race;
mod reconcile;
mod side;

use super::answer::Asked;
use super::caps::{Extent, Refusal};
use super::catalog::Catalog;
use super::explore;
use crate::query::FACET;
use crate::schema::EXPLORE;
use crate::sheet::{Body, Sheet};
use crate::{Basis, Notice, Query};

impl Catalog {
    /// The views that this bundle has, in the order of the navigation.
    pub fn views(&self) -> Vec<&'static str> {
        let schema = &self.schema;
        let facets = schema.dimensions.iter().any(|dimension| dimension.facet);
        let has = [
            ("published", !self.figures.is_empty()),
            ("reconcile", !self.figures.is_empty()),
            ("ladder", schema.ladder.is_some()),
            ("race", schema.race.is_some()),
            ("compare", facets && !schema.measures.is_empty()),
            ("lead", schema.lead.is_some()),
            ("explore", explore::is_there(schema)),
            ("answer", !schema.measures.is_empty()),
        ];
        has.into_iter().filter(|(_, has)| *has).map(|(view, _)| view).collect()
    }
}

impl Asked<'_> {
    /// What the view of the query shows. `None`: there is no such view or item here.
    pub(super) fn sheet(&self, mut notices: Vec<Notice>) -> Option<Sheet> {
        if self.plan.query.view == FACET {
            let (query, basis, body) = self.facet_page(&self.plan.query.item)?;
            return Some(self.sheet_of(query, notices, basis, body));
        }
        let query = &self.plan.query;
        let (basis, body) = match (query.view.as_str(), query.item.as_str()) {
            ("published", id) => {
                let figure = self.store.figures.iter().find(|figure| figure.statement.id == id)?;
                let checked = self.checked(figure);
                (checked.counted.as_ref().map(|counted| counted.basis).unwrap_or_default(), Body::Statement(Box::new(checked)))
            }
            ("embed", id) => {
                let panel = self.one_panel(self.plan.panel(&self.catalog().schema, id)?, Extent::Page)?;
                (panel.basis, Body::Embed(Box::new(panel)))
            }
            (view, "") if view != EXPLORE && self.store.views().contains(&view) => {
                let body = match view {
                    "reconcile" => self.reconcile(),
                    "compare" => Ok(self.compare(&mut notices)),
                    "race" => self.race(&mut notices),
                    "ladder" => self.ladder(),
                    "lead" => self.lead(),
                    _ => Ok(self.answer_facts()),
                };
                match body {
                    Ok(body) => body,
                    Err(Refusal::Unseen) => return None,
                    Err(Refusal::Beyond(why)) => (Basis::default(), Body::Refused { why }),
                }
            }
            _ => return None,
        };
        Some(self.sheet_of(canonical(query, &body), notices, basis, body))
    }

    fn sheet_of(&self, query: Query, notices: Vec<Notice>, basis: Basis, body: Body) -> Sheet {
        let compares = matches!(&body, Body::Embed(panel) if panel.vs.is_some());
        let chips = self.compared_with().filter(|_| compares).into_iter().chain(self.chips()).collect();
        Sheet { clear: self.plan.query.cleared(), bundle: self.bundle(), chips, query, notices, basis, body }
    }
}

/// The query without what its view did not understand: sides, weights, a way of adding up.
fn canonical(query: &Query, body: &Body) -> Query {
    let mut query = query.clone();
    match body {
        Body::Compare(comparison) if query.a.is_some() || !query.b.is_empty() => {
            query = query.with_sides(comparison.sides.iter().map(|side| side.key.clone()));
            // What was taken out stays out.
            query.a.get_or_insert_with(|| compare::NONE.to_string());
        }
        Body::Race(race) => {
            query.aggregation = race.aggregation;
            query.weights.retain(|(measure, _)| race.inputs.iter().any(|input| input.measure.id == *measure));
            if query.weights.iter().any(|(measure, weight)| race.inputs.iter().any(|it| it.measure.id == *measure && it.weight != *weight))
            {
                query.weights.clear();
            }
        }
        _ => {}
    }
    query
}

/// The worst of several.
fn worst(bases: impl Iterator<Item = Basis>) -> Basis {
    bases.max().unwrap_or_default()
}

//! What the list of bundles shows of each beside its words: its first chart, the years that it spans, and what became of its published figures.
//! Counted once, without a filter, for every reader. The home page asks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use data::engine::Engine;
use data::engine::store::Store;
use data::report::Panel;
use data::schema::Role;
use data::sheet::{Body, Reconciliation};
use data::statement::Status;

/// Marks of the small picture.
const MOST_MARKS: usize = 9;

/// A bundle at a glance.
#[derive(Clone, Default)]
pub struct Glimpse {
    /// Its first chart, where it has one.
    pub chart: Option<Panel>,
    /// The first and the last year of its dates and of its published figures.
    pub years: Option<[String; 2]>,
    /// How many published figures have each outcome; none where none are published.
    pub checks: Vec<(Status, u32)>,
}

/// The glimpses there are, by what is in the bundle.
#[derive(Clone, Default)]
pub struct Glimpses(Arc<Mutex<HashMap<String, Arc<Glimpse>>>>);

impl Glimpses {
    /// That of a bundle.
    pub fn of(&self, engine: &Engine, store: &Store) -> Arc<Glimpse> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(glimpse) = known().get(&store.digest).cloned() {
            return glimpse;
        }
        let glimpse = Arc::new(Glimpse::taken(engine, store));
        known().insert(store.digest.clone(), glimpse.clone());
        glimpse
    }
}

impl Glimpse {
    fn taken(engine: &Engine, store: &Store) -> Glimpse {
        let schema = &store.schema;
        let ask = |view: &str| engine.ask(&format!("/{}{view}", schema.id));
        let chart = ask("").and_then(|question| question.first_panel(MOST_MARKS));
        let reconciled = ask("/reconcile").and_then(|question| Some(question.sheet()?.body));
        let Some(Body::Reconcile(Reconciliation { rows, summary, .. })) = reconciled else {
            return Glimpse { chart, years: span(dates(store)), checks: Vec::new() };
        };
        let figures = rows.iter().filter_map(|row| row.statement.as_of.as_deref());
        let years = span(dates(store).chain(figures.filter_map(year)));
        Glimpse { chart, years, checks: summary }
    }
}

/// The years of a bundle's dates.
fn dates(store: &Store) -> impl Iterator<Item = &str> {
    let is_time = |id: &str| store.schema.time.as_deref() == Some(id);
    let dimensions = store.schema.dimensions.iter().filter(move |it| it.role == Role::Year || is_time(&it.id));
    dimensions.flat_map(|dimension| &dimension.values).filter_map(|known| year(&known.value))
}

/// The year with which a date begins: of `2024`, `2023-11` and `2020-11-01`.
fn year(date: &str) -> Option<&str> {
    let (year, rest) = date.split_at_checked(4)?;
    let is_date = year.bytes().all(|byte| byte.is_ascii_digit()) && (rest.is_empty() || rest.starts_with('-'));
    is_date.then_some(year)
}

fn span<'a>(years: impl Iterator<Item = &'a str>) -> Option<[String; 2]> {
    let years: Vec<&str> = years.collect();
    Some([years.iter().min()?.to_string(), years.iter().max()?.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_that_dates_span() {
        for (dates, expected) in [
            (&["2023-11", "2024", "2020-11-01"] as &[&str], Some(["2020", "2024"])),
            (&["2016"], Some(["2016", "2016"])),
            (&["2016Q1", "16", "第一批", "12345"], None),
        ] {
            let expected = expected.map(|years| years.map(str::to_string));
            assert_eq!(span(dates.iter().filter_map(|date| year(date))), expected, "{dates:?}");
        }
    }
}

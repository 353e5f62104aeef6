//! Loading, checking and computing with polars. Its borders speak `Query`, `Plan` and `Report`, never frames.
//!
//! - [`files`]: where a bundle's files come from. [`load`]: files to [`bundle`]. [`fault`]: what is wrong with one.
//! - [`store`]: a bundle made ready: dictionary codes and plain arrays. `measure`: inputs and accumulators.
//! - `filter`: one bit a condition and row; `ignore`: those that do not count for a part. `answer`: a whole report from these, with `panel`, `headline` and [`rows`]; `sheet`: the other views.
//! - `figures`: published figures and the checks that should reproduce them.

mod answer;
pub mod bundle;
mod dates;
mod explore;
pub mod fault;
mod figures;
pub mod files;
mod filter;
mod headline;
mod ignore;
pub mod load;
mod measure;
mod panel;
pub mod rows;
mod sheet;
pub mod store;
mod time;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::answer::Asked;
use self::fault::{Fault, FaultReport};
use self::files::Files;
use self::ignore::Ignore;
use self::rows::RowSet;
use self::store::Store;
use crate::plan::Plan;
use crate::report::{BundleInfo, Chip, Panel, Published, Report, TableCount};
use crate::schema::PanelSpec;
use crate::{Notice, Query, Schema, Sheet, Text};

/// Every bundle served: a cheap handle.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    stores: BTreeMap<String, Arc<Store>>,
    order: Vec<String>,
    faulty: Vec<FaultReport>,
}

impl Engine {
    /// Loads bundles in the order given. A faulty one is not served; its report is kept.
    pub fn open<'a>(bundles: impl IntoIterator<Item = (String, &'a dyn Files)>) -> Engine {
        let mut inner = Inner { stores: BTreeMap::new(), order: Vec::new(), faulty: Vec::new() };
        for (id, files) in bundles {
            if inner.stores.contains_key(&id) {
                inner.faulty.push(fault_of_bundle(
                    &id,
                    "bundle_id",
                    Text::new(
                        format!("已有同名数据包“{id}”，请改文件夹名。"),
                        format!("There is a bundle “{id}” already: rename the folder."),
                    ),
                ));
                continue;
            }
            match open_one(&id, files) {
                Ok(store) => {
                    inner.order.push(id.clone());
                    inner.stores.insert(id, Arc::new(store));
                }
                Err(report) => inner.faulty.push(report),
            }
        }
        Engine { inner: Arc::new(inner) }
    }

    /// The bundles served, in the order given.
    pub fn bundles(&self) -> impl Iterator<Item = &Arc<Store>> {
        self.inner.order.iter().filter_map(|id| self.inner.stores.get(id))
    }

    /// What is wrong with the bundles that are not served.
    pub fn faulty(&self) -> &[FaultReport] {
        &self.inner.faulty
    }

    /// Asks a bundle a URL. `None`: there is no such bundle.
    pub fn ask(&self, url: &str) -> Option<Question> {
        self.ask_for(url, None)
    }

    /// Asks a bundle a URL for a file of one table. `None`: there is no such bundle or table.
    pub fn ask_table(&self, url: &str, table: &str) -> Option<Question> {
        self.ask_for(url, Some(table)).filter(|question| question.store.schema.table(table).is_some())
    }

    fn ask_for(&self, url: &str, table: Option<&str>) -> Option<Question> {
        let (query, mut notices) = Query::parse(url);
        let store = self.inner.stores.get(&query.bundle)?.clone();
        let (plan, unresolved) = query.resolve(&store.schema, table);
        notices.extend(unresolved);
        Some(Question { store, plan, notices })
    }
}

/// Loads and makes ready one bundle, as the server and `check` do.
pub fn open_one(id: &str, files: &dyn Files) -> Result<Store, FaultReport> {
    let bundle = load::load(id, files)?;
    let warnings = bundle.warnings.clone();
    Store::new(bundle).map_err(|faults| {
        let mut report = FaultReport { warnings, ..FaultReport::new(id) };
        faults.into_iter().for_each(|fault| report.push(fault));
        report
    })
}

fn fault_of_bundle(id: &str, rule: &'static str, text: Text) -> FaultReport {
    let mut report = FaultReport::new(id);
    report.push(Fault { file: "datapackage.json".into(), row: None, column: None, value: Some(id.into()), rule, text });
    report
}

/// What a file is about: its name and its sidecar say it.
pub struct Scope {
    /// The bundle.
    pub bundle: BundleInfo,
    /// The conditions that its rows follow, in words.
    pub filter: Vec<Chip>,
    /// The conditions of the address that its rows do not follow.
    pub ignored: Vec<Chip>,
    /// How many rows of each table match.
    pub counts: Vec<TableCount>,
}

/// A URL asked of a bundle, resolved: what it means, and what of it was not understood.
pub struct Question {
    store: Arc<Store>,
    /// Its meaning.
    pub plan: Plan,
    /// What was not understood.
    pub notices: Vec<Notice>,
}

impl Question {
    /// The bundle's schema.
    pub fn schema(&self) -> &Schema {
        &self.store.schema
    }

    /// SHA-256 over the bundle's files, in hex.
    pub fn digest(&self) -> &str {
        &self.store.digest
    }

    /// Whether the bundle has the view that is asked for.
    pub fn has_view(&self) -> bool {
        let view = self.plan.query.view.as_str();
        view.is_empty() || self.store.views().contains(&view)
    }

    /// The whole report. Notices are in it.
    pub fn report(&self) -> Report {
        self.asked().report(self.notices.clone())
    }

    /// The rows of the plan's table that match, all of them.
    pub fn rows(&self) -> Option<RowSet> {
        RowSet::new(self.store.clone(), &self.plan)
    }

    /// One panel with every mark: no 'others'. `None`: there is no such panel.
    pub fn panel_whole(&self, id: &str) -> Option<Panel> {
        self.asked().panel(&PanelSpec { top: None, ..self.spec(id)?.clone() })
    }

    /// One panel as the page shows it. `None`: there is no such panel.
    pub fn panel(&self, id: &str) -> Option<Panel> {
        self.asked().panel(self.spec(id)?)
    }

    /// Whether there is a panel of this id.
    pub fn has_panel(&self, id: &str) -> bool {
        self.spec(id).is_some()
    }

    fn spec(&self, id: &str) -> Option<&PanelSpec> {
        self.plan.panel(&self.store.schema, id)
    }

    /// The bundle in a few words.
    pub fn bundle(&self) -> BundleInfo {
        self.asked().bundle()
    }

    /// What a file of the plan's table is about. `None`: there is no such table.
    pub fn scope(&self) -> Option<Scope> {
        self.scope_of(self.store.table_at(&self.plan.table)?, &Ignore::NOTHING)
    }

    /// What a file of a panel is about: its own conditions do not narrow it. `None`: there is no such panel.
    pub fn panel_scope(&self, id: &str) -> Option<Scope> {
        let spec = self.spec(id)?;
        let table = self.store.measures[self.store.measure_at(&spec.measure)?].table;
        self.scope_of(table, &self.asked().own_conditions(spec)?)
    }

    fn scope_of(&self, table: usize, ignore: &Ignore) -> Option<Scope> {
        let asked = self.asked();
        let [filter, ignored] = asked.followed(table, ignore);
        Some(Scope { bundle: asked.bundle(), filter, ignored, counts: asked.counts(0) })
    }

    /// The published figures that rows of `table` should reproduce.
    pub fn statements(&self, table: &str) -> Vec<Published> {
        self.store.table_at(table).map(|table| self.store.figures_of_table(table, &self.plan.query)).unwrap_or_default()
    }

    /// What the view of the query shows, beside the dashboard and the list of published figures, which are reports. `None`: there is no such
    /// view or item in this bundle.
    pub fn sheet(&self) -> Option<Sheet> {
        self.asked().sheet(self.notices.clone())
    }

    fn asked(&self) -> Asked<'_> {
        Asked::new(&self.store, &self.plan)
    }
}

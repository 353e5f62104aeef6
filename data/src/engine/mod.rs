//! Loading, checking and counting. Its borders speak `Query`, `Plan` and `Report`, never frames.
//!
//! - [`files`]: where a bundle's files come from. [`limits`]: how much a bundle may be. [`load`]: files to [`bundle`]. [`ram`]: how much there is. [`fault`]: what is wrong with one.
//! - [`store`]: a bundle made ready: its [`catalog`], and the [`backend`] that counts its rows, which is `memory`.
//! - [`ask`]: what is to be counted; `coordinate`: the same in fewer counts, from `rollups` where it can; [`groups`] of [`accumulator`]s: what was; [`evaluator`]: what it comes to.
//! - [`condition`]: what rows pass; `ignore`: what does not count for a part. `caps`: how much of it. `chips`: the same in words.
//! - `answer`: a whole report: its parts `tile`, `facet`, `panel`, `time` and [`rows`] are declared, then assembled; `sheet`: the other views.
//! - `figures`: published figures and the checks that should reproduce them.

pub mod accumulator;
mod answer;
pub mod ask;
pub mod backend;
mod budget;
pub mod bundle;
mod caps;
pub mod catalog;
mod chips;
pub mod condition;
mod coordinate;
mod dates;
pub mod evaluator;
mod explore;
mod facet;
pub mod fault;
mod figures;
pub mod files;
pub mod groups;
mod ignore;
mod intervals;
pub mod limits;
pub mod load;
mod memory;
mod panel;
pub mod ram;
mod rollups;
pub mod rows;
mod sheet;
pub mod store;
mod texts;
mod tile;
mod time;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arc_swap::ArcSwap;

use self::answer::Asked;
pub use self::answer::Work;
use self::budget::Budget;
pub use self::caps::Caps;
use self::caps::Extent;
use self::fault::{Fault, FaultReport};
use self::files::Files;
use self::ignore::Ignore;
use self::limits::Limits;
use self::load::PACKAGE;
use self::rows::RowSet;
use self::store::Store;
use crate::plan::Plan;
use crate::report::{BundleInfo, Chip, Panel, Published, Report, TableCount};
use crate::schema::PanelSpec;
use crate::{Notice, Query, Schema, Sheet, Text};

/// Every bundle: a cheap handle. Bundles come into it while it answers; who reads it waits for no one.
#[derive(Clone)]
pub struct Engine {
    slots: Arc<ArcSwap<Vec<Slot>>>,
    caps: Caps,
}

/// A bundle in its place.
#[derive(Clone)]
struct Slot {
    id: String,
    state: State,
}

#[derive(Clone)]
enum State {
    Loading,
    Served(Arc<Store>),
    Faulty(Arc<FaultReport>),
}

impl Engine {
    /// Loads bundles in the order given, within the usual limits. A faulty one is not served; its report is kept.
    pub fn open<'a>(bundles: impl IntoIterator<Item = (String, &'a dyn Files)>) -> Engine {
        let (ids, files): (Vec<String>, Vec<&dyn Files>) = bundles.into_iter().unzip();
        let engine = Engine::awaiting(ids);
        for (at, files) in files.into_iter().enumerate() {
            // What is wrong with it is kept.
            engine.load(at, files, &Limits::default()).ok();
        }
        engine
    }

    /// An engine whose bundles are all still to [`load`](Engine::load). Of two with one id the second is faulty.
    pub fn awaiting(ids: impl IntoIterator<Item = String>) -> Engine {
        let mut slots: Vec<Slot> = Vec::new();
        for id in ids {
            let is_known = slots.iter().any(|known| known.id == id);
            let state = if is_known { State::Faulty(Arc::new(id_taken(&id))) } else { State::Loading };
            slots.push(Slot { id, state });
        }
        Engine { slots: Arc::new(ArcSwap::from_pointee(slots)), caps: Caps::default() }
    }

    /// An engine that serves these bundles.
    pub fn serving(stores: impl IntoIterator<Item = Store>) -> Engine {
        let slot = |store: Store| Slot { id: store.schema.id.clone(), state: State::Served(Arc::new(store)) };
        Engine { slots: Arc::new(ArcSwap::from_pointee(stores.into_iter().map(slot).collect())), caps: Caps::default() }
    }

    /// Loads the bundle at a place, which is served or faulty from then on.
    pub fn load(&self, at: usize, files: &dyn Files, limits: &Limits) -> Result<Arc<Store>, Arc<FaultReport>> {
        let slots = self.slots.load();
        let Slot { id, state } = &slots[at];
        if let State::Faulty(report) = state {
            return Err(report.clone());
        }
        // A bundle that breaks the loader must not be waited for, nor keep the others out.
        let outcome = catch_unwind(AssertUnwindSafe(|| open_one(id, files, limits))).unwrap_or_else(|_| Err(broken(id)));
        let outcome = outcome.map(Arc::new).map_err(Arc::new);
        let state = match &outcome {
            Ok(store) => State::Served(store.clone()),
            Err(report) => State::Faulty(report.clone()),
        };
        self.slots.rcu(|slots| {
            let mut slots = Vec::clone(slots);
            slots[at].state = state.clone();
            slots
        });
        outcome
    }

    /// Asks each dashboard without a filter, with one on each facet and with words in each table, so that first clicks find what they need ready.
    pub fn warm(&self) {
        for store in self.bundles() {
            let schema = &store.schema;
            let all = Query { bundle: schema.id.clone(), ..Query::default() };
            let facets = schema.dimensions.iter().filter(|dimension| dimension.facet);
            let clicks = facets.filter_map(|dimension| Some(all.only(&dimension.id, &dimension.values.first()?.value)));
            let searches = schema.tabs.iter().map(|tab| Query { q: Some("a".into()), ..all.on_tab(&tab.table) });
            for query in std::iter::once(all.clone()).chain(clicks).chain(searches) {
                let (plan, _) = query.resolve(schema, None);
                Asked::new(&store, &plan, self.caps).report(Vec::new());
            }
        }
    }

    /// The same with other caps on what one part of an answer may take.
    pub fn with_caps(self, caps: Caps) -> Engine {
        Engine { caps, ..self }
    }

    /// The bundles served, in the order given.
    pub fn bundles(&self) -> impl Iterator<Item = Arc<Store>> + use<> {
        self.each(|slot| match &slot.state {
            State::Served(store) => Some(store.clone()),
            _ => None,
        })
    }

    /// What is wrong with the bundles that are not served.
    pub fn faulty(&self) -> Vec<Arc<FaultReport>> {
        let faulty = self.each(|slot| match &slot.state {
            State::Faulty(report) => Some(report.clone()),
            _ => None,
        });
        faulty.collect()
    }

    /// The ids of the bundles that are still loading.
    pub fn loading(&self) -> Vec<String> {
        self.each(|slot| matches!(slot.state, State::Loading).then(|| slot.id.clone())).collect()
    }

    /// Whether this bundle is still loading.
    pub fn is_loading(&self, id: &str) -> bool {
        self.slots.load().iter().any(|slot| slot.id == id && matches!(slot.state, State::Loading))
    }

    fn each<T>(&self, pick: impl Fn(&Slot) -> Option<T>) -> std::vec::IntoIter<T> {
        self.slots.load().iter().filter_map(pick).collect::<Vec<_>>().into_iter()
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
        let store = self.bundles().find(|store| store.schema.id == query.bundle)?;
        let (plan, unresolved) = query.resolve(&store.schema, table);
        notices.extend(unresolved);
        Some(Question { store, plan, notices, caps: self.caps })
    }
}

/// Loads and makes ready one bundle within limits, as the server and `check` do.
pub fn open_one(id: &str, files: &dyn Files, limits: &Limits) -> Result<Store, FaultReport> {
    let mut budget = Budget::new(limits);
    let bundle = load::load_within(id, files, &mut budget)?;
    let warnings = bundle.warnings.clone();
    Store::new(bundle, &mut budget).map_err(|faults| {
        let mut report = FaultReport { warnings, ..FaultReport::new(id) };
        faults.into_iter().for_each(|fault| report.push(fault));
        report
    })
}

fn id_taken(id: &str) -> FaultReport {
    let text = Text::new(format!("已有同名数据包“{id}”，请改文件夹名。"), format!("There is a bundle “{id}” already: rename the folder."));
    alone(Fault::new(PACKAGE, "bundle_id", text).value(id), id)
}

fn broken(id: &str) -> FaultReport {
    let text = Text::new(
        "载入程序自身出错，已写入日志：请将此数据包报告给开发者。",
        "The loader itself broke, as the log says: please report this bundle to the developers.",
    );
    alone(Fault::new(PACKAGE, "internal", text), id)
}

fn alone(fault: Fault, id: &str) -> FaultReport {
    let mut report = FaultReport::new(id);
    report.push(fault);
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
}

/// A URL asked of a bundle, resolved: what it means, and what of it was not understood.
pub struct Question {
    store: Arc<Store>,
    /// Its meaning.
    pub plan: Plan,
    /// What was not understood.
    pub notices: Vec<Notice>,
    /// What one part of the answer may take.
    caps: Caps,
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

    /// The same, and what it took.
    pub fn measured(&self) -> (Report, Work) {
        let asked = self.asked();
        (asked.report(self.notices.clone()), asked.work.get())
    }

    /// The rows of the plan's table that match, all of them.
    pub fn rows(&self) -> Option<RowSet> {
        RowSet::new(self.store.clone(), &self.plan)
    }

    /// One panel with every mark, for a file: no 'others', no links. `None`: there is no such panel.
    pub fn panel_whole(&self, id: &str) -> Option<Panel> {
        self.asked().one_panel(&PanelSpec { top: None, ..self.spec(id)?.clone() }, Extent::File)
    }

    /// One panel as the page shows it. `None`: there is no such panel.
    pub fn panel(&self, id: &str) -> Option<Panel> {
        self.asked().one_panel(self.spec(id)?, Extent::Page)
    }

    /// The first panel of the bundle, of at most so many marks: for a small picture of it.
    pub fn first_panel(&self, most: usize) -> Option<Panel> {
        let spec = self.store.schema.panels.first()?;
        let top = Some(spec.top.map_or(most, |top| top.min(most)));
        self.asked().one_panel(&PanelSpec { top, ..spec.clone() }, Extent::Page)
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
        Some(self.scope_of(self.store.table_at(&self.plan.table)?, &Ignore::NOTHING))
    }

    /// What a file of a panel is about: neither its own conditions narrow it nor those on dates that it is of one of; the date that it is
    /// compared with is said. `None`: there is no such panel.
    pub fn panel_scope(&self, panel: &Panel) -> Option<Scope> {
        let spec = self.spec(&panel.id)?;
        let (asked, at) = (self.asked(), self.store.measure_at(&spec.measure)?);
        let mut scope = self.scope_of(self.store.measures[at].table, &asked.own_conditions(spec)?.and(&asked.on_dates_of(at)));
        scope.filter.extend(asked.compared_with().filter(|_| panel.vs.is_some()));
        Some(scope)
    }

    fn scope_of(&self, table: usize, ignore: &Ignore) -> Scope {
        let asked = self.asked();
        let [filter, ignored] = asked.followed(table, ignore);
        Scope { bundle: asked.bundle(), filter, ignored }
    }

    /// How many rows of each table shown match.
    pub fn counts(&self) -> Vec<TableCount> {
        self.asked().counts()
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
        Asked::new(&self.store, &self.plan, self.caps)
    }
}

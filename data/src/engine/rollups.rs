//! Rollups: counts without any condition, kept from one question to the next while they are small beside the rows and all together within a budget.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ask::{By, Count, Of};
use super::catalog::Catalog;
use super::coordinate::is_of;
use super::groups::{Groups, TooMany};

/// A rollup has at most a group for so many rows of its table,
const ROWS_A_GROUP: usize = 8;

/// and all of a bundle together one for so many rows of it.
const ROWS_A_GROUP_OF_ALL: usize = 4;

/// Groups that any rollup, and that all of a bundle may have however few its rows are.
const FEW_GROUPS: usize = 4_096;
const FEW_GROUPS_OF_ALL: usize = 200_000;

/// What is counted of every row, and by what: rising.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Rollup {
    pub(super) of: Of,
    pub(super) by: Vec<By>,
}

/// The rollups of a bundle.
#[derive(Default)]
pub(super) struct Rollups {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    rollups: HashMap<Rollup, (Arc<Groups>, u64)>,
    /// Those that were found to be too large.
    too_large: HashSet<Rollup>,
    /// Groups of all together.
    groups: usize,
    /// Counts the times that one is looked for.
    clock: u64,
    /// How many groups all together may have.
    most: usize,
}

impl Rollups {
    /// Room for the rollups of a bundle.
    pub(super) fn of(catalog: &Catalog) -> Rollups {
        let rows: usize = catalog.tables.iter().map(|table| table.rows).sum();
        Rollups { kept: Mutex::new(Kept { most: (rows / ROWS_A_GROUP_OF_ALL).max(FEW_GROUPS_OF_ALL), ..Kept::default() }) }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The smallest rollup that has what is wanted, and what it is by.
    pub(super) fn get(&self, catalog: &Catalog, wanted: &Rollup) -> Option<(Vec<By>, Arc<Groups>)> {
        let mut kept = self.kept();
        kept.clock += 1;
        let now = kept.clock;
        let has = |known: &Rollup| is_of(catalog, known.of, wanted.of) && wanted.by.iter().all(|by| known.by.contains(by));
        let found = kept.rollups.iter_mut().filter(|(known, _)| has(known)).min_by_key(|(_, (groups, _))| groups.len());
        found.map(|(rollup, (groups, used))| {
            *used = now;
            (rollup.by.clone(), groups.clone())
        })
    }

    /// Whether a rollup is worth counting.
    pub(super) fn may(&self, catalog: &Catalog, rollup: &Rollup) -> bool {
        let sizes = rollup.by.iter().map(|by| catalog.size(rollup.of, *by) as u128);
        // Codes of each group must be digits of one number.
        sizes.fold(1_u128, u128::saturating_mul) < u128::MAX && !self.kept().too_large.contains(rollup)
    }

    /// The count of a rollup.
    pub(super) fn count(&self, catalog: &Catalog, rollup: &Rollup) -> Count {
        Count { of: rollup.of, passing: Vec::new(), by: rollup.by.clone(), most: most(catalog, rollup) }
    }

    /// Keeps what was counted of a rollup; those that were not looked for longest make room.
    pub(super) fn put(&self, catalog: &Catalog, rollup: Rollup, counted: &Result<Arc<Groups>, TooMany>) {
        let mut kept = self.kept();
        let Ok(groups) = counted else {
            kept.too_large.insert(rollup);
            return;
        };
        if groups.len() > kept.most.min(most(catalog, &rollup)) {
            return;
        }
        while kept.groups + groups.len() > kept.most {
            let Some(oldest) = kept.rollups.iter().min_by_key(|(_, (_, used))| *used).map(|(rollup, _)| rollup.clone()) else { break };
            kept.groups -= kept.rollups.remove(&oldest).map_or(0, |(groups, _)| groups.len());
        }
        let (size, now) = (groups.len(), kept.clock);
        let before = kept.rollups.insert(rollup, (groups.clone(), now));
        kept.groups = kept.groups + size - before.map_or(0, |(groups, _)| groups.len());
    }
}

/// How many groups a rollup may have.
fn most(catalog: &Catalog, rollup: &Rollup) -> usize {
    (catalog.tables[catalog.table_of(rollup.of)].rows / ROWS_A_GROUP).max(FEW_GROUPS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Basis;
    use crate::engine::catalog::TableFacts;

    /// A rollup of so many groups.
    fn groups(count: u32) -> Result<Arc<Groups>, TooMany> {
        let mut groups = Groups::room(vec![count as usize], usize::MAX);
        (0..count).try_for_each(|code| groups.at(&[code]).map(|acc| acc.row(Basis::Published)))?;
        Ok(Arc::new(groups))
    }

    #[test]
    fn the_oldest_make_room() {
        let facts = TableFacts { rows: 1_000_000, worst: Basis::Published, has: Vec::new(), reaches: Vec::new(), dates: 0 };
        let schema = crate::Schema { dimensions: vec![crate::schema::Dimension::default(); 9], ..crate::Schema::default() };
        let catalog = Catalog { schema, tables: vec![facts], ..Catalog::default() };
        let rollups = Rollups::of(&catalog);
        let rollup = |at: &[usize]| Rollup { of: Of::Table(0), by: at.iter().map(|at| By::Dimension(*at)).collect() };
        let has = |at: &[usize]| rollups.get(&catalog, &rollup(at)).map(|(_, groups)| groups.len());
        // All together a quarter of a million, each an eighth.
        rollups.put(&catalog, rollup(&[0, 1]), &groups(100_000));
        rollups.put(&catalog, rollup(&[2]), &groups(100_000));
        rollups.put(&catalog, rollup(&[7]), &groups(125_001));
        assert_eq!([has(&[0, 1]), has(&[1]), has(&[2]), has(&[7])], [Some(100_000), Some(100_000), Some(100_000), None]);
        assert_eq!(has(&[0]), Some(100_000));
        rollups.put(&catalog, rollup(&[3]), &groups(60_000));
        assert_eq!([has(&[0, 1]), has(&[2]), has(&[3])], [Some(100_000), None, Some(60_000)]);
        // The smallest that will do.
        rollups.put(&catalog, rollup(&[1]), &groups(9));
        assert_eq!(has(&[1]), Some(9));
        rollups.put(&catalog, rollup(&[8]), &Err(TooMany));
        assert_eq!([7, 8].map(|at| rollups.may(&catalog, &rollup(&[at]))), [true, false]);
    }
}

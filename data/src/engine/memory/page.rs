//! The rows of a listing.

use super::Reading;
use crate::engine::backend::Listing;
use crate::stop;

/// Fewer rows than one of so many are sorted by themselves, where there is no order of all yet.
const FEW: usize = 16;

impl Reading<'_> {
    /// The rows of a listing.
    pub(super) fn listed(&self, listing: &Listing, skip: usize, take: usize) -> Vec<u32> {
        let (schema, count) = (&self.catalog.schema, self.memory.tables[listing.table].count);
        let mask = (!listing.passing.is_empty()).then(|| self.mask(listing.table));
        let bits = mask.as_ref().map(|mask| mask.bits(&listing.passing)).unwrap_or_default();
        let passes = |row: &u32| {
            stop::step();
            mask.as_ref().is_none_or(|mask| mask.passes(*row as usize, &bits))
        };
        let in_file = || (0..count as u32).filter(passes);
        let page = |rows: &mut dyn Iterator<Item = u32>| rows.skip(skip).take(take).collect();
        let Some((column, descending)) = &listing.sort else { return page(&mut in_file()) };
        let key = (listing.table, column.clone(), *descending);
        if mask.is_some() && self.memory.kept_order(&key).is_none() {
            let most = count / FEW;
            let few: Vec<u32> = in_file().take(most + 1).collect();
            if few.len() <= most {
                return page(&mut self.memory.ordered(schema, &key, few).into_iter());
            }
        }
        match self.memory.order(schema, key) {
            Some(order) => page(&mut order.iter().copied().filter(passes)),
            None => page(&mut in_file()),
        }
    }
}

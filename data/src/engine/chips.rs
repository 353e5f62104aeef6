//! The conditions of a filter in words: a chip each, those that rows of a table follow, and those that it cannot see.

use super::answer::Asked;
use super::ignore::Ignore;
use crate::Text;
use crate::filter::Op;
use crate::plan::Filter;
use crate::query::Query;
use crate::report::Chip;

/// Values of a condition that have a chip each.
const MOST_CHIPS: usize = 20;

/// Values named of a condition that has more.
const MOST_NAMED: usize = 3;

impl Asked<'_> {
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
            let follows = self.sees(table, at) && !ignore.has(at);
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

    /// Titles of the filters that a table cannot see, and of those on dates that do not apply to what is shown of it; but for those on what it
    /// is shown by, `own`.
    pub(super) fn ignores(&self, table: usize, own: &Ignore, dates: &Ignore) -> Vec<Text> {
        let title = |(at, filter): (usize, &Filter)| match self.sees(table, at) {
            _ if own.has(at) => None,
            false => Some(self.store.blind(table, filter)),
            true => dates.has(at).then(|| filter.title.clone()),
        };
        let mut titles: Vec<Text> = self.plan.filters.iter().enumerate().filter_map(title).collect();
        titles.sort();
        titles.dedup();
        titles
    }
}

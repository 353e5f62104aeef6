//! Groups: the combinations of codes that rows fall into by some dimensions. Only those that occur take room, and never more than a cap.

use std::collections::HashMap;

use super::answer::Asked;
use super::caps::Refusal;
use crate::Missing;

/// Up to so many possible groups the places of all stand in a plain table.
const TABLE: u128 = 1 << 16;

/// No place yet.
const NOWHERE: u32 = u32::MAX;

/// The groups that rows of a table fall into.
pub(super) struct Groups<'a> {
    codes: Vec<(&'a [u32], usize)>,
    /// How many of them may occur.
    most: usize,
}

impl Groups<'_> {
    /// The group of a row: its codes as the digits of one number, the last dimension's turning fastest. Three dimensions of a `u32` of values
    /// each fit.
    pub(super) fn of(&self, row: usize) -> u128 {
        self.codes.iter().fold(0, |group, (codes, size)| group * *size as u128 + u128::from(codes[row]))
    }

    /// Room for something of each group that occurs.
    pub(super) fn room<T: Default>(&self) -> Grouped<T> {
        let sizes: Vec<usize> = self.codes.iter().map(|(_, size)| *size).collect();
        let possible: u128 = sizes.iter().map(|size| *size as u128).product();
        let places = if possible <= TABLE { Places::Table(vec![NOWHERE; possible as usize]) } else { Places::Map(HashMap::new()) };
        Grouped { sizes, places, found: Vec::new(), none: T::default(), most: self.most }
    }
}

/// Something of each group that occurs.
pub(super) struct Grouped<T> {
    sizes: Vec<usize>,
    places: Places,
    found: Vec<T>,
    /// What is known of a group that does not occur.
    none: T,
    most: usize,
}

enum Places {
    Table(Vec<u32>),
    Map(HashMap<u128, u32>),
}

impl<T: Default> Grouped<T> {
    /// What is known of a group, to add to. `None`: it would be one too many.
    pub(super) fn at(&mut self, group: u128) -> Option<&mut T> {
        let place = match &mut self.places {
            Places::Table(places) => &mut places[group as usize],
            Places::Map(places) if places.len() >= self.most && !places.contains_key(&group) => return None,
            Places::Map(places) => places.entry(group).or_insert(NOWHERE),
        };
        if *place == NOWHERE {
            if self.found.len() >= self.most {
                return None;
            }
            *place = self.found.len() as u32;
            self.found.push(T::default());
        }
        self.found.get_mut(*place as usize)
    }

    /// What is known of each group that occurs, and of those that do not.
    pub(super) fn each(&self) -> impl Iterator<Item = &T> {
        self.found.iter().chain([&self.none])
    }

    /// The same, to change.
    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.found.iter_mut().chain([&mut self.none])
    }

    /// What is known of the group of these codes, one for each dimension.
    pub(super) fn get(&self, codes: &[usize]) -> &T {
        let group = codes.iter().zip(&self.sizes).fold(0, |group, (code, size)| group * *size as u128 + *code as u128);
        let place = match &self.places {
            Places::Table(places) => places.get(group as usize),
            Places::Map(places) => places.get(&group),
        };
        place.and_then(|place| self.found.get(*place as usize)).unwrap_or(&self.none)
    }
}

impl Asked<'_> {
    /// How many codes a dimension has: its values, then its kinds of missing.
    pub(super) fn codes(&self, dimension: usize) -> usize {
        self.store.schema.dimensions[dimension].values.len() + Missing::OF_CELLS.len()
    }

    /// The groups that rows of a table fall into by `dimensions`.
    pub(super) fn groups(&self, table: usize, dimensions: &[usize]) -> Result<Groups<'_>, Refusal> {
        let codes = |at: &usize| Some((self.store.tables[table].codes[*at].as_deref()?, self.codes(*at)));
        let codes: Option<Vec<(&[u32], usize)>> = dimensions.iter().map(codes).collect();
        Ok(Groups { codes: codes.ok_or(Refusal::Unseen)?, most: self.caps.groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_that_occur_take_room() {
        let (many, few): (Vec<u32>, Vec<u32>) = ((0..1000).map(|row| row * 90).collect(), vec![0, 1, 1, 2]);
        type Case<'a> = (Vec<(&'a [u32], usize)>, usize, usize);
        let cases: [Case<'_>; 3] =
            [(vec![(&many, 100_000), (&many, 100_000), (&many, 100_000)], 1000, 1000), (vec![(&few, 3)], 4, 3), (vec![], 4, 1)];
        for (codes, rows, groups) in cases {
            let groups_of = Groups { codes, most: 1000 };
            let mut counts = groups_of.room::<u32>();
            for row in 0..rows {
                *counts.at(groups_of.of(row)).expect("within the cap") += 1;
            }
            assert_eq!((counts.found.len(), counts.found.iter().sum::<u32>()), (groups, rows as u32));
        }
        let groups = Groups { codes: vec![(&few, 3)], most: 9 };
        let mut counts = groups.room::<u32>();
        (0..4).for_each(|row| *counts.at(groups.of(row)).expect("within the cap") += 1);
        assert_eq!([0, 1, 2].map(|code| *counts.get(&[code])), [1, 2, 1]);
    }

    #[test]
    fn one_group_too_many_is_none() {
        let codes: Vec<u32> = (0..100_000).collect();
        for size in [100_000, 50_000] {
            let groups = Groups { codes: vec![(&codes[..size], size)], most: 10 };
            let mut counts = groups.room::<u32>();
            let counted = (0..size).take_while(|row| counts.at(groups.of(*row)).is_some()).count();
            assert_eq!((counted, counts.found.len()), (10, 10));
            assert!(counts.at(0).is_some() && counts.at(11).is_none());
        }
    }
}

//! Groups: an accumulator for each combination of codes that rows have. Only those that occur take room, and never more than a cap.

use std::collections::HashMap;

use super::accumulator::Accumulator;
use crate::Basis;

/// Up to so many possible groups the places of all stand in a plain table.
const TABLE: u128 = 1 << 16;

/// No place yet.
const NOWHERE: u32 = u32::MAX;

/// There are more groups than may be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// What is known of each group that occurs.
#[derive(Clone, Debug)]
pub struct Groups {
    /// How many codes each of the things has that rows fall into groups by.
    sizes: Vec<usize>,
    places: Places,
    found: Vec<(u128, Accumulator)>,
    /// What is known of a group that does not occur.
    none: Accumulator,
    most: usize,
}

#[derive(Clone, Debug)]
enum Places {
    Table(Vec<u32>),
    Map(HashMap<u128, u32>),
}

impl Groups {
    /// Room for groups by things of so many codes each; at most `most` of them.
    pub fn room(sizes: Vec<usize>, most: usize) -> Groups {
        let possible: u128 = sizes.iter().map(|size| *size as u128).product();
        let places = if possible <= TABLE { Places::Table(vec![NOWHERE; possible as usize]) } else { Places::Map(HashMap::new()) };
        Groups { sizes, places, found: Vec::new(), none: Accumulator::default(), most }
    }

    /// The group of some codes, one for each thing: the digits of one number, the last one's turning fastest. Three dimensions of a `u32` of
    /// values each fit.
    pub fn group(&self, codes: impl Iterator<Item = usize>) -> u128 {
        codes.zip(&self.sizes).fold(0, |group, (code, size)| group * *size as u128 + code as u128)
    }

    /// The codes of a group.
    fn codes(&self, mut group: u128) -> Vec<usize> {
        let mut codes = vec![0; self.sizes.len()];
        for (code, size) in codes.iter_mut().zip(&self.sizes).rev() {
            (*code, group) = ((group % *size as u128) as usize, group / *size as u128);
        }
        codes
    }

    /// What is known of a group, to add to.
    pub fn at(&mut self, group: u128) -> Result<&mut Accumulator, TooMany> {
        let place = match &mut self.places {
            Places::Table(places) => &mut places[group as usize],
            Places::Map(places) if places.len() >= self.most && !places.contains_key(&group) => return Err(TooMany),
            Places::Map(places) => places.entry(group).or_insert(NOWHERE),
        };
        if *place == NOWHERE {
            if self.found.len() >= self.most {
                return Err(TooMany);
            }
            *place = self.found.len() as u32;
            self.found.push((group, Accumulator::default()));
        }
        Ok(&mut self.found[*place as usize].1)
    }

    /// Ends the counting: a group that does not occur, and one without rows, rests on the worst that the others rest on, or, where there are none,
    /// on `else_on`.
    pub fn rest_on(mut self, else_on: Basis) -> Groups {
        let worst = self.found.iter().filter_map(|(_, acc)| acc.basis()).max().or(Some(else_on));
        self.none.rest_on(worst);
        self.found.iter_mut().for_each(|(_, acc)| acc.rest_on(worst));
        self
    }

    /// The worst that any rests on, and what those without rows do.
    pub fn worst(&self) -> Option<Basis> {
        self.found.iter().map(|(_, acc)| acc).chain([&self.none]).filter_map(Accumulator::basis).max()
    }

    /// What is known of the group of these codes, one for each thing.
    pub fn get(&self, codes: &[usize]) -> &Accumulator {
        let group = self.group(codes.iter().copied());
        let place = match &self.places {
            Places::Table(places) => places.get(group as usize),
            Places::Map(places) => places.get(&group),
        };
        place.and_then(|place| self.found.get(*place as usize)).map_or(&self.none, |(_, acc)| acc)
    }

    /// Each group that occurs, with its codes.
    pub fn each(&self) -> impl Iterator<Item = (Vec<usize>, &Accumulator)> {
        self.found.iter().map(|(group, acc)| (self.codes(*group), acc))
    }

    /// How many groups occur.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// True when none occurs.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The same rows in fewer groups, at most `most`: by the things at `kept` alone, in that order.
    pub fn merged(&self, kept: &[usize], most: usize) -> Result<Groups, TooMany> {
        let mut fewer = Groups::room(kept.iter().map(|at| self.sizes[*at]).collect(), most);
        for (codes, acc) in self.each() {
            let group = fewer.group(kept.iter().map(|at| codes[*at]));
            fewer.at(group)?.merge(acc);
        }
        Ok(fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts rows of these codes.
    fn counted(sizes: &[usize], rows: &[Vec<usize>], most: usize) -> Result<Groups, TooMany> {
        let mut groups = Groups::room(sizes.to_vec(), most);
        for codes in rows {
            let group = groups.group(codes.iter().copied());
            groups.at(group)?.row(Basis::Published);
        }
        Ok(groups)
    }

    #[test]
    fn only_groups_that_occur_take_room() {
        let many: Vec<Vec<usize>> = (0..1000).map(|row| vec![row * 90; 3]).collect();
        let few: Vec<Vec<usize>> = [0, 1, 1, 2].map(|code| vec![code]).to_vec();
        let none: Vec<Vec<usize>> = vec![Vec::new(); 4];
        for (sizes, rows, groups) in [(vec![100_000; 3], &many, 1000), (vec![3], &few, 3), (vec![], &none, 1)] {
            let counts = counted(&sizes, rows, 1000).expect("within the cap");
            assert_eq!((counts.len(), counts.each().map(|(_, acc)| acc.rows as usize).sum::<usize>()), (groups, rows.len()));
        }
        let counts = counted(&[3], &few, 9).expect("within the cap");
        assert_eq!([0, 1, 2].map(|code| counts.get(&[code]).rows), [1, 2, 1]);
    }

    #[test]
    fn one_group_too_many_is_refused() {
        for size in [100_000, 50_000] {
            let mut counts = Groups::room(vec![size], 10);
            let counted = (0..size).take_while(|code| counts.at(*code as u128).is_ok()).count();
            assert_eq!((counted, counts.len()), (10, 10));
            assert!(counts.at(0).is_ok() && counts.at(11).is_err());
        }
    }

    #[test]
    fn merging_keeps_every_row() {
        let rows = [[0, 4, 1], [0, 4, 2], [2, 0, 1], [2, 4, 1], [2, 4, 1]].map(|codes| codes.to_vec());
        let counts = counted(&[3, 5, 70_000], &rows, 9).expect("within the cap");
        let by = |kept: &[usize], codes: &[usize]| counts.merged(kept, 9).expect("within the cap").get(codes).rows;
        assert_eq!([by(&[], &[]), by(&[0], &[2]), by(&[1], &[4]), by(&[2, 0], &[1, 2]), by(&[2, 0], &[2, 2])], [5, 3, 4, 3, 0]);
        assert_eq!(
            counts.merged(&[1, 0], 9).expect("within the cap").each().map(|(codes, acc)| (codes, acc.rows)).collect::<Vec<_>>(),
            [(vec![4, 0], 2), (vec![0, 2], 1), (vec![4, 2], 2)]
        );
        assert_eq!(counts.merged(&[0], 1).err(), Some(TooMany));
    }

    #[test]
    fn a_zero_rests_on_what_it_was_counted_among() {
        let mut groups = Groups::room(vec![3], 9);
        groups.at(1).expect("room").row(Basis::Inferred);
        let groups = groups.rest_on(Basis::Illustrative);
        assert_eq!([0, 1].map(|code| groups.get(&[code]).basis()), [Some(Basis::Inferred); 2]);
        assert_eq!(Groups::room(vec![3], 9).rest_on(Basis::Illustrative).get(&[0]).basis(), Some(Basis::Illustrative));
    }
}

//! Groups: an accumulator for each combination of codes that rows have. Only those that occur take room, and never more than a cap.

use std::sync::Arc;

use polars::prelude::PlHashMap;

use super::accumulator::Accumulator;
use crate::{Basis, stop};

/// Up to so many possible groups the places of all stand in a plain table.
const TABLE: u128 = 1 << 18;

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
    /// The codes of each group that occurs, one after another.
    codes: Vec<u32>,
    found: Vec<Accumulator>,
    /// What is known of a group that does not occur.
    none: Accumulator,
    most: usize,
}

#[derive(Clone, Debug)]
enum Places {
    Table(Vec<u32>),
    Map(PlHashMap<u128, u32>),
}

/// Which of some groups are taken, and by what.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The places of the things that they fall into groups by from then on, in this order.
    pub kept: Vec<usize>,
    /// By the places of things, for each of their codes whether it passes.
    pub passing: Vec<(usize, Arc<[bool]>)>,
    /// Then, one after another: dates that alone count.
    pub dates: Vec<(usize, OfDate)>,
    /// Units that are remembered one by one.
    pub few: u32,
}

/// Which date counts, of a thing whose codes are dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfDate {
    /// The latest below this code; where there is none, every one.
    LatestBelow(u32),
    /// This one.
    Only(u32),
}

impl Groups {
    /// Room for groups by things of so many codes each; at most `most` of them.
    pub fn room(sizes: Vec<usize>, most: usize) -> Groups {
        let possible: u128 = sizes.iter().map(|size| *size as u128).product();
        let places = if possible <= TABLE { Places::Table(vec![NOWHERE; possible as usize]) } else { Places::Map(PlHashMap::default()) };
        Groups { sizes, places, codes: Vec::new(), found: Vec::new(), none: Accumulator::default(), most }
    }

    /// The place of a group among all that there may be: the codes as digits of one number, the last one's turning fastest.
    fn place(&self, codes: impl Iterator<Item = u32>) -> u128 {
        let digits = codes.zip(&self.sizes);
        match self.places {
            Places::Table(_) => digits.fold(0, |place, (code, size)| place * *size + code as usize) as u128,
            Places::Map(_) => digits.fold(0, |place, (code, size)| place * *size as u128 + u128::from(code)),
        }
    }

    /// What is known of the group of these codes, one for each thing, to add to.
    pub fn at(&mut self, codes: &[u32]) -> Result<&mut Accumulator, TooMany> {
        let group = self.place(codes.iter().copied());
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
            self.codes.extend_from_slice(codes);
            self.found.push(Accumulator::default());
        }
        Ok(&mut self.found[*place as usize])
    }

    /// Ends the counting: a group that does not occur, and one without rows, rests on the worst that the others rest on, or, where there are none,
    /// on `else_on`.
    pub fn rest_on(mut self, else_on: Basis) -> Groups {
        let worst = self.found.iter().filter_map(Accumulator::basis).max().or(Some(else_on));
        self.none.rest_on(worst);
        self.found.iter_mut().for_each(|acc| acc.rest_on(worst));
        self
    }

    /// The worst that any rests on, and what those without rows do.
    pub fn worst(&self) -> Option<Basis> {
        self.found.iter().chain([&self.none]).filter_map(Accumulator::basis).max()
    }

    /// What is known of the group of these codes, one for each thing.
    pub fn get(&self, codes: &[usize]) -> &Accumulator {
        let group = self.place(codes.iter().map(|code| *code as u32));
        let place = match &self.places {
            Places::Table(places) => places.get(group as usize),
            Places::Map(places) => places.get(&group),
        };
        place.and_then(|place| self.found.get(*place as usize)).unwrap_or(&self.none)
    }

    /// Each group that occurs, with its codes.
    pub fn each(&self) -> impl Iterator<Item = (&[u32], &Accumulator)> {
        (0..self.found.len()).map(|at| (self.codes_of(at), &self.found[at]))
    }

    fn codes_of(&self, at: usize) -> &[u32] {
        &self.codes[at * self.sizes.len()..][..self.sizes.len()]
    }

    /// How many groups occur.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// True when none occurs.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Fewer of the same rows, or in fewer groups; at most `most`.
    pub fn taken(&self, taken: &Taken, most: usize) -> Result<Groups, TooMany> {
        let passes = |at: &usize| taken.passing.iter().all(|(place, passes)| passes[self.codes_of(*at)[*place] as usize]);
        let mut left: Vec<usize> = (0..self.found.len()).filter(passes).collect();
        for (place, date) in &taken.dates {
            let code = |at: &usize| self.codes_of(*at)[*place];
            let only = match date {
                OfDate::Only(date) => Some(*date),
                OfDate::LatestBelow(end) => left.iter().filter(|at| !self.found[**at].is_empty()).map(code).filter(|code| code < end).max(),
            };
            left.retain(|at| only.is_none_or(|only| code(at) == only));
        }
        let mut fewer = Groups::room(taken.kept.iter().map(|at| self.sizes[*at]).collect(), most);
        let mut codes = vec![0; taken.kept.len()];
        for at in left {
            stop::step();
            let all = self.codes_of(at);
            codes.iter_mut().zip(&taken.kept).for_each(|(code, place)| *code = all[*place]);
            fewer.at(&codes)?.merge(&self.found[at], taken.few);
        }
        Ok(fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts rows of these codes.
    fn counted(sizes: &[usize], rows: &[Vec<u32>], most: usize) -> Result<Groups, TooMany> {
        let mut groups = Groups::room(sizes.to_vec(), most);
        for codes in rows {
            groups.at(codes)?.row(Basis::Published);
        }
        Ok(groups)
    }

    #[test]
    fn only_groups_that_occur_take_room() {
        let many: Vec<Vec<u32>> = (0..1000).map(|row| vec![row * 90; 3]).collect();
        let few: Vec<Vec<u32>> = [0, 1, 1, 2].map(|code| vec![code]).to_vec();
        let none: Vec<Vec<u32>> = vec![Vec::new(); 4];
        for (sizes, rows, groups) in [(vec![100_000; 3], &many, 1000), (vec![3], &few, 3), (vec![], &none, 1)] {
            let counts = counted(&sizes, rows, 1000).expect("within the cap");
            assert_eq!((counts.len(), counts.each().map(|(_, acc)| acc.rows as usize).sum::<usize>()), (groups, rows.len()));
        }
        let counts = counted(&[3], &few, 9).expect("within the cap");
        assert_eq!([0, 1, 2].map(|code| counts.get(&[code]).rows), [1, 2, 1]);
    }

    #[test]
    fn one_group_too_many_is_refused() {
        for size in [1_000_000, 50_000] {
            let mut counts = Groups::room(vec![size], 10);
            let counted = (0..size).take_while(|code| counts.at(&[*code as u32]).is_ok()).count();
            assert_eq!((counted, counts.len()), (10, 10));
            assert!(counts.at(&[0]).is_ok() && counts.at(&[11]).is_err());
        }
    }

    #[test]
    fn fewer_groups_have_every_row_that_is_taken() {
        let rows = [[0, 4, 1], [0, 4, 2], [2, 0, 1], [2, 4, 1], [2, 4, 1]].map(|codes| codes.to_vec());
        let counts = counted(&[3, 5, 700_000], &rows, 9).expect("within the cap");
        let take = |kept: &[usize]| Taken { kept: kept.to_vec(), ..Taken::default() };
        let rows = |taken: Taken, codes: &[usize]| counts.taken(&taken, 9).expect("within the cap").get(codes).rows;
        let by = |kept: &[usize], codes: &[usize]| rows(take(kept), codes);
        assert_eq!([by(&[], &[]), by(&[0], &[2]), by(&[1], &[4]), by(&[2, 0], &[1, 2]), by(&[2, 0], &[2, 2])], [5, 3, 4, 3, 0]);
        assert_eq!(counts.taken(&take(&[0]), 1).err(), Some(TooMany));
        // The first thing must have the code 2, then the second its latest below some code.
        let passing = Taken { passing: vec![(0, Arc::from([false, false, true]))], ..take(&[]) };
        let dated = |dates: &[(usize, OfDate)]| rows(Taken { dates: dates.to_vec(), ..passing.clone() }, &[]);
        let latest = |end: u32| dated(&[(1, OfDate::LatestBelow(end))]);
        assert_eq!([dated(&[]), latest(5), latest(4), latest(0), dated(&[(1, OfDate::Only(0))])], [3, 2, 1, 3, 1]);
        assert_eq!(dated(&[(1, OfDate::Only(0)), (2, OfDate::LatestBelow(9))]), 1);
    }

    #[test]
    fn a_zero_rests_on_what_it_was_counted_among() {
        let mut groups = Groups::room(vec![3], 9);
        groups.at(&[1]).expect("room").row(Basis::Inferred);
        let groups = groups.rest_on(Basis::Illustrative);
        assert_eq!([0, 1].map(|code| groups.get(&[code]).basis()), [Some(Basis::Inferred); 2]);
        assert_eq!(Groups::room(vec![3], 9).rest_on(Basis::Illustrative).get(&[0]).basis(), Some(Basis::Illustrative));
    }
}

//! Which conditions do not count for a part of the page: every part leaves out its own.

use std::collections::BTreeSet;

/// A set of a question's conditions by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignore {
    places: BTreeSet<usize>,
    everything: bool,
}

impl Ignore {
    /// Every condition counts.
    pub(super) const NOTHING: Ignore = Ignore { places: BTreeSet::new(), everything: false };
    /// None counts: what is asked for is the total.
    pub(super) const EVERYTHING: Ignore = Ignore { places: BTreeSet::new(), everything: true };

    /// The conditions at these places.
    pub(super) fn these(places: impl Iterator<Item = usize>) -> Ignore {
        Ignore { places: places.collect(), everything: false }
    }

    /// These conditions and those of another set.
    pub(super) fn and(&self, other: &Ignore) -> Ignore {
        Ignore { places: &self.places | &other.places, everything: self.everything || other.everything }
    }

    /// Whether the condition at a place is one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.everything || self.places.contains(&at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_conditions() {
        let of = |ignore: &Ignore| (0..200).filter(|at| ignore.has(*at)).collect::<Vec<_>>();
        let both = Ignore::these([3].into_iter()).and(&Ignore::these([64, 130].into_iter()));
        assert_eq!(of(&both), [3, 64, 130]);
        assert_eq!(of(&Ignore::NOTHING.and(&both)), [3, 64, 130]);
        assert_eq!([of(&Ignore::NOTHING).len(), of(&Ignore::EVERYTHING).len(), of(&both.and(&Ignore::EVERYTHING)).len()], [0, 200, 200]);
    }
}

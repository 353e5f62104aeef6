//! Which conditions of a filter do not count for a part of the page. Called by `filter`, and by every part that leaves out its own.

/// A set of a filter's conditions by their places, however many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignore {
    /// A bit a condition, in words of 64.
    words: Vec<u64>,
    /// The bits of every word beyond these.
    rest: u64,
}

impl Ignore {
    /// Every condition counts.
    pub(super) const NOTHING: Ignore = Ignore { words: Vec::new(), rest: 0 };
    /// None counts: what is asked for is the total.
    pub(super) const EVERYTHING: Ignore = Ignore { words: Vec::new(), rest: u64::MAX };

    /// The conditions at these places.
    pub(super) fn these(places: impl Iterator<Item = usize>) -> Ignore {
        let mut ignore = Ignore::NOTHING;
        for at in places {
            let (word, bit) = place(at);
            ignore.words.resize(ignore.words.len().max(word + 1), 0);
            ignore.words[word] |= bit;
        }
        ignore
    }

    /// These conditions and those of another set.
    pub(super) fn and(&self, other: &Ignore) -> Ignore {
        let words = 0..self.words.len().max(other.words.len());
        Ignore { words: words.map(|at| self.word(at) | other.word(at)).collect(), rest: self.rest | other.rest }
    }

    /// Whether the condition at a place is one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        let (word, bit) = place(at);
        self.word(word) & bit != 0
    }

    /// Whether all conditions that a row fails, a bit each, are among them.
    pub(super) fn covers(&self, fails: &[u64]) -> bool {
        fails.iter().enumerate().all(|(at, fails)| fails & !self.word(at) == 0)
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(self.rest)
    }
}

/// The word and the bit of a condition.
pub(super) fn place(condition: usize) -> (usize, u64) {
    (condition / 64, 1 << (condition % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_conditions_share_a_bit() {
        for at in [0, 1, 63, 64, 65, 127, 128, 1000] {
            let one = Ignore::these([at].into_iter());
            assert_eq!((0..1100).filter(|other| one.has(*other)).collect::<Vec<_>>(), [at]);
        }
        let both = Ignore::these([3].into_iter()).and(&Ignore::these([64, 130].into_iter()));
        assert_eq!((0..200).filter(|at| both.has(*at)).collect::<Vec<_>>(), [3, 64, 130]);
        assert!(both.covers(&[1 << 3, 1]));
        assert!(!both.covers(&[1 << 3, 3]));
        assert!(Ignore::NOTHING.covers(&[0, 0, 0]) && !Ignore::NOTHING.covers(&[0, 0, 1]));
        assert!(Ignore::EVERYTHING.covers(&[u64::MAX, u64::MAX, 7]) && Ignore::EVERYTHING.has(1000));
        assert_eq!(Ignore::NOTHING.and(&Ignore::EVERYTHING), Ignore::EVERYTHING);
    }
}

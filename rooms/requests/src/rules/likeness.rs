//! How alike two requests are: by the terms that they share, rare ones most (Okapi BM25, Robertson and Zaragoza 2009, “The Probabilistic
//! Relevance Framework: BM25 and Beyond”, with the parameters that are usual). A unit in common weighs a little. How often somebody asked,
//! how urgently, and who they are weighs nothing.

/// How soon a term that comes again stops counting.
const K1: f64 = 1.2;
/// How much a long text is held against it.
const B: f64 = 0.6;
/// How many requests of others are imagined beside those of the team, so that its first ones are not told apart by chance alone.
const IMAGINED: f64 = 100.0;
/// Of these, how many have a word that every such team hears.
const USUAL: f64 = 40.0;
/// What a request of the same unit gains, as a share of its likeness.
const SAME_UNIT: f64 = 0.1;
/// Of what a request shares with itself, the least that another has to share to be called similar.
const LEAST: f64 = 0.18;

/// All requests together, as far as a likeness depends on them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct All {
    /// How many.
    pub requests: u32,
    /// How many words they have together that say something.
    pub length: f64,
}

impl All {
    /// How much it says that a term stands in a request, when it stands in so many of all. A word that every such team hears says little
    /// from the first request on.
    pub(crate) fn rarity(self, found_in: u32, is_usual: bool) -> f64 {
        let all = f64::from(self.requests.max(found_in)) + IMAGINED;
        let found_in = f64::from(found_in) + if is_usual { USUAL } else { 0.0 };
        (1.0 + (all - found_in + 0.5) / (found_in + 0.5)).ln()
    }

    /// What a term of this rarity adds, where it stands so often in a text of this length.
    pub(crate) fn weight(self, rarity: f64, count: u16, length: u16) -> f64 {
        let mean = (self.length / f64::from(self.requests.max(1))).max(1.0);
        let count = f64::from(count);
        rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * f64::from(length) / mean))
    }
}

/// The likeness with the unit weighed in, as a share of what the request shares with itself; none if that is too little to tell of.
pub(crate) fn likeness(shared: f64, itself: f64, same_unit: bool) -> Option<f64> {
    let share = shared / itself.max(f64::MIN_POSITIVE);
    (LEAST <= share).then_some(if same_unit { share * (1.0 + SAME_UNIT) } else { share })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: All = All { requests: 1_000, length: 12_000.0 };

    #[test]
    fn a_rare_term_says_more_and_one_that_all_have_hardly_anything() {
        let rarities: Vec<f64> =
            [1, 2, 10, 100, 999, 1_000].into_iter().map(|found_in| ALL.rarity(found_in, false)).collect();
        assert!(rarities.windows(2).all(|pair| pair[1] < pair[0]), "{rarities:?}");
        assert!(0.0 < rarities[5] && rarities[5] < 0.1, "{rarities:?}");
        // By hand: ln(1 + (1100 - 10 + 0.5) / 10.5).
        assert!((ALL.rarity(10, false) - (1.0_f64 + 1_090.5 / 10.5).ln()).abs() < 1e-12);
    }

    #[test]
    fn what_every_team_hears_says_little_from_the_first_request_on() {
        for requests in [1, 10, 1_000] {
            let all = All { requests, length: 10.0 };
            assert!(all.rarity(1, true) < all.rarity(1, false) / 2.0, "{requests}");
        }
        let first = All { requests: 3, length: 30.0 };
        assert!(2.0 < first.rarity(3, false), "a word that the first three share tells of them");
    }

    #[test]
    fn a_term_that_comes_again_adds_less_each_time_and_a_long_text_dilutes_it() {
        let weights: Vec<f64> = (1..6).map(|count| ALL.weight(1.0, count, 12)).collect();
        let gains: Vec<f64> = weights.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gains.windows(2).all(|pair| 0.0 < pair[1] && pair[1] < pair[0]), "{weights:?}");
        assert!((weights[0] - 1.0).abs() < 1e-12, "once, in a text of the usual length, weighs what its rarity is");
        assert!(weights.iter().all(|weight| *weight < K1 + 1.0));
        assert!(ALL.weight(1.0, 1, 120) < ALL.weight(1.0, 1, 12));
    }

    #[test]
    fn the_same_unit_weighs_a_little_and_makes_nothing_similar_that_is_not() {
        assert_eq!(likeness(1.0, 10.0, true), None);
        let (other, same) = (likeness(5.0, 10.0, false).unwrap(), likeness(5.0, 10.0, true).unwrap());
        assert!(other < same && same < likeness(6.0, 10.0, false).unwrap());
        assert_eq!(likeness(0.0, 0.0, true), None, "no words, no likeness");
    }

    #[test]
    fn nothing_divides_by_nothing() {
        let none = All { requests: 0, length: 0.0 };
        assert!(none.weight(none.rarity(0, true), 1, 0).is_finite());
        assert!(none.rarity(5, true).is_finite(), "a count that is older than the one of all");
    }
}

//! Chance that can be repeated: its seed is printed, and taken from `OFFWHEEL_SEED` where that is set.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A small generator (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// Chance of its own, whose seed is printed.
    pub fn told(what: &str) -> Self {
        let named = std::env::var("OFFWHEEL_SEED").ok().map(|seed| seed.parse().expect("OFFWHEEL_SEED is a number"));
        let seed = named.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        println!("{what}: OFFWHEEL_SEED={seed}");
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Puts things in an order of its own.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap();
            things.swap(last, other);
        }
    }
}

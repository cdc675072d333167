//! Decides how a block goes on: its course, what comes next, when it counts as held, and whose text stands.

mod course;
mod merge;

use jiff::Timestamp;

pub use course::{Course, Planned, Question, Step};
pub(crate) use merge::{Merge, merge, print_of};

/// How many minutes of a block were used: from its opening until now, in whole minutes.
pub fn minutes_used(opened_at: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(opened_at).as_mins().max(0)
}

/// The number of the request after this one that is still to be looked at, counted from 1. What was passed over before stays where it is:
/// the steps lead back to it, and the end names it.
pub(crate) fn next_to_look_at(settled: &[bool], from: usize) -> Option<usize> {
    (from + 1..=settled.len()).find(|number| settled.get(number - 1) == Some(&false))
}

/// What a block says about itself before it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// It counts as held.
    Held,
    /// Nothing was written in it yet.
    NothingWritten,
    /// Too little of it was used: so many minutes would do.
    TooShort(i64),
}

/// Whether a block counts as held if it is closed now, and what it lacks.
pub(crate) fn counts(has_held: bool, length_minutes: i64, wrote: bool) -> Counts {
    if has_held {
        Counts::Held
    } else if wrote {
        // The smallest whole number of minutes that is at least 60 percent.
        Counts::TooShort((length_minutes * 60 + 99) / 100)
    } else {
        Counts::NothingWritten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_whole_and_never_below_none() {
        let at = |text: &str| format!("2026-11-25T{text}+01:00").parse::<Timestamp>().unwrap();
        for (now, minutes) in [("11:30:00", 0), ("11:47:59", 17), ("11:48:00", 18), ("13:00:00", 90), ("11:00:00", 0)] {
            assert_eq!(minutes_used(at("11:30:00"), at(now)), minutes, "{now}");
        }
    }

    #[test]
    fn after_each_request_comes_the_next_that_is_open() {
        // Every agenda of up to four requests, each settled or not, from each of them.
        for count in 0_usize..=4 {
            for bits in 0_u32..1 << count {
                let settled: Vec<bool> = (0..count).map(|place| bits >> place & 1 == 1).collect();
                for from in 0..=count {
                    let next = next_to_look_at(&settled, from);
                    let mut further_on = (from + 1..=count).filter(|number| !settled[number - 1]);
                    assert_eq!(next, further_on.next(), "{settled:?} from {from}");
                }
            }
        }
    }

    #[test]
    fn what_a_block_lacks_to_be_held_is_named() {
        assert_eq!(counts(true, 30, true), Counts::Held);
        assert_eq!(counts(false, 30, false), Counts::NothingWritten);
        for (length, enough) in [(30, 18), (60, 36), (5, 3), (31, 19), (480, 288)] {
            assert_eq!(counts(false, length, true), Counts::TooShort(enough));
        }
    }
}

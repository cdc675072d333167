use jiff::Timestamp;

use super::{Course, ReasonKind, State};

/// How long the line about a broken promise may be, in signs.
pub const LONGEST_LESSON: usize = 300;

/// What was learned from a promise that was broken, in a line of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// What kept us, as the team counts it.
    pub kind: ReasonKind,
    /// What was learned; may be empty where the kind says it all.
    pub words: String,
}

/// Why nothing is noted about a promise, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotLearn {
    /// Its instant has not passed, or it was kept, moved or void.
    #[error("This promise is not broken, so there is nothing to note about it.")]
    NotBroken,
    /// The line is none.
    #[error("Write one line, of up to 300 signs.")]
    TooLong,
}

/// Decides what is noted about a promise as it stands at `now`.
pub fn learn(promise: &Course, kind: ReasonKind, words: &str, now: Timestamp) -> Result<Lesson, CannotLearn> {
    if promise.state(now) != State::Broken {
        return Err(CannotLearn::NotBroken);
    }
    // One line, whatever was pasted.
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > LONGEST_LESSON { Err(CannotLearn::TooLong) } else { Ok(Lesson { kind, words }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_learned_from_a_broken_promise_alone() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (due_at, later) = (at("2026-11-12T09:00:00Z"), at("2026-11-12T13:40:00Z"));
        let given = Course::given(due_at);
        for (course, now, is_broken) in [
            (given, due_at, false),
            (given, later, true),
            (given.fulfilled(due_at), later, false),
            (given.fulfilled(later), later, true),
            (given.void(due_at), later, false),
        ] {
            let learned = learn(&course, ReasonKind::BlockSkipped, " The block\nwas skipped. ", now);
            let line = Lesson { kind: ReasonKind::BlockSkipped, words: "The block was skipped.".to_owned() };
            assert_eq!(learned, if is_broken { Ok(line) } else { Err(CannotLearn::NotBroken) });
        }
        assert_eq!(learn(&given, ReasonKind::Mistake, &"x".repeat(301), later), Err(CannotLearn::TooLong));
        assert!(learn(&given, ReasonKind::Mistake, &"x".repeat(300), later).is_ok());
    }
}

use jiff::{SignedDuration, Timestamp};

/// How far ahead an answer can be scheduled.
const AHEAD: SignedDuration = SignedDuration::from_hours(92 * 24);

/// Why an answer can't go out at a chosen time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotSchedule {
    /// That time has passed.
    Past,
    /// What is owed fell due already.
    FellDue(Timestamp),
    /// It is the instant that was promised, or later. What goes out just then may come too late.
    NotBeforeDue(Timestamp),
    /// Nobody remembers that long what they wrote.
    TooFar,
}

impl CannotSchedule {
    /// In the words the member reads; `at` words an instant.
    pub fn words(self, at: impl Fn(Timestamp) -> String) -> String {
        match self {
            Self::Past => "That time has passed. Choose one to come, or send it when the block ends.".to_owned(),
            Self::FellDue(due_at) => format!("It was promised by {}, which has passed. Send it now.", at(due_at)),
            Self::NotBeforeDue(due_at) => format!(
                "It is promised by {}. What goes out at that instant or after it breaks the promise: choose an earlier time, send it when the block ends, or ask to move the promise first.",
                at(due_at)
            ),
            Self::TooFar => "Choose a time within three months.".to_owned(),
        }
    }
}

/// Whether an answer that is owed by `due_at` can be set to go out at `send_at`: from now on, and before that instant.
pub fn may_schedule(send_at: Timestamp, due_at: Option<Timestamp>, now: Timestamp) -> Result<(), CannotSchedule> {
    match due_at {
        Some(due_at) if due_at <= now => Err(CannotSchedule::FellDue(due_at)),
        _ if send_at <= now => Err(CannotSchedule::Past),
        Some(due_at) if send_at >= due_at => Err(CannotSchedule::NotBeforeDue(due_at)),
        Some(_) | None if send_at.duration_since(now) > AHEAD => Err(CannotSchedule::TooFar),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_goes_out_from_now_on_and_before_the_instant_that_was_promised() {
        let at = |minute: i64| Timestamp::from_second(1_795_600_000 + minute * 60).unwrap();
        let now = at(0);
        // Every place of three instants among each other, and no promise at all.
        for send in -3..=3 {
            assert_eq!(may_schedule(at(send), None, now).is_ok(), send > 0, "{send}");
            for due in -3..=3 {
                let (can, due_at) = (may_schedule(at(send), Some(at(due)), now), at(due));
                let expected = match (due, send) {
                    (..=0, _) => Err(CannotSchedule::FellDue(due_at)),
                    (_, ..=0) => Err(CannotSchedule::Past),
                    (due, send) if send >= due => Err(CannotSchedule::NotBeforeDue(due_at)),
                    (_, _) => Ok(()),
                };
                assert_eq!(can, expected, "send {send}, due {due}");
            }
        }
        let far = now.checked_add(AHEAD).unwrap();
        let further = far.checked_add(SignedDuration::from_millis(1)).unwrap();
        assert_eq!(may_schedule(far, None, now), Ok(()));
        assert_eq!(may_schedule(further, None, now), Err(CannotSchedule::TooFar));
    }

    #[test]
    fn a_refusal_says_why_and_what_to_do() {
        let due = CannotSchedule::NotBeforeDue(Timestamp::UNIX_EPOCH).words(|_| "Thursday".to_owned());
        assert!(due.starts_with("It is promised by Thursday.") && due.contains("choose an earlier time"), "{due}");
        assert!(
            CannotSchedule::FellDue(Timestamp::UNIX_EPOCH).words(|_| "Thursday".to_owned()).ends_with("Send it now.")
        );
    }
}

use jiff::Timestamp;

use super::Course;

/// A question to the stakeholder whether a promise may be moved, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// When we asked.
    pub asked_at: Timestamp,
    /// The new time.
    pub due_at: Timestamp,
    /// When the stakeholder said yes.
    pub agreed_at: Option<Timestamp>,
    /// When they said no.
    pub refused_at: Option<Timestamp>,
    /// When the question fell away: another was asked, or the promise ended.
    pub lapsed_at: Option<Timestamp>,
}

impl Asked {
    /// Whether an answer would still count at `now`: none came, and the new time is to come.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.is_unanswered() && self.lapsed_at.is_none() && now < self.due_at
    }

    fn is_unanswered(&self) -> bool {
        self.agreed_at.is_none() && self.refused_at.is_none()
    }
}

/// Why a promise can't be moved, in words for whoever tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotMove {
    /// It was answered, moved or void before.
    #[error("This promise is closed already. Open the request to see what was answered.")]
    Closed,
    /// Its instant has come.
    #[error("This promise was due before now. Answer the request and say what held you up.")]
    AlreadyDue,
    /// The new time is not later.
    #[error("That is not later than what is promised. Choose a later time, or answer by then.")]
    NotLater,
    /// Nothing was said about why.
    #[error("Say why in one or two sentences. The stakeholder reads them as they stand.")]
    NoReason,
    /// The question was answered before.
    #[error("This question was answered already. Look at the request to see what holds now.")]
    Answered,
    /// The question fell away, or its new time has passed as well.
    #[error("This question no longer stands, so the time promised first holds. Ask for another time, or answer now.")]
    Lapsed,
}

/// Whether the stakeholder may still be asked to move a promise: it is open, and its instant has not come.
///
/// At the due instant it is too late: only an answer at that instant still keeps it.
pub fn may_be_moved(promise: &Course, now: Timestamp) -> Result<(), CannotMove> {
    if !promise.is_owed() {
        Err(CannotMove::Closed)
    } else if promise.due_at <= now {
        Err(CannotMove::AlreadyDue)
    } else {
        Ok(())
    }
}

/// Asks to move a promise to `due_at`. The old time stands until the stakeholder says yes.
pub fn ask(promise: &Course, due_at: Timestamp, reason: &str, now: Timestamp) -> Result<Asked, CannotMove> {
    may_be_moved(promise, now)?;
    if due_at <= promise.due_at {
        return Err(CannotMove::NotLater);
    }
    if reason.trim().is_empty() {
        return Err(CannotMove::NoReason);
    }
    Ok(Asked { asked_at: now, due_at, agreed_at: None, refused_at: None, lapsed_at: None })
}

/// The stakeholder says yes: the promise counts as renegotiated, apart from kept and broken, since we asked before it was due.
///
/// The yes may come after the old instant, as long as the promise is unanswered and the new time is to come: no promise is given for a
/// time already past.
pub fn agree(promise: &Course, asked: &Asked, now: Timestamp) -> Result<(Course, Asked), CannotMove> {
    answerable(promise, asked, now)?;
    Ok((Course { renegotiated_at: Some(now), ..*promise }, Asked { agreed_at: Some(now), ..*asked }))
}

/// The stakeholder says no: the old time stands.
pub fn refuse(promise: &Course, asked: &Asked, now: Timestamp) -> Result<Asked, CannotMove> {
    answerable(promise, asked, now)?;
    Ok(Asked { refused_at: Some(now), ..*asked })
}

fn answerable(promise: &Course, asked: &Asked, now: Timestamp) -> Result<(), CannotMove> {
    if !asked.is_unanswered() {
        Err(CannotMove::Answered)
    } else if !promise.is_owed() {
        Err(CannotMove::Closed)
    } else if !asked.is_open(now) || promise.due_at <= asked.asked_at {
        Err(CannotMove::Lapsed)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::State;
    use super::*;

    const HOUR: i64 = 3_600_000;
    const WHY: &str = "The new text of the rule comes on Monday.";

    fn due() -> Timestamp {
        "2026-11-27T12:00:00+01:00".parse().unwrap()
    }

    fn away(milliseconds: i64) -> Timestamp {
        due() + SignedDuration::from_millis(milliseconds)
    }

    fn promise() -> Course {
        Course::given(due())
    }

    fn new_due() -> Timestamp {
        away(96 * HOUR)
    }

    #[test]
    fn renegotiated_needs_a_question_before_it_is_due_a_reason_and_a_yes() {
        let asked = ask(&promise(), new_due(), WHY, away(-48 * HOUR)).unwrap();
        let (old, asked) = agree(&promise(), &asked, away(-HOUR)).unwrap();
        assert_eq!(old.state(away(HOUR)), State::Renegotiated);
        assert_eq!(asked.agreed_at, Some(away(-HOUR)));
    }

    #[test]
    fn one_millisecond_before_the_instant_is_in_time_to_ask_and_the_instant_is_not() {
        assert!(ask(&promise(), new_due(), WHY, away(-1)).is_ok());
        assert_eq!(ask(&promise(), new_due(), WHY, due()), Err(CannotMove::AlreadyDue));
        assert_eq!(ask(&promise(), new_due(), WHY, away(1)), Err(CannotMove::AlreadyDue));
    }

    #[test]
    fn without_a_reason_nothing_is_asked() {
        for reason in ["", " \n"] {
            assert_eq!(ask(&promise(), new_due(), reason, away(-HOUR)), Err(CannotMove::NoReason));
        }
    }

    #[test]
    fn the_new_time_is_later_than_the_old_one() {
        for new in [away(-HOUR), due()] {
            assert_eq!(ask(&promise(), new, WHY, away(-2 * HOUR)), Err(CannotMove::NotLater));
        }
        assert!(ask(&promise(), away(1), WHY, away(-HOUR)).is_ok());
    }

    #[test]
    fn until_the_yes_the_old_time_stands() {
        ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        assert_eq!(promise().state(due()), State::Open);
        assert_eq!(promise().state(away(1)), State::Broken, "silence moves nothing");
        assert_eq!(promise().fulfilled(due()).state(away(1)), State::Kept);
    }

    #[test]
    fn after_a_no_the_old_time_stands() {
        let asked = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        let refused = refuse(&promise(), &asked, away(-10)).unwrap();
        assert_eq!(agree(&promise(), &refused, away(-5)), Err(CannotMove::Answered));
        assert_eq!(promise().state(away(1)), State::Broken);
        assert!(ask(&promise(), new_due(), WHY, away(-5)).is_ok(), "another question may follow");
    }

    #[test]
    fn a_yes_after_the_old_instant_still_counts_when_we_asked_before_it() {
        let asked = ask(&promise(), new_due(), WHY, away(-1)).unwrap();
        assert_eq!(promise().state(away(HOUR)), State::Broken);
        let (old, _) = agree(&promise(), &asked, away(HOUR)).unwrap();
        assert_eq!((old.state(away(HOUR - 1)), old.state(away(HOUR))), (State::Broken, State::Renegotiated));
    }

    #[test]
    fn a_yes_after_the_new_time_promises_nothing() {
        let asked = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        assert!(agree(&promise(), &asked, away(96 * HOUR - 1)).is_ok());
        assert_eq!(agree(&promise(), &asked, new_due()), Err(CannotMove::Lapsed));
    }

    #[test]
    fn a_promise_that_was_answered_or_void_meanwhile_is_not_moved() {
        let asked = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        for ended in [promise().fulfilled(away(-10)), promise().fulfilled(away(10)), promise().void(away(-10))] {
            assert_eq!(agree(&ended, &asked, away(20)), Err(CannotMove::Closed));
            assert_eq!(refuse(&ended, &asked, away(20)), Err(CannotMove::Closed));
            assert_eq!(ask(&ended, new_due(), WHY, away(-5)), Err(CannotMove::Closed));
        }
    }

    #[test]
    fn the_new_time_is_a_promise_like_any_other_and_can_be_moved_again() {
        let first = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        let (old, first) = agree(&promise(), &first, away(-10)).unwrap();
        let second = Course::given(first.due_at);
        let again = ask(&second, away(120 * HOUR), WHY, away(95 * HOUR)).unwrap();
        let (second, again) = agree(&second, &again, away(95 * HOUR + 1)).unwrap();
        let third = Course::given(again.due_at).fulfilled(away(120 * HOUR));
        let at = away(200 * HOUR);
        assert_eq!(
            [old, second, third].map(|promise| promise.state(at)),
            [State::Renegotiated, State::Renegotiated, State::Kept]
        );
    }

    #[test]
    fn a_yes_said_twice_counts_once() {
        let asked = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        let (old, asked) = agree(&promise(), &asked, away(-10)).unwrap();
        assert_eq!(agree(&old, &asked, away(-5)), Err(CannotMove::Answered));
    }

    #[test]
    fn a_question_that_was_replaced_no_longer_stands() {
        let asked = ask(&promise(), new_due(), WHY, away(-HOUR)).unwrap();
        let replaced = Asked { lapsed_at: Some(away(-10)), ..asked };
        assert_eq!(agree(&promise(), &replaced, away(-5)), Err(CannotMove::Lapsed));
    }
}

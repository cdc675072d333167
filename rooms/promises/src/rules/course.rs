use jiff::Timestamp;

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Given, and its instant has not passed.
    Open,
    /// What was promised was sent at or before the instant.
    Kept,
    /// Moved: asked before it was due, with a reason, and the stakeholder said yes.
    Renegotiated,
    /// Its instant passed. It is answered all the same.
    Broken,
    /// Its request was withdrawn or was spam.
    Void,
}

impl State {
    /// All of them, in the order of the ledger.
    pub const ALL: [Self; 5] = [Self::Open, Self::Kept, Self::Renegotiated, Self::Broken, Self::Void];

    /// As a page and an address say it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Renegotiated => "renegotiated",
            Self::Broken => "broken",
            Self::Void => "void",
        }
    }

    /// The state of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A promise's instant, and what became of it. At most one of the three endings is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// By when.
    pub due_at: Timestamp,
    /// When what was promised was sent.
    pub fulfilled_at: Option<Timestamp>,
    /// When the stakeholder agreed to another time.
    pub renegotiated_at: Option<Timestamp>,
    /// When its request was withdrawn or found to be spam.
    pub void_at: Option<Timestamp>,
}

impl Course {
    /// A promise just given.
    pub fn given(due_at: Timestamp) -> Self {
        Self { due_at, fulfilled_at: None, renegotiated_at: None, void_at: None }
    }

    /// Where it stands, or stood, at an instant. Broken is no event: it follows from an instant that passed.
    pub fn state(&self, at: Timestamp) -> State {
        let by_then = |event: Option<Timestamp>| event.filter(|event| *event <= at);
        if by_then(self.void_at).is_some() {
            State::Void
        } else if by_then(self.renegotiated_at).is_some() {
            State::Renegotiated
        } else {
            match by_then(self.fulfilled_at) {
                Some(fulfilled_at) if fulfilled_at <= self.due_at => State::Kept,
                Some(_) => State::Broken,
                None if at <= self.due_at => State::Open,
                None => State::Broken,
            }
        }
    }

    /// Whether nothing ended it yet, so that what was promised is still owed: it is open, or broken and unanswered.
    pub fn is_owed(&self) -> bool {
        self.fulfilled_at.is_none() && self.renegotiated_at.is_none() && self.void_at.is_none()
    }

    /// What was promised is sent. An owed promise past its instant stays broken; one that ended before stays as it is.
    pub fn fulfilled(self, now: Timestamp) -> Self {
        if self.is_owed() { Self { fulfilled_at: Some(now), ..self } } else { self }
    }

    /// Its request is withdrawn or spam. What was answered before stays kept or broken.
    pub fn void(self, now: Timestamp) -> Self {
        if self.is_owed() { Self { void_at: Some(now), ..self } } else { self }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn due() -> Timestamp {
        "2026-11-26T10:15:00+01:00".parse().unwrap()
    }

    fn away(milliseconds: i64) -> Timestamp {
        due() + SignedDuration::from_millis(milliseconds)
    }

    #[test]
    fn a_promise_is_open_until_its_instant_and_broken_one_millisecond_later() {
        let open = Course::given(due());
        for (at, state) in [
            (away(-86_400_000), State::Open),
            (away(-1), State::Open),
            (due(), State::Open),
            (away(1), State::Broken),
            (away(86_400_000), State::Broken),
        ] {
            assert_eq!(open.state(at), state, "{at}");
        }
    }

    #[test]
    fn kept_means_sent_at_or_before_the_instant() {
        for (sent, state) in [
            (away(-3_600_000), State::Kept),
            (due(), State::Kept),
            (away(1), State::Broken),
            (away(9_000), State::Broken),
        ] {
            assert_eq!(Course::given(due()).fulfilled(sent).state(away(86_400_000)), state, "{sent}");
        }
    }

    #[test]
    fn a_broken_promise_is_answered_all_the_same_and_stays_broken() {
        let broken = Course::given(due());
        assert!(broken.state(away(1)) == State::Broken && broken.is_owed());
        let answered = broken.fulfilled(away(5));
        assert!(answered.state(away(6)) == State::Broken && !answered.is_owed());
    }

    #[test]
    fn the_first_sending_counts_and_a_second_changes_nothing() {
        let kept = Course::given(due()).fulfilled(away(-10));
        assert_eq!(kept.fulfilled(away(10)), kept);
    }

    #[test]
    fn void_is_a_promise_whose_request_ended_unanswered() {
        let withdrawn = Course::given(due()).void(away(-10));
        assert_eq!((withdrawn.state(away(-10)), withdrawn.state(away(10))), (State::Void, State::Void));
        assert_eq!(withdrawn.fulfilled(away(-5)), withdrawn, "a void promise is not kept later");
        let late = Course::given(due()).void(away(10));
        assert_eq!((late.state(away(5)), late.state(away(10))), (State::Broken, State::Void));
    }

    #[test]
    fn withdrawing_after_the_answer_does_not_take_back_that_it_was_kept_or_broken() {
        let kept = Course::given(due()).fulfilled(away(-10));
        let broken = Course::given(due()).fulfilled(away(10));
        assert_eq!((kept.void(away(20)), broken.void(away(20))), (kept, broken));
    }

    #[test]
    fn the_state_at_an_earlier_instant_does_not_know_what_came_later() {
        let kept = Course::given(due()).fulfilled(away(-10));
        assert_eq!((kept.state(away(-11)), kept.state(away(-10))), (State::Open, State::Kept));
    }

    #[test]
    fn a_state_is_found_by_its_word() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
        assert_eq!(State::from_word("late"), None);
    }
}

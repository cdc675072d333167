use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};

/// How long before its start a block may be opened, and how long after its end it may still be opened, moved or skipped.
pub(crate) const LEEWAY: SignedDuration = SignedDuration::from_hours(12);

/// Where a block stands. Moved is told apart: a moved block is planned, open or held like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to come, or under way and nobody opened it yet.
    Planned,
    /// Its session is open.
    Open,
    /// At least 60 % of its length was used, and one decision or answer was written.
    Held,
    /// It passed without that.
    NotHeld,
    /// It was given up, with a reason.
    Skipped,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Open, Self::Held, Self::NotHeld, Self::Skipped];

    /// As a program reads it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Held => "held",
            Self::NotHeld => "not-held",
            Self::Skipped => "skipped",
        }
    }

    /// As a page says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Held => "held",
            Self::NotHeld => "not held",
            Self::Skipped => "skipped",
        }
    }
}

/// What happened to a block so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// When it starts, after any move.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When it was to start before it was moved.
    pub moved_from_at: Option<Timestamp>,
    /// When it was given up.
    pub skipped_at: Option<Timestamp>,
    /// When its session was opened.
    pub opened_at: Option<Timestamp>,
    /// When its session was closed.
    pub closed_at: Option<Timestamp>,
    /// How much of it was used.
    pub minutes_used: Option<i64>,
    /// Whether a decision or an answer was written in it.
    pub wrote: bool,
}

/// Why a block can't be opened, moved, skipped or reserved, in the words the member reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotChange {
    /// It was skipped.
    #[error("This block was skipped. Reserve another if you want the time after all.")]
    Skipped,
    /// Its session was opened.
    #[error("This block was opened already. Go on in it, or close it first.")]
    Opened,
    /// Its session was closed.
    #[error("This block is closed. Reserve another if you need more time.")]
    Closed,
    /// Its time is long over.
    #[error("This block is over. Reserve another.")]
    Over,
    /// Its time is far ahead.
    #[error("This block is not today. Move it, or reserve another for now.")]
    FarAhead,
    /// The new time lies behind us.
    #[error("That time has passed already. Choose one to come.")]
    Past,
    /// Too short or too long.
    #[error("A block takes from 5 minutes to 8 hours. Choose a length between.")]
    BadLength,
    /// It did not pass unheld, so it needs no second time.
    #[error("This block is not over, or it was held or skipped. Reserve another if you need more time.")]
    NotMissed,
    /// A block that passed is offered again on its own day.
    #[error("A block comes again on the same day only. Reserve another for a later one.")]
    AnotherDay,
    /// Nothing was said about why.
    #[error("Say in a few words why, so that you can see later what keeps you from your blocks.")]
    NoReason,
}

/// The shortest and the longest block, in minutes.
pub const LENGTHS: RangeInclusive<i64> = 5..=480;

/// Whether a block counts as held: at least 60 % of its length was used, and one decision or answer was written.
pub fn has_held(length_minutes: i64, minutes_used: i64, wrote: bool) -> bool {
    wrote && minutes_used * 100 >= length_minutes * 60
}

impl Course {
    /// A block to come that nobody touched.
    pub fn planned(starts_at: Timestamp, ends_at: Timestamp) -> Self {
        Self {
            starts_at,
            ends_at,
            moved_from_at: None,
            skipped_at: None,
            opened_at: None,
            closed_at: None,
            minutes_used: None,
            wrote: false,
        }
    }

    /// A block reserved for `starts_at`.
    pub fn reserved(starts_at: Timestamp, minutes: i64, now: Timestamp) -> Result<Self, CannotChange> {
        if !LENGTHS.contains(&minutes) {
            return Err(CannotChange::BadLength);
        }
        let ends_at = later(starts_at, SignedDuration::from_mins(minutes));
        if starts_at < now { Err(CannotChange::Past) } else { Ok(Self::planned(starts_at, ends_at)) }
    }

    /// Where it stands at `now`. A session that nobody closed counts as open for half a day and no longer.
    pub fn state(&self, now: Timestamp) -> State {
        if self.skipped_at.is_some() {
            State::Skipped
        } else if self.closed_at.is_some() {
            let held = has_held(self.length_minutes(), self.minutes_used.unwrap_or(0), self.wrote);
            if held { State::Held } else { State::NotHeld }
        } else if self.opened_at.is_some() && now < later(self.ends_at, LEEWAY) {
            State::Open
        } else if self.opened_at.is_none() && now < self.ends_at {
            State::Planned
        } else {
            State::NotHeld
        }
    }

    /// How long it is.
    pub fn length_minutes(&self) -> i64 {
        self.ends_at.duration_since(self.starts_at).as_mins()
    }

    /// Whether it can still look at requests: it is planned, or open and going on.
    pub fn takes(&self, now: Timestamp) -> bool {
        matches!(self.state(now), State::Planned | State::Open)
    }

    /// Until when a block answers what it looks at: its end, or now where an open one runs over.
    pub fn answers_by(&self, now: Timestamp) -> Timestamp {
        if self.state(now) == State::Open {
            self.ends_at.max(later(now, SignedDuration::from_millis(1)))
        } else {
            self.ends_at
        }
    }

    /// Whether it shares a minute with the time from `from` to `to`.
    pub fn meets(&self, from: Timestamp, to: Timestamp) -> bool {
        self.starts_at < to && from < self.ends_at
    }

    /// Opens its session: from half a day before its start to half a day after its end. Open already, it stays as it is.
    pub fn open(&self, now: Timestamp) -> Result<Self, CannotChange> {
        if self.state(now) == State::Open {
            return Ok(self.clone());
        }
        self.is_untouched(now)?;
        if now < earlier(self.starts_at, LEEWAY) {
            return Err(CannotChange::FarAhead);
        }
        Ok(Self { opened_at: Some(now), ..self.clone() })
    }

    /// Closes its session. Closed already, it stays as it is.
    pub fn close(&self, minutes_used: i64, wrote: bool, now: Timestamp) -> Self {
        if self.closed_at.is_some() {
            return self.clone();
        }
        Self {
            opened_at: self.opened_at.or(Some(now)),
            closed_at: Some(now),
            minutes_used: Some(minutes_used.max(0)),
            wrote,
            ..self.clone()
        }
    }

    /// Moves it to another start, its length kept.
    pub fn moved(&self, starts_at: Timestamp, now: Timestamp) -> Result<Self, CannotChange> {
        self.is_untouched(now)?;
        if starts_at < now {
            return Err(CannotChange::Past);
        }
        let first = self.moved_from_at.unwrap_or(self.starts_at);
        let ends_at = later(starts_at, self.ends_at.duration_since(self.starts_at));
        Ok(Self { starts_at, ends_at, moved_from_at: Some(first).filter(|first| *first != starts_at), ..self.clone() })
    }

    /// Gives it up.
    pub fn skipped(&self, why: &str, now: Timestamp) -> Result<Self, CannotChange> {
        self.is_untouched(now)?;
        if why.trim().is_empty() {
            return Err(CannotChange::NoReason);
        }
        Ok(Self { skipped_at: Some(now), ..self.clone() })
    }

    /// The same length once more, from `starts_at` on, in the place of a block that passed without being held.
    pub fn again(&self, starts_at: Timestamp, now: Timestamp) -> Result<Self, CannotChange> {
        match self.state(now) {
            State::NotHeld => Self::reserved(starts_at, self.length_minutes(), now),
            State::Planned | State::Open | State::Held | State::Skipped => Err(CannotChange::NotMissed),
        }
    }

    fn is_untouched(&self, now: Timestamp) -> Result<(), CannotChange> {
        if self.skipped_at.is_some() {
            Err(CannotChange::Skipped)
        } else if self.closed_at.is_some() {
            Err(CannotChange::Closed)
        } else if now >= later(self.ends_at, LEEWAY) {
            Err(CannotChange::Over)
        } else if self.opened_at.is_some() {
            Err(CannotChange::Opened)
        } else {
            Ok(())
        }
    }
}

fn later(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_add(duration).unwrap_or(Timestamp::MAX)
}

fn earlier(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-25T{text}:00+01:00").parse().unwrap()
    }

    fn block() -> Course {
        Course::planned(at("11:30"), at("12:00"))
    }

    #[test]
    fn held_means_sixty_percent_of_its_length_and_something_written() {
        for (minutes, wrote, state) in
            [(18, true, State::Held), (17, true, State::NotHeld), (30, false, State::NotHeld), (45, true, State::Held)]
        {
            let opened = block().open(at("11:30")).unwrap();
            assert_eq!(opened.close(minutes, wrote, at("12:01")).state(at("12:01")), state, "{minutes} {wrote}");
        }
        assert!(has_held(60, 36, true) && !has_held(60, 35, true));
        assert!(has_held(25, 15, true) && !has_held(25, 14, true));
        assert!(has_held(100, 60, true) && !has_held(100, 59, true));
    }

    #[test]
    fn a_block_is_planned_until_it_is_over_or_opened() {
        assert_eq!(block().state(at("09:00")), State::Planned);
        assert_eq!(block().state(at("11:59")), State::Planned);
        assert_eq!(block().state(at("12:00")), State::NotHeld);
        let open = block().open(at("11:32")).unwrap();
        assert_eq!(open.state(at("11:40")), State::Open);
        assert_eq!(open.state(at("12:20")), State::Open, "an open block may run over");
    }

    #[test]
    fn a_session_that_nobody_closed_is_not_open_for_ever() {
        let open = block().open(at("11:32")).unwrap();
        assert_eq!(open.state(at("23:59")), State::Open);
        assert_eq!(open.state("2026-11-26T00:00+01:00".parse().unwrap()), State::NotHeld);
        let closed_late = open.close(28, true, "2026-11-27T09:00+01:00".parse().unwrap());
        assert_eq!(closed_late.state(at("12:00")), State::Held, "its session can still be closed");
    }

    #[test]
    fn a_block_opens_on_its_day_only_and_opening_twice_changes_nothing() {
        assert_eq!(block().open("2026-11-24T23:00+01:00".parse().unwrap()), Err(CannotChange::FarAhead));
        let open = block().open(at("08:00")).unwrap();
        assert_eq!(open.open(at("09:00")).unwrap(), open);
        assert_eq!(block().open("2026-11-26T00:00+01:00".parse().unwrap()), Err(CannotChange::Over));
        assert_eq!(open.close(20, true, at("12:00")).open(at("12:01")), Err(CannotChange::Closed));
    }

    #[test]
    fn a_moved_block_keeps_its_length_and_remembers_where_it_stood_first() {
        let moved = block().moved(at("15:30"), at("10:00")).unwrap();
        assert_eq!(
            (moved.starts_at, moved.ends_at, moved.moved_from_at),
            (at("15:30"), at("16:00"), Some(at("11:30")))
        );
        let again = moved.moved(at("16:00"), at("10:01")).unwrap();
        assert_eq!(again.moved_from_at, Some(at("11:30")));
        assert_eq!(again.moved(at("11:30"), at("10:02")).unwrap(), block(), "moved back, it is as it was");
        assert!(block().moved(at("15:30"), at("14:00")).is_ok(), "also when its time has just passed");
    }

    #[test]
    fn a_block_is_moved_or_skipped_only_while_nothing_happened_to_it() {
        let now = at("11:40");
        let open = block().open(now).unwrap();
        let skipped = block().skipped("All of us were travelling", now).unwrap();
        assert_eq!(skipped.state(now), State::Skipped);
        for (course, why) in [
            (open.clone(), CannotChange::Opened),
            (open.close(20, true, now), CannotChange::Closed),
            (skipped, CannotChange::Skipped),
        ] {
            assert_eq!(course.moved(at("15:30"), now), Err(why));
            assert_eq!(course.skipped("Travelling", now), Err(why));
        }
        assert_eq!(block().moved(at("11:39"), now), Err(CannotChange::Past));
        assert_eq!(block().skipped(" ", now), Err(CannotChange::NoReason));
    }

    #[test]
    fn only_time_to_come_is_reserved_from_five_minutes_to_eight_hours() {
        let now = at("10:00");
        assert_eq!(Course::reserved(at("09:59"), 30, now), Err(CannotChange::Past));
        assert!(Course::reserved(at("10:00"), 30, now).is_ok());
        for (minutes, fits) in [(4, false), (5, true), (480, true), (481, false), (-30, false), (i64::MAX, false)] {
            assert_eq!(Course::reserved(at("11:00"), minutes, now).is_ok(), fits, "{minutes}");
        }
    }

    #[test]
    fn only_a_block_that_passed_without_being_held_comes_again() {
        let open = block().open(at("11:30")).unwrap();
        let now = at("13:00");
        for (course, again) in [
            (block(), true),
            (open.close(5, true, at("11:40")), true),
            (open.close(30, false, at("12:00")), true),
            (open.close(30, true, at("12:00")), false),
            (open, false),
            (block().skipped("Travelling", at("09:00")).unwrap(), false),
        ] {
            let comes = course.again(at("14:00"), now);
            assert_eq!(comes.is_ok(), again, "{course:?}");
            assert!(comes.is_err() || comes == Ok(Course::planned(at("14:00"), at("14:30"))));
        }
        assert_eq!(block().again(at("14:00"), at("11:59")), Err(CannotChange::NotMissed), "it is under way");
        assert_eq!(block().again(at("12:59"), now), Err(CannotChange::Past));
    }

    #[test]
    fn a_block_takes_requests_while_it_is_planned_or_going_on() {
        let open = block().open(at("11:30")).unwrap();
        assert!(block().takes(at("11:59")) && !block().takes(at("12:00")));
        assert!(open.takes(at("12:10")));
        assert!(open.answers_by(at("12:10")) > at("12:10") && open.answers_by(at("11:40")) == at("12:00"));
        assert!(!open.close(20, true, at("11:50")).takes(at("11:51")));
        assert!(!block().skipped("Travelling", at("09:00")).unwrap().takes(at("09:01")));
    }
}

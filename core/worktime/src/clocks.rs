//! The two clocks: what is due when, and how much time has passed. Both walk from pause to pause in legs.

use jiff::Timestamp;

use crate::days::Wall;
use crate::pauses::{Pause, Stop, stops};
use crate::spans::{DAY, RANGE, Span, instant, second};
use crate::{Clock, Error, Office, Turnaround};

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// At this instant.
    At(Timestamp),
    /// Not known while a pause goes on; the time stands still since then.
    Paused(Timestamp),
}

impl Due {
    /// The instant, unless a pause goes on.
    pub fn at(self) -> Option<Timestamp> {
        match self {
            Due::At(at) => Some(at),
            Due::Paused(_) => None,
        }
    }

    /// The instant as RFC 9557 text in the office's zone, unless a pause goes on.
    pub fn text(self, office: &Office) -> Option<String> {
        self.at().map(|at| office.text(at))
    }
}

/// The part of a count up to a pause, or up to where the amount is reached.
#[derive(Debug)]
pub(crate) struct Leg {
    pub(crate) span: Span,
    /// From where time counts: the start of the leg, or the first opening after it.
    pub(crate) opens: i64,
    pub(crate) seconds: i64,
    /// The pause that ends it.
    pub(crate) stop: Option<Stop>,
}

/// How a count ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    /// The amount is reached at `raw`; outside office hours it is due at the next opening.
    Due { raw: i64, due: i64 },
    /// A pause goes on.
    Paused { since: i64 },
}

impl Office {
    /// When a turnaround that starts at an instant is due.
    ///
    /// `pauses` are the times of waiting for somebody else, in any order; most counts have none. A due time lies in
    /// office hours, or at a closing.
    ///
    /// # Errors
    /// [`Error::NoOpenTime`] when the office doesn't open for 3,660 days, [`Error::OutOfRange`] when the result lies
    /// beyond the years that are counted.
    pub fn due(&self, start: Timestamp, turnaround: Turnaround, pauses: &[Pause]) -> Result<Due, Error> {
        let start = second(start)?;
        match self.count(start, turnaround, &stops(pauses, start), |_leg| ())? {
            End::Due { due, .. } => instant(due).map(Due::At),
            End::Paused { since } => instant(since).map(Due::Paused),
        }
    }

    /// The seconds that a clock counts from one instant to another, without the pauses.
    ///
    /// # Errors
    /// [`Error::EndBeforeStart`], and [`Error::OutOfRange`] beyond the years that are counted. A calendar that is never
    /// open counts nothing.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp, pauses: &[Pause], clock: Clock) -> Result<i64, Error> {
        let (mut at, to) = (second(from)?, second(to)?);
        if to < at {
            return Err(Error::EndBeforeStart);
        }
        let mut seconds = 0;
        for stop in stops(pauses, at).into_iter().take_while(|stop| stop.from < to) {
            seconds += self.elapsed_between(at, stop.from, clock)?;
            at = stop.to.unwrap_or(to).min(to);
        }
        Ok(seconds + self.elapsed_between(at, to, clock)?)
    }

    fn elapsed_between(&self, from: i64, to: i64, clock: Clock) -> Result<i64, Error> {
        match clock {
            Clock::OfficeHours => self.open.measure(from, to),
            Clock::WorkingDay => self.open.at_or_after(from).map_or(Ok(0), |opens| self.worked(opens, to)),
        }
    }

    /// Counts a turnaround leg by leg.
    pub(crate) fn count(
        &self,
        start: i64,
        turnaround: Turnaround,
        stops: &[Stop],
        visit: impl FnMut(Leg),
    ) -> Result<End, Error> {
        if start + turnaround.seconds() - DAY > RANGE.to {
            return Err(Error::OutOfRange); // no clock runs faster than the time
        }
        if !stops.is_empty() {
            self.open.at_or_after(start)?; // a calendar that never opens is told at once
        }
        match turnaround.clock {
            Clock::OfficeHours => self.count_office_hours(start, turnaround.seconds(), stops, visit),
            Clock::WorkingDay => self.count_working_days(start, turnaround.seconds(), stops, visit),
        }
    }

    fn count_office_hours(
        &self,
        start: i64,
        seconds: i64,
        stops: &[Stop],
        mut visit: impl FnMut(Leg),
    ) -> Result<End, Error> {
        let (mut at, mut left) = (start, seconds);
        for stop in stops {
            let available = self.open.measure(at, stop.from)?;
            let reached = match left {
                0 => self.open.at_or_after(at).is_ok_and(|opens| opens < stop.from),
                _ => left <= available,
            };
            if reached {
                break;
            }
            left -= available;
            visit(Leg { span: Span { from: at, to: stop.from }, opens: at, seconds: available, stop: Some(*stop) });
            let Some(to) = stop.to else { return Ok(End::Paused { since: stop.from }) };
            at = to;
        }
        let due = if left == 0 { self.open.at_or_after(at)? } else { self.open.advance(at, left)? };
        visit(Leg { span: Span { from: at, to: due }, opens: at, seconds: left, stop: None });
        Ok(End::Due { raw: due, due })
    }

    fn count_working_days(
        &self,
        start: i64,
        seconds: i64,
        stops: &[Stop],
        mut visit: impl FnMut(Leg),
    ) -> Result<End, Error> {
        let (mut at, mut left) = (start, seconds);
        for stop in stops {
            let opens = self.open.at_or_after(at);
            if opens.and_then(|opens| self.work(opens, left)).is_ok_and(|raw| raw <= stop.from) {
                break;
            }
            let opens = opens.map_or(stop.from, |opens| opens.min(stop.from));
            let used = self.worked(opens, stop.from)?.min(left);
            left -= used;
            visit(Leg { span: Span { from: at, to: stop.from }, opens, seconds: used, stop: Some(*stop) });
            let Some(to) = stop.to else { return Ok(End::Paused { since: stop.from }) };
            at = to; // as if the request came then
        }
        let opens = self.open.at_or_after(at)?;
        let raw = self.work(opens, left)?;
        visit(Leg { span: Span { from: at, to: raw }, opens, seconds: left, stop: None });
        let due = if self.is_inside(raw) { raw } else { self.open.at_or_after(raw)? };
        Ok(End::Due { raw, due })
    }

    /// Lets the working-day clock run from an open instant: whole days by wall time, the rest in real time, and never
    /// past one whole day more.
    fn work(&self, opens: i64, seconds: i64) -> Result<i64, Error> {
        let (days, rest) = (seconds / DAY, seconds % DAY);
        if days == 0 && rest == 0 {
            return Ok(opens);
        }
        let wall = self.days.wall(opens)?;
        let whole = self.days_later(opens, wall, days)?;
        if rest == 0 {
            return Ok(whole);
        }
        let ran = self.running.advance(whole, rest);
        match self.days_later(opens, wall, days + 1) {
            Ok(next) => Ok(ran.map_or(next, |ran| ran.min(next))),
            Err(_no_day_more) => ran,
        }
    }

    /// The same wall time, so many working days later.
    fn days_later(&self, opens: i64, wall: Wall, days: i64) -> Result<i64, Error> {
        if days == 0 {
            return Ok(opens);
        }
        self.days.instant(Wall { day: self.days.working_after(wall.day, days)?, ..wall })
    }

    /// What the working-day clock shows at `to` when it was started at an open instant.
    pub(crate) fn worked(&self, opens: i64, to: i64) -> Result<i64, Error> {
        if to <= opens {
            return Ok(0);
        }
        let wall = self.days.wall(opens)?;
        // One more than the dates say, since where clocks go back over midnight the next date comes early.
        let most = self.days.working_between(wall.day, self.days.wall(to)?.day)? + 1;
        let reached = |days: i64| Some((days, self.days_later(opens, wall, days).ok().filter(|whole| *whole <= to)?));
        let (days, whole) = (1..=most).rev().find_map(reached).unwrap_or((0, opens));
        Ok(days * DAY + self.running.measure(whole, to)?.min(DAY))
    }
}

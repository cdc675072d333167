//! Wall time and instants of one zone, in seconds.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::CalendarError;
use crate::spans::DAY;

/// Days since 1 January 1970.
pub(crate) type DayNumber = i64;

const EPOCH: Date = Date::constant(1970, 1, 1);

pub(crate) fn number(date: Date) -> DayNumber {
    date.duration_since(EPOCH).as_secs() / DAY
}

pub(crate) fn date(number: DayNumber) -> Option<Date> {
    EPOCH.checked_add(SignedDuration::from_secs(number.checked_mul(DAY)?)).ok()
}

/// When a local date begins. Almost always the three are one instant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Midnight {
    /// The first instant that reads this date.
    pub(crate) first: i64,
    /// Where clocks go back over midnight, so that the date before comes once more.
    pub(crate) turn: i64,
    /// Where the date before ends for good.
    pub(crate) last: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Zone(TimeZone);

impl Zone {
    pub(crate) fn named(name: &str) -> Result<Self, CalendarError> {
        let unknown = || CalendarError::UnknownZone(name.to_owned());
        let zone = TimeZone::get(name).map_err(|_not_found| unknown())?;
        if zone.is_unknown() { Err(unknown()) } else { Ok(Self(zone)) }
    }

    pub(crate) fn jiff(&self) -> &TimeZone {
        &self.0
    }

    /// The instant of a wall time, given in seconds after 00:00; beyond a day it is one of the next date. In a gap it
    /// moves later by the gap, in an overlap the first is meant.
    pub(crate) fn instant(&self, date: Date, second_of_day: i64) -> Option<i64> {
        let wall = date.to_datetime(Time::midnight()).checked_add(SignedDuration::from_secs(second_of_day)).ok()?;
        Some(self.0.to_ambiguous_timestamp(wall).compatible().ok()?.as_second())
    }

    /// The local date of an instant, and the seconds that its clock shows since 00:00.
    pub(crate) fn wall(&self, second: i64) -> Option<(DayNumber, i64)> {
        let wall = self.0.to_datetime(Timestamp::from_second(second).ok()?);
        let (hour, minute, second) = (wall.hour(), wall.minute(), wall.second());
        let second_of_day = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        Some((number(wall.date()), second_of_day))
    }

    pub(crate) fn midnight(&self, date: Date) -> Option<Midnight> {
        let wall = date.to_datetime(Time::midnight());
        let with = |offset: Offset| Some(offset.to_timestamp(wall).ok()?.as_second());
        let once = |at: i64| Midnight { first: at, turn: at, last: at };
        match self.0.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => with(offset).map(once),
            AmbiguousOffset::Gap { after, .. } => self.change(with(after)?, after).map(once),
            AmbiguousOffset::Fold { before, after } => {
                let (first, last) = (with(before)?, with(after)?);
                let turn = self.change(first, after)?;
                // Back to 00:00 sharp repeats this date alone, not the one before.
                Some(if turn == last { once(first) } else { Midnight { first, turn, last } })
            }
        }
    }

    /// The first instant after `second` from which the offset holds.
    fn change(&self, second: i64, offset: Offset) -> Option<i64> {
        let from = Timestamp::from_second(second).ok()?;
        self.0.following(from).find(|change| change.offset() == offset).map(|change| change.timestamp().as_second())
    }
}

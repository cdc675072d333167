use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::days::Days;
use crate::pattern::Pattern;
use crate::spans::{HORIZON, Span, Timeline, instant, second};
use crate::zone::{DayNumber, date, number};
use crate::{Calendar, CalendarError, Error};

/// A time during which the office is open, `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSpan {
    /// The opening.
    pub from: Timestamp,
    /// The closing.
    pub to: Timestamp,
}

/// A calendar made ready to answer: when is it open, what is due when, how much time has passed.
///
/// Making one costs little. The years that are asked about are computed when they are first needed and then kept, so
/// make it once for each version of a calendar and share it in an `Arc`. Questions take whole seconds; fractions of a
/// second are dropped. The years 1800 to 2399 can be asked about.
///
/// ```
/// use worktime::{Calendar, Office, Turnaround};
///
/// let office = Office::new(&Calendar::of("Europe/Berlin", "Mon-Fri 09:00-17:00")?)?;
/// let received = "2026-11-27T16:20+01:00".parse()?;
/// assert!(office.is_open(received));
///
/// let due = office.due(received, Turnaround::business_hours(24), &[])?;
/// assert_eq!(due.text(&office).as_deref(), Some("2026-11-30T16:20:00+01:00[Europe/Berlin]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Office {
    pub(crate) pattern: Arc<Pattern>,
    pub(crate) days: Arc<Days>,
    /// The office hours.
    pub(crate) open: Timeline<Arc<Pattern>>,
    /// The time that runs on the working-day clock.
    pub(crate) running: Timeline<Arc<Days>>,
}

impl fmt::Debug for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Office").field("pattern", &self.pattern).finish_non_exhaustive()
    }
}

impl Office {
    /// Makes an office of a calendar. A calendar that never opens is fine; what can't be computed says so when asked.
    ///
    /// # Errors
    /// When the zone is unknown, or a closure or extra opening ends before it begins.
    pub fn new(calendar: &Calendar) -> Result<Self, CalendarError> {
        let pattern = Arc::new(Pattern::of(calendar)?);
        let days = Arc::new(Days::new(pattern.clone()));
        Ok(Self { open: Timeline::new(pattern.clone()), running: Timeline::new(days.clone()), pattern, days })
    }

    /// The zone of the calendar.
    pub fn zone(&self) -> &TimeZone {
        self.pattern.zone.jiff()
    }

    /// The zone as people name it: "Berlin", "New York".
    pub fn place(&self) -> String {
        place(self.zone())
    }

    /// An instant with the wall time that the office reads.
    pub fn zoned(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(self.zone().clone())
    }

    /// An instant as RFC 9557 text in the office's zone: `2026-11-30T16:20:00+01:00[Europe/Berlin]`.
    pub fn text(&self, at: Timestamp) -> String {
        self.zoned(at).to_string()
    }

    /// The local date of an instant.
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.zone().to_datetime(at).date()
    }

    /// The instant of a wall time. In a gap of the clocks it moves later by the gap, in an overlap the first is meant.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] beyond the years that are counted.
    pub fn instant(&self, wall: DateTime) -> Result<Timestamp, Error> {
        let at = self.zone().to_ambiguous_timestamp(wall).compatible().map_err(|_beyond_jiff| Error::OutOfRange)?;
        second(at).and(Ok(at))
    }

    /// Whether the office is open at an instant. At the closing instant it is closed.
    pub fn is_open(&self, at: Timestamp) -> bool {
        second(at).is_ok_and(|at| self.open.contains(at))
    }

    /// Whether something may be due at an instant: while the office is open, or just when it closes.
    pub fn may_be_due(&self, at: Timestamp) -> bool {
        second(at).is_ok_and(|at| self.is_inside(at))
    }

    pub(crate) fn is_inside(&self, at: i64) -> bool {
        self.open.contains(at) || self.open.contains(at - 1)
    }

    /// The instant itself when the office is open, else the first opening after it.
    ///
    /// # Errors
    /// [`Error::NoOpenTime`] when nothing opens within 3,660 days.
    pub fn next_opening(&self, at: Timestamp) -> Result<Timestamp, Error> {
        let asked = second(at)?;
        let opening = self.open.at_or_after(asked)?;
        if opening == asked { Ok(at) } else { instant(opening) }
    }

    /// The times of open doors between two instants, in order, cut off at both ends.
    ///
    /// # Errors
    /// [`Error::EndBeforeStart`], and [`Error::OutOfRange`] beyond the years that are counted.
    pub fn open_spans(&self, from: Timestamp, to: Timestamp) -> Result<Vec<OpenSpan>, Error> {
        let window = Span { from: second(from)?, to: second(to)? };
        if window.to < window.from {
            return Err(Error::EndBeforeStart);
        }
        self.open.within(window)?.into_iter().map(public).collect()
    }

    /// The office hours of a local date, cut off where the date begins and ends; empty when it is no working day.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] beyond the years that are counted.
    pub fn hours_of(&self, date: Date) -> Result<Vec<OpenSpan>, Error> {
        self.hours_on(number(date))?.into_iter().map(public).collect()
    }

    pub(crate) fn hours_on(&self, day: DayNumber) -> Result<Vec<Span>, Error> {
        self.open.within(self.days.span(day)?)
    }

    /// Whether any instant of a local date is open.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.days.is_working(number(date))
    }

    /// The name of the holiday on a local date, whether or not the office would be open otherwise.
    pub fn holiday_on(&self, date: Date) -> Option<&str> {
        self.pattern.holiday(number(date))
    }

    /// The name of the closure that takes a local date, or some of its weekly hours.
    pub fn closure_on(&self, date: Date) -> Option<&str> {
        self.closure_of(number(date)).unwrap_or_default()
    }

    /// The first working day on or after a date plus so many calendar days.
    ///
    /// # Errors
    /// [`Error::NoOpenTime`] when there is none within 3,660 days.
    pub fn working_date(&self, from: Date, plus_days: i32) -> Result<Date, Error> {
        let day = number(from) + i64::from(plus_days);
        let first = if self.days.is_working(day) { day } else { self.days.working_after(day, 1)? };
        if (first - day) * crate::spans::DAY > HORIZON {
            return Err(Error::NoOpenTime);
        }
        date(first).ok_or(Error::OutOfRange)
    }
}

fn public(span: Span) -> Result<OpenSpan, Error> {
    Ok(OpenSpan { from: instant(span.from)?, to: instant(span.to)? })
}

/// The last part of a zone's name, as people write it.
pub(crate) fn place(zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC");
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

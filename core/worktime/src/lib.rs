//! Time as a working team counts it. Here live working calendars (weekly hours in a zone, holidays, closures, extra
//! openings), the two clocks of a turnaround, due instants with their explanation, and the words for them. What must not
//! live here: the current time, storage, and what is promised to whom.
//!
//! # From a calendar to a promise
//! A [`Calendar`] is what people write down; an [`Office`] is made of it once and answers fast. A [`Turnaround`] is an
//! amount of time and the [`Clock`] that counts it.
//!
//! ```
//! use jiff::civil::date;
//! use language::Language;
//! use worktime::{Calendar, Clock, Office, Turnaround};
//!
//! let calendar = Calendar::of("Europe/Berlin", "Mon-Thu 09:00-12:30 13:00-17:00, Fri 09:00-14:00")?
//!     .with_holiday(date(2026, 12, 25), "Christmas Day");
//! let office = Office::new(&calendar)?;
//! let received = office.instant(date(2026, 12, 24).at(11, 0, 0, 0))?;
//!
//! // "Same time, next working day": Friday is a holiday, then comes the weekend.
//! let day = Turnaround::business_hours(24);
//! let due = office.due(received, day, &[])?;
//! assert_eq!(due.text(&office).as_deref(), Some("2026-12-28T11:00:00+01:00[Europe/Berlin]"));
//!
//! // Five and a half hours are left of Thursday, and seven and a half of Monday.
//! let open_hours = day.on(Clock::OfficeHours);
//! let due = office.due(received, open_hours, &[])?;
//! assert_eq!(due.text(&office).as_deref(), Some("2026-12-30T12:30:00+01:00[Europe/Berlin]"));
//!
//! // Why, in words.
//! let explanation = office.explain(received, day, &[])?;
//! assert_eq!(explanation.because(Language::En), "The holiday and the weekend stand still.");
//! let last = explanation.account(Language::En).pop().expect("the last line is the result");
//! assert_eq!((last.when().as_str(), last.counted.as_str()), ("Mon 28 Dec, 11:00", "24 h"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rules in short
//! - The office is open in its weekly hours, less the hours that begin on a holiday, less closures, plus extra openings.
//!   A closing at or before its opening is on the next date; `24:00` is the end of a day.
//! - A day is a working day when any of it is open.
//! - A start in closed time counts from the next opening. A due time is inside office hours, or at a closing.
//! - On the [working-day clock](Clock::WorkingDay) whole days keep the wall time, also when the clocks change between;
//!   what is left of a day runs in real time. A due time outside office hours moves to the next opening.
//! - On the [office-hours clock](Clock::OfficeHours) the real seconds of open time count, and a due time is the earliest
//!   instant that has them all.
//! - A wall time that a change of the clocks skips moves later by the gap; of one that comes twice the first is meant.
//! - A [`Pause`] is time of waiting. Pauses may overlap and come in any order. While one goes on nothing is due.
//! - A second is the smallest thing counted. Where no opening comes for 3,660 days there is [no open time](Error::NoOpenTime),
//!   and [time ends](Error::OutOfRange) with the year 2399.

pub mod batch;
mod calendar;
mod clocks;
mod days;
mod error;
mod explain;
mod office;
mod pattern;
mod pauses;
mod say;
mod spans;
mod turnaround;
mod words;
mod zone;
mod zoned_text;

pub use calendar::{Calendar, ClockTime, Holiday, Hours, Period, Week};
pub use clocks::Due;
pub use error::{CalendarError, Error};
pub use explain::{Explanation, Kind, Step};
pub use office::{Office, OpenSpan};
pub use pauses::Pause;
pub use turnaround::{Clock, Turnaround, TurnaroundError};
pub use words::{Line, Role};

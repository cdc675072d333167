//! Calendars in and out, in the iCalendar format: feeds of holidays, a member's own calendar fetched from its address, and our own feeds as
//! they are written. What must not be here: a room, or what an event means for a block or a request. All but `fetch` is pure.

mod event;
mod feed;
mod fetch;
mod holidays;
mod meetings;
mod reach;
mod rule;
mod series;
mod text;
mod written;
mod zones;

use std::fmt;

pub use feed::{Feed, FeedEvent, write};
pub use fetch::{CannotFetch, Fetcher, Trouble};
pub use holidays::{Closure, Holiday, HolidayFeed, Skipped, read_holidays};
pub use meetings::{Meeting, Person, read_meetings};

/// Why a file is no calendar that we can read, in words for the person who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACalendar {
    /// It is a sign-in page, a sheet or something else.
    #[error(
        "This is not a calendar. A calendar file ends in .ics and begins with BEGIN:VCALENDAR; a page that asks to sign in comes back \
             where an address needs a password."
    )]
    Other,
    /// It is larger than a calendar needs to be.
    #[error("This file is larger than 10 MB. Choose a shorter stretch of time where you export it.")]
    TooLarge,
}

/// The largest file that is read, in bytes.
pub const LARGEST_BYTES: usize = 10 * 1024 * 1024;

/// Why one event of a file was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A date of it does not exist.
    Date,
    /// It has no start.
    NoStart,
    /// It has a time, and no length.
    NoLength,
    /// It repeats within a day, or so often that nobody could look through it.
    TooOften,
    /// Its rule of repetition can't be read.
    Rule,
}

impl Why {
    /// In a word or two: “date”, “no start”.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::NoStart => "no start",
            Self::NoLength => "no length",
            Self::TooOften => "too often",
            Self::Rule => "rule",
        }
    }
}

/// In words for a person, after the name of the event.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Date => "its date does not exist",
            Self::NoStart => "it has no start",
            Self::NoLength => "it has a time but no length",
            Self::TooOften => "it repeats more often than can be looked through",
            Self::Rule => "the rule by which it repeats can’t be read",
        })
    }
}

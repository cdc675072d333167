use crate::spans::{FIRST_YEAR, LAST_YEAR};

/// Why there is no answer to a question about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing opens within 3,660 days.
    #[error("The calendar has no open time in the ten years that follow. Add office hours or an extra opening.")]
    NoOpenTime,
    /// Time was to be measured backwards.
    #[error("The end lies before the start. Swap them, or check the dates.")]
    EndBeforeStart,
    /// A time asked for, or a result, lies beyond the years that are counted.
    #[error(
        "Time is counted from the year {FIRST_YEAR} to {LAST_YEAR}, and this goes beyond. Choose a nearer time or a smaller amount."
    )]
    OutOfRange,
}

impl Error {
    /// The name by which machines know this error: `no_open_time`, `end_before_start`, `out_of_range`.
    pub fn code(self) -> &'static str {
        match self {
            Error::NoOpenTime => "no_open_time",
            Error::EndBeforeStart => "end_before_start",
            Error::OutOfRange => "out_of_range",
        }
    }
}

/// Why a calendar can't be used, in words for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The zone is not in the IANA list.
    #[error("“{0}” is no time zone. Write it as region and place, like Europe/Berlin.")]
    UnknownZone(String),
    /// A time of day that no clock shows.
    #[error("“{0}” is no time of day. Write it like 09:00; the end of a day is 24:00.")]
    BadTime(String),
    /// A day opens at its end.
    #[error("Opening at 24:00 is not possible, since the day is over. Write 00:00 on the next day.")]
    OpensAtMidnight,
    /// Not a local date and time.
    #[error("“{0}” is no local date and time. Write it like 2026-12-24T13:00, without an offset.")]
    BadWallTime(String),
    /// A closure or extra opening that ends where it begins, or before.
    #[error("“{name}” ends at {to}, which is not after its beginning at {from}.")]
    EmptyPeriod {
        /// What the closure or opening is called.
        name: String,
        /// Where it begins, as written.
        from: jiff::civil::DateTime,
        /// Where it ends, as written.
        to: jiff::civil::DateTime,
    },
    /// A week written as text that can't be read.
    #[error("“{0}” is no weekly hours. Write them like “Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-14:30”.")]
    BadWeek(String),
    /// Not JSON of the right shape.
    #[error("The calendars can't be read: {0}")]
    Unreadable(String),
    /// Two calendars of one list have the same name.
    #[error("Two calendars have the id “{0}”. Give each its own.")]
    SameId(String),
}

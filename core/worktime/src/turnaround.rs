use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Time runs around the clock on working days and stands still on days that are not. A due time outside office
    /// hours moves to the next opening.
    #[default]
    WorkingDay,
    /// Only open minutes count.
    OfficeHours,
}

impl Clock {
    /// The clock as it is written in data: `working-day` or `office-hours`.
    pub fn as_str(self) -> &'static str {
        match self {
            Clock::WorkingDay => "working-day",
            Clock::OfficeHours => "office-hours",
        }
    }

    /// What the clock does, in a sentence for people.
    pub fn rule(self) -> &'static str {
        match self {
            Clock::WorkingDay => "Time runs around the clock on working days and stands still on days that are not.",
            Clock::OfficeHours => "Only open minutes count.",
        }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A clock or an amount that can't be read, worded for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnaroundError {
    /// No such clock.
    #[error("“{0}” is no clock. Choose working-day or office-hours.")]
    UnknownClock(String),
    /// Not an amount of time.
    #[error("“{0}” is no amount of time. Write hours and minutes, like 24h, 90min or 1h30min.")]
    BadAmount(String),
}

impl FromStr for Clock {
    type Err = TurnaroundError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "working-day" => Ok(Clock::WorkingDay),
            "office-hours" => Ok(Clock::OfficeHours),
            _ => Err(TurnaroundError::UnknownClock(text.to_owned())),
        }
    }
}

/// How long something may take, and on which clock that is counted.
///
/// ```
/// use worktime::{Clock, Turnaround};
///
/// let day: Turnaround = "24h".parse()?;
/// assert_eq!(day, Turnaround::business_hours(24));
/// assert_eq!(day.on(Clock::OfficeHours).to_string(), "24 business hours");
/// # Ok::<(), worktime::TurnaroundError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Turnaround {
    /// The amount, in minutes.
    pub amount_minutes: u32,
    /// The clock that counts them.
    pub clock: Clock,
}

impl Turnaround {
    /// So many minutes on a clock.
    pub fn minutes(amount_minutes: u32, clock: Clock) -> Self {
        Self { amount_minutes, clock }
    }

    /// So many hours on the working-day clock: 24 of them are "same time, next working day".
    pub fn business_hours(hours: u32) -> Self {
        Self::minutes(hours.saturating_mul(60), Clock::WorkingDay)
    }

    /// So many hours on the office-hours clock: only open time counts.
    pub fn office_hours(hours: u32) -> Self {
        Self::minutes(hours.saturating_mul(60), Clock::OfficeHours)
    }

    /// The same amount on another clock.
    pub fn on(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The amount in seconds.
    pub fn seconds(self) -> i64 {
        i64::from(self.amount_minutes) * 60
    }
}

/// The amount as a person says it: "24 business hours", "1 business hour", "45 min".
impl fmt::Display for Turnaround {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(language::Language::En))
    }
}

/// Reads an amount for the working-day clock: `24h`, `90min`, `90m`, `1h30min`.
impl FromStr for Turnaround {
    type Err = TurnaroundError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let minutes = amount(text.trim()).ok_or_else(|| TurnaroundError::BadAmount(text.to_owned()))?;
        Ok(Self::minutes(minutes, Clock::WorkingDay))
    }
}

fn amount(text: &str) -> Option<u32> {
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => (digits(hours)?, rest.trim()),
        None => (0, text),
    };
    let minutes = match rest {
        "" if rest.len() < text.len() => 0,
        _ => digits(rest.strip_suffix("min").or_else(|| rest.strip_suffix('m'))?)?,
    };
    hours.checked_mul(60)?.checked_add(minutes)
}

fn digits(text: &str) -> Option<u32> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

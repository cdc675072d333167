use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Weekday};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::CalendarError;

/// When a team works, as written down: weekly hours in one time zone, less holidays and closures, plus extra openings.
///
/// This is the shape in which calendars are stored and exchanged as JSON. An [`Office`](crate::Office) answers questions
/// about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// A name for machines, unique in a list of calendars.
    #[serde(default)]
    pub id: String,
    /// The IANA time zone, like `Europe/Berlin`. All times of the calendar are wall times in it.
    pub zone: String,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The weekly hours.
    #[serde(default)]
    pub week: Week,
    /// Days that remove the weekly hours which begin on them.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// Times cut out of the weekly hours.
    #[serde(default)]
    pub closures: Vec<Period>,
    /// Openings that win over holidays and closures.
    #[serde(default)]
    pub extra: Vec<Period>,
}

impl Calendar {
    /// A calendar without holidays, of weekly hours written as in [`Week`].
    ///
    /// # Errors
    /// When the hours can't be read. Whether the zone exists shows when an office is made of it.
    pub fn of(zone: &str, week: &str) -> Result<Self, CalendarError> {
        Ok(Self { zone: zone.to_owned(), week: week.parse()?, ..Self::default() })
    }

    /// The same calendar with one more holiday.
    #[must_use]
    pub fn with_holiday(mut self, date: Date, name: &str) -> Self {
        self.holidays.push(Holiday { date, name: name.to_owned() });
        self
    }

    /// The same calendar with one more closure, in wall time.
    #[must_use]
    pub fn with_closure(mut self, from: DateTime, to: DateTime, name: &str) -> Self {
        self.closures.push(Period { from, to, name: name.to_owned() });
        self
    }

    /// The same calendar with one more extra opening, in wall time.
    #[must_use]
    pub fn with_extra(mut self, from: DateTime, to: DateTime, name: &str) -> Self {
        self.extra.push(Period { from, to, name: name.to_owned() });
        self
    }
}

/// A day on which the hours that begin on it fall out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The local date.
    pub date: Date,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// A closure or an extra opening, in wall time, its end excluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Where it begins.
    #[serde(serialize_with = "write_wall", deserialize_with = "read_wall")]
    pub from: DateTime,
    /// Where it ends.
    #[serde(serialize_with = "write_wall", deserialize_with = "read_wall")]
    pub to: DateTime,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

fn write_wall<S: Serializer>(wall: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    let format = if wall.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    to.collect_str(&wall.strftime(format))
}

fn read_wall<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime, D::Error> {
    let text = String::deserialize(from)?;
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|form| DateTime::strptime(form, &text).ok());
    read.ok_or_else(|| D::Error::custom(CalendarError::BadWallTime(text)))
}

/// A time of day in minutes after 00:00; the end of the day is 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

impl ClockTime {
    /// The time of an hour and a minute; none when no clock shows it.
    pub(crate) fn at(hour: i8, minute: i8) -> Option<Self> {
        let (hour, minute) = (u16::try_from(hour).ok()?, u16::try_from(minute).ok()?);
        (minute < 60 && hour * 60 + minute <= 1_440).then_some(Self(hour * 60 + minute))
    }

    /// Minutes after 00:00: 0 to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let two =
            |part: &str| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?;
        let time = text.split_once(':').and_then(|(hour, minute)| Self::at(two(hour)?, two(minute)?));
        time.ok_or_else(|| CalendarError::BadTime(text.to_owned()))
    }
}

impl TryFrom<String> for ClockTime {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

/// An opening and its closing. A closing at or before the opening is on the next date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(ClockTime, ClockTime)", into = "(ClockTime, ClockTime)")]
pub struct Hours {
    opens: ClockTime,
    closes: ClockTime,
}

impl Hours {
    /// Hours from an opening to its closing.
    ///
    /// # Errors
    /// When it opens at 24:00, since that is the next date.
    pub fn new(opens: ClockTime, closes: ClockTime) -> Result<Self, CalendarError> {
        if opens.0 < 1_440 { Ok(Self { opens, closes }) } else { Err(CalendarError::OpensAtMidnight) }
    }

    /// When it opens.
    pub fn opens(self) -> ClockTime {
        self.opens
    }

    /// When it closes, on the same date or the next.
    pub fn closes(self) -> ClockTime {
        self.closes
    }

    /// Opening and closing in seconds after 00:00 of the date on which it opens.
    pub(crate) fn seconds(self) -> (i64, i64) {
        let (opens, closes) = (i64::from(self.opens.0) * 60, i64::from(self.closes.0) * 60);
        (opens, if closes <= opens { closes + crate::spans::DAY } else { closes })
    }
}

impl TryFrom<(ClockTime, ClockTime)> for Hours {
    type Error = CalendarError;

    fn try_from((opens, closes): (ClockTime, ClockTime)) -> Result<Self, Self::Error> {
        Self::new(opens, closes)
    }
}

impl From<Hours> for (ClockTime, ClockTime) {
    fn from(hours: Hours) -> Self {
        (hours.opens, hours.closes)
    }
}

/// The hours of each weekday. As text: days and hours by blanks, parts by commas.
///
/// ```
/// let week: worktime::Week = "Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-14:30".parse()?;
/// assert_eq!((week.mon.len(), week.fri.len(), week.sat.len()), (2, 1, 0));
/// # Ok::<(), worktime::CalendarError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are the days of the week")]
pub struct Week {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mon: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tue: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wed: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thu: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fri: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sat: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sun: Vec<Hours>,
}

impl Week {
    /// The hours that begin on a weekday.
    pub fn on(&self, day: Weekday) -> &[Hours] {
        match day {
            Weekday::Monday => &self.mon,
            Weekday::Tuesday => &self.tue,
            Weekday::Wednesday => &self.wed,
            Weekday::Thursday => &self.thu,
            Weekday::Friday => &self.fri,
            Weekday::Saturday => &self.sat,
            Weekday::Sunday => &self.sun,
        }
    }

    /// The hours that begin on a weekday, to change them.
    pub fn on_mut(&mut self, day: Weekday) -> &mut Vec<Hours> {
        match day {
            Weekday::Monday => &mut self.mon,
            Weekday::Tuesday => &mut self.tue,
            Weekday::Wednesday => &mut self.wed,
            Weekday::Thursday => &mut self.thu,
            Weekday::Friday => &mut self.fri,
            Weekday::Saturday => &mut self.sat,
            Weekday::Sunday => &mut self.sun,
        }
    }

    /// Whether no day has any hours.
    pub fn is_empty(&self) -> bool {
        Weekday::Monday.cycle_forward().take(7).all(|day| self.on(day).is_empty())
    }
}

impl FromStr for Week {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || CalendarError::BadWeek(text.to_owned());
        let mut week = Week::default();
        for part in text.split(',') {
            let mut words = part.split_whitespace();
            let days = words.next().and_then(days).ok_or_else(unreadable)?;
            let hours: Vec<Hours> = words.map(hours).collect::<Result<_, _>>()?;
            days.into_iter().for_each(|day| week.on_mut(day).extend(&hours));
        }
        Ok(week)
    }
}

/// `Mon`, or `Mon-Fri`, also over the weekend: `Wed-Sun`, `Sat-Tue`.
fn days(text: &str) -> Option<Vec<Weekday>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (weekday(first)?, weekday(last)?);
    let length = usize::try_from(first.until(last)).ok()? + 1;
    Some(first.cycle_forward().take(length).collect())
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.to_ascii_lowercase().as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn hours(text: &str) -> Result<Hours, CalendarError> {
    let (opens, closes) = text.split_once('-').ok_or_else(|| CalendarError::BadWeek(text.to_owned()))?;
    Hours::new(opens.parse()?, closes.parse()?)
}

//! A feed of holidays, as values to be looked through before any of them is kept.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::event::{Event, read};
use crate::series::When;
use crate::{NotACalendar, Why};

/// What a feed of holidays brings for a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayFeed {
    /// Whole days, one entry a date, in order.
    pub holidays: Vec<Holiday>,
    /// Times that are no whole days, in order.
    pub closures: Vec<Closure>,
    /// What could not be read, in the order of the file.
    pub skipped: Vec<Skipped>,
    /// What is odd about the file as a whole, in words for a person.
    pub warnings: Vec<String>,
}

/// A day that may be a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The date.
    pub date: Date,
    /// What it is called, without spaces around it.
    pub name: String,
    /// Whether it is meant as a day off, so that it is ticked when it is looked through.
    pub is_ticked: bool,
    /// Why not, in a few words.
    pub why: Option<&'static str>,
}

/// A time in which the office is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// From when, in the wall time of the zone it is read in.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// What it is called.
    pub name: String,
}

/// An event that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What it is called.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// How feeds say that a day is remembered and worked on, at the beginning of a description or as a category.
const OBSERVANCES: [&str; 14] = [
    "observance",
    "gedenktag",
    "fête",
    "célébration",
    "journée commémorative",
    "journée de commémoration",
    "observación",
    "celebración",
    "conmemoración",
    "día de conmemoración",
    "ricorrenza",
    "not a public holiday",
    "kein gesetzlicher feiertag",
    "working day",
];

/// The most entries that one file brings; a person looks through them.
const MOST: usize = 4_000;

/// Reads a feed of holidays for the days from `from` to `to`. Times are read in `zone`, the one of the calendar that takes them.
///
/// Whole days in the feed's own zone are days; else whole days in UTC are; what is neither is a closure with times.
///
/// # Errors
/// What is no calendar. A holiday already kept stays as it is then.
pub fn read_holidays(bytes: &[u8], zone: &TimeZone, from: Date, to: Date) -> Result<HolidayFeed, NotACalendar> {
    let file = read(bytes)?;
    let feeds_zone = file.zone.as_deref().and_then(|named| file.zones.of(named));
    let own = feeds_zone.clone().unwrap_or_else(|| zone.clone());
    let mut feed = HolidayFeed { holidays: vec![], closures: vec![], skipped: vec![], warnings: vec![] };
    if !file.is_whole {
        feed.warnings.push("no END:VCALENDAR".to_owned());
    }
    if let Some(named) = file.zone.as_ref().filter(|_| feeds_zone.is_none()) {
        feed.warnings.push(format!("the time zone {named} is not known"));
    }
    let unrolled = file.unrolled(&own, from, to);
    let mut days: BTreeMap<Date, Holiday> = BTreeMap::new();
    for (event, why) in unrolled.left_out {
        feed.skipped.push(Skipped { name: name(event), why });
    }
    for occurrence in unrolled.occurrences {
        let event = occurrence.event;
        match as_days(&occurrence.when, &own) {
            Some((first, last)) => {
                let last = last.min(to);
                let mut next = Some(first.max(from));
                while let Some(day) = next.filter(|day| *day <= last && days.len() < MOST) {
                    offer(&mut days, day, event);
                    next = day.tomorrow().ok();
                }
            }
            None => close(&mut feed, event, &occurrence.when, zone, (from, to)),
        }
    }
    feed.holidays = days.into_values().collect();
    feed.closures.sort_by(|one, two| (one.from, &one.name).cmp(&(two.from, &two.name)));
    feed.closures.dedup();
    feed.closures.truncate(MOST);
    feed.skipped.truncate(MOST);
    Ok(feed)
}

/// One entry a date: the first that is a day off, else the first.
fn offer(days: &mut BTreeMap<Date, Holiday>, date: Date, event: &Event) {
    let is_ticked = !is_observance(event);
    let why = (!is_ticked).then_some("observance: offered, not ticked");
    let offered = Holiday { date, name: name(event), is_ticked, why };
    let known = days.entry(date).or_insert_with(|| offered.clone());
    if offered.is_ticked && !known.is_ticked {
        *known = offered;
    }
}

fn close(feed: &mut HolidayFeed, event: &Event, when: &When, zone: &TimeZone, (from, to): (Date, Date)) {
    let When::Times { starts_at, ends_at, .. } = when else { return };
    if ends_at <= starts_at {
        feed.skipped.push(Skipped { name: name(event), why: Why::NoLength });
        return;
    }
    let closure = Closure { from: zone.to_datetime(*starts_at), to: zone.to_datetime(*ends_at), name: name(event) };
    if closure.from.date() <= to && closure.to.date() >= from {
        feed.closures.push(closure);
    }
}

/// The days that are meant, if whole days are.
fn as_days(when: &When, own: &TimeZone) -> Option<(Date, Date)> {
    match when {
        When::Days { first, last } => Some((*first, *last)),
        When::Times { starts_at, ends_at, zone } => {
            let zones = [zone.as_ref(), Some(own), Some(&TimeZone::UTC)];
            zones.into_iter().flatten().find_map(|zone| whole_days(*starts_at, *ends_at, zone))
        }
    }
}

fn whole_days(starts_at: Timestamp, ends_at: Timestamp, zone: &TimeZone) -> Option<(Date, Date)> {
    let (starts, ends) = (zone.to_datetime(starts_at), zone.to_datetime(ends_at));
    let is_whole = starts.time() == Time::midnight() && ends.time() == Time::midnight();
    let is_long = ends_at.duration_since(starts_at) >= SignedDuration::from_hours(12);
    (is_whole && is_long && ends > starts).then(|| (starts.date(), ends.date().saturating_sub(1.day())))
}

fn is_observance(event: &Event) -> bool {
    let described = event.description.lines().next().unwrap_or_default();
    std::iter::once(described).chain(event.categories.iter().map(String::as_str)).any(|said| {
        let said = said.trim().to_lowercase();
        OBSERVANCES.iter().any(|word| said.starts_with(word))
    })
}

/// What an event is called; a name that nobody gave is said to be missing.
fn name(event: &Event) -> String {
    let words: Vec<&str> = event.summary.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(200).collect();
    if name.is_empty() { "(without a name)".to_owned() } else { name }
}

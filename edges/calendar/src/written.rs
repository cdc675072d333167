//! The rules of a zone as a feed tells them, taken from what jiff knows of its changes.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarDay, ICalendarEntry, ICalendarFrequency, ICalendarMonth,
    ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// What stands beside a time on the wall.
pub(crate) enum Offsets {
    None,
    Utc,
}

/// A time as it is written.
pub(crate) fn wall(local: &DateTime, offsets: Offsets) -> ICalendarValue {
    let small = |part: i8| u8::try_from(part).ok();
    let mut said = PartialDateTime {
        year: u16::try_from(local.year()).ok(),
        month: small(local.month()),
        day: small(local.day()),
        hour: small(local.hour()),
        minute: small(local.minute()),
        second: small(local.second()),
        ..PartialDateTime::default()
    };
    if matches!(offsets, Offsets::Utc) {
        (said.tz_hour, said.tz_minute) = (Some(0), Some(0));
    }
    ICalendarValue::PartialDateTime(Box::new(said))
}

fn offset(of: Offset) -> ICalendarValue {
    let minutes = of.seconds().abs() / 60;
    ICalendarValue::PartialDateTime(Box::new(PartialDateTime {
        tz_hour: u8::try_from(minutes / 60).ok(),
        tz_minute: u8::try_from(minutes % 60).ok(),
        tz_minus: of.is_negative(),
        ..PartialDateTime::default()
    }))
}

/// One change of the clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    at: Timestamp,
    from: Offset,
    to: Offset,
    is_summer: bool,
    name: String,
    /// On the wall before the change.
    local: DateTime,
}

/// How many years around the events the changes of a zone are looked at, so that a rule is told from chance.
const YEARS: i64 = 3;
/// More changes than any zone makes in that time.
const MOST: usize = 64;

/// The parts of a zone that hold for the time from `first` to `last`: each a rule if its changes follow one, else its changes one by one.
pub(crate) fn observances(zone: &TimeZone, first: Timestamp, last: Timestamp) -> Vec<ICalendarComponent> {
    let year = |at: Timestamp, years: i64| {
        let local = TimeZone::UTC.to_datetime(at).saturating_add(years.years());
        TimeZone::UTC.to_timestamp(local).unwrap_or(at)
    };
    let (from, to) = (year(first, -1), year(last, YEARS));
    let changes = changes(zone, from, to);
    let mut parts = Vec::new();
    if changes.first().is_none_or(|change| change.at > first) {
        parts.push(standing(zone, from));
    }
    let mut rest = changes;
    while let Some(lead) = rest.first().cloned() {
        let is_alike = |change: &Change| {
            (change.from, change.to, change.is_summer, &change.name) == (lead.from, lead.to, lead.is_summer, &lead.name)
        };
        let (alike, others) = rest.into_iter().partition::<Vec<_>, _>(is_alike);
        parts.push(part(&alike, to));
        rest = others;
    }
    parts
}

fn changes(zone: &TimeZone, from: Timestamp, to: Timestamp) -> Vec<Change> {
    let mut before = zone.to_offset(from);
    let found = zone.following(from).take_while(|change| change.timestamp() <= to).take(MOST);
    found
        .map(|change| {
            let at = change.timestamp();
            let from = std::mem::replace(&mut before, change.offset());
            let name = change.abbreviation().to_owned();
            let local = from.to_datetime(at);
            Change { at, from, to: change.offset(), is_summer: change.dst() == Dst::Yes, name, local }
        })
        .collect()
}

fn component(is_summer: bool, begins: &DateTime, from: Offset, to: Offset, name: &str) -> ICalendarComponent {
    let kind = if is_summer { ICalendarComponentType::Daylight } else { ICalendarComponentType::Standard };
    let mut component = ICalendarComponent::new(kind);
    component.entries = vec![
        ICalendarEntry::new(ICalendarProperty::Dtstart).with_value(wall(begins, Offsets::None)),
        ICalendarEntry::new(ICalendarProperty::Tzoffsetfrom).with_value(offset(from)),
        ICalendarEntry::new(ICalendarProperty::Tzoffsetto).with_value(offset(to)),
        ICalendarEntry::new(ICalendarProperty::Tzname).with_value(ICalendarValue::Text(name.to_owned())),
    ];
    component
}

/// What holds before the first change, or always.
fn standing(zone: &TimeZone, at: Timestamp) -> ICalendarComponent {
    let info = zone.to_offset_info(at);
    let (offset, begins) = (info.offset(), DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
    component(info.dst() == Dst::Yes, &begins, offset, offset, info.abbreviation())
}

fn part(alike: &[Change], to: Timestamp) -> ICalendarComponent {
    let Some(first) = alike.first() else { return ICalendarComponent::default() };
    let mut part = component(first.is_summer, &first.local, first.from, first.to, &first.name);
    match rule(alike, to) {
        Some(rule) => {
            let rule = ICalendarValue::RecurrenceRule(Box::new(rule));
            part.entries.push(ICalendarEntry::new(ICalendarProperty::Rrule).with_value(rule));
        }
        // A line each: some readers take the first date of a line alone.
        None => part.entries.extend(alike.iter().map(|change| {
            ICalendarEntry::new(ICalendarProperty::Rdate).with_value(wall(&change.local, Offsets::None))
        })),
    }
    part
}

/// The rule that changes follow: the same weekday of the same month at the same time in each year on. None for fewer than three, or for
/// changes that end before the time looked at does.
fn rule(alike: &[Change], to: Timestamp) -> Option<ICalendarRecurrenceRule> {
    let (first, last) = (alike.first()?, alike.last()?);
    let follows = alike.iter().zip(first.local.year()..).all(|(change, year)| {
        let (one, same) = (&change.local, &first.local);
        one.year() == year
            && one.month() == same.month()
            && one.weekday() == same.weekday()
            && one.time() == same.time()
    });
    let is_still =
        last.at.checked_add(400.days().to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?).ok()? > to;
    if alike.len() < 3 || !follows || !is_still {
        return None;
    }
    let number = |change: &Change| i16::from((change.local.day() - 1) / 7 + 1);
    let is_last = |change: &Change| change.local.day() + 7 > change.local.date().days_in_month();
    let number = if alike.iter().all(is_last) {
        -1
    } else {
        let same = number(first);
        alike.iter().all(|change| number(change) == same).then_some(same)?
    };
    Some(ICalendarRecurrenceRule {
        freq: ICalendarFrequency::Yearly,
        bymonth: vec![ICalendarMonth::new(u8::try_from(first.local.month()).ok()?, false)],
        byday: vec![ICalendarDay { ordwk: Some(number), weekday: weekday(first.local.weekday()) }],
        ..ICalendarRecurrenceRule::default()
    })
}

fn weekday(day: Weekday) -> ICalendarWeekday {
    match day {
        Weekday::Sunday => ICalendarWeekday::Sunday,
        Weekday::Monday => ICalendarWeekday::Monday,
        Weekday::Tuesday => ICalendarWeekday::Tuesday,
        Weekday::Wednesday => ICalendarWeekday::Wednesday,
        Weekday::Thursday => ICalendarWeekday::Thursday,
        Weekday::Friday => ICalendarWeekday::Friday,
        Weekday::Saturday => ICalendarWeekday::Saturday,
    }
}

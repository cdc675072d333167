//! What is read of a calendar's events, before any of them is unrolled.

use std::collections::HashMap;

use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarParameterValue;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry, ICalendarFrequency,
    ICalendarParameterName, ICalendarParticipationStatus, ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule,
    ICalendarStatus, ICalendarTransparency, ICalendarUserTypes, ICalendarValue, ICalendarWeekday,
};
use calcard::{Entry, Parser};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::rule::{Every, Rule};
use crate::text::unfolded;
use crate::zones::Zones;
use crate::{NotACalendar, Why};

/// When something is, as a calendar says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Stamp {
    /// A whole day, in whatever zone.
    Day(Date),
    /// A time on the wall, in a zone of this name or in the zone of who reads it.
    Wall(DateTime, Option<String>),
    /// An instant.
    Instant(Timestamp),
}

/// How a calendar says how long something takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Until {
    End(Stamp),
    /// Whole days, and time beside them.
    Length {
        days: i32,
        time: SignedDuration,
    },
    Unsaid,
}

/// Somebody in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) is_person: bool,
    pub(crate) has_declined: bool,
}

/// One event as it stands in the file: single, a series, or one changed occurrence of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) uid: String,
    pub(crate) sequence: i64,
    pub(crate) start: Result<Stamp, Why>,
    pub(crate) until: Until,
    pub(crate) rules: Vec<Result<Rule, Why>>,
    /// The UTC or wall time at which each of the rules ends, until the zone is known.
    pub(crate) rules_end: Vec<Option<Stamp>>,
    pub(crate) also: Vec<Stamp>,
    pub(crate) except: Vec<Stamp>,
    /// Which occurrence of its series this one replaces.
    pub(crate) replaces: Option<Stamp>,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) categories: Vec<String>,
    pub(crate) is_cancelled: bool,
    pub(crate) is_free: bool,
    pub(crate) guests: Vec<Guest>,
}

/// A file: its events, each UID's newest version alone, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) events: Vec<Event>,
    pub(crate) zones: Zones,
    /// The zone that the file names for itself.
    pub(crate) zone: Option<String>,
    /// Whether it ends as a calendar ends.
    pub(crate) is_whole: bool,
}

/// Reads the events of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<File, NotACalendar> {
    let text = unfolded(bytes)?;
    let mut file = File::default();
    let end = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    file.is_whole = end.is_some_and(|line| line.eq_ignore_ascii_case("END:VCALENDAR"));
    let mut events = Vec::new();
    let mut parser = Parser::new(&text);
    loop {
        let entry = parser.entry();
        if matches!(entry, Entry::Eof) {
            break;
        }
        let Entry::ICalendar(calendar) = entry else { continue };
        file.zones.read(&calendar);
        let zone = calendar.components.first().and_then(|head| other(head, "X-WR-TIMEZONE"));
        file.zone = file.zone.or(zone);
        let of_kind = |one: &&ICalendarComponent| one.component_type == ICalendarComponentType::VEvent;
        events.extend(calendar.components.iter().filter(of_kind).map(event));
    }
    file.events = newest(events);
    Ok(file)
}

/// Of the same event the version with the higher sequence, else the later one in the file.
fn newest(events: Vec<Event>) -> Vec<Event> {
    let mut known: HashMap<(String, Option<Stamp>), usize> = HashMap::new();
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        if event.uid.is_empty() {
            kept.push(event);
            continue;
        }
        let key = (event.uid.clone(), event.replaces.clone());
        let place = *known.entry(key).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(before) if event.sequence >= before.sequence => *before = event,
            Some(_) => {}
            None => kept.push(event),
        }
    }
    kept
}

fn event(component: &ICalendarComponent) -> Event {
    let text = |property: &ICalendarProperty| {
        let value = component.property(property).and_then(|entry| entry.values.first());
        value.and_then(ICalendarValue::as_text).unwrap_or_default().trim().to_owned()
    };
    let start = match component.property(&ICalendarProperty::Dtstart) {
        None => Err(Why::NoStart),
        Some(entry) => entry.values.first().and_then(|value| stamp(entry, value)).ok_or(Why::Date),
    };
    let rules = || component.properties(&ICalendarProperty::Rrule).flat_map(|entry| entry.values.iter());
    let sequence =
        component.property(&ICalendarProperty::Sequence).and_then(|entry| entry.values.first()?.as_integer());
    let categories = component.properties(&ICalendarProperty::Categories).flat_map(|entry| entry.values.iter());
    Event {
        uid: text(&ICalendarProperty::Uid),
        sequence: sequence.unwrap_or(0),
        until: until(component),
        rules: rules().map(rule).collect(),
        rules_end: rules().map(rule_end).collect(),
        also: stamps(component, &ICalendarProperty::Rdate),
        except: stamps(component, &ICalendarProperty::Exdate),
        replaces: stamps(component, &ICalendarProperty::RecurrenceId).into_iter().next(),
        summary: text(&ICalendarProperty::Summary),
        description: text(&ICalendarProperty::Description),
        categories: categories.filter_map(|value| value.as_text().map(str::to_owned)).collect(),
        is_cancelled: component.status() == Some(&ICalendarStatus::Cancelled),
        is_free: component.transparency() == Some(&ICalendarTransparency::Transparent),
        guests: guests(component),
        start,
    }
}

fn other(component: &ICalendarComponent, name: &str) -> Option<String> {
    let entry = component.property(&ICalendarProperty::Other(name.to_owned()))?;
    entry.values.first()?.as_text().map(|text| text.trim().to_owned())
}

/// A date that a reader of dates understood, if it exists.
pub(crate) fn day(said: &PartialDateTime) -> Option<Date> {
    let year = i16::try_from(said.year?).ok()?;
    Date::new(year, i8::try_from(said.month?).ok()?, i8::try_from(said.day?).ok()?).ok()
}

/// A time on the wall, if it exists. A leap second is the one before it.
pub(crate) fn local(said: &PartialDateTime) -> Option<DateTime> {
    let number = |part: Option<u8>| part.map_or(Some(0), |part| i8::try_from(part).ok());
    let time = Time::new(number(said.hour)?, number(said.minute)?, number(said.second)?.min(59), 0).ok()?;
    Some(day(said)?.to_datetime(time))
}

fn stamp(entry: &ICalendarEntry, value: &ICalendarValue) -> Option<Stamp> {
    if let ICalendarValue::Period(ICalendarPeriod::Range { start, .. } | ICalendarPeriod::Duration { start, .. }) =
        value
    {
        return stamp_of(start, entry.tz_id());
    }
    let said = value.as_partial_date_time()?;
    stamp_of(said, entry.tz_id())
}

fn stamp_of(said: &PartialDateTime, zone: Option<&str>) -> Option<Stamp> {
    if said.hour.is_none() {
        return day(said).map(Stamp::Day);
    }
    let local = local(said)?;
    let Some(hours) = said.tz_hour else { return Some(Stamp::Wall(local, zone.map(str::to_owned))) };
    let seconds = i32::from(hours) * 3_600 + i32::from(said.tz_minute.unwrap_or(0)) * 60;
    let offset = Offset::from_seconds(if said.tz_minus { -seconds } else { seconds }).ok()?;
    TimeZone::fixed(offset).to_timestamp(local).ok().map(Stamp::Instant)
}

fn stamps(component: &ICalendarComponent, property: &ICalendarProperty) -> Vec<Stamp> {
    let entries = component.properties(property);
    entries.flat_map(|entry| entry.values.iter().filter_map(move |value| stamp(entry, value))).collect()
}

fn until(component: &ICalendarComponent) -> Until {
    let ends = stamps(component, &ICalendarProperty::Dtend).into_iter().next();
    if let Some(end) = ends {
        return Until::End(end);
    }
    match component.property(&ICalendarProperty::Duration).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::Duration(length)) => span(length),
        _ => Until::Unsaid,
    }
}

fn span(length: &ICalendarDuration) -> Until {
    if length.neg {
        return Until::Unsaid;
    }
    let number = |part: u32| i64::from(part);
    let days = number(length.weeks).saturating_mul(7).saturating_add(number(length.days));
    let seconds = number(length.hours) * 3_600 + number(length.minutes) * 60 + number(length.seconds);
    Until::Length {
        days: i32::try_from(days.min(36_600)).unwrap_or(0),
        time: SignedDuration::from_secs(seconds.min(31_622_400)),
    }
}

pub(crate) fn weekday(day: ICalendarWeekday) -> Weekday {
    match day {
        ICalendarWeekday::Sunday => Weekday::Sunday,
        ICalendarWeekday::Monday => Weekday::Monday,
        ICalendarWeekday::Tuesday => Weekday::Tuesday,
        ICalendarWeekday::Wednesday => Weekday::Wednesday,
        ICalendarWeekday::Thursday => Weekday::Thursday,
        ICalendarWeekday::Friday => Weekday::Friday,
        ICalendarWeekday::Saturday => Weekday::Saturday,
    }
}

fn rule(value: &ICalendarValue) -> Result<Rule, Why> {
    let ICalendarValue::RecurrenceRule(said) = value else { return Err(Why::Rule) };
    let ICalendarRecurrenceRule { interval, count, bysetpos, .. } = said.as_ref();
    let every = match said.freq {
        ICalendarFrequency::Yearly => Every::Year,
        ICalendarFrequency::Monthly => Every::Month,
        ICalendarFrequency::Weekly => Every::Week,
        ICalendarFrequency::Daily => Every::Day,
        ICalendarFrequency::Hourly | ICalendarFrequency::Minutely | ICalendarFrequency::Secondly => {
            return Err(Why::TooOften);
        }
    };
    Ok(Rule {
        every,
        interval: interval.unwrap_or(1),
        count: *count,
        until: None,
        months: said.bymonth.iter().filter_map(|month| i8::try_from(month.month()).ok()).collect(),
        days_of_month: said.bymonthday.clone(),
        days_of_year: said.byyearday.clone(),
        weeks: said.byweekno.clone(),
        weekdays: said.byday.iter().map(|day| (day.ordwk, weekday(day.weekday))).collect(),
        hours: said.byhour.clone(),
        minutes: said.byminute.clone(),
        seconds: said.bysecond.clone(),
        positions: bysetpos.clone(),
        week_starts: said.wkst.map_or(Weekday::Monday, weekday),
    })
}

fn rule_end(value: &ICalendarValue) -> Option<Stamp> {
    let ICalendarValue::RecurrenceRule(said) = value else { return None };
    stamp_of(said.until.as_ref()?, None)
}

fn guests(component: &ICalendarComponent) -> Vec<Guest> {
    let organizer = component.properties(&ICalendarProperty::Organizer);
    let entries = organizer.chain(component.properties(&ICalendarProperty::Attendee));
    let mut guests: Vec<Guest> = Vec::new();
    for guest in entries.filter_map(guest) {
        match guests.iter_mut().find(|known| known.address.eq_ignore_ascii_case(&guest.address)) {
            Some(known) => *known = guest,
            None => guests.push(guest),
        }
        if guests.len() >= 500 {
            break;
        }
    }
    guests
}

fn guest(entry: &ICalendarEntry) -> Option<Guest> {
    let address = entry.calendar_address()?.trim().to_owned();
    let name = entry.parameter(&ICalendarParameterName::Cn).and_then(ICalendarParameterValue::as_text);
    let kind = entry.parameter(&ICalendarParameterName::Cutype);
    let part = entry.parameter(&ICalendarParameterName::Partstat);
    Some(Guest {
        name: name.unwrap_or_default().trim().to_owned(),
        address,
        is_person: !matches!(
            kind,
            Some(ICalendarParameterValue::Cutype(ICalendarUserTypes::Room | ICalendarUserTypes::Resource))
        ),
        has_declined: matches!(part, Some(ICalendarParameterValue::Partstat(ICalendarParticipationStatus::Declined))),
    })
}

impl File {
    /// The instant of a stamp; none for a time that the clocks skip. What has no zone is read in `zone`.
    pub(crate) fn instant(&self, stamp: &Stamp, zone: &TimeZone) -> Option<Timestamp> {
        match stamp {
            Stamp::Instant(at) => Some(*at),
            Stamp::Day(day) => zone.to_timestamp(day.to_datetime(Time::midnight())).ok(),
            Stamp::Wall(local, named) => {
                let zone = self.zone_of(named.as_deref(), zone);
                let at = zone.to_ambiguous_timestamp(*local);
                if matches!(at.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) { None } else { at.earlier().ok() }
            }
        }
    }

    /// The zone of this name, or `zone` if nobody knows it.
    pub(crate) fn zone_of(&self, named: Option<&str>, zone: &TimeZone) -> TimeZone {
        named.and_then(|named| self.zones.of(named)).unwrap_or_else(|| zone.clone())
    }
}

/// The end of something of this length.
pub(crate) fn after(local: DateTime, days: i32, time: SignedDuration) -> Option<DateTime> {
    local.checked_add(days.days()).ok()?.checked_add(time).ok()
}

//! Which zone a name means. jiff resolves them all; a name of the file's own is explained by the file's own rules.

use std::collections::HashMap;
use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarProperty, ICalendarValue,
};
use jiff::tz::TimeZone;

use crate::event::{local, weekday};

/// The zones that a file explains, by their names in it.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    known: HashMap<String, TimeZone>,
}

impl Zones {
    pub(crate) fn read(&mut self, calendar: &ICalendar) {
        for zone in calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VTimezone) {
            let Some(id) = text_of(zone, &ICalendarProperty::Tzid) else { continue };
            let place = ICalendarProperty::Other("X-LIC-LOCATION".to_owned());
            let found = named(id).or_else(|| named(text_of(zone, &place)?)).or_else(|| ruled(zone, calendar));
            if let Some(found) = found {
                self.known.insert(id.to_owned(), found);
            }
        }
    }

    /// The zone of a name, if anybody can tell.
    pub(crate) fn of(&self, id: &str) -> Option<TimeZone> {
        self.known.get(id).cloned().or_else(|| named(id))
    }
}

fn text_of<'a>(component: &'a ICalendarComponent, property: &ICalendarProperty) -> Option<&'a str> {
    component.property(property)?.values.first()?.as_text()
}

/// By the names of the zone database, as `/prefix/of/a/program/Europe/Berlin`, or by those of Windows.
pub(crate) fn named(id: &str) -> Option<TimeZone> {
    let id = id.trim().trim_matches('"').trim_start_matches('/');
    let tail = id.match_indices('/').map(|(place, _)| place + 1).filter_map(|place| id.get(place..));
    std::iter::once(id).chain(tail).take(6).find_map(|name| TimeZone::get(name).ok()).or_else(|| {
        let windows = Tz::from_str(id).ok()?.name()?;
        TimeZone::get(&windows).ok()
    })
}

/// A zone by the rules that are in force now, as the file tells them.
fn ruled(zone: &ICalendarComponent, calendar: &ICalendar) -> Option<TimeZone> {
    let parts: Vec<&ICalendarComponent> =
        zone.component_ids.iter().filter_map(|id| calendar.component_by_id(*id)).collect();
    let latest = |kind: &ICalendarComponentType| {
        let of_kind = parts.iter().filter(|part| part.component_type == *kind);
        of_kind.filter_map(|part| Observance::read(part)).max_by_key(|one| one.since)
    };
    let standard = latest(&ICalendarComponentType::Standard);
    let daylight = latest(&ICalendarComponentType::Daylight);
    let text = match (standard, daylight) {
        (
            Some(Observance { rule: Some(winter), offset, .. }),
            Some(Observance { rule: Some(summer), offset: shifted, .. }),
        ) => {
            format!("<STD>{offset}<DST>{shifted},{summer},{winter}")
        }
        (Some(Observance { offset, .. }), _) => format!("<STD>{offset}"),
        (None, Some(Observance { offset, .. })) => format!("<STD>{offset}"),
        (None, None) => return None,
    };
    TimeZone::posix(&text).ok()
}

/// One half of a zone's year, in the words of POSIX.
struct Observance {
    since: jiff::civil::DateTime,
    offset: String,
    rule: Option<String>,
}

impl Observance {
    fn read(part: &ICalendarComponent) -> Option<Self> {
        let since = local(value(part, &ICalendarProperty::Dtstart)?)?;
        let offset = offset(value(part, &ICalendarProperty::Tzoffsetto)?);
        let rule = part.property(&ICalendarProperty::Rrule).and_then(|entry| entry.values.first());
        let rule =
            rule.and_then(|value| if let ICalendarValue::RecurrenceRule(rule) = value { Some(rule) } else { None });
        let rule =
            rule.filter(|rule| rule.freq == ICalendarFrequency::Yearly && rule.until.is_none()).and_then(|rule| {
                let (month, day) = (rule.bymonth.first()?.month(), rule.byday.first()?);
                let number = match (day.ordwk, rule.bymonthday.iter().min()) {
                    (Some(-1), _) => 5,
                    (Some(number), _) => number.clamp(1, 5),
                    (None, Some(first)) => ((i16::from(*first) - 1).div_euclid(7) + 1).clamp(1, 5),
                    (None, None) => return None,
                };
                let weekday = weekday(day.weekday).to_sunday_zero_offset();
                Some(format!("M{month}.{number}.{weekday}/{}", since.time().strftime("%H:%M:%S")))
            });
        Some(Self { since, offset, rule })
    }
}

fn value<'a>(part: &'a ICalendarComponent, property: &ICalendarProperty) -> Option<&'a PartialDateTime> {
    part.property(property)?.values.first()?.as_partial_date_time()
}

/// POSIX counts west of Greenwich.
fn offset(said: &PartialDateTime) -> String {
    let sign = if said.tz_minus { "" } else { "-" };
    format!("{sign}{:02}:{:02}", said.tz_hour.unwrap_or(0), said.tz_minute.unwrap_or(0))
}

//! Our own feeds, as every calendar reads them. Each event stands alone with its own UID: a rule of recurrence can't say what a working
//! calendar does to blocks, and readers differ in how they take exceptions.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry, ICalendarParameter,
    ICalendarProperty, ICalendarTransparency, ICalendarValue, ICalendarValueType, Uri,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::written::{Offsets, observances, wall};

/// A feed to be written.
#[derive(Debug, Clone)]
pub struct Feed {
    /// What a calendar calls it.
    pub name: String,
    /// The zone in which times are told, by its name in the zone database.
    pub zone: TimeZone,
    /// What is in it.
    pub events: Vec<FeedEvent>,
}

/// One event of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEvent {
    /// The same for the same thing as long as it is there.
    pub uid: String,
    /// Larger after each change.
    pub sequence: i64,
    /// When it was made or changed last.
    pub changed_at: Timestamp,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Its title.
    pub summary: String,
    /// A few words below it.
    pub words: String,
    /// The page where it is looked at.
    pub page: String,
    /// Whether nothing else may be booked over it.
    pub is_busy: bool,
    /// Whether it was called off: calendars strike it out, or take it off.
    pub is_cancelled: bool,
}

const PRODUCT: &str = "-//Offwheel//Offwheel//EN";
/// After how many hours a calendar should look again.
const AGAIN_HOURS: u32 = 1;

/// Writes a feed: CRLF, folded at 75 octets, with the rules of its zone.
pub fn write(feed: &Feed) -> String {
    let mut calendar = ICalendar { components: vec![head(feed)] };
    let named = feed.zone.iana_name().filter(|name| *name != "UTC").map(str::to_owned);
    if let (Some(name), Some((first, last))) = (&named, reach(&feed.events)) {
        add_zone(&mut calendar, name, &feed.zone, first, last);
    }
    for event in &feed.events {
        let component = event_of(event, &feed.zone, named.as_deref());
        add(&mut calendar, 0, component);
    }
    let mut text = String::new();
    // Text takes whatever is written into it.
    calendar.write_to(&mut text).unwrap_or(());
    text
}

fn reach(events: &[FeedEvent]) -> Option<(Timestamp, Timestamp)> {
    let first = events.iter().map(|event| event.starts_at).min()?;
    Some((first, events.iter().map(|event| event.ends_at).max()?))
}

/// Adds a component below another, and says which it is.
fn add(calendar: &mut ICalendar, below: usize, component: ICalendarComponent) -> usize {
    let place = calendar.components.len();
    calendar.components.push(component);
    if let (Some(parent), Ok(id)) = (calendar.components.get_mut(below), u32::try_from(place)) {
        parent.component_ids.push(id);
    }
    place
}

fn text(name: ICalendarProperty, words: &str) -> ICalendarEntry {
    ICalendarEntry::new(name).with_value(ICalendarValue::Text(clean(words)))
}

/// Without signs that no calendar may hold.
fn clean(words: &str) -> String {
    words.replace("\r\n", "\n").chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect()
}

fn other(name: &str) -> ICalendarProperty {
    ICalendarProperty::Other(name.to_owned())
}

fn head(feed: &Feed) -> ICalendarComponent {
    let mut head = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    let again = || {
        let again = ICalendarDuration { neg: false, weeks: 0, days: 0, hours: AGAIN_HOURS, minutes: 0, seconds: 0 };
        ICalendarValue::Duration(again)
    };
    head.entries = vec![
        text(ICalendarProperty::Version, "2.0"),
        text(ICalendarProperty::Prodid, PRODUCT),
        text(ICalendarProperty::Calscale, "GREGORIAN"),
        text(ICalendarProperty::Method, "PUBLISH"),
        text(ICalendarProperty::Name, &feed.name),
        text(other("X-WR-CALNAME"), &feed.name),
        ICalendarEntry::new(ICalendarProperty::RefreshInterval)
            .with_param(ICalendarParameter::value(ICalendarValueType::Duration))
            .with_value(again()),
        ICalendarEntry::new(other("X-PUBLISHED-TTL")).with_value(again()),
    ];
    head
}

fn add_zone(calendar: &mut ICalendar, name: &str, zone: &TimeZone, first: Timestamp, last: Timestamp) {
    let mut component = ICalendarComponent::new(ICalendarComponentType::VTimezone);
    component.entries = vec![text(ICalendarProperty::Tzid, name)];
    let place = add(calendar, 0, component);
    for observance in observances(zone, first, last) {
        add(calendar, place, observance);
    }
}

fn event_of(event: &FeedEvent, zone: &TimeZone, named: Option<&str>) -> ICalendarComponent {
    let mut component = ICalendarComponent::new(ICalendarComponentType::VEvent);
    let changed = || wall(&TimeZone::UTC.to_datetime(event.changed_at), Offsets::Utc);
    let in_zone = named.filter(|_| is_clear(event, zone));
    component.entries = vec![
        text(ICalendarProperty::Uid, &event.uid),
        ICalendarEntry::new(ICalendarProperty::Sequence).with_value(ICalendarValue::Integer(event.sequence)),
        ICalendarEntry::new(ICalendarProperty::Dtstamp).with_value(changed()),
        ICalendarEntry::new(ICalendarProperty::LastModified).with_value(changed()),
        time(ICalendarProperty::Dtstart, event.starts_at, zone, in_zone),
        time(ICalendarProperty::Dtend, event.ends_at, zone, in_zone),
        text(ICalendarProperty::Summary, &event.summary),
    ];
    if !event.words.is_empty() {
        component.entries.push(text(ICalendarProperty::Description, &event.words));
    }
    if !event.page.is_empty() {
        let page = ICalendarValue::Uri(Uri::Location(clean(&event.page)));
        component.entries.push(ICalendarEntry::new(ICalendarProperty::Url).with_value(page));
    }
    let status = if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" };
    component.entries.push(text(ICalendarProperty::Status, status));
    let is_busy = event.is_busy && !event.is_cancelled;
    let transparency = if is_busy { ICalendarTransparency::Opaque } else { ICalendarTransparency::Transparent };
    let busy = ICalendarValue::Transparency(transparency);
    component.entries.push(ICalendarEntry::new(ICalendarProperty::Transp).with_value(busy));
    let status = if is_busy { "BUSY" } else { "FREE" };
    component.entries.push(text(other("X-MICROSOFT-CDO-BUSYSTATUS"), status));
    component
}

/// Whether the wall of the zone tells the event without doubt. Readers differ where it shows a time twice, and where the clocks change
/// within the event; such a one is told in UTC.
fn is_clear(event: &FeedEvent, zone: &TimeZone) -> bool {
    let is_once = |at: Timestamp| zone.to_ambiguous_timestamp(zone.to_datetime(at)).unambiguous().is_ok();
    let keeps = zone.to_offset(event.starts_at) == zone.to_offset(event.ends_at);
    keeps && is_once(event.starts_at) && is_once(event.ends_at)
}

fn time(name: ICalendarProperty, at: Timestamp, zone: &TimeZone, named: Option<&str>) -> ICalendarEntry {
    match named {
        Some(named) => ICalendarEntry::new(name)
            .with_param(ICalendarParameter::tzid(named.to_owned()))
            .with_value(wall(&zone.to_datetime(at), Offsets::None)),
        None => ICalendarEntry::new(name).with_value(wall(&TimeZone::UTC.to_datetime(at), Offsets::Utc)),
    }
}

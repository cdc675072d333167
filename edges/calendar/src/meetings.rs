//! Whom somebody meets, read of their own calendar.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::NotACalendar;
use crate::event::{Event, read};
use crate::series::When;

/// A meeting with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its UID with the instant of its occurrence: the same at every reading.
    pub id: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// What it is called.
    pub title: String,
    /// Who else is in it.
    pub people: Vec<Person>,
}

/// Somebody in a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name, or empty.
    pub name: String,
    /// Their mail address, or empty.
    pub address: String,
}

/// The most meetings of one reading.
const MOST: usize = 2_000;
/// The most people of one meeting; more are an audience.
const PEOPLE: usize = 50;

/// Reads the meetings that begin from `from` to `to`, in order. `own` are the addresses of whose calendar it is: they are not among the
/// people, and what they declined is no meeting. Whole days and times marked as free are none either. Times without a zone are read in
/// `zone`, unless the calendar names its own.
///
/// # Errors
/// What is no calendar.
pub fn read_meetings(
    bytes: &[u8],
    zone: &TimeZone,
    from: Timestamp,
    to: Timestamp,
    own: &[&str],
) -> Result<Vec<Meeting>, NotACalendar> {
    let file = read(bytes)?;
    let zone = file.zone_of(file.zone.as_deref(), zone);
    let unrolled = file.unrolled(&zone, zone.to_datetime(from).date(), zone.to_datetime(to).date());
    let mut meetings = Vec::new();
    for occurrence in unrolled.occurrences {
        let event = occurrence.event;
        let When::Times { starts_at, ends_at, .. } = occurrence.when else { continue };
        if event.is_free || has_declined(event, own) || starts_at < from || starts_at >= to || ends_at <= starts_at {
            continue;
        }
        meetings.push(Meeting {
            id: id(event, starts_at),
            starts_at,
            ends_at,
            title: event.summary.chars().take(300).collect(),
            people: people(event, own),
        });
    }
    meetings.sort_by(|one, two| (one.starts_at, &one.id).cmp(&(two.starts_at, &two.id)));
    meetings.dedup_by(|one, two| one.id == two.id);
    meetings.truncate(MOST);
    Ok(meetings)
}

/// An event without a UID is known by its name.
fn id(event: &Event, starts_at: Timestamp) -> String {
    let uid = if event.uid.is_empty() { &event.summary } else { &event.uid };
    let uid: String = uid.chars().take(300).collect();
    format!("{uid}/{}", starts_at.as_second())
}

fn is_own(address: &str, own: &[&str]) -> bool {
    own.iter().any(|own| own.eq_ignore_ascii_case(address))
}

fn has_declined(event: &Event, own: &[&str]) -> bool {
    event.guests.iter().any(|guest| guest.has_declined && is_own(&guest.address, own))
}

fn people(event: &Event, own: &[&str]) -> Vec<Person> {
    let met =
        event.guests.iter().filter(|guest| guest.is_person && !guest.has_declined && !is_own(&guest.address, own));
    met.take(PEOPLE)
        .map(|guest| Person {
            name: guest.name.chars().take(200).collect(),
            address: guest.address.chars().take(320).collect(),
        })
        .collect()
}

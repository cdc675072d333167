//! The calendar as a form: the values it opens with, and how what was typed is read. Days travel as what is added and what is removed.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use web::forms::{Errors, Typed};
use web::when::When;
use worktime::{Calendar, ClockTime, Holiday, Period};

use super::days::Day;
use super::grid;
use crate::InForce;
use crate::acts::{Refused, check_working_time};
use crate::pages::week::{completed, read_zone};

/// The fields of the day that is being added.
const NEW: [&str; 6] = ["new-kind", "new-from", "new-from-time", "new-to", "new-to-time", "new-name"];
/// The most days that a holiday may last when it is typed; longer ones are closures.
const LONGEST_HOLIDAY: usize = 31;

/// A calendar that is not saved yet.
pub(super) struct Draft {
    pub(super) calendar: Calendar,
    /// The version that was open while it was typed.
    pub(super) based_on: i64,
    pub(super) errors: Errors,
    /// Days that were added to that version.
    plus: Vec<Day>,
    /// Days of that version that were removed.
    minus: Vec<Day>,
}

/// The values with which the form opens.
pub(super) fn values(in_force: &InForce) -> Vec<(String, String)> {
    let mut values = grid::values(&in_force.calendar.week);
    values.push(("version".to_owned(), in_force.version.to_string()));
    values.push(("called".to_owned(), in_force.calendar.note.clone()));
    values.push(("zone".to_owned(), in_force.zone_name.clone()));
    values.push(("new-kind".to_owned(), "closure".to_owned()));
    values
}

/// Reads the form. What it does not show, it leaves as it is in force.
pub(super) fn read(typed: &Typed, in_force: &InForce, now: Timestamp) -> Draft {
    let mut errors = typed.check();
    errors.limit(typed, "called", 80);
    let mut calendar = (*in_force.calendar).clone();
    calendar.note = typed.text("called").to_owned();
    calendar.week = grid::read(typed, &mut errors);
    calendar.zone = read_zone(typed, &mut errors).unwrap_or_else(|| in_force.zone_name.clone());
    let (mut plus, mut minus) = (travelled(typed, "plus", &mut errors), travelled(typed, "minus", &mut errors));
    if let Some(gone) = typed.some("remove").and_then(Day::from_value) {
        match plus.contains(&gone) {
            true => plus.retain(|day| *day != gone),
            false => minus.push(gone),
        }
    }
    minus.iter().for_each(|day| day.take_from(&mut calendar));
    plus.retain(|day| !day.is_in(&calendar));
    plus.iter().for_each(|day| day.clone().put_into(&mut calendar));
    let zone = TimeZone::get(&calendar.zone).unwrap_or(TimeZone::UTC);
    for day in added(typed, &calendar, &mut errors, &When::new(zone, now)) {
        day.clone().put_into(&mut calendar);
        plus.push(day);
    }
    if errors.is_empty()
        && let Err(Refused::ToMend { field, words }) = check_working_time(&calendar, in_force.turnaround, now)
    {
        errors.add(field, words);
    }
    let based_on = typed.text("version").parse().unwrap_or(in_force.version);
    Draft { calendar, based_on, errors, plus, minus }
}

fn travelled(typed: &Typed, field: &str, errors: &mut Errors) -> Vec<Day> {
    let mut days = Vec::new();
    for value in typed.all(field) {
        match Day::from_value(value) {
            Some(day) => days.push(day),
            None => errors.add_whole("A holiday or closure did not arrive whole. Open this page again."),
        }
    }
    days
}

impl Draft {
    /// The form again, with week and days as they are after it was read and nothing left to add or remove. A stretch that was just
    /// opened is still empty, so that the week stays as typed then.
    pub(super) fn folded(&self, typed: &Typed, is_only_opened: bool) -> Typed {
        let week = if is_only_opened { Vec::new() } else { grid::values(&self.calendar.week) };
        let is_done = |name: &str| {
            NEW.contains(&name)
                || matches!(name, "plus" | "minus" | "remove")
                || (!is_only_opened && grid::is_of_week(name))
        };
        let rest = typed.iter().filter(|(name, _)| !is_done(name));
        let rest = rest.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let kind = std::iter::once(("new-kind".to_owned(), "closure".to_owned()));
        Typed::filled(rest.chain(week).chain(self.travelling()).chain(kind))
    }

    /// The days that were added and removed, as hidden fields carry them.
    pub(super) fn travelling(&self) -> Vec<(String, String)> {
        let of = |field: &str, days: &[Day]| -> Vec<(String, String)> {
            days.iter().filter_map(|day| Some((field.to_owned(), day.to_value()?))).collect()
        };
        [of("plus", &self.plus), of("minus", &self.minus)].concat()
    }
}

/// The day or days that the fields add.
fn added(typed: &Typed, calendar: &Calendar, errors: &mut Errors, when: &When) -> Vec<Day> {
    if typed.text("new-from").is_empty() {
        let others = ["new-from-time", "new-to", "new-to-time", "new-name"];
        if others.iter().any(|field| !typed.text(field).is_empty()) {
            errors.add("new-from", "Say on which day it begins");
        }
        return Vec::new();
    }
    errors.limit(typed, "new-name", 80);
    let from = errors.keep("new-from", when.parse_day(typed.text("new-from")));
    let to = match typed.some("new-to") {
        None => from,
        Some(text) => errors.keep("new-to", when.parse_day(text)),
    };
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    let name = typed.text("new-name").to_owned();
    let days = match typed.text("new-kind") {
        "holiday" => holidays(typed, errors, from, to, &name),
        kind => period(typed, errors, from, to).map_or_else(Vec::new, |(from, to)| {
            let period = Period { from, to, name };
            vec![if kind == "extra" { Day::Extra(period) } else { Day::Closure(period) }]
        }),
    };
    if let Some(known) = days.iter().find(|day| day.is_in(calendar)) {
        let words = format!("{} is in the list already. Remove it there first to name it anew", known.when(when));
        errors.add("new-from", words);
        return Vec::new();
    }
    days
}

fn holidays(typed: &Typed, errors: &mut Errors, from: Date, to: Date, name: &str) -> Vec<Day> {
    for field in ["new-from-time", "new-to-time"] {
        if !typed.text(field).is_empty() {
            errors.add(field, "A holiday is a whole day. Take the time away, or choose a closure");
        }
    }
    if to < from {
        errors.add("new-to", "The last day lies before the first. Turn them round");
    }
    let dates: Vec<Date> = std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(|day| *day <= to)
        .take(LONGEST_HOLIDAY + 1)
        .collect();
    if dates.len() > LONGEST_HOLIDAY {
        errors.add("new-to", "Write down a month at the most, or choose a closure");
        return Vec::new();
    }
    dates.into_iter().map(|date| Day::Holiday(Holiday { date, name: name.to_owned() })).collect()
}

/// From when to when, in wall time; without times whole days.
fn period(typed: &Typed, errors: &mut Errors, from: Date, to: Date) -> Option<(DateTime, DateTime)> {
    let mut time = |field: &str, without: &str| {
        let text = typed.text(field);
        let text = if text.is_empty() { without } else { text };
        let read = completed(text).parse::<ClockTime>().map_err(|_unreadable| {
            format!("“{text}” is no time of day. Write it like 13:00; the end of a day is 24:00")
        });
        errors.keep(field, read)
    };
    let (opens, closes) = (time("new-from-time", "00:00"), time("new-to-time", "24:00"));
    let (from, to) = (wall(from, opens?), wall(to, closes?));
    match (from, to) {
        (Some(from), Some(to)) if from < to => Some((from, to)),
        (Some(_), Some(_)) => {
            errors.add("new-to", "It ends before it begins. Choose a later end");
            None
        }
        _ => {
            errors.add("new-to", "Choose a day before the year 9999");
            None
        }
    }
}

fn wall(date: Date, time: ClockTime) -> Option<DateTime> {
    let (hour, minute) = (i8::try_from(time.minutes() / 60).ok()?, i8::try_from(time.minutes() % 60).ok()?);
    match hour {
        24 => Some(date.tomorrow().ok()?.to_datetime(Time::midnight())),
        hour => Some(date.at(hour, minute, 0, 0)),
    }
}

//! The settings as a form: the values it opens with, and how what was typed is read.

use jiff::Timestamp;
use web::forms::{Errors, Typed};
use worktime::{Calendar, Clock, Turnaround};

use super::days;
use crate::InForce;
use crate::acts::{Refused, check_working_time};
use crate::pages::week::{read_week, read_zone, week_values};

/// What was typed, as far as it can be read.
pub(super) struct Read {
    pub(super) calendar: Calendar,
    pub(super) turnaround: Turnaround,
    /// The version that was open while it was typed.
    pub(super) based_on: i64,
    pub(super) errors: Errors,
}

/// The values with which the form opens.
pub(super) fn values(in_force: &InForce) -> Vec<(String, String)> {
    let mut values = week_values(&in_force.calendar.week);
    // An amount that is no whole number of hours can only come from elsewhere; it is shown rounded up.
    let hours = in_force.turnaround.amount_minutes.div_ceil(60);
    values.push(("version".to_owned(), in_force.version.to_string()));
    values.push(("amount".to_owned(), hours.to_string()));
    values.push(("clock".to_owned(), in_force.turnaround.clock.to_string()));
    values.push(("zone".to_owned(), in_force.zone_name.clone()));
    values.extend(days::values(&in_force.calendar));
    values
}

/// Reads the form. What it does not show, it leaves as it is in force.
pub(super) fn read(typed: &Typed, in_force: &InForce, now: Timestamp) -> Read {
    let mut errors = typed.check();
    let amount = errors.keep("amount", hours(typed.text("amount"))).unwrap_or_default();
    let clock = errors.keep("clock", typed.text("clock").parse::<Clock>()).unwrap_or_default();
    let mut calendar =
        Calendar { holidays: Vec::new(), closures: Vec::new(), extra: Vec::new(), ..(*in_force.calendar).clone() };
    calendar.week = read_week(typed, &mut errors);
    calendar.zone = read_zone(typed, &mut errors).unwrap_or_else(|| in_force.zone_name.clone());
    days::read(typed, &mut calendar, &mut errors, now);
    let turnaround = Turnaround::minutes(amount.saturating_mul(60), clock);
    if errors.is_empty()
        && let Err(Refused::ToMend { field, words }) = check_working_time(&calendar, turnaround, now)
    {
        errors.add(field, words);
    }
    let based_on = typed.text("version").parse().unwrap_or(in_force.version);
    Read { calendar, turnaround, based_on, errors }
}

fn hours(typed: &str) -> Result<u32, &'static str> {
    let hours = typed.parse().ok().filter(|hours| (1..=240).contains(hours));
    hours.ok_or("Write a whole number of hours between 1 and 240")
}

//! The turnaround as a form: the values it opens with, and how what was typed is read.

use jiff::Timestamp;
use web::forms::{Errors, Typed};
use worktime::{Clock, Turnaround};

use crate::InForce;
use crate::acts::{Refused, check_working_time};

/// What was typed, as far as it can be read.
pub(super) struct Read {
    pub(super) turnaround: Turnaround,
    /// The version that was open while it was typed.
    pub(super) based_on: i64,
    pub(super) errors: Errors,
}

/// The values with which the form opens.
pub(super) fn values(in_force: &InForce) -> Vec<(String, String)> {
    // An amount that is no whole number of hours can only come from elsewhere; it is shown rounded up.
    let hours = in_force.turnaround.amount_minutes.div_ceil(60);
    vec![
        ("version".to_owned(), in_force.version.to_string()),
        ("amount".to_owned(), hours.to_string()),
        ("clock".to_owned(), in_force.turnaround.clock.to_string()),
    ]
}

/// Reads the form. The calendar stays the one in force.
pub(super) fn read(typed: &Typed, in_force: &InForce, now: Timestamp) -> Read {
    let mut errors = typed.check();
    let amount = errors.keep("amount", hours(typed.text("amount"))).unwrap_or_default();
    let clock = errors.keep("clock", typed.text("clock").parse::<Clock>()).unwrap_or_default();
    let turnaround = Turnaround::minutes(amount.saturating_mul(60), clock);
    if errors.is_empty()
        && let Err(Refused::ToMend { words, .. }) = check_working_time(&in_force.calendar, turnaround, now)
    {
        errors.add("amount", words);
    }
    let based_on = typed.text("version").parse().unwrap_or(in_force.version);
    Read { turnaround, based_on, errors }
}

fn hours(typed: &str) -> Result<u32, &'static str> {
    let hours = typed.parse().ok().filter(|hours| (1..=240).contains(hours));
    hours.ok_or("Write a whole number of hours between 1 and 240")
}

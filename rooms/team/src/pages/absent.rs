//! Days away, as they are typed and told on each page that has them.

use jiff::civil::Date;
use web::forms::{Errors, Typed};
use web::when::When;

use crate::acts::{Away, LONGEST_WHY};
use crate::{Absence, MemberId};

/// The days of an absence in words: “Monday 7 December to Friday 11 December”.
pub(super) fn absent_days(absence: &Absence, when: &When) -> String {
    match absence.from_on == absence.until_on {
        true => when.day(absence.from_on),
        false => format!("{} to {}", when.day(absence.from_on), when.day(absence.until_on)),
    }
}

/// Reads the fields `from`, `until` and `why`; without a last day it is one day.
pub(super) fn absent_typed(typed: &Typed, member: MemberId, errors: &mut Errors) -> Option<Away> {
    let day = |text: &str| text.parse::<Date>().map_err(|_unreadable| "Choose a day, like 2026-12-24");
    let from_on = errors.keep("from", day(typed.text("from")));
    let until_on = match typed.some("until") {
        None => from_on,
        Some(text) => errors.keep("until", day(text)),
    };
    errors.limit(typed, "why", LONGEST_WHY);
    let (Some(from_on), Some(until_on), true) = (from_on, until_on, errors.is_empty()) else { return None };
    Some(Away { member, from_on, until_on, why: typed.some("why").map(str::to_owned) })
}

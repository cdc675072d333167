//! What the typed turnaround gives, on requests that could come.

use jiff::Timestamp;
use maud::{Markup, html};
use web::when::When;
use worktime::{Clock, Error};

use super::typed::Read;
use crate::InForce;
use crate::rules::{Example, examples};

/// The examples, and below them how reserved time fits; while something has to be mended, what to do instead.
pub(super) fn shown(read: &Read, in_force: &InForce, fit: &Markup, now: Timestamp) -> Markup {
    let when = When::new(in_force.zone.clone(), now);
    html! {
        h2 class="eyebrow" { "What a stakeholder would be promised" }
        @if read.errors.is_empty() {
            @for example in examples(&in_force.calendar, &in_force.office, read.turnaround, now) { (sheet(&example, &when)) }
            (fit)
        } @else {
            p class="quiet" { "Mend what is marked in the form; then the times stand here." }
        }
    }
}

fn sheet(example: &Example, when: &When) -> Markup {
    html! {
        section class="sheet" data-pad="s" {
            p class="meta" { (example.title) ": " (when.short(example.received_at)) }
            p class="promise-when" data-size="s" { (moment(example.due_at, when)) }
            @if let Some(why) = &example.why { p class="small quiet" { (why) } }
            p class="meta" { (clock(example.other_clock)) ": " (long(example.other_due_at, when)) }
        }
    }
}

fn moment(at: Result<Timestamp, Error>, when: &When) -> Markup {
    match at {
        Ok(at) => when.moment(at),
        Err(error) => html! { (error) },
    }
}

fn long(at: Result<Timestamp, Error>, when: &When) -> String {
    at.map_or_else(|error| error.to_string(), |at| when.long(at))
}

fn clock(clock: Clock) -> &'static str {
    match clock {
        Clock::WorkingDay => "Working-day clock",
        Clock::OfficeHours => "Office-hours clock",
    }
}

//! What the typed settings give, on requests that could come.

use jiff::Timestamp;
use maud::{Markup, html};
use web::when::When;
use worktime::{Clock, Error, Office};

use super::typed::Read;
use crate::rules::{Example, examples};

/// The examples; while something has to be mended, what to do instead.
pub(super) fn shown(read: &Read, now: Timestamp) -> Markup {
    let office = Office::new(&read.calendar).ok().filter(|_| read.errors.is_empty());
    html! {
        h2 class="eyebrow" { "What a stakeholder would be promised" }
        @match office {
            Some(office) => {
                @let when = When::new(office.zone().clone(), now);
                @for example in examples(&read.calendar, &office, read.turnaround, now) { (sheet(&example, &when)) }
            }
            None => p class="quiet" { "Mend what is marked in the form; then the times stand here." },
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

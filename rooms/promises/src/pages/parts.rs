use ground::StoreError;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use web::marks;
use web::promise::{ClockRow, Counts, clock};
use web::when::When;
use worktime::{Clock, Explanation, Role};

use crate::rules::{Account, State};
use crate::store;

/// The state of a promise as a word with a shape.
pub fn state_mark(state: State) -> Markup {
    match state {
        State::Open => marks::State::Open.render(),
        State::Kept => marks::State::Kept.render(),
        State::Renegotiated => marks::State::Renegotiated.render(),
        State::Broken => marks::State::Broken.render(),
        State::Void => marks::State::Closed.says("void"),
    }
}

/// “Explain this date”, one click below a promise: the account as it was frozen when the promise was given, for team and stakeholder.
///
/// # Errors
/// [`StoreError::Broken`] if what was stored can't be read.
pub fn explain(explanation: &str) -> Result<Markup, StoreError> {
    let body = match store::account(explanation)? {
        Account::Turnaround { asked_at, from_telling, calendar_since_at, explanation } => {
            counted(&explanation, from_telling.then_some(asked_at), calendar_since_at)
        }
        Account::Named { words } => html! { p { (words) } },
    };
    Ok(web::promise::explain("Explain this date", &body))
}

fn counted(explanation: &Explanation, asked_too_early_at: Option<Timestamp>, calendar_since_at: Timestamp) -> Markup {
    let runs = match explanation.turnaround.clock {
        Clock::WorkingDay => {
            "the working-day clock: time runs around the clock on working days and stands still on days that are not"
        }
        Clock::OfficeHours => "the office-hours clock: only open minutes count",
    };
    let when = When::new(explanation.start.time_zone().clone(), explanation.start.timestamp());
    let rows: Vec<ClockRow> = explanation
        .account()
        .into_iter()
        .map(|line| ClockRow {
            counts: match line.role {
                Role::Counts => Counts::Runs,
                Role::StandsStill => Counts::Still,
                Role::Result => Counts::Result,
            },
            day: line.day,
            time: line.time,
            words: line.words,
            counted: line.counted,
        })
        .collect();
    html! {
        p { "Turnaround is " (explanation.turnaround.to_string()) " on " (runs) "." }
        @if let Some(asked_at) = asked_too_early_at {
            p { "The note is of " (when.long(asked_at)) ". An answer counted from then would have been due before anybody could be told, so it counts from the moment it was told." }
        }
        (clock(&explanation.place(), &rows))
        p { (explanation.because()) " Working calendar of " (explanation.place()) ", as it stands since " (when.day(when.day_of(calendar_since_at))) ". A later change of the calendar does not move this promise." }
    }
}

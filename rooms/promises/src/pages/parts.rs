use ground::StoreError;
use jiff::Timestamp;
use maud::{Markup, Render, html};
use web::Language;
use web::marks;
use web::promise::{ClockRow, Counts, clock};
use web::when::When;
use worktime::{Clock, Explanation, Role};

use crate::rules::{Account, State};
use crate::say;
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

/// “Explain this date”, one click below a promise: the account as it was frozen when the promise was given, for team and stakeholder, in
/// the language of `when` and, where a person named the time, in their words.
///
/// # Errors
/// [`StoreError::Broken`] if what was stored can't be read.
pub fn explain(explanation: &str, when: &When) -> Result<Markup, StoreError> {
    let language = when.language();
    let body = match store::account(explanation)? {
        Account::Turnaround { asked_at, from_telling, calendar_since_at, explanation } => {
            counted(&explanation, from_telling.then_some(asked_at), calendar_since_at, language)
        }
        Account::Named { words } => html! { p { (words) } },
        Account::Agreed { instead_of_at } => html! { p { (say::agreed_account(language, when.full(instead_of_at))) } },
    };
    Ok(web::promise::explain(say::explain(language), &body))
}

fn counted(
    explanation: &Explanation,
    asked_too_early_at: Option<Timestamp>,
    calendar_since_at: Timestamp,
    language: Language,
) -> Markup {
    let turnaround = explanation.turnaround.words(language);
    let runs = match explanation.turnaround.clock {
        Clock::WorkingDay => say::explain_turnaround_working(language, turnaround),
        Clock::OfficeHours => say::explain_turnaround_office(language, turnaround),
    };
    let office = When::new(explanation.start.time_zone().clone(), explanation.start.timestamp()).in_language(language);
    let rows: Vec<ClockRow> = explanation
        .account(language)
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
    let since = office.day(office.day_of(calendar_since_at));
    html! {
        p { (runs) }
        @if let Some(asked_at) = asked_too_early_at { p { (say::explain_told(language, office.long(asked_at))) } }
        (clock(&office.city(), &rows, language))
        p { (say::explain_calendar(language, explanation.because(language), office.city(), since)) }
    }
}

//! Words the letters that ask to move a promise, and those that confirm a new time.

use ground::threads::{self, Thread};
use ground::{StoreError, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use team::InForce;
use web::when::When;

use crate::frame::{Button, Frame};
use crate::rules::What;
use crate::store::{Move, Promise};

/// The kind of a letter that asks to move a promise.
pub(crate) const QUESTION: &str = "move-question";
/// The kind of a letter that confirms a new time.
pub(crate) const CONFIRMATION: &str = "move-confirmation";

/// To whom a letter goes, and how they read times.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) thread: Thread,
    pub(crate) when: When,
}

/// Finds how the stakeholder of a promise reads: their zone where it is known, else the team's.
pub(crate) async fn reading(tx: &mut Tx, promise: &Promise) -> Result<Reading, StoreError> {
    let now = tx.now();
    let thread = threads::get(tx, promise.team, promise.request).await?;
    let thread =
        thread.ok_or_else(|| StoreError::Broken("a promise belongs to a request without correspondence".to_owned()))?;
    let in_force = team::calendar::current(tx, promise.team).await?;
    let stakeholder = team::stakeholders::get(tx, promise.team, promise.to).await?;
    let own = stakeholder.and_then(|who| who.zone).and_then(|zone| TimeZone::get(&zone).ok());
    Ok(Reading { thread, when: When::new(own.unwrap_or_else(|| in_force.zone.clone()), now) })
}

/// What is told about a new time.
#[derive(Debug, Clone)]
pub(crate) struct Told<'a> {
    pub(crate) due_at: Timestamp,
    pub(crate) reason: &'a str,
    pub(crate) meanwhile: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// What a question that was asked tells.
    pub(crate) fn of(asked: &'a Move) -> Self {
        Self { due_at: asked.asked.due_at, reason: &asked.reason, meanwhile: asked.meanwhile.as_deref() }
    }
}

/// Asks whether a promise may be moved; until the stakeholder says yes, the old time stands.
pub(crate) fn question(reading: &Reading, promise: &Promise, told: &Told<'_>, writer: &str) -> Frame {
    let when = &reading.when;
    let (old, new) = apart(when, promise.due_at, told.due_at);
    let mut letter =
        Frame::new(&reading.thread, format!("May we {} {new} instead of {}?", verb(promise.what), bare(&old)))
            .glimpse(format!("We would like to move {} to {}.", what(reading, promise), when.full(told.due_at)))
            .words(format!(
                "We promised you {} by {}. We would like to move that to",
                what(reading, promise),
                when.full(promise.due_at)
            ))
            .promised("", when, told.due_at)
            .words(told.reason);
    if let Some(meanwhile) = told.meanwhile {
        letter = letter.words(format!("{} you will have {}", capital(&old), sentence(meanwhile)));
    }
    letter
        .strong("Is that all right for you?")
        .words(format!("Until you say yes, {} stands.", bare(&old)))
        .buttons([
            Button::to(format!("Yes, {} is fine", bare(&new)), "/promise"),
            Button::to(format!("No, I need it {old}"), "/promise").quiet(),
        ])
        .signed(writer)
        .note("The buttons open your private page, which asks once more before anything is changed. Or just reply to this mail.")
        .note(format!("The link is yours alone. {}", reading.thread.label))
}

/// Confirms a new time that the stakeholder agreed to by reply or by word of mouth.
pub(crate) fn confirmation(reading: &Reading, old: &Promise, new: &Promise, told: &Told<'_>, writer: &str) -> Frame {
    let when = &reading.when;
    let (old_time, new_time) = apart(when, old.due_at, new.due_at);
    let mut letter = Frame::new(&reading.thread, format!("As agreed: {new_time} instead of {}", bare(&old_time)))
        .glimpse(format!("You will have {} by {}.", what(reading, new), when.full(new.due_at)))
        .words(format!("Thank you. As you told us, you will have {} by", what(reading, new)))
        .promised("", when, new.due_at)
        .words(format!("That is in place of {}. {}", when.full(old.due_at), told.reason));
    if let Some(meanwhile) = told.meanwhile {
        letter = letter.words(format!("{} you will have {}", capital(&old_time), sentence(meanwhile)));
    }
    letter
        .words("If this is not what you meant, just reply to this mail.")
        .button(Button::to("See where it stands", ""))
        .signed(writer)
        .note(format!("The link is yours alone. {}", reading.thread.label))
}

/// Why a promise in place of another is due when it is.
pub(crate) fn agreed_instead(old: &Promise, in_force: &InForce) -> String {
    let when = When::new(in_force.zone.clone(), old.given_at);
    format!("Agreed with you in place of {}. The new time is a promise like any other.", when.full(old.due_at))
}

fn what(reading: &Reading, promise: &Promise) -> String {
    promise.what.about(&reading.thread.title)
}

fn verb(what: What) -> &'static str {
    match what {
        What::FirstAnswer | What::LaterAnswer => "answer",
        What::OptionsSheet => "send the options",
        What::NextStep | What::DeliveryDate => "tell you",
    }
}

/// The old and the new time in as few words as tell them apart: by weekday within a week, by time on one day, else by date.
pub(crate) fn apart(when: &When, old_at: Timestamp, new_at: Timestamp) -> (String, String) {
    let (old, new) = (when.day_of(old_at), when.day_of(new_at));
    let days = old.duration_until(new).as_hours() / 24;
    match days {
        0 => (format!("at {}", when.time(old_at)), format!("at {}", when.time(new_at))),
        1..7 => (format!("on {}", weekday(when, old_at)), format!("on {}", weekday(when, new_at))),
        _ => (format!("on {}", when.day(old)), format!("on {}", when.day(new))),
    }
}

/// “Friday”.
pub(crate) fn weekday(when: &When, at: Timestamp) -> String {
    let day = when.day(when.day_of(at));
    day.split(' ').next().unwrap_or(&day).to_owned()
}

/// Without the “on” or “at” before it.
fn bare(time: &str) -> &str {
    time.strip_prefix("on ").or_else(|| time.strip_prefix("at ")).unwrap_or(time)
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// Ends in a full stop.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

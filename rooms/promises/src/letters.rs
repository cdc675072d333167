//! Words the letters that ask to move a promise, and those that confirm a new time.

use ground::threads::{self, Thread};
use ground::{StoreError, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use web::capital;
use web::when::When;

use crate::frame::{Button, Frame};
use crate::rules::What;
use crate::say;
use crate::store::{Move, Promise};
use crate::worded::{Apart, apart};

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

/// Finds how the stakeholder of a promise reads: their zone and language where they are known, else the team's.
pub(crate) async fn reading(tx: &mut Tx, promise: &Promise) -> Result<Reading, StoreError> {
    let now = tx.now();
    let thread = threads::get(tx, promise.team, promise.request).await?;
    let thread =
        thread.ok_or_else(|| StoreError::Broken("a promise belongs to a request without correspondence".to_owned()))?;
    let in_force = team::calendar::current(tx, promise.team).await?;
    let stakeholder = team::stakeholders::get(tx, promise.team, promise.to).await?;
    let language = match &stakeholder {
        Some(who) => team::languages::of(tx, who).await?,
        None => team::languages::of_team(tx, promise.team).await?,
    };
    let own = stakeholder.and_then(|who| who.zone).and_then(|zone| TimeZone::get(&zone).ok());
    let when = When::new(own.unwrap_or_else(|| in_force.zone.clone()), now);
    Ok(Reading { thread, when: when.in_language(language) })
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
    let language = when.language();
    let (old, new) = apart(when, promise.due_at, told.due_at);
    let subject = match promise.what {
        What::FirstAnswer | What::LaterAnswer => say::ask_subject_answer,
        What::OptionsSheet => say::ask_subject_options,
        What::NextStep | What::DeliveryDate => say::ask_subject_tell,
    };
    let what = promise.what.about(&reading.thread.title, language);
    let letter = Frame::new(&reading.thread, subject(language, new.on(), old.instead()))
        .in_language(language)
        .glimpse(say::ask_glimpse(language, &what, when.full(told.due_at)))
        .words(say::ask_words(language, &what, when.full(promise.due_at)))
        .promised("", when, told.due_at)
        .words(told.reason);
    with_meanwhile(letter, &old, told)
        .strong(say::ask_question(language))
        .words(say::ask_until(language, old.stands()))
        .buttons([
            Button::to(say::ask_yes(language, new.bare()), "/promise"),
            Button::to(say::ask_no(language, old.on()), "/promise").quiet(),
        ])
        .signed(writer)
        .note(say::ask_note(language))
        .note(say::note_label(language, &reading.thread.label))
}

/// Confirms a new time that the stakeholder agreed to by reply or by word of mouth.
pub(crate) fn confirmation(reading: &Reading, old: &Promise, new: &Promise, told: &Told<'_>, writer: &str) -> Frame {
    let when = &reading.when;
    let language = when.language();
    let (old_time, new_time) = apart(when, old.due_at, new.due_at);
    let what = new.what.about(&reading.thread.title, language);
    let letter = Frame::new(&reading.thread, say::agreed_subject(language, new_time.on(), old_time.instead()))
        .in_language(language)
        .glimpse(say::agreed_glimpse(language, &what, when.full(new.due_at)))
        .words(say::agreed_words(language, &what))
        .promised("", when, new.due_at)
        .words(say::agreed_reason(language, when.full(old.due_at), told.reason));
    with_meanwhile(letter, &old_time, told)
        .words(say::agreed_wrong(language))
        .button(Button::to(say::see_where(language), ""))
        .signed(writer)
        .note(say::note_label(language, &reading.thread.label))
}

/// What they will have by the old time all the same.
fn with_meanwhile(letter: Frame, old: &Apart, told: &Told<'_>) -> Frame {
    match told.meanwhile {
        Some(words) => {
            let words = say::meanwhile(letter.language(), capital(&old.on()), sentence(words));
            letter.words(words)
        }
        None => letter,
    }
}

/// Ends in a full stop.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

//! The letters of this room: the acknowledgement, and a question to the stakeholder.

use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use promises::frame::{Button, Frame};
use team::Wording;
use web::Language;
use web::when::When;

use crate::{say, worded};

/// The automatic holding reply that states the promise.
pub const ACKNOWLEDGEMENT: &str = "acknowledgement";
/// A question to the stakeholder; it is no answer.
pub const QUESTION: &str = "question";

/// A promise for what stood without one.
const PROMISED: &str = "promise";

/// How much of the words an acknowledgement repeats, in signs.
const REPEATED: usize = 600;

/// The words of an acknowledgement, and their language.
pub(crate) struct Words<'a> {
    pub(crate) wording: &'a Wording,
    pub(crate) language: Language,
}

/// The acknowledgement of a request. `words` are repeated below it; they are left out where nobody proved the address.
pub(crate) fn acknowledgement(
    thread: &Thread,
    due_at: Timestamp,
    zone: &TimeZone,
    now: Timestamp,
    words: &str,
    worded: &Words<'_>,
) -> Draft {
    let letter = acknowledging(thread, due_at, zone, now, words, worded);
    Draft { automatic: true, ..letter.draft(ACKNOWLEDGEMENT) }
}

/// The same, before it is a draft.
pub(crate) fn acknowledging(
    thread: &Thread,
    due_at: Timestamp,
    zone: &TimeZone,
    now: Timestamp,
    words: &str,
    worded: &Words<'_>,
) -> Frame {
    let language = worded.language;
    let when = When::new(zone.clone(), now).in_language(language);
    let mut letter = worded::written(thread, worded.wording, language.tag(), &when, due_at)
        .in_language(language)
        .glimpse(say::ack_glimpse(language, when.full(due_at)))
        .button(Button::to(say::see_where(language), ""));
    let repeated: String = words.trim().chars().take(REPEATED).collect();
    if !repeated.is_empty() {
        let more = if repeated.len() < words.trim().len() { " …" } else { "" };
        letter = letter.quoted(say::your_words(language, &thread.label), format!("{repeated}{more}"));
    }
    letter.note(say::ack_note(language))
}

/// By when what the stakeholder wrote will be answered, where no promise covered it.
pub(crate) fn promised(thread: &Thread, who: &str, due_at: Timestamp, when: &When) -> Draft {
    let language = when.language();
    Frame::new(thread, say::promise_subject(language, when.full(due_at)))
        .in_language(language)
        .words(say::promise_words(language))
        .promised(say::promise_label(language), when, due_at)
        .button(Button::to(say::see_where(language), ""))
        .signed(who)
        .note(say::promise_note(language))
        .draft(PROMISED)
}

/// A member's question to the stakeholder, who reads in the zone and language of `when`.
pub(crate) fn question(thread: &Thread, who: &str, words: &str, due_at: Option<Timestamp>, when: &When) -> Draft {
    let language = when.language();
    let mut letter =
        Frame::new(thread, say::question_subject(language, &thread.title)).in_language(language).words(words);
    if let Some(due_at) = due_at.filter(|due_at| when.now() < *due_at) {
        letter = letter.words(say::question_promise(language, when.full(due_at)));
    }
    letter
        .button(Button::to(say::question_button(language), ""))
        .signed(who)
        .note(say::question_note(language))
        .draft(QUESTION)
}

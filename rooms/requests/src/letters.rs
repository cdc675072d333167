//! The letters of this room: the acknowledgement, and a question to the stakeholder.

use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use promises::frame::{Button, Frame};
use web::when::When;

/// The automatic holding reply that states the promise.
pub const ACKNOWLEDGEMENT: &str = "acknowledgement";
/// A question to the stakeholder; it is no answer.
pub const QUESTION: &str = "question";

/// How much of the words an acknowledgement repeats, in signs.
const REPEATED: usize = 600;

/// The acknowledgement of a request. `words` are repeated below it; they are left out where nobody proved the address.
pub(crate) fn acknowledgement(
    thread: &Thread,
    due_at: Timestamp,
    zone: &TimeZone,
    now: Timestamp,
    words: &str,
) -> Draft {
    let when = When::new(zone.clone(), now);
    let due = when.full(due_at);
    let mut letter = Frame::new(thread, format!("You will hear from us by {due}"))
        .glimpse(format!("We have your note. A person will answer by {due}."))
        .words(format!(
            "We have your note: {}. A person will read it in an hour that we keep free for thinking.",
            thread.title
        ))
        .promised("You will hear from us by", &when, due_at)
        .button(Button::to("See where it stands", ""));
    let repeated: String = words.trim().chars().take(REPEATED).collect();
    if !repeated.is_empty() {
        let more = if repeated.len() < words.trim().len() { " …" } else { "" };
        letter = letter.quoted(format!("Your words, {}", thread.label), format!("{repeated}{more}"));
    }
    let letter = letter.note(
        "The link is yours alone. To add something, just reply. This note was sent by machine so that you know at once; the answer \
         will not be.",
    );
    Draft { automatic: true, ..letter.draft(ACKNOWLEDGEMENT) }
}

/// A member's question to the stakeholder.
pub(crate) fn question(
    thread: &Thread,
    who: &str,
    words: &str,
    due_at: Option<Timestamp>,
    zone: &TimeZone,
    now: Timestamp,
) -> Draft {
    let mut letter = Frame::new(thread, format!("A question about {}", thread.title)).words(words);
    if let Some(due_at) = due_at.filter(|due_at| now < *due_at) {
        let due = When::new(zone.clone(), now).full(due_at);
        letter = letter.words(format!("This is no answer yet: you will hear from us by {due}, as promised."));
    }
    letter
        .button(Button::to("Reply on your page", ""))
        .signed(who)
        .note("Or just reply to this mail. The link is yours alone.")
        .draft(QUESTION)
}

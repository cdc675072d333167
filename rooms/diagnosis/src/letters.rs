use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use method::Question;
use promises::frame::{Button, Frame};
use web::when::When;

use crate::{asked, say};

/// The kind of the letter that brings questions to the stakeholder.
pub(crate) const QUESTIONS: &str = "diagnosis-questions";

/// The promise that stands, and how the stakeholder reads times.
pub(crate) struct Reading {
    /// By when they were promised an answer.
    pub(crate) due_at: Option<Timestamp>,
    /// In their zone and language.
    pub(crate) when: When,
}

/// The letter that brings questions, signed by a name or else by the team. What is previewed and what is sent is the same.
pub(crate) fn questions(
    thread: &Thread,
    by: &str,
    questions: &[Question],
    words: &str,
    turn: i64,
    reading: &Reading,
) -> Draft {
    frame(thread, by, questions, words, turn, reading).draft(QUESTIONS)
}

pub(crate) fn frame(
    thread: &Thread,
    by: &str,
    questions: &[Question],
    words: &str,
    turn: i64,
    reading: &Reading,
) -> Frame {
    let language = reading.when.language();
    let many = asked::how_many(questions.len(), language);
    let mut letter = Frame::new(thread, say::letter_subject(language, many, &thread.title))
        .in_language(language)
        .glimpse(say::letter_glimpse(language));
    if !words.is_empty() {
        letter = letter.words(words);
    }
    letter = letter.words(say::letter_words(language));
    for question in questions {
        letter = letter.asked(asked::words(*question, language));
    }
    letter = letter.button(Button::to(say::letter_button(language), format!("/questions/{turn}")));
    if let Some(due_at) = reading.due_at {
        letter = letter.promised(say::letter_promise(language), &reading.when, due_at);
    }
    let signed = if by.is_empty() { &thread.from_name } else { by };
    letter.signed(signed).note(say::letter_note(language))
}

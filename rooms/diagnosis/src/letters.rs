use ground::outbox::Draft;
use ground::threads::Thread;
use jiff::Timestamp;
use method::Question;
use promises::frame::{Button, Frame};
use web::when::{When, number};

use crate::asked;

/// The kind of the letter that brings questions to the stakeholder.
pub(crate) const QUESTIONS: &str = "diagnosis-questions";

/// The promise that stands, and how the stakeholder reads times.
pub(crate) struct Reading {
    /// By when they were promised an answer.
    pub(crate) due_at: Option<Timestamp>,
    /// In their zone.
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
    let many = how_many(questions.len());
    let mut letter = Frame::new(thread, format!("{many} about {}", thread.title))
        .glimpse("They help us to answer. Two minutes, and every one may stay open.");
    if !words.is_empty() {
        letter = letter.words(words);
    }
    letter = letter.words("These would help us to answer well. Two minutes, and every one may stay open.");
    for question in questions {
        letter = letter.asked(asked::words(*question));
    }
    letter = letter.button(Button::to("Answer on your page", format!("/questions/{turn}")));
    if let Some(due_at) = reading.due_at {
        letter = letter.promised("Nothing moves. You will hear from us by", &reading.when, due_at);
    }
    let signed = if by.is_empty() { &thread.from_name } else { by };
    letter.signed(signed).note("Or just reply to this mail. The link is yours alone.")
}

/// “Three questions”.
pub(crate) fn how_many(many: usize) -> String {
    let words = number(u64::try_from(many).unwrap_or(u64::MAX));
    let mut signs = words.chars();
    let capital: String = signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect();
    format!("{capital} {}", if many == 1 { "question" } else { "questions" })
}

//! The questions about an order: in the letter that takes it, and in one of their own.

use ground::threads::Thread;
use promises::frame::{Button, Frame};
use web::when::When;

use crate::rules::Questions;
use crate::{asked, say};

/// Asks for what is empty, and says what holds if nobody answers by a definite instant.
pub(super) fn asked_in(letter: Frame, questions: &Questions, when: &When) -> Frame {
    let (language, known) = (when.language(), &questions.known);
    let many = asked::capital_number(questions.asked.len(), language);
    let letter = letter
        .words(say::ask_many(language, questions.asked.len(), many))
        .listed(questions.asked.iter().map(|addition| asked::question(*addition, known, when)));
    let Some(heard_by_at) = questions.heard_by_at else { return letter };
    letter
        .words(say::ask_unheard(language, when.full(heard_by_at)))
        .listed(questions.asked.iter().map(|addition| asked::unanswered(*addition, known, when)))
}

/// The button that opens the page of the questions.
pub(super) fn answer_button(questions: &Questions, when: &When) -> Button {
    Button::to(say::ask_button(when.language()), format!("/additions/{}", questions.turn))
}

/// A letter that asks for more about an order that was taken, signed by a name or else by the team. What is previewed and what is sent is
/// the same.
pub(crate) fn questions(thread: &Thread, by: &str, questions: &Questions, words: &str, when: &When) -> Frame {
    let language = when.language();
    let many = questions.asked.len();
    let title = say::ask_plain(language, many, asked::capital_number(many, language));
    let letter = Frame::new(thread, say::ask_subject(language, title, &thread.title))
        .in_language(language)
        .glimpse(say::ask_glimpse(language));
    let letter = if words.is_empty() { letter } else { letter.words(words) };
    let signed = if by.is_empty() { &thread.from_name } else { by };
    asked_in(letter.words(say::ask_words(language)), questions, when)
        .button(answer_button(questions, when))
        .signed(signed)
        .note(say::ask_note(language))
}

//! Words the answer as the stakeholder reads it. What is previewed and what is sent is the same letter.

mod questions;

use ground::threads::Thread;
use options::Way;
use promises::frame::{Button, Card, Frame};
use web::Language;
use web::when::When;

pub(crate) use self::questions::questions;
use self::questions::{answer_button, asked_in};
use crate::rules::{Addition, Answer, Value};
use crate::{asked, say};

/// The kind of the letter that carries an answer.
pub(crate) const ANSWER: &str = "answer";

/// The kind of the letter that asks for more about an order.
pub(crate) const QUESTIONS: &str = "order-questions";

/// How much of a text is shown beside the subject, in signs.
const GLIMPSE: usize = 150;

/// An answer as a letter from a person of the team: never marked as written by machine. `when` reads in the stakeholder's zone and
/// language; what a member typed stays as it was typed.
pub(crate) fn letter(thread: &Thread, answer: &Answer, ways: &[Way], who: &str, when: &When) -> Frame {
    let language = when.language();
    let letter = Frame::new(thread, subject(thread, answer, ways, when)).in_language(language);
    let letter = letter.glimpse(cut(&glimpse(answer, ways, when)));
    let letter = match answer {
        Answer::YesAnd { words, ready_on, why, additions, beside, questions } => {
            let letter = said(letter.words(say::letter_yes(language)), words);
            let letter = match ready_on {
                Some(on) => letter.words(say::yes_ready(language, when.day(*on))),
                None => letter,
            };
            let letter = added(said(letter, why), additions, beside, when);
            if questions.asked.is_empty() { letter } else { asked_in(letter, questions, when) }
        }
        Answer::Options { words, holds_until_at } => {
            let letter = ways_forward(letter, words, ways, language);
            match holds_until_at {
                Some(until) => letter.promised(say::letter_hold(language), when, *until),
                None => letter,
            }
            .words(say::letter_choose(language))
        }
        Answer::NotTrainingBut { observed, proposals, next } => {
            let letter = letter.words(say::letter_looked(language)).words(observed);
            said(listed(letter, say::letter_but(language), proposals), next)
        }
        Answer::LaterBy { due_at, reason } => said(letter.words(say::letter_thanks(language)), reason)
            .promised(say::letter_later(language), when, *due_at)
            .words(say::letter_later_promise(language)),
        Answer::NoBecause { reason, helper } => {
            let letter = said(letter.words(say::letter_no(language)), reason);
            said(letter.strong(say::letter_helper(language)), helper)
        }
    };
    let button = match answer {
        Answer::Options { .. } if ways.len() == 2 => Button::to(say::letter_both(language), "/options"),
        Answer::Options { .. } => Button::to(say::letter_all(language, language.number(ways.len())), "/options"),
        Answer::YesAnd { questions, .. } if !questions.asked.is_empty() => answer_button(questions, when),
        Answer::YesAnd { .. } | Answer::NotTrainingBut { .. } | Answer::LaterBy { .. } | Answer::NoBecause { .. } => {
            Button::to(say::letter_see(language), "")
        }
    };
    letter.signed(who).button(button.quiet()).note(say::letter_note(language, &thread.label))
}

fn subject(thread: &Thread, answer: &Answer, ways: &[Way], when: &When) -> String {
    let (language, title) = (when.language(), &thread.title);
    match answer {
        Answer::YesAnd { .. } => say::subject_yes(language, title),
        Answer::Options { .. } => say::subject_options(language, title, language.number(ways.len())),
        Answer::NotTrainingBut { proposals, .. } => {
            let many = proposals.len().max(1);
            say::subject_but(language, many, title, language.number(many))
        }
        Answer::LaterBy { due_at, .. } => say::subject_later(language, title, when.full(*due_at)),
        Answer::NoBecause { .. } => say::subject_no(language, title),
    }
}

/// What mail programs show before the letter is opened: the heart of it.
fn glimpse(answer: &Answer, ways: &[Way], when: &When) -> String {
    let language = when.language();
    match answer {
        Answer::YesAnd { words, .. } => words.clone(),
        Answer::Options { .. } => match (1..).zip(ways).find(|(_, way)| way.is_recommended) {
            Some((place, way)) => say::glimpse_recommended(language, place, &way.title),
            None => say::glimpse_which(language).to_owned(),
        },
        Answer::NotTrainingBut { observed, .. } => observed.clone(),
        Answer::LaterBy { due_at, .. } => say::glimpse_later(language, when.full(*due_at)),
        Answer::NoBecause { reason, .. } => reason.clone(),
    }
}

/// The beginning of a text, up to a word: mail programs show no more.
fn cut(text: &str) -> String {
    let mut shown = String::new();
    for word in text.split_whitespace() {
        if shown.chars().count() + word.chars().count() > GLIMPSE {
            return format!("{shown} …");
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}

/// What an order gains, with what it has beside the training.
fn added(letter: Frame, additions: &[(Addition, Value)], beside: &str, when: &When) -> Frame {
    let language = when.language();
    let gained = additions.iter().map(|(addition, value)| {
        format!("{}: {}", asked::title(*addition, language), asked::line(*addition, value, when))
    });
    let beside = Some(beside).filter(|beside| !beside.is_empty()).map(|beside| say::yes_beside(language, beside));
    let gained: Vec<String> = gained.chain(beside).collect();
    listed(letter, say::yes_add(language), &gained)
}

fn ways_forward(letter: Frame, words: &str, ways: &[Way], language: Language) -> Frame {
    let letter = letter.words(say::letter_looked(language));
    let mut letter = said(letter, words).words(say::letter_ways(language, language.number(ways.len())));
    for (place, way) in (1..).zip(ways) {
        letter = letter.card(card(place, way, language));
    }
    letter
}

fn card(place: usize, way: &Way, language: Language) -> Card {
    let button = Button::to(say::option_choose(language, place), format!("/options/{place}"));
    let rows = [
        Some(way.what.clone()),
        way.ready_by.as_ref().map(|ready_by| say::option_ready(language, ready_by)),
        way.effort.as_ref().map(|effort| say::option_effort(language, effort)),
    ];
    Card {
        label: say::option(language, place),
        title: way.title.clone(),
        words: rows.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        is_recommended: way.is_recommended,
        button: Some(if way.is_recommended { button } else { button.quiet() }),
    }
}

/// Words, unless there are none.
fn said(letter: Frame, words: &str) -> Frame {
    if words.is_empty() { letter } else { letter.words(words) }
}

fn listed(letter: Frame, label: &str, items: &[String]) -> Frame {
    if items.is_empty() { letter } else { letter.strong(label).listed(items.iter().cloned()) }
}

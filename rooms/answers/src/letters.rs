//! Words the answer as the stakeholder reads it. What is previewed and what is sent is the same letter.

mod questions;

use ground::threads::Thread;
use options::Way;
use promises::frame::{Button, Card, Frame};
use web::when::{When, number};

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

/// An answer as a letter from a person of the team: never marked as written by machine. `when` reads in the stakeholder's zone.
pub(crate) fn letter(thread: &Thread, answer: &Answer, ways: &[Way], who: &str, when: &When) -> Frame {
    let letter = Frame::new(thread, subject(thread, answer, ways, when)).glimpse(cut(&glimpse(answer, ways, when)));
    let letter = match answer {
        Answer::YesAnd { words, ready_on, why, additions, beside, questions } => {
            let letter = said(letter.words("Thank you for your note. Yes, we take this on."), words);
            let letter = match ready_on {
                Some(on) => letter.words(say::yes_ready(when.language(), when.day(*on))),
                None => letter,
            };
            let letter = added(said(letter, why), additions, beside, when);
            if questions.asked.is_empty() { letter } else { asked_in(letter, questions, when) }
        }
        Answer::Options { words, holds_until_at } => {
            let letter = ways_forward(letter, words, ways);
            match holds_until_at {
                Some(until) => letter.promised("The dates hold until", when, *until),
                None => letter,
            }
            .words("A button opens your page and asks once more before anything is chosen. Or just reply with a number, or with what does not fit.")
        }
        Answer::NotTrainingBut { observed, proposals, next } => {
            let letter = letter.words("Thank you for your note. We looked before answering.").words(observed);
            said(listed(letter, "So not training, but this:", proposals), next)
        }
        Answer::LaterBy { due_at, reason } => said(letter.words("Thank you for your note."), reason)
            .promised("You will have our answer by", when, *due_at)
            .words("That is a promise like the first. If it is too late for you, just reply."),
        Answer::NoBecause { reason, helper } => {
            let letter = said(letter.words("Thank you for your note. We will not take this on."), reason);
            said(letter.strong("Who may help:"), helper)
        }
    };
    let button = match answer {
        Answer::Options { .. } => {
            let all = if ways.len() == 2 { "Both".to_owned() } else { format!("All {}", counted(ways.len())) };
            Button::to(format!("{all} side by side"), "/options")
        }
        Answer::YesAnd { questions, .. } if !questions.asked.is_empty() => answer_button(questions, when),
        Answer::YesAnd { .. } | Answer::NotTrainingBut { .. } | Answer::LaterBy { .. } | Answer::NoBecause { .. } => {
            Button::to("See it on your page", "")
        }
    };
    letter
        .signed(who)
        .button(button.quiet())
        .note(format!("The link is yours alone. To answer, just reply. {}", thread.label))
}

fn subject(thread: &Thread, answer: &Answer, ways: &[Way], when: &When) -> String {
    let title = &thread.title;
    match answer {
        Answer::YesAnd { .. } => format!("{title}: yes, and what we add"),
        Answer::Options { .. } => format!("{title}: {} ways forward", counted(ways.len())),
        Answer::NotTrainingBut { proposals, .. } => match proposals.len() {
            0 | 1 => format!("{title}: not training, but another way"),
            many => format!("{title}: not training, but {} other ways", counted(many)),
        },
        Answer::LaterBy { due_at, .. } => format!("{title}: you will have our answer by {}", when.full(*due_at)),
        Answer::NoBecause { .. } => format!("{title}: no, and who may help"),
    }
}

/// What mail programs show before the letter is opened: the heart of it.
fn glimpse(answer: &Answer, ways: &[Way], when: &When) -> String {
    match answer {
        Answer::YesAnd { words, .. } => words.clone(),
        Answer::Options { .. } => match (1..).zip(ways).find(|(_, way)| way.is_recommended) {
            Some((place, way)) => format!("We recommend option {place}: {}.", way.title),
            None => "Which one shall it be?".to_owned(),
        },
        Answer::NotTrainingBut { observed, .. } => observed.clone(),
        Answer::LaterBy { due_at, .. } => format!("You will have our answer by {}.", when.full(*due_at)),
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

fn ways_forward(letter: Frame, words: &str, ways: &[Way]) -> Frame {
    let letter = letter.words("Thank you for your note. We looked before answering.");
    let mut letter = said(letter, words).words(format!("We set {} ways beside each other:", counted(ways.len())));
    for (place, way) in (1..).zip(ways) {
        letter = letter.card(card(place, way));
    }
    letter
}

fn card(place: usize, way: &Way) -> Card {
    let button = Button::to(format!("Choose option {place}"), format!("/options/{place}"));
    let rows = [
        Some(way.what.clone()),
        way.ready_by.as_ref().map(|ready_by| format!("Ready: {ready_by}")),
        way.effort.as_ref().map(|effort| format!("Effort: {effort}")),
    ];
    Card {
        label: format!("Option {place}"),
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

fn counted(many: usize) -> String {
    number(u64::try_from(many).unwrap_or(u64::MAX))
}

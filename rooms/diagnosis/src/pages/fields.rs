//! The fields of each question.

use maud::{Markup, html};
use method::{Evidence, Kind, Question, UNKNOWN};
use web::forms::{Errors, Filled, Typed};

use crate::acts::LONGEST;
use crate::rules::{Parts, field, fields_of, is_answered, number};
use crate::words::SEEN_WORDS;

/// What to write where a number was expected.
const NO_NUMBER: &str = "Write a number, such as 62 or 12 000; the unit has a field of its own.";

/// The fields of a question, filled with what is kept.
pub(super) fn of(question: Question, form: &Filled, first_name: &str) -> Markup {
    match question.kind() {
        Kind::Gap => html! {
            fieldset class="field" {
                legend class="block-question" { (question.words()) }
                div class="stack" {
                    (form.field(field::MEASURE, "What is measured").placeholder("Deals with a dated next step").text())
                    div class="cluster" data-align="end" {
                        (form.field(field::TODAY, "Today’s number").narrow().text())
                        (form.field(field::WANTED, "Wanted").narrow().text())
                    }
                    (form.field(field::UNIT, "Unit").optional().narrow().placeholder("%").text())
                    (form.field(field::COUNTED, "Where it is counted").optional().placeholder("Monday pipeline report").text())
                }
            }
            p class="hint" { "Without a result and today’s number nothing can be recommended. The number becomes the baseline." }
        },
        Kind::Cost => html! {
            fieldset class="field" {
                legend class="block-question" { (question.words()) }
                div class="stack" {
                    div class="cluster" data-align="end" {
                        (form.field(field::LOW, "A month, at least").narrow().text())
                        (form.field(field::HIGH, "At most").narrow().text())
                    }
                    (form.field(field::UNIT, "In what").narrow().placeholder("EUR, hours").text())
                    (form.field(field::BASIS, "Who says so, and how they know").optional().text())
                    (form.field(field::SOLUTION, "What would a solution cost, once?").optional().narrow().hint("In the same unit, roughly. It says whether the gap is worth a proper look.").text())
                }
            }
        },
        Kind::Seen => html! {
            fieldset class="field" {
                legend class="block-question" { (question.words()) }
                div class="stack" data-gap="s" {
                    @for (name, words) in field::SEEN.into_iter().zip(SEEN_WORDS) { (form.tick(name, words, None)) }
                }
            }
            (form.field(field::LINK, "Where it lies").optional().hint("A report, a file, an address.").text())
            p class="hint" { "Answers that follow begin with this evidence. Each can say otherwise." }
        },
        Kind::Behaviour => html! {
            (form.field(field::BEHAVIOUR, question.words()).question().hint("Something that could be filmed. It is needed for any solution.").area())
            div class="cluster" data-align="end" {
                (form.field(field::GROUP, "Who they are").optional().placeholder("account managers").text())
                (form.field(field::MANY, "How many").optional().narrow().digits().text())
            }
        },
        Kind::Choice => scored(question, form, first_name),
    }
}

fn scored(question: Question, form: &Filled, first_name: &str) -> Markup {
    let choices = form.choices(field::ANSWER, question.words()).question();
    let choices = question
        .choices()
        .iter()
        .fold(choices, |choices, choice| choices.option(choice.word, choice.title, None))
        .option(UNKNOWN, "We don’t know", Some("Always allowed. It counts for nothing and blocks nothing."));
    let kinds = [
        (Evidence::Counted.as_str(), "Counted at the work"),
        (Evidence::SeveralPeople.as_str(), "Several people"),
        (Evidence::OnePerson.as_str(), "One person"),
    ];
    html! {
        (choices)
        div class="stack" data-gap="s" {
            (form.segments(field::EVIDENCE, "How do we know?", &kinds))
            p class="hint" { (raising(Evidence::from_word(form.typed.text(field::EVIDENCE)), first_name)) }
        }
        (form.field(field::WORDS, "What exactly").optional().text())
        (form.field(field::SOURCE, "Where it comes from").optional().text())
    }
}

/// What would make the evidence stronger.
fn raising(evidence: Option<Evidence>, first_name: &str) -> String {
    match evidence {
        Some(Evidence::Counted) => {
            "It was counted, or watched where the work is done: it weighs in full, 1.0.".to_owned()
        }
        Some(Evidence::SeveralPeople) => {
            "Several people say so, some of them who do the work. A count would raise this from 0.7 to 1.0.".to_owned()
        }
        Some(Evidence::OnePerson | Evidence::Unknown) | None => {
            format!(
                "One person says so, {first_name} or another; nobody looked. Asking two or three who do the work would raise this from 0.4 to 0.7."
            )
        }
    }
}

/// What was typed, and how it is known.
pub(super) fn typed_of(question: Question, typed: &Typed, otherwise: Evidence) -> (Parts, Evidence) {
    let parts = Parts::of(question, typed.iter());
    let evidence = Evidence::from_word(typed.text(field::EVIDENCE)).filter(|evidence| *evidence != Evidence::Unknown);
    (parts, evidence.unwrap_or(otherwise))
}

/// What is to be mended before anything is kept.
pub(super) fn checked(question: Question, typed: &Typed) -> Errors {
    let mut errors = typed.check();
    for name in fields_of(question) {
        errors.limit(typed, name, LONGEST);
    }
    errors
}

/// What is to be mended before a question counts as answered.
pub(super) fn missing(question: Question, parts: &Parts) -> Errors {
    let mut errors = Errors::default();
    let numbers: &[&str] = match question.kind() {
        Kind::Gap => &[field::TODAY, field::WANTED],
        Kind::Cost => &[field::LOW, field::HIGH, field::SOLUTION],
        Kind::Seen | Kind::Behaviour | Kind::Choice => &[],
    };
    for name in numbers.iter().filter(|name| parts.some(name).is_some_and(|text| number(text).is_none())) {
        errors.add(name, NO_NUMBER);
    }
    if !errors.is_empty() || is_answered(question, parts) {
        return errors;
    }
    match question.kind() {
        // A result without its number is a start: the number can come later.
        Kind::Gap if parts.some(field::MEASURE).is_some() => {}
        Kind::Gap => errors.add(field::MEASURE, "Name the result, or skip the question."),
        Kind::Cost => errors.add(field::LOW, "Write what a month costs at least, or skip the question."),
        Kind::Seen => errors.add(field::LINK, "Tick what was seen, or skip the question."),
        Kind::Behaviour => errors.add(field::BEHAVIOUR, "Write who must do what, or skip the question."),
        Kind::Choice => errors.add(field::ANSWER, "Pick an answer, or skip the question. “We don’t know” is one."),
    }
    errors
}

//! The questions on the stakeholder's private page, phone first; the page itself is the desk's, as it knows the link.

use maud::{Markup, html};
use method::{Question, UNKNOWN};
use web::buttons::Button;
use web::forms::{Errors, Filled, Typed};
use web::lists::{DiaryRow, diary_unordered};
use web::notices::{Notice, Tone};
use web::promise::explain;

use crate::acts::LONGEST;
use crate::asked;
use crate::letters::how_many;
use crate::rules::{Parts, field, number};
use crate::store::askings::{Asking, Reply};

/// The fields that the stakeholder fills in for a question.
fn fields(question: Question) -> &'static [&'static str] {
    match question {
        Question::Gap => &[field::MEASURE, field::TODAY, field::WANTED, field::COUNTED],
        Question::Cost => &[field::LOW, field::HIGH, field::UNIT],
        Question::Seen => &[field::LINK],
        Question::Behaviour => &[field::BEHAVIOUR],
        Question::Onset
        | Question::CouldToday
        | Question::DoneBefore
        | Question::PictureOfGood
        | Question::Feedback
        | Question::Tools
        | Question::Process
        | Question::Consequences
        | Question::Capacity
        | Question::Willingness => &[field::ANSWER, field::WORDS],
    }
}

/// The name of a field of a question on this form, where several questions stand.
fn name(question: Question, field: &str) -> String {
    format!("q{}-{field}", question.number())
}

/// The form as the stakeholder left it.
fn filled(asking: &Asking, replies: &[Reply]) -> Filled {
    let mut typed = Typed::default();
    for reply in replies.iter().filter(|reply| asking.questions.contains(&reply.question)) {
        for (field, text) in reply.parts.iter() {
            typed.set(&name(reply.question, field), text);
        }
    }
    Filled { typed, errors: Errors::default() }
}

/// The questions with their answers, sent to `action`. `lead` says what they help with and by when; `form` is what was typed, if it comes
/// back to be mended.
pub fn questions_form(
    asking: &Asking,
    replies: &[Reply],
    form: Option<&Filled>,
    name: &str,
    lead: &Markup,
    action: &str,
) -> Markup {
    let kept = filled(asking, replies);
    let form = form.unwrap_or(&kept);
    let title = match name {
        "" => how_many(asking.questions.len()),
        name => format!("{}, {name}", how_many(asking.questions.len())),
    };
    html! {
        form class="stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            div class="stack" { h1 { (title) } p class="lead" { (lead) } }
            @for question in &asking.questions { (of_one(*question, form)) }
            div class="stack" data-gap="s" {
                div { (Button::submit("Send to the team").primary().large()) }
                p class="small quiet" { "You can come back and change it until we have answered." }
            }
            (explain("Why do you ask this?", &html! { p { (asked::WHY) } }))
        }
    }
}

fn of_one(question: Question, form: &Filled) -> Markup {
    let words = asked::words(question);
    let of = |field: &str| name(question, field);
    match question {
        Question::Gap => html! {
            fieldset class="field" {
                legend class="block-question" { (words) }
                div class="stack" {
                    (form.field(&of(field::MEASURE), "What is counted").optional().text())
                    (form.field(&of(field::TODAY), "Today").optional().narrow().text())
                    (form.field(&of(field::WANTED), "Where it should be").optional().narrow().text())
                    (form.field(&of(field::COUNTED), "Where we could read it").optional().hint("A report, a person, or a file. A name is enough.").text())
                }
            }
        },
        Question::Cost => html! {
            fieldset class="field" {
                legend class="block-question" { (words) }
                div class="stack" {
                    (form.field(&of(field::LOW), "At least").optional().narrow().text())
                    (form.field(&of(field::HIGH), "At most").optional().narrow().text())
                    (form.field(&of(field::UNIT), "In money, hours, or something else").optional().narrow().text())
                }
            }
        },
        Question::Seen => form.field(&of(field::LINK), words).question().optional().text(),
        Question::Behaviour => form.field(&of(field::BEHAVIOUR), words).question().optional().area(),
        Question::Onset
        | Question::CouldToday
        | Question::DoneBefore
        | Question::PictureOfGood
        | Question::Feedback
        | Question::Tools
        | Question::Process
        | Question::Consequences
        | Question::Capacity
        | Question::Willingness => {
            let answer = of(field::ANSWER);
            let choices = form.choices(&answer, words).question();
            let choices = question.choices().iter().fold(choices, |choices, choice| {
                choices.option(choice.word, asked::choice(question, choice), asked::choice_note(question, choice))
            });
            html! {
                (choices.option(UNKNOWN, asked::UNKNOWN, asked::unknown_note(question)))
                div class="field" data-width="w" { (form.field(&of(field::WORDS), asked::more(question)).optional().area()) }
            }
        }
    }
}

/// Reads [`questions_form`]: what was said to each question, nothing where it was left open.
pub fn questions_typed(typed: &Typed, asking: &Asking) -> Result<Vec<(Question, Parts)>, Errors> {
    let mut errors = typed.check();
    let mut said = Vec::with_capacity(asking.questions.len());
    for question in &asking.questions {
        let mut parts = Parts::default();
        for field in fields(*question) {
            let name = name(*question, field);
            errors.limit(typed, &name, LONGEST);
            let text = typed.text(&name);
            let is_number = matches!(*field, field::TODAY | field::WANTED | field::LOW | field::HIGH);
            if is_number && !text.is_empty() && number(text).is_none() {
                errors.add(&name, "Write a number here, such as 62 or 12 000, or leave it empty.");
            }
            parts.set(field, text);
        }
        said.push((*question, parts));
    }
    errors.into_result()?;
    Ok(said)
}

/// What the stakeholder told us, each with a way to change it while they may: below the thanks.
pub fn replies_told(asking: &Asking, replies: &[Reply], change: Option<&str>) -> Markup {
    let rows = asking.questions.iter().map(|question| {
        let reply = replies.iter().find(|reply| reply.question == *question);
        let said = reply.and_then(|reply| asked::answer(*question, &reply.parts));
        let row = DiaryRow::new(said.as_ref().map_or("left open", |(answer, _)| answer.as_str()));
        let added = said.as_ref().and_then(|(_, added)| added.as_deref());
        let note = html! { (asked::words(*question)) @if let Some(added) = added { br; "“" (added) "”" } };
        let row = row.note(note);
        match change {
            Some(path) => row.end(html! { a href=(path) { @if said.is_some() { "Change" } @else { "Add" } } }),
            None => row,
        }
    });
    html! {
        section aria-labelledby="qt-1" { h2 id="qt-1" { "What you told us" } (diary_unordered(rows)) }
        @if change.is_none() { (Notice::new(Tone::Plain, "We have answered").why("So it can’t be changed here any more. Write to us on your page.")) }
    }
}

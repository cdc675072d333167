//! The questions on the stakeholder's private page, phone first; the page itself is the desk's, as it knows the link.

use jiff::Timestamp;
use maud::{Markup, html};
use method::{Kind, Question, UNKNOWN};
use web::Language;
use web::buttons::Button;
use web::forms::{Errors, Filled, Typed};
use web::lists::{DiaryRow, diary_unordered};
use web::notices::{Notice, Tone};
use web::promise::{explain, promise};
use web::when::When;

use crate::acts::LONGEST;
use crate::rules::{Parts, field, number};
use crate::store::askings::{Asking, Reply};
use crate::{asked, say};

/// The fields that the stakeholder fills in for a question.
fn fields(question: Question) -> &'static [&'static str] {
    match question.kind() {
        Kind::Gap => &[field::MEASURE, field::TODAY, field::WANTED, field::COUNTED],
        Kind::Cost => &[field::LOW, field::HIGH, field::UNIT],
        Kind::Seen => &[field::LINK],
        Kind::Behaviour => &[field::BEHAVIOUR],
        Kind::Choice => &[field::ANSWER, field::WORDS],
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

/// How the stakeholder is spoken to: about what, by which first name (nothing where it is not known), and in their zone and language.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// What their request is about.
    pub topic: &'a str,
    /// Their first name, or nothing.
    pub name: &'a str,
    /// As they read times.
    pub when: &'a When,
    /// By when they were promised to hear from the team, while that is to come.
    pub due_at: Option<Timestamp>,
}

impl Reader<'_> {
    fn language(&self) -> Language {
        self.when.language()
    }
}

/// The title of the page of questions.
pub fn questions_title(reader: &Reader<'_>) -> String {
    say::page_title(reader.language(), reader.topic)
}

/// The questions with their answers, sent to `action`. `form` is what was typed, if it comes back to be mended.
pub fn questions_form(
    asking: &Asking,
    replies: &[Reply],
    form: Option<&Filled>,
    reader: &Reader<'_>,
    action: &str,
) -> Markup {
    let (language, topic) = (reader.language(), reader.topic);
    let lead = match reader.due_at {
        Some(due_at) => say::page_lead_by_html(language, html! { (topic) }, html! { b { (reader.when.full(due_at)) } }),
        None => html! { (say::page_lead(language, topic)) },
    };
    let kept = filled(asking, replies).in_language(language);
    let form = form.unwrap_or(&kept);
    let questions = asked::how_many(asking.questions.len(), language);
    let title =
        if reader.name.is_empty() { questions } else { say::page_heading_named(language, questions, reader.name) };
    html! {
        form class="stack" data-gap="l" method="post" action=(action) {
            (form.notice())
            div class="stack" { h1 { (title) } p class="lead" { (lead) } }
            @for question in &asking.questions { (of_one(*question, form, language)) }
            div class="stack" data-gap="s" {
                div { (Button::submit(say::page_send(language)).primary().large()) }
                p class="small quiet" { (say::page_change(language)) }
            }
            (explain(say::page_why(language), &html! { p { (say::page_why_answer(language)) } }))
            p class="small quiet" { (say::page_anyone(language)) }
        }
    }
}

fn of_one(question: Question, form: &Filled, language: Language) -> Markup {
    let words = asked::words(question, language);
    let of = |field: &str| name(question, field);
    match question.kind() {
        Kind::Gap => html! {
            fieldset class="field" {
                legend class="block-question" { (words) }
                div class="stack" {
                    (form.field(&of(field::MEASURE), say::gap_measure(language)).optional().text())
                    (form.field(&of(field::TODAY), say::gap_today(language)).optional().narrow().text())
                    (form.field(&of(field::WANTED), say::gap_wanted(language)).optional().narrow().text())
                    (form.field(&of(field::COUNTED), say::gap_counted(language)).optional().hint(say::gap_counted_hint(language)).text())
                }
            }
        },
        Kind::Cost => html! {
            fieldset class="field" {
                legend class="block-question" { (words) }
                div class="stack" {
                    (form.field(&of(field::LOW), say::cost_low(language)).optional().narrow().text())
                    (form.field(&of(field::HIGH), say::cost_high(language)).optional().narrow().text())
                    (form.field(&of(field::UNIT), say::cost_unit(language)).optional().narrow().text())
                }
            }
        },
        Kind::Seen => form.field(&of(field::LINK), words).question().optional().text(),
        Kind::Behaviour => form.field(&of(field::BEHAVIOUR), words).question().optional().area(),
        Kind::Choice => {
            let answer = of(field::ANSWER);
            let choices = form.choices(&answer, words).question();
            let choices = question.choices().iter().fold(choices, |choices, choice| {
                choices.option(choice.word, asked::choice(choice, language), asked::choice_note(choice, language))
            });
            html! {
                (choices.option(UNKNOWN, say::a_unknown(language), asked::unknown_note(question, language)))
                @if let Some(more) = asked::more(question, language) { (form.field(&of(field::WORDS), more).optional().area()) }
            }
        }
    }
}

/// Reads [`questions_form`]: what was said to each question, nothing where it was left open.
pub fn questions_typed(typed: &Typed, asking: &Asking, language: Language) -> Result<Vec<(Question, Parts)>, Errors> {
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
                errors.add(&name, say::number_unread(language));
            }
            parts.set(field, text);
        }
        said.push((*question, parts));
    }
    errors.into_result()?;
    Ok(said)
}

/// Thanks for what was answered, what stands as promised, and what they told us, each with a way to change it while they may.
pub fn questions_thanks(
    asking: &Asking,
    replies: &[Reply],
    reader: &Reader<'_>,
    change: Option<&str>,
    back: &str,
) -> Markup {
    let language = reader.language();
    let title = if reader.name.is_empty() {
        say::thanks(language).to_owned()
    } else {
        say::thanks_named(language, reader.name)
    };
    let is_answered =
        |question: &&Question| replies.iter().any(|reply| reply.question == **question && !reply.parts.is_empty());
    let answered = asking.questions.iter().filter(is_answered).count();
    let link = html! { a href=(back) { (say::thanks_link(language)) } };
    html! {
        div class="stack" data-gap="l" {
            div class="stack" { h1 { (title) } p class="lead" { (with_the_team(answered, asking.questions.len(), language)) } }
            @if let Some(due_at) = reader.due_at {
                section class="sheet" data-pad="l" { (promise(say::thanks_promise(language), &reader.when.moment(due_at))) }
            }
            (told(asking, replies, change, language))
            p class="small quiet" { (say::thanks_close_html(language, link)) }
        }
    }
}

/// How many answers arrived, and that the rest may stay open.
fn with_the_team(answered: usize, of: usize, language: Language) -> String {
    let open = of - answered.min(of);
    match (answered, open) {
        (0, _) => say::thanks_nothing(language).to_owned(),
        (some, 0) => say::thanks_some(language, some, language.number(some)),
        (some, open) => {
            format!("{} {}", say::thanks_some(language, some, language.number(some)), say::thanks_open(language, open))
        }
    }
}

fn told(asking: &Asking, replies: &[Reply], change: Option<&str>, language: Language) -> Markup {
    let rows = asking.questions.iter().map(|question| {
        let reply = replies.iter().find(|reply| reply.question == *question);
        let said = reply.and_then(|reply| asked::answer(*question, &reply.parts, language));
        let row = match &said {
            Some((answer, None)) => DiaryRow::new(answer).note(asked::words(*question, language)),
            Some((answer, Some(added))) => {
                DiaryRow::new(answer).note(html! { (asked::words(*question, language)) br; "“" (added) "”" })
            }
            None => DiaryRow::new(asked::words(*question, language)).note(say::told_open(language)),
        };
        match change {
            Some(path) => row.end(html! { a href=(path) { @if said.is_some() { (say::told_change(language)) } @else { (say::told_add(language)) } } }),
            None => row,
        }
    });
    html! {
        section aria-labelledby="qt-1" { h2 id="qt-1" { (say::told_heading(language)) } (diary_unordered(rows)) }
        @if change.is_none() { (Notice::new(Tone::Plain, say::told_late(language)).why(say::told_late_why(language))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrived_is_counted_and_the_rest_may_stay_open() {
        let told = |answered, of| with_the_team(answered, of, Language::En);
        assert_eq!(told(0, 3), "Nothing was answered, and that is fine. You can come back to it.");
        assert_eq!(told(1, 1), "Your answer is with the team.");
        assert_eq!(told(2, 2), "Your two answers are with the team.");
        assert_eq!(told(1, 3), "Your answer is with the team. The other questions stay open; that is fine.");
        assert_eq!(told(2, 3), "Your two answers are with the team. The other question stays open; that is fine.");
    }
}

//! Clues and questions as lists and small forms, on the pages that show them.

use std::collections::HashMap;

use maud::{Markup, html};
use web::buttons::Button;
use web::forms::Filled;
use web::when::When;

use super::BUSINESS;
use super::parts::{day_month, first_name};
use crate::store::calendars::Meeting;
use crate::store::clues::Clue;
use crate::store::questions::Question;

/// A clue in one line, with its source; `hidden` says what it bears on and where to go on.
pub(super) fn clue_form(form: &Filled, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form class="stack" data-gap="s" method="post" action="/business/clues" id="note-a-clue" {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (form.field("clue", "A clue in one line").small().placeholder("One line is enough").text())
            (form.field("source", "From whom, or where").optional().small().text())
            div class="actions" { (Button::submit("Note it").small()) }
        }
    }
}

/// The same in as little room as it needs, for the page that has all.
pub(super) fn clue_line() -> Markup {
    html! {
        form class="stack" data-gap="s" method="post" action="/business/clues" id="note-a-clue" {
            label class="visually-hidden" for="f-clue" { "A clue in one line" }
            div class="prompt-line" {
                input class="input" id="f-clue" type="text" name="clue" placeholder="One line is enough";
                (Button::submit("Note").small())
            }
            div class="field" data-size="s" {
                label class="visually-hidden" for="f-source" { "From whom, or where" }
                input class="input" id="f-source" type="text" name="source" placeholder="from whom, or where";
            }
        }
    }
}

/// Clues, newest first: “Ruth, 20 Nov, with five account managers”.
pub(super) fn clue_rows(clues: &[Clue], names: &HashMap<String, String>, when: &When) -> Markup {
    html! {
        ol class="diary" role="list" {
            @for clue in clues {
                li class="diary-row" { div class="diary-body" { p class="small" { (clue.words) } p class="meta" { (clue_meta(clue, names, when)) } } }
            }
        }
    }
}

/// Who noted it, when, from whom.
pub(super) fn clue_meta(clue: &Clue, names: &HashMap<String, String>, when: &When) -> Markup {
    let by = names.get(&clue.by).map_or("a former member", |name| first_name(name));
    html! {
        (by) ", " (day_month(when, clue.noted_at))
        @if !clue.source.is_empty() { ", " (clue.source) }
    }
}

/// A question to bring; `hidden` says what it is about and where to go on.
pub(super) fn question_form(form: &Filled, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form class="stack" data-gap="s" method="post" action="/business/questions" id="ask" {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (form.field("question", "The question").small().text())
            (form.field("for", "For").optional().small().placeholder("Whom you would ask").text())
            (form.field("when", "When you meet them").optional().small().hint("Left out, it waits for the next time").date_time())
            (form.tick("in-block", "Look at it in the next block", None))
            div class="actions" { (Button::submit("Put it on the list").small()) }
        }
    }
}

/// Questions still to bring. Where this member meets the person today, it says when; nobody else sees that.
pub(super) fn question_rows(questions: &[Question], today: &[Meeting], when: &When) -> Markup {
    html! {
        ol class="diary" role="list" {
            @for question in questions {
                li class="diary-row" {
                    div class="diary-body" {
                        p class="serif" { a href={ (BUSINESS) "/questions/" (question.id) } { "“" (question.words) "”" } }
                        p class="meta" { (question_meta(question, today, when)) }
                    }
                }
            }
        }
    }
}

/// “for Edda Roorda, today at 14:00”, “for Karin Oldsted, because a metric moved”.
pub(super) fn question_meta(question: &Question, today: &[Meeting], when: &When) -> String {
    let for_whom =
        if question.for_name.is_empty() { "for whom is open".to_owned() } else { format!("for {}", question.for_name) };
    let met = today.iter().find(|meeting| meeting.people.iter().any(|person| is_for(question, person.called())));
    let rest = match (met, question.bring_at) {
        (Some(meeting), _) => format!(", today at {}", when.time(meeting.starts_at)),
        (None, Some(at)) => format!(", {}", when.near(at)),
        (None, None) if question.in_block => ", in the next block".to_owned(),
        (None, None) => String::new(),
    };
    let why = if question.why.is_empty() { String::new() } else { format!(", {}", question.why) };
    format!("{for_whom}{rest}{why}")
}

/// Whether a question is for somebody of this name, however it was typed: “Karin Oldsted, Motor Claims”.
pub(super) fn is_for(question: &Question, name: &str) -> bool {
    let folded = |text: &str| text.to_lowercase();
    let (asked, name) = (folded(&question.for_name), folded(name));
    let words: Vec<&str> = asked.split(|sign: char| !sign.is_alphanumeric()).collect();
    let mut parts = name.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| words.contains(&part))
}

//! What was answered so far.

use maud::{Markup, html};
use method::{Evidence, Question};
use web::capital;
use web::heads::section_head;

use super::looking::Looking;
use crate::asked;
use crate::rules::field;
use crate::store::answers::Answered;

/// How strong an answer's evidence is, as bars and in words.
pub(super) fn evidence_mark(evidence: Evidence) -> Markup {
    let on = match evidence {
        Evidence::Unknown => 0,
        Evidence::OnePerson => 2,
        Evidence::SeveralPeople => 3,
        Evidence::Counted => 4,
    };
    html! {
        span class="evidence" {
            svg aria-hidden="true" { @for place in 0..4 { rect x=(place * 8) width="6" height="8" rx="1.5" data-on[place < on] {} } }
            (evidence.words()) " (" (format!("{:.1}", evidence.factor())) ")"
        }
    }
}

/// The answers in the order asked; those without points are folded away.
pub(super) fn answered(looking: &Looking) -> Markup {
    let whole: Vec<&Answered> = looking.case.whole().collect();
    let (scored, beside): (Vec<&Answered>, Vec<&Answered>) =
        whole.iter().partition(|answer| !answer.question.choices().is_empty());
    let meta = html! { (whole.len()) " of 14, in the order asked" };
    let names: Vec<String> = beside.iter().map(|answer| answer.question.short().to_lowercase()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    html! {
        section aria-labelledby="d-given" {
            (section_head("d-given", "Answered so far", Some(meta)))
            @if scored.is_empty() { p class="quiet" { "Nothing that tells about a cause yet." } }
            @else { ol class="diary" role="list" { @for answer in scored { (row(looking, answer)) } } }
            @if !beside.is_empty() {
                details class="explain" {
                    summary { "Also answered: " (crate::words::listed(&names)) }
                    div class="explain-body" { ol class="diary" role="list" { @for answer in beside { (row(looking, answer)) } } }
                }
            }
            (open(looking))
        }
    }
}

fn row(looking: &Looking, answer: &Answered) -> Markup {
    let source = answer.parts.some(field::SOURCE);
    let is_scored = !answer.question.choices().is_empty();
    html! {
        li class="diary-row" {
            div class="diary-when" { (answer.question.short()) }
            div class="diary-body" {
                p class="diary-title" { a href=(looking.asks(answer.question)) { (answer.words()) } }
                p class="diary-note" { @if let Some(source) = source { (source) ". " } (capital(&looking.given_by(answer))) "." }
                (otherwise(looking, answer))
            }
            @if is_scored { div class="diary-end" { (evidence_mark(answer.evidence)) } }
        }
    }
}

/// What the stakeholder says, where a member found something else.
fn otherwise(looking: &Looking, answer: &Answered) -> Markup {
    let reply = looking.case.reply(answer.question).filter(|reply| {
        let is_their_own = answer.kept.by.starts_with("stakeholder:");
        !is_their_own && reply.parts.text(field::ANSWER) != answer.parts.text(field::ANSWER)
    });
    let said = reply.and_then(|reply| Some((reply, asked::answer(reply.question, &reply.parts, web::Language::En)?)));
    html! {
        @if let Some((reply, (said, added))) = said {
            p class="diary-note" {
                (looking.first_name()) " says: “" (said) @if let Some(added) = added { ", " (added) } "”, " (looking.when.near(reply.said_at)) "."
            }
        }
    }
}

/// The questions without an answer, each a click away.
fn open(looking: &Looking) -> Markup {
    let open = looking.case.open();
    let waits = |question: &Question| {
        let is_asked = looking.case.askings.iter().any(|asking| asking.questions.contains(question));
        is_asked && looking.case.reply(*question).is_none()
    };
    html! {
        @if !open.is_empty() {
            p class="small" {
                "Still open: "
                @for (place, question) in open.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href=(looking.asks(*question)) { (question.short().to_lowercase()) }
                    @if waits(question) { " (sent to " (looking.first_name()) ")" }
                }
                "."
            }
        }
    }
}

//! The fields of each kind of answer, and the letter beside them.

use maud::{Markup, html};
use options::Way;
use web::forms::Filled;
use web::heads::section_head;
use web::when::number;

use super::reading::Answering;
use crate::letters;
use crate::rules::{Addition, Facts, Kind, Parts, QUESTIONS, WAYS, field, next_possible, so_far, way_field};

/// The five kinds to pick from.
pub(super) fn kinds(form: &Filled, after: Markup) -> Markup {
    let mut choices = form.choices(field::KIND, html! { h2 { "What kind of answer is it?" } });
    for kind in Kind::ALL {
        choices = choices.option(kind.as_str(), kind.title(), Some(kind.sentence()));
    }
    html! { (choices.followed_by(after)) }
}

/// What is written for one kind.
pub(super) fn of_kind(kind: Kind, form: &Filled, answering: &Answering, facts: &Facts) -> Markup {
    let name = answering.first_name();
    html! {
        section aria-labelledby="a-body" {
            h2 id="a-body" { "What " (name) " will read" }
            @match kind {
                Kind::YesAnd => (form.field(field::YES, "What you take on, and by when").hint("The letter begins: “Yes, we take this on.”").area()),
                Kind::Options => (options(form)),
                Kind::NotTrainingBut => (not_training(form)),
                Kind::LaterBy => (later(form, answering, facts)),
                Kind::NoBecause => (no(form)),
            }
        }
        @if kind == Kind::YesAnd { (additions(form)) }
    }
}

fn additions(form: &Filled) -> Markup {
    let is_filled = |addition: &&Addition| form.typed.some(addition.field()).is_some();
    let filled = Addition::ALL.iter().filter(is_filled).count();
    let asked: Vec<Addition> =
        Addition::ALL.iter().filter(|addition| !is_filled(addition)).copied().take(QUESTIONS).collect();
    html! {
        section aria-labelledby="a-add" {
            (section_head("a-add", "Additions", Some(html! { p class="meta" { (filled) " of 6 filled" } })))
            p class="small quiet" { "An order gains six things that make it work. One at least goes with a yes; empty ones become questions in the mail, at most three." }
            div class="boxed" {
                @for addition in Addition::ALL {
                    @let line = form.field(addition.field(), addition.title()).inline().placeholder(addition.hint());
                    @if asked.contains(&addition) { (line.note("asked in the mail").text()) } @else { (line.text()) }
                }
            }
        }
    }
}

fn options(form: &Filled) -> Markup {
    html! {
        (form.field(field::OPTIONS, "What you saw, and what the ways are for").optional().area())
        @for way in 1..=WAYS { (one_way(form, way)) }
        (form.segments(field::RECOMMENDED, "Which one do you recommend?", &[
            ("", "none"), ("1", "option 1"), ("2", "option 2"), ("3", "option 3"), ("4", "option 4"),
        ]))
        (form.field(field::HOLDS_UNTIL, "The dates hold until").optional().hint("A day and time. After it, nobody can choose what you could no longer keep.").text())
    }
}

fn one_way(form: &Filled, way: usize) -> Markup {
    let [title, what, ready, effort] = ["title", "what", "ready", "effort"].map(|part| way_field(way, part));
    let heading = format!("a-way-{way}");
    html! {
        section class="sheet" data-tone="flat" data-pad="s" aria-labelledby=(heading) {
            h3 id=(heading) { "Option " (way) @if way > 2 { " " span class="field-optional" { "optional" } } }
            (form.field(&title, "What it is called").text())
            (form.field(&what, "What is done, and how it differs from the others").area())
            (form.field(&ready, "Ready").optional().placeholder("Tuesday 22 December").text())
            (form.field(&effort, "Effort, yours and theirs").optional().placeholder("40 × 3 hours of your people").text())
        }
    }
}

fn not_training(form: &Filled) -> Markup {
    html! {
        (form.field(field::OBSERVED, "What we saw, in two or three sentences").area())
        (form.field(field::PROPOSALS, "What we propose instead").hint("One a line. Each becomes a point of the letter.").area())
        (form.field(field::NEXT, "What happens next").optional().hint("When you look at the number together, and what you do if it has not moved.").area())
    }
}

fn later(form: &Filled, answering: &Answering, facts: &Facts) -> Markup {
    let hint = match next_possible(facts) {
        Some(possible_at) => {
            html! { "A day and time in " (answering.when.city()) ". The next block makes it possible by " (answering.when.moment_long(possible_at)) "." }
        }
        None => {
            html! { "A day and time in " (answering.when.city()) ". No block is reserved: " a href="/blocks/new" { "reserve one first" } "." }
        }
    };
    html! {
        (form.field(field::DUE, "You will have our answer by").hint(hint).text())
        (form.field(field::LATER_REASON, "Why not now").hint("They read it as it stands.").area())
    }
}

fn no(form: &Filled) -> Markup {
    html! {
        (form.field(field::NO_REASON, "Why we will not take it on").area())
        (form.field(field::HELPER, "Who may help").hint("A person, a team, a page. If nobody can, say so.").area())
    }
}

/// The letter as far as it is written, exactly as it would be sent.
pub(super) fn letter(
    kind: Option<Kind>,
    typed: &Parts,
    known: &(Facts, Vec<Way>),
    answering: &Answering,
    who: &str,
) -> Markup {
    let (facts, ways) = known;
    let answer = kind.and_then(|kind| so_far(kind, typed, facts));
    match answer {
        Some(answer) => letters::letter(&answering.thread, &answer, ways, who, &answering.reading).preview(),
        None if kind == Some(Kind::LaterBy) => {
            html! { p class="quiet" { "The letter stands here as soon as you say by when." } }
        }
        None => {
            html! { p class="quiet" { "The letter stands here as soon as you pick one of the " (number(5)) " kinds." } }
        }
    }
}

//! The fields of each kind of answer, and the letter beside them.

use diagnosis::Case;
use maud::{Markup, html};
use method::Cause;
use options::Way;
use web::buttons::Button;
use web::forms::Filled;
use web::heads::section_head;
use web::lists::{DiaryRow, diary_unordered};
use web::when::number;

use super::reading::Answering;
use super::taking::{TAKE, is_taken, offers, pick_of};
use crate::rules::{
    Addition, Answer, Facts, Kind, Parts, Standing, WAYS, field, next_possible, part, so_far, way_field,
};
use crate::{asked, letters};

/// The five kinds to pick from.
pub(super) fn kinds(form: &Filled, after: Markup) -> Markup {
    let mut choices = form.choices(field::KIND, html! { h2 { "What kind of answer is it?" } });
    for kind in Kind::ALL {
        choices = choices.option(kind.as_str(), kind.title(), Some(kind.sentence()));
    }
    html! { (choices.followed_by(after)) }
}

/// What is written for one kind.
pub(super) fn of_kind(kind: Kind, form: &Filled, answering: &Answering, facts: &Facts, case: &Case) -> Markup {
    let name = answering.first_name();
    html! {
        section aria-labelledby="a-body" {
            h2 id="a-body" { "What " (name) " will read" }
            @match kind {
                Kind::YesAnd => {
                    (form.field(field::YES, "What you take on, and by when").hint("The letter begins: “Yes, we take this on.”").area())
                    (form.field(field::READY_ON, "Ready on").optional().hint("The letter names this day, and the day to look at the number is counted from it.").narrow().date())
                },
                Kind::Options => (options(form)),
                Kind::NotTrainingBut => (not_training(form, answering, case)),
                Kind::LaterBy => (later(form, answering, facts)),
                Kind::NoBecause => (no(form)),
            }
        }
        @if kind == Kind::YesAnd { (additions(form, answering, facts, case)) }
    }
}

fn additions(form: &Filled, answering: &Answering, facts: &Facts, case: &Case) -> Markup {
    let asked = questions(form, facts);
    let filled = Addition::ALL.into_iter().filter(|addition| {
        let stands = standing(*addition, facts);
        form.typed.some(addition.field()).is_some() || stands.is_some_and(Standing::is_filled)
    });
    let filled = filled.count();
    html! {
        section aria-labelledby="a-add" {
            (section_head("a-add", "Additions", Some(html! { p class="meta" { (filled) " of 6 filled" } })))
            p class="small quiet" { "An order gains six things that make it work. One at least goes with a yes; empty ones become questions in the mail, at most three." }
            div class="boxed" {
                @for addition in Addition::ALL {
                    @let stands = standing(addition, facts).and_then(Standing::value).map(|value| asked::line(addition, value, &answering.when));
                    @let note = note(addition, form, facts, &asked, answering);
                    @let line = form.field(addition.field(), addition.title()).inline().placeholder(stands.as_deref().unwrap_or(addition.hint()));
                    @let line = if addition == Addition::Link { line.proposals(GOALS) } else { line };
                    @if let Some(note) = &note { (line.note(note).text()) } @else { (line.text()) }
                }
            }
            (goals(facts))
            p class="small" { a href={ (answering.path()) "/additions" } { "Waive one with a reason, or fill in more of it" } }
            (form.field(field::WHY_ADD, "Why you add it, in a sentence").optional().text())
            (form.field(field::BESIDE, "Something small beside it that is no training").optional().hint("For example: the manager asks one question in the next team meeting.").text())
            (picks(Kind::YesAnd, form, answering, case))
        }
    }
}

/// The id of the goals that a link may lead to.
const GOALS: &str = "a-goals";

fn goals(facts: &Facts) -> Markup {
    let links = facts.suggested.iter().filter(|(addition, _)| *addition == Addition::Link);
    html! { datalist id=(GOALS) { @for (_, value) in links { option value=(value.text(part::WORDS)) {} } } }
}

fn standing(addition: Addition, facts: &Facts) -> Option<&Standing> {
    facts.standings.iter().find(|(of, _)| *of == addition).map(|(_, standing)| standing)
}

/// What the letter would ask with what is typed now.
fn questions(form: &Filled, facts: &Facts) -> Vec<Addition> {
    let mut parts = Parts::default();
    for addition in Addition::ALL {
        parts.set(addition.field(), form.typed.text(addition.field()));
    }
    match so_far(Kind::YesAnd, &parts, facts) {
        Some(Answer::YesAnd { questions, .. }) => questions.asked,
        Some(_) | None => Vec::new(),
    }
}

/// A few words beside an element: what becomes of it if it stays empty.
fn note(addition: Addition, form: &Filled, facts: &Facts, asked: &[Addition], answering: &Answering) -> Option<String> {
    if form.typed.some(addition.field()).is_some() {
        return None;
    }
    if asked.contains(&addition) {
        return Some("asked in the mail".to_owned());
    }
    match standing(addition, facts)? {
        Standing::Empty => None,
        Standing::Asked { until_at } => Some(format!("asked until {}", answering.when.short(*until_at))),
        Standing::Answered(_) => Some(format!("said by {}", answering.first_name())),
        Standing::ByDefault { fallback, .. } => Some(fallback.mark.words().to_owned()),
        Standing::Filled(_) => Some("stands already".to_owned()),
        Standing::Waived(_) => Some("waived".to_owned()),
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

fn not_training(form: &Filled, answering: &Answering, case: &Case) -> Markup {
    html! {
        (form.field(field::OBSERVED, "What we saw, in two or three sentences").area())
        (form.field(field::PROPOSALS, "What we propose instead").hint("One a line. Each becomes a point of the letter.").area())
        (picks(Kind::NotTrainingBut, form, answering, case))
        (form.field(field::NEXT, "What happens next").optional().hint("When you look at the number together, and what you do if it has not moved.").area())
    }
}

/// What helps against the likely causes, to be taken into the text: the usual first, the rest folded, and why a cause is likely one click
/// away.
fn picks(kind: Kind, form: &Filled, answering: &Answering, case: &Case) -> Markup {
    let likely: Vec<Cause> =
        case.found().likely().into_iter().map(|judged| judged.cause).filter(|cause| offers(*cause)).collect();
    let path = format!("{}/diagnosis", answering.path());
    html! {
        @if likely.is_empty() {
            p class="small quiet" {
                @if case.answers.is_empty() { "Nobody looked for the cause yet. " a href=(path) { "Start the diagnosis" } ", and what helps against it stands here." }
                @else if case.found().likely().is_empty() { "No cause is likely so far. " a href=(path) { "Go on with the diagnosis" } ", and what helps against one stands here." }
                @else { "Only a missing skill is likely so far, and training helps against that. Should another cause show in the " a href=(path) { "diagnosis" } ", what helps against it stands here." }
            }
        } @else {
            section class="sheet" data-tone="flat" data-pad="s" id="a-picks" aria-labelledby="a-picks-h" {
                h3 class="eyebrow" id="a-picks-h" { "From the likely causes" }
                @for cause in &likely { (of_cause(*cause, kind, form, case)) }
            }
        }
    }
}

fn of_cause(cause: Cause, kind: Kind, form: &Filled, case: &Case) -> Markup {
    let rows: Vec<DiaryRow> = (0..)
        .zip(cause.solutions())
        .map(|(place, solution)| {
            let row = DiaryRow::new(solution);
            if is_taken(kind, form, solution) {
                return row.end("taken");
            }
            let pick = pick_of(cause, place);
            let rest = format!(" “{solution}” into the text");
            row.end(html! { (Button::submit("Take").small().quiet().named(TAKE, &pick).heard_as(rest)) })
        })
        .collect();
    let (first, rest) = (rows.first().cloned(), rows.into_iter().skip(1));
    let rest: Vec<DiaryRow> = rest.collect();
    html! {
        div class="stack" data-gap="s" {
            p class="small quiet" { "Against “" (cause.name()) "”" }
            (diary_unordered(first))
            @if !rest.is_empty() {
                details class="explain" data-plain {
                    summary { "What else helps" }
                    div class="explain-body" { (diary_unordered(rest)) }
                }
            }
            (diagnosis::why_part(case, cause))
        }
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

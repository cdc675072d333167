//! The steps of a block that ask about the block itself: the one strategic project, what can get lighter, one decision and one clue. What is
//! typed is kept as it is typed, also where nobody goes on.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, Tx};
use http::{StatusCode, Uri};
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::Button;
use web::fields::kept_line;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::{Said, see_other};

use super::reading::{Session, how_many};
use super::typing;
use crate::acts::{self, Refused};
use crate::plan::{self, Plan};
use crate::rules::{Course, Question, Step};
use crate::store::{self, Field, Of, Word};

/// How many of the whole list stand beside.
const BESIDE: usize = 8;

/// The fields of a step in its course.
fn fields(step: Step, course: Course) -> &'static [Field] {
    match (step, course) {
        (Step::Project, Course::Day) => &[Field::Difference],
        (Step::Project, Course::Week) => &[Field::NextStep, Field::Obstacle, Field::Hours],
        (Step::Lighter, _) => &[Field::Lighter, Field::LighterHow, Field::Frees],
        (Step::Decision, Course::Day) => &[Field::What, Field::Why, Field::Driver, Field::Clue, Field::Source],
        (Step::Decision, Course::Week) => {
            &[Field::Learned, Field::What, Field::Why, Field::Driver, Field::Clue, Field::Source]
        }
        (Step::Due | Step::Business | Step::Request(_) | Step::End, _) => &[],
    }
}

/// The step that an address ends with; nothing where the course of this block has none such.
fn step_of(uri: &Uri, session: &Session) -> Option<Step> {
    let step = match uri.path().rsplit('/').next().unwrap_or_default() {
        "project" => Step::Project,
        "lighter" => Step::Lighter,
        "decision" => Step::Decision,
        _ => return None,
    };
    session.steps().iter().any(|planned| planned.step == step).then_some(step)
}

/// Where a step leads that this block does not have: to where it goes on.
fn elsewhere(session: &Session) -> Response {
    see_other(session.path_of(session.way_on())).into_response()
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    uri: Uri,
    said: Said,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = match Session::open(&mut tx, &who, &key).await? {
        Ok(session) => session,
        Err(path) => return Ok(see_other(path).into_response()),
    };
    let Some(step) = step_of(&uri, &session) else { return Ok(elsewhere(&session)) };
    let form = typing::filled(&session.words, fields(step, session.course));
    Ok(page(&mut tx, &who, &session, step, &form, said, html! {}).await?.into_response())
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    uri: Uri,
    mut typed: Typed,
) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    let session = Session::of(&mut tx, &who, &key).await?;
    let Some(step) = step_of(&uri, &session) else { return Ok(elsewhere(&session)) };
    let names = fields(step, session.course);
    let errors = typing::checked(&typed, names);
    if !errors.is_empty() {
        let form = Filled::back(typed, errors);
        let page = page(&mut tx, &who, &session, step, &form, Said::default(), html! {}).await?;
        return Ok(ToMend(page).into_response());
    }
    drop(tx);
    let block = session.block.key;
    let fields = typing::typing(&typed, names);
    match acts::keep(&ground, &who, Some(block), Of::Block(block), &fields).await {
        Ok(()) if session.is_open() => {}
        Ok(()) => return Ok(typing::kept_late(&session)),
        Err(Refused::Lost(lost)) => {
            let notice = typing::told_both(&mut typed, &lost, &session.when);
            let form = Filled { typed, ..Filled::empty() };
            let page = page(&mut ground.read().await?, &who, &session, step, &form, Said::default(), notice).await?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        // Nothing was typed that does not stand there.
        Err(Refused::NotOpen) if fields.iter().all(|typed| typed.is_as_loaded) => {
            return Ok(see_other(session.path()).into_response());
        }
        Err(Refused::NotOpen) => {
            let mut tx = ground.read().await?;
            let session = Session::of(&mut tx, &who, &key).await?;
            let (form, notice) = (Filled { typed, ..Filled::empty() }, typing::told_unkept(&session));
            let page = page(&mut tx, &who, &session, step, &form, Said::default(), notice).await?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(refused) => return Err(refused.into()),
    }
    if typed.text("do") == "keep" {
        return Ok(see_other(session.path_of(step)).into_response());
    }
    if step == Step::Decision {
        let mut tx = ground.read().await?;
        let session = Session::of(&mut tx, &who, &key).await?;
        if let Err(Refused::Undecided(words)) = acts::decision_in(&session.words) {
            let open =
                [Field::What, Field::Why, Field::Driver].into_iter().find(|field| session.words.some(*field).is_none());
            let errors = Errors::at(open.unwrap_or(Field::What).as_str(), words);
            let form = Filled { errors, ..typing::filled(&session.words, names) };
            let page = page(&mut tx, &who, &session, step, &form, Said::default(), html! {}).await?;
            return Ok(ToMend(page).into_response());
        }
    }
    Ok(see_other(session.path_of(session.next(step))).into_response())
}

/// Keeps the fields of a block while they are typed, whichever of its steps they belong to: 204 once they are on the disk.
pub(super) async fn keep(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(key): Path<String>,
    typed: Typed,
) -> web::Result<StatusCode> {
    const ALL: [Field; 15] = [
        Field::Best,
        Field::Help,
        Field::Difference,
        Field::NextStep,
        Field::Obstacle,
        Field::Hours,
        Field::Lighter,
        Field::LighterHow,
        Field::Frees,
        Field::Learned,
        Field::What,
        Field::Why,
        Field::Driver,
        Field::Clue,
        Field::Source,
    ];
    let block = key.parse()?;
    typing::checked(&typed, &ALL).into_result()?;
    acts::keep(&ground, &who, Some(block), Of::Block(block), &typing::typing(&typed, &ALL)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn page(
    tx: &mut Tx,
    who: &Member,
    session: &Session,
    step: Step,
    form: &Filled,
    said: Said,
    notice: Markup,
) -> web::Result<Markup> {
    let (title, lead, asked) = match step {
        Step::Project => ("The one strategic project", project_lead(session.course), project(session.course, form)),
        Step::Lighter => (
            "What can get lighter",
            "At least one item to stop, to shrink or to move. What stays as it is was chosen, too.",
            lighter(form),
        ),
        Step::Due | Step::Business | Step::Request(_) | Step::Decision | Step::End => (
            "One decision, one clue",
            "Both can stay empty. They go into the log and to the clues when the block is closed.",
            decision(session.course, form),
        ),
    };
    let beside = match step {
        Step::Project | Step::Lighter => {
            let now = session.when.now();
            let plan = plan::plan(tx, who.team, now).await?;
            let field = if session.course == Course::Day { Field::Difference } else { Field::NextStep };
            let last = match step {
                Step::Project => store::last_elsewhere(tx, who.team, session.block.key, field).await?,
                Step::Due | Step::Business | Step::Request(_) | Step::Lighter | Step::Decision | Step::End => None,
            };
            the_whole_list(session, &plan, last.as_ref())
        }
        Step::Due | Step::Business | Step::Request(_) | Step::Decision | Step::End => the_five(),
    };
    let next = session.next_words(session.next(step));
    let keep = format!("{}/words", session.path());
    let body = html! {
        (session.business_line())
        header class="stack" data-gap="s" { h1 { (title) } p class="lead" { (lead) } }
        (notice)
        form class="stack" data-gap="l" method="post" action=(session.path_of(step)) data-keep=(keep) data-zone=(session.zone_name) {
            (form.notice())
            (typing::bases(form, fields(step, session.course)))
            (asked)
            div class="stack" data-gap="s" {
                div class="actions" { (Button::submit(&next).primary().named("do", "next")) }
                (kept_line())
            }
        }
    };
    Ok(session.frame(title, step, said, Some(("Beside it", beside)), &body))
}

fn project_lead(course: Course) -> &'static str {
    match course {
        Course::Day => "Over the whole list: is the one big bet moving this week?",
        Course::Week => "Its next step, what stands in its way, and whether its hours are booked.",
    }
}

fn project(course: Course, form: &Filled) -> Markup {
    let name = |field: Field| field.as_str();
    match course {
        Course::Day => {
            let hint = "And is the one big bet moving this week? A line; it stands beside at the end.";
            form.field(name(Field::Difference), Question::Difference.words()).question().hint(hint).area()
        }
        Course::Week => html! {
            (form.field(name(Field::NextStep), "What is its next step?").question().hint("Who does what, by when.").area())
            (form.field(name(Field::Obstacle), "What stands in its way?").question().area())
            (form.field(name(Field::Hours), "Which hours are booked for it?").question().hint("Hours that nobody booked go to what is loud.").area())
        },
    }
}

fn lighter(form: &Filled) -> Markup {
    let name = |field: Field| field.as_str();
    let ways = [("stop", "stop"), ("shrink", "shrink"), ("move", "move"), ("someone-else", "someone else")];
    html! {
        (form.field(name(Field::Lighter), Question::Lighter.words()).question().hint("Name the item.").area())
        (form.segments(name(Field::LighterHow), "What becomes of it?", &ways))
        (form.field(name(Field::Frees), "What does that free?").hint("Hours or a week, as well as you can tell.").text())
    }
}

fn decision(course: Course, form: &Filled) -> Markup {
    let name = |field: Field| field.as_str();
    html! {
        @if course == Course::Week {
            (form.field(name(Field::Learned), "Which result came in, and what do we change?").question().hint("One is enough, a poor one as well.").area())
        }
        section class="stack" aria-labelledby="sd-decision" {
            h2 id="sd-decision" { "One decision" }
            (form.field(name(Field::What), "What did you decide?").placeholder("One line is enough").text())
            (form.field(name(Field::Why), "And why?").area())
            (decisions::driver_field(form))
        }
        section class="stack" aria-labelledby="sd-clue" {
            h2 id="sd-clue" { "One clue" }
            (form.field(name(Field::Clue), "What did you learn about the business today?").placeholder("One line is enough").text())
            (form.field(name(Field::Source), "From whom or where?").optional().text())
        }
    }
}

/// All that waits, and what was written about the project last.
fn the_whole_list(session: &Session, plan: &Plan, last: Option<&Word>) -> Markup {
    let when = &session.when;
    html! {
        @if let Some(last) = last {
            section aria-labelledby="sp-last" {
                h2 class="eyebrow" id="sp-last" { "Written last, " (when.near(last.changed_at)) }
                p class="small" { "“" (last.words.trim()) "”" }
            }
        }
        section aria-labelledby="sp-list" {
            h2 class="eyebrow" id="sp-list" { "The whole list" }
            p class="small quiet" {
                @if plan.waiting.is_empty() { "Nothing waits for an answer." }
                @else { (web::capital(&how_many(plan.waiting.len(), "request waits", "requests wait"))) " for an answer." }
            }
            ul class="small" {
                @for waiting in plan.waiting.iter().take(BESIDE) {
                    li { a href={ "/requests/" (waiting.request.id) } { (waiting.request.subject) } " " span class="faint" { (when.near(waiting.due_at)) } }
                }
                @if plan.waiting.len() > BESIDE { li { "and " (plan.waiting.len() - BESIDE) " more" } }
            }
        }
    }
}

fn the_five() -> Markup {
    let five = web::lists::facts(decisions::Driver::ALL.into_iter().map(|driver| (driver.as_str(), driver.means())));
    html! {
        section aria-labelledby="sd-five" {
            h2 class="eyebrow" id="sd-five" { "What can drive a decision" }
            (five)
            p class="small quiet" { "None is forbidden. " a href="/decisions" { "The log" } }
        }
    }
}

//! Answering whether a promise may be moved. Nothing is ticked beforehand, and until a yes comes the old time stands.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::{Ground, StoreError};
use http::StatusCode;
use maud::{Markup, html};
use promises::{By, Move, MoveId, Promise, Refused, apart};
use web::buttons::Button;
use web::forms::{Errors, Filled, Typed};
use web::words::quote;
use web::{Failure, Said, capital, see_other};

use super::Visit;
use crate::say;

/// The question that is open, with the promise it is about and the name of who asked.
struct Question {
    promise: Promise,
    asked: Move,
    asked_by: Option<String>,
}

impl Question {
    async fn of(ground: &Ground, visit: &Visit) -> Result<Option<Self>, StoreError> {
        let mut tx = ground.read().await?;
        let open = promises::open_move(&mut tx, visit.team_id(), visit.request.id.uuid()).await?;
        let Some((promise, asked)) = open else { return Ok(None) };
        let member = asked.asked_by.strip_prefix("member:").and_then(|id| id.parse().ok());
        let member = match member {
            Some(id) => team::members::get(&mut tx, visit.team_id(), id).await?,
            None => None,
        };
        Ok(Some(Self { promise, asked, asked_by: member.map(|member| member.name) }))
    }
}

pub(super) async fn show(State(ground): State<Ground>, visit: Visit, said: Said) -> web::Result<Markup> {
    Ok(match Question::of(&ground, &visit).await? {
        Some(question) => page(&visit, said, &question, &Filled::empty().in_language(visit.language())),
        None => nothing_open(&visit, said),
    })
}

fn nothing_open(visit: &Visit, said: Said) -> Markup {
    let (language, back) = (visit.language(), visit.path(""));
    let body = html! {
        div class="stack" data-gap="l" {
            h1 { (say::moving_none(language)) }
            p class="lead measure" { (say::moving_none_lead(language)) }
            div class="actions" { (Button::link(say::see_where(language), &back).primary()) }
        }
    };
    visit.page(say::moving_none(language), said, &body)
}

fn page(visit: &Visit, said: Said, question: &Question, form: &Filled) -> Markup {
    let Question { promise, asked, asked_by } = question;
    let (language, when) = (visit.language(), &visit.when);
    let (old, new) = apart(when, promise.due_at, asked.asked.due_at);
    let (old_full, new_full) = (when.full(promise.due_at), when.full(asked.asked.due_at));
    let title = say::moving_title(language, capital(&new.bare()), old.instead());
    let mut yes_note = say::moving_yes_note(language, new.bare(), old.instead());
    if let Some(words) = asked.meanwhile.as_deref() {
        yes_note = say::moving_meanwhile(language, yes_note, old.by(), words.trim().trim_end_matches('.'));
    }
    let no_note = if promise.due_at < when.now() {
        say::moving_no_passed(language, old.stands())
    } else {
        say::moving_no_note(language, old.stands())
    };
    let body = html! {
        form class="stack" data-gap="l" method="post" action=(visit.path("/promise")) novalidate {
            (form.notice())
            div class="stack" {
                h1 { (title) }
                p class="lead" { (say::moving_lead(language, promise.what.about(&visit.thread.title, language), &old_full)) }
                @if let Some(name) = asked_by { p { (say::moving_writes(language, name)) } }
                (quote(&asked.reason))
            }
            (form.choices("answer", say::moving_question(language)).question()
                .option("yes", capital(&say::moving_yes(language, new_full)), Some(&yes_note))
                .option("no", say::moving_no(language, &old_full), Some(&no_note)))
            (form.field("words", say::moving_words(language)).optional().area())
            input type="hidden" name="question" value=(asked.id);
            div class="stack" data-gap="s" {
                div { (Button::submit(say::moving_send(language)).primary().large()) }
                p class="small quiet" { (say::moving_foot(language, old.stands())) }
            }
        }
    };
    visit.page(&title, said, &body)
}

/// Takes the yes or no. Said twice, it counts once.
pub(super) async fn answer(State(ground): State<Ground>, visit: Visit, typed: Typed) -> web::Result<Response> {
    let (typed, language) = (visit.typed(typed), visit.language());
    let asked = asked(&ground, &visit, typed.text("question")).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "words", requests::acts::LONGEST_WORDS);
    let answer = match typed.text("answer") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add("answer", say::moving_pick(language));
            None
        }
    };
    let (Some(is_yes), true) = (answer, errors.is_empty()) else {
        return mend(&ground, &visit, typed, errors).await;
    };
    let mut tx = ground.begin().await?;
    let answered = if is_yes {
        promises::agree_within(&mut tx, &ground, visit.team_id(), asked.id, By::Stakeholder).await
    } else {
        promises::refuse_within(&mut tx, visit.team_id(), asked.id, By::Stakeholder).await
    };
    let holds = match answered {
        Ok(promise) => Some(promise),
        Err(Refused::CannotMove(_)) => None,
        Err(refused @ (Refused::Unknown | Refused::Store(_))) => return Err(refused.into()),
    };
    // Whatever became of the question, also of an answer before this one: what they say is kept, and the same words once.
    if let Some(words) = typed.some("words") {
        requests::conversation::add_within(&mut tx, &visit.stakeholder, visit.request.id, words).await?;
    }
    tx.commit().await?;
    let Some(holds) = holds else {
        let said = Said::with_care(say::moving_gone(language)).more(say::moving_gone_more(language));
        return Ok((said, see_other(visit.path(""))).into_response());
    };
    let said = if is_yes { say::moving_agreed(language) } else { say::moving_refused(language) };
    let said = Said::well(said).more(format!("{}.", capital(&visit.when.full(holds.due_at))));
    Ok((said, see_other(visit.path(""))).into_response())
}

/// The question that the form was about; only one of this request.
async fn asked(ground: &Ground, visit: &Visit, id: &str) -> web::Result<Move> {
    let id: MoveId = id.parse()?;
    let mut tx = ground.read().await?;
    let asked = promises::move_of(&mut tx, visit.team_id(), id).await?.ok_or(Failure::NotFound)?;
    let promise = promises::find(&mut tx, visit.team_id(), asked.promise).await?;
    match promise {
        Some(promise) if promise.request == visit.request.id.uuid() => Ok(asked),
        Some(_) | None => Err(Failure::NotFound),
    }
}

async fn mend(ground: &Ground, visit: &Visit, typed: Typed, errors: Errors) -> web::Result<Response> {
    Ok(match Question::of(ground, visit).await? {
        Some(question) => {
            let page = page(visit, Said::default(), &question, &Filled::back(typed, errors));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        None => nothing_open(visit, Said::default()).into_response(),
    })
}

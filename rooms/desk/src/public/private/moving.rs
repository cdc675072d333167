//! Answering whether a promise may be moved. Nothing is ticked beforehand, and until a yes comes the old time stands.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::{Ground, StoreError};
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};
use promises::{By, Move, MoveId, Promise, Refused};
use web::buttons::Button;
use web::forms::{Errors, Filled, Typed};
use web::when::When;
use web::words::quote;
use web::{Failure, Said, see_other};

use super::Visit;

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
        Some(question) => page(&visit, said, &question, &Filled::empty()),
        None => nothing_open(&visit, said),
    })
}

fn nothing_open(visit: &Visit, said: Said) -> Markup {
    let back = visit.path("");
    let body = html! {
        div class="stack" data-gap="l" {
            h1 { "There is nothing to answer" }
            p class="lead measure" { "The question was answered before, or it no longer stands. Your page says what holds now." }
            div class="actions" { (Button::link("See where it stands", &back).primary()) }
        }
    };
    visit.page("There is nothing to answer", said, &body)
}

fn page(visit: &Visit, said: Said, question: &Question, form: &Filled) -> Markup {
    let Question { promise, asked, asked_by } = question;
    let when = &visit.when;
    let (old, new) = apart(when, promise.due_at, asked.asked.due_at);
    let (old_full, new_full) = (when.full(promise.due_at), when.full(asked.asked.due_at));
    let title = format!("{} instead of {old}?", capital(&new));
    let meanwhile = asked
        .meanwhile
        .as_deref()
        .map(|words| format!("; by {old} you will have {}", words.trim().trim_end_matches('.')));
    let yes_note = format!("then {new} is our promise in place of {old}{}", meanwhile.unwrap_or_default());
    let no_note = if promise.due_at < when.now() {
        format!("then {old} stands; it has passed, and we answer as soon as we can")
    } else {
        format!("then {old} stands, and you get the best that we can say by then")
    };
    let body = html! {
        form class="stack" data-gap="l" method="post" action=(visit.path("/promise")) novalidate {
            (form.notice())
            div class="stack" {
                h1 { (title) }
                p class="lead" { "We promised you " (promise.what.about(&visit.thread.title)) " by " (old_full) ", and would like to tell you later." }
                @if let Some(name) = asked_by { p { (name) " writes:" } }
                (quote(&asked.reason))
            }
            (form.choices("answer", "Which shall hold?").question()
                .option("yes", format!("{new_full} is fine"), Some(&yes_note))
                .option("no", format!("I need it by {old_full}"), Some(&no_note)))
            (form.field("words", "Anything we should know?").optional().area())
            input type="hidden" name="question" value=(asked.id);
            div class="stack" data-gap="s" {
                div { (Button::submit("Tell the team").primary().large()) }
                p class="small quiet" { "If you say no, or don’t answer, " (old) " stands. You can also just reply to our mail." }
            }
        }
    };
    visit.page(&title, said, &body)
}

/// Takes the yes or no. Said twice, it counts once.
pub(super) async fn answer(State(ground): State<Ground>, visit: Visit, typed: Typed) -> web::Result<Response> {
    let asked = asked(&ground, &visit, typed.text("question")).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "words", requests::acts::LONGEST_WORDS);
    let answer = match typed.text("answer") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add("answer", "Pick one of the two, so that we know which shall hold");
            None
        }
    };
    let (Some(is_yes), true) = (answer, errors.is_empty()) else {
        return mend(&ground, &visit, typed, errors).await;
    };
    let is_first = asked.asked.is_open(ground.now());
    let answered = if is_yes {
        promises::agree(&ground, visit.team_id(), asked.id, By::Stakeholder).await
    } else {
        promises::refuse(&ground, visit.team_id(), asked.id, By::Stakeholder).await
    };
    let holds = match answered {
        Ok(promise) => promise,
        Err(Refused::CannotMove(_)) => {
            let said = Said::with_care("This question no longer stands.").more("Below is what holds now.");
            return Ok((said, see_other(visit.path(""))).into_response());
        }
        Err(refused @ (Refused::Unknown | Refused::Store(_))) => return Err(refused.into()),
    };
    if let Some(words) = typed.some("words").filter(|_| is_first) {
        requests::conversation::add(&ground, &visit.stakeholder, visit.request.id, words, Vec::new()).await?;
    }
    let said = if is_yes { "Thank you. The new time is our promise." } else { "Thank you. The first time stands." };
    let said = Said::well(said).more(format!("{}.", visit.when.full(holds.due_at)));
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

/// Both times in as few words as tell them apart: by weekday within six days, by time on one day, else by date.
fn apart(when: &When, old_at: Timestamp, new_at: Timestamp) -> (String, String) {
    let (old, new) = (when.day_of(old_at), when.day_of(new_at));
    let weekday = |day| when.day(day).split_whitespace().next().unwrap_or_default().to_owned();
    match old.duration_until(new).as_hours() / 24 {
        0 => (when.time(old_at), when.time(new_at)),
        1..7 => (weekday(old), weekday(new)),
        _ => (when.day(old), when.day(new)),
    }
}

fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_are_told_apart_in_few_words() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let when = When::in_zone("Europe/Berlin", at("2026-11-25T09:15:00Z")).unwrap();
        for (old, new, words) in [
            ("2026-11-27T11:00:00Z", "2026-11-27T15:00:00Z", ("12:00", "16:00")),
            ("2026-11-27T11:00:00Z", "2026-12-01T11:00:00Z", ("Friday", "Tuesday")),
            ("2026-11-27T11:00:00Z", "2026-12-04T11:00:00Z", ("Friday 27 November", "Friday 4 December")),
        ] {
            let (old, new) = apart(&when, at(old), at(new));
            assert_eq!((old.as_str(), new.as_str()), words);
        }
    }
}

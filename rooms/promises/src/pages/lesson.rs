//! What was learned from a broken promise: what kept us, and a line.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::promise::promise_small;
use web::shell::{Here, PROMISES, REQUESTS, Shell};
use web::when::When;
use web::{Failure, Said, capital, see_other};

use crate::PromiseId;
use crate::acts::{self, NotNoted};
use crate::letters::{self, Reading};
use crate::rules::{CannotLearn, LONGEST_LESSON, ReasonKind, State as Stands};
use crate::store::{self, Learned, Promise};

/// Where broken promises are listed.
const BROKEN: &str = "/promises?state=broken";

struct Subject {
    promise: Promise,
    reading: Reading,
    when: When,
    learned: Option<Learned>,
    /// Who noted it last.
    by: String,
}

async fn subject(ground: &Ground, who: &Member, id: PromiseId) -> web::Result<Subject> {
    let mut tx = ground.read().await?;
    let promise = store::find(&mut tx, who.team, id).await?.ok_or(Failure::NotFound)?;
    let reading = letters::reading(&mut tx, &promise).await?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let learned = store::lessons_of(&mut tx, who.team, &[id]).await?.pop();
    let by = match &learned {
        Some(learned) => team::members::get(&mut tx, who.team, learned.noted_by).await?,
        None => None,
    };
    let by = by.map_or_else(|| "a former member".to_owned(), |by| by.name);
    Ok(Subject { promise, reading, when: When::new(who.reads_in(&in_force.zone), ground.now()), learned, by })
}

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    said: Said,
    Path(id): Path<PromiseId>,
) -> web::Result<Response> {
    let subject = subject(&ground, &who, id).await?;
    if subject.promise.state(subject.when.now()) != Stands::Broken {
        let said = Said::with_care(CannotLearn::NotBroken.to_string());
        return Ok((said, see_other(format!("{REQUESTS}/{}", subject.promise.request))).into_response());
    }
    let form = filled(&subject);
    Ok(page(&who, said, &subject, &form).into_response())
}

fn filled(subject: &Subject) -> Filled {
    match &subject.learned {
        Some(learned) => {
            let version = learned.version.to_string();
            Filled::with([
                ("kind", learned.lesson.kind.as_str()),
                ("words", &learned.lesson.words),
                ("base", version.as_str()),
            ])
        }
        None => Filled::with([("base", "0")]),
    }
}

pub(super) async fn note(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(id): Path<PromiseId>,
    typed: Typed,
) -> web::Result<Response> {
    let mut errors = typed.check();
    errors.limit(&typed, "words", LONGEST_LESSON);
    let kind = ReasonKind::from_word(typed.text("kind"));
    if kind.is_none() {
        errors.add("kind", "Pick what kept us. The nearest one will do.");
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        let subject = subject(&ground, &who, id).await?;
        return Ok(ToMend(page(&who, Said::default(), &subject, &Filled::back(typed, errors))).into_response());
    };
    let base = typed.text("base").parse().unwrap_or_default();
    match acts::note_lesson(&ground, &who, id, kind, typed.text("words"), base).await {
        Ok(_) => Ok((Said::well("Noted."), see_other(BROKEN)).into_response()),
        Err(refused @ NotNoted::Meanwhile) => {
            let subject = subject(&ground, &who, id).await?;
            let mut typed = typed;
            let version = subject.learned.as_ref().map_or(0, |learned| learned.version);
            typed.set("base", version.to_string());
            let mut errors = Errors::default();
            errors.add_whole(refused.to_string());
            let page = page(&who, Said::default(), &subject, &Filled::back(typed, errors));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

fn page(who: &Member, said: Said, subject: &Subject, form: &Filled) -> Markup {
    let Subject { promise, reading, when, learned, by } = subject;
    let (title, request) = ("What was learned", format!("{REQUESTS}/{}", promise.request));
    let became = match promise.fulfilled_at {
        Some(at) => format!("Answered {}.", when.near(at)),
        None => "Not answered yet.".to_owned(),
    };
    let name = if reading.thread.to_name.is_empty() { &reading.thread.to_address } else { &reading.thread.to_name };
    let label = format!("{name} was promised {} by", promise.what.words());
    let mut choices = form.choices("kind", "What kept us?");
    for kind in ReasonKind::ALL {
        choices = choices.option(kind.as_str(), capital(kind.told()), None);
    }
    let body = html! {
        (PageHead::new(title).under("Promises", PROMISES).under(&reading.thread.label, &request).ends("Learned")
            .lead("A broken promise is worth one line: what would have kept it. It is for the team, and never by person."))
        form class="stack" data-gap="l" method="post" action={ (PROMISES) "/" (promise.id) "/lesson" } {
            (form.notice())
            (form.hidden("base"))
            (promise_small(label, &when.moment(promise.due_at), Some(html! { (became) })))
            @if let Some(learned) = learned {
                p class="small quiet" { "Noted by " (by) ", " (when.near(learned.noted_at)) ": " (learned.lesson.kind.words()) @if !learned.lesson.words.is_empty() { ". “" (learned.lesson.words) "”" } }
            }
            (choices)
            (form.field("words", "What was learned, in one line").optional().hint("For example: the block was skipped, and nobody looked at what it held.").text())
            (actions([Button::submit("Note it").primary(), Button::link("Back to the broken ones", BROKEN).plain()]))
        }
    };
    let mut frame = who.shell();
    frame.said = said;
    Shell::new(title, Here::Promises, &frame).form().page(&body)
}

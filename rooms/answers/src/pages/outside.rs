//! Answering outside a block is possible. This page asks for it to be deliberate, once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use jiff::SignedDuration;
use maud::{Markup, PreEscaped, html};
use team::{Member, Worker};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, REQUESTS, Shell};
use web::when::lasting;
use web::{capital, see_other};

use super::reading::Answering;
use crate::acts;
use crate::rules::{Outside, OutsideWhy};
use crate::store::{self, OutsideShare};

/// Over how many days back the answers outside a block are counted here.
const COUNTED_DAYS: i64 = 90;

pub(super) async fn show(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let answering = Answering::open(&ground, &who, &request).await?;
    if answering.block.is_some() {
        return Ok(see_other(format!("{}/answer", answering.path())).into_response());
    }
    let said = answering.draft.as_ref().and_then(|draft| draft.outside.as_ref());
    let form = match said {
        Some(outside) => Filled::with([("why", outside.why.as_str()), ("words", &outside.words)]),
        None => match &answering.emergency {
            Some(marked) => {
                Filled::with([("why", OutsideWhy::Exception.as_str()), ("kind", &marked.kind), ("words", &marked.why)])
            }
            None => Filled::empty(),
        },
    };
    Ok(page(&ground, &who, &answering, &form).await?.into_response())
}

pub(super) async fn submit(
    State(ground): State<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    let answering = Answering::open(&ground, &who, &request).await?;
    let mut errors = typed.check();
    errors.limit(&typed, "words", 500);
    let why = OutsideWhy::from_word(typed.text("why"));
    let outside = match why {
        Some(why) => errors.keep("words", Outside::new(why, typed.text("words"))),
        None => {
            errors.add("why", "Pick what makes it right to answer now.");
            None
        }
    };
    let (Some(outside), true) = (outside, errors.is_empty()) else {
        return mend(&ground, &who, &answering, typed, errors).await;
    };
    let id = answering.request.id;
    if outside.why == OutsideWhy::Exception && answering.emergency.is_none() {
        match acts::say_exception(&ground, &who, id, typed.text("kind"), &outside.words).await {
            Ok(()) => {}
            Err(acts::Refused::Request(requests::Refused::Emergency(refused))) => {
                let field = if refused.is_of_why() { "words" } else { "kind" };
                return mend(&ground, &who, &answering, typed, Errors::at(field, refused.to_string())).await;
            }
            Err(other) => return Err(other.into()),
        }
    } else {
        acts::say_outside(&ground, &who, id, &outside).await?;
    }
    Ok(see_other(format!("{}/answer", answering.path())).into_response())
}

async fn mend(
    ground: &Ground,
    who: &Member,
    answering: &Answering,
    typed: Typed,
    errors: Errors,
) -> web::Result<Response> {
    Ok(ToMend(page(ground, who, answering, &Filled::back(typed, errors)).await?).into_response())
}

async fn page(ground: &Ground, who: &Member, answering: &Answering, form: &Filled) -> web::Result<Markup> {
    let now = answering.when.now();
    let from = now.checked_sub(SignedDuration::from_hours(COUNTED_DAYS * 24)).unwrap_or(now);
    let share = store::outside_share(&mut ground.read().await?, who.team, from, now).await?;
    let name = answering.first_name();
    let title = format!("Answer {name} now, outside a block?");
    let (path, label) = (answering.path(), &answering.thread.label);
    let head = PageHead::new(&title).under("Requests", REQUESTS).under(label, &path).ends("Answer now");
    let body = html! {
        (head.lead(lead(answering)))
        div class="stack" data-gap="xl" {
            section class="sheet" aria-labelledby="o-1" {
                h2 id="o-1" { "What the block would add" }
                p { "The request beside its neighbours, a few minutes for what lies behind it, and time to weigh the five answers against each other." }
                (instead(answering))
            }
            form class="stack" data-gap="l" method="post" action={ (path) "/answer/outside" } aria-labelledby="o-2" {
                h2 id="o-2" { "If you answer now" }
                (form.notice())
                (choices(form, answering))
                (form.field("words", "In one line").hint("It stays with the request. Nobody is asked to justify it later.").area())
                div class="stack" data-gap="s" {
                    (actions([Button::submit("Answer now, outside a block"), Button::link("Back to the request", &path).plain()]))
                    p class="small quiet" { "It will keep the promise like any other answer. " (counted(share)) " Counted for the team, never by person." }
                }
            }
        }
    };
    Ok(Shell::new(&title, Here::Requests, &who.shell()).narrow().page(&body))
}

fn choices(form: &Filled, answering: &Answering) -> Markup {
    let mut choices = form.choices("why", "What makes it right to answer now?");
    let kinds: Vec<&str> = answering.kinds.iter().map(|kind| kind.word.as_str()).collect();
    let exceptions = OutsideWhy::Exception.sentence().map(|sentence| format!("{}. {sentence}", kinds.join(", ")));
    for why in OutsideWhy::ALL {
        if why != OutsideWhy::Exception {
            choices = choices.option(why.as_str(), why.title(), why.sentence());
        } else if !kinds.is_empty() || answering.emergency.is_some() {
            choices = choices.option(why.as_str(), why.title(), exceptions.as_deref());
        }
    }
    if answering.emergency.is_none() && !kinds.is_empty() {
        choices = choices.followed_by(requests::pages::kind_field(form, &answering.kinds));
    }
    html! { (choices) }
}

/// How much time there is: the next block, and the promise.
fn lead(answering: &Answering) -> Markup {
    let now = answering.when.now();
    let owed = answering.owed.as_ref();
    let name = answering.first_name();
    let Some(block) = &answering.next_block else {
        return html! { "You can. No block is planned in the next month; " a href="/blocks/new" { "reserve one" } " if you would rather think about it." };
    };
    let opens = if block.starts_at <= now {
        html! { "the " (block.name().to_lowercase()) " could be opened now" }
    } else if block.starts_at.duration_since(now) < SignedDuration::from_hours(12) {
        html! { "the next block opens in " (lasting(block.starts_at.duration_since(now))) }
    } else {
        html! { "the next block is " (answering.when.moment_near(block.starts_at)) }
    };
    html! {
        @match owed {
            Some(owed) if now > owed.due_at => { "You can, and the promised time has passed already: " (answering.when.moment_long(owed.due_at)) " (" (answering.when.city()) "). " (PreEscaped(capital(&opens.0))) "." },
            Some(owed) if block.ends_at <= owed.due_at => { "You can. There is time, though: " (opens) ", and " (name) "’s promise runs until " (answering.when.moment_long(owed.due_at)) " (" (answering.when.city()) ")." },
            Some(owed) => { "You can. No block ends before " (name) "’s promise is due, " (answering.when.moment_long(owed.due_at)) " (" (answering.when.city()) "); " (opens) "." },
            None => { "You can. Nothing is promised to " (name) " at the moment; " (opens) "." },
        }
    }
}

fn instead(answering: &Answering) -> Markup {
    let path = answering.path();
    let keep = answering
        .next_block
        .as_ref()
        .map(|block| format!("Keep it for the block, {}", answering.when.near(block.starts_at)));
    let ask = format!("Ask {} one question first", answering.first_name());
    let reply = format!("{path}#reply");
    html! {
        div class="actions" {
            @if let Some(keep) = &keep { (Button::link(keep, &path).primary()) } @else { (Button::link("Reserve a block", "/blocks/new").primary()) }
            (Button::link(&ask, &reply).quiet())
        }
    }
}

fn counted(share: OutsideShare) -> String {
    match share {
        OutsideShare { of: 0, .. } => "It would be the first answer of the last 90 days.".to_owned(),
        OutsideShare { outside, of } => {
            format!("It is one of the answers outside a block: {outside} of {of} so far in the last 90 days.")
        }
    }
}

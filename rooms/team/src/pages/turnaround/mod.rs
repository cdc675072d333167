//! `/settings/turnaround`: how soon an answer is promised, shown at once on requests that could come.

mod days;
mod examples;
mod typed;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::{Ground, TeamId};
use jiff::Timestamp;
use maud::{Markup, html};
use web::buttons::Button;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::{PageHead, View, views};
use web::shell::{Here, SETTINGS, Shell, Who};
use web::when::When;
use web::{Failure, Said, see_other};

use super::week::{week_table, zone_field};
use crate::acts::{self, Settings};
use crate::rules::{Right, who_may};
use crate::{InForce, Lead, Member, SignedIn, calendar};

const TURNAROUND: &str = "/settings/turnaround";
const PREVIEW: &str = "/settings/turnaround/preview";
const EXAMPLES: &str = "/settings/turnaround/examples";

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(SETTINGS, get(settings))
        .route(TURNAROUND, get(show).post(submit))
        .route(PREVIEW, post(preview))
        .route(EXAMPLES, post(examples_alone))
}

/// Leads to the first page of the settings that is open to who asks.
async fn settings(who: SignedIn, said: Said) -> web::Result<Response> {
    if who.may(Right::Settings) {
        return Ok(see_other(TURNAROUND).into_response());
    }
    if !who.may(Right::Administer) {
        return Err(Failure::Forbidden(who_may(Right::Settings).to_owned()));
    }
    let frame = Who { said, ..who.shell() };
    let body = html! {
        (PageHead::new("Administration").lead("Accounts, mail, backup and new teams are looked after at the command line."))
        p class="measure" { "Run " code { "offwheel help" } " on the server to see how. The turnaround and the office hours are set by the lead of the team." }
    };
    Ok(Shell::new("Administration", Here::Settings, &frame).narrow().page(&body).into_response())
}

/// What the page needs to know besides what was typed.
struct Around<'a> {
    who: &'a Member,
    in_force: &'a InForce,
    now: Timestamp,
    said: Said,
}

async fn in_force(ground: &Ground, team: TeamId) -> web::Result<InForce> {
    let mut tx = ground.read().await?;
    Ok(calendar::current(&mut tx, team).await?)
}

async fn show(ground: State<Ground>, who: Lead, said: Said) -> web::Result<Markup> {
    let in_force = in_force(&ground, who.team).await?;
    let form = Filled::with(typed::values(&in_force));
    Ok(page(&Around { who: &who, in_force: &in_force, now: ground.now(), said }, &form))
}

async fn submit(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    let in_force = in_force(&ground, who.team).await?;
    let view = Around { who: &who, in_force: &in_force, now: ground.now(), said: Said::default() };
    let read = typed::read(&typed, &in_force, view.now);
    if !read.errors.is_empty() {
        return Ok(ToMend(page(&view, &Filled::back(typed, read.errors))).into_response());
    }
    let new = Settings { calendar: read.calendar, turnaround: read.turnaround, based_on: Some(read.based_on) };
    match acts::change_turnaround(&ground, &who, new).await {
        Ok(version) if version == read.based_on => {
            Ok((Said::well("Nothing was different, so all stays as it is."), see_other(TURNAROUND)).into_response())
        }
        Ok(_) => {
            let said =
                Said::well("Saved.").more("It holds for requests from now on. Promises already given keep their time.");
            Ok((said, see_other(TURNAROUND)).into_response())
        }
        Err(refused) => {
            let errors = refused.to_mend()?;
            Ok(ToMend(page(&view, &Filled::back(typed, errors))).into_response())
        }
    }
}

/// Shows what was typed and what it gives, and keeps nothing. A day that was added stands in the list, ready for the next.
async fn preview(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    let in_force = in_force(&ground, who.team).await?;
    let view = Around { who: &who, in_force: &in_force, now: ground.now(), said: Said::default() };
    let read = typed::read(&typed, &in_force, view.now);
    if !read.errors.is_empty() {
        return Ok(ToMend(page(&view, &Filled::back(typed, read.errors))).into_response());
    }
    let form = Filled { typed: days::folded(&typed, &read.calendar), errors: Errors::default() };
    Ok(page(&view, &form).into_response())
}

/// The examples alone, for a page that shows them while one types.
async fn examples_alone(ground: State<Ground>, who: Lead, typed: Typed) -> web::Result<Markup> {
    let in_force = in_force(&ground, who.team).await?;
    let read = typed::read(&typed, &in_force, ground.now());
    Ok(examples::shown(&read, ground.now()))
}

fn page(view: &Around<'_>, form: &Filled) -> Markup {
    let frame = Who { said: view.said.clone(), ..view.who.shell() };
    let read = typed::read(&form.typed, view.in_force, view.now);
    let when = When::new(view.in_force.zone.clone(), view.now);
    let body = html! {
        (PageHead::new("How soon you promise an answer")
            .under("Settings", TURNAROUND).ends("Turnaround")
            .lead("Choose what you can keep on a bad week. A later promise that holds is worth more than an early one that slips."))
        (views("Settings", &[View { word: "Turnaround", path: TURNAROUND, count: None, current: true }]))
        div class="split" data-aside="wide" {
            form class="stack" data-gap="l" method="post" action=(TURNAROUND) novalidate data-preview="examples" data-preview-from=(EXAMPLES) {
                (form.notice())
                (form.hidden("version"))
                (form.field("amount", "Turnaround, in hours")
                    .hint("24 is one working day on the first clock below, three days of eight hours on the second.")
                    .narrow().number(Some(1), Some(240)))
                (form.choices("clock", "Which clock counts them?")
                    .option("working-day", "Working-day clock", Some("Time runs around the clock on working days and stands still on days that are not."))
                    .option("office-hours", "Office-hours clock", Some("Only open minutes count.")))
                (week_table(form))
                (zone_field(form))
                (days::section(form, &when))
                div class="actions" {
                    (Button::submit("Save").primary())
                    (Button::submit("Show what this gives").sending_to(PREVIEW).unchecked())
                    span class="small quiet" { "Promises already given keep their time." }
                }
            }
            aside class="stack sticky" id="examples" aria-label="What these settings give" aria-live="polite" {
                (examples::shown(&read, view.now))
            }
        }
    };
    Shell::new("Turnaround", Here::Settings, &frame).page(&body)
}

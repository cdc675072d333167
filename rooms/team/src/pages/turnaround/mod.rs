//! `/settings/turnaround`: how soon an answer is promised, shown at once on requests that could come.

mod examples;
mod typed;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use jiff::Timestamp;
use maud::{Markup, html};
use web::buttons::Button;
use web::forms::{Filled, ToMend, Typed};
use web::heads::PageHead;
use web::shell::{Here, SETTINGS, Shell, Who};
use web::{Failure, Said, see_other};

use super::settings::{TURNAROUND, WORKING_CALENDAR, settings_row};
use crate::acts::{self, Settings};
use crate::rules::{Right, open_minutes, who_may};
use crate::{Below, InForce, Lead, Member, SignedIn, calendar};
use typed::Read;

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
    ground: &'a Ground,
    who: &'a Member,
    below: Below,
    in_force: InForce,
    now: Timestamp,
    said: Said,
}

impl<'a> Around<'a> {
    async fn of(ground: &'a Ground, who: &'a Member, below: Below, said: Said) -> web::Result<Self> {
        let mut tx = ground.read().await?;
        let in_force = calendar::current(&mut tx, who.team).await?;
        Ok(Self { ground, who, below, in_force, now: ground.now(), said })
    }

    /// What was typed gives: examples, and how reserved time fits.
    async fn examples(&self, read: &Read) -> web::Result<Markup> {
        let fit = match read.errors.is_empty() {
            true => {
                let office = self.in_force.office.clone();
                (self.below.fit)(self.ground.clone(), self.who.team, office, read.turnaround).await?
            }
            false => Markup::default(),
        };
        Ok(examples::shown(read, &self.in_force, &fit, self.now))
    }

    async fn page(&self, form: &Filled) -> web::Result<Markup> {
        let read = typed::read(&form.typed, &self.in_force, self.now);
        Ok(page(self, form, &self.examples(&read).await?))
    }
}

async fn show(ground: State<Ground>, who: Lead, below: Below, said: Said) -> web::Result<Markup> {
    let view = Around::of(&ground, &who, below, said).await?;
    let form = Filled::with(typed::values(&view.in_force));
    view.page(&form).await
}

async fn submit(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let view = Around::of(&ground, &who, below, Said::default()).await?;
    let read = typed::read(&typed, &view.in_force, view.now);
    if !read.errors.is_empty() {
        return Ok(ToMend(view.page(&Filled::back(typed, read.errors)).await?).into_response());
    }
    let calendar = (*view.in_force.calendar).clone();
    let new = Settings { calendar, turnaround: read.turnaround, based_on: Some(read.based_on) };
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
            Ok(ToMend(view.page(&Filled::back(typed, errors)).await?).into_response())
        }
    }
}

/// Shows what was typed and what it gives, and keeps nothing.
async fn preview(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Response> {
    let view = Around::of(&ground, &who, below, Said::default()).await?;
    let errors = typed::read(&typed, &view.in_force, view.now).errors;
    let is_well = errors.is_empty();
    let page = view.page(&Filled::back(typed, errors)).await?;
    Ok(if is_well { page.into_response() } else { ToMend(page).into_response() })
}

/// The examples alone, for a page that shows them while one types.
async fn examples_alone(ground: State<Ground>, who: Lead, below: Below, typed: Typed) -> web::Result<Markup> {
    let view = Around::of(&ground, &who, below, Said::default()).await?;
    let read = typed::read(&typed, &view.in_force, view.now);
    view.examples(&read).await
}

fn page(view: &Around<'_>, form: &Filled, examples: &Markup) -> Markup {
    let frame = Who { said: view.said.clone(), ..view.who.shell() };
    let body = html! {
        (PageHead::new("How soon you promise an answer")
            .under("Settings", TURNAROUND).ends("Turnaround")
            .lead("Choose what you can keep on a bad week. A later promise that holds is worth more than an early one that slips."))
        (settings_row(TURNAROUND))
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
                p class="small quiet" {
                    "Both count on your " a href=(WORKING_CALENDAR) { "working calendar" } ": " (open_minutes(&view.in_force.calendar) / 60)
                    " open hours a week in " (view.in_force.zone_name) ", less holidays and closures. A request that comes outside them counts from the next opening; a due time outside them moves to the next opening."
                }
                div class="actions" {
                    (Button::submit("Save").primary())
                    (Button::submit("Show what this gives").sending_to(PREVIEW).unchecked())
                    span class="small quiet" { "Promises already given keep their time." }
                }
            }
            aside class="stack sticky" id="examples" aria-label="What these settings give" aria-live="polite" { (examples) }
        }
    };
    Shell::new("Turnaround", Here::Settings, &frame).page(&body)
}

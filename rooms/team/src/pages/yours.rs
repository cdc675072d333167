//! What belongs to one person: a new password, and which of their teams they look at.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ground::{Ground, TeamId};
use http::HeaderMap;
use maud::{Markup, html};
use web::buttons::Button;
use web::cookies::SessionCookie;
use web::fields::send_value;
use web::forms::{Filled, ToMend, Typed};
use web::shell::{self, DESK, PROMISES, SETTINGS};
use web::{Failure, Said, see_other};

use super::sign_in::with_cookie;
use crate::acts;
use crate::rules::Role;
use crate::store::members;
use crate::{Member, SignedIn};

/// Where a new password is set.
pub(super) const NEW_PASSWORD: &str = "/password";
/// Where one chooses which team to look at.
pub(super) const TEAMS: &str = "/teams";

pub(super) fn routes() -> Router<Ground> {
    Router::new().route(NEW_PASSWORD, get(show).post(submit)).route(TEAMS, get(show_teams).post(turn_to))
}

pub(super) fn token(ground: &Ground, headers: &HeaderMap) -> web::Result<String> {
    let token = SessionCookie::at(&ground.settings().public_url).read(headers).map(str::to_owned);
    token.ok_or(Failure::SignIn { back: NEW_PASSWORD.to_owned() })
}

/// Where the day of this person starts.
fn start_of(member: &Member) -> &'static str {
    match member.role {
        Some(Role::Member | Role::Lead) => DESK,
        Some(Role::Sponsor) => PROMISES,
        None => SETTINGS,
    }
}

async fn show(ground: State<Ground>, who: SignedIn, headers: HeaderMap, said: Said) -> web::Result<Markup> {
    let asks_old = acts::waits_for_old_password(&ground, &token(&ground, &headers)?).await?;
    Ok(page(&who, asks_old, &said, &Filled::empty()))
}

fn page(who: &Member, asks_old: bool, said: &Said, form: &Filled) -> Markup {
    let body = html! {
        form class="stack" method="post" action=(NEW_PASSWORD) novalidate {
            (form.notice())
            input type="hidden" name="address" autocomplete="username" value=(who.address);
            @if asks_old { (form.field("old", "Present password").autocomplete("current-password").password()) }
            (form.field("password", "New password")
                .hint("Ten signs or more. Four words that have nothing to do with each other are easy to keep in mind.")
                .autocomplete("new-password").password())
            div class="actions" {
                (Button::submit("Set the password").primary().large())
                a class="small" href=(start_of(who)) { "Leave it as it is" }
            }
        }
        p class="small quiet" { "You are signed out wherever else you are signed in." }
    };
    shell::sign_in("A new password", Some(&who.name), said, &body)
}

async fn submit(ground: State<Ground>, who: SignedIn, headers: HeaderMap, typed: Typed) -> web::Result<Response> {
    let token = token(&ground, &headers)?;
    let asks_old = acts::waits_for_old_password(&ground, &token).await?;
    let errors = typed.check();
    let changed = match errors.is_empty() {
        true => acts::change_password(&ground, &token, typed.verbatim("old"), typed.verbatim("password")).await,
        false => {
            return Ok(ToMend(page(&who, asks_old, &Said::default(), &Filled::back(typed, errors))).into_response());
        }
    };
    match changed {
        Ok(session) => {
            let said = Said::well("The new password is set.");
            Ok((with_cookie(&ground, &session)?, said, see_other(start_of(&who))).into_response())
        }
        Err(refused) => {
            let errors = refused.to_mend()?;
            Ok(ToMend(page(&who, asks_old, &Said::default(), &Filled::back(typed, errors))).into_response())
        }
    }
}

async fn show_teams(ground: State<Ground>, who: SignedIn, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let teams = members::teams_of(&mut tx, who.account).await?;
    let body = html! {
        div class="stack" {
            @for (team, name) in &teams {
                (send_value(TEAMS, "team", &team.to_string(), &Button::submit(name).large()))
            }
        }
        p class="small quiet" { "Each team has its own requests, promises and settings." }
    };
    Ok(shell::sign_in("Which team?", Some(&who.name), &said, &body))
}

async fn turn_to(ground: State<Ground>, _who: SignedIn, headers: HeaderMap, typed: Typed) -> web::Result<Response> {
    let team: TeamId = typed.text("team").parse().map_err(|_incomplete| Failure::NotFound)?;
    let member = acts::switch_team(&ground, &token(&ground, &headers)?, team).await?;
    Ok(see_other(start_of(&member)).into_response())
}

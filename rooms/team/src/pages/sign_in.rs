//! `/sign-in`: by password, by mailed link, in the demo by opening a link; and `/sign-out`.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use ground::Ground;
use http::header::{HOST, SET_COOKIE};
use http::{HeaderMap, HeaderName};
use maud::{Markup, html};
use web::buttons::Button;
use web::cookies::SessionCookie;
use web::forms::{Errors, Filled, ToMend, Typed};
use web::guard::Client;
use web::notices::{Notice, Tone};
use web::shell::{self, DESK, PROMISES, SETTINGS, SIGN_IN, SIGN_OUT};
use web::{Failure, Said, see_other};

use super::yours::{NEW_PASSWORD, TEAMS};
use crate::acts::{self, Refused, Session};
use crate::rules::{NotHere, fold, mail_address, sign_in_place};
use crate::store::{members, teams};
use crate::{Limit, Role};

const ASK_FOR_LINK: &str = "/sign-in/link";

/// How often somebody may try, by address and by where they come from.
struct Limits {
    tries_at_address: Limit,
    tries_of_client: Limit,
    letters_to_address: Limit,
}

impl Limits {
    fn new() -> Self {
        let times = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let too_often = "There were many tries to sign in. Wait a minute, or have a link mailed to you.";
        Self {
            tries_at_address: Limit::new(times(10), Duration::from_secs(60), too_often),
            tries_of_client: Limit::new(times(60), Duration::from_secs(10), too_often),
            letters_to_address: Limit::new(
                times(3),
                Duration::from_secs(20 * 60),
                "Several links were asked for with this address. Look into your mail, also where unwanted mail goes; or wait some minutes.",
            ),
        }
    }
}

pub(super) fn routes() -> Router<Ground> {
    Router::new()
        .route(SIGN_IN, get(show).post(submit))
        .route(ASK_FOR_LINK, get(show_ask).post(ask_for_link))
        .route("/sign-in/link/{token}", get(show_link).post(by_link))
        .route("/sign-in/as/{token}", get(one_click))
        .route(SIGN_OUT, post(sign_out))
        .layer(Extension(Arc::new(Limits::new())))
}

/// The key under which the tries of a client are counted: its address, of IPv6 the /64 that one household has.
fn key_of(client: Client) -> String {
    match client.address {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// What stands around the form: the one team there is, if there is one.
struct Around {
    team: Option<(String, String)>,
    not_here: Option<NotHere>,
    said: Said,
}

async fn around(ground: &Ground, headers: &HeaderMap, said: Said) -> web::Result<Around> {
    let mut tx = ground.read().await?;
    let mut all = teams::list(&mut tx).await?;
    let team = if all.len() == 1 { all.pop().map(|team| (team.name, team.slug)) } else { None };
    Ok(Around { team, not_here: place(ground, headers).err(), said })
}

fn place(ground: &Ground, headers: &HeaderMap) -> Result<(), NotHere> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    sign_in_place(&ground.settings().public_url, host)
}

async fn show(ground: State<Ground>, headers: HeaderMap, said: Said, query: Typed) -> web::Result<Markup> {
    Ok(page(&around(&ground, &headers, said).await?, &Filled { typed: query, errors: Errors::default() }))
}

fn page(around: &Around, form: &Filled) -> Markup {
    let body = html! {
        @match &around.not_here {
            Some(why) => (Notice::new(Tone::Stop, "You can’t sign in here").why(why.to_string())),
            None => (password_form(form)),
        }
        @if let Some((_, slug)) = &around.team {
            p class="small quiet" {
                "You want to ask the team for something? You don’t need an account. "
                a href={ "/t/" (slug) "/ask" } { "Write to us" }
            }
        }
    };
    frame("Sign in", around, &body)
}

fn password_form(form: &Filled) -> Markup {
    html! {
        form class="stack" method="post" action=(SIGN_IN) novalidate {
            (form.notice())
            @if form.typed.some("back").is_some() { (form.hidden("back")) }
            (form.field("address", "Work email").autocomplete("username").email())
            (form.field("password", "Password").autocomplete("current-password").password())
            div class="actions" {
                (Button::submit("Sign in").primary().large())
                a class="small" href=(ASK_FOR_LINK) { "I forgot my password" }
            }
        }
    }
}

fn frame(title: &str, around: &Around, body: &Markup) -> Markup {
    shell::sign_in(title, around.team.as_ref().map(|(name, _)| name.as_str()), &around.said, body)
}

async fn submit(
    ground: State<Ground>,
    limits: Extension<Arc<Limits>>,
    client: Client,
    headers: HeaderMap,
    typed: Typed,
) -> web::Result<Response> {
    let around = around(&ground, &headers, Said::default()).await?;
    let mut errors = typed.check();
    let address = errors.keep("address", mail_address(typed.text("address")));
    errors.need(&typed, "password", "Type your password, or have a link mailed to you");
    let (Some(address), true, None) = (address, errors.is_empty(), &around.not_here) else {
        return Ok(ToMend(page(&around, &Filled::back(typed, errors))).into_response());
    };
    limits.tries_of_client.check(&key_of(client))?;
    limits.tries_at_address.check(&fold(address))?;
    match acts::sign_in(&ground, address, typed.verbatim("password")).await {
        Ok(session) => enter(&ground, &session, typed.some("back")).await,
        Err(refused @ (Refused::WrongPassword | Refused::NoTeam)) => {
            let errors = Errors::at("password", refused.to_string());
            Ok(ToMend(page(&around, &Filled::back(typed, errors))).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// On to the page that was asked for before, or to where the day of this person starts.
async fn enter(ground: &Ground, session: &Session, back: Option<&str>) -> web::Result<Response> {
    let member = acts::session_of(ground, session.token()).await?;
    let member = member.ok_or_else(|| Failure::internal("a session that has just begun is not there"))?;
    let mut tx = ground.read().await?;
    let in_teams = members::teams_of(&mut tx, member.account).await?.len();
    let start = match member.role {
        _ if in_teams > 1 => TEAMS,
        Some(Role::Member | Role::Lead) => DESK,
        Some(Role::Sponsor) => PROMISES,
        None => SETTINGS,
    };
    let to = back.map(web::local_path).filter(|path| *path != "/").unwrap_or(start);
    Ok((with_cookie(ground, session)?, see_other(to)).into_response())
}

/// The header that brings a session to the browser.
pub(super) fn with_cookie(ground: &Ground, session: &Session) -> web::Result<[(HeaderName, http::HeaderValue); 1]> {
    let cookie = session.cookie(ground).ok_or_else(|| Failure::internal("a session token fits no cookie"))?;
    Ok([(SET_COOKIE, cookie)])
}

async fn show_ask(ground: State<Ground>, headers: HeaderMap, said: Said) -> web::Result<Markup> {
    Ok(ask_page(&around(&ground, &headers, said).await?, &Filled::empty()))
}

fn ask_page(around: &Around, form: &Filled) -> Markup {
    let body = html! {
        @match &around.not_here {
            Some(why) => (Notice::new(Tone::Stop, "You can’t sign in here").why(why.to_string())),
            None => form class="stack" method="post" action=(ASK_FOR_LINK) novalidate {
                (form.notice())
                (form.field("address", "Work email").hint("We mail you a link. It opens a page with a button that signs you in.").autocomplete("username").email())
                div class="actions" {
                    (Button::submit("Mail me a link").primary().large())
                    a class="small" href=(SIGN_IN) { "Sign in by password" }
                }
            },
        }
    };
    frame("Sign in by mail", around, &body)
}

async fn ask_for_link(
    ground: State<Ground>,
    limits: Extension<Arc<Limits>>,
    client: Client,
    headers: HeaderMap,
    typed: Typed,
) -> web::Result<Response> {
    let around = around(&ground, &headers, Said::default()).await?;
    let mut errors = typed.check();
    let address = errors.keep("address", mail_address(typed.text("address")));
    let (Some(address), true, None) = (address, errors.is_empty(), &around.not_here) else {
        return Ok(ToMend(ask_page(&around, &Filled::back(typed, errors))).into_response());
    };
    limits.tries_of_client.check(&key_of(client))?;
    limits.letters_to_address.check(&fold(address))?;
    acts::mail_sign_in_link(&ground, address).await?;
    let said = if ground.lets_any_letter_leave() {
        Said::well("Look into your mail.").more(format!(
            "If {address} belongs to somebody here, a letter with a link is on its way. The link opens for half an hour."
        ))
    } else {
        Said::with_care("No letter leaves here, so no link comes.").more(
            "No mail server is set up. Sign in by password, or ask whoever runs Offwheel to name a mail server in the configuration.",
        )
    };
    Ok((said, see_other(SIGN_IN)).into_response())
}

/// Opening the link changes nothing: programs that check mail open it as well.
async fn show_link(ground: State<Ground>, token: Path<String>, headers: HeaderMap) -> web::Result<Markup> {
    let around = around(&ground, &headers, Said::default()).await?;
    let path = format!("{ASK_FOR_LINK}/{}", plain(&token));
    let body = html! {
        @match &around.not_here {
            Some(why) => (Notice::new(Tone::Stop, "You can’t sign in here").why(why.to_string())),
            None => form class="stack" method="post" action=(path) {
                p { "This signs you in on this device. The link works once." }
                div class="actions" {
                    (Button::submit("Sign in").primary().large())
                    (Button::submit("Sign in and set a new password").quiet().named("then", "password"))
                }
            },
        }
    };
    Ok(frame("Sign in", &around, &body))
}

/// What a token can be made of; anything else is left out of the page.
fn plain(token: &str) -> String {
    token.chars().filter(char::is_ascii_alphanumeric).take(64).collect()
}

async fn by_link(
    ground: State<Ground>,
    limits: Extension<Arc<Limits>>,
    client: Client,
    token: Path<String>,
    headers: HeaderMap,
    typed: Typed,
) -> web::Result<Response> {
    place(&ground, &headers).map_err(|why| Failure::Forbidden(why.to_string()))?;
    limits.tries_of_client.check(&key_of(client))?;
    match acts::sign_in_by_link(&ground, &token).await {
        Ok(session) => enter(&ground, &session, typed.chose("then", "password").then_some(NEW_PASSWORD)).await,
        Err(Refused::LinkSpent) => {
            let around = around(&ground, &headers, Said::default()).await?;
            let why = Refused::LinkSpent.to_string();
            let again = html! { (Button::link("Have a new link mailed", ASK_FOR_LINK).small()) };
            let body = html! { (Notice::new(Tone::Stop, "This link opens nothing any more").why(why).actions(again)) };
            Ok((http::StatusCode::GONE, frame("Sign in", &around, &body)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn one_click(ground: State<Ground>, token: Path<String>) -> web::Result<Response> {
    let session = acts::sign_in_by_one_click(&ground, &token).await?;
    enter(&ground, &session, None).await
}

async fn sign_out(ground: State<Ground>, headers: HeaderMap) -> web::Result<Response> {
    let cookie = SessionCookie::at(&ground.settings().public_url);
    if let Some(token) = cookie.read(&headers) {
        acts::sign_out(&ground, token).await?;
    }
    let said = Said::well("You are signed out.");
    Ok(([(SET_COOKIE, cookie.forget())], said, Redirect::to(SIGN_IN)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_counts_as_one_client() {
        let key = |text: &str| key_of(Client { address: Some(text.parse().unwrap()) });
        assert_eq!(key("2001:db8:1:2:3::4"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2:3::4"), key("2001:db8:1:3:3::4"));
        assert_ne!(key("198.51.100.7"), key("198.51.100.8"));
    }
}

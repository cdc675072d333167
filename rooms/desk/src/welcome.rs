//! The first run: three small steps from an empty installation to a team that can be asked. It opens by a link that is printed at the start,
//! and is over when the first team is founded; the second and third step belong to whoever founded it.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use blocks::{Rhythm, Running};
use ground::Ground;
use http::StatusCode;
use http::header::SET_COOKIE;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use team::{InForce, Lead, Refused, first_run};
use web::buttons::{Button, actions};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::lists::{Step, steps_compact};
use web::shell::{DESK, Public, SIGN_IN};
use web::when::When;
use web::{Said, see_other};

use crate::public::{after, form_path};

const TEAM: &str = "/welcome";
const BLOCK: &str = "/welcome/block";
const LINK: &str = "/welcome/link";

pub(crate) fn routes() -> Router<Ground> {
    Router::new()
        .route(TEAM, get(show_team).post(found))
        .route(BLOCK, get(show_block).post(reserve))
        .route(LINK, get(show_link))
}

fn frame(step: usize, said: Said, body: &Markup) -> Markup {
    let words = [
        ("Name the team", "who you are, and when your office is open"),
        ("Reserve time to think", "what comes in waits for it"),
        ("Share one link", "where people ask"),
    ];
    let steps = words.into_iter().enumerate().map(|(place, (title, below))| {
        let at = match place.cmp(&step) {
            std::cmp::Ordering::Less => Step::done(title),
            std::cmp::Ordering::Equal => Step::here(title),
            std::cmp::Ordering::Greater => Step::to_come(title),
        };
        at.below(below)
    });
    let body = html! {
        div class="stack" data-gap="xl" {
            div class="stack" {
                h1 { "Three small steps, then you can think" }
                p class="lead" { "After the third, every request gets an answer by a definite time, and you have a reserved time to prepare it." }
            }
            (steps_compact("Steps", steps))
            (body)
        }
    };
    Public {
        title: "Welcome to Offwheel",
        aside: Some(html! { "about five minutes" }),
        foot: Some("You can change all of this later. Offwheel runs on your own server and calls nobody."),
        ..Public::default()
    }
    .page(&after(&said, &body))
}

/// Why the first run does not open, and what to do.
fn not_open(refused: Refused) -> web::Result<Response> {
    let (status, title) = match refused {
        Refused::FoundedAlready => (StatusCode::GONE, "The first run is over"),
        Refused::WrongKey => (StatusCode::FORBIDDEN, "This link does not open the first run"),
        Refused::WrongPassword
        | Refused::LinkSpent
        | Refused::NoTeam
        | Refused::Unknown
        | Refused::NotYours(_)
        | Refused::ToMend { .. }
        | Refused::ChangedMeanwhile
        | Refused::Store(_)
        | Refused::Broken(_) => return Err(refused.into()),
    };
    let body = html! {
        div class="stack" data-gap="l" {
            h1 { (title) }
            p class="lead measure" { (refused.to_string()) }
            @if status == StatusCode::GONE {
                div class="actions" { (Button::link("Sign in", SIGN_IN).primary().large()) }
            } @else {
                p class="quiet" { "The line is in the log of Offwheel, printed at each start until the first team is founded: it holds " code { "/welcome?key=" } "." }
            }
        }
    };
    Ok((status, Public { title, ..Public::default() }.page(&body)).into_response())
}

async fn show_team(State(ground): State<Ground>, query: Typed) -> web::Result<Response> {
    let key = query.text("key");
    if let Err(refused) = first_run::check_key(&ground, key).await {
        return not_open(refused);
    }
    let zone = zone_here();
    let mut form = team::founding_start(&zone);
    form.typed.set("key", key);
    Ok(team_page(&form, Some(&zone)).into_response())
}

/// The zone of the machine, to begin with.
fn zone_here() -> String {
    TimeZone::system().iana_name().and_then(team::zone_named).unwrap_or_else(|| "Etc/UTC".to_owned())
}

/// The page of the first step; `guess` is the zone that stands there until somebody, or the browser, knows better.
fn team_page(form: &Filled, guess: Option<&str>) -> Markup {
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action=(TEAM) data-zone-here=[guess] novalidate {
            (form.notice())
            h2 { "Who are you?" }
            (form.hidden("key"))
            (team::founding_fields(form))
            (actions([Button::submit("Found the team").primary().large()]))
        }
    };
    frame(0, Said::default(), &body)
}

/// Founds the team and signs its first person in.
async fn found(State(ground): State<Ground>, typed: Typed) -> web::Result<Response> {
    if let Err(refused) = first_run::check_key(&ground, typed.text("key")).await {
        return not_open(refused);
    }
    let new = match team::founding_typed(&typed) {
        Ok(new) => new,
        Err(errors) => return Ok(ToMend(team_page(&Filled::back(typed, errors), None)).into_response()),
    };
    match first_run::found(&ground, typed.text("key"), new).await {
        Ok((team, _, session)) => {
            let mut response = (Said::well(format!("{} is founded.", team.name)), see_other(BLOCK)).into_response();
            response.headers_mut().extend(session.cookie(&ground).map(|cookie| (SET_COOKIE, cookie)));
            Ok(response)
        }
        Err(refused @ (Refused::FoundedAlready | Refused::WrongKey)) => not_open(refused),
        Err(refused) => {
            let errors = refused.to_mend()?;
            Ok(ToMend(team_page(&Filled::back(typed, errors), None)).into_response())
        }
    }
}

async fn show_block(State(ground): State<Ground>, who: Lead, said: Said) -> web::Result<Response> {
    let mut tx = ground.read().await?;
    if !blocks::patterns(&mut tx, who.team).await?.is_empty() {
        return Ok(see_other(LINK).into_response());
    }
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    Ok(block_page(&ground, &in_force, said, &blocks::pattern_start()).into_response())
}

fn block_page(ground: &Ground, in_force: &InForce, said: Said, form: &Filled) -> Markup {
    let city = web::when::city(&in_force.zone);
    let body = html! {
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action=(BLOCK) novalidate {
            (form.notice())
            h2 { "When will you look at what comes in?" }
            (blocks::pattern_fields(form, &city))
            @if let Ok(rhythm) = blocks::pattern_typed(&form.typed) { (friday_note(in_force, rhythm, ground.now())) }
            div class="actions" {
                (Button::submit("Reserve the time").primary().large())
                (Button::submit("Show what it gives").quiet().named("then", "show"))
                (Button::link("Do this later", LINK).plain())
            }
        }
    };
    frame(1, said, &body)
}

/// What a note of a Friday afternoon would be promised, which block is in time for it, and how the pattern fits the turnaround.
fn friday_note(in_force: &InForce, rhythm: Rhythm, now: Timestamp) -> Markup {
    let when = When::new(in_force.zone.clone(), now);
    let came_at = next_friday(&when);
    let due_at = came_at.and_then(|at| promises::computed(in_force, at, at).ok()).map(|computed| computed.due_at);
    let fit = blocks::fit(&[rhythm], &in_force.office, in_force.turnaround, now);
    html! {
        div class="stack" data-gap="s" role="status" {
            @if let (Some(came_at), Some(due_at)) = (came_at, due_at) {
                p class="quiet small" {
                    "A note that comes on " (when.day(when.day_of(came_at))) " at " (when.time(came_at)) " would be promised an answer by "
                    (when.moment_strong(due_at)) ". " (in_time(in_force, rhythm, came_at, due_at, &when))
                }
            }
            @if let Ok(fit) = fit { p class="quiet small" { (fit.to_string()) } }
        }
    }
}

/// 16:20 on the next Friday there is.
fn next_friday(when: &When) -> Option<Timestamp> {
    let day = when.today().series(1.day()).take(8).skip(1).find(|day| day.weekday() == Weekday::Friday)?;
    let at = day.to_datetime(Time::constant(16, 20, 0, 0));
    when.zone().to_ambiguous_timestamp(at).compatible().ok()
}

fn in_time(in_force: &InForce, rhythm: Rhythm, came_at: Timestamp, due_at: Timestamp, when: &When) -> String {
    let running = Running { rhythm, from_on: when.today(), until_on: None };
    let planned = running.between(&in_force.office, came_at, due_at);
    match planned.iter().find(|block| came_at <= block.starts_at && block.ends_at <= due_at) {
        Some(block) => format!("The block of {} is in time for it.", when.long(block.starts_at)),
        None => "No block is in time for it.".to_owned(),
    }
}

async fn reserve(State(ground): State<Ground>, who: Lead, typed: Typed) -> web::Result<Response> {
    let in_force = team::calendar::current(&mut ground.read().await?, who.team).await?;
    let mend = |typed: Typed, errors: Errors| {
        ToMend(block_page(&ground, &in_force, Said::default(), &Filled::back(typed, errors))).into_response()
    };
    let rhythm = match blocks::pattern_typed(&typed) {
        Ok(rhythm) => rhythm,
        Err(errors) => return Ok(mend(typed, errors)),
    };
    if typed.chose("then", "show") {
        let form = Filled::back(typed, Errors::default());
        return Ok(block_page(&ground, &in_force, Said::default(), &form).into_response());
    }
    match blocks::reserve_pattern(&ground, &who, rhythm).await {
        // Sent twice, it is reserved once.
        Ok(_) | Err(blocks::Refused::MeetsPattern(_)) => {
            Ok((Said::well("The time is reserved.").more(format!("It is {rhythm}.")), see_other(LINK)).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn show_link(State(ground): State<Ground>, who: Lead, said: Said) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let team = team::teams::get(&mut tx, who.team).await?.ok_or(web::Failure::NotFound)?;
    let path = form_path(&team.slug);
    let address = format!("{}{path}", ground.settings().public_url);
    let body = html! {
        section class="sheet stack" data-pad="l" data-gap="l" aria-labelledby="share" {
            h2 id="share" { "Where people ask you" }
            p { "Share this address wherever people look for you. Who opens it needs no account, and is told at once by when you answer." }
            p class="secret" { code { (address) } }
            (actions([Button::link("Go to the desk", DESK).primary().large(), Button::link("Look at the form", &path).quiet().large()]))
            p class="small quiet" { "People may write a mail instead, once an administrator has connected the team’s mailbox." }
        }
    };
    Ok(frame(2, said, &body))
}

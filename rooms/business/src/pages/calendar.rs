//! The address of one's own calendar: given, and forgotten. It is never shown again.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::Ground;
use maud::{Markup, html};
use team::{Member, Worker};
use web::buttons::{Button, one_button};
use web::forms::{Errors, Filled, ToMend, Typed};
use web::heads::PageHead;
use web::{Said, see_other};

use super::{BUSINESS, form_page, reads};
use crate::acts;
use crate::store::calendars;

const CALENDAR: &str = "/business/calendar";

pub(super) async fn show(State(ground): State<Ground>, Worker(who): Worker, said: Said) -> web::Result<Markup> {
    page(&ground, &who, said, &Filled::empty()).await
}

async fn page(ground: &Ground, who: &Member, said: Said, form: &Filled) -> web::Result<Markup> {
    let mut tx = ground.read().await?;
    let when = reads(&mut tx, who).await?;
    let calendar = calendars::of(&mut tx, who.team, who.id).await?;
    let given = calendar.is_some();
    let body = html! {
        @if let Some(calendar) = &calendar {
            section class="sheet" aria-label="Your calendar" {
                p { "Given " (when.near(calendar.given_at)) ". "
                    @match calendar.read_at { Some(at) => { "Last read " (when.near(at)) "." }, None => "Not read yet." } }
                @if !calendar.trouble.is_empty() { p class="small" { (calendar.trouble) } }
                (one_button("/business/calendar/end", &Button::submit("Forget my calendar").quiet().small()))
                p class="small quiet" { "What was read of it is forgotten with it." }
            }
        }
        form class="sheet stack" data-pad="l" data-gap="l" method="post" action=(CALENDAR) {
            (form.notice())
            (form.field("address", if given { "Another address" } else { "The address of your calendar" }).question()
                .hint("The secret address in iCal format, as https://calendar.example/…/basic.ics. Most calendars name it under “share” or “publish”.")
                .autocomplete("off").text())
            div class="actions" { (Button::submit("Read my calendar").primary()) (Button::link("Leave it", BUSINESS).plain()) }
            p class="small quiet" { "We read whom you meet, from three days back to two weeks ahead, and keep it for you alone. The address is not shown again, to you or anybody." }
        }
    };
    let lead = "Whom you meet today brings a question; whom you met yesterday, perhaps a clue. Nobody else in the team sees either.";
    let head = PageHead::new("Your calendar").under("Business", BUSINESS).ends("Your calendar").lead(lead);
    Ok(form_page(who, said, "Your calendar", &head, &body))
}

/// The address as it can be fetched: `webcal:` is another word for `https:`.
fn address(typed: &Typed) -> Result<String, Errors> {
    let mut errors = typed.check();
    errors.limit(typed, "address", 2_000);
    let given = errors.need(typed, "address", "Copy the address of your calendar here.").unwrap_or_default();
    let lower = given.to_ascii_lowercase();
    let rest = ["https://", "webcal://"]
        .into_iter()
        .find_map(|start| lower.starts_with(start).then(|| given.get(start.len()..)).flatten());
    let whole = rest
        .filter(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
        .map(|rest| format!("https://{rest}"));
    if whole.is_none() && !given.is_empty() {
        errors.add("address", "A calendar’s address begins with https:// or webcal://. Copy the whole of it.");
    }
    errors.into_result()?;
    Ok(whole.unwrap_or_default())
}

pub(super) async fn give(State(ground): State<Ground>, Worker(who): Worker, typed: Typed) -> web::Result<Response> {
    match address(&typed) {
        Ok(address) => {
            acts::give_calendar(&ground, &who, &address).await?;
            let said = Said::well("Your calendar will be read within the hour.").more("Nobody else sees it.");
            Ok((said, see_other(BUSINESS)).into_response())
        }
        Err(errors) => {
            // What was typed may be the secret address of another thing; the page shows it to who typed it alone.
            Ok(ToMend(page(&ground, &who, Said::default(), &Filled::back(typed, errors)).await?).into_response())
        }
    }
}

pub(super) async fn forget(State(ground): State<Ground>, Worker(who): Worker) -> web::Result<Response> {
    acts::forget_calendar(&ground, &who).await?;
    Ok((Said::well("Forgotten."), see_other(CALENDAR)).into_response())
}

pub(super) async fn set_aside(
    State(ground): State<Ground>,
    Worker(who): Worker,
    typed: Typed,
) -> web::Result<Response> {
    acts::set_meeting_aside(&ground, &who, typed.text("meeting")).await?;
    Ok(see_other(BUSINESS).into_response())
}

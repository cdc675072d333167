//! The link itself: a new one in place of the old, and the page where an old one leads.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::outbox::Draft;
use ground::{Ground, StoreError, events, links, outbox, threads};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use promises::frame::{Button as LetterButton, Frame};
use requests::State as Standing;
use serde_json::json;
use web::buttons::{Button, actions, one_button};
use web::languages::{FIELD, links};
use web::paging::with_query;
use web::shell::Public;
use web::{Language, Said, see_other};

use super::{SCOPE, TurnedAway, Visit};
use crate::public::{after, foot, frame};
use crate::say;

/// The letter that brings a new link.
const LETTER: &str = "new-link";
/// How many of them an hour brings at most: whoever finds an old link must not be able to fill a mailbox.
const AN_HOUR: i64 = 3;
/// How long a new link to a request that is over opens.
const OPENS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where a link leads that was renewed, taken back or is too old: it shows nothing of the request.
pub(super) fn closed(visit: &Visit, language: Language, said: Said) -> (StatusCode, Markup) {
    let path = visit.path("/link");
    let title = say::closed_title(language);
    let body = html! {
        div class="stack" data-gap="l" {
            h1 { (title) }
            p class="lead measure" { (say::closed_lead(language)) }
            (one_button(&path, &Button::submit(say::link_mail(language)).primary().large()))
            p class="small quiet" { (say::closed_newer(language)) }
        }
    };
    let foot = foot(&visit.team, language);
    let languages = links(language, |other| with_query(&visit.path(""), &[(FIELD, other.tag())]));
    let frame = frame(&visit.team, title, &foot);
    let page = Public { language, languages: Some(languages), ..frame }.page(&after(&said, &body));
    (StatusCode::GONE, page)
}

/// Asks once more before the link changes.
pub(super) async fn ask(State(ground): State<Ground>, visit: Visit, said: Said) -> Markup {
    let leaves = ground.lets_letters_leave(visit.team_id());
    let language = visit.language();
    let (path, back) = (visit.path("/link"), visit.path(""));
    let body = html! {
        form class="stack" data-gap="l" method="post" action=(path) {
            div class="stack" {
                h1 { (say::link_heading(language)) }
                p class="lead" { (say::link_lead(language)) }
                @if !leaves { p { (say::link_kept_more(language)) } }
            }
            (actions([
                Button::submit(say::link_mail(language)).primary().large(),
                Button::link(say::link_keep(language), &back).quiet().large(),
            ]))
        }
    };
    visit.page(say::link_title(language), said, &body)
}

/// Mails a new link. The one that is open ends; one that is closed already can't end another, so it only brings the newest.
pub(super) async fn renew(State(ground): State<Ground>, Path(token): Path<String>) -> web::Result<Response> {
    let (visit, is_open) = match Visit::at(&ground, &token).await {
        Ok(visit) => (visit, true),
        Err(TurnedAway::Closed(visit)) => (*visit, false),
        Err(TurnedAway::Failed(failure)) => return Err(failure),
    };
    ground::again(|| mailed(&ground, &visit, is_open)).await?;
    let language = visit.language();
    let said = if ground.lets_letters_leave(visit.team_id()) {
        Said::well(say::link_coming(language)).more(say::link_coming_more(language))
    } else {
        Said::with_care(say::link_kept(language)).more(say::link_kept_more(language))
    };
    Ok((said, see_other(visit.path(""))).into_response())
}

async fn mailed(ground: &Ground, visit: &Visit, is_open: bool) -> Result<(), StoreError> {
    let mut tx = ground.begin().await?;
    let (team, request, now) = (visit.team_id(), visit.request.id, tx.now());
    let hour_ago = now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MIN);
    let written = outbox::written_to(&mut tx, team, LETTER, &visit.thread.to_address, hour_ago).await?;
    let newest = links::to(&mut tx, team, SCOPE, request).await?;
    // Nobody is written to about spam.
    let (Some(newest), true) = (newest, written < AN_HOUR && visit.request.state != Standing::Spam) else {
        return Ok(());
    };
    if is_open || !newest.is_open(now) {
        let next = links::renew(&mut tx, ground.secret(), &newest, opens_until(visit, now)).await?;
        let thread = threads::Thread { link: Some(next.id), ..visit.thread.clone() };
        threads::open(&mut tx, &thread).await?;
        events::record(&mut tx, team, visit.actor(), "link.renewed", request, json!({ "link": next.id })).await?;
    }
    outbox::post(&mut tx, ground, letter(visit)).await?;
    tx.commit().await
}

/// Without end while the request is open, as its first link was.
fn opens_until(visit: &Visit, now: Timestamp) -> Option<Timestamp> {
    if visit.request.state.is_open() { None } else { now.checked_add(OPENS_FOR).ok() }
}

fn letter(visit: &Visit) -> Draft {
    let language = visit.language();
    let letter = Frame::new(&visit.thread, say::link_subject(language))
        .in_language(language)
        .glimpse(say::link_glimpse(language))
        .words(say::link_words(language))
        .button(LetterButton::to(say::see_where(language), ""))
        .note(say::link_note(language))
        .draft(LETTER);
    Draft { automatic: true, ..letter }
}

//! What members do with one request, posted from pages of the desk; and attachments, served as downloads alone.

mod emergencies;

use axum::Router;
use axum::extract::{Path, State as AxumState};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::Ground;
use team::Worker;
use web::forms::Typed;
use web::{Failure, Said, see_other};

use crate::acts::{Refused, conversation, outgoing, stand, tray};
pub use crate::served::served;
use crate::{AttachmentId, RequestId, TrayId, readings};

pub use emergencies::{EmergencyCount, emergencies_part, emergency_count, kind_field, mark_errors, mark_fields};

/// The routes of this room's acts.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/requests/{id}/messages", post(say))
        .route("/requests/{id}/setting-aside", post(set_aside))
        .route("/requests/{id}/promise", post(promise))
        .route("/requests/{id}/withdrawal", post(withdraw))
        .route("/requests/{id}/spam", post(mark_spam))
        .route("/requests/{id}/emergency/end", post(no_emergency))
        .merge(emergencies::routes())
        .route("/tray/{id}/setting-aside", post(set_tray_aside))
        .route("/tray/{id}/request", post(take_in))
        .route("/tray/{id}/joining", post(add_to))
        .route("/outgoing/{id}/again", post(offer_again))
        .route("/outgoing/{id}/setting-aside", post(set_letter_aside))
        .route("/attachments/{id}", get(download))
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::NotFound,
            Refused::Store(error) => error.into(),
            Refused::NoNumber(_)
            | Refused::NoWords
            | Refused::TooLong(_)
            | Refused::BadSign
            | Refused::NoAddress(_)
            | Refused::KeyUsed
            | Refused::Stand(_)
            | Refused::Settled
            | Refused::NothingStands
            | Refused::Emergency(_)
            | Refused::Through
            | Refused::NoTime(_) => Self::Refused(refused.to_string()),
        }
    }
}

/// An id from an address; what is none of ours is not found.
fn id<T: std::str::FromStr>(text: &str) -> web::Result<T> {
    text.parse().map_err(|_unknown| Failure::NotFound)
}

async fn say(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    typed.check().into_result()?;
    let request: RequestId = id(&request)?;
    let back = format!("/requests/{request}");
    let words = typed.text("reply");
    if words.is_empty() {
        return Ok((
            Said::with_care("There are no words yet.").more("Write what you want to say first."),
            see_other(back),
        )
            .into_response());
    }
    let said = if typed.chose("to", "team") {
        conversation::note(&ground, &who, request, words).await?;
        Said::well("Noted for the team.")
    } else {
        conversation::ask(&ground, &who, request, words).await?;
        Said::well("Sent.").more("It is no answer: the promise stays where it is.")
    };
    Ok((said, see_other(back)).into_response())
}

async fn set_aside(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let request: RequestId = id(&request)?;
    conversation::set_aside(&ground, &who, request).await?;
    Ok((Said::well("Set aside."), see_other(format!("/requests/{request}"))).into_response())
}

async fn promise(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let request: RequestId = id(&request)?;
    let said = match conversation::promise(&ground, &who, request).await {
        Ok(_) => Said::well("Promised.").more("A letter says by when, and it waits for a block again."),
        Err(refused @ (Refused::NothingStands | Refused::NoTime(_) | Refused::Stand(_))) => {
            Said::with_care("Nothing was promised.").more(refused.to_string())
        }
        Err(refused) => return Err(refused.into()),
    };
    Ok((said, see_other(format!("/requests/{request}"))).into_response())
}

async fn withdraw(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let request: RequestId = id(&request)?;
    stand::withdraw(&ground, who.team, request, who.actor()).await?;
    Ok((Said::well("Withdrawn.").more("Its promise is void."), see_other(format!("/requests/{request}")))
        .into_response())
}

async fn mark_spam(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    let request: RequestId = id(&request)?;
    stand::mark_spam(&ground, who.team, request, who.actor()).await?;
    Ok((Said::well("Marked as spam.").more("Nobody is written to."), see_other("/requests")).into_response())
}

async fn set_tray_aside(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(item): Path<String>,
) -> web::Result<Response> {
    tray::set_aside(&ground, &who, id(&item)?).await?;
    Ok((Said::well("Set aside.").more("It is kept, and can be taken in later."), see_other("/tray")).into_response())
}

async fn take_in(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(item): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    typed.check().into_result()?;
    let item: TrayId = id(&item)?;
    let from = (typed.text("address"), typed.text("name"));
    match tray::take_in(&ground, &who, item, from, typed.text("words")).await {
        Ok(receipt) => {
            let more = if ground.lets_letters_leave(who.team) {
                "The acknowledgement is on its way."
            } else {
                "The acknowledgement is written. No letter leaves here, so it waits under Outgoing mail."
            };
            let said = Said::well(format!("Taken in as {}.", receipt.label)).more(more);
            Ok((said, see_other(format!("/requests/{}", receipt.request))).into_response())
        }
        Err(refused @ (Refused::NoWords | Refused::NoAddress(_) | Refused::TooLong(_) | Refused::BadSign)) => {
            Ok((Said::with_care("Not taken in yet.").more(refused.to_string()), see_other("/tray")).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn add_to(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(item): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    typed.check().into_result()?;
    let label = typed.text("label").to_owned();
    match tray::add_to(&ground, &who, id(&item)?, &label).await {
        Ok(request) => {
            Ok((Said::well(format!("Added to {label}.")), see_other(format!("/requests/{request}"))).into_response())
        }
        Err(refused @ Refused::NoNumber(_)) => {
            Ok((Said::with_care("Not added yet.").more(refused.to_string()), see_other("/tray")).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn offer_again(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(letter): Path<String>,
    typed: Typed,
) -> web::Result<Response> {
    typed.check().into_result()?;
    let said = match outgoing::offer_again(&ground, &who, id(&letter)?, typed.some("address")).await {
        Ok(()) => Said::well("Offered again.").more("It leaves within seconds, unless the mail server says no."),
        Err(refused @ Refused::NoAddress(_)) => Said::with_care("Not offered yet.").more(refused.to_string()),
        Err(refused) => return Err(refused.into()),
    };
    Ok((said, see_other("/outgoing")).into_response())
}

async fn set_letter_aside(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(letter): Path<String>,
) -> web::Result<Response> {
    outgoing::set_aside(&ground, &who, id(&letter)?).await?;
    Ok((Said::well("Set aside.").more("It stays readable on the stakeholder’s page."), see_other("/outgoing"))
        .into_response())
}

async fn download(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(attachment): Path<String>,
) -> web::Result<Response> {
    let attachment: AttachmentId = id(&attachment)?;
    let mut tx = ground.read().await?;
    let attachment = readings::attachment(&mut tx, who.team, attachment).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    served(&ground, who.team, &attachment).await
}

async fn no_emergency(
    AxumState(ground): AxumState<Ground>,
    Worker(who): Worker,
    Path(request): Path<String>,
) -> web::Result<Response> {
    crate::acts::emergencies::take_back(&ground, &who, id(&request)?).await?;
    let said = Said::well("The mark is taken back.").more("It waits in its turn again, and is not counted.");
    Ok((said, see_other(format!("/requests/{request}"))).into_response())
}

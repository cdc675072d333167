use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::Ground;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Asked, Failure, Json, Listed, MOST_ITEMS};

use super::work::{at_words, found, id_of};
use super::{Item, LINE};
use crate::acts::{LONGEST_WORDS, Refused, tray as acts};
use crate::store::tray::{self, TrayItem, TrayState};
use crate::{RequestId, TrayId};

#[derive(Debug, Serialize)]
pub(super) struct Waiting {
    id: TrayId,
    reason: String,
    why: String,
    from_address: String,
    from_name: String,
    subject: String,
    words: String,
    size_bytes: i64,
    arrived_at: Timestamp,
    state: &'static str,
    request: Option<RequestId>,
}

impl From<TrayItem> for Waiting {
    fn from(item: TrayItem) -> Self {
        let TrayItem { id, reason, why, from_address, from_name, subject, words, size_bytes, .. } = item;
        let (arrived_at, state, request) = (item.arrived_at, item.state.as_str(), item.request);
        Self { id, reason, why, from_address, from_name, subject, words, size_bytes, arrived_at, state, request }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Which {
    state: Option<String>,
}

pub(super) async fn list(
    State(ground): State<Ground>,
    token: Token,
    Asked(asked): Asked<Which>,
) -> web::Result<Json<Listed<Waiting>>> {
    token.need(Scope::Read)?;
    let known = |word: &str| {
        let words = TrayState::WORDS.join(", ");
        TrayState::from_word(word).ok_or_else(|| Failure::Invalid(Errors::at("state", format!("Take one of {words}."))))
    };
    let state = asked.state.as_deref().map(known).transpose()?.unwrap_or(TrayState::Waiting);
    let all = tray::waiting(&mut ground.read().await?, token.team, state, MOST_ITEMS).await?;
    Ok(Json(Listed::whole(all.into_iter().map(Waiting::from).collect())))
}

/// From whom a request is, and what it says: what can be read of the letter is no more than a proposal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TakingIn {
    address: String,
    #[serde(default)]
    name: String,
    words: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joining {
    label: String,
}

pub(super) async fn take_in(
    State(ground): State<Ground>,
    token: Token,
    Path(item): Path<String>,
    Json(sent): Json<TakingIn>,
) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let mut errors = Errors::default();
    errors.keep("address", team::mail_address(&sent.address));
    if sent.name.chars().count() > LINE {
        errors.add("name", format!("Shorten this to {LINE} signs."));
    }
    if sent.words.trim().is_empty() {
        errors.add("words", Refused::NoWords.to_string());
    } else if sent.words.chars().count() > LONGEST_WORDS {
        errors.add("words", Refused::TooLong(LONGEST_WORDS).to_string());
    }
    errors.into_result()?;
    let id: TrayId = id_of(&item)?;
    let who = token.hand(&ground, None).await?;
    let taken = acts::take_in(&ground, &who, id, (&sent.address, &sent.name), &sent.words).await;
    let receipt = taken.map_err(at_words)?;
    let request = found(&mut ground.read().await?, token.team, receipt.request).await?;
    Ok((StatusCode::CREATED, Json(request)).into_response())
}

pub(super) async fn add_to(
    State(ground): State<Ground>,
    token: Token,
    Path(item): Path<String>,
    Json(sent): Json<Joining>,
) -> web::Result<Json<Item>> {
    token.need(Scope::Work)?;
    if sent.label.trim().is_empty() || sent.label.chars().count() > LINE {
        return Err(Failure::Invalid(Errors::at("label", "Write the number of a request, as in R-218.")));
    }
    let id: TrayId = id_of(&item)?;
    let who = token.hand(&ground, None).await?;
    let request = acts::add_to(&ground, &who, id, &sent.label).await.map_err(at_words)?;
    Ok(Json(found(&mut ground.read().await?, token.team, request).await?))
}

pub(super) async fn set_aside(
    State(ground): State<Ground>,
    token: Token,
    Path(item): Path<String>,
) -> web::Result<StatusCode> {
    token.need(Scope::Work)?;
    let id: TrayId = id_of(&item)?;
    acts::set_aside(&ground, &token.hand(&ground, None).await?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

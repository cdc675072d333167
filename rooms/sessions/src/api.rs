//! Sessions for machines: opening a block, its agenda, what is noted in it, putting a request off, marking one as an emergency, and closing
//! the block with what is sent at its end.

mod described;
mod words;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use blocks::BlockKey;
use blocks::api::BlockTold;
use ground::{Ground, TeamId};
use jiff::Timestamp;
use requests::api::EmergencyTold;
use requests::emergencies::LONGEST_WHY;
use requests::{NoEmergency, RequestId};
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json, Listed};

pub use described::described;

use crate::acts::{self, Refused, Wanted};
use crate::store;

/// How many answers can be sent as a block ends; no agenda is longer.
const MOST: usize = 50;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/blocks/{key}/agenda", get(agenda))
        .route("/api/v1/blocks/{key}/opening", post(open))
        .route("/api/v1/blocks/{key}/setting-aside", post(set_aside))
        .route("/api/v1/blocks/{key}/closing", post(close))
        .route("/api/v1/requests/{id}/emergency", post(mark_emergency))
        .route("/api/v1/blocks/{key}/notes", get(words::about_block).put(words::note_about_block))
        .route("/api/v1/requests/{id}/notes", get(words::about_request).put(words::note_about_request))
}

#[derive(Debug, Serialize)]
struct Looked {
    place: i64,
    request: RequestId,
    set_aside_at: Option<Timestamp>,
}

/// What became of a closing: the block stays open while an answer was refused.
#[derive(Debug, Serialize)]
struct Ended {
    block: BlockTold,
    sent: Vec<RequestId>,
    scheduled: Vec<RequestId>,
    refused: Vec<NotSent>,
}

#[derive(Debug, Serialize)]
struct NotSent {
    request: RequestId,
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    by: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingAside {
    request: RequestId,
    by: Option<String>,
}

/// Which exception a request is, and why, in the name of the member who looked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marking {
    kind: String,
    why: String,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closing {
    #[serde(default)]
    send: Vec<RequestId>,
    #[serde(default)]
    schedule: Vec<Later>,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    request: RequestId,
    send_at: Timestamp,
}

fn key_of(text: &str) -> web::Result<BlockKey> {
    text.parse().map_err(|_no_key| Failure::NotFound)
}

async fn looked(ground: &Ground, team: TeamId, key: BlockKey) -> web::Result<Json<Listed<Looked>>> {
    let mut tx = ground.read().await?;
    blocks::find(&mut tx, team, key).await?.ok_or(Failure::NotFound)?;
    let items = store::items(&mut tx, team, key).await?;
    let item = |item: crate::Item| Looked { place: item.place, request: item.request, set_aside_at: item.set_aside_at };
    Ok(Json(Listed::whole(items.into_iter().map(item).collect())))
}

async fn agenda(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
) -> web::Result<Json<Listed<Looked>>> {
    token.need(Scope::ReadBlocks)?;
    looked(&ground, token.team, key_of(&key)?).await
}

async fn open(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<Opening>,
) -> web::Result<Json<BlockTold>> {
    token.need(Scope::WriteBlocks)?;
    let key = key_of(&key)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let block = acts::open(&ground, &who, key).await?;
    Ok(Json(BlockTold::at(block, ground.now())))
}

async fn set_aside(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<SettingAside>,
) -> web::Result<Json<Listed<Looked>>> {
    token.need(Scope::WriteBlocks)?;
    let key = key_of(&key)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    blocks::find(&mut ground.read().await?, token.team, key).await?.ok_or(Failure::NotFound)?;
    acts::set_aside(&ground, &who, key, sent.request).await?;
    looked(&ground, token.team, key).await
}

async fn mark_emergency(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<Marking>,
) -> web::Result<Json<EmergencyTold>> {
    token.need(Scope::Work)?;
    let request: RequestId = request.parse().map_err(|_no_id| Failure::NotFound)?;
    let mut errors = Errors::default();
    let signs = sent.why.chars().count();
    if sent.why.trim().is_empty() {
        errors.add("why", NoEmergency::NoWhy.to_string());
    } else if signs > LONGEST_WHY {
        errors.add("why", format!("Shorten this to {LONGEST_WHY} signs; it has {signs}."));
    }
    errors.into_result()?;
    let who = token.hand(&ground, Some(&sent.by)).await?;
    acts::mark_emergency(&ground, &who, request, &sent.kind, &sent.why).await.map_err(at_kind)?;
    let marked = requests::readings::emergency_of(&mut ground.read().await?, token.team, request).await?;
    Ok(Json(marked.ok_or(Failure::NotFound)?.into()))
}

/// An exception that was not named in advance, at its field.
fn at_kind(refused: Refused) -> Failure {
    let Refused::Request(requests::Refused::Emergency(why)) = &refused else { return refused.into() };
    match why {
        NoEmergency::NoKind | NoEmergency::AgreedLater => Failure::RefusedAt(Errors::at("kind", why.to_string())),
        NoEmergency::NoWhy
        | NoEmergency::LongWhy(_)
        | NoEmergency::Over
        | NoEmergency::NoWord
        | NoEmergency::NoSentence
        | NoEmergency::Known
        | NoEmergency::Many => refused.into(),
    }
}

async fn close(
    State(ground): State<Ground>,
    token: Token,
    Path(key): Path<String>,
    Json(sent): Json<Closing>,
) -> web::Result<Json<Ended>> {
    token.need(Scope::WriteBlocks)?;
    let mut errors = Errors::default();
    for (field, many) in [("send", sent.send.len()), ("schedule", sent.schedule.len())] {
        if many > MOST {
            errors.add(field, format!("Name at most {MOST} requests."));
        }
    }
    errors.into_result()?;
    let now = sent.send.into_iter().map(|request| Wanted { request, send_at: None });
    let later = sent.schedule.into_iter().map(|later| Wanted { request: later.request, send_at: Some(later.send_at) });
    let wanted: Vec<Wanted> = now.chain(later).collect();
    if !wanted.is_empty() {
        token.need(Scope::WriteAnswers)?;
    }
    let key = key_of(&key)?;
    let who = token.hand(&ground, Some(&sent.by)).await?;
    blocks::find(&mut ground.read().await?, token.team, key).await?.ok_or(Failure::NotFound)?;
    let closed = acts::close_with(&ground, &who, key, &wanted).await?;
    let block = match closed.block {
        Some(block) => block,
        None => blocks::find(&mut ground.read().await?, token.team, key).await?.ok_or(Failure::NotFound)?,
    };
    let refused = closed.refused.into_iter().map(|(request, why)| NotSent { request, why: why.to_string() });
    Ok(Json(Ended {
        block: BlockTold::at(block, ground.now()),
        sent: closed.sent.into_iter().map(|sent| sent.request).collect(),
        scheduled: closed.scheduled.into_iter().map(|scheduled| scheduled.request).collect(),
        refused: refused.collect(),
    }))
}

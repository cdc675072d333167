//! Emergencies for machines: their kinds with how often each jumped the queue, naming and ending one, what was marked, and taking a mark
//! back. Marking a request belongs to sessions, since it joins the agenda of an open block.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, TeamId, Tx};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json, Listed};

use super::Item;
use super::work::{InTheNameOf, found, id_of};
use crate::RequestId;
use crate::acts::Refused;
use crate::acts::emergencies::{self as acts, LONGEST_SENTENCE, LONGEST_WORD};
use crate::rules::emergencies::NoEmergency;
use crate::store::emergencies::{self as store, Emergency, EmergencyKind};

/// A kind as it is given, with how many requests of the last eight weeks are marked as it.
#[derive(Debug, Serialize)]
pub(super) struct KindItem {
    id: String,
    word: String,
    sentence: String,
    agreed_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    marked: usize,
}

/// A mark as the API gives it.
#[derive(Debug, Serialize)]
pub struct EmergencyTold {
    request: RequestId,
    kind: String,
    why: String,
    marked_at: Timestamp,
    taken_back_at: Option<Timestamp>,
}

impl From<Emergency> for EmergencyTold {
    fn from(marked: Emergency) -> Self {
        let Emergency { request, kind, why, marked_at, taken_back_at, .. } = marked;
        Self { request, kind, why, marked_at, taken_back_at }
    }
}

/// A kind as it is sent, in the name of the lead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewKind {
    word: String,
    sentence: String,
    by: String,
}

/// In the name of which lead a kind is ended.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByTheLead {
    by: String,
}

async fn all_kinds(tx: &mut Tx, team: TeamId) -> web::Result<Vec<KindItem>> {
    let marked = store::emergencies_lately(tx, team).await?;
    let item = |kind: EmergencyKind| {
        let counted = |marked: &&Emergency| marked.kind == kind.id && marked.taken_back_at.is_none();
        let marked = marked.iter().filter(counted).count();
        let EmergencyKind { id, word, sentence, agreed_at, ended_at } = kind;
        KindItem { id, word, sentence, agreed_at, ended_at, marked }
    };
    Ok(store::kinds(tx, team).await?.into_iter().map(item).collect())
}

async fn kind_of(ground: &Ground, team: TeamId, id: &str) -> web::Result<KindItem> {
    let all = all_kinds(&mut ground.read().await?, team).await?;
    all.into_iter().find(|kind| kind.id == id).ok_or(Failure::NotFound)
}

/// Why a kind was not kept, at its field.
fn at_its_field(refused: Refused) -> Failure {
    let Refused::Emergency(why @ NoEmergency::Known) = refused else { return refused.into() };
    Failure::RefusedAt(Errors::at("word", why.to_string()))
}

pub(super) async fn kinds(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<KindItem>>> {
    token.need(Scope::Read)?;
    Ok(Json(Listed::whole(all_kinds(&mut ground.read().await?, token.team).await?)))
}

pub(super) async fn name_kind(
    State(ground): State<Ground>,
    token: Token,
    Json(sent): Json<NewKind>,
) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let mut errors = Errors::default();
    for (field, text, most, blank) in [
        ("word", &sent.word, LONGEST_WORD, NoEmergency::NoWord),
        ("sentence", &sent.sentence, LONGEST_SENTENCE, NoEmergency::NoSentence),
    ] {
        let signs = text.chars().count();
        if text.trim().is_empty() {
            errors.add(field, blank.to_string());
        } else if signs > most {
            errors.add(field, format!("Shorten this to {most} signs; it has {signs}."));
        }
    }
    errors.into_result()?;
    let who = token.hand_of_lead(&ground, &sent.by).await?;
    let kind = acts::name_kind(&ground, &who, &sent.word, &sent.sentence).await.map_err(at_its_field)?;
    Ok((StatusCode::CREATED, Json(kind_of(&ground, token.team, &kind.id).await?)).into_response())
}

pub(super) async fn end_kind(
    State(ground): State<Ground>,
    token: Token,
    Path(id): Path<String>,
    Json(sent): Json<ByTheLead>,
) -> web::Result<Json<KindItem>> {
    token.need(Scope::Work)?;
    let kind = kind_of(&ground, token.team, &id).await?;
    let who = token.hand_of_lead(&ground, &sent.by).await?;
    acts::end_kind(&ground, &who, &kind.id).await?;
    Ok(Json(kind_of(&ground, token.team, &id).await?))
}

/// What was marked in the last eight weeks, as the page behind the count shows it.
pub(super) async fn marked(State(ground): State<Ground>, token: Token) -> web::Result<Json<Listed<EmergencyTold>>> {
    token.need(Scope::Read)?;
    let marked = store::emergencies_lately(&mut ground.read().await?, token.team).await?;
    Ok(Json(Listed::whole(marked.into_iter().map(EmergencyTold::from).collect())))
}

pub(super) async fn take_back(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<InTheNameOf>,
) -> web::Result<Json<Item>> {
    token.need(Scope::Work)?;
    let id: RequestId = id_of(&request)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    acts::take_back(&ground, &who, id).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, id).await?))
}

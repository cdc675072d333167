//! Answers for machines: what was answered, the draft, and sending it by the same act as the page. An answer is signed by a member, so a
//! program says in whose name it writes.

mod additions;
mod described;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use blocks::BlockKey;
use ground::{Ground, TeamId};
use http::StatusCode;
use jiff::Timestamp;
use requests::RequestId;
use serde::{Deserialize, Serialize};
use team::{Member, Scope, Token};
use web::forms::Errors;
use web::{Failure, Json, Listed};

pub use described::described;

use crate::AnswerId;
use crate::acts::{self, Base, NotWhole, Refused, Written};
use crate::rules::{Kind, Outside, OutsideWhy, Parts};
use crate::scheduled::{self, Scheduled};
use crate::store::{self, Draft, Sent, Where};

/// The longest text of one field, in signs.
const LONGEST: usize = 5_000;
/// The longest line that says why an answer goes out outside a block.
const LINE: usize = 500;

/// The routes below `/api/v1`.
pub fn routes() -> Router<Ground> {
    Router::new()
        .route("/api/v1/requests/{id}/answers", get(of_request))
        .route("/api/v1/requests/{id}/answer", get(draft).put(keep))
        .route("/api/v1/requests/{id}/answer/sending", post(send))
        .route("/api/v1/requests/{id}/answer/ready", post(make_ready))
        .route("/api/v1/requests/{id}/answer/taking-back", post(take_back))
        .route("/api/v1/requests/{id}/answer/schedule/end", post(unschedule))
        .route("/api/v1/requests/{id}/additions", get(additions::read).put(additions::set))
        .route("/api/v1/requests/{id}/additions/questions", post(additions::ask))
        .route("/api/v1/requests/{id}/additions/{element}", put(additions::change))
}

#[derive(Debug, Serialize)]
struct Item {
    id: AnswerId,
    request: RequestId,
    kind: &'static str,
    fields: Parts,
    in_block: Option<BlockKey>,
    outside: Option<OutsideTold>,
    sent_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct OutsideTold {
    why: &'static str,
    words: String,
}

/// The draft as it is given; one that nobody began yet is blank.
#[derive(Debug, Serialize)]
struct DraftTold {
    kind: Option<&'static str>,
    fields: Parts,
    outside: Option<OutsideTold>,
    ready_in: Option<BlockKey>,
    scheduled: Option<ScheduledTold>,
    changed_at: Option<Timestamp>,
    base: String,
}

/// When an answer goes out, or why it did not.
#[derive(Debug, Serialize)]
struct ScheduledTold {
    send_at: Timestamp,
    stopped: Option<String>,
}

impl From<Scheduled> for ScheduledTold {
    fn from(scheduled: Scheduled) -> Self {
        Self { send_at: scheduled.send_at, stopped: scheduled.stopped }
    }
}

impl From<Outside> for OutsideTold {
    fn from(outside: Outside) -> Self {
        Self { why: outside.why.as_str(), words: outside.words }
    }
}

impl From<Sent> for Item {
    fn from(sent: Sent) -> Self {
        let (in_block, outside) = match sent.place {
            Where::InBlock(key) => (Some(key), None),
            Where::Outside(outside) => (None, Some(outside.into())),
        };
        let Sent { id, request, kind, parts, sent_at, .. } = sent;
        Self { id, request, kind: kind.as_str(), fields: parts, in_block, outside, sent_at }
    }
}

fn draft_told(draft: Option<Draft>, answers: i64, scheduled: Option<Scheduled>) -> DraftTold {
    let scheduled = scheduled.map(ScheduledTold::from);
    let base = Base { answers, version: draft.as_ref().map_or(0, |draft| draft.kept.version) }.to_string();
    match draft {
        None => DraftTold {
            kind: None,
            fields: Parts::default(),
            outside: None,
            ready_in: None,
            scheduled,
            changed_at: None,
            base,
        },
        Some(draft) => DraftTold {
            kind: draft.kind.map(Kind::as_str),
            fields: draft.parts,
            outside: draft.outside.map(OutsideTold::from),
            ready_in: draft.ready_in,
            scheduled,
            changed_at: Some(draft.changed_at),
            base,
        },
    }
}

fn at(field: &str, words: impl Into<String>) -> Failure {
    Failure::Invalid(Errors::at(field, words))
}

fn id_of(text: &str) -> web::Result<RequestId> {
    text.parse().map_err(|_no_id| Failure::NotFound)
}

fn base_of(text: &str) -> web::Result<Base> {
    text.parse().map_err(|_no_base| at("base", "Give the base as it was read with the draft."))
}

/// Who signs: a member, named by address.
async fn signer(ground: &Ground, token: &Token, by: &str) -> web::Result<Member> {
    token.hand(ground, Some(by)).await
}

async fn stands(ground: &Ground, team: TeamId, request: RequestId) -> web::Result<Json<DraftTold>> {
    let mut tx = ground.read().await?;
    requests::readings::find(&mut tx, team, request).await?.ok_or(Failure::NotFound)?;
    let draft = store::draft_of(&mut tx, team, request).await?;
    let answers = store::count_of_request(&mut tx, team, request).await?;
    let scheduled = scheduled::of_request(&mut tx, team, request).await?;
    Ok(Json(draft_told(draft, answers, scheduled)))
}

async fn of_request(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<Item>>> {
    token.need(Scope::ReadAnswers)?;
    let request = id_of(&request)?;
    let mut tx = ground.read().await?;
    requests::readings::find(&mut tx, token.team, request).await?.ok_or(Failure::NotFound)?;
    let sent = store::of_request(&mut tx, token.team, request).await?;
    Ok(Json(Listed::whole(sent.into_iter().map(Item::from).collect())))
}

async fn draft(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<DraftTold>> {
    token.need(Scope::ReadAnswers)?;
    stands(&ground, token.team, id_of(&request)?).await
}

/// What is written into the draft: fields that are left out stay as they were kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentDraft {
    kind: Option<String>,
    fields: BTreeMap<String, String>,
    base: String,
    by: String,
}

async fn keep(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<SentDraft>,
) -> web::Result<Json<DraftTold>> {
    token.need(Scope::WriteAnswers)?;
    let request = id_of(&request)?;
    let mut errors = Errors::default();
    let known: Vec<String> = Kind::ALL.into_iter().flat_map(Parts::fields_of).collect();
    for (name, text) in &sent.fields {
        let (field, signs) = (format!("fields.{name}"), text.chars().count());
        if !known.contains(name) {
            errors.add(&field, "No answer has such a field.");
        } else if signs > LONGEST {
            errors.add(&field, format!("Shorten this to {LONGEST} signs; it has {signs}."));
        }
    }
    let kind = sent.kind.as_deref().map(Kind::from_word);
    if kind == Some(None) {
        errors.add("kind", format!("Take one of {}.", Kind::WORDS.join(", ")));
    }
    errors.into_result()?;
    let base = base_of(&sent.base)?;
    let who = signer(&ground, &token, &sent.by).await?;
    let written = Written { kind: kind.flatten(), typed: sent.fields.into_iter().collect() };
    acts::keep(&ground, &who, request, &written, base).await?;
    stands(&ground, token.team, request).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sending {
    base: String,
    by: String,
    outside: Option<SaidOutside>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidOutside {
    why: String,
    #[serde(default)]
    words: String,
}

impl SaidOutside {
    fn read(&self) -> web::Result<Outside> {
        let known = OutsideWhy::from_word(&self.why);
        let why = known.ok_or_else(|| at("outside.why", format!("Take one of {}.", OutsideWhy::WORDS.join(", "))))?;
        let signs = self.words.chars().count();
        if signs > LINE {
            return Err(at("outside.words", format!("Shorten this to {LINE} signs; it has {signs}.")));
        }
        let more = |say_more: crate::SayMore| Failure::RefusedAt(Errors::at("outside.words", say_more.to_string()));
        Outside::new(why, &self.words).map_err(more)
    }
}

/// In the signer's block that is open, else outside one for the reason that is said now or was said before.
async fn send(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<Sending>,
) -> web::Result<Response> {
    token.need(Scope::WriteAnswers)?;
    let (request, base) = (id_of(&request)?, base_of(&sent.base)?);
    let said = sent.outside.as_ref().map(SaidOutside::read).transpose()?;
    let who = signer(&ground, &token, &sent.by).await?;
    let mut tx = ground.read().await?;
    requests::readings::find(&mut tx, token.team, request).await?.ok_or(Failure::NotFound)?;
    let now = tx.now();
    let open = blocks::open_for(&mut tx, &who, now).await?;
    let before = store::draft_of(&mut tx, token.team, request).await?.and_then(|draft| draft.outside);
    drop(tx);
    let place = match (open, said) {
        (Some(block), _) => Where::InBlock(block.key),
        (None, Some(outside)) => Where::Outside(outside),
        (None, None) => Where::Outside(before.ok_or_else(no_block)?),
    };
    let answered = acts::send(&ground, &who, request, base, &place).await.map_err(at_its_fields)?;
    Ok((StatusCode::CREATED, Json(Item::from(answered))).into_response())
}

fn no_block() -> Failure {
    let words = "No block is open. Open one, or say why this is answered outside a block.";
    Failure::RefusedAt(Errors::at("outside", words))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Readying {
    base: String,
    by: String,
    block: String,
}

async fn make_ready(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<Readying>,
) -> web::Result<Json<DraftTold>> {
    token.need(Scope::WriteAnswers)?;
    let (request, base) = (id_of(&request)?, base_of(&sent.base)?);
    let block = sent.block.parse().map_err(|_no_block| {
        Failure::RefusedAt(Errors::at("block", "There is no such block. Take its key as it was given."))
    })?;
    let who = signer(&ground, &token, &sent.by).await?;
    acts::make_ready(&ground, &who, request, base, block).await.map_err(at_its_fields)?;
    stands(&ground, token.team, request).await
}

async fn take_back(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<DraftTold>> {
    token.need(Scope::WriteAnswers)?;
    let request = id_of(&request)?;
    acts::unready(&ground, &token.hand(&ground, None).await?, request).await?;
    stands(&ground, token.team, request).await
}

/// Until it is sent, an answer that goes out at a chosen time can be taken back.
async fn unschedule(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<DraftTold>> {
    token.need(Scope::WriteAnswers)?;
    let request = id_of(&request)?;
    scheduled::take_back(&ground, &token.hand(&ground, None).await?, request).await?;
    stands(&ground, token.team, request).await
}

/// What an answer still lacks, at its fields.
fn at_its_fields(refused: Refused) -> Failure {
    if let Refused::Request(requests::Refused::Emergency(_)) = refused {
        return Failure::RefusedAt(Errors::at("outside.why", refused.to_string()));
    }
    let Refused::NotWhole(NotWhole(missing)) = refused else { return refused.into() };
    let mut errors = Errors::default();
    for (field, words) in missing {
        errors.add(&format!("fields.{field}"), words);
    }
    Failure::RefusedAt(errors)
}

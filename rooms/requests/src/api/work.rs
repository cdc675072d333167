use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use ground::{Ground, TeamId, Tx};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use team::{Scope, Token};
use web::forms::Errors;
use web::{Failure, Json, Listed};

use super::{Item, Promised, items};
use crate::acts::{LONGEST_WORDS, Refused, conversation as acts, stand};
use crate::served::served;
use crate::store::conversation::{self, Attachment, Message};
use crate::store::requests;
use crate::{AttachmentId, MessageId, RequestId};

#[derive(Debug, Serialize)]
pub(super) struct MessageItem {
    id: MessageId,
    author: &'static str,
    author_name: String,
    words: String,
    folded: String,
    forwarded: String,
    at: Timestamp,
    settled_at: Option<Timestamp>,
    attachments: Vec<AttachmentItem>,
}

#[derive(Debug, Serialize)]
struct AttachmentItem {
    id: AttachmentId,
    name: String,
    media_type: String,
    size_bytes: i64,
}

/// What a member says: to the stakeholder, or to the team alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentWords {
    words: String,
    to: String,
    by: Option<String>,
}

/// What a stakeholder said elsewhere, with a note for the team beside it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToldElsewhere {
    words: String,
    note: Option<String>,
    by: Option<String>,
}

/// To whom words can go.
pub(super) const READERS: [&str; 2] = ["stakeholder", "team"];

/// In whose name something is done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InTheNameOf {
    pub(super) by: Option<String>,
}

pub(super) fn id_of<T: std::str::FromStr>(text: &str) -> web::Result<T> {
    text.parse().map_err(|_no_id| Failure::NotFound)
}

pub(super) async fn found(tx: &mut Tx, team: TeamId, id: RequestId) -> web::Result<Item> {
    let request = requests::find(tx, team, id).await?.ok_or(Failure::NotFound)?;
    items(tx, team, vec![request]).await?.pop().ok_or(Failure::NotFound)
}

async fn said(tx: &mut Tx, team: TeamId, id: RequestId) -> web::Result<Listed<MessageItem>> {
    requests::find(tx, team, id).await?.ok_or(Failure::NotFound)?;
    let attachments = conversation::attachments(tx, team, id).await?;
    let messages = conversation::messages(tx, team, id).await?;
    Ok(Listed::whole(messages.into_iter().map(|message| item(message, &attachments)).collect()))
}

fn item(message: Message, attachments: &[Attachment]) -> MessageItem {
    let beside = attachments.iter().filter(|attachment| attachment.message == message.id);
    let beside = beside.map(|attachment| AttachmentItem {
        id: attachment.id,
        name: attachment.name.clone(),
        media_type: attachment.media_type.clone(),
        size_bytes: attachment.size_bytes,
    });
    let attachments = beside.collect();
    let Message { id, author, author_name, words, folded, forwarded, at, settled_at, .. } = message;
    MessageItem { id, author: author.as_str(), author_name, words, folded, forwarded, at, settled_at, attachments }
}

pub(super) async fn one(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Item>> {
    token.need(Scope::Read)?;
    Ok(Json(found(&mut ground.read().await?, token.team, id_of(&request)?).await?))
}

pub(super) async fn messages(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<MessageItem>>> {
    token.need(Scope::Read)?;
    Ok(Json(said(&mut ground.read().await?, token.team, id_of(&request)?).await?))
}

pub(super) async fn attachment(
    State(ground): State<Ground>,
    token: Token,
    Path(attachment): Path<String>,
) -> web::Result<Response> {
    token.need(Scope::Read)?;
    let id: AttachmentId = id_of(&attachment)?;
    let found = conversation::attachment(&mut ground.read().await?, token.team, id).await?;
    served(&ground, token.team, &found.ok_or(Failure::NotFound)?).await
}

/// Words that are too many or none, at their field.
pub(super) fn at_words(refused: Refused) -> Failure {
    match refused {
        Refused::NoWords | Refused::TooLong(_) | Refused::BadSign => {
            Failure::Invalid(Errors::at("words", refused.to_string()))
        }
        Refused::NoAddress(_) => Failure::Invalid(Errors::at("address", refused.to_string())),
        Refused::NoNumber(_) => Failure::RefusedAt(Errors::at("label", refused.to_string())),
        Refused::Unknown
        | Refused::KeyUsed
        | Refused::Stand(_)
        | Refused::Settled
        | Refused::NothingStands
        | Refused::Emergency(_)
        | Refused::Through
        | Refused::NoTime(_)
        | Refused::Store(_) => refused.into(),
    }
}

pub(super) async fn say(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<SentWords>,
) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let mut errors = Errors::default();
    if !READERS.contains(&sent.to.as_str()) {
        errors.add("to", format!("Take one of {}.", READERS.join(", ")));
    }
    if sent.words.trim().is_empty() {
        errors.add("words", Refused::NoWords.to_string());
    } else if sent.words.chars().count() > LONGEST_WORDS {
        errors.add("words", Refused::TooLong(LONGEST_WORDS).to_string());
    }
    errors.into_result()?;
    let id = id_of(&request)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let done = match sent.to.as_str() {
        "team" => acts::note(&ground, &who, id, &sent.words).await,
        _ => acts::ask(&ground, &who, id, &sent.words).await,
    };
    done.map_err(at_words)?;
    Ok((StatusCode::CREATED, Json(said(&mut ground.read().await?, token.team, id).await?)).into_response())
}

/// What a stakeholder said by telephone, in a chat or in person joins the conversation as their words.
pub(super) async fn told(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<ToldElsewhere>,
) -> web::Result<Response> {
    token.need(Scope::Work)?;
    let mut errors = Errors::default();
    let note = sent.note.as_deref().filter(|note| !note.trim().is_empty());
    if sent.words.trim().is_empty() {
        errors.add("words", Refused::NoWords.to_string());
    }
    for (field, text) in [("words", Some(sent.words.as_str())), ("note", note)] {
        if text.is_some_and(|text| text.chars().count() > LONGEST_WORDS) {
            errors.add(field, Refused::TooLong(LONGEST_WORDS).to_string());
        }
    }
    errors.into_result()?;
    let id: RequestId = id_of(&request)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let mut tx = ground.read().await?;
    let request = requests::find(&mut tx, token.team, id).await?.ok_or(Failure::NotFound)?;
    let asker = team::stakeholders::get(&mut tx, token.team, request.stakeholder).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    acts::told(&ground, &who, &asker, id, &sent.words, note).await.map_err(at_words)?;
    Ok((StatusCode::CREATED, Json(said(&mut ground.read().await?, token.team, id).await?)).into_response())
}

pub(super) async fn set_aside(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Listed<MessageItem>>> {
    token.need(Scope::Work)?;
    let id = id_of(&request)?;
    acts::set_aside(&ground, &token.hand(&ground, None).await?, id).await?;
    Ok(Json(said(&mut ground.read().await?, token.team, id).await?))
}

pub(super) async fn promise(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
    Json(sent): Json<InTheNameOf>,
) -> web::Result<Json<Promised>> {
    token.need(Scope::Work)?;
    let id: RequestId = id_of(&request)?;
    let who = token.hand(&ground, sent.by.as_deref()).await?;
    let promise = acts::promise(&ground, &who, id).await?;
    let mut tx = ground.read().await?;
    let request = requests::find(&mut tx, token.team, id).await?.ok_or(Failure::NotFound)?;
    let asker = team::stakeholders::get(&mut tx, token.team, request.stakeholder).await?.ok_or(Failure::NotFound)?;
    let in_force = team::calendar::current(&mut tx, token.team).await?;
    let language = team::languages::of(&mut tx, &asker).await?;
    let when = web::when::When::new(crate::zone_of(&asker, &in_force), ground.now()).in_language(language);
    Ok(Json(Promised { due_at: promise.due_at, words: when.full(promise.due_at) }))
}

pub(super) async fn withdraw(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Item>> {
    token.need(Scope::Work)?;
    let id = id_of(&request)?;
    stand::withdraw(&ground, token.team, id, token.actor()).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, id).await?))
}

pub(super) async fn mark_spam(
    State(ground): State<Ground>,
    token: Token,
    Path(request): Path<String>,
) -> web::Result<Json<Item>> {
    token.need(Scope::Work)?;
    let id = id_of(&request)?;
    stand::mark_spam(&ground, token.team, id, token.actor()).await?;
    Ok(Json(found(&mut ground.read().await?, token.team, id).await?))
}

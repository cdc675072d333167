//! What is said about a request after it was asked.

use ground::files::Kept;
use ground::{Actor, Ground, TeamId, Tx, events, files, threads};
use jiff::Timestamp;
use promises::{NewPromise, Promise, What};
use serde_json::json;
use team::{Member, Stakeholder};
use web::when::When;

use super::take_in::{FileIn, attach};
use super::{Refused, checked, zone_of};
use crate::rules::State;
use crate::store::conversation::{self, Author, Message};
use crate::store::intake;
use crate::store::requests;
use crate::{MessageId, RequestId, letters};

/// Something a stakeholder says to a request that is there already.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Whose words: a person's or a machine's.
    pub author: Author,
    /// The name to show.
    pub author_name: String,
    /// What is new.
    pub words: String,
    /// Quoted history and signature.
    pub folded: String,
    /// What was forwarded.
    pub forwarded: String,
    /// Files beside it.
    pub files: Vec<FileIn>,
    /// The Message-ID, for mail.
    pub message_id: Option<String>,
    /// When it came.
    pub at: Timestamp,
}

/// The stakeholder adds to the conversation on the private page. No clock starts. The same words sent twice in a row are one message.
pub async fn add(
    ground: &Ground,
    who: &Stakeholder,
    id: RequestId,
    words: &str,
    files: Vec<FileIn>,
) -> Result<(), Refused> {
    let (reply, kept) = prepared(ground, who.team, said(who, words, files, ground.now())?).await?;
    let mut tx = ground.begin().await?;
    added(&mut tx, who, Actor::Stakeholder(who.id.uuid()), id, &reply, &kept).await?;
    Ok(tx.commit().await?)
}

/// A member writes down what a stakeholder told them. It stands in the conversation as the stakeholder's words, and the history says who
/// wrote it down.
pub async fn told(
    ground: &Ground,
    who: &Member,
    by: &Stakeholder,
    id: RequestId,
    words: &str,
    note: Option<&str>,
) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    let reply = said(by, words, Vec::new(), tx.now())?;
    added(&mut tx, by, who.actor(), id, &reply, &[]).await?;
    if let Some(note) = note {
        note_within(&mut tx, who.team, id, who.actor(), &who.name, note).await?;
    }
    Ok(tx.commit().await?)
}

/// The same, within the transaction of what it belongs to, and without files.
pub async fn add_within(tx: &mut Tx, who: &Stakeholder, id: RequestId, words: &str) -> Result<(), Refused> {
    let reply = said(who, words, Vec::new(), tx.now())?;
    added(tx, who, Actor::Stakeholder(who.id.uuid()), id, &reply, &[]).await
}

fn said(who: &Stakeholder, words: &str, files: Vec<FileIn>, at: Timestamp) -> Result<Reply, Refused> {
    Ok(Reply {
        author: Author::Stakeholder,
        author_name: who.name.clone(),
        words: checked(words)?.to_owned(),
        folded: String::new(),
        forwarded: String::new(),
        files,
        message_id: None,
        at,
    })
}

async fn added(
    tx: &mut Tx,
    who: &Stakeholder,
    actor: Actor,
    id: RequestId,
    reply: &Reply,
    kept: &[Kept],
) -> Result<(), Refused> {
    let before = conversation::messages(tx, who.team, id).await?.pop().ok_or(Refused::Unknown)?;
    let by_them = before.author == Author::Stakeholder && before.author_id == Some(who.id.uuid());
    if by_them && before.words == reply.words {
        return Ok(());
    }
    // Of two sendings at once the first takes the place after `before`.
    let place = format!("{}:{}", before.id, who.id);
    let sent = intake::enter(tx, who.team, "reply", &place, &reply.words, Some(id)).await?;
    if sent.is_some_and(|sent| sent.content_print == reply.words) {
        return Ok(());
    }
    joined(tx, who.team, id, (actor, Some(who.id.uuid())), reply, kept).await
}

/// Makes a reply's files safe before its transaction begins.
pub(crate) async fn prepared(ground: &Ground, team: TeamId, mut reply: Reply) -> Result<(Reply, Vec<Kept>), Refused> {
    let mut kept = Vec::with_capacity(reply.files.len());
    for file in &mut reply.files {
        kept.push(files::keep(ground, team, std::mem::take(&mut file.content)).await?);
    }
    Ok((reply, kept))
}

/// Joins a reply to its conversation. What a machine writes is shown and settles nothing.
pub(crate) async fn join(
    tx: &mut Tx,
    team: TeamId,
    id: RequestId,
    actor: Actor,
    reply: &Reply,
    kept: &[Kept],
) -> Result<(), Refused> {
    let author = match actor {
        Actor::Member(id) | Actor::Stakeholder(id) | Actor::Token(id) => Some(id),
        Actor::Machine(_) => None,
    };
    joined(tx, team, id, (actor, author), reply, kept).await
}

/// The same, where whoever does it may be another than whose words these are.
async fn joined(
    tx: &mut Tx,
    team: TeamId,
    id: RequestId,
    (actor, author_id): (Actor, Option<ground::uuid::Uuid>),
    reply: &Reply,
    kept: &[Kept],
) -> Result<(), Refused> {
    requests::find(tx, team, id).await?.ok_or(Refused::Unknown)?;
    let message = Message {
        id: MessageId::new(tx.now()),
        request: id,
        author: reply.author,
        author_id,
        author_name: reply.author_name.clone(),
        words: reply.words.clone(),
        folded: reply.folded.clone(),
        forwarded: reply.forwarded.clone(),
        at: reply.at,
        settled_at: None,
    };
    conversation::insert(tx, team, &message, reply.message_id.as_deref()).await?;
    attach(tx, team, &message, &reply.files, kept).await?;
    if let Some(message_id) = &reply.message_id {
        threads::note(tx, team, id.uuid(), message_id, true, reply.at).await?;
    }
    let payload = json!({ "message": message.id, "author": reply.author.as_str() });
    events::record(tx, team, actor, "request.replied-to", id, payload).await?;
    Ok(())
}

/// A member asks the stakeholder something. It is no answer: the promise stays where it is.
pub async fn ask(ground: &Ground, who: &Member, id: RequestId, words: &str) -> Result<(), Refused> {
    let words = checked(words)?;
    let mut tx = ground.begin().await?;
    let request = requests::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    let thread = threads::get(&mut tx, who.team, id.uuid()).await?.ok_or(Refused::Unknown)?;
    let promise = promises::next_open(&mut tx, who.team, id.uuid()).await?;
    let stakeholder = team::stakeholders::get(&mut tx, who.team, request.stakeholder).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let language = team::languages::of(&mut tx, &stakeholder).await?;
    let when = When::new(zone_of(&stakeholder, &in_force), tx.now()).in_language(language);
    let letter = letters::question(&thread, &who.name, words, promise.map(|promise| promise.due_at), &when);
    ground::outbox::post(&mut tx, ground, letter).await?;
    conversation::settle(&mut tx, who.team, id, &who.id.to_string()).await?;
    events::record(&mut tx, who.team, who.actor(), "request.asked-back", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// A member promises an answer to what the stakeholder wrote without a promise: by the team's turnaround, counted from when the first of
/// it came. The request waits for a block again, and a letter tells the time. Where a promise is open, that one covers it and stays.
pub async fn promise(ground: &Ground, who: &Member, id: RequestId) -> Result<Promise, Refused> {
    let mut tx = ground.begin().await?;
    let request = requests::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    if let Some(open) = promises::next_open(&mut tx, who.team, id.uuid()).await? {
        return Ok(open);
    }
    let said = conversation::messages(&mut tx, who.team, id).await?;
    let stands = said.iter().find(|message| message.author == Author::Stakeholder && message.settled_at.is_none());
    let asked_at = stands.ok_or(Refused::NothingStands)?.at;
    let thread = threads::get(&mut tx, who.team, id.uuid()).await?.ok_or(Refused::Unknown)?;
    let stakeholder = team::stakeholders::get(&mut tx, who.team, request.stakeholder).await?.ok_or(Refused::Unknown)?;
    let in_force = team::calendar::current(&mut tx, who.team).await?;
    let computed = promises::computed(&in_force, asked_at, tx.now());
    let computed = computed.map_err(|error| Refused::NoTime(error.to_string()))?;
    super::stand::to(&mut tx, who.team, id, State::Parked, who.actor()).await?;
    let new = NewPromise { request: id.uuid(), to: request.stakeholder, what: What::LaterAnswer, computed };
    let promise = promises::give(&mut tx, who.team, who.actor(), new).await?;
    conversation::settle(&mut tx, who.team, id, &who.id.to_string()).await?;
    let language = team::languages::of(&mut tx, &stakeholder).await?;
    let when = When::new(zone_of(&stakeholder, &in_force), tx.now()).in_language(language);
    ground::outbox::post(&mut tx, ground, letters::promised(&thread, &who.name, promise.due_at, &when)).await?;
    tx.commit().await?;
    Ok(promise)
}

/// A member writes a note for the team, never shown to the stakeholder.
pub async fn note(ground: &Ground, who: &Member, id: RequestId, words: &str) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    requests::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    note_within(&mut tx, who.team, id, who.actor(), &who.name, words).await?;
    Ok(tx.commit().await?)
}

pub(crate) async fn note_within(
    tx: &mut Tx,
    team: TeamId,
    id: RequestId,
    actor: Actor,
    name: &str,
    words: &str,
) -> Result<(), Refused> {
    let words = checked(words)?;
    let author_id = match actor {
        Actor::Member(id) | Actor::Stakeholder(id) | Actor::Token(id) => Some(id),
        Actor::Machine(_) => None,
    };
    let now = tx.now();
    let message = Message {
        id: MessageId::new(now),
        request: id,
        author: Author::Note,
        author_id,
        author_name: name.to_owned(),
        words: words.to_owned(),
        folded: String::new(),
        forwarded: String::new(),
        at: now,
        settled_at: Some(now),
    };
    conversation::insert(tx, team, &message, None).await?;
    events::record(tx, team, actor, "request.noted", id, json!({ "message": message.id })).await?;
    Ok(())
}

/// A member decides that what the stakeholder wrote needs no answer.
pub async fn set_aside(ground: &Ground, who: &Member, id: RequestId) -> Result<(), Refused> {
    let mut tx = ground.begin().await?;
    requests::find(&mut tx, who.team, id).await?.ok_or(Refused::Unknown)?;
    if conversation::settle(&mut tx, who.team, id, &who.id.to_string()).await? > 0 {
        events::record(&mut tx, who.team, who.actor(), "request.reply-set-aside", id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// Marks what the stakeholder wrote as answered, in the transaction of the answer.
pub async fn settle(tx: &mut Tx, team: TeamId, id: RequestId, by: Actor) -> Result<(), Refused> {
    conversation::settle(tx, team, id, &by.to_string()).await?;
    Ok(())
}

/// A request that is over comes back when its stakeholder writes again and a member wants it so; a new promise is given with it.
pub async fn reopen(tx: &mut Tx, team: TeamId, id: RequestId, actor: Actor) -> Result<(), Refused> {
    super::stand::to(tx, team, id, State::Parked, actor).await
}
